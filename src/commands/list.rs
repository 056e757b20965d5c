//! `northstar list`: the declarations.

use super::output::Outcome;
use super::session::Session;
use crate::docs::list;
use clap::ValueEnum;

const EXAMPLES: &str = "\
Examples:
  northstar list                       everything that is declared
  northstar list --select role:input   only inputs
  northstar list --select kind:source  only sources
  northstar list --select 'nights*'    only names that match
  northstar list --format json";

/// The arguments of `list`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// How the list is shown
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
    /// Only these: a name, or `kind:`, `role:`, `owner:`, `tag:` and a value; `*` stands for any text
    #[arg(long, value_name = "SELECTOR")]
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

/// Runs the command.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let checked = match session.compile() {
        Ok(checked) => checked,
        Err(outcome) => return outcome,
    };
    let entries = list::entries(&checked.project, &checked.sources);
    match list::select(entries, &arguments.select) {
        Ok(entries) => {
            let text = match arguments.format {
                ListFormat::Text => list::table(&entries),
                ListFormat::Json => list::json(&entries),
            };
            session.terminal.print(&text);
            Outcome::Ok
        }
        Err(error) => session.terminal.refuse(&error.message, error.help.as_deref()),
    }
}
