//! The program itself, as a user runs it.

use super::{environment, repository};
use std::path::Path;
use std::process::{Command, Output};

/// What the program said.
pub struct Said {
    /// The exit code.
    pub code: i32,
    /// What it printed.
    pub out: String,
    /// Notes and complaints.
    pub err: String,
}

/// Runs `northstar` in a project's folder, with the drivers of the tests.
pub fn northstar(project: &Path, arguments: &[&str]) -> Said {
    northstar_with(project, arguments, &[])
}

/// As [`northstar`], with more environment variables.
pub fn northstar_with(project: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_northstar"));
    command.arg("--project").arg(project).args(arguments).current_dir(repository());
    let data = &environment().variables["NORTHSTAR_DATA_DIR"];
    said(command.env("NORTHSTAR_DATA_DIR", data).env("NO_COLOR", "1").envs(variables.iter().copied()).output().unwrap())
}

/// Runs `northstar` and gives what it printed; anything but success is a failure of the test.
pub fn printed(project: &Path, arguments: &[&str]) -> String {
    let said = northstar(project, arguments);
    assert_eq!(said.code, 0, "northstar {}\n{}{}", arguments.join(" "), said.out, said.err);
    said.out
}

fn said(output: Output) -> Said {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}
