//! Large projects: what the benchmarks measure has no findings, and nothing of a check is deep or slow by the number of metrics.

#[path = "../../benches/generate/mod.rs"]
mod generate;

use super::{check, codes, lines};
use std::fmt::Write;

#[test]
fn the_project_of_the_benchmarks_has_no_findings() {
    for metrics in [10, 20, 500] {
        let files = generate::project(metrics);
        let files: Vec<(&str, &str)> =
            files.iter().filter(|(path, _)| path.ends_with(".nsm")).map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let declared = files.iter().flat_map(|(_, text)| text.lines());
        let kinds = ["north_star ", "input ", "counter ", "outcome ", "metric "];
        let declared = declared.filter(|line| kinds.iter().any(|kind| line.starts_with(kind))).count();
        assert_eq!(declared, metrics);
        let (sources, found) = check("", &files);
        assert!(found.is_empty(), "{}", lines(&sources, &found).join("\n"));
    }
}

/// A chain of definitions and one of drivers, longer than any stack is deep.
#[test]
fn chains_of_thousands_are_walked() {
    let mut text = northstar::rules::project_text("", &[]);
    let mut above = "bookings_made".to_owned();
    for step in 0..5_000 {
        let _ = write!(
            text,
            "
input step_{step} {{
  title:       \"Step\"
  description: \"A step.\"
  drives:      {above}
  value:       {above} + {above}
  unit:        booking
  owner:       supply
  review:      weekly_review
}}
"
        );
        above = format!("step_{step}");
    }
    let (sources, found) = check("", &[("stays.nsm", &text)]);
    assert_eq!(codes(&found), ["NS405", "NS314", "NS311"], "{:?}", lines(&sources, &found).first());
}
