//! Any text survives quoting: as a literal, a name, a title or a condition it comes back from the engine as it was.

use super::{Clock, assert_parses};
use crate::cli::Project;
use crate::support;
use northstar::project::dialect::Dialect;
use northstar::sql::dialect;
use northstar::warehouse::{Connection, Value};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::sync::Mutex;

/// Pieces that mean something to a lexer, a terminal, a templating tool or an engine.
const PIECES: &[&str] = &[
    "'",
    "''",
    "\"",
    "\"\"",
    "\\",
    "\\'",
    "\\\\",
    "\n",
    "\r\n",
    "\t",
    "--",
    "/*",
    "*/",
    ";",
    "$$",
    "$a$",
    "${x}",
    "{{",
    "}}",
    "{%",
    "{#",
    "%",
    "%s",
    "_",
    "?",
    ":x",
    "@",
    "`",
    "E'",
    "e'",
    "U&'",
    "\\u0041",
    "\\x41",
    "\\0",
    "NULL",
    "é",
    "𝒳",
    "e\u{301}",
    "\u{202e}",
    "\u{feff}",
    "\u{a0}",
    "\u{2028}",
    "\u{85}",
    "\u{1}",
    "\u{7f}",
    "\u{ffff}",
    "🏳️‍🌈",
    " ",
    "a",
    "B",
    "0",
];

/// Random text of such pieces and of any characters but NUL, which no text of PostgreSQL can hold.
pub fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "[^\u{0}]".prop_map(|c: String| c)];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// The texts that a metric file can hold: no control characters but the line break and the tab.
fn prose() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect())
}

/// The engines that are here, each with a connection of its own.
fn engines() -> Vec<(Dialect, Mutex<Connection>)> {
    let duckdb = support::duckdb().map(|connection| (Dialect::Duckdb, Mutex::new(connection)));
    let postgres = support::postgres().map(|connection| (Dialect::Postgres, Mutex::new(connection)));
    duckdb.into_iter().chain(postgres).collect()
}

pub fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

#[test]
fn every_text_survives_as_a_literal_of_every_dialect() {
    for (dialect, connection) in engines() {
        let printer = dialect::of(dialect);
        let together = prop::collection::vec(text(), 1..40);
        let test = |texts: Vec<String>| {
            let columns = texts.iter().enumerate().map(|(i, text)| format!("{} AS c{i}", printer.text_literal(text)));
            let sql = format!("SELECT {}", columns.collect::<Vec<_>>().join(", "));
            prop_assert!(!sql.contains(['\n', '\r']), "a literal breaks its line: {sql:?}");
            let table =
                connection.lock().unwrap().query(&sql).map_err(|error| TestCaseError::fail(format!("{error}\n{sql:?}")))?;
            let expected: Vec<Value> = texts.into_iter().map(Value::Text).collect();
            prop_assert_eq!(&table.rows[0], &expected);
            Ok(())
        };
        runner(60).run(&together, test).unwrap_or_else(|error| panic!("{}: {error}", dialect.name()));
    }
}

#[test]
fn every_text_survives_as_a_name_of_every_dialect() {
    for (dialect, connection) in engines() {
        let printer = dialect::of(dialect);
        // PostgreSQL cuts names after 63 bytes.
        let name = text().prop_filter("a name", |text| !text.is_empty() && text.len() <= 63);
        let test = |name: String| {
            let quoted = printer.identifier(&name);
            let sql = format!("SELECT {quoted}.{quoted} AS {quoted} FROM (SELECT 7 AS {quoted}) AS {quoted}");
            let table =
                connection.lock().unwrap().query(&sql).map_err(|error| TestCaseError::fail(format!("{error}\n{sql:?}")))?;
            prop_assert_eq!(&table.columns[0].name, &name);
            Ok(())
        };
        runner(300).run(&name, test).unwrap_or_else(|error| panic!("{}: {error}", dialect.name()));
    }
}

/// A text in the double quotes of a metric file.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    format!("\"{escaped}\"")
}

/// A project around hostile texts: in a table's name, a column's, a condition, a list, a title and a description.
fn metrics(text: &str, name: &str) -> String {
    let literal = text.replace('\'', "''");
    format!(
        "source things {{\n  table: s.{table}\n  thing_id integer key\n  day date time\n  word text one_of ('{literal}', 'other') column {column}\n}}\n\n\
         team owners {{ title: {title} description: {title} }}\n\n\
         metric found {{\n  title: {title}\n  description: {title}\n  owner: owners\n  value: count(*) from things where word = '{literal}'\n  dimensions: word\n}}\n\n\
         metric matched {{ value: count(*) filter (where word in ('{literal}') and not word <> '{literal}') from things }}\n\n\
         metric written {{ value: count(distinct word || '{literal}') from things }}\n",
        table = quoted(name),
        column = quoted(name),
        title = quoted(text),
    )
}

const SETTINGS: &str = "[project]\nname = \"hostile\"\n[calendar]\nstart = 2026-01-05\n[lint]\nno-north-star = \"allow\"\n\
    [target.local]\ndialect = \"duckdb\"\nurl = \"rows.duckdb\"\n[target.pg]\ndialect = \"postgres\"\nurl = { env = \"WAREHOUSE_URL\" }\n";

/// Texts that a metric file can hold between single quotes: what the lexer takes raw.
fn raw(text: &str) -> String {
    text.chars().filter(|c| *c != '\n' && *c != '\t').collect()
}

#[test]
fn every_text_survives_the_whole_way() {
    let addresses: Vec<(Dialect, &str, String)> = [
        support::wanted("duckdb").then(|| (Dialect::Duckdb, "local", String::new())),
        support::postgres_url().map(|url| (Dialect::Postgres, "pg", url)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let name = prose().prop_filter("a name", |text| !raw(text).is_empty() && text.len() <= 40);
    let project = Project::of(&[("northstar.toml", SETTINGS)]);
    let test = |(text, name): (String, String)| {
        let (text, name) = (raw(&text), raw(&name));
        project.write("a.nsm", &metrics(&text, &name));
        let built = project.run(&["build", "--dialect", "all", "--force"]);
        prop_assert_eq!(built.code, 0, "{:#?}", built);
        for (dialect, target, address) in &addresses {
            whole_way(&project, *dialect, target, address, &text, &name)?;
        }
        Ok(())
    };
    runner(25).run(&(prose(), name), test).unwrap_or_else(|error| panic!("{error}"));
}

/// Makes the table of such a project on an engine, builds and applies, and asks for what is in it.
fn whole_way(
    project: &Project,
    dialect: Dialect,
    target: &str,
    address: &str,
    text: &str,
    name: &str,
) -> Result<(), TestCaseError> {
    let printer = dialect::of(dialect);
    let (table, word) = (printer.identifier(name), printer.text_literal(text));
    for (file, bytes) in crate::cli::contents(&project.path().join("build/sql").join(dialect.name())) {
        let sql = String::from_utf8(bytes).unwrap();
        if file.extension().is_some_and(|extension| extension == "sql") {
            assert_parses(dialect, if file.starts_with("10_build.sql") { Clock::Allowed } else { Clock::Banned }, &sql);
            let comments = sql.lines().filter(|line| line.starts_with("--")).collect::<String>();
            prop_assert!(!["{{", "{%", "{#", "${"].iter().any(|mark| comments.contains(mark)), "{}", comments);
        }
    }
    let database = project.path().join("rows.duckdb");
    let mut connection = match dialect {
        Dialect::Postgres => support::open_postgres(address),
        _ => {
            let _ = std::fs::remove_file(&database);
            let url = northstar::project::config::TargetUrl::Literal("rows.duckdb".to_owned());
            northstar::warehouse::connect(&support::target(dialect, url), project.path(), &[], &support::environment()).unwrap()
        }
    };
    let made = [
        "DROP SCHEMA IF EXISTS northstar CASCADE".to_owned(),
        "DROP SCHEMA IF EXISTS s CASCADE".to_owned(),
        "CREATE SCHEMA s".to_owned(),
        format!("CREATE TABLE s.{table} (thing_id INTEGER, day DATE, {table} VARCHAR)"),
        format!(
            "INSERT INTO s.{table} VALUES (1, DATE '2026-01-05', {word}), (2, DATE '2026-01-06', 'x'), (3, DATE '2026-01-06', NULL)"
        ),
    ];
    for sql in made {
        connection.execute(&sql).map_err(|error| TestCaseError::fail(format!("{error}\n{sql:?}")))?;
    }
    drop(connection);
    let run = |arguments: &[&str]| {
        let all = [arguments, &["--target", target]].concat();
        crate::cli::ended(crate::cli::command(project.path(), &all).env("WAREHOUSE_URL", address))
    };
    let json = run(&["query", "found,matched,written", "--grain", "none", "--as-of", "2026-01-11", "--format", "json"]);
    prop_assert_eq!(json.code, 0, "{:#?}", json);
    let rows: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    prop_assert_eq!(&rows, &serde_json::json!([{ "found": 1, "matched": 1, "written": 2 }]));
    let json = run(&["query", "found", "--by", "word", "--grain", "none", "--as-of", "2026-01-11", "--format", "json"]);
    prop_assert_eq!(json.code, 0, "{:#?}", json);
    let rows: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    prop_assert_eq!(&rows, &serde_json::json!([{ "word": text, "found": 1 }]));
    let applied = run(&["apply"]);
    prop_assert_eq!(applied.code, 0, "{:#?}", applied);
    Ok(())
}

#[test]
fn a_title_cannot_break_out_of_its_comment() {
    let project = Project::of(&[("northstar.toml", SETTINGS)]);
    let title = "a\nDROP TABLE x; */ {{ config() }} {% raw %} {# ${x}";
    project.write("a.nsm", &metrics("plain", "things").replace("\"plain\"", &quoted(title)));
    project.run(&["build", "--dialect", "all"]).expect(0);
    for dialect in Dialect::ALL {
        let view = project.read(&format!("build/sql/{}/60_found.sql", dialect.name()));
        assert_parses(dialect, Clock::Banned, &view);
        let header: Vec<&str> = view.lines().take_while(|line| line.starts_with("--")).collect();
        assert!(header[0].contains("a DROP TABLE x;"), "{view}");
        let commented = |line: &str| line.starts_with("COMMENT ON ") || line.starts_with("ALTER ");
        let body = view.lines().skip(header.len());
        assert!(body.filter(|line| !commented(line)).all(|line| !line.contains("DROP")), "{view}");
        for mark in ["{{", "{%", "{#", "${"] {
            assert!(!view.contains(mark), "{view}");
        }
    }
}
