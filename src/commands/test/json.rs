//! Results of tests as one JSON object. Version 1 only grows.

use super::judge::{Comparison, Judged, Row, shown};
use super::{Ran, Run, Verdict};
use crate::commands::rows::{described_row, described_value, json_value};
use crate::diagnostic::json::{self, Finding, Outcome, Place, Tool, finding, place};
use crate::model::Project;
use crate::model::types::Literal;
use crate::schema::{self, VERSION_1};
use crate::source::SourceMap;
use crate::warehouse::Value;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// The results of tests.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TestReport")]
struct Report<'a> {
    /// The version of this format.
    #[schemars(regex(pattern = VERSION_1))]
    schema_version: &'static str,
    /// The program that wrote it.
    tool: Tool,
    /// How the run ended, as its exit code says it.
    outcome: Outcome,
    /// How many tests ended how.
    summary: Summary,
    /// Why tests could not be run to their end.
    diagnostics: Vec<Finding<'a>>,
    /// The tests, in the order of files and places.
    tests: Vec<Tested<'a>>,
}

/// How many tests ended how.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TestSummary")]
struct Summary {
    /// All that were chosen.
    tests: usize,
    /// Those whose every row is as expected.
    passed: usize,
    /// Those with a row that is not.
    failed: usize,
    /// Those that could not be run to their end.
    errors: usize,
    /// How long they took, with reading the project.
    seconds: f64,
}

/// A test and how it ended.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Test")]
struct Tested<'a> {
    /// Its title.
    name: &'a str,
    /// How it ended.
    status: Verdict,
    /// The file that it stands in.
    file: &'a str,
    /// Where its title starts.
    start: Place,
    /// How long it took.
    seconds: f64,
    /// Why it could not be run to its end.
    error: Option<Finding<'a>>,
    /// Its expectations; those after one that could not be asked are not there.
    expects: Vec<Expected<'a>>,
}

/// An expectation and what was found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Expectation")]
struct Expected<'a> {
    /// The metric's name.
    metric: &'a str,
    /// The grain's name.
    grain: &'static str,
    /// The dimensions' names.
    dimensions: &'a [String],
    /// `passed` or `failed`.
    status: Verdict,
    /// The file that it stands in.
    file: &'a str,
    /// Where it starts.
    start: Place,
    /// Why a period that it names may be nowhere in the answer.
    note: Option<&'a str>,
    /// The rows of the periods that it names.
    rows: Vec<Compared>,
}

/// A row of a period that an expectation names.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ComparedRow")]
struct Compared {
    /// The period's start.
    period_start: String,
    /// A value per dimension.
    #[schemars(schema_with = "described_row")]
    segment: Map<String, Json>,
    /// How the row compares.
    status: Comparison,
    /// The value that is expected; null also where no row is.
    #[schemars(schema_with = "described_value")]
    expected: Json,
    /// The value that was found; null also where no row was.
    #[schemars(schema_with = "described_value")]
    actual: Json,
}

/// The JSON Schema of what is printed.
pub fn schema() -> Json {
    schema::either::<Report<'static>, json::Report<'static>>(
        "Results of northstar test",
        "What `test --format json` prints: the results of the tests or, where the project has an error and none can be run, the findings. \
         It only grows: version 1 may get more keys, and none will go or change its meaning.",
    )
}

/// The whole report, pretty-printed, ended by a line break.
pub fn render(run: &Run, project: &Project, sources: &SourceMap) -> String {
    let stopped = run.tests.iter().filter_map(|ran| ran.stopped.as_ref());
    let report = Report {
        schema_version: "1.0",
        tool: Tool::this(),
        outcome: run.outcome(),
        summary: Summary {
            tests: run.tests.len(),
            passed: run.count(Verdict::Passed),
            failed: run.count(Verdict::Failed),
            errors: run.count(Verdict::Stopped),
            seconds: seconds(run.took),
        },
        diagnostics: stopped.map(|diagnostic| finding(diagnostic, sources)).collect(),
        tests: run.tests.iter().map(|ran| test(ran, project, sources)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn seconds(took: std::time::Duration) -> f64 {
    // Whole milliseconds.
    (took.as_secs_f64() * 1000.0).round() / 1000.0
}

fn test<'a>(ran: &'a Ran, project: &'a Project, sources: &'a SourceMap) -> Tested<'a> {
    let test = &project.tests[ran.test];
    Tested {
        name: &test.name,
        status: ran.verdict(),
        file: sources.path(test.name_span),
        start: place(sources.start(test.name_span)),
        seconds: seconds(ran.took),
        error: ran.stopped.as_ref().map(|diagnostic| finding(diagnostic, sources)),
        expects: ran.expects.iter().map(|judged| expect(judged, sources)).collect(),
    }
}

fn expect<'a>(judged: &'a Judged, sources: &'a SourceMap) -> Expected<'a> {
    Expected {
        metric: &judged.metric,
        grain: judged.grain,
        dimensions: &judged.dimensions,
        status: if judged.passed() { Verdict::Passed } else { Verdict::Failed },
        file: sources.path(judged.span),
        start: place(sources.start(judged.span)),
        note: judged.note.as_deref(),
        rows: judged.rows.iter().map(|row| self::row(row, &judged.dimensions)).collect(),
    }
}

fn row(row: &Row, dimensions: &[String]) -> Compared {
    let value = |value: &Option<Value>| value.as_ref().map_or(Json::Null, json_value);
    Compared {
        period_start: shown(&row.period),
        segment: dimensions.iter().cloned().zip(row.segment.iter().map(segment)).collect(),
        status: row.comparison(),
        expected: value(&row.expected),
        actual: value(&row.actual),
    }
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
