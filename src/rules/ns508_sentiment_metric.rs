//! NS508: an opinion as north star.

use super::choice::{Choice, is_kind, report};
use super::lexicon::{SENTIMENT, SURVEY, has};
use super::{Frame, Rule};
use crate::diagnostic::{Diagnostic, codes};

/// `sentiment-metric`
pub static RULE: Rule = Rule {
    code: codes::SENTIMENT_METRIC,
    summary: "An opinion as north star",
    explanation: r#"NPS, CSAT and other scores are answers of those who answered, on the day they were asked. They move with who is asked,
when and how, say little about what to do, and are easily raised by asking at the right moment. Customers who leave
often answered kindly.

It warns where every row comes from a survey (a source with one of the tags `survey` and `feedback`, or called
`surveys`, `nps_answers` …) and a name or column says NPS, CSAT, CES or satisfaction, whatever is computed from them.

Measure what customers do, and let the opinion be a counter: it is good at showing that a north star is being raised at
their expense."#,
    bad: r#"source surveys {
  table: app.surveys

  survey_id    integer    key
  answered_at  timestamp  time
  score        integer
  listing_id   integer    references listings as listing
}

north_star nights_booked {
  title:       "Guest satisfaction"
  description: "How guests liked their stay."
  value:       avg(score) from surveys
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
    good: r#"source surveys {
  table: app.surveys

  survey_id    integer    key
  answered_at  timestamp  time
  score        integer
  listing_id   integer    references listings as listing
}

counter guest_satisfaction {
  title:       "Guest satisfaction"
  description: "How guests liked their stay."
  guards:      nights_booked
  value:       avg(score) from surveys
  limit:       at least 8
  owner:       supply
  review:      weekly_review
}
"#,
    frame: Frame::Project,
    check: Some(|project, context, d| report(codes::SENTIMENT_METRIC, project, context, d)),
};

pub(super) fn find(choice: &Choice) -> Option<Diagnostic> {
    let sources = choice.sources();
    let asked = !sources.is_empty() && sources.iter().all(|(_, source)| is_kind(source, &["survey", "feedback"], SURVEY));
    let read = || choice.cores.iter().any(|core| choice.word_of(&SENTIMENT, core).is_some());
    let named = || sources.iter().any(|(_, source)| has(SENTIMENT.words, &source.name));
    if !asked || !(choice.word(&SENTIMENT).is_some() || read() || named()) {
        return None;
    }
    let star = &choice.metric.name;
    Some(
        choice
            .finding(codes::SENTIMENT_METRIC, format!("the north star `{star}` is an opinion of those who answered"))
            .here("answers, not deeds")
            .why("it moves with who is asked, when and how, and does not say what to do")
            .help(format!(
                "declare it as `counter {star}` with `guards` and a `limit: at least …`, and as north star what customers do"
            )),
    )
}
