//! NS505: retention or churn as north star.

use super::choice::{Choice, Core, Kind, filtered_columns, is_ratio, report, selected};
use super::framework::meant;
use super::lexicon::{RETENTION, has};
use super::{Frame, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::metric::{Definition, GrowthPart, MetricLeaf, TimeAxis};

/// `lagging-outcome`
pub static RULE: Rule = Rule {
    code: codes::LAGGING_OUTCOME,
    summary: "Retention or churn as north star",
    explanation: r#"Whether customers stay is decided long before they leave. Retention after four weeks is known after four weeks, churn
when the contract ends; a team that moves it learns so when the quarter is over. Playbooks therefore steer by what
customers *do*, and keep retention beside revenue as what that leads to.

It warns at `retention(…)`, `retained(…)` and `churned(…)`, and at a ratio or a count that is called retention, churn,
renewal, NRR or GRR (a count only where its source, its filter or its date says so, too). As an input, say of a first
week, retention is fine.

A mature company may steer by it: write `stage: mature` and say why in `because`."#,
    bad: r#"north_star nights_booked {
  title:       "Hosts retained"
  description: "Places that are booked again in the fifth week."
  value:       retention(bookings_made to bookings_made on listing_id after 4 weeks)
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  leads:       gross_booking_value by 2 to 8 weeks
  allow:       no-equals because "it is counted as a whole"
}
"#,
    good: r#"outcome host_retention {
  title:       "Hosts retained"
  description: "Places that are booked again in the fifth week."
  value:       retention(bookings_made to bookings_made on listing_id after 4 weeks)
}
"#,
    frame: Frame::Project,
    check: Some(|project, context, d| report(codes::LAGGING_OUTCOME, project, context, d)),
};

pub(super) fn find(choice: &Choice) -> Option<Diagnostic> {
    let says = |core: &Core| choice.word_of(&RETENTION, core).is_some() && is_about_leaving(choice, core);
    let lags = is_form(choice) || (is_ratio(choice.project, choice.id) && choice.word(&RETENTION).is_some()) || choice.all(says);
    if !lags || choice.is_mature() {
        return None;
    }
    Some(
        choice
            .finding(codes::LAGGING_OUTCOME, format!("the north star `{}` is about who stays or leaves", choice.metric.name))
            .here("known when it is decided")
            .why("what makes customers stay or leave happens long before, and a team learns too late what worked")
            .help(choice.outcome_help()),
    )
}

/// Whether the language's own forms say it, and it is not the whole of growth accounting put together.
fn is_form(choice: &Choice) -> bool {
    let meant = &choice.project.metrics[meant(choice.project, choice.id)];
    let Definition::Derived(expr) = &meant.definition else { return false };
    let leaves = expr.leaves();
    let part = |leaf: &MetricLeaf, part| matches!(leaf, MetricLeaf::GrowthAccounting(found, _) if *found == part);
    let whole = leaves.iter().any(|leaf| part(leaf, GrowthPart::New) || part(leaf, GrowthPart::Resurrected));
    let stays = |leaf: &MetricLeaf| {
        matches!(leaf, MetricLeaf::Retention(_)) || part(leaf, GrowthPart::Retained) || part(leaf, GrowthPart::Churned)
    };
    !whole && leaves.into_iter().any(stays)
}

/// Whether the rows of a count say themselves that somebody stays or leaves.
fn is_about_leaving(choice: &Choice, core: &Core) -> bool {
    let time = match core.measure.time {
        TimeAxis::Column(column) => vec![core.source.column(column).name.as_str()],
        TimeAxis::Interval(..) => Vec::new(),
    };
    let columns = filtered_columns(choice.project, core).into_iter().map(|column| column.name.as_str());
    let mut texts = std::iter::once(core.source.name.as_str()).chain(time).chain(columns).chain(selected(core));
    core.kind != Kind::Statistic && texts.any(|text| has(RETENTION.words, text))
}
