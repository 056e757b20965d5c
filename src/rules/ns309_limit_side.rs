//! NS309: a limit on the side that the counter is said to grow to.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `limit-side`
pub static RULE: Rule = Rule {
    code: codes::LIMIT_SIDE,
    summary: "A limit on the side that the counter is said to grow to",
    explanation:
        "`direction: increase` says that more is better; `limit: at most 8%` says that more is worse. One of the two is a slip,
and the verdict of the guardrail would be upside down.

Leave `direction` out: a counter takes it from its limit (`at most` means that less is better). `between` has no better
side, and then neither does the counter.",
    bad: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       supply
  review:      weekly_review
  direction:   increase
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
  direction:   decrease
}
"#,
    frame: Frame::Project,
    check: None,
};
