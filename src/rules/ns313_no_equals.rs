//! NS313: a north star without an exact identity.

use super::framework::{beside, the_star};
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Definition, Metric, Role};

/// `no-equals`
pub static RULE: Rule = Rule {
    code: codes::NO_EQUALS,
    summary: "A north star without an exact identity",
    explanation: r#"`equals` says what the north star is made of, exactly: nights are bookings times nights per booking. northstar tests the
identity on the data and splits each change of the north star into the shares of its parts, without a remainder.

Without it, "why did it fall?" is answered by whoever has the best story. `drives` does not do this: it states a belief
about causes, and beliefs do not add up to a hundred percent."#,
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
    let Some((id, star)) = the_star(project).filter(|(_, star)| star.lacks("equals")) else { return };
    let help = match &star.definition {
        Definition::Derived(_) => format!("write `equals: {}`", star.definition_text),
        _ => {
            let fits = |other: &Metric| matches!(other.role, Role::Input | Role::Metric);
            let product = beside(project, id, |other| fits(other)).into_iter().find_map(|factor| {
                let factor = project.metrics.values().find(|metric| format!("`{}`", metric.name) == factor)?;
                let rest = star.unit.per(&factor.unit);
                let other = project.metrics.values().find(|other| fits(other) && !other.broken && other.unit == rest)?;
                (other.name != factor.name && other.name != star.name).then(|| format!("{} * {}", factor.name, other.name))
            });
            match product {
                Some(product) => format!("if that is what it is made of, write `equals: {product}`"),
                None => "write it as arithmetic over metrics: `equals: how_many * how_much_each`".to_owned(),
            }
        }
    };
    d.push(
        Diagnostic::new(codes::NO_EQUALS, star.name_span, format!("nothing explains the changes of `{}` exactly", star.name))
            .here("has no `equals`")
            .why("\"why did it fall?\" is then answered by whoever has the best story")
            .help(help),
    );
}
