//! The project's calendar, worked out with jiff one date at a time.

use jiff::civil::{Date, DateTime, Time, date};
use jiff::tz::{Disambiguation, TimeZone};
use jiff::{Span, Timestamp, ToSpan};
use northstar::model::types::{Type, Zone};
use northstar::project::calendar::{Calendar, Grain};
use northstar::syntax::ast::TimeUnit;

use super::value::Value;

/// The zone, the first day of the week and the first month of the fiscal year.
pub struct Clock {
    zone_name: String,
    zone: TimeZone,
    week_start: i64,
    fiscal_month: i64,
}

impl Clock {
    /// The clock of a calendar.
    pub fn new(calendar: &Calendar) -> Clock {
        Clock {
            zone_name: calendar.timezone.clone(),
            zone: TimeZone::get(&calendar.timezone).unwrap(),
            week_start: calendar.week_start.days_after_monday(),
            fiscal_month: i64::from(calendar.fiscal_year_start) - 1,
        }
    }

    /// The instant of a wall clock. Reading: a time that a zone skips is moved forward, one that it has twice is the
    /// second (as DuckDB and PostgreSQL have it; `semantics.md` is silent).
    fn instant_in(zone: &TimeZone, wall: DateTime) -> Timestamp {
        zone.to_ambiguous_zoned(wall).disambiguate(Disambiguation::Later).unwrap().timestamp()
    }

    fn zone_of(&self, zone: &Zone) -> TimeZone {
        match zone {
            Zone::Utc => TimeZone::UTC,
            Zone::Named(name) if *name == self.zone_name => self.zone.clone(),
            Zone::Named(name) => TimeZone::get(name).unwrap(),
        }
    }

    /// The instant of a date (midnight in the project's zone) or a timestamp.
    pub fn instant(&self, value: &Value, ty: &Type) -> Option<Timestamp> {
        match (value, ty) {
            (Value::Null, _) => None,
            (Value::Date(day), _) => Some(Clock::instant_in(&self.zone, day.to_datetime(Time::midnight()))),
            (Value::Timestamp(wall), Type::Timestamp(zone)) => Some(Clock::instant_in(&self.zone_of(zone), *wall)),
            other => panic!("{other:?} is no time"),
        }
    }

    /// The wall clock of the project's zone. A date is never shifted, nor is a wall clock of the same zone.
    pub fn local(&self, value: &Value, ty: &Type) -> Option<DateTime> {
        match (value, ty) {
            (Value::Null, _) => None,
            (Value::Date(day), _) => Some(day.to_datetime(Time::midnight())),
            (Value::Timestamp(wall), Type::Timestamp(Zone::Named(name))) if *name == self.zone_name => Some(*wall),
            _ => self.instant(value, ty).map(|instant| self.zone.to_datetime(instant)),
        }
    }

    /// The wall clock that shows an instant in the zone of a column's type.
    pub fn wall_in(&self, instant: Timestamp, zone: &Zone) -> DateTime {
        self.zone_of(zone).to_datetime(instant)
    }

    /// A time so much later. Days and longer are calendar spans on the wall clock of the project's zone,
    /// hours and minutes are elapsed time.
    pub fn later(&self, instant: Timestamp, count: i64, unit: TimeUnit) -> Timestamp {
        match unit {
            TimeUnit::Minute => instant + count.minutes(),
            TimeUnit::Hour => instant + count.hours(),
            _ => Clock::instant_in(&self.zone, self.zone.to_datetime(instant) + calendar_span(count, unit)),
        }
    }

    /// The start of the period that holds a wall clock.
    pub fn truncate(&self, grain: Grain, wall: DateTime) -> DateTime {
        let day = wall.date();
        match grain {
            Grain::Hour => day.at(wall.hour(), 0, 0, 0),
            Grain::Day => midnight(day),
            Grain::Week => {
                let since_start = (i64::from(day.weekday().to_monday_zero_offset()) - self.week_start).rem_euclid(7);
                midnight(day - since_start.days())
            }
            Grain::Month => midnight(day.first_of_month()),
            Grain::Quarter => self.months_start(day, 3),
            Grain::Year => self.months_start(day, 12),
        }
    }

    fn months_start(&self, day: Date, length: i64) -> DateTime {
        let month = month_number(day);
        let first = (month - self.fiscal_month).div_euclid(length) * length + self.fiscal_month;
        midnight(date(i16::try_from(first.div_euclid(12)).unwrap(), i8::try_from(first.rem_euclid(12) + 1).unwrap(), 1))
    }

    /// The start of the period that is so many after the one that starts at `start`.
    pub fn shift(&self, grain: Grain, start: DateTime, count: i64) -> DateTime {
        start
            + match grain {
                Grain::Hour => count.hours(),
                Grain::Day => count.days(),
                Grain::Week => count.weeks(),
                Grain::Month => count.months(),
                Grain::Quarter => (3 * count).months(),
                Grain::Year => (12 * count).months(),
            }
    }

    /// How many boundaries of the grain lie between two wall clocks. Reading: hours are counted on the wall clock too,
    /// so that two times in the hour that a zone has twice are in one hour.
    pub fn boundaries(&self, grain: Grain, from: DateTime, to: DateTime) -> i64 {
        let (a, b) = (self.truncate(grain, from), self.truncate(grain, to));
        let months = month_number(b.date()) - month_number(a.date());
        let days = i64::from((b.date() - a.date()).get_days());
        match grain {
            Grain::Hour => days * 24 + i64::from(b.hour()) - i64::from(a.hour()),
            Grain::Day => days,
            Grain::Week => days / 7,
            Grain::Month => months,
            Grain::Quarter => months / 3,
            Grain::Year => months / 12,
        }
    }
}

/// Midnight of a day.
pub fn midnight(day: Date) -> DateTime {
    day.to_datetime(Time::midnight())
}

fn month_number(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

/// A span of calendar time.
pub fn calendar_span(count: i64, unit: TimeUnit) -> Span {
    match unit {
        TimeUnit::Minute => count.minutes(),
        TimeUnit::Hour => count.hours(),
        TimeUnit::Day => count.days(),
        TimeUnit::Week => count.weeks(),
        TimeUnit::Month => count.months(),
        TimeUnit::Quarter => (3 * count).months(),
        TimeUnit::Year => (12 * count).months(),
    }
}
