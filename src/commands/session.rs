//! What commands share: the terminal, and the project that they work in.

use super::output::{self, Counts, Format, Outcome, SHOWN, Terminal};
use super::{history, machine};
use crate::Moment;
use crate::diagnostic::{Diagnostic, Diagnostics, Level, codes, json, statistics};
use crate::model::Project;
use crate::project::config::Config;
use crate::project::{Given, find, load, read_files};
use crate::rules::StarChange;
use crate::source::{FileId, SourceMap};
use jiff::civil::Date;
use std::path::PathBuf;

/// A run of the program.
pub struct Session {
    /// Where to write.
    pub terminal: Terminal,
    /// How findings are shown; a command with `--format` sets it before anything else.
    pub format: Format,
    /// Whether findings are what the command is asked for, and so go to standard output.
    pub findings_are_results: bool,
    /// How many findings people are shown; 0 shows all.
    pub shown: usize,
    /// Whether the findings of each rule are counted instead of shown; machines are told both.
    pub statistics: bool,
    /// A metric file's text that stands for what is on the disk.
    pub given: Option<Given>,
    /// The lowest level that makes the command fail.
    pub denied: Level,
    /// `--project`
    folder: Option<PathBuf>,
    /// The folder of the project, once it is found.
    root: Option<PathBuf>,
}

/// The project, read but not parsed.
pub struct Opened {
    /// Its configuration.
    pub config: Config,
    /// The project file and the metric files.
    pub sources: SourceMap,
    /// The metric files, in the order of their paths.
    pub files: Vec<FileId>,
    /// What was found so far.
    pub diagnostics: Diagnostics,
}

/// The project, checked.
pub struct Checked {
    /// Its configuration.
    pub config: Config,
    /// The project file and the metric files.
    pub sources: SourceMap,
    /// How many metric files there are.
    pub files: usize,
    /// What they declare.
    pub project: Project,
    /// All findings, at the levels of the project file.
    pub diagnostics: Diagnostics,
    /// How many findings were fixed, and in how many files.
    pub fixed: (usize, usize),
    /// Whether a fix had a bug and was not made.
    pub bug: bool,
}

impl Checked {
    /// What was looked at and changed.
    pub fn counts(&self) -> Counts {
        Counts { files: self.files, metrics: self.project.metrics.len(), fixed: self.fixed.0 }
    }
}

impl Session {
    /// A run in a folder, or where the process is.
    pub fn new(terminal: Terminal, folder: Option<PathBuf>) -> Session {
        let (format, denied) = (Format::Human, Level::Error);
        let (statistics, given, root) = (false, None, None);
        Session { terminal, format, findings_are_results: false, shown: SHOWN, statistics, given, denied, folder, root }
    }

    /// The folder that the project is searched from, absolute.
    ///
    /// # Errors
    /// The outcome, after saying so, where the folder does not exist or the process's own cannot be told.
    pub fn start(&mut self) -> Result<PathBuf, Outcome> {
        let folder = self.folder.clone().unwrap_or_else(|| PathBuf::from("."));
        match folder.canonicalize() {
            Ok(folder) if folder.is_dir() => Ok(folder),
            Ok(_) => Err(self.terminal.refuse(&format!("`{}` is no folder", folder.display()), None)),
            Err(error) => Err(self.terminal.refuse(&format!("the folder `{}` cannot be read: {error}", folder.display()), None)),
        }
    }

    /// Finds the project and reads its configuration.
    ///
    /// # Errors
    /// The outcome, after printing what is wrong, where there is no project or its file has an error.
    pub fn configuration(&mut self) -> Result<(Config, SourceMap), Outcome> {
        let start = self.start()?;
        let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
        match find(&start) {
            Ok(root) => {
                self.terminal.detail(&format!("project in {}", root.display()));
                self.root = Some(root.clone());
                if let Some(config) = load(&root, &mut sources, &mut diagnostics) {
                    return Ok((config, sources));
                }
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
        diagnostics.sort(&sources);
        self.report(&diagnostics, &sources, Outcome::Error, Counts::default());
        Err(Outcome::Error)
    }

    /// Shows findings in the format asked for. Machines are told the counts, too.
    pub fn report(&mut self, diagnostics: &Diagnostics, sources: &SourceMap, outcome: Outcome, counts: Counts) {
        let statistics = self.statistics.then(|| statistics::counts(diagnostics));
        if self.format == Format::Json {
            let summary = output::summary(diagnostics, counts);
            self.terminal.print(&json::report(diagnostics.iter(), sources, outcome, summary, statistics));
        } else if let Some(text) = machine::render(self.format, diagnostics, sources, self.root.as_deref(), self.denied) {
            self.terminal.print(&text);
        } else if let Some(counts) = statistics {
            self.terminal.print(&statistics::table(&counts, self.terminal.style));
        } else if self.findings_are_results {
            self.terminal.findings(diagnostics, sources, self.format, self.shown);
        } else {
            self.terminal.complaints(diagnostics, sources, self.shown);
        }
    }

    /// Finds the project, reads its configuration and its metric files. What cannot be read is among the diagnostics.
    ///
    /// # Errors
    /// As [`Session::configuration`].
    pub fn open(&mut self) -> Result<Opened, Outcome> {
        let (config, mut sources) = self.configuration()?;
        let mut diagnostics = Diagnostics::default();
        let files = read_files(&config, self.given.as_ref(), &mut sources, &mut diagnostics);
        for file in files.iter().filter_map(|id| sources.file(*id)) {
            self.terminal.detail(&format!("read {}", file.path));
        }
        Ok(Opened { config, sources, files, diagnostics })
    }

    /// Reads and checks the project, whatever is found.
    ///
    /// # Errors
    /// As [`Session::configuration`].
    pub fn check(&mut self, as_of: Option<Date>) -> Result<Checked, Outcome> {
        let Opened { config, sources, files, mut diagnostics } = self.open()?;
        let as_of = as_of.unwrap_or_else(|| today(&config));
        let star_changes = self.star_changes(&config, &sources, &files, as_of);
        let moment = Moment { as_of, star_changes: &star_changes };
        let project = crate::check_at(&config, &sources, &files, &moment, &mut diagnostics);
        Ok(Checked { config, sources, files: files.len(), project, diagnostics, fixed: (0, 0), bug: false })
    }

    /// What the history tells of the north star, where that can be a finding of this run.
    pub fn star_changes(&self, config: &Config, sources: &SourceMap, files: &[FileId], as_of: Date) -> Vec<StarChange> {
        let code = codes::NORTH_STAR_CHANGED;
        let looks_back = match config.lint.get(code.id).copied().unwrap_or(code.level) {
            Level::Error => true,
            Level::Warn => self.findings_are_results,
            Level::Off => false,
        };
        if looks_back { history::star_changes(&config.root, sources, files, as_of) } else { Vec::new() }
    }

    /// Reads and checks the project for a command that needs it to be right.
    ///
    /// # Errors
    /// The outcome, after printing the errors, where there is one.
    pub fn compile(&mut self) -> Result<Checked, Outcome> {
        let mut checked = self.check(None)?;
        if checked.diagnostics.errors() == 0 {
            return Ok(checked);
        }
        checked.diagnostics.retain_mut(|diagnostic| diagnostic.level == Level::Error);
        let stopped = checked.diagnostics.iter().any(output::stops);
        self.terminal.complaints(&checked.diagnostics, &checked.sources, self.shown);
        Err(if stopped { Outcome::Error } else { Outcome::Findings })
    }

    /// Shows findings that stop a command: those about the files are findings, the others mean that the job could not be done.
    pub fn fail(&mut self, diagnostics: &Diagnostics, sources: &SourceMap) -> Outcome {
        let in_files = diagnostics.iter().any(|diagnostic| diagnostic.primary.is_some());
        let outcome = if in_files { Outcome::Findings } else { Outcome::Error };
        self.terminal.complaints(diagnostics, sources, self.shown);
        outcome
    }

    /// As [`Session::fail`], for one.
    pub fn fail_with(&mut self, diagnostic: Diagnostic, sources: &SourceMap) -> Outcome {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(diagnostic);
        self.fail(&diagnostics, sources)
    }
}

/// The current day in the project's zone.
pub fn today(config: &Config) -> Date {
    let now = jiff::Timestamp::now();
    let zone = jiff::tz::TimeZone::get(&config.calendar.timezone).unwrap_or(jiff::tz::TimeZone::UTC);
    now.to_zoned(zone).date()
}
