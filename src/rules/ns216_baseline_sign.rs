//! NS216: a relative target or limit on a value that can be zero or negative.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `baseline-sign`
pub static RULE: Rule = Rule {
    code: codes::BASELINE_SIGN,
    summary: "A relative target or limit on a value that can be zero or negative",
    explanation: r#""Ten percent more" of a loss is a larger loss, and of zero it is nothing. A difference, a net change or a balance can
pass through zero, so a relative target on it may turn its meaning round from one quarter to the next. So can a margin,
`1 - cost / revenue`; the complement of a rate of counts, such as `1 - errors / requests`, is taken to stay above zero.

Give the value to reach, or set the target on the parts. `growth` is always allowed: on a base of zero it is null, and
promises nothing."#,
    bad: r#"outcome value_balance {
  title:       "Balance of value"
  description: "Value of confirmed bookings, less that of cancelled ones."
  value:       sum(price) filter (where status = 'confirmed')
               - sum(price) filter (where status = 'cancelled')
               from bookings
  target:      +10% by 2026-12-28
}
"#,
    good: r#"outcome value_balance {
  title:       "Balance of value"
  description: "Value of confirmed bookings, less that of cancelled ones."
  value:       sum(price) filter (where status = 'confirmed')
               - sum(price) filter (where status = 'cancelled')
               from bookings
  target:      1_200_000 by 2026-12-28
}
"#,
    frame: Frame::Project,
    check: None,
};
