//! `northstar test`: runs the project's `test` blocks on a warehouse, on rows that are given and never stored.

mod human;
pub(super) mod json;
pub mod judge;
mod junit;
mod select;

use super::environment::environment;
use super::output::{self, Format, Outcome};
use super::session::{Checked, Session};
use super::target::choose;
use crate::diagnostic::{Diagnostic, Diagnostics, Level, codes};
use crate::model::{Expect, Id, Test};
use crate::plan::given::Bench;
use crate::project::config::{Config, Target, TargetUrl};
use crate::project::dialect::Dialect;
use crate::sql;
use crate::warehouse::{Connection, connect};
use clap::ValueEnum;
use judge::{Judged, judge};
use schemars::JsonSchema;
use serde::Serialize;
use std::time::{Duration, Instant};

const EXAMPLES: &str = "\
Examples:
  northstar test                                   every `test` block of the project
  northstar test \"a cancelled booking is no night\"
  northstar test cancelled                         those with this word in their title
  northstar test 'a * is no night'                 those whose title has this form
  northstar test --target prod                     the same rows, computed by that warehouse
  northstar test --format junit > tests.xml        for continuous integration

A test gives rows in place of tables, so it needs no data, and creates none. Without `--target` it runs embedded, on DuckDB.

Exit codes: 0 all passed, 1 one failed, 2 one could not be run.";

/// The arguments of `test`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Run only these: a title, a part of one, or a pattern with `*`
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// How results are shown
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: TestFormat,
    /// Run on this target [default: embedded DuckDB]
    #[arg(long, value_name = "NAME")]
    pub target: Option<String>,
}

/// How results are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    /// One line per test, and the rows of those that fail, for people
    Human,
    /// One JSON object, for machines
    Json,
    /// JUnit's XML, for continuous integration
    Junit,
}

/// A test that was run.
#[derive(Debug)]
pub struct Ran {
    /// Which.
    pub test: Id<Test>,
    /// What became of each of its expectations; those after one that could not be asked are not there.
    pub expects: Vec<Judged>,
    /// Why it could not be run to its end.
    pub stopped: Option<Diagnostic>,
    /// How long it took.
    pub took: Duration,
}

/// How a test ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Every expectation holds.
    Passed,
    /// One expectation does not hold.
    Failed,
    /// One expectation could not be asked.
    #[serde(rename = "error")]
    Stopped,
}

impl Ran {
    /// How it ended.
    pub fn verdict(&self) -> Verdict {
        match (&self.stopped, self.expects.iter().all(Judged::passed)) {
            (Some(_), _) => Verdict::Stopped,
            (None, true) => Verdict::Passed,
            (None, false) => Verdict::Failed,
        }
    }
}

/// All tests that were run.
#[derive(Debug)]
pub struct Run {
    /// In the order of files and places.
    pub tests: Vec<Ran>,
    /// How long they took, with reading the project.
    pub took: Duration,
}

impl Run {
    /// How many ended so.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.tests.iter().filter(|ran| ran.verdict() == verdict).count()
    }

    /// How the command ends.
    pub fn outcome(&self) -> Outcome {
        match (self.count(Verdict::Stopped), self.count(Verdict::Failed)) {
            (0, 0) => Outcome::Ok,
            (0, _) => Outcome::Findings,
            _ => Outcome::Error,
        }
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    tests(arguments, session).unwrap_or_else(|outcome| outcome)
}

fn tests(arguments: &Arguments, session: &mut Session) -> Result<Outcome, Outcome> {
    let started = Instant::now();
    session.format = match arguments.format {
        TestFormat::Human => Format::Human,
        TestFormat::Json => Format::Json,
        TestFormat::Junit => Format::Junit,
    };
    let checked = compile(session)?;
    let refused = |session: &mut Session, diagnostic: Diagnostic| stop(session, &checked, diagnostic);
    let target = match &arguments.target {
        None => embedded(&checked.config),
        name => choose(&checked.config, name.as_deref()).map_err(|diagnostic| refused(session, *diagnostic))?.clone(),
    };
    let chosen = select::select(&checked.project, &arguments.names).map_err(|diagnostic| refused(session, *diagnostic))?;
    if chosen.is_empty() {
        session.terminal.note("note: the project has no `test` block; `northstar new` makes a project with one");
    }
    let mut tests = Vec::new();
    if !chosen.is_empty() {
        // Sources read the rows that are given, so no file of the target is needed.
        let opened = connect(&target, &checked.config.root, &[], &environment());
        let connection = opened.map_err(|error| refused(session, error.diagnostic()))?;
        let bench = Bench::new(&checked.project);
        let mut runner = Runner { checked: &checked, bench, dialect: target.dialect, connection };
        tests.extend(chosen.into_iter().map(|test| runner.run(test, session)));
    }
    let run = Run { tests, took: started.elapsed() };
    let text = match arguments.format {
        TestFormat::Human => human::render(&run, &checked.project, &checked.sources, &session.terminal),
        TestFormat::Json => json::render(&run, &checked.project, &checked.sources),
        TestFormat::Junit => junit::render(&run, &checked.project, &checked.sources),
    };
    session.terminal.print(&text);
    if arguments.format == TestFormat::Human && !run.tests.is_empty() {
        session.terminal.sum_up(&human::summary(&run));
    }
    Ok(run.outcome())
}

/// The project, where nothing is wrong with it; what is wrong is reported in the format asked for.
fn compile(session: &mut Session) -> Result<Checked, Outcome> {
    let mut checked = session.check(None)?;
    if checked.diagnostics.errors() == 0 {
        return Ok(checked);
    }
    checked.diagnostics.retain_mut(|diagnostic| diagnostic.level == Level::Error);
    let outcome = output::outcome(&checked.diagnostics, false);
    session.report(&checked.diagnostics, &checked.sources, outcome, checked.counts());
    Err(outcome)
}

/// Says why no test can be run.
fn stop(session: &mut Session, checked: &Checked, diagnostic: Diagnostic) -> Outcome {
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(diagnostic);
    session.report(&diagnostics, &checked.sources, Outcome::Error, checked.counts());
    Outcome::Error
}

/// A DuckDB in memory, whatever the project's targets are; by the driver of one of them, where one names it.
fn embedded(config: &Config) -> Target {
    let mut drivers =
        config.targets.values().filter(|target| target.dialect == Dialect::Duckdb).filter_map(|target| target.driver.clone());
    let target = Target::new("embedded", Dialect::Duckdb, TargetUrl::Literal(":memory:".to_owned()));
    Target { driver: drivers.next(), ..target }
}

/// Where tests are run.
struct Runner<'a> {
    checked: &'a Checked,
    bench: Bench,
    dialect: Dialect,
    connection: Connection,
}

impl Runner<'_> {
    fn run(&mut self, id: Id<Test>, session: &mut Session) -> Ran {
        let started = Instant::now();
        let test = &self.checked.project.tests[id];
        let mut expects = Vec::new();
        let mut stopped = None;
        for expect in &test.expects {
            match self.ask(test, expect, session) {
                Ok(judged) => expects.push(judged),
                Err(diagnostic) => {
                    stopped = Some(*diagnostic);
                    break;
                }
            }
        }
        Ran { test: id, expects, stopped, took: started.elapsed() }
    }

    /// Asks for the metric of an expectation, and compares.
    fn ask(&mut self, test: &Test, expect: &Expect, session: &mut Session) -> Result<Judged, Box<Diagnostic>> {
        let mut found = Diagnostics::default();
        let Some(planned) = self.bench.plan(test, expect, &mut found) else {
            let unasked = || Diagnostic::new(codes::NO_EXACT_FORM, expect.span, "this cannot be asked");
            return Err(Box::new(found.iter().next().cloned().unwrap_or_else(unasked)));
        };
        let sql = sql::query(&planned, self.dialect)?;
        session.terminal.detail(&sql);
        let answer = self.connection.query(&sql).map_err(|error| Box::new(error.diagnostic()))?;
        Ok(judge(&self.checked.project, test, expect, &answer))
    }
}
