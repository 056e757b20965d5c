//! Blocks: their opening, their properties, their end; and what stands between blocks.

use pest::Parser as _;

use super::Builder;
use crate::diagnostic::{Diagnostic, Edit, Fix, codes};
use crate::source::Span;
use crate::syntax::ast::{Block, BlockKind, Ident, Item, Property, PropertyValue};
use crate::syntax::grammar::{Grammar, Pair, Rule};
use crate::syntax::vocabulary::{
    Holder, KEYWORDS, as_name, holders_of, keywords, one_edit_from, properties_of, suggest_keyword, suggest_property,
};

/// A block as far as it was read, whatever its kind.
pub(super) struct Frame {
    pub(super) holder: Holder,
    pub(super) keyword: Span,
    pub(super) name: Option<Ident>,
    pub(super) end: Span,
    pub(super) broken: bool,
}

impl Frame {
    /// The whole block's place.
    pub(super) fn span(&self) -> Span {
        self.keyword.to(self.end)
    }
}

impl Builder<'_> {
    /// A team, a cadence or a metric.
    pub(super) fn block(&mut self, pair: Pair) -> Item {
        let kind = kind(pair.as_str());
        let mut frame = self.frame(&pair, Holder::Block(kind));
        let mut properties: Vec<Property> = Vec::new();
        for part in pair.into_inner() {
            if self.settle_comma(&part) {
                frame.broken = true;
                continue;
            }
            match part.as_rule() {
                Rule::property => {
                    let property = self.property(part, frame.holder);
                    self.keep(property, &mut properties, &mut frame);
                }
                Rule::bad_entry => {
                    frame.broken = true;
                    let property = self.bad_entry(part, frame.holder, properties.last());
                    if let Some(previous) = properties.last_mut().filter(|_| std::mem::take(&mut self.went_on)) {
                        previous.value = PropertyValue::Error;
                    }
                    self.keep(property, &mut properties, &mut frame);
                }
                _ => self.frame_part(&part, &mut frame),
            }
        }
        let span = frame.span();
        match frame.name {
            Some(name) => Item::Block(Block { kind, keyword: frame.keyword, name, properties, span, broken: frame.broken }),
            None => Item::Error(span),
        }
    }

    /// The start of any block.
    pub(super) fn frame(&mut self, pair: &Pair, holder: Holder) -> Frame {
        self.swallowed_brace = false;
        let start = self.span(pair).start;
        let end = start + u32::try_from(holder.keyword().len()).unwrap_or(0);
        let keyword = Span { file: self.file, start, end };
        Frame { holder, keyword, name: None, end: keyword, broken: false }
    }

    /// Reports a comma behind the entry before this part. Whether that says all there is to say of the part.
    pub(super) fn settle_comma(&mut self, part: &Pair) -> bool {
        let Some(span) = self.comma.take() else { return false };
        let bad = matches!(part.as_rule(), Rule::bad_entry | Rule::bad_source_entry | Rule::bad_test_entry);
        if bad && !self.starts_property(part) {
            let help = "delete the `,` and what follows it, or declare another metric for it";
            self.syntax(span, "one value stands here, not a list", "", help);
            return true;
        }
        let fix = Fix::safe("delete the `,`", vec![Edit::delete(span)]);
        self.syntax_with(span, "entries need no `,` between them", "delete the `,`", Some(fix));
        false
    }

    /// What every block has: its name, its braces, and what stands between its entries.
    pub(super) fn frame_part(&mut self, part: &Pair, frame: &mut Frame) {
        match part.as_rule() {
            Rule::word if frame.name.is_none() => {
                frame.name = Some(self.name(part));
                frame.end = self.span(part);
            }
            Rule::bad_name => self.bad_opening(part, frame),
            Rule::missing_open => self.missing_open(frame),
            Rule::open_brace => frame.end = self.span(part),
            Rule::close_brace => frame.end = self.span(part),
            Rule::missing_close => self.missing_close(part, frame),
            Rule::remark => self.remark(part),
            _ => {}
        }
    }

    /// Adds a property, unless the block has it already.
    pub(super) fn keep(&mut self, property: Option<Property>, properties: &mut Vec<Property>, frame: &mut Frame) {
        let Some(property) = property else { return };
        frame.end = property.span;
        frame.broken |= matches!(property.value, PropertyValue::Error);
        match properties.iter().find(|other| same(other, &property)) {
            Some(first) => {
                let name = &property.name.text;
                let message = format!("`{name}` is given twice in this `{}`", frame.holder.keyword());
                let diagnostic = Diagnostic::new(codes::DUPLICATE_PROPERTY, property.name.span, message).here("given again");
                let fix = self.same_text(first.span, property.span);
                self.diagnostics.push(diagnostic.label(first.name.span, "given here").help("keep one of the two").fix_if(fix));
            }
            None => properties.push(property),
        }
    }

    /// The fix for what is said twice in the same words: the second is taken out.
    pub(super) fn same_text(&self, first: Span, second: Span) -> Option<Fix> {
        let text = |span: Span| self.text.get(span.start as usize..span.end as usize);
        let same = text(first).is_some_and(|first| text(second) == Some(first));
        same.then(|| Fix::safe("delete the second", vec![Edit::delete(second)]))
    }

    /// Whether a property belongs into such a block; reported where it does not. `rest` is what follows the name.
    pub(super) fn stands_here(&mut self, name: &Ident, rest: &str, holder: Holder) -> bool {
        if super::super::vocabulary::allowed(&name.text, holder) {
            return true;
        }
        let message = format!("{} has no property `{}`", holder.with_article(), name.text);
        let diagnostic = Diagnostic::new(codes::UNKNOWN_PROPERTY, name.span, message);
        let holders = holders_of(&name.text);
        let suggested = suggest_property(&name.text, holder).filter(|s| *s != name.text);
        let fix = suggested.filter(|_| holders.is_empty()).map(|meant| {
            // One letter apart from one property only, and a value of its: it can mean nothing else.
            let sure = one_edit_from(&name.text, properties_of(holder))
                && Grammar::parse(Rule::lone_property, &format!("{meant}{rest}")).is_ok();
            Fix::writing(name.span, meant, sure)
        });
        let help = match (suggested, holders.as_slice()) {
            (Some(meant), []) => format!("did you mean `{meant}`?"),
            (None, []) => format!("delete it; the properties of {} are in the language reference", holder.with_article()),
            (_, places) => format!("only {} has it", alternatives(places)),
        };
        self.diagnostics.push(diagnostic.help(help).fix_if(fix));
        false
    }

    fn bad_opening(&mut self, part: &Pair, frame: &mut Frame) {
        let written = part.as_str().trim();
        let (span, keyword) = (self.span(part), frame.holder.keyword());
        let span = Span { end: span.start + u32::try_from(written.len()).unwrap_or(0), ..span };
        let wants_title = frame.holder == Holder::Test;
        let meant = as_name(written);
        frame.broken = true;
        if written.is_empty() {
            let help = if wants_title {
                "write `test \"what it shows\" {`".to_owned()
            } else {
                format!("write `{keyword} its_name {{`")
            };
            self.syntax(frame.keyword, format!("this `{keyword}` has no name"), "", help);
            return;
        }
        if wants_title {
            let title = format!("\"{}\"", written.trim_matches(['"', '\'']));
            let fix = (!title.contains('\\') && title.matches('"').count() == 2).then(|| Fix::writing(span, &title, true));
            self.syntax_with(span, "a test's title stands in double quotes", format!("write `test {title} {{`"), fix);
            return;
        }
        if meant.is_empty() {
            self.syntax(span, format!("`{written}` is no name"), "", format!("write `{keyword} its_name {{`"));
            return;
        }
        let message = if written.starts_with(['"', '\'']) {
            "a name has no quotes".to_owned()
        } else {
            format!("`{written}` is not one name")
        };
        let fix = Fix::writing(span, &meant, written.trim_matches(['"', '\'']) == meant);
        self.syntax_with(span, message, format!("write `{keyword} {meant} {{`"), Some(fix));
        frame.name = Some(Ident { text: meant, span });
    }

    fn missing_open(&mut self, frame: &mut Frame) {
        frame.broken = true;
        let name = frame.name.as_ref().map_or("", |name| name.text.as_str());
        let keyword = frame.holder.keyword();
        let message = format!("`{{` is missing after `{keyword} {name}`");
        let fix = Fix::safe("write `{` after it", vec![Edit::new(frame.end.after(), " {")]);
        self.syntax_with(frame.end, message, format!("write `{keyword} {name} {{`"), Some(fix));
    }

    fn missing_close(&mut self, part: &Pair, frame: &mut Frame) {
        frame.broken = true;
        if self.swallowed_brace {
            return;
        }
        self.unclosed = Some(self.item);
        let offset = part.as_span().start();
        let rest = self.text.get(self.base + offset..).unwrap_or("");
        let next = Span::new(self.file, self.base + offset, self.base + offset);
        let name = frame.name.as_ref().map(|name| format!(" {}", name.text)).unwrap_or_default();
        let message = format!("`{}{name}` is not closed", frame.holder.keyword());
        let place = frame.name.as_ref().map_or(frame.keyword, |name| name.span);
        let mut diagnostic = Diagnostic::new(codes::SYNTAX, place, message).here("opened here, never closed");
        match rest.split('{').next().map(str::trim).filter(|head| !head.is_empty()) {
            Some(head) => {
                let length = u32::try_from(head.len()).unwrap_or(0);
                diagnostic = diagnostic.label(Span { end: next.end + length, ..next }, "the next declaration starts here");
                diagnostic = diagnostic.help(format!("write `}}` before `{head}`"));
            }
            None => diagnostic = diagnostic.help("write `}` at the end of the file"),
        }
        self.diagnostics.push(diagnostic);
    }

    /// A comment in the way of another language.
    pub(super) fn remark(&mut self, part: &Pair) {
        let (span, text) = (self.span(part), part.as_str());
        let mark = text.get(..2).unwrap_or("");
        let place = Span { end: span.start + 2, ..span };
        let meant = text.trim_start_matches(['/', '-', '*']).trim_end_matches(['/', '*', '\r']).trim();
        let help = format!("write `# {}`", super::literal::shorten(meant));
        let line = mark != "/*" || !text.contains('\n') && self.ends_line(span);
        let end = Span { start: span.end.saturating_sub(2), ..span };
        let mut edits = vec![Edit::new(place, "#")];
        edits.extend((mark == "/*" && text.len() > 4).then(|| Edit::delete(end)));
        let fix = (line && text.len() != 4).then(|| Fix::safe("write `#`", edits));
        self.syntax_with(place, format!("a comment starts with `#`, not `{mark}`"), help, fix);
    }

    /// Whether nothing but blanks follows on the line.
    fn ends_line(&self, span: Span) -> bool {
        let rest = self.text.get(span.end as usize..).and_then(|rest| rest.lines().next());
        rest.is_none_or(|rest| rest.trim().is_empty())
    }

    /// `metrics orders { … }`: reported, and read as the block that was most likely meant.
    pub(super) fn unknown_block(&mut self, pair: Pair) -> Item {
        let span = self.span(&pair);
        let mut parts = pair.into_inner();
        let Some(word) = parts.next() else { return Item::Error(span) };
        let place = self.span(&word);
        if self.is_mended(span) {
            return Item::Error(span);
        }
        let meant = suggest_keyword(word.as_str());
        let message = format!("there is no block `{}`", word.as_str());
        let help = match meant {
            Some(holder) => format!("did you mean `{}`?", holder.keyword()),
            None => format!("a declaration is {KEYWORDS}"),
        };
        let sure = one_edit_from(word.as_str(), keywords());
        let fix = meant.map(|holder| Fix::writing(place, holder.keyword(), sure));
        self.diagnostics.push(Diagnostic::new(codes::UNKNOWN_PROPERTY, place, message).help(help).fix_if(fix));
        let Some(holder) = meant else { return Item::Error(span) };
        self.read_as(holder, word, span)
    }

    fn read_as(&mut self, holder: Holder, word: Pair, span: Span) -> Item {
        let rest = self.text.get(place_after(&self.span(&word))..span.end as usize).unwrap_or("");
        let text = format!("{}{rest}", holder.keyword());
        let Ok(mut pairs) = Grammar::parse(Rule::lone_block, &text) else { return Item::Error(span) };
        let Some(block) = pairs.next().and_then(|lone| lone.into_inner().next()) else { return Item::Error(span) };
        // Positions count from the end of the word, which may be longer or shorter than the keyword that was meant.
        let Some(base) = place_after(&self.span(&word)).checked_sub(holder.keyword().len()) else { return Item::Error(span) };
        let outer = std::mem::replace(&mut self.base, base);
        let mut item = match block.as_rule() {
            Rule::block => self.block(block),
            Rule::source => self.source(block),
            _ => self.test(block),
        };
        self.base = outer;
        match &mut item {
            Item::Block(block) => block.broken = true,
            Item::Source(source) => source.broken = true,
            Item::Test(test) => test.broken = true,
            Item::Error(_) => {}
        }
        item
    }
}

fn place_after(span: &Span) -> usize {
    span.end as usize
}

fn same(one: &Property, other: &Property) -> bool {
    let dialect = |property: &Property| match &property.value {
        PropertyValue::Query { dialect, .. } => dialect.as_ref().map(|d| d.text.clone()),
        _ => None,
    };
    one.name.text == other.name.text && dialect(one) == dialect(other)
}

fn kind(text: &str) -> BlockKind {
    const KINDS: [BlockKind; 7] = [
        BlockKind::Team,
        BlockKind::Cadence,
        BlockKind::NorthStar,
        BlockKind::Input,
        BlockKind::Counter,
        BlockKind::Outcome,
        BlockKind::Metric,
    ];
    KINDS.into_iter().find(|kind| text.starts_with(kind.keyword())).unwrap_or(BlockKind::Metric)
}

/// `` `a`, `b` or `c` ``
pub(super) fn alternatives(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
