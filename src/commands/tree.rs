//! `northstar tree`: the metric tree, from the north star down.

use super::output::Outcome;
use super::session::Session;
use clap::ValueEnum;

const EXAMPLES: &str = "\
Examples:
  northstar tree
  northstar tree --format mermaid > tree.mmd
  northstar tree --select bookings_made      what it moves, and what moves it";

/// The arguments of `tree`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// How the tree is shown
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: TreeFormat,
    /// Show only this metric, what is above it and what is below it
    #[arg(long, value_name = "METRIC")]
    pub select: Vec<String>,
}

/// How the tree is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TreeFormat {
    /// Indented, for people
    Text,
    /// One JSON object: nodes and edges
    Json,
    /// A Mermaid flowchart, as forges draw it
    Mermaid,
    /// Graphviz
    Dot,
}

/// Runs the command.
pub fn run(_arguments: &Arguments, session: &mut Session) -> Outcome {
    match session.open() {
        Ok(opened) => session.unavailable("tree", &opened),
        Err(outcome) => outcome,
    }
}
