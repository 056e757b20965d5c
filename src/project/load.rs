//! Finds `northstar.toml` and reads it into a [`Config`]; reports every fault of the file in one run.

use super::calendar::{Calendar, Grain, MONTHS, Weekday};
use super::config::Config;
use super::dialect::Dialect;
use super::table::{Table, Text};
use super::{lint, output, target};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{SourceMap, Span};
use indexmap::IndexMap;
use jiff::civil::Date;
use jiff::tz::TimeZoneDatabase;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// The project file's name.
pub const FILE_NAME: &str = "northstar.toml";

/// The tables of the project file.
pub(super) const TABLES: [&str; 5] = ["project", "calendar", "output", "lint", "target"];

/// The keys of `[project]`.
pub(super) const PROJECT_KEYS: [&str; 3] = ["name", "include", "dialect"];

/// The keys of `[calendar]`.
pub(super) const CALENDAR_KEYS: [&str; 5] = ["timezone", "week_start", "grain", "fiscal_year_start", "start"];

/// The folder that holds the project file: `start` or the nearest folder above it. `start` should be absolute.
///
/// # Errors
/// NS901, saying where it looked, when no folder up to the root of the file system has one.
pub fn find(start: &Path) -> Result<PathBuf, Box<Diagnostic>> {
    let found = start.ancestors().find(|folder| folder.join(FILE_NAME).is_file());
    found.map(Path::to_path_buf).ok_or_else(|| {
        let message = format!("no `{FILE_NAME}` in `{}` or any folder above it", start.display());
        let help = "go to the project's folder, name it with `--project DIR`, or start one with `northstar new DIR`";
        Box::new(Diagnostic::global(codes::NO_PROJECT_FILE, message).help(help))
    })
}

/// The root of the repository that a folder lies in: the nearest one from it upwards that holds `.git`.
pub fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(".git").exists())
}

/// Reads the project file of a folder and adds it to the sources; `None` when it has an error, and then every error is reported.
pub fn load(root: &Path, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Option<Config> {
    let path = root.join(FILE_NAME);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("`{}` cannot be read: {}", path.display(), super::files::reason(&error));
            let code = if error.kind() == std::io::ErrorKind::NotFound { codes::NO_PROJECT_FILE } else { codes::UNREADABLE_FILE };
            diagnostics.push(Diagnostic::global(code, message));
            return None;
        }
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            diagnostics.push(super::files::not_utf8(FILE_NAME, error.as_bytes(), error.utf8_error().valid_up_to()));
            return None;
        }
    };
    parse(root, &text, sources, diagnostics)
}

/// Reads the text of a project file.
pub(super) fn parse(root: &Path, text: &str, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Option<Config> {
    let before = diagnostics.errors();
    let (document, faults) = DeTable::parse_recoverable(text);
    // A password must not reach a terminal or a build log through the excerpt of a diagnostic.
    let file = sources.add(FILE_NAME, target::masked(text, &document));
    for fault in &faults {
        let range = fault.span().unwrap_or(0..0);
        let diagnostic = Diagnostic::new(codes::CONFIGURATION_KEY, Span::new(file, range.start, range.end), "this is not TOML");
        diagnostics.push(diagnostic.here(fault.message()));
    }
    if !faults.is_empty() {
        return None;
    }
    let root_table = Table::root(file, &document);
    root_table.refuse_others(&TABLES, diagnostics);
    let (name, include, dialect) = project(&root_table, diagnostics);
    let config = Config {
        root: root.to_path_buf(),
        name,
        include,
        dialect,
        calendar: root_table.table("calendar", diagnostics).map_or_else(Calendar::default, |table| calendar(&table, diagnostics)),
        output: output::read(root, root_table.table("output", diagnostics), diagnostics),
        lint: root_table.table("lint", diagnostics).map(|table| lint::read(&table, diagnostics)).unwrap_or_default(),
        targets: root_table.table("target", diagnostics).map_or_else(IndexMap::new, |table| target::read(&table, diagnostics)),
    };
    let config = target::with_default(config);
    (diagnostics.errors() == before).then_some(config)
}

fn project(root: &Table, diagnostics: &mut Diagnostics) -> (String, Vec<String>, Dialect) {
    let include = || vec!["**/*.nsm".to_owned()];
    let Some(table) = root.table("project", diagnostics) else {
        if root.value("project").is_none() {
            let message = "the project file has no table `[project]`";
            let help = "write `[project]` and below it `name = \"my_project\"`";
            diagnostics.push(Diagnostic::new(codes::CONFIGURATION_KEY, root.span, message).help(help));
        }
        return (String::new(), include(), Dialect::Duckdb);
    };
    let before = diagnostics.len();
    table.refuse_others(&PROJECT_KEYS, diagnostics);
    let misspelt = diagnostics.len() > before;
    let name = table.text("name", "\"my_project\"", diagnostics);
    if table.value("name").is_none() && !misspelt {
        let diagnostic = Diagnostic::new(codes::CONFIGURATION_KEY, table.span, "`[project]` has no `name`");
        diagnostics.push(diagnostic.help("write `name = \"my_project\"` below it"));
    }
    if let Some(name) = name.as_ref().filter(|name| name.text.trim().is_empty()) {
        let diagnostic = Diagnostic::new(codes::CONFIGURATION_KEY, name.span, "`project.name` is empty");
        diagnostics.push(diagnostic.help("write `name = \"my_project\"`"));
    }
    let patterns = table.texts("include", "[\"metrics/**/*.nsm\"]", diagnostics).map(|list| patterns(&list, diagnostics));
    let dialect =
        table.text("dialect", "\"duckdb\"", diagnostics).and_then(|text| dialect(&table.path("dialect"), &text, diagnostics));
    (name.map(|name| name.text).unwrap_or_default(), patterns.unwrap_or_else(include), dialect.unwrap_or(Dialect::Duckdb))
}

fn patterns(list: &[Text], diagnostics: &mut Diagnostics) -> Vec<String> {
    for pattern in list {
        if let Err(error) = globset::Glob::new(&pattern.text) {
            let message = format!("`{}` is not a file pattern", pattern.text);
            let diagnostic = Diagnostic::new(codes::CONFIGURATION_KEY, pattern.span, message).here(error.kind().to_string());
            diagnostics
                .push(diagnostic.help("write a path with `*` for a part of a name and `**` for any folders: `metrics/**/*.nsm`"));
        } else if output::leaves_root(&pattern.text) {
            let message = format!("`{}` reads files outside the project", pattern.text);
            let diagnostic = Diagnostic::new(codes::OUTSIDE_PROJECT, pattern.span, message);
            diagnostics.push(diagnostic.help(format!("write a path below the folder of `{FILE_NAME}`: `metrics/**/*.nsm`")));
        }
    }
    list.iter().map(|pattern| pattern.text.clone()).collect()
}

/// The dialect of a text.
pub(super) fn dialect(path: &str, text: &Text, diagnostics: &mut Diagnostics) -> Option<Dialect> {
    let known = Dialect::ALL.map(Dialect::name);
    match Dialect::from_name(&text.text) {
        Some(dialect) => Some(dialect),
        None => {
            diagnostics.push(unknown(path, "dialect", text, &known));
            None
        }
    }
}

/// The finding for a word that names nothing.
pub(super) fn unknown(path: &str, what: &str, text: &Text, known: &[&str]) -> Diagnostic {
    let message = format!("there is no {what} `{}`", text.text);
    let diagnostic = Diagnostic::new(codes::UNKNOWN_SETTING, text.span, message).here(format!("in `{path}`"));
    diagnostic.help_if(did_you_mean(&text.text, known.iter().copied()))
}

/// `duckdb`, `postgres`, each in backticks.
pub(super) fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn calendar(table: &Table, diagnostics: &mut Diagnostics) -> Calendar {
    table.refuse_others(&CALENDAR_KEYS, diagnostics);
    let mut calendar = Calendar::default();
    if let Some(zone) = table.text("timezone", "\"Europe/Paris\"", diagnostics) {
        match zone_problem(&zone) {
            None => calendar.timezone = zone.text,
            Some(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    let days = Weekday::ALL.map(Weekday::name);
    if let Some(day) = word(table, "week_start", "day of the week", "\"monday\"", &days, Weekday::from_word, diagnostics) {
        calendar.week_start = day;
    }
    let grains = Grain::ALL.map(Grain::name);
    if let Some(grain) = word(table, "grain", "grain", "\"week\"", &grains, Grain::from_word, diagnostics) {
        calendar.grain = grain;
    }
    let month = |word: &str| MONTHS.iter().zip(1u8..).find(|(name, _)| **name == word).map(|(_, number)| number);
    if let Some(month) = word(table, "fiscal_year_start", "month", "\"january\"", &MONTHS, month, diagnostics) {
        calendar.fiscal_year_start = month;
    }
    calendar.start = start(table, diagnostics);
    calendar
}

/// A key's word, one of a fixed list.
pub(super) fn word<T>(
    table: &Table,
    key: &str,
    what: &str,
    example: &str,
    known: &[&str],
    read: impl Fn(&str) -> Option<T>,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let text = table.text(key, example, diagnostics)?;
    let found = read(&text.text);
    if found.is_none() {
        diagnostics.push(unknown(&table.path(key), what, &text, known));
    }
    found
}

fn zone_problem(zone: &Text) -> Option<Diagnostic> {
    let zones = TimeZoneDatabase::bundled();
    // The database looks names up without regard to case; warehouses do not all do so.
    if zones.get(&zone.text).is_ok_and(|found| found.iana_name() == Some(zone.text.as_str())) {
        return None;
    }
    let names: Vec<String> = zones.available().map(|name| name.as_str().to_owned()).collect();
    let near = did_you_mean(&zone.text, names.iter().map(String::as_str)).filter(|help| help.starts_with("did"));
    let help = near
        .unwrap_or_else(|| "write a name of the IANA time zone database: `UTC`, `Europe/Paris`, `America/New_York`".to_owned());
    let message = format!("there is no time zone `{}`", zone.text);
    Some(Diagnostic::new(codes::UNKNOWN_SETTING, zone.span, message).help(help))
}

fn start(table: &Table, diagnostics: &mut Diagnostics) -> Option<Date> {
    let (value, span) = table.value("start")?;
    let help = "write `start = 2024-01-01`, without quotes or a time";
    let DeValue::Datetime(moment) = value else {
        diagnostics.push(table.wrong_type("start", span, value, "a date", help));
        return None;
    };
    let date = moment.date.filter(|_| moment.time.is_none() && moment.offset.is_none());
    let date = date.and_then(|date| {
        let (year, month, day) = (i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
        Date::new(year, month, day).ok()
    });
    if date.is_none() {
        diagnostics.push(table.wrong_type("start", span, value, "a date", help));
    }
    date
}
