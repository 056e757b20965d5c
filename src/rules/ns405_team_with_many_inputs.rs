//! NS405: a team that owns several inputs.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `team-with-many-inputs`
pub static RULE: Rule = Rule {
    code: codes::TEAM_WITH_MANY_INPUTS,
    summary: "A team that owns several inputs",
    explanation:
        "One input a team is the arrangement that works: when two of them move in different directions, a team with both has no
priority, and the easier one gets the attention.

Split the ownership, or let one input drive the other and own the upper one. A small company with one team has no
choice; then say so with `allow`, or set the rule to `allow` in the project file.",
    bad: r#"input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       marketplace
  review:      weekly_review
}

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
    frame: Frame::Without(&["supply"]),
    check: None,
};
