//! NS705: a bug in northstar: SQL it wrote does not parse.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `emitted-sql`
pub static RULE: Rule = Rule {
    code: codes::EMITTED_SQL,
    summary: "A bug in northstar: SQL it wrote does not parse",
    explanation:
        "northstar parses every statement that it writes, in the grammar of its dialect, before anyone runs it. This one does not
parse. That is a bug in northstar, never in your files, and no file is written.

Please report it with the declaration that the message points to. Until it is mended, the metric can usually be written
in another form; the rest of the project still builds for the other dialects.",
    bad: "$ northstar build
error[NS705] emitted-sql: the SQL written for `nights_booked` does not parse as duckdb
",
    good: "$ northstar build      # with the version in which it is mended
wrote 9 files to build/sql
",
    frame: Frame::Shell,
    check: None,
};
