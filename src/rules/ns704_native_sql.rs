//! NS704: sQL in `native` that does not parse, or names a column that is not there.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `native-sql`
pub static RULE: Rule = Rule {
    code: codes::NATIVE_SQL,
    summary: "SQL in `native` that does not parse, or names a column that is not there",
    explanation: r#"`native(duckdb: """…""")` holds SQL of one dialect, for what the language cannot say. northstar parses it all the same,
and looks up each column that it names: a slip in it would otherwise show up at night, in a run, as an error about
generated SQL.

Only columns of the source can be used, by their names in the source. The type is the one that is declared for the
computed column."#,
    bad: r#"source visits {
  table: analytics.fct_visits

  visit_id    integer    key
  visited_at  timestamp  time
  agent       text
  robot       boolean    = native(duckdb: """regexp_matches(agent, 'bot'""")
}

outcome visits_of_people {
  title:       "Visits of people"
  description: "Visits that no robot made."
  value:       count(*) from visits where not robot
}
"#,
    good: r#"source visits {
  table: analytics.fct_visits
  allow: native-in-use because "The language has no patterns, and we have one warehouse."

  visit_id    integer    key
  visited_at  timestamp  time
  agent       text
  robot       boolean    = native(duckdb: """regexp_matches(agent, 'bot')""")
}

outcome visits_of_people {
  title:       "Visits of people"
  description: "Visits that no robot made."
  value:       count(*) from visits where not robot
}
"#,
    frame: Frame::Project,
    check: None,
};
