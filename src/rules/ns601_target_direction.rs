//! NS601: a target that asks for the worse.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Direction, Goal, Metric, Target};
use crate::model::types::Number;

/// `target-direction`
pub static RULE: Rule = Rule {
    code: codes::TARGET_DIRECTION,
    summary: "A target that asks a metric to move the wrong way",
    explanation:
        "The sign of the target and the `direction` of the metric contradict each other: `-5%` where more is better, or a second
level, due later, that lies behind the first one. Whoever reaches such a target has made things worse, and the scorecard
would call it a success.

Mend whichever is the slip. Where less is better, say `direction: decrease`; a counter takes its direction from its limit.",
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
  target:      -5% by 2026-12-28 from 2025-12-29
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
  target:      +5% by 2026-12-28 from 2025-12-29
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    for metric in project.metrics.values() {
        for target in metric.targets.iter().filter(|target| change(target).is_some_and(|change| is_worse(metric, change))) {
            d.push(wrong_sign(metric, target));
        }
        let mut levels: Vec<(&Target, Number)> =
            metric.targets.iter().filter_map(|target| Some((target, level(target)?))).collect();
        levels.sort_by_key(|(target, _)| target.by);
        for pair in levels.windows(2) {
            if let [(earlier, first), (later, second)] = pair
                && is_worse(metric, second.to_f64() - first.to_f64())
            {
                d.push(turns_back(metric, earlier, later));
            }
        }
    }
}

fn change(target: &Target) -> Option<f64> {
    match target.goal {
        Goal::Change(change) | Goal::Relative(change) => Some(change.to_f64()),
        Goal::Level(_) => None,
    }
}

fn level(target: &Target) -> Option<Number> {
    if let Goal::Level(level) = target.goal { Some(level) } else { None }
}

fn is_worse(metric: &Metric, change: f64) -> bool {
    match metric.direction {
        Direction::Increase => change < 0.0,
        Direction::Decrease => change > 0.0,
    }
}

fn better(metric: &Metric) -> &'static str {
    match metric.direction {
        Direction::Increase => "more is better",
        Direction::Decrease => "less is better",
    }
}

fn wrong_sign(metric: &Metric, target: &Target) -> Diagnostic {
    let (sign, other) = match metric.direction {
        Direction::Increase => ('+', "decrease"),
        Direction::Decrease => ('-', "increase"),
    };
    Diagnostic::new(codes::TARGET_DIRECTION, target.span, format!("the target of `{}` asks for the worse", metric.name))
        .here(format!("but {} here", better(metric)))
        .label(
            metric.place("direction"),
            if metric.properties.contains_key("direction") { "says so" } else { "so it is without `direction`" },
        )
        .help(format!("write the target with `{sign}`, or say `direction: {other}`"))
}

fn turns_back(metric: &Metric, earlier: &Target, later: &Target) -> Diagnostic {
    let message = format!("the target of `{}` for {} lies behind that for {}", metric.name, later.by, earlier.by);
    Diagnostic::new(codes::TARGET_DIRECTION, later.span, message)
        .here(format!("asks for the worse: {}", better(metric)))
        .label(earlier.span, "to be reached before")
        .help("set levels that lead one way, or say which `direction` is good")
}
