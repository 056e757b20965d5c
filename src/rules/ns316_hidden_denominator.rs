//! NS316: a ratio as north star whose denominator is no metric.

use super::framework::the_star;
use super::meaning::Meanings;
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::expr::{Arithmetic, Node};
use crate::model::metric::{AggregateExpr, Definition};

/// `hidden-denominator`
pub static RULE: Rule = Rule {
    code: codes::HIDDEN_DENOMINATOR,
    summary: "A ratio as north star whose denominator is no metric",
    explanation:
        "A ratio rises when its numerator rises, and also when its denominator falls. Nights per booked listing goes up if half
of the hosts give up. Who sees the ratio only will celebrate.

Declare the denominator as a metric of its own, so that it stands beside the ratio on every page and in every
explanation of a change. Often a volume is the better north star, and the ratio its counter.",
    bad: r#"north_star nights_booked {
  title:       "Nights per listing"
  description: "How many nights a booked listing earns its host."
  value:       sum(nights) / count(distinct listing_id) from bookings where status = 'confirmed'
  unit:        night / listing
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  equals:      nights_per_booking * bookings_per_listing
  leads:       gross_booking_value by 2 to 8 weeks
}

metric bookings_per_listing {
  value: count(*) / count(distinct listing_id) from bookings where status = 'confirmed'
  unit:  booking / listing
}
"#,
    good: r#"metric nights_sold {
  value: sum(nights) from bookings where status = 'confirmed'
  unit:  night
}

metric listings_booked {
  value: count(distinct listing_id) from bookings where status = 'confirmed'
  unit:  listing
}

north_star nights_booked {
  title:       "Nights per listing"
  description: "How many nights a booked listing earns its host."
  value:       nights_sold / listings_booked
  unit:        night / listing
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  equals:      nights_sold / listings_booked
  leads:       gross_booking_value by 2 to 8 weeks
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let Some((_, star)) = the_star(project) else { return };
    let Definition::Measure(measure) = &star.definition else { return };
    let Some(denominator) = denominator(&measure.expr) else { return };
    let mut meanings = Meanings::new(project);
    let form = meanings.part_of_measure(star, measure, denominator);
    let is_metric = project.metrics.ids().any(|other| meanings.of(other) == Some(form));
    if is_metric {
        return;
    }
    let source = &project.sources[measure.source].name;
    let help = format!(
        "declare both sides, `metric ABOVE {{ value: … from {source} }}` and `metric BELOW {{ value: … from {source} }}`, and \
         write `value: ABOVE / BELOW`"
    );
    let message = format!("the north star `{}` is a ratio whose denominator is no metric", star.name);
    d.push(
        Diagnostic::new(codes::HIDDEN_DENOMINATOR, star.place("value"), message)
            .here("also rises when what it is divided by falls")
            .why("who sees the ratio only will celebrate when half of the customers leave")
            .help(help),
    );
}

/// What a ratio is divided by, where that is not a constant.
fn denominator(expr: &AggregateExpr) -> Option<&AggregateExpr> {
    match &expr.node {
        Node::Arithmetic(Arithmetic::Divide, _, below) if !below.leaves().is_empty() => Some(below),
        Node::Negate(inner) | Node::Cast(inner) => denominator(inner),
        Node::Call(_, args) => args.first().and_then(denominator),
        _ => None,
    }
}
