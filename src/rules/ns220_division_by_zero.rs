//! NS220: a division by the number zero.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `division-by-zero`
pub static RULE: Rule = Rule {
    code: codes::DIVISION_BY_ZERO,
    summary: "A division by the number zero",
    explanation:
        "Division is safe in the language: where a divisor happens to be zero or null the result is null, and no statement fails
in the night. A divisor that is written as zero is another matter. Its result is null in every row, so it is a slip, not
a case to handle.

Usually a constant was meant that is not there yet. Write it, or take the division out.",
    bad: r#"outcome value_in_thousands {
  title:       "Value in thousands"
  description: "What guests pay, in thousands."
  value:       sum(price) / 0 from bookings where status = 'confirmed'
}
"#,
    good: r#"outcome value_in_thousands {
  title:       "Value in thousands"
  description: "What guests pay, in thousands."
  value:       sum(price) / 1_000 from bookings where status = 'confirmed'
}
"#,
    frame: Frame::Project,
    check: None,
};
