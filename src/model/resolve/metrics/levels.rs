//! NS212: the same column summed as a level by one metric and as a flow by another, and sums of versions. Rows that state what
//! holds must not be added up over the days on which they state it.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::metric::{
    Aggregate, AggregateExpr, AggregateFunction, AggregateInput, Definition, Metric, NestedInner, NestedKey, TimeAxis,
};
use crate::model::resolve::scope::Scope;
use crate::model::source::{ColumnIndex, RowExpr, Source};
use std::collections::HashMap;

/// What is summed: of which source, dated by what.
type Summed<'a> = (Id<Source>, ColumnIndex, &'a RowExpr);

/// Reports metrics that sum as a flow what others read as a level.
pub(super) fn check(scope: &mut Scope<'_>, d: &mut Diagnostics) {
    let mut levels: HashMap<Summed<'_>, Id<Metric>> = HashMap::new();
    let metrics = &scope.project.metrics;
    for (id, metric) in metrics.iter().filter(|(_, metric)| metric.snapshot.is_some()) {
        for summed in sums(metric) {
            levels.entry(summed).or_insert(id);
        }
    }
    let mut wrong = Vec::new();
    for (id, metric) in metrics.iter() {
        let as_flow = || {
            let flow = sums(metric).into_iter().filter(|_| metric.snapshot.is_none());
            let (summed, level) = flow.into_iter().find_map(|summed| Some((summed, *levels.get(&summed)?)))?;
            Some(finding(scope, metric, &metrics[level], summed))
        };
        if let Some(finding) = of_versions(scope, metric).or_else(as_flow) {
            d.push(finding);
            wrong.push(id);
        }
    }
    for id in wrong {
        scope.project.metrics[id].broken = true;
    }
}

/// What a measure adds up over the days of a period: the sums over its rows, those per key too. What is summed within each day
/// (`avg(sum(balance) per day)`) adds up no days, unless the days are added up then.
fn sums(metric: &Metric) -> Vec<Summed<'_>> {
    let Definition::Measure(measure) = &metric.definition else { return Vec::new() };
    let TimeAxis::Column(time) = measure.time else { return Vec::new() };
    summed(&measure.expr).into_iter().map(|value| (measure.source, time, value)).collect()
}

fn summed(expr: &AggregateExpr) -> Vec<&RowExpr> {
    let mut values: Vec<&RowExpr> = Vec::new();
    for aggregate in expr.leaves() {
        let AggregateInput::Nested(nested) = &aggregate.input else {
            values.extend(plain_sum(aggregate));
            continue;
        };
        let within_days = matches!(nested.key, NestedKey::Period(_)) && aggregate.function != AggregateFunction::Sum;
        if let (NestedInner::Aggregates(inner), false) = (&nested.inner, within_days) {
            values.extend(inner.leaves().into_iter().filter_map(plain_sum));
        }
    }
    values
}

/// What a plain sum adds up, where that is no constant.
fn plain_sum(aggregate: &Aggregate) -> Option<&RowExpr> {
    match &aggregate.input {
        AggregateInput::Value(value) if aggregate.function == AggregateFunction::Sum && !value.leaves().is_empty() => Some(value),
        _ => None,
    }
}

/// What is wrong with a measure over the versions of a slowly changing source: each states what holds for a while, so a sum
/// over all of them, or of those alone that begin on one day, is no sum of what holds.
fn of_versions(scope: &Scope<'_>, metric: &Metric) -> Option<Diagnostic> {
    let Definition::Measure(measure) = &metric.definition else { return None };
    let source = &scope.project.sources[measure.source];
    let (from, to) = source.valid?;
    let lasts = matches!(measure.time, TimeAxis::Interval(..));
    let picks_day = metric.snapshot.as_ref().map(|snapshot| snapshot.by.is_empty());
    let message = match picks_day {
        None if !summed(&measure.expr).is_empty() => {
            format!("`{}` adds up what each version of a row in `{}` states", metric.name, source.name)
        }
        Some(true) if !lasts => format!("`{}` reads only the versions of `{}` that begin on one day", metric.name, source.name),
        _ => return None,
    };
    let axis = format!("`time: {} to {}`", source.column(from).name, source.column(to).name);
    let help = match (picks_day, lasts) {
        (None, true) => "add `snapshot: last`, for what holds at the end of the period".to_owned(),
        (None, false) => format!("write {axis} and `snapshot: last`, for what holds at the end of the period"),
        (Some(_), _) => format!("write {axis}: a version holds on every day from the one to the other"),
    };
    let place = metric.place("value");
    let finding = Diagnostic::new(codes::SNAPSHOT_AS_FLOW, place, message)
        .here(format!("reads versions of `{}`", source.name))
        .label(source.name_span, "has `valid`: each row holds for a while")
        .why("a version states what holds, it does not happen")
        .help(help);
    Some(finding)
}

fn finding(scope: &Scope<'_>, flow: &Metric, level: &Metric, (source, ..): Summed<'_>) -> Diagnostic {
    let source = &scope.project.sources[source].name;
    Diagnostic::new(
        codes::SNAPSHOT_AS_FLOW,
        flow.place("value"),
        format!("`{}` adds up over days what `{}` reads as a level", flow.name, level.name),
    )
    .here(format!("sums every row of `{source}`"))
    .label(level.place("snapshot"), "reads the same column as a level")
    .why("a balance of 100 on each of seven days is no balance of 700")
    .help("add `snapshot: last` here, or remove it there")
}
