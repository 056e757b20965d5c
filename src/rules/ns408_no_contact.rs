//! NS408: a team without a contact.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `no-contact`
pub static RULE: Rule = Rule {
    code: codes::NO_CONTACT,
    summary: "A team without a contact",
    explanation:
        "The documentation names an owner for each metric. Whoever reads it because a figure looks wrong needs a way to ask, now,
and not to find out first who that team is.

Give an address or a channel that outlives the people in the team: a shared mailbox, a chat channel, a page. It is
printed on the page of each metric that the team owns.",
    bad: r#"team supply { title: "Host Supply" }
"#,
    good: r#"team supply { title: "Host Supply"  contact: "supply@stays.example" }
"#,
    frame: Frame::Project,
    check: None,
};
