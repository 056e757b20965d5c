//! Findings in the formats that other programs read.

use super::output::Format;
use crate::diagnostic::report::{About, Report};
use crate::diagnostic::{Diagnostics, Level, checkstyle, github, gitlab, junit, rdjson, sarif};
use crate::project::{FILE_NAME, repository};
use crate::rules;
use crate::source::SourceMap;
use std::borrow::Cow;
use std::path::Path;

/// The findings in a format that is made of nothing but them; `None` for one that is not. `denied` is the lowest level that makes
/// the command fail; `root` is the project's folder.
pub fn render(
    format: Format,
    diagnostics: &Diagnostics,
    sources: &SourceMap,
    root: Option<&Path>,
    denied: Level,
) -> Option<String> {
    let renderer = match format {
        Format::Sarif => sarif::render,
        Format::Github => github::render,
        Format::Gitlab => gitlab::render,
        Format::Junit => junit::render,
        Format::Checkstyle => checkstyle::render,
        Format::Rdjson => rdjson::render,
        Format::Human | Format::Short | Format::Json => return None,
    };
    // Only SARIF describes rules.
    let rules = if format == Format::Sarif { about() } else { Vec::new() };
    let folder = root.and_then(|root| place(format, root)).unwrap_or_default();
    let project_file = format!("{folder}{FILE_NAME}");
    let sources = if folder.is_empty() { Cow::Borrowed(sources) } else { Cow::Owned(sources.under(&folder)) };
    Some(renderer(&Report { diagnostics, sources: &sources, denied, project_file: &project_file, rules: &rules }))
}

/// What stands before a path of the project for a reader of a format: nothing, or the way to the project, ended by `/`.
fn place(format: Format, root: &Path) -> Option<String> {
    if format == Format::Rdjson {
        // Reviewdog takes paths from where it runs.
        let here = std::env::current_dir().and_then(|folder| folder.canonicalize()).ok()?;
        let (above, common) = here.ancestors().enumerate().find(|(_, folder)| root.starts_with(folder))?;
        // From elsewhere, the way says more of the machine than of the project.
        let near = common == here || common == root || repository(root).is_some_and(|top| common.starts_with(top));
        return near.then(|| Some("../".repeat(above) + &way(root.strip_prefix(common).ok()?)?))?;
    }
    way(root.strip_prefix(repository(root)?).ok()?)
}

/// A relative path as it is written in output.
fn way(path: &Path) -> Option<String> {
    let parts = path.iter().map(|part| part.to_str().map(|part| format!("{part}/")));
    parts.collect()
}

/// What is told of every rule.
fn about() -> Vec<About> {
    let about = |rule: &&rules::Rule| About {
        code: rule.code,
        family: rules::family(rule),
        summary: rule.summary,
        explanation: rule.explanation,
        page: rules::page(rule),
    };
    rules::RULES.iter().map(about).collect()
}
