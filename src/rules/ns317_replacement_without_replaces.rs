//! NS317: a north star that is being retired with no successor named.

use super::framework::{beside, the_star};
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Role, Status};

/// `replacement-without-replaces`
pub static RULE: Rule = Rule {
    code: codes::REPLACEMENT_WITHOUT_REPLACES,
    summary: "A north star that is being retired with no successor named",
    explanation:
        "The north star is marked `deprecated`, and no metric says that it `replaces` it. Between two north stars there is a time
with both: the new one is computed and compared, and the old one still decides. That time needs an end that everyone can
see.

Declare the successor as a draft, `status: draft` with `replaces: nights_booked`, and let the two run side by side.
Changing the north star often is worse than a slightly wrong one: no team can learn from a target that moves.",
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
  leads:       gross_booking_value by 2 to 8 weeks
  status:      deprecated
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
  status:      deprecated
}

metric nights_stayed {
  title:       "Nights stayed"
  description: "Nights that were booked and not cancelled."
  value:       sum(nights) from bookings where status = 'confirmed' and nights > 0
  unit:        night
  status:      draft
  replaces:    nights_booked
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let Some((id, star)) = the_star(project).filter(|(_, star)| star.status == Status::Deprecated) else { return };
    let replaced = project.metrics.values().any(|metric| metric.replaces.iter().any(|(name, _)| *name == star.name));
    if replaced || project.broken {
        return;
    }
    let replaces = format!("`status: draft` and `replaces: {}`", star.name);
    let drafts = beside(project, id, |other| other.status == Status::Draft && other.role == Role::Metric);
    let help = match drafts.first() {
        Some(draft) => format!("if {draft} is the next one, add `replaces: {}` to it", star.name),
        None => format!("declare the next one as a `metric` with {replaces}"),
    };
    let message = format!("the north star `{}` is on its way out, and nothing replaces it", star.name);
    d.push(
        Diagnostic::new(codes::REPLACEMENT_WITHOUT_REPLACES, star.place("status"), message)
            .here("what comes after it?")
            .why("until a successor runs beside it, the old one still decides")
            .help(help),
    );
}
