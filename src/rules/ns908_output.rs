//! NS908: a file of the output that cannot be read or written.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `output`
pub static RULE: Rule = Rule {
    code: codes::OUTPUT,
    summary: "A file of the output that cannot be read or written",
    explanation: "build compares the files of its output with what it would write, and writes each of them whole or not at all. Here the system
refuses one: its folder is no folder, the disk is full, or somebody else may write there and you may not.

Nothing that was there is damaged. Mend what the system names, or set another folder in `[output]`, and build again.
(Files that were edited by hand are another matter: build names them, and leaves them alone without `--force`.)",
    bad: "$ northstar build
error[NS908] output: cannot write `build/sql/duckdb/00_reset.sql`: Permission denied
  help: check that the folder exists and may be written to
",
    good: "$ chmod u+w build/sql/duckdb
$ northstar build
",
    frame: Frame::Shell,
    check: None,
};
