//! `northstar test`: the project's `test` blocks, run on the embedded engine.

use super::output::Outcome;
use super::session::Session;
use clap::ValueEnum;

const EXAMPLES: &str = "\
Examples:
  northstar test                                        every test block
  northstar test \"a cancelled booking is no night\"      one, by its title
  northstar test --format junit > results.xml           for continuous integration

Exit codes: 0 every test passed, 1 a test failed, 2 they could not be run.";

/// The arguments of `test`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Run the tests of these titles only
    #[arg(value_name = "TITLE")]
    pub titles: Vec<String>,
    /// How results are shown
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: TestFormat,
    /// Run on this target, in a schema of its own, instead of an embedded engine
    #[arg(long, value_name = "NAME")]
    pub target: Option<String>,
}

/// How results of tests are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    /// For people
    Human,
    /// One JSON object
    Json,
    /// JUnit's XML, as build servers read it
    Junit,
}

/// Runs the command.
pub fn run(_arguments: &Arguments, session: &mut Session) -> Outcome {
    match session.open() {
        Ok(opened) => session.unavailable("test", &opened),
        Err(outcome) => outcome,
    }
}
