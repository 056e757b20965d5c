//! NS207: a path that could mean two things.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `ambiguous-path`
pub static RULE: Rule = Rule {
    code: codes::AMBIGUOUS_PATH,
    summary: "A path that could mean two things",
    explanation:
        "Two references of this source lead to the same other source, and the path names that source instead of a link: it could
go over either. (The same is said of `per day` over a source that has a column `day`.)

northstar does not take the first one: the guest's country and the host's country are both right answers, to different
questions. Write the link whose row you mean, `guest.country` or `host.country`.",
    bad: r#"source people {
  table: analytics.dim_people

  person_id  integer  key
  country    text
}

source reviews {
  table: analytics.fct_reviews

  review_id   integer    key
  written_at  timestamp  time
  guest_id    integer    references people as guest
  host_id     integer    references people as host
}

outcome reviews_from_abroad {
  title:       "Reviews from abroad"
  description: "Reviews by people outside France."
  value:       count(*) from reviews where people.country != 'FR'
}
"#,
    good: r#"source people {
  table: analytics.dim_people

  person_id  integer  key
  country    text
}

source reviews {
  table: analytics.fct_reviews

  review_id   integer    key
  written_at  timestamp  time
  guest_id    integer    references people as guest
  host_id     integer    references people as host
}

outcome reviews_from_abroad {
  title:       "Reviews from abroad"
  description: "Reviews by guests of another country than their host's."
  value:       count(*) from reviews where guest.country != host.country
}
"#,
    frame: Frame::Project,
    check: None,
};
