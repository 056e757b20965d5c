//! The numbers from 0 to 9999 as a relation, where an engine has no series of its own.

use super::tree::{Cte, Expr, Join, JoinKind, Operator, Query, Relation, Select};

const DIGITS: &str = "northstar_digits";
const DIGIT: &str = "digit";

/// The numbers under this name, in a column `number`.
pub fn relations(name: &str) -> [Cte; 2] {
    let digit = |digit| Select::default().item(Expr::integer(digit), DIGIT);
    let digits = Query { selects: (0..10).map(digit).collect(), ..Query::default() };
    let places = [("ones", 1), ("tens", 10), ("hundreds", 100), ("thousands", 1_000)];
    let of = |(alias, size): (&str, i64)| {
        let digit = Expr::column(alias, DIGIT);
        if size == 1 { digit } else { Expr::integer(size).binary(Operator::Multiply, digit) }
    };
    let number = places.into_iter().map(of).reduce(|a, b| a.binary(Operator::Add, b)).unwrap_or(Expr::Null);
    let mut relations = places.into_iter().map(|(alias, _)| Relation::table(vec![DIGITS.to_owned()], alias));
    let mut numbers = Select { from: relations.next(), ..Select::default() }.item(number, "number");
    numbers.joins.extend(relations.map(|relation| Join { kind: JoinKind::Cross, relation, on: Vec::new() }));
    [(DIGITS, digits), (name, numbers.query())].map(|(name, query)| Cte { name: name.to_owned(), materialized: false, query })
}
