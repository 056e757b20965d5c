//! `[lint]`: the levels of rules, by code or name.

use super::load::{listed, unknown};
use super::table::{Table, Text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Level, codes};
use crate::source::Span;
use std::collections::BTreeMap;

/// The words for the levels.
pub(super) const LEVELS: [&str; 3] = ["allow", "warn", "deny"];

/// Reads the levels; every rule at most once.
pub(super) fn read(table: &Table, diagnostics: &mut Diagnostics) -> BTreeMap<&'static str, Level> {
    let mut levels = BTreeMap::new();
    let mut places: BTreeMap<&str, Span> = BTreeMap::new();
    for (key, value, span) in table.entries() {
        let Some(code) = codes::find(&key.text) else {
            let known: Vec<&str> = codes::ALL.iter().flat_map(|code| [code.name, code.id]).collect();
            let mut diagnostic = unknown("lint", "rule", &key, &known);
            if !diagnostic.help.as_ref().is_some_and(|help| help.starts_with("did")) {
                diagnostic.help = Some("`northstar explain` lists every rule".to_owned());
            }
            diagnostics.push(diagnostic);
            continue;
        };
        let Some(text) = value.as_str() else {
            let help = format!("write `{} = \"warn\"`", key.text);
            diagnostics.push(table.wrong_type(&key.text, span, value, "one of `allow`, `warn`, `deny`", &help));
            continue;
        };
        let Some(level) = level(text) else {
            diagnostics.push(unknown(&table.path(&key.text), "level", &Text { text: text.to_owned(), span }, &LEVELS));
            continue;
        };
        if let Some(first) = places.insert(code.id, key.span) {
            let message = format!("the level of {} `{}` is set twice", code.id, code.name);
            diagnostics.push(Diagnostic::new(codes::CONFIGURATION_KEY, key.span, message).label(first, "first here"));
        } else if codes::always_an_error(code) && level < Level::Error {
            diagnostics.push(cannot_lower(code, span));
        } else {
            levels.insert(code.id, level);
        }
    }
    levels
}

fn level(word: &str) -> Option<Level> {
    match word {
        "allow" => Some(Level::Off),
        "warn" => Some(Level::Warn),
        "deny" => Some(Level::Error),
        _ => None,
    }
}

fn cannot_lower(code: Code, span: Span) -> Diagnostic {
    let message = format!("{} `{}` is always an error", code.id, code.name);
    let why = if code == codes::TWO_NORTH_STARS {
        "with two north stars, no trade-off between them can be settled"
    } else {
        "what does not parse, resolve or type has no meaning, and its SQL would be wrong or missing"
    };
    let help = format!("take the line out; a level of {} can be set for rules of families 3 to 8", listed(&LEVELS));
    Diagnostic::new(codes::CONFIGURATION_KEY, span, message).here("cannot be lowered").why(why).help(help)
}
