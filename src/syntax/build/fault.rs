//! What the grammar skipped: each bad span is looked at alone, and one finding says what is wrong with it.

use pest::Parser as _;
use pest::error::{ErrorVariant, InputLocation};

use super::Builder;
use super::change::Sure;
use super::foreign;
use super::hint::{self, Advice};
use super::literal::shorten;
use super::wording::expectations;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::ast::{Ident, Item, Property, PropertyValue, SourceEntry};
use crate::syntax::grammar::{Grammar, Pair, Rule};
use crate::syntax::token::{Token, TokenKind, tokens};
use crate::syntax::vocabulary::{ATTRIBUTES, Holder, KEYWORDS, TYPES, example, is_property, nearest, our_type, suggest_keyword};

/// A bad span with its tokens, without space and comments.
pub(super) struct Fault<'t> {
    pub(super) text: &'t str,
    /// Where it starts in the file.
    pub(super) start: usize,
    pub(super) tokens: Vec<Token>,
}

impl<'t> Fault<'t> {
    /// The text of a token; empty past the end.
    pub(super) fn at(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| token.text(self.text))
    }

    /// The kind of a token.
    pub(super) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    fn is_word(&self, index: usize) -> bool {
        self.kind(index) == Some(TokenKind::Word)
    }

    /// The token at a position, or the first one after it.
    fn index_at(&self, position: usize) -> usize {
        self.tokens.iter().position(|token| token.end > position).unwrap_or(self.tokens.len())
    }

    /// From one token to another, both included.
    pub(super) fn text_of(&self, first: usize, last: usize) -> &'t str {
        let start = self.tokens.get(first).map_or(0, |t| t.start);
        let end = self.tokens.get(last).or(self.tokens.last()).map_or(start, |t| t.end);
        self.text.get(start..end).unwrap_or("")
    }
}

impl Builder<'_> {
    fn fault<'t>(&self, pair: &Pair<'t>) -> Fault<'t> {
        let text = pair.as_str();
        let mut tokens = tokens(text);
        tokens.retain(Token::is_code);
        Fault { text, start: self.base + pair.as_span().start(), tokens }
    }

    fn token_span(&self, fault: &Fault, index: usize) -> Span {
        let (start, end) = match fault.tokens.get(index).or(fault.tokens.last()) {
            Some(token) => (token.start, token.end),
            None => (0, fault.text.len()),
        };
        Span::new(self.file, fault.start + start, fault.start + end)
    }

    /// Whether the fault is one that is reported already, or reported here as a string without its end.
    fn is_lexical(&mut self, fault: &Fault) -> bool {
        // What was blanked out at its end is no longer part of its text.
        let end = fault.start + fault.text.len();
        let rest = self.text.get(end..).unwrap_or("");
        let end = end + rest.len() - rest.trim_start().len();
        if self.is_mended(Span::new(self.file, fault.start, end)) {
            return true;
        }
        let open = (0..fault.tokens.len()).find(|index| fault.kind(*index) == Some(TokenKind::Unterminated));
        if let Some(index) = open {
            let span = self.token_span(fault, index);
            self.unterminated(span, fault.at(index));
        }
        open.is_some()
    }

    /// An entry of a block that is no property.
    pub(super) fn bad_entry(&mut self, pair: Pair, holder: Holder, previous: Option<&Property>) -> Option<Property> {
        let fault = self.fault(&pair);
        let lexical = self.is_lexical(&fault);
        // `filter (…)` may belong to the value before it.
        if !lexical && fault.at(1) != ":" && self.goes_on_from(&fault, previous) {
            return None;
        }
        if let Some(property) = self.bad_property(&fault, holder, lexical) {
            return property;
        }
        if !lexical {
            self.no_property(&fault, holder, previous);
        }
        None
    }

    /// An entry that starts as a property does. The outer `None`: it does not.
    fn bad_property(&mut self, fault: &Fault, holder: Holder, lexical: bool) -> Option<Option<Property>> {
        let name = fault.at(0);
        let colon = fault.at(1) == ":" || (name == "query" && fault.at(1) == "(" && fault.at(4) == ":");
        let ident = Ident { text: name.to_owned(), span: self.token_span(fault, 0) };
        let known = is_property(name);
        if !fault.is_word(0) || !(colon || known) {
            return None;
        }
        if !colon && super::super::vocabulary::allowed(name, holder) && !lexical {
            self.missing_colon(fault, name, ident.span);
        } else if !self.stands_here(&ident, fault.text.get(name.len()..).unwrap_or(""), holder) {
            return Some(None);
        } else if !lexical {
            self.lone(fault, Rule::lone_property, Some(name));
        }
        let span = ident.span.to(Span::new(self.file, fault.start, fault.start + fault.text.len()));
        Some(Some(Property { name: ident, value: PropertyValue::Error, span }))
    }

    /// Whether a bad entry has a name and a colon.
    pub(super) fn starts_property(&self, pair: &Pair) -> bool {
        let fault = self.fault(pair);
        fault.at(1) == ":" || is_property(fault.at(0))
    }

    fn missing_colon(&mut self, fault: &Fault, name: &str, span: Span) {
        let instead = matches!(fault.at(1), "=" | "==" | "->" | "{");
        let message = match fault.at(1) {
            mark @ ("=" | "==") => format!("`:` stands between `{name}` and its value, not `{mark}`"),
            _ => format!("`:` is missing after `{name}`"),
        };
        let value = fault.text_of(if instead { 2 } else { 1 }, usize::MAX);
        let value = if value.is_empty() || value.starts_with(['{', ':']) { example(name).unwrap_or("…") } else { value };
        let place = if instead && fault.at(1) != "{" { self.token_span(fault, 1) } else { span };
        let change = fault.colon(instead).filter(|_| fault.tokens.len() > 1 + usize::from(instead));
        let advice = Advice::new(message, Some(format!("write `{name}: {}`", shorten(value))));
        self.report(fault, place, advice.with(change));
    }

    /// An entry that is nothing like a property.
    fn no_property(&mut self, fault: &Fault, holder: Holder, previous: Option<&Property>) {
        let span = self.token_span(fault, 0);
        if fault.is_word(0) && self.text.get(..fault.start).is_some_and(|before| before.ends_with('\'')) {
            let help = format!("write `''{}`", fault.at(0));
            return self.syntax(span, "a quote within a text is written twice", "", help);
        }
        let advice = hint::no_property(fault, holder, previous, self.same_line(fault, previous));
        self.report(fault, span, advice);
    }

    fn goes_on_from(&mut self, fault: &Fault, previous: Option<&Property>) -> bool {
        let whole = previous.filter(|property| !matches!(property.value, PropertyValue::Error));
        whole.is_some_and(|property| self.goes_on(fault, property.span, Rule::lone_property, Some(&property.name.text)))
    }

    /// Reads a fault together with the entry before it. Whether that entry goes on into it; what is wrong there is reported.
    fn goes_on(&mut self, fault: &Fault, previous: Span, rule: Rule, property: Option<&str>) -> bool {
        let (start, end) = (previous.start as usize, fault.start + fault.text.len());
        // Something else between them was looked at already, and would be looked at again for each fault that follows.
        if !self.text.get(previous.end as usize..fault.start).is_some_and(is_gap) {
            return false;
        }
        let text = self.text.get(start..end).filter(|_| !self.is_mended(Span::new(self.file, start, end)));
        let Some(text) = text else { return false };
        let mut whole = Fault { text, start, tokens: tokens(text) };
        whole.tokens.retain(Token::is_code);
        let Err(error) = Grammar::parse(rule, text) else { return false };
        let position = at(&error);
        let (index, first) = (whole.index_at(position), whole.index_at(fault.start - start));
        let expected = positives(error);
        if index > first {
            self.failed(&whole, position, &expected, property);
            self.went_on = true;
            return true;
        }
        let advice = foreign::mark_or_after(&whole, first, &expected).or_else(|| foreign::word(&whole, first, &expected));
        let Some(advice) = advice.filter(|_| index == first) else { return false };
        self.report(&whole, self.token_span(&whole, first), advice);
        self.went_on = true;
        true
    }

    /// Whether the fault starts on the line on which the previous entry ends.
    fn same_line(&self, fault: &Fault, previous: Option<&Property>) -> bool {
        let end = previous.map(|p| p.span.end as usize);
        end.and_then(|end| self.text.get(end..fault.start)).is_some_and(|between| !between.contains('\n'))
    }

    fn report(&mut self, fault: &Fault, span: Span, advice: Advice) {
        let fix = advice.fix.or(advice.change.map(|change| change.fix(self.file, fault.start)));
        let mut diagnostic = Diagnostic::new(codes::SYNTAX, span, advice.message).help_if(advice.help).fix_if(fix);
        if let Some((place, text)) = advice.label {
            diagnostic = diagnostic.label(place, text);
        }
        self.diagnostics.push(diagnostic);
    }

    /// Parses the fault's text alone and says what was expected where that failed.
    fn lone(&mut self, fault: &Fault, rule: Rule, property: Option<&str>) {
        let text = fault.text;
        let (position, expected) = match Grammar::parse(rule, text) {
            Err(error) => (at(&error), positives(error)),
            // It parses alone; what is wrong is what follows it.
            Ok(_) => (text.len(), Vec::new()),
        };
        self.failed(fault, position, &expected, property);
    }

    /// Reports a parse that stopped at a position.
    fn failed(&mut self, fault: &Fault, position: usize, expected: &[Rule], property: Option<&str>) {
        let index = fault.index_at(position);
        let span = self.token_span(fault, index);
        let mut advice = hint::advice(fault, index, expected, property).unwrap_or_else(|| {
            let words = expectations(expected);
            let words = if words.is_empty() { "something else".to_owned() } else { words };
            let start = property.filter(|_| index <= 2);
            let help =
                start.and_then(|name| Some(format!("for example `{name}: {}`", example(name)?))).or_else(|| pattern(fault));
            Advice::new(format!("expected {words}{}", found(fault, index)), help)
        });
        if let Some(open) = advice.open.take() {
            advice.label = Some((self.token_span(fault, open), "opened here".to_owned()));
        }
        self.report(fault, span, advice);
    }

    /// A text that should be one expression or path, and is not.
    pub(in crate::syntax) fn bad_stand_alone(&mut self, error: pest::error::Error<Rule>) {
        let mut fault = Fault { text: self.text, start: self.base, tokens: tokens(self.text) };
        fault.tokens.retain(Token::is_code);
        if !self.is_lexical(&fault) {
            let position = at(&error);
            self.failed(&fault, position, &positives(error), None);
        }
    }

    /// An entry of a source that is no column, property or link.
    ///
    /// `before` is the entry right before it, `previous` the property that came last.
    pub(super) fn bad_source_entry(
        &mut self,
        pair: Pair,
        previous: Option<&Property>,
        before: Option<&SourceEntry>,
    ) -> SourceEntry {
        let fault = self.fault(&pair);
        let lexical = self.is_lexical(&fault);
        let name = fault.is_word(0).then(|| Ident { text: fault.at(0).to_owned(), span: self.token_span(&fault, 0) });
        if fault.at(0) == "link" && fault.is_word(1) && fault.at(2) == ":" {
            if !lexical {
                self.lone(&fault, Rule::lone_link, None);
            }
            let link = Ident { text: fault.at(1).to_owned(), span: self.token_span(&fault, 1) };
            return SourceEntry::Error(Some(link));
        }
        if fault.at(0) == "link" && fault.is_word(1) && fault.at(2) == "(" {
            let link = Ident { text: fault.at(1).to_owned(), span: self.token_span(&fault, 1) };
            if !lexical {
                let help = format!("write `link {}: {}`", link.text, shorten(fault.text_of(2, usize::MAX)));
                let advice = Advice::new(format!("`:` is missing after `link {}`", link.text), Some(help));
                self.report(&fault, link.span, advice.with(fault.behind(1, ":", Sure::Yes)));
            }
            return SourceEntry::Error(Some(link));
        }
        if !lexical && fault.is_word(0) && !is_property(fault.at(0)) && fault.at(1) == ":" && is_type_like(fault.at(2)) {
            let help = format!("write `{}`", shorten(&format!("{} {}", fault.at(0), fault.text_of(2, usize::MAX))));
            let change = fault.deleting(&[1], Sure::Yes);
            let advice = Advice::new("no `:` stands between a column and its type", Some(help)).with(change);
            self.report(&fault, self.token_span(&fault, 1), advice);
            return SourceEntry::Error(name);
        }
        let is_column = fault.is_word(1) && is_type_like(fault.at(1));
        if !is_column && let Some(property) = self.bad_property(&fault, Holder::Source, lexical) {
            return property.map_or(SourceEntry::Error(None), SourceEntry::Property);
        }
        if lexical {
            return SourceEntry::Error(name);
        }
        if is_column {
            self.lone(&fault, Rule::lone_column, None);
            return SourceEntry::Error(name);
        }
        if fault.is_word(0) && self.starts_entry(&fault) {
            self.bad_type(&fault);
            return SourceEntry::Error(name);
        }
        let goes_on = match before {
            Some(SourceEntry::Column(column)) => {
                column.computed.is_some() && self.goes_on(&fault, column.span, Rule::lone_column, None)
            }
            Some(SourceEntry::Property(property)) => self.goes_on_from(&fault, Some(property)),
            _ => false,
        };
        if goes_on {
            return SourceEntry::Error(None);
        }
        if ATTRIBUTES.contains(&fault.at(0)) && fault.tokens.len() > 1 {
            self.lone(&fault, Rule::lone_attribute, None);
            return SourceEntry::Error(None);
        }
        let advice = hint::no_attribute(&fault, ATTRIBUTES.iter().copied())
            .unwrap_or_else(|| hint::no_property(&fault, Holder::Source, previous, self.same_line(&fault, previous)));
        let span = self.token_span(&fault, 0);
        self.report(&fault, span, advice);
        SourceEntry::Error(None)
    }

    /// Whether nothing but space stands before it on its line, or the source's brace.
    fn starts_entry(&self, fault: &Fault) -> bool {
        let before = self.text.get(..fault.start).unwrap_or("").trim_end_matches([' ', '\t']);
        before.ends_with(['\n', '{'])
    }

    fn bad_type(&mut self, fault: &Fault) {
        let (name, ty) = (fault.at(0), fault.at(1));
        if !fault.is_word(1) {
            let found = if fault.kind(1).is_some() { found(fault, 1) } else { String::new() };
            let message = format!("column `{name}` has no type{found}");
            self.report(
                fault,
                self.token_span(fault, 0),
                Advice::new(message, Some(format!("write `{name} text`, or another type: {}", TYPES.join(", ")))),
            );
            return;
        }
        let span = self.token_span(fault, 1);
        let lower = ty.to_lowercase();
        let ours = nearest(&lower, TYPES.into_iter());
        let foreign =
            || our_type(nearest(&lower, ["string", "varchar", "bigint", "numeric", "double", "bool", "datetime"].into_iter())?);
        let (help, change) = match ours.or_else(|| foreign().map(|(ours, _)| ours)) {
            Some(ours) => (format!("did you mean `{ours}`?"), fault.writing(1, 1, ours, Sure::No)),
            None => (format!("the types are {}", TYPES.join(", ")), None),
        };
        self.report(fault, span, Advice::new(format!("`{ty}` is no type"), Some(help)).with(change));
    }

    /// An entry of a test that is neither `given` nor `expect` nor a property.
    pub(super) fn bad_test_entry(&mut self, pair: Pair, previous: Option<&Property>) -> Option<Property> {
        let fault = self.fault(&pair);
        let lexical = self.is_lexical(&fault);
        let rule = match fault.at(0) {
            "given" => Rule::lone_given,
            "expect" => Rule::lone_expect,
            _ => {
                if let Some(property) = self.bad_property(&fault, Holder::Test, lexical) {
                    return property;
                }
                if !lexical {
                    self.no_property(&fault, Holder::Test, previous);
                }
                return None;
            }
        };
        if !lexical {
            self.lone(&fault, rule, None);
        }
        None
    }

    /// A row that is not made of literals.
    pub(super) fn bad_row(&mut self, pair: Pair) {
        let fault = self.fault(&pair);
        if self.is_lexical(&fault) {
            return;
        }
        match Grammar::parse(Rule::lone_row, fault.text) {
            Err(error) => {
                let position = at(&error);
                let expected = positives(error);
                let values = |rule: &Rule| matches!(rule, Rule::literal | Rule::comma | Rule::close_paren);
                if expected.iter().all(values) && fault.at(0) == "(" && fault.text.ends_with(')') {
                    let index = fault.index_at(position);
                    let message = format!("a row holds literals only{}", found(&fault, index));
                    let help = "write numbers, dates, texts in single quotes, `true`, `false` or `null`, with `,` between them";
                    self.syntax(self.token_span(&fault, index), message, "", help);
                } else {
                    self.failed(&fault, position, &expected, None);
                }
            }
            Ok(_) => self.failed(&fault, 0, &[Rule::row], None),
        }
    }

    /// Text between blocks.
    pub(super) fn stray_item(&mut self, pair: Pair) -> Item {
        let fault = self.fault(&pair);
        let whole = Span::new(self.file, fault.start, fault.start + fault.text.trim_end().len());
        if let Some(remark) = pair.into_inner().next().filter(|p| p.as_rule() == Rule::remark) {
            self.remark(&remark);
            return Item::Error(whole);
        }
        if self.is_lexical(&fault) {
            return Item::Error(whole);
        }
        let span = self.token_span(&fault, 0);
        let first = fault.at(0);
        // A block within a block: the inner one was reported as standing in one that is not closed.
        if first == "}" && self.unclosed.is_some_and(|unclosed| unclosed + 2 == self.item) {
            return Item::Error(whole);
        }
        let advice = if first == "}" {
            Advice::new(
                "this `}` closes nothing",
                Some("delete it, or look for a block above that was closed too early".to_owned()),
            )
        } else if fault.at(1) == ":" {
            let help = "move it into the block it belongs to; a `}` above may stand too early".to_owned();
            Advice::new(format!("`{first}: …` stands outside of any block"), Some(help))
        } else if let Some(holder) = suggest_keyword(first).filter(|_| fault.is_word(0)) {
            let keyword = holder.keyword();
            let pattern = if holder == Holder::Test {
                "test \"what it shows\" { … }".to_owned()
            } else {
                format!("{keyword} its_name {{ … }}")
            };
            Advice::new(format!("expected a declaration{}", found(&fault, 0)), Some(format!("write `{pattern}`")))
        } else {
            let help = format!("a file holds {KEYWORDS} blocks");
            Advice::new(format!("expected a declaration{}", found(&fault, 0)), Some(help))
        };
        self.report(&fault, span, advice);
        Item::Error(whole)
    }
}

/// How an entry of a test is written.
fn pattern(fault: &Fault) -> Option<String> {
    match fault.at(0) {
        "given" => Some("write `given source (column, …) { (value, …) }`".to_owned()),
        "expect" => Some("write `expect metric by grain { (date, value) }`".to_owned()),
        "link" => Some("write `link name: (column, …) references source`".to_owned()),
        _ => None,
    }
}

/// Whether a text is nothing but blanks and comments.
fn is_gap(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix('#') {
        rest = comment.split_once('\n').map_or("", |(_, after)| after).trim_start();
    }
    rest.is_empty()
}

fn is_type_like(word: &str) -> bool {
    let lower = word.to_lowercase();
    TYPES.contains(&lower.as_str()) || our_type(word).is_some()
}

/// `, found …`, or ` after …` at the end of the span.
pub(super) fn found(fault: &Fault, index: usize) -> String {
    match fault.kind(index) {
        Some(_) => format!(", found {}", quoted(fault.at(index))),
        None => fault.tokens.len().checked_sub(1).map_or(String::new(), |last| format!(" after {}", quoted(fault.at(last)))),
    }
}

/// A token for people: characters that cannot be seen are named.
fn quoted(token: &str) -> String {
    match token.chars().next() {
        Some(c)
            if c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}') =>
        {
            format!("a character that cannot be seen (U+{:04X})", u32::from(c))
        }
        Some('`') => "a backtick".to_owned(),
        _ => format!("`{}`", shorten(token)),
    }
}

fn at(error: &pest::error::Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(position) => position,
        InputLocation::Span((start, _)) => start,
    }
}

fn positives(error: pest::error::Error<Rule>) -> Vec<Rule> {
    match error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => Vec::new(),
    }
}
