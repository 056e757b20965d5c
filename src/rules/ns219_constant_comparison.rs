//! NS219: a comparison that is always true or always false.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `constant-comparison`
pub static RULE: Rule = Rule {
    code: codes::CONSTANT_COMPARISON,
    summary: "A comparison that is always true or always false",
    explanation:
        "The column is declared with `one_of`, and the value that it is compared with is not among them: no row can ever match.
The same is said for comparisons of literals.

This is how a typo in a filter makes a metric that reads zero, or lets everything through, and is believed for months.
If the value does exist in the data, add it to `one_of`; `build` writes a data test for that list.",
    bad: r#"outcome cancelled_value {
  title:       "Cancelled value"
  description: "What guests would have paid."
  value:       sum(price) from bookings where status = 'canceled'
  direction:   decrease
}
"#,
    good: r#"outcome cancelled_value {
  title:       "Cancelled value"
  description: "What guests would have paid."
  value:       sum(price) from bookings where status = 'cancelled'
  direction:   decrease
}
"#,
    frame: Frame::Project,
    check: None,
};
