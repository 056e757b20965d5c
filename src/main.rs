//! The `northstar` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    northstar::commands::main()
}
