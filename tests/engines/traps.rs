//! The twenty ways in which one text of SQL gives other numbers on another engine, without an error: a small project for each, whose
//! rows were worked out by hand and must come out of every engine.
//!
//! A trap is one file, `tests/cases/traps/NUMBER_NAME.txt`. What stands before its first `-- PATH --` says what would go wrong; each such
//! line begins a file of a case as in `tests/cases/sql`. `northstar.toml` holds what is not said of every trap here, and `built.csv`,
//! where there is one, the rows of `metric_values`, in any order.

use super::cases::{BUILT, built, compared, values};
use super::judge::{Answer, Judge};
use super::{BIGQUERY, CLICKHOUSE, DATABRICKS, DUCKDB, Engine, REDSHIFT, SNOWFLAKE, TRINO};
use crate::sql::cases::{Case, fill_duckdb, fill_postgres};
use crate::support::{self, rows};
use northstar::project::dialect::Dialect;
use northstar::warehouse::Connection;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// How many traps there are.
const TRAPS: u8 = 20;

/// What is said of every trap's project.
const SETTINGS: &str = "[project]\nname = \"trap\"\ninclude = [\"metrics/*.nsm\"]\n[lint]\nno-north-star = \"allow\"\n\
    [target.local]\ndialect = \"duckdb\"\nurl = \":memory:\"\n[target.local.files]\n";

fn files() -> Vec<PathBuf> {
    let folder = support::repository().join("tests/cases/traps");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// A trap's files, each in its place in a folder.
struct Trap {
    folder: TempDir,
    name: String,
}

impl Trap {
    fn new(file: &Path) -> Trap {
        let trap = Trap { folder: tempfile::tempdir().unwrap(), name: file.file_stem().unwrap().to_string_lossy().into_owned() };
        let (mut settings, mut own) = (SETTINGS.to_owned(), String::new());
        for (path, text) in parts(&fs::read_to_string(file).unwrap()) {
            if path == "northstar.toml" {
                own = text;
                continue;
            }
            if let Some(table) = path.strip_prefix("data/").and_then(|path| path.strip_suffix(".csv")) {
                writeln!(settings, "\"{table}\" = \"{path}\"").unwrap();
            }
            let path = trap.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        fs::write(trap.path().join("northstar.toml"), settings + &own).unwrap();
        trap
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(&self.name)
    }
}

/// The files that are written in one, with their paths.
fn parts(text: &str) -> Vec<(String, String)> {
    let mut parts: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
            parts.push((path.to_owned(), String::new()));
        } else if let Some((_, text)) = parts.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    // Empty lines part the files for those who read them.
    parts.into_iter().map(|(path, text)| (path, text.trim_end().to_owned() + "\n")).collect()
}

/// Where a trap is asked.
trait Warehouse {
    /// The tables of this case, and no others.
    fn fill(&mut self, case: &Case);
    fn execute(&mut self, sql: &str) -> Result<(), String>;
    fn query(&mut self, sql: &str) -> Result<Answer, String>;
}

impl Warehouse for Judge {
    fn fill(&mut self, case: &Case) {
        self.reset();
        case.tables().iter().for_each(|table| self.load(table));
    }

    fn execute(&mut self, sql: &str) -> Result<(), String> {
        Judge::execute(self, sql)
    }

    fn query(&mut self, sql: &str) -> Result<Answer, String> {
        Judge::query(self, sql)
    }
}

/// A warehouse that northstar's own driver asks.
struct Driven {
    connection: Connection,
    another: fn(&Case) -> Connection,
}

impl Warehouse for Driven {
    fn fill(&mut self, case: &Case) {
        self.connection = (self.another)(case);
    }

    fn execute(&mut self, sql: &str) -> Result<(), String> {
        self.connection.execute(sql).map_err(|error| error.to_string())
    }

    fn query(&mut self, sql: &str) -> Result<Answer, String> {
        let table = self.connection.query(sql).map_err(|error| error.to_string())?;
        let columns = table.columns.iter().map(|column| column.name.clone()).collect();
        Ok(Answer { columns, rows: rows::of_table(&table) })
    }
}

/// Asks all traps of an engine, and names those that it falls into.
fn avoided(dialect: Dialect, engine: &str, warehouse: &mut dyn Warehouse) {
    let only = std::env::var("NORTHSTAR_CASE").ok();
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for file in files() {
        let trap = Trap::new(&file);
        if only.as_ref().is_some_and(|only| trap.name != *only) {
            continue;
        }
        let case = Case::new(trap.path());
        warehouse.fill(&case);
        for (question, block) in case.questions.iter().zip(case.blocks()) {
            asked += 1;
            let sql = case.sql(question, dialect);
            let verdict = warehouse.query(&sql).and_then(|answer| compared(&block, &answer));
            wrong.extend(verdict.err().map(|error| format!("{}: {question}\n{error}\n{sql}", trap.name)));
        }
        if let Ok(by_hand) = fs::read_to_string(trap.path().join("built.csv")) {
            asked += 1;
            let verdict = built_by_hand(&case, dialect, &by_hand, warehouse);
            wrong.extend(verdict.err().map(|error| format!("{}: built\n{error}", trap.name)));
        }
    }
    assert!(asked > 0, "{engine}: no trap of that name");
    support::note(&format!("{engine}: {asked} questions about traps, {} wrong", wrong.len()));
    assert!(wrong.is_empty(), "{} wrong on {engine}:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// Whether what is built of a case holds these values.
fn built_by_hand(case: &Case, dialect: Dialect, by_hand: &str, warehouse: &mut dyn Warehouse) -> Result<(), String> {
    for statement in built(case, dialect) {
        warehouse.execute(&statement).map_err(|error| format!("{error}\n{statement}"))?;
    }
    let (header, body) = by_hand.split_once('\n').unwrap();
    let columns: Vec<&str> = header.split(',').collect();
    assert!(columns.iter().all(|column| BUILT.contains(column)), "{header}");
    rows::same(rows::of_csv(body), warehouse.query(&values(dialect, &columns))?.rows)
}

fn judged(engine: &Engine) {
    let Some(mut judge) = engine.start() else { return };
    let name = judge.engine.clone();
    avoided(engine.dialect, &name, &mut judge);
}

#[test]
fn duckdb_avoids_the_traps() {
    let Some(connection) = support::duckdb() else { return };
    let another = |case: &Case| {
        let mut connection = support::duckdb().unwrap();
        case.tables().iter().for_each(|table| fill_duckdb(table, &mut connection));
        connection
    };
    avoided(Dialect::Duckdb, "DuckDB", &mut Driven { connection, another });
}

#[test]
fn postgres_avoids_the_traps() {
    let Some(connection) = support::postgres() else { return };
    let another = |case: &Case| {
        let mut connection = support::postgres().unwrap();
        // A zone that nothing may depend on.
        connection.execute("SET TIME ZONE 'Asia/Kathmandu'").unwrap();
        case.tables().iter().for_each(|table| fill_postgres(table, &mut connection));
        connection
    };
    avoided(Dialect::Postgres, "PostgreSQL", &mut Driven { connection, another });
}

#[test]
fn duckdb_2_avoids_the_traps() {
    judged(&DUCKDB);
}

#[test]
fn clickhouse_avoids_the_traps() {
    judged(&CLICKHOUSE);
}

#[test]
fn databricks_avoids_the_traps() {
    judged(&DATABRICKS);
}

#[test]
fn trino_avoids_the_traps() {
    judged(&TRINO);
}

#[test]
fn bigquery_avoids_the_traps() {
    judged(&BIGQUERY);
}

#[test]
fn snowflake_avoids_the_traps() {
    judged(&SNOWFLAKE);
}

#[test]
fn redshift_avoids_the_traps() {
    judged(&REDSHIFT);
}

#[test]
fn each_of_the_twenty_traps_is_asked() {
    let names: Vec<String> = files().iter().map(|file| Trap::new(file).name).collect();
    let number = |name: &String| name.split('_').next().unwrap().parse::<u8>().unwrap();
    assert_eq!(names.iter().map(number).collect::<Vec<_>>(), (1..=TRAPS).collect::<Vec<_>>(), "{names:#?}");
    for file in files() {
        let trap = Trap::new(&file);
        let case = Case::new(trap.path());
        assert!(!case.blocks().is_empty() && !case.tables().is_empty(), "{}", case.name());
    }
}
