//! Findings as the Reviewdog Diagnostic Format, whose columns count bytes of UTF-8.

use super::report::{Finding, Report, joined, json, rule, text};
use super::{Level, visible};
use crate::source::{Position, SourceMap, Span};
use serde_json::{Map, Value, json};

/// The whole report, ended by a line break.
pub fn render(report: &Report) -> String {
    let diagnostics: Value = report.findings().map(|finding| entry(&finding, report.sources)).collect();
    json(&json!({"source": {"name": "northstar"}, "diagnostics": diagnostics}))
}

fn entry(finding: &Finding, sources: &SourceMap) -> Value {
    let diagnostic = finding.diagnostic;
    let severity = match diagnostic.level {
        Level::Error => "ERROR",
        Level::Warn => "WARNING",
        Level::Off => "INFO",
    };
    let mut entry = Map::new();
    let mut put = |key: &str, value: Value| entry.insert(key.to_owned(), value);
    put("message", json!(text(diagnostic)));
    put("location", location(finding.file, finding.span, sources));
    put("severity", json!(severity));
    put("code", json!({"value": rule(diagnostic.code)}));
    // A suggestion is one replacement in the finding's own file: a change of several files cannot be said.
    let edits = diagnostic.fixes.iter().filter_map(|fix| joined(&fix.edits, sources));
    let here = edits.filter(|edit| finding.span.is_some_and(|span| span.file == edit.span.file));
    let suggestions: Vec<Value> = here.map(|edit| json!({"range": range(edit.span, sources), "text": edit.text})).collect();
    if !suggestions.is_empty() {
        put("suggestions", json!(suggestions));
    }
    if !diagnostic.labels.is_empty() {
        let related = diagnostic.labels.iter().map(|label| {
            let place = location(sources.path(label.span), Some(label.span), sources);
            json!({"message": visible::line(&label.text), "location": place})
        });
        put("related_locations", related.collect());
    }
    Value::Object(entry)
}

fn location(path: &str, span: Option<Span>, sources: &SourceMap) -> Value {
    match span {
        Some(span) => json!({"path": path, "range": range(span, sources)}),
        None => json!({"path": path}),
    }
}

/// The range of a span; its end is the place after its last byte.
fn range(span: Span, sources: &SourceMap) -> Value {
    let position = |offset: u32| {
        let Position { line, column } =
            sources.file(span.file).map_or(Position { line: 1, column: 1 }, |file| file.byte_position(offset as usize));
        json!({"line": line, "column": column})
    };
    json!({"start": position(span.start), "end": position(span.end)})
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::diagnostic::report::tests::run;

    #[test]
    fn columns_count_bytes_and_a_fix_is_one_replacement() {
        let value: Value = serde_json::from_str(&render(&run().report())).unwrap();
        let range = |start: [u32; 2], end: [u32; 2]| {
            let position = |at: [u32; 2]| json!({"line": at.first(), "column": at.last()});
            json!({"start": position(start), "end": position(end)})
        };
        // Before the `x` stand two spaces, a letter of two bytes and a sign of four.
        let named = json!({
            "message": "there is no `x`, 100% sure\nwhy: it hurts\nhelp: write `y`\nor `z`",
            "location": {"path": "metrics/50% é:, &.nsm", "range": range([2, 9], [2, 10])},
            "severity": "ERROR",
            "code": {"value": "NS102 unknown-name"},
            "suggestions": [{"range": range([2, 9], [2, 14]), "text": "y + y"}],
            "related_locations": [
                {"message": "it was here", "location": {"path": "northstar.toml", "range": range([1, 2], [1, 3])}},
            ],
        });
        let global = json!({
            "message": "this project has no north star",
            "location": {"path": "northstar.toml"},
            "severity": "ERROR",
            "code": {"value": "NS301 no-north-star"},
        });
        let over = json!({
            "message": "over\\nlines",
            "location": {"path": "northstar.toml", "range": range([1, 1], [2, 1])},
            "severity": "WARNING",
            "code": {"value": "NS313 no-equals"},
        });
        assert_eq!(value, json!({"source": {"name": "northstar"}, "diagnostics": [global, named, over]}));
    }
}
