//! Periods as SQL: where they end, which came before, what their windows reach, how many sub-periods they have.

use super::expr::Writer;
use super::tree::{Expr, Operator};
use crate::model::metric::Window;
use crate::model::resolve::metrics::periods::{grain_of, unit_of};
use crate::model::types::{Type, Zone};
use crate::plan::Shift;
use crate::project::calendar::Grain;
use crate::syntax::ast::TimeUnit;

/// The first moment of a period.
pub(super) const PERIOD: &str = "period_start";
/// The naive timestamp that objects use.
pub(super) const MOMENT: Type = Type::Timestamp(Zone::Utc);

/// The periods of one grain.
#[derive(Clone, Copy)]
pub struct Periods<'a> {
    /// How expressions are written.
    pub writer: Writer<'a>,
    /// The grain.
    pub grain: Grain,
}

/// A date or a wall clock so many units of the calendar later.
pub fn later(writer: Writer<'_>, count: i64, unit: TimeUnit, value: Expr, ty: &Type) -> Expr {
    writer.dialect.add(unit, Expr::integer(count), value, ty)
}

impl Periods<'_> {
    /// The type of a period's start: a date, or a wall clock at hour grain.
    pub fn ty(&self) -> Type {
        if self.grain == Grain::Hour { MOMENT } else { Type::Date }
    }

    /// The period so many after the one that starts there.
    pub fn moved(&self, start: Expr, count: i64) -> Expr {
        self.writer.dialect.add(unit_of(self.grain), Expr::integer(count), start, &self.ty())
    }

    /// The end of a period, exclusive.
    pub fn end(&self, start: Expr) -> Expr {
        self.moved(start, 1)
    }

    /// The period that holds a date or a wall clock.
    pub fn of(&self, time: Expr) -> Expr {
        self.writer.dialect.truncate(self.grain, time, self.writer.calendar)
    }

    /// The last period that starts on a day or holds it.
    pub fn last_on(&self, day: Expr) -> Expr {
        if self.grain == Grain::Hour { self.last_moment(day) } else { self.of(day) }
    }

    /// A moment of the last period of a day: its last hour, or the day itself.
    pub fn last_moment(&self, day: Expr) -> Expr {
        if self.grain != Grain::Hour {
            return day;
        }
        let midnight = day.cast(&self.writer.dialect.type_name(&MOMENT));
        later(self.writer, 23, TimeUnit::Hour, midnight, &MOMENT)
    }

    /// The period that lies some shifts before. At week grain a year is 52 weeks.
    pub fn earlier(&self, start: Expr, shifts: &[Shift]) -> Expr {
        shifts.iter().fold(start, |start, shift| match (self.grain, *shift) {
            (_, Shift::Period) => self.moved(start, -1),
            (Grain::Week, Shift::Span(count, TimeUnit::Year)) => self.moved(start, -52 * i64::from(count)),
            (grain, Shift::Span(count, unit)) if grain_of(unit) == Some(grain) => self.moved(start, -i64::from(count)),
            (_, Shift::Span(count, unit)) => self.of(later(self.writer, -i64::from(count), unit, start, &self.ty())),
        })
    }

    /// The first moment that the window of a period reaches; none where it reaches everything before.
    pub fn window_start(&self, window: Window, start: Expr) -> Option<Expr> {
        let end = self.end(start.clone());
        match window {
            Window::AllTime => None,
            Window::Trailing(count, unit) => Some(later(self.writer, -i64::from(count), unit, end, &self.ty())),
            Window::ToDate(grain) => {
                let last = if self.grain == Grain::Hour { start } else { day_before(self.writer, end) };
                Some(self.writer.dialect.truncate(grain, last, self.writer.calendar))
            }
        }
    }
}

/// The day before a day.
pub fn day_before(writer: Writer<'_>, day: Expr) -> Expr {
    later(writer, -1, TimeUnit::Day, day, &Type::Date)
}

/// The day after a day.
pub fn day_after(writer: Writer<'_>, day: Expr) -> Expr {
    later(writer, 1, TimeUnit::Day, day, &Type::Date)
}

/// How many sub-periods there are from the one that holds a day up to, not including, the day `end`.
pub fn count_between(writer: Writer<'_>, grain: Grain, from: Expr, end: Expr) -> Expr {
    let dialect = writer.dialect;
    if grain == Grain::Hour {
        let moment = dialect.type_name(&MOMENT);
        return dialect.difference(grain, from.cast(&moment), end.cast(&moment), writer.calendar);
    }
    let boundaries = dialect.difference(grain, from, day_before(writer, end), writer.calendar);
    boundaries.binary(Operator::Add, Expr::integer(1))
}
