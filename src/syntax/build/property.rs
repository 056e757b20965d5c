//! Properties: the value of each by its own grammar.

use super::Builder;
use crate::diagnostic::{Edit, Fix};
use crate::source::Span;
use crate::syntax::ast::{
    Allow, Bound, Dimension, Every, From, Lead, Limit, On, Property, PropertyValue, RelativeLimit, Sign, Snapshot, TableName,
    Target, TargetSuffix, TimeUnit, UnitExpr, UnitOperator, Value, Window,
};
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::vocabulary::Holder;

impl Builder<'_> {
    /// `name: value`, checked for whether it stands in such a block.
    pub(super) fn property(&mut self, pair: Pair, holder: Holder) -> Option<Property> {
        let whole = pair.as_str();
        let mut parts = pair.into_inner();
        let name = self.word(&parts.next()?);
        let mut dialect = None;
        let mut value = PropertyValue::Error;
        let mut end = name.span;
        for part in parts {
            match part.as_rule() {
                Rule::colon | Rule::entry_end => {}
                Rule::query_dialect => dialect = part.into_inner().find(|p| p.as_rule() == Rule::name),
                Rule::stray_mark => self.stray_mark(&part),
                _ => {
                    end = self.span_of(&part);
                    value = self.value_of(&name.text, part, dialect.take()).unwrap_or(PropertyValue::Error);
                }
            }
        }
        let span = name.span.to(end);
        if self.is_mended(span) && !matches!(value, PropertyValue::Prose(_)) {
            value = PropertyValue::Error;
        }
        let property = Property { name, value, span };
        Some(if self.stands_here(&property.name, whole.get(property.name.text.len()..).unwrap_or(""), holder) {
            property
        } else {
            Property { value: PropertyValue::Error, ..property }
        })
    }

    /// `;` or `,` after an entry.
    pub(super) fn stray_mark(&mut self, mark: &Pair) {
        let span = self.span(mark);
        if mark.as_str() == "," {
            // What follows tells what it is.
            self.comma = Some(span);
        } else {
            let fix = Fix::safe("delete the `;`", vec![Edit::delete(span)]);
            self.syntax_with(span, "entries need no `;` between them", "delete the `;`", Some(fix));
        }
    }

    fn value_of(&mut self, name: &str, pair: Pair, dialect: Option<Pair>) -> Option<PropertyValue> {
        let span = self.span_of(&pair);
        Some(match pair.as_rule() {
            Rule::prose if name == "query" => {
                PropertyValue::Query { dialect: dialect.map(|d| self.dialect(&d)), sql: self.raw(pair) }
            }
            Rule::prose => PropertyValue::Prose(self.prose(pair)),
            Rule::name => PropertyValue::Word(self.name(&pair)),
            Rule::fill => PropertyValue::Word(self.word(&pair)),
            Rule::value => PropertyValue::Value(self.value(pair, span)),
            Rule::words => PropertyValue::Words(self.names(pair)),
            Rule::unit => PropertyValue::Unit(self.unit(pair)?),
            Rule::expression => PropertyValue::Expr(self.expression(pair)),
            Rule::dimensions => PropertyValue::Dimensions(pair.into_inner().filter_map(|p| self.dimension(p)).collect()),
            Rule::limit => PropertyValue::Limit(self.limit(pair, span)?),
            Rule::targets => {
                let targets = pair.into_inner().filter(|p| p.as_rule() == Rule::target);
                PropertyValue::Targets(targets.map(|p| self.target(p)).collect::<Option<_>>()?)
            }
            Rule::columns => {
                let mut names = self.names(pair).into_iter();
                PropertyValue::Columns { from: names.next()?, to: names.next() }
            }
            Rule::date => PropertyValue::Date(self.date(&pair, true)?),
            Rule::every => PropertyValue::Every(self.every(pair, span)?),
            Rule::revisit => PropertyValue::Every(self.every(pair.into_inner().find(|p| p.as_rule() == Rule::every)?, span)?),
            Rule::window => PropertyValue::Window(self.window(pair, span)?),
            Rule::snapshot => PropertyValue::Snapshot(self.snapshot(pair, span)?),
            Rule::leads => {
                let leads = pair.into_inner().filter(|p| p.as_rule() == Rule::lead);
                PropertyValue::Leads(leads.map(|p| self.lead(p)).collect::<Option<_>>()?)
            }
            Rule::fresh => PropertyValue::Fresh(self.duration(pair.into_inner().find(|p| p.as_rule() == Rule::duration)?)?),
            Rule::table => PropertyValue::Table(self.table(pair, span)),
            Rule::allows => {
                let allows = pair.into_inner().filter(|p| p.as_rule() == Rule::allow);
                PropertyValue::Allow(allows.filter_map(|p| self.allow(p)).collect())
            }
            _ => return None,
        })
    }

    /// The names among a pair's parts.
    pub(super) fn names(&mut self, pair: Pair) -> Vec<crate::syntax::ast::Ident> {
        pair.into_inner().filter(|p| p.as_rule() == Rule::name).map(|p| self.name(&p)).collect()
    }

    fn value(&mut self, pair: Pair, span: Span) -> Value {
        let mut value = Value { expr: super::expression::error(span).0, from: None, span };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::expression => value.expr = self.expression(part),
                Rule::origin => value.from = self.origin(part),
                _ => {}
            }
        }
        value
    }

    fn origin(&mut self, pair: Pair) -> Option<From> {
        let mut source = None;
        let mut filter = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => source = Some(self.name(&part)),
                Rule::expression => filter = Some(self.expression(part)),
                _ => {}
            }
        }
        Some(From { source: source?, filter })
    }

    /// `night / booking`
    pub(super) fn unit(&mut self, pair: Pair) -> Option<UnitExpr> {
        let span = self.span_of(&pair);
        let mut parts = pair.into_inner();
        let first = self.name(&parts.next()?);
        let mut rest = Vec::new();
        while let (Some(operator), Some(name)) = (parts.next(), parts.next()) {
            let operator = if operator.as_str() == "*" { UnitOperator::Times } else { UnitOperator::Per };
            rest.push((operator, self.name(&name)));
        }
        Some(UnitExpr { first, rest, span })
    }

    fn dimension(&mut self, pair: Pair) -> Option<Dimension> {
        if pair.as_rule() != Rule::dimension {
            return None;
        }
        let span = self.span_of(&pair);
        let (mut path, mut alias) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::path => path = Some(self.path(part)),
                Rule::name => alias = Some(self.name(&part)),
                _ => {}
            }
        }
        Some(Dimension { path: path?, alias, span })
    }

    fn limit(&mut self, pair: Pair, span: Span) -> Option<Limit> {
        let mut least = false;
        let mut numbers = Vec::new();
        let mut relative = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::least_word => least = true,
                Rule::signed_number => numbers.push(self.signed_number(part)?),
                Rule::relative_limit => relative = Some(self.relative_limit(part)?),
                _ => {}
            }
        }
        let bound = match numbers.as_slice() {
            [low, high] => Bound::Between(*low, *high),
            [number] if least => Bound::AtLeast(*number),
            [number] => Bound::AtMost(*number),
            _ => return None,
        };
        Some(Limit { bound, relative, span })
    }

    fn relative_limit(&mut self, pair: Pair) -> Option<RelativeLimit> {
        let above = pair.as_str().starts_with("above");
        let trailing = self.duration(pair.into_inner().find(|p| p.as_rule() == Rule::duration)?)?;
        Some(RelativeLimit { above, trailing })
    }

    fn target(&mut self, pair: Pair) -> Option<Target> {
        let span = self.span_of(&pair);
        let (mut sign, mut amount, mut suffix, mut dates) = (None, None, None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::sign => sign = Some(if part.as_str() == "-" { Sign::Minus } else { Sign::Plus }),
                Rule::number => amount = Some(self.number(&part)?),
                Rule::target_suffix if part.as_str() == "pp" => suffix = Some(TargetSuffix::Points),
                Rule::target_suffix => suffix = Some(TargetSuffix::Relative),
                Rule::date => dates.push(self.date(&part, true)?),
                _ => {}
            }
        }
        let mut dates = dates.into_iter();
        Some(Target { sign, amount: amount?, suffix, by: dates.next()?, from: dates.next(), span })
    }

    fn lead(&mut self, pair: Pair) -> Option<Lead> {
        let span = self.span_of(&pair);
        let (mut outcome, mut counts, mut unit) = (None, Vec::new(), None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => outcome = Some(self.name(&part)),
                Rule::number => counts.push((self.count(&part, 0)?, self.span(&part))),
                Rule::time_unit => unit = TimeUnit::from_word(part.as_str()),
                _ => {}
            }
        }
        let [(low, first), (high, second)] = *counts.as_slice() else { return None };
        if low > high {
            let message = format!("the span ends before it starts: {low} is more than {high}");
            let (place, meant) = (first.to(second), format!("{high} to {low}"));
            self.malformed_with(place, message, format!("write `{meant}`"), Some(Fix::writing(place, &meant, true)));
            return None;
        }
        Some(Lead { outcome: outcome?, low, high, unit: unit?, span })
    }

    fn every(&mut self, pair: Pair, span: Span) -> Option<Every> {
        let mut every = Every { count: 1, unit: TimeUnit::Day, on: None, span };
        let mut before_unit = true;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::number if before_unit => every.count = self.count(&part, 1)?,
                Rule::time_unit => {
                    every.unit = TimeUnit::from_word(part.as_str())?;
                    before_unit = false;
                }
                Rule::number => every.on = Some(On::Day(self.count(&part, 1)?, self.span(&part))),
                Rule::name => every.on = Some(On::Weekday(self.name(&part))),
                _ => {}
            }
        }
        Some(every)
    }

    fn window(&mut self, pair: Pair, span: Span) -> Option<Window> {
        let first = pair.into_inner().find(|p| p.as_rule() != Rule::trailing_word)?;
        match first.as_rule() {
            Rule::duration => Some(Window::Trailing(self.duration(first)?)),
            Rule::time_unit => Some(Window::ToDate(TimeUnit::from_word(first.as_str())?, span)),
            _ => Some(Window::AllTime(span)),
        }
    }

    fn snapshot(&mut self, pair: Pair, span: Span) -> Option<Snapshot> {
        let mut names = self.names(pair).into_iter();
        Some(Snapshot { which: names.next()?, by: names.collect(), span })
    }

    fn table(&mut self, pair: Pair, span: Span) -> TableName {
        let parts = pair.into_inner().filter(|p| p.as_rule() == Rule::table_part);
        let parts = parts.map(|part| {
            let text = part.as_str();
            match text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
                Some(quoted) => crate::syntax::prose::unescape(quoted).0,
                None => text.to_owned(),
            }
        });
        TableName { parts: parts.collect(), span }
    }

    fn allow(&mut self, pair: Pair) -> Option<Allow> {
        let span = self.span_of(&pair);
        let (mut rule, mut because) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::rule_name => rule = Some(self.word(&part)),
                Rule::prose => because = Some(self.prose(part)),
                _ => {}
            }
        }
        Some(Allow { rule: rule?, because, span })
    }
}
