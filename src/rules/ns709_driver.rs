//! NS709: a database driver that is not there, or does not load.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `driver`
pub static RULE: Rule = Rule {
    code: codes::DRIVER,
    summary: "A database driver that is not there, or does not load",
    explanation:
        "northstar runs SQL through ADBC drivers: the warehouse's own library, loaded when it is needed. None was found for this
dialect in the places that the message lists, or what was found cannot be loaded.

`northstar driver list` says what is there and where it was looked for; `northstar driver install duckdb` fetches one.
Nothing is ever fetched unasked. Checking, formatting and building need no driver.",
    bad: "$ northstar query nights_booked
error[NS709] driver: there is no driver for `duckdb`
  help: run `northstar driver install duckdb`
",
    good: "$ northstar driver install duckdb
$ northstar query nights_booked
",
    frame: Frame::Shell,
    check: None,
};
