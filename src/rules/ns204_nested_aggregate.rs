//! NS204: an aggregate of an aggregate without `per`.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `nested-aggregate`
pub static RULE: Rule = Rule {
    code: codes::NESTED_AGGREGATE,
    summary: "An aggregate of an aggregate without `per`",
    explanation:
        "An average of sums is an average over *something*: per guest, per listing, per day. Without `per` the inner aggregate
has one value only, and the outer one nothing to do.

Say the key: `avg(sum(nights) per listing_id)` first adds up the nights of each listing, then takes the mean over the
listings that have any row in the period. `per day` counts days without a row as zero.

One level of keys has one meaning, so keys do not stand within keys: an aggregate per key reads metrics of rows, their
`lag` or their `growth`, but no conversion, no part of growth accounting and no other aggregate per key.",
    bad: r#"outcome nights_of_a_listing {
  title:       "Nights of a listing"
  description: "How many nights a typical listing is booked."
  value:       avg(sum(nights)) from bookings where status = 'confirmed'
}
"#,
    good: r#"outcome nights_of_a_listing {
  title:       "Nights of a listing"
  description: "How many nights a typical listing is booked."
  value:       avg(sum(nights) per listing_id) from bookings where status = 'confirmed'
}
"#,
    frame: Frame::Project,
    check: None,
};
