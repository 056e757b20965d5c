//! NS218: a conversion or retention without a limit in time.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `no-time-bound`
pub static RULE: Rule = Rule {
    code: codes::NO_TIME_BOUND,
    summary: "A conversion or retention without a limit in time",
    explanation:
        "Without a bound, last month's visitors have had a month longer to convert than today's: the newest periods always look
worse, and every value goes on changing for ever. No two people who look on different days see the same figure.

Say how long one waits: `within 7 days` for a conversion, `after 4 weeks` for retention. Periods whose time has not yet
passed are marked as incomplete and judged by nothing.",
    bad: r#"source listing_views {
  table: analytics.fct_listing_views

  view_id     integer    key
  viewed_at   timestamp  time
  listing_id  integer    references listings as listing
}

metric views_made {
  value: count(*) from listing_views
  unit:  view
}

outcome view_conversion {
  title:       "Conversion of views"
  description: "Share of views of a listing that a booking of it follows."
  value:       conversion(views_made to bookings_made on listing_id)
}
"#,
    good: r#"source listing_views {
  table: analytics.fct_listing_views

  view_id     integer    key
  viewed_at   timestamp  time
  listing_id  integer    references listings as listing
}

metric views_made {
  value: count(*) from listing_views
  unit:  view
}

outcome view_conversion {
  title:       "Conversion of views"
  description: "Share of views of a listing that a booking of it follows."
  value:       conversion(views_made to bookings_made on listing_id within 7 days)
}
"#,
    frame: Frame::Project,
    check: None,
};
