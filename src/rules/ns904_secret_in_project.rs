//! NS904: a password in the project file.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `secret-in-project`
pub static RULE: Rule = Rule {
    code: codes::SECRET_IN_PROJECT,
    summary: "A password in the project file",
    explanation: r#"The address of a target holds a password. The project file is meant to be shared and kept under version control, where a
password stays for ever, even after it was taken out.

Put the whole address into a variable of the environment and name it: `url = { env = "WAREHOUSE_URL" }`. And change the
password, if the file was ever committed. northstar shows stars in its place wherever it prints the line."#,
    bad: r#"[project]
name = "stays"

[target.prod]
dialect = "postgres"
url     = "postgres://reporting:correct-horse@db.internal/analytics"
"#,
    good: r#"[project]
name = "stays"

[target.prod]
dialect = "postgres"
url     = { env = "WAREHOUSE_URL" }
"#,
    frame: Frame::ProjectFile,
    check: None,
};
