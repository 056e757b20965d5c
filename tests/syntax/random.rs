//! Random texts: nothing panics, tokens join to the text, findings point into it, and the formatter keeps what it is given.

use northstar::diagnostic::Diagnostics;
use northstar::source::FileId;
use northstar::{format, syntax};
use proptest::prelude::*;

use super::cases::inputs;
use super::format::{formatted, holds};

/// Parses and formats; checks what must hold of any text.
fn survives(text: &str) {
    let mut diagnostics = Diagnostics::default();
    let file = syntax::parse(FileId(0), text, &mut diagnostics);
    for label in diagnostics.iter().flat_map(|d| d.primary.iter().chain(&d.labels)) {
        assert!(text.get(label.span.start as usize..label.span.end as usize).is_some(), "{label:?} does not lie in\n{text}");
    }
    format::format(&file, text);
    let joined: String = syntax::tokens(text).iter().map(|token| token.text(text)).collect();
    assert_eq!(joined, text);
    let mut again = Diagnostics::default();
    if syntax::parse_expr(FileId(0), text, &mut again).is_none() {
        assert!(!again.is_empty(), "no finding for the expression {text}");
    }
    let mut again = Diagnostics::default();
    if syntax::parse_path(FileId(0), text, &mut again).is_none() {
        assert!(!again.is_empty(), "no finding for the path {text}");
    }
}

/// The pieces that files are made of.
const PIECES: &[&str] = &[
    "metric",
    "source",
    "test",
    "team",
    "a",
    "b",
    "value",
    "title",
    "drives",
    "limit",
    "target",
    "time",
    "key",
    "text",
    "timestamp",
    "date",
    "decimal",
    "(",
    ")",
    "{",
    "}",
    ":",
    ",",
    ".",
    "=",
    "==",
    "-",
    "+",
    "*",
    "/",
    "||",
    "<",
    "not",
    "and",
    "or",
    "in",
    "is",
    "null",
    "case",
    "when",
    "then",
    "else",
    "end",
    "between",
    "like",
    "per",
    "having",
    "from",
    "where",
    "filter",
    "distinct",
    "lag",
    "native",
    "\"",
    "\"\"\"",
    "'",
    "'x'",
    "\"x\"",
    "\"\"\"x\n  y\"\"\"",
    "1",
    "1.5",
    "8%",
    "2026-01-05",
    "2026-1-5",
    "2026-01-05 10:00",
    "7 days",
    "at most",
    "by",
    "every",
    "week",
    "given",
    "expect",
    "link",
    "references",
    "as",
    "query",
    "one_of",
    "#",
    "# c\n",
    "\n",
    "\n\n",
    " ",
    "\r\n",
    "\t",
    "\0",
    "é",
    "🦀",
    "\u{FEFF}",
    "“",
    ";",
    "%",
    "!",
    "`",
    "\\",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = (proptest::sample::select(PIECES), any::<bool>());
    let text =
        |pieces: Vec<(&str, bool)>| pieces.iter().map(|(p, space)| format!("{p}{}", if *space { " " } else { "" })).collect();
    proptest::collection::vec(piece, 0..80).prop_map(text)
}

fn case_text() -> impl Strategy<Value = String> {
    let files: Vec<String> =
        ["syntax", "format"].into_iter().flat_map(inputs).map(|path| std::fs::read_to_string(path).unwrap()).collect();
    proptest::sample::select(files)
}

/// A file of the cases with its space exchanged and comments strewn in.
fn respaced() -> impl Strategy<Value = String> {
    let between = prop_oneof![8 => Just(" "), 4 => Just("\n"), 2 => Just("\n\n\n"), 1 => Just(" # after\n"), 1 => Just("\n  # alone\n"), 1 => Just("\r\n\t")];
    (case_text(), proptest::collection::vec(between, 64), 0usize..400, 1usize..300).prop_map(|(text, between, first, count)| {
        let mut out = String::new();
        for (index, token) in syntax::tokens(&text).iter().enumerate() {
            let piece = token.text(&text);
            let touched = (first..first + count).contains(&index);
            match token.kind {
                syntax::TokenKind::Space if touched => out.push_str(between[index % between.len()]),
                _ => out.push_str(piece),
            }
            if touched && matches!(piece, "(" | "{" | "," | ")") {
                out.push_str(between[(index + 7) % between.len()]);
            }
        }
        out
    })
}

/// An expression of the language.
fn expression() -> impl Strategy<Value = String> {
    let leaf = proptest::sample::select(&[
        "price",
        "listing.host.country",
        "12",
        "1_200.50",
        "8%",
        "'it''s'",
        "null",
        "TRUE",
        "2026-01-05",
        "2026-01-05 10:00",
        "count(*)",
        "lag(revenue, 1 year)",
        "conversion(visits to bookings on visitor_id within 7 days)",
        "a_rather_long_name_of_some_column",
        "a+b*-c - d/2||e",
        "sum(a)/count(*)",
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(6, 60, 4, |inner| {
        let operators = &[" + ", "-", " * ", "/", " || ", " and ", " OR ", " = ", " <> ", " <= "];
        prop_oneof![
            (inner.clone(), proptest::sample::select(operators), inner.clone()).prop_map(|(a, op, b)| format!("({a}){op}({b})")),
            (inner.clone(), proptest::sample::select(&[" and ", " or "]), inner.clone())
                .prop_map(|(a, op, b)| format!("{a}{op}{b}")),
            inner.clone().prop_map(|a| format!("-({a})")),
            inner.clone().prop_map(|a| format!("not ({a})")),
            inner.clone().prop_map(|a| format!("({a}) is not null")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a}) between ({b}) and ({c})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) not in ({b}, -1, {b})")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("case when {a} then {b} else {c} end")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("Coalesce({a},{b})")),
            inner.clone().prop_map(|a| format!("sum({a} per k having {a}) filter (where {a})")),
            inner.prop_map(|a| format!("cast({a} as decimal( 12 , 2 ))")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_survives(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn any_pieces_survive(text in pieces()) {
        survives(&text);
        survives(&format!("metric a {{ {text} }} source b {{ {text} }} test \"c\" {{ {text} }}"));
    }

    #[test]
    fn cut_files_survive(text in case_text(), from in 0usize..4_000, length in 0usize..4_000) {
        let start = (from..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
        let end = (start + length..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
        survives(&text[start..end]);
        survives(&format!("{}{}", &text[..start], &text[end..]));
    }

    #[test]
    fn respaced_files_keep_all_and_settle(text in respaced()) {
        holds(&text);
    }

    #[test]
    fn expressions_keep_all_and_settle(text in expression(), width in 0usize..4) {
        let name = "x".repeat(1 + width * 12);
        for text in [format!("metric a {{ value: {text} from s where {text} title: \"a\" }}"), format!("source {name} {{ {name} text unit u = {text} }}")] {
            prop_assert!(formatted(&text).is_some(), "{}", super::cases::report(&text));
            holds(&text);
        }
    }
}
