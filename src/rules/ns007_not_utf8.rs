//! NS007: a file that is not UTF-8.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `not-utf8`
pub static RULE: Rule = Rule {
    code: codes::NOT_UTF8,
    summary: "A file that is not UTF-8",
    explanation:
        "Metric files and the project file are read as UTF-8. The message says the line and the number of the first byte that is
something else.

Guessing another encoding would work until a description holds a letter that the guess gets wrong, and then
documentation and SQL would differ from what the author sees. Save the file as UTF-8; most editors do so by default.",
    bad: "$ northstar check
error[NS007] not-utf8: `metrics/stays.nsm` is not UTF-8: line 4, byte 131 of the file is 0xE9
",
    good: "$ iconv -f latin1 -t utf-8 metrics/stays.nsm > metrics/new.nsm && mv metrics/new.nsm metrics/stays.nsm
$ northstar check
",
    frame: Frame::Shell,
    check: None,
};
