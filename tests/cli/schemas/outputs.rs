//! What every command prints as JSON, and every file it writes as such, is as its schema says: with findings, with errors, and empty.

use super::{faults, validator, word};
use crate::cli::tests::{FAILING, PASSING, project};
use crate::cli::{Ended, Project, contents, run};
use crate::support::{repository, wanted};
use northstar::commands::schema::Name;
use northstar::diagnostic::json::{Outcome, Summary, report};
use northstar::diagnostic::{Diagnostic, Edit, Fix, codes};
use northstar::source::{SourceMap, Span};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const CHECK: [&str; 3] = ["check", "--format", "json"];
const TEST: [&str; 3] = ["test", "--format", "json"];
const STAYS: &str = "metrics/stays.nsm";

/// A document, which must be as the schema says.
#[track_caller]
fn judged(name: Name, text: &str) -> Value {
    let document: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let faults = faults(&validator(name), &document);
    assert!(faults.is_empty(), "{name:?}: {faults:#?}\n{text}");
    document
}

/// What a command printed, which must be as the schema says.
#[track_caller]
fn printed(name: Name, ended: Ended, code: i32) -> Value {
    judged(name, &ended.expect(code).out)
}

/// The paths to every value of a document; of a list, its first item stands for all.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(keys) => {
            for (key, inner) in keys {
                let path = format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
                places(inner, &path, found);
                found.push(path);
            }
        }
        Value::Array(items) => items.iter().take(1).for_each(|item| places(item, &format!("{path}/0"), found)),
        _ => {}
    }
}

/// Whether a schema sees what is wrong: each key taken away or filled with something else, while one more does no harm.
#[track_caller]
fn sees_what_is_wrong(name: Name, document: &Value) {
    let validator = validator(name);
    let mut paths = Vec::new();
    places(document, "", &mut paths);
    assert!(paths.len() > 5, "{paths:?}");
    for path in paths {
        let mut other = document.clone();
        *other.pointer_mut(&path).unwrap() = json!([[]]);
        assert!(!validator.is_valid(&other), "{name:?} takes anything for `{path}`");
        let (above, key) = path.rsplit_once('/').unwrap();
        // The keys of these are names of the user's or of files; statistics are there where they are asked for.
        if ["/files", "/segment"].iter().any(|free| above.ends_with(free)) || path == "/statistics" {
            continue;
        }
        let mut without = document.clone();
        without.pointer_mut(above).unwrap().as_object_mut().unwrap().remove(key);
        assert!(!validator.is_valid(&without), "{name:?} does without `{path}`");
    }
    let mut later = document.clone();
    later["later"] = json!({});
    assert_eq!(validator.is_valid(&later), name != Name::Baseline, "{name:?}");
}

#[test]
fn findings_of_a_check() {
    let right = Project::scaffold();
    let document = printed(Name::Check, right.run(&CHECK), 0);
    assert_eq!(document["diagnostics"], json!([]));
    let wrong = Project::scaffold();
    wrong.edit(STAYS, "sum(nights)", "sum(nigths)");
    wrong.write("metrics/é.nsm", "metric nächte { value: 1 / }\nmetric twice { value: 1 }\nmetric twice { value: 1 }\n");
    let document = printed(Name::Check, wrong.run(&[&CHECK[..], &["--statistics"]].concat()), 1);
    let findings = document["diagnostics"].as_array().unwrap();
    assert!(findings.iter().any(|finding| !finding["labels"].as_array().unwrap().is_empty()), "{document:#}");
    assert!(!document["statistics"].as_array().unwrap().is_empty());
    sees_what_is_wrong(Name::Check, &document);
    assert!(findings.iter().any(|finding| !finding["fixes"].as_array().unwrap().is_empty()), "{document:#}");
    printed(Name::Check, wrong.run(&[&CHECK[..], &["--fix", "--unsafe-fixes"]].concat()), 1);
    let unset = Project::of(&[("northstar.toml", "[project]\nname = \"x\"\n[calender]\n")]);
    assert_eq!(printed(Name::Check, unset.run(&CHECK), 2)["outcome"], "error");
    assert_eq!(printed(Name::Check, Project::of(&[]).run(&CHECK), 2)["diagnostics"][0]["file"], Value::Null);
    let empty = Project::of(&[("northstar.toml", "[project]\nname = \"x\"\n"), ("a.nsm", "")]);
    assert_eq!(printed(Name::Check, empty.run(&CHECK), 1)["summary"]["metrics"], 0);
}

#[test]
fn a_finding_with_a_fix() {
    let mut sources = SourceMap::default();
    let span = Span::new(sources.add("metrics/é.nsm", "metric nächte {}\n"), 7, 14);
    let mut diagnostic = Diagnostic::new(codes::UNKNOWN_NAME, span, "there is no `nächte`");
    diagnostic.fixes.push(Fix { title: "rename".to_owned(), safe: true, edits: vec![Edit { span, text: "nights".to_owned() }] });
    let report = report([&diagnostic], &sources, Outcome::Findings, Summary::default(), None);
    sees_what_is_wrong(Name::Check, &judged(Name::Check, &report));
}

#[test]
fn a_finding_is_seen_to_be_wrong() {
    let wrong = Project::scaffold();
    wrong.edit(STAYS, "sum(nights)", "sum(nigths)");
    let document = printed(Name::Check, wrong.run(&CHECK), 1);
    let validator = validator(Name::Check);
    for (path, value) in [
        ("/outcome", json!("fine")),
        ("/schema_version", json!("2.0")),
        ("/summary/errors", json!(-1)),
        ("/diagnostics/0/level", json!("fatal")),
        ("/diagnostics/0/start/line", json!(0)),
        ("/diagnostics/0/start", json!({ "line": 1 })),
        ("/diagnostics/0/message", Value::Null),
        ("/diagnostics/0/fixes", json!([{ "title": "x" }])),
    ] {
        let mut broken = document.clone();
        *broken.pointer_mut(path).unwrap() = value;
        assert!(!validator.is_valid(&broken), "{path}");
    }
}

#[test]
fn the_file_of_a_baseline() {
    let project = Project::scaffold();
    let arguments = ["check", "--baseline", "known.json", "--update-baseline"];
    project.run(&arguments).expect(0);
    assert_eq!(judged(Name::Baseline, &project.read("known.json"))["findings"], json!([]));
    let empty = Project::of(&[("northstar.toml", "[project]\nname = \"x\"\n"), ("a.nsm", "metric a { value: 1 }\n")]);
    empty.run(&arguments);
    let document = judged(Name::Baseline, &empty.read("known.json"));
    assert!(!document["findings"].as_array().unwrap().is_empty(), "{document:#}");
    sees_what_is_wrong(Name::Baseline, &document);
}

#[test]
fn lists_and_trees() {
    let project = Project::scaffold();
    let list = printed(Name::List, project.run(&["list", "--format", "json"]), 0);
    let kinds: BTreeSet<&str> =
        list["declarations"].as_array().unwrap().iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, BTreeSet::from(["cadence", "metric", "source", "team", "test"]));
    sees_what_is_wrong(Name::List, &list);
    let none = printed(Name::List, project.run(&["list", "--select", "zz*", "--format", "json"]), 0);
    assert_eq!(none["declarations"], json!([]));
    let tree = printed(Name::Tree, project.run(&["tree", "--format", "json"]), 0);
    sees_what_is_wrong(Name::Tree, &tree);
    let figures = repository().join("examples/figures");
    printed(Name::Tree, run(&figures, &["tree", "--format", "json"]), 0);
    // Where the project has an error, there is nothing on standard output to read.
    project.edit(STAYS, "sum(nights)", "sum(nigths)");
    for arguments in [["list", "--format", "json"], ["tree", "--format", "json"]] {
        assert_eq!(project.run(&arguments).expect(1).out, "");
    }
}

#[test]
fn manifests_of_a_build() {
    let project = Project::scaffold();
    project.run(&["build", "--dialect", "all"]).expect(0);
    let files = contents(project.path());
    let manifests: Vec<_> = files.iter().filter(|(path, _)| path.ends_with("manifest.json")).collect();
    // Eight dialects, and the documentation.
    assert_eq!(manifests.len(), 9);
    for (path, bytes) in manifests {
        let document = judged(Name::Manifest, std::str::from_utf8(bytes).unwrap());
        let docs = path.starts_with("build/docs");
        assert_eq!(document["dialect"].is_null(), docs, "{path:?}");
        sees_what_is_wrong(Name::Manifest, &document);
    }
}

#[test]
fn rows_of_a_query() {
    if !wanted("duckdb") {
        return;
    }
    let project = Project::scaffold();
    let query = ["query", "nights_booked,cancellation_rate", "--format", "json"];
    for more in [&[][..], &["--by", "city"], &["--grain", "none"], &["--limit", "0"]] {
        let rows = printed(Name::Query, project.run(&[&query[..], more].concat()), 0);
        assert_eq!(rows.as_array().unwrap().is_empty(), more == ["--limit", "0"], "{more:?}: {rows:#}");
    }
    let validator = validator(Name::Query);
    for wrong in [json!({}), json!([1]), json!([{ "nights_booked": [1] }])] {
        assert!(!validator.is_valid(&wrong), "{wrong}");
    }
    assert_eq!(project.run(&["query", "nights_bookd", "--format", "json"]).expect(2).out, "");
}

#[test]
fn results_of_tests() {
    if !wanted("duckdb") {
        return;
    }
    let right = project(&[PASSING]);
    printed(Name::Test, right.run(&TEST), 0);
    let wrong = project(&[PASSING, FAILING]);
    let failed = printed(Name::Test, wrong.run(&TEST), 1);
    sees_what_is_wrong(Name::Test, &failed);
    let statuses = |report: &Value| -> BTreeSet<String> {
        report["tests"].as_array().unwrap().iter().map(|test| test["status"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(statuses(&failed), BTreeSet::from(["failed", "passed"].map(str::to_owned)));
    let mut odd = failed.clone();
    odd["tests"][0]["expects"][0]["rows"][0]["status"] = json!("odd");
    assert!(!validator(Name::Test).is_valid(&odd));
    // A test that cannot be asked, none at all, a project with an error, and no project.
    wrong.edit("metrics/all.nsm", "duckdb: \"\"\"LENGTH(note)\"\"\", ", "");
    let stopped = printed(Name::Test, wrong.run(&TEST), 2);
    assert!(statuses(&stopped).contains("error"));
    sees_what_is_wrong(Name::Test, &stopped);
    assert_eq!(printed(Name::Test, project(&[]).run(&TEST), 0)["tests"], json!([]));
    wrong.edit("metrics/all.nsm", "sum(amount)", "sum(amuont)");
    assert!(printed(Name::Test, wrong.run(&TEST), 1).get("tests").is_none());
    assert_eq!(printed(Name::Test, Project::of(&[]).run(&TEST), 2)["outcome"], "error");
}

#[test]
fn documents_are_told_apart() {
    let project = Project::scaffold();
    let list = project.run(&["list", "--format", "json"]).expect(0).out;
    let document: Value = serde_json::from_str(&list).unwrap();
    for name in [Name::Project, Name::Check, Name::Test, Name::Query, Name::Tree, Name::Manifest, Name::Baseline] {
        assert!(!validator(name).is_valid(&document), "a list passes as {}", word(name));
    }
}
