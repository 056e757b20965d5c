//! Plans to SQL: a small tree, one printer, one file per dialect. Knows nothing of metrics.

mod ansi;
pub mod build;
mod checks;
pub mod dialect;
mod duckdb;
mod expr;
mod postgres;
pub mod print;
mod query;
mod scan;
pub mod tree;
mod view;

use crate::diagnostic::{Diagnostic, codes};
use crate::plan::query::QueryPlan;
use crate::project::dialect::Dialect;

/// The statement of a query's plan in a dialect, ending in a line break; an error where the dialect has no exact form.
pub fn query(plan: &QueryPlan, dialect: Dialect) -> Result<String, Box<Diagnostic>> {
    let writer = printer(dialect)?;
    let query = query::query(plan, writer)?;
    Ok(print::statement(&tree::Statement::Query(query), writer) + "\n")
}

/// The dialect's printer; an error where SQL is not written for it yet.
pub fn printer(name: Dialect) -> Result<&'static dyn dialect::SqlDialect, Box<Diagnostic>> {
    dialect::dialect(name).ok_or_else(|| {
        let able = Dialect::SUPPORTED.map(Dialect::name).join(", ");
        let message = format!("SQL is not written for {} yet", name.name());
        Box::new(Diagnostic::global(codes::NO_EXACT_FORM, message).help(format!("use one of {able}")))
    })
}
