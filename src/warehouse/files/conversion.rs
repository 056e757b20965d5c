//! How a file's value becomes one of the declared type: as SQL that is null where the value does not fit.
//!
//! DuckDB's own casts are too kind for data that is measured: they round `1.5` to a whole number and cut off digits.

use super::format::Format;
use super::paths::DataFile;
use super::{identifier, literal};
use crate::warehouse::{FileColumn, FileType, WarehouseError};

/// A day: year, month, day.
const DAY: &str = r"\d{4}-\d{2}-\d{2}";
/// A time of day, to the second or finer.
const CLOCK: &str = r"\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?";
/// What says that a moment is an instant.
const OFFSET: &str = r"(Z|z| ?UTC|[+-]\d{2}(:?\d{2})?)";

/// One declared column's way out of a file.
#[derive(Debug, Clone)]
pub(super) struct Conversion {
    /// The column's name in the file.
    pub column: String,
    /// The declared type, for people.
    pub declared: String,
    /// The file's value, as SQL.
    pub raw: String,
    /// The value in its declared type, as SQL; null where it does not fit.
    pub converted: String,
}

impl Conversion {
    /// The conversion of a declared column, found by name: as it is written, else in any case.
    pub fn new(
        column: &FileColumn,
        header: &[(String, String)],
        file: &DataFile,
        format: Format,
    ) -> Result<Conversion, WarehouseError> {
        let found = header
            .iter()
            .find(|(name, _)| *name == column.name)
            .or_else(|| header.iter().find(|(name, _)| name.to_lowercase() == column.name.to_lowercase()));
        let Some((name, found_type)) = found else {
            let header = header.iter().map(|(name, _)| name.clone()).collect();
            return Err(WarehouseError::MissingColumn { file: file.shown.clone(), column: column.name.clone(), header });
        };
        let mut raw = identifier(name);
        if format.is_text() && column.file_type != FileType::Text {
            // Programs that quote every field write a missing number as `""`.
            raw = format!("nullif(trim({raw}), '')");
        }
        let converted = if format.is_text() {
            Some(from_text(&raw, &column.file_type))
        } else {
            from_typed(&raw, found_type, &column.file_type)
        };
        let declared = column.file_type.to_string();
        let converted = converted.ok_or_else(|| WarehouseError::ColumnTypeDiffers {
            file: file.shown.clone(),
            column: name.clone(),
            declared: declared.clone(),
            found: found_type.clone(),
        })?;
        Ok(Conversion { column: name.clone(), declared, raw, converted })
    }

    /// The converted value, or an error that stops the statement.
    pub fn checked(&self) -> String {
        // Joined to the value, so that the optimizer cannot raise the error before a row does.
        let stop = format!("error('does not fit: ' || CAST({} AS VARCHAR))", self.raw);
        format!("CASE WHEN {} IS NULL THEN NULL ELSE coalesce({}, {stop}) END", self.raw, self.converted)
    }

    /// Whether a value is there and does not fit.
    pub fn misfit(&self) -> String {
        format!("({} IS NOT NULL AND {} IS NULL)", self.raw, self.converted)
    }
}

/// The type's name in DuckDB.
pub(super) fn sql_type(file_type: &FileType) -> String {
    match file_type {
        FileType::Text => "VARCHAR".to_owned(),
        FileType::Integer => "BIGINT".to_owned(),
        FileType::Decimal { precision, scale } => format!("DECIMAL({precision}, {scale})"),
        FileType::Float => "DOUBLE".to_owned(),
        FileType::Boolean => "BOOLEAN".to_owned(),
        FileType::Date => "DATE".to_owned(),
        FileType::Timestamp { .. } => "TIMESTAMP".to_owned(),
    }
}

fn from_text(text: &str, file_type: &FileType) -> String {
    let cast = format!("TRY_CAST({text} AS {})", sql_type(file_type));
    match file_type {
        FileType::Text => text.to_owned(),
        // `2.0` is how spreadsheets and data frames write whole numbers in a column with gaps.
        FileType::Integer => matched(text, r"[+-]?\d+(\.0*)?", &cast),
        FileType::Decimal { scale, .. } => {
            // More digits than the scale are fine where they are zeros: `1.500` is a decimal(10, 1).
            let digits = format!(r"[+-]?(\d+(\.\d{{0,{scale}}}0*)?|\.\d{{0,{scale}}}0*)");
            matched(text, &digits, &cast)
        }
        FileType::Float => matched(text, r"(?i)[+-]?((\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|inf|infinity|nan)", &cast),
        FileType::Boolean => {
            format!(
                "CASE WHEN lower({text}) IN ('true', 't', '1') THEN true WHEN lower({text}) IN ('false', 'f', '0') THEN false END"
            )
        }
        FileType::Date => {
            let cast = format!("TRY_CAST(left({text}, 10) AS DATE)");
            matched(text, &format!(r"{DAY}([ T]00:00(:00(\.0+)?)?)?"), &cast)
        }
        FileType::Timestamp { zone } => {
            let instant = format!("TRY_CAST({text} AS TIMESTAMPTZ) AT TIME ZONE {}", zone_literal(zone.as_deref()));
            format!(
                "CASE WHEN regexp_full_match({text}, {}) THEN {cast} WHEN regexp_full_match({text}, {}) THEN {instant} END",
                literal(&format!("{DAY}([ T]{CLOCK})?")),
                literal(&format!("{DAY}[ T]{CLOCK}{OFFSET}")),
            )
        }
    }
}

fn matched(text: &str, pattern: &str, cast: &str) -> String {
    format!("CASE WHEN regexp_full_match({text}, {}) THEN {cast} END", literal(pattern))
}

fn zone_literal(zone: Option<&str>) -> String {
    literal(zone.unwrap_or("UTC"))
}

/// `None` where the file's type is of another kind than the declared one.
fn from_typed(raw: &str, found: &str, file_type: &FileType) -> Option<String> {
    let base = found.split('(').next().unwrap_or(found);
    let whole = matches!(
        base,
        "TINYINT"
            | "SMALLINT"
            | "INTEGER"
            | "BIGINT"
            | "HUGEINT"
            | "UTINYINT"
            | "USMALLINT"
            | "UINTEGER"
            | "UBIGINT"
            | "UHUGEINT"
    );
    let exact = whole || base == "DECIMAL";
    let cast = format!("TRY_CAST({raw} AS {})", sql_type(file_type));
    let fits = match file_type {
        FileType::Text => matches!(base, "VARCHAR" | "UUID" | "ENUM"),
        FileType::Integer | FileType::Decimal { .. } => exact,
        FileType::Float => exact || matches!(base, "FLOAT" | "DOUBLE"),
        FileType::Boolean => base == "BOOLEAN",
        FileType::Date => base == "DATE",
        FileType::Timestamp { .. } => base.starts_with("TIMESTAMP") || base == "DATE",
    };
    if !fits {
        return None;
    }
    Some(match file_type {
        // A cast that changes the number does not fit.
        FileType::Integer | FileType::Decimal { .. } => format!("CASE WHEN {cast} = {raw} THEN {cast} END"),
        FileType::Timestamp { zone } if found == "TIMESTAMP WITH TIME ZONE" => {
            format!("{raw} AT TIME ZONE {}", zone_literal(zone.as_deref()))
        }
        _ => cast,
    })
}
