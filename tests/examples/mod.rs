//! The example projects: they check without findings and give the answers that are known.

use crate::support::program::printed;
use crate::support::{repository, wanted};
use std::fs;

mod figures;
mod git;
mod stays;
mod tutorial;

#[test]
fn the_tests_of_every_example_pass() {
    if !wanted("duckdb") {
        return;
    }
    let folders = fs::read_dir(repository().join("examples")).unwrap().map(|entry| entry.unwrap().path());
    let examples: Vec<_> = folders.filter(|folder| folder.join("northstar.toml").exists()).collect();
    assert!(examples.len() >= 2, "{examples:?}");
    for example in examples {
        let said = printed(&example, &["test"]);
        assert!(said.lines().count() > 1, "{} has no test: {said}", example.display());
    }
}
