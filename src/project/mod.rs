//! The project on disk: `northstar.toml`, its calendar and targets, and its metric files.

pub mod calendar;
pub mod config;
pub mod dialect;
