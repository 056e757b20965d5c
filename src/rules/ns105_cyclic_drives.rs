//! NS105: inputs that drive each other in a circle.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `cyclic-drives`
pub static RULE: Rule = Rule {
    code: codes::CYCLIC_DRIVES,
    summary: "Inputs that drive each other in a circle",
    explanation:
        "`drives` says that moving the input moves what it names. A circle says that each metric is the cause of the other, and
then the tree has no top: nobody can tell which of them to work on, and a change could not be followed to its origin.

Feedback between metrics is real, but a tree is a plan, not a model of the world. Keep the direction in which your teams
can act.",
    bad: r#"input bookings_made {
  title:       "Bookings made"
  description: "Confirmed bookings."
  drives:      nights_booked, nights_per_booking
  value:       count(*) from bookings where status = 'confirmed'
  unit:        booking
  owner:       marketplace
  review:      weekly_review
}

input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      nights_booked, bookings_made
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
