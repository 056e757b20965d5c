//! Files that people write, changed: shown as a diff, or written whole.

use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

/// A unified diff of a file.
pub fn unified(path: &str, old: &str, new: &str) -> String {
    let diff = similar::TextDiff::from_lines(old, new);
    diff.unified_diff().header(path, path).to_string()
}

/// Writes a file whole, whether or not it is there.
///
/// # Errors
/// As [`replace`].
pub fn write(place: &Path, text: &str) -> Result<()> {
    if place.exists() {
        return replace(place, text);
    }
    let beside = beside(place);
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, place));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// Writes a file whole: beside it first, then renamed into its place with the rights that it had.
///
/// # Errors
/// Where it may not be written, or the disk refuses it; the file is then as it was.
pub fn replace(place: &Path, text: &str) -> Result<()> {
    // A link stays a link: what it leads to is written.
    let place = place.canonicalize()?;
    let beside = beside(&place);
    let permissions = std::fs::metadata(&place)?.permissions();
    if permissions.readonly() {
        return Err(Error::new(ErrorKind::PermissionDenied, "it is read-only"));
    }
    let written = std::fs::write(&beside, text)
        .and_then(|()| std::fs::set_permissions(&beside, permissions))
        .and_then(|()| std::fs::rename(&beside, &place));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// Where a file is written before it is moved to its place.
fn beside(place: &Path) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".northstar-{}", std::process::id()));
    place.with_file_name(name)
}
