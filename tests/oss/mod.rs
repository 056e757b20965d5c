//! Real histories: what northstar says about them against SQL written by hand, on each engine, as rows.
//!
//! The data stands beside the checkout, in `../shared/data/oss`, or where `NORTHSTAR_SHARED_DATA` says. Where it is missing, the
//! tests that need it say so by name on standard error and count themselves.

mod applied;
mod faults;
pub mod load;
pub mod queries;
mod upkeep;
mod warehouse;

use crate::support::{note_skipped, repository};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tempfile::TempDir;

/// The last day of the data, in the project's zone.
const AS_OF: &str = "2026-08-22";

/// The folder of the histories; `None`, said and counted, where it is not there.
pub fn data(test: &str) -> Option<PathBuf> {
    static MISSING: Mutex<usize> = Mutex::new(0);
    let shared = std::env::var_os("NORTHSTAR_SHARED_DATA").map_or_else(|| repository().join("../shared/data"), PathBuf::from);
    let folder = shared.join("oss");
    if folder.join("commits.csv.gz").is_file() {
        return Some(folder);
    }
    let mut missing = MISSING.lock().unwrap();
    *missing += 1;
    note_skipped(&format!("oss::{test}: there is no {} ({missing} so far)", folder.display()));
    None
}

/// The case's own folder.
fn case() -> PathBuf {
    repository().join("tests/cases/oss")
}

/// The project in a folder of its own, where a test may build it and change it.
pub fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&case(), folder.path(), "northstar.toml");
    fs::create_dir(folder.path().join("metrics")).unwrap();
    for name in ["sources", "framework", "blocks", "forms"] {
        copy(&case(), folder.path(), &format!("metrics/{name}.nsm"));
    }
    folder
}

fn copy(from: &Path, to: &Path, name: &str) {
    fs::copy(from.join(name), to.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
}
