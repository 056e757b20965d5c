//! NS208: units that do not fit together.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `unit-mismatch`
pub static RULE: Rule = Rule {
    code: codes::UNIT_MISMATCH,
    summary: "Units that do not fit together",
    explanation:
        "Units are computed along with values: `night / booking` times `booking` is `night`. A sum, a difference, a limit, a
target and a declared `unit` need equal units on both sides; the message prints both. A part of a whole (a conversion, or a
count under a condition divided by that count without it) lies between 0 and 1: `at most 8` is no limit on it, `8%` is one.

Adding dollars to nights gives a number, and it will even move in a plausible way. Nothing but the unit shows that it
means nothing. Convert where the column is declared (`hours float unit hour = ms_played / 3_600_000`), or multiply by a
rate that has the right unit.",
    bad: r#"outcome bookings_and_nights {
  title:       "Bookings and nights"
  description: "Price and nights of confirmed bookings."
  value:       sum(price) + sum(nights) from bookings where status = 'confirmed'
}
"#,
    good: r#"outcome price_of_a_night {
  title:       "Price of a night"
  description: "What a confirmed night costs on average."
  value:       sum(price) / sum(nights) from bookings where status = 'confirmed'
}
"#,
    frame: Frame::Project,
    check: None,
};
