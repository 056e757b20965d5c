//! Tables that DuckDB reads from files, once per connection, with the types that are declared and never guessed ones.
//!
//! In a database file the tables are real ones, so that `schema.table` finds them as in a warehouse. Each carries a comment
//! that says where it came from; only a table with that comment is ever replaced, so that neither a stale copy stays nor a
//! table that somebody else made is lost.

mod conversion;
mod fault;
mod format;
mod paths;

use super::{Connection, FileTable, Value, WarehouseError};
use conversion::Conversion;
use format::Format;
use paths::DataFile;
use std::path::Path;

/// How the comment of a table that was read from files starts.
const MARK: &str = "read by northstar from ";

/// Reads every table from its files.
///
/// # Errors
/// At the first table whose files are missing or do not fit; that table is then as it was before.
pub(super) fn load(connection: &mut Connection, root: &Path, tables: &[FileTable]) -> Result<(), WarehouseError> {
    for table in tables {
        let files = paths::resolve(root, table)?;
        let name = prepare(connection, table)?;
        connection.begin()?;
        match fill(connection, table, &name, &files) {
            Ok(()) => connection.commit()?,
            Err(error) => {
                // The first error is the one that helps.
                let _ = connection.rollback();
                return Err(error);
            }
        }
    }
    Ok(())
}

/// Makes the table's schema, and gives its name as SQL.
fn prepare(connection: &mut Connection, table: &FileTable) -> Result<String, WarehouseError> {
    let quoted: Vec<String> = table.table.iter().map(|part| identifier(part)).collect();
    match quoted.as_slice() {
        [_] => {}
        [schema, _] => connection.execute(&format!("CREATE SCHEMA IF NOT EXISTS {schema}"))?,
        [database, schema, _] => {
            connection.execute(&format!("ATTACH IF NOT EXISTS ':memory:' AS {database}"))?;
            connection.execute(&format!("CREATE SCHEMA IF NOT EXISTS {database}.{schema}"))?;
        }
        _ => return Err(WarehouseError::FileTableName { table: table.table.join(".") }),
    }
    Ok(quoted.join("."))
}

/// Makes the table and fills it, file by file.
fn fill(connection: &mut Connection, table: &FileTable, name: &str, files: &[DataFile]) -> Result<(), WarehouseError> {
    if let Some(comment) = comment(connection, table)? {
        if !comment.starts_with(MARK) {
            return Err(WarehouseError::TableExists { table: table.table.join(".") });
        }
        connection.execute(&format!("DROP TABLE {name}"))?;
    }
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("{} {}", identifier(&column.name), conversion::sql_type(&column.file_type)))
        .collect();
    connection.execute(&format!("CREATE TABLE {name} ({})", columns.join(", ")))?;
    connection.execute(&format!("COMMENT ON TABLE {name} IS {}", literal(&format!("{MARK}{}", table.pattern))))?;
    for file in files {
        fill_from(connection, table, name, file)?;
    }
    Ok(())
}

/// Adds the records of one file.
fn fill_from(connection: &mut Connection, table: &FileTable, name: &str, file: &DataFile) -> Result<(), WarehouseError> {
    let format = Format::of(&file.shown)?;
    let header = header(connection, file, format)?;
    let conversions =
        table.columns.iter().map(|column| Conversion::new(column, &header, file, format)).collect::<Result<Vec<_>, _>>()?;
    let relation = format.relation(file, &header.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
    let values: Vec<String> = conversions.iter().map(Conversion::checked).collect();
    let insert = format!("INSERT INTO {name} SELECT {} FROM {relation}", values.join(", "));
    connection.execute(&insert).map_err(|error| fault::explain(connection, file, format, &header, &conversions, error))
}

/// Names and DuckDB's types of the columns that a file has.
fn header(connection: &mut Connection, file: &DataFile, format: Format) -> Result<Vec<(String, String)>, WarehouseError> {
    let described = connection
        .query(&format!("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {})", format.discovery(file)))
        .map_err(|error| fault::unreadable(file, error))?;
    Ok(described
        .rows
        .into_iter()
        .filter_map(|row| match <[Value; 2]>::try_from(row) {
            Ok([Value::Text(name), Value::Text(column_type)]) => Some((name, column_type)),
            _ => None,
        })
        .collect())
}

/// The comment of the table or view of this name, empty where it has none; `None` where there is no such thing.
fn comment(connection: &mut Connection, table: &FileTable) -> Result<Option<String>, WarehouseError> {
    let part = |from_end: usize, default: &str| {
        table.table.iter().rev().nth(from_end).map_or_else(|| default.to_owned(), |part| literal(&part.to_lowercase()))
    };
    let (name, schema, database) = (part(0, "''"), part(1, "'main'"), part(2, "lower(current_database())"));
    // Its views are never ours.
    let found = connection.query(&format!(
        "SELECT coalesce(comment, '') FROM duckdb_tables() \
         WHERE lower(table_name) = {name} AND lower(schema_name) = {schema} AND lower(database_name) = {database} \
         UNION ALL SELECT '' FROM duckdb_views() \
         WHERE lower(view_name) = {name} AND lower(schema_name) = {schema} AND lower(database_name) = {database}"
    ))?;
    Ok(found.rows.into_iter().flatten().next().map(|value| value.to_string()))
}

/// A name as DuckDB's SQL writes it.
fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as DuckDB's SQL writes it.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
