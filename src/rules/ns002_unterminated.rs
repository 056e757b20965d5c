//! NS002: a string or a text that does not end.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `unterminated`
pub static RULE: Rule = Rule {
    code: codes::UNTERMINATED,
    summary: "A string or a text that does not end",
    explanation: r#"A string in double quotes ends on its own line, and `"""` and a single quote need their partner somewhere behind them.
Without it everything that follows would be taken for text.

The message points to where the text starts, because that is where the quote is usually missing; the end of the file,
where a parser notices, says nothing. Prose of several lines stands between `"""` and `"""`."#,
    bad: r#"team supply {
  title:   "Host Supply
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
