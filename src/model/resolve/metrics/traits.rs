//! Three things that a metric's arithmetic tells of its values: whether they are shares, whether these lie between 0 and 1, and
//! whether values go below zero.

use super::sums;
use crate::model::Arena;
use crate::model::Id;
use crate::model::expr::{Arithmetic, Expr, Function, Node};
use crate::model::metric::{
    Aggregate, AggregateFunction, AggregateInput, Definition, GrowthPart, Metric, MetricExpr, MetricLeaf, NestedInner,
};
use crate::model::types::Literal;
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

/// Whether a measure is a part of a whole, from 0 to 1: a count under a condition divided by that count without it.
pub(super) fn is_part(expr: &Expr<Aggregate>) -> bool {
    part(expr, &|_| false, &holds_rows)
}

/// Whether arithmetic over metrics is a part of a whole.
pub(super) fn is_derived_part(expr: &MetricExpr, metrics: &Arena<Metric>) -> bool {
    let of = |leaf: &MetricLeaf| match leaf {
        MetricLeaf::Metric(metric) | MetricLeaf::Lag(metric, ..) => metrics[*metric].part,
        MetricLeaf::Conversion(_) | MetricLeaf::Retention(_) => true,
        MetricLeaf::Growth(..) | MetricLeaf::GrowthAccounting(..) | MetricLeaf::Keyed(_) => false,
    };
    let counts = |id: &Id<Metric>| matches!(&metrics[*id].definition, Definition::Measure(measure) if is_count(&measure.expr));
    let holds = |whole: &MetricLeaf, part: &MetricLeaf| match whole {
        MetricLeaf::Metric(id) => counts(id) && holds_metric(metrics, whole, part),
        _ => false,
    };
    part(expr, &of, &holds)
}

fn part<L>(expr: &Expr<L>, of: &dyn Fn(&L) -> bool, holds: &dyn Fn(&L, &L) -> bool) -> bool {
    let recurse = |side: &Expr<L>| part(side, of, holds);
    match &expr.node {
        Node::Leaf(leaf) => of(leaf),
        Node::Arithmetic(Arithmetic::Divide, left, right) => match (&left.node, &right.node) {
            (Node::Leaf(left), Node::Leaf(right)) => holds(right, left),
            _ => false,
        },
        Node::Arithmetic(Arithmetic::Multiply, left, right) => recurse(left) && recurse(right),
        Node::Arithmetic(Arithmetic::Subtract, left, right) => is_one(left) && recurse(right),
        _ => false,
    }
}

/// Of `1 - x` and of `100 - 100 * x`: `x`.
fn whole_less<'e, L>(whole: &Expr<L>, right: &'e Expr<L>) -> Option<&'e Expr<L>> {
    let number =
        |expr: &Expr<L>| if let Node::Literal(Literal::Number(number)) = &expr.node { Some(number.to_f64()) } else { None };
    let whole = number(whole)?;
    match &right.node {
        Node::Arithmetic(Arithmetic::Multiply, a, b) if number(a) == Some(whole) => Some(b),
        Node::Arithmetic(Arithmetic::Multiply, a, b) if number(b) == Some(whole) => Some(a),
        _ => (whole == 1.0).then_some(right),
    }
}

fn is_one<L>(expr: &Expr<L>) -> bool {
    matches!(&expr.node, Node::Literal(Literal::Number(number)) if number.to_f64() == 1.0)
}

fn is_count(expr: &Expr<Aggregate>) -> bool {
    matches!(&expr.node, Node::Leaf(aggregate) if aggregate.function == AggregateFunction::Count)
}

/// Whether of two counts the second one counts some of what the first one counts: what passes a condition.
fn holds_rows(whole: &Aggregate, part: &Aggregate) -> bool {
    let counts = whole.function == AggregateFunction::Count && part.function == AggregateFunction::Count;
    counts && whole.input == part.input && (whole.filter.is_none() || whole.filter == part.filter)
}

fn holds_metric(metrics: &Arena<Metric>, whole: &MetricLeaf, part: &MetricLeaf) -> bool {
    match (whole, part) {
        (MetricLeaf::Metric(whole), MetricLeaf::Metric(part)) => sums::holds(metrics, *whole, *part),
        (MetricLeaf::Metric(whole), MetricLeaf::GrowthAccounting(part, of)) => *part != GrowthPart::Churned && whole == of,
        _ => false,
    }
}

/// Whether a quotient is one of two counts: how often something happens to what it happens to, which few would let grow above 1.
fn is_rate<L>(expr: &Expr<L>, counts: &dyn Fn(&L) -> bool) -> bool {
    match &expr.node {
        Node::Arithmetic(Arithmetic::Divide, left, right) => match (&left.node, &right.node) {
            (Node::Leaf(left), Node::Leaf(right)) => counts(left) && counts(right),
            _ => false,
        },
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
    let complement =
        |other: &Expr<Aggregate>| is_part(other) || is_rate(other, &|leaf| leaf.function == AggregateFunction::Count);
    signed(expr, &of, &holds_rows, &complement)
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
    let holds = |whole: &MetricLeaf, part: &MetricLeaf| holds_metric(metrics, whole, part);
    let counts = |leaf: &MetricLeaf| match leaf {
        MetricLeaf::Metric(id) => matches!(&metrics[*id].definition, Definition::Measure(measure) if is_count(&measure.expr)),
        _ => false,
    };
    let rate = |leaf: &MetricLeaf| match leaf {
        MetricLeaf::Metric(id) | MetricLeaf::Lag(id, ..) => match &metrics[*id].definition {
            Definition::Measure(measure) => is_rate(&measure.expr, &|leaf| leaf.function == AggregateFunction::Count),
            Definition::Derived(expr) => is_rate(expr, &counts),
            Definition::Error => true,
        },
        _ => false,
    };
    let complement = |other: &MetricExpr| {
        is_derived_part(other, metrics) || is_rate(other, &counts) || matches!(&other.node, Node::Leaf(leaf) if rate(leaf))
    };
    signed(expr, &of, &holds, &complement)
}

/// `complement` says of what 1 is never less, so that one less it stays above zero.
fn signed<L>(
    expr: &Expr<L>,
    of: &dyn Fn(&L) -> bool,
    holds: &dyn Fn(&L, &L) -> bool,
    complement: &dyn Fn(&Expr<L>) -> bool,
) -> bool {
    let recurse = |part: &Expr<L>| signed(part, of, holds, complement);
    match &expr.node {
        Node::Leaf(leaf) => of(leaf),
        Node::Negate(_) => true,
        Node::Arithmetic(Arithmetic::Subtract, left, right) => match (&left.node, &right.node) {
            (Node::Leaf(left), Node::Leaf(right)) if holds(left, right) => false,
            _ => !(is_constant(expr) || whole_less(left, right).is_some_and(complement)),
        },
        Node::Arithmetic(_, left, right) => recurse(left) || recurse(right),
        Node::Call(Function::Abs, _) => false,
        Node::Call(Function::Greatest, args) => args.iter().all(recurse),
        Node::Call(_, args) => args.iter().any(recurse),
        Node::Case(branches, otherwise) => branches.iter().map(|(_, then)| then).chain(otherwise.as_deref()).any(recurse),
        _ => false,
    }
}
