//! Diagnostics as one JSON object. Version 1 only grows.

use super::statistics::Count;
use super::{Diagnostic, Label, Level};
use crate::schema::{self, VERSION_1};
use crate::source::{Position, SourceMap, Span};
use schemars::JsonSchema;
use serde::Serialize;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Nothing to report.
    Ok,
    /// It worked and found something.
    Findings,
    /// It could not do the job.
    Error,
}

/// What a run looked at and found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Summary {
    /// Metric files read.
    pub files: usize,
    /// Metrics checked.
    pub metrics: usize,
    /// Errors found.
    pub errors: usize,
    /// Warnings found.
    pub warnings: usize,
    /// Findings that a safe fix mends.
    pub fixable: usize,
    /// Findings that only an unsafe fix mends.
    pub unsafely_fixable: usize,
    /// Findings that were fixed in this run.
    pub fixed: usize,
}

/// What `--format json` prints of `check`, and of `test` where the project has an error. It only grows: version 1 may get more keys, and
/// none will go or change its meaning.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Findings of northstar")]
pub struct Report<'a> {
    /// The version of this format.
    #[schemars(regex(pattern = VERSION_1))]
    schema_version: &'static str,
    /// The program that wrote it.
    tool: Tool,
    /// How the run ended, as its exit code says it.
    outcome: Outcome,
    /// What was looked at and found.
    summary: Summary,
    /// With `--statistics`: how many findings there are of each rule, most first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<Counted>")]
    statistics: Option<Vec<Counted>>,
    /// The findings, by file, line, column and code.
    diagnostics: Vec<Finding<'a>>,
}

/// How many findings there are of a rule.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RuleCount")]
struct Counted {
    /// The rule's code: `NS302`.
    code: &'static str,
    /// The rule's name: `two-north-stars`.
    name: &'static str,
    /// How grave these findings are.
    #[schemars(extend("enum" = LEVELS))]
    level: &'static str,
    /// How many there are.
    count: usize,
    /// How many of them a safe fix mends.
    fixable: usize,
}

/// The program that wrote a document.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Tool {
    /// `northstar`
    name: &'static str,
    /// Its version.
    version: &'static str,
}

impl Tool {
    /// This program.
    pub fn this() -> Tool {
        Tool { name: "northstar", version: env!("CARGO_PKG_VERSION") }
    }
}

/// A finding.
#[derive(Serialize, JsonSchema)]
pub struct Finding<'a> {
    /// The rule's code: `NS302`.
    code: &'static str,
    /// The rule's name: `two-north-stars`.
    name: &'static str,
    /// How grave it is.
    #[schemars(extend("enum" = LEVELS))]
    level: &'static str,
    /// What is wrong, in one sentence.
    message: &'a str,
    /// What harm it does, where the rule is about meaning.
    why: Option<&'a str>,
    /// What to write instead.
    help: Option<&'a str>,
    /// The path in the project, with `/`; null for a finding about no text.
    file: Option<&'a str>,
    /// The first character that it is about.
    start: Option<Place>,
    /// The place after the last.
    end: Option<Place>,
    /// What is said at the place.
    label: Option<&'a str>,
    /// Other places that belong to it.
    labels: Vec<Other<'a>>,
    /// What can be changed to mend it.
    fixes: Vec<Mend<'a>>,
}

/// A place in a file.
#[derive(Serialize, JsonSchema)]
pub struct Place {
    /// Counted from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// Counted from 1, in code points.
    #[schemars(range(min = 1))]
    column: usize,
}

/// A text about, or in place of, a part of a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Passage")]
struct Other<'a> {
    /// The path in the project, with `/`.
    file: &'a str,
    /// Where the part starts.
    start: Place,
    /// The place after its end.
    end: Place,
    /// What is said there; in a fix, what to write there.
    text: &'a str,
}

/// A change that mends a finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fix")]
struct Mend<'a> {
    /// What it does.
    title: &'a str,
    /// Whether the meaning surely stays as it is meant, so that `--fix` applies it.
    safe: bool,
    /// What to write where.
    edits: Vec<Other<'a>>,
}

/// The JSON Schema of a report.
pub fn schema() -> serde_json::Value {
    schema::of::<Report<'static>>()
}

/// The whole report, pretty-printed, ended by a line break.
pub fn report<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    sources: &'a SourceMap,
    outcome: Outcome,
    summary: Summary,
    statistics: Option<Vec<Count>>,
) -> String {
    let counted = |Count { code, level, count, fixable }: Count| Counted {
        code: code.id,
        name: code.name,
        level: level_word(level),
        count,
        fixable,
    };
    let report = Report {
        schema_version: "1.0",
        tool: Tool::this(),
        outcome,
        summary,
        statistics: statistics.map(|counts| counts.into_iter().map(counted).collect()),
        diagnostics: diagnostics.into_iter().map(|diagnostic| finding(diagnostic, sources)).collect(),
    };
    // Nothing in the report can fail to be written: no map keys, no foreign types.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

/// One diagnostic, as it stands in a report.
pub fn finding<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Finding<'a> {
    let primary = diagnostic.primary.as_ref();
    Finding {
        code: diagnostic.code.id,
        name: diagnostic.code.name,
        level: level_word(diagnostic.level),
        message: &diagnostic.message,
        why: diagnostic.why.as_deref(),
        help: diagnostic.help.as_deref(),
        file: primary.map(|label| sources.path(label.span)),
        start: primary.map(|label| place(sources.start(label.span))),
        end: primary.map(|label| place(sources.end(label.span))),
        label: primary.map(|label| label.text.as_str()).filter(|text| !text.is_empty()),
        labels: diagnostic.labels.iter().map(|Label { span, text }| other(*span, text, sources)).collect(),
        fixes: diagnostic
            .fixes
            .iter()
            .map(|fix| Mend {
                title: &fix.title,
                safe: fix.safe,
                edits: fix.edits.iter().map(|edit| other(edit.span, &edit.text, sources)).collect(),
            })
            .collect(),
    }
}

/// The words for the levels that a report can hold: what is switched off is not in it.
const LEVELS: [&str; 2] = ["error", "warning"];

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Off => "off",
    }
}

fn other<'a>(span: Span, text: &'a str, sources: &'a SourceMap) -> Other<'a> {
    Other { file: sources.path(span), start: place(sources.start(span)), end: place(sources.end(span)), text }
}

/// A position, as it stands in a report.
pub fn place(position: Position) -> Place {
    Place { line: position.line, column: position.column }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::diagnostic::{Edit, Fix, codes};
    use crate::source::FileId;
    use serde_json::{Value, json};

    #[test]
    fn a_finding_has_every_field_of_version_1() {
        let mut sources = SourceMap::default();
        sources.add("metrics/é.nsm", "é\n日本 x\n");
        let span = Span::new(FileId(0), 10, 11);
        let first = Span::new(FileId(0), 0, 2);
        let fix = Fix { title: "rename".to_owned(), safe: true, edits: vec![Edit { span: first, text: "y".to_owned() }] };
        let diagnostic = Diagnostic::new(codes::UNKNOWN_NAME, span, "there is no `x`")
            .here("here")
            .label(first, "there")
            .help("write `y`")
            .fix(fix);
        let summary = Summary { files: 1, metrics: 2, errors: 1, warnings: 0, fixable: 1, unsafely_fixable: 3, fixed: 4 };
        let value: Value = serde_json::from_str(&report([&diagnostic], &sources, Outcome::Findings, summary, None)).unwrap();
        let there =
            json!({"file": "metrics/é.nsm", "start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 2}, "text": "there"});
        let mut edit = there.clone();
        edit["text"] = json!("y");
        assert_eq!(
            value,
            json!({
                "schema_version": "1.0",
                "tool": {"name": "northstar", "version": env!("CARGO_PKG_VERSION")},
                "outcome": "findings",
                "summary": {
                    "files": 1, "metrics": 2, "errors": 1, "warnings": 0, "fixable": 1, "unsafely_fixable": 3, "fixed": 4,
                },
                "diagnostics": [{
                    "code": "NS102", "name": "unknown-name", "level": "error", "message": "there is no `x`", "why": null,
                    "help": "write `y`", "file": "metrics/é.nsm", "start": {"line": 2, "column": 4}, "end": {"line": 2, "column": 5},
                    "label": "here", "labels": [there], "fixes": [{"title": "rename", "safe": true, "edits": [edit]}],
                }],
            })
        );
    }

    #[test]
    fn a_finding_about_no_text_has_no_place() {
        let diagnostic = Diagnostic::global(codes::NO_PROJECT_FILE, "none");
        let text = report([&diagnostic], &SourceMap::default(), Outcome::Error, Summary::default(), None);
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&value["outcome"], &value["diagnostics"][0]["file"]), (&json!("error"), &Value::Null));
        assert_eq!(value["diagnostics"][0]["start"], Value::Null);
    }
}
