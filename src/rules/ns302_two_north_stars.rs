//! NS302: more than one north star.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `two-north-stars`
pub static RULE: Rule = Rule {
    code: codes::TWO_NORTH_STARS,
    summary: "More than one north star",
    explanation:
        "A north star settles trade-offs. Two of them cannot: sooner or later one rises while the other falls, and each half of
the company is right by its own. This rule cannot be allowed away, because a framework with two north stars is one
without.

One of them is usually a cause or a consequence of the other. Make the cause an `input` that `drives` the north star,
and the consequence an `outcome` that it `leads`. A company with several products of their own has several projects,
each with one.",
    bad: r#"north_star nights_confirmed {
  title:       "Nights confirmed"
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

north_star nights_booked {
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
