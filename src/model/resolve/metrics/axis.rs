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
            let (from, to) = (time_column(scope, source, from, d), time_column(scope, source, to, d));
            Some(TimeAxis::Interval(from?, to?))
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

/// Something of a metric that has no meaning at some grain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Misfit {
    /// A shift by a span that is no whole number of periods.
    Shift(u32, TimeUnit, Fit),
    /// Sub-periods that are not shorter than the period, or do not nest in it.
    SubPeriod(Grain, Fit),
    /// Rows dated by days, asked by hour.
    Days,
}

/// For each grain, the first thing in a metric or in what it reads that has no meaning at it.
#[derive(Debug, Clone, Default)]
pub(super) struct Misfits([Option<Misfit>; 6]);

impl Misfits {
    /// Notes a shift.
    pub(super) fn shift(&mut self, count: u32, unit: TimeUnit) {
        self.note(|grain| {
            let fit = periods::fit_shift(count, unit, grain);
            (fit != Fit::Whole).then_some(Misfit::Shift(count, unit, fit))
        });
    }

    /// Notes `per day`.
    pub(super) fn sub_period(&mut self, sub: Grain) {
        self.note(|grain| {
            let fit = if sub >= grain { Fit::Shorter } else { periods::fit(1, periods::unit_of(grain), sub) };
            (fit != Fit::Whole).then_some(Misfit::SubPeriod(sub, fit))
        });
    }

    /// Notes that rows are dated by days.
    pub(super) fn days(&mut self) {
        self.note(|grain| (grain == Grain::Hour).then_some(Misfit::Days));
    }

    /// Notes all of a part.
    pub(super) fn add(&mut self, part: &Misfits) {
        for (own, other) in self.0.iter_mut().zip(&part.0) {
            if own.is_none() {
                own.clone_from(other);
            }
        }
    }

    /// What has no meaning at a grain.
    pub(super) fn at(&self, grain: Grain) -> Option<&Misfit> {
        self.0.get(grain as usize).and_then(Option::as_ref)
    }

    fn note(&mut self, misfit: impl Fn(Grain) -> Option<Misfit>) {
        for (own, grain) in self.0.iter_mut().zip(Grain::ALL) {
            if own.is_none() {
                *own = misfit(grain);
            }
        }
    }
}

/// The finding of a misfit (NS201, NS213, NS214). `through` is the part that brings it in.
pub(super) fn misfit(misfit: &Misfit, grain: Grain, place: Span, through: Option<&str>) -> Diagnostic {
    let by = grain.name();
    let of = through.map_or_else(String::new, |part| format!(" in `{part}`"));
    match misfit {
        Misfit::Shift(count, unit, fit) => {
            let length = duration(*count, *unit);
            let (code, why) = match fit {
                Fit::WeeksAndMonths => (codes::WEEK_IN_MONTH, "no number of weeks makes a month"),
                _ => (codes::WINDOW_AND_GRAIN, "periods are compared with whole periods before them"),
            };
            let help = match (grain, fit) {
                (Grain::Week, Fit::WeeksAndMonths) => {
                    "shift by weeks (`52 weeks` or `1 year`), or show the metric by `grain: month`".to_owned()
                }
                _ => format!("shift by whole {by}s, or give the metric another `grain`"),
            };
            Diagnostic::new(code, place, format!("a shift by {length}{of} is no whole number of {by}s"))
                .here(format!("the grain is `{by}`"))
                .why(why)
                .help(help)
        }
        Misfit::SubPeriod(sub, fit) => {
            let (code, message) = match fit {
                Fit::WeeksAndMonths | Fit::Broken => (
                    codes::WEEK_IN_MONTH,
                    format!("a {by} is no whole number of {}s, which `per {}`{of} needs", sub.name(), sub.name()),
                ),
                _ => (codes::WINDOW_AND_GRAIN, format!("`per {}`{of} is not shorter than the grain `{by}`", sub.name())),
            };
            Diagnostic::new(code, place, message)
                .here(format!("the grain is `{by}`"))
                .help("take shorter sub-periods, such as `per day`, or a longer `grain`")
        }
        Misfit::Days => {
            Diagnostic::new(codes::TYPE_MISMATCH, place, format!("rows{of} are dated by days, so there is no value by hour"))
                .here("a date has no hours")
                .help("write `grain: day`, or name a timestamp column with `time`")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_no_number_of_weeks() {
        let mut misfits = Misfits::default();
        misfits.shift(1, TimeUnit::Month);
        assert_eq!(misfits.at(Grain::Month), None);
        assert_eq!(misfits.at(Grain::Day), None);
        assert_eq!(misfits.at(Grain::Week), Some(&Misfit::Shift(1, TimeUnit::Month, Fit::WeeksAndMonths)));
        assert_eq!(misfits.at(Grain::Quarter), Some(&Misfit::Shift(1, TimeUnit::Month, Fit::Shorter)));
    }

    #[test]
    fn sub_periods_nest() {
        let mut days = Misfits::default();
        days.sub_period(Grain::Day);
        assert!(days.at(Grain::Day).is_some() && days.at(Grain::Hour).is_some());
        assert!(days.at(Grain::Week).is_none() && days.at(Grain::Month).is_none());
        let mut weeks = Misfits::default();
        weeks.sub_period(Grain::Week);
        assert_eq!(weeks.at(Grain::Month), Some(&Misfit::SubPeriod(Grain::Week, Fit::WeeksAndMonths)));
    }

    #[test]
    fn parts_bring_theirs() {
        let mut part = Misfits::default();
        part.days();
        let mut whole = Misfits::default();
        whole.add(&part);
        assert_eq!(whole.at(Grain::Hour), Some(&Misfit::Days));
        assert_eq!(whole.at(Grain::Day), None);
    }
}
