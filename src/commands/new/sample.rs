//! The sample rows of a new project: the same for everybody, but for their dates.

use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt::Write;

/// The cities of the sample, one listing after the other.
const CITIES: [&str; 4] = ["Lisbon", "Kyoto", "Oaxaca", "Tromsø"];
/// Where guests come from; none is a guest who typed the address.
const SOURCES: [&str; 4] = ["", "search", "newsletter", "partner"];
/// How many listings there are.
const LISTINGS: u64 = 12;

/// `listing_id,city`
pub(super) fn listings() -> String {
    let mut text = "listing_id,city\n".to_owned();
    for (city, id) in CITIES.iter().cycle().zip(1..=LISTINGS) {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{id},{city}");
    }
    text
}

/// One row per booking attempt, two to four a day and a few more each week, from the first day up to, not including, the last.
pub(super) fn bookings(first: Date, end: Date) -> String {
    let mut text = "booking_id,booked_at,nights,price,status,listing_id,utm_source\n".to_owned();
    let mut dice = Dice(20_260_105);
    let mut id = 0;
    let days = first.series(1.day()).take_while(|day| *day < end);
    for (number, day) in days.enumerate() {
        let growth = u64::try_from(number).unwrap_or(0) / 28;
        for _ in 0..2 + dice.below(3) + growth {
            id += 1;
            let (hour, minute) = (7 + dice.below(16), dice.below(60));
            let nights = 1 + dice.below(6);
            let cents = nights * (6_000 + dice.below(9_000));
            let status = if dice.below(100) < 9 { "cancelled" } else { "confirmed" };
            let listing = 1 + dice.below(LISTINGS);
            let source = SOURCES.iter().cycle().nth(usize::try_from(dice.below(4)).unwrap_or(0)).unwrap_or(&"");
            let (units, rest) = (cents / 100, cents % 100);
            let _ = writeln!(text, "{id},{day} {hour:02}:{minute:02}:00,{nights},{units}.{rest:02},{status},{listing},{source}");
        }
    }
    text
}

/// Numbers that look like chance and are the same each time (a linear congruential generator, Knuth's constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use jiff::civil::date;

    #[test]
    fn rows_are_the_same_each_time_and_within_the_days() {
        let text = bookings(date(2026, 4, 13), date(2026, 7, 9));
        assert_eq!(text, bookings(date(2026, 4, 13), date(2026, 7, 9)));
        let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
        assert!((200..600).contains(&rows.len()), "{}", rows.len());
        assert!(rows.iter().all(|row| row.len() == 7 && row[1] >= "2026-04-13" && row[1] < "2026-07-09"));
        let cancelled = rows.iter().filter(|row| row[4] == "cancelled").count() * 100 / rows.len();
        assert!((5..14).contains(&cancelled), "{cancelled} %");
        assert!(rows.iter().all(|row| (1..=12).contains(&row[5].parse::<u64>().unwrap())));
        assert_eq!(listings().lines().count(), 13);
    }
}
