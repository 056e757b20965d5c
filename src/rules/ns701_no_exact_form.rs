//! NS701: something that a dialect cannot say exactly.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `no-exact-form`
pub static RULE: Rule = Rule {
    code: codes::NO_EXACT_FORM,
    summary: "Something that a dialect cannot say exactly",
    explanation:
        "Each construct of the language has one meaning, and northstar writes SQL only where a warehouse can compute just that.
Where it cannot, this error names the construct and the dialects that can. An answer that is nearly right would be found
out by comparing two warehouses, if at all.

Use an exact form, or leave that dialect out of what you build. An approximate aggregate is never put in place of an
exact one.",
    bad: "$ northstar build --dialect postgres
error[NS701] no-exact-form: postgres has no form of `approx_count_distinct`; it can be said in duckdb, snowflake, bigquery,
databricks, redshift, clickhouse, trino
  help: use `count(distinct …)`, which is exact everywhere
",
    good: "$ northstar build --dialect postgres      # after `count(distinct guest_id)` took its place
wrote 9 files to build/sql
",
    frame: Frame::Shell,
    check: None,
};
