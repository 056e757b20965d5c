//! The parser on whole files: what it says of each file under `tests/cases/syntax/`.

mod cases;
mod format;
mod limits;
mod random;
mod tree;
