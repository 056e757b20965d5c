//! Two things that a metric's arithmetic tells of its values: whether they are shares, and whether they go below zero.

use super::sums;
use crate::model::Arena;
use crate::model::expr::{Arithmetic, Expr, Function, Node};
use crate::model::metric::{Aggregate, AggregateFunction, AggregateInput, Metric, MetricExpr, MetricLeaf, NestedInner};
use crate::model::unit::Unit;

/// Whether a measure is a share. Its counts must have no names yet: members per team are no share of anything.
pub(super) fn is_share(expr: &Expr<Aggregate>) -> bool {
    share(expr, &|aggregate| match (&aggregate.input, aggregate.function) {
        (_, AggregateFunction::Count | AggregateFunction::Sum) => false,
        (AggregateInput::Nested(nested), _) => match &nested.inner {
            NestedInner::Aggregates(inner) => is_share(inner),
            NestedInner::Determined(_) => false,
        },
        _ => false,
    })
}

/// Whether arithmetic over metrics is a share.
pub(super) fn is_derived_share(expr: &MetricExpr, metrics: &Arena<Metric>) -> bool {
    share(expr, &|leaf| match leaf {
        MetricLeaf::Metric(metric) | MetricLeaf::Lag(metric, ..) => metrics[*metric].share,
        MetricLeaf::Growth(..) | MetricLeaf::Conversion(_) | MetricLeaf::Retention(_) => true,
        MetricLeaf::GrowthAccounting(..) => false,
        MetricLeaf::Keyed(keyed) => match (keyed.function, &keyed.inner) {
            (AggregateFunction::Count | AggregateFunction::Sum, _) | (_, None) => false,
            (_, Some(inner)) => is_derived_share(inner, metrics),
        },
    })
}

/// Whether nothing but constants stands in an expression.
fn is_constant<L>(expr: &Expr<L>) -> bool {
    match &expr.node {
        Node::Leaf(_) => false,
        _ => expr.children().into_iter().all(is_constant),
    }
}

/// Whether a constant multiplies an expression: `100 * a / b` is a number of points, no share.
fn is_scaled<L>(expr: &Expr<L>) -> bool {
    matches!(&expr.node, Node::Arithmetic(Arithmetic::Multiply, left, right) if is_constant(left) || is_constant(right))
}

fn share<L>(expr: &Expr<L>, of: &dyn Fn(&L) -> bool) -> bool {
    match &expr.node {
        Node::Leaf(leaf) => of(leaf),
        Node::Negate(inner) => share(inner, of),
        Node::Arithmetic(Arithmetic::Divide, left, right) if is_constant(right) => share(left, of),
        Node::Arithmetic(Arithmetic::Divide, left, _) => {
            !is_constant(left) && !is_scaled(left) && expr.unit.as_ref().is_none_or(Unit::is_none)
        }
        Node::Arithmetic(Arithmetic::Multiply, left, right) => share(left, of) && share(right, of),
        Node::Arithmetic(Arithmetic::Add | Arithmetic::Subtract, left, right) => {
            let fits = |side: &Expr<L>| is_constant(side) || share(side, of);
            fits(left) && fits(right) && !is_constant(expr)
        }
        Node::Call(function, args) => {
            let keeps = matches!(
                function,
                Function::Coalesce | Function::Nullif | Function::Least | Function::Greatest | Function::Round | Function::Abs
            );
            keeps && args.iter().any(|arg| share(arg, of))
        }
        Node::Case(branches, otherwise) => {
            branches.iter().map(|(_, then)| then).chain(otherwise.as_deref()).any(|then| share(then, of))
        }
        _ => false,
    }
}

/// Whether a measure can be seen to go below zero.
pub(super) fn is_signed(expr: &Expr<Aggregate>) -> bool {
    let of = |aggregate: &Aggregate| match (&aggregate.input, aggregate.function) {
        (_, AggregateFunction::Count) => false,
        (AggregateInput::Nested(nested), _) => match &nested.inner {
            NestedInner::Aggregates(inner) => is_signed(inner),
            NestedInner::Determined(_) => false,
        },
        _ => false,
    };
    // Of all rows, those under a condition are a part.
    let holds = |whole: &Aggregate, part: &Aggregate| {
        let counts = whole.function == AggregateFunction::Count && part.function == AggregateFunction::Count;
        counts && whole.input == part.input && whole.filter.is_none()
    };
    signed(expr, &of, &holds)
}

/// Whether arithmetic over metrics can be seen to go below zero.
pub(super) fn is_derived_signed(expr: &MetricExpr, metrics: &Arena<Metric>) -> bool {
    let of = |leaf: &MetricLeaf| match leaf {
        MetricLeaf::Metric(metric) | MetricLeaf::Lag(metric, ..) => metrics[*metric].signed,
        MetricLeaf::Growth(..) => true,
        MetricLeaf::GrowthAccounting(..) | MetricLeaf::Conversion(_) | MetricLeaf::Retention(_) => false,
        MetricLeaf::Keyed(keyed) => match (keyed.function, &keyed.inner) {
            (AggregateFunction::Count, _) | (_, None) => false,
            (_, Some(inner)) => is_derived_signed(inner, metrics),
        },
    };
    let holds = |whole: &MetricLeaf, part: &MetricLeaf| match (whole, part) {
        (MetricLeaf::Metric(whole), MetricLeaf::Metric(part)) => sums::holds(metrics, *whole, *part),
        (MetricLeaf::Metric(whole), MetricLeaf::GrowthAccounting(part, of)) => {
            *part != crate::model::metric::GrowthPart::Churned && whole == of
        }
        _ => false,
    };
    signed(expr, &of, &holds)
}

fn signed<L>(expr: &Expr<L>, of: &dyn Fn(&L) -> bool, holds: &dyn Fn(&L, &L) -> bool) -> bool {
    let recurse = |part: &Expr<L>| signed(part, of, holds);
    match &expr.node {
        Node::Leaf(leaf) => of(leaf),
        Node::Negate(_) => true,
        Node::Arithmetic(Arithmetic::Subtract, left, right) => match (&left.node, &right.node) {
            (Node::Leaf(left), Node::Leaf(right)) if holds(left, right) => false,
            _ => !is_constant(left) || recurse(right),
        },
        Node::Arithmetic(_, left, right) => recurse(left) || recurse(right),
        Node::Call(Function::Abs, _) => false,
        Node::Call(Function::Greatest, args) => args.iter().all(recurse),
        Node::Call(_, args) => args.iter().any(recurse),
        Node::Case(branches, otherwise) => branches.iter().map(|(_, then)| then).chain(otherwise.as_deref()).any(recurse),
        _ => false,
    }
}
