//! `northstar check`: everything that can be said about the metric files.

use crate::commands::output::{self, Format, Outcome};
use crate::commands::session::Session;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Label, Level};
use crate::source::SourceMap;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  northstar check                       every file of the project
  northstar check --deny warnings       as in continuous integration
  northstar check metrics/stays.nsm     findings of one file; the whole project is still read
  northstar check --format json         for machines, with all that is known
  northstar check --format github       in a GitHub workflow: shown beside the lines
  northstar check --format sarif > northstar.sarif
  northstar check --as-of 2027-01-01    as if it were that day

Exit codes: 0 no error (with `--deny warnings`, no warning either), 1 findings, 2 not readable.";

/// The arguments of `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Show findings of these files or folders only; the whole project is read
    pub files: Vec<PathBuf>,
    /// How findings are shown
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Exit with 1 when there is a warning
    #[arg(long, value_name = "WHAT")]
    pub deny: Vec<Deny>,
    /// The day that rules about dates look at, instead of today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<jiff::civil::Date>,
    /// Show at most this many findings to people; 0 shows all
    #[arg(long, value_name = "N", default_value_t = crate::commands::output::SHOWN)]
    pub max_diagnostics: usize,
}

/// What `--deny` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Deny {
    /// A warning fails the check
    Warnings,
}

impl Arguments {
    /// Whether a warning makes the exit code 1.
    pub fn denies_warnings(&self) -> bool {
        self.deny.contains(&Deny::Warnings)
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    session.format = arguments.format;
    session.findings_are_results = true;
    session.shown = arguments.max_diagnostics;
    session.denied = if arguments.denies_warnings() { Level::Warn } else { Level::Error };
    let started = Instant::now();
    let mut checked = match session.check(arguments.as_of) {
        Ok(checked) => checked,
        Err(outcome) => return outcome,
    };
    let only = match paths(&arguments.files, session, &checked.sources, &checked.config.root) {
        Ok(only) => only,
        Err(outcome) => return outcome,
    };
    if !arguments.files.is_empty() {
        let path = |label: &Option<Label>| label.as_ref().map(|label| checked.sources.path(label.span).to_owned());
        checked.diagnostics.retain_mut(|diagnostic| path(&diagnostic.primary).is_none_or(|path| only.contains(&path)));
    }
    let outcome = output::outcome(&checked.diagnostics, arguments.denies_warnings());
    let counts = (checked.files, checked.project.metrics.len());
    session.report(&checked.diagnostics, &checked.sources, outcome, counts);
    if arguments.format.is_for_people() {
        let summary = output::summary(&checked.diagnostics, counts.0, counts.1);
        session.terminal.sum_up(&output::summary_line(&summary, started.elapsed()));
    }
    outcome
}

/// The files of the project that paths name, as the project names them; folders name what is below them.
pub fn paths(wanted: &[PathBuf], session: &mut Session, sources: &SourceMap, root: &Path) -> Result<BTreeSet<String>, Outcome> {
    let mut paths = BTreeSet::new();
    for wanted in wanted {
        let absolute = std::path::absolute(wanted).unwrap_or_else(|_| wanted.clone());
        let canonical = absolute.canonicalize().unwrap_or(absolute);
        let relative = canonical.strip_prefix(root).unwrap_or(&canonical).to_string_lossy().replace('\\', "/");
        let inside = |path: &str| relative.is_empty() || path == relative || path.starts_with(&format!("{relative}/"));
        let found: Vec<String> = sources.files().map(|(_, file)| file.path.clone()).filter(|path| inside(path)).collect();
        if found.is_empty() {
            let names = sources.files().map(|(_, file)| file.path.as_str()).collect::<Vec<_>>();
            let help = did_you_mean(&relative, names);
            let message = format!("`{}` is no file of the project", wanted.display());
            return Err(session.terminal.refuse(&message, help.as_deref()));
        }
        paths.extend(found);
    }
    Ok(paths)
}
