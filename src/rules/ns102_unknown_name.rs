//! NS102: a name that nothing declares.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `unknown-name`
pub static RULE: Rule = Rule {
    code: codes::UNKNOWN_NAME,
    summary: "A name that nothing declares",
    explanation:
        "A team, metric, source, cadence, column, link or function of this name does not exist. The message names the nearest
ones, by letters and by meaning (`mean` finds `avg`), and lists what there is when nothing is near.

What uses the name is left out of the later checks, so a missing source is said once for each use and never followed by
guesses about the types of its columns.",
    bad: r#"outcome booking_value {
  title:       "Booking value"
  description: "What guests pay."
  value:       sum(price) from bookngs
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
