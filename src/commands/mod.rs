//! The command line: one file per command. The only code that prints, exits, or reads the clock and the environment.

pub mod apply;
pub mod build;
pub mod check;
pub mod completions;
pub mod config;
pub mod driver;
pub mod environment;
pub mod explain;
pub mod fmt;
mod history;
pub mod list;
mod machine;
pub mod new;
pub mod output;
pub mod plot;
pub mod query;
pub mod rewrite;
pub mod rows;
pub mod schema;
pub mod session;
pub mod target;
pub mod test;
pub mod tree;

use clap::{ArgAction, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};
use output::{ColorWhen, Outcome, Terminal};
use session::Session;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

/// Where a bug is reported.
const ISSUES: &str = "the project's issue tracker";

const EXAMPLES: &str = "\
Examples:
  northstar new demo                        start a project that works
  northstar check                           check the project you are in
  northstar query nights_booked --by city   ask for a metric
  northstar explain NS302                   read what a rule is about

Exit codes: 0 nothing to report, 1 findings, 2 the job could not be done.
northstar opens no network connection unless a target has one, and sends nothing home.";

/// A compiler for metrics as code: one north star, its inputs and counters, checked and compiled to SQL and documentation.
#[derive(Debug, Parser)]
#[command(name = "northstar", version, after_help = EXAMPLES, max_term_width = 110, subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    /// The flags of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The flags of every command.
#[derive(Debug, Clone, clap::Args)]
pub struct Global {
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Global options")]
    pub color: ColorWhen,
    /// Print results and errors only
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Global options")]
    pub quiet: bool,
    /// Say more about what is done and why
    #[arg(short, long, global = true, action = ArgAction::Count, help_heading = "Global options")]
    pub verbose: u8,
    /// Work in the project of this folder, instead of the one you are in
    #[arg(long, global = true, value_name = "DIR", help_heading = "Global options")]
    pub project: Option<PathBuf>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a project that works: it checks, builds and answers queries at once
    New(new::Arguments),
    /// Check the metric files: syntax, names, types, units and the framework's rules
    Check(check::Arguments),
    /// Format the metric files
    Fmt(fmt::Arguments),
    /// Write the SQL, the documentation and the manifest
    Build(build::Arguments),
    /// Ask for metrics: run one statement, or print it
    Query(query::Arguments),
    /// Run the project's `test` blocks: given rows, expected values
    Test(test::Arguments),
    /// Run what `build` wrote on a target
    Apply(apply::Arguments),
    /// Show the metric tree
    Tree(tree::Arguments),
    /// List the declarations
    List(list::Arguments),
    /// Read what a rule is about, or a metric
    Explain(explain::Arguments),
    /// Show the configuration
    #[command(subcommand)]
    Config(config::Arguments),
    /// List and install the drivers that SQL is run with
    #[command(subcommand)]
    Driver(driver::Arguments),
    /// Print the JSON Schema of the project file, or of what northstar writes
    Schema(schema::Arguments),
    /// Print the completions of a shell
    Completions(completions::Arguments),
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let outcome = catch_unwind(AssertUnwindSafe(|| run(&arguments)));
    let outcome = outcome.unwrap_or_else(|_| {
        let mut terminal = Terminal::new(ColorWhen::Never, false, 0);
        let help = format!("tell {ISSUES}, with the lines above and the files that show it");
        terminal.refuse("northstar has a bug and had to stop", Some(&help))
    });
    output::exit_code(outcome)
}

/// Reads the arguments and runs the command they name.
fn run(arguments: &[OsString]) -> Outcome {
    let command = Cli::command().color(color_of_help(arguments));
    let parsed = command.try_get_matches_from(arguments).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            // A reader that went away is no fault.
            let _ = error.print();
            return if error.exit_code() == 0 { Outcome::Ok } else { Outcome::Error };
        }
    };
    let terminal = Terminal::new(cli.global.color, cli.global.quiet, cli.global.verbose);
    let mut session = Session::new(terminal, cli.global.project.clone());
    let outcome = dispatch(&cli.command, &mut session);
    session.terminal.finish(outcome)
}

fn dispatch(command: &Command, session: &mut Session) -> Outcome {
    match command {
        Command::New(arguments) => new::run(arguments, session),
        Command::Check(arguments) => check::run(arguments, session),
        Command::Fmt(arguments) => fmt::run(arguments, session),
        Command::Build(arguments) => build::run(arguments, session),
        Command::Query(arguments) => query::run(arguments, session),
        Command::Test(arguments) => test::run(arguments, session),
        Command::Apply(arguments) => apply::run(arguments, session),
        Command::Tree(arguments) => tree::run(arguments, session),
        Command::List(arguments) => list::run(arguments, session),
        Command::Explain(arguments) => explain::run(arguments, session),
        Command::Config(arguments) => config::run(arguments, session),
        Command::Driver(arguments) => driver::run(arguments, session),
        Command::Schema(arguments) => schema::run(arguments, session),
        Command::Completions(arguments) => completions::run(arguments, session),
    }
}

/// The colour of help and usage errors, which are printed before the arguments are read.
fn color_of_help(arguments: &[OsString]) -> ColorChoice {
    let words: Vec<String> = arguments.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let given = words.iter().enumerate().find_map(|(index, word)| match word.as_str() {
        "--color" => words.get(index + 1).cloned(),
        _ => word.strip_prefix("--color=").map(str::to_owned),
    });
    match given.as_deref() {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// The example lines of every command's help: the command lines as a shell would split them.
pub fn examples() -> Vec<String> {
    let root = Cli::command();
    let all = std::iter::once(&root).chain(root.get_subcommands());
    let texts = all.filter_map(|command| command.get_after_help().map(ToString::to_string));
    let lines: Vec<String> = texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let commands = lines.iter().filter_map(|line| line.strip_prefix("  northstar "));
    // Two or more spaces separate a command from its comment.
    commands.map(|line| line.split("  ").next().unwrap_or(line).trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_example_parses() {
        let examples = examples();
        assert!(examples.len() > 20, "{examples:?}");
        for example in examples {
            let first = example.split(['|', '>']).next().unwrap();
            let words: Vec<String> = first.split_whitespace().map(|word| word.replace(['\'', '"'], "")).collect();
            let result = Cli::try_parse_from(std::iter::once("northstar".to_owned()).chain(words));
            // An example with quotes is split by the shell, not here; it must still name a command that exists.
            if !example.contains(['\'', '"']) {
                assert!(result.is_ok(), "{example}: {}", result.unwrap_err());
            }
        }
    }

    #[test]
    fn examples_are_not_broken_over_lines() {
        for command in Cli::command().get_subcommands().chain([&Cli::command()]) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let long = help.lines().find(|line| line.starts_with("  northstar") && line.chars().count() >= 100);
            assert_eq!(long, None, "{}", command.get_name());
        }
    }

    #[test]
    fn every_command_teaches_by_example() {
        for command in Cli::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains(&format!("  northstar {}", command.get_name())), "{}", command.get_name());
        }
    }

    #[test]
    fn colour_of_help_follows_the_flag() {
        let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(color_of_help(&words("northstar --color never --help")), ColorChoice::Never);
        assert_eq!(color_of_help(&words("northstar check --color=always")), ColorChoice::Always);
        assert_eq!(color_of_help(&words("northstar check --color")), ColorChoice::Auto);
    }
}
