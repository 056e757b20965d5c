//! NS213: a conversion between weeks and months.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `week-in-month`
pub static RULE: Rule = Rule {
    code: codes::WEEK_IN_MONTH,
    summary: "A conversion between weeks and months",
    explanation:
        "Weeks do not nest in months, quarters or years: a week may lie in two of them. So values by week cannot be turned into
values by month, and a week has no partner one month before.

Move by units that fit: at week grain, `lag(m, 4 weeks)` or `lag(m, 1 year)`, which is 52 weeks there. Or compute the
metric at a grain that does nest; northstar then goes back to the rows.",
    bad: r#"outcome monthly_change {
  title:       "Change of bookings"
  description: "Bookings against a month before."
  grain:       week
  value:       bookings_made / lag(bookings_made, 1 month)
}
"#,
    good: r#"outcome monthly_change {
  title:       "Change of bookings"
  description: "Bookings against four weeks before."
  grain:       week
  value:       bookings_made / lag(bookings_made, 4 weeks)
}
"#,
    frame: Frame::Project,
    check: None,
};
