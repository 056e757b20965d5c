//! NS307: a counter that guards neither the north star nor an input.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `counter-guards-nothing`
pub static RULE: Rule = Rule {
    code: codes::COUNTER_GUARDS_NOTHING,
    summary: "A counter that guards neither the north star nor an input",
    explanation:
        "A counter keeps the growth of another metric honest, so it must say which: the north star or one of its inputs. One that
guards nothing is not looked at when it is needed, at the moment someone reports that a figure is up.

Outcomes and plain metrics need no guard: nobody is asked to raise them directly. To watch a figure for its own sake,
declare a `metric`.",
    bad: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      gross_booking_value
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
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
