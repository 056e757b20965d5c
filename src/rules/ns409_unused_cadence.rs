//! NS409: a cadence in which nothing is reviewed.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, Edit, Fix, codes};
use crate::model::Project;
use std::collections::HashSet;

/// `unused-cadence`
pub static RULE: Rule = Rule {
    code: codes::UNUSED_CADENCE,
    summary: "A cadence in which nothing is reviewed",
    explanation:
        "The cadence is declared, and no metric has it as its `review`. A meeting without an agenda is held for a while, and then
it is not; or the metrics that it was meant for name another one by mistake.

Name it at the metrics that are looked at there, or take it out. The documentation makes the agenda of each cadence from
them.",
    bad: "cadence monthly_review {
  every: month on day 3
  chair: supply
}
",
    good: r#"cadence monthly_review {
  every: month on day 3
  chair: supply
}

input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       supply
  review:      monthly_review
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let lost = project.metrics.values().any(|metric| metric.review.is_none() && metric.properties.contains_key("review"));
    if project.broken || lost {
        return;
    }
    let used: HashSet<_> = project.metrics.values().filter_map(|metric| metric.review).collect();
    let unused = project.cadences.iter().filter(|(id, cadence)| !cadence.broken && !used.contains(id));
    for (cadence, place) in unused.filter_map(|(_, cadence)| Some((cadence, cadence.name_span?))) {
        d.push(
            Diagnostic::new(codes::UNUSED_CADENCE, place, format!("nothing is reviewed in `{}`", cadence.name))
                .here("no metric names it")
                .why("a meeting without an agenda is held for a while, and then it is not")
                .help(format!("write `review: {}` at the metrics that are looked at there, or remove it", cadence.name))
                .fix_if(
                    cadence
                        .span
                        .map(|span| Fix::likely(format!("remove the cadence `{}`", cadence.name), vec![Edit::delete(span)])),
                ),
        );
    }
}
