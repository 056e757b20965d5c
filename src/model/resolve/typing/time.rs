//! Dates and timestamps: how they meet, `cast` and `extract`.

use super::{Checker, error, is_error, is_number, literal, types};
use crate::diagnostic::{Diagnostic, Fix, codes};
use crate::model::expr::{Expr, Node, TimeField};
use crate::model::types::{Literal, Type, Zone};
use crate::model::unit::Unit;
use crate::syntax::ast::{self, Ident, TypeName};

/// Brings dates and timestamps that are compared to what they are compared as: beside a timestamp, a date is that day's
/// midnight in the project's zone, and a constant timestamp is a wall clock of the zone of the column that it meets.
pub(super) fn align<'e, L: 'e>(sides: impl IntoIterator<Item = &'e mut Expr<L>>, project_zone: &str) {
    let mut sides: Vec<&mut Expr<L>> = sides.into_iter().collect();
    let dates = sides.iter().any(|side| side.ty == Type::Date && !matches!(side.node, Node::Literal(_)));
    let timestamps = sides.iter().any(|side| matches!(side.ty, Type::Timestamp(_)));
    let zone = zone_of_column(&sides).or(dates.then(|| named(project_zone)));
    for side in &mut sides {
        match (&side.ty, &side.node) {
            (Type::Timestamp(_), Node::Literal(_)) => {
                if let Some(zone) = &zone {
                    side.ty = Type::Timestamp(zone.clone());
                }
            }
            (Type::Date, _) if timestamps => {
                let date = std::mem::replace(&mut **side, error());
                **side = Expr { node: Node::Cast(Box::new(date)), ty: Type::Timestamp(named(project_zone)), unit: None };
            }
            _ => {}
        }
    }
}

/// Gives timestamps that become one value one zone: that of the first which is no constant.
pub(super) fn share_zone<'e, L: 'e>(values: impl IntoIterator<Item = &'e mut Expr<L>>) {
    let mut values: Vec<&mut Expr<L>> = values.into_iter().collect();
    let Some(zone) = zone_of_column(&values) else { return };
    for value in &mut values {
        match (&value.ty, &value.node) {
            (Type::Timestamp(_), Node::Literal(_)) => value.ty = Type::Timestamp(zone.clone()),
            (Type::Timestamp(other), _) if *other != zone => {
                let instant = std::mem::replace(&mut **value, error());
                **value = Expr { node: Node::Cast(Box::new(instant)), ty: Type::Timestamp(zone.clone()), unit: None };
            }
            _ => {}
        }
    }
}

fn zone_of_column<L>(sides: &[&mut Expr<L>]) -> Option<Zone> {
    sides.iter().find_map(|side| match (&side.ty, &side.node) {
        (Type::Timestamp(zone), node) if !matches!(node, Node::Literal(_)) => Some(zone.clone()),
        _ => None,
    })
}

/// A zone by name; UTC by any name is the zone of instants.
pub(super) fn named(zone: &str) -> Zone {
    if zone == "UTC" { Zone::Utc } else { Zone::Named(zone.to_owned()) }
}

impl<L: Clone + PartialEq> Checker<'_, L> {
    pub(super) fn cast(&mut self, inner: &ast::Expr, written: &TypeName) -> Expr<L> {
        let operand = self.operand(inner);
        let ty = types::type_of(written, self.d);
        if is_error(&operand.expr) || ty == Type::Error {
            return error();
        }
        if !castable(&operand.expr.ty, &ty) {
            let message = format!("`{}` cannot be converted to `{ty}`", operand.expr.ty);
            let finding = Diagnostic::new(codes::TYPE_MISMATCH, inner.span, message)
                .here(format!("this is `{}`", operand.expr.ty))
                .label(written.span, "converted to this");
            self.d.push(finding.help_if(cast_help(&operand.expr.ty, &ty)));
            return error();
        }
        let unit = is_number(&ty).then(|| operand.expr.unit.clone()).flatten();
        let unit = if is_number(&ty) && operand.expr.ty == Type::Text { Some(Unit::none()) } else { unit };
        Expr { node: Node::Cast(Box::new(operand.expr)), ty, unit }
    }

    pub(super) fn extract(&mut self, field: &Ident, inner: &ast::Expr) -> Expr<L> {
        let operand = self.operand(inner);
        let Some(known) = TimeField::ALL.into_iter().find(|known| known.name() == field.text) else {
            let message = format!("`extract` knows no part called `{}`", field.text);
            let finding = Diagnostic::new(codes::FUNCTION_CALL, field.span, message).here("no part of a date or timestamp");
            let names = TimeField::ALL.iter().map(|field| field.name());
            self.d.push(finding.did_you_mean(&field.text, names));
            return error();
        };
        if is_error(&operand.expr) {
            return error();
        }
        if !operand.expr.ty.is_time() {
            self.not_a_time("extract", &operand);
            return error();
        }
        let of_clock = matches!(known, TimeField::Hour | TimeField::Minute | TimeField::Second);
        if of_clock && operand.expr.ty == Type::Date {
            self.d.push(no_clock(operand.span, known.name()));
            return error();
        }
        Expr { node: Node::Extract(known, Box::new(operand.expr)), ty: Type::Integer, unit: Some(Unit::none()) }
    }

    /// NS201 for an operand that is neither date nor timestamp.
    pub(super) fn not_a_time(&mut self, of: &str, operand: &super::Operand<L>) {
        let message = format!("`{of}` needs a `date` or a `timestamp`, but this is `{}`", operand.expr.ty);
        let finding = Diagnostic::new(codes::TYPE_MISMATCH, operand.span, message).here(format!("this is `{}`", operand.expr.ty));
        self.d.push(match (&operand.expr.node, &operand.expr.ty) {
            (Node::Literal(literal @ Literal::Text(_)), _) => {
                let fix = literal::meant(literal, &Type::Date).map(|(text, safe)| Fix::writing(operand.span, &text, safe));
                finding.help("write a date without quotes, as in `2026-01-05`").fix_if(fix)
            }
            (_, Type::Text) => finding.help("convert it: `cast(… as date)`"),
            _ => finding,
        });
    }
}

/// NS201: a date is asked for its time of day.
pub(super) fn no_clock(span: crate::source::Span, part: &str) -> Diagnostic {
    Diagnostic::new(codes::TYPE_MISMATCH, span, format!("a `date` has no `{part}`"))
        .here("this is `date`")
        .help("use a `timestamp` column, or `day` and longer")
}

/// Which values can be converted to which.
fn castable(from: &Type, to: &Type) -> bool {
    match (from, to) {
        // Each warehouse writes the digits of a float, and its exponent, in another way.
        (Type::Float, Type::Text) => false,
        (Type::Null, _) | (_, Type::Text) | (Type::Text, _) => true,
        (Type::Boolean, Type::Boolean) => true,
        _ => (is_number(from) && is_number(to)) || (from.is_time() && to.is_time()),
    }
}

fn cast_help(from: &Type, to: &Type) -> Option<String> {
    match (from, to) {
        (Type::Float, Type::Text) => Some(
            "say how many digits: `cast(cast(… as decimal(18, 2)) as text)`; each warehouse writes floats in another way"
                .to_owned(),
        ),
        (Type::Boolean, to) if is_number(to) => Some("write `case when … then 1 else 0 end`".to_owned()),
        (from, Type::Boolean) if is_number(from) => Some("write a comparison: `… != 0`".to_owned()),
        (from, to) if is_number(from) && to.is_time() => {
            Some("count from a date: `date_add('day', n, 1970-01-01)`, or use `native(…)` for an epoch".to_owned())
        }
        (from, to) if from.is_time() && is_number(to) => {
            Some("take a part of it: `extract(year from …)`, or count: `date_diff('day', from, to)`".to_owned())
        }
        _ => None,
    }
}
