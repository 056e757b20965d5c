//! What the formats for machines share: the findings of a run with what a format may need besides, in one unit of words.

use super::fingerprint::fingerprints;
use super::{Code, Diagnostic, Diagnostics, Edit, Level, visible};
use crate::source::{FileId, SourceMap, Span};

/// What is told of a kind of finding, for formats that describe their rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Which kind.
    pub code: Code,
    /// Its family, in a word or two.
    pub family: &'static str,
    /// One line, without a full stop.
    pub summary: &'static str,
    /// Markdown: what it says, and why that matters.
    pub explanation: &'static str,
    /// Its whole page, as Markdown.
    pub page: String,
}

/// The findings of a run.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// In their order.
    pub diagnostics: &'a Diagnostics,
    /// The files that they are about.
    pub sources: &'a SourceMap,
    /// The lowest level that makes the run fail.
    pub denied: Level,
    /// Stands in for a file where a finding is about no text and the format wants one.
    pub project_file: &'a str,
    /// What is told of rules.
    pub rules: &'a [About],
}

/// A finding with what it is known by.
#[derive(Debug, Clone)]
pub struct Finding<'a> {
    /// The finding.
    pub diagnostic: &'a Diagnostic,
    /// What it is known by from one run to the next.
    pub fingerprint: String,
    /// The file that it is about, or the project file.
    pub file: &'a str,
    /// The text that it is about.
    pub span: Option<Span>,
}

impl<'a> Report<'a> {
    /// The findings, in their order.
    pub fn findings(&self) -> impl Iterator<Item = Finding<'a>> + use<'a> {
        let Report { diagnostics, sources, project_file, .. } = *self;
        diagnostics.iter().zip(fingerprints(diagnostics.iter(), sources)).map(move |(diagnostic, fingerprint)| {
            let span = diagnostic.primary.as_ref().map(|label| label.span);
            let file = span.map_or(project_file, |span| sources.path(span));
            Finding { diagnostic, fingerprint, file, span }
        })
    }
}

/// `NS302 two-north-stars`
pub fn rule(code: Code) -> String {
    format!("{} {}", code.id, code.name)
}

/// What a finding says, in one line: what is wrong, and what to write.
pub fn line(diagnostic: &Diagnostic) -> String {
    let help = diagnostic.help.as_deref().map(|help| format!(" (help: {})", visible::line(help)));
    visible::line(&diagnostic.message) + &help.unwrap_or_default()
}

/// All that a finding says: what is wrong, and in lines of their own the harm and what to write.
pub fn text(diagnostic: &Diagnostic) -> String {
    let mut text = visible::line(&diagnostic.message);
    for (name, said) in [("why", &diagnostic.why), ("help", &diagnostic.help)] {
        if let Some(said) = said {
            text.push_str(&format!("\n{name}: {}", visible::lines(said)));
        }
    }
    text
}

/// Edits by file, in the order of the files' first edits.
pub fn by_file(edits: &[Edit]) -> Vec<(FileId, Vec<&Edit>)> {
    let mut files: Vec<(FileId, Vec<&Edit>)> = Vec::new();
    for edit in edits {
        match files.iter_mut().find(|(file, _)| *file == edit.span.file) {
            Some((_, edits)) => edits.push(edit),
            None => files.push((edit.span.file, vec![edit])),
        }
    }
    files
}

/// One edit that does what several of one file do, together with the text between them; none where they are of several files or overlap.
pub fn joined(edits: &[Edit], sources: &SourceMap) -> Option<Edit> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.span.file, edit.span.start, edit.span.end));
    let (first, rest) = edits.split_first()?;
    let mut all = Edit::clone(first);
    for edit in rest {
        let between = Span { start: all.span.end, end: edit.span.start, ..all.span };
        if edit.span.file != all.span.file || between.start > between.end {
            return None;
        }
        all.text.push_str(sources.text(between));
        all.text.push_str(&edit.text);
        all.span.end = edit.span.end;
    }
    Some(all)
}

/// A value as indented JSON, ended by a line break.
pub(super) fn json(value: &impl serde::Serialize) -> String {
    // Nothing in a report can fail to be written: keys are texts, and there are no foreign types.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

#[cfg(test)]
#[path = "report_tests.rs"]
pub(super) mod tests;
