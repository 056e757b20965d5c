//! Changes that mend a fault, by its tokens.

use super::fault::Fault;
use crate::diagnostic::{Edit, Fix};
use crate::source::{FileId, Span};
use crate::syntax::ast::TimeUnit;
use crate::syntax::token::TokenKind;
use crate::syntax::vocabulary::{as_name, is_name};

/// A fix, with places in the fault's text.
pub(super) struct Change {
    title: String,
    safe: bool,
    edits: Vec<(usize, usize, String)>,
}

impl Change {
    /// Under another title.
    pub(super) fn titled(self, title: &str) -> Change {
        Change { title: title.to_owned(), ..self }
    }

    /// With places in the file.
    pub(super) fn fix(self, file: FileId, base: usize) -> Fix {
        let edit = |(start, end, text): (usize, usize, String)| Edit::new(Span::new(file, base + start, base + end), text);
        Fix { title: self.title, safe: self.safe, edits: self.edits.into_iter().map(edit).collect() }
    }
}

/// What could mean nothing else, or is only likely to be meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sure {
    Yes,
    No,
}

impl Fault<'_> {
    /// Writes a text in the place of some tokens, both included.
    pub(super) fn writing(&self, first: usize, last: usize, text: &str, sure: Sure) -> Option<Change> {
        let (start, end) = (self.tokens.get(first)?.start, self.tokens.get(last)?.end);
        Some(Change { title: format!("write `{text}`"), safe: sure == Sure::Yes, edits: vec![(start, end, text.to_owned())] })
    }

    /// Takes tokens out, one by one.
    pub(super) fn deleting(&self, indices: &[usize], sure: Sure) -> Option<Change> {
        let token = |index: &usize| self.tokens.get(*index).map(|token| (token.start, token.end, String::new()));
        let edits: Vec<_> = indices.iter().map(token).collect::<Option<_>>()?;
        let names: Vec<String> = indices.iter().map(|index| format!("`{}`", self.at(*index))).collect();
        Some(Change { title: format!("delete {}", names.join(" and ")), safe: sure == Sure::Yes, edits })
    }

    /// Puts a text before a token.
    pub(super) fn before(&self, index: usize, text: &str, sure: Sure) -> Option<Change> {
        let at = self.tokens.get(index)?.start;
        let title = format!("write `{}` before `{}`", text.trim(), self.at(index));
        Some(Change { title, safe: sure == Sure::Yes, edits: vec![(at, at, text.to_owned())] })
    }

    /// Puts a text right behind a token.
    pub(super) fn behind(&self, index: usize, text: &str, sure: Sure) -> Option<Change> {
        let at = self.tokens.get(index)?.end;
        let title = format!("write `{}` after `{}`", text.trim(), self.at(index));
        Some(Change { title, safe: sure == Sure::Yes, edits: vec![(at, at, text.to_owned())] })
    }

    /// Straight quotes in the place of the typographic ones around a text.
    pub(super) fn straight(&self, index: usize, quote: char) -> Option<Change> {
        let open = self.tokens.get(index)?;
        let rest = self.text.get(open.end..)?.lines().next()?;
        let closing: &[char] = if quote == '"' { &['”', '“', '"'] } else { &['’', '‘', '\''] };
        let (at, mark) = rest.char_indices().find(|(_, c)| closing.contains(c))?;
        let content = rest.get(..at).filter(|content| !content.contains(['"', '\'', '\\', '“', '‘', '#']))?;
        let text = format!("{quote}{content}{quote}");
        let end = open.end + at + mark.len_utf8();
        Some(Change { title: format!("write `{text}`"), safe: true, edits: vec![(open.start, end, text)] })
    }

    /// A list without the brackets around it.
    pub(super) fn without_brackets(&self, index: usize) -> Option<Change> {
        let other = match self.at(index) {
            "[" => (index + 1..self.tokens.len()).find(|i| self.at(*i) == "]")?,
            _ => return None,
        };
        self.deleting(&[index, other], Sure::Yes)
    }

    /// A name without the backticks around it.
    pub(super) fn without_backticks(&self, index: usize) -> Option<Change> {
        let quoted = is_name(self.at(index + 1)) && self.at(index + 2) == "`";
        quoted.then(|| self.writing(index, index + 2, self.at(index + 1), Sure::Yes))?
    }

    /// `and` for `&&`.
    pub(super) fn and(&self, index: usize) -> Option<Change> {
        let (first, second) = (self.tokens.get(index)?, self.tokens.get(index + 1)?);
        let spaced = |at: Option<&str>| if at.is_some_and(|text| text.ends_with(char::is_whitespace)) { "" } else { " " };
        let before = spaced(self.text.get(..first.start));
        let after = if self.text.get(second.end..)?.starts_with(char::is_whitespace) { "" } else { " " };
        let double = self.at(index + 1) == "&" && first.end == second.start;
        let edits = vec![(first.start, second.end, format!("{before}and{after}"))];
        double.then(|| Change { title: "write `and`".to_owned(), safe: true, edits })
    }

    /// A number of percents without the space before its sign.
    pub(super) fn joined_percent(&self, index: usize) -> Option<Change> {
        let before = index.checked_sub(1).filter(|before| self.kind(*before) == Some(TokenKind::Number))?;
        self.writing(before, index, &format!("{}%", self.at(before)), Sure::Yes)
    }

    /// Text for people in double quotes, of a text value.
    pub(super) fn as_prose(&self, index: usize) -> Option<Change> {
        let content = self.at(index).strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'");
        (!content.contains(['"', '\\', '\n'])).then(|| self.writing(index, index, &format!("\"{content}\""), Sure::Yes))?
    }

    /// Text for people in double quotes, of all words from a token on.
    pub(super) fn quoted_prose(&self, index: usize) -> Option<Change> {
        let content = self.text_of(index, usize::MAX);
        let last = self.tokens.len().checked_sub(1)?;
        let plain = !content.contains(['"', '\'', '\\', '\n', '#', '{', '}', ':']);
        plain.then(|| self.writing(index, last, &format!("\"{content}\""), Sure::No))?
    }

    /// A name without quotes.
    pub(super) fn unquoted_name(&self, index: usize) -> Option<Change> {
        let (written, meant) = (self.at(index), as_name(self.at(index)));
        let sure = if written.trim_matches(['"', '\'']) == meant { Sure::Yes } else { Sure::No };
        (!meant.is_empty()).then(|| self.writing(index, index, &meant, sure))?
    }

    /// A word before a span of time that is all there is of a value.
    pub(super) fn span_of_time_after(&self, word: &str) -> Option<Change> {
        let whole = self.tokens.len() == 4 && TimeUnit::from_word(self.at(3)).is_some();
        whole.then(|| self.before(2, &format!("{word} "), Sure::Yes))?
    }

    /// `at most` for `<=`, `at least` for `>=`.
    pub(super) fn side(&self, side: &str) -> Option<Change> {
        let whole = self.tokens.len() == 4 && self.kind(3) == Some(TokenKind::Number);
        let sure = if matches!(self.at(2), "<=" | ">=") { Sure::Yes } else { Sure::No };
        let told = matches!(self.at(2), "<=" | ">=" | "<" | ">" | "min" | "max" | "minimum" | "maximum" | "above" | "below");
        (whole && told).then(|| self.writing(2, 3, &format!("{side} {}", self.at(3)), sure))?
    }

    /// `:` for another mark between a name and its value, or where none is.
    pub(super) fn colon(&self, instead: bool) -> Option<Change> {
        let (name, mark) = (self.tokens.first()?, self.tokens.get(1)?);
        if self.at(1) == "{" {
            return None;
        }
        // After a condition `=` may compare: `where` may be what is missing.
        let (end, sure) = if instead { (mark.end, !matches!(self.at(1), "=" | "==")) } else { (name.end, false) };
        Some(Change { title: format!("write `{}:`", self.at(0)), safe: sure, edits: vec![(name.end, end, ":".to_owned())] })
    }
}
