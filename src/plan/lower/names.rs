//! Names of columns: they say what a column holds, and depend on nothing but its definition.

use super::scan::ScanBuilder;
use crate::model::expr::Node;
use crate::model::metric::AggregateFunction;
use crate::plan::{AtomInput, ScanExpr};
use sha2::{Digest, Sha256};

/// A name that is not taken: the one wanted, or with a number behind.
pub fn unique(wanted: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&wanted) {
        return wanted;
    }
    let mut number = 2;
    loop {
        let name = format!("{wanted}_{number}");
        if !taken(&name) {
            return name;
        }
        number += 1;
    }
}

/// A name that every engine keeps whole, also with a word behind it: a long one is cut, with a mark of the rest.
pub fn short(name: &str) -> String {
    const LONGEST: usize = 48;
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let start: String = name.chars().take(LONGEST - 13).collect();
    format!("{start}_{}", fingerprint(name))
}

/// What columns of the statements begin with, or are called.
const OWN_BEGINNINGS: [&str; 17] = [
    "approx_",
    "arriv",
    "by_",
    "cell_",
    "cohort_",
    "count_",
    "inner_",
    "key_",
    "max_",
    "median_",
    "min_",
    "per_",
    "percentile_",
    "period_",
    "rows_",
    "step_",
    "stddev_",
];
const OWN_NAMES: [&str; 18] = [
    "carried",
    "churned_keys",
    "deadline",
    "earlier_period",
    "event_moment",
    "first_row",
    "followed",
    "island",
    "new_keys",
    "next_arrival",
    "northstar_turn",
    "on_spine",
    "over_keys",
    "resurrected_keys",
    "retained_keys",
    "row_moment",
    "starts",
    "segments",
];
const OWN_SUMS: [&str; 3] = ["sum_", "sub_", "span_"];

/// The column of a dimension: its name, made different from the others and from what the statements call columns of their own.
pub fn dimension_column(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut beginnings = OWN_BEGINNINGS.iter().chain(&OWN_SUMS);
    let own = beginnings.any(|beginning| name.starts_with(beginning)) || OWN_NAMES.contains(&name);
    unique(if own { format!("by_{name}") } else { name.to_owned() }, taken)
}

/// A short mark of a text.
pub(super) fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// A name for an atom's column: the function and the columns it reads; with a mark of its conditions where it has any.
pub(super) fn atom_name(
    builder: &ScanBuilder,
    function: AggregateFunction,
    input: &AtomInput,
    presence: usize,
    filter: Option<&ScanExpr>,
) -> String {
    let keys = |names: &[String]| names.iter().filter_map(|name| builder.scan.key(name)).collect();
    let (word, exprs): (&str, Vec<&ScanExpr>) = match (function, input) {
        (AggregateFunction::Count, AtomInput::Rows) => ("count_rows", Vec::new()),
        (AggregateFunction::Count, AtomInput::Distinct(values)) => ("count_distinct", keys(values)),
        (_, AtomInput::Distinct(values)) => ("approx_count_distinct", keys(values)),
        (AggregateFunction::Count, AtomInput::Value(value)) => ("count_of", vec![value]),
        (AggregateFunction::Sum, AtomInput::Value(value)) => ("sum", vec![value]),
        (AggregateFunction::Min, AtomInput::Value(value)) => ("min", vec![value]),
        (AggregateFunction::Max, AtomInput::Value(value)) => ("max", vec![value]),
        (AggregateFunction::Median, AtomInput::Value(value)) => ("median", vec![value]),
        (AggregateFunction::Percentile(_), AtomInput::Value(value)) => ("percentile", vec![value]),
        (AggregateFunction::Stddev, AtomInput::Value(value)) => ("stddev", vec![value]),
        (AggregateFunction::Avg | AggregateFunction::ApproxCountDistinct, AtomInput::Value(value)) => {
            ("approx_count_distinct", vec![value])
        }
        (_, AtomInput::Rows) => ("count_rows", Vec::new()),
    };
    let mut words = vec![word.to_owned()];
    for expr in &exprs {
        words.extend(expr.leaves().into_iter().map(|column| plain(&column.name)));
    }
    words.dedup();
    let mut name: String = words.join("_").chars().take(44).collect();
    // No function's word starts another one's, so that one column of the fact after it tells all there is to tell.
    let simple = exprs.len() <= 1 && exprs.iter().all(|expr| is_plain_column(expr));
    let condition = builder.scan.presences.get(presence).and_then(|p| p.condition.as_ref());
    let quantile = matches!(function, AggregateFunction::Percentile(_));
    let long = words.iter().map(String::len).sum::<usize>() > 40;
    if !simple || condition.is_some() || filter.is_some() || quantile || long {
        let mut definition = format!("{function:?}");
        for expr in exprs.into_iter().chain(condition).chain(filter) {
            definition.push_str(&builder.canonical(expr));
            definition.push(';');
        }
        // Which of the expressions is the condition and which the filter.
        definition.push_str(&format!("{} {}", condition.is_some(), filter.is_some()));
        name.push('_');
        name.push_str(&fingerprint(&definition));
    }
    name
}

/// Whether a value is a column of the fact whose name can stand in another name as it is.
fn is_plain_column(value: &ScanExpr) -> bool {
    matches!(&value.node, Node::Leaf(column) if column.table == 0 && plain(&column.name) == column.name)
}

/// Lower case letters, digits and underscores only.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect()
}

/// A name for a column that holds a value: the columns it reads; with a mark where it is no column of the fact itself.
pub(super) fn value_name(builder: &ScanBuilder, word: &str, value: &ScanExpr) -> String {
    let mut name = word.to_owned();
    for column in value.leaves() {
        name.push('_');
        name.push_str(&plain(&column.name));
    }
    let name: String = name.chars().take(44).collect();
    let simple = is_plain_column(value) && name.len() < 44;
    if simple { name } else { format!("{name}_{}", fingerprint(&builder.canonical(value))) }
}
