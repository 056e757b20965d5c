//! NS306: a counter without a limit.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `no-limit`
pub static RULE: Rule = Rule {
    code: codes::NO_LIMIT,
    summary: "A counter without a limit",
    explanation:
        "A counter without a limit is a figure on a dashboard. On the day it gets worse, everyone will find that it is not that
bad yet, because the north star is up. The limit is set before, when nobody has anything to lose by it.

An absolute limit, `at most 8%`, is best where you know what is tolerable. `at most 10% above trailing 8 weeks` is for
figures whose level you do not know well, and stops a slow slide only if it is looked at.",
    bad: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  owner:       supply
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
