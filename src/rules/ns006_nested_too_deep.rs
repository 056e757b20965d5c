//! NS006: brackets nested about a hundred deep.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `nested-too-deep`
pub static RULE: Rule = Rule {
    code: codes::NESTED_TOO_DEEP,
    summary: "Brackets nested about a hundred deep",
    explanation:
        "An expression may nest its brackets about a hundred deep. More is always the work of a program, and a parser that
follows it without end can be brought down by a single line.

Name the parts instead: a computed column of the source, or a metric of its own. Each then has a unit that is checked
and a description that someone can read.",
    bad: r#"outcome value_of_nights {
  title:       "Nights"
  description: "Nights of all bookings."
  value:       sum(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((nights))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))) from bookings
}
"#,
    good: r#"outcome value_of_nights {
  title:       "Nights"
  description: "Nights of all bookings."
  value:       sum((nights)) from bookings
}
"#,
    frame: Frame::Project,
    check: None,
};
