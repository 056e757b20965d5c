//! NS903: a pattern in `include` that matches no file.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `pattern-matches-nothing`
pub static RULE: Rule = Rule {
    code: codes::PATTERN_MATCHES_NOTHING,
    summary: "A pattern in `include` that matches no file",
    explanation:
        "`include` lists the patterns of the metric files, relative to the project file. This one matches nothing, so whatever it
was meant to find is not part of the project, and nothing that is declared there is checked or built.

`*` stands for any part of a name and `**` for any folders between. Folders that start with a dot, and those that build
writes to, are looked into only where a pattern names them.",
    bad: r#"[project]
name    = "stays"
include = ["metrics/**/*.nsm", "metrcs/*.nsm"]
"#,
    good: r#"[project]
name    = "stays"
include = ["metrics/**/*.nsm"]
"#,
    frame: Frame::ProjectFile,
    check: None,
};
