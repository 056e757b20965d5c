//! Generated SQL gives the evaluator's rows, for random projects, tables and questions, on every engine that runs here.
//!
//! `NORTHSTAR_REFERENCE_CASES=5000 cargo test --test main reference::agree` looks longer. Seeds of failures are kept in
//! `tests/reference/regressions.txt` and tried first.

use northstar::diagnostic::Diagnostics;
use northstar::model::Project;
use northstar::plan::query::{AskedGrain, QueryRequest, plan};
use northstar::project::dialect::Dialect;
use northstar::warehouse::{self, Connection};
use proptest::test_runner::{Config, FileFailurePersistence, TestCaseError, TestError, TestRunner};
use std::cell::RefCell;
use std::fmt::Write;

use super::compare::compare;
use super::evaluate::{Table, answer};
use super::facts::Question;
use super::generator::{Case, Forms, cases};
use super::harness::{measures, prepare, world};
use super::value::{Exact, Value};
use super::written::Written;

#[test]
fn duckdb_gives_the_rows_of_the_reference() {
    let Some(connection) = crate::support::duckdb() else { return };
    agree(connection, Dialect::Duckdb, Forms::Simple, 300);
}

#[test]
fn postgres_gives_the_rows_of_the_reference() {
    let Some(connection) = crate::support::postgres() else { return };
    agree(connection, Dialect::Postgres, Forms::Simple, 100);
}

fn agree(connection: Connection, dialect: Dialect, forms: Forms, cases_by_default: u32) {
    let asked = std::env::var("NORTHSTAR_REFERENCE_CASES").ok().map(|number| number.parse().unwrap());
    let config = Config {
        cases: asked.unwrap_or(cases_by_default),
        max_shrink_iters: 3000,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/reference/regressions.txt"))),
        ..Config::default()
    };
    let connection = RefCell::new(connection);
    let outcome = TestRunner::new(config)
        .run(&cases(forms), |case| judge(&mut connection.borrow_mut(), dialect, &case).map_err(TestCaseError::fail));
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, case)) => panic!("{}\n{reason}", files(&case.write())),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

/// The files that reproduce a case.
fn files(written: &Written) -> String {
    let mut text = format!("--- northstar.toml\n{}\n--- metrics.nsm\n{}", written.project_file(), written.metrics);
    writeln!(text, "--- tables.sql\n{};", written.load().join(";\n")).unwrap();
    for question in &written.questions {
        writeln!(text, "--- {question}").unwrap();
    }
    text
}

/// `Err` says what differs.
fn judge(connection: &mut Connection, dialect: Dialect, case: &Case) -> Result<(), String> {
    let written = case.write();
    let (project, questions) = prepare(&written.metrics, &written.calendar, &written.questions);
    let world = world(&project, &written);
    for statement in written.load() {
        connection.execute(&statement).map_err(|error| format!("{error}\n{statement}"))?;
    }
    for (question, words) in questions.iter().zip(&written.questions) {
        let sql = sql(&project, question, &words.by, dialect).map_err(|error| format!("{words}\n{error}"))?;
        let found = connection.query(&sql).map_err(|error| format!("{words}\n{error}\n{sql}"))?;
        let expected = answer(&world, question);
        compare(&expected, &read(&found, expected.keys)).map_err(|difference| format!("{words}\n{difference}\n{sql}"))?;
    }
    Ok(())
}

fn sql(project: &Project, question: &Question, by: &[String], dialect: Dialect) -> Result<String, String> {
    let mut filters = std::collections::BTreeMap::new();
    for id in question.metrics.iter().flat_map(|id| measures(project, *id)) {
        let northstar::model::metric::Definition::Measure(measure) = &project.metrics[id].definition else { continue };
        filters.extend(question.filter.get(&measure.source.index()).map(|filter| (id, filter.clone())));
    }
    let request = QueryRequest {
        metrics: question.metrics.clone(),
        by: by.to_vec(),
        grain: Some(question.grain.map_or(AskedGrain::Whole, AskedGrain::Periods)),
        since: question.since,
        until: question.until,
        filters,
        as_of: Some(question.as_of),
        sparse: question.sparse,
        ..QueryRequest::default()
    };
    let mut diagnostics = Diagnostics::default();
    let plan = plan(project, &request, &mut diagnostics).ok_or_else(|| format!("refused: {diagnostics:#?}"))?;
    northstar::sql::query(&plan, dialect).map_err(|diagnostic| format!("refused: {diagnostic:#?}"))
}

fn read(table: &warehouse::Table, keys: usize) -> Table {
    let value = |value: &warehouse::Value| match value {
        warehouse::Value::Null => Value::Null,
        warehouse::Value::Bool(truth) => Value::Bool(*truth),
        warehouse::Value::Integer(number) => Value::Number(Exact::whole(*number)),
        warehouse::Value::Decimal { mantissa, scale } => Value::Number(Exact { mantissa: *mantissa, scale: *scale }),
        warehouse::Value::Float(number) => Value::Float(*number),
        warehouse::Value::Text(text) => Value::Text(text.clone()),
        warehouse::Value::Date(day) => Value::Date(*day),
        warehouse::Value::Timestamp(time) => Value::Timestamp(*time),
    };
    Table {
        columns: table.columns.iter().map(|column| column.name.clone()).collect(),
        keys,
        rows: table.rows.iter().map(|row| row.iter().map(value).collect()).collect(),
    }
}
