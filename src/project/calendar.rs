//! The project's calendar: its time zone, where its weeks and years start, and its grains.

use jiff::civil::Date;

/// The length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grain {
    /// One hour.
    Hour,
    /// One day.
    Day,
    /// Seven days from the project's first day of the week.
    Week,
    /// A calendar month.
    Month,
    /// Three months of the fiscal year.
    Quarter,
    /// A fiscal year.
    Year,
}

impl Grain {
    /// All grains, shortest first.
    pub const ALL: [Grain; 6] = [Grain::Hour, Grain::Day, Grain::Week, Grain::Month, Grain::Quarter, Grain::Year];

    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            Grain::Hour => "hour",
            Grain::Day => "day",
            Grain::Week => "week",
            Grain::Month => "month",
            Grain::Quarter => "quarter",
            Grain::Year => "year",
        }
    }

    /// The last day of the period that starts on a day.
    pub fn last_day(self, start: Date) -> Date {
        let span = jiff::Span::new();
        let length = match self {
            Grain::Hour | Grain::Day => return start,
            Grain::Week => span.weeks(1),
            Grain::Month => span.months(1),
            Grain::Quarter => span.months(3),
            Grain::Year => span.years(1),
        };
        start.checked_add(length).and_then(Date::yesterday).unwrap_or(Date::MAX)
    }

    /// The grain of a word.
    pub fn from_word(word: &str) -> Option<Grain> {
        Grain::ALL.into_iter().find(|grain| grain.name() == word)
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weekday {
    /// Monday
    Monday,
    /// Tuesday
    Tuesday,
    /// Wednesday
    Wednesday,
    /// Thursday
    Thursday,
    /// Friday
    Friday,
    /// Saturday
    Saturday,
    /// Sunday
    Sunday,
}

impl Weekday {
    /// All days, Monday first.
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// The word, lower case.
    pub fn name(self) -> &'static str {
        match self {
            Weekday::Monday => "monday",
            Weekday::Tuesday => "tuesday",
            Weekday::Wednesday => "wednesday",
            Weekday::Thursday => "thursday",
            Weekday::Friday => "friday",
            Weekday::Saturday => "saturday",
            Weekday::Sunday => "sunday",
        }
    }

    /// The day of a word.
    pub fn from_word(word: &str) -> Option<Weekday> {
        Weekday::ALL.into_iter().find(|day| day.name() == word)
    }

    /// Days after Monday: 0 to 6.
    pub fn days_after_monday(self) -> i64 {
        match self {
            Weekday::Monday => 0,
            Weekday::Tuesday => 1,
            Weekday::Wednesday => 2,
            Weekday::Thursday => 3,
            Weekday::Friday => 4,
            Weekday::Saturday => 5,
            Weekday::Sunday => 6,
        }
    }
}

/// The names of the months, January first, as the project file writes them.
pub const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// `[calendar]` of the project file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// An IANA name, checked.
    pub timezone: String,
    /// The first day of a week.
    pub week_start: Weekday,
    /// The grain of metrics that name none and have no parts.
    pub grain: Grain,
    /// The month in which the fiscal year starts, 1 to 12.
    pub fiscal_year_start: u8,
    /// The first day published.
    pub start: Option<Date>,
}

impl Default for Calendar {
    fn default() -> Calendar {
        Calendar {
            timezone: "UTC".to_owned(),
            week_start: Weekday::Monday,
            grain: Grain::Week,
            fiscal_year_start: 1,
            start: None,
        }
    }
}

impl Calendar {
    /// The first day of the period that holds a day. An hour is within a day, so it gives the day itself.
    pub fn period_start(&self, grain: Grain, day: Date) -> Date {
        match grain {
            Grain::Hour | Grain::Day => day,
            Grain::Week => {
                let after_monday = i64::from(day.weekday().to_monday_zero_offset());
                let back = (after_monday - self.week_start.days_after_monday()).rem_euclid(7);
                day.checked_sub(jiff::Span::new().days(back)).unwrap_or(day)
            }
            Grain::Month => day.first_of_month(),
            Grain::Quarter => self.months_start(day, 3),
            Grain::Year => self.months_start(day, 12),
        }
    }

    /// The first day of the fiscal period of so many months that holds a day.
    fn months_start(&self, day: Date, size: i64) -> Date {
        let into = (i64::from(day.month()) - i64::from(self.fiscal_year_start)).rem_euclid(size);
        let first = day.first_of_month();
        first.checked_sub(jiff::Span::new().months(into)).unwrap_or(first)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_follow_the_week_start_and_the_fiscal_year() {
        let sunday = Calendar { week_start: Weekday::Sunday, fiscal_year_start: 2, ..Calendar::default() };
        // 2026-11-22 is a Sunday.
        assert_eq!(sunday.period_start(Grain::Week, date(2026, 11, 22)), date(2026, 11, 22));
        assert_eq!(sunday.period_start(Grain::Week, date(2026, 11, 21)), date(2026, 11, 15));
        assert_eq!(Calendar::default().period_start(Grain::Week, date(2026, 11, 22)), date(2026, 11, 16));
        // A year from February has quarters from February, May, August and November.
        assert_eq!(sunday.period_start(Grain::Quarter, date(2026, 1, 31)), date(2025, 11, 1));
        assert_eq!(sunday.period_start(Grain::Quarter, date(2026, 2, 1)), date(2026, 2, 1));
        assert_eq!(sunday.period_start(Grain::Year, date(2026, 1, 31)), date(2025, 2, 1));
        assert_eq!(sunday.period_start(Grain::Month, date(2026, 1, 31)), date(2026, 1, 1));
    }

    #[test]
    fn a_period_ends_the_day_before_the_next() {
        let cases = [
            (Grain::Hour, date(2026, 1, 31)),
            (Grain::Day, date(2026, 1, 31)),
            (Grain::Week, date(2026, 2, 6)),
            (Grain::Year, date(2027, 1, 30)),
        ];
        for (grain, last) in cases {
            assert_eq!(grain.last_day(date(2026, 1, 31)), last, "{grain:?}");
        }
        assert_eq!(Grain::Month.last_day(date(2028, 2, 1)), date(2028, 2, 29));
        assert_eq!(Grain::Quarter.last_day(date(2026, 11, 1)), date(2027, 1, 31));
        assert_eq!(Grain::Year.last_day(Date::MAX), Date::MAX);
    }
}
