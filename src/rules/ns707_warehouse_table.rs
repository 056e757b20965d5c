//! NS707: a table that the warehouse does not have, or a column of another type.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `warehouse-table`
pub static RULE: Rule = Rule {
    code: codes::WAREHOUSE_TABLE,
    summary: "A table that the warehouse does not have, or a column of another type",
    explanation: r#"A command that runs SQL first compares the sources with what is there: each table, each column, each type. What differs
is said here, in the names of your files, instead of in an error message about generated SQL.

Correct the source, or the name under `[target.NAME.tables]` if the table is called differently on that target. A column
whose physical name differs is declared with `column "Physical Name"`."#,
    bad: "$ northstar query nights_booked --target prod
error[NS707] warehouse-table: target `prod` has no table `analytics.fct_bookings`
  help: did you mean `prod_analytics.fct_bookings`?
",
    good: r#"$ tail -2 northstar.toml
[target.prod.tables]
analytics = "prod_analytics"
$ northstar query nights_booked --target prod
"#,
    frame: Frame::Shell,
    check: None,
};
