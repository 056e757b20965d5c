//! What of a metric may be added up: the rules of a small type system (semantics.md keeps the promise that nothing is
//! re-added that does not add; this says what adds). Constants are neutral, so `100 * sum(x)` adds like `sum(x)`.

use crate::model::Arena;
use crate::model::expr::{Arithmetic, Expr, Node};
use crate::model::metric::{
    Additivity, Aggregate, AggregateFunction, AggregateInput, Definition, Fill, GrowthPart, Merge, Metric, MetricExpr,
    MetricLeaf, Snapshot, SnapshotKind, TimeKind, Window,
};

/// Of something that happens during a period and adds up in every way.
pub(super) const ADDITIVE: Additivity =
    Additivity { time: TimeKind::Flow, merge: Merge::Sum, over_dimensions: true, over_time: true };

/// Of something about a period that has to be computed from its rows.
pub(super) const RECOMPUTED: Additivity = recomputed(TimeKind::Flow);

/// Of what happens to each key once: on one day, and once in every segment.
const FIRST: Additivity = Additivity { over_dimensions: false, ..ADDITIVE };

const fn recomputed(time: TimeKind) -> Additivity {
    Additivity { time, merge: Merge::Recompute, over_dimensions: false, over_time: false }
}

/// Of one aggregate over the rows of a period.
pub(super) fn of_aggregate(aggregate: &Aggregate) -> Additivity {
    match (aggregate.function, &aggregate.input) {
        (AggregateFunction::Count, AggregateInput::Rows | AggregateInput::Value(_))
        | (AggregateFunction::Sum, AggregateInput::Value(_)) => ADDITIVE,
        (AggregateFunction::Min | AggregateFunction::Max, AggregateInput::Value(_)) => {
            Additivity { merge: Merge::MinMax, ..RECOMPUTED }
        }
        _ => RECOMPUTED,
    }
}

/// Of a measure: its arithmetic, then what `snapshot` and `window` make of it.
pub(super) fn of_measure(expr: &Expr<Aggregate>, snapshot: Option<&Snapshot>, window: Option<Window>) -> Additivity {
    let mut result = of_expr(expr, &mut |expr| expr.leaf().map(of_aggregate)).unwrap_or(RECOMPUTED);
    if let Some(snapshot) = snapshot {
        result.time = TimeKind::Level;
        result.over_time = false;
        let breaks = matches!(
            (result.merge, snapshot.which),
            (Merge::Sum, SnapshotKind::Min | SnapshotKind::Max)
                | (Merge::MinMax, SnapshotKind::Avg | SnapshotKind::Min | SnapshotKind::Max)
        );
        if breaks {
            result = recomputed(TimeKind::Level);
        }
    }
    match window {
        None => result,
        Some(Window::AllTime) => Additivity { time: TimeKind::Level, over_time: false, ..result },
        Some(_) => Additivity { time: TimeKind::Window, over_time: false, ..result },
    }
}

/// Of arithmetic over metrics.
pub(super) fn of_derived(expr: &MetricExpr, metrics: &Arena<Metric>) -> Additivity {
    of_expr(expr, &mut |expr| change(expr, metrics).or_else(|| expr.leaf().map(|leaf| of_leaf(leaf, metrics))))
        .unwrap_or(RECOMPUTED)
}

/// Of a level less an earlier one: what happened in between. (The changes of days make the change of their week only where each
/// is counted from the day before, and that of the week from the week before: shifts are of one length.)
fn change(expr: &MetricExpr, metrics: &Arena<Metric>) -> Option<Additivity> {
    let Node::Arithmetic(Arithmetic::Subtract, now, before) = &expr.node else { return None };
    let (Some(MetricLeaf::Metric(now)), Some(MetricLeaf::Lag(before, ..))) = (now.leaf(), before.leaf()) else { return None };
    let difference = sum(metrics[*now].additivity, lagged(metrics[*before].additivity));
    (difference.time == TimeKind::Level).then_some(Additivity { time: TimeKind::Flow, ..difference })
}

/// Of a value that stands in for what is missing: a 0 filled in may be less than the least of the rows, and a value carried
/// over may be larger than the largest. (What is counted or summed is 0 without a fill.)
pub(super) fn filled(additivity: Additivity, fill: Option<Fill>) -> Additivity {
    match (additivity.merge, fill) {
        (Merge::MinMax, Some(Fill::Zero | Fill::Previous)) => recomputed(additivity.time),
        _ => additivity,
    }
}

fn of_leaf(leaf: &MetricLeaf, metrics: &Arena<Metric>) -> Additivity {
    match leaf {
        MetricLeaf::Metric(metric) => metrics[*metric].additivity,
        MetricLeaf::Lag(metric, ..) => lagged(metrics[*metric].additivity),
        MetricLeaf::Growth(..) => recomputed(TimeKind::Window),
        MetricLeaf::GrowthAccounting(GrowthPart::New, metric) if counts_each_day(&metrics[*metric]) => FIRST,
        MetricLeaf::GrowthAccounting(..) | MetricLeaf::Keyed(_) => RECOMPUTED,
        MetricLeaf::Conversion(_) | MetricLeaf::Retention(_) => recomputed(TimeKind::Cohort),
    }
}

/// Of an earlier period. A year before a week are 52 weeks, a year before a day is its date: shifted days make no shifted week.
fn lagged(part: Additivity) -> Additivity {
    let time = if part.merge == Merge::MinMax { TimeKind::Window } else { part.time };
    Additivity { time, over_time: false, ..part }
}

/// Whether a distinct count has a key in a period exactly where it has it in a part of the period: no key qualifies by what
/// it does in the period as a whole, and every row counts in its own period.
fn counts_each_day(metric: &Metric) -> bool {
    let Definition::Measure(measure) = &metric.definition else { return false };
    let distinct = matches!(&measure.expr.node, Node::Leaf(Aggregate { input: AggregateInput::Distinct(_), .. }));
    distinct && metric.window.is_none() && metric.snapshot.is_none()
}

/// Of an expression; `None` for a constant. `of` knows its leaves, and whatever else it looks at as a whole.
fn of_expr<L>(expr: &Expr<L>, of: &mut dyn FnMut(&Expr<L>) -> Option<Additivity>) -> Option<Additivity> {
    if let Some(known) = of(expr) {
        return Some(known);
    }
    match &expr.node {
        Node::Leaf(_) | Node::Literal(_) => None,
        Node::Negate(inner) => of_expr(inner, of).map(negated),
        Node::Arithmetic(operator, left, right) => {
            let (left, right) = (of_expr(left, of), of_expr(right, of));
            combine(*operator, left, right)
        }
        _ => {
            let parts: Vec<Additivity> = expr.children().into_iter().filter_map(|child| of_expr(child, of)).collect();
            let first = parts.first()?;
            let time = if parts.iter().all(|part| part.time == first.time) { first.time } else { TimeKind::Window };
            Some(recomputed(time))
        }
    }
}

/// The largest of the parts is the smallest of the negated parts, which another `-` would not give back.
fn negated(part: Additivity) -> Additivity {
    if part.merge == Merge::MinMax { recomputed(part.time) } else { part }
}

fn combine(operator: Arithmetic, left: Option<Additivity>, right: Option<Additivity>) -> Option<Additivity> {
    match (operator, left, right) {
        (_, None, None) => None,
        (Arithmetic::Multiply, Some(part), None)
        | (Arithmetic::Multiply, None, Some(part))
        | (Arithmetic::Divide, Some(part), None) => Some(negated(part)),
        (Arithmetic::Add | Arithmetic::Subtract, Some(left), Some(right)) => Some(sum(left, right)),
        (_, left, right) => {
            let time = match (left, right) {
                (Some(left), Some(right)) if left.time != right.time => TimeKind::Window,
                (Some(part), _) | (None, Some(part)) => part.time,
                (None, None) => TimeKind::Flow,
            };
            Some(recomputed(time))
        }
    }
}

/// Of `a + b` or `a - b`.
fn sum(left: Additivity, right: Additivity) -> Additivity {
    let time = match (left.time, right.time) {
        (left, right) if left == right => left,
        // What stands at a moment, changed by what happens, stands at a moment.
        (TimeKind::Level, TimeKind::Flow) | (TimeKind::Flow, TimeKind::Level) => TimeKind::Level,
        _ => TimeKind::Window,
    };
    if left.merge != Merge::Sum || right.merge != Merge::Sum {
        return recomputed(time);
    }
    let over_time = left.over_time && right.over_time && left.time == right.time;
    Additivity { time, merge: Merge::Sum, over_dimensions: left.over_dimensions && right.over_dimensions, over_time }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::types::{Literal, Number, Type};

    fn leaf(of: Additivity) -> Expr<Additivity> {
        Expr { node: Node::Leaf(of), ty: Type::Float, unit: None }
    }

    fn constant() -> Expr<Additivity> {
        Expr::literal(Literal::Number(Number::new(2, 0)), Type::Integer)
    }

    fn both(operator: Arithmetic, left: Expr<Additivity>, right: Expr<Additivity>) -> Option<Additivity> {
        let expr = Expr { node: Node::Arithmetic(operator, Box::new(left), Box::new(right)), ty: Type::Float, unit: None };
        of_expr(&expr, &mut |expr| expr.leaf().copied())
    }

    const LEVEL: Additivity = Additivity { time: TimeKind::Level, over_time: false, ..ADDITIVE };

    #[test]
    fn sums_and_multiples_of_what_adds_add() {
        assert_eq!(both(Arithmetic::Add, leaf(ADDITIVE), leaf(ADDITIVE)), Some(ADDITIVE));
        assert_eq!(both(Arithmetic::Subtract, leaf(LEVEL), leaf(LEVEL)), Some(LEVEL));
        assert_eq!(both(Arithmetic::Multiply, constant(), leaf(ADDITIVE)), Some(ADDITIVE));
        assert_eq!(both(Arithmetic::Divide, leaf(ADDITIVE), constant()), Some(ADDITIVE));
    }

    #[test]
    fn ratios_products_and_shifted_sums_do_not_add() {
        assert_eq!(both(Arithmetic::Divide, leaf(ADDITIVE), leaf(ADDITIVE)), Some(RECOMPUTED));
        assert_eq!(both(Arithmetic::Multiply, leaf(ADDITIVE), leaf(ADDITIVE)), Some(RECOMPUTED));
        assert_eq!(both(Arithmetic::Divide, constant(), leaf(ADDITIVE)), Some(RECOMPUTED));
        assert_eq!(both(Arithmetic::Add, leaf(ADDITIVE), constant()), Some(RECOMPUTED));
        assert_eq!(both(Arithmetic::Add, leaf(ADDITIVE), leaf(RECOMPUTED)), Some(RECOMPUTED));
    }

    #[test]
    fn a_constant_is_neutral() {
        assert_eq!(both(Arithmetic::Add, constant(), constant()), None);
    }

    #[test]
    fn snapshots_and_windows_do_not_add_over_time() {
        let rows = Aggregate { function: AggregateFunction::Count, input: AggregateInput::Rows, filter: None };
        let count = Expr { node: Node::Leaf(rows), ty: Type::Integer, unit: None };
        let last = Snapshot { which: SnapshotKind::Last, by: Vec::new() };
        let most = Snapshot { which: SnapshotKind::Max, by: Vec::new() };
        assert_eq!(of_measure(&count, None, None).word(), "additive");
        assert_eq!(of_measure(&count, Some(&last), None).word(), "semi-additive");
        assert_eq!(of_measure(&count, Some(&most), None).word(), "non-additive");
        let trailing = Window::Trailing(28, crate::syntax::ast::TimeUnit::Day);
        assert!(!of_measure(&count, None, Some(trailing)).over_time);
        assert!(of_measure(&count, None, Some(trailing)).over_dimensions);
    }
}
