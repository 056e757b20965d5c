//! NS212: the same column summed as a level by one metric and as a flow by another. One of them is wrong: rows that state a
//! level every day must not be added up over days.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::metric::{AggregateFunction, AggregateInput, Definition, Metric, TimeAxis};
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
    let mut flows = Vec::new();
    for (id, metric) in metrics.iter().filter(|(_, metric)| metric.snapshot.is_none()) {
        let level = sums(metric).into_iter().find_map(|summed| levels.get(&summed).map(|level| (summed, *level)));
        if let Some((summed, level)) = level {
            d.push(finding(scope, metric, &metrics[level], summed));
            flows.push(id);
        }
    }
    for id in flows {
        scope.project.metrics[id].broken = true;
    }
}

/// The plain sums of a measure over rows dated by one column.
fn sums(metric: &Metric) -> Vec<Summed<'_>> {
    let Definition::Measure(measure) = &metric.definition else { return Vec::new() };
    let TimeAxis::Column(time) = measure.time else { return Vec::new() };
    let aggregates = measure.expr.leaves().into_iter().filter(|aggregate| aggregate.function == AggregateFunction::Sum);
    let values = aggregates.filter_map(|aggregate| match &aggregate.input {
        AggregateInput::Value(value) if !value.leaves().is_empty() => Some((measure.source, time, value)),
        _ => None,
    });
    values.collect()
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
