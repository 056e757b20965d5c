//! The order in which metrics are resolved, and circles among definitions (NS104) and among `drives` (NS105).

use super::block::Block;
use super::walk;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::metric::Metric;
use crate::model::resolve::names;
use crate::model::resolve::scope::Scope;
use crate::source::Span;
use crate::syntax::ast::PropertyValue;
use std::collections::{HashMap, HashSet};

/// Positions of the blocks, each after those that it reads. Blocks that need each other in a circle are reported and left out.
pub(super) fn definitions(scope: &mut Scope<'_>, blocks: &[(Id<Metric>, Block<'_>)], d: &mut Diagnostics) -> Vec<usize> {
    let positions: HashMap<Id<Metric>, usize> = blocks.iter().enumerate().map(|(position, (id, _))| (*id, position)).collect();
    let mut edges: Vec<Vec<usize>> = Vec::new();
    let mut places: Vec<HashMap<usize, Span>> = Vec::new();
    for (_, block) in blocks {
        let mut targets = Vec::new();
        let mut reads = HashMap::new();
        if let Some(PropertyValue::Value(value)) = block.value("value") {
            for name in walk::metrics_in(value) {
                let Some(target) = scope.find_metric(&name.text).and_then(|id| positions.get(&id)) else { continue };
                if reads.insert(*target, name.span).is_none() {
                    targets.push(*target);
                }
            }
        }
        edges.push(targets);
        places.push(reads);
    }
    for cycle in names::find_cycles(blocks.len(), &edges) {
        let steps = steps(&cycle, |from, to| {
            let (_, block) = blocks.get(from)?;
            Some((block.ast.name.text.clone(), places.get(from)?.get(&to).copied()?))
        });
        if let Some(finding) = names::cycle("metric", &steps) {
            d.push(finding);
        }
    }
    let mut order = Vec::new();
    for part in names::components(blocks.len(), &edges) {
        let alone = match part.as_slice() {
            [only] => edges.get(*only).is_none_or(|targets| !targets.contains(only)),
            _ => false,
        };
        if alone {
            order.extend(part);
        } else {
            for (id, _) in part.iter().filter_map(|position| blocks.get(*position)) {
                scope.project.metrics[*id].broken = true;
            }
        }
    }
    order
}

/// Each step of a circle with the place where it names the next one.
fn steps(cycle: &[usize], place: impl Fn(usize, usize) -> Option<(String, Span)>) -> Vec<(String, Span)> {
    let next = cycle.iter().cycle().skip(1);
    cycle.iter().zip(next).filter_map(|(from, to)| place(*from, *to)).collect()
}

/// Reports circles among `drives`.
pub(super) fn drives(scope: &Scope<'_>, d: &mut Diagnostics) {
    let metrics = &scope.project.metrics;
    let edges: Vec<Vec<usize>> =
        metrics.values().map(|metric| metric.drives.iter().map(|(id, _)| id.index()).collect()).collect();
    let ids: Vec<Id<Metric>> = metrics.ids().collect();
    let mut reported = HashSet::new();
    for cycle in names::find_cycles(metrics.len(), &edges) {
        let steps = steps(&cycle, |from, to| {
            let metric = &metrics[*ids.get(from)?];
            let (_, span) = metric.drives.iter().find(|(id, _)| id.index() == to)?;
            Some((metric.name.clone(), *span))
        });
        if reported.insert(cycle) {
            d.extend(circle(&steps));
        }
    }
}

fn circle(steps: &[(String, Span)]) -> Diagnostics {
    let mut d = Diagnostics::default();
    let Some(((first, place), rest)) = steps.split_first() else { return d };
    let names: Vec<String> = steps.iter().chain(steps.first()).map(|(name, _)| format!("`{name}`")).collect();
    let message = match rest {
        [] => format!("`{first}` drives itself"),
        _ => format!("metrics drive each other: {}", names.join(" → ")),
    };
    let says = |position: usize| {
        let (from, to) = (names.get(position), names.get(position + 1));
        format!("{} drives {}", from.map_or("", String::as_str), to.map_or("", String::as_str))
    };
    let mut finding = Diagnostic::new(codes::CYCLIC_DRIVES, *place, message).here(says(0));
    for (position, (_, span)) in rest.iter().enumerate() {
        finding = finding.label(*span, says(position + 1));
    }
    d.push(finding.why("a lever that moves itself explains nothing").help("remove one `drives` of the circle"));
    d
}
