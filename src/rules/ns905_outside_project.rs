//! NS905: a path of the project file that leads out of the project.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `outside-project`
pub static RULE: Rule = Rule {
    code: codes::OUTSIDE_PROJECT,
    summary: "A path of the project file that leads out of the project",
    explanation:
        "What build writes stays below the folder of the project file, and what it reads as metrics comes from there. Absolute
paths, `..`, and links that lead elsewhere are refused.

Build removes files that it wrote once and no longer writes. With a path that leads out, a copied project file could do
that in someone else's folder. To put results elsewhere, copy them there.",
    bad: r#"[project]
name = "stays"

[output]
sql = "../warehouse/sql"
"#,
    good: r#"[project]
name = "stays"

[output]
sql = "build/sql"
"#,
    frame: Frame::ProjectFile,
    check: None,
};
