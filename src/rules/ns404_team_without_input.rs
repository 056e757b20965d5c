//! NS404: a team that owns no input.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `team-without-input`
pub static RULE: Rule = Rule {
    code: codes::TEAM_WITHOUT_INPUT,
    summary: "A team that owns no input",
    explanation:
        "The team owns something, but no input: it is answerable for figures, and has no lever that moves the north star. Its
work will be measured by output, such as features shipped or tickets closed, because nothing else is there to measure it
by.

Some teams are rightly so: platform, finance, risk. Then allow it in place, with the reason. Otherwise ask which
quantity of the tree the team's best work would move, and declare it.",
    bad: r#"team risk { title: "Risk"  contact: "risk@stays.example" }

counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       risk
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
