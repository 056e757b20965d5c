//! Findings in the formats that other programs read.

use super::output::Format;
use crate::diagnostic::report::{About, Report};
use crate::diagnostic::{Diagnostics, Level, checkstyle, github, gitlab, junit, rdjson, sarif};
use crate::project::FILE_NAME;
use crate::rules;
use crate::source::SourceMap;

/// The findings in a format that is made of nothing but them; `None` for one that is not. `denied` is the lowest level that makes
/// the command fail.
pub fn render(format: Format, diagnostics: &Diagnostics, sources: &SourceMap, denied: Level) -> Option<String> {
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
    Some(renderer(&Report { diagnostics, sources, denied, project_file: FILE_NAME, rules: &rules }))
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
