//! Rows that a test gives, as a query without a table.

use super::dialect::SqlDialect;
use super::expr::literal;
use super::tree::{Expr, Query, Relation, Select};
use crate::model::types::Literal;
use crate::plan::given::GivenRows;

/// How many selects stand under one `UNION ALL`: engines plan a long chain in time that grows with the square of its length.
const LONGEST_UNION: usize = 50;

/// The rows, every value of exactly its column's type, so that engines infer nothing.
pub fn rows(given: &GivenRows, dialect: &dyn SqlDialect) -> Query {
    if given.rows.is_empty() {
        return Select::nothing(row(given, &[], dialect).items);
    }
    let selects = given.rows.iter().map(|values| row(given, values, dialect)).collect();
    union(selects)
}

fn row(given: &GivenRows, values: &[Literal], dialect: &dyn SqlDialect) -> Select {
    let mut select = Select::default();
    for (position, (name, ty)) in given.columns.iter().enumerate() {
        let value = values.get(position).map_or(Expr::Null, literal);
        select.items.push((value.cast(&dialect.type_name(ty)), name.clone()));
    }
    select
}

/// All selects under `UNION ALL`, in groups of groups where there are many.
fn union(mut selects: Vec<Select>) -> Query {
    while selects.len() > LONGEST_UNION {
        let groups = selects.chunks(LONGEST_UNION).map(|group| {
            let alias = "northstar_rows";
            let group = Query { selects: group.to_vec(), ..Query::default() };
            Select::from(Relation::query(group, alias)).item(Expr::AllColumns(alias.to_owned()), "")
        });
        selects = groups.collect();
    }
    Query { selects, ..Query::default() }
}
