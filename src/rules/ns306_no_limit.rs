//! NS306: a counter without a limit.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Direction, Role};

/// `no-limit`
pub static RULE: Rule = Rule {
    code: codes::NO_LIMIT,
    summary: "A counter without a limit",
    explanation:
        "A counter without a limit is a figure on a dashboard. On the day it gets worse, everyone will find that it is not that
bad yet, because the north star is up. The limit is set before, when nobody has anything to lose by it.

An absolute limit, `at most 8%`, is best where you know what is tolerable. `at most 10% above trailing 8 weeks` is for
figures whose level you do not know well, and stops a slow slide only if it is looked at.",
    bad: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  owner:       supply
  review:      weekly_review
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
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    for (_, counter) in project.metrics_of(Role::Counter).filter(|(_, counter)| counter.lacks("limit")) {
        let more_is_better = counter.direction == Direction::Increase && counter.properties.contains_key("direction");
        let (side, move_to) = if more_is_better { ("least", "5% below") } else { ("most", "10% above") };
        let example = match (counter.share, counter.signed) {
            (true, _) => format!("at {side} {}", if more_is_better { "95%" } else { "8%" }),
            (false, false) => format!("at most {move_to} trailing 8 {}s", counter.grain.name()),
            (false, true) => format!("at {side} 0"),
        };
        d.push(
            Diagnostic::new(codes::NO_LIMIT, counter.name_span, format!("the counter `{}` has no limit", counter.name))
                .here("from where on is it too bad?")
                .why("on the day it gets worse, everyone will find that it is not that bad yet")
                .help(format!("write the worst that can be borne, for example `limit: {example}`")),
        );
    }
}
