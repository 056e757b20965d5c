//! NS212: a level that is added up over time like a flow.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `snapshot-as-flow`
pub static RULE: Rule = Rule {
    code: codes::SNAPSHOT_AS_FLOW,
    summary: "A level that is added up over time like a flow",
    explanation: "A table with one row per day and thing holds levels: free rooms, seats, a balance. The rows of a week are seven
photographs of the same rooms, so their sum is seven times too large, and a month's is thirty times. Another metric
reads the same column as a level (`snapshot`), so one of the two is wrong.

Say which photograph counts: `snapshot: last` takes the period's last day, `first` its first, `avg`, `min` and `max`
look at every day's level. `snapshot: last by account_id` is for tables without a row every day.

A slowly changing source (one with `valid`) holds versions, each true for a while. A sum over them adds up all versions of
the same thing: give it `time: valid_from to valid_to` and `snapshot: last`, and it is what holds at the period's end.",
    bad: r#"source rooms_daily {
  table: analytics.rooms_daily

  day         date     key time
  listing_id  integer  key references listings as listing
  free        integer  unit room
}

outcome free_at_the_end {
  title:       "Free rooms"
  description: "Rooms that could still be booked at the end of the week."
  value:       sum(free) from rooms_daily
  snapshot:    last
}

outcome free_in_all {
  title:       "Free rooms, in all"
  description: "Rooms that could still be booked."
  value:       sum(free) from rooms_daily
}
"#,
    good: r#"source rooms_daily {
  table: analytics.rooms_daily

  day         date     key time
  listing_id  integer  key references listings as listing
  free        integer  unit room
}

outcome free_at_the_end {
  title:       "Free rooms"
  description: "Rooms that could still be booked at the end of the week."
  value:       sum(free) from rooms_daily
  snapshot:    last
}

outcome free_on_average {
  title:       "Free rooms, on average"
  description: "Rooms that could still be booked on a day of the week."
  value:       sum(free) from rooms_daily
  snapshot:    avg
}
"#,
    frame: Frame::Project,
    check: None,
};
