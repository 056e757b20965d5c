//! Small projects with data, questions, and the rows that were worked out by hand: every engine must give them.
//!
//! A case is a folder: `northstar.toml`, `metrics/*.nsm`, `data/*.csv`; `question.txt` with one question per line, as for
//! `northstar query`; `rows.csv` with one block of rows per question, parted by empty lines; `notes.txt`, where a question is
//! answered with notes. `duckdb.sql` and `postgres.sql` are what is emitted, for review: never judged by their text alone.

use super::{Clock, assert_parses};
use crate::cli::{Ended, command, copy, ended, run};
use crate::engines::judge::JudgedTable;
use crate::support;
use northstar::diagnostic::Diagnostics;
use northstar::model::Project;
use northstar::model::source::{Relation, Source};
use northstar::model::types::Type;
use northstar::project::config::Config;
use northstar::project::dialect::Dialect;
use northstar::project::{load, read_files};
use northstar::source::SourceMap;
use northstar::warehouse::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The variable that the cases' target `pg` takes its address from.
const ADDRESS: &str = "WAREHOUSE_URL";

pub fn cases() -> Vec<PathBuf> {
    let folder = support::repository().join("tests/cases/sql");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 12, "{}", cases.len());
    cases
}

/// A line as a shell would split it.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(character),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A case, in a folder of its own.
pub struct Case {
    folder: TempDir,
    from: PathBuf,
    pub questions: Vec<String>,
}

impl Case {
    pub fn new(from: PathBuf) -> Case {
        let folder = tempfile::tempdir().unwrap();
        copy(&from, folder.path());
        let questions = fs::read_to_string(from.join("question.txt")).unwrap();
        Case { folder, questions: questions.lines().map(str::to_owned).collect(), from }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn name(&self) -> String {
        self.from.file_name().unwrap().to_string_lossy().into_owned()
    }

    fn ask(&self, question: &str, more: &[&str], address: &str) -> Ended {
        let words = words(question);
        let arguments: Vec<&str> =
            ["query"].into_iter().chain(words.iter().map(String::as_str)).chain(more.iter().copied()).collect();
        ended(command(self.path(), &arguments).env(ADDRESS, address))
    }

    pub fn sql(&self, question: &str, dialect: Dialect) -> String {
        let ended = self.ask(question, &["--sql", "--dialect", dialect.name()], "");
        assert_eq!(ended.code, 0, "{}: {question}: {}", self.name(), ended.err);
        ended.out
    }

    /// The rows of each question, as they were worked out.
    pub fn blocks(&self) -> Vec<String> {
        let written = fs::read_to_string(self.from.join("rows.csv")).unwrap();
        let blocks: Vec<String> = written.trim_end().split("\n\n").map(str::to_owned).collect();
        let asked = self.questions.len();
        assert_eq!(blocks.len(), asked, "{}: rows.csv has another number of blocks than there are questions", self.name());
        blocks
    }

    /// The project, which has no errors.
    pub fn project(&self) -> Project {
        self.checked().1
    }

    fn checked(&self) -> (Config, Project) {
        let (mut sources, mut found) = (SourceMap::default(), Diagnostics::default());
        let config = load(self.path(), &mut sources, &mut found).unwrap();
        let files = read_files(&config, None, &mut sources, &mut found);
        let project = northstar::check(&config, &sources, &files, jiff::civil::date(2026, 1, 1), &mut found);
        assert_eq!(found.errors(), 0, "{}: {found:#?}", self.name());
        (config, project)
    }

    /// The tables of its files, with the types that its sources declare; text where no source declares a column.
    pub fn tables(&self) -> Vec<JudgedTable> {
        let (config, project) = self.checked();
        let table = |(name, file): (&String, &String)| {
            let reads = |source: &&Source| matches!(&source.relation, Relation::Table(parts) if parts.join(".") == *name);
            let source = project.sources.values().find(reads);
            let source = source.unwrap_or_else(|| panic!("{}: no source reads {name}", self.name()));
            let Relation::Table(parts) = &source.relation else { unreachable!() };
            let text = fs::read_to_string(self.path().join(file)).unwrap();
            let (header, body) = text.split_once('\n').unwrap();
            let ty = |column: &str| {
                let declared = source.columns.iter().find(|c| c.physical.as_deref().unwrap_or(&c.name) == column);
                declared.map_or(Type::Text, |declared| declared.ty.clone())
            };
            let columns = header.trim_end().split(',').map(|column| (column.to_owned(), ty(column))).collect();
            JudgedTable { name: parts.clone(), columns, rows: support::rows::of_csv(body) }
        };
        config.targets["local"].files.iter().map(table).collect()
    }

    /// Makes the tables in PostgreSQL, in a session whose zone is nobody's.
    fn fill_postgres(&self, address: &str) {
        let mut connection = support::open_postgres(address);
        connection.execute("SET TIME ZONE 'Asia/Kathmandu'").unwrap();
        self.tables().iter().for_each(|table| fill_postgres(table, &mut connection));
    }

    /// Compares the rows of every question with those written down.
    fn judge(&self, target: &str, address: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut notes = String::new();
        for (question, block) in self.questions.iter().zip(self.blocks()) {
            let ended = self.ask(question, &["--target", target, "--format", "csv"], address);
            if ended.code != 0 {
                wrong.push(format!("{} on {target}: {question}\n{}", self.name(), ended.err));
                continue;
            }
            notes.push_str(&ended.err);
            if !same_rows(&block, &ended.out) {
                wrong.push(format!("{} on {target}: {question}\nby hand:\n{block}\nit gave:\n{}", self.name(), ended.out));
            }
        }
        let expected = fs::read_to_string(self.from.join("notes.txt")).unwrap_or_default();
        if notes != expected && wrong.is_empty() {
            wrong.push(format!("{} on {target}: notes\nby hand:\n{expected}\nit gave:\n{notes}", self.name()));
        }
        wrong
    }
}

/// The same cells in the same order; numbers within 1e-9 relative.
fn same_rows(left: &str, right: &str) -> bool {
    let cells = |text: &str| -> Vec<Vec<String>> {
        text.trim_end().lines().map(|line| line.split(',').map(|cell| cell.trim().to_owned()).collect()).collect()
    };
    let (left, right) = (cells(left), cells(right));
    left.len() == right.len()
        && left.iter().zip(&right).all(|(a, b)| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_cell(a, b)))
}

pub fn same_cell(left: &str, right: &str) -> bool {
    match (left.parse::<f64>(), right.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()),
        _ => left == right,
    }
}

#[test]
fn rows_are_compared_by_value() {
    assert!(same_rows("a,b\n1,2.5\n", "a,b\n1.0,2.50"));
    assert!(
        !same_rows("a\n1\n2", "a\n2\n1")
            && !same_rows("a\n1", "a\n1.0000001")
            && !same_rows("a\n", "a\n1")
            && !same_rows("a\n0", "a\n,")
    );
}

#[test]
fn duckdb_gives_the_rows_worked_out_by_hand() {
    if support::wanted("duckdb") {
        let wrong: Vec<String> = cases().into_iter().flat_map(|case| Case::new(case).judge("local", "")).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn postgres_gives_the_rows_worked_out_by_hand() {
    let mut wrong = Vec::new();
    for case in cases() {
        let Some(address) = support::postgres_url() else { return };
        let case = Case::new(case);
        case.fill_postgres(&address);
        wrong.extend(case.judge("pg", &address));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_emitted_parses_and_is_as_reviewed() {
    let mut wrong = Vec::new();
    for case in cases().into_iter().map(Case::new) {
        for dialect in Dialect::ALL {
            let mut all = String::new();
            for question in &case.questions {
                let sql = case.sql(question, dialect);
                let clock = if question.contains("--as-of") { Clock::Banned } else { Clock::Allowed };
                assert_parses(dialect, clock, &sql);
                all.push_str(&format!("-- northstar query {question}\n{};\n\n", sql.trim_end()));
            }
            wrong.extend(crate::syntax::cases::expect(&case.from.join(format!("{}.sql", dialect.name())), all.trim_end()).err());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_built_of_them_parses_and_applies() {
    for case in cases().into_iter().map(Case::new) {
        run(case.path(), &["build", "--dialect", "all"]).expect(0);
        for dialect in Dialect::ALL {
            for (name, bytes) in crate::cli::contents(&case.path().join("build/sql").join(dialect.name())) {
                let name = name.to_string_lossy().into_owned();
                let clock = if name == "10_build.sql" { Clock::Allowed } else { Clock::Banned };
                if name.ends_with(".sql") {
                    assert_parses(dialect, clock, &String::from_utf8(bytes).unwrap());
                }
            }
        }
        if support::wanted("duckdb") {
            run(case.path(), &["apply", "--target", "local"]).expect(0);
        }
        let Some(address) = support::postgres_url() else { continue };
        case.fill_postgres(&address);
        // Twice: the second finds what the first made.
        for _ in 0..2 {
            ended(command(case.path(), &["apply", "--target", "pg"]).env(ADDRESS, &address)).expect(0);
        }
    }
}

/// Makes a table with its rows.
fn fill(table: &JudgedTable, connection: &mut Connection, double: &str) {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    if let [schema, _] = table.name.as_slice() {
        connection.execute(&format!("CREATE SCHEMA IF NOT EXISTS {}", quoted(schema))).unwrap();
    }
    let name = table.name.iter().map(|part| quoted(part)).collect::<Vec<_>>().join(".");
    let types: Vec<String> = table.columns.iter().map(|(_, ty)| sql_type(ty, double)).collect();
    let columns: Vec<String> =
        table.columns.iter().zip(&types).map(|((column, _), ty)| format!("{} {ty}", quoted(column))).collect();
    connection.execute(&format!("CREATE TABLE {name} ({})", columns.join(", "))).unwrap();
    for row in &table.rows {
        let value = |(cell, ty): (&Option<String>, &String)| match cell {
            None => "NULL".to_owned(),
            Some(cell) => format!("CAST('{}' AS {ty})", cell.replace('\'', "''")),
        };
        let values: Vec<String> = row.iter().zip(&types).map(value).collect();
        connection.execute(&format!("INSERT INTO {name} VALUES ({})", values.join(", "))).unwrap();
    }
}

/// Makes a table in DuckDB.
pub fn fill_duckdb(table: &JudgedTable, connection: &mut Connection) {
    fill(table, connection, "DOUBLE");
}

/// Makes a table in PostgreSQL.
pub fn fill_postgres(table: &JudgedTable, connection: &mut Connection) {
    fill(table, connection, "DOUBLE PRECISION");
}

fn sql_type(ty: &Type, double: &str) -> String {
    match ty {
        Type::Integer => "BIGINT".to_owned(),
        Type::Decimal { precision, scale } => format!("NUMERIC({precision}, {scale})"),
        Type::Float => double.to_owned(),
        Type::Boolean => "BOOLEAN".to_owned(),
        Type::Date => "DATE".to_owned(),
        Type::Timestamp(_) => "TIMESTAMP".to_owned(),
        Type::Text | Type::Null | Type::Error => "TEXT".to_owned(),
    }
}
