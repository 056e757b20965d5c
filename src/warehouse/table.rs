//! What comes back from a warehouse, and what is declared of the files that are read into one: plain data.

use jiff::civil::{Date, DateTime};
use std::fmt;

/// The answer to a query: columns, and rows with one value per column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The columns, in the order of the query.
    pub columns: Vec<ColumnInfo>,
    /// The rows, in the order the warehouse gave them.
    pub rows: Vec<Vec<Value>>,
}

/// A column of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnInfo {
    /// The name the query gives it.
    pub name: String,
    /// What its values are.
    pub column_type: ColumnType,
}

/// What the values of a column are, told apart as far as northstar's own types go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnType {
    /// Always null; the engine knows no more.
    Null,
    /// `true` and `false`.
    Boolean,
    /// Whole numbers of any width.
    Integer,
    /// Exact numbers; precision and scale are `None` where the engine does not say (PostgreSQL's `numeric`).
    Decimal {
        /// Digits in all.
        precision: Option<u32>,
        /// Digits after the point.
        scale: Option<u32>,
    },
    /// Binary floating point of any width.
    Float,
    /// Text.
    Text,
    /// A calendar day.
    Date,
    /// A point in time; `instant` where the engine's type has a zone. Both kinds are given as UTC or wall-clock time without a zone.
    Timestamp {
        /// Whether the engine's type has a zone.
        instant: bool,
    },
    /// A type that northstar has no value for, under the engine's or Arrow's name.
    Other(String),
}

impl fmt::Display for ColumnType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ColumnType::Null => formatter.write_str("null"),
            ColumnType::Boolean => formatter.write_str("boolean"),
            ColumnType::Integer => formatter.write_str("integer"),
            ColumnType::Decimal { precision: Some(precision), scale: Some(scale) } => {
                write!(formatter, "decimal({precision}, {scale})")
            }
            ColumnType::Decimal { .. } => formatter.write_str("decimal"),
            ColumnType::Float => formatter.write_str("float"),
            ColumnType::Text => formatter.write_str("text"),
            ColumnType::Date => formatter.write_str("date"),
            ColumnType::Timestamp { .. } => formatter.write_str("timestamp"),
            ColumnType::Other(name) => formatter.write_str(name),
        }
    }
}

/// Writes `mantissa / 10^scale` with every digit of its scale.
fn write_decimal(formatter: &mut fmt::Formatter<'_>, mantissa: i128, scale: u32) -> fmt::Result {
    let sign = if mantissa < 0 { "-" } else { "" };
    let scale = scale as usize;
    let digits = format!("{:0>width$}", mantissa.unsigned_abs(), width = scale + 1);
    match digits.split_at_checked(digits.len() - scale) {
        Some((whole, fraction)) if scale > 0 => write!(formatter, "{sign}{whole}.{fraction}"),
        _ => write!(formatter, "{sign}{digits}"),
    }
}

/// One value, exactly as the warehouse has it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Null.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number: of an integer column, or a decimal with nothing after the point in its type.
    Integer(i128),
    /// An exact number with digits after the point.
    Decimal {
        /// All digits, with the sign.
        mantissa: i128,
        /// How many of them stand after the point.
        scale: u32,
    },
    /// A binary floating point number.
    Float(f64),
    /// Text.
    Text(String),
    /// A calendar day.
    Date(Date),
    /// A point in time: UTC for instants, wall-clock time for columns without a zone. Below a microsecond only where the engine has it.
    Timestamp(DateTime),
}

impl fmt::Display for Value {
    /// The value as a person would write it; nothing for null.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => Ok(()),
            Value::Bool(value) => value.fmt(formatter),
            Value::Integer(value) => value.fmt(formatter),
            Value::Decimal { mantissa, scale } => write_decimal(formatter, *mantissa, *scale),
            Value::Float(value) => value.fmt(formatter),
            Value::Text(value) => value.fmt(formatter),
            Value::Date(value) => value.fmt(formatter),
            Value::Timestamp(value) => value.fmt(formatter),
        }
    }
}

/// A table that is read from files, with the columns that are wanted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileTable {
    /// The parts of its dotted name, at most a schema and a table.
    pub table: Vec<String>,
    /// A path or glob relative to the project's root: CSV, TSV, JSON or NDJSON (each also `.gz`), or Parquet, by its ending.
    pub pattern: String,
    /// The columns; others of the files are left out.
    pub columns: Vec<FileColumn>,
}

/// A column that is wanted of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileColumn {
    /// Its name in the file's header.
    pub name: String,
    /// What its values must be.
    pub file_type: FileType,
}

/// What the values of a file's column must be. Nothing is guessed: `007` stays text in a text column. An empty field is null;
/// in a text column a quoted one is an empty text. JSON's numbers pass through a 64-bit float unless they are whole: more than
/// 15 digits want a JSON string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileType {
    /// Anything.
    Text,
    /// Whole numbers of 64 bits.
    Integer,
    /// Exact numbers of at most 38 digits.
    Decimal {
        /// Digits in all, 1 to 38.
        precision: u32,
        /// Digits after the point.
        scale: u32,
    },
    /// Floating point numbers.
    Float,
    /// `true`, `t`, `1`, `false`, `f`, `0`, in any case.
    Boolean,
    /// `2024-05-31`
    Date,
    /// `2024-05-31 10:00:00`, with `T` for the space, a fraction, and `Z` or an offset where the file has one. A moment with an
    /// offset is stored as wall-clock time of `zone`, UTC where there is none; one without is taken as it stands.
    Timestamp {
        /// The zone of a wall-clock column.
        zone: Option<String>,
    },
}

impl fmt::Display for FileType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileType::Text => formatter.write_str("text"),
            FileType::Integer => formatter.write_str("integer"),
            FileType::Decimal { precision, scale } => write!(formatter, "decimal({precision}, {scale})"),
            FileType::Float => formatter.write_str("float"),
            FileType::Boolean => formatter.write_str("boolean"),
            FileType::Date => formatter.write_str("date"),
            FileType::Timestamp { .. } => formatter.write_str("timestamp"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_print_every_digit_of_their_scale() {
        let cases = [(0, 0, "0"), (5, 2, "0.05"), (-5, 2, "-0.05"), (12345, 2, "123.45"), (-100, 2, "-1.00"), (7, 0, "7")];
        for (mantissa, scale, text) in cases {
            assert_eq!(Value::Decimal { mantissa, scale }.to_string(), text);
        }
        assert_eq!(Value::Decimal { mantissa: i128::MIN, scale: 38 }.to_string(), "-1.70141183460469231731687303715884105728");
    }
}
