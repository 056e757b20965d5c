//! Any text survives quoting on the engines of side processes too: as a literal and as a name.

use super::{CLICKHOUSE, Engine, TRINO};
use crate::sql::hostile::{runner, text};
use northstar::sql::printer;
use proptest::prelude::*;
use std::cell::RefCell;

fn survives(engine: &Engine) {
    let Some(judge) = engine.start().map(RefCell::new) else { return };
    let printer = printer(engine.dialect).unwrap();
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
        prop_assert_eq!(&answer.columns, &[name]);
        Ok(())
    };
    let name = text().prop_filter("a name", |text| !text.is_empty() && text.len() <= 63);
    runner(100).run(&name, names).unwrap_or_else(|error| panic!("{}: {error}", engine.judge));
}

#[test]
fn every_text_survives_on_trino() {
    survives(&TRINO);
}

#[test]
fn every_text_survives_on_clickhouse() {
    survives(&CLICKHOUSE);
}
