//! NS315: a north star that leads to no outcome.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `no-outcome`
pub static RULE: Rule = Rule {
    code: codes::NO_OUTCOME,
    summary: "A north star that leads to no outcome",
    explanation: r#"A north star is chosen because it is believed to come before something that the business lives on: revenue, retention,
growth of accounts. `leads: gross_booking_value by 2 to 8 weeks` writes the belief down, with the delay, and northstar
tests it on the data.

Without it the belief is never tested, and a company can spend years moving a figure that moves nothing. The answer may
be "not enough data yet", which is an answer, too."#,
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
  equals:      bookings_made * nights_per_booking
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
