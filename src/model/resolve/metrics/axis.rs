//! Time in a metric: what dates its rows, which rows of a level count, and windows.

use super::block::Block;
use super::periods::{self, Fit};
use super::words;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::metric::{Snapshot, TimeAxis, Window};
use crate::model::resolve::scope::Scope;
use crate::model::source::{ColumnIndex, Source};
use crate::model::types::Type;
use crate::project::calendar::Grain;
use crate::source::Span;
use crate::syntax::ast::{self, Ident, PropertyValue, TimeUnit};
use std::collections::HashSet;

/// What dates the rows of a measure. A source without a time axis is reported once (`reported`), however many metrics need one.
pub(super) fn time_axis(
    scope: &Scope<'_>,
    block: &Block<'_>,
    source: Id<Source>,
    reported: &mut HashSet<Id<Source>>,
    d: &mut Diagnostics,
) -> Option<TimeAxis> {
    match block.value("time") {
        Some(PropertyValue::Columns { from, to: None }) => time_column(scope, source, from, d).map(TimeAxis::Column),
        Some(PropertyValue::Columns { from, to: Some(to) }) => {
            let ends = (time_column(scope, source, from, d), time_column(scope, source, to, d));
            if ends.0.is_some() && ends.0 == ends.1 {
                report_no_day(from, to, d);
                return None;
            }
            Some(TimeAxis::Interval(ends.0?, ends.1?))
        }
        _ if block.property("time").is_some() => None,
        _ => default_axis(scope, block, source, reported, d),
    }
}

fn default_axis(
    scope: &Scope<'_>,
    block: &Block<'_>,
    source: Id<Source>,
    reported: &mut HashSet<Id<Source>>,
    d: &mut Diagnostics,
) -> Option<TimeAxis> {
    let home = &scope.project.sources[source];
    if let Some(column) = home.time {
        scope.use_column(source, column);
        return Some(TimeAxis::Column(column));
    }
    if !home.broken && reported.insert(source) {
        let candidate = home.columns.iter().find(|column| matches!(column.ty, Type::Date | Type::Timestamp(_)));
        let help = match candidate {
            Some(column) => format!("mark its column: `{} {} time`; or say here `time: {}`", column.name, column.ty, column.name),
            None => format!("declare a date or timestamp column of `{}` and mark it `time`", home.name),
        };
        let place = match block.value("value") {
            Some(PropertyValue::Value(ast::Value { from: Some(from), .. })) => from.source.span,
            _ => block.ast.name.span,
        };
        d.push(
            Diagnostic::new(codes::NO_TIME_AXIS, place, format!("nothing dates the rows of `{}`", home.name))
                .here("no time to put its rows into periods")
                .label(home.name_span, "no column of it is marked `time`")
                .help(help),
        );
    }
    None
}

fn time_column(scope: &Scope<'_>, source: Id<Source>, name: &Ident, d: &mut Diagnostics) -> Option<ColumnIndex> {
    let index = scope.column(source, name, d)?;
    let column = scope.project.sources[source].column(index);
    if !column.ty.is_time() {
        d.push(
            Diagnostic::new(
                codes::TYPE_MISMATCH,
                name.span,
                format!("`{}` is `{}`, which dates nothing", column.name, column.ty),
            )
            .here("a date or a timestamp is needed")
            .label(column.name_span, "the column is declared here")
            .help("name a column of type `date` or `timestamp`"),
        );
        return None;
    }
    (column.ty != Type::Error).then_some(index)
}

/// NS219: no day lies between a time and itself.
fn report_no_day(from: &Ident, to: &Ident, d: &mut Diagnostics) {
    let message = format!("what lasts from `{}` to `{}` lasts no day", from.text, to.text);
    d.push(
        Diagnostic::new(codes::CONSTANT_COMPARISON, to.span, message)
            .here("the same column")
            .help(format!("name the column that it ends with, or write `time: {}`", from.text)),
    );
}

/// Whether days are the finest that an axis tells apart.
pub(super) fn is_by_day(scope: &Scope<'_>, source: Id<Source>, axis: TimeAxis) -> bool {
    match axis {
        TimeAxis::Column(column) => scope.project.sources[source].column(column).ty == Type::Date,
        TimeAxis::Interval(..) => true,
    }
}

/// `snapshot`; `None` where there is none, or where it was reported.
pub(super) fn snapshot(scope: &Scope<'_>, block: &Block<'_>, source: Id<Source>, d: &mut Diagnostics) -> Option<Snapshot> {
    let Some(PropertyValue::Snapshot(written)) = block.value("snapshot") else { return None };
    let which = words::snapshot(&written.which, d);
    let by: Vec<Option<ColumnIndex>> = written.by.iter().map(|name| scope.column(source, name, d)).collect();
    Some(Snapshot { which: which?, by: by.into_iter().collect::<Option<_>>()? })
}

/// `window`, where it fits the grain (NS214); `None` where there is none, or where it was reported.
pub(super) fn window(block: &Block<'_>, grain: Grain, d: &mut Diagnostics) -> Option<Window> {
    let Some(PropertyValue::Window(written)) = block.value("window") else { return None };
    match written {
        ast::Window::AllTime(_) => Some(Window::AllTime),
        ast::Window::Trailing(length) => {
            let fit = periods::fit(length.count, length.unit, grain);
            if fit != Fit::Whole {
                report_window(length.span, length.count, length.unit, grain, fit, d);
                return None;
            }
            Some(Window::Trailing(length.count, length.unit))
        }
        ast::Window::ToDate(unit, span) => {
            let period = periods::grain_of(*unit).filter(|period| *period >= grain);
            if period.is_none() {
                let message = format!("`{} to date` is shorter than the grain `{}`", unit.name(), grain.name());
                d.push(
                    Diagnostic::new(codes::WINDOW_AND_GRAIN, *span, message)
                        .here(format!("starts again within each {}", grain.name()))
                        .help(format!("write `{} to date`, or a finer `grain`", grain.name())),
                );
            }
            period.map(Window::ToDate)
        }
    }
}

fn report_window(span: Span, count: u32, unit: TimeUnit, grain: Grain, fit: Fit, d: &mut Diagnostics) {
    let length = duration(count, unit);
    let (message, why) = match fit {
        Fit::Shorter => (
            format!("a window of {length} is shorter than the grain `{}`", grain.name()),
            "rows between two windows would never be counted",
        ),
        _ => (
            format!("a window of {length} is no whole number of {}s", grain.name()),
            "windows of neighbouring periods would share parts of periods",
        ),
    };
    let example = match grain {
        Grain::Hour => "trailing 24 hours",
        Grain::Day => "trailing 28 days",
        Grain::Week => "trailing 4 weeks",
        Grain::Month => "trailing 3 months",
        Grain::Quarter => "trailing 4 quarters",
        Grain::Year => "trailing 2 years",
    };
    let help = format!("write whole {}s, as in `{example}`, or give the metric a finer `grain`", grain.name());
    d.push(
        Diagnostic::new(codes::WINDOW_AND_GRAIN, span, message)
            .here(format!("the grain is `{}`", grain.name()))
            .why(why)
            .help(help),
    );
}

/// `28 days`, `1 week`
pub(super) fn duration(count: u32, unit: TimeUnit) -> String {
    format!("{count} {}{}", unit.name(), if count == 1 { "" } else { "s" })
}
