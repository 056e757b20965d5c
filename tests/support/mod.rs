//! What the tests need of the machine: engines to run SQL on.
//!
//! An engine that is missing makes its tests fail, with the way to get it. `NORTHSTAR_TEST_ENGINES=duckdb` (a list with
//! commas) names the engines that are wanted; the tests of the others are then counted on standard error, not run.

mod postgres;
pub mod program;
pub mod rows;

use northstar::project::config::{Target, TargetUrl};
use northstar::project::dialect::Dialect;
use northstar::warehouse::{Connection, Environment, FileTable, WarehouseError, connect};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The repository's root.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The process environment, with the drivers that `.ci/setup` installs.
pub fn environment() -> Environment {
    let mut variables: BTreeMap<String, String> = std::env::vars().collect();
    let tools = repository().join(".tools").display().to_string();
    variables.entry("NORTHSTAR_DATA_DIR".to_owned()).or_insert(tools);
    Environment { variables, executable_folder: None }
}

/// A target without files or mapped tables.
pub fn target(dialect: Dialect, url: TargetUrl) -> Target {
    Target::new("test", dialect, url)
}

/// A fresh DuckDB in memory; `None` where DuckDB is not wanted.
pub fn duckdb() -> Option<Connection> {
    duckdb_with(&repository(), &[]).map(|opened| opened.unwrap_or_else(|error| failed(&error)))
}

/// A fresh DuckDB in memory with tables read from files below `root`; `None` where DuckDB is not wanted.
pub fn duckdb_with(root: &Path, tables: &[FileTable]) -> Option<Result<Connection, WarehouseError>> {
    wanted("duckdb").then(|| {
        let target = target(Dialect::Duckdb, TargetUrl::Literal(":memory:".to_owned()));
        connect(&target, root, tables, &environment())
    })
}

/// The address of a fresh, empty PostgreSQL database; `None` where PostgreSQL is not wanted.
pub fn postgres_url() -> Option<String> {
    wanted("postgres").then(|| postgres::fresh_database(open_postgres))
}

/// A connection to a fresh, empty PostgreSQL database; `None` where PostgreSQL is not wanted.
pub fn postgres() -> Option<Connection> {
    postgres_url().map(|url| open_postgres(&url))
}

/// A connection to a PostgreSQL database that is there.
pub fn open_postgres(url: &str) -> Connection {
    let target = target(Dialect::Postgres, TargetUrl::Literal(url.to_owned()));
    connect(&target, &repository(), &[], &environment()).unwrap_or_else(|error| failed(&error))
}

fn failed(error: &WarehouseError) -> ! {
    let help = error.help().unwrap_or_default();
    panic!(
        "{error}\n{help}\nFor the tests, `./.ci/setup` installs all that is missing; NORTHSTAR_TEST_ENGINES names the engines to test."
    )
}

/// Whether an engine is to be tested. One that is not is named and counted on standard error.
pub fn wanted(engine: &str) -> bool {
    static SKIPPED: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());
    let Ok(list) = std::env::var("NORTHSTAR_TEST_ENGINES") else { return true };
    if list.split(',').any(|name| name.trim() == engine) {
        return true;
    }
    let mut skipped = SKIPPED.lock().unwrap();
    let count = skipped.entry(engine.to_owned()).or_default();
    *count += 1;
    note_skipped(&format!("{engine} is not in NORTHSTAR_TEST_ENGINES ({count} so far)"));
    false
}

/// Says on standard error what is not tested, and why.
pub fn note_skipped(what: &str) {
    note(&format!("skipped: {what}"));
}

/// A line on standard error, straight to the stream: the test harness swallows what `eprintln!` writes in a test that passes.
pub fn note(what: &str) {
    std::io::stderr().write_all(format!("{what}\n").as_bytes()).unwrap();
}
