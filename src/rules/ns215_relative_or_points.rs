//! NS215: a percent change of a percentage that could mean two things.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `relative-or-points`
pub static RULE: Rule = Rule {
    code: codes::RELATIVE_OR_POINTS,
    summary: "A percent change of a percentage that could mean two things",
    explanation: r#"From 8 %, "minus 2 %" is 6 % to some and 7.84 % to others. On a metric that is itself a share, a target has to say
which: `-2 pp` for percentage points, `-2% relative` for a part of the present value.

Whole quarters have been argued over this, after the fact and with a bonus at stake. It costs two letters to settle
before."#,
    bad: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       supply
  review:      weekly_review
  target:      -2% by 2026-12-28
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
  target:      -2 pp by 2026-12-28
}
"#,
    frame: Frame::Project,
    check: None,
};
