//! NS708: a warehouse that cannot be reached, or that refused a statement.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `warehouse`
pub static RULE: Rule = Rule {
    code: codes::WAREHOUSE,
    summary: "A warehouse that cannot be reached, or that refused a statement",
    explanation:
        "The target could not be opened, or answered with an error. The message gives the warehouse's own words, and the metric
or the object whose statement it was; `-v` prints the statement.

Most often it is the address, the permission or a network in between. The address comes from the project file or, with
its password, from a variable of the environment: the message says which, never its value.",
    bad: "$ northstar apply --target prod
error[NS708] warehouse: target `prod` could not be opened: connection refused
  help: its address is in the variable `WAREHOUSE_URL`
",
    good: "$ export WAREHOUSE_URL=postgres://reporting@db.internal/analytics
$ northstar apply --target prod
",
    frame: Frame::Shell,
    check: None,
};
