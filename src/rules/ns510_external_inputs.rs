//! NS510: only inputs that come from outside.

use super::choice::{Choice, is_tagged, report, sources_of};
use super::framework::all_known;
use super::{Frame, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::metric::{Metric, Role};
use crate::model::{Id, Project};

/// `external-inputs`
pub static RULE: Rule = Rule {
    code: codes::EXTERNAL_INPUTS,
    summary: "Only inputs that come from outside",
    explanation: r#"Weather, holidays, prices of others and the growth of a market may explain much of a north star, and nobody in the
company moves them. If every input is of that kind, the tree explains the past and leaves nothing to do.

An input comes from outside where all sources that it reads have `tags: external`, or it has that tag itself, and no
other kind of input drives it. It warns where all inputs that drive a metric come from outside.

Keep what is worth knowing, and add what a team can move."#,
    bad: r#"source days {
  table: public_data.days
  tags:  external

  day              date     key time
  pupils_on_leave  integer  unit pupil
  hours_of_sun     integer  unit hour
}

input pupils_on_leave {
  title:       "Pupils on leave"
  description: "Pupils who have holidays."
  drives:      nights_booked
  value:       sum(pupils_on_leave) from days
  unit:        pupil
  owner:       marketplace
  review:      weekly_review
}

input sunny_hours {
  title:       "Sunny hours"
  description: "How long the sun shone."
  drives:      nights_booked
  value:       sum(hours_of_sun) from days
  unit:        hour
  owner:       supply
  review:      weekly_review
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
  leads:       gross_booking_value by 2 to 8 weeks
  allow:       no-equals because "it is counted as a whole"
}
"#,
    good: r#"source days {
  table: public_data.days
  tags:  external

  day              date     key time
  pupils_on_leave  integer  unit pupil
  hours_of_sun     integer  unit hour
}

team planning { title: "Planning"  contact: "planning@stays.example" }

input sunny_hours {
  title:       "Sunny hours"
  description: "How long the sun shone."
  drives:      nights_booked
  value:       sum(hours_of_sun) from days
  unit:        hour
  owner:       planning
  review:      weekly_review
}
"#,
    frame: Frame::Without(&["bookings_made", "nights_per_booking"]),
    check: Some(|project, context, d| report(codes::EXTERNAL_INPUTS, project, context, d)),
};

pub(super) fn find(choice: &Choice) -> Option<Diagnostic> {
    let project = choice.project;
    if !all_known(project, Role::Input) || !is_outside(project, choice.id, choice.metric) {
        return None;
    }
    choice.metric.drives.iter().find_map(|(driven, place)| {
        let drivers: Vec<_> = drivers(project, *driven).collect();
        let first = drivers.first().is_some_and(|(id, _)| *id == choice.id);
        let target = &project.metrics[*driven];
        let all = || drivers.iter().all(|(id, input)| is_outside(project, *id, input));
        if !first || is_tagged_outside(project, *driven, target) || !all() {
            return None;
        }
        let message = format!("all inputs that drive `{}` come from outside", target.name);
        let mut finding = Diagnostic::new(codes::EXTERNAL_INPUTS, *place, message).here("nobody here can move it");
        for (_, other) in drivers.iter().skip(1) {
            let place = other.drives.iter().find(|(id, _)| id == driven).map_or(other.name_span, |(_, place)| *place);
            finding = finding.label(place, format!("nor `{}`", other.name));
        }
        Some(
            finding
                .why("the tree explains what happened and leaves nothing to do")
                .help(format!("declare an `input` that a team can move, with `drives: {}`", target.name)),
        )
    })
}

/// The inputs that drive a metric.
fn drivers(project: &Project, driven: Id<Metric>) -> impl Iterator<Item = (Id<Metric>, &Metric)> {
    let drives = move |input: &Metric| input.drives.iter().any(|(id, _)| *id == driven);
    project.metrics_of(Role::Input).filter(move |(_, input)| drives(input))
}

/// Whether an input comes from outside, and nothing that a team can move drives it.
fn is_outside(project: &Project, id: Id<Metric>, input: &Metric) -> bool {
    is_tagged_outside(project, id, input) && drivers(project, id).all(|(id, driver)| is_tagged_outside(project, id, driver))
}

fn is_tagged_outside(project: &Project, id: Id<Metric>, metric: &Metric) -> bool {
    const TAGS: &[&str] = &["external"];
    // Most projects have no such source; then nothing of what a long chain of metrics reads need be looked at.
    let some = project.sources.values().any(|source| is_tagged(&source.tags, TAGS));
    let read = || {
        let sources = sources_of(project, id);
        !sources.is_empty() && sources.iter().all(|(_, source)| is_tagged(&source.tags, TAGS))
    };
    is_tagged(&metric.tags, TAGS) || some && read()
}
