//! NS502: a north star that counts attention.

use super::choice::{Choice, Core, Kind, is_qualified, is_tagged, report};
use super::lexicon::{ON_SITE, REACH, has};
use super::{Frame, Rule};
use crate::diagnostic::{Diagnostic, codes};

/// `reach-metric`
pub static RULE: Rule = Rule {
    code: codes::REACH_METRIC,
    summary: "A north star that counts attention",
    explanation: r#"Page views, impressions, downloads and followers can be bought. A campaign doubles them while nobody gets anything out
of it, and a page that is hard to use has more views than one that works. They belong to the eight vanity metrics of
Lean Analytics.

It warns where a count or distinct count asks nothing of its rows, and the metric, its source or the value that selects
them is called after attention (`page_views`, `visitors`, `installs` …), or the source has one of the tags `traffic`,
`social`, `app_store`, `web_analytics` and `web`. Sums and averages warn where a word stands in their name or column.
`bounce` and `time_on_site` count only on sources with such a tag: a listener's time is value, a visitor's may be a
search for the exit.

A condition that asks for more than presence clears it (`where asked_host`, `having count(*) >= 3`), as do names that
say so (`visits_with_purchase`); leaving robots out, or taking one country, does not. Where it is itself what customers
come for, as downloads are for a distributor, write `tags: value_moment` in the source (or the metric)."#,
    bad: r#"source page_views {
  table: web.page_views

  view_id     integer    key
  viewed_at   timestamp  time
  visitor_id  text
  asked_host  boolean
  listing_id  integer    references listings as listing
}

north_star nights_booked {
  title:       "Visitors"
  description: "People who looked at a place."
  value:       count(distinct visitor_id) from page_views
  unit:        visitor
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
    good: r#"source page_views {
  table: web.page_views

  view_id     integer    key
  viewed_at   timestamp  time
  visitor_id  text
  asked_host  boolean
  listing_id  integer    references listings as listing
}

north_star nights_booked {
  title:       "Interested guests"
  description: "People who asked a host about a place."
  value:       count(distinct visitor_id) from page_views where asked_host
  unit:        visitor
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
    check: Some(|project, context, d| report(codes::REACH_METRIC, project, context, d)),
};

/// The tags of sources that measure attention.
const TAGS: &[&str] = &["traffic", "social", "app_store", "web_analytics", "web"];

pub(super) fn find(choice: &Choice) -> Option<Diagnostic> {
    let is_reach = choice.all(|core| counts_attention(choice, core)) || is_on_site(choice);
    if !is_reach || choice.is_value_moment() {
        return None;
    }
    let message = format!("the north star `{}` counts attention, not what anybody gets", choice.metric.name);
    let narrowed = choice.narrowed(REACH.words);
    Some(
        choice
            .finding(codes::REACH_METRIC, message)
            .here("asks nothing of those who come")
            .why("a campaign can double it while nobody gets anything out of it")
            .help(format!("count those who did what they came for, {narrowed}; {}", choice.value_moment_help())),
    )
}

fn counts_attention(choice: &Choice, core: &Core) -> bool {
    let says = || choice.word_of(&REACH, core).is_some();
    let named = || choice.value_columns(core).into_iter().any(|column| has(REACH.words, column));
    let fits = match core.kind {
        Kind::Rows | Kind::Distinct => says() || is_tagged(&core.source.tags, TAGS),
        Kind::Sum => says(),
        Kind::Statistic => named(),
    };
    fits && !is_qualified(choice.project, core, REACH.words)
}

/// Whether it is how people behave on a site, as web analytics sees it.
fn is_on_site(choice: &Choice) -> bool {
    let sources = choice.sources();
    let measured = !sources.is_empty() && sources.iter().all(|(_, source)| is_tagged(&source.tags, TAGS));
    measured && choice.word(&ON_SITE).is_some()
}
