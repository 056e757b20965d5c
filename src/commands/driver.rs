//! `northstar driver list|install`: the ADBC drivers that SQL is run with.

use super::environment::environment;
use super::output::Outcome;
use super::session::Session;
use crate::warehouse::Environment;
use crate::warehouse::driver::{self, Engine, Found};
use clap::builder::{PossibleValuesParser, TypedValueParser};

const EXAMPLES: &str = "\
Examples:
  northstar driver list
  northstar driver install duckdb
  northstar driver install duckdb postgres --force    fetch them again";

/// The subcommands of `driver`.
#[derive(Debug, clap::Subcommand)]
#[command(after_help = EXAMPLES)]
pub enum Arguments {
    /// Say which drivers are on this machine, where, and which one is used
    #[command(after_help = EXAMPLES)]
    List,
    /// Fetch drivers by npm or pip, with pinned version and checksum, into northstar's data folder
    #[command(after_help = EXAMPLES)]
    Install {
        /// The engines whose drivers are wanted
        #[arg(required = true, value_name = "ENGINE", value_parser = engine_parser())]
        engines: Vec<Engine>,
        /// Fetch them even where they are there already
        #[arg(long)]
        force: bool,
    },
}

fn engine_parser() -> impl TypedValueParser<Value = Engine> {
    PossibleValuesParser::new(Engine::ALL.map(Engine::name)).try_map(|name| Engine::from_name(&name).ok_or("no such engine"))
}

/// Lists or installs drivers.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    match arguments {
        Arguments::List => {
            let listed = listed(&driver::list(&environment()));
            session.terminal.print(&listed);
            Outcome::Ok
        }
        Arguments::Install { engines, force } => install(engines, &environment(), *force, session),
    }
}

/// One line per driver found, and one per engine without any.
fn listed(found: &[Found]) -> String {
    let mut lines = Vec::new();
    for engine in Engine::ALL {
        let name = engine.name();
        let before = lines.len();
        for found in found.iter().filter(|found| found.engine == engine) {
            let version = found.version.as_deref().map(|version| format!(" {version}")).unwrap_or_default();
            let note = match (&found.problem, found.used) {
                (Some(problem), _) => format!(": cannot be used: {problem}"),
                (None, true) => String::new(),
                (None, false) => ": not used, another comes before it".to_owned(),
            };
            lines.push(format!("{name:<9} {}{version}, {}{note}\n", found.path.display(), found.place));
        }
        if lines.len() == before {
            lines.push(format!("{name:<9} none; `northstar driver install {name}` fetches one\n"));
        }
    }
    lines.concat()
}

/// Installs every engine's driver that can be; one that cannot does not keep the others from it.
fn install(engines: &[Engine], environment: &Environment, force: bool, session: &mut Session) -> Outcome {
    let mut outcome = Outcome::Ok;
    for engine in engines {
        match driver::install(*engine, environment, force) {
            Ok(installed) => {
                let done = if installed.already { "already has" } else { "now has" };
                let (library, package) = (installed.library.display(), installed.package);
                session.terminal.print(&format!("{} {done} {library} (from {package})\n", engine.name()));
            }
            Err(error) => {
                let diagnostic = error.diagnostic();
                outcome = session.terminal.refuse(&diagnostic.message, diagnostic.help.as_deref());
            }
        }
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::warehouse::driver::Place;
    use std::path::PathBuf;

    #[test]
    fn the_list_says_which_driver_is_used_and_what_is_missing() {
        let found = |place, version: Option<&str>, problem: Option<&str>, used| Found {
            engine: Engine::Duckdb,
            place,
            path: PathBuf::from("libduckdb.so"),
            version: version.map(str::to_owned),
            problem: problem.map(str::to_owned),
            used,
        };
        let all = [
            found(Place::DataFolder, Some("1.2"), None, true),
            found(Place::Manifest, None, None, false),
            found(Place::System, None, Some("too old"), false),
        ];
        assert_eq!(
            listed(&all),
            "duckdb    libduckdb.so 1.2, in the data folder\n\
             duckdb    libduckdb.so, of an ADBC manifest: not used, another comes before it\n\
             duckdb    libduckdb.so, in the system's library path: cannot be used: too old\n\
             postgres  none; `northstar driver install postgres` fetches one\n"
        );
    }
}
