//! Results of tests as one JSON object. Version 1 only grows.

use super::judge::{Judged, Row, shown};
use super::{Ran, Run, Verdict};
use crate::commands::rows::json_value;
use crate::diagnostic::json;
use crate::model::Project;
use crate::model::types::Literal;
use crate::source::{SourceMap, Span};
use crate::warehouse::Value;
use serde_json::{Map, Value as Json, json};

/// The whole report, pretty-printed, ended by a line break.
pub fn render(run: &Run, project: &Project, sources: &SourceMap) -> String {
    let tests: Vec<Json> = run.tests.iter().map(|ran| test(ran, project, sources)).collect();
    let stopped = run.tests.iter().filter_map(|ran| ran.stopped.as_ref());
    let diagnostics: Vec<Json> = stopped.map(|diagnostic| json::one(diagnostic, sources)).collect();
    let report = json!({
        "schema_version": "1.0",
        "tool": { "name": "northstar", "version": env!("CARGO_PKG_VERSION") },
        "outcome": run.outcome(),
        "summary": {
            "tests": run.tests.len(),
            "passed": run.count(Verdict::Passed),
            "failed": run.count(Verdict::Failed),
            "errors": run.count(Verdict::Stopped),
            "seconds": seconds(run.took),
        },
        "diagnostics": diagnostics,
        "tests": tests,
    });
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn seconds(took: std::time::Duration) -> f64 {
    // Whole milliseconds.
    (took.as_secs_f64() * 1000.0).round() / 1000.0
}

fn test(ran: &Ran, project: &Project, sources: &SourceMap) -> Json {
    let test = &project.tests[ran.test];
    let status = match ran.verdict() {
        Verdict::Passed => "passed",
        Verdict::Failed => "failed",
        Verdict::Stopped => "error",
    };
    let error = ran.stopped.as_ref().map(|diagnostic| json::one(diagnostic, sources));
    let expects: Vec<Json> = ran.expects.iter().map(|judged| expect(judged, sources)).collect();
    let mut object = json!({ "name": test.name, "status": status });
    add_place(&mut object, sources, test.name_span);
    if let Some(object) = object.as_object_mut() {
        object.insert("seconds".to_owned(), json!(seconds(ran.took)));
        object.insert("error".to_owned(), json!(error));
        object.insert("expects".to_owned(), json!(expects));
    }
    object
}

fn add_place(object: &mut Json, sources: &SourceMap, span: Span) {
    if let Some(object) = object.as_object_mut() {
        let start = sources.start(span);
        object.insert("file".to_owned(), json!(sources.path(span)));
        object.insert("start".to_owned(), json!({ "line": start.line, "column": start.column }));
    }
}

fn expect(judged: &Judged, sources: &SourceMap) -> Json {
    let rows: Vec<Json> = judged.rows.iter().map(|row| self::row(row, &judged.dimensions)).collect();
    let status = if judged.passed() { "passed" } else { "failed" };
    let mut object = json!({ "metric": judged.metric, "grain": judged.grain, "dimensions": judged.dimensions, "status": status });
    add_place(&mut object, sources, judged.span);
    if let Some(object) = object.as_object_mut() {
        object.insert("note".to_owned(), json!(judged.note));
        object.insert("rows".to_owned(), json!(rows));
    }
    object
}

fn row(row: &Row, dimensions: &[String]) -> Json {
    let segment = dimensions.iter().cloned().zip(row.segment.iter().map(segment));
    let value = |value: &Option<Value>| value.as_ref().map_or(Json::Null, json_value);
    json!({
        "period_start": shown(&row.period),
        "segment": segment.collect::<Map<_, _>>(),
        "status": row.comparison().word(),
        "expected": value(&row.expected),
        "actual": value(&row.actual),
    })
}

fn segment(literal: &Literal) -> Json {
    match literal {
        Literal::Null => Json::Null,
        Literal::Boolean(value) => Json::Bool(*value),
        Literal::Number(number) if number.scale == 0 => json_value(&Value::Integer(number.mantissa)),
        Literal::Number(number) => json_value(&Value::Decimal { mantissa: number.mantissa, scale: number.scale }),
        Literal::Text(text) => Json::String(text.clone()),
        Literal::Date(_) | Literal::Timestamp(_) => Json::String(shown(literal)),
    }
}
