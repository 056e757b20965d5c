//! NS908: a file of the output that cannot be written, or was changed by hand.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `output`
pub static RULE: Rule = Rule {
    code: codes::OUTPUT,
    summary: "A file of the output that cannot be written, or was changed by hand",
    explanation:
        "build writes its files whole or not at all. Here one cannot be written, or it was edited since build wrote it, which its
hash shows.

Edits in generated files are lost sooner or later, so make the change in the metric file. If the edit is not needed,
`northstar build --force` writes over it; `northstar build --diff` shows first what would be lost.",
    bad: "$ northstar build
error[NS908] output: `build/sql/nights_booked.sql` was changed by hand
",
    good: "$ northstar build --diff
$ northstar build --force
",
    frame: Frame::Shell,
    check: None,
};
