//! Where ADBC drivers come from: the search on this machine, and the pinned packages that can be installed.

mod archive;
mod error;
mod install;
mod package;
mod search;

pub use error::InstallError;
pub use install::{Installed, install};
pub use search::{Found, list};
#[cfg(feature = "warehouse")]
pub(super) use search::{Located, locate};

use crate::project::dialect::Dialect;
use std::fmt;

/// An engine whose driver northstar can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Engine {
    /// DuckDB, embedded.
    Duckdb,
    /// PostgreSQL, over the network.
    Postgres,
}

impl Engine {
    /// All of them.
    pub const ALL: [Engine; 2] = [Engine::Duckdb, Engine::Postgres];

    /// The engine that runs a dialect's SQL; `None` where northstar does not run it.
    pub fn of(dialect: Dialect) -> Option<Engine> {
        match dialect {
            Dialect::Duckdb => Some(Engine::Duckdb),
            Dialect::Postgres => Some(Engine::Postgres),
            Dialect::Snowflake
            | Dialect::Bigquery
            | Dialect::Databricks
            | Dialect::Redshift
            | Dialect::Clickhouse
            | Dialect::Trino => None,
        }
    }

    /// The engine of a name; `postgresql` is understood too.
    pub fn from_name(name: &str) -> Option<Engine> {
        match name {
            "postgresql" => Some(Engine::Postgres),
            _ => Engine::ALL.into_iter().find(|engine| engine.name() == name),
        }
    }

    /// The name, as the project file writes it.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Duckdb => "duckdb",
            Engine::Postgres => "postgres",
        }
    }

    /// The environment variable that names its driver.
    pub fn variable(self) -> &'static str {
        match self {
            Engine::Duckdb => "NORTHSTAR_DRIVER_DUCKDB",
            Engine::Postgres => "NORTHSTAR_DRIVER_POSTGRES",
        }
    }

    /// The name of its ADBC driver manifest.
    pub fn manifest(self) -> &'static str {
        match self {
            Engine::Duckdb => "duckdb",
            Engine::Postgres => "postgresql",
        }
    }

    /// The library's name without the platform's prefix and suffix.
    pub fn library(self) -> &'static str {
        match self {
            Engine::Duckdb => "duckdb",
            Engine::Postgres => "adbc_driver_postgresql",
        }
    }

    /// The library's file name on this platform.
    pub fn library_file(self) -> String {
        format!("{}{}{}", std::env::consts::DLL_PREFIX, self.library(), std::env::consts::DLL_SUFFIX)
    }

    /// File names the library may have: the platform's, and the one that Python wheels use everywhere.
    fn library_files(self) -> Vec<String> {
        let mut names = vec![self.library_file()];
        let wheel = format!("lib{}.so", self.library());
        if !names.contains(&wheel) {
            names.push(wheel);
        }
        names
    }

    /// The driver's entry point, where it is not the one that ADBC expects.
    #[cfg(feature = "warehouse")]
    pub(super) fn entry_point(self) -> Option<&'static [u8]> {
        match self {
            Engine::Duckdb => Some(b"duckdb_adbc_init"),
            Engine::Postgres => None,
        }
    }
}

/// A place where a driver is looked for, in the order of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// `driver` of the target.
    Target,
    /// The environment variable.
    Variable,
    /// The folder of northstar's executable.
    Executable,
    /// northstar's own data folder, where `driver install` puts it.
    DataFolder,
    /// An ADBC manifest.
    Manifest,
    /// The system's library path.
    System,
}

impl Place {
    /// What to do where a driver of this place is of no use.
    pub(super) fn help(self, engine: Engine) -> String {
        let (name, variable) = (engine.name(), engine.variable());
        match self {
            Place::Target => "mend `driver` in the target, or remove it to have the usual places searched".to_owned(),
            Place::Variable => format!("mend `{variable}`, or unset it to have the usual places searched"),
            Place::DataFolder => format!("run `northstar driver install {name} --force`"),
            Place::Executable => "mend or remove it to have the other places searched".to_owned(),
            Place::Manifest | Place::System => format!("run `northstar driver install {name}`, which is found before it"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Place::Target => "named by the target",
            Place::Variable => "named by the environment",
            Place::Executable => "beside northstar",
            Place::DataFolder => "in the data folder",
            Place::Manifest => "of an ADBC manifest",
            Place::System => "in the system's library path",
        })
    }
}
