//! What can go wrong between northstar and a warehouse, as typed data with a text that helps.

use super::driver::{Engine, Place};
use crate::diagnostic::suggest::edits;
use crate::diagnostic::{Diagnostic, codes};
use crate::project::dialect::Dialect;
use std::fmt;

/// How many lines of a statement an error shows.
const SHOWN_LINES: usize = 8;

/// Why the warehouse could not be asked, or did not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarehouseError {
    /// northstar was built without the cargo feature `warehouse`.
    BuiltWithout,
    /// northstar writes this dialect's SQL, or knows its name, but does not run it.
    NotRun(Dialect),
    /// The target has no address.
    NoAddress {
        /// The target's name.
        target: String,
    },
    /// The target's address stands in an environment variable that is not set.
    MissingVariable {
        /// The target's name.
        target: String,
        /// The variable's name.
        variable: String,
    },
    /// No driver was found in any of the usual places.
    DriverNotFound {
        /// Whose driver.
        engine: Engine,
    },
    /// A driver was named or found, but it is not there or does not load.
    DriverUnusable {
        /// Whose driver.
        engine: Engine,
        /// Who named it.
        place: Place,
        /// The path or name.
        path: String,
        /// What the loader said.
        message: String,
    },
    /// No connection came about: no server, wrong password, a locked database file.
    Unreachable {
        /// The target's name.
        target: String,
        /// What the driver said, without secrets.
        message: String,
    },
    /// The warehouse refused a statement.
    Statement {
        /// What it said, without secrets.
        message: String,
        /// Its SQLSTATE, where it has one (DuckDB has none).
        sqlstate: Option<String>,
        /// The first lines of the statement.
        sql: String,
        /// Whether it misses a table, schema or column.
        missing_relation: bool,
    },
    /// A column of the answer has a type that northstar has no value for.
    UnknownType {
        /// The column's name.
        column: String,
        /// The engine's or Arrow's name of the type.
        type_name: String,
    },
    /// A value of the answer lies outside what northstar's values can hold.
    OutOfRange {
        /// The column's name.
        column: String,
        /// The value, as far as it can be written.
        value: String,
    },
    /// Files were given for a target that is not DuckDB.
    FilesNeedDuckdb {
        /// The target's name.
        target: String,
    },
    /// Files were given for a table name of more than a schema and a table.
    FileTableName {
        /// The dotted name.
        table: String,
    },
    /// No file fits the pattern.
    NoFile {
        /// The table that is read from it.
        table: String,
        /// The path or glob.
        pattern: String,
    },
    /// The path leads out of the project.
    OutsideProject {
        /// The table that is read from it.
        table: String,
        /// The path or glob.
        pattern: String,
    },
    /// The file's ending says no format that is read.
    FileFormat {
        /// The file.
        file: String,
    },
    /// The file is there but cannot be read as what its ending says.
    UnreadableFile {
        /// The file.
        file: String,
        /// What was said.
        message: String,
    },
    /// A declared column is missing in the file.
    MissingColumn {
        /// The file.
        file: String,
        /// The declared column.
        column: String,
        /// The columns that the file has.
        header: Vec<String>,
    },
    /// A column of a typed file (Parquet) does not hold what is declared.
    ColumnTypeDiffers {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// The declared type.
        declared: String,
        /// The file's type.
        found: String,
    },
    /// A value of the file does not fit the declared type.
    BadValue(Box<BadValue>),
    /// The database file already has a table of this name, and not from these files.
    TableExists {
        /// The dotted name.
        table: String,
    },
}

/// A value of a file that does not fit the declared type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadValue {
    /// The file.
    pub file: String,
    /// The 1-based line where the record starts; `None` where a record has no line of its own.
    pub line: Option<u64>,
    /// The 1-based record, the header not counted.
    pub record: u64,
    /// The column.
    pub column: String,
    /// The value.
    pub value: String,
    /// The declared type.
    pub declared: String,
}

impl fmt::Display for BadValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BadValue { file, line, record, column, value, declared } = self;
        match line {
            Some(line) => write!(formatter, "line {line}")?,
            None => write!(formatter, "record {record}")?,
        }
        write!(formatter, " of `{file}` has `{value}` in column `{column}`, which is no {declared}")
    }
}

impl WarehouseError {
    /// The error as a finding about no text.
    pub fn diagnostic(&self) -> Diagnostic {
        let code = match self {
            WarehouseError::DriverNotFound { .. } | WarehouseError::DriverUnusable { .. } => codes::DRIVER,
            WarehouseError::BuiltWithout => codes::DRIVER,
            WarehouseError::Statement { missing_relation: true, .. }
            | WarehouseError::MissingColumn { .. }
            | WarehouseError::ColumnTypeDiffers { .. }
            | WarehouseError::BadValue(_)
            | WarehouseError::TableExists { .. }
            | WarehouseError::FileTableName { .. } => codes::WAREHOUSE_TABLE,
            WarehouseError::NoFile { .. } => codes::PATTERN_MATCHES_NOTHING,
            WarehouseError::OutsideProject { .. } => codes::OUTSIDE_PROJECT,
            WarehouseError::UnreadableFile { .. } | WarehouseError::FileFormat { .. } => codes::UNREADABLE_FILE,
            _ => codes::WAREHOUSE,
        };
        let said = self.to_string();
        // What a warehouse says may have many lines; the first one is the headline.
        let (headline, rest) = said.split_once('\n').unwrap_or((&said, ""));
        let diagnostic = Diagnostic::global(code, headline).help_if(self.help());
        if rest.trim().is_empty() { diagnostic } else { diagnostic.why(rest.trim()) }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            WarehouseError::BuiltWithout => {
                "install it with `cargo install northstar-metrics` (the feature `warehouse` is on by default)".to_owned()
            }
            WarehouseError::NotRun(_) => {
                "run what `northstar build --target` and `northstar query --sql` write with the warehouse's own client".to_owned()
            }
            WarehouseError::NoAddress { target } => {
                format!(
                    "write `url = {{ env = \"WAREHOUSE_URL\" }}` below `[target.{target}]`, and set that variable where northstar runs"
                )
            }
            WarehouseError::Statement { missing_relation: true, sqlstate: None, .. } => {
                "DuckDB reads what its database holds and the files that the target names: write \
                 `\"schema.table\" = \"data/file.csv\"` below `[target.NAME.files]`, or `url = \"file.duckdb\"`"
                    .to_owned()
            }
            WarehouseError::MissingVariable { variable, .. } => {
                format!("set it to the warehouse's address: `export {variable}=postgresql://user:password@host:5432/database`")
            }
            WarehouseError::DriverNotFound { engine } => driver_help(*engine),
            WarehouseError::DriverUnusable { engine, place, .. } => place.help(*engine),
            WarehouseError::Unreachable { .. } => {
                "check that the address is right, the server runs, and no other program holds the database file".to_owned()
            }
            WarehouseError::UnknownType { column, .. } => format!("cast it in SQL, for example `cast({column} as varchar)`"),
            WarehouseError::FilesNeedDuckdb { target } => {
                format!("write `dialect = \"duckdb\"` in `[target.{target}]`, or remove `[target.{target}.files]`")
            }
            WarehouseError::FileTableName { .. } => "name it `table` or `schema.table`".to_owned(),
            WarehouseError::NoFile { .. } => "write the path relative to the folder of `northstar.toml`, with `/`".to_owned(),
            WarehouseError::OutsideProject { .. } => "move the file below the folder of `northstar.toml`".to_owned(),
            WarehouseError::FileFormat { .. } => {
                "use `.csv`, `.tsv`, `.json`, `.ndjson` or `.jsonl` (each also `.gz`), or `.parquet`".to_owned()
            }
            WarehouseError::MissingColumn { column, header, .. } => return Some(missing_column_help(column, header)),
            WarehouseError::ColumnTypeDiffers { .. } | WarehouseError::BadValue(_) => {
                "declare another type in the source, or mend the file".to_owned()
            }
            WarehouseError::TableExists { table } => {
                format!("drop `{table}` in the database, or take it out of `[target.*.files]` to use the database's own")
            }
            _ => return None,
        })
    }
}

/// All ways to give northstar a driver, in the order they are tried.
pub(super) fn driver_help(engine: Engine) -> String {
    let (name, variable) = (engine.name(), engine.variable());
    format!(
        "run `northstar driver install {name}`; or name a library you have: `driver = \"/path/to/{file}\"` in the target, \
         `{variable}=/path/to/{file}`, the file beside the northstar executable, an ADBC manifest `{manifest}` \
         (`dbc install {manifest}`), or the system's library path",
        file = engine.library_file(),
        manifest = engine.manifest(),
    )
}

fn missing_column_help(column: &str, header: &[String]) -> String {
    let listed = header.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if let [only] = header
        && only.contains([';', '\t', '|'])
    {
        return format!(
            "separate the fields with `,` (a `.tsv` file: with tabs); the whole header was read as one column {listed}"
        );
    }
    let near = header
        .iter()
        .map(|name| (edits(&name.to_lowercase(), &column.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= 1 + name.chars().count() / 4)
        .min();
    match near {
        Some((_, name)) => format!("write `column \"{name}\"` in the source; the file has {listed}"),
        None => format!("the file has {listed}"),
    }
}

impl fmt::Display for WarehouseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WarehouseError::BuiltWithout => write!(formatter, "this northstar was built without the means to run SQL"),
            WarehouseError::NotRun(dialect) => {
                let run = Dialect::RUN.map(|dialect| format!("`{}`", dialect.name())).join(" and ");
                write!(formatter, "northstar writes SQL for `{}` and runs none there; it runs SQL on {run}", dialect.name())
            }
            WarehouseError::NoAddress { target } => write!(formatter, "target `{target}` has no `url`"),
            WarehouseError::MissingVariable { target, variable } => {
                write!(formatter, "target `{target}` takes its address from `{variable}`, which is not set")
            }
            WarehouseError::DriverNotFound { engine } => write!(formatter, "no ADBC driver for `{}` was found", engine.name()),
            WarehouseError::DriverUnusable { engine, place, path, message } => {
                write!(formatter, "the ADBC driver for `{}` {place}, `{path}`, cannot be used: {message}", engine.name())
            }
            WarehouseError::Unreachable { target, message } => {
                write!(formatter, "target `{target}` cannot be reached: {message}")
            }
            WarehouseError::Statement { message, sqlstate, sql, .. } => {
                let state = sqlstate.as_ref().map(|state| format!(" (SQLSTATE {state})")).unwrap_or_default();
                write!(formatter, "the warehouse refused a statement{state}: {message}\n\n{}", first_lines(sql))
            }
            WarehouseError::UnknownType { column, type_name } => {
                write!(formatter, "column `{column}` of the answer has the type `{type_name}`, which northstar does not read")
            }
            WarehouseError::OutOfRange { column, value } => {
                write!(formatter, "column `{column}` of the answer holds {value}, which lies outside what northstar can hold")
            }
            WarehouseError::FilesNeedDuckdb { target } => {
                write!(formatter, "target `{target}` names files, which only DuckDB can read")
            }
            _ => self.fmt_file(formatter),
        }
    }
}

impl WarehouseError {
    /// The half of the messages that is about files.
    fn fmt_file(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WarehouseError::FileTableName { table } => {
                write!(formatter, "table `{table}` cannot be read from files under this name")
            }
            WarehouseError::NoFile { table, pattern } => {
                write!(formatter, "table `{table}` is read from `{pattern}`, which matches no file")
            }
            WarehouseError::OutsideProject { table, pattern } => {
                write!(formatter, "table `{table}` is read from `{pattern}`, which lies outside the project")
            }
            WarehouseError::FileFormat { file } => {
                write!(formatter, "the ending of `{file}` names no format that northstar reads")
            }
            WarehouseError::UnreadableFile { file, message } => write!(formatter, "`{file}` cannot be read: {message}"),
            WarehouseError::MissingColumn { file, column, .. } => write!(formatter, "`{file}` has no column `{column}`"),
            WarehouseError::ColumnTypeDiffers { file, column, declared, found } => {
                write!(formatter, "column `{column}` of `{file}` is `{found}`, but the source declares `{declared}`")
            }
            WarehouseError::BadValue(bad) => write!(formatter, "{bad}"),
            WarehouseError::TableExists { table } => {
                write!(formatter, "the database already has a table `{table}` that does not come from the target's files")
            }
            _ => Ok(()),
        }
    }
}

impl std::error::Error for WarehouseError {}

/// The first lines of a statement, indented, with a mark where more follow.
fn first_lines(sql: &str) -> String {
    let mut lines: Vec<String> = sql.trim().lines().take(SHOWN_LINES).map(|line| format!("  {line}")).collect();
    if sql.trim().lines().count() > SHOWN_LINES {
        lines.push("  …".to_owned());
    }
    lines.join("\n")
}
