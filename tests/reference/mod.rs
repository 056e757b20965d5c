//! The reference evaluator: what a query must give, worked out row by row from the meaning of the language, slowly and
//! plainly, sharing no code with the planner or the SQL writer. Generated SQL is judged against it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod adding;
mod additivity;
mod aggregate;
mod agree;
mod clock;
mod compare;
mod evaluate;
mod expression;
mod facts;
mod figures;
mod forms;
mod found;
mod generator;
mod harness;
mod history;
mod published;
mod rows;
mod search;
mod value;
mod wording;
mod written;
