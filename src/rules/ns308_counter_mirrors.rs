//! NS308: a counter that is the very metric it guards.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `counter-mirrors`
pub static RULE: Rule = Rule {
    code: codes::COUNTER_MIRRORS,
    summary: "A counter that is the very metric it guards",
    explanation:
        "The counter has the same value and the same good direction as what it guards. It gets better exactly when the guarded
metric does, so it can never object: it looks like a guardrail and is a mirror.

Measure what could be sacrificed for the growth: quality, cost, effort, those who leave. For a volume that is nearly
always a ratio or an error rate of the same thing.",
    bad: r#"counter nights_kept {
  title:       "Nights"
  description: "Nights booked."
  guards:      nights_booked
  value:       sum(nights) from bookings where status = 'confirmed'
  unit:        night
  direction:   increase
  limit:       at least 1_000
  owner:       supply
  review:      weekly_review
}
"#,
    good: r#"counter nights_kept {
  title:       "Nights kept"
  description: "A stay does not get shorter to make more of them."
  guards:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  direction:   increase
  limit:       at least 2
  owner:       supply
  review:      weekly_review
}
"#,
    frame: Frame::Project,
    check: None,
};
