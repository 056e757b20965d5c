//! NS406: a north star whose yearly question is due.

use super::framework::next_revisit;
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::Role;

/// `revisit-due`
pub static RULE: Rule = Rule {
    code: codes::REVISIT_DUE,
    summary: "A north star whose yearly question is due",
    explanation:
        "`revisit: every 1 year` says how often the team asks whether this is still the right metric, and `reviewed` when it last
did. That date has passed. Strategies change, and the metric that was right for finding a market is rarely right for
keeping it.

Hold the review. Then write its date, whether or not the answer was to keep the metric: `reviewed: 2026-07-06`. The day
that counts is today, or the one of `--as-of`, so that an old commit can be checked as it was.",
    bad: r#"north_star nights_booked {
  title:       "Nights booked"
  description: "A night booked is value for a guest and income for a host."
  value:       sum(nights) from bookings where status = 'confirmed'
  unit:        night
  dimensions:  listing.city
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2024-07-01
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

fn check(project: &Project, context: &Context, d: &mut Diagnostics) {
    for (_, star) in project.metrics_of(Role::NorthStar) {
        let Some((last, due)) = next_revisit(star).filter(|(_, due)| *due <= context.as_of) else { continue };
        let (property, done) = if star.reviewed.is_some() { ("reviewed", "last reviewed") } else { ("adopted", "adopted") };
        let message = format!("whether `{}` is still the right north star was to be asked by {due}", star.name);
        d.push(
            Diagnostic::new(codes::REVISIT_DUE, star.place("revisit"), message)
                .here(format!("due on {due}"))
                .label(star.place(property), format!("{done} on {last}"))
                .why("the metric that was right for finding a market is rarely right for keeping it")
                .help(format!("hold the review, and write its day: `reviewed: {}`", context.as_of)),
        );
    }
}
