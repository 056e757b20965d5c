//! Comparisons: what can be compared with what.

use super::units::Meeting;
use super::{Checker, Operand, constant, error, is_error, literal, size, time, truth};
use crate::diagnostic::{Diagnostic, Fix, codes};
use crate::model::expr::{Comparison, Expr, Node};
use crate::model::types::{Literal, Type};
use crate::source::Span;
use crate::syntax::ast;

impl<L: Clone + PartialEq> Checker<'_, L> {
    pub(super) fn compare(&mut self, comparison: Comparison, left: &ast::Expr, right: &ast::Expr) -> Expr<L> {
        let (left, right) = (self.operand(left), self.operand(right));
        self.compare_operands(comparison, left, right)
    }

    pub(super) fn compare_operands(&mut self, comparison: Comparison, left: Operand<L>, right: Operand<L>) -> Expr<L> {
        let Some((left, right)) = self.comparable(left, right) else { return error() };
        if let Some(finding) = constant::comparison(comparison, &left, &right, self.leaves) {
            self.d.push(finding);
            return error();
        }
        truth(Node::Compare(comparison, Box::new(left.expr), Box::new(right.expr)), &[])
    }

    pub(super) fn is_distinct(&mut self, left: &ast::Expr, right: &ast::Expr) -> Expr<L> {
        let (left, right) = (self.operand(left), self.operand(right));
        let Some((left, right)) = self.comparable(left, right) else { return error() };
        let nulls = left.expr.ty == Type::Null || right.expr.ty == Type::Null;
        if !nulls && let Some(finding) = constant::comparison(Comparison::NotEqual, &left, &right, self.leaves) {
            self.d.push(finding);
            return error();
        }
        truth(Node::IsDistinct(Box::new(left.expr), Box::new(right.expr)), &[])
    }

    pub(super) fn between(&mut self, value: &ast::Expr, low: &ast::Expr, high: &ast::Expr, span: Span) -> Expr<L> {
        let (value, low, high) = (self.operand(value), self.operand(low), self.operand(high));
        if let Some(finding) = size::too_large(&value.expr, value.span) {
            self.d.push(finding);
            return error();
        }
        if let Some(finding) = constant::empty_range(&low, &high, span) {
            self.d.push(finding);
            return error();
        }
        let above = self.compare_operands(Comparison::GreaterOrEqual, value.clone(), low);
        if is_error(&above) {
            return error();
        }
        let below = self.compare_operands(Comparison::LessOrEqual, value, high);
        truth(Node::And(Box::new(above), Box::new(below.clone())), &[&below])
    }

    pub(super) fn is_in(&mut self, needle: &ast::Expr, list: &[ast::Expr], negated: bool) -> Expr<L> {
        let mut operands = vec![self.operand(needle)];
        operands.extend(list.iter().map(|item| self.operand(item)));
        time::align(operands.iter_mut().map(|operand| &mut operand.expr), self.leaves.zone());
        let mut operands = operands.into_iter();
        let Some(needle) = operands.next() else { return error() };
        let mut items = Vec::new();
        let mut failed = is_error(&needle.expr);
        for item in operands {
            match self.member(&needle, item, negated) {
                Some(item) => items.push(item),
                None => failed = true,
            }
        }
        if failed || items.is_empty() {
            return error();
        }
        truth(Node::In(Box::new(needle.expr), items), &[])
    }

    /// One item of an `in` list, where it can be found at all.
    fn member(&mut self, needle: &Operand<L>, item: Operand<L>, negated: bool) -> Option<Expr<L>> {
        let (needle, item) = self.comparable(needle.clone(), item)?;
        if item.expr.ty == Type::Null {
            self.d.push(constant::null_in_list(&item, negated));
            return None;
        }
        if let Some(finding) = constant::comparison(Comparison::Equal, &needle, &item, self.leaves) {
            self.d.push(finding);
            return None;
        }
        Some(item.expr)
    }

    /// Both sides with types that compare and equal units; reported where there is no way.
    pub(super) fn comparable(&mut self, mut left: Operand<L>, mut right: Operand<L>) -> Option<(Operand<L>, Operand<L>)> {
        if is_error(&left.expr) || is_error(&right.expr) {
            return None;
        }
        if !same_class(&left.expr.ty, &right.expr.ty) {
            self.d.push(mismatch("a comparison", &left, &right));
            return None;
        }
        time::align([&mut left.expr, &mut right.expr], self.leaves.zone());
        self.shared_unit("a comparison", &left, &right, Meeting::Choice).ok()?;
        Some((left, right))
    }
}

/// Whether values of both types can be compared.
pub(super) fn same_class(left: &Type, right: &Type) -> bool {
    match (left, right) {
        (Type::Null | Type::Error, _) | (_, Type::Null | Type::Error) => true,
        (Type::Text, Type::Text) | (Type::Boolean, Type::Boolean) => true,
        _ => (left.is_numeric() && right.is_numeric()) || (left.is_time() && right.is_time()),
    }
}

/// NS201: two types that do not meet. A constant is blamed before a column.
pub(super) fn mismatch<L>(what: &str, left: &Operand<L>, right: &Operand<L>) -> Diagnostic {
    let is_constant = |side: &Operand<L>| matches!(side.expr.node, Node::Literal(_));
    let (wrong, other) = if is_constant(left) && !is_constant(right) { (left, right) } else { (right, left) };
    let message = format!("{what} needs values of one type, but these are `{}` and `{}`", left.expr.ty, right.expr.ty);
    Diagnostic::new(codes::TYPE_MISMATCH, wrong.span, message)
        .here(format!("this is `{}`", wrong.expr.ty))
        .label(other.span, format!("this is `{}`", other.expr.ty))
        .help(help(wrong, &other.expr.ty))
        .fix_if(fix(wrong, &other.expr.ty))
}

/// What to write instead of an operand that meets another type.
fn help<L>(wrong: &Operand<L>, other: &Type) -> String {
    if let Node::Literal(literal @ Literal::Text(_)) = &wrong.expr.node
        && let Some((meant, _)) = literal::meant(literal, other)
    {
        return format!("write it without quotes: `{meant}`");
    }
    match (&wrong.expr.node, other) {
        (Node::Literal(Literal::Text(_)), Type::Date | Type::Timestamp(_)) => {
            "write a date without quotes, as in `2026-01-05`".to_owned()
        }
        (Node::Literal(Literal::Number(number)), Type::Text) => format!("write it in quotes: `'{number}'`"),
        (Node::Literal(Literal::Number(_)), Type::Boolean) => "write `true` or `false`".to_owned(),
        (Node::Literal(_), Type::Text) => "write text in single quotes".to_owned(),
        (_, Type::Error | Type::Null) => "make both sides of one type".to_owned(),
        (_, other) => format!("convert one side: `cast(… as {})`", other),
    }
}

/// The change that makes a constant one of another type.
fn fix<L>(wrong: &Operand<L>, other: &Type) -> Option<Fix> {
    let Node::Literal(literal) = &wrong.expr.node else { return None };
    literal::meant(literal, other).map(|(text, safe)| Fix::writing(wrong.span, &text, safe))
}
