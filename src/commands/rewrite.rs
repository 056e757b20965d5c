//! Files that people write, changed: shown as a diff, or written whole.

use std::fs::Permissions;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;

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
    put(place, text, None)
}

/// Writes a file whole: beside it first, then renamed into its place with the rights that it had.
///
/// # Errors
/// Where it may not be written, or the disk refuses it; the file is then as it was.
pub fn replace(place: &Path, text: &str) -> Result<()> {
    // A link stays a link: what it leads to is written.
    let place = place.canonicalize()?;
    let permissions = std::fs::metadata(&place)?.permissions();
    if permissions.readonly() {
        return Err(Error::new(ErrorKind::PermissionDenied, "it is read-only"));
    }
    put(&place, text, Some(permissions))
}

/// Writes beside a place, and moves what was written there.
fn put(place: &Path, text: &str, permissions: Option<Permissions>) -> Result<()> {
    let mut name = place.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".northstar-{}", std::process::id()));
    let beside = place.with_file_name(name);
    let written = std::fs::write(&beside, text)
        .and_then(|()| permissions.map_or(Ok(()), |permissions| std::fs::set_permissions(&beside, permissions)))
        .and_then(|()| std::fs::rename(&beside, place));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}
