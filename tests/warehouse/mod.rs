//! Running SQL on real engines.

mod types;
