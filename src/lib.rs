//! northstar: a compiler for metrics as code.

pub mod diagnostic;
pub mod format;
pub mod project;
pub mod source;
pub mod syntax;
