//! The one checker of expressions, over rows, aggregates and metrics alike: only the leaves differ.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::expr::{Expr, Node};
use crate::model::types::{Literal, Number, Type, Zone};
use crate::model::unit::Unit;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};

/// How a bare number meets a number with a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiteralUnits {
    /// It takes the other side's unit in `+`, `-` and comparisons: `nights + 1`. For rows.
    Adapt,
    /// It has no unit in `+` and `-`; it takes the other side's in comparisons, `coalesce`, `least`, `greatest`,
    /// `nullif` and `case`. For aggregates and metrics.
    Strict,
}

/// What differs between rows, aggregates and metrics: the leaves.
pub trait Leaves<L> {
    /// What is checked, with its article: `a row expression`.
    fn level(&self) -> &'static str;

    /// A path, or a single name. What is wrong is reported; then the result is [`error`].
    fn path(&mut self, path: &ast::Path, d: &mut Diagnostics) -> Expr<L>;

    /// Everything that is neither an operator nor a function of the catalogue: aggregates, `lag`, `conversion`, `native`.
    /// `None` where it is nothing that the level knows either: the checker then reports it (NS202).
    fn special(&mut self, expr: &ast::Expr, d: &mut Diagnostics) -> Option<Expr<L>>;

    /// How bare numbers meet units.
    fn literal_units(&self) -> LiteralUnits;

    /// The project's time zone.
    fn zone(&self) -> &str;

    /// The values that a leaf can have, where it says so; empty where it can have any.
    fn one_of(&self, _leaf: &L) -> Vec<Literal> {
        Vec::new()
    }
}

/// The value of what was already reported: goes with every type and stays quiet.
pub fn error<L>() -> Expr<L> {
    Expr::literal(Literal::Null, Type::Error)
}

/// Whether a type is integer, decimal or float.
pub fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Integer | Type::Decimal { .. } | Type::Float)
}

/// An expression, typed. What is wrong with it is reported; then its type is [`Type::Error`].
pub fn check<L: Clone>(expr: &ast::Expr, leaves: &mut dyn Leaves<L>, d: &mut Diagnostics) -> Expr<L> {
    match &expr.kind {
        ExprKind::Group(inner) => check(inner, leaves, d),
        ExprKind::Path(path) => leaves.path(path, d),
        _ => leaves.special(expr, d).unwrap_or_else(error),
    }
}

/// A condition: an expression that is true or false; anything else is reported (NS201).
pub fn check_condition<L: Clone>(expr: &ast::Expr, leaves: &mut dyn Leaves<L>, d: &mut Diagnostics) -> Expr<L> {
    let checked = check(expr, leaves, d);
    match checked.ty {
        Type::Boolean | Type::Null | Type::Error => checked,
        _ => {
            let message = format!("a condition must be `boolean`, but this is `{}`", checked.ty);
            d.push(Diagnostic::new(codes::TYPE_MISMATCH, expr.span, message).here(format!("this is `{}`", checked.ty)));
            error()
        }
    }
}
