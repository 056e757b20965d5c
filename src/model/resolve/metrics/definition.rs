//! One metric's `value` with everything that its meaning depends on: time, window, snapshot, unit, grain, additivity.

use super::aggregate::{Aggregates, Place};
use super::axis;
use super::block::Block;
use super::derived::Metrics;
use super::misfits::{self, Misfits};
use super::{additivity, declared, nested, snapshots, sums, traits, units, words};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::dimension;
use crate::model::expr::{Expr, Node};
use crate::model::metric::{
    Aggregate, AggregateExpr, AggregateFunction, AggregateInput, Definition, Fill, Measure, Metric, MetricExpr, MetricLeaf,
    NestedKey, SnapshotKind,
};
use crate::model::resolve::rows;
use crate::model::resolve::scope::Scope;
use crate::model::resolve::typing::{self, Leaves};
use crate::model::source::Source;
use crate::model::types::Type;
use crate::model::unit::Unit;
use crate::project::calendar::Grain;
use crate::syntax::ast::{self, From, PropertyValue, Value};
use std::collections::HashSet;

/// What is kept of the metrics resolved so far, for those that read them.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// By the metric's index: the distinct count that it consists of.
    pub(super) distinct: Vec<Option<Id<Metric>>>,
    /// Sources that were reported to have no time axis.
    pub(super) undated: HashSet<Id<Source>>,
}

/// Resolves a metric whose parts are resolved.
pub(super) fn resolve(scope: &mut Scope<'_>, known: &mut Known, id: Id<Metric>, block: &Block<'_>, d: &mut Diagnostics) {
    let Some(PropertyValue::Value(value)) = block.value("value") else {
        report_missing(block, d);
        scope.project.metrics[id].broken = true;
        return;
    };
    let mut found = Diagnostics::default();
    let mut metric = scope.project.metrics[id].clone();
    metric.definition_text = scope.texts.text(value.span).trim().to_owned();
    let qualifiers = ["time", "window", "snapshot", "fill"].into_iter().filter_map(|name| block.property(name));
    let written = |property: &ast::Property| scope.texts.text(property.span).split_whitespace().collect::<Vec<_>>().join(" ");
    metric.qualifiers = qualifiers.map(written).collect();
    let misfits = match &value.from {
        Some(from) => measure(scope, known, id, &mut metric, block, (value, from), &mut found),
        None => derived(scope, known, id, &mut metric, block, value, &mut found),
    };
    metric.misfits = misfits;
    metric.broken |= metric.definition == Definition::Error || found.errors() > 0;
    scope.project.metrics[id] = metric;
    d.extend(found);
}

/// NS001: a metric needs a value.
fn report_missing(block: &Block<'_>, d: &mut Diagnostics) {
    if block.property("value").is_none() && !block.ast.broken {
        let message = format!("`{}` has no `value`", block.ast.name.text);
        d.push(
            Diagnostic::new(codes::SYNTAX, block.ast.name.span, message)
                .here("what does it measure?")
                .help("say what it measures, for example `value: count(*) from SOURCE`"),
        );
    }
}

/// An expression typed, with NS211 in place of the unit mismatch that is the same fault; `None` where something was reported.
fn typed<L: Clone + PartialEq>(
    expr: &ast::Expr,
    leaves: &mut dyn Leaves<L>,
    sums: &mut dyn FnMut(&mut Diagnostics) -> bool,
    d: &mut Diagnostics,
) -> Option<Expr<L>> {
    let mut found = Diagnostics::default();
    let typed = typing::check(expr, leaves, &mut found);
    // What is nested too deep is read no further.
    let too_deep = found.iter().any(|finding| finding.code == codes::NESTED_TOO_DEEP);
    let mut summed = false;
    if !too_deep && sums(d) {
        summed = true;
        found.retain_mut(|finding| finding.code != codes::UNIT_MISMATCH);
    }
    d.extend(found);
    if typed.ty == Type::Error || summed {
        return None;
    }
    if typed.ty.is_numeric() && typed.ty != Type::Null {
        return Some(typed);
    }
    let help = match typed.ty {
        Type::Boolean => "count where it holds: `count(*) filter (where …)`",
        Type::Date | Type::Timestamp(_) => "count the days up to it on each row: `avg(date_diff('day', a, b))`",
        _ => "count it: `count(distinct …)`",
    };
    let message = format!("a metric is a number, but this is `{}`", typed.ty);
    d.push(Diagnostic::new(codes::TYPE_MISMATCH, expr.span, message).here(format!("is `{}`", typed.ty)).help(help));
    None
}

fn measure(
    scope: &Scope<'_>,
    known: &mut Known,
    id: Id<Metric>,
    metric: &mut Metric,
    block: &Block<'_>,
    (value, from): (&Value, &From),
    d: &mut Diagnostics,
) -> Misfits {
    let grain = written_grain(block, d).unwrap_or(scope.calendar().grain);
    metric.grain = grain;
    let Some(source) = scope.source(&from.source, d) else { return Misfits::default() };
    let filter = from.filter.as_ref().map(|filter| rows::condition(scope, source, filter, d));
    let time = axis::time_axis(scope, block, source, &mut known.undated, d);
    metric.snapshot = axis::snapshot(scope, block, source, d);
    metric.window = axis::window(block, grain, d);
    let averaged = metric.snapshot.as_ref().is_some_and(|snapshot| snapshot.which == SnapshotKind::Avg);
    let mut leaves = Aggregates { scope, source, place: Place::Value, averaged };
    let expr = typed(&value.expr, &mut leaves, &mut |d| sums::check_measure(scope, &value.expr, d), d);
    let Some(mut expr) = reads_something(expr, value, d) else { return Misfits::default() };
    let mut misfits = Misfits::default();
    metric.share = traits::is_share(&expr);
    metric.part = traits::is_part(&expr);
    metric.signed = traits::is_signed(&expr);
    metric.ty = expr.ty.clone();
    metric.additivity = additivity::of_measure(&expr, metric.snapshot.as_ref(), metric.window);
    metric.additivity = additivity::filled(metric.additivity, fill(block));
    metric.unit = measure_unit(scope, block, value, &mut expr, source, d);
    snapshots::check(block, metric, &expr, value.expr.span, d);
    note_sub_periods(&expr, &mut misfits);
    metric.window.into_iter().for_each(|window| misfits.window(window));
    metric.snapshot.iter().for_each(|_| misfits.level());
    let counts_keys = matches!(&expr.node, Node::Leaf(aggregate) if sums::counts_keys(aggregate));
    if let Some(slot) = known.distinct.get_mut(id.index()).filter(|_| counts_keys) {
        *slot = Some(id);
    }
    let Some(time) = time else { return Misfits::default() };
    if axis::is_by_day(scope, source, time) {
        misfits.days();
        report_hours_of_days(&expr, value, d);
    }
    if filter.as_ref().is_none_or(|filter| filter.ty != Type::Error) {
        metric.definition = Definition::Measure(Measure { source, time, filter, expr });
        report_own_misfit(&misfits, metric.grain, value, d);
    }
    misfits
}

/// NS203 where arithmetic reads nothing: `value: 5`.
fn reads_something<L>(expr: Option<Expr<L>>, value: &Value, d: &mut Diagnostics) -> Option<Expr<L>> {
    let expr = expr?;
    if !expr.leaves().is_empty() {
        return Some(expr);
    }
    d.push(
        Diagnostic::new(codes::ROW_OR_AGGREGATE, value.expr.span, "this value reads nothing")
            .here("always the same")
            .help("aggregate rows (`count(*) from SOURCE`) or read a metric"),
    );
    None
}

fn written_grain(block: &Block<'_>, d: &mut Diagnostics) -> Option<Grain> {
    block.word("grain").and_then(|word| words::grain(word, d))
}

/// `fill`; what is wrong with it is reported where the plain properties are read.
fn fill(block: &Block<'_>) -> Option<Fill> {
    block.word("fill").and_then(|word| words::fill(word, &mut Diagnostics::default()))
}

fn note_sub_periods(expr: &AggregateExpr, misfits: &mut Misfits) {
    expr.for_each_leaf(&mut |aggregate| {
        if let AggregateInput::Nested(nested) = &aggregate.input
            && let NestedKey::Period(sub) = nested.key
        {
            misfits.sub_period(sub);
        }
    });
}

/// NS201: `per hour` of rows that are dated by days.
fn report_hours_of_days(expr: &AggregateExpr, value: &Value, d: &mut Diagnostics) {
    let hourly = |aggregate: &Aggregate| match &aggregate.input {
        AggregateInput::Nested(nested) => nested.key == NestedKey::Period(Grain::Hour),
        _ => false,
    };
    if expr.leaves().into_iter().any(hourly) {
        let message = "rows are dated by days, so `per hour` finds all of them at midnight";
        d.push(
            Diagnostic::new(codes::TYPE_MISMATCH, value.expr.span, message)
                .here("a date has no hours")
                .help("write `per day`, or name a timestamp column with `time`"),
        );
    }
}

fn report_own_misfit(misfits: &Misfits, grain: Grain, value: &Value, d: &mut Diagnostics) {
    if let Some(misfit) = misfits.at(grain) {
        d.push(misfits::misfit(misfit, grain, value.expr.span, None));
    }
}

/// The unit of a measure; names the counts in its expression.
fn measure_unit(
    scope: &Scope<'_>,
    block: &Block<'_>,
    value: &Value,
    expr: &mut AggregateExpr,
    source: Id<Source>,
    d: &mut Diagnostics,
) -> Unit {
    let is_average = matches!(&expr.node, Node::Leaf(aggregate) if aggregate.function == AggregateFunction::Avg);
    let source = &scope.project.sources[source];
    let help = declared::column_without_unit(scope, expr);
    let derived = expr.unit.clone();
    let default = |unit: &Unit| units::name_all(unit, &source.name);
    let (unit, names) = declared::unit(block, value, derived, is_average, &default, help, d);
    nested::name_counts(expr, &names);
    unit
}

fn derived(
    scope: &Scope<'_>,
    known: &mut Known,
    id: Id<Metric>,
    metric: &mut Metric,
    block: &Block<'_>,
    value: &Value,
    d: &mut Diagnostics,
) -> Misfits {
    let mut leaves = Metrics { scope, own: None, per_key: false, having: false };
    let check = &mut |d: &mut Diagnostics| sums::check_derived(scope, &known.distinct, &value.expr, d);
    let expr = typed(&value.expr, &mut leaves, check, d);
    let grain = written_grain(block, d);
    report_rows_only(block, d);
    metric.grain = grain.unwrap_or(metric.grain);
    let Some(mut expr) = reads_something(expr, value, d) else { return Misfits::default() };
    metric.grain = grain.or_else(|| coarsest(scope, &expr)).unwrap_or(metric.grain);
    metric.share = traits::is_derived_share(&expr, &scope.project.metrics);
    metric.part = traits::is_derived_part(&expr, &scope.project.metrics);
    metric.signed = traits::is_derived_signed(&expr, &scope.project.metrics);
    metric.ty = expr.ty.clone();
    metric.additivity = additivity::filled(additivity::of_derived(&expr, &scope.project.metrics), fill(block));
    let keyed = match &expr.node {
        Node::Leaf(MetricLeaf::Keyed(keyed)) => Some(keyed.function),
        _ => None,
    };
    let default = |unit: &Unit| units::name_keys(unit);
    let is_average = keyed == Some(AggregateFunction::Avg);
    let (unit, names) = declared::unit(block, value, expr.unit.clone(), is_average, &default, None, d);
    units::name_counts(&mut expr, &names);
    metric.unit = unit;
    let counted = match keyed {
        Some(AggregateFunction::Count) => Some(id),
        _ => sums::distinct_part(scope, &known.distinct, &value.expr),
    };
    if let Some(slot) = known.distinct.get_mut(id.index()) {
        *slot = counted;
    }
    let misfits = derived_misfits(scope, &expr, metric.grain, value, d);
    metric.definition = Definition::Derived(expr);
    misfits
}

/// NS103: what is said of rows where no rows are read.
fn report_rows_only(block: &Block<'_>, d: &mut Diagnostics) {
    for name in ["time", "window", "snapshot"] {
        let Some(property) = block.property(name).filter(|_| block.value(name).is_some()) else { continue };
        d.push(
            Diagnostic::new(
                codes::WRONG_KIND,
                property.span,
                format!("`{name}` is about rows, but this metric is computed from metrics"),
            )
            .here("reads no rows of its own")
            .help(format!("move `{name}` to the metrics that it reads")),
        );
    }
}

/// The grain of an expression's parts: the coarsest where they differ, for a finer one would show parts of their periods.
fn coarsest(scope: &Scope<'_>, expr: &MetricExpr) -> Option<Grain> {
    let mut grain = None;
    dimension::for_each_part(expr, &mut |part, _| grain = grain.max(Some(scope.project.metrics[part].grain)));
    grain
}

/// What has no meaning at some grain in an expression over metrics; what has none at this grain is reported, unless the part
/// that brings it in was reported itself.
fn derived_misfits(scope: &Scope<'_>, expr: &MetricExpr, grain: Grain, value: &Value, d: &mut Diagnostics) -> Misfits {
    let mut misfits = Misfits::default();
    note_shifts(expr, &mut misfits);
    report_own_misfit(&misfits, grain, value, d);
    let mut silent = misfits.at(grain).is_some();
    dimension::for_each_part(expr, &mut |part, _| {
        let metric = &scope.project.metrics[part];
        if let (Some(misfit), false, false) = (metric.misfits.at(grain), silent, metric.broken) {
            silent = true;
            d.push(
                misfits::misfit(misfit, grain, value.expr.span, Some(&metric.name))
                    .label(metric.place("value"), "read through this metric"),
            );
        }
        misfits.add(&metric.misfits);
    });
    misfits
}

/// The shifts of an expression over metrics.
pub(super) fn note_shifts(expr: &MetricExpr, misfits: &mut Misfits) {
    expr.for_each_leaf(&mut |leaf| match leaf {
        MetricLeaf::Lag(_, count, unit) | MetricLeaf::Growth(_, count, unit) => misfits.shift(*count, *unit),
        MetricLeaf::GrowthAccounting(..) => misfits.accounting(),
        MetricLeaf::Keyed(keyed) => keyed.inner.iter().chain(&keyed.having).for_each(|inner| note_shifts(inner, misfits)),
        _ => {}
    });
}
