//! NS801: a metric with a role and no title or description.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Metric, Role};

/// `undescribed-metric`
pub static RULE: Rule = Rule {
    code: codes::UNDESCRIBED_METRIC,
    summary: "A metric with a role and no title or description",
    explanation: "A metric with a role is read by people who did not write it: on the scorecard, in the documentation, in the comment on its
view. Its name is made for machines, and its value says how it is computed, not what it stands for or why anybody should care.

The title is what a chart is called. The description says in a sentence or two whose value is counted, and what would be
wrong to read into it. Building blocks (`metric`) need neither.",
    bad: r#"input bookings_made {
  title:  "Bookings made"
  drives: nights_booked
  value:  count(*) from bookings where status = 'confirmed'
  unit:   booking
  owner:  marketplace
  review: weekly_review
}
"#,
    good: r#"input bookings_made {
  title:       "Bookings made"
  description: "Confirmed bookings, whenever the stay is. One that is cancelled later no longer counts."
  drives:      nights_booked
  value:       count(*) from bookings where status = 'confirmed'
  unit:        booking
  owner:       marketplace
  review:      weekly_review
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    for metric in project.metrics.values().filter(|metric| metric.role != Role::Metric) {
        let title = lacks(metric, "title", metric.title.as_deref());
        let description = lacks(metric, "description", metric.description.as_deref());
        let (what, question, help) = match (title, description) {
            (false, false) => continue,
            (true, false) => ("title", "what is its chart called?", "write `title: \"…\"`"),
            (false, true) => ("description", "what does it stand for?", "write `description: \"…\"`"),
            (true, true) => {
                ("title and no description", "what does it stand for?", "write `title: \"…\"` and `description: \"…\"`")
            }
        };
        let message = format!("the {} `{}` has no {what}", metric.role.words(), metric.name);
        d.push(
            Diagnostic::new(codes::UNDESCRIBED_METRIC, metric.name_span, message)
                .here(question)
                .why("those who read the scorecard did not write the file")
                .help(help),
        );
    }
}

/// Whether a text is certainly not given, or holds nothing.
fn lacks(metric: &Metric, property: &str, text: Option<&str>) -> bool {
    metric.lacks(property) || text.is_some_and(|text| text.trim().is_empty())
}
