//! NS307: a counter that guards neither the north star nor an input.

use super::framework::north_stars;
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Metric, Role};

/// `counter-guards-nothing`
pub static RULE: Rule = Rule {
    code: codes::COUNTER_GUARDS_NOTHING,
    summary: "A counter that guards neither the north star nor an input",
    explanation:
        "A counter keeps the growth of another metric honest, so it must say which: the north star or one of its inputs. One that
guards nothing is not looked at when it is needed, at the moment someone reports that a figure is up.

Outcomes and plain metrics need no guard: nobody is asked to raise them directly. To watch a figure for its own sake,
declare a `metric`.",
    bad: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      gross_booking_value
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       supply
  review:      weekly_review
}
"#,
    good: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       supply
  review:      weekly_review
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let stars = north_stars(project);
    let help = match stars.first() {
        Some((_, star)) => format!("write `guards: {}`, or name an input", star.name),
        None => "name the north star or an input".to_owned(),
    };
    for (_, counter) in project.metrics_of(Role::Counter) {
        if counter.lacks("guards") {
            let message = format!("the counter `{}` guards nothing", counter.name);
            let finding = Diagnostic::new(codes::COUNTER_GUARDS_NOTHING, counter.name_span, message);
            d.push(finding.here("whose growth does it keep honest?").help(help.clone()));
        }
        guards(project, counter, &help, d);
    }
}

fn guards(project: &Project, counter: &Metric, help: &str, d: &mut Diagnostics) {
    for (guarded, span) in &counter.guards {
        let guarded = &project.metrics[*guarded];
        let what = match guarded.role {
            Role::NorthStar | Role::Input => continue,
            Role::Outcome => "an outcome",
            Role::Counter => "a counter itself",
            Role::Metric => "a metric without a role",
        };
        let message = format!("`{}` guards `{}`, which nobody is asked to raise", counter.name, guarded.name);
        d.push(
            Diagnostic::new(codes::COUNTER_GUARDS_NOTHING, *span, message)
                .here("neither the north star nor an input")
                .label(guarded.name_span, what)
                .help(help),
        );
    }
}
