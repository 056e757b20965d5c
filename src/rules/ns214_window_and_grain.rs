//! NS214: a window that is shorter than the grain, or no multiple of it.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `window-and-grain`
pub static RULE: Rule = Rule {
    code: codes::WINDOW_AND_GRAIN,
    summary: "A window that is shorter than the grain, or no multiple of it",
    explanation:
        "A window ends with each period. One that is shorter than the period leaves out days that no other window covers; one
that is no multiple of it covers some days once and some twice, so two neighbouring values differ for a reason that is
not in the business.

Choose a window of whole periods: at week grain 7, 14 or 28 days. 28 days hold each weekday equally often, which 30 do
not. A metric that reads another one shows it at its own grain, so a window of 28 days has no place in a monthly metric.",
    bad: r#"outcome recent_value {
  title:       "Recent value"
  description: "What guests paid lately."
  grain:       week
  window:      trailing 10 days
  value:       sum(price) from bookings where status = 'confirmed'
}
"#,
    good: r#"outcome recent_value {
  title:       "Recent value"
  description: "What guests paid lately."
  grain:       week
  window:      trailing 28 days
  value:       sum(price) from bookings where status = 'confirmed'
}
"#,
    frame: Frame::Project,
    check: None,
};
