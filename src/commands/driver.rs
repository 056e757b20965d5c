//! `northstar driver`: lists and installs the ADBC drivers that SQL is run with.

use crate::diagnostic::Diagnostic;
use crate::warehouse::Environment;
use crate::warehouse::driver::{self, Engine, Found};
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use std::io::{self, Write};

/// `northstar driver`
#[derive(Debug, Args)]
pub struct DriverArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Say which drivers are on this machine, where, and which one is used
    List,
    /// Fetch a driver by npm or pip, with pinned version and checksum, into northstar's data folder
    Install {
        /// The engines whose drivers are wanted
        #[arg(required = true, value_name = "ENGINE", value_parser = PossibleValuesParser::new(["duckdb", "postgres", "postgresql"]))]
        engines: Vec<String>,
        /// Fetch it even where it is there already
        #[arg(long)]
        force: bool,
    },
}

/// Runs the command: results go to `output`. Gives what went wrong, one finding per engine; no finding is success.
///
/// # Errors
/// Where `output` cannot be written.
pub fn run(arguments: &DriverArgs, environment: &Environment, output: &mut impl Write) -> io::Result<Vec<Diagnostic>> {
    match &arguments.action {
        Action::List => list(environment, output).map(|()| Vec::new()),
        Action::Install { engines, force } => install(engines, environment, *force, output),
    }
}

fn list(environment: &Environment, output: &mut impl Write) -> io::Result<()> {
    let found = driver::list(environment);
    for engine in Engine::ALL {
        let of_engine: Vec<&Found> = found.iter().filter(|found| found.engine == engine).collect();
        if of_engine.is_empty() {
            writeln!(output, "{:<9} none; `northstar driver install {}` fetches one", engine.name(), engine.name())?;
        }
        for found in of_engine {
            let version = found.version.as_deref().map(|version| format!(" {version}")).unwrap_or_default();
            let note = match (&found.problem, found.used) {
                (Some(problem), _) => format!(": cannot be used: {problem}"),
                (None, true) => String::new(),
                (None, false) => ": not used, another comes before it".to_owned(),
            };
            writeln!(output, "{:<9} {}{version}, {}{note}", engine.name(), found.path.display(), found.place)?;
        }
    }
    Ok(())
}

fn install(engines: &[String], environment: &Environment, force: bool, output: &mut impl Write) -> io::Result<Vec<Diagnostic>> {
    let mut failures = Vec::new();
    for engine in engines.iter().filter_map(|name| Engine::from_name(name)) {
        match driver::install(engine, environment, force) {
            Ok(installed) => {
                let done = if installed.already { "already has" } else { "now has" };
                let (library, package) = (installed.library.display(), installed.package);
                writeln!(output, "{} {done} {library} (from {package})", engine.name())?;
            }
            Err(error) => failures.push(error.diagnostic()),
        }
    }
    Ok(failures)
}
