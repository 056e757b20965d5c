//! A warehouse that a test builds for and applies to: a DuckDB file in the project's folder, or a PostgreSQL database.

use super::{AS_OF, project};
use crate::support::program::{Said, northstar_with};
use crate::support::rows::{Rows, of_table};
use crate::support::{environment, open_postgres, postgres_url, target, wanted};
use northstar::project::config::TargetUrl;
use northstar::project::dialect::Dialect;
use northstar::warehouse::{Connection, connect};
use std::path::Path;
use tempfile::TempDir;

/// A project and the warehouse it is applied to.
pub struct Warehouse {
    project: TempDir,
    /// The address of the PostgreSQL database; DuckDB has a file.
    url: Option<String>,
}

impl Warehouse {
    /// An empty DuckDB file; `None` where DuckDB is not wanted.
    pub fn duckdb() -> Option<Warehouse> {
        wanted("duckdb").then(|| Warehouse { project: project(), url: None })
    }

    /// An empty PostgreSQL database; `None` where PostgreSQL is not wanted.
    pub fn postgres() -> Option<Warehouse> {
        postgres_url().map(|url| Warehouse { project: project(), url: Some(url) })
    }

    /// The project's folder.
    pub fn folder(&self) -> &Path {
        self.project.path()
    }

    /// A connection. DuckDB's file has one user at a time: drop it before northstar runs.
    pub fn open(&self) -> Connection {
        match &self.url {
            Some(url) => open_postgres(url),
            None => {
                let target = target(Dialect::Duckdb, TargetUrl::Literal("histories.duckdb".to_owned()));
                connect(&target, self.folder(), &[], &environment()).unwrap()
            }
        }
    }

    /// Runs one statement.
    pub fn execute(&self, sql: &str) {
        self.open().execute(sql).unwrap_or_else(|error| panic!("{error}\n{sql}"));
    }

    /// The rows of a query, as text.
    pub fn rows(&self, sql: &str) -> Rows {
        of_table(&self.open().query(sql).unwrap_or_else(|error| panic!("{error}\n{sql}")))
    }

    /// Builds for the warehouse and applies it as of the last day of the data.
    pub fn build_and_apply(&self) {
        let dialect = if self.url.is_some() { "postgres" } else { "duckdb" };
        for said in [self.run(&["build", "--dialect", dialect]), self.apply()] {
            assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        }
    }

    /// Applies what was built.
    pub fn apply(&self) -> Said {
        let target = if self.url.is_some() { "server" } else { "file" };
        self.run(&["apply", "--target", target, "--as-of", AS_OF])
    }

    /// Runs northstar in the project.
    pub fn run(&self, arguments: &[&str]) -> Said {
        let variables: Vec<(&str, &str)> = self.url.iter().map(|url| ("WAREHOUSE_URL", url.as_str())).collect();
        northstar_with(self.folder(), arguments, &variables)
    }
}
