//! NS005: a date, number or span of time that does not exist.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `malformed-literal`
pub static RULE: Rule = Rule {
    code: codes::MALFORMED_LITERAL,
    summary: "A date, number or span of time that does not exist",
    explanation:
        "A date is written `2026-01-05`, and its day must exist. A number may have `_` between its digits and a `.` before
decimals. A span of time is a number and a unit: `7 days`.

`2026-1-5` is refused rather than read as a subtraction, which would be 2020 and an expression that compiles. A day such
as 30 February is refused rather than moved, because warehouses disagree about where to move it.",
    bad: r#"outcome value_since_spring {
  title:       "Value since spring"
  description: "What guests paid for bookings made since spring."
  value:       sum(price) from bookings where booked_at >= 2026-02-30
}
"#,
    good: r#"outcome value_since_spring {
  title:       "Value since spring"
  description: "What guests paid for bookings made since spring."
  value:       sum(price) from bookings where booked_at >= 2026-02-28
}
"#,
    frame: Frame::Project,
    check: None,
};
