//! NS221: a metric over rows that nothing dates.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `no-time-axis`
pub static RULE: Rule = Rule {
    code: codes::NO_TIME_AXIS,
    summary: "A metric over rows that nothing dates",
    explanation:
        "Every metric is a series: so much in this week, so much in the next. For that, each row needs a moment to which it
belongs. This source has no column marked `time`, and the metric names none.

Mark the column that says when the thing happened, `booked_at timestamp time`, or choose one for this metric alone:
`time: checkin`. A table without any such column, such as a list of places, can be linked to and sliced by, but not
counted over time.",
    bad: r#"outcome listings_live {
  title:       "Listings"
  description: "Places that can be booked."
  value:       count(*) from listings
}
"#,
    good: r#"source listings {
  table: analytics.dim_listings

  listing_id  integer    key
  city        text
  created_at  timestamp  time
}

outcome listings_added {
  title:       "Listings added"
  description: "Places that were added in the week."
  value:       count(*) from listings
}
"#,
    frame: Frame::Project,
    check: None,
};
