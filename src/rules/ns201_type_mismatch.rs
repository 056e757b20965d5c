//! NS201: an expression of another type than its place needs.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `type-mismatch`
pub static RULE: Rule = Rule {
    code: codes::TYPE_MISMATCH,
    summary: "An expression of another type than its place needs",
    explanation:
        "`sum` needs numbers, `where` needs true or false, and both sides of a comparison need one type. The message says the
type that was found and the one that is needed.

Warehouses would convert some of these in silence, and each in its own way: text that looks like a number is one in some
of them, an error in others, and `'10' < '9'` in all. A conversion that is meant is written: `cast(x as integer)`.",
    bad: r#"outcome booking_value {
  title:       "Booking value"
  description: "What guests pay."
  value:       sum(status) from bookings
}
"#,
    good: r#"outcome booking_value {
  title:       "Booking value"
  description: "What guests pay."
  value:       sum(price) from bookings
}
"#,
    frame: Frame::Project,
    check: None,
};
