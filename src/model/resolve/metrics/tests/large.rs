//! Large projects: time and stack grow with the text only.

use super::project;
use std::fmt::Write as _;

#[test]
fn a_chain_of_ten_thousand_metrics() {
    let mut text = "metric m0 { value: count(*) from bookings dimensions: channel unit: x }\n".to_owned();
    for n in 1..10_000 {
        writeln!(text, "metric m{n} {{ value: m{} + m0 dimensions: channel }}", n - 1).unwrap();
    }
    let (project, found) = project(&[&text]);
    assert!(found.is_empty(), "{:?}", found.first());
    let last = project.metric_named("m9999").unwrap();
    assert_eq!(project.measures_of(last).len(), 1);
    assert_eq!(project.dimension_path(last, "channel").unwrap().paths.len(), 1);
    assert_eq!(project.dimension_names(last), ["channel"]);
}

#[test]
fn a_circle_of_ten_thousand_metrics() {
    let mut text = String::new();
    for n in 0..10_000 {
        writeln!(text, "metric m{n} {{ value: m{} * 2 }}", (n + 1) % 10_000).unwrap();
    }
    let (_, found) = project(&[&text]);
    assert_eq!(found.len(), 1);
}
