//! NS401: a north star, input or counter that no team owns.

use super::framework::one_of;
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::Role;

/// `no-owner`
pub static RULE: Rule = Rule {
    code: codes::NO_OWNER,
    summary: "A north star, input or counter that no team owns",
    explanation:
        "A metric with a role has one team that is asked when it moves. Not a list of teams, and not a person: people change, and
what belongs to everybody is looked after by nobody.

The owner need not be able to move the figure alone. It sees to it that the figure is right, is looked at, and that
someone acts. For a counter that is best not the team whose growth it holds back.",
    bad: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
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

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let teams: Vec<String> = project.teams.values().take(4).map(|team| format!("`owner: {}`", team.name)).collect();
    let help = match teams.as_slice() {
        [] => "declare a `team`, and name it: `owner: TEAM`".to_owned(),
        teams if teams.len() < project.teams.len() => format!("write {}, or another team", teams.join(", ")),
        teams => format!("write {}", one_of(teams)),
    };
    let needs_one = |role| matches!(role, Role::NorthStar | Role::Input | Role::Counter);
    for metric in project.metrics.values().filter(|metric| needs_one(metric.role) && metric.lacks("owner")) {
        let message = format!("the {} `{}` has no owner", metric.role.words(), metric.name);
        d.push(
            Diagnostic::new(codes::NO_OWNER, metric.name_span, message)
                .here("which team is asked when it moves?")
                .why("what belongs to everybody is looked after by nobody")
                .help(help.clone()),
        );
    }
}
