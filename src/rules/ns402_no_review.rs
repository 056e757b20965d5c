//! NS402: a north star that no one reviews.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `no-review`
pub static RULE: Rule = Rule {
    code: codes::NO_REVIEW,
    summary: "A north star that no one reviews",
    explanation:
        "A figure works only through the meeting in which it is looked at. Without one, a decline is found in the quarterly
report, two months after the week in which something broke.

Give it a `cadence`, or one of `weekly`, `monthly`, `quarterly`, `yearly`. A north star is usually looked at each week;
whether it is still the right one is another question, asked each year (`revisit`).",
    bad: r#"north_star nights_booked {
  title:       "Nights booked"
  description: "A night booked is value for a guest and income for a host."
  value:       sum(nights) from bookings where status = 'confirmed'
  unit:        night
  dimensions:  listing.city
  owner:       marketplace
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
