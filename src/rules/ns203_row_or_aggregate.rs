//! NS203: an aggregate where a row's value is needed, or the reverse.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `row-or-aggregate`
pub static RULE: Rule = Rule {
    code: codes::ROW_OR_AGGREGATE,
    summary: "An aggregate where a row's value is needed, or the reverse",
    explanation:
        "A `where` looks at one row, so it cannot know an average over many. A metric's `value` is about many rows, so it cannot
be the bare value of one. In between stand the aggregates: `sum`, `count`, `avg` and the others.

To compare rows with an aggregate, compute it per key: `count(distinct listing_id having avg(nights) > 3)` counts the
listings whose average is above three.",
    bad: r#"outcome long_stays {
  title:       "Long stays"
  description: "Bookings longer than the average."
  value:       count(*) from bookings where nights > avg(nights)
}
"#,
    good: r#"outcome long_stays {
  title:       "Long stays"
  description: "Bookings of a week or more."
  value:       count(*) from bookings where nights >= 7
}
"#,
    frame: Frame::Project,
    check: None,
};
