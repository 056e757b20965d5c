//! What a metric's values are counted in. Every kind of count is a symbol of its own until the metric's `unit` names it:
//! `sum(price) / count(*)` is `usd / count(*)`, so it can be declared `usd / booking`.

use crate::model::expr::Expr;
use crate::model::unit::Unit;
use std::collections::BTreeMap;

/// How many assignments of names to counts are tried before a declared unit is believed.
const TRIES: u32 = 20_000;

/// The unit of counts until it is named; `counted` is what stands between the parentheses.
pub(super) fn symbol(counted: &str) -> Unit {
    Unit::named(format!("count({counted})"))
}

/// Whether a part of a unit is a count that has no name yet (no declared unit holds a parenthesis).
fn is_symbol(name: &str) -> bool {
    name.contains('(')
}

/// What each count of a unit is called.
pub(super) type Names = BTreeMap<String, String>;

/// Gives every count the same name.
pub(super) fn name_all(unit: &Unit, name: &str) -> Names {
    unit.parts().filter(|(part, _)| is_symbol(part)).map(|(part, _)| (part.to_owned(), name.to_owned())).collect()
}

/// Gives every count of keys the key's name: for counts of no one source.
pub(super) fn name_keys(unit: &Unit) -> Names {
    let name =
        |symbol: &str| symbol.trim_start_matches("count(").trim_start_matches("distinct ").trim_end_matches(')').to_owned();
    unit.parts().filter(|(part, _)| is_symbol(part)).map(|(part, _)| (part.to_owned(), name(part))).collect()
}

/// The unit with its counts named. A count without a name keeps its symbol.
pub(super) fn rename(unit: &Unit, names: &Names) -> Unit {
    unit.parts().fold(Unit::none(), |product, (part, exponent)| {
        let name = Unit::named(names.get(part).map_or(part, String::as_str));
        product.times(&name.power(exponent))
    })
}

/// Names for the counts of `derived` with which it equals `wanted`, each count one single name; `None` where there are none.
pub(super) fn solve(derived: &Unit, wanted: &Unit) -> Option<Names> {
    let symbols: Vec<(&str, i32)> = derived.parts().filter(|(part, _)| is_symbol(part)).collect();
    let rest = derived.parts().filter(|(part, _)| !is_symbol(part));
    let known = rest.fold(Unit::none(), |product, (part, exponent)| product.times(&Unit::named(part).power(exponent)));
    let mut names = Names::new();
    let mut tries = TRIES;
    assign(&symbols, &wanted.per(&known), &mut names, &mut tries).then_some(names)
}

/// Whether the symbols can be named so that their product is `left`; fills `names`.
fn assign(symbols: &[(&str, i32)], left: &Unit, names: &mut Names, tries: &mut u32) -> bool {
    let Some(((symbol, exponent), rest)) = symbols.split_first() else { return left.is_none() };
    if *tries == 0 {
        return true;
    }
    *tries -= 1;
    let mut candidates: Vec<String> = left.parts().map(|(name, _)| name.to_owned()).collect();
    // Two counts of the same thing may cancel: any name that stands nowhere else will do.
    candidates.push((*symbol).to_owned());
    candidates.into_iter().any(|name| {
        let left = left.per(&Unit::named(&name).power(*exponent));
        names.insert((*symbol).to_owned(), name);
        assign(rest, &left, names, tries)
    })
}

/// Names the counts in the units of an expression and everything in it (but not in its leaves).
pub(super) fn name_counts<L>(expr: &mut Expr<L>, names: &Names) {
    if let Some(unit) = &expr.unit {
        expr.unit = Some(rename(unit, names));
    }
    for child in expr.children_mut() {
        name_counts(child, names);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed lookup fails the test")]
mod tests {
    use super::*;

    fn unit(text: &str) -> Unit {
        let mut unit = Unit::none();
        for (position, part) in text.split(' ').filter(|part| !part.is_empty()).enumerate() {
            unit = if position == 0 {
                Unit::named(part)
            } else if let Some(name) = part.strip_prefix('/') {
                unit.per(&Unit::named(name))
            } else {
                unit.times(&Unit::named(part))
            };
        }
        unit
    }

    fn solved(derived: &Unit, wanted: &str) -> Option<Unit> {
        solve(derived, &unit(wanted)).map(|names| rename(derived, &names))
    }

    #[test]
    fn a_count_takes_the_declared_name() {
        assert_eq!(solved(&symbol("*"), "booking"), Some(unit("booking")));
        assert_eq!(solved(&unit("usd").per(&symbol("*")), "usd /booking"), Some(unit("usd /booking")));
        assert_eq!(solved(&symbol("*").per(&symbol("distinct user_id")), "message /user"), Some(unit("message /user")));
    }

    #[test]
    fn a_count_takes_one_single_name() {
        assert_eq!(solved(&symbol("*"), "night /booking"), None);
        assert_eq!(solved(&unit("usd").per(&symbol("*")), "usd"), None);
        assert_eq!(solved(&unit("usd").per(&symbol("*")), "eur /booking"), None);
        assert_eq!(solved(&unit("night"), "booking"), None);
    }

    #[test]
    fn counts_of_the_same_thing_may_cancel() {
        let share = unit("usd").times(&symbol("distinct a")).per(&symbol("distinct b"));
        let names = solve(&share, &unit("usd")).unwrap();
        assert_eq!(rename(&share, &names), unit("usd"));
    }

    #[test]
    fn powers_are_divided_evenly() {
        let squared = symbol("*").times(&symbol("*"));
        assert_eq!(solved(&squared, "order order"), Some(unit("order order")));
        assert_eq!(solved(&squared, "order item"), None);
    }

    #[test]
    fn many_counts_end() {
        let many = (0..60).fold(Unit::none(), |product, n| product.times(&symbol(&n.to_string())));
        let wanted = (0..59).fold(Unit::none(), |product, n| product.times(&Unit::named(format!("u{n}"))));
        assert!(solve(&many, &wanted).is_some());
    }

    #[test]
    fn without_a_declared_unit_counts_of_one_source_cancel() {
        let ratio = symbol("*").per(&symbol("distinct user_id"));
        assert!(rename(&ratio, &name_all(&ratio, "messages")).is_none());
    }
}
