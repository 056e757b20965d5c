//! NS902: a key of the project file that does not exist, or has another type of value.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `configuration-key`
pub static RULE: Rule = Rule {
    code: codes::CONFIGURATION_KEY,
    summary: "A key of the project file that does not exist, or has another type of value",
    explanation:
        "The project file has few keys. One that is none of them is an error, with the nearest named, and so is a value of
another type. All faults of the file are said in one run.

A key that is silently ignored is the worst of settings: someone wrote down that weeks start on Sunday, believes it, and
every weekly figure is from Monday to Sunday.",
    bad: r#"[project]
name = "stays"

[calendar]
week_strat = "sunday"
"#,
    good: r#"[project]
name = "stays"

[calendar]
week_start = "sunday"
"#,
    frame: Frame::ProjectFile,
    check: None,
};
