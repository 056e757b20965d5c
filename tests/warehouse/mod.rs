//! Running SQL on real engines.

mod errors;
mod files;
mod scans;
mod transactions;
mod types;
mod views;
