//! NS004: a property that is given twice.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `duplicate-property`
pub static RULE: Rule = Rule {
    code: codes::DUPLICATE_PROPERTY,
    summary: "A property that is given twice",
    explanation:
        "A property has one value. Where two stand in one block, northstar does not choose: whichever it took, half of the
readers would have believed the other.

It happens when two people add the same line in two branches, and a merge keeps both. Lists are written once, with
commas: `target: +5% by 2026-12-28, +12% by 2027-12-27`.",
    bad: r#"team supply {
  title:   "Host Supply"
  title:   "Supply"
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
