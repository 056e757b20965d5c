//! A connection to a warehouse through its ADBC driver.

use super::driver::{self, Engine, Located};
use super::{ColumnInfo, Environment, FileTable, Table, WarehouseError, address, arrow, files};
use crate::project::config::{Target, TargetUrl};
use crate::project::dialect::Dialect;
use adbc_core::error::Error as AdbcError;
use adbc_core::options::{AdbcVersion, OptionDatabase, OptionValue};
use adbc_core::{Connection as _, Database as _, Driver as _, LOAD_FLAG_DEFAULT, Statement as _};
use adbc_driver_manager::{ManagedConnection, ManagedDriver, ManagedStatement};
use std::fmt;
use std::path::Path;

/// What DuckDB's answers must not depend on: the machine's zone, a user's settings, and extensions fetched from the network.
const DUCKDB_SETTINGS: &[&str] = &[
    "SET TimeZone = 'UTC'",
    "SET autoinstall_known_extensions = false",
    "SET default_null_order = 'nulls_last'",
    "SET default_order = 'asc'",
    "SET integer_division = false",
    "SET preserve_insertion_order = true",
    "SET arrow_lossless_conversion = false",
];

/// What PostgreSQL's answers must not depend on: what a server or role has set as its own default.
const POSTGRES_SETTINGS: &[&str] = &[
    "SET TIME ZONE 'UTC'",
    "SET DateStyle = 'ISO, YMD'",
    "SET IntervalStyle = 'iso_8601'",
    "SET extra_float_digits = 1",
    "SET standard_conforming_strings = on",
    "SET transform_null_equals = off",
];

/// An open connection. One statement runs at a time.
pub struct Connection {
    target: Target,
    inner: ManagedConnection,
    secrets: Vec<String>,
}

impl fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Connection").field("target", &self.target.name).finish_non_exhaustive()
    }
}

/// Opens a connection to a target, with its session set to UTC, and reads `tables` from files (DuckDB only).
///
/// `root` is the folder of `northstar.toml`: paths of the target start there.
///
/// # Errors
/// Where the dialect is not run, the driver or the address is missing, the server does not answer, or a file does not fit.
pub fn connect(
    target: &Target,
    root: &Path,
    tables: &[FileTable],
    environment: &Environment,
) -> Result<Connection, WarehouseError> {
    let engine = Engine::of(target.dialect).ok_or(WarehouseError::NotRun(target.dialect))?;
    if engine != Engine::Duckdb && !tables.is_empty() {
        return Err(WarehouseError::FilesNeedDuckdb { target: target.name.clone() });
    }
    let url = match &target.url {
        TargetUrl::Literal(url) => url.clone(),
        TargetUrl::Environment(variable) => environment
            .variable(variable)
            .map(str::to_owned)
            .ok_or_else(|| WarehouseError::MissingVariable { target: target.name.clone(), variable: variable.clone() })?,
        TargetUrl::Unknown => return Err(WarehouseError::NoAddress { target: target.name.clone() }),
    };
    let located = driver::locate(engine, target.driver.as_deref(), root, environment)?;
    let secrets = address::secrets(&url);
    let driver = load(engine, &located).map_err(|message| WarehouseError::DriverUnusable {
        engine,
        place: located.place,
        path: located.path.display().to_string(),
        message,
    })?;
    let inner = open(engine, driver, root, &url).map_err(|error| WarehouseError::Unreachable {
        target: target.name.clone(),
        message: address::redact(engine_words(&error.message), &secrets),
    })?;
    let mut connection = Connection { target: target.clone(), inner, secrets };
    let settings = if engine == Engine::Duckdb { DUCKDB_SETTINGS } else { POSTGRES_SETTINGS };
    for setting in settings {
        connection.execute(setting)?;
    }
    files::load(&mut connection, root, tables)?;
    Ok(connection)
}

/// Loads a located driver; the error is the loader's message.
pub(super) fn load(engine: Engine, located: &Located) -> Result<ManagedDriver, String> {
    let (entry, version) = (engine.entry_point(), AdbcVersion::V110);
    let path = &located.path;
    let manifest = path.extension().is_some_and(|ending| ending == "toml");
    let loaded = if located.by_name || manifest {
        // A manifest names its own entry point, which wins over ours.
        ManagedDriver::load_from_name(path, entry, version, LOAD_FLAG_DEFAULT, None)
    } else {
        ManagedDriver::load_dynamic_from_filename(path, entry, version)
    };
    loaded.map_err(|error| error.message)
}

fn open(engine: Engine, mut driver: ManagedDriver, root: &Path, url: &str) -> Result<ManagedConnection, AdbcError> {
    let option = match engine {
        Engine::Duckdb => {
            let path = if url == ":memory:" { url.to_owned() } else { root.join(url).display().to_string() };
            (OptionDatabase::Other("path".to_owned()), OptionValue::String(path))
        }
        Engine::Postgres => (OptionDatabase::Uri, OptionValue::String(address::with_defaults(url))),
    };
    driver.new_database_with_opts([option])?.new_connection()
}

impl Connection {
    /// Which SQL the connection speaks.
    pub fn dialect(&self) -> Dialect {
        self.target.dialect
    }

    /// The target it was opened for.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Runs one statement that gives rows; nothing may follow its semicolon, where it has one.
    ///
    /// PostgreSQL's driver gives its `money` as a bare integer of cents, which cannot be told from other integers: cast it.
    /// An error that comes up while rows arrive has no SQLSTATE.
    ///
    /// # Errors
    /// Where the warehouse refuses it, or the answer holds a type or value that cannot be given exactly.
    pub fn query(&mut self, sql: &str) -> Result<Table, WarehouseError> {
        let mut statement = self.statement(sql)?;
        let reader = statement.execute().map_err(|error| self.refused(sql, &error))?;
        let schema = reader.schema();
        let columns = arrow::columns(&schema);
        arrow::readable(&columns)?;
        let mut rows = Vec::new();
        for batch in reader {
            let batch = batch.map_err(|error| self.refused(sql, &AdbcError::from(error)))?;
            arrow::append_rows(&batch, &mut rows)?;
        }
        Ok(Table { columns, rows })
    }

    /// The columns that a statement would give, without running it. A type that cannot be read is
    /// [`super::ColumnType::Other`] here, no error.
    ///
    /// # Errors
    /// Where the warehouse refuses the statement.
    pub fn schema(&mut self, sql: &str) -> Result<Vec<ColumnInfo>, WarehouseError> {
        let mut statement = self.statement(sql)?;
        let schema = statement.execute_schema().map_err(|error| self.refused(sql, &error))?;
        Ok(arrow::columns(&schema))
    }

    /// Runs one statement that gives no rows.
    ///
    /// # Errors
    /// Where the warehouse refuses it.
    pub fn execute(&mut self, sql: &str) -> Result<(), WarehouseError> {
        let mut statement = self.statement(sql)?;
        statement.execute_update().map_err(|error| self.refused(sql, &error))?;
        Ok(())
    }

    /// Starts a transaction. Tables that are made in it vanish with [`Connection::rollback`].
    ///
    /// # Errors
    /// Where the warehouse refuses.
    pub fn begin(&mut self) -> Result<(), WarehouseError> {
        self.execute("BEGIN")
    }

    /// Keeps what the transaction did.
    ///
    /// # Errors
    /// Where the warehouse refuses.
    pub fn commit(&mut self) -> Result<(), WarehouseError> {
        self.execute("COMMIT")
    }

    /// Undoes what the transaction did.
    ///
    /// # Errors
    /// Where the warehouse refuses.
    pub fn rollback(&mut self) -> Result<(), WarehouseError> {
        self.execute("ROLLBACK")
    }

    fn statement(&mut self, sql: &str) -> Result<ManagedStatement, WarehouseError> {
        let mut statement = self.inner.new_statement().map_err(|error| self.refused(sql, &error))?;
        // PostgreSQL's driver wraps a query in `COPY (…) TO STDOUT`: a final semicolon, or a comment that runs to the end
        // of the text, would break out of it.
        let wrapped = format!("{}\n", sql.trim_end().trim_end_matches(';'));
        statement.set_sql_query(wrapped).map_err(|error| self.refused(sql, &error))?;
        Ok(statement)
    }

    fn refused(&self, sql: &str, error: &AdbcError) -> WarehouseError {
        let message = address::redact(engine_words(&error.message), &self.secrets);
        let sqlstate = sqlstate(error);
        let missing_relation = match &sqlstate {
            // undefined_table, invalid_schema_name, undefined_column
            Some(state) => matches!(state.as_str(), "42P01" | "3F000" | "42703"),
            None => message.contains("Catalog Error: Table with name") || message.contains("Binder Error: Referenced column"),
        };
        WarehouseError::Statement { message, sqlstate, sql: address::redact(sql, &self.secrets), missing_relation }
    }
}

/// The engine's own words, without what the layers between say around them.
fn engine_words(message: &str) -> &str {
    let message = message.split_once("Producer error: ").map_or(message, |(_, words)| words);
    let message = message.split_once("\nQuery was:").map_or(message, |(words, _)| words);
    let message = match message.strip_prefix("[libpq]") {
        Some(rest) => rest.split_once("ERROR:").map_or(rest, |(_, words)| words),
        None => message,
    };
    message.trim()
}

/// The error's SQLSTATE; `None` where the driver gives none.
fn sqlstate(error: &AdbcError) -> Option<String> {
    let text: String = error.sqlstate.iter().filter_map(|byte| u8::try_from(*byte).ok()).map(char::from).collect();
    let given = text.len() == 5 && text != "00000" && text.chars().all(|c| c.is_ascii_alphanumeric());
    given.then_some(text)
}
