//! What must be mended before the grammar sees a text: control characters, a long string without its end, brackets nested too deep.
//! Each is reported here and replaced by blanks of the same length, so that positions stay and the rest of the file is read.

use std::borrow::Cow;

use super::token::{Token, TokenKind, tokens};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{FileId, Span};

/// How deep brackets and `case … end` may nest; the parser's stack holds several times as many.
pub(super) const DEEPEST: usize = 100;

/// A text that the grammar can be let loose on.
pub(super) struct Mended<'a> {
    /// As long as the original, byte for byte.
    pub(super) text: Cow<'a, str>,
    /// Its tokens.
    pub(super) tokens: Vec<Token>,
    /// What was replaced: start and end, in order.
    pub(super) places: Vec<(usize, usize)>,
}

/// Mends a text and reports what was wrong with it.
pub(super) fn mend<'a>(file: FileId, original: &'a str, diagnostics: &mut Diagnostics) -> Mended<'a> {
    let mut mended = Mended { text: Cow::Borrowed(original), tokens: Vec::new(), places: Vec::new() };
    mended.control_characters(file, diagnostics);
    mended.tokens = tokens(&mended.text);
    mended.open_long_string(file, diagnostics);
    mended.deep_brackets(file, diagnostics);
    mended.places.sort_unstable();
    mended
}

impl Mended<'_> {
    fn replace(&mut self, start: usize, end: usize, by: &str) {
        let fill: String = " ".repeat((end - start).saturating_sub(by.len()));
        let mut text = std::mem::take(&mut self.text).into_owned();
        text.replace_range(start..end, &format!("{by}{fill}"));
        self.text = Cow::Owned(text);
        self.places.push((start, end));
    }

    fn control_characters(&mut self, file: FileId, diagnostics: &mut Diagnostics) {
        let mut runs: Vec<(usize, usize, char)> = Vec::new();
        for (offset, c) in self.text.char_indices().filter(|(_, c)| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            let end = offset + c.len_utf8();
            match runs.last_mut() {
                Some(run) if run.1 == offset => run.1 = end,
                _ => runs.push((offset, end, c)),
            }
        }
        for (start, end, c) in runs {
            let code = u32::from(c);
            let message = format!("the file holds a control character (U+{code:04X}), which is no text");
            let diagnostic = Diagnostic::new(codes::SYNTAX, Span::new(file, start, end), message);
            diagnostics.push(diagnostic.help("delete it; in prose, a tab is `\\t` and a line break `\\n`"));
            self.replace(start, end, "");
        }
    }

    /// A `"""` without its end turns all that follows inside out. The one to blame is the first whose content holds a declaration at the
    /// start of a line; where none does, it is the last.
    fn open_long_string(&mut self, file: FileId, diagnostics: &mut Diagnostics) {
        let is_long = |t: &&Token| self.source(t).starts_with("\"\"\"");
        let open = |t: &Token| t.kind == TokenKind::Unterminated && is_long(&t);
        if !self.tokens.last().is_some_and(open) {
            return;
        }
        let long_strings = self.tokens.iter().filter(is_long);
        let blamed = long_strings.map(|t| (t.start, declaration_line(self.source(t)).map(|line| t.start + line), t.end));
        let blamed: Vec<_> = blamed.collect();
        let first = blamed.iter().find(|(_, line, _)| line.is_some()).or(blamed.last());
        let Some((start, end)) = first.map(|(start, line, end)| (*start, line.unwrap_or(*end))) else { return };
        let text = self.text.get(start..end).unwrap_or("").trim_end();
        let end = start + text.len();
        let diagnostic = Diagnostic::new(codes::UNTERMINATED, Span::new(file, start, start + 3), "this text has no end");
        diagnostics.push(diagnostic.here("opened here").help("write `\"\"\"` on a line of its own after the text"));
        // An empty string stands in for it, and for the brace that it swallowed.
        let brace = text.ends_with('}');
        self.replace(start, end, "\"\"");
        if brace && let Cow::Owned(text) = &mut self.text {
            text.replace_range(end - 1..end, "}");
        }
        self.tokens = tokens(&self.text);
        // Another one may have been left open too.
        self.open_long_string(file, diagnostics);
    }

    fn source(&self, token: &Token) -> &str {
        token.text(&self.text)
    }

    fn deep_brackets(&mut self, file: FileId, diagnostics: &mut Diagnostics) {
        let deep = deep_places(&self.tokens, &self.text);
        for (start, end, bracket) in &deep {
            let span = Span::new(file, *bracket, bracket + 1);
            let message = format!("brackets nest more than {DEEPEST} deep");
            let diagnostic = Diagnostic::new(codes::NESTED_TOO_DEEP, span, message);
            diagnostics
                .push(diagnostic.here("too deep").help("give the inner part a name: a computed column or a metric of its own"));
            self.replace(*start, *end, "");
        }
        if !deep.is_empty() {
            self.tokens = tokens(&self.text);
        }
    }
}

/// Where a line of a string's content starts that can only be a declaration, if one does.
fn declaration_line(content: &str) -> Option<usize> {
    let starts = content.match_indices('\n').map(|(at, _)| at + 1);
    starts.into_iter().find(|start| {
        let line = content.get(*start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        is_declaration(line)
    })
}

fn is_declaration(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let keyword = words.next().unwrap_or("");
    let known = line.starts_with(keyword)
        && matches!(keyword, "source" | "team" | "cadence" | "north_star" | "input" | "counter" | "outcome" | "metric" | "test");
    known && line.contains('{')
}

/// Start and end of what to leave out, and the bracket that went too deep.
fn deep_places(tokens: &[Token], text: &str) -> Vec<(usize, usize, usize)> {
    let mut places = Vec::new();
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut rest = tokens.iter();
    while let Some(token) = rest.next() {
        let word = token.text(text);
        match bracket(token, word) {
            Some(Side::Open) if open.len() >= DEEPEST => {
                let outermost = open.iter().rposition(|(mark, _)| *mark == "{").map_or(0, |at| at + 1);
                let outermost = if outermost >= open.len() { 1 } else { outermost };
                let start = open.get(outermost).map_or(token.start, |(_, start)| *start);
                let braces = open.get(outermost).is_some_and(|(mark, _)| *mark == "{");
                let end = skip_deep(&mut rest, text, open.len() + 1 - outermost, braces).unwrap_or(text.len());
                places.push((start, end, token.start));
                open.truncate(outermost);
            }
            Some(Side::Open) => open.push((word, token.start)),
            Some(Side::Close) => close(&mut open, word),
            None => {}
        }
    }
    places
}

enum Side {
    Open,
    Close,
}

fn bracket(token: &Token, word: &str) -> Option<Side> {
    match (token.kind, word) {
        (TokenKind::Mark, "(" | "{") => Some(Side::Open),
        (TokenKind::Mark, ")" | "}") => Some(Side::Close),
        (TokenKind::Word, w) if w.eq_ignore_ascii_case("case") => Some(Side::Open),
        (TokenKind::Word, w) if w.eq_ignore_ascii_case("end") => Some(Side::Close),
        _ => None,
    }
}

/// Takes the bracket that `word` closes off the stack: a `}` closes all that is open within its braces, the others only their like.
fn close(open: &mut Vec<(&str, usize)>, word: &str) {
    let opening = match word {
        ")" => "(",
        "}" => "{",
        _ => "case",
    };
    if opening == "{" {
        if let Some(at) = open.iter().rposition(|(mark, _)| *mark == "{") {
            open.truncate(at);
        }
    } else if open.last().is_some_and(|(mark, _)| mark.eq_ignore_ascii_case(opening)) {
        open.pop();
    }
}

/// Reads on until `depth` brackets are closed. What is not closed ends before the next property, before the `}` of the block it stands in,
/// or at the end of the text.
fn skip_deep<'t>(rest: &mut std::slice::Iter<'t, Token>, text: &str, mut depth: usize, braces: bool) -> Option<usize> {
    let mut line_start = false;
    loop {
        let mut ahead = rest.clone();
        let token = ahead.next()?;
        let word = token.text(text);
        match bracket(token, word) {
            Some(Side::Close) if word == "}" && !braces => return Some(token.start),
            Some(Side::Close) => depth -= 1,
            Some(Side::Open) => depth += 1,
            None if line_start && !braces && token.kind == TokenKind::Word && is_colon(ahead.clone(), text) => {
                return Some(token.start);
            }
            None => {}
        }
        line_start = token.kind == TokenKind::Space && word.contains('\n');
        *rest = ahead;
        if depth == 0 {
            return Some(token.end);
        }
    }
}

fn is_colon<'t>(mut tokens: impl Iterator<Item = &'t Token>, text: &str) -> bool {
    tokens.find(|token| token.is_code()).is_some_and(|token| token.text(text) == ":")
}
