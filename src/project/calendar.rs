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
