//! NS408: a team without a contact.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;

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
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    for team in project.teams.values().filter(|team| !team.broken && team.contact.is_none() && team.channel.is_none()) {
        d.push(
            Diagnostic::new(codes::NO_CONTACT, team.name_span, format!("the team `{}` has no contact", team.name))
                .here("how is it asked?")
                .why("who finds that a figure looks wrong needs a way to ask now")
                .help("write a mailbox or a channel that outlives people: `contact: \"…\"` or `channel: \"#…\"`"),
        );
    }
}
