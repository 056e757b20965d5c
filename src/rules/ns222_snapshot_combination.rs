//! NS222: a `snapshot` together with something that it leaves no meaning.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `snapshot-combination`
pub static RULE: Rule = Rule {
    code: codes::SNAPSHOT_COMBINATION,
    summary: "A `snapshot` together with something that it leaves no meaning",
    explanation:
        "A snapshot says which days of a period count: `last` and `first` take one, `avg`, `min` and `max` take the level of every
day. What else is said of days in the same metric must agree with that. A window around the last day changes nothing, so
whoever wrote `trailing 28 days` there expects a number that it does not give. `per day` would run over days of which the
snapshot drops all but one. The mean of the daily levels has no last row of each key, so it takes no `by`. And a level is
one of a day: an hour has none.

`snapshot: last by account_id` does take a window: the last row of each account within it, which is how a table without a
row for every day is read.",
    bad: r#"source accounts {
  table: analytics.fct_balances

  account_id  integer        key
  stated_on   date           key time
  balance     decimal(12,2)  unit usd
}

outcome deposits_held {
  title:       "Deposits held"
  description: "What guests have paid in advance, at the end of the period."
  value:       sum(balance) from accounts
  snapshot:    last
  window:      trailing 4 weeks
}
"#,
    good: r#"source accounts {
  table: analytics.fct_balances

  account_id  integer        key
  stated_on   date           key time
  balance     decimal(12,2)  unit usd
}

outcome deposits_held {
  title:       "Deposits held"
  description: "What guests have paid in advance: each account as last stated within four weeks."
  value:       sum(balance) from accounts
  snapshot:    last by account_id
  window:      trailing 4 weeks
}
"#,
    frame: Frame::Project,
    check: None,
};
