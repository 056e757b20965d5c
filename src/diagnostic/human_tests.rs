//! Tests of the diagnostics that people read.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic)]

use super::*;
use crate::diagnostic::codes;
use crate::source::Span;
use proptest::prelude::*;

/// A map with one file, and the span of the `n`th occurrence of a text in it.
fn one(text: &str) -> SourceMap {
    let mut sources = SourceMap::default();
    sources.add("metrics/a.nsm", text);
    sources
}

fn span(sources: &SourceMap, file: u32, text: &str) -> Span {
    let start = sources.file(FileId(file)).unwrap().text.find(text).unwrap();
    Span::new(FileId(file), start, start + text.len())
}

fn plain(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    render(diagnostic, sources, Style::default())
}

/// What is drawn between headline and notes.
fn drawn(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let text = plain(diagnostic, sources);
    let lines: Vec<&str> = text.lines().collect();
    format!("{}\n", lines[1..lines.len() - 1].join("\n"))
}

#[test]
fn two_files_are_joined() {
    let mut sources = SourceMap::default();
    sources.add("metrics/growth.nsm", "north_star weekly_active_teams {\n}\n");
    sources.add("metrics/revenue.nsm", "# one\n# two\nnorth_star net_revenue_retention {\n}\n");
    let diagnostic =
        Diagnostic::new(codes::TWO_NORTH_STARS, span(&sources, 0, "weekly_active_teams"), "this project has two north stars")
            .here("second one")
            .label(span(&sources, 1, "net_revenue_retention"), "first one")
            .why("with two, no trade-off between them can be settled")
            .help("make one an `input` that `drives` the other, or an `outcome`");
    let expected = "
error[NS302] two-north-stars: this project has two north stars
   ╭─[metrics/growth.nsm:1:12]
 1 │ north_star weekly_active_teams {
   ·            ─────────┬─────────
   ·                     ╰── second one
   ├─[metrics/revenue.nsm:3:12]
 3 │ north_star net_revenue_retention {
   ·            ──────────┬──────────
   ·                      ╰── first one
  why:  with two, no trade-off between them can be settled
  help: make one an `input` that `drives` the other, or an `outcome`
  rule: northstar explain NS302
";
    assert_eq!(plain(&diagnostic, &sources), &expected[1..]);
}

#[test]
fn a_finding_about_no_text_has_no_excerpt() {
    let diagnostic = Diagnostic::global(codes::NO_PROJECT_FILE, "no `northstar.toml` here").help("run\nthis");
    let expected =
        "error[NS901] no-project-file: no `northstar.toml` here\n  help: run\n        this\n  rule: northstar explain NS901\n";
    assert_eq!(plain(&diagnostic, &SourceMap::default()), expected);
    assert_eq!(short(&diagnostic, &SourceMap::default(), Style::default()), expected.lines().next().unwrap());
}

#[test]
fn columns_count_characters_and_marks_stand_below_them() {
    let sources = one("# é\nmetric x { title: \"日本\" unit: nigth }\n");
    let diagnostic = Diagnostic::new(codes::UNKNOWN_NAME, span(&sources, 0, "nigth"), "m").here("did you mean `night`?");
    let expected = "
   ╭─[metrics/a.nsm:2:30]
 2 │ metric x { title: \"日本\" unit: nigth }
   ·                                ──┬──
   ·                                  ╰── did you mean `night`?
";
    assert_eq!(drawn(&diagnostic, &sources), &expected[1..]);
    let line = short(&diagnostic, &sources, Style::default());
    assert_eq!(line, "metrics/a.nsm:2:30: error[NS102] unknown-name: m");
}

#[test]
fn tabs_and_carriage_returns_do_not_shift_the_mark() {
    let sources = one("team a {\r\n\ttitle:\t12\r\n}\r\n");
    let diagnostic = Diagnostic::new(codes::SYNTAX, span(&sources, 0, "12"), "m").here("here");
    let expected = "
   ╭─[metrics/a.nsm:2:9]
 2 │     title:  12
   ·             ─┬
   ·              ╰── here
";
    assert_eq!(drawn(&diagnostic, &sources), &expected[1..]);
}

#[test]
fn an_empty_place_at_the_end_of_the_file_has_a_caret() {
    let sources = one("team a {\n");
    let diagnostic = Diagnostic::new(codes::SYNTAX, Span::new(FileId(0), 9, 9), "m").here("`}` is missing");
    let expected = "
   ╭─[metrics/a.nsm:2:1]
 2 │
   · ▲
   · ╰── `}` is missing
";
    assert_eq!(drawn(&diagnostic, &sources), &expected[1..]);
    let empty = one("");
    let diagnostic = Diagnostic::new(codes::SYNTAX, Span::new(FileId(0), 0, 0), "m").here("nothing here");
    assert!(drawn(&diagnostic, &empty).contains("nothing here"));
}

#[test]
fn several_places_of_one_file() {
    let sources = one("metric a { value: b }\nmetric b { value: a }\n\n\n\n\n\n\n\nmetric c { value: a }\n");
    let diagnostic = Diagnostic::new(codes::CYCLIC_DEFINITION, Span::new(FileId(0), 18, 19), "m")
        .here("`a` needs `b`")
        .label(Span::new(FileId(0), 40, 41), "`b` needs `a`")
        .label(span(&sources, 0, "metric c"), "used here");
    let expected = "
    ╭─[metrics/a.nsm:1:19]
  1 │ metric a { value: b }
    ·                   ┬
    ·                   ╰── `a` needs `b`
  2 │ metric b { value: a }
    ·                   ┬
    ·                   ╰── `b` needs `a`
    ├─[metrics/a.nsm:10:1]
 10 │ metric c { value: a }
    · ────┬───
    ·     ╰── used here
";
    assert_eq!(drawn(&diagnostic, &sources), &expected[1..]);
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let text = format!("{} needle {}", "x".repeat(600), "y".repeat(600));
    let sources = one(&text);
    let diagnostic = Diagnostic::new(codes::SYNTAX, span(&sources, 0, "needle"), "m").here("here");
    let shown = drawn(&diagnostic, &sources);
    assert!(shown.contains(":1:602]"), "{shown}");
    assert!(shown.contains("xxx needle yyy"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() < 140), "{shown}");
    let line = shown.lines().nth(1).unwrap();
    assert!(line.starts_with(" 1 │ …x") && line.ends_with("y…"), "{shown}");
    let mark = shown.lines().nth(2).unwrap();
    assert_eq!(mark.chars().position(|c| c == '─'), line.chars().position(|c| c == 'n'), "{shown}");
}

#[test]
fn a_place_of_many_lines_is_shown_by_its_first() {
    let sources = one(&format!("metric a {{\n{}}}\n", "  # note\n".repeat(30)));
    let end = sources.file(FileId(0)).unwrap().text.len();
    let shown = drawn(&Diagnostic::new(codes::SYNTAX, Span::new(FileId(0), 0, end), "m").here("here"), &sources);
    assert_eq!(shown.lines().count(), 4, "{shown}");
}

#[test]
fn a_place_of_two_lines_is_bracketed() {
    let sources = one("metric a {\n  value: 1\n}\n");
    let diagnostic = Diagnostic::new(codes::SYNTAX, Span::new(FileId(0), 7, 21), "m").here("here");
    let expected = "
   ╭─[metrics/a.nsm:1:8]
 1 │ ╭─▶ metric a {
 2 │ ├─▶   value: 1
   · ╰──── here
";
    assert_eq!(drawn(&diagnostic, &sources), &expected[1..]);
}

#[test]
fn nothing_of_the_user_reaches_the_terminal_raw() {
    let mut sources = SourceMap::default();
    sources.add("met\u{1b}[2Jrics.nsm", "team \u{1b}]0;owned\u{7} {}\n");
    let diagnostic = Diagnostic::new(codes::SYNTAX, Span::new(FileId(0), 0, 4), "m\u{1b}[2J")
        .here("h\u{9b}2J")
        .help("x\u{1b}[8m\r\ny")
        .why("\u{202E}w");
    let shown = plain(&diagnostic, &sources);
    assert!(shown.chars().all(|c| c == '\n' || (!c.is_control() && c != '\u{202E}')), "{shown}");
    assert!(shown.contains("team \\u{1b}]0;owned\\u{7} {}"), "{shown}");
}

#[test]
fn colour_is_used_only_when_asked_for() {
    let sources = one("team a {}\n");
    let diagnostic = Diagnostic::new(codes::SYNTAX, Span::new(FileId(0), 0, 4), "m").here("h").help("x");
    let colored = render(&diagnostic, &sources, Style { color: true, width: Some(80) });
    assert!(colored.starts_with("\u{1b}[1;31merror[NS001]\u{1b}[0m"), "{colored:?}");
    let mut bare = String::new();
    let mut inside = false;
    for c in colored.chars() {
        match c {
            '\u{1b}' => inside = true,
            'm' if inside => inside = false,
            c if !inside => bare.push(c),
            _ => {}
        }
    }
    assert_eq!(bare, plain(&diagnostic, &sources));
}

proptest! {
    #[test]
    fn no_text_and_no_place_panics(
        text in "(\\PC|\t|\n|\r\n|\u{1b}|é|日|x{200}){0,40}",
        places in proptest::collection::vec((0u32..2, 0u32..900, 0u32..900), 1..5),
        width in proptest::option::of(0usize..300),
    ) {
        let mut sources = one(&text);
        sources.add("b.nsm", text.as_str());
        let mut spans = places.iter().map(|(file, a, b)| Span { file: FileId(*file), start: *a.min(b), end: *a.max(b) });
        let mut diagnostic = Diagnostic::new(codes::SYNTAX, spans.next().unwrap(), text.as_str()).here("first");
        for span in spans {
            diagnostic = diagnostic.label(span, "other\nlabel");
        }
        let shown = render(&diagnostic, &sources, Style { color: false, width });
        prop_assert!(shown.starts_with("error[NS001]"));
        prop_assert!(!shown.contains('\x1b'));
    }
}
