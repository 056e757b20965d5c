//! `[output]`: where build writes, checked to lie inside the project.

use super::config::{Materialize, Output};
use super::load::word;
use super::table::{Table, Text};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use std::path::{Component, Path, PathBuf};

/// The keys of the table.
pub(super) const KEYS: [&str; 5] = ["sql", "docs", "schema", "materialize", "max_segments"];

/// The words of `materialize`.
pub(super) const KINDS: [&str; 2] = ["table", "view"];

/// Reads the table, or the defaults where there is none. `root` is the project's folder.
pub(super) fn read(root: &Path, table: Option<Table>, diagnostics: &mut Diagnostics) -> Output {
    let mut output = Output {
        sql: "build/sql".to_owned(),
        docs: "build/docs".to_owned(),
        schema: "northstar".to_owned(),
        materialize: Materialize::Table,
        max_segments: 1000,
    };
    let Some(table) = table else { return output };
    table.refuse_others(&KEYS, diagnostics);
    if let Some(path) = folder(root, &table, "sql", diagnostics) {
        output.sql = path;
    }
    if let Some(path) = folder(root, &table, "docs", diagnostics) {
        output.docs = path;
    }
    if let Some(schema) = table.text("schema", "\"northstar\"", diagnostics) {
        if plain_schema(&schema.text) {
            output.schema = schema.text;
        } else {
            let message = format!("`{}` is not a plain schema name", schema.text);
            let help = "write small letters, digits and `_`, a letter first, at most 63: `schema = \"northstar\"`; a catalog or project may stand before it: `\"my-project.northstar\"`";
            diagnostics.push(Diagnostic::new(codes::CONFIGURATION_KEY, schema.span, message).help(help));
        }
    }
    if let Some(kind) = word(&table, "materialize", "way to materialize", "\"table\"", &KINDS, materialize, diagnostics) {
        output.materialize = kind;
    }
    if let Some(count) = table.number("max_segments", "1000", diagnostics) {
        output.max_segments = count;
    }
    output
}

fn materialize(word: &str) -> Option<Materialize> {
    match word {
        "table" => Some(Materialize::Table),
        "view" => Some(Materialize::View),
        _ => None,
    }
}

/// Whether a name needs no quotes in any dialect.
fn plain_name(name: &str) -> bool {
    name.len() <= 63
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// A folder below the root, with `/` between its parts.
fn folder(root: &Path, table: &Table, key: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let text = table.text(key, &format!("\"build/{key}\""), diagnostics)?;
    let clean = clean(&text.text);
    if clean.is_empty() && !leaves_root(&text.text) {
        let message = format!("`{}` is the project's own folder", table.path(key));
        let diagnostic = Diagnostic::new(codes::CONFIGURATION_KEY, text.span, message);
        diagnostics.push(diagnostic.help(format!("write a folder for what build makes: `{key} = \"build/{key}\"`")));
        return None;
    }
    let way = if leaves_root(&text.text) {
        Some("leaves the project's folder".to_owned())
    } else {
        link_outside(root, &clean).map(|link| format!("`{link}` is a link to a folder outside the project"))
    };
    match way {
        None => Some(clean),
        Some(way) => {
            diagnostics.push(outside(table, key, &text, &way));
            None
        }
    }
}

fn outside(table: &Table, key: &str, text: &Text, way: &str) -> Diagnostic {
    let message = format!("`{}` writes outside the project", table.path(key));
    let diagnostic = Diagnostic::new(codes::OUTSIDE_PROJECT, text.span, message).here(way);
    let diagnostic = diagnostic.why("build removes files that it no longer makes; outside the project that could be anything");
    diagnostic.help(format!("write a folder below the project file's: `{key} = \"build/{key}\"`"))
}

/// Whether a path is absolute or climbs with `..`.
pub(super) fn leaves_root(path: &str) -> bool {
    let odd = |part: Component| matches!(part, Component::ParentDir | Component::RootDir | Component::Prefix(_));
    path.starts_with('\\') || path.split('\\').any(|part| part == "..") || Path::new(path).components().any(odd)
}

/// The path's plain parts, joined by `/`.
fn clean(path: &str) -> String {
    let parts = Path::new(path).components().filter_map(|part| match part {
        Component::Normal(part) => part.to_str(),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// The first part of the path that exists and leads out of the project through a link.
fn link_outside(root: &Path, path: &str) -> Option<String> {
    let real_root = root.canonicalize().ok()?;
    let mut at = PathBuf::new();
    for part in path.split('/') {
        at.push(part);
        let real = root.join(&at).canonicalize().ok()?;
        if !real.starts_with(&real_root) {
            return Some(at.to_string_lossy().replace('\\', "/"));
        }
    }
    None
}

/// A schema's name, or that of a catalog or a project, where `-` is usual, and a schema's.
fn plain_schema(text: &str) -> bool {
    match text.split_once('.') {
        Some((catalog, schema)) => plain_name(&catalog.replace('-', "_")) && plain_name(schema),
        None => plain_name(text),
    }
}
