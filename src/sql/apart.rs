//! Percentiles that an engine cannot compute beside others: each order of values gets a select of its own, and rows of one group meet
//! again by `UNION ALL` and `GROUP BY`.

use super::tree::{Expr, GroupBy, Query, Relation, Select};

const AGGREGATES: [&str; 6] = ["AVG", "COUNT", "MAX", "MIN", "STDDEV_SAMP", "SUM"];

/// The select without two percentiles of different values, or a percentile beside a distinct count.
pub fn percentiles_apart(select: &mut Select) {
    let mut orders: Vec<Expr> = Vec::new();
    for order in select.items.iter().filter_map(|(item, _)| order_of(item)) {
        if !orders.contains(order) {
            orders.push(order.clone());
        }
    }
    let tells_apart = select.items.iter().any(|(item, _)| matches!(item, Expr::CallDistinct(..)) || is_approximate(item));
    if orders.is_empty() || (orders.len() == 1 && !tells_apart) {
        return;
    }
    let keys = match &select.group_by {
        GroupBy::None => 0,
        GroupBy::Items(count) => *count,
        GroupBy::Sets(_) => select.items.iter().take_while(|(item, _)| !is_aggregate(item)).count(),
    };
    let plain = select.items.iter().skip(keys).any(|(item, _)| order_of(item).is_none());
    let sides = plain.then_some(None).into_iter().chain(orders.iter().map(Some));
    let all = Query { selects: sides.map(|order| side(select, keys, order)).collect(), ..Query::default() };
    let mut met = Select::from(Relation::query(all, "side_by_side"));
    for (position, (_, alias)) in select.items.iter().enumerate() {
        let column = Expr::bare(alias);
        met.items.push((if position < keys { column } else { Expr::Call("MAX", vec![column]) }, alias.clone()));
    }
    met.group_by = if keys == 0 { GroupBy::None } else { GroupBy::Items(keys) };
    *select = met;
}

/// The same select with the aggregates of one order only, or with those that have none. It is the latter that comes first and says
/// of which types its columns are.
fn side(select: &Select, keys: usize, order: Option<&Expr>) -> Select {
    let mut side = select.clone();
    for (item, _) in side.items.iter_mut().skip(keys) {
        if order_of(item) != order {
            *item = match order_of(item) {
                Some(Expr::Cast(_, ty)) => Expr::Null.cast(ty),
                _ => Expr::Null,
            };
        }
    }
    side
}

/// What a percentile orders by.
fn order_of(item: &Expr) -> Option<&Expr> {
    match item {
        Expr::WithinGroup(_, _, order) => Some(order),
        _ => None,
    }
}

fn is_approximate(item: &Expr) -> bool {
    matches!(item, Expr::Form(words, _) if words.starts_with("APPROXIMATE "))
}

fn is_aggregate(item: &Expr) -> bool {
    match item {
        Expr::CountRows | Expr::CallDistinct(..) | Expr::WithinGroup(..) => true,
        Expr::Call(name, _) => AGGREGATES.contains(name),
        Expr::Cast(inner, _) => is_aggregate(inner),
        Expr::Case(_, Some(otherwise)) => is_aggregate(otherwise),
        other => is_approximate(other),
    }
}
