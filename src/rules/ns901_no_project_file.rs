//! NS901: no project file in this folder or above.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `no-project-file`
pub static RULE: Rule = Rule {
    code: codes::NO_PROJECT_FILE,
    summary: "No project file in this folder or above",
    explanation:
        "Each command works in a project, and a project is the folder with a `northstar.toml`. northstar looks for it in the
folder you are in, then in the folder above, up to the root of the file system. The message says where it started.

Go to the project, or name it with `--project`. Without a project file there would be no time zone and no first day of
the week, and figures would depend on the machine.",
    bad: "$ cd /tmp && northstar check
error[NS901] no-project-file: no `northstar.toml` in `/tmp` or any folder above it
",
    good: "$ northstar new demo
$ northstar check --project demo
",
    frame: Frame::Shell,
    check: None,
};
