//! NS310: fewer than two or more than five inputs.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `number-of-inputs`
pub static RULE: Rule = Rule {
    code: codes::NUMBER_OF_INPUTS,
    summary: "Fewer than two or more than five inputs",
    explanation:
        "One input is the north star under another name: there is nothing to choose between. With more than five nobody remembers
them, reviews get long, and effort is spread until none of them moves.

Practitioners name two to four; this rule warns outside two to five. If you have more, some of them drive others rather
than the north star: say so with `drives`, or make them plain metrics.",
    bad: r#"north_star nights_booked {
  title:       "Nights booked"
  description: "A night booked is value for a guest and income for a host."
  value:       sum(nights) from bookings where status = 'confirmed'
  unit:        night
  dimensions:  listing.city
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  equals:      bookings_made * nights_each
  leads:       gross_booking_value by 2 to 8 weeks
}

metric nights_each { value: avg(nights) from bookings where status = 'confirmed'  unit: night / booking }

counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       marketplace
  review:      weekly_review
}
"#,
    good: r#"input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       supply
  review:      weekly_review
}
"#,
    frame: Frame::Without(&["nights_per_booking", "supply"]),
    check: None,
};
