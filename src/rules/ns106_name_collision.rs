//! NS106: a name that a warehouse could not tell apart, or would cut off.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `name-collision`
pub static RULE: Rule = Rule {
    code: codes::NAME_COLLISION,
    summary: "A name that a warehouse could not tell apart, or would cut off",
    explanation:
        "Warehouses fold the case of names, and cut long ones: PostgreSQL keeps 63 bytes and drops the rest without a word. Two
names that become one there would be one object in the warehouse, written twice, and the second would win.

northstar therefore allows 63 characters, and no two names that differ by case only. Put the rest into the `title`,
which may be long.",
    bad: r#"outcome nights_booked_by_guests_who_came_back_within_a_year_of_their_last_stay {
  title:       "Nights of returning guests"
  description: "Nights booked by guests who came back."
  value:       sum(nights) from bookings where status = 'confirmed' and nights > 1
}
"#,
    good: r#"outcome nights_of_returning_guests {
  title:       "Nights of returning guests"
  description: "Nights booked by guests who came back."
  value:       sum(nights) from bookings where status = 'confirmed' and nights > 1
}
"#,
    frame: Frame::Project,
    check: None,
};
