//! Tests of the registry: it is whole, its examples are what they say, and the pages in `docs/rules/` are those of the code.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic)]

use super::*;
use crate::diagnostic::{Diagnostics, codes};
use crate::project::{FILE_NAME, load, read_files};
use crate::source::SourceMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn every_code_has_its_rule_in_order() {
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.code.id).collect();
    let codes: Vec<&str> = codes::ALL.iter().map(|code| code.id).collect();
    assert_eq!(rules, codes);
}

#[test]
fn every_rule_teaches() {
    for rule in RULES {
        let id = rule.code.id;
        assert!(!rule.summary.ends_with('.') && !rule.summary.contains('\n') && rule.summary.len() < 120, "{id}");
        assert!(rule.summary.chars().next().is_some_and(char::is_uppercase), "{id}");
        assert!(rule.explanation.split_whitespace().count() >= 30, "{id}: the explanation is short");
        assert!(rule.explanation.lines().all(|line| line.chars().count() <= 130), "{id}: long line");
        assert!(!rule.bad.trim().is_empty() && !rule.good.trim().is_empty() && rule.bad != rule.good, "{id}");
        assert!(!rule.explanation.contains("invalid"), "{id}");
    }
    let summaries: BTreeSet<&str> = RULES.iter().map(|rule| rule.summary).collect();
    assert_eq!(summaries.len(), RULES.len());
}

#[test]
fn rules_are_found_by_code_and_by_name() {
    assert_eq!(find("ns302").unwrap().code.name, "two-north-stars");
    assert_eq!(find("two-north-stars").unwrap().code.id, "NS302");
    assert!(find("NS999").is_none());
    assert_eq!(suggest("two-north-star").as_deref(), Some("did you mean `two-north-stars` or `no-north-star`?"));
    assert!(suggest("NS32").unwrap().contains("`NS302`"));
    assert_eq!(suggest("xyzzy"), None);
}

#[test]
fn an_example_takes_the_place_of_the_frame() {
    let text = project_text("team supply { }\n", &["gross_booking_value"]);
    assert_eq!(text.matches("team supply").count(), 1);
    assert!(text.contains("north_star nights_booked {") && !text.contains("outcome gross_booking_value"));
}

#[test]
fn examples_of_the_project_file_raise_just_their_rule() {
    for rule in RULES.iter().filter(|rule| rule.frame == Frame::ProjectFile) {
        assert_eq!(said(rule.bad), [rule.code.id], "{}", rule.bad);
        assert_eq!(said(rule.good), [""; 0], "{}", rule.good);
    }
}

/// The codes that a project file raises beside one metric file.
fn said(text: &str) -> Vec<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("metrics")).unwrap();
    fs::write(folder.path().join("metrics/stays.nsm"), "").unwrap();
    fs::write(folder.path().join(FILE_NAME), text).unwrap();
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    if let Some(config) = load(folder.path(), &mut sources, &mut diagnostics) {
        read_files(&config, None, &mut sources, &mut diagnostics);
    }
    diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect()
}

/// `UPDATE=1 cargo test` writes the pages anew.
#[test]
fn the_pages_in_the_documentation_are_those_of_the_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let mut wanted: Vec<(String, String)> = RULES.iter().map(|rule| (format!("{}.md", rule.code.id), page(rule))).collect();
    wanted.push(("README.md".to_owned(), index()));
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &wanted {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    for (name, text) in &wanted {
        let there = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(there == *text, "docs/rules/{name} is stale: run `UPDATE=1 cargo test the_pages`");
    }
    let names: BTreeSet<&str> = wanted.iter().map(|(name, _)| name.as_str()).collect();
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(names.contains(name.as_str()), "docs/rules/{name} belongs to no rule");
    }
}
