//! NS606: a claim that falls due before there is anything to judge it by.

use super::framework::{next_revisit, span_of, whole_periods};
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Lead, Metric};
use jiff::civil::Date;

/// `too-little-evidence`
pub static RULE: Rule = Rule {
    code: codes::TOO_LITTLE_EVIDENCE,
    summary: "Fewer than twelve periods can exist before the claim falls due",
    explanation:
        "Whether the north star leads its outcome is judged by comparing their changes from period to period, and with fewer than
twelve pairs chance alone gives correlations that look convincing. The first published period (`calendar.start`), the length
of the claimed lead and the day of the next `revisit` leave fewer than that here: when the question is asked, the answer will
be `insufficient`.

Publish more of the past, show the metric at a finer `grain`, or ask later. Where none of that is possible, say so with
`allow` and its reason.",
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
  revisit:     every 8 weeks
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
    frame: Frame::Settings("[calendar]\nstart = 2026-06-01\n"),
    check: Some(check),
};

/// With fewer pairs, the correlation that chance alone gives is about 0.7 one time in a hundred.
const PAIRS: u32 = 12;

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let Some(start) = project.calendar.start else { return };
    for metric in project.metrics.values() {
        let Some((_, due)) = next_revisit(metric) else { continue };
        for lead in &metric.leads {
            let outcome = &project.metrics[lead.outcome];
            let grain = metric.grain.max(outcome.grain);
            let last = span_of(lead.low, lead.unit).and_then(|span| due.checked_sub(span).ok());
            let pairs = last.map(|last| whole_periods(grain, start, last).unwrap_or(0));
            if let Some(pairs) = pairs.filter(|pairs| *pairs < PAIRS && !outcome.broken) {
                d.push(finding(metric, lead, (start, due), format!("{pairs} {}s", grain.name())));
            }
        }
    }
}

fn finding(metric: &Metric, lead: &Lead, (start, due): (Date, Date), pairs: String) -> Diagnostic {
    let message = format!("what `{}` leads can be judged by {pairs} only when the question falls due", metric.name);
    Diagnostic::new(codes::TOO_LITTLE_EVIDENCE, lead.span, message)
        .here(format!("published from {start} on, due on {due}"))
        .label(metric.place("revisit"), format!("asked again on {due}"))
        .why("fewer than twelve pairs of periods look convincing by chance")
        .help("set `calendar.start` earlier, take a finer `grain`, or `revisit` later")
}
