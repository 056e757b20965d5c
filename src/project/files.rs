//! The metric files of a project: which there are, and their text. Nothing else reads them.

use super::config::Config;
use super::load::FILE_NAME;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{FileId, SourceMap, Span};
use globset::{GlobBuilder, GlobMatcher};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use toml::de::DeTable;
use walkdir::{DirEntry, WalkDir};

/// The most bytes a metric file may have.
const LARGEST: u64 = 10 * 1024 * 1024;

/// One pattern of `[project] include`.
struct Pattern {
    text: String,
    matcher: GlobMatcher,
    /// The folders before the first part that holds a wildcard.
    folders: Vec<String>,
    matched: bool,
}

/// What stands in a metric file, instead of what is on the disk: the text of an editor that has not saved it.
#[derive(Debug, Clone)]
pub struct Given {
    /// The file's path in the project; there need not be such a file.
    pub path: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// Reads every file that a pattern of the configuration matches, sorted by path, each once, and the given one, whether or not a pattern
/// matches it. A file that cannot be read is reported.
pub fn read_files(config: &Config, given: Option<&Given>, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Vec<FileId> {
    let mut patterns = patterns(config);
    let mut found = walk(config, &mut patterns, diagnostics);
    if let Some(given) = given {
        patterns.iter_mut().for_each(|pattern| pattern.matched |= pattern.matcher.is_match(&given.path));
        found.insert(given.path.clone(), config.root.join(&given.path));
    }
    report_unmatched(&patterns, sources, diagnostics);
    let mut read = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, real) in found {
        // A link may lead to a file that is there under its own name too.
        if !seen.insert(real.canonicalize().unwrap_or_else(|_| real.clone())) {
            continue;
        }
        let read_text = match given.filter(|given| given.path == path) {
            Some(given) => decoded(&path, given.bytes.clone()),
            None => text(&path, &real),
        };
        match read_text {
            Ok(text) => read.push(sources.add(path, text)),
            Err(unread) => {
                // It is a file of the project all the same: findings and commands name it.
                let end = unread.before.len();
                let id = sources.add(path, unread.before);
                diagnostics.push(unread.finding.at(Span::new(id, end, end)));
            }
        }
    }
    read
}

fn patterns(config: &Config) -> Vec<Pattern> {
    let pattern = |text: &String| {
        let trimmed = text.strip_prefix("./").unwrap_or(text);
        let matcher = GlobBuilder::new(trimmed).literal_separator(true).build().ok()?.compile_matcher();
        let parts: Vec<&str> = trimmed.split('/').collect();
        let folders =
            parts.iter().take(parts.len().saturating_sub(1)).take_while(|part| !part.contains(['*', '?', '[', '{', '\\']));
        Some(Pattern { text: text.clone(), matcher, folders: folders.map(|part| (*part).to_owned()).collect(), matched: false })
    };
    config.include.iter().filter_map(pattern).collect()
}

/// Every file that a pattern matches: its path in the project, and where it is.
fn walk(config: &Config, patterns: &mut [Pattern], diagnostics: &mut Diagnostics) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    let prefixes: Vec<Vec<String>> = patterns.iter().map(|pattern| pattern.folders.clone()).collect();
    let enter = |entry: &DirEntry| {
        entry.depth() == 0 || !entry.file_type().is_dir() || enters(config, &prefixes, &relative(&config.root, entry.path()))
    };
    for entry in WalkDir::new(&config.root).follow_links(true).into_iter().filter_entry(enter) {
        match entry {
            Ok(entry) if !entry.file_type().is_dir() => {
                let path = relative(&config.root, entry.path());
                let mut wanted = false;
                for pattern in patterns.iter_mut().filter(|pattern| pattern.matcher.is_match(&path)) {
                    pattern.matched = true;
                    wanted = true;
                }
                if wanted {
                    found.insert(path, entry.into_path());
                }
            }
            Ok(_) => {}
            Err(error) => walk_error(config, patterns, &error, diagnostics),
        }
    }
    found
}

/// Reports what the walk could not look into, where a metric file could have been.
fn walk_error(config: &Config, patterns: &mut [Pattern], error: &walkdir::Error, diagnostics: &mut Diagnostics) {
    let path = relative(&config.root, error.path().unwrap_or(&config.root));
    let mut concerned = error.path().is_some_and(Path::is_dir) || error.depth() == 0;
    for pattern in patterns.iter_mut().filter(|pattern| pattern.matcher.is_match(&path)) {
        // The pattern did match something; that it cannot be read is said once.
        pattern.matched = true;
        concerned = true;
    }
    if !concerned {
        return;
    }
    let message = match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => format!("`{path}` is a link back to its own folder `{}`", relative(&config.root, ancestor)),
        (None, Some(io)) => format!("`{path}` cannot be read: {}", reason(io)),
        (None, None) => format!("`{path}` cannot be read"),
    };
    diagnostics.push(Diagnostic::global(codes::UNREADABLE_FILE, message));
}

/// Whether the walk goes into a folder: some pattern can match below it, and it is no output or hidden folder unless a pattern names it.
fn enters(config: &Config, prefixes: &[Vec<String>], folder: &str) -> bool {
    let parts: Vec<&str> = folder.split('/').collect();
    let agrees = |prefix: &Vec<String>| prefix.iter().zip(&parts).all(|(a, b)| a == b);
    let names = |prefix: &Vec<String>| prefix.len() >= parts.len() && agrees(prefix);
    if prefixes.iter().any(names) {
        return true;
    }
    let hidden = parts.last().is_some_and(|last| last.starts_with('.'));
    let output = [&config.output.sql, &config.output.docs].into_iter().any(|output| output == folder);
    !hidden && !output && prefixes.iter().any(agrees)
}

/// The path from the root, with `/` between its parts.
fn relative(root: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = inner.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

fn report_unmatched(patterns: &[Pattern], sources: &SourceMap, diagnostics: &mut Diagnostics) {
    for (index, pattern) in patterns.iter().enumerate().filter(|(_, pattern)| !pattern.matched) {
        let message = format!("`{}` matches no file", pattern.text);
        let diagnostic = match place(sources, index) {
            Some(span) => Diagnostic::new(codes::PATTERN_MATCHES_NOTHING, span, message),
            None => Diagnostic::global(codes::PATTERN_MATCHES_NOTHING, message),
        };
        diagnostics.push(diagnostic.help("metric files end in `.nsm`; correct the pattern, or take it out of `include`"));
    }
}

/// Where the pattern of this index is written in the project file.
fn place(sources: &SourceMap, index: usize) -> Option<Span> {
    let (id, file) = sources.files().find(|(_, file)| file.path == FILE_NAME)?;
    let document = DeTable::parse(&file.text).ok()?;
    let include = document.get_ref().get("project")?.get_ref().get("include")?;
    let range = include.get_ref().as_array()?.get(index)?.span();
    Some(Span::new(id, range.start, range.end))
}

/// Why a file has no text.
struct Unread {
    finding: Diagnostic,
    /// What could be read of it.
    before: String,
}

impl Unread {
    fn whole(finding: Diagnostic) -> Box<Unread> {
        Box::new(Unread { finding, before: String::new() })
    }
}

/// The text of a file, or why it has none. Never reads more than the largest size.
fn text(path: &str, real: &Path) -> Result<String, Box<Unread>> {
    let unreadable = |error: &std::io::Error| {
        Unread::whole(Diagnostic::global(codes::UNREADABLE_FILE, format!("`{path}` cannot be read: {}", reason(error))))
    };
    let metadata = std::fs::metadata(real).map_err(|error| unreadable(&error))?;
    if !metadata.is_file() {
        return Err(Unread::whole(Diagnostic::global(codes::UNREADABLE_FILE, format!("`{path}` is no ordinary file"))));
    }
    if metadata.len() > LARGEST {
        return Err(too_large(path));
    }
    let mut bytes = Vec::new();
    let file = File::open(real).map_err(|error| unreadable(&error))?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    decoded(path, bytes)
}

/// The text that bytes are.
fn decoded(path: &str, bytes: Vec<u8>) -> Result<String, Box<Unread>> {
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(path));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let finding = not_utf8(path, error.as_bytes(), valid);
        let before = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default()).into_owned();
        Box::new(Unread { finding, before })
    })
}

fn too_large(path: &str) -> Box<Unread> {
    let message = format!("`{path}` is larger than 10 MB");
    let help = "split it: the files of a project share one namespace, so nothing else changes";
    Unread::whole(Diagnostic::global(codes::FILE_TOO_LARGE, message).help(help))
}

/// The finding for bytes that are no UTF-8, with line and byte.
pub(super) fn not_utf8(path: &str, bytes: &[u8], valid: usize) -> Diagnostic {
    let line = bytes.iter().take(valid).filter(|byte| **byte == b'\n').count() + 1;
    let byte = bytes.get(valid).copied().unwrap_or_default();
    let message = format!("`{path}` is not UTF-8: line {line}, byte {} of the file is 0x{byte:02X}", valid + 1);
    Diagnostic::global(codes::NOT_UTF8, message).help("save the file as UTF-8")
}

/// Why the system refused, in words that do not depend on it.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "it does not exist".to_owned(),
        ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}
