//! NS303: an input that does not reach the north star.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `unlinked-input`
pub static RULE: Rule = Rule {
    code: codes::UNLINKED_INPUT,
    summary: "An input that does not reach the north star",
    explanation:
        "An input is a lever: someone pulls it in order to move the north star. This one drives nothing, or only metrics that
themselves do not lead there. Its team would work hard, meet its figure, and nothing would follow.

Name what it moves, `drives: nights_booked`, directly or through another input. If it moves nothing of the tree, it is
an `outcome` or a plain `metric`, and no team needs to be judged by it.",
    bad: r#"input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      gross_booking_value
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       supply
  review:      weekly_review
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
