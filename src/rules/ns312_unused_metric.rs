//! NS312: a metric that nothing uses or reaches.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::dimension::for_each_part;
use crate::model::metric::{Metric, Role, Status};
use crate::model::{Id, Project};
use std::collections::HashSet;

/// `unused-metric`
pub static RULE: Rule = Rule {
    code: codes::UNUSED_METRIC,
    summary: "A metric that nothing uses or reaches",
    explanation:
        "No other metric is computed from it, nothing drives it, guards it or leads to it, and it has no role. It is computed on
every run all the same, and shown to everyone who asks for a list.

Figures are easy to add and hard to remove, because someone might look at them. Give this one a role or a reader, or
take it out; the history of the file keeps it.",
    bad: r#"metric cancelled_nights {
  title:       "Cancelled nights"
  description: "Nights that were booked and cancelled."
  value:       sum(nights) from bookings where status = 'cancelled'
}
"#,
    good: r#"metric cancelled_nights {
  title:       "Cancelled nights"
  description: "Nights that were booked and cancelled."
  value:       sum(nights) from bookings where status = 'cancelled'
}

outcome lost_share {
  title:       "Lost share of nights"
  description: "Cancelled nights against booked ones."
  value:       cancelled_nights / nights_booked
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

/// Metrics that are drafts or on their way out are not asked for readers. Whatever the text of a declaration with a mistake names
/// counts as used, and so does what it seems to have meant.
fn check(project: &Project, context: &Context, d: &mut Diagnostics) {
    if project.broken {
        return;
    }
    let used = used(project);
    let broken = project.metrics.values().filter(|metric| metric.broken);
    let mut named: HashSet<String> = broken.flat_map(|metric| words(context.sources.text(metric.span))).collect();
    let unknown = d.iter().filter(|finding| finding.code == codes::UNKNOWN_NAME);
    named.extend(unknown.filter_map(|finding| finding.help.as_deref()).flat_map(words));
    for (id, metric) in project.metrics_of(Role::Metric) {
        let counts = !metric.broken && metric.status == Status::Active;
        if !counts || used.contains(&id) || named.contains(&metric.name) {
            continue;
        }
        d.push(
            Diagnostic::new(codes::UNUSED_METRIC, metric.name_span, format!("nothing uses the metric `{}`", metric.name))
                .here("no other metric reads it, and it has no role")
                .why("it is computed on every run, and shown to everyone who asks for a list")
                .help("read it in another metric, give it a role (`outcome`, say), or remove it"),
        );
    }
}

fn used(project: &Project) -> HashSet<Id<Metric>> {
    let mut used = HashSet::new();
    for (_, metric) in project.metrics.iter() {
        metric.definition.for_each_part(&mut |part, _| {
            used.insert(part);
        });
        if let Some(equals) = &metric.equals {
            for_each_part(equals, &mut |part, _| {
                used.insert(part);
            });
        }
        used.extend(metric.drives.iter().chain(&metric.guards).map(|(id, _)| *id));
        used.extend(metric.leads.iter().map(|lead| lead.outcome));
    }
    used
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).map(str::to_owned)
}
