//! NS312: a metric that nothing uses or reaches.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `unused-metric`
pub static RULE: Rule = Rule {
    code: codes::UNUSED_METRIC,
    summary: "A metric that nothing uses or reaches",
    explanation:
        "No other metric is computed from it, nothing drives it, guards it or leads to it, and it has no role. It is computed on
every run all the same, and shown to everyone who asks for a list.

Figures are easy to add and hard to remove, because someone might look at them. Give this one a role or a reader, or
take it out; the history of the file keeps it.",
    bad: r#"metric cancelled_nights {
  title:       "Cancelled nights"
  description: "Nights that were booked and cancelled."
  value:       sum(nights) from bookings where status = 'cancelled'
}
"#,
    good: r#"metric cancelled_nights {
  title:       "Cancelled nights"
  description: "Nights that were booked and cancelled."
  value:       sum(nights) from bookings where status = 'cancelled'
}

outcome lost_share {
  title:       "Lost share of nights"
  description: "Cancelled nights against booked ones."
  value:       cancelled_nights / nights_booked
}
"#,
    frame: Frame::Project,
    check: None,
};
