//! `northstar completions SHELL`: what a shell needs to complete northstar's command line.

use super::Cli;
use super::output::Outcome;
use super::session::Session;
use clap::CommandFactory;
use clap_complete::Shell;

const EXAMPLES: &str = "\
Examples:
  northstar completions bash > ~/.local/share/bash-completion/completions/northstar
  northstar completions zsh > ~/.zfunc/_northstar
  northstar completions fish > ~/.config/fish/completions/northstar.fish";

/// The arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Which shell
    pub shell: Shell,
}

/// Prints the completions.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    // Into memory first: the generator panics where its writer fails.
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "northstar", &mut text);
    session.terminal.print_bytes(&text);
    Outcome::Ok
}
