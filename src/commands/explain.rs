//! `northstar explain`: a rule's page, or the list of all rules.

use super::output::Outcome;
use super::session::Session;
use crate::rules;

const EXAMPLES: &str = "\
Examples:
  northstar explain                   list every rule
  northstar explain NS302             by code
  northstar explain two-north-stars   by name";

/// The arguments of `explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A rule's code or name, or a metric; without it, every rule is listed
    pub name: Option<String>,
}

/// Prints the page.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let Some(name) = &arguments.name else {
        session.terminal.print(&rules::list());
        return Outcome::Ok;
    };
    match rules::find(name) {
        Some(rule) => {
            session.terminal.print(&rules::page(rule));
            Outcome::Ok
        }
        None => {
            let help = rules::suggest(name).unwrap_or_else(|| "`northstar explain` lists every rule".to_owned());
            session.terminal.refuse(&format!("there is no rule `{name}`"), Some(&help))
        }
    }
}
