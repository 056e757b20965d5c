//! `northstar list`: the declarations.

use super::output::Outcome;
use super::session::Session;
use clap::ValueEnum;

const EXAMPLES: &str = "\
Examples:
  northstar list                       everything that is declared
  northstar list --kind input          only inputs
  northstar list --select 'nights*'    only names that match
  northstar list --format json";

/// The arguments of `list`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// How the list is shown
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
    /// Only declarations of this kind
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<Kind>,
    /// Only these names; `*` stands for any text
    #[arg(long, value_name = "NAME")]
    pub select: Vec<String>,
}

/// How the list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Aligned columns, for people
    Text,
    /// One JSON object
    Json,
}

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Kind {
    /// The north star
    NorthStar,
    /// Inputs
    Input,
    /// Counters
    Counter,
    /// Outcomes
    Outcome,
    /// Metrics without a role
    Metric,
    /// Sources
    Source,
    /// Teams
    Team,
    /// Cadences
    Cadence,
    /// Tests
    Test,
}

/// Runs the command.
pub fn run(_arguments: &Arguments, session: &mut Session) -> Outcome {
    match session.open() {
        Ok(opened) => session.unavailable("list", &opened),
        Err(outcome) => outcome,
    }
}
