//! NS406: a north star whose yearly question is due.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `revisit-due`
pub static RULE: Rule = Rule {
    code: codes::REVISIT_DUE,
    summary: "A north star whose yearly question is due",
    explanation:
        "`revisit: every 1 year` says how often the team asks whether this is still the right metric, and `reviewed` when it last
did. That date has passed. Strategies change, and the metric that was right for finding a market is rarely right for
keeping it.

Hold the review. Then write its date, whether or not the answer was to keep the metric: `reviewed: 2026-07-06`. The day
that counts is today, or the one of `--as-of`, so that an old commit can be checked as it was.",
    bad: r#"north_star nights_booked {
  title:       "Nights booked"
  description: "A night booked is value for a guest and income for a host."
  value:       sum(nights) from bookings where status = 'confirmed'
  unit:        night
  dimensions:  listing.city
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2024-07-01
  revisit:     every 1 year
  equals:      bookings_made * nights_per_booking
  leads:       gross_booking_value by 2 to 8 weeks
}
"#,
    good: r#"north_star nights_booked {
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
  equals:      bookings_made * nights_per_booking
  leads:       gross_booking_value by 2 to 8 weeks
}
"#,
    frame: Frame::Project,
    check: None,
};
