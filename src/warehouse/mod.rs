//! Runs SQL on a warehouse through its own ADBC driver, loaded at run time, and gives rows of plain values.
//! Knows nothing of metrics.
//!
//! Calls on one connection follow one another. What depends on the machine (environment variables, folders) comes in
//! as an [`Environment`], so that nothing here reads it.

#[cfg(feature = "warehouse")]
mod address;
#[cfg(feature = "warehouse")]
mod arrow;
#[cfg(feature = "warehouse")]
mod connection;
pub mod driver;
pub mod environment;
pub mod error;
#[cfg(feature = "warehouse")]
mod files;
pub mod table;
#[cfg(not(feature = "warehouse"))]
mod unavailable;

#[cfg(feature = "warehouse")]
pub use connection::{Connection, connect};
pub use environment::Environment;
pub use error::WarehouseError;
pub use table::{ColumnInfo, ColumnType, FileColumn, FileTable, FileType, Table, Value};
#[cfg(not(feature = "warehouse"))]
pub use unavailable::{Connection, connect};
