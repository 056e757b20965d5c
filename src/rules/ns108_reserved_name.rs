//! NS108: a name that northstar gives to an object of its own.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `reserved-name`
pub static RULE: Rule = Rule {
    code: codes::RESERVED_NAME,
    summary: "A name that northstar gives to an object of its own",
    explanation:
        "Each metric becomes a view of its own name in northstar's schema, beside the tables and views that northstar always
writes, such as `scorecard`, `metric_values`, `guardrails` and `periods`. A metric of that name would take their place.
`all` is reserved too: it is how the total row of a view is marked, so no dimension can be called so.

Choose a name that says what is counted.",
    bad: r#"outcome scorecard {
  title:       "Score"
  description: "What guests pay for a booking, confirmed or not."
  value:       avg(price) from bookings
}
"#,
    good: r#"outcome booking_score {
  title:       "Score"
  description: "What guests pay for a booking, confirmed or not."
  value:       avg(price) from bookings
}
"#,
    frame: Frame::Project,
    check: None,
};
