//! Running SQL on real engines.

mod errors;
mod files;
mod transactions;
mod types;
mod views;
