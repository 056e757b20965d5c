//! NS008: a metric file of more than 10 MB.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `file-too-large`
pub static RULE: Rule = Rule {
    code: codes::FILE_TOO_LARGE,
    summary: "A metric file of more than 10 MB",
    explanation:
        "A metric file may be up to 10 MB large, which holds tens of thousands of metrics. A larger one is not read at all: it is
most likely data that an `include` pattern caught by mistake.

If it really is metrics, split it. All files of a project form one namespace, in any order and without imports, so
nothing else has to change.",
    bad: "$ northstar check
error[NS008] file-too-large: `metrics/export.nsm` is larger than 10 MB
",
    good: "$ split -n l/4 --additional-suffix=.nsm metrics/export.nsm metrics/export_ && rm metrics/export.nsm
$ northstar check
",
    frame: Frame::Shell,
    check: None,
};
