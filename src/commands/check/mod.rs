//! `northstar check`: everything that can be said about the metric files.

pub(super) mod baseline;
mod fixing;
pub mod mend;
mod standard_input;
mod watch;

use crate::commands::output::{self, Format, Outcome, counted};
use crate::commands::session::{Checked, Session};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostics, Label, Level, codes};
use crate::source::SourceMap;
use baseline::Baseline;
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
  northstar check --statistics          how many findings there are of each rule
  northstar check --baseline known.json --update-baseline
                                        what is found now is known; `--baseline known.json` shows what is new
  northstar check - --stdin-filename metrics/stays.nsm < metrics/stays.nsm
                                        the text of a file, as an editor has it
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
    /// Show findings of these files or folders only (`-`: of standard input); the whole project is read
    pub files: Vec<PathBuf>,
    /// The file of the project that `-` stands for
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
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
    /// Count the findings of each rule instead of showing them
    #[arg(long)]
    pub statistics: bool,
    /// Leave out findings that this file holds
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write what is found to the baseline first
    #[arg(long, requires = "baseline")]
    pub update_baseline: bool,
    /// Check again whenever a file of the project changes
    #[arg(long)]
    pub watch: bool,
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
    session.statistics = arguments.statistics;
    session.denied = if arguments.denies_warnings() { Level::Warn } else { Level::Error };
    if let Some((message, help)) = conflict(arguments) {
        return session.terminal.refuse(message, Some(help));
    }
    if standard_input::is_asked_for(arguments) {
        match standard_input::read(arguments, session) {
            Ok(given) => session.given = Some(given),
            Err(outcome) => return outcome,
        }
    }
    if arguments.watch { watch::run(arguments, session) } else { once(arguments, session) }
}

/// What cannot be asked for at once, and what to do instead.
fn conflict(arguments: &Arguments) -> Option<(&'static str, &'static str)> {
    let reads = standard_input::is_asked_for(arguments);
    let for_people = arguments.format.is_for_people();
    if arguments.stdin_filename.is_some() && !reads {
        Some(("`--stdin-filename` names what `-` reads, and there is no `-`", "northstar check - --stdin-filename PATH"))
    } else if (arguments.fix || arguments.diff) && reads {
        Some(("standard input is no file that could be fixed", "leave out `-`, or `--fix` and `--diff`"))
    } else if arguments.diff && (!for_people || arguments.statistics || arguments.baseline.is_some()) {
        Some((
            "`--diff` shows what would change, and no findings",
            "leave out `--diff`, or `--format`, `--statistics` and `--baseline`",
        ))
    } else if arguments.watch && reads {
        Some(("standard input cannot be watched", "leave out `-`, or `--watch`"))
    } else if arguments.watch && !for_people {
        Some(("`--watch` shows findings to people", "leave out `--format`, or write `--format short`"))
    } else if arguments.statistics && !for_people && arguments.format != Format::Json {
        Some(("there are no statistics in this format", "`--statistics` goes with the formats human, short and json"))
    } else if arguments.update_baseline && !arguments.files.is_empty() {
        Some(("a baseline is of the whole project", "leave out the files, or `--update-baseline`"))
    } else {
        None
    }
}

/// One check of the project.
fn once(arguments: &Arguments, session: &mut Session) -> Outcome {
    let started = Instant::now();
    let checked = if arguments.fix || arguments.diff { fixing::run(arguments, session) } else { check(arguments, session) };
    let checked = checked.and_then(|mut checked| {
        if let Some(path) = &arguments.baseline {
            keep_new(path, arguments, session, &mut checked)?;
        }
        Ok(checked)
    });
    let checked = match checked {
        Ok(checked) => checked,
        Err(outcome) => return outcome,
    };
    let found = output::outcome(&checked.diagnostics, arguments.denies_warnings());
    let outcome = if checked.bug { Outcome::Error } else { found };
    session.report(&checked.diagnostics, &checked.sources, outcome, checked.counts());
    if arguments.format.is_for_people() {
        if arguments.fix {
            let (findings, files) = checked.fixed;
            session.terminal.sum_up(&format!("fixed {} in {}\n", counted(findings, "finding"), counted(files, "file")));
        }
        let summary = output::summary(&checked.diagnostics, checked.counts());
        session.terminal.sum_up(&output::summary_line(&summary, arguments.unsafe_fixes, started.elapsed()));
    }
    outcome
}

/// Checks the project; findings of what is asked for are kept.
fn check(arguments: &Arguments, session: &mut Session) -> Result<Checked, Outcome> {
    let mut checked = session.check(arguments.as_of)?;
    let only = match &session.given {
        Some(given) => Some(BTreeSet::from([given.path.clone()])),
        None if arguments.files.is_empty() => None,
        None => Some(paths(&arguments.files, session, &checked.sources, &checked.config.root)?),
    };
    keep_only(&mut checked.diagnostics, &checked.sources, only.as_ref());
    Ok(checked)
}

/// Keeps the findings of some files, and those about no text. One that points into such a file from another is about it, too, and so is
/// a file that was not read: what it declares is missing everywhere.
fn keep_only(diagnostics: &mut Diagnostics, sources: &SourceMap, only: Option<&BTreeSet<String>>) {
    let Some(only) = only else { return };
    let inside = |label: &Label| only.contains(sources.path(label.span));
    diagnostics.retain_mut(|found| {
        codes::UNREAD.contains(&found.code) || found.primary.as_ref().is_none_or(inside) || found.labels.iter().any(inside)
    });
}

/// Leaves out findings that the baseline holds, after it was written anew where that is asked for.
fn keep_new(path: &Path, arguments: &Arguments, session: &mut Session, checked: &mut Checked) -> Result<(), Outcome> {
    let known = Baseline::read(path);
    let baseline =
        if arguments.update_baseline { renewed(path, known, checked) } else { known.map_err(|why| unread(path, &why)) };
    let mut baseline = baseline.map_err(|(message, help)| session.terminal.refuse(&message, help.as_deref()))?;
    let hidden = baseline.hide(&mut checked.diagnostics, &checked.sources);
    session.terminal.note(&format!("known from the baseline: {}", counted(hidden, "finding")));
    // Of a part of the files, what is not found may stand in the others.
    if baseline.len() > 0 && arguments.files.is_empty() {
        let gone = counted(baseline.len(), "finding");
        session.terminal.note(&format!("no longer found: {gone} of the baseline; `--update-baseline` takes them out of it"));
    }
    Ok(())
}

/// Why there is no baseline, and what to do.
type NoBaseline = (String, Option<String>);

/// A baseline of what is found now, written in the place of the one there; of something else it is not.
fn renewed(path: &Path, known: Result<Baseline, String>, checked: &Checked) -> Result<Baseline, NoBaseline> {
    if path.exists() && known.is_err() {
        let message = format!("`{}` is there and is no baseline; nothing was written", path.display());
        return Err((message, Some("name another file, or move this one away".to_owned())));
    }
    let new = Baseline::of(&checked.diagnostics, &checked.sources);
    match new.write(path) {
        Ok(()) => Ok(new),
        Err(error) => Err((format!("the baseline `{}` cannot be written: {error}", path.display()), None)),
    }
}

fn unread(path: &Path, why: &str) -> NoBaseline {
    let message = format!("`{}` cannot be read as a baseline: {why}", path.display());
    let help = format!("`northstar check --baseline {} --update-baseline` writes it", path.display());
    (message, Some(help).filter(|_| !path.exists()))
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
            // Written as the project's findings write it, from another folder.
            let named = names.iter().any(|name| Path::new(name) == wanted);
            let from_here = || format!("paths count from the folder you are in: `{}`", root.join(wanted).display());
            let help = if named { Some(from_here()) } else { did_you_mean(&relative, names) };
            let message = format!("`{}` is no file of the project", wanted.display());
            return Err(session.terminal.refuse(&message, help.as_deref()));
        }
        paths.extend(found);
    }
    Ok(paths)
}
