//! Folders on disk against what `build` would write: what differs, and writing it so that no file is ever half there.

use super::artifacts::{Folder, Manifest, sha256};
use crate::diagnostic::{Diagnostic, codes};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What stands between a folder's name and the process's number in the name of the folder that new files are prepared in.
const DRAFT: &str = ".northstar-";

/// After this time a draft belongs to a run that was cut off, not to one that is at work.
const ABANDONED: Duration = Duration::from_secs(600);

/// How a file on disk differs from what would be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It is not there.
    Missing,
    /// Its content is that of an earlier build.
    Stale,
    /// It was changed, or made, by somebody else.
    HandEdited,
    /// An earlier build wrote it, and this one would not.
    Orphan,
}

impl Difference {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Difference::Missing => "missing",
            Difference::Stale => "stale",
            Difference::HandEdited => "edited by hand",
            Difference::Orphan => "left over",
        }
    }
}

/// A folder's differences by the file's path within it.
pub fn differences(root: &Path, folder: &Folder) -> Result<BTreeMap<String, Difference>, Box<Diagnostic>> {
    let base = root.join(&folder.path);
    let written = written(&base);
    let mut found = BTreeMap::new();
    for (name, text) in &folder.files {
        let Some(there) = read(&base.join(name))? else {
            found.insert(name.clone(), Difference::Missing);
            continue;
        };
        if there == text.as_bytes() {
            continue;
        }
        // The manifest cannot hold its own hash.
        let own = name == "manifest.json" || written.get(name).is_some_and(|hashes| hashes.contains(&hash_of(&there)));
        found.insert(name.clone(), if own { Difference::Stale } else { Difference::HandEdited });
    }
    for (name, hashes) in &written {
        if !folder.files.contains_key(name)
            && let Some(there) = read(&base.join(name))?
        {
            let own = hashes.contains(&hash_of(&there));
            found.insert(name.clone(), if own { Difference::Orphan } else { Difference::HandEdited });
        }
    }
    Ok(found)
}

/// Writes what differs: all new files to a temporary folder beside, then each renamed into its place; what an earlier build left
/// over is removed. The manifest comes last, so that a run that is cut off is seen as stale.
pub fn write(root: &Path, folder: &Folder, differences: &BTreeMap<String, Difference>) -> Result<(), Box<Diagnostic>> {
    let base = root.join(&folder.path);
    if differences.is_empty() {
        clear_abandoned(&base);
        return Ok(());
    }
    let temporary = temporary(&base);
    let result = stage(&temporary, folder, differences).and_then(|()| place(&base, &temporary, folder, differences));
    // Whatever happened, nothing temporary stays.
    let _ = fs::remove_dir_all(&temporary);
    clear_abandoned(&base);
    result
}

/// Removes the drafts of runs that were cut off. One that cannot be removed does no harm.
fn clear_abandoned(base: &Path) {
    for draft in drafts(base) {
        let modified = fs::metadata(&draft).and_then(|metadata| metadata.modified());
        if modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > ABANDONED)) {
            let _ = fs::remove_dir_all(&draft);
        }
    }
}

/// The drafts beside a folder.
fn drafts(base: &Path) -> Vec<PathBuf> {
    let mut prefix = base.file_name().unwrap_or_default().to_string_lossy().into_owned();
    prefix.push_str(DRAFT);
    let beside = base.parent().and_then(|parent| fs::read_dir(parent).ok());
    let named = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&prefix));
    beside.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).filter(named).collect()
}

fn temporary(base: &Path) -> PathBuf {
    let mut name = base.file_name().unwrap_or_default().to_os_string();
    name.push(format!("{DRAFT}{}", std::process::id()));
    base.with_file_name(name)
}

fn stage(temporary: &Path, folder: &Folder, differences: &BTreeMap<String, Difference>) -> Result<(), Box<Diagnostic>> {
    for (name, text) in folder.files.iter().filter(|(name, _)| differences.contains_key(*name)) {
        let path = temporary.join(name);
        let parent = path.parent().unwrap_or(temporary);
        fs::create_dir_all(parent).map_err(|error| failed("make the folder", parent, &error))?;
        fs::write(&path, text).map_err(|error| failed("write", &path, &error))?;
    }
    Ok(())
}

fn place(
    base: &Path,
    temporary: &Path,
    folder: &Folder,
    differences: &BTreeMap<String, Difference>,
) -> Result<(), Box<Diagnostic>> {
    let (last, first): (Vec<&String>, Vec<&String>) = differences.keys().partition(|name| *name == "manifest.json");
    for name in first.into_iter().chain(last) {
        let path = base.join(name);
        if !folder.files.contains_key(name) {
            fs::remove_file(&path).map_err(|error| failed("remove", &path, &error))?;
            if let Some(parent) = path.parent().filter(|parent| *parent != base) {
                // Only where nothing else is in it.
                let _ = fs::remove_dir(parent);
            }
            continue;
        }
        let parent = path.parent().unwrap_or(base);
        fs::create_dir_all(parent).map_err(|error| failed("make the folder", parent, &error))?;
        fs::rename(temporary.join(name), &path).map_err(|error| failed("write", &path, &error))?;
    }
    Ok(())
}

/// The hashes of what the last build wrote into a folder, and of what one that was cut off was about to write.
fn written(base: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut written: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for folder in drafts(base).into_iter().chain([base.to_path_buf()]) {
        let text = fs::read_to_string(folder.join("manifest.json")).unwrap_or_default();
        let Ok(manifest) = serde_json::from_str::<Manifest>(&text) else { continue };
        for (name, hash) in manifest.files {
            // A path of a tampered manifest must not lead out of the folder.
            if Path::new(&name).components().all(|part| matches!(part, std::path::Component::Normal(_))) {
                written.entry(name).or_default().insert(hash);
            }
        }
    }
    written
}

/// A file's bytes; `None` where there is no such file.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed("read", path, &error)),
    }
}

fn hash_of(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).map(|text| sha256(&text)).unwrap_or_default()
}

/// Every folder that an output is written to, as the disk has it, must lie inside the project: a link may lead out of it.
pub fn all_inside(root: &Path, folder: &Folder) -> Result<(), Box<Diagnostic>> {
    let parents = folder.files.keys().filter_map(|name| name.rsplit_once('/')).map(|(parent, _)| parent);
    let below: BTreeSet<String> = parents.map(|parent| format!("{}/{parent}", folder.path)).collect();
    inside(root, &folder.path)?;
    below.iter().try_for_each(|path| inside(root, path))
}

fn inside(root: &Path, folder: &str) -> Result<(), Box<Diagnostic>> {
    let wanted = root.join(folder);
    let there = wanted.ancestors().find_map(|path| path.canonicalize().ok());
    let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let dots = Path::new(folder).components().any(|part| matches!(part, std::path::Component::ParentDir));
    if !dots && there.is_some_and(|path| path.starts_with(&root)) {
        return Ok(());
    }
    let message = format!("the folder `{folder}` leads out of the project");
    Err(Box::new(Diagnostic::global(codes::OUTSIDE_PROJECT, message).help("name a folder inside it")))
}

fn failed(what: &str, path: &Path, error: &io::Error) -> Box<Diagnostic> {
    let message = format!("cannot {what} `{}`: {error}", path.display());
    Box::new(Diagnostic::global(codes::OUTPUT, message).help("check that the folder exists and may be written to"))
}
