//! NS211: a sum of values that do not add.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `not-additive`
pub static RULE: Rule = Rule {
    code: codes::NOT_ADDITIVE,
    summary: "A sum of values that do not add",
    explanation:
        "A guest who comes by phone and by desk is one guest. Adding the two distinct counts counts her twice, and the error
grows with the best customers. The same holds for adding weekly counts to a month, for averaging ratios (10 of 100 and 9
of 10 are 19 of 110, not 50 %), and for adding what happened in a week to a balance that holds it already. `coalesce(a, 0)`
and other functions that leave a count a count change nothing of that.

northstar knows for each metric over what it adds, and recomputes the rest from rows. Count over all rows at once, or
slice by a dimension. The parts of one growth accounting (`new`, `retained`, `resurrected`) do add, because no key is in
two of them.",
    bad: r#"source visits {
  table: analytics.fct_visits

  visit_id    integer    key
  visited_at  timestamp  time
  guest_id    integer
  device      text       one_of ('phone', 'desk')
}

metric phone_guests {
  value: count(distinct guest_id) from visits where device = 'phone'
  unit:  guest
}

metric desk_guests {
  value: count(distinct guest_id) from visits where device = 'desk'
  unit:  guest
}

outcome all_guests {
  title:       "Guests"
  description: "Guests on any device."
  value:       phone_guests + desk_guests
}
"#,
    good: r#"source visits {
  table: analytics.fct_visits

  visit_id    integer    key
  visited_at  timestamp  time
  guest_id    integer
  device      text       one_of ('phone', 'desk')
}

outcome all_guests {
  title:       "Guests"
  description: "Guests on any device."
  value:       count(distinct guest_id) from visits
  unit:        guest
  dimensions:  device
}
"#,
    frame: Frame::Project,
    check: None,
};
