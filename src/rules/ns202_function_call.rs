//! NS202: a function that is called with too few, too many or other arguments.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `function-call`
pub static RULE: Rule = Rule {
    code: codes::FUNCTION_CALL,
    summary: "A function that is called with too few, too many or other arguments",
    explanation:
        "The functions of the language are few, and each means the same on every warehouse. Here one is called with another
number or another kind of arguments than it has; the message shows how it is called.

What your warehouse has beyond that can be used in a computed column through `native(…)`, one text for each dialect.",
    bad: r#"outcome booking_value {
  title:       "Booking value"
  description: "What guests pay; a price of zero is no price."
  value:       sum(nullif(price)) from bookings
}
"#,
    good: r#"outcome booking_value {
  title:       "Booking value"
  description: "What guests pay; a price of zero is no price."
  value:       sum(nullif(price, 0)) from bookings
}
"#,
    frame: Frame::Project,
    check: None,
};
