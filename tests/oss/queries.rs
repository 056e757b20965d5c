//! Each file of `tests/cases/oss/queries` names a question in its first line and answers it with SQL of its own.

use super::{AS_OF, case, data, load, project};
use crate::support::program::printed;
use crate::support::rows::{Rows, assert_same, of_csv, of_table};
use crate::support::{duckdb, postgres};
use northstar::project::dialect::Dialect;
use northstar::warehouse::Connection;
use std::fs;
use std::path::Path;

/// A question and the SQL that answers it.
pub struct Case {
    pub name: String,
    pub arguments: Vec<String>,
    pub sql: String,
}

pub fn cases() -> Vec<Case> {
    let mut paths: Vec<_> = fs::read_dir(case().join("queries")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Case {
    let text = fs::read_to_string(path).unwrap();
    let (first, sql) = text.split_once('\n').unwrap();
    let question = first.strip_prefix("-- northstar query ").unwrap_or_else(|| panic!("{}: no question", path.display()));
    // Words, and what stands in double quotes is one.
    let pieces = question.split('"').enumerate();
    let words = pieces.flat_map(|(number, piece)| match number % 2 {
        0 => piece.split_whitespace().map(str::to_owned).collect(),
        _ => vec![piece.to_owned()],
    });
    let mut arguments: Vec<String> = words.collect();
    if !arguments.iter().any(|word| word == "--as-of") {
        arguments.extend(["--as-of".to_owned(), AS_OF.to_owned()]);
    }
    Case { name: path.file_stem().unwrap().to_string_lossy().into_owned(), arguments, sql: sql.to_owned() }
}

fn compare(mut engine: Connection, folder: &Path) {
    load::load(&mut engine, folder);
    load::wall_clock(&mut engine);
    let project = project();
    let dialect = if engine.dialect() == Dialect::Duckdb { "duckdb" } else { "postgres" };
    let cases = cases();
    assert!(cases.len() >= 34, "{} questions", cases.len());
    for case in cases {
        let mut arguments = vec!["query", "--sql", "--dialect", dialect];
        arguments.extend(case.arguments.iter().map(String::as_str));
        let sql = printed(project.path(), &arguments);
        let expected = answer(&mut engine, &case.name, &case.sql);
        assert!(!expected.is_empty(), "{}: nothing to compare", case.name);
        assert_same(&format!("{} on {dialect}", case.name), expected, answer(&mut engine, &case.name, &sql));
    }
}

pub fn answer(engine: &mut Connection, name: &str, sql: &str) -> Rows {
    of_table(&engine.query(sql).unwrap_or_else(|error| panic!("{name}: {error}\n{sql}")))
}

#[test]
fn agree_with_hand_written_sql_on_duckdb() {
    let (Some(folder), Some(engine)) = (data("agree_with_hand_written_sql_on_duckdb"), duckdb()) else { return };
    compare(engine, &folder);
}

#[test]
fn agree_with_hand_written_sql_on_postgres() {
    let (Some(folder), Some(engine)) = (data("agree_with_hand_written_sql_on_postgres"), postgres()) else { return };
    compare(engine, &folder);
}

#[test]
fn read_the_files_of_a_target() {
    let (Some(folder), true) = (data("read_the_files_of_a_target"), crate::support::wanted("duckdb")) else { return };
    let project = project();
    std::os::unix::fs::symlink(folder, project.path().join("data")).unwrap();
    let arguments =
        ["query", "changes_landed", "merges", "--grain", "none", "--target", "csv", "--as-of", AS_OF, "--format", "csv"];
    // 148,497 commits, of which `is_merge` is true for 5,790: counted with grep.
    assert_same("files", of_csv("changes_landed,merges\n142707,5790\n"), of_csv(&printed(project.path(), &arguments)));
}
