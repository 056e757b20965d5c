//! NS402: a north star that no one reviews.

use super::framework::review_help;
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::Role;

/// `no-review`
pub static RULE: Rule = Rule {
    code: codes::NO_REVIEW,
    summary: "A north star that no one reviews",
    explanation:
        "A figure works only through the meeting in which it is looked at. Without one, a decline is found in the quarterly
report, two months after the week in which something broke.

Give it a `cadence`, or one of `weekly`, `monthly`, `quarterly`, `yearly`. A north star is usually looked at each week;
whether it is still the right one is another question, asked each year (`revisit`).",
    bad: r#"north_star nights_booked {
  title:       "Nights booked"
  description: "A night booked is value for a guest and income for a host."
  value:       sum(nights) from bookings where status = 'confirmed'
  unit:        night
  dimensions:  listing.city
  owner:       marketplace
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
    for (_, star) in project.metrics_of(Role::NorthStar).filter(|(_, star)| star.lacks("review")) {
        d.push(
            Diagnostic::new(codes::NO_REVIEW, star.name_span, format!("no one reviews the north star `{}`", star.name))
                .here("in which meeting is it looked at?")
                .why("without one, a decline is found in the quarterly report")
                .help(review_help(project)),
        );
    }
}
