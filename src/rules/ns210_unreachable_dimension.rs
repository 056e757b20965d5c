//! NS210: a slice that not every part of the metric has.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `unreachable-dimension`
pub static RULE: Rule = Rule {
    code: codes::UNREACHABLE_DIMENSION,
    summary: "A slice that not every part of the metric has",
    explanation:
        "A metric can be sliced by what every row of it has. A derived metric is sliced by the dimensions that all its parts
share, by name and by the column behind the name. Here one part has no such column.

A join that guesses would drop the rows without partner, or repeat them. Either take the dimension out, or give every
part a link to it.",
    bad: r#"source searches {
  table: analytics.fct_searches

  search_id    integer    key
  searched_at  timestamp  time
}

metric searches_made {
  value: count(*) from searches
  unit:  search
}

outcome value_per_search {
  title:       "Value per search"
  description: "What a search is worth."
  value:       gross_booking_value / searches_made
  dimensions:  listing.city
}
"#,
    good: r#"source searches {
  table: analytics.fct_searches

  search_id    integer    key
  searched_at  timestamp  time
  listing_id   integer    references listings as listing
}

metric searches_made {
  value: count(*) from searches
  unit:  search
}

outcome value_per_search {
  title:       "Value per search"
  description: "What a search is worth."
  value:       gross_booking_value / searches_made
  dimensions:  listing.city
}
"#,
    frame: Frame::Project,
    check: None,
};
