//! The charts of one statement: each with a title above and words below.

use super::draw::{Drawing, draw};
use super::scale::{Scale, number, scale};
use super::series::{Periods, Series, series};
use crate::commands::output::counted;
use crate::diagnostic::human::{Style, paint};
use crate::model::describe::words;
use crate::model::metric::Metric;
use crate::model::types::Number;
use crate::project::calendar::Grain;
use crate::warehouse::Table;
use jiff::civil::Date;

/// How many segments of a metric are drawn.
const SEGMENTS: usize = 6;

/// What the charts of one statement have in common.
#[derive(Debug)]
pub struct Frame<'a> {
    /// The periods drawn.
    pub periods: &'a Periods,
    /// Their length.
    pub grain: Grain,
    /// The last day that is seen.
    pub as_of: Date,
    /// Width and colour.
    pub style: Style,
}

impl Frame<'_> {
    /// The charts of a metric: one per segment, the largest where there are many.
    pub fn metric(&self, metric: &Metric, answer: &Table, dimensions: usize, column: usize) -> String {
        let all = series(answer, self.periods, dimensions, column);
        if dimensions == 0 {
            return self.whole(metric, "", all);
        }
        let count = all.len();
        let shown = largest(all);
        // One scale for all, so that they can be compared.
        let scale = scale(shown.iter().flat_map(|series| series.values.iter().flatten().copied()), share(metric));
        let mut text = String::new();
        for series in &shown {
            text.push_str(&self.title(metric, &format!(", {}", series.segment)));
            text.push_str(&self.chart(series, scale.as_ref(), &[]));
            text.push_str(&self.words(metric, series));
        }
        if count > shown.len() {
            let left = count - shown.len();
            text.push_str(&format!("… and {left} more of {count} segments; the {SEGMENTS} that add up to most are drawn\n\n"));
        }
        text
    }

    /// The chart of a counter as a whole, with its limit.
    pub fn counter(&self, metric: &Metric, guarded: &str, answer: &Table, column: usize) -> String {
        self.whole(metric, &format!(", which guards {guarded}"), series(answer, self.periods, 0, column))
    }

    /// The chart of a metric that is not sliced, with its limit where it has one.
    fn whole(&self, metric: &Metric, more: &str, series: Vec<Series>) -> String {
        let none = || Series { segment: String::new(), values: vec![None; self.periods.names.len()] };
        let series = series.into_iter().next().unwrap_or_else(none);
        let absolute = metric.limit.as_ref().filter(|limit| limit.baseline.is_none());
        let bound = |number: Option<Number>| number.map(Number::to_f64);
        let (low, high) = absolute.map_or((None, None), |limit| (bound(limit.low), bound(limit.high)));
        let limits: Vec<f64> = low.into_iter().chain(high).collect();
        let scale = scale(series.values.iter().flatten().chain(&limits).copied(), share(metric));
        let mut text = self.title(metric, more);
        text.push_str(&self.chart(&series, scale.as_ref(), &limits));
        if let Some(limit) = &metric.limit {
            let broken = |value: f64| low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high);
            let words = words::limit(metric, limit);
            text.push_str(&match limits.is_empty() {
                true => format!("  limit: {words}; it moves with what it is counted from, and is not drawn\n"),
                false => format!("  limit: {words} (•); {}\n", self.kept(&series, &broken)),
            });
        }
        text.push_str(&self.words(metric, &series));
        text
    }

    fn title(&self, metric: &Metric, more: &str) -> String {
        let unit = words::unit(&metric.unit).map(|unit| format!(" ({unit})")).unwrap_or_default();
        format!("{}{unit}, by {}{more}\n", paint(self.style, "1", &metric.name), self.grain.name())
    }

    fn chart(&self, series: &Series, scale: Option<&Scale>, limits: &[f64]) -> String {
        let (Some(first), Some(last), Some(scale)) = (self.periods.names.first(), self.periods.names.last(), scale) else {
            return String::new();
        };
        if series.values.iter().all(Option::is_none) {
            return String::new();
        }
        draw(&Drawing { values: &series.values, ends: (first, last), scale, limits }, self.style)
    }

    /// In how many periods a limit was broken. Periods that are not over are not judged.
    fn kept(&self, series: &Series, broken: &dyn Fn(f64) -> bool) -> String {
        let known = series.values.iter().enumerate().filter_map(|(position, value)| value.map(|value| (position, value)));
        let complete: Vec<(usize, f64)> = known.filter(|(position, _)| self.is_complete(*position)).collect();
        let passed: Vec<usize> = complete.iter().filter(|(_, value)| broken(*value)).map(|(position, _)| *position).collect();
        let all = self.counted(complete.len());
        match (complete.len(), passed.last()) {
            (0, _) => "no period that is over has a value".to_owned(),
            (_, None) => format!("kept in all of {all}"),
            (_, Some(last)) => format!("broken in {} of {all}, the last time in {}", passed.len(), self.name(*last)),
        }
    }

    fn is_complete(&self, position: usize) -> bool {
        self.periods.days.get(position).is_some_and(|start| self.grain.last_day(*start) < self.as_of)
    }

    /// What a chart shows, in words.
    fn words(&self, metric: &Metric, series: &Series) -> String {
        let known: Vec<(usize, f64)> =
            series.values.iter().enumerate().filter_map(|(position, value)| value.map(|value| (position, value))).collect();
        let value = |(_, value): &(usize, f64)| number(*value, share(metric));
        let mut parts = Vec::new();
        if let Some(last) = known.last() {
            parts.push(format!("last {} ({})", value(last), self.name(last.0)));
        }
        // Of equal ones the first.
        let lowest = known.iter().reduce(|a, b| if b.1 < a.1 { b } else { a });
        let highest = known.iter().reduce(|a, b| if b.1 > a.1 { b } else { a });
        match (lowest, highest) {
            (Some(lowest), Some(highest)) if lowest.1 < highest.1 => {
                parts.push(format!("lowest {} ({})", value(lowest), self.name(lowest.0)));
                parts.push(format!("highest {} ({})", value(highest), self.name(highest.0)));
            }
            (Some(_), Some(_)) if known.len() > 1 => parts.push("the same throughout".to_owned()),
            _ => {}
        }
        let missing = series.values.len() - known.len();
        if missing > 0 {
            parts.push(format!("no value in {missing} of {}", self.counted(series.values.len())));
        }
        let last = self.periods.names.len().saturating_sub(1);
        if !self.is_complete(last) {
            parts.push(format!("{} is not over yet", self.name(last)));
        }
        format!("  {}\n\n", parts.join("; "))
    }

    /// `7 weeks`
    fn counted(&self, count: usize) -> String {
        counted(count, self.grain.name())
    }

    fn name(&self, position: usize) -> &str {
        self.periods.names.get(position).map_or("", String::as_str)
    }
}

/// The segments that add up to most, in the order of the answer.
fn largest(all: Vec<Series>) -> Vec<Series> {
    let size = |series: &Series| series.values.iter().flatten().map(|value| value.abs()).sum::<f64>();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|a, b| {
        let of = |position: &usize| all.get(*position).map_or(0.0, size);
        of(b).total_cmp(&of(a))
    });
    order.truncate(SEGMENTS);
    all.into_iter().enumerate().filter(|(position, _)| order.contains(position)).map(|(_, series)| series).collect()
}

/// Whether values are read in percent.
fn share(metric: &Metric) -> bool {
    metric.share && words::unit(&metric.unit).is_none()
}
