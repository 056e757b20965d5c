//! NS605: a claim about a time in which no period ends.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Lead, Metric};
use crate::model::resolve::metrics::periods::unit_of;
use crate::project::calendar::Grain;
use crate::syntax::ast::TimeUnit;

/// `lead-and-grain`
pub static RULE: Rule = Rule {
    code: codes::LEAD_AND_GRAIN,
    summary: "A claimed lead that is shorter than the grain, or holds no whole number of periods",
    explanation:
        "`leads: revenue by 1 to 6 days` on a weekly metric claims something that weeks cannot show: an effect within days falls into
the same week, or into the next one by chance. The evidence compares whole periods, each shifted by one, two, three of them;
if no such number lies in the claimed time, there is nothing to compare.

Claim a time that holds at least one period of the coarser of the two metrics, or show both at a finer `grain`.",
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
  leads:       gross_booking_value by 1 to 6 days
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
  leads:       gross_booking_value by 1 to 6 weeks
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    for metric in project.metrics.values() {
        for lead in &metric.leads {
            let outcome = &project.metrics[lead.outcome];
            // The grain at which both have values.
            let grain = metric.grain.max(outcome.grain);
            if !outcome.broken && !holds_periods(lead, grain) {
                d.push(finding(metric, outcome, lead, grain));
            }
        }
    }
}

/// The shortest and the longest that a unit lasts, in minutes.
fn lasts(unit: TimeUnit) -> (u64, u64) {
    const DAY: u64 = 24 * 60;
    match unit {
        TimeUnit::Minute => (1, 1),
        TimeUnit::Hour => (60, 60),
        TimeUnit::Day => (DAY, DAY),
        TimeUnit::Week => (7 * DAY, 7 * DAY),
        TimeUnit::Month => (28 * DAY, 31 * DAY),
        TimeUnit::Quarter => (90 * DAY, 92 * DAY),
        TimeUnit::Year => (365 * DAY, 366 * DAY),
    }
}

/// Whether some whole number of periods, one at least, can be as long as the claim says.
fn holds_periods(lead: &Lead, grain: Grain) -> bool {
    let (unit, period) = (lasts(lead.unit), lasts(unit_of(grain)));
    let (from, to) = (u64::from(lead.low) * unit.0, u64::from(lead.high) * unit.1);
    // The most periods that end in time, each as short as can be; are they long enough, each as long as can be?
    let most = to / period.0;
    most >= 1 && most * period.1 >= from
}

fn finding(metric: &Metric, outcome: &Metric, lead: &Lead, grain: Grain) -> Diagnostic {
    let by = grain.name();
    let coarser = if metric.grain == grain { metric } else { outcome };
    let message = format!("between {} and {} {}s there is no whole number of {by}s", lead.low, lead.high, lead.unit.name());
    Diagnostic::new(codes::LEAD_AND_GRAIN, lead.span, message)
        .here("no period later, there is nothing to compare")
        .label(coarser.place("grain"), format!("the grain of `{}` is `{by}`", coarser.name))
        .help(format!("claim whole periods, as in `{} by 1 to 3 {by}s`, or show both metrics at a finer `grain`", outcome.name))
}
