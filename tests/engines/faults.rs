//! Judges that are known to judge: statements of another dialect are refused by each, and a value that is not DuckDB's is seen.

use super::{BIGQUERY, CLICKHOUSE, DATABRICKS, DUCKDB, Engine, REDSHIFT, SNOWFLAKE, TRINO};

/// Statements of the other dialects, which an engine must refuse.
const FOREIGN: [(&Engine, &[&str]); 7] = [
    (
        &DUCKDB,
        &[
            "SELECT DATE_TRUNC(DATE '2024-01-31', MONTH)",
            "SELECT toStartOfMonth(DATE '2024-01-31')",
            "SELECT PARSE_JSON('1'):a::STRING",
            "SELECT DATEADD(day, 1, DATE '2024-01-31')",
        ],
    ),
    (
        &CLICKHOUSE,
        &[
            "SELECT QUANTILE_CONT(1, 0.5)",
            "SELECT DATE_TRUNC(toDate('2024-01-31'), MONTH)",
            "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY 1)",
            "SELECT explode(sequence(1, 3))",
        ],
    ),
    (
        &DATABRICKS,
        &[
            "SELECT QUANTILE_CONT(1, 0.5)",
            "SELECT toMonday(DATE '2024-01-31')",
            "SELECT TIMESTAMP '2024-01-31 00:00:00' AT TIME ZONE 'UTC'",
            "SELECT * FROM UNNEST(GENERATE_SERIES(1, 3)) AS s(x)",
        ],
    ),
    (
        &TRINO,
        &[
            "SELECT QUANTILE_CONT(1, 0.5)",
            "SELECT DATEADD(day, 1, DATE '2024-01-31')",
            "SELECT toMonday(DATE '2024-01-31')",
            "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x) FROM (SELECT 1 AS x) AS t",
        ],
    ),
    (
        &BIGQUERY,
        &[
            "SELECT DATE_TRUNC('month', DATE '2024-01-31')",
            "SELECT CAST(1 AS DOUBLE PRECISION)",
            "SELECT TIMESTAMP '2024-01-31 00:00:00' AT TIME ZONE 'UTC'",
            "SELECT COUNT(1) FILTER (WHERE TRUE)",
        ],
    ),
    (
        // The emulator translates what its parser knows of any dialect, so that much that is foreign passes.
        &SNOWFLAKE,
        &[
            "SELECT toStartOfMonth(DATE '2024-01-31')",
            "SELECT CAST('2024-01-31' AS Date32)",
            "SELECT 1 SETTINGS join_use_nulls = 1",
            "SELECT addMonths(DATE '2024-01-31', 1)",
        ],
    ),
    (
        &REDSHIFT,
        &[
            "SELECT toMonday(DATE '2024-01-31')",
            "SELECT QUANTILE_CONT(1, 0.5)",
            "SELECT LAST_VALUE(x IGNORE NULLS) FROM (SELECT 1 AS x) AS t",
            "SELECT * FROM UNNEST(SEQUENCE(1, 3)) AS s(x)",
            "SELECT STARTS_WITH('a', 'b') AS x",
            "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x) AS a, PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY y) AS b FROM (SELECT 1 AS x, 2 AS y) AS t",
            "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x) AS a, COUNT(DISTINCT x) AS b FROM (SELECT 1 AS x) AS t",
        ],
    ),
];

fn refuses(engine: &Engine) {
    let Some(mut judge) = engine.start() else { return };
    let (_, statements) = FOREIGN.iter().find(|(of, _)| of.judge == engine.judge).unwrap();
    let passed: Vec<&&str> = statements.iter().filter(|sql| judge.query(sql).is_ok()).collect();
    assert!(passed.is_empty(), "{} took {passed:#?}", judge.engine);
    let one = judge.query("SELECT 7 AS x").unwrap();
    assert_eq!(one.rows, [[Some("7".to_owned())]], "{}", judge.engine);
}

#[test]
fn duckdb2_refuses_what_is_foreign() {
    refuses(&DUCKDB);
}

#[test]
fn clickhouse_refuses_what_is_foreign() {
    refuses(&CLICKHOUSE);
}

#[test]
fn databricks_refuses_what_is_foreign() {
    refuses(&DATABRICKS);
}

#[test]
fn trino_refuses_what_is_foreign() {
    refuses(&TRINO);
}

#[test]
fn bigquery_refuses_what_is_foreign() {
    refuses(&BIGQUERY);
}

#[test]
fn snowflake_refuses_what_is_foreign() {
    refuses(&SNOWFLAKE);
}

#[test]
fn redshift_refuses_what_is_foreign() {
    refuses(&REDSHIFT);
}
