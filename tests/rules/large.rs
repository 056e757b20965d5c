//! Large projects: what the benchmarks measure has no findings, and nothing of a check is deep or slow by the number of metrics.

#[allow(dead_code, reason = "benchmarks use the rest")]
#[path = "../../benches/generate/mod.rs"]
mod generate;

use super::{check, codes, lines};

fn metric_files(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().filter(|(path, _)| path.ends_with(".nsm")).map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

#[test]
fn the_project_of_the_benchmarks_has_no_findings() {
    for metrics in [10, 20, 500] {
        let files = generate::project(metrics);
        let files = metric_files(&files);
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
    let files = generate::chain(5_000);
    let (sources, found) = check("", &metric_files(&files));
    assert_eq!(codes(&found), ["NS314", "NS311", "NS405"], "{:?}", lines(&sources, &found).first());
}

#[test]
fn shapes_of_the_benchmarks_are_what_they_say() {
    let files = generate::in_one_file(500);
    assert_eq!(files.len(), 2);
    let (sources, found) = check("", &metric_files(&files));
    assert!(found.is_empty(), "{}", lines(&sources, &found).join("\n"));
    let files = generate::misspelt(500);
    let (sources, found) = check("", &metric_files(&files));
    assert_eq!(found.len(), 98, "{}", lines(&sources, &found).join("\n"));
    assert!(found.iter().all(|finding| finding.code.id == "NS102" && finding.help.is_some()));
}

#[test]
fn each_fault_of_the_benchmarks_is_one_finding() {
    let files = generate::faulty(500, 24);
    let (sources, found) = check("", &metric_files(&files));
    let mut kinds = codes(&found);
    assert_eq!(kinds.len(), 24, "{}", lines(&sources, &found).join("\n"));
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, ["NS003", "NS102", "NS201"]);
}
