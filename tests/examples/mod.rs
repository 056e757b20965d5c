//! The example projects: they check without findings and give the answers that are known.

mod git;
mod stays;
mod tutorial;
