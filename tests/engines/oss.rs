//! Real histories on every engine: the questions of `tests/cases/oss/queries`, with the rows that SQL by hand gives on DuckDB.

use super::judge::Judge;
use super::{BIGQUERY, CLICKHOUSE, DATABRICKS, Engine, REDSHIFT, SNOWFLAKE, TRINO};
use crate::oss::{data, load, project, queries};
use crate::support::program::printed;
use crate::support::{self, rows};
use northstar::model::types::{Type, Zone};
use northstar::project::dialect::Dialect;
use std::path::Path;
use tempfile::TempDir;

/// The files of the histories: of the commits and releases each so many-th with the people who made them. An evaluator that is no engine
/// takes long over all.
fn files(from: &Path, share: u32) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut duckdb = support::duckdb().expect("DuckDB is the reference");
    for (table, file, columns) in load::TABLES {
        let columns: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let (columns, from) = (columns.join(", "), from.display());
        duckdb
            .execute(&format!("CREATE TABLE {table} AS SELECT {columns} FROM read_csv('{from}/{file}', all_varchar = true)"))
            .unwrap();
    }
    if share > 1 {
        duckdb.execute(&format!("DELETE FROM commits WHERE hash(commit_id) % {share} > 0")).unwrap();
        duckdb.execute(&format!("DELETE FROM releases WHERE hash(release_id) % {share} > 0")).unwrap();
        duckdb.execute("DELETE FROM contributors WHERE contributor_id NOT IN (SELECT contributor_id FROM commits)").unwrap();
    }
    for (table, file, _) in load::TABLES {
        let to = folder.path().display();
        duckdb.execute(&format!("COPY {table} TO '{to}/{table}.csv' (HEADER)")).unwrap();
        if file.ends_with(".gz") {
            duckdb.execute(&format!("COPY {table} TO '{to}/{file}' (HEADER, FORMAT csv, COMPRESSION gzip)")).unwrap();
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

/// Asks an engine every question of the histories, or of a share of them. SQL by hand counts on all commits being there, so a share is
/// compared with what DuckDB answers, which the hand-written SQL judges.
fn agrees(engine: &Engine, share: u32, without: &[&str]) {
    let test = format!("{}_agrees_over_real_histories", engine.judge);
    let Some(from) = data(&test) else { return };
    let Some(mut judge) = engine.start() else { return };
    let folder = files(&from, share);
    let mut reference = support::duckdb().expect("DuckDB is the reference");
    load::load(&mut reference, folder.path());
    load::wall_clock(&mut reference);
    fill(&mut judge, folder.path());
    let (project, mut wrong, mut compared) = (project(), Vec::new(), 0);
    let cases: Vec<_> = queries::cases().into_iter().filter(|case| !without.contains(&case.name.as_str())).collect();
    without.iter().for_each(|name| support::note_skipped(&format!("{name} on {}", judge.engine)));
    for case in &cases {
        let asked = |dialect: Dialect| {
            let mut arguments = vec!["query", "--sql", "--dialect", dialect.name()];
            arguments.extend(case.arguments.iter().map(String::as_str));
            printed(project.path(), &arguments)
        };
        let sql = if share == 1 { case.sql.clone() } else { asked(Dialect::Duckdb) };
        let expected = queries::answer(&mut reference, &case.name, &sql);
        assert!(share > 1 || !expected.is_empty(), "{}: nothing to compare", case.name);
        compared += expected.len();
        let verdict = judge.query(&asked(engine.dialect)).and_then(|found| rows::same(expected, found.rows));
        wrong.extend(verdict.err().map(|error| format!("{}: {error}", case.name)));
    }
    let asked = format!("{} questions over 1/{share} of real histories, {compared} rows", cases.len());
    support::note(&format!("{}: {asked}, {} wrong", judge.engine, wrong.len()));
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), judge.engine, wrong.join("\n\n"));
}

#[test]
fn clickhouse_agrees_over_real_histories() {
    agrees(&CLICKHOUSE, 1, &[]);
}

#[test]
fn databricks_agrees_over_real_histories() {
    agrees(&DATABRICKS, 1, &[]);
}

#[test]
fn trino_agrees_over_real_histories() {
    agrees(&TRINO, 1, &[]);
}

/// GoogleSQL's reference evaluator joins row by row, so it is asked of few commits. What `fill: previous` carries forward takes it more
/// than ten minutes even of these.
#[test]
fn bigquery_agrees_over_real_histories() {
    agrees(&BIGQUERY, 500, &["largest_known"]);
}

#[test]
fn snowflake_agrees_over_real_histories() {
    agrees(&SNOWFLAKE, 1, &[]);
}

#[test]
fn redshift_agrees_over_real_histories() {
    agrees(&REDSHIFT, 1, &[]);
}
