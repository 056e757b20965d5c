//! `northstar check`: everything that can be said about the metric files.

mod fixing;
pub mod mend;

use crate::commands::output::{self, Format, Outcome, counted};
use crate::commands::session::{Checked, Session};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostics, Label};
use crate::source::SourceMap;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  northstar check                       every file of the project
  northstar check --deny warnings       as in continuous integration
  northstar check metrics/stays.nsm     findings of one file; the whole project is still read
  northstar check --format json         for machines
  northstar check --as-of 2027-01-01    as if it were that day
  northstar check --diff                show what the safe fixes would change, and change nothing
  northstar check --fix                 make the safe fixes, and show what is left

A safe fix keeps the meaning of the project, or mends what could mean nothing else. Others are guesses: look at what
`--diff --unsafe-fixes` shows before you make them with `--fix --unsafe-fixes`.

Exit codes: 0 no error (with `--deny warnings`, no warning either), 1 findings, 2 not readable. With `--fix`, what is
left counts; with `--diff`, 1 means that something would change.";

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
    /// Make the safe fixes; with files or folders, in these only
    #[arg(long)]
    pub fix: bool,
    /// Make, show or count the unsafe fixes, too
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Show what the fixes would change, and change nothing
    #[arg(long)]
    pub diff: bool,
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
    let started = Instant::now();
    let checked = if arguments.fix || arguments.diff { fixing::run(arguments, session) } else { check(arguments, session) };
    let checked = match checked {
        Ok(checked) => checked,
        Err(outcome) => return outcome,
    };
    let outcome = output::outcome(&checked.diagnostics, arguments.denies_warnings());
    session.report(&checked.diagnostics, &checked.sources, outcome, checked.counts());
    if arguments.format != Format::Json {
        if arguments.fix {
            let (findings, files) = checked.fixed;
            session.terminal.sum_up(&format!("fixed {} in {}\n", counted(findings, "finding"), counted(files, "file")));
        }
        let summary = output::summary(&checked.diagnostics, checked.counts());
        session.terminal.sum_up(&output::summary_line(&summary, arguments.unsafe_fixes, started.elapsed()));
    }
    outcome
}

/// Checks the project; findings of the files that were named are kept.
fn check(arguments: &Arguments, session: &mut Session) -> Result<Checked, Outcome> {
    let mut checked = session.check(arguments.as_of)?;
    let only = paths(&arguments.files, session, &checked.sources, &checked.config.root)?;
    keep_only(&mut checked.diagnostics, &checked.sources, Some(&only).filter(|_| !arguments.files.is_empty()));
    Ok(checked)
}

/// Keeps the findings of some files, and those about no text.
fn keep_only(diagnostics: &mut Diagnostics, sources: &SourceMap, only: Option<&BTreeSet<String>>) {
    let Some(only) = only else { return };
    let path = |label: &Label| sources.path(label.span).to_owned();
    diagnostics.retain_mut(|diagnostic| diagnostic.primary.as_ref().map(path).is_none_or(|path| only.contains(&path)));
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
