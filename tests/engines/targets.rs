//! Names of three parts on the engines: a target's tables are found in the catalog that it names.

use super::judge::{Judge, JudgedTable};
use super::{CLICKHOUSE, DATABRICKS, DUCKDB, Engine, SNOWFLAKE, TRINO};
use crate::sql::targets::{QUESTION, project, target};
use northstar::model::types::Type;

const SCHEMAS: [&str; 4] = ["analytics", "crm_2", "order", "refunds"];

/// The four tables, with a schema each.
fn fill(judge: &mut Judge) {
    let [integer, date, text] = [Type::Integer, Type::Date, Type::Text];
    let tables: [(&str, &[(&str, &Type)], &[&str]); 4] = [
        (
            "orders",
            &[("order_id", &integer), ("ordered_at", &date), ("amount", &integer), ("customer_id", &integer)],
            &["1,2026-01-05,40,7", "2,2026-01-06,2,8"],
        ),
        ("customers", &[("customer_id", &integer), ("country", &text)], &["7,PT", "8,SE"]),
        ("Order Items", &[("item_id", &integer), ("shipped_at", &date)], &["1,2026-01-05", "2,2026-01-05", "3,2026-01-07"]),
        ("refunds", &[("refund_id", &integer), ("refunded_at", &date)], &["1,2026-01-08"]),
    ];
    for (schema, (name, columns, rows)) in SCHEMAS.into_iter().zip(tables) {
        judge.load(&JudgedTable {
            name: vec![schema.to_owned(), name.to_owned()],
            columns: columns.iter().map(|(name, ty)| ((*name).to_owned(), (*ty).clone())).collect(),
            rows: rows.iter().map(|row| row.split(',').map(|cell| Some(cell.to_owned())).collect()).collect(),
        });
    }
}

/// What the question of all four gives on an engine, with this before the names of the schemas.
fn asked(engine: &Engine, judge: &mut Judge, leading: &str) {
    let names = SCHEMAS.map(|schema| format!("{leading}{schema}"));
    let project = project(&target(engine.dialect, "\"unused\"", names.each_ref().map(String::as_str)));
    let sql = project.run(&[&QUESTION[..], &["--sql"]].concat()).expect(0).out;
    assert!(sql.contains(&format!(" {leading}analytics.orders ")), "{sql}");
    let answer = judge.query(&sql).unwrap_or_else(|error| panic!("{error}\n{sql}"));
    assert_eq!(answer.rows, [["42", "3", "1"].map(|cell| Some(cell.to_owned()))]);
}

fn found(engine: &Engine, leading: &str) {
    let Some(mut judge) = engine.start() else { return };
    fill(&mut judge);
    asked(engine, &mut judge, leading);
}

#[test]
fn duckdb_2_finds_tables_in_a_catalog() {
    found(&DUCKDB, "memory.");
}

#[test]
fn trino_finds_tables_in_a_catalog() {
    found(&TRINO, "memory.");
}

#[test]
fn databricks_finds_tables_in_a_catalog() {
    found(&DATABRICKS, "spark_catalog.");
}

#[test]
fn snowflake_finds_tables_in_a_database() {
    found(&SNOWFLAKE, "warehouse.");
}

#[test]
fn clickhouse_has_databases_and_no_catalogs() {
    let Some(mut judge) = CLICKHOUSE.start() else { return };
    fill(&mut judge);
    asked(&CLICKHOUSE, &mut judge, "");
    let error = judge.query("SELECT COUNT(*) AS orders FROM default.analytics.orders").unwrap_err();
    assert!(error.contains("SYNTAX_ERROR") || error.contains("Syntax error"), "{error}");
}
