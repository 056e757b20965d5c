//! NS001: a text that is no part of the language.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `syntax`
pub static RULE: Rule = Rule {
    code: codes::SYNTAX,
    summary: "A text that is no part of the language",
    explanation:
        "The text at this place is not what the language has there: a colon, a brace or a value is missing, or a word stands
where none can. northstar goes on behind it, so one run shows every such place of every file.

A declaration with a fault is left out of everything that follows. Nothing is concluded from what it lacks, and its name
still counts as declared: one slip of the pen gives a message or two, not a page of them.",
    bad: r#"team supply {
  title   "Host Supply"
  contact: "supply@stays.example"
}
"#,
    good: r#"team supply {
  title:   "Host Supply"
  contact: "supply@stays.example"
}
"#,
    frame: Frame::Project,
    check: None,
};
