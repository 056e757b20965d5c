//! NS309: a limit on the side that the counter is said to grow to.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Direction, Role};

/// `limit-side`
pub static RULE: Rule = Rule {
    code: codes::LIMIT_SIDE,
    summary: "A limit on the side that the counter is said to grow to",
    explanation:
        "`direction: increase` says that more is better; `limit: at most 8%` says that more is worse. One of the two is a slip,
and the verdict of the guardrail would be upside down.

Leave `direction` out: a counter takes it from its limit (`at most` means that less is better). `between` has no better
side, and then neither does the counter.",
    bad: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       supply
  review:      weekly_review
  direction:   increase
}
"#,
    good: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       supply
  review:      weekly_review
  direction:   decrease
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    for (_, counter) in project.metrics_of(Role::Counter) {
        let (Some(limit), Some(place)) = (&counter.limit, counter.properties.get("direction")) else { continue };
        let (says, means, right) = match (counter.direction, limit.low.is_some(), limit.high.is_some()) {
            (Direction::Increase, false, true) => ("more is better", "more is worse", "decrease"),
            (Direction::Decrease, true, false) => ("less is better", "less is worse", "increase"),
            _ => continue,
        };
        let message = format!("the limit of `{}` is on the side that it is meant to move to", counter.name);
        d.push(
            Diagnostic::new(codes::LIMIT_SIDE, *place, message)
                .here(format!("says that {says}"))
                .label(limit.span, format!("says that {means}"))
                .why("its verdict would be upside down")
                .help(format!("write `direction: {right}`, or leave `direction` out: the limit decides it")),
        );
    }
}
