//! NS207: a path that could go over two links.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `ambiguous-path`
pub static RULE: Rule = Rule {
    code: codes::AMBIGUOUS_PATH,
    summary: "A path that could go over two links",
    explanation:
        "Two references lead to the same source and have the same name, so a path through that name could mean either. A link
without `as` is named like its source.

northstar does not take the first one: the guest's country and the host's country are both right answers, to different
questions. Give each link a name that says its part: `as guest`, `as host`.",
    bad: r#"source people {
  table: analytics.dim_people

  person_id  integer  key
  country    text
}

source reviews {
  table: analytics.fct_reviews

  review_id   integer    key
  written_at  timestamp  time
  guest_id    integer    references people
  host_id     integer    references people
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
