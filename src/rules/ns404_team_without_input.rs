//! NS404: a team that owns no input.

use super::framework::all_known;
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::metric::{Metric, Role};
use crate::model::{Id, Project, Team};
use std::collections::HashMap;

/// `team-without-input`
pub static RULE: Rule = Rule {
    code: codes::TEAM_WITHOUT_INPUT,
    summary: "A team that owns no input",
    explanation:
        "The team owns something, but no input: it is answerable for figures, and has no lever that moves the north star. Its
work will be measured by output, such as features shipped or tickets closed, because nothing else is there to measure it
by.

Some teams are rightly so: platform, finance, risk. Then allow it in place, with the reason. Otherwise ask which
quantity of the tree the team's best work would move, and declare it.",
    bad: r#"team risk { title: "Risk"  contact: "risk@stays.example" }

counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       risk
  review:      weekly_review
}
"#,
    good: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       supply
  review:      weekly_review
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

/// A team that owns nothing at all is NS107; an input without owner is NS401, and may belong to any team.
fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let mut inputs = project.metrics_of(Role::Input).peekable();
    if inputs.peek().is_none() || !all_known(project, Role::Input) || inputs.any(|(_, input)| input.owner.is_none()) {
        return;
    }
    let mut owned: HashMap<Id<Team>, Vec<&Metric>> = HashMap::new();
    for metric in project.metrics.values() {
        if let Some(owner) = metric.owner {
            owned.entry(owner).or_default().push(metric);
        }
    }
    for (id, team) in project.teams.iter().filter(|(_, team)| !team.broken) {
        let Some(metrics) = owned.get(&id).filter(|metrics| metrics.iter().all(|metric| metric.role != Role::Input)) else {
            continue;
        };
        let Some(first) = metrics.first() else { continue };
        let message = format!("the team `{}` owns no input", team.name);
        d.push(
            Diagnostic::new(codes::TEAM_WITHOUT_INPUT, team.name_span, message)
                .here("which lever is its own?")
                .label(first.place("owner"), format!("answers for the {} `{}`", first.role.words(), first.name))
                .why("it answers for figures, and has no lever that moves the north star")
                .help(format!(
                    "declare the `input` that its best work would move, with `owner: {}`; or write \
                     `allow: team-without-input because \"…\"` in the team",
                    team.name
                )),
        );
    }
}
