//! Every type that an engine answers with arrives exactly, or is refused by name.

use crate::support;
use jiff::civil::{date, datetime};
use northstar::warehouse::{ColumnType, Connection, Value, WarehouseError};

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn decimal(mantissa: i128, scale: u32) -> Value {
    Value::Decimal { mantissa, scale }
}

/// Asks for each expression alone, and once more below a null of its type.
fn check(connection: &mut Connection, cases: &[(&str, Value)]) {
    for (expression, expected) in cases {
        let sql = format!("select v from (select 1 as n, {expression} as v union all select 0, null) t order by n");
        let table = connection.query(&sql).unwrap_or_else(|error| panic!("{expression}: {error}"));
        assert_eq!(table.rows, [[Value::Null], [expected.clone()]], "{expression}");
        let dry = connection.schema(&sql).unwrap();
        assert_eq!(dry, table.columns, "{expression}");
        assert_eq!(dry[0].name, "v");
    }
}

/// What both engines write and answer alike.
fn common() -> Vec<(&'static str, Value)> {
    vec![
        ("cast(-32768 as smallint)", Value::Integer(-32768)),
        ("cast(2147483647 as integer)", Value::Integer(2_147_483_647)),
        ("cast(-9223372036854775807 as bigint)", Value::Integer(-9_223_372_036_854_775_807)),
        ("cast(0.1 as real)", Value::Float(f64::from(0.1f32))),
        ("cast(0.1 as double precision)", Value::Float(0.1)),
        ("cast('1e308' as double precision)", Value::Float(1e308)),
        ("cast('-inf' as double precision)", Value::Float(f64::NEG_INFINITY)),
        ("cast(12.30 as decimal(10, 2))", decimal(1230, 2)),
        ("cast(-0.05 as decimal(18, 2))", decimal(-5, 2)),
        ("cast(7 as decimal(18, 0))", Value::Integer(7)),
        (
            "cast('99999999999999999999999999999999999999' as decimal(38, 0))",
            Value::Integer(99_999_999_999_999_999_999_999_999_999_999_999_999),
        ),
        (
            "cast('-1234567890123456789012345678.0123456789' as decimal(38, 10))",
            decimal(-12_345_678_901_234_567_890_123_456_780_123_456_789, 10),
        ),
        ("true", Value::Bool(true)),
        ("cast('' as varchar)", text("")),
        ("cast('naïve 🌟 “quoted” ''it'' \n \\' as varchar)", text("naïve 🌟 “quoted” 'it' \n \\")),
        ("date '2024-02-29'", Value::Date(date(2024, 2, 29))),
        ("date '0001-01-01'", Value::Date(date(1, 1, 1))),
        ("timestamp '1969-12-31 23:59:59.999999'", Value::Timestamp(datetime(1969, 12, 31, 23, 59, 59, 999_999_000))),
        ("timestamp '9999-12-31 00:00:00'", Value::Timestamp(datetime(9999, 12, 31, 0, 0, 0, 0))),
        ("cast('2024-07-01 12:00:00+05:30' as timestamp with time zone)", Value::Timestamp(datetime(2024, 7, 1, 6, 30, 0, 0))),
    ]
}

#[test]
fn duckdb_values_arrive_exactly() {
    let Some(mut duckdb) = support::duckdb() else { return };
    check(&mut duckdb, &common());
    check(
        &mut duckdb,
        &[
            ("cast(-128 as tinyint)", Value::Integer(-128)),
            ("cast(255 as utinyint)", Value::Integer(255)),
            ("cast(65535 as usmallint)", Value::Integer(65535)),
            ("cast(4294967295 as uinteger)", Value::Integer(4_294_967_295)),
            ("cast(18446744073709551615 as ubigint)", Value::Integer(18_446_744_073_709_551_615)),
            ("cast('-170141183460469231731687303715884105728' as hugeint)", Value::Integer(i128::MIN)),
            ("cast(1.5 as decimal(4, 1))", decimal(15, 1)),
            ("cast(1.5 as decimal(9, 1))", decimal(15, 1)),
            ("timestamp_s '2024-01-01 10:00:00'", Value::Timestamp(datetime(2024, 1, 1, 10, 0, 0, 0))),
            ("timestamp_ms '2024-01-01 10:00:00.123'", Value::Timestamp(datetime(2024, 1, 1, 10, 0, 0, 123_000_000))),
            ("timestamp_ns '2024-01-01 10:00:00.123456789'", Value::Timestamp(datetime(2024, 1, 1, 10, 0, 0, 123_456_789))),
            ("cast('b' as enum('a', 'b'))", text("b")),
            ("uuid '00112233-4455-6677-8899-aabbccddeeff'", text("00112233-4455-6677-8899-aabbccddeeff")),
            ("cast('{\"a\":1}' as json)", text("{\"a\":1}")),
        ],
    );
}

#[test]
fn postgres_values_arrive_exactly() {
    let Some(url) = support::postgres_url() else { return };
    // The driver learns a database's own types when it connects.
    support::open_postgres(&url).execute("create type mood as enum ('sad', 'happy')").unwrap();
    let mut postgres = support::open_postgres(&url);
    check(&mut postgres, &common());
    check(
        &mut postgres,
        &[
            ("cast('happy' as mood)", text("happy")),
            ("cast('x' as char(3))", text("x  ")),
            ("cast('abc' as name)", text("abc")),
            ("cast('00112233-4455-6677-8899-aabbccddeeff' as uuid)", text("00112233-4455-6677-8899-aabbccddeeff")),
            ("cast('{\"a\": 1}' as json)", text("{\"a\": 1}")),
            ("cast('0.000001' as numeric)", decimal(1, 6)),
            ("sum(5) over ()", Value::Integer(5)),
            ("cast('1.00' as numeric)", decimal(100, 2)),
            ("cast('Infinity' as numeric)", Value::Float(f64::INFINITY)),
            // 40 digits after the point do not fit: the last ones are rounded away.
            (
                "cast('0.1111111111111111111111111111111111111199' as numeric)",
                decimal(11_111_111_111_111_111_111_111_111_111_111_111_112, 38),
            ),
            (
                "cast('-123456789012345678901234567890123456.789' as numeric)",
                decimal(-12_345_678_901_234_567_890_123_456_789_012_345_679, 2),
            ),
        ],
    );
    let nan = postgres.query("select cast('NaN' as numeric) as n, cast('NaN' as double precision) as d").unwrap();
    assert!(nan.rows[0].iter().all(|value| matches!(value, Value::Float(number) if number.is_nan())), "{nan:?}");
}

#[test]
fn a_bare_null_is_null() {
    for connection in [support::duckdb(), support::postgres()].into_iter().flatten() {
        let mut connection = connection;
        assert_eq!(connection.query("select null as nothing").unwrap().rows, [[Value::Null]]);
    }
}

#[test]
fn types_without_a_value_are_refused_by_name() {
    for (connection, expressions) in [
        (support::duckdb(), ["[1, 2]", "{'a': 1}", "interval '1 day'", "time '10:00'", "cast('ab' as blob)", "map {'a': 1}"]),
        (
            support::postgres(),
            ["array[1, 2]", "row(1, 2)", "interval '1 day'", "time '10:00'", "cast('ab' as bytea)", "point(1, 2)"],
        ),
    ] {
        let Some(mut connection) = connection else { continue };
        for expression in expressions {
            let sql = format!("select 1 as fine, {expression} as odd");
            match connection.query(&sql) {
                Err(WarehouseError::UnknownType { column, .. }) => assert_eq!(column, "odd", "{expression}"),
                other => panic!("{expression}: {other:?}"),
            }
            let dry = connection.schema(&sql).unwrap();
            assert!(matches!(dry[1].column_type, ColumnType::Other(_)), "{expression}: {dry:?}");
        }
    }
}

#[test]
fn moments_outside_the_calendar_are_refused() {
    let Some(mut postgres) = support::postgres() else { return };
    for expression in ["timestamp 'infinity'", "date '-infinity'", "timestamp '20000-01-01'", "cast(1e60 as numeric)"] {
        let answer = postgres.query(&format!("select {expression} as odd"));
        assert!(matches!(&answer, Err(WarehouseError::OutOfRange { column, .. }) if column == "odd"), "{expression}: {answer:?}");
    }
}

#[test]
fn both_sessions_are_in_utc_whatever_the_machine_says() {
    for connection in [support::duckdb(), support::postgres()].into_iter().flatten() {
        let mut connection = connection;
        let table = connection.query("select cast(timestamp with time zone '2024-07-01 23:30:00-05' as date) as day").unwrap();
        assert_eq!(table.rows, [[Value::Date(date(2024, 7, 2))]]);
    }
}

#[test]
fn a_long_answer_keeps_its_order_and_every_row() {
    let statements = ["select i from range(100000) t(i) order by i", "select i from generate_series(0, 99999) t(i) order by i"];
    for (connection, sql) in [support::duckdb(), support::postgres()].into_iter().zip(statements) {
        let Some(mut connection) = connection else { continue };
        let table = connection.query(sql).unwrap();
        assert_eq!(table.rows.len(), 100_000);
        assert!(table.rows.iter().enumerate().all(|(index, row)| row[0] == Value::Integer(index as i128)));
    }
}

#[test]
fn a_final_semicolon_or_comment_does_no_harm() {
    for connection in [support::duckdb(), support::postgres()].into_iter().flatten() {
        let mut connection = connection;
        for sql in ["select 1 as v;", "select 1 as v -- the end", "-- start\nselect 1 as v;\n"] {
            assert_eq!(connection.query(sql).unwrap().rows, [[Value::Integer(1)]], "{sql}");
        }
    }
}
