//! All integration tests, in one binary, so that they link once. Cases are plain files under `tests/cases/`;
//! `UPDATE=1 cargo test` rewrites what they expect.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    clippy::type_complexity,
    missing_docs
)]

#[cfg(feature = "warehouse")]
mod cli;
mod docs;
#[cfg(feature = "warehouse")]
mod engines;
#[cfg(feature = "warehouse")]
mod examples;
#[cfg(feature = "warehouse")]
mod formats;
mod fuzz;
#[cfg(feature = "warehouse")]
mod oss;
#[cfg(feature = "warehouse")]
mod reference;
mod repository;
mod rules;
#[cfg(feature = "warehouse")]
mod sql;
#[cfg(feature = "warehouse")]
mod support;
mod syntax;
#[cfg(feature = "warehouse")]
mod warehouse;
