//! NS104: a definition that needs itself.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `cyclic-definition`
pub static RULE: Rule = Rule {
    code: codes::CYCLIC_DEFINITION,
    summary: "A definition that needs itself",
    explanation:
        "A metric's `value`, a computed column or a link must be computable from what lies below it. Where the definitions lead
back to where they started there is no first step. The message prints the whole cycle, one step a label.

`equals` is no part of a definition: it may name metrics that are defined by this one, and `lag` of the metric itself.",
    bad: r#"outcome value_per_night {
  title:       "Value per night"
  description: "What a night costs."
  value:       value_of_nights / nights_booked
}

outcome value_of_nights {
  title:       "Value of nights"
  description: "What all nights cost."
  value:       value_per_night * nights_booked
}
"#,
    good: r#"outcome value_per_night {
  title:       "Value per night"
  description: "What a night costs."
  value:       value_of_nights / nights_booked
}

outcome value_of_nights {
  title:       "Value of nights"
  description: "What all nights cost."
  value:       sum(price) from bookings where status = 'confirmed' and nights > 0
}
"#,
    frame: Frame::Project,
    check: None,
};
