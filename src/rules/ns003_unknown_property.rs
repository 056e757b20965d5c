//! NS003: a block or a property that does not exist.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `unknown-property`
pub static RULE: Rule = Rule {
    code: codes::UNKNOWN_PROPERTY,
    summary: "A block or a property that does not exist",
    explanation:
        "Each kind of block has its own properties, and each file only the kinds of block that the language has. A word that is
none of them is an error, with the nearest ones named.

It would be easy to pass over what is not known. But then a misspelt `limit` is no limit at all, and a guardrail that
everybody believes in would not be there. A typo must never pass.",
    bad: r#"team supply {
  titel:   "Host Supply"
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
