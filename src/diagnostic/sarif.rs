//! Findings as SARIF 2.1.0: with the rules they break, the changes that mend them, and what they are known by.

use super::report::{About, Finding, Report, by_file, json, text};
use super::{Code, Fix, Label, Level, visible};
use crate::source::{SourceMap, Span};
use serde_json::{Map, Value, json};

/// Descriptions longer than this are not read by GitHub.
const LONGEST: usize = 1024;

/// The whole log, ended by a line break.
pub fn render(report: &Report) -> String {
    let findings: Vec<Finding> = report.findings().collect();
    let mut broken: Vec<Code> = findings.iter().map(|finding| finding.diagnostic.code).collect();
    broken.sort_unstable();
    broken.dedup();
    let rules: Vec<Value> =
        broken.iter().map(|code| descriptor(*code, report.rules.iter().find(|about| about.code == *code))).collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, report.sources, &broken)).collect();
    json(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "northstar",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "automationDetails": {"id": "northstar/check/"},
            "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository; without one, the folder of the project file."}}},
            "results": results,
        }],
    }))
}

/// A rule. One that nothing is told of has only its names and level.
fn descriptor(code: Code, about: Option<&About>) -> Value {
    let mut descriptor = json!({
        "id": code.id,
        "name": code.name,
        "defaultConfiguration": {"level": level(code.level)},
    });
    if let (Some(about), Some(rule)) = (about, descriptor.as_object_mut()) {
        let explanation = unwrapped(about.explanation.trim());
        rule.insert("shortDescription".to_owned(), json!({"text": format!("{}.", about.summary)}));
        rule.insert("fullDescription".to_owned(), json!({"text": shortened(&explanation)}));
        rule.insert("help".to_owned(), json!({"text": explanation, "markdown": about.page}));
        let severity = if code.level == Level::Error { "error" } else { "warning" };
        let properties = json!({"tags": [about.family], "precision": "very-high", "problem.severity": severity});
        rule.insert("properties".to_owned(), properties);
    }
    descriptor
}

/// Markdown with each paragraph in one line, since readers of plain text keep line breaks; what has lines of its own stays.
fn unwrapped(markdown: &str) -> String {
    let own = |line: &str| line.starts_with([' ', '-', '|', '#']) || line.starts_with("```");
    let joined = |paragraph: &str| {
        if paragraph.lines().any(own) { paragraph.to_owned() } else { paragraph.replace('\n', " ") }
    };
    markdown.split("\n\n").map(joined).collect::<Vec<_>>().join("\n\n")
}

/// As many whole paragraphs as fit; of a first one that does not, what fits.
fn shortened(text: &str) -> String {
    let mut short = String::new();
    for paragraph in text.split("\n\n") {
        if short.chars().count() + paragraph.chars().count() + 2 > LONGEST {
            break;
        }
        if !short.is_empty() {
            short.push_str("\n\n");
        }
        short.push_str(paragraph);
    }
    if short.is_empty() { text.chars().take(LONGEST).collect() } else { short }
}

fn result(finding: &Finding, sources: &SourceMap, rules: &[Code]) -> Value {
    let diagnostic = finding.diagnostic;
    let mut result = Map::new();
    let mut put = |key: &str, value: Value| result.insert(key.to_owned(), value);
    put("ruleId", json!(diagnostic.code.id));
    put("ruleIndex", json!(rules.iter().position(|code| *code == diagnostic.code)));
    put("level", json!(level(diagnostic.level)));
    put("message", json!({"text": text(diagnostic)}));
    let mut location = json!({"physicalLocation": place(finding.file, finding.span, sources)});
    let here = diagnostic.primary.as_ref().map(|label| visible::line(&label.text)).filter(|text| !text.is_empty());
    if let (Some(here), Some(location)) = (here, location.as_object_mut()) {
        location.insert("message".to_owned(), json!({"text": here}));
    }
    put("locations", json!([location]));
    if !diagnostic.labels.is_empty() {
        let related = diagnostic.labels.iter().enumerate().map(|(index, label)| related(index + 1, label, sources));
        put("relatedLocations", related.collect());
    }
    put("fingerprints", json!({"northstar/v1": finding.fingerprint}));
    // The only one that GitHub reads.
    put("partialFingerprints", json!({"primaryLocationLineHash": finding.fingerprint}));
    if !diagnostic.fixes.is_empty() {
        put("fixes", diagnostic.fixes.iter().map(|fix| mended(fix, sources)).collect());
    }
    Value::Object(result)
}

fn related(id: usize, label: &Label, sources: &SourceMap) -> Value {
    json!({
        "id": id,
        "physicalLocation": place(sources.path(label.span), Some(label.span), sources),
        "message": {"text": visible::line(&label.text)},
    })
}

fn mended(fix: &Fix, sources: &SourceMap) -> Value {
    let changes = by_file(&fix.edits).into_iter().map(|(_, edits)| {
        let path = edits.first().map_or("", |edit| sources.path(edit.span));
        let replacements =
            edits.iter().map(|edit| json!({"deletedRegion": region(edit.span, sources), "insertedContent": {"text": edit.text}}));
        json!({"artifactLocation": artifact(path), "replacements": replacements.collect::<Value>()})
    });
    json!({
        "description": {"text": fix.title},
        "artifactChanges": changes.collect::<Value>(),
        "properties": {"safe": fix.safe},
    })
}

/// A place. Readers want a region, also of what is about a file as a whole: it is about its beginning.
fn place(path: &str, span: Option<Span>, sources: &SourceMap) -> Value {
    let beginning = json!({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1});
    json!({"artifactLocation": artifact(path), "region": span.map_or(beginning, |span| region(span, sources))})
}

fn artifact(path: &str) -> Value {
    json!({"uri": uri(path), "uriBaseId": "%SRCROOT%"})
}

/// The region of a span; its end is the place after its last character.
fn region(span: Span, sources: &SourceMap) -> Value {
    let (start, end) = (sources.start(span), sources.end(span));
    json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
}

/// A path as a relative reference: everything that could mean something else in an address is written as its bytes.
fn uri(path: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(byte).collect()
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Off => "note",
    }
}

#[cfg(test)]
#[path = "sarif_tests.rs"]
mod tests;
