//! Aggregates over metrics per key, without `from`: `count(distinct user_id having subscribed > 0 and usage_days > 0)`,
//! `sum(greatest(mrr - lag(mrr, 1 month), 0) per portal_id)`.

use super::calls;
use super::cohort::same_kind;
use super::derived::Metrics;
use super::units;
use super::walk;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::dimension;
use crate::model::metric::{AggregateFunction, Definition, Keyed, Metric, MetricExpr, MetricLeaf};
use crate::model::resolve::typing;
use crate::model::source::{Column, Source};
use crate::model::types::Type;
use crate::model::unit::Unit;
use crate::source::Span;
use crate::syntax::ast::{self, Call, ExprKind, Ident, TimeUnit};
use std::collections::HashSet;

/// An aggregate where metrics are read; `None` where something of it was reported.
pub(super) fn keyed(outer: &Metrics<'_, '_>, call: &Call, span: Span, d: &mut Diagnostics) -> Option<MetricExpr> {
    let over_keys = call.per.is_some() || (call.distinct && call.having.is_some());
    if !over_keys {
        report_no_source(outer, call, span, d);
        return None;
    }
    let function = calls::function(call, span, d)?;
    if !outer.plain(&call.name.text, span, d) {
        return None;
    }
    if let Some(filter) = &call.filter {
        d.push(
            Diagnostic::new(codes::FUNCTION_CALL, filter.span, "metrics have no rows to filter")
                .here("a condition on rows")
                .help("put the condition into the metrics' own `where`"),
        );
        return None;
    }
    let key = key(call, d);
    let inner = if call.distinct { None } else { Some(inner(outer, call, d)) };
    let having = call.having.as_ref().map(|having| qualification(outer, having, d));
    let (key, inner, having) = (key?, transpose(inner)?, transpose(having)?);
    let parts: Vec<&MetricExpr> = inner.iter().chain(&having).collect();
    check_parts(outer, &parts, span, d)?;
    check_key(outer, key, &parts, d)?;
    let (ty, unit) = match (&inner, function) {
        (Some(inner), function) if function != AggregateFunction::Count => {
            let arg = call.args.first()?;
            let ty = calls::result_type(function, call, &inner.ty, arg.span, d)?;
            (ty, inner.unit.clone().unwrap_or_else(Unit::none))
        }
        _ => (Type::Integer, units::symbol(&format!("distinct {}", key.text))),
    };
    let keyed = Keyed { function, inner, key: key.text.clone(), having };
    Some(outer.leaf(MetricLeaf::Keyed(Box::new(keyed)), ty, unit))
}

/// `Some(None)` became nothing to compute, `Some(Some(None))` something that was reported.
fn transpose<T>(found: Option<Option<T>>) -> Option<Option<T>> {
    match found {
        None => Some(None),
        Some(found) => found.map(Some),
    }
}

/// NS203: an aggregate that does not say of which rows.
fn report_no_source(outer: &Metrics<'_, '_>, call: &Call, span: Span, d: &mut Diagnostics) {
    let text = outer.scope.texts.text(span);
    let name = &call.name.text;
    let reads_metric = call.args.iter().any(|arg| match &walk::bare(arg).kind {
        ExprKind::Path(path) => {
            path.parts.first().is_some_and(|part| path.parts.len() == 1 && outer.scope.find_metric(&part.text).is_some())
        }
        _ => false,
    });
    let help = if reads_metric {
        format!("write the metric alone, or `{name}(METRIC per KEY)` to aggregate its values of keys")
    } else {
        format!("say which rows: `{text} from SOURCE`")
    };
    d.push(
        Diagnostic::new(codes::ROW_OR_AGGREGATE, span, format!("`{name}` aggregates rows, but no source is named"))
            .here("of which rows?")
            .help(help),
    );
}

/// The key's name.
fn key<'c>(call: &'c Call, d: &mut Diagnostics) -> Option<&'c Ident> {
    let path = match (&call.per, call.args.as_slice()) {
        (Some(path), _) => Some(path),
        (None, [arg]) => match &walk::bare(arg).kind {
            ExprKind::Path(path) => Some(path),
            _ => None,
        },
        _ => None,
    };
    let found = path.and_then(|path| match path.parts.as_slice() {
        [name] => Some(name),
        _ => None,
    });
    if found.is_none() {
        let span = path.map_or(call.name.span, |path| path.span);
        d.push(
            Diagnostic::new(codes::FUNCTION_CALL, span, "a key over metrics is one column's name")
                .here("one name is needed")
                .help("name a column that the source of every metric here has"),
        );
    }
    found
}

fn per_key<'s, 'a>(outer: &Metrics<'s, 'a>, having: bool) -> Metrics<'s, 'a> {
    Metrics { scope: outer.scope, own: outer.own, per_key: true, having }
}

fn inner(outer: &Metrics<'_, '_>, call: &Call, d: &mut Diagnostics) -> Option<MetricExpr> {
    let arg = call.args.first()?;
    let inner: MetricExpr = typing::check(arg, &mut per_key(outer, false), d);
    (inner.ty != Type::Error).then_some(inner)
}

fn qualification(outer: &Metrics<'_, '_>, having: &ast::Expr, d: &mut Diagnostics) -> Option<MetricExpr> {
    let having: MetricExpr = typing::check_condition(having, &mut per_key(outer, true), d);
    (having.ty != Type::Error).then_some(having)
}

/// NS204: what has no value per key has none through a metric either.
fn check_parts(outer: &Metrics<'_, '_>, parts: &[&MetricExpr], span: Span, d: &mut Diagnostics) -> Option<()> {
    let metrics = &outer.scope.project.metrics;
    let mut stack: Vec<Id<Metric>> = Vec::new();
    for expr in parts {
        dimension::for_each_part(expr, &mut |part, _| stack.push(part));
    }
    let mut seen = HashSet::new();
    while let Some(id) = stack.pop() {
        let Definition::Derived(expr) = &metrics[id].definition else { continue };
        if !seen.insert(id) {
            continue;
        }
        if let Some(form) = expr.leaves().into_iter().find_map(form_without_keys) {
            let name = &metrics[id].name;
            d.push(
                Diagnostic::new(codes::NESTED_AGGREGATE, span, format!("`{name}` has no value per key: it is {form}"))
                    .here("reads it per key")
                    .label(metrics[id].place("value"), format!("{form} of the whole"))
                    .help("read metrics of rows, their `lag` or their `growth` per key"),
            );
            return None;
        }
        dimension::for_each_part(expr, &mut |part, _| stack.push(part));
    }
    Some(())
}

/// What a leaf is called that has no value per key.
fn form_without_keys(leaf: &MetricLeaf) -> Option<&'static str> {
    match leaf {
        MetricLeaf::Conversion(_) => Some("a conversion"),
        MetricLeaf::Retention(_) => Some("a retention"),
        MetricLeaf::GrowthAccounting(..) => Some("a part of growth accounting"),
        MetricLeaf::Keyed(_) => Some("an aggregate per key"),
        MetricLeaf::Metric(_) | MetricLeaf::Lag(..) | MetricLeaf::Growth(..) => None,
    }
}

/// The sources of all measures that are read, each once, with the metric through which it is read.
fn sources(outer: &Metrics<'_, '_>, parts: &[&MetricExpr]) -> Vec<(Id<Metric>, Id<Source>)> {
    let project = &outer.scope.project;
    let mut sources = Vec::new();
    let mut seen = HashSet::new();
    for expr in parts {
        dimension::for_each_part(expr, &mut |part, _| {
            for measure in project.measures_of(part) {
                if let Definition::Measure(measure) = &project.metrics[measure].definition
                    && seen.insert(measure.source)
                {
                    sources.push((part, measure.source));
                }
            }
        });
    }
    sources
}

/// Every source that is read has a column of the key's name, and their types can meet (NS102, NS201).
fn check_key(outer: &Metrics<'_, '_>, key: &Ident, parts: &[&MetricExpr], d: &mut Diagnostics) -> Option<()> {
    let sources = sources(outer, parts);
    if sources.is_empty() {
        d.push(
            Diagnostic::new(codes::ROW_OR_AGGREGATE, key.span, format!("no metric has a value per `{}` here", key.text))
                .here("of which rows?")
                .help("read a metric, or say `from SOURCE`"),
        );
        return None;
    }
    report_sub_period(outer, key, &sources, d)?;
    let mut columns = Vec::new();
    for (part, source) in sources {
        columns.push((source, key_column(outer, key, part, source, d)?));
    }
    let (first, rest) = columns.split_first()?;
    match rest.iter().find(|(_, column)| !same_kind(&first.1.ty, &column.ty)) {
        None => Some(()),
        Some((source, column)) => {
            let home = &outer.scope.project.sources[*source].name;
            let message = format!("`{}` is `{}` in one source and `{}` in `{home}`", key.text, first.1.ty, column.ty);
            d.push(
                Diagnostic::new(codes::TYPE_MISMATCH, key.span, message)
                    .here("never equal")
                    .label(first.1.name_span, format!("`{}` here", first.1.ty))
                    .label(column.name_span, format!("`{}` here", column.ty))
                    .help("give both the same type, for example with a computed column `= cast(… as text)`"),
            );
            None
        }
    }
}

/// NS202: `per day` where metrics are read, which have no days within the period.
fn report_sub_period(
    outer: &Metrics<'_, '_>,
    key: &Ident,
    sources: &[(Id<Metric>, Id<Source>)],
    d: &mut Diagnostics,
) -> Option<()> {
    let has_column = |(_, source): &(Id<Metric>, Id<Source>)| {
        outer.scope.find_column(*source, &key.text).is_some() || outer.scope.may_be_lost(*source, &key.text)
    };
    if !TimeUnit::ALL.into_iter().any(|unit| unit.name() == key.text) || sources.iter().any(has_column) {
        return Some(());
    }
    let of = sources.first().map_or("SOURCE", |(_, source)| outer.scope.project.sources[*source].name.as_str());
    let message = format!("`per {}` needs rows: a metric has one value in a period", key.text);
    d.push(
        Diagnostic::new(codes::FUNCTION_CALL, key.span, message)
            .here(format!("each {} of the period?", key.text))
            .help(format!("aggregate the rows here: `avg(count(*) per {}) from {of}`", key.text)),
    );
    None
}

/// The column of a source that is the key.
fn key_column<'s>(
    outer: &Metrics<'s, '_>,
    key: &Ident,
    part: Id<Metric>,
    source: Id<Source>,
    d: &mut Diagnostics,
) -> Option<&'s Column> {
    let scope = outer.scope;
    let home = &scope.project.sources[source];
    if let Some(column) = scope.find_column(source, &key.text) {
        scope.use_column(source, column);
        return Some(home.column(column));
    }
    if !scope.may_be_lost(source, &key.text) {
        let part = &scope.project.metrics[part].name;
        d.push(
            Diagnostic::new(codes::UNKNOWN_NAME, key.span, format!("`{}` has no column `{}`", home.name, key.text))
                .here(format!("`{part}` reads `{}`", home.name))
                .label(home.name_span, "the source is declared here")
                .help(format!("add a column `{}` to `{}`, computed if need be", key.text, home.name)),
        );
    }
    None
}
