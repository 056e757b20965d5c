//! `northstar apply`: runs on a target what `build` wrote.

use super::output::Outcome;
use super::session::Session;
use jiff::civil::Date;

const EXAMPLES: &str = "\
Examples:
  northstar apply                                     on the target `local`
  northstar apply --target prod
  northstar apply --target prod --as-of 2027-01-01    with the rows up to that day
  northstar apply --target prod --dry-run             name the statements, and run nothing

Exit codes: 0 done, 1 what `build` wrote is out of date or has findings, 2 it could not be done.";

/// The arguments of `apply`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Where to run it [default: `local`, else the first of the project file]
    #[arg(long, value_name = "NAME")]
    pub target: Option<String>,
    /// See only rows up to this day (YYYY-MM-DD) [default: the warehouse's current date]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Name the statements in their order, and run nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Runs the command.
pub fn run(_arguments: &Arguments, session: &mut Session) -> Outcome {
    match session.open() {
        Ok(opened) => session.unavailable("apply", &opened),
        Err(outcome) => outcome,
    }
}
