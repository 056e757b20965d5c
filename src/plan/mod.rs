//! The plan: which tables are read, which aggregates are taken of them, and what is computed from those. Relational, in no dialect.

mod block;
pub mod build;
pub mod checks;
pub mod declarations;
pub mod given;
pub mod lower;
mod part;
pub mod query;
mod scan;

pub use block::{Block, BlockKey, Feed, Operand, Shift, Slot, Step, ValueExpr};
pub use part::{AtomExpr, CohortRows, Column, ColumnValue, Form, Level, Part, PartKey, Reach};
pub use scan::{
    Atom, AtomInput, Axis, Presence, Scan, ScanColumn, ScanDimension, ScanExpr, ScanKey, ScanRows, ScanTable, Validity,
};
