//! NS308: a counter that is the very metric it guards.

use super::framework::{beside, one_of};
use super::meaning::Meanings;
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::metric::{Definition, Metric, Role};
use crate::model::{Id, Project};

/// `counter-mirrors`
pub static RULE: Rule = Rule {
    code: codes::COUNTER_MIRRORS,
    summary: "A counter that is the very metric it guards",
    explanation:
        "The counter has the same value and the same good direction as what it guards. It gets better exactly when the guarded
metric does, so it can never object: it looks like a guardrail and is a mirror.

Measure what could be sacrificed for the growth: quality, cost, effort, those who leave. For a volume that is nearly
always a ratio or an error rate of the same thing.",
    bad: r#"counter nights_kept {
  title:       "Nights"
  description: "Nights booked."
  guards:      nights_booked
  value:       sum(nights) from bookings where status = 'confirmed'
  unit:        night
  direction:   increase
  limit:       at least 1_000
  owner:       supply
  review:      weekly_review
}
"#,
    good: r#"counter nights_kept {
  title:       "Nights kept"
  description: "A stay does not get shorter to make more of them."
  guards:      nights_booked
  value:       median(nights) from bookings where status = 'confirmed'
  unit:        night
  direction:   increase
  limit:       at least 2
  owner:       supply
  review:      weekly_review
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

/// What a counter guards and is the same figure as, with the same direction.
pub(super) fn mirrored(project: &Project, meanings: &mut Meanings, counter: Id<Metric>) -> Option<Id<Metric>> {
    let direction = project.metrics[counter].direction;
    let mut guarded = project.metrics[counter].guards.iter().map(|(guarded, _)| *guarded);
    guarded.find(|guarded| {
        *guarded != counter && project.metrics[*guarded].direction == direction && meanings.are_same(counter, *guarded)
    })
}

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let mut meanings = Meanings::new(project);
    for (id, counter) in project.metrics_of(Role::Counter).filter(|(_, counter)| counter.definition != Definition::Error) {
        let Some(mirrored) = mirrored(project, &mut meanings, id) else { continue };
        let near = beside(project, mirrored, |other| other.share && matches!(other.role, Role::Metric | Role::Outcome));
        let help = match near.as_slice() {
            [] => "measure what could be sacrificed for the growth: a share that fails, is cancelled or complains".to_owned(),
            near => format!("measure what could be sacrificed for the growth, for example {}", one_of(near)),
        };
        let mirrored = &project.metrics[mirrored];
        let message = format!("`{}` is the same figure as `{}`, which it guards", counter.name, mirrored.name);
        d.push(
            Diagnostic::new(codes::COUNTER_MIRRORS, counter.place("value"), message)
                .here("the same value, and the same direction")
                .label(mirrored.place("value"), format!("the value of `{}`", mirrored.name))
                .why("it gets better exactly when the guarded metric does, so it can never object")
                .help(help),
        );
    }
}
