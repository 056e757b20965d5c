//! NS506: a north star that counts whoever did anything.

use super::choice::{Choice, Core, Kind, is_qualified, report, selected};
use super::lexicon::{ACTIVITY, ANY_EVENT, OPENING, has};
use super::{Frame, Rule};
use crate::diagnostic::{Diagnostic, codes};

/// `empty-activity`
pub static RULE: Rule = Rule {
    code: codes::EMPTY_ACTIVITY,
    summary: "A north star that counts whoever did anything",
    explanation: r#"Daily, weekly or monthly active users, where any event makes one active: who opened the app by mistake, who looked for
the way to cancel and who was fetched by a notification all count like somebody who got what they came for. Amplitude's
own star began as such a figure, and was changed because "active" proved to say too little.

It warns where distinct actors are counted over a source of any events, or of logins, sessions and starts (`events`,
`activity`, `usage`, `logins`, `app_opens` …), nothing is asked of the rows, and the metric is called DAU, WAU, MAU or
active users, or the source or the value that selects its rows login, session or app open. A source of one action, such
as `messages`, is a core action by itself.

Name the core action: `where event = 'booking_confirmed'`, or `having count(*) filter (where …) >= 3`. Where any use is
the value, write `tags: value_moment` in the source."#,
    bad: r#"source events {
  table: app.events

  event_id     integer    key
  happened_at  timestamp  time
  guest_id     integer
  event        text
  listing_id   integer    nullable references listings as listing
}

north_star nights_booked {
  title:       "Weekly active users"
  description: "People who used the site."
  value:       count(distinct guest_id) from events
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
    good: r#"source events {
  table: app.events

  event_id     integer    key
  happened_at  timestamp  time
  guest_id     integer
  event        text
  listing_id   integer    nullable references listings as listing
}

north_star nights_booked {
  title:       "Weekly booking guests"
  description: "People who confirmed a booking."
  value:       count(distinct guest_id) from events where event = 'booking_confirmed'
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
    check: Some(|project, context, d| report(codes::EMPTY_ACTIVITY, project, context, d)),
};

pub(super) fn find(choice: &Choice) -> Option<Diagnostic> {
    let about = [ACTIVITY.words, OPENING].join(" ");
    let empty = |core: &Core| {
        core.kind == Kind::Distinct
            && is_any_event(core)
            && choice.word_of(&ACTIVITY, core).is_some()
            && !is_qualified(choice.project, core, &about)
    };
    if !choice.all(empty) || choice.is_value_moment() {
        return None;
    }
    let source = choice.cores.first().map_or("…", |core| core.source.name.as_str());
    let star = &choice.metric.name;
    Some(
        choice
            .finding(codes::EMPTY_ACTIVITY, format!("the north star `{star}` counts whoever did anything at all"))
            .here(format!("any such row of `{source}` makes one active"))
            .why("who looked for the way to cancel counts like somebody who got what they came for")
            .help(format!("name the core action, {}; {}", choice.narrowed(ACTIVITY.words), choice.value_moment_help())),
    )
}

fn is_any_event(core: &Core) -> bool {
    has(ANY_EVENT, &core.source.name) || selected(core).into_iter().any(|text| has(ACTIVITY.words, text))
}
