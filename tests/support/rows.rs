//! Rows as text, compared as sets: what two ways to the same numbers must agree on.

use northstar::warehouse::{Table, Value};

/// Rows whose values are text; `None` is null.
pub type Rows = Vec<Vec<Option<String>>>;

/// The rows of a CSV file, with quoted fields. An empty field is null.
pub fn of_csv(text: &str) -> Rows {
    text.lines().map(fields).collect()
}

fn fields(line: &str) -> Vec<Option<String>> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    for character in line.trim_end_matches('\r').chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            other => field.push(other),
        }
    }
    fields.push(field);
    fields.into_iter().map(|field| Some(field).filter(|field| !field.is_empty())).collect()
}

/// The rows that a warehouse gave.
pub fn of_table(table: &Table) -> Rows {
    let text = |value: &Value| match value {
        Value::Null => None,
        // As judges write it.
        Value::Timestamp(time) => Some(time.strftime("%Y-%m-%d %H:%M:%S%.f").to_string()),
        other => Some(other.to_string()),
    };
    table.rows.iter().map(|row| row.iter().map(text).collect()).collect()
}

/// Panics, with the first rows that differ, unless both hold the same rows in any order.
pub fn assert_same(what: &str, expected: Rows, found: Rows) {
    same(expected, found).unwrap_or_else(|error| panic!("{what}: {error}"));
}

/// The first rows that differ, unless both hold the same rows in any order. Numbers may differ by 1e-9 of their size.
pub fn same(expected: Rows, found: Rows) -> Result<(), String> {
    let (expected, found) = (sorted(expected), sorted(found));
    let differ = expected.iter().zip(&found).filter(|(left, right)| !same_row(left, right));
    let shown: Vec<String> = differ.take(5).map(|(left, right)| format!("  expected {left:?}\n  found    {right:?}")).collect();
    let counts = (expected.len(), found.len());
    if shown.is_empty() && counts.0 == counts.1 {
        return Ok(());
    }
    Err(format!("rows (expected, found) {counts:?}\n{}", shown.join("\n")))
}

fn sorted(mut rows: Rows) -> Rows {
    // Numbers are written in different ways, and take part in the order only where all else is equal. A null is none.
    let key = |row: &[Option<String>]| -> Vec<Option<String>> {
        row.iter().map(|value| value.as_ref().map(|v| if is_number(v) { String::new() } else { v.clone() })).collect()
    };
    rows.sort_by(|left, right| key(left).cmp(&key(right)).then_with(|| numbers(left).total_cmp_all(&numbers(right))));
    rows
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}

fn numbers(row: &[Option<String>]) -> Numbers {
    Numbers(row.iter().flatten().filter_map(|value| value.parse().ok()).collect())
}

struct Numbers(Vec<f64>);

impl Numbers {
    fn total_cmp_all(&self, other: &Numbers) -> std::cmp::Ordering {
        let pairs = self.0.iter().zip(&other.0).map(|(left, right)| left.total_cmp(right));
        pairs.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    }
}

fn same_row(left: &[Option<String>], right: &[Option<String>]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same_value(left.as_deref(), right.as_deref()))
}

fn same_value(left: Option<&str>, right: Option<&str>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return left == right };
    match (left.parse::<f64>(), right.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()),
        _ => left == right,
    }
}

#[test]
fn rows_are_compared_as_sets() {
    let row = |cells: [&str; 2]| cells.map(|cell| Some(cell.to_owned()).filter(|cell| !cell.is_empty())).to_vec();
    let rows = || vec![row(["a", "1"]), row(["", "1"]), row(["3", "2"]), row(["2", "2"])];
    let reversed = |rows: Rows| rows.into_iter().rev().collect::<Rows>();
    assert_eq!(same(rows(), reversed(rows())), Ok(()));
    // A number and a null in one column, with the same number beside them.
    let mixed = || vec![row(["1", "1"]), row(["", "1"])];
    assert_eq!(same(mixed(), reversed(mixed())), Ok(()));
    assert!(same(mixed(), vec![row(["1", "1"]), row(["0", "1"])]).is_err());
}
