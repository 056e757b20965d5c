//! NS511: a metric that is to increase, though its name says that less is better.

use super::choice::{Choice, report};
use super::lexicon::{self, HARM, has};
use super::{Frame, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::metric::{Direction, Role};

/// `direction-and-word`
pub static RULE: Rule = Rule {
    code: codes::DIRECTION_AND_WORD,
    summary: "A metric that is to increase, though its name says that less is better",
    explanation: r#"More churn, more bugs, more latency is better: that is what a metric with such a name says where it has no `direction`,
for `increase` is what holds then. Its status, targets and pages would praise what hurts.

It warns at a north star, an input, a counter or an outcome that is to increase and whose name holds a word for harm:
churn, cancellation, bug, error, latency, refund, complaint, failure, dispute and the like. Words that turn the meaning
clear it: `bugs_fixed`, `error_free_sessions`, `error_budget`, `revenue_net_of_refunds`.

Write `direction: decrease`. A counter takes its direction from its limit: `at most` means that less is better."#,
    bad: r#"outcome money_refunded {
  title:       "Money refunded"
  description: "What guests get back."
  value:       sum(price) from bookings where status = 'cancelled'
}
"#,
    good: r#"outcome money_refunded {
  title:       "Money refunded"
  description: "What guests get back."
  value:       sum(price) from bookings where status = 'cancelled'
  direction:   decrease
}
"#,
    frame: Frame::Project,
    check: Some(|project, context, d| report(codes::DIRECTION_AND_WORD, project, context, d)),
};

pub(super) fn find(choice: &Choice) -> Option<Diagnostic> {
    let metric = choice.metric;
    if metric.direction != Direction::Increase || has(HARM.unless, &metric.name) {
        return None;
    }
    let word = lexicon::find(HARM.words, &metric.name)?;
    let written = metric.properties.contains_key("direction");
    let bound = metric.limit.as_ref().filter(|_| metric.role == Role::Counter);
    let (place, here, help) = match bound {
        // Which side of it is better, nobody says; or `direction` contradicts it, which is NS309.
        Some(limit) if limit.high.is_some() && (limit.low.is_some() || written) => return None,
        None if metric.role == Role::Counter && !written => return None,
        Some(limit) if !written => (limit.span, "says that more is better", "write `limit: at most …`"),
        Some(_) => (metric.place("direction"), "says that more is better", "write `direction: decrease` and `limit: at most …`"),
        None if written => (metric.place("direction"), "says that more is better", "write `direction: decrease`"),
        None => (metric.name_span, "without `direction`, more is better", "write `direction: decrease`"),
    };
    let message = format!("`{}` is to increase, though `{word}` says that less is better", metric.name);
    Some(
        Diagnostic::new(codes::DIRECTION_AND_WORD, place, message)
            .here(here)
            .why("its status and its targets would praise what hurts")
            .help(help),
    )
}
