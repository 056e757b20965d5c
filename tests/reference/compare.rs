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
            writeln!(report, "at {key}, `{}`: {a} expected, {b} found", table.columns[at]).unwrap();
        }
    }
}

/// Whether two values are equal; two doubles, or a double and an exact number, within 1e-9 relative.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::Null, _) | (_, Value::Null) => false,
        (Value::Float(_), Value::Number(_) | Value::Float(_)) | (Value::Number(_), Value::Float(_)) => {
            let (a, b) = (a.to_f64(), b.to_f64());
            // Sums that cancel leave a rest of the size of their parts' last digits.
            (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-3)
        }
        _ => a.key() == b.key(),
    }
}

fn line(row: &[Value]) -> String {
    format!("({})", row.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}
