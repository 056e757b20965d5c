//! NS907: a file or folder that cannot be read.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `unreadable-file`
pub static RULE: Rule = Rule {
    code: codes::UNREADABLE_FILE,
    summary: "A file or folder that cannot be read",
    explanation:
        "A pattern of `include` leads to a file or a folder that the system does not let northstar read, that is a link in a
circle or to nowhere, or that is no file at all.

It is an error and not passed over: what cannot be read may declare metrics that others use, or be the one that has the
fault. A check that skips files is green for the wrong reason.",
    bad: "$ northstar check
error[NS907] unreadable-file: `metrics/finance.nsm` cannot be read: permission is denied
",
    good: "$ chmod u+r metrics/finance.nsm
$ northstar check
",
    frame: Frame::Shell,
    check: None,
};
