//! The repository itself: what its pages point at is there, and what they tell people to run can be run.

mod layers;
mod links;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn is_program(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[test]
fn readme_names_two_commands_that_are_there() {
    let readme = read("README.md");
    for command in ["examples/run.sh", ".ci/test"] {
        assert!(is_program(&root().join(command)), "{command} is no program");
        assert!(readme.contains(&format!("$ {command}\n")), "README.md does not say to run {command}");
    }
}

#[test]
fn a_pipeline_runs_what_people_run() {
    let pipeline = read(".github/workflows/ci.yml");
    assert!(is_program(&root().join(".ci/run")));
    assert!(pipeline.contains("- run: .ci/run\n"), "{pipeline}");
    for tool in ["cargo test", "cargo clippy", "cargo fmt", "cargo build"] {
        assert!(!pipeline.contains(tool), "`{tool}` belongs into .ci/run, where everybody can run it");
    }
}
