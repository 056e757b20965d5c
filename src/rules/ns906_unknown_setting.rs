//! NS906: a dialect, time zone, grain, day, month, rule or level that does not exist.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `unknown-setting`
pub static RULE: Rule = Rule {
    code: codes::UNKNOWN_SETTING,
    summary: "A dialect, time zone, grain, day, month, rule or level that does not exist",
    explanation:
        "The key is right, but its word names nothing: a time zone that is not in the IANA database, a rule that northstar does
not have, a dialect that it does not write. The nearest names are shown.

Time zones are written in full, `Europe/Paris`: abbreviations such as `CET` or `EST` mean different hours in different
months and on different continents.",
    bad: r#"[project]
name    = "stays"
dialect = "duckbd"
"#,
    good: r#"[project]
name    = "stays"
dialect = "duckdb"
"#,
    frame: Frame::ProjectFile,
    check: None,
};
