//! northstar: a compiler for metrics as code.

pub mod commands;
pub mod diagnostic;
pub mod project;
pub mod rules;
pub mod source;
pub mod syntax;
