//! Generated SQL gives the evaluator's rows, for random projects, tables and questions, on every engine that runs here.

use jiff::civil::date;
use northstar::diagnostic::{Diagnostic, Diagnostics, codes};
use northstar::model::Project;
use northstar::model::metric::Definition;
use northstar::plan::query::{AskedGrain, QueryRequest, plan};
use northstar::project::calendar::{Calendar, Grain};
use northstar::project::dialect::Dialect;
use northstar::warehouse::{self, Connection};
use std::collections::BTreeMap;

use super::compare::compare;
use super::evaluate::{Table, answer};
use super::facts::Question;
use super::generator::Forms;
use super::harness::{measures, prepare, world};
use super::search::{say, search};
use super::value::{Exact, Value};
use super::wording::Kind;
use super::written::{GRAINS, Written, WrittenQuestion, WrittenTable};

#[test]
fn duckdb_gives_the_rows_of_the_reference() {
    let Some(connection) = crate::support::duckdb() else { return };
    agree(connection, Dialect::Duckdb, Forms::Simple, 300);
}

#[test]
fn postgres_gives_the_rows_of_the_reference() {
    let Some(connection) = crate::support::postgres() else { return };
    agree(connection, Dialect::Postgres, Forms::Simple, 100);
}

#[test]
fn duckdb_gives_the_rows_of_the_reference_in_every_form() {
    let Some(connection) = crate::support::duckdb() else { return };
    agree(connection, Dialect::Duckdb, Forms::All, 900);
}

#[test]
fn postgres_gives_the_rows_of_the_reference_in_every_form() {
    let Some(connection) = crate::support::postgres() else { return };
    agree(connection, Dialect::Postgres, Forms::All, 600);
}

/// What random cases have found before.
#[test]
fn a_fraction_beside_a_sum_of_integers_keeps_its_digits() {
    let number = |number: i64| vec![Value::integer(number), Value::Date(date(2026, 1, 5)), Value::integer(number)];
    let columns = [("id", Kind::Integer), ("at", Kind::Date), ("amount", Kind::Integer)];
    let metrics = [("m0", "greatest(sum(amount), 2.25)"), ("m1", "least(sum(amount), 0.5)")];
    let source = "source f { table: f  id integer key  at date time  amount integer }\n".to_owned();
    let written = Written {
        calendar: Calendar::default(),
        metrics: metrics.iter().fold(source, |text, (name, value)| format!("{text}metric {name} {{ value: {value} from f }}\n")),
        tables: vec![WrittenTable {
            name: "f".to_owned(),
            columns: columns.map(|(name, kind)| (name.to_owned(), kind)).to_vec(),
            rows: vec![number(0), number(2)],
        }],
        questions: vec![WrittenQuestion {
            metrics: metrics.map(|(name, _)| name.to_owned()).to_vec(),
            by: Vec::new(),
            grain: Some(Grain::Week),
            since: None,
            until: None,
            filter: None,
            as_of: date(2026, 1, 6),
            sparse: false,
        }],
        grains: BTreeMap::new(),
    };
    on_every_engine(&written);
}

/// Panics where an engine gives other rows than the reference.
pub fn on_every_engine(written: &Written) {
    let engines = [(crate::support::duckdb(), Dialect::Duckdb), (crate::support::postgres(), Dialect::Postgres)];
    for (connection, dialect) in engines.into_iter().filter_map(|(connection, dialect)| Some((connection?, dialect))) {
        let mut judge = Judge { connection, dialect, answered: 0, cells: 0, refused: BTreeMap::new() };
        judge.judge(written).unwrap_or_else(|difference| panic!("{difference}"));
    }
}

fn agree(connection: Connection, dialect: Dialect, forms: Forms, cases_by_default: u32) {
    let mut judge = Judge { connection, dialect, answered: 0, cells: 0, refused: BTreeMap::new() };
    search(forms, cases_by_default, |written| judge.judge(written));
    let Judge { answered, cells, refused, .. } = judge;
    let said =
        format!("{}: {answered} questions gave the same rows, {cells} values in all; refused: {refused:?}", dialect.name());
    say(&said);
    // A refusal is no wrong number, but a test of refusals alone would say nothing.
    assert!(answered > refused.values().sum::<usize>() / 2, "{said}");
}

/// An engine, and what came of the questions so far.
struct Judge {
    connection: Connection,
    dialect: Dialect,
    answered: usize,
    cells: usize,
    refused: BTreeMap<String, usize>,
}

impl Judge {
    /// `Err` says what differs.
    fn judge(&mut self, written: &Written) -> Result<(), String> {
        let (project, questions) = prepare(&written.metrics, &written.calendar, &written.questions)?;
        self.grains(&project, written)?;
        let world = world(&project, written);
        for statement in written.load() {
            self.connection.execute(&statement).map_err(|error| format!("{error}\n{statement}"))?;
        }
        for (question, words) in questions.iter().zip(&written.questions) {
            let expected = answer(&world, question);
            let sql = match self.sql(&project, question, &words.by) {
                Ok(sql) => sql,
                Err(refusal) if refusal.code == codes::NO_EXACT_FORM => {
                    *self
                        .refused
                        .entry(refusal.message.split_once(" uses ").map_or_else(String::new, |(_, form)| form.to_owned()))
                        .or_default() += 1;
                    continue;
                }
                Err(refusal) => return Err(format!("{words}\nrefused: {refusal:#?}")),
            };
            let found = self.connection.query(&sql).map_err(|error| format!("{words}\n{error}\n{sql}"))?;
            compare(&expected, &read(&found, expected.keys)).map_err(|difference| format!("{words}\n{difference}\n{sql}"))?;
            self.answered += 1;
            self.cells += expected.rows.len() * question.metrics.len();
        }
        Ok(())
    }

    /// A metric has a value at the grains that its parts leave, worked out when it was written, and at no other.
    fn grains(&self, project: &Project, written: &Written) -> Result<(), String> {
        for (name, grains) in &written.grains {
            let metric = &project.metrics[project.metric_named(name).unwrap()];
            for grain in GRAINS {
                let refusal = metric.refuses(grain);
                if refusal.is_none() != grains.contains(&grain) {
                    return Err(format!("`{name}` at {grain:?}: {:?}", refusal.map(|refusal| refusal.message)));
                }
            }
        }
        Ok(())
    }

    fn sql(&self, project: &Project, question: &Question, by: &[String]) -> Result<String, Box<Diagnostic>> {
        let mut filters = BTreeMap::new();
        for id in question.metrics.iter().flat_map(|id| measures(project, *id)) {
            let Definition::Measure(measure) = &project.metrics[id].definition else { continue };
            filters.extend(question.filter.get(&measure.source.index()).map(|filter| (id, filter.clone())));
        }
        let request = QueryRequest {
            metrics: question.metrics.clone(),
            by: by.to_vec(),
            grain: Some(question.grain.map_or(AskedGrain::Whole, AskedGrain::Periods)),
            since: question.since,
            until: question.until,
            filters,
            as_of: Some(question.as_of),
            sparse: question.sparse,
            ..QueryRequest::default()
        };
        let mut diagnostics = Diagnostics::default();
        match plan(project, &request, &mut diagnostics) {
            Some(plan) => northstar::sql::query(&plan, self.dialect),
            None => Err(Box::new(diagnostics.iter().next().expect("a refusal says why").clone())),
        }
    }
}

pub fn read(table: &warehouse::Table, keys: usize) -> Table {
    let value = |value: &warehouse::Value| match value {
        warehouse::Value::Null => Value::Null,
        warehouse::Value::Bool(truth) => Value::Bool(*truth),
        warehouse::Value::Integer(number) => Value::Number(Exact::whole(*number)),
        warehouse::Value::Decimal { mantissa, scale } => Value::Number(Exact { mantissa: *mantissa, scale: *scale }),
        warehouse::Value::Float(number) => Value::Float(*number),
        warehouse::Value::Text(text) => Value::Text(text.clone()),
        warehouse::Value::Date(day) => Value::Date(*day),
        warehouse::Value::Timestamp(time) => Value::Timestamp(*time),
    };
    Table {
        columns: table.columns.iter().map(|column| column.name.clone()).collect(),
        keys,
        rows: table.rows.iter().map(|row| row.iter().map(value).collect()).collect(),
    }
}
