//! `northstar fmt`: every metric file in one layout.

use super::output::Outcome;
use super::session::Session;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  northstar fmt                       format every file of the project
  northstar fmt metrics/stays.nsm     format one file
  northstar fmt --check               name the files that would change, and change nothing
  northstar fmt --diff                show what would change, and change nothing

Exit codes: 0 done, 1 a file would change (`--check`, `--diff`), 2 a file could not be read or parsed.";

/// The arguments of `fmt`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Format these files or folders only (`-`: standard input to standard output)
    pub files: Vec<PathBuf>,
    /// Name the files that would change, and change nothing
    #[arg(long)]
    pub check: bool,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub diff: bool,
}

/// Runs the command.
pub fn run(_arguments: &Arguments, session: &mut Session) -> Outcome {
    match session.open() {
        Ok(opened) => session.unavailable("fmt", &opened),
        Err(outcome) => outcome,
    }
}
