//! NS602: a target over parts of periods.

use super::framework::{later, whole_periods};
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Metric, Target};
use jiff::civil::Date;

/// `target-window`
pub static RULE: Rule = Rule {
    code: codes::TARGET_WINDOW,
    summary: "A target whose time is no whole number of periods",
    explanation:
        "A target is judged by whole periods: the last complete one against the one that it is counted from. From a Monday to a
Thursday half a year later there is no such number of weeks, so the last days of the target would never be looked at, or a
week more would be.

Let `from` and `by` be the same day of a period, such as two Mondays for weeks, or two firsts of a month. The day before does
as well: to the end of December is to the first of January. A target without `from` may be due on any day.",
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
  leads:       gross_booking_value by 2 to 8 weeks
  target:      +12% by 2026-12-31 from 2025-12-29
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
  target:      +12% by 2026-12-28 from 2025-12-29
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    for metric in project.metrics.values() {
        for target in &metric.targets {
            let Some(from) = target.from else { continue };
            let Some(periods) = whole_periods(metric.grain, from, target.by) else { continue };
            let fits = |day: Option<Date>| day == Some(target.by) || day.and_then(|day| day.yesterday().ok()) == Some(target.by);
            let (before, after) = (later(metric.grain, from, periods), later(metric.grain, from, periods + 1));
            if !(fits(after) || periods > 0 && fits(before)) {
                d.push(finding(metric, target, from, [before.filter(|_| periods > 0), after]));
            }
        }
    }
}

fn finding(metric: &Metric, target: &Target, from: Date, near: [Option<Date>; 2]) -> Diagnostic {
    let grain = metric.grain.name();
    let near: Vec<String> = near.into_iter().flatten().map(|day| format!("`by {day}`")).collect();
    let message = format!("from {from} to {} is no whole number of {grain}s", target.by);
    Diagnostic::new(codes::TARGET_WINDOW, target.span, message)
        .here("judged by whole periods")
        .label(metric.place("grain"), format!("the grain of `{}` is `{grain}`", metric.name))
        .help(format!("write {}", near.join(" or ")))
}
