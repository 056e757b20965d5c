//! The parser on whole files: what it says of each file under `tests/cases/syntax/`.

pub mod cases;
pub mod format;
mod limits;
mod random;
mod tree;
