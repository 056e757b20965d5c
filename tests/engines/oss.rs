//! Real histories on every engine: the questions of `tests/cases/oss/queries`, with the rows that SQL by hand gives on DuckDB.

use super::judge::Judge;
use super::{BIGQUERY, CLICKHOUSE, DATABRICKS, Engine, REDSHIFT, SNOWFLAKE, TRINO};
use crate::oss::{data, load, project, queries};
use crate::support::program::printed;
use crate::support::{self, rows};
use northstar::model::types::{Type, Zone};
use std::path::Path;
use tempfile::TempDir;

/// The files of the histories, of the commits each so many-th: an evaluator that is no engine takes long over all.
fn files(from: &Path, share: u32) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut duckdb = support::duckdb().expect("DuckDB is the reference");
    let (from, to) = (from.display(), folder.path().display());
    for (table, file, columns) in load::TABLES {
        let columns: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let some = if table == "commits" { format!("WHERE hash(commit_id) % {share} = 0") } else { String::new() };
        let select = format!("SELECT {} FROM read_csv('{from}/{file}', all_varchar = true) {some}", columns.join(", "));
        duckdb.execute(&format!("COPY ({select}) TO '{to}/{table}.csv' (HEADER)")).unwrap();
        if file.ends_with(".gz") {
            duckdb.execute(&format!("COPY ({select}) TO '{to}/{file}' (HEADER, FORMAT csv, COMPRESSION gzip)")).unwrap();
        }
    }
    folder
}

fn fill(judge: &mut Judge, folder: &Path) {
    for (table, _, columns) in load::TABLES {
        let ty = |kind: &str| match kind {
            "bigint" => Type::Integer,
            "timestamp" => Type::Timestamp(Zone::Utc),
            "boolean" => Type::Boolean,
            _ => Type::Text,
        };
        let columns: Vec<(String, Type)> = columns.iter().map(|(name, kind)| ((*name).to_owned(), ty(kind))).collect();
        judge.load_csv("oss", table, &columns, &folder.join(format!("{table}.csv")));
    }
}

fn agrees(engine: &Engine, share: u32) {
    let test = format!("{}_agrees_over_real_histories", engine.judge);
    let Some(from) = data(&test) else { return };
    let Some(mut judge) = engine.start() else { return };
    let folder = files(&from, share);
    let mut reference = support::duckdb().expect("DuckDB is the reference");
    load::load(&mut reference, folder.path());
    load::wall_clock(&mut reference);
    fill(&mut judge, folder.path());
    let (project, mut wrong) = (project(), Vec::new());
    let cases = queries::cases();
    for case in &cases {
        let expected = queries::answer(&mut reference, &case.name, &case.sql);
        assert!(!expected.is_empty(), "{}: nothing to compare", case.name);
        let mut arguments = vec!["query", "--sql", "--dialect", engine.dialect.name()];
        arguments.extend(case.arguments.iter().map(String::as_str));
        let sql = printed(project.path(), &arguments);
        let verdict = judge.query(&sql).and_then(|found| rows::same(expected, found.rows));
        wrong.extend(verdict.err().map(|error| format!("{}: {error}", case.name)));
    }
    support::note(&format!("{}: {} questions over real histories, {} wrong", judge.engine, cases.len(), wrong.len()));
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), judge.engine, wrong.join("\n\n"));
}

#[test]
fn clickhouse_agrees_over_real_histories() {
    agrees(&CLICKHOUSE, 1);
}

#[test]
fn databricks_agrees_over_real_histories() {
    agrees(&DATABRICKS, 1);
}

#[test]
fn trino_agrees_over_real_histories() {
    agrees(&TRINO, 1);
}

/// GoogleSQL's reference evaluator takes minutes over single questions, even of few commits.
#[test]
fn bigquery_agrees_over_real_histories() {
    if std::env::var_os("NORTHSTAR_BIGQUERY_HISTORIES").is_none() {
        return support::note_skipped("bigquery over real histories, unless NORTHSTAR_BIGQUERY_HISTORIES is set");
    }
    agrees(&BIGQUERY, 40);
}

#[test]
fn snowflake_agrees_over_real_histories() {
    agrees(&SNOWFLAKE, 1);
}

#[test]
fn redshift_agrees_over_real_histories() {
    agrees(&REDSHIFT, 1);
}
