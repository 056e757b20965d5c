//! The one checker of expressions, over rows, aggregates and metrics alike: only the leaves differ.

mod arithmetic;
mod case;
mod compare;
mod constant;
mod foreign;
mod functions;
pub mod literal;
pub mod numeric;
pub(super) mod size;
mod time;
pub mod types;
pub mod units;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::expr::{Expr, Node};
use crate::model::types::{Literal, Type};
use crate::source::Span;
use crate::syntax::ast::{self, BinaryOperator, ExprKind, UnaryOperator};

pub use foreign::unknown_function;
pub use functions::CATALOGUE;
pub use units::{unit_mismatch, unit_of};

/// The aggregate functions.
pub const AGGREGATES: [&str; 9] =
    ["count", "sum", "avg", "min", "max", "median", "percentile", "stddev", "approx_count_distinct"];

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
pub fn check<L: Clone + PartialEq>(expr: &ast::Expr, leaves: &mut dyn Leaves<L>, d: &mut Diagnostics) -> Expr<L> {
    if let Some(finding) = size::too_deep(expr) {
        d.push(finding);
        return error();
    }
    Checker { leaves, d }.expression(expr)
}

/// A condition: an expression that is true or false; anything else is reported (NS201).
pub fn check_condition<L: Clone + PartialEq>(expr: &ast::Expr, leaves: &mut dyn Leaves<L>, d: &mut Diagnostics) -> Expr<L> {
    if let Some(finding) = size::too_deep(expr) {
        d.push(finding);
        return error();
    }
    Checker { leaves, d }.condition(expr)
}

/// A typed operand and where it stands.
#[derive(Debug, Clone)]
struct Operand<L> {
    expr: Expr<L>,
    span: Span,
}

/// The work in progress: the level's leaves and the findings.
struct Checker<'c, L> {
    leaves: &'c mut dyn Leaves<L>,
    d: &'c mut Diagnostics,
}

impl<L: Clone + PartialEq> Checker<'_, L> {
    fn expression(&mut self, expr: &ast::Expr) -> Expr<L> {
        match &expr.kind {
            ExprKind::Null => Expr::literal(Literal::Null, Type::Null),
            ExprKind::Bool(value) => Expr::literal(Literal::Boolean(*value), Type::Boolean),
            ExprKind::Number(number) => literal::number(number),
            ExprKind::Text(text) => Expr::literal(Literal::Text(text.clone()), Type::Text),
            ExprKind::Date(date) => Expr::literal(Literal::Date(*date), Type::Date),
            ExprKind::Timestamp(at) => literal::timestamp(*at),
            ExprKind::Path(path) => self.leaves.path(path, self.d),
            ExprKind::Group(inner) => self.expression(inner),
            ExprKind::Unary(UnaryOperator::Negate, inner) => self.negate(inner),
            ExprKind::Unary(UnaryOperator::Not, inner) => {
                let inner = self.condition(inner);
                truth(Node::Not(Box::new(inner.clone())), &[&inner])
            }
            ExprKind::Binary(operator, left, right) => self.binary(*operator, left, right, expr.span),
            ExprKind::IsNull(inner, negated) => {
                let inner = self.expression(inner);
                truth(Node::IsNull(Box::new(inner.clone())), &[&inner]).negated(*negated)
            }
            ExprKind::IsDistinct(left, right, negated) => self.is_distinct(left, right).negated(*negated),
            ExprKind::In(needle, list, negated) => self.is_in(needle, list, *negated).negated(*negated),
            ExprKind::Between(value, low, high, negated) => self.between(value, low, high, expr.span).negated(*negated),
            ExprKind::Like(value, pattern, negated) => {
                let sides = [self.text(value, "`like`"), self.text(pattern, "`like`")];
                let [value, pattern] = &sides;
                truth(Node::Like(Box::new(value.clone()), Box::new(pattern.clone())), &[value, pattern]).negated(*negated)
            }
            ExprKind::Case { operand, branches, otherwise } => self.case(operand.as_deref(), branches, otherwise.as_deref()),
            ExprKind::Cast(inner, ty) => self.cast(inner, ty),
            ExprKind::Extract(field, inner) => self.extract(field, inner),
            ExprKind::Call(call) => self.call(call, expr),
            ExprKind::Native(_) | ExprKind::Conversion(_) | ExprKind::Retention(_) | ExprKind::Shift(..) => {
                self.leaves.special(expr, self.d).unwrap_or_else(error)
            }
            ExprKind::Error => error(),
        }
    }

    fn operand(&mut self, expr: &ast::Expr) -> Operand<L> {
        Operand { expr: self.expression(expr), span: expr.span }
    }

    fn binary(&mut self, operator: BinaryOperator, left: &ast::Expr, right: &ast::Expr, span: Span) -> Expr<L> {
        use crate::model::expr::{Arithmetic, Comparison};
        match operator {
            BinaryOperator::Add => self.arithmetic(Arithmetic::Add, left, right, span),
            BinaryOperator::Subtract => self.arithmetic(Arithmetic::Subtract, left, right, span),
            BinaryOperator::Multiply => self.arithmetic(Arithmetic::Multiply, left, right, span),
            BinaryOperator::Divide => self.arithmetic(Arithmetic::Divide, left, right, span),
            BinaryOperator::Equal => self.compare(Comparison::Equal, left, right),
            BinaryOperator::NotEqual => self.compare(Comparison::NotEqual, left, right),
            BinaryOperator::Less => self.compare(Comparison::Less, left, right),
            BinaryOperator::LessOrEqual => self.compare(Comparison::LessOrEqual, left, right),
            BinaryOperator::Greater => self.compare(Comparison::Greater, left, right),
            BinaryOperator::GreaterOrEqual => self.compare(Comparison::GreaterOrEqual, left, right),
            BinaryOperator::Concat => {
                let (left, right) = (self.text(left, "`||`"), self.text(right, "`||`"));
                let failed = is_error(&left) || is_error(&right);
                let whole = Expr { node: Node::Concat(Box::new(left), Box::new(right)), ty: Type::Text, unit: None };
                if failed { error() } else { whole }
            }
            BinaryOperator::And | BinaryOperator::Or => {
                let (left, right) = (self.condition(left), self.condition(right));
                let sides = (Box::new(left.clone()), Box::new(right.clone()));
                let node = match operator {
                    BinaryOperator::And => Node::And(sides.0, sides.1),
                    _ => Node::Or(sides.0, sides.1),
                };
                truth(node, &[&left, &right])
            }
        }
    }

    fn condition(&mut self, expr: &ast::Expr) -> Expr<L> {
        let checked = self.expression(expr);
        match checked.ty {
            Type::Boolean | Type::Null | Type::Error => checked,
            _ => {
                let message = format!("a condition must be `boolean`, but this is `{}`", checked.ty);
                let help = match checked.ty {
                    Type::Text | Type::Date | Type::Timestamp(_) => "compare it with something, or ask `is not null`",
                    _ => "compare it with something, as in `… > 0`",
                };
                let finding = Diagnostic::new(codes::TYPE_MISMATCH, expr.span, message);
                self.d.push(finding.here(format!("this is `{}`", checked.ty)).help(help));
                error()
            }
        }
    }

    /// A text operand of an operator or a function.
    fn text(&mut self, expr: &ast::Expr, of: &str) -> Expr<L> {
        let checked = self.expression(expr);
        match checked.ty {
            Type::Text | Type::Null | Type::Error => checked,
            _ => {
                let message = format!("{of} needs `text`, but this is `{}`", checked.ty);
                let finding = Diagnostic::new(codes::TYPE_MISMATCH, expr.span, message);
                self.d.push(finding.here(format!("this is `{}`", checked.ty)).help("convert it: `cast(… as text)`"));
                error()
            }
        }
    }
}

fn is_error<L>(expr: &Expr<L>) -> bool {
    expr.ty == Type::Error
}

/// A boolean node, or the error where one of its parts is one.
fn truth<L>(node: Node<L>, parts: &[&Expr<L>]) -> Expr<L> {
    if parts.iter().any(|part| is_error(part)) { error() } else { Expr { node, ty: Type::Boolean, unit: None } }
}

impl<L> Expr<L> {
    /// The same condition, or its opposite.
    fn negated(self, negated: bool) -> Expr<L> {
        if !negated || is_error(&self) {
            return self;
        }
        Expr { node: Node::Not(Box::new(self)), ty: Type::Boolean, unit: None }
    }
}
