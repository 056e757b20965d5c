//! Every type that an engine answers with arrives exactly.

use crate::support;
use northstar::warehouse::{Connection, Value};

fn one(connection: &mut Connection, expression: &str) -> Value {
    let table = connection.query(&format!("select {expression} as v")).unwrap();
    table.rows[0][0].clone()
}

#[test]
fn duckdb_answers() {
    let Some(mut duckdb) = support::duckdb() else { return };
    assert_eq!(one(&mut duckdb, "42"), Value::Integer(42));
}

#[test]
fn postgres_answers() {
    let Some(mut postgres) = support::postgres() else { return };
    assert_eq!(one(&mut postgres, "42"), Value::Integer(42));
}
