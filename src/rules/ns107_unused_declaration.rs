//! NS107: a source, column or team that nothing uses.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `unused-declaration`
pub static RULE: Rule = Rule {
    code: codes::UNUSED_DECLARATION,
    summary: "A source, column or team that nothing uses",
    explanation:
        "The declaration takes part in nothing: no metric reads the source or the column, no metric or cadence names the team.

It is harmless to the figures, and a sign all the same: often the metric that was meant to use it uses something else by
mistake. What is really not needed costs every reader a little attention. (For metrics there is NS312.)",
    bad: r#"team finance { title: "Finance"  contact: "finance@stays.example" }
"#,
    good: r#"team finance { title: "Finance"  contact: "finance@stays.example" }

cadence weekly_review {
  every:     week on monday
  chair:     marketplace
  attendees: finance
}
"#,
    frame: Frame::Project,
    check: None,
};
