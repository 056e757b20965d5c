//! What a test expects beside what the warehouse answered, row by row.

use crate::model::expr::Node;
use crate::model::types::{Literal, Number};
use crate::model::{Expect, Project, Test};
use crate::plan::given::as_of;
use crate::source::Span;
use crate::warehouse::{Table, Value};
use indexmap::{IndexMap, IndexSet};
use schemars::JsonSchema;
use serde::Serialize;

/// How far two values may be apart, as a share of the larger.
const TOLERANCE: f64 = 1e-9;

/// An expectation and what became of it.
#[derive(Debug)]
pub struct Judged {
    /// The metric's name.
    pub metric: String,
    /// The grain's name.
    pub grain: &'static str,
    /// The dimensions' names.
    pub dimensions: Vec<String>,
    /// Where it is written.
    pub span: Span,
    /// The rows of the periods that it names, by period; within one as they are expected, then the others.
    pub rows: Vec<Row>,
    /// Why a period that is named may be nowhere in the answer, where one is not.
    pub note: Option<String>,
}

/// A row of a named period.
#[derive(Debug)]
pub struct Row {
    /// The period's start.
    pub period: Literal,
    /// A value per dimension.
    pub segment: Vec<Literal>,
    /// What is expected, where a row is.
    pub expected: Option<Value>,
    /// What was found, where a row was.
    pub actual: Option<Value>,
}

/// How a row compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Comparison {
    /// As expected.
    Equal,
    /// Another value.
    Different,
    /// Expected, and not there.
    Missing,
    /// There, and not expected.
    Unexpected,
}

impl Comparison {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Comparison::Equal => "equal",
            Comparison::Different => "different",
            Comparison::Missing => "missing",
            Comparison::Unexpected => "unexpected",
        }
    }
}

impl Row {
    /// How it compares.
    pub fn comparison(&self) -> Comparison {
        match (&self.expected, &self.actual) {
            (Some(expected), Some(actual)) if equal(expected, actual) => Comparison::Equal,
            (Some(_), Some(_)) => Comparison::Different,
            (_, None) => Comparison::Missing,
            (None, _) => Comparison::Unexpected,
        }
    }
}

impl Judged {
    /// Whether every row is as expected.
    pub fn passed(&self) -> bool {
        self.rows.iter().all(|row| row.comparison() == Comparison::Equal)
    }
}

/// Compares an answer with what is expected of the periods that the expectation names.
pub fn judge(project: &Project, test: &Test, expect: &Expect, answer: &Table) -> Judged {
    let mut rows: IndexMap<Vec<Literal>, (Option<Value>, Option<Value>)> = IndexMap::new();
    let mut periods: IndexSet<Literal> = IndexSet::new();
    for row in &expect.rows {
        let mut constants: Vec<Literal> = row.iter().map(|value| constant(&value.node)).collect();
        let value = constants.pop().map(value_of);
        periods.extend(constants.first().cloned());
        rows.entry(constants).or_default().0 = value;
    }
    for row in &answer.rows {
        let Some((value, keys)) = row.split_last() else { continue };
        let keys: Vec<Literal> = keys.iter().map(key).collect();
        if keys.first().is_some_and(|period| periods.contains(period)) {
            rows.entry(keys).or_default().1 = Some(value.clone());
        }
    }
    let absent = periods.iter().find(|period| rows.iter().all(|(keys, pair)| keys.first() != Some(*period) || pair.1.is_none()));
    let note = absent.map(|period| outside(project, test, expect, period));
    let mut rows: Vec<Row> = rows.into_iter().filter_map(|(keys, pair)| row(keys, pair)).collect();
    rows.sort_by_cached_key(|row| periods.get_index_of(&row.period));
    Judged {
        metric: project.metrics[expect.metric].name.clone(),
        grain: expect.grain.name(),
        dimensions: expect.dimensions.clone(),
        span: expect.span,
        rows,
        note,
    }
}

/// What to know of a period in which nothing was found.
fn outside(project: &Project, test: &Test, expect: &Expect, period: &Literal) -> String {
    let first = match project.calendar.start {
        Some(start) => format!("`[calendar] start`, {start},"),
        None => "the first row that a source of the metric has".to_owned(),
    };
    let last = as_of(test).map(|day| day.to_string()).unwrap_or_default();
    format!(
        "nothing was found in the {} {}: periods run from {first} to {last}, the last day that the test sees",
        expect.grain.name(),
        shown(period)
    )
}

fn row(keys: Vec<Literal>, (expected, actual): (Option<Value>, Option<Value>)) -> Option<Row> {
    let mut keys = keys.into_iter();
    let period = keys.next()?;
    Some(Row { period, segment: keys.collect(), expected, actual })
}

/// A period or segment as a test would write it, without quotes.
pub fn shown(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Timestamp(time) => time.strftime("%Y-%m-%d %H:%M:%S%.f").to_string(),
        other => value_of(other.clone()).to_string(),
    }
}

fn constant<L>(node: &Node<L>) -> Literal {
    match node {
        Node::Literal(literal) => literal.clone(),
        _ => Literal::Null,
    }
}

/// A value of the warehouse as the constant that a test would write for it.
fn key(value: &Value) -> Literal {
    match value {
        Value::Null => Literal::Null,
        Value::Bool(value) => Literal::Boolean(*value),
        Value::Integer(number) => Literal::Number(Number::new(*number, 0)),
        Value::Decimal { mantissa, scale } => Literal::Number(Number::new(*mantissa, *scale)),
        Value::Text(text) => Literal::Text(text.clone()),
        Value::Date(day) => Literal::Date(*day),
        Value::Timestamp(time) => Literal::Timestamp(*time),
        // No dimension is a float (checked: NS201).
        Value::Float(number) => Literal::Text(number.to_string()),
    }
}

fn value_of(literal: Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Boolean(value) => Value::Bool(value),
        Literal::Number(Number { mantissa, scale: 0 }) => Value::Integer(mantissa),
        Literal::Number(Number { mantissa, scale }) => Value::Decimal { mantissa, scale },
        Literal::Text(text) => Value::Text(text),
        Literal::Date(day) => Value::Date(day),
        Literal::Timestamp(time) => Value::Timestamp(time),
    }
}

/// Whether two values are equal within the tolerance; null equals null.
fn equal(expected: &Value, actual: &Value) -> bool {
    if key(expected) == key(actual) {
        return true;
    }
    let (Some(a), Some(b)) = (number(expected), number(actual)) else { return false };
    a == b || (a - b).abs() <= TOLERANCE * a.abs().max(b.abs())
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(_) | Value::Decimal { .. } => value.to_string().parse().ok(),
        Value::Float(number) => Some(*number).filter(|number| number.is_finite()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_equal_within_a_billionth() {
        let decimal = |mantissa, scale| Value::Decimal { mantissa, scale };
        assert!(equal(&Value::Null, &Value::Null));
        assert!(!equal(&Value::Integer(0), &Value::Null) && !equal(&Value::Null, &Value::Float(0.0)));
        assert!(equal(&Value::Integer(3), &Value::Float(3.0)) && equal(&decimal(300, 2), &Value::Integer(3)));
        assert!(equal(&decimal(333_333_333_333, 12), &Value::Float(1.0 / 3.0)));
        assert!(!equal(&decimal(33_333_333, 8), &Value::Float(1.0 / 3.0)));
        assert!(equal(&Value::Integer(0), &Value::Float(-0.0)) && !equal(&Value::Integer(0), &Value::Float(1e-300)));
        // What no double holds is compared exactly, then by share.
        let large = i128::MAX;
        assert!(
            equal(&Value::Integer(large), &Value::Integer(large)) && equal(&Value::Integer(large), &Value::Integer(large - 1))
        );
        assert!(!equal(&Value::Integer(1), &Value::Float(f64::INFINITY)));
    }
}
