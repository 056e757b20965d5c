//! Rows of a warehouse for people and for machines.

use super::query::RowFormat;
use crate::schema::DRAFT;
use crate::warehouse::{Table, Value};
use comfy_table::{CellAlignment, ContentArrangement, presets};
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Number, Value as Json, json};

/// Rows as text, ending in a line break.
pub fn render(table: &Table, format: RowFormat) -> String {
    match format {
        RowFormat::Table => aligned(table),
        RowFormat::Csv => csv(table),
        RowFormat::Json => json(table),
    }
}

/// How many digits after the point people are shown of a ratio.
const SHOWN_DIGITS: usize = 4;

fn aligned(table: &Table) -> String {
    let mut shown = comfy_table::Table::new();
    shown.load_style(presets::ASCII_MARKDOWN).set_content_arrangement(ContentArrangement::Disabled);
    shown.set_header(table.columns.iter().map(|column| escaped(&column.name)));
    for row in &table.rows {
        shown.add_row(row.iter().map(for_people));
    }
    for (position, column) in shown.column_iter_mut().enumerate() {
        let number = |row: &Vec<Value>| {
            matches!(row.get(position), Some(Value::Integer(_) | Value::Decimal { .. } | Value::Float(_) | Value::Null))
        };
        let filled = table.rows.iter().any(|row| !matches!(row.get(position), Some(Value::Null)));
        if filled && table.rows.iter().all(number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let lines: Vec<String> = shown.lines().map(|line| line.trim_end().to_owned()).collect();
    let count = table.rows.len();
    let rows = if count == 1 { "row" } else { "rows" };
    format!("{}\n{count} {rows}\n", lines.join("\n"))
}

fn for_people(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::Float(number) if number.is_finite() => {
            let text = format!("{number:.SHOWN_DIGITS$}");
            // A tiny number is not nothing.
            if *number != 0.0 && number.abs() < 0.0001 { format!("{number:e}") } else { text }
        }
        Value::Timestamp(time) => time.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        other => escaped(&other.to_string()),
    }
}

/// Control characters made visible, so that data cannot steer a terminal.
fn escaped(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() }).collect()
}

fn csv(table: &Table) -> String {
    let mut text = String::new();
    let names = table.columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>();
    text.push_str(&names.join(","));
    text.push('\n');
    for row in &table.rows {
        text.push_str(&row.iter().map(csv_field).collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    text
}

/// Null is an empty field; an empty text is quoted, so that the two stay apart.
fn csv_field(value: &Value) -> String {
    match value {
        Value::Text(text) if text.is_empty() => "\"\"".to_owned(),
        Value::Timestamp(time) => time.strftime("%Y-%m-%d %H:%M:%S%.f").to_string(),
        other => quoted(&other.to_string()),
    }
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

fn json(table: &Table) -> String {
    let rows = table.rows.iter().map(|row| {
        let pairs = table.columns.iter().zip(row).map(|(column, value)| (column.name.clone(), json_value(value)));
        Json::Object(pairs.collect::<Map<_, _>>())
    });
    let mut text = serde_json::to_string_pretty(&Json::Array(rows.collect())).unwrap_or_default();
    text.push('\n');
    text
}

/// The JSON Schema of rows.
pub fn schema() -> Json {
    json!({
        "$schema": DRAFT,
        "title": "Rows of a northstar query",
        "description": "What `query --format json` prints: an object per row, with `period_start`, the dimensions, and one key per metric. \
                        Numbers that a double cannot hold exactly are texts.",
        "type": "array",
        "items": row_schema(),
    })
}

/// The JSON Schema of a row: a value per column.
fn row_schema() -> Json {
    json!({ "type": "object", "additionalProperties": value_schema() })
}

/// The JSON Schema of what [`json_value`] gives.
fn value_schema() -> Json {
    json!({ "type": ["null", "boolean", "number", "string"] })
}

/// A value in a document with a schema.
pub fn described_value(_: &mut SchemaGenerator) -> Schema {
    Schema::try_from(value_schema()).unwrap_or_default()
}

/// A row in a document with a schema.
pub fn described_row(_: &mut SchemaGenerator) -> Schema {
    Schema::try_from(row_schema()).unwrap_or_default()
}

/// Numbers that a double cannot hold exactly are texts, so that no digit is lost.
pub fn json_value(value: &Value) -> Json {
    const EXACT: i128 = 1 << 53;
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Integer(number) if number.abs() <= EXACT => i64::try_from(*number).map_or(Json::Null, |n| Json::Number(n.into())),
        Value::Decimal { mantissa, .. } if mantissa.abs() <= EXACT => {
            let number = value.to_string().parse::<f64>().ok().and_then(Number::from_f64);
            number.map_or_else(|| Json::String(value.to_string()), Json::Number)
        }
        Value::Float(number) => Number::from_f64(*number).map_or(Json::Null, Json::Number),
        Value::Timestamp(time) => Json::String(time.strftime("%Y-%m-%dT%H:%M:%S%.f").to_string()),
        other => Json::String(other.to_string()),
    }
}
