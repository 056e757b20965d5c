//! NS310: fewer than two or more than five inputs.

use super::framework::{count, the_star, unlinked_inputs};
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::Role;
use crate::source::Span;

/// `number-of-inputs`
pub static RULE: Rule = Rule {
    code: codes::NUMBER_OF_INPUTS,
    summary: "Fewer than two or more than five inputs",
    explanation:
        "One input is the north star under another name: there is nothing to choose between. With more than five nobody remembers
them, reviews get long, and effort is spread until none of them moves.

Practitioners name two to four; this rule warns outside two to five. If you have more, some of them drive others rather
than the north star: say so with `drives`, or make them plain metrics.",
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
  equals:      bookings_made * nights_each
  leads:       gross_booking_value by 2 to 8 weeks
}

metric nights_each {
  value: avg(nights) from bookings where status = 'confirmed'
  unit:  night / booking
}

counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       marketplace
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
    frame: Frame::Without(&["nights_per_booking", "supply"]),
    check: Some(check),
};

/// How many inputs may drive the north star directly.
const FEWEST: usize = 2;
const MOST: usize = 5;

/// No input at all is NS304; inputs that do not arrive are NS303.
fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let Some((star_id, star)) = the_star(project) else { return };
    let place = |drives: &[(_, Span)]| drives.iter().find(|(driven, _)| *driven == star_id).map(|(_, span)| *span);
    let inputs: Vec<(&str, Span)> =
        project.metrics_of(Role::Input).filter_map(|(_, input)| Some((input.name.as_str(), place(&input.drives)?))).collect();
    let uncertain = || project.broken || project.metrics_of(Role::Input).any(|(_, input)| input.broken);
    let few = (1..FEWEST).contains(&inputs.len()) && !uncertain() && unlinked_inputs(project).is_empty();
    if !few && inputs.len() <= MOST {
        return;
    }
    let plural = if few { "input drives" } else { "inputs drive" };
    let message = format!("{} {plural} the north star `{}` directly", count(inputs.len()), star.name);
    let mut finding =
        Diagnostic::new(codes::NUMBER_OF_INPUTS, star.name_span, message).here("two to five are enough to choose from");
    for (name, span) in inputs.iter().take(MOST + 1) {
        finding = finding.label(*span, format!("`{name}`"));
    }
    d.push(if few {
        finding
            .why("one input is the north star under another name: there is nothing to choose between")
            .help(format!("declare another `input` with `drives: {}`", star.name))
    } else {
        finding
            .why("with more than five nobody remembers them, and effort is spread until none of them moves")
            .help("let some of them drive other inputs, or make them `metric`s")
    });
}
