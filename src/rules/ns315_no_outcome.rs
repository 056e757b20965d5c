//! NS315: a north star that leads to no outcome.

use super::framework::the_star;
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::Role;

/// `no-outcome`
pub static RULE: Rule = Rule {
    code: codes::NO_OUTCOME,
    summary: "A north star that leads to no outcome",
    explanation: r#"A north star is chosen because it is believed to come before something that the business lives on: revenue, retention,
growth of accounts. `leads: gross_booking_value by 2 to 8 weeks` writes the belief down, with the delay, and northstar
tests it on the data.

Without it the belief is never tested, and a company can spend years moving a figure that moves nothing. The answer may
be "not enough data yet", which is an answer, too."#,
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
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let Some((_, star)) = the_star(project).filter(|(_, star)| star.lacks("leads")) else { return };
    let help = match project.metrics_of(Role::Outcome).next() {
        Some((_, outcome)) => format!("write `leads: {} by 2 to 8 weeks`, with the delay that you expect", outcome.name),
        None => "declare what the business lives on as an `outcome`, and write `leads: OUTCOME by 2 to 8 weeks`".to_owned(),
    };
    d.push(
        Diagnostic::new(codes::NO_OUTCOME, star.name_span, format!("the north star `{}` leads to no outcome", star.name))
            .here("has no `leads`")
            .why("whether it moves the business is then believed, and never tested")
            .help(help),
    );
}
