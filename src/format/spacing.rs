//! Which tokens have a space between them.

use crate::syntax::{Token, TokenKind, is_reserved};

/// What a run of tokens is, where that changes its spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunKind {
    /// Anything of lower-case words.
    Plain,
    /// A table's name: the case of letters matters.
    Table,
    /// Rules and reasons: `vanity-metric` is one word.
    Allow,
    /// A column's attributes and its computation.
    Column,
}

/// Tokens that are printed one after the other.
pub(super) struct Run<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) kind: RunKind,
    /// Where the lines of a long string stand: its quotes at this column, its text two further.
    pub(super) indent: usize,
}

impl Run<'_> {
    /// A token as written; empty outside of the run.
    pub(super) fn at(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.text(self.text))
    }

    fn before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |before| self.at(before))
    }

    /// The kind of a token.
    pub(super) fn kind_of(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// A token as it is printed.
    pub(super) fn printed(&self, index: usize) -> String {
        let token = self.at(index);
        match self.kind_of(index) {
            Some(TokenKind::Word) if matches!(self.kind, RunKind::Plain | RunKind::Column) => token.to_ascii_lowercase(),
            Some(TokenKind::Operator) if token == "<>" => "!=".to_owned(),
            Some(TokenKind::LongString) => long_string(token, self.indent),
            Some(TokenKind::Comment) => token.trim_end().to_owned(),
            _ => token.to_owned(),
        }
    }

    /// Whether a space stands before a token, when it stands on the line of the one before it.
    pub(super) fn space_before(&self, index: usize) -> bool {
        let (before, token) = (self.before(index), self.at(index));
        match (before, token) {
            (_, "," | ")" | "." | ":") | ("(" | ".", _) => false,
            (",", _) => !self.in_type(index),
            (_, "(") => self.space_before_paren(index),
            (_, "-") | ("-", _) if self.kind == RunKind::Allow => false,
            // Two signs side by side would be a comment of SQL.
            ("-", "-") => true,
            ("-" | "+", _) => !index.checked_sub(1).is_some_and(|before| self.is_sign(before)),
            _ => true,
        }
    }

    /// A call and a type have their parenthesis at the name; `in (…)`, `filter (…)`, `one_of (…)` and a list of columns have not.
    fn space_before_paren(&self, index: usize) -> bool {
        let before = self.before(index);
        let word = index.checked_sub(1).and_then(|i| self.kind_of(i)) == Some(TokenKind::Word);
        let listed = matches!(before, "one_of") || index == 2 && self.at(0) == "given";
        !word || listed || is_reserved(before)
    }

    /// Whether a `-` or `+` belongs to what follows it, not between two values.
    pub(super) fn is_sign(&self, index: usize) -> bool {
        if !matches!(self.at(index), "-" | "+") {
            return false;
        }
        let Some(before) = index.checked_sub(1) else { return true };
        match self.kind_of(before) {
            Some(TokenKind::Operator) => self.at(before) != "*" || self.before(before) != "(",
            Some(TokenKind::Mark) => matches!(self.at(before), "(" | "," | ":" | "{"),
            Some(TokenKind::Word) => is_operator_word(self.at(before)) && self.before(before) != ".",
            Some(TokenKind::Comment) => self.is_sign_after_comment(before),
            _ => false,
        }
    }

    fn is_sign_after_comment(&self, comment: usize) -> bool {
        let code = (0..comment).rev().find(|i| self.kind_of(*i) != Some(TokenKind::Comment));
        match code {
            None => true,
            Some(code) => match self.kind_of(code) {
                Some(TokenKind::Operator) => true,
                Some(TokenKind::Mark) => matches!(self.at(code), "(" | "," | ":" | "{"),
                Some(TokenKind::Word) => is_operator_word(self.at(code)),
                _ => false,
            },
        }
    }

    /// Whether the comma before a token stands in `decimal(12,2)`.
    fn in_type(&self, index: usize) -> bool {
        let Some(open) = index.checked_sub(3) else { return false };
        self.at(open) == "(" && self.before(open) == "decimal"
    }
}

/// Words that a value follows: a minus after them is its sign.
fn is_operator_word(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    matches!(lower.as_str(), "most" | "least")
        || is_reserved(&lower) && !matches!(lower.as_str(), "null" | "true" | "false" | "end")
}

/// A long string with its text at a column of its own; one without a line break stays as it is.
pub(super) fn long_string(token: &str, indent: usize) -> String {
    let content = token.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\""));
    let Some(content) = content.filter(|content| content.contains('\n')) else { return token.to_owned() };
    let text = crate::syntax::dedent(content);
    let mut printed = "\"\"\"\n".to_owned();
    for line in text.split('\n').filter(|_| !text.is_empty()) {
        if !line.is_empty() {
            printed.push_str(&" ".repeat(indent + 2));
            printed.push_str(line);
        }
        printed.push('\n');
    }
    printed.push_str(&" ".repeat(indent));
    printed.push_str("\"\"\"");
    printed
}
