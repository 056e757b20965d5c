//! Stands in for connections where northstar is built without the cargo feature `warehouse`.

use super::{ColumnInfo, Environment, FileTable, Table, WarehouseError};
use crate::project::config::Target;
use crate::project::dialect::Dialect;
use std::convert::Infallible;
use std::path::Path;

/// A connection that cannot exist.
#[derive(Debug)]
pub struct Connection(Infallible);

/// Says that this build cannot run SQL.
///
/// # Errors
/// Always [`WarehouseError::BuiltWithout`].
pub fn connect(_: &Target, _: &Path, _: &[FileTable], _: &Environment) -> Result<Connection, WarehouseError> {
    Err(WarehouseError::BuiltWithout)
}

#[allow(missing_docs)]
impl Connection {
    pub fn dialect(&self) -> Dialect {
        match self.0 {}
    }

    pub fn query(&mut self, _: &str) -> Result<Table, WarehouseError> {
        match self.0 {}
    }

    pub fn schema(&mut self, _: &str) -> Result<Vec<ColumnInfo>, WarehouseError> {
        match self.0 {}
    }

    pub fn execute(&mut self, _: &str) -> Result<(), WarehouseError> {
        match self.0 {}
    }

    pub fn begin(&mut self) -> Result<(), WarehouseError> {
        match self.0 {}
    }

    pub fn commit(&mut self) -> Result<(), WarehouseError> {
        match self.0 {}
    }

    pub fn rollback(&mut self) -> Result<(), WarehouseError> {
        match self.0 {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::config::TargetUrl;

    #[test]
    fn connecting_says_how_to_get_a_build_that_can() {
        let target = Target::new("local", Dialect::Duckdb, TargetUrl::Literal(":memory:".to_owned()));
        let answer = connect(&target, Path::new("."), &[], &Environment::default());
        assert!(matches!(&answer, Err(error) if error.help().is_some_and(|help| help.contains("warehouse"))), "{answer:?}");
    }
}
