//! NS304: a north star that nothing drives.

use super::framework::{all_known, beside, one_of, the_star};
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::Role;

/// `no-input`
pub static RULE: Rule = Rule {
    code: codes::NO_INPUT,
    summary: "A north star that nothing drives",
    explanation:
        "Nobody can work on a north star itself; it is too large and too slow. Teams work on its inputs: the few quantities that
make it up or push it, each small enough to be owned and quick enough to show within a week or two what was done.

Break it down by arithmetic first (nights are bookings times nights per booking), because an exact breakdown also
explains each change. Two to five inputs are enough.",
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
  equals:      bookings_confirmed * nights_each
  leads:       gross_booking_value by 2 to 8 weeks
}

metric bookings_confirmed {
  value: count(*) from bookings where status = 'confirmed'
  unit:  booking
}

metric nights_each {
  value: avg(nights) from bookings where status = 'confirmed'
  unit:  night / booking
}
"#,
    good: r#"input bookings_made {
  title:       "Bookings made"
  description: "Confirmed bookings."
  drives:      nights_booked
  value:       count(*) from bookings where status = 'confirmed'
  unit:        booking
  owner:       marketplace
  review:      weekly_review
}

input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       supply
  review:      weekly_review
}
"#,
    frame: Frame::Without(&["bookings_made", "nights_per_booking"]),
    check: Some(check),
};

/// Where there are inputs that do not drive the north star, NS303 says so.
fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let Some((id, star)) = the_star(project) else { return };
    if !all_known(project, Role::Input) || project.metrics_of(Role::Input).next().is_some() {
        return;
    }
    let near = beside(project, id, |other| other.role == Role::Metric);
    let help = match near.as_slice() {
        [] => format!("declare an `input` with `drives: {}`", star.name),
        near => format!("make {} an `input` with `drives: {}`", one_of(near), star.name),
    };
    d.push(
        Diagnostic::new(codes::NO_INPUT, star.name_span, format!("nothing drives the north star `{}`", star.name))
            .here("no `input` drives it")
            .why("nobody can work on the north star itself")
            .help(help),
    );
}
