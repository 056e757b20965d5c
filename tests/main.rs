//! The integration tests: one binary, so that they link once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(feature = "warehouse")]
mod support;
#[cfg(feature = "warehouse")]
mod warehouse;
