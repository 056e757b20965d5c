//! Finds the place in a file that DuckDB stumbled over.

use super::conversion::Conversion;
use super::format::Format;
use super::identifier;
use super::paths::DataFile;
use crate::warehouse::error::BadValue;
use crate::warehouse::{Connection, Value, WarehouseError};

/// Turns a failed insert into an error that names file, line, column and value; where no value is at fault, the file is unreadable.
pub(super) fn explain(
    connection: &mut Connection,
    file: &DataFile,
    format: Format,
    header: &[(String, String)],
    conversions: &[Conversion],
    error: WarehouseError,
) -> WarehouseError {
    // The failed statement ended the transaction: nothing can be asked before it is closed. The caller's own rollback is then idle.
    let _ = connection.rollback();
    let names: Vec<&str> = header.iter().map(|(name, _)| name.as_str()).collect();
    let numbered = format!("(SELECT row_number() OVER () AS \"record number\", * FROM {})", format.relation(file, &names));
    let first = conversions
        .iter()
        .filter_map(|conversion| {
            first_misfit(connection, &numbered, conversion).map(|(record, value)| (record, value, conversion))
        })
        .min_by_key(|(record, ..)| *record);
    let Some((record, value, conversion)) = first else { return unreadable(file, error) };
    let line = if format.has_lines() { line_of(connection, &numbered, format, &names, record) } else { None };
    WarehouseError::BadValue(Box::new(BadValue {
        file: file.shown.clone(),
        line,
        record,
        column: conversion.column.clone(),
        value,
        declared: conversion.declared.clone(),
    }))
}

/// A file that is not what its ending says, with the part of DuckDB's message that is about the file.
pub(super) fn unreadable(file: &DataFile, error: WarehouseError) -> WarehouseError {
    let message = match error {
        WarehouseError::Statement { message, .. } => brief(&message),
        other => other.to_string(),
    };
    WarehouseError::UnreadableFile { file: file.shown.clone(), message }
}

fn first_misfit(connection: &mut Connection, numbered: &str, conversion: &Conversion) -> Option<(u64, String)> {
    let sql = format!(
        "SELECT \"record number\", CAST({} AS VARCHAR) FROM {numbered} WHERE {} ORDER BY 1 LIMIT 1",
        conversion.raw,
        conversion.misfit()
    );
    let mut values = connection.query(&sql).ok()?.rows.into_iter().next()?.into_iter();
    match (values.next()?, values.next()?) {
        (Value::Integer(record), value) => Some((u64::try_from(record).ok()?, value.to_string())),
        _ => None,
    }
}

/// The line on which a record starts: every record before it takes one line, and one more for each line break in its fields.
fn line_of(connection: &mut Connection, numbered: &str, format: Format, names: &[&str], record: u64) -> Option<u64> {
    let breaks: Vec<String> = names
        .iter()
        .map(|name| identifier(name))
        .map(|name| format!("coalesce(length({name}) - length(replace({name}, chr(10), '')), 0)"))
        .collect();
    // A line break in a JSON text is written `\n`, on the same line.
    let lines = if format == Format::NdJson { "0".to_owned() } else { breaks.join(" + ") };
    let sql = format!("SELECT coalesce(sum(1 + {lines}), 0) FROM {numbered} WHERE \"record number\" < {record}");
    let before = match connection.query(&sql).ok()?.rows.into_iter().next()?.into_iter().next()? {
        Value::Integer(before) => u64::try_from(before).ok()?,
        _ => return None,
    };
    let in_header: usize = names.iter().map(|name| name.matches('\n').count()).sum();
    Some(1 + format.header_lines() + before + u64::try_from(in_header).ok()?)
}

/// DuckDB's message up to its advice on settings that a user of northstar cannot reach.
fn brief(message: &str) -> String {
    let kept: Vec<&str> = message
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Possible") && !line.starts_with("file =") && !line.starts_with("LINE "))
        .filter(|line| !line.is_empty())
        .collect();
    kept.join("; ")
}
