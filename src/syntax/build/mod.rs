//! From pest's pairs to the syntax tree. What the grammar let pass and the language does not have is reported on the way.

mod block;
mod change;
mod expression;
mod fault;
mod foreign;
mod forms;
mod hint;
mod literal;
mod predicate;
mod property;
mod source;
mod test;
mod wording;

use super::ast::{Ident, Item, Path};
use super::grammar::{Pair, Rule};
use super::vocabulary::{LONGEST_NAME, as_name, is_name, is_reserved};
use crate::diagnostic::{Diagnostic, Diagnostics, Fix, codes};
use crate::source::{FileId, Span};

/// Turns the pairs of one parse into nodes.
pub(super) struct Builder<'a> {
    pub(super) file: FileId,
    /// The whole file.
    pub(super) text: &'a str,
    /// Where the text that was parsed starts in the file.
    pub(super) base: usize,
    /// What was replaced in the text and is reported already.
    pub(super) places: &'a [(usize, usize)],
    pub(super) diagnostics: &'a mut Diagnostics,
    /// Whether a string without its end took the rest of its line with it, a closing brace perhaps.
    pub(super) swallowed_brace: bool,
    /// The number of the item at hand, and of the last that was reported as not closed.
    pub(super) item: usize,
    pub(super) unclosed: Option<usize>,
    /// A comma behind an entry: one too many, or the start of a list where none can be.
    pub(super) comma: Option<Span>,
    /// Whether the expression at hand was reported as too deep.
    pub(super) too_deep: bool,
    /// Whether the entry before the one at hand goes on into it, with a fault: it has no value that could be judged.
    pub(super) went_on: bool,
}

impl<'a> Builder<'a> {
    /// A builder for the pairs of a whole file.
    pub(super) fn new(
        file: FileId,
        text: &'a str,
        places: &'a [(usize, usize)],
        diagnostics: &'a mut Diagnostics,
    ) -> Builder<'a> {
        Builder {
            file,
            text,
            base: 0,
            places,
            diagnostics,
            swallowed_brace: false,
            item: 0,
            unclosed: None,
            comma: None,
            too_deep: false,
            went_on: false,
        }
    }

    /// The declarations of a file.
    pub(super) fn items(&mut self, file: Pair) -> Vec<Item> {
        let mut items = Vec::new();
        for (number, pair) in file.into_inner().enumerate() {
            self.item = number;
            match pair.as_rule() {
                Rule::block => items.push(self.block(pair)),
                Rule::source => items.push(self.source(pair)),
                Rule::test => items.push(self.test(pair)),
                Rule::unknown_block => items.push(self.unknown_block(pair)),
                Rule::stray_item => items.push(self.stray_item(pair)),
                _ => {}
            }
        }
        items
    }

    /// The place of a token: a pair whose rule takes no space behind it.
    pub(super) fn span(&self, pair: &Pair) -> Span {
        let span = pair.as_span();
        Span::new(self.file, self.base + span.start(), self.base + span.end())
    }

    /// The place of any pair. Pest lets a rule that ends in something optional reach to the next token; the last token is its true end.
    pub(super) fn span_of(&self, pair: &Pair) -> Span {
        let start = pair.as_span().start();
        let mut last = pair.clone();
        while let Some(inner) = last.clone().into_inner().next_back() {
            last = inner;
        }
        Span::new(self.file, self.base + start, self.base + last.as_span().end())
    }

    /// Reports NS001.
    pub(super) fn syntax(&mut self, span: Span, message: impl Into<String>, here: &str, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(codes::SYNTAX, span, message).here(here).help(help));
    }

    /// Reports NS001, with what would mend it.
    pub(super) fn syntax_with(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>, fix: Option<Fix>) {
        self.diagnostics.push(Diagnostic::new(codes::SYNTAX, span, message).help(help).fix_if(fix));
    }

    /// Reports NS005, with what would mend it.
    pub(super) fn malformed_with(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>, fix: Option<Fix>) {
        self.diagnostics.push(Diagnostic::new(codes::MALFORMED_LITERAL, span, message).help(help).fix_if(fix));
    }

    /// Reports NS005.
    pub(super) fn malformed(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(codes::MALFORMED_LITERAL, span, message).help(help));
    }

    /// A word where nothing is asked of its letters.
    pub(super) fn word(&self, pair: &Pair) -> Ident {
        Ident { text: pair.as_str().to_owned(), span: self.span(pair) }
    }

    /// The name of a dialect, which people write in any case.
    pub(super) fn dialect(&self, pair: &Pair) -> Ident {
        let ident = self.word(pair);
        Ident { text: ident.text.to_lowercase(), ..ident }
    }

    /// A name. One that breaks the rules for names is reported and taken as the name that was meant.
    pub(super) fn name(&mut self, pair: &Pair) -> Ident {
        let ident = self.word(pair);
        if is_name(&ident.text) && !is_reserved(&ident.text) { ident } else { self.bad_name(ident) }
    }

    fn bad_name(&mut self, ident: Ident) -> Ident {
        let Ident { text, span } = ident;
        if is_reserved(&text) {
            let message = format!("`{text}` is a word of SQL and cannot be a name");
            let help = format!("choose another name; a source keeps its table's own with `column \"{text}\"`");
            self.syntax(span, message, "reserved", help);
            return Ident { text: text.to_lowercase(), span };
        }
        let meant = as_name(&text);
        if text.len() > LONGEST_NAME {
            let message =
                format!("this name has {} characters; the longest that every database takes is {LONGEST_NAME}", text.len());
            let finding = Diagnostic::new(codes::NAME_COLLISION, span, message).here("too long");
            let why = "PostgreSQL cuts longer names, so two of them could become one";
            self.diagnostics.push(finding.why(why).help(format!("shorten it to at most {LONGEST_NAME} characters")));
        } else {
            let message = format!("`{text}` is no name: a name is made of a-z, 0-9 and `_`, and starts with a letter");
            let help = if meant.is_empty() { "write it in a-z".to_owned() } else { format!("write `{meant}`") };
            let fix = (!meant.is_empty()).then(|| Fix::writing(span, &meant, text.to_ascii_lowercase() == meant));
            self.syntax_with(span, message, help, fix);
        }
        Ident { text: if meant.is_empty() { text } else { meant }, span }
    }

    /// `listing.host.country`
    pub(in crate::syntax) fn path(&mut self, pair: Pair) -> Path {
        let span = self.span_of(&pair);
        let words = pair.into_inner().filter(|p| matches!(p.as_rule(), Rule::name | Rule::word));
        let parts = words.map(|p| self.name(&p)).collect();
        Path { parts, span }
    }

    /// Whether a place was mended before the parse, and so is reported already.
    pub(super) fn is_mended(&self, span: Span) -> bool {
        let (start, end) = (span.start as usize, span.end as usize);
        let next = self.places.partition_point(|(_, place_end)| *place_end <= start);
        self.places.get(next).is_some_and(|(place_start, _)| *place_start < end)
    }
}
