//! NS405: a team that owns several inputs.

use super::framework::count;
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::metric::{Metric, Role};
use crate::model::{Id, Project, Team};
use std::collections::HashMap;

/// `team-with-many-inputs`
pub static RULE: Rule = Rule {
    code: codes::TEAM_WITH_MANY_INPUTS,
    summary: "A team that owns several inputs",
    explanation:
        "One input a team is the arrangement that works: when two of them move in different directions, a team with both has no
priority, and the easier one gets the attention.

Split the ownership, or let one input drive the other and own the upper one. A small company with one team has no
choice; then say so with `allow`, or set the rule to `allow` in the project file.",
    bad: r#"input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       marketplace
  review:      weekly_review
}

counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       marketplace
  review:      weekly_review
}
"#,
    good: r#"input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       supply
  review:      weekly_review
}
"#,
    frame: Frame::Without(&["supply"]),
    check: Some(check),
};

/// How many of a team's inputs are shown.
const SHOWN: usize = 5;

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let mut owned: HashMap<Id<Team>, Vec<&Metric>> = HashMap::new();
    for (_, input) in project.metrics_of(Role::Input) {
        if let Some(owner) = input.owner {
            owned.entry(owner).or_default().push(input);
        }
    }
    for (id, team) in project.teams.iter() {
        let Some(inputs) = owned.get(&id).filter(|inputs| inputs.len() > 1) else { continue };
        let message = format!("the team `{}` owns {} inputs", team.name, count(inputs.len()));
        let mut finding = Diagnostic::new(codes::TEAM_WITH_MANY_INPUTS, team.name_span, message).here("which one comes first?");
        for input in inputs.iter().take(SHOWN) {
            finding = finding.label(input.place("owner"), format!("owns `{}`", input.name));
        }
        d.push(
            finding.why("when they move in different directions, the easier one gets the attention").help(
                "give all but one of them to other teams, or write `allow: team-with-many-inputs because \"…\"` in the team",
            ),
        );
    }
}
