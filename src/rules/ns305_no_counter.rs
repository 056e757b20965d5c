//! NS305: a north star that no counter guards.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `no-counter`
pub static RULE: Rule = Rule {
    code: codes::NO_COUNTER,
    summary: "A north star that no counter guards",
    explanation:
        "Every figure that matters is pushed, and there is always a cheap way to push it: discounts, pressure, counting what does
not count. A counter is the figure that would get worse if that happened, with the limit at which the gain no longer
counts as one.

Ask how you would raise the north star if you did not care about the customer, and measure what would suffer:
cancellations, refunds, messages sent but not read, people who leave.",
    bad: "# Nights are booked, inputs drive them, and nothing says how many of them are cancelled again.
",
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
    frame: Frame::Without(&["cancellation_rate"]),
    check: None,
};
