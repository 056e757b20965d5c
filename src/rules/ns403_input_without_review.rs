//! NS403: an input or counter that no one reviews.

use super::framework::review_help;
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::Role;

/// `input-without-review`
pub static RULE: Rule = Rule {
    code: codes::INPUT_WITHOUT_REVIEW,
    summary: "An input or counter that no one reviews",
    explanation:
        "Inputs are looked at more often than the north star, because they answer sooner: they show this week what the north star
will show next month. A counter is looked at whenever the figure it guards is.

Without a cadence, that is left to whoever happens to open the dashboard. Name the cadence in which it is discussed:
`review: weekly_review`, or `review: weekly` where no meeting of its own is declared.",
    bad: r#"input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       supply
}
"#,
    good: r#"input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       supply
  review:      weekly_review
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let help = review_help(project);
    let needs_one = |role| matches!(role, Role::Input | Role::Counter);
    for metric in project.metrics.values().filter(|metric| needs_one(metric.role) && metric.lacks("review")) {
        let message = format!("no one reviews the {} `{}`", metric.role.words(), metric.name);
        d.push(
            Diagnostic::new(codes::INPUT_WITHOUT_REVIEW, metric.name_span, message)
                .here("in which meeting is it looked at?")
                .why("it is left to whoever happens to open the dashboard")
                .help(help.clone()),
        );
    }
}
