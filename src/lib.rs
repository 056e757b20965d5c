//! northstar: a compiler for metrics as code.

pub mod commands;
pub mod diagnostic;
pub mod docs;
pub mod model;
pub mod plan;
pub mod project;
pub mod rules;
pub mod source;
pub mod sql;
pub mod syntax;
pub mod warehouse;
