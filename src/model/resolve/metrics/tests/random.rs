//! Random values: nothing panics, nothing fails without a word, and the same text says the same twice.

use super::project;
use crate::model::metric::Definition;
use proptest::prelude::*;

/// Row expressions, some of them wrong.
fn row() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "nights",
        "price",
        "fee",
        "score",
        "status",
        "channel",
        "checkin",
        "booked_at",
        "listing.rooms",
        "listing.city",
        "nothing",
        "1",
        "2.5",
        "'x'",
        "null",
        "true",
        "8%",
        "a",
        "2026-01-05",
        "day",
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(2, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), prop::sample::select(vec!["+", "-", "*", "/", "=", "<", "and", "||"]), inner.clone())
                .prop_map(|(a, op, b)| format!("({a} {op} {b})")),
            inner.clone().prop_map(|a| format!("coalesce({a}, 0)")),
            inner.prop_map(|a| format!("sum({a})")),
        ]
    })
}

/// Values over rows and over metrics, many of them wrong.
fn value() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec!["guest_id", "listing_id", "day", "hour", "channel", "listing.city", "week", "score"]);
    let function =
        prop::sample::select(vec!["sum", "avg", "min", "max", "median", "count", "stddev", "approx_count_distinct", "mean"]);
    let metric =
        prop::sample::select(vec!["a", "b", "c", "level", "people", "m", "lag(a, 1 week)", "growth(level, 1 month)", "gone"]);
    let leaf = prop_oneof![
        Just("count(*)".to_owned()),
        metric.clone().prop_map(str::to_owned),
        (function.clone(), row()).prop_map(|(f, r)| format!("{f}({r})")),
        (function.clone(), row(), row()).prop_map(|(f, r, c)| format!("{f}({r}) filter (where {c})")),
        (row(), row()).prop_map(|(r, s)| format!("count(distinct {r}, {s})")),
        (key.clone(), row()).prop_map(|(k, r)| format!("count(distinct {k} having sum({r}) > 3)")),
        (key.clone(), metric.clone()).prop_map(|(k, m)| format!("count(distinct {k} having {m} > 3)")),
        (function.clone(), row(), key.clone()).prop_map(|(f, r, k)| format!("{f}(sum({r}) per {k})")),
        (function.clone(), row(), key.clone()).prop_map(|(f, r, k)| format!("{f}({r} per {k} having count(*) > 1)")),
        (function, metric.clone(), key.clone()).prop_map(|(f, m, k)| format!("{f}({m} per {k})")),
        row().prop_map(|r| format!("percentile({r}, 0.9)")),
        metric.clone().prop_map(|m| format!("new({m})")),
        metric.prop_map(|m| format!("churned({m})")),
        (key.clone(), prop::sample::select(vec!["within 7 days", ""]))
            .prop_map(|(k, w)| format!("conversion(b to a on {k} {w})")),
        key.prop_map(|k| format!("retention(people to a on {k} after 4 weeks)")),
    ];
    let tree = leaf.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            (inner.clone(), prop::sample::select(vec!["+", "-", "*", "/", ">", "or"]), inner.clone())
                .prop_map(|(a, op, b)| format!("({a} {op} {b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("greatest({a}, {b})")),
        ]
    });
    (tree, prop::sample::select(vec!["", "from bookings", "from visits where channel = 'x'", "from accounts", "from undated"]))
        .prop_map(|(tree, from)| format!("{tree} {from}"))
}

fn property() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "unit: usd",
        "unit: night / booking",
        "grain: month",
        "grain: hour",
        "window: trailing 28 days",
        "window: month to date",
        "snapshot: last by guest_id",
        "snapshot: max",
        "time: checkin to checkout",
        "time: channel",
        "dimensions: channel, listing.city as town",
        "dimensions: score",
        "target: +12% by 2027-01-04",
        "target: +2 pp by 2027-01-04, 5 by 2027-01-04",
        "fill: previous",
    ])
    .prop_map(str::to_owned)
}

const OTHERS: &str = "
metric a { value: count(*) from bookings dimensions: channel unit: booking }
metric b { value: count(*) from visits }
metric c { value: sum(nights) from bookings dimensions: channel }
metric level { value: sum(balance) from accounts snapshot: last }
metric people { value: count(distinct guest_id) from bookings }
metric reader { value: m * 2 dimensions: channel }
";

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn random_values_are_resolved_or_reported(value in value(), first in property(), second in property()) {
        let text = format!("{OTHERS}\nmetric m {{ value: {value} {first} {second} }}\nnorth_star n {{ value: sum(nights) from bookings equals: {value} }}");
        let (resolved, found) = project(&[&text]);
        let silent = found.is_empty();
        for metric in resolved.metrics.values() {
            prop_assert!(!silent || (metric.definition != Definition::Error && !metric.broken), "`{}` fails without a word: {text}", metric.name);
            prop_assert!(!silent || metric.name != "n" || metric.equals.is_some(), "`equals` fails without a word: {text}");
        }
        for id in resolved.metrics.ids() {
            for name in resolved.dimension_names(id) {
                prop_assert!(resolved.dimension_path(id, &name).is_ok(), "{name} of {}: {text}", resolved.metrics[id].name);
            }
        }
        prop_assert_eq!(found, project(&[&text]).1);
    }
}
