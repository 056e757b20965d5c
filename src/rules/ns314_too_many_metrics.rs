//! NS314: more than twelve metrics with a role.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Metric, Role};

/// `too-many-metrics`
pub static RULE: Rule = Rule {
    code: codes::TOO_MANY_METRICS,
    summary: "More than twelve metrics with a role",
    explanation:
        "North star, inputs, counters and outcomes together are what people are asked to keep in mind. Past a dozen they do not:
a review becomes a reading of figures, each with its own explanation, and no decision follows from any.

Keep the ones on which you would act. The others can stay as plain metrics: they are still computed, documented and
there for a query, and nobody is held to them.",
    bad: r#"outcome bookings_tried {
  title:       "Bookings tried"
  description: "All attempts."
  value:       count(*) from bookings
}

outcome nights_tried {
  title:       "Nights tried"
  description: "Nights of all attempts."
  value:       sum(nights) from bookings
}

outcome value_tried {
  title:       "Value tried"
  description: "Price of all attempts."
  value:       sum(price) from bookings
}

outcome longest_stay {
  title:       "Longest stay"
  description: "The longest attempt."
  value:       max(nights) from bookings
}

outcome shortest_stay {
  title:       "Shortest stay"
  description: "The shortest attempt."
  value:       min(nights) from bookings
}

outcome highest_price {
  title:       "Highest price"
  description: "The dearest attempt."
  value:       max(price) from bookings
}

outcome typical_price {
  title:       "Typical price"
  description: "The median price."
  value:       median(price) from bookings
}

outcome typical_stay {
  title:       "Typical stay"
  description: "The median length."
  value:       median(nights) from bookings
}
"#,
    good: r#"outcome value_tried {
  title:       "Value tried"
  description: "Price of all attempts."
  value:       sum(price) from bookings
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

/// How many metrics people can be asked to keep in mind.
const MOST: usize = 12;

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let with_role: Vec<&Metric> = project.metrics.values().filter(|metric| metric.role != Role::Metric).collect();
    let Some(first) = with_role.get(MOST) else { return };
    let of = |role| with_role.iter().filter(|metric| metric.role == role).count();
    let parts: Vec<String> = [Role::NorthStar, Role::Input, Role::Counter, Role::Outcome]
        .into_iter()
        .filter(|role| of(*role) > 0)
        .map(|role| format!("{} {}{}", of(role), role.words(), if of(role) == 1 { "" } else { "s" }))
        .collect();
    let message = format!("{} metrics have a role", with_role.len());
    d.push(
        Diagnostic::new(codes::TOO_MANY_METRICS, first.name_span, message)
            .here("the thirteenth")
            .why(format!("nobody keeps more than a dozen in mind; here are {}", parts.join(", ")))
            .help("keep those on which you would act; make the others `metric`s"),
    );
}
