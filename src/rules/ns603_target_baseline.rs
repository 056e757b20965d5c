//! NS603: a target counted from a value that is not there.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::metric::{Definition, Goal, Metric, MetricLeaf, Target};
use crate::model::{Id, Project};
use crate::rules::framework::span_of;
use jiff::civil::Date;
use std::collections::HashSet;

/// `target-baseline`
pub static RULE: Rule = Rule {
    code: codes::TARGET_BASELINE,
    summary: "A target counted from a value that does not exist yet, or that is not published",
    explanation:
        "`+12%` is 12% of something: of the value that the metric had at `from`. If that day is still to come, or lies before the first
published period (`calendar.start`), there is no such value, and nobody can say what the target is. The share of a conversion
or a retention is known only when its time has passed, so its baseline must lie that much further back.

Count from a day that is past, or name the level to reach. A baseline that turns out to be zero in the data gives no target:
the scorecard shows `no_data`. What can be negative by its formula is NS216.",
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
  revisit:     every 2 years
  equals:      bookings_made * nights_per_booking
  leads:       gross_booking_value by 2 to 8 weeks
  target:      +12% by 2027-12-27 from 2026-12-28
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
  revisit:     every 2 years
  equals:      bookings_made * nights_per_booking
  leads:       gross_booking_value by 2 to 8 weeks
  target:      +12% by 2027-12-27 from 2025-12-29
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, context: &Context, d: &mut Diagnostics) {
    for (id, metric) in project.metrics.iter() {
        for target in metric.targets.iter().filter(|target| !matches!(target.goal, Goal::Level(_))) {
            let Some(from) = target.from else { continue };
            if let Some((problem, help)) = problem(project, context, id, from) {
                d.push(finding(metric, target, from, problem, help));
            }
        }
    }
}

/// What is wrong with the day that a target is counted from, and what to write.
fn problem(project: &Project, context: &Context, id: Id<Metric>, from: Date) -> Option<(String, String)> {
    if from > context.as_of {
        let help = format!("count from {} or earlier, or name the level to reach", context.as_of);
        return Some(("is still to come".to_owned(), help));
    }
    if let Some(start) = project.calendar.start.filter(|start| from < *start) {
        let help = format!("count from {start} or later, or set `calendar.start` earlier");
        return Some((format!("lies before `calendar.start`, {start}"), help));
    }
    let (known, length) = known_on(project, id, from)?;
    let help = format!("count from a day {length} further back, or name the level to reach");
    (known > context.as_of).then(|| (format!("is known only on {known}, after {length}"), help))
}

/// When the value of a day is known that waits for conversions and retentions, and after how long: of all that a metric reads,
/// the last one.
fn known_on(project: &Project, id: Id<Metric>, day: Date) -> Option<(Date, String)> {
    let (mut seen, mut stack) = (HashSet::from([id]), vec![id]);
    let mut last: Option<(Date, String)> = None;
    while let Some(id) = stack.pop() {
        stack.extend(project.parts_of(id).into_iter().filter(|part| seen.insert(*part)));
        let Definition::Derived(expr) = &project.metrics[id].definition else { continue };
        for leaf in expr.leaves() {
            let (count, unit) = match leaf {
                MetricLeaf::Conversion(cohort) => (cohort.count, cohort.unit),
                MetricLeaf::Retention(cohort) => (cohort.count.saturating_add(1), cohort.unit),
                _ => continue,
            };
            let known = span_of(count, unit).and_then(|span| day.checked_add(span).ok());
            if let Some(known) = known.filter(|known| last.as_ref().is_none_or(|(last, _)| known > last)) {
                last = Some((known, format!("{count} {}{}", unit.name(), if count == 1 { "" } else { "s" })));
            }
        }
    }
    last
}

fn finding(metric: &Metric, target: &Target, from: Date, problem: String, help: String) -> Diagnostic {
    let message = format!("the target of `{}` is counted from a value that is not there", metric.name);
    Diagnostic::new(codes::TARGET_BASELINE, target.span, message).here(format!("{from} {problem}")).help(help)
}
