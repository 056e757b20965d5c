//! NS217: an `equals` that cannot be the metric: another unit, grain or kind of time.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `equals-disagrees`
pub static RULE: Rule = Rule {
    code: codes::EQUALS_DISAGREES,
    summary: "An `equals` that cannot be the metric: another unit, grain or kind of time",
    explanation:
        "`equals` states an identity that holds exactly, row for row of the calendar; northstar tests it on the data and uses it
to split each change of the metric into its causes. Both sides must therefore have the same unit and mean something at the
metric's grain, and both must happen during a period, or both stand at a moment, or both be about a window.

Bookings alone are no nights: what is missing is how long each booking is. An identity that only holds roughly is a
belief about causes, and is said by `drives`.",
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
  equals:      bookings_made
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
