//! NS303: an input that does not reach the north star.

use super::framework::{north_stars, unlinked_inputs};
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;

/// `unlinked-input`
pub static RULE: Rule = Rule {
    code: codes::UNLINKED_INPUT,
    summary: "An input that does not reach the north star",
    explanation:
        "An input is a lever: someone pulls it in order to move the north star. This one drives nothing, or only metrics that
themselves do not lead there. Its team would work hard, meet its figure, and nothing would follow.

Name what it moves, `drives: nights_booked`, directly or through another input. If it moves nothing of the tree, it is
an `outcome` or a plain `metric`, and no team needs to be judged by it.",
    bad: r#"input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      gross_booking_value
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       supply
  review:      weekly_review
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
    let stars = north_stars(project);
    let Some((_, star)) = stars.first() else { return };
    for id in unlinked_inputs(project) {
        let input = &project.metrics[id];
        let driven: Vec<String> = input.drives.iter().map(|(driven, _)| format!("`{}`", project.metrics[*driven].name)).collect();
        let here = if driven.is_empty() { "drives nothing".to_owned() } else { format!("drives {} only", driven.join(", ")) };
        let message = format!("the input `{}` does not reach the north star", input.name);
        d.push(
            Diagnostic::new(codes::UNLINKED_INPUT, input.place("drives"), message)
                .here(here)
                .label(star.name_span, "the north star")
                .why("its team could meet its figure, and nothing would follow")
                .help(format!("write `drives: {}`, or name an input that reaches it", star.name)),
        );
    }
}
