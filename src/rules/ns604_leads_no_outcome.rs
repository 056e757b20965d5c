//! NS604: `leads` names a metric that is no outcome.

use super::framework::one_of;
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Lead, Metric, Role};

/// `leads-no-outcome`
pub static RULE: Rule = Rule {
    code: codes::LEADS_NO_OUTCOME,
    summary: "A `leads` that names a metric which is no outcome",
    explanation:
        "`leads` is the claim that moving the north star moves the business later: revenue, retention, whatever the company is run for.
That is an `outcome`. An input leads the north star and says so by `drives`; a counter guards it; and a metric that is nothing
of all that proves nothing by following.

Declare the result as an `outcome`, or name the outcome that was meant.",
    bad: r#"north_star nights_booked {
  title:       "Nights booked"
  description: "A night booked is value for a guest and income for a host."
  value:       sum(nights) from bookings where status = 'confirmed'
  unit:        night
  dimensions:  listing.city
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  equals:      bookings_made * nights_per_booking
  leads:       bookings_made by 2 to 8 weeks
}
"#,
    good: r#"north_star nights_booked {
  title:       "Nights booked"
  description: "A night booked is value for a guest and income for a host."
  value:       sum(nights) from bookings where status = 'confirmed'
  unit:        night
  dimensions:  listing.city
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  equals:      bookings_made * nights_per_booking
  leads:       gross_booking_value by 2 to 8 weeks
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    for metric in project.metrics.values() {
        for lead in metric.leads.iter().filter(|lead| project.metrics[lead.outcome].role != Role::Outcome) {
            d.push(finding(project, metric, lead));
        }
    }
}

fn finding(project: &Project, metric: &Metric, lead: &Lead) -> Diagnostic {
    let named = &project.metrics[lead.outcome];
    let outcomes: Vec<String> =
        project.metrics_of(Role::Outcome).take(3).map(|(_, outcome)| format!("`{}`", outcome.name)).collect();
    let declare = format!("declare `{}` as an `outcome`", named.name);
    let help = match (named.role, outcomes.as_slice()) {
        (Role::Metric, []) => declare,
        (Role::Metric, outcomes) => format!("{declare}, or name {}", one_of(outcomes)),
        (_, []) => "declare the business result that follows as an `outcome`, and name that".to_owned(),
        (_, outcomes) => format!("name an outcome: {}", one_of(outcomes)),
    };
    let message = format!("`{}` is said to lead `{}`, which is {} and no outcome", metric.name, named.name, words(named));
    Diagnostic::new(codes::LEADS_NO_OUTCOME, lead.span, message)
        .here("an outcome is needed here")
        .label(named.name_span, format!("declared as `{}`", named.role.keyword()))
        .help(help)
}

fn words(metric: &Metric) -> String {
    let role = metric.role.words();
    let article = if role.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    if metric.role == Role::NorthStar { format!("the {role}") } else { format!("{article} {role}") }
}
