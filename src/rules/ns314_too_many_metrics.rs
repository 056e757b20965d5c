//! NS314: more than twelve metrics with a role.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `too-many-metrics`
pub static RULE: Rule = Rule {
    code: codes::TOO_MANY_METRICS,
    summary: "More than twelve metrics with a role",
    explanation:
        "North star, inputs, counters and outcomes together are what people are asked to keep in mind. Past a dozen they do not:
a review becomes a reading of figures, each with its own explanation, and no decision follows from any.

Keep the ones on which you would act. The others can stay as plain metrics: they are still computed, documented and
there for a query, and nobody is held to them.",
    bad: r#"outcome bookings_tried { title: "Bookings tried"  description: "All attempts."  value: count(*) from bookings }
outcome nights_tried { title: "Nights tried"  description: "Nights of all attempts."  value: sum(nights) from bookings }
outcome value_tried { title: "Value tried"  description: "Price of all attempts."  value: sum(price) from bookings }
outcome longest_stay { title: "Longest stay"  description: "The longest attempt."  value: max(nights) from bookings }
outcome shortest_stay { title: "Shortest stay"  description: "The shortest attempt."  value: min(nights) from bookings }
outcome highest_price { title: "Highest price"  description: "The dearest attempt."  value: max(price) from bookings }
outcome typical_price { title: "Typical price"  description: "The median price."  value: median(price) from bookings }
outcome typical_stay { title: "Typical stay"  description: "The median length."  value: median(nights) from bookings }
"#,
    good: r#"outcome value_tried { title: "Value tried"  description: "Price of all attempts."  value: sum(price) from bookings }
"#,
    frame: Frame::Project,
    check: None,
};
