//! What a metric counts or adds up, seen through its names: the aggregates at the bottom of repeats, sums and multiples.

use crate::model::expr::{Arithmetic, Comparison, Expr, Function, Node};
use crate::model::metric::{
    Aggregate, AggregateExpr, AggregateFunction, AggregateInput, Definition, Measure, Metric, MetricLeaf, Nested, NestedInner,
    NestedKey,
};
use crate::model::source::{RowExpr, Source};
use crate::model::types::Literal;
use crate::model::{Id, Project};
use std::collections::HashSet;

/// What an aggregate does with its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Kind {
    /// Counts them.
    Rows,
    /// Counts distinct values: actors.
    Distinct,
    /// Adds something up.
    Sum,
    /// The mean, the median, the largest or another statistic of a value.
    Statistic,
}

/// One aggregate that a metric consists of.
pub(in crate::rules) struct Core<'a> {
    /// The metric that it is written in.
    pub(in crate::rules) metric: &'a Metric,
    /// The source of its rows.
    pub(in crate::rules) source: &'a Source,
    /// The measure around it.
    pub(in crate::rules) measure: &'a Measure,
    /// What it does with its rows.
    pub(in crate::rules) kind: Kind,
    /// What it adds up or tells apart.
    pub(in crate::rules) values: Vec<&'a RowExpr>,
    /// The conditions on its rows.
    pub(in crate::rules) filters: Vec<&'a RowExpr>,
    /// Whether only keys that did more than appear are counted.
    pub(in crate::rules) having: bool,
    /// Whether it is the mean (or another statistic) of sub-periods: daily actives of a week.
    pub(in crate::rules) averaged: bool,
}

/// The aggregates that a metric is, repeats, adds up or multiplies by a constant; nothing where it is anything else: a ratio, a
/// difference, a conversion.
pub(in crate::rules) fn cores(project: &Project, metric: Id<Metric>) -> Vec<Core<'_>> {
    all_cores(project, metric).unwrap_or_default()
}

fn all_cores(project: &Project, metric: Id<Metric>) -> Option<Vec<Core<'_>>> {
    let mut seen = HashSet::from([metric]);
    let mut open = vec![metric];
    let mut found = Vec::new();
    while let Some(id) = open.pop() {
        let metric = &project.metrics[id];
        match &metric.definition {
            _ if metric.broken => return None,
            Definition::Error => return None,
            Definition::Measure(measure) => {
                for aggregate in addends(&measure.expr)? {
                    found.push(core(project, metric, measure, aggregate)?);
                }
            }
            Definition::Derived(expr) => {
                for leaf in addends(expr)? {
                    let MetricLeaf::Metric(part) = leaf else { return None };
                    if seen.insert(*part) {
                        open.push(*part);
                    }
                }
            }
        }
    }
    Some(found)
}

/// The leaves that an expression adds up, each as it is or times a constant.
fn addends<L>(expr: &Expr<L>) -> Option<Vec<&L>> {
    let mut open = vec![expr];
    let mut found = Vec::new();
    while let Some(expr) = open.pop() {
        match &expr.node {
            Node::Leaf(leaf) => found.push(leaf),
            Node::Literal(_) => {}
            Node::Cast(inner) => open.push(inner),
            Node::Arithmetic(Arithmetic::Add, left, right) => open.extend([&**right, &**left]),
            Node::Arithmetic(Arithmetic::Multiply, left, right) if left.leaves().is_empty() || right.leaves().is_empty() => {
                open.extend([&**right, &**left]);
            }
            Node::Arithmetic(Arithmetic::Divide, above, below) if below.leaves().is_empty() => open.push(above),
            Node::Call(Function::Round | Function::Floor | Function::Ceil | Function::Coalesce, args) => open.push(args.first()?),
            _ => return None,
        }
    }
    Some(found)
}

fn core<'a>(project: &'a Project, metric: &'a Metric, measure: &'a Measure, aggregate: &'a Aggregate) -> Option<Core<'a>> {
    let source = &project.sources[measure.source];
    let filters = source.filter.iter().chain(&measure.filter).collect();
    let mut core =
        Core { metric, source, measure, kind: Kind::Rows, values: Vec::new(), filters, having: false, averaged: false };
    read(&mut core, aggregate)?;
    Some(core)
}

/// Reads an aggregate, and the one that it aggregates, into a core.
fn read<'a>(core: &mut Core<'a>, aggregate: &'a Aggregate) -> Option<()> {
    core.filters.extend(&aggregate.filter);
    core.kind = match (&aggregate.input, aggregate.function) {
        (AggregateInput::Rows, _) => Kind::Rows,
        (AggregateInput::Value(value), function) => {
            core.values.push(value);
            match function {
                AggregateFunction::Count => Kind::Rows,
                AggregateFunction::Sum => Kind::Sum,
                AggregateFunction::ApproxCountDistinct => Kind::Distinct,
                _ => Kind::Statistic,
            }
        }
        (AggregateInput::Distinct(values), _) => {
            core.values.extend(values);
            Kind::Distinct
        }
        (AggregateInput::QualifiedKeys(key, having), _) => {
            core.values.push(key);
            core.having |= asks_for_more(having);
            Kind::Distinct
        }
        (AggregateInput::Nested(nested), function) => {
            read_nested(core, nested, function)?;
            core.kind
        }
    };
    Some(())
}

/// A sum over keys or sub-periods is a sum of their rows, a mean over sub-periods is like one of them; a statistic over keys is
/// about the typical key, and no count.
fn read_nested<'a>(core: &mut Core<'a>, nested: &'a Nested, function: AggregateFunction) -> Option<()> {
    let NestedInner::Aggregates(inner) = &nested.inner else { return None };
    let inner = inner.leaf()?;
    core.having |= nested.having.as_ref().is_some_and(asks_for_more);
    match (function, &nested.key) {
        (AggregateFunction::Sum, _) => {}
        (_, NestedKey::Period(_)) => core.averaged = true,
        (_, NestedKey::Column(_)) => return None,
    }
    if matches!(inner.input, AggregateInput::Nested(_)) { None } else { read(core, inner) }
}

/// Whether a condition on keys asks for more than that they appear: not `count(*) >= 1`.
fn asks_for_more(having: &AggregateExpr) -> bool {
    let Node::Compare(comparison, left, right) = &having.node else { return true };
    let (Node::Leaf(aggregate), Node::Literal(Literal::Number(number))) = (&left.node, &right.node) else { return true };
    let counts = aggregate.function == AggregateFunction::Count && aggregate.filter.is_none();
    let always = match comparison {
        Comparison::GreaterOrEqual => number.to_f64() <= 1.0,
        Comparison::Greater => number.to_f64() < 1.0,
        _ => false,
    };
    !(counts && always)
}
