//! `+ - * /` and the minus before a number.

use super::units::Meeting;
use super::{Checker, Operand, constant, error, is_error, literal, numeric};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::expr::{Arithmetic, Expr, Node};
use crate::model::types::{Literal, Type};
use crate::model::unit::Unit;
use crate::source::Span;
use crate::syntax::ast;

impl<L: Clone + PartialEq> Checker<'_, L> {
    pub(super) fn negate(&mut self, inner: &ast::Expr) -> Expr<L> {
        let operand = self.operand(inner);
        if !operand.expr.ty.is_numeric() {
            self.not_a_number("-", &operand);
            return error();
        }
        let Expr { node, ty, unit } = operand.expr;
        match node {
            _ if ty == Type::Error => error(),
            Node::Literal(Literal::Number(number)) => Expr::literal(Literal::Number(literal::negative(number)), ty),
            node => Expr { node: Node::Negate(Box::new(Expr { node, ty: ty.clone(), unit: unit.clone() })), ty, unit },
        }
    }

    pub(super) fn arithmetic(&mut self, operator: Arithmetic, left: &ast::Expr, right: &ast::Expr, span: Span) -> Expr<L> {
        let (left, right) = (self.operand(left), self.operand(right));
        if is_error(&left.expr) || is_error(&right.expr) {
            return error();
        }
        let symbol = symbol(operator);
        if !left.expr.ty.is_numeric() || !right.expr.ty.is_numeric() {
            self.not_numbers(operator, &left, &right);
            return error();
        }
        if operator == Arithmetic::Divide
            && let Some(finding) = constant::zero_divisor(&right, symbol)
        {
            self.d.push(finding);
            return error();
        }
        let Some(ty) = numeric::arithmetic(operator, &left.expr, &right.expr) else {
            self.d.push(too_fine(&left, &right, span));
            return error();
        };
        let unit = match operator {
            Arithmetic::Add | Arithmetic::Subtract => match self.shared_unit(&format!("`{symbol}`"), &left, &right, Meeting::Sum)
            {
                Ok(unit) => unit,
                Err(()) => return error(),
            },
            Arithmetic::Multiply => combined(&left.expr, &right.expr, Unit::times),
            Arithmetic::Divide => combined(&left.expr, &right.expr, Unit::per),
        };
        Expr { node: Node::Arithmetic(operator, Box::new(left.expr), Box::new(right.expr)), ty, unit }
    }

    /// NS201 for one operand that is no number.
    pub(super) fn not_a_number(&mut self, of: &str, operand: &Operand<L>) {
        let message = format!("`{of}` needs a number, but this is `{}`", operand.expr.ty);
        let finding = Diagnostic::new(codes::TYPE_MISMATCH, operand.span, message).here(format!("this is `{}`", operand.expr.ty));
        self.d.push(finding.help(number_help(&operand.expr.ty)));
    }

    fn not_numbers(&mut self, operator: Arithmetic, left: &Operand<L>, right: &Operand<L>) {
        let symbol = symbol(operator);
        let (wrong, other) = if left.expr.ty.is_numeric() { (right, left) } else { (left, right) };
        let message = format!("`{symbol}` needs two numbers, but these are `{}` and `{}`", left.expr.ty, right.expr.ty);
        let help = match (operator, &left.expr.ty, &right.expr.ty) {
            (Arithmetic::Subtract, a, b) if a.is_time() && b.is_time() => "count between them: `date_diff('day', from, to)`",
            (Arithmetic::Add | Arithmetic::Subtract, a, Type::Integer) if a.is_time() => "move it: `date_add('day', n, t)`",
            (Arithmetic::Add, Type::Text, _) | (Arithmetic::Add, _, Type::Text) => "join text with `||`",
            _ => number_help(&wrong.expr.ty),
        };
        let finding = Diagnostic::new(codes::TYPE_MISMATCH, wrong.span, message)
            .here(format!("this is `{}`", wrong.expr.ty))
            .label(other.span, format!("this is `{}`", other.expr.ty));
        self.d.push(finding.help(help));
    }
}

fn number_help(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean => "make it a number: `case when … then 1 else 0 end`",
        Type::Text => "make it a number: `cast(… as integer)` or `cast(… as decimal(18, 2))`",
        _ => "take a part of it: `extract(day from …)`, or count between two of them: `date_diff('day', from, to)`",
    }
}

fn symbol(operator: Arithmetic) -> &'static str {
    match operator {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
    }
}

/// The unit of a product or a ratio: a bare number has none, and two bare numbers stay bare.
fn combined<L>(left: &Expr<L>, right: &Expr<L>, combine: fn(&Unit, &Unit) -> Unit) -> Option<Unit> {
    if left.unit.is_none() && right.unit.is_none() {
        return None;
    }
    let none = Unit::none();
    Some(combine(left.unit.as_ref().unwrap_or(&none), right.unit.as_ref().unwrap_or(&none)))
}

fn too_fine<L>(left: &Operand<L>, right: &Operand<L>, span: Span) -> Diagnostic {
    let message = format!("the product of `{}` and `{}` has more than 38 digits after the point", left.expr.ty, right.expr.ty);
    Diagnostic::new(codes::TYPE_MISMATCH, span, message)
        .here("no warehouse keeps so many digits")
        .label(left.span, format!("this is `{}`", left.expr.ty))
        .label(right.span, format!("this is `{}`", right.expr.ty))
        .help("shorten one side: `cast(… as decimal(18, 6))` or `cast(… as float)`")
}
