//! `equals`: an exact identity over other metrics. It is no part of the definition, so it may read what reads the metric.

use super::block::Block;
use super::definition::{Known, note_shifts};
use super::derived::Metrics;
use super::misfits::{self, Misfits};
use super::{additivity, sums};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::dimension;
use crate::model::metric::{Definition, Merge, Metric, MetricExpr, TimeKind};
use crate::model::resolve::scope::Scope;
use crate::model::resolve::typing;
use crate::model::types::Type;
use crate::source::Span;
use crate::syntax::ast::{self, PropertyValue};
use std::collections::HashSet;

/// Resolves the `equals` of all blocks.
pub(super) fn resolve(scope: &mut Scope<'_>, known: &Known, blocks: &[(Id<Metric>, Block<'_>)], d: &mut Diagnostics) {
    for (id, block) in blocks {
        let Some(PropertyValue::Expr(written)) = block.value("equals") else { continue };
        let mut found = Diagnostics::default();
        let equals = identity(scope, known, *id, written, &mut found);
        scope.project.metrics[*id].equals = equals;
        scope.project.metrics[*id].broken |= found.errors() > 0;
        d.extend(found);
    }
}

fn identity(scope: &Scope<'_>, known: &Known, id: Id<Metric>, written: &ast::Expr, d: &mut Diagnostics) -> Option<MetricExpr> {
    let mut found = Diagnostics::default();
    let mut leaves = Metrics { scope, own: Some(id), per_key: false, having: false };
    let expr: MetricExpr = typing::check(written, &mut leaves, &mut found);
    let too_deep = found.iter().any(|finding| finding.code == codes::NESTED_TOO_DEEP);
    let summed = !too_deep && sums::check_derived(scope, &known.distinct, written, d);
    if summed {
        found.retain_mut(|finding| finding.code != codes::UNIT_MISMATCH);
    }
    d.extend(found);
    let metric = &scope.project.metrics[id];
    if expr.ty == Type::Error || summed || metric.definition == Definition::Error {
        return None;
    }
    if expr.leaves().is_empty() || !expr.ty.is_numeric() {
        let message = format!("`equals` explains `{}` by no metric", metric.name);
        let help = "write arithmetic over metrics, as in `bookings_made * nights_per_booking`";
        d.push(Diagnostic::new(codes::EQUALS_DISAGREES, written.span, message).here("reads no metric's value").help(help));
        return None;
    }
    agrees(scope, metric, &expr, written.span, d)?;
    fits_grain(scope, metric, &expr, written.span, d)?;
    Some(expr)
}

/// The identity has the metric's unit, and is the same kind of thing over time (NS217).
fn agrees(scope: &Scope<'_>, metric: &Metric, expr: &MetricExpr, span: Span, d: &mut Diagnostics) -> Option<()> {
    if let Some(unit) = expr.unit.as_ref().filter(|unit| **unit != metric.unit) {
        let words = |unit: &crate::model::unit::Unit| if unit.is_none() { "no unit".to_owned() } else { format!("`{unit}`") };
        d.push(
            Diagnostic::new(
                codes::EQUALS_DISAGREES,
                span,
                format!("`{}` is in {}, but its `equals` is in {}", metric.name, words(&metric.unit), words(unit)),
            )
            .here(format!("in {}", words(unit)))
            .label(metric.place("value"), format!("in {}", words(&metric.unit)))
            .why("numbers in different units are not equal")
            .help("correct the `unit` of one of the metrics, or the identity"),
        );
        return None;
    }
    let kinds = (metric.additivity.time, time_of(expr, scope, metric));
    if kinds.0 == kinds.1 || [kinds.0, kinds.1].contains(&TimeKind::Cohort) {
        return Some(());
    }
    let words = |time: TimeKind| match time {
        TimeKind::Level => "stands at a moment",
        TimeKind::Window => "is about a window",
        TimeKind::Flow | TimeKind::Cohort => "happens during a period",
    };
    let help = match kinds {
        (TimeKind::Level, TimeKind::Flow) => {
            "explain a level by the level before and what happened since: `lag(LEVEL, 1 PERIOD) + …`"
        }
        (TimeKind::Flow, TimeKind::Level) => {
            "explain what happens by what happens, or by the change of a level: `LEVEL - lag(LEVEL, 1 PERIOD)`"
        }
        _ => "give the metrics on both sides the same `window`",
    };
    d.push(
        Diagnostic::new(
            codes::EQUALS_DISAGREES,
            span,
            format!("`{}` {}, but its `equals` {}", metric.name, words(kinds.0), words(kinds.1)),
        )
        .here(words(kinds.1))
        .label(metric.place("value"), words(kinds.0))
        .help(help),
    );
    None
}

/// What kind of thing over time an identity is of; the metric's own kind where nothing can be said.
fn time_of(expr: &MetricExpr, scope: &Scope<'_>, metric: &Metric) -> TimeKind {
    let other = additivity::of_derived(expr, &scope.project.metrics);
    let mut kinds = HashSet::new();
    dimension::for_each_part(expr, &mut |part, _| {
        kinds.insert(scope.project.metrics[part].additivity.time);
    });
    let of_windows = [metric.additivity.time, other.time].contains(&TimeKind::Window);
    // A quotient of levels may well be one of flows; and a window may be as long as the period that another part is of.
    let both_add = other.merge == Merge::Sum && metric.additivity.merge == Merge::Sum && !of_windows;
    let windows = of_windows && kinds.len() == 1;
    if both_add || windows { other.time } else { metric.additivity.time }
}

fn fits_grain(scope: &Scope<'_>, metric: &Metric, expr: &MetricExpr, span: Span, d: &mut Diagnostics) -> Option<()> {
    let mut misfits = Misfits::default();
    note_shifts(expr, &mut misfits);
    if let Some(misfit) = misfits.at(metric.grain) {
        d.push(misfits::misfit(misfit, metric.grain, span, None));
        return None;
    }
    let mut problem = None;
    dimension::for_each_part(expr, &mut |part, _| {
        let part = &scope.project.metrics[part];
        let inner = part.misfits.at(metric.grain);
        if let (Some(misfit), None, false) = (inner, &problem, part.broken) {
            problem = Some(
                misfits::misfit(misfit, metric.grain, span, Some(&part.name))
                    .label(part.place("value"), "read through this metric"),
            );
        }
    });
    match problem {
        None => Some(()),
        Some(finding) => {
            d.push(finding);
            None
        }
    }
}
