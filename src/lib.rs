//! northstar: a compiler for metrics as code.

pub mod diagnostic;
pub mod project;
pub mod source;
pub mod syntax;
pub mod warehouse;
