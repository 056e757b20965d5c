//! What `build` publishes gives the evaluator's rows: every metric's view at its own grain, in total and by each published
//! dimension, for random projects and tables; and `metric_values` holds the same rows.

use northstar::diagnostic::Diagnostics;
use northstar::model::metric::{Definition, Metric, MetricLeaf};
use northstar::model::{Id, Project};
use northstar::plan::{build, checks, declarations};
use northstar::project::config::Materialize;
use northstar::project::dialect::Dialect;
use northstar::source::SourceMap;
use northstar::sql::build::{Settings, objects};
use northstar::sql::{self, print};
use northstar::syntax::ast::TimeUnit;
use northstar::warehouse::Connection;
use std::collections::{BTreeMap, BTreeSet};

use super::agree::read;
use super::clock::{calendar_span, midnight};
use super::compare::compare;
use super::evaluate::{Table, answer, parts_of};
use super::facts::Question;
use super::generator::Forms;
use super::harness::{prepare, world};
use super::rows::World;
use super::search::{say, search};
use super::value::Value;
use super::written::{Written, WrittenQuestion};

const SCHEMA: &str = "northstar_published";

#[test]
fn duckdb_publishes_the_rows_of_the_reference() {
    let Some(connection) = crate::support::duckdb() else { return };
    publish(connection, Dialect::Duckdb, 110, Forms::All);
}

#[test]
fn postgres_publishes_the_rows_of_the_reference() {
    let Some(connection) = crate::support::postgres() else { return };
    publish(connection, Dialect::Postgres, 60, Forms::All);
}

fn publish(connection: Connection, dialect: Dialect, cases_by_default: u32, forms: Forms) {
    let mut judge = Judge { connection, dialect, rows: 0, refused: 0, judged: 0 };
    search(forms, cases_by_default, |written| judge.judge(written));
    let Judge { rows, refused, .. } = judge;
    let said = format!("{}: {rows} published rows are the same; {refused} projects refused", dialect.name());
    say(&said);
    assert!(rows > 1_000, "{said}");
}

/// Panics where an engine publishes other rows than the reference.
pub fn on_every_engine(written: &Written) {
    let engines = [(crate::support::duckdb(), Dialect::Duckdb), (crate::support::postgres(), Dialect::Postgres)];
    for (connection, dialect) in engines.into_iter().filter_map(|(connection, dialect)| Some((connection?, dialect))) {
        let mut judge = Judge { connection, dialect, rows: 0, refused: 0, judged: 0 };
        judge.judge(written).unwrap_or_else(|difference| panic!("{difference}"));
        assert_eq!(judge.refused, 0);
    }
}

struct Judge {
    connection: Connection,
    dialect: Dialect,
    rows: usize,
    refused: usize,
    judged: usize,
}

impl Judge {
    fn run(&mut self, sql: &str) -> Result<(), String> {
        self.connection.execute(sql).map_err(|error| format!("{error}\n{sql}"))
    }

    fn judge(&mut self, written: &Written) -> Result<(), String> {
        let Some(first) = written.questions.first() else { return Ok(()) };
        // Every other project keeps dimensions of more than two segments sparse.
        self.judged += 1;
        let max_segments = if self.judged.is_multiple_of(2) { 1_000 } else { 2 };
        let mut asked = Vec::new();
        let (base, _) = prepare(&written.metrics, &written.calendar, &[])?;
        for metric in base.metrics.values() {
            let slices = metric.dimensions.iter().map(|dimension| vec![dimension.name.clone()]);
            for by in std::iter::once(Vec::new()).chain(slices) {
                asked.push(WrittenQuestion {
                    metrics: vec![metric.name.clone()],
                    by,
                    grain: Some(metric.grain),
                    since: None,
                    until: None,
                    filter: None,
                    as_of: first.as_of,
                    sparse: false,
                });
            }
        }
        let (project, questions) = prepare(&written.metrics, &written.calendar, &asked)?;
        self.run(&format!("DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))?;
        for statement in written.load() {
            self.run(&statement)?;
        }
        if !self.apply(&project, first, max_segments)? {
            self.refused += 1;
            return Ok(());
        }
        let world = world(&project, written);
        let mut published = 0;
        for (question, words) in questions.iter().zip(&asked) {
            let mut expected = answer(&world, question);
            let segments: BTreeSet<String> = expected.rows.iter().map(|row| format!("{:?}", row[1])).collect();
            if !question.by.is_empty() && segments.len() > max_segments as usize {
                expected = answer(&world, &Question { sparse: true, ..question.clone() });
            }
            published += expected.rows.len();
            self.compare(&project, question, words, expected)?;
            self.completeness(&world, question)?;
        }
        let counted = format!("SELECT COUNT(*) AS n FROM {SCHEMA}.metric_values");
        let values = self.connection.query(&counted).map_err(|error| error.to_string())?;
        let values = values.rows[0][0].to_string();
        if values != published.to_string() {
            return Err(format!("metric_values has {values} rows, the reference {published}"));
        }
        Ok(())
    }

    /// Makes all objects anew; `false` where a form has no SQL yet.
    fn apply(&mut self, project: &Project, first: &WrittenQuestion, max_segments: u32) -> Result<bool, String> {
        let mut diagnostics = Diagnostics::default();
        let Some(plan) = build::plan(project, &mut diagnostics) else { return Ok(false) };
        let settings = Settings { schema: SCHEMA.to_owned(), materialize: Materialize::Table, max_segments };
        let tables = declarations::tables(project, &SourceMap::default(), &|_: Id<Metric>| String::new());
        let printer = sql::dialect::of(self.dialect);
        let made = objects(&plan, &tables, &checks::checks(project), &settings, printer);
        let made = made.map_err(|error| error.message)?;
        self.run(&format!("CREATE SCHEMA {SCHEMA}"))?;
        for object in made {
            for statement in &object.statements {
                self.run(&print::statement(statement, printer))?;
            }
            if object.name == "build" {
                self.run(&sql::set_as_of(SCHEMA, first.as_of, self.dialect))?;
            }
        }
        self.connection.query(&format!("SELECT * FROM {SCHEMA}.checks")).map_err(|error| error.to_string())?;
        Ok(true)
    }

    fn compare(
        &mut self,
        project: &Project,
        question: &Question,
        words: &WrittenQuestion,
        expected: Table,
    ) -> Result<(), String> {
        let metric = &project.metrics[question.metrics[0]];
        let (dimension, keys) = words.by.first().map_or(("all", "period_start"), |name| (name.as_str(), "period_start, segment"));
        let sql = format!("SELECT {keys}, \"value\" FROM {SCHEMA}.\"{}\" WHERE dimension = '{dimension}'", metric.name);
        let found = self.connection.query(&sql).map_err(|error| format!("{error}\n{sql}"))?;
        let expected = if dimension == "all" { expected } else { with_text_segments(expected) };
        // The same under the names of the question.
        let mut found = read(&found, expected.keys);
        found.columns.clone_from(&expected.columns);
        let numbers = expected.keys == 2 && expected.rows.iter().any(|row| matches!(row[1], Value::Number(_)));
        for row in found.rows.iter_mut().filter(|_| numbers) {
            if let Value::Text(digits) = &row[1] {
                row[1] = Value::decimal(digits);
            }
        }
        self.rows += expected.rows.len();
        compare(&expected, &found).map_err(|difference| format!("{words}\n{difference}\n{sql}"))
    }
}

impl Judge {
    /// A period is complete when its end is no later than as-of, and every conversion and retention behind it has had its time.
    fn completeness(&mut self, world: &World<'_>, question: &Question) -> Result<(), String> {
        let metric = &world.project.metrics[question.metrics[0]];
        let mut waits = Vec::new();
        cohorts(world.project, question.metrics[0], &mut waits);
        let sql = format!("SELECT period_start, is_complete FROM {SCHEMA}.\"{}\"", metric.name);
        let found = self.connection.query(&sql).map_err(|error| format!("{error}\n{sql}"))?;
        for row in &read(&found, 1).rows {
            let start = match &row[0] {
                Value::Date(day) => midnight(*day),
                Value::Timestamp(time) => *time,
                other => return Err(format!("{other:?} is no period\n{sql}")),
            };
            let end = world.clock.shift(metric.grain, start, 1);
            let has_waited = |(count, unit): &(i64, TimeUnit)| end + calendar_span(*count, *unit) <= midnight(question.as_of);
            let expected = end <= midnight(question.as_of) && waits.iter().all(has_waited);
            if !matches!(row[1], Value::Bool(found) if found == expected) {
                return Err(format!("{start}: complete is {expected}, and not {:?}\n{sql}", row[1]));
            }
        }
        Ok(())
    }
}

/// How long the conversions and retentions behind a metric wait.
fn cohorts(project: &Project, id: Id<Metric>, waits: &mut Vec<(i64, TimeUnit)>) {
    let Definition::Derived(expr) = &project.metrics[id].definition else { return };
    for leaf in expr.leaves() {
        match leaf {
            MetricLeaf::Conversion(cohort) => waits.push((i64::from(cohort.count), cohort.unit)),
            MetricLeaf::Retention(cohort) => waits.push((i64::from(cohort.count) + 1, cohort.unit)),
            _ => {}
        }
        parts_of(leaf).into_iter().for_each(|part| cohorts(project, part, waits));
    }
}

/// Segments are published as text: booleans `true` and `false`, dates ISO. (Numbers are read back from their text.)
fn with_text_segments(mut table: Table) -> Table {
    let words: BTreeMap<bool, &str> = BTreeMap::from([(true, "true"), (false, "false")]);
    for row in &mut table.rows {
        row[1] = match &row[1] {
            Value::Bool(truth) => Value::text(words[truth]),
            Value::Date(day) => Value::text(day.to_string()),
            other => other.clone(),
        };
    }
    table
}
