//! NS501: a north star that can only grow.

use super::choice::{Choice, Core, Kind, has_currency, is_qualified, may_end, report};
use super::lexicon::CUMULATIVE;
use super::{Frame, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::metric::Window;

/// `vanity-metric`
pub static RULE: Rule = Rule {
    code: codes::VANITY_METRIC,
    summary: "A north star that can only grow",
    explanation: r#"A figure over all time adds every period to all before it. It rises in the worst week as well, only a little more
slowly, so that a year of decline looks like a year of growth. Lean Analytics (Croll and Yoskovitz) takes "total
signups", and even "total active users", as the first examples of a vanity metric: what cannot fall cannot tell.

Structure decides: counts and distinct counts with `window: all time` warn whatever they are called, and so do sums, but
for money and differences, which can be a balance that falls. A count of what may end again (`where closed_at is null`,
`where is_active`) is fine. A `snapshot` warns where nothing is asked of its rows and the name says `registered`,
`total`, `lifetime` and the like.

Count what happens in the period: those who did something in it."#,
    bad: r#"north_star nights_booked {
  title:       "Listings ever booked"
  description: "Places where anybody ever stayed."
  value:       count(distinct listing_id) from bookings where status = 'confirmed'
  window:      all time
  unit:        listing
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
    good: r#"north_star nights_booked {
  title:       "Listings booked"
  description: "Places where somebody booked a stay this week."
  value:       count(distinct listing_id) from bookings where status = 'confirmed'
  unit:        listing
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
    check: Some(|project, context, d| report(codes::VANITY_METRIC, project, context, d)),
};

pub(super) fn find(choice: &Choice) -> Option<Diagnostic> {
    let star = choice.metric;
    let all_time = choice.all(|core| star.window.or(core.metric.window) == Some(Window::AllTime) && only_grows(choice, core));
    if !all_time && !choice.all(|core| is_pile(choice, core)) {
        return None;
    }
    let grain = star.grain.name();
    let (place, help) = if all_time && star.properties.contains_key("window") {
        let narrowed = format!("remove `window: all time`, so that each {grain} counts only what happened in it");
        ("window", narrowed)
    } else {
        let what = format!("`value: count(distinct KEY) from EVENTS where …`, those who did something in the {grain}");
        ("value", format!("count what happens in the {grain}: {what}"))
    };
    let message = format!("the north star `{}` can only grow", star.name);
    let here = format!("each {grain} is added to all before it");
    let mut finding = Diagnostic::new(codes::VANITY_METRIC, star.place(place), message).here(here);
    let windows = choice.cores.iter().filter(|core| core.metric.name != star.name);
    for window in windows.filter_map(|core| core.metric.properties.get("window")) {
        finding = finding.label(*window, "of all time");
    }
    let why = "what rises in the worst week, too, cannot tell whether things go well";
    Some(finding.why(why).help(help))
}

/// Whether rows can only add to it: counts do; of sums, those that are not a balance.
fn only_grows(choice: &Choice, core: &Core) -> bool {
    let grows = match core.kind {
        Kind::Rows | Kind::Distinct => true,
        Kind::Sum => choice.word_of(&CUMULATIVE, core).is_some() || !(core.metric.signed || has_currency(&core.metric.unit)),
        Kind::Statistic => false,
    };
    grows && !core.averaged && !may_end(choice.project, core)
}

/// Whether it is the level of all that was ever made, nothing asked of it.
fn is_pile(choice: &Choice, core: &Core) -> bool {
    let is_level = core.metric.snapshot.is_some() && !is_qualified(choice.project, core, "");
    // A total of seats or of money may fall; one of rows that nobody takes away does not.
    let total = ["total"];
    let says = |word: String| matches!(core.kind, Kind::Rows | Kind::Distinct) || !total.contains(&word.as_str());
    is_level && choice.word_of(&CUMULATIVE, core).is_some_and(says)
}
