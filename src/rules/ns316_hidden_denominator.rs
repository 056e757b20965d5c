//! NS316: a ratio as north star whose denominator is no metric.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `hidden-denominator`
pub static RULE: Rule = Rule {
    code: codes::HIDDEN_DENOMINATOR,
    summary: "A ratio as north star whose denominator is no metric",
    explanation:
        "A ratio rises when its numerator rises, and also when its denominator falls. Nights per booked listing goes up if half
of the hosts give up. Who sees the ratio only will celebrate.

Declare the denominator as a metric of its own, so that it stands beside the ratio on every page and in every
explanation of a change. Often a volume is the better north star, and the ratio its counter.",
    bad: r#"north_star nights_booked {
  title:       "Nights per listing"
  description: "How many nights a booked listing earns its host."
  value:       sum(nights) / count(distinct listing_id) from bookings where status = 'confirmed'
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  leads:       gross_booking_value by 2 to 8 weeks
}
"#,
    good: r#"metric nights_sold { value: sum(nights) from bookings where status = 'confirmed'  unit: night }
metric listings_booked { value: count(distinct listing_id) from bookings where status = 'confirmed'  unit: listing }

north_star nights_booked {
  title:       "Nights per listing"
  description: "How many nights a booked listing earns its host."
  value:       nights_sold / listings_booked
  unit:        night / listing
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  equals:      nights_sold / listings_booked
  leads:       gross_booking_value by 2 to 8 weeks
}
"#,
    frame: Frame::Project,
    check: None,
};
