//! NS101: a name that is declared twice.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `duplicate-name`
pub static RULE: Rule = Rule {
    code: codes::DUPLICATE_NAME,
    summary: "A name that is declared twice",
    explanation:
        "All metrics share one namespace, whatever their role: a north star, an input and an outcome cannot have the same name.
Teams, cadences and sources each have their own. The message points to both declarations.

Two definitions under one name are how two departments come to report different figures for the same word. Here that is
found in a second, not in a board meeting.",
    bad: r#"outcome booking_value {
  title:       "Booking value"
  description: "What guests pay, confirmed bookings of several nights."
  value:       sum(price) from bookings where status = 'confirmed' and nights > 1
}

outcome booking_value {
  title:       "Booking value"
  description: "What guests pay, cancelled bookings included."
  value:       sum(price) from bookings
}
"#,
    good: r#"outcome booking_value {
  title:       "Booking value"
  description: "What guests pay, confirmed bookings of several nights."
  value:       sum(price) from bookings where status = 'confirmed' and nights > 1
}

outcome attempted_value {
  title:       "Attempted booking value"
  description: "What guests pay, cancelled bookings included."
  value:       sum(price) from bookings
}
"#,
    frame: Frame::Project,
    check: None,
};
