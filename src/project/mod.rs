//! The project on disk: `northstar.toml`, its calendar and targets, and its metric files.

pub mod calendar;
pub mod config;
pub mod dialect;
mod files;
mod lint;
mod load;
mod output;
pub mod schema;
mod table;
mod target;
#[cfg(test)]
mod tests;

pub use files::{Given, read_files};
pub use load::{FILE_NAME, find, load, repository};
