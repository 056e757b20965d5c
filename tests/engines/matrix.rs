//! The table of dialects in `docs/reference/dialects.md`: what each says exactly or refuses, and what says so. `UPDATE=1 cargo test --test
//! main the_matrix` writes it; the tests of each engine hold what it claims.

use super::ENGINES;
use super::catalogue::{CATALOGUE, Kind, calendars};
use crate::support;
use northstar::project::dialect::Dialect;
use std::fmt::Write;
use std::fs;

const BEGIN: &str = "<!-- the matrix: written by a test -->\n";
const END: &str = "<!-- the end of the matrix -->\n";

#[test]
fn the_matrix_of_the_docs_is_true() {
    let path = support::repository().join("docs/reference/dialects.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (now, after) = rest.split_once(END).unwrap();
    let matrix = matrix();
    assert!(!matrix.contains("| |") && matrix.lines().count() > CATALOGUE.len() / 2, "a cell is empty:\n{matrix}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{matrix}{END}{after}")).unwrap();
    } else {
        assert_eq!(now, matrix, "run `UPDATE=1 cargo test --test main the_matrix`");
    }
    support::note(&matrix);
}

fn matrix() -> String {
    let mut text = String::new();
    for (kind, title) in [(Kind::Row, "function or operator"), (Kind::Aggregate, "aggregate"), (Kind::Form, "form")] {
        let names = Dialect::ALL.map(Dialect::name).join(" | ");
        let _ = writeln!(text, "\n| {title} | {names} |\n|{}", " --- |".repeat(Dialect::ALL.len() + 1));
        let mut shown: Vec<&str> = Vec::new();
        for entry in CATALOGUE.iter().filter(|entry| entry.kind == kind) {
            if !shown.contains(&entry.name) {
                shown.push(entry.name);
                let cells = Dialect::ALL.map(|dialect| cell(kind, entry.name, dialect)).join(" | ");
                let _ = writeln!(text, "| `{}` | {cells} |", entry.name.replace('|', "\\|"));
            }
        }
    }
    text + "\n"
}

/// What a dialect says of everything that has a name.
fn cell(kind: Kind, name: &str, dialect: Dialect) -> String {
    let entries: Vec<_> = CATALOGUE.iter().filter(|entry| entry.kind == kind && entry.name == name).collect();
    let exact = entries.iter().filter(|entry| calendars().iter().all(|calendar| entry.sql(calendar, dialect).is_some())).count();
    match exact {
        0 => "refused".to_owned(),
        exact if exact == entries.len() => format!("exact {}", rung(dialect)),
        _ => format!("some exact {}", rung(dialect)),
    }
}

/// The best that judges a dialect.
fn rung(dialect: Dialect) -> u8 {
    let rungs = ENGINES.iter().filter(|engine| engine.dialect == dialect).map(|engine| engine.rung);
    rungs.max().expect("every dialect is judged").number()
}
