//! The same questions on every warehouse, or on what stands in for it here, with the rows that DuckDB gives.

mod cases;
mod catalogue;
mod faults;
mod hostile;
pub mod judge;
mod matrix;
mod oss;
mod parsed;
mod targets;
mod together;
mod traps;
mod trino;

use crate::support;
use judge::Judge;
use northstar::project::dialect::Dialect;

/// How much a judge's word is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// Something that behaves like the engine.
    Emulated,
    /// The vendor's own analyzer and evaluator.
    Analyzed,
    /// The engine itself.
    Runs,
}

impl Rung {
    /// Its place on the ladder of `docs/reference/dialects.md`.
    pub fn number(self) -> u8 {
        match self {
            Rung::Runs => 4,
            Rung::Analyzed => 3,
            Rung::Emulated => 2,
        }
    }
}

/// What judges a dialect.
pub struct Engine {
    pub dialect: Dialect,
    /// The judge's name in `run.sh`, and in `NORTHSTAR_TEST_ENGINES`.
    pub judge: &'static str,
    /// Where a table without a schema is.
    pub default_schema: &'static str,
    pub rung: Rung,
}

pub const DUCKDB: Engine = Engine { dialect: Dialect::Duckdb, judge: "duckdb2", default_schema: "main", rung: Rung::Runs };
pub const CLICKHOUSE: Engine =
    Engine { dialect: Dialect::Clickhouse, judge: "clickhouse", default_schema: "default", rung: Rung::Runs };
pub const DATABRICKS: Engine =
    Engine { dialect: Dialect::Databricks, judge: "databricks", default_schema: "default", rung: Rung::Runs };
pub const TRINO: Engine = Engine { dialect: Dialect::Trino, judge: "trino", default_schema: "default", rung: Rung::Runs };
pub const BIGQUERY: Engine = Engine { dialect: Dialect::Bigquery, judge: "bigquery", default_schema: "", rung: Rung::Analyzed };
pub const SNOWFLAKE: Engine =
    Engine { dialect: Dialect::Snowflake, judge: "snowflake", default_schema: "public", rung: Rung::Emulated };
pub const REDSHIFT: Engine =
    Engine { dialect: Dialect::Redshift, judge: "redshift", default_schema: "public", rung: Rung::Emulated };

/// PostgreSQL is asked through its driver, not by a side process.
const POSTGRES: Engine = Engine { dialect: Dialect::Postgres, judge: "postgres", default_schema: "public", rung: Rung::Runs };

/// All of them.
pub const ENGINES: [&Engine; 8] = [&DUCKDB, &POSTGRES, &CLICKHOUSE, &DATABRICKS, &TRINO, &BIGQUERY, &SNOWFLAKE, &REDSHIFT];

impl Engine {
    /// A judge of this engine, which says how much its word is worth; `None`, counted and named, where it is not wanted.
    pub fn start(&self) -> Option<Judge> {
        support::wanted(self.judge).then(|| {
            let mut judge = Judge::start(self.judge, self.default_schema);
            judge.engine = format!("{}, rung {}: {}", self.dialect.name(), self.rung.number(), judge.engine);
            judge
        })
    }
}
