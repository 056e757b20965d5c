//! NS403: an input or counter that no one reviews.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `input-without-review`
pub static RULE: Rule = Rule {
    code: codes::INPUT_WITHOUT_REVIEW,
    summary: "An input or counter that no one reviews",
    explanation:
        "Inputs are looked at more often than the north star, because they answer sooner: they show this week what the north star
will show next month. A counter is looked at whenever the figure it guards is.

Without a cadence, that is left to whoever happens to open the dashboard. Name the cadence in which it is discussed:
`review: weekly_review`, or `review: weekly` where no meeting of its own is declared.",
    bad: r#"input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       supply
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
    frame: Frame::Project,
    check: None,
};
