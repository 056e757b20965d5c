//! What queries and views share: atoms filled where there was nothing, and values computed level by level.

use super::dialect::SqlDialect;
use super::tree::{Cte, Expr, Query, Relation, Select};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::plan::{Atom, Step, ValueExpr};

/// A common table expression that is read once.
pub fn cte(name: &str, query: Query) -> Cte {
    Cte { name: name.to_owned(), materialized: false, query }
}

/// The column of a step's value.
pub fn step_column(position: usize) -> String {
    format!("step_{}", position + 1)
}

/// What stands for an atom in rows of others: null, in the atom's type.
pub fn no_value(atom: &Atom, dialect: &dyn SqlDialect) -> Expr {
    // A sum of integers is longer than an integer; the union must not cut it.
    let ty = match (&atom.ty, atom.function) {
        (Type::Integer, AggregateFunction::Sum) => Type::Decimal { precision: 38, scale: 0 },
        (ty, _) => ty.clone(),
    };
    Expr::Null.cast(&dialect.type_name(&ty))
}

/// An atom's value: where there was nothing, 0 or null.
pub fn filled(atom: &Atom, column: &str) -> Expr {
    let column = Expr::bare(column);
    if atom.fills_with_zero() { Expr::Call("COALESCE", vec![column, Expr::integer(0)]) } else { column }
}

/// Values that others read, level by level over the relation `cells` with these columns; gives the name of the last relation.
pub fn steps(steps: &[Step], cells: &str, columns: &[String], value: &dyn Fn(&ValueExpr) -> Expr, ctes: &mut Vec<Cte>) -> String {
    let mut last = cells.to_owned();
    let levels = steps.iter().map(|step| step.level + 1).max().unwrap_or(0);
    for level in 0..levels {
        let mut select = Select::from(Relation::named(&last));
        for column in columns {
            select.items.push((Expr::bare(column), column.clone()));
        }
        for (position, step) in steps.iter().enumerate() {
            let column = step_column(position);
            if step.level < level {
                select.items.push((Expr::bare(&column), column));
            } else if step.level == level {
                select.items.push((value(&step.expr), column));
            }
        }
        last = format!("{cells}_{}", level + 1);
        ctes.push(cte(&last, select.query()));
    }
    last
}
