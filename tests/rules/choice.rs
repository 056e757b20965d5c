//! The rules on the choice of metric over tables of metrics and over small projects of every kind of business: what they warn of,
//! and above all what they leave alone.

use super::{check, codes, lines};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/choice")
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

/// The findings of the family in a text beside `sources.nsm`. What else is said must not be about meaning, or the rules would keep
/// quiet for that reason.
fn found(text: &str) -> Vec<&'static str> {
    found_in(&[("sources.nsm", &read("sources.nsm")), ("star.nsm", text)])
}

fn found_in(files: &[(&str, &str)]) -> Vec<&'static str> {
    let (sources, diagnostics) = check("", files);
    for (finding, line) in diagnostics.iter().zip(lines(&sources, &diagnostics)) {
        let about_meaning = matches!(finding.code.family(), '0' | '1' | '2') && finding.code.id != "NS107";
        assert!(!about_meaning, "{line}");
    }
    codes(&diagnostics).into_iter().filter(|code| code.starts_with("NS5")).collect()
}

/// The lines of a table that say something.
fn rows(table: &str) -> Vec<&str> {
    table.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).collect()
}

#[test]
fn each_metric_of_the_table_gives_its_code_or_none() {
    let table = read("names.txt");
    let (mut failures, mut bad, mut good) = (Vec::new(), 0, 0);
    for row in rows(&table) {
        let (expected, metric) = row.split_once(" | ").unwrap();
        let expected: Vec<&str> = if expected == "none" { vec![] } else { vec![expected.trim()] };
        if expected.is_empty() {
            good += 1
        } else {
            bad += 1
        }
        let actual = found(&format!("north_star {metric}"));
        if actual != expected {
            failures.push(format!("{actual:?} instead of {expected:?}: {metric}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(bad >= 40 && good >= 40, "{bad} bad and {good} good");
}

#[test]
fn as_a_plain_metric_each_of_them_is_fine() {
    let table = read("names.txt");
    let metrics: Vec<&str> = rows(&table).into_iter().filter_map(|row| row.split_once(" | ")).map(|(_, metric)| metric).collect();
    let plain = metrics.iter().filter(|metric| !metric.contains("stage:"));
    let text: String = plain.enumerate().map(|(i, metric)| format!("metric m{i}_{metric}\n")).collect();
    assert_eq!(found(&text), [""; 0]);
}

/// Words of every rule on what a north star counts.
const WORDS: &[&str] = &[
    "total",
    "cumulative",
    "lifetime",
    "all_time",
    "registered",
    "page_view",
    "pageviews",
    "hits",
    "clicks",
    "impressions",
    "visits",
    "visitors",
    "unique_visitors",
    "downloads",
    "installs",
    "followers",
    "likes",
    "fans",
    "emails_collected",
    "bounce",
    "time_on_site",
    "signups",
    "sign_up",
    "registrations",
    "new_users",
    "leads",
    "logos",
    "customer_count",
    "jobs_posted",
    "revenue",
    "mrr",
    "arr",
    "acv",
    "bookings_value",
    "contract_value",
    "ltv",
    "profit",
    "retention",
    "nrr",
    "grr",
    "renewals",
    "dau",
    "wau",
    "mau",
    "active_users",
    "logins",
    "sessions",
    "app_opens",
    "shipped",
    "released",
    "velocity",
    "story_points",
    "tickets_closed",
    "features",
    "nps",
    "csat",
    "ces",
    "satisfaction",
];

#[test]
fn a_word_alone_is_never_enough() {
    let (table, sources) = (read("words_alone.txt"), read("words_alone.nsm"));
    let shapes = rows(&table);
    assert!(shapes.len() >= 4);
    for (word, shape) in WORDS.iter().flat_map(|word| shapes.iter().map(move |shape| (word, shape))) {
        let metric = shape.replace("{word}", word);
        let star = format!("north_star {metric}");
        assert_eq!(found_in(&[("sources.nsm", &sources), ("star.nsm", &star)]), [""; 0], "{metric}");
    }
}

#[test]
fn of_the_eighteen_systems_only_the_feature_factory_is_warned_and_once() {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder().join("systems")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let expected: &[&str] = if name == "x11_feature_factory" { &["NS507"] } else { &[] };
        assert_eq!(found_in(&[("system.nsm", &fs::read_to_string(&path).unwrap())]), expected, "{name}");
        names.insert(name);
    }
    assert_eq!(names.len(), 18, "{names:?}");
}
