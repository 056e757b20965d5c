//! What a command prints and how it ends: streams, colour, width, the report of findings and exit codes.

use crate::diagnostic::human::{self, Style};
pub use crate::diagnostic::json::Outcome;
use crate::diagnostic::json::Summary;
use crate::diagnostic::{Diagnostic, Diagnostics, Level, codes, visible};
use crate::source::SourceMap;
use clap::ValueEnum;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

/// How many findings people are shown where they do not ask for more.
pub const SHOWN: usize = 50;

/// `--color`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `--format` of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// With the lines of the files, for people
    #[default]
    Human,
    /// One line each
    Short,
    /// One JSON object, with all that is known
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    /// JUnit's XML, for servers that show tests
    Junit,
    /// Checkstyle's XML, which most servers read
    Checkstyle,
    /// The Reviewdog Diagnostic Format
    Rdjson,
}

impl Format {
    /// Whether people read it: then it has a last line that sums up, and no more findings than they like.
    pub fn is_for_people(self) -> bool {
        matches!(self, Format::Human | Format::Short)
    }
}

/// The exit code of an outcome.
pub fn exit_code(outcome: Outcome) -> ExitCode {
    ExitCode::from(match outcome {
        Outcome::Ok => 0,
        Outcome::Findings => 1,
        Outcome::Error => 2,
    })
}

/// Where a command writes. A reader that goes away (`| head`) is no fault: what follows is dropped in silence.
pub struct Terminal {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    /// How findings look on standard output.
    pub style: Style,
    /// How they look on standard error, which may go elsewhere.
    error_style: Style,
    /// Whether only results are wanted.
    pub quiet: bool,
    /// How many times `-v` was given.
    pub verbose: u8,
    closed: bool,
    failure: Option<io::Error>,
}

impl Terminal {
    /// The process's own streams. `quiet` leaves out notes and summaries.
    pub fn new(color: ColorWhen, quiet: bool, verbose: u8) -> Terminal {
        let style_of = |terminal: bool, size: Option<terminal_size::Width>| {
            let width = size.filter(|_| terminal).map(|width| usize::from(width.0));
            Style { color: colored(color, terminal, |name| std::env::var(name).ok()), width }
        };
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let style = style_of(stdout.is_terminal(), terminal_size::terminal_size_of(&stdout).map(|(width, _)| width));
        let error_style = style_of(stderr.is_terminal(), terminal_size::terminal_size_of(&stderr).map(|(width, _)| width));
        let out = Box::new(BufWriter::new(io::stdout().lock()));
        Terminal { out, err: Box::new(io::stderr()), style, error_style, quiet, verbose, closed: false, failure: None }
    }

    /// Streams of the caller's, without colour; for tests.
    pub fn to(out: Box<dyn Write>, err: Box<dyn Write>) -> Terminal {
        Terminal {
            out,
            err,
            style: Style::default(),
            error_style: Style::default(),
            quiet: false,
            verbose: 0,
            closed: false,
            failure: None,
        }
    }

    /// Writes a result to standard output, as it is.
    pub fn print(&mut self, text: &str) {
        self.print_bytes(text.as_bytes());
    }

    /// Writes the last line of a check to standard output, unless `-q` was given.
    pub fn sum_up(&mut self, text: &str) {
        if !self.quiet {
            self.print(text);
        }
    }

    /// Writes bytes of a result to standard output, as they are.
    pub fn print_bytes(&mut self, bytes: &[u8]) {
        if !self.closed {
            let result = self.out.write_all(bytes);
            self.keep(result);
        }
    }

    /// Empties the screen, where standard output is one.
    pub fn clear(&mut self) {
        if self.style.width.is_some() {
            self.print("\u{1b}[2J\u{1b}[3J\u{1b}[H");
        }
    }

    /// Writes out what is buffered.
    pub fn flush(&mut self) {
        let result = self.out.flush();
        self.keep(result);
    }

    /// Whether nobody reads standard output any more, so that work for it can stop.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Writes a line of progress or advice to standard error, unless `-q` was given.
    pub fn note(&mut self, text: &str) {
        if !self.quiet {
            self.complain(text);
        }
    }

    /// Writes a line to standard error where `-v` was given.
    pub fn detail(&mut self, text: &str) {
        if self.verbose > 0 {
            self.complain(text);
        }
    }

    /// Writes a line to standard error. That standard error is closed is no reason to stop.
    pub fn complain(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
    }

    /// Says why the command could not do its job, and what to do, on standard error. What the message repeats of the user's may
    /// hold anything.
    pub fn refuse(&mut self, message: &str, help: Option<&str>) -> Outcome {
        self.complain(&format!("error: {}", visible::lines(message)));
        if let Some(help) = help {
            self.complain(&format!("  help: {}", visible::lines(help)));
        }
        Outcome::Error
    }

    /// Shows findings to people on standard output, at most `limit` (0: all), and says how many more there are.
    pub fn findings(&mut self, diagnostics: &Diagnostics, sources: &SourceMap, format: Format, limit: usize) {
        let limit = if limit == 0 { usize::MAX } else { limit };
        for diagnostic in diagnostics.iter().take(limit) {
            if self.closed {
                return;
            }
            let text = match format {
                Format::Human => human::render(diagnostic, sources, self.style) + "\n",
                _ => human::short(diagnostic, sources, self.style) + "\n",
            };
            self.print(&text);
        }
        if diagnostics.len() > limit {
            self.print(&format!("… and {} more; `--max-diagnostics 0` shows all\n", diagnostics.len() - limit));
        }
    }

    /// Shows people on standard error what stops a command whose results go to standard output.
    pub fn complaints(&mut self, diagnostics: &Diagnostics, sources: &SourceMap, limit: usize) {
        let limit = if limit == 0 { usize::MAX } else { limit };
        for diagnostic in diagnostics.iter().take(limit) {
            let text = human::render(diagnostic, sources, self.error_style);
            self.complain(&text);
        }
        if diagnostics.len() > limit {
            self.complain(&format!("… and {} more", diagnostics.len() - limit));
        }
    }

    /// Writes out what is buffered and gives the outcome; an output that could not be written is an error.
    pub fn finish(mut self, outcome: Outcome) -> Outcome {
        self.flush();
        match self.failure.take() {
            Some(error) => self.refuse(&format!("the output could not be written: {error}"), None),
            None => outcome,
        }
    }

    fn keep(&mut self, result: io::Result<()>) {
        if let Err(error) = result {
            self.closed = true;
            if error.kind() != ErrorKind::BrokenPipe {
                self.failure = Some(error);
            }
        }
    }
}

/// Whether to use colour: `--color` over `NO_COLOR` over `FORCE_COLOR` over terminal.
pub fn colored(when: ColorWhen, terminal: bool, variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name| variable(name).is_some_and(|value| !value.is_empty());
    match when {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto if set("NO_COLOR") => false,
        ColorWhen::Auto if set("FORCE_COLOR") => variable("FORCE_COLOR").as_deref() != Some("0"),
        ColorWhen::Auto => terminal && variable("TERM").as_deref() != Some("dumb"),
    }
}

/// The outcome of a check: findings where there is an error, or a warning that is denied; an error where something could not be read.
pub fn outcome(diagnostics: &Diagnostics, deny_warnings: bool) -> Outcome {
    if diagnostics.iter().any(stops) {
        return Outcome::Error;
    }
    if diagnostics.errors() > 0 || (deny_warnings && diagnostics.warnings() > 0) { Outcome::Findings } else { Outcome::Ok }
}

/// Whether a finding says that the job could not be done: the project's settings are wrong, or a file cannot be read as text.
pub fn stops(diagnostic: &Diagnostic) -> bool {
    let code = diagnostic.code;
    diagnostic.level == Level::Error && (codes::UNREAD.contains(&code) || code.id.starts_with("NS9"))
}

/// What a run looked at and changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Metric files.
    pub files: usize,
    /// Metrics.
    pub metrics: usize,
    /// Findings that were fixed.
    pub fixed: usize,
}

/// What to say of a run in JSON and in its last line.
pub fn summary(diagnostics: &Diagnostics, counts: Counts) -> Summary {
    let fixable: Vec<&Diagnostic> = diagnostics.iter().filter(|d| d.level != Level::Off && !d.fixes.is_empty()).collect();
    let safely = fixable.iter().filter(|d| d.fixes.iter().any(|fix| fix.safe)).count();
    Summary {
        files: counts.files,
        metrics: counts.metrics,
        errors: diagnostics.errors(),
        warnings: diagnostics.warnings(),
        fixable: safely,
        unsafely_fixable: fixable.len() - safely,
        fixed: counts.fixed,
    }
}

/// The last line: `checked 412 metrics in 0.21 s: 3 errors, 1 warning (2 fixable with --fix)`. `unsafe_too` says that unsafe fixes are
/// asked for and counted with the others.
pub fn summary_line(summary: &Summary, unsafe_too: bool, elapsed: Duration) -> String {
    let mut found = Vec::new();
    if summary.errors > 0 {
        found.push(counted(summary.errors, "error"));
    }
    if summary.warnings > 0 {
        found.push(counted(summary.warnings, "warning"));
    }
    let found = if found.is_empty() { "nothing to report".to_owned() } else { found.join(", ") };
    let fixable = match (summary.fixable, summary.unsafely_fixable) {
        (0, 0) => String::new(),
        (safe, risky) if unsafe_too && risky > 0 => format!(" ({} fixable with --fix --unsafe-fixes)", safe + risky),
        (safe, 0) => format!(" ({safe} fixable with --fix)"),
        (0, risky) => format!(" ({risky} fixable with --fix --unsafe-fixes)"),
        (safe, risky) => format!(" ({safe} fixable with --fix, {risky} more with --unsafe-fixes)"),
    };
    format!("checked {} in {:.2} s: {found}{fixable}\n", counted(summary.metrics, "metric"), elapsed.as_secs_f64())
}

/// `1 error`, `3 errors`
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(when: ColorWhen, terminal: bool, set: &[(&str, &str)]) -> bool {
        colored(when, terminal, |name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_flag_beats_the_environment_and_that_beats_the_terminal() {
        assert!(choice(ColorWhen::Always, false, &[("NO_COLOR", "1")]));
        assert!(!choice(ColorWhen::Never, true, &[("FORCE_COLOR", "1")]));
        assert!(!choice(ColorWhen::Auto, true, &[("NO_COLOR", "1"), ("FORCE_COLOR", "1")]));
        assert!(choice(ColorWhen::Auto, false, &[("FORCE_COLOR", "1"), ("NO_COLOR", "")]));
        assert!(!choice(ColorWhen::Auto, true, &[("FORCE_COLOR", "0")]));
        assert!(choice(ColorWhen::Auto, true, &[("TERM", "xterm")]));
        assert!(!choice(ColorWhen::Auto, true, &[("TERM", "dumb")]));
        assert!(!choice(ColorWhen::Auto, false, &[]));
    }

    #[test]
    fn the_last_line_sums_up() {
        let line = |summary: Summary, unsafe_too| summary_line(&summary, unsafe_too, Duration::from_millis(214));
        let all = Summary { files: 9, metrics: 412, errors: 3, warnings: 1, fixable: 2, ..Summary::default() };
        assert_eq!(line(all, false), "checked 412 metrics in 0.21 s: 3 errors, 1 warning (2 fixable with --fix)\n");
        assert_eq!(line(all, true), line(all, false));
        let none = Summary { metrics: 1, ..Summary::default() };
        assert_eq!(line(none, true), "checked 1 metric in 0.21 s: nothing to report\n");
        let both = Summary { unsafely_fixable: 1, ..all };
        assert!(line(both, false).ends_with("(2 fixable with --fix, 1 more with --unsafe-fixes)\n"));
        assert!(line(both, true).ends_with("(3 fixable with --fix --unsafe-fixes)\n"));
        let unsafely = Summary { fixable: 0, ..both };
        assert!(line(unsafely, false).ends_with("(1 fixable with --fix --unsafe-fixes)\n"));
    }

    struct Refusing(ErrorKind);

    impl Write for Refusing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_goes_away_changes_nothing() {
        let mut terminal = Terminal::to(Box::new(Refusing(ErrorKind::BrokenPipe)), Box::new(io::sink()));
        terminal.print("x");
        assert!(terminal.is_closed());
        assert_eq!(terminal.finish(Outcome::Findings), Outcome::Findings);
    }

    #[test]
    fn an_output_that_cannot_be_written_is_an_error() {
        let mut terminal = Terminal::to(Box::new(Refusing(ErrorKind::StorageFull)), Box::new(io::sink()));
        terminal.print("x");
        assert_eq!(terminal.finish(Outcome::Ok), Outcome::Error);
    }
}
