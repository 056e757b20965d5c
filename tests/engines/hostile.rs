//! Any text survives quoting on the engines of side processes too: as a literal and as a name.

use super::{BIGQUERY, CLICKHOUSE, DATABRICKS, Engine, REDSHIFT, SNOWFLAKE, TRINO};
use crate::sql::hostile::{runner, text};
use northstar::project::dialect::Dialect;
use northstar::sql::dialect;
use proptest::prelude::*;
use std::cell::RefCell;

fn survives(engine: &Engine) {
    let Some(judge) = engine.start().map(RefCell::new) else { return };
    let printer = dialect::of(engine.dialect);
    let failed = |error: String, sql: &str| TestCaseError::fail(format!("{error}\n{sql:?}"));
    let literals = |texts: Vec<String>| {
        let columns = texts.iter().enumerate().map(|(i, text)| format!("{} AS c{i}", printer.text_literal(text)));
        let sql = format!("SELECT {}", columns.collect::<Vec<_>>().join(", "));
        prop_assert!(!sql.contains(['\n', '\r']), "a literal breaks its line: {sql:?}");
        let answer = judge.borrow_mut().query(&sql).map_err(|error| failed(error, &sql))?;
        let expected: Vec<Option<String>> = texts.into_iter().map(Some).collect();
        prop_assert_eq!(&answer.rows, &[expected]);
        Ok(())
    };
    runner(60).run(&prop::collection::vec(text(), 1..40), literals).unwrap_or_else(|error| panic!("{}: {error}", engine.judge));
    let names = |name: String| {
        let quoted = printer.identifier(&name);
        let sql = format!("SELECT {quoted}.{quoted} AS {quoted} FROM (SELECT 7 AS {quoted}) AS {quoted}");
        let answer = judge.borrow_mut().query(&sql).map_err(|error| failed(error, &sql))?;
        // A name that needs no quotes may be stored in the other case, and Redshift folds all names.
        let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        let folds = |name: String| {
            if plain || engine.dialect == Dialect::Redshift { name.to_ascii_lowercase() } else { name }
        };
        let found: Vec<String> = answer.columns.into_iter().map(folds).collect();
        prop_assert_eq!(&found, &[folds(name)]);
        Ok(())
    };
    let name = text().prop_filter("a name", |text| !text.is_empty() && text.len() <= 63 && may_be_named(engine.dialect, text));
    runner(100).run(&name, names).unwrap_or_else(|error| panic!("{}: {error}", engine.judge));
}

/// Whether a warehouse has such names at all: BigQuery has few signs in names, and Spark puts a variable's value for `${…}`, in quotes too.
fn may_be_named(dialect: Dialect, name: &str) -> bool {
    match dialect {
        Dialect::Bigquery => name.chars().all(|c| c.is_alphanumeric() || "_ -".contains(c)),
        Dialect::Databricks => !name.contains('$'),
        _ => true,
    }
}

#[test]
fn every_text_survives_on_trino() {
    survives(&TRINO);
}

#[test]
fn every_text_survives_on_snowflake() {
    survives(&SNOWFLAKE);
}

#[test]
fn every_text_survives_on_clickhouse() {
    survives(&CLICKHOUSE);
}

#[test]
fn every_text_survives_on_databricks() {
    survives(&DATABRICKS);
}

#[test]
fn every_text_survives_on_bigquery() {
    survives(&BIGQUERY);
}

#[test]
fn every_text_survives_on_redshift() {
    survives(&REDSHIFT);
}
