//! A run of tokens on one line, or broken into several where it is too long.

use std::ops::Range;

use super::WIDTH;
use super::spacing::{Run, RunKind};
use crate::syntax::TokenKind;

/// Where a long run is broken: before these tokens, the first kind that occurs outside of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    Branch,
    Comma,
    Attribute,
    From,
    Where,
    Or,
    And,
    Then,
    Sum,
    Product,
}

impl Break {
    /// How much further the lines of a piece stand that must itself be broken.
    fn further(self, piece: usize) -> usize {
        match self {
            Break::Branch | Break::Comma | Break::From => 0,
            Break::Where if piece == 0 => 0,
            _ => 2,
        }
    }
}

const BREAKS: [Break; 10] = [
    Break::Branch,
    Break::Comma,
    Break::Attribute,
    Break::From,
    Break::Where,
    Break::Or,
    Break::And,
    Break::Then,
    Break::Sum,
    Break::Product,
];

/// Where further lines start.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indent {
    /// A line that goes on.
    pub(super) hang: usize,
    /// A bracket that closes what an earlier line opened; what it holds stands two further.
    pub(super) close: usize,
}

impl Indent {
    /// All further lines at one column.
    pub(super) fn at(column: usize) -> Indent {
        Indent { hang: column, close: column }
    }

    /// So many columns further for what goes on.
    fn deeper(self, more: usize) -> Indent {
        Indent { hang: self.hang + more, ..self }
    }
}

impl Run<'_> {
    /// The whole run, its first token at `column`.
    pub(super) fn print(&self, column: usize, indent: Indent) -> String {
        let mut out = String::new();
        let all = 0..self.tokens.len();
        if self.tokens.iter().any(|token| token.kind == TokenKind::Comment) {
            self.with_comments(indent.hang, &mut out);
        } else {
            self.lay_out(all, column, indent, &mut out);
        }
        out
    }

    /// The run on one line, whatever its length.
    pub(super) fn flat(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        for index in range.clone() {
            if index > range.start && self.space_before(index) {
                out.push(' ');
            }
            out.push_str(&self.printed(index));
        }
        out
    }

    /// Comments keep their lines: one that follows a token follows it, one that stands alone stands alone.
    fn with_comments(&self, hang: usize, out: &mut String) {
        let mut fresh = true;
        for (index, token) in self.tokens.iter().enumerate() {
            let comment = token.kind == TokenKind::Comment;
            if comment {
                let line = self.text.get(..token.start).unwrap_or("").rsplit('\n').next().unwrap_or("");
                if line.trim().is_empty() && !fresh {
                    new_line(out, hang);
                } else if !fresh {
                    out.push_str("  ");
                }
            }
            if !fresh && self.space_before(index) && !out.ends_with(' ') {
                out.push(' ');
            }
            out.push_str(&self.printed(index));
            fresh = false;
            if comment && index + 1 < self.tokens.len() {
                new_line(out, hang);
                fresh = true;
            }
        }
    }

    fn lay_out(&self, range: Range<usize>, column: usize, indent: Indent, out: &mut String) {
        let flat = self.flat(range.clone());
        if column + flat.chars().count() <= WIDTH || flat.contains('\n') {
            out.push_str(&flat);
            return;
        }
        for kind in BREAKS {
            let pieces = self.pieces(range.clone(), kind);
            if pieces.len() > 1 {
                self.print_pieces(&pieces, kind, column, indent, out);
                return;
            }
        }
        match self.widest_brackets(range.clone()) {
            Some((open, close)) => {
                let within = indent.close + 2;
                let branches = self.pieces(open + 1..close, Break::Branch);
                let case = self.at(open).eq_ignore_ascii_case("case");
                // `case x` stays together; each branch has a line.
                let operand = branches.first().filter(|first| case && !self.at(first.start).eq_ignore_ascii_case("when"));
                let start = operand.map_or(open + 1, |operand| operand.end);
                out.push_str(&self.flat(range.start..start));
                new_line(out, within);
                let branches = branches.get(usize::from(operand.is_some())..).unwrap_or(&[]);
                if case {
                    self.print_pieces(branches, Break::Branch, within, Indent::at(within), out);
                } else {
                    self.lay_out(open + 1..close, within, Indent::at(within), out);
                }
                new_line(out, indent.close);
                self.lay_out(close..range.end, indent.close, indent, out);
            }
            None => out.push_str(&flat),
        }
    }

    /// Items of a list share lines as long as they fit; everything else has a line per piece.
    fn print_pieces(&self, pieces: &[Range<usize>], kind: Break, column: usize, indent: Indent, out: &mut String) {
        let mut column = column;
        let hang = indent.hang;
        for (number, piece) in pieces.iter().enumerate() {
            let width = self.flat(piece.clone()).chars().count();
            if number > 0 {
                let fits = column + 1 + width <= WIDTH;
                if matches!(kind, Break::Comma) && fits {
                    out.push(' ');
                    column += 1;
                } else {
                    new_line(out, hang);
                    column = hang;
                }
            }
            let before = out.len();
            let within = if number == 0 { indent } else { Indent::at(hang) };
            self.lay_out(piece.clone(), column, within.deeper(kind.further(number)), out);
            let printed = out.get(before..).unwrap_or("");
            column = match printed.rsplit_once('\n') {
                Some((_, last)) => last.chars().count(),
                None => column + printed.chars().count(),
            };
        }
    }

    /// The range cut at all places of a kind that are in no bracket.
    fn pieces(&self, range: Range<usize>, kind: Break) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let mut start = range.start;
        let mut depth = 0usize;
        let mut between = false;
        for index in range.clone() {
            let token = self.at(index).to_ascii_lowercase();
            let word = self.kind_of(index) == Some(TokenKind::Word);
            if closes(&token, word) {
                depth = depth.saturating_sub(1);
            }
            if depth == 0 && index > start && self.breaks_before(index, &token, kind, between) {
                pieces.push(start..index);
                start = index;
            }
            if depth == 0 && word && matches!(token.as_str(), "between" | "and") {
                between = token == "between";
            }
            if opens(&token, word) {
                depth += 1;
            }
        }
        pieces.push(start..range.end);
        pieces
    }

    fn breaks_before(&self, index: usize, token: &str, kind: Break, between: bool) -> bool {
        let before = self.at(index.saturating_sub(1));
        let word = self.kind_of(index) == Some(TokenKind::Word);
        let operator = self.kind_of(index) == Some(TokenKind::Operator);
        match kind {
            Break::Branch => word && matches!(token, "when" | "else"),
            Break::Comma => before == ",",
            Break::Attribute if self.kind == RunKind::Column => {
                let string = self.kind_of(index) == Some(TokenKind::ShortString) && before != "column";
                string || token == "=" && !self.is_computed(index) || word && matches!(token, "references" | "one_of")
            }
            Break::Attribute => false,
            Break::From => word && token == "from" && !before.eq_ignore_ascii_case("distinct"),
            Break::Where => word && token == "where",
            Break::Or => word && token == "or",
            Break::And => word && token == "and" && !between,
            Break::Then => word && token == "then",
            Break::Sum => operator && matches!(token, "+" | "-" | "||") && !self.is_sign(index) && self.kind != RunKind::Allow,
            Break::Product => operator && matches!(token, "*" | "/"),
        }
    }

    /// Whether an `=` stands behind the one that starts the column's computation.
    fn is_computed(&self, index: usize) -> bool {
        (0..index).any(|earlier| self.at(earlier) == "=")
    }

    /// The outermost brackets of a range that hold most.
    fn widest_brackets(&self, range: Range<usize>) -> Option<(usize, usize)> {
        let mut open = Vec::new();
        let mut widest: Option<(usize, usize)> = None;
        for index in range {
            let token = self.at(index).to_ascii_lowercase();
            let word = self.kind_of(index) == Some(TokenKind::Word);
            if opens(&token, word) {
                open.push(index);
            } else if closes(&token, word)
                && let Some(start) = open.pop()
                && open.is_empty()
                && index > start + 1
                && widest.is_none_or(|(first, last)| index - start > last - first)
            {
                widest = Some((start, index));
            }
        }
        widest
    }
}

fn opens(token: &str, word: bool) -> bool {
    token == "(" || word && token == "case"
}

fn closes(token: &str, word: bool) -> bool {
    token == ")" || word && token == "end"
}

fn new_line(out: &mut String, indent: usize) {
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
    out.push_str(&" ".repeat(indent));
}
