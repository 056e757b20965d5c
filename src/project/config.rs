//! `northstar.toml`, read and checked.

use super::calendar::Calendar;
use super::dialect::Dialect;
use crate::diagnostic::Level;
use crate::source::Span;
use indexmap::IndexMap;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The project file's content, every value checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder that holds `northstar.toml`.
    pub root: PathBuf,
    /// `[project] name`
    pub name: String,
    /// `[project] include`: globs relative to the root.
    pub include: Vec<String>,
    /// `[project] dialect`: what `build` writes where no flag says otherwise.
    pub dialect: Dialect,
    /// `[calendar]`
    pub calendar: Calendar,
    /// `[output]`
    pub output: Output,
    /// `[lint]`: the level of a rule, by its code's id.
    pub lint: BTreeMap<&'static str, Level>,
    /// `[target.*]`, in the order written. Never empty: where the file has none, `local` is an embedded DuckDB.
    pub targets: IndexMap<String, Target>,
}

/// `[output]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Where the SQL goes, relative to the root and inside it.
    pub sql: String,
    /// Where the docs go, relative to the root and inside it.
    pub docs: String,
    /// The warehouse schema that holds northstar's objects.
    pub schema: String,
    /// Whether cells and rollups are tables or views.
    pub materialize: Materialize,
    /// How many segments a published dimension may have before it is kept sparse.
    pub max_segments: u32,
}

/// How cells and rollups are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Materialize {
    /// As tables: one scan of each source.
    Table,
    /// As views: always fresh, nothing stored.
    View,
}

/// `[target.NAME]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The table's name in the project file.
    pub name: String,
    /// Which SQL it speaks.
    pub dialect: Dialect,
    /// Where it is.
    pub url: TargetUrl,
    /// An ADBC driver by name or path.
    pub driver: Option<String>,
    /// DuckDB only: tables (by dotted name as sources write it) read from files, paths relative to the root.
    pub files: IndexMap<String, String>,
    /// Leading parts of table names, and what they are called on this target.
    pub tables: IndexMap<String, String>,
    /// Where each of them stands in the project file.
    pub table_places: IndexMap<String, Span>,
}

impl Target {
    /// A target with nothing but an address.
    pub fn new(name: impl Into<String>, dialect: Dialect, url: TargetUrl) -> Target {
        let (files, tables, table_places) = Default::default();
        Target { name: name.into(), dialect, url, driver: None, files, tables, table_places }
    }
}

/// A target's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetUrl {
    /// `":memory:"`, a file relative to the root, or a URL without a password.
    Literal(String),
    /// `{ env = "NAME" }`
    Environment(String),
    /// No address: SQL is written for it, and none is run there.
    Unknown,
}
