//! Whether two results hold the same rows: exact numbers exactly, doubles within 1e-9, in any order.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::evaluate::Table;
use super::facts::keys;
use super::value::Value;

/// `Err` says, row by row, what differs.
pub fn compare(expected: &Table, found: &Table) -> Result<(), String> {
    let mut report = String::new();
    if expected.columns != found.columns {
        return Err(format!("columns {:?} were expected, {:?} are there", expected.columns, found.columns));
    }
    let (wanted, there) = (by_key(expected, "expected", &mut report), by_key(found, "found", &mut report));
    for (key, row) in &wanted {
        match there.get(key) {
            None => writeln!(report, "missing row: {}", line(row)).unwrap(),
            Some(other) => differences(expected, row, other, &mut report),
        }
    }
    for (_, row) in there.iter().filter(|(key, _)| !wanted.contains_key(*key)) {
        writeln!(report, "row that should not be there: {}", line(row)).unwrap();
    }
    if report.is_empty() { Ok(()) } else { Err(report) }
}

fn by_key<'t>(table: &'t Table, which: &str, report: &mut String) -> BTreeMap<String, &'t Vec<Value>> {
    let mut rows = BTreeMap::new();
    for row in &table.rows {
        if rows.insert(keys(&row[..table.keys]), row).is_some() {
            writeln!(report, "{which} twice: {}", line(row)).unwrap();
        }
    }
    rows
}

fn differences(table: &Table, expected: &[Value], found: &[Value], report: &mut String) {
    for (at, (a, b)) in expected.iter().zip(found).enumerate().skip(table.keys) {
        if !same(a, b) {
            let key = line(&expected[..table.keys]);
            writeln!(report, "at {key}, `{}`: {} expected, {} found", table.columns[at], kind(a), kind(b)).unwrap();
        }
    }
}

/// Whether two values are equal; two doubles within 1e-9 relative. An exact number is no double: what is exact stays so.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        // Sums that cancel leave a rest of the size of their parts' last digits.
        (Value::Float(a), Value::Float(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-3),
        _ => a.key() == b.key(),
    }
}

fn line(row: &[Value]) -> String {
    format!("({})", row.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}

/// A value with its kind where that is not plain to see.
fn kind(value: &Value) -> String {
    match value {
        Value::Float(_) => format!("double {value}"),
        Value::Number(_) => format!("exact {value}"),
        _ => value.to_string(),
    }
}
