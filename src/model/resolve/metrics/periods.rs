//! Whether spans of time fit a grain: `lag(m, 1 month)` has no meaning for weeks.

use crate::project::calendar::Grain;
use crate::syntax::ast::TimeUnit;

/// How a span of time fits a grain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It is a whole number of periods.
    Whole,
    /// It is shorter than a period.
    Shorter,
    /// It is longer, but no whole number of periods.
    Broken,
    /// One of both counts weeks, the other months, and no number of weeks makes a month.
    WeeksAndMonths,
}

/// Length in months, of units that are made of months.
fn months(unit: TimeUnit) -> Option<u32> {
    match unit {
        TimeUnit::Month => Some(1),
        TimeUnit::Quarter => Some(3),
        TimeUnit::Year => Some(12),
        TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day | TimeUnit::Week => None,
    }
}

/// Length in minutes, of units that are not made of months. Days of the calendar count as whole.
fn minutes(unit: TimeUnit) -> Option<u64> {
    match unit {
        TimeUnit::Minute => Some(1),
        TimeUnit::Hour => Some(60),
        TimeUnit::Day => Some(24 * 60),
        TimeUnit::Week => Some(7 * 24 * 60),
        TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Year => None,
    }
}

/// The unit as long as a period.
pub fn unit_of(grain: Grain) -> TimeUnit {
    match grain {
        Grain::Hour => TimeUnit::Hour,
        Grain::Day => TimeUnit::Day,
        Grain::Week => TimeUnit::Week,
        Grain::Month => TimeUnit::Month,
        Grain::Quarter => TimeUnit::Quarter,
        Grain::Year => TimeUnit::Year,
    }
}

/// The grain whose periods are as long as the unit; none for minutes.
pub fn grain_of(unit: TimeUnit) -> Option<Grain> {
    Grain::ALL.into_iter().find(|grain| unit_of(*grain) == unit)
}

/// How a span fits periods of a grain, as a piece of calendar.
pub fn fit(count: u32, unit: TimeUnit, grain: Grain) -> Fit {
    let whole = |length: u64, period: u64| {
        if length < period {
            Fit::Shorter
        } else if length.is_multiple_of(period) {
            Fit::Whole
        } else {
            Fit::Broken
        }
    };
    let period = unit_of(grain);
    match (minutes(unit), minutes(period), months(unit), months(period)) {
        (Some(length), Some(period), ..) => whole(length * u64::from(count), period),
        (_, _, Some(length), Some(period)) => whole(u64::from(length) * u64::from(count), u64::from(period)),
        // Months are made of days, and of hours.
        _ if months(unit).is_some() && grain < Grain::Week => Fit::Whole,
        _ if months(unit).is_some() => Fit::WeeksAndMonths,
        _ if unit == TimeUnit::Week => Fit::WeeksAndMonths,
        _ if minutes(unit).is_some_and(|length| length * u64::from(count) < 28 * 24 * 60) => Fit::Shorter,
        _ => Fit::Broken,
    }
}

/// How a shift by whole periods fits a grain: as [`fit`], but a year of weeks is 52 weeks.
pub fn fit_shift(count: u32, unit: TimeUnit, grain: Grain) -> Fit {
    if grain == Grain::Week && unit == TimeUnit::Year { Fit::Whole } else { fit(count, unit, grain) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_grains() {
        let cases = [
            (28, TimeUnit::Day, Grain::Week, Fit::Whole),
            (10, TimeUnit::Day, Grain::Week, Fit::Broken),
            (3, TimeUnit::Day, Grain::Week, Fit::Shorter),
            (28, TimeUnit::Day, Grain::Day, Fit::Whole),
            (36, TimeUnit::Hour, Grain::Day, Fit::Broken),
            (1, TimeUnit::Month, Grain::Day, Fit::Whole),
            (1, TimeUnit::Month, Grain::Week, Fit::WeeksAndMonths),
            (1, TimeUnit::Year, Grain::Week, Fit::WeeksAndMonths),
            (8, TimeUnit::Week, Grain::Month, Fit::WeeksAndMonths),
            (7, TimeUnit::Day, Grain::Month, Fit::Shorter),
            (90, TimeUnit::Day, Grain::Month, Fit::Broken),
            (3, TimeUnit::Month, Grain::Quarter, Fit::Whole),
            (4, TimeUnit::Month, Grain::Quarter, Fit::Broken),
            (1, TimeUnit::Month, Grain::Quarter, Fit::Shorter),
            (2, TimeUnit::Year, Grain::Quarter, Fit::Whole),
            (u32::MAX, TimeUnit::Week, Grain::Hour, Fit::Whole),
        ];
        for (count, unit, grain, expected) in cases {
            assert_eq!(fit(count, unit, grain), expected, "{count} {unit:?} at {grain:?}");
        }
        assert_eq!(fit_shift(1, TimeUnit::Year, Grain::Week), Fit::Whole);
    }

    #[test]
    fn units_and_grains_correspond() {
        for grain in Grain::ALL {
            assert_eq!(grain_of(unit_of(grain)), Some(grain));
        }
        assert_eq!(grain_of(TimeUnit::Minute), None);
    }
}
