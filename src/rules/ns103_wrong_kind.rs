//! NS103: a name of another kind of thing than this place needs.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `wrong-kind`
pub static RULE: Rule = Rule {
    code: codes::WRONG_KIND,
    summary: "A name of another kind of thing than this place needs",
    explanation:
        "The name exists, but it is declared as something else: `owner` needs a team, `review` a cadence, `drives` and `guards` a
metric, `from` a source.

The message says what the name is and where it is declared. Very often the right name is near by: a team and its metrics
tend to be called alike.",
    bad: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      marketplace
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
