//! NS503: a north star that counts arrivals.

use super::choice::{Choice, Core, Kind, filtered_columns, is_qualified, report, selected};
use super::framework::meant;
use super::lexicon::{ACQUISITION, ARRIVAL, has};
use super::{Frame, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::metric::{Definition, GrowthPart, MetricLeaf, TimeAxis, Window};

/// `acquisition-metric`
pub static RULE: Rule = Rule {
    code: codes::ACQUISITION_METRIC,
    summary: "A north star that counts arrivals",
    explanation: r#"Signups, leads, new customers and logos won count a beginning. They rise with the marketing budget, also where everybody
leaves again after a day. What a customer came for happens later, and only that comes back as revenue and
recommendation.

It warns where a north star counts rows that are dated or selected by an arrival (`created_at`, `signed_up_at`,
`event = 'signup'`, `stage = 'won'`), asks nothing more of them, and is called after it: `signups`, `registrations`,
`new_users`, `leads`, `logos`, `customer_count`, `jobs_posted`. `new(…)` is an arrival by itself. Arrivals are a good
input.

Count those who arrived *and* got what they came for (`where first_stay_on is not null`), or who got it this week.
`tags: value_moment` in the source says that the arrival is what customers pay for."#,
    bad: r#"source guests {
  table: analytics.dim_guests

  guest_id       integer    key
  signed_up_at   timestamp  time
  first_stay_on  date       nullable
  listing_id     integer    nullable references listings as listing
}

north_star nights_booked {
  title:       "Guests signed up"
  description: "People who opened an account."
  value:       count(*) from guests
  unit:        guest
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
    good: r#"source guests {
  table: analytics.dim_guests

  guest_id       integer    key
  signed_up_at   timestamp  time
  first_stay_on  date       nullable
  listing_id     integer    nullable references listings as listing
}

north_star nights_booked {
  title:       "Guests with a first stay"
  description: "People who stayed somewhere for the first time."
  value:       count(distinct guest_id) from guests where first_stay_on is not null
  time:        first_stay_on
  unit:        guest
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
    frame: Frame::Project,
    check: Some(|project, context, d| report(codes::ACQUISITION_METRIC, project, context, d)),
};

pub(super) fn find(choice: &Choice) -> Option<Diagnostic> {
    let arrivals = choice.all(|core| counts_arrivals(choice, core)) || is_new(choice);
    if !arrivals || choice.is_value_moment() {
        return None;
    }
    let star = &choice.metric.name;
    let help = if choice.cores.is_empty() {
        format!("make it an `input` with `drives`, and count all who get what they came for as north star, not `{star}`")
    } else {
        format!(
            "count those who got what they came for, {}, or make it an `input`; {}",
            choice.narrowed(ACQUISITION.words),
            choice.value_moment_help()
        )
    };
    Some(
        choice
            .finding(codes::ACQUISITION_METRIC, format!("the north star `{star}` counts arrivals, not what they came for"))
            .here("counts whoever begins, also those who leave the next day")
            .why("it rises with the marketing budget while customers may get nothing")
            .help(help),
    )
}

/// Whether rows are counted that begin something, and nothing more is asked of them.
fn counts_arrivals(choice: &Choice, core: &Core) -> bool {
    let plain = core.metric.window != Some(Window::AllTime) && core.metric.snapshot.is_none();
    let about = [ACQUISITION.words, ARRIVAL].join(" ");
    let begins = match core.kind {
        Kind::Rows | Kind::Distinct => is_dated_by_arrival(core) || is_selected_by_arrival(choice, core, &about),
        Kind::Sum => choice.value_columns(core).into_iter().any(|column| has(ACQUISITION.words, column)),
        Kind::Statistic => false,
    };
    plain && begins && choice.word_of(&ACQUISITION, core).is_some() && !is_qualified(choice.project, core, &about)
}

fn is_dated_by_arrival(core: &Core) -> bool {
    let TimeAxis::Column(column) = core.measure.time else { return false };
    has(ARRIVAL, &core.source.column(column).name) || has(ACQUISITION.words, &core.source.name)
}

fn is_selected_by_arrival(choice: &Choice, core: &Core, about: &str) -> bool {
    let columns = filtered_columns(choice.project, core);
    selected(core).into_iter().any(|text| has(about, text)) || columns.iter().any(|column| has(about, &column.name))
}

/// `new(m)`, whatever it is called.
fn is_new(choice: &Choice) -> bool {
    let meant = &choice.project.metrics[meant(choice.project, choice.id)];
    let Definition::Derived(expr) = &meant.definition else { return false };
    matches!(expr.leaf(), Some(MetricLeaf::GrowthAccounting(GrowthPart::New, _)))
}
