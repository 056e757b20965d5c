//! What stands between braces: entries and comments, one under the other.

use super::group::print_lines;
use super::run::Indent;
use super::spacing::{Run, RunKind};
use super::{Formatter, WIDTH};
use crate::source::Span;
use crate::syntax::ast::{Column, Property, PropertyValue, Row};
use crate::syntax::{Token, TokenKind};

/// An entry of a block.
pub(super) struct Entry<'a> {
    pub(super) span: Span,
    pub(super) kind: EntryKind<'a>,
}

impl<'a> Entry<'a> {
    /// An entry at a place.
    pub(super) fn new(span: Span, kind: EntryKind<'a>) -> Entry<'a> {
        Entry { span, kind }
    }
}

/// What an entry is.
pub(super) enum EntryKind<'a> {
    Property(&'a PropertyValue),
    Column(&'a Column),
    /// `given` and `expect`.
    Rows(&'a [Row]),
    /// A row, or a link.
    Plain,
}

/// A line, or several, of a body.
pub(super) struct Line<'a> {
    pub(super) blank_before: bool,
    pub(super) content: Content<'a>,
    /// The comment at its end.
    pub(super) comment: Option<String>,
}

/// What a line holds.
pub(super) enum Content<'a> {
    Comment(String),
    /// `key:` and the run of its value.
    Property(String, Run<'a>),
    /// Name, type and the rest.
    Column(String, String, Run<'a>),
    Run(Run<'a>),
    /// Printed already.
    Text(String),
}

impl Formatter<'_> {
    /// A block, or the rows of a test: head, braces, and lines within. `head_end` is the last place that is sure to be before the brace.
    pub(super) fn braces(&self, span: Span, head_end: Span, entries: Vec<Entry>, indent: usize) -> String {
        let all = self.tokens_of(span);
        let opens = |token: &Token| token.start >= head_end.end as usize && token.text(self.text) == "{";
        let brace = all.iter().position(opens).unwrap_or(all.len());
        let head: Vec<Token> = all.iter().take(brace).filter(|token| token.is_code()).copied().collect();
        let mut comments: Vec<String> = Vec::new();
        comments.extend(all.iter().take(brace).filter(|t| !t.is_code()).map(|t| t.text(self.text).trim_end().to_owned()));
        let open_end = all.get(brace).map_or(span.end as usize, |token| token.end);
        let lines = self.lines(open_end, span.end as usize, &entries, indent + 2, &mut comments);
        let mut out = " ".repeat(indent);
        let head = Run { text: self.text, tokens: &head, kind: RunKind::Plain, indent };
        out.push_str(&head.print(indent, Indent { hang: indent + 4, close: indent }));
        if lines.is_empty() && comments.is_empty() {
            out.push_str(" { }");
            return out;
        }
        out.push_str(" {");
        let mut comments = comments.into_iter();
        if let Some(first) = comments.next() {
            out.push_str("  ");
            out.push_str(&first);
        }
        for comment in comments {
            out.push_str(&format!("\n{}{comment}", " ".repeat(indent + 2)));
        }
        print_lines(&lines, indent + 2, &mut out);
        out.push('\n');
        out.push_str(&" ".repeat(indent));
        out.push('}');
        out
    }

    /// Entries and the comments between them. A comment behind the opening brace joins those of the head.
    fn lines<'a>(
        &'a self,
        start: usize,
        end: usize,
        entries: &[Entry<'a>],
        indent: usize,
        head: &mut Vec<String>,
    ) -> Vec<Line<'a>> {
        let comments = self.file.comments.iter().filter(|c| (start..end).contains(&(c.span.start as usize)));
        let inside = |at: u32| entries.iter().any(|entry| entry.span.start <= at && at < entry.span.end);
        let mut comments = comments.filter(|c| !inside(c.span.start)).peekable();
        let mut lines: Vec<Line> = Vec::new();
        let mut last = start;
        for entry in entries.iter().map(Some).chain([None]) {
            let until = entry.map_or(u32::MAX, |entry| entry.span.start);
            while let Some(comment) = comments.next_if(|comment| comment.span.start < until) {
                let text = comment.text.trim_end().to_owned();
                match lines.last_mut() {
                    Some(line) if !comment.own_line && line.comment.is_none() => line.comment = Some(text),
                    None if !comment.own_line => head.push(text),
                    _ => {
                        let blank_before = !lines.is_empty() && self.has_blank(last, comment.span.start as usize);
                        lines.push(Line { blank_before, content: Content::Comment(text), comment: None });
                    }
                }
                last = comment.span.end as usize;
            }
            if let Some(entry) = entry {
                let blank_before = !lines.is_empty() && self.has_blank(last, entry.span.start as usize);
                last = entry.span.end as usize;
                lines.push(Line { blank_before, content: self.content(entry, indent), comment: None });
            }
        }
        lines
    }

    fn content<'a>(&'a self, entry: &Entry<'a>, indent: usize) -> Content<'a> {
        let tokens = self.tokens_of(entry.span);
        match &entry.kind {
            EntryKind::Plain => Content::Run(self.run(tokens, RunKind::Plain, indent)),
            EntryKind::Property(value) => self.property(tokens, value, indent),
            EntryKind::Column(column) => self.column(tokens, column, indent),
            EntryKind::Rows(rows) => {
                let entries = rows.iter().map(|row| Entry::new(row.span, EntryKind::Plain)).collect();
                let text = self.braces(entry.span, Span { end: entry.span.start, ..entry.span }, entries, indent);
                Content::Text(text.trim_start().to_owned())
            }
        }
    }

    fn run<'a>(&'a self, tokens: &'a [Token], kind: RunKind, indent: usize) -> Run<'a> {
        Run { text: self.text, tokens, kind, indent }
    }

    fn property<'a>(&'a self, tokens: &'a [Token], value: &PropertyValue, indent: usize) -> Content<'a> {
        let kind = match value {
            PropertyValue::Table(_) => RunKind::Table,
            PropertyValue::Allow(_) => RunKind::Allow,
            _ => RunKind::Plain,
        };
        let colon = tokens.iter().position(|token| token.text(self.text) == ":");
        let Some((key, value)) = colon.and_then(|colon| tokens.split_at_checked(colon + 1)) else {
            return Content::Run(self.run(tokens, kind, indent));
        };
        if key.iter().any(|token| token.kind == TokenKind::Comment) {
            return Content::Run(self.run(tokens, kind, indent));
        }
        let key = self.run(key, RunKind::Plain, indent).flat(0..key.len());
        Content::Property(key, self.run(value, kind, indent))
    }

    fn column<'a>(&'a self, tokens: &'a [Token], column: &Column, indent: usize) -> Content<'a> {
        let head = tokens.iter().take_while(|token| token.end <= column.ty.span.end as usize).count();
        let Some((head, rest)) = tokens.split_at_checked(head) else {
            return Content::Run(self.run(tokens, RunKind::Column, indent));
        };
        if head.iter().any(|token| token.kind == TokenKind::Comment) {
            return Content::Run(self.run(tokens, RunKind::Column, indent));
        }
        let ty = head.get(1..).unwrap_or(&[]);
        let ty = self.run(ty, RunKind::Column, indent).flat(0..ty.len());
        Content::Column(column.name.text.clone(), ty, self.run(rest, RunKind::Column, indent))
    }

    /// A property as it stands in a block of one line.
    pub(super) fn line_property(&self, property: &Property) -> String {
        match self.property(self.tokens_of(property.span), &property.value, 0) {
            Content::Property(key, value) => format!("{key} {}", value.flat(0..value.tokens.len())),
            // A comment within it: too long for any line, so that the block gets lines of its own.
            _ => " ".repeat(WIDTH + 1),
        }
    }
}
