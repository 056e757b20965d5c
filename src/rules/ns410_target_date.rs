//! NS410: a target whose date has passed, or lies behind the next revisit.

use super::framework::next_revisit;
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Metric, Target};

/// `target-date`
pub static RULE: Rule = Rule {
    code: codes::TARGET_DATE,
    summary: "A target whose date has passed, or lies behind the next revisit",
    explanation:
        "A target in the past decides nothing any more; only its result is left, and the scorecard would go on showing it as the
aim. A target behind the next revisit is promised in a metric that may by then be another.

Set the next target, with the date it is counted from, or take the old one out: what was reached stays in the history of
the file.",
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
  target:      +12% by 2026-03-30 from 2025-12-29
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

fn check(project: &Project, context: &Context, d: &mut Diagnostics) {
    for metric in project.metrics.values() {
        for target in &metric.targets {
            if target.by < context.as_of {
                d.push(past(metric, target));
            } else if let Some((_, due)) = next_revisit(metric).filter(|(_, due)| *due > context.as_of && target.by > *due) {
                d.push(
                    finding(target, format!("the target of `{}` lies behind its next revisit", metric.name))
                        .here(format!("due on {}", target.by))
                        .label(metric.place("revisit"), format!("asked again on {due}"))
                        .why("by then the metric may be another")
                        .help(format!("set the target for {due} or earlier")),
                );
            }
        }
    }
}

fn past(metric: &Metric, target: &Target) -> Diagnostic {
    finding(target, format!("the target of `{}` was due on {}", metric.name, target.by))
        .here("this day has passed")
        .why("it decides nothing any more")
        .help("set the next target, with the day it is counted from (`from`), or remove this one")
}

fn finding(target: &Target, message: String) -> Diagnostic {
    Diagnostic::new(codes::TARGET_DATE, target.span, message)
}
