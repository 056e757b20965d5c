//! The files behind a pattern, which must lie below the project's root.

use crate::warehouse::{FileTable, WarehouseError};
use globset::GlobBuilder;
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DataFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path relative to the root, with `/`, for people.
    pub shown: String,
}

/// The files of a table, ordered by path so that every run reads them in one order.
pub(super) fn resolve(root: &Path, table: &FileTable) -> Result<Vec<DataFile>, WarehouseError> {
    let pattern = table.pattern.replace('\\', "/");
    let inside = |component: Component| matches!(component, Component::Normal(_) | Component::CurDir);
    let name = table.table.join(".");
    if !Path::new(&pattern).components().all(inside) {
        return Err(WarehouseError::OutsideProject { table: name, pattern: table.pattern.clone() });
    }
    let pattern = pattern.trim_start_matches("./");
    // A file of just this name wins: brackets are legal in names.
    let exact = root.join(pattern);
    if exact.is_file() {
        return Ok(vec![DataFile { path: exact, shown: pattern.to_owned() }]);
    }
    let files = matching(root, pattern);
    if files.is_empty() {
        return Err(WarehouseError::NoFile { table: name, pattern: table.pattern.clone() });
    }
    Ok(files)
}

fn matching(root: &Path, pattern: &str) -> Vec<DataFile> {
    let Ok(glob) = GlobBuilder::new(pattern).literal_separator(true).build() else { return Vec::new() };
    let matcher = glob.compile_matcher();
    // Only the folder that the pattern names in full is walked, not the whole project.
    let is_glob = |part: &&str| part.contains(['*', '?', '[', '{']);
    let fixed: PathBuf = pattern.split('/').take_while(|part| !is_glob(part)).collect();
    let mut files: Vec<DataFile> = WalkDir::new(root.join(fixed))
        .follow_links(true)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let relative = entry.path().strip_prefix(root).ok()?;
            let shown = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            matcher.is_match(&shown).then(|| DataFile { path: entry.path().to_owned(), shown })
        })
        .collect();
    files.sort_by(|a, b| a.shown.cmp(&b.shown));
    files
}
