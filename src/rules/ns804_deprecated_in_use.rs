//! NS804: something that still needs a metric that is on its way out.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::dimension::for_each_part;
use crate::model::metric::{Metric, Role, Status};
use crate::model::{Id, Project};
use crate::source::Span;

/// `deprecated-in-use`
pub static RULE: Rule = Rule {
    code: codes::DEPRECATED_IN_USE,
    summary: "A metric on its way out that another one still uses",
    explanation: "The metric is marked `status: deprecated`, and another one is computed from it, drives it, guards it or leads to it. So it
cannot be removed, and who reads the other one does not see that it stands on something that nobody keeps right any more.

Use what `replaces` it. A north star is left out of this: until its successor takes over, inputs and counters belong to
it (NS317 asks for the successor). What is itself deprecated is left out too.",
    bad: r#"metric nights_in_all {
  value:  sum(nights) from bookings
  unit:   night
  status: deprecated
}

outcome nights_kept {
  title:       "Nights kept"
  description: "The share of nights that are not cancelled."
  value:       nights_booked / nights_in_all
}
"#,
    good: r#"metric nights_asked_for {
  value:    sum(nights) from bookings
  unit:     night
  replaces: nights_in_all
}

outcome nights_kept {
  title:       "Nights kept"
  description: "The share of nights that are not cancelled."
  value:       nights_booked / nights_asked_for
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let is_leaving = |id: Id<Metric>| {
        let metric = &project.metrics[id];
        metric.status == Status::Deprecated && metric.role != Role::NorthStar
    };
    for metric in project.metrics.values().filter(|metric| metric.status != Status::Deprecated) {
        let mut uses = uses(metric);
        uses.retain(|(used, _, _)| is_leaving(*used));
        let mut said = Vec::new();
        for (used, place, how) in uses {
            if !said.contains(&used) {
                said.push(used);
                d.push(finding(project, metric, used, place, how));
            }
        }
    }
}

/// What a metric uses, where that stands, and how.
fn uses(metric: &Metric) -> Vec<(Id<Metric>, Span, &'static str)> {
    let mut uses = Vec::new();
    metric.definition.for_each_part(&mut |part, _| uses.push((part, metric.place("value"), "is computed from")));
    if let Some(equals) = &metric.equals {
        for_each_part(equals, &mut |part, _| uses.push((part, metric.place("equals"), "is explained by")));
    }
    uses.extend(metric.drives.iter().map(|(driven, place)| (*driven, *place, "drives")));
    uses.extend(metric.guards.iter().map(|(guarded, place)| (*guarded, *place, "guards")));
    uses.extend(metric.leads.iter().map(|lead| (lead.outcome, lead.span, "claims to lead")));
    uses
}

fn finding(project: &Project, metric: &Metric, used: Id<Metric>, place: Span, how: &str) -> Diagnostic {
    let used = &project.metrics[used];
    let successor = project.metrics.values().find(|other| other.replaces.iter().any(|(name, _)| *name == used.name));
    let help = match successor {
        Some(successor) if successor.name != metric.name => format!("write `{}`, which replaces it", successor.name),
        _ => format!(
            "write another metric in its place, and say there what it replaces: `replaces: {0}`; or keep `{0}`: `status: active`",
            used.name
        ),
    };
    let message = format!("`{}` {how} `{}`, which is on its way out", metric.name, used.name);
    Diagnostic::new(codes::DEPRECATED_IN_USE, place, message)
        .here(format!("uses `{}`", used.name))
        .label(used.place("status"), "deprecated here")
        .why("it cannot be removed, and nobody keeps it right any more")
        .help(help)
}
