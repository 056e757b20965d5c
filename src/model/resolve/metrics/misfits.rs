//! What of a metric has no meaning at some grain: a shift by a month among weeks, days of a day, a window shorter than a period.
//! A metric brings what it has into every metric that reads it, for there the grain of that one holds.

use super::axis::duration;
use super::periods::{self, Fit};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::metric::{Metric, Window};
use crate::project::calendar::Grain;
use crate::source::Span;
use crate::syntax::ast::TimeUnit;

/// Something of a metric that has no meaning at some grain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// A shift by a span that is no whole number of periods.
    Shift(u32, TimeUnit, Fit),
    /// Sub-periods that are not shorter than the period, or do not nest in it.
    SubPeriod(Grain, Fit),
    /// A window that is shorter than the period, or no whole number of them.
    Window(Window, Fit),
    /// Rows dated by days, asked by hour.
    Days,
    /// A level, which is one of days, asked by hour.
    Level,
}

/// What is read of periods before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// The one so long before.
    Span(u32, TimeUnit),
    /// All of them: growth accounting.
    All,
}

/// For each grain, the first thing in a metric or in what it reads that has no meaning at it.
#[derive(Debug, Clone, Default)]
pub struct Misfits {
    /// By the grain's position.
    at: [Option<Misfit>; 6],
    /// What it reads of periods before, which the whole range as one period has not.
    before: Option<Before>,
}

impl Misfits {
    /// Notes a shift.
    pub(super) fn shift(&mut self, count: u32, unit: TimeUnit) {
        self.note(|grain| {
            let fit = periods::fit_shift(count, unit, grain);
            (fit != Fit::Whole).then_some(Misfit::Shift(count, unit, fit))
        });
        self.before = self.before.or(Some(Before::Span(count, unit)));
    }

    /// Notes growth accounting.
    pub(super) fn accounting(&mut self) {
        self.before = self.before.or(Some(Before::All));
    }

    /// Notes `per day`.
    pub(super) fn sub_period(&mut self, sub: Grain) {
        self.note(|grain| {
            let fit = if sub >= grain { Fit::Shorter } else { periods::fit(1, periods::unit_of(grain), sub) };
            (fit != Fit::Whole).then_some(Misfit::SubPeriod(sub, fit))
        });
    }

    /// Notes a window.
    pub(super) fn window(&mut self, window: Window) {
        self.note(|grain| {
            let fit = match window {
                Window::Trailing(count, unit) => periods::fit(count, unit, grain),
                Window::ToDate(period) if period < grain => Fit::Shorter,
                Window::ToDate(_) | Window::AllTime => Fit::Whole,
            };
            (fit != Fit::Whole).then_some(Misfit::Window(window, fit))
        });
    }

    /// Notes a level.
    pub(super) fn level(&mut self) {
        self.note(|grain| (grain == Grain::Hour).then_some(Misfit::Level));
    }

    /// Notes that rows are dated by days.
    pub(super) fn days(&mut self) {
        self.note(|grain| (grain == Grain::Hour).then_some(Misfit::Days));
    }

    /// Notes all of a part.
    pub(super) fn add(&mut self, part: &Misfits) {
        for (own, other) in self.at.iter_mut().zip(&part.at) {
            if own.is_none() {
                own.clone_from(other);
            }
        }
        self.before = self.before.or(part.before);
    }

    /// What has no meaning at a grain.
    pub fn at(&self, grain: Grain) -> Option<&Misfit> {
        self.at.get(grain as usize).and_then(Option::as_ref)
    }

    /// What it reads of periods before.
    pub fn before(&self) -> Option<Before> {
        self.before
    }

    fn note(&mut self, misfit: impl Fn(Grain) -> Option<Misfit>) {
        for (own, grain) in self.at.iter_mut().zip(Grain::ALL) {
            if own.is_none() {
                *own = misfit(grain);
            }
        }
    }
}

/// Why a metric has no value at a grain that is asked (`None`: the whole range as one period); `None` where it has one.
pub fn asked(metric: &Metric, grain: Option<Grain>) -> Option<Diagnostic> {
    let place = metric.place("value");
    let Some(grain) = grain else {
        let reads = match metric.misfits.before()? {
            Before::Span(count, unit) => format!("reads what was {} before", duration(count, unit)),
            Before::All => "compares each period with those before".to_owned(),
        };
        return Some(
            Diagnostic::new(
                codes::WINDOW_AND_GRAIN,
                place,
                format!("`{}` {reads}, and the whole range is one period", metric.name),
            )
            .here("needs periods")
            .help(format!("ask by periods: `--grain {}`", metric.grain.name())),
        );
    };
    let mut finding = misfit(metric.misfits.at(grain)?, grain, place, Some(&metric.name));
    let fits = Grain::ALL.into_iter().filter(|grain| metric.misfits.at(*grain).is_none());
    let fits: Vec<String> = fits.map(|grain| format!("`--grain {}`", grain.name())).collect();
    finding.help = Some(format!("ask by another grain: {}", fits.join(", ")));
    Some(finding)
}

/// The finding of a misfit (NS201, NS213, NS214, NS222). `through` is the part that brings it in.
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
        Misfit::Window(window, fit) => window_misfit(*window, *fit, &of, grain, place),
        Misfit::Level => Diagnostic::new(
            codes::SNAPSHOT_COMBINATION,
            place,
            format!("a level{of} is one of a day, so there is none of an hour"),
        )
        .here("the grain is `hour`")
        .help("write `grain: day` or a longer one"),
        Misfit::Days => {
            Diagnostic::new(codes::TYPE_MISMATCH, place, format!("rows{of} are dated by days, so there is no value by hour"))
                .here("a date has no hours")
                .help("write `grain: day`, or name a timestamp column with `time`")
        }
    }
}

fn window_misfit(window: Window, fit: Fit, of: &str, grain: Grain, place: Span) -> Diagnostic {
    let by = grain.name();
    let length = match window {
        Window::Trailing(count, unit) => duration(count, unit),
        Window::ToDate(period) => format!("a {} to date", period.name()),
        Window::AllTime => "all time".to_owned(),
    };
    let how =
        if fit == Fit::Shorter { format!("is shorter than the grain `{by}`") } else { format!("is no whole number of {by}s") };
    Diagnostic::new(codes::WINDOW_AND_GRAIN, place, format!("the window{of} of {length} {how}"))
        .here(format!("the grain is `{by}`"))
        .why("a window holds whole periods of the metric that shows it")
        .help(format!("give this metric a finer `grain`, or that one a window of whole {by}s"))
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
    fn windows_hold_whole_periods() {
        let mut misfits = Misfits::default();
        misfits.window(Window::Trailing(28, TimeUnit::Day));
        misfits.level();
        assert!(misfits.at(Grain::Week).is_none() && misfits.at(Grain::Day).is_none());
        assert_eq!(misfits.at(Grain::Hour), Some(&Misfit::Level));
        let window = Window::Trailing(28, TimeUnit::Day);
        assert_eq!(misfits.at(Grain::Month), Some(&Misfit::Window(window, Fit::Broken)));
        let mut to_date = Misfits::default();
        to_date.window(Window::ToDate(Grain::Month));
        assert!(to_date.at(Grain::Week).is_none() && to_date.at(Grain::Month).is_none());
        assert!(to_date.at(Grain::Quarter).is_some());
    }

    #[test]
    fn the_whole_range_has_no_period_before() {
        let (mut shift, mut accounting, mut window) = (Misfits::default(), Misfits::default(), Misfits::default());
        shift.shift(1, TimeUnit::Week);
        accounting.accounting();
        window.window(Window::Trailing(28, TimeUnit::Day));
        assert!(shift.before().is_some() && window.before().is_none());
        window.add(&accounting);
        assert_eq!(window.before(), Some(Before::All));
        assert!(Grain::ALL.into_iter().all(|grain| accounting.at(grain).is_none()));
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
