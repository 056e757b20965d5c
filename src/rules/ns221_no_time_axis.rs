//! NS221: rows that nothing dates.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `no-time-axis`
pub static RULE: Rule = Rule {
    code: codes::NO_TIME_AXIS,
    summary: "Nothing dates the rows of a source that a metric reads",
    explanation:
        "Every value of a metric belongs to a period, so each row that it reads must say when it happened. A source without a
time axis leaves that open, and choosing a date by guess would put rows into the wrong weeks without a word.

Mark the column that dates a row with `time`. Where several columns could, mark the usual one and let a metric name another:
`time: checkin`.",
    bad: r#"source reviews {
  table: analytics.fct_reviews

  review_id   integer  key
  written_at  timestamp
  stars       integer  unit star
}

outcome review_score {
  title:       "Review score"
  description: "Stars that guests give after a stay."
  value:       avg(stars) from reviews
}
"#,
    good: r#"source reviews {
  table: analytics.fct_reviews

  review_id   integer    key
  written_at  timestamp  time
  stars       integer    unit star
}

outcome review_score {
  title:       "Review score"
  description: "Stars that guests give after a stay."
  value:       avg(stars) from reviews
}
"#,
    frame: Frame::Project,
    check: None,
};
