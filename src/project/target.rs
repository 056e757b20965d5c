//! `[target.NAME]`: the warehouses that SQL runs on. Secrets come from the environment only.

use super::config::{Config, Target, TargetUrl};
use super::dialect::Dialect;
use super::load::dialect;
use super::table::{Table, Text};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::Span;
use indexmap::IndexMap;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The keys of a target.
pub(super) const KEYS: [&str; 5] = ["dialect", "url", "driver", "files", "tables"];

/// The keys of a `url` that is a table.
pub(super) const URL_KEYS: [&str; 1] = ["env"];

/// What to write in place of a secret.
const FROM_ENVIRONMENT: &str = "write `url = { env = \"WAREHOUSE_URL\" }` and set that variable where northstar runs";

/// Reads every target.
pub(super) fn read(table: &Table, diagnostics: &mut Diagnostics) -> IndexMap<String, Target> {
    let mut targets = IndexMap::new();
    for (name, value, _) in table.entries() {
        if !value.is_table() {
            let message = format!("`target.{}` is no table", name.text);
            let diagnostic = Diagnostic::new(codes::CONFIGURATION_KEY, name.span, message);
            diagnostics.push(diagnostic.help("write `[target.local]` on a line of its own, and its keys below"));
        } else if let Some(target) = table.table(&name.text, diagnostics).and_then(|one| target(&name, &one, diagnostics)) {
            targets.insert(name.text, target);
        }
    }
    targets
}

/// Adds the embedded target where the file names none.
pub(super) fn with_default(mut config: Config) -> Config {
    if config.targets.is_empty() {
        let target = Target::new("local", Dialect::Duckdb, TargetUrl::Literal(":memory:".to_owned()));
        config.targets.insert(target.name.clone(), target);
    }
    config
}

fn target(name: &Text, table: &Table, diagnostics: &mut Diagnostics) -> Option<Target> {
    table.refuse_others(&KEYS, diagnostics);
    let dialect = match table.text("dialect", "\"duckdb\"", diagnostics) {
        Some(text) => dialect(&table.path("dialect"), &text, diagnostics),
        None => {
            if table.value("dialect").is_none() {
                let message = format!("`[{}]` has no `dialect`", table.name);
                let diagnostic = Diagnostic::new(codes::CONFIGURATION_KEY, name.span, message);
                diagnostics.push(diagnostic.help("write `dialect = \"duckdb\"` or `dialect = \"postgres\"` below it"));
            }
            None
        }
    };
    let url = url(table, dialect, diagnostics);
    let driver = table.text("driver", "\"adbc_driver_postgresql\"", diagnostics).map(|text| text.text);
    let files = pairs(table, "files", "\"analytics.fct_bookings\" = \"data/bookings.csv\"", diagnostics);
    let files: IndexMap<String, String> = files.into_iter().map(|(name, path, _)| (name.text, path)).collect();
    let tables = tables(table, diagnostics);
    if let (Some(other), false, Some((_, span))) =
        (dialect.filter(|dialect| *dialect != Dialect::Duckdb), files.is_empty(), table.value("files"))
    {
        let message = format!("`{}` reads files, which `{}` cannot", table.path("files"), other.name());
        let diagnostic = Diagnostic::new(codes::CONFIGURATION_KEY, span, message);
        diagnostics
            .push(diagnostic.help("take the files out, or write `dialect = \"duckdb\"`, which reads CSV, Parquet and JSON"));
    }
    let taken = Dialect::from_name(&name.text).is_some_and(|taken| !tables.is_empty() || dialect.is_some_and(|own| own != taken));
    if taken {
        let message = format!("`{}` is a dialect, and this target's SQL is another", name.text);
        let diagnostic = Diagnostic::new(codes::CONFIGURATION_KEY, name.span, message);
        diagnostics.push(diagnostic.help("both are written to a folder of that name: give the target another, as `prod`"));
    }
    let table_places = tables.iter().map(|(name, _)| (name.text.clone(), name.span)).collect();
    let tables = tables.into_iter().map(|(name, replacement)| (name.text, replacement)).collect();
    Some(Target { name: name.text.clone(), dialect: dialect?, url: url?, driver, files, tables, table_places })
}

fn url(table: &Table, dialect: Option<Dialect>, diagnostics: &mut Diagnostics) -> Option<TargetUrl> {
    let Some((value, span)) = table.value("url") else {
        let embedded = dialect == Some(Dialect::Duckdb);
        return Some(if embedded { TargetUrl::Literal(":memory:".to_owned()) } else { TargetUrl::Unknown });
    };
    match value {
        DeValue::String(text) if secret(text).is_some() => {
            let message = format!("`{}` holds a password", table.path("url"));
            let diagnostic = Diagnostic::new(codes::SECRET_IN_PROJECT, span, message).here("hidden here, readable in the file");
            let diagnostic =
                diagnostic.why("the project file is shared and kept in version control, and so would the password be");
            diagnostics.push(diagnostic.help(FROM_ENVIRONMENT));
            None
        }
        DeValue::String(text) => Some(TargetUrl::Literal(text.to_string())),
        DeValue::Table(_) => environment(&table.table("url", diagnostics)?, diagnostics),
        other => {
            diagnostics.push(table.wrong_type("url", span, other, "a text, or a variable of the environment", FROM_ENVIRONMENT));
            None
        }
    }
}

fn environment(table: &Table, diagnostics: &mut Diagnostics) -> Option<TargetUrl> {
    table.refuse_others(&URL_KEYS, diagnostics);
    let name = table.text("env", "\"WAREHOUSE_URL\"", diagnostics);
    if table.value("env").is_none() {
        let message = format!("`{}` names no variable", table.name);
        diagnostics.push(Diagnostic::new(codes::CONFIGURATION_KEY, table.span, message).help(FROM_ENVIRONMENT));
    }
    let name = name?;
    if name.text.is_empty() || name.text.contains(['=', '\0']) {
        let message = format!("`{}` cannot be the name of a variable", name.text);
        diagnostics.push(Diagnostic::new(codes::CONFIGURATION_KEY, name.span, message).help(FROM_ENVIRONMENT));
        return None;
    }
    Some(TargetUrl::Environment(name.text))
}

/// `[target.NAME.tables]`; what stands between two dots is a part of a name, and needs a letter.
fn tables(table: &Table, diagnostics: &mut Diagnostics) -> Vec<(Text, String)> {
    let example = "analytics = \"prod_analytics\"";
    let pairs = pairs(table, "tables", example, diagnostics);
    for (name, _, span) in pairs.iter().filter(|(_, replacement, _)| replacement.split('.').any(str::is_empty)) {
        let message = format!("`{}.{}` has an empty part", table.path("tables"), name.text);
        let diagnostic = Diagnostic::new(codes::CONFIGURATION_KEY, *span, message).here("a part is what stands between dots");
        diagnostics.push(diagnostic.help(format!("write `{example}`, or `analytics = \"prod.analytics\"`")));
    }
    pairs.into_iter().map(|(name, replacement, _)| (name, replacement)).collect()
}

/// A table of texts, in the order written, with the places of the texts.
fn pairs(table: &Table, key: &str, example: &str, diagnostics: &mut Diagnostics) -> Vec<(Text, String, Span)> {
    let mut pairs = Vec::new();
    let Some(inner) = table.table(key, diagnostics) else { return pairs };
    for (name, value, span) in inner.entries() {
        match value {
            DeValue::String(text) if !text.is_empty() => pairs.push((name, text.to_string(), span)),
            DeValue::Table(_) => {
                let message = format!("`{}` was read as a table, not as a name", inner.path(&name.text));
                let help = format!("put quotes around a name with dots: `{example}`");
                diagnostics.push(Diagnostic::new(codes::CONFIGURATION_KEY, name.span, message).help(help));
            }
            other => {
                diagnostics.push(inner.wrong_type(&name.text, span, other, "a text in quotes", &format!("write `{example}`")))
            }
        }
    }
    pairs
}

/// Where in a URL or connection text a password stands.
fn secret(url: &str) -> Option<Range<usize>> {
    in_authority(url).or_else(|| in_parameters(url))
}

/// `scheme://user:password@host`
fn in_authority(url: &str) -> Option<Range<usize>> {
    let start = url.find("://")? + 3;
    let authority = url.get(start..)?;
    let authority = authority.split(['/', '?', '#']).next().unwrap_or(authority);
    // A password that was not encoded may hold `@` or `/` itself: the last `@` of the text before any parameter ends it.
    let whole = url.get(start..)?.split('?').next().unwrap_or(authority);
    let end = authority.rfind('@').or_else(|| whole.rfind('@'))?;
    let user = whole.get(..end)?;
    let colon = user.find(':')?;
    (colon + 1 < end).then_some(start + colon + 1..start + end)
}

/// `?password=…`, `password=…` between other `name=value` pairs
fn in_parameters(url: &str) -> Option<Range<usize>> {
    let lower = url.to_ascii_lowercase();
    for name in ["password=", "passwd=", "pwd=", "token=", "secret=", "access_key=", "private_key="] {
        for (at, _) in lower.match_indices(name) {
            let start = at + name.len();
            let rest = url.get(start..)?;
            let length = rest.find(['&', ';', ' ']).unwrap_or(rest.len());
            if length > 0 {
                return Some(start..start + length);
            }
        }
    }
    None
}

/// The text of the project file with every password of a target's `url` replaced, byte for byte, by stars.
pub(super) fn masked(text: &str, document: &toml::Spanned<DeTable>) -> String {
    let mut text = text.to_owned();
    let Some(targets) = document.get_ref().get("target").and_then(|value| value.get_ref().as_table()) else { return text };
    for (_, target) in targets.iter() {
        let Some(url) = target.get_ref().as_table().and_then(|target| target.get("url")) else { continue };
        let span = url.span();
        let Some(range) = text.get(span.clone()).and_then(secret) else { continue };
        // The quotes are part of the value's place; a secret never includes the closing one.
        let (start, end) = (span.start + range.start, (span.start + range.end).min(span.end.saturating_sub(1)));
        if url.get_ref().is_str() && start < end && text.is_char_boundary(start) && text.is_char_boundary(end) {
            text.replace_range(start..end, &"*".repeat(end - start));
        }
    }
    text
}
