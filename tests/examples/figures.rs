//! `examples/figures`: sums that can be done on paper, as tests of the project itself.

use crate::cli::{copy, run};
use crate::support::program::printed;
use crate::support::{repository, wanted};
use std::path::PathBuf;

fn folder() -> PathBuf {
    repository().join("examples/figures")
}

#[test]
fn has_nothing_to_say_one_layout_and_builds() {
    for day in ["2026-07-06", "2027-11-22"] {
        let said = printed(&folder(), &["check", "--deny", "warnings", "--as-of", day]);
        assert!(said.ends_with("nothing to report\n"), "{said}");
    }
    printed(&folder(), &["fmt", "--check"]);
    let project = tempfile::tempdir().unwrap();
    copy(&folder(), project.path());
    let built = run(project.path(), &["build", "--dialect", "all"]).expect(0);
    assert!(!built.err.contains("warning") && project.path().join("build/sql/postgres/manifest.json").is_file(), "{built:#?}");
}

#[test]
fn every_sum_is_judged_by_itself() {
    if !wanted("duckdb") {
        return;
    }
    let project = tempfile::tempdir().unwrap();
    copy(&folder(), project.path());
    run(project.path(), &["test"]).expect(0).says(&["6 tests passed"]);
    // Without the days on which nobody slept there, an average night would be fuller: a wrong sum is seen.
    let file = project.path().join("metrics/nights.nsm");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("(2026-02-01, 0.107142857143)", "(2026-02-01, 1.5)")).unwrap();
    run(project.path(), &["test"]).expect(1).says(&["0.10714285714", "different", "5 passed, 1 failed"]);
}
