//! Metric blocks to metrics. First the definitions, each after those that it reads; then what is said of them; then what needs
//! all of them: slices, identities, circles.

mod additivity;
mod aggregate;
pub(super) mod allow;
mod axis;
mod block;
mod calls;
mod circles;
mod cohort;
mod declared;
mod definition;
mod derived;
mod identity;
mod keyed;
mod levels;
pub mod misfits;
mod nested;
pub mod periods;
mod plain;
mod slices;
mod snapshots;
mod sums;
mod targets;
#[cfg(test)]
mod tests;
mod traits;
mod units;
mod walk;
mod words;

use super::scope::Scope;
use crate::diagnostic::Diagnostics;
use crate::model::Id;
use crate::model::dimension::DimensionSearch;
use crate::model::metric::{Definition, Metric};
use crate::syntax::ast;
use block::Block;
use definition::Known;

/// Resolves the metrics of some blocks, whose ids exist already.
pub fn resolve(scope: &mut Scope<'_>, blocks: &[(Id<Metric>, &ast::Block)], d: &mut Diagnostics) {
    let blocks: Vec<(Id<Metric>, Block<'_>)> = blocks.iter().map(|(id, block)| (*id, Block::new(block))).collect();
    let count = scope.project.metrics.len();
    let mut known = Known { distinct: vec![None; count], ..Known::default() };
    let order = circles::definitions(scope, &blocks, d);
    for (id, block) in order.iter().filter_map(|position| blocks.get(*position)) {
        definition::resolve(scope, &mut known, *id, block, d);
    }
    for (id, block) in &blocks {
        let mut found = Diagnostics::default();
        let mut metric = scope.project.metrics[*id].clone();
        plain::read(scope, block, &mut metric, &mut found);
        metric.limit = targets::read_limit(block, &metric, &mut found);
        plain::read_direction(block, &mut metric, &mut found);
        metric.targets = targets::read_targets(block, &metric, &mut found);
        metric.broken |= found.errors() > 0;
        scope.project.metrics[*id] = metric;
        d.extend(found);
    }
    slices(scope, &order, &blocks, d);
    identity::resolve(scope, &known, &blocks, d);
    circles::drives(scope, d);
    levels::check(scope, d);
}

/// The dimensions of all metrics, parts first.
fn slices(scope: &mut Scope<'_>, order: &[usize], blocks: &[(Id<Metric>, Block<'_>)], d: &mut Diagnostics) {
    let mut search = DimensionSearch::default();
    for (id, block) in order.iter().filter_map(|position| blocks.get(*position)) {
        let mut found = Diagnostics::default();
        let dimensions = match &scope.project.metrics[*id].definition {
            Definition::Measure(measure) => slices::of_measure(scope, block, measure.source, &mut found),
            Definition::Derived(_) => slices::of_derived(scope, &mut search, *id, block, &mut found),
            Definition::Error => Vec::new(),
        };
        scope.project.metrics[*id].dimensions = dimensions;
        scope.project.metrics[*id].broken |= found.errors() > 0;
        d.extend(found);
    }
}
