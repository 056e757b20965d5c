//! Plans to SQL: a small tree, one printer, one file per dialect. Knows nothing of metrics.

mod ansi;
mod apart;
mod base;
mod bigquery;
mod block;
pub mod build;
mod calendar;
mod checks;
mod clickhouse;
mod databricks;
pub mod dialect;
mod duckdb;
mod expr;
mod fit;
mod given;
mod grid;
mod names;
mod numbers;
mod part;
mod postgres;
pub mod print;
mod query;
mod range;
mod redshift;
pub mod replace;
mod scan;
mod snowflake;
pub mod tree;
mod trino;
mod view;

use crate::diagnostic::Diagnostic;
use crate::plan::query::QueryPlan;
use crate::project::dialect::Dialect;
use jiff::civil::Date;
use tree::{Expr, Name, Operator, Relation, Rows, Select, Statement};

/// The statement of a query's plan in a dialect, ending in a line break; an error where the dialect has no exact form.
pub fn query(plan: &QueryPlan, dialect: Dialect) -> Result<String, Box<Diagnostic>> {
    let writer = dialect::of(dialect);
    let query = query::query(plan, writer)?;
    Ok(print::statement(&tree::Statement::Query(query), writer) + "\n")
}

/// The parts of a schema's name: a catalog or a project may stand before it.
pub fn schema_parts(schema: &str) -> Name {
    schema.split('.').map(str::to_owned).collect()
}

/// An object's name in a schema.
pub fn within(schema: &str, object: &str) -> Name {
    let mut name = schema_parts(schema);
    name.push(object.to_owned());
    name
}

/// Sets as-of in `build`.
pub fn set_as_of(schema: &str, day: Date, dialect: Dialect) -> String {
    let name = within(schema, "build");
    let statement = Statement::Update(name, "as_of".to_owned(), tree::Expr::Date(day));
    print::statement(&statement, dialect::of(dialect))
}

/// Drops one object.
pub fn drop_object(schema: &str, name: &str, view: bool, dialect: Dialect) -> String {
    let name = within(schema, name);
    let statement = if view { Statement::DropView(name) } else { Statement::DropTable(name) };
    print::statement(&statement, dialect::of(dialect))
}

/// The names of a schema's objects, and `VIEW` or another kind for each.
pub fn objects_of(schema: &str, dialect: Dialect) -> String {
    let text = |column: &str| Expr::bare(column).cast("VARCHAR");
    let from = Relation { rows: Rows::Table(vec!["information_schema".to_owned(), "tables".to_owned()]), alias: None };
    let select = Select::from(from)
        .item(text("table_name"), "object_name")
        .item(text("table_type"), "object_kind")
        .and(text("table_schema").binary(Operator::Equal, Expr::Text(schema_parts(schema).pop().unwrap_or_default())));
    print::statement(&Statement::Query(select.query()), dialect::of(dialect))
}

/// How many data checks there are, and how many of them fail.
pub fn failing_checks(schema: &str, dialect: Dialect) -> String {
    let from = Relation { rows: Rows::Table(within(schema, "checks")), alias: None };
    let fails = Expr::bare("failing").binary(Operator::Greater, Expr::integer(0));
    let select = Select::from(from)
        .item(Expr::CountRows, "checks")
        .item(Expr::Call("COUNT", vec![Expr::integer(1).when(Some(fails))]), "failing_checks");
    print::statement(&Statement::Query(select.query()), dialect::of(dialect))
}

/// What the last refresh made, as one text.
pub fn own_objects(schema: &str, dialect: Dialect) -> String {
    let from = Relation { rows: Rows::Table(within(schema, "build")), alias: None };
    let select = Select::from(from).item(Expr::bare("objects"), "objects");
    print::statement(&Statement::Query(select.query()), dialect::of(dialect))
}
