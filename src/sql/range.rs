//! The range that a query asks for, as SQL: which rows are read, the last period, the days of a range that is one period.

use super::calendar::{Periods, day_after};
use super::expr::Writer;
use super::scan::Days;
use super::tree::Expr;
use crate::plan::query::QueryPlan;
use crate::project::calendar::Grain;
use jiff::civil::Date;

/// The range of a query.
#[derive(Clone, Copy)]
pub struct Range<'a> {
    /// What is asked.
    pub plan: &'a QueryPlan,
    /// How expressions are written.
    pub writer: Writer<'a>,
}

impl Range<'_> {
    /// Which rows are read: those of the range, or the whole history.
    pub fn days(&self, whole: bool) -> Days {
        let after = |day: Date| day.tomorrow().unwrap_or(day);
        let as_of = self.plan.as_of.map(after);
        let last = if self.plan.as_of.is_none() { Some(self.as_of()) } else { None };
        if whole {
            return Days { first: None, end: as_of, last };
        }
        let end = match (as_of, self.plan.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Days { first: self.plan.first, end, last }
    }

    /// The last day that is seen.
    pub fn as_of(&self) -> Expr {
        match self.plan.as_of {
            Some(day) => Expr::Date(day),
            None => self.writer.dialect.current_date(&self.plan.calendar.timezone),
        }
    }

    /// The period that holds the last day seen, or the last one asked where that is earlier.
    pub fn last_period(&self, grain: Grain) -> Expr {
        let calendar = &self.plan.calendar;
        let last_asked = self.plan.until.and_then(|until| until.yesterday().ok());
        let last_seen = self.plan.as_of;
        let day = match (last_seen, last_asked) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (Some(a), None) => Some(a),
            (None, _) => None,
        };
        match (day, last_asked) {
            (Some(day), _) => self.last_moment(grain, calendar.period_start(grain, day)),
            (None, None) => self.truncated_as_of(grain),
            (None, Some(asked)) => {
                let asked = self.last_moment(grain, calendar.period_start(grain, asked));
                Expr::Call("LEAST", vec![self.truncated_as_of(grain), asked])
            }
        }
    }

    fn truncated_as_of(&self, grain: Grain) -> Expr {
        Periods { writer: self.writer, grain }.last_on(self.as_of())
    }

    pub fn moment(&self, grain: Grain, day: Date) -> Expr {
        if grain == Grain::Hour { Expr::Timestamp(day.to_datetime(jiff::civil::Time::midnight())) } else { Expr::Date(day) }
    }

    /// The last period that starts on a day.
    fn last_moment(&self, grain: Grain, day: Date) -> Expr {
        if grain == Grain::Hour { Expr::Timestamp(day.at(23, 0, 0, 0)) } else { Expr::Date(day) }
    }

    /// The day after the last one asked.
    pub fn end(&self) -> Expr {
        let next = |day: Date| day.tomorrow().unwrap_or(day);
        match (self.plan.as_of, self.plan.until) {
            (Some(day), Some(until)) => Expr::Date(next(day).min(until)),
            (Some(day), None) => Expr::Date(next(day)),
            (None, Some(until)) => Expr::Call("LEAST", vec![day_after(self.writer, self.as_of()), Expr::Date(until)]),
            (None, None) => day_after(self.writer, self.as_of()),
        }
    }
}
