//! NS401: a north star, input or counter that no team owns.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `no-owner`
pub static RULE: Rule = Rule {
    code: codes::NO_OWNER,
    summary: "A north star, input or counter that no team owns",
    explanation:
        "A metric with a role has one team that is asked when it moves. Not a list of teams, and not a person: people change, and
what belongs to everybody is looked after by nobody.

The owner need not be able to move the figure alone. It sees to it that the figure is right, is looked at, and that
someone acts. For a counter that is best not the team whose growth it holds back.",
    bad: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  review:      weekly_review
}
"#,
    good: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       supply
  review:      weekly_review
}
"#,
    frame: Frame::Project,
    check: None,
};
