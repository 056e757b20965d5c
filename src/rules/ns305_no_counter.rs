//! NS305: a north star that no counter guards.

use super::framework::{all_known, beside, one_of, the_star};
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::metric::{Metric, Role};
use crate::model::{Id, Project};

/// `no-counter`
pub static RULE: Rule = Rule {
    code: codes::NO_COUNTER,
    summary: "A north star that no counter guards",
    explanation:
        "Every figure that matters is pushed, and there is always a cheap way to push it: discounts, pressure, counting what does
not count. A counter is the figure that would get worse if that happened, with the limit at which the gain no longer
counts as one.

Ask how you would raise the north star if you did not care about the customer, and measure what would suffer:
cancellations, refunds, messages sent but not read, people who leave.",
    bad: "# Nights are booked, inputs drive them, and nothing says how many of them are cancelled again.
",
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
    frame: Frame::Without(&["cancellation_rate"]),
    check: Some(check),
};

/// Where a counter guards what needs no guard, NS307 says so.
fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let Some((id, star)) = the_star(project) else { return };
    let mut counters = project.metrics_of(Role::Counter);
    if !all_known(project, Role::Counter) || counters.any(|(_, counter)| guards_star_or_nothing(project, counter, id)) {
        return;
    }
    let near = beside(project, id, |other| other.role == Role::Metric && other.share);
    let help = match near.as_slice() {
        [] => format!("declare a `counter` with `guards: {}` and a `limit`", star.name),
        near => format!("make {} a `counter` with `guards: {}` and a `limit`", one_of(near), star.name),
    };
    let message = format!("no counter guards the north star `{}`", star.name);
    let mut finding = Diagnostic::new(codes::NO_COUNTER, star.name_span, message).here("may grow at any cost");
    if let Some((_, counter)) = project.metrics_of(Role::Counter).next() {
        finding = finding.label(counter.place("guards"), format!("`{}` guards an input only", counter.name));
    }
    d.push(finding.why("every figure that matters is pushed, and there is always a cheap way to push it").help(help));
}

fn guards_star_or_nothing(project: &Project, counter: &Metric, star: Id<Metric>) -> bool {
    let mut guards = counter.guards.iter();
    guards.len() == 0
        || guards.any(|(guarded, _)| *guarded == star || !matches!(project.metrics[*guarded].role, Role::NorthStar | Role::Input))
}
