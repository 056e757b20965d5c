//! NS301: a project without a north star.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::Role;

/// `no-north-star`
pub static RULE: Rule = Rule {
    code: codes::NO_NORTH_STAR,
    summary: "A project without a north star",
    explanation:
        "A project has one metric that says whether the company delivers the value it exists for. Without it there are only
figures: each team optimises the one nearest to it, and a trade-off between two of them is settled by rank.

Choose what a customer would call value received, measured when it is received: nights booked, not visits; teams that
finish projects, not teams that sign up. It should come before revenue, and every team should have a way to move it.",
    bad: r#"source payments {
  table: analytics.fct_payments

  payment_id  integer        key
  paid_at     timestamp      time
  amount      decimal(12,2)  unit usd
}

outcome revenue {
  title:       "Revenue"
  description: "What customers pay."
  value:       sum(amount) from payments
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
    frame: Frame::Alone,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    if project.broken || project.metrics_of(Role::NorthStar).next().is_some() {
        return;
    }
    d.push(
        Diagnostic::global(codes::NO_NORTH_STAR, "this project has no north star")
            .why("without one metric that decides, every trade-off is settled by rank")
            .help("declare what customers get, measured when they get it: `north_star NAME { value: … }`"),
    );
}
