//! An answer by period: what a chart shows.

use crate::diagnostic::visible;
use crate::warehouse::{Table, Value};
use indexmap::{IndexMap, IndexSet};
use jiff::civil::Date;

/// The values of one metric in one segment, period by period.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The segment: `city = Lisbon, channel = mail`; empty where nothing was sliced.
    pub segment: String,
    /// A value per period; none where there is null.
    pub values: Vec<Option<f64>>,
}

/// The periods of an answer, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Periods {
    /// How each is called: its start.
    pub names: Vec<String>,
    /// The day on which each starts.
    pub days: Vec<Date>,
}

/// The periods of an answer whose first column is the period's start.
pub fn periods(answer: &Table) -> Periods {
    let starts = answer.rows.iter().filter_map(|row| start(row));
    // Rows are ordered by period; hours that a clock passes twice are one.
    let unique: IndexMap<String, Date> = starts.collect();
    let (names, days) = unique.into_iter().unzip();
    Periods { names, days }
}

/// The series of every segment in the column of a metric, in the order of the answer; those periods only that are named.
pub fn series(answer: &Table, periods: &Periods, dimensions: usize, column: usize) -> Vec<Series> {
    let positions: IndexSet<&str> = periods.names.iter().map(String::as_str).collect();
    let mut segments: IndexMap<String, Vec<Option<f64>>> = IndexMap::new();
    for row in &answer.rows {
        let name = segment(answer, row, dimensions);
        let values = segments.entry(name).or_insert_with(|| vec![None; periods.names.len()]);
        let position = start(row).and_then(|(name, _)| positions.get_index_of(name.as_str()));
        let place = position.and_then(|position| values.get_mut(position));
        if let (Some(place), Some(value)) = (place, row.get(column)) {
            *place = number(value);
        }
    }
    segments.into_iter().map(|(segment, values)| Series { segment, values }).collect()
}

/// A row's period: how it is called, and the day on which it starts.
fn start(row: &[Value]) -> Option<(String, Date)> {
    match row.first() {
        Some(Value::Date(day)) => Some((day.to_string(), *day)),
        Some(Value::Timestamp(time)) => Some((time.strftime("%Y-%m-%d %H:%M").to_string(), time.date())),
        _ => None,
    }
}

fn segment(answer: &Table, row: &[Value], dimensions: usize) -> String {
    let pairs = answer.columns.iter().zip(row).skip(1).take(dimensions);
    let pairs = pairs.map(|(column, value)| match value {
        Value::Null => format!("{} is null", column.name),
        value => format!("{} = {}", column.name, visible::line(&value.to_string())),
    });
    pairs.collect::<Vec<_>>().join(", ")
}

/// A number that can be drawn.
fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Integer(_) | Value::Decimal { .. } => value.to_string().parse().ok(),
        Value::Float(number) => Some(*number),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}
