//! `northstar tree`: the metric tree, from the north star down.

use super::output::Outcome;
use super::session::Session;
use crate::docs::tree;
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
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let checked = match session.compile() {
        Ok(checked) => checked,
        Err(outcome) => return outcome,
    };
    let project = &checked.project;
    let graph = match tree::graph(project, &checked.sources, &arguments.select) {
        Ok(graph) => graph,
        Err(error) => return session.terminal.refuse(&error.message, error.help.as_deref()),
    };
    let text = match arguments.format {
        TreeFormat::Text => tree::text::render(project, &graph),
        TreeFormat::Json => tree::json::render(project, &graph),
        TreeFormat::Dot => tree::dot::render(project, &graph),
        TreeFormat::Mermaid => {
            let picture = tree::mermaid::render(project, &graph);
            if picture.cut {
                session.terminal.note("note: the tree is too large for one picture; what is near the north star is drawn");
            }
            picture.text
        }
    };
    session.terminal.print(&text);
    Outcome::Ok
}
