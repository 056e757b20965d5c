//! The histories as tables of an engine, and the wall clock that the hand-written SQL reads.

use super::case;
use northstar::project::dialect::Dialect;
use northstar::warehouse::Connection;
use std::fs;
use std::path::Path;

/// A column: its name and its type, the same in both engines.
pub type Column = (&'static str, &'static str);

/// The tables: name, file, columns.
pub const TABLES: [(&str, &str, &[Column]); 4] = [
    ("repos", "repos.csv", &[("repo_id", "bigint"), ("owner", "text"), ("name", "text"), ("first_commit_at", "timestamp")]),
    ("contributors", "contributors.csv", &[("contributor_id", "text"), ("first_commit_at", "timestamp")]),
    (
        "commits",
        "commits.csv.gz",
        &[
            ("commit_id", "text"),
            ("repo_id", "bigint"),
            ("contributor_id", "text"),
            ("authored_at", "timestamp"),
            ("utc_offset_minutes", "bigint"),
            ("committed_at", "timestamp"),
            ("parent_count", "bigint"),
            ("files_changed", "bigint"),
            ("is_merge", "boolean"),
            ("is_revert", "boolean"),
            ("kind", "text"),
        ],
    ),
    (
        "releases",
        "releases.csv",
        &[
            ("release_id", "text"),
            ("repo_id", "bigint"),
            ("tag", "text"),
            ("released_at", "timestamp"),
            ("is_prerelease", "boolean"),
        ],
    ),
];

/// Makes the tables, empty.
pub fn create(engine: &mut Connection) {
    engine.execute("CREATE SCHEMA oss").unwrap();
    for (table, _, columns) in TABLES {
        let columns: Vec<String> = columns.iter().map(|(name, kind)| format!("{name} {kind}")).collect();
        engine.execute(&format!("CREATE TABLE oss.{table} ({})", columns.join(", "))).unwrap();
    }
}

/// Makes the tables and loads the files of `folder` into them.
pub fn load(engine: &mut Connection, folder: &Path) {
    create(engine);
    for (table, file, _) in TABLES {
        let path = folder.join(file).canonicalize().unwrap().display().to_string().replace('\'', "''");
        let sql = match engine.dialect() {
            Dialect::Duckdb => format!("COPY oss.{table} FROM '{path}' (HEADER)"),
            // The server may read what everybody may; a program unpacks it.
            _ if file.ends_with(".gz") => {
                format!("COPY oss.{table} FROM PROGRAM 'gzip -dc \"{path}\"' WITH (FORMAT csv, HEADER)")
            }
            _ => format!("COPY oss.{table} FROM PROGRAM 'cat \"{path}\"' WITH (FORMAT csv, HEADER)"),
        };
        engine.execute(&sql).unwrap();
    }
}

/// Makes what the hand-written queries read.
pub fn wall_clock(engine: &mut Connection) {
    let text = fs::read_to_string(case().join("here.sql")).unwrap();
    for statement in text.split(";\n").filter(|statement| !statement.trim().is_empty()) {
        engine.execute(statement).unwrap();
    }
    // PostgreSQL would plan with guesses until its own round comes.
    engine.execute("ANALYZE").unwrap();
}
