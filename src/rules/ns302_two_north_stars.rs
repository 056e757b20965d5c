//! NS302: more than one north star.

use super::framework::{count, north_stars};
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;

/// `two-north-stars`
pub static RULE: Rule = Rule {
    code: codes::TWO_NORTH_STARS,
    summary: "More than one north star",
    explanation:
        "A north star settles trade-offs. Two of them cannot: sooner or later one rises while the other falls, and each half of
the company is right by its own. This rule cannot be allowed away, because a framework with two north stars is one
without.

One of them is usually a cause or a consequence of the other. Make the cause an `input` that `drives` the north star,
and the consequence an `outcome` that it `leads`. A company with several products of their own has several projects,
each with one.",
    bad: r#"north_star nights_confirmed {
  title:       "Nights confirmed"
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

north_star nights_booked {
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
    let stars = north_stars(project);
    let [(_, first), (_, second), others @ ..] = stars.as_slice() else { return };
    let message = format!("this project has {} north stars", count(stars.len()));
    let mut finding = Diagnostic::new(codes::TWO_NORTH_STARS, second.name_span, message).here("second one");
    finding = finding.label(first.name_span, "first one");
    for (_, other) in others {
        finding = finding.label(other.name_span, "another one");
    }
    let with = if others.is_empty() { "two" } else { "several" };
    d.push(
        finding
            .why(format!("with {with}, no trade-off between them can be settled"))
            .help("make one an `input` that `drives` the other, or an `outcome` that it `leads`"),
    );
}
