//! `northstar check`: everything that can be said about the metric files.

use super::output::Format;
use super::output::Outcome;
use super::session::Session;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  northstar check                       every file of the project
  northstar check --deny warnings       as in continuous integration
  northstar check metrics/stays.nsm     findings of one file; the whole project is still read
  northstar check --format json         for machines
  northstar check --as-of 2027-01-01    as if it were that day
  northstar check --fix                 mend what can be mended safely

Exit codes: 0 no error (and no warning, with `--deny warnings`), 1 findings, 2 the project could not be read.";

/// The arguments of `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Show findings of these files or folders only (`-`: read one file from standard input)
    pub files: Vec<PathBuf>,
    /// How findings are shown
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Apply every fix that keeps the meaning
    #[arg(long, help_heading = "Fixing")]
    pub fix: bool,
    /// Apply fixes that may change the meaning, too
    #[arg(long, requires = "fix", help_heading = "Fixing")]
    pub unsafe_fixes: bool,
    /// Show what `--fix` would change, and change nothing
    #[arg(long, conflicts_with = "fix", help_heading = "Fixing")]
    pub diff: bool,
    /// Exit with 1 when there is a warning
    #[arg(long, value_name = "WHAT")]
    pub deny: Vec<Deny>,
    /// The day that rules about dates look at, instead of today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<jiff::civil::Date>,
    /// Show at most this many findings to people; 0 shows all
    #[arg(long, value_name = "N", default_value_t = super::output::SHOWN)]
    pub max_diagnostics: usize,
    /// Count the findings of each rule instead of showing them
    #[arg(long, conflicts_with = "format")]
    pub statistics: bool,
}

/// What `--deny` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Deny {
    /// A warning fails the check
    Warnings,
}

impl Arguments {
    /// Whether a warning makes the exit code 1.
    pub fn denies_warnings(&self) -> bool {
        self.deny.contains(&Deny::Warnings)
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    session.format = arguments.format;
    session.shown = arguments.max_diagnostics;
    match session.open() {
        Ok(opened) => session.unavailable("check", &opened),
        Err(outcome) => outcome,
    }
}
