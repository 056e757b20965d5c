//! `northstar build`: the SQL, the documentation and the manifest.

use super::output::Outcome;
use super::session::Session;
use crate::project::dialect::Dialect;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  northstar build                      for the project's dialect
  northstar build --dialect postgres   for another
  northstar build --dialect all        for every dialect
  northstar build --check              say what is missing, stale, edited by hand or left over
  northstar build --diff               show what would change, and change nothing

Exit codes: 0 written, or up to date; 1 findings, or with `--check` a file that differs; 2 it could not be done.";

/// The arguments of `build`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Write for this dialect, or for `all`, instead of the project's
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(names_and_all()), conflicts_with = "target")]
    pub dialect: Option<String>,
    /// Write for this target: its dialect and its names of tables
    #[arg(long, value_name = "NAME")]
    pub target: Option<String>,
    /// Write below this folder instead of the project's own
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write nothing; say which files are missing, stale, edited by hand or left over
    #[arg(long)]
    pub check: bool,
    /// Write nothing; show what would change
    #[arg(long)]
    pub diff: bool,
    /// Write over files that were edited by hand
    #[arg(long, conflicts_with_all = ["check", "diff"])]
    pub force: bool,
}

/// The names of the dialects that SQL is written for.
pub fn names() -> Vec<&'static str> {
    Dialect::SUPPORTED.iter().map(|dialect| dialect.name()).collect()
}

/// A parser of those names.
pub fn dialect_parser() -> impl TypedValueParser<Value = Dialect> {
    PossibleValuesParser::new(names()).map(|name| Dialect::from_name(&name).unwrap_or(Dialect::Duckdb))
}

fn names_and_all() -> Vec<&'static str> {
    names().into_iter().chain(["all"]).collect()
}

impl Arguments {
    /// The dialects asked for; none where the project's own is meant.
    pub fn dialects(&self) -> Vec<Dialect> {
        match self.dialect.as_deref() {
            Some("all") => Dialect::SUPPORTED.to_vec(),
            Some(name) => Dialect::from_name(name).into_iter().collect(),
            None => Vec::new(),
        }
    }
}

/// Runs the command.
pub fn run(_arguments: &Arguments, session: &mut Session) -> Outcome {
    match session.open() {
        Ok(opened) => session.unavailable("build", &opened),
        Err(outcome) => outcome,
    }
}
