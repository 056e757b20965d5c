//! NS805: metrics that are the same figure under several names.

use super::framework::the_star;
use super::meaning::Meanings;
use super::ns308_counter_mirrors::mirrored;
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Metric, Role, Status};
use indexmap::IndexMap;
use std::collections::HashSet;

/// `same-meaning`
pub static RULE: Rule = Rule {
    code: codes::SAME_MEANING,
    summary: "Metrics that are the same figure under several names",
    explanation:
        "Two metrics have the same value in every period, whatever they are called: the operands of `+`, `*`, `and` and `or` come
in another order, `in` lists what `or` joins, one names the other, or one writes out what the other reads from metrics. As long
as both are there, people compare them. Later somebody corrects one of them, and a company has two figures for one thing.

Keep one, and use it in both places. For a time of transition, mark the old name `status: deprecated`; that is left out here.
So are metrics that are shown at different grains, and counters that mirror what they guard (NS308). An `allow` on either of
two is enough.",
    bad: r#"outcome booking_revenue {
  title:       "Booking revenue"
  description: "What confirmed stays of at least a night cost their guests."
  value:       sum(price) from bookings where status = 'confirmed' and nights >= 1
}

outcome revenue_of_stays {
  title:       "Revenue of stays"
  description: "What the stays that were booked bring in."
  value:       sum(price) from bookings where 1 <= nights and status = 'confirmed'
}
"#,
    good: r#"outcome booking_revenue {
  title:       "Booking revenue"
  description: "What confirmed stays of at least a night cost their guests."
  value:       sum(price) from bookings where status = 'confirmed' and nights >= 1
}

metric revenue_of_stays {
  value:  booking_revenue
  status: deprecated
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let mut meanings = Meanings::new(project);
    let mut groups: IndexMap<_, Vec<&Metric>> = IndexMap::new();
    let mut mirrors = HashSet::new();
    for (id, metric) in project.metrics.iter() {
        let settled = !metric.broken && !metric.incomplete && metric.status != Status::Deprecated;
        // Of several north stars all but one will be something else.
        let one_star = metric.role != Role::NorthStar || the_star(project).is_some();
        if !settled || !one_star {
            continue;
        }
        let Some(form) = meanings.of(id) else { continue };
        groups.entry((form, metric.grain)).or_default().push(metric);
        if metric.role == Role::Counter && mirrored(project, &mut meanings, id).is_some() {
            mirrors.insert(form);
        }
    }
    for ((form, _), mut group) in groups {
        // NS308 says it already.
        if group.len() < 2 || mirrors.contains(&form) {
            continue;
        }
        // A north star, an input is kept rather than what has no role; of equals, the first.
        group.sort_by_key(|metric| metric.role);
        // Who accepts it is told alone, so that it is silenced there, and still told of the others.
        let (accepting, rest): (Vec<&Metric>, Vec<&Metric>) = group.iter().partition(|metric| accepts(metric));
        if let [kept, others @ .., last] = rest.as_slice() {
            d.push(finding(kept, others, last));
        }
        for metric in accepting {
            if let Some(other) = group.iter().find(|other| other.name != metric.name) {
                d.push(finding(other, &[], metric));
            }
        }
    }
}

fn accepts(metric: &Metric) -> bool {
    metric.allow.iter().any(|allow| allow.code == codes::SAME_MEANING.id)
}

fn finding(kept: &Metric, others: &[&Metric], last: &Metric) -> Diagnostic {
    let names: Vec<String> = std::iter::once(&kept).chain(others).map(|metric| format!("`{}`", metric.name)).collect();
    let message = format!("`{}` is the same figure as {}", last.name, names.join(" and "));
    let mut finding = Diagnostic::new(codes::SAME_MEANING, last.place("value"), message)
        .here("the same value in every period")
        .label(kept.place("value"), format!("the value of `{}`", kept.name));
    for other in others {
        finding = finding.label(other.place("value"), format!("the value of `{}`", other.name));
    }
    finding.why("one day one of them is corrected, and there are two figures for one thing").help(format!(
        "use `{}` where `{}` is used, and remove `{1}`; while others still need the name, write `status: deprecated` there",
        kept.name, last.name
    ))
}
