//! The cases of `tests/cases/sql` on every engine: their questions must give the rows that were worked out by hand, and what is
//! built of them the values that DuckDB gives.

use super::judge::{Answer, Judge};
use super::{BIGQUERY, CLICKHOUSE, DATABRICKS, DUCKDB, Engine, REDSHIFT, SNOWFLAKE, TRINO};
use crate::sql::cases::{Case, cases, same_cell};
use crate::support::{self, rows};
use jiff::civil::date;
use northstar::diagnostic::Diagnostics;
use northstar::plan::{build, checks};
use northstar::project::config::Materialize;
use northstar::project::dialect::Dialect;
use northstar::sql::build::{Settings, objects};
use northstar::sql::print;
use northstar::sql::replace::replacing;
use northstar::sql::tree::{Expr, Select, Statement};

/// The columns of `metric_values` that are compared.
pub const BUILT: [&str; 7] = ["metric", "grain", "period_start", "period_end", "dimension", "segment", "value"];

/// The last day that what is built of the cases sees.
const AS_OF: jiff::civil::Date = date(2026, 12, 31);

#[test]
fn duckdb_2_gives_the_same() {
    judged(&DUCKDB);
}

#[test]
fn clickhouse_gives_the_same() {
    judged(&CLICKHOUSE);
}

#[test]
fn databricks_gives_the_same() {
    judged(&DATABRICKS);
}

#[test]
fn trino_gives_the_same() {
    judged(&TRINO);
}

#[test]
fn bigquery_gives_the_same() {
    judged(&BIGQUERY);
}

#[test]
fn snowflake_gives_the_same() {
    judged(&SNOWFLAKE);
}

#[test]
fn redshift_gives_the_same() {
    judged(&REDSHIFT);
}

/// Every case's questions and objects on an engine.
fn judged(engine: &Engine) {
    let Some(mut judge) = engine.start() else { return };
    let only = std::env::var("NORTHSTAR_CASE").ok();
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for case in cases().into_iter().map(Case::new).filter(|case| only.as_ref().is_none_or(|only| case.name() == *only)) {
        judge.reset();
        case.tables().iter().for_each(|table| judge.load(table));
        for (question, block) in case.questions.iter().zip(case.blocks()) {
            asked += 1;
            let sql = case.sql(question, engine.dialect);
            let verdict = judge.query(&sql).and_then(|answer| compared(&block, &answer));
            wrong.extend(verdict.err().map(|error| format!("{}: {question}\n{error}\n{}", case.name(), shown(&sql))));
        }
        wrong.extend(applied(engine, &mut judge, &case).err().map(|error| format!("{}: built\n{error}", case.name())));
    }
    assert!(asked > 0, "there is no case {only:?}");
    support::note(&format!("{}: {asked} questions, {} wrong", judge.engine, wrong.len()));
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), judge.engine, wrong.join("\n\n"));
}

/// The statement, where it is to be read.
fn shown(sql: &str) -> &str {
    if std::env::var_os("NORTHSTAR_CASE").is_some() { sql } else { "" }
}

/// Whether an answer has the rows worked out by hand, in their order.
pub fn compared(block: &str, answer: &Answer) -> Result<(), String> {
    let mut lines = block.trim_end().lines();
    let header: Vec<String> = lines.next().unwrap_or_default().split(',').map(str::to_owned).collect();
    let by_hand: Vec<Vec<String>> = lines.map(|line| line.split(',').map(|cell| cell.trim().to_owned()).collect()).collect();
    let same_name = |(a, b): (&String, &String)| a.trim_matches('"').eq_ignore_ascii_case(b);
    let same = header.len() == answer.columns.len()
        && header.iter().zip(&answer.columns).all(same_name)
        && by_hand.len() == answer.rows.len()
        && by_hand.iter().zip(&answer.rows).all(|(a, b)| same_row(a, b));
    if same { Ok(()) } else { Err(format!("by hand:\n{block}\nit gave {:?}:\n{:?}", answer.columns, answer.rows)) }
}

fn same_row(by_hand: &[String], found: &[Option<String>]) -> bool {
    let same = |(a, b): (&String, &Option<String>)| same_cell(a, b.as_deref().unwrap_or_default().trim());
    by_hand.len() == found.len() && by_hand.iter().zip(found).all(same)
}

/// Whether what is built of a case gives the values that DuckDB gives.
fn applied(engine: &Engine, judge: &mut Judge, case: &Case) -> Result<(), String> {
    let expected = built(case, Dialect::Duckdb);
    let mut reference = support::duckdb().expect("DuckDB is the reference");
    case.tables().iter().for_each(|table| crate::sql::cases::fill_duckdb(table, &mut reference));
    for statement in &expected {
        reference.execute(statement).map_err(|error| format!("the reference: {error}\n{statement}"))?;
    }
    let sql = |dialect| values(dialect, &BUILT);
    let expected = rows::of_table(&reference.query(&sql(Dialect::Duckdb)).unwrap());
    for statement in built(case, engine.dialect) {
        judge.execute(&statement).map_err(|error| format!("{error}\n{}", shown(&statement)))?;
    }
    let found = judge.query(&sql(engine.dialect))?;
    rows::same(expected, found.rows)
}

/// All statements that make a case's objects, with a fixed as-of.
pub fn built(case: &Case, dialect: Dialect) -> Vec<String> {
    let project = case.project();
    let plan = build::plan(&project, &mut Diagnostics::default()).unwrap();
    let settings = Settings { schema: "northstar".to_owned(), materialize: Materialize::Table, max_segments: 1_000 };
    let printer = northstar::sql::dialect::of(dialect);
    let objects = objects(&plan, &[], &checks::checks(&project), &settings, printer).unwrap();
    let as_of = Select::default().item(Expr::Date(AS_OF), "as_of").query();
    let build = Statement::CreateTableAs(vec!["northstar".to_owned(), "build".to_owned()], as_of);
    let mut statements = vec![Statement::CreateSchema(vec!["northstar".to_owned()])];
    statements.extend(replacing(vec![build], printer.caps().replace));
    statements.extend(objects.into_iter().filter(|object| object.name != "build").flat_map(|object| object.statements));
    statements.iter().map(|statement| print::statement(statement, printer)).collect()
}

/// A query for the values of all metrics.
pub fn values(dialect: Dialect, columns: &[&str]) -> String {
    let from = northstar::sql::tree::Relation {
        rows: northstar::sql::tree::Rows::Table(vec!["northstar".to_owned(), "metric_values".to_owned()]),
        alias: None,
    };
    let select = columns.iter().fold(Select::from(from), |select, column| select.item(Expr::bare(column), *column));
    let printer = northstar::sql::dialect::of(dialect);
    print::statement(&Statement::Query(select.query()), printer)
}
