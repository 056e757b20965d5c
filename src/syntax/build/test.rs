//! Tests: given rows and expected values.

use super::Builder;
use super::block::Frame;
use crate::diagnostic::{Edit, Fix};
use crate::source::Span;
use crate::syntax::ast::{Expect, Given, Item, Property, Prose, Row, Test};
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::vocabulary::Holder;

impl Builder<'_> {
    /// `test "…" { … }`
    pub(super) fn test(&mut self, pair: Pair) -> Item {
        let mut frame = self.frame(&pair, Holder::Test);
        let mut title: Option<Prose> = None;
        let (mut properties, mut givens, mut expects): (Vec<Property>, _, _) = (Vec::new(), Vec::new(), Vec::new());
        for part in pair.into_inner() {
            if self.settle_comma(&part) {
                frame.broken = true;
                continue;
            }
            match part.as_rule() {
                Rule::prose => {
                    let prose = self.prose(part);
                    frame.end = prose.span;
                    title = Some(prose);
                }
                Rule::missing_open_test => {
                    frame.broken = true;
                    let fix = Fix::safe("write `{` after it", vec![Edit::new(frame.end.after(), " {")]);
                    self.syntax_with(frame.end, "`{` is missing after the test's title", "write `{` after it", Some(fix));
                }
                Rule::given => givens.extend(self.given(part, &mut frame)),
                Rule::expect => expects.extend(self.expect(part, &mut frame)),
                Rule::property => {
                    let property = self.property(part, Holder::Test);
                    self.keep(property, &mut properties, &mut frame);
                }
                Rule::bad_test_entry => {
                    frame.broken = true;
                    let property = self.bad_test_entry(part, properties.last());
                    self.keep(property, &mut properties, &mut frame);
                }
                _ => self.frame_part(&part, &mut frame),
            }
        }
        let span = frame.span();
        match title {
            Some(name) => {
                Item::Test(Test { keyword: frame.keyword, name, properties, givens, expects, span, broken: frame.broken })
            }
            None => Item::Error(span),
        }
    }

    fn given(&mut self, pair: Pair, frame: &mut Frame) -> Option<Given> {
        let start = self.span(&pair);
        let (mut source, mut columns, mut rows, mut end) = (None, Vec::new(), Vec::new(), start);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => source = Some(self.name(&part)),
                Rule::words => columns = self.names(part),
                Rule::rows => {
                    end = self.span_of(&part);
                    rows = self.rows(part, frame);
                }
                _ => {}
            }
        }
        frame.end = end;
        Some(Given { source: source?, columns, rows, span: Span { end: end.end, ..start } })
    }

    fn expect(&mut self, pair: Pair, frame: &mut Frame) -> Option<Expect> {
        let start = self.span(&pair);
        let (mut names, mut dimensions, mut rows, mut end) = (Vec::new(), Vec::new(), Vec::new(), start);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => names.push(self.name(&part)),
                Rule::path => dimensions.push(self.path(part)),
                Rule::rows => {
                    end = self.span_of(&part);
                    rows = self.rows(part, frame);
                }
                _ => {}
            }
        }
        frame.end = end;
        let mut names = names.into_iter();
        Some(Expect { metric: names.next()?, grain: names.next()?, dimensions, rows, span: Span { end: end.end, ..start } })
    }

    fn rows(&mut self, pair: Pair, frame: &mut Frame) -> Vec<Row> {
        let mut rows = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::row => rows.push(self.row(part)),
                Rule::bad_row => {
                    frame.broken = true;
                    self.bad_row(part);
                }
                _ => {}
            }
        }
        rows
    }

    fn row(&mut self, pair: Pair) -> Row {
        let start = self.span(&pair);
        let (mut values, mut end) = (Vec::new(), start);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::literal => values.push(self.literal(part)),
                Rule::close_paren => end = self.span(&part),
                Rule::stray_mark => {
                    let mark = self.span(&part);
                    let message = format!("rows need no `{}` between them", part.as_str());
                    let fix = Fix::safe(format!("delete the `{}`", part.as_str()), vec![Edit::delete(mark)]);
                    self.syntax_with(mark, message, "delete it", Some(fix));
                }
                _ => {}
            }
        }
        Row { values, span: Span { end: end.end, ..start } }
    }
}
