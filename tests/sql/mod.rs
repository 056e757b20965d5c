//! SQL that northstar emits: it parses in its dialect, uses nothing that is banned, and gives the rows that were worked out by hand.

pub mod cases;
mod checks;
mod databricks;
pub mod hostile;
mod parse;
mod redshift;
pub mod targets;
mod trino;

use parse::relations;
pub use parse::{Clock, assert_parses};
