//! NS313: a north star without an exact identity.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `no-equals`
pub static RULE: Rule = Rule {
    code: codes::NO_EQUALS,
    summary: "A north star without an exact identity",
    explanation: r#"`equals` says what the north star is made of, exactly: nights are bookings times nights per booking. northstar tests the
identity on the data and splits each change of the north star into the shares of its parts, without a remainder.

Without it, "why did it fall?" is answered by whoever has the best story. `drives` does not do this: it states a belief
about causes, and beliefs do not add up to a hundred percent."#,
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
