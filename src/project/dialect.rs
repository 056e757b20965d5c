//! The names of the warehouses that northstar writes for.

/// A warehouse's SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    /// DuckDB
    Duckdb,
    /// PostgreSQL
    Postgres,
    /// Snowflake
    Snowflake,
    /// BigQuery
    Bigquery,
    /// Databricks (Spark)
    Databricks,
    /// Redshift
    Redshift,
    /// ClickHouse
    Clickhouse,
    /// Trino
    Trino,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Dialect; 8] = [
        Dialect::Duckdb,
        Dialect::Postgres,
        Dialect::Snowflake,
        Dialect::Bigquery,
        Dialect::Databricks,
        Dialect::Redshift,
        Dialect::Clickhouse,
        Dialect::Trino,
    ];

    /// Those that northstar runs SQL on.
    pub const RUN: [Dialect; 2] = [Dialect::Duckdb, Dialect::Postgres];

    /// Whether northstar runs SQL there, by a driver of its own, besides writing it.
    pub fn is_run(self) -> bool {
        Dialect::RUN.contains(&self)
    }

    /// The name, as the project file writes it.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::Duckdb => "duckdb",
            Dialect::Postgres => "postgres",
            Dialect::Snowflake => "snowflake",
            Dialect::Bigquery => "bigquery",
            Dialect::Databricks => "databricks",
            Dialect::Redshift => "redshift",
            Dialect::Clickhouse => "clickhouse",
            Dialect::Trino => "trino",
        }
    }

    /// The dialect of a name.
    pub fn from_name(name: &str) -> Option<Dialect> {
        Dialect::ALL.into_iter().find(|dialect| dialect.name() == name)
    }
}
