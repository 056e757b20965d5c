//! The formatter on whole files: `name.in.nsm` beside `name.out.nsm` under `tests/cases/format/`, and what holds of every file.

use std::fs;

use northstar::diagnostic::Diagnostics;
use northstar::format;
use northstar::source::FileId;
use northstar::syntax::{self, TokenKind};

use super::cases::{expect, inputs};

/// The text in its one layout; `None` where it has a fault.
pub fn formatted(text: &str) -> Option<String> {
    let mut diagnostics = Diagnostics::default();
    let file = syntax::parse(FileId(0), text, &mut diagnostics);
    diagnostics.is_empty().then(|| format::format(&file, text))
}

/// The code of a text, one token a line, with what the formatter may change taken out: the case of words, `<>`, and the layout of long strings.
fn code(text: &str) -> Vec<String> {
    let tokens = syntax::tokens(text).into_iter().filter(|token| token.is_code() && token.text(text) != "\u{FEFF}");
    let spell = |token: syntax::Token| match (token.kind, token.text(text)) {
        (TokenKind::Word, word) => word.to_lowercase(),
        (_, "<>") => "!=".to_owned(),
        (TokenKind::LongString, string) => string.split_whitespace().collect::<Vec<_>>().join(" "),
        (_, other) => other.to_owned(),
    };
    tokens.map(spell).collect()
}

/// The tree of a text without its places.
fn tree(text: &str) -> String {
    let file = syntax::parse(FileId(0), text, &mut Diagnostics::default());
    let printed = format!("{:?}", file.items);
    let mut pieces = printed.split("Span { file: FileId(0), start: ");
    let mut tree = pieces.next().unwrap_or("").to_owned();
    for piece in pieces {
        tree.push_str(piece.split_once('}').unwrap().1);
    }
    tree
}

fn comments(text: &str) -> Vec<String> {
    let tokens = syntax::tokens(text).into_iter().filter(|token| token.kind == TokenKind::Comment);
    let mut comments: Vec<String> = tokens.map(|token| token.text(text).trim_end().to_owned()).collect();
    comments.sort();
    comments
}

/// Panics where the formatter lost, added or moved something, or would change its own output.
#[track_caller]
pub fn holds(text: &str) {
    let Some(once) = formatted(text) else { return };
    assert_eq!(code(text), code(&once), "tokens of\n{text}\nbecame\n{once}");
    assert_eq!(tree(text), tree(&once), "meaning of\n{text}\nbecame\n{once}");
    assert_eq!(comments(text), comments(&once), "comments of\n{text}\nbecame\n{once}");
    let Some(twice) = formatted(&once) else { panic!("does not parse any more:\n{once}\nfrom\n{text}") };
    assert_eq!(once, twice, "not settled; from\n{text}");
    assert!(!once.contains('\r') && !once.lines().any(|line| line.ends_with(' ')), "blanks at line ends:\n{once}");
    assert!(once.is_empty() || once.ends_with('\n') && !once.ends_with("\n\n"));
}

#[test]
fn files_are_laid_out_as_written_down() {
    let outcomes = inputs("format").into_iter().filter(|path| path.to_string_lossy().ends_with(".in.nsm")).map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let actual = formatted(&text).unwrap_or_else(|| panic!("{} does not parse", path.display()));
        expect(&path.with_extension("").with_extension("out.nsm"), &actual)
    });
    let failures: Vec<String> = outcomes.filter_map(Result::err).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn no_case_loses_anything() {
    for path in inputs("format").into_iter().chain(inputs("syntax")) {
        holds(&fs::read_to_string(path).unwrap());
    }
}

#[test]
fn windows_line_ends_and_byte_order_marks_go() {
    let text = "\u{FEFF}metric a {\r\n  description: \"\"\"\r\n    One\r\n\r\n      two\r\n  \"\"\"\r\n  value: 1 # why\r\n}\r\n";
    let expected = "metric a {\n  description: \"\"\"\n    One\n\n      two\n  \"\"\"\n  value:       1  # why\n}\n";
    assert_eq!(formatted(text).as_deref(), Some(expected));
}
