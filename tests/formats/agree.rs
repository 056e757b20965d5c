//! All formats say the same of a project, in the same bytes each time.

use super::{EXPECTED, Expected, FORMATS, ODD, OTHER, odd, printed};
use crate::cli::{Project, command, copy, ended, run};
use serde_json::Value;
use std::collections::BTreeSet;

/// Rule, level, file and line of a finding, as a format has them.
type Said = (String, String, String, Option<usize>);

fn expected(line: impl Fn(&Expected) -> Option<usize>) -> Vec<Said> {
    let said = |finding: &Expected| (finding.rule(), finding.level.to_owned(), finding.file().to_owned(), line(finding));
    EXPECTED.iter().map(said).collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

fn number(value: &Value) -> Option<usize> {
    value.as_u64().map(|number| usize::try_from(number).unwrap())
}

/// The characters that a relative reference stands for.
pub fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        let digits: Vec<u8> = if byte == b'%' { rest.by_ref().take(2).collect() } else { Vec::new() };
        let byte = if byte == b'%' { u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap() } else { byte };
        bytes.push(byte);
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn json_has_every_finding() {
    let report = json(&printed(&odd(), "json", 1));
    let said = list(&report["diagnostics"]).zip(EXPECTED).map(|(found, expected)| {
        let file = found["file"].as_str().unwrap_or(expected.file()).to_owned();
        let rule = format!("{} {}", text(&found["code"]), text(&found["name"]));
        (rule, text(&found["level"]), file, number(&found["start"]["line"]))
    });
    assert_eq!(said.collect::<Vec<_>>(), expected(|finding| finding.place.map(|place| place.line)));
}

#[test]
fn sarif_has_every_finding_with_its_region_and_rule() {
    let log = json(&printed(&odd(), "sarif", 1));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = &run["tool"]["driver"]["rules"];
    let mut regions = Vec::new();
    let said = list(&run["results"]).map(|result| {
        let rule = &rules[number(&result["ruleIndex"]).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        regions.push(["startLine", "startColumn", "endLine", "endColumn"].map(|key| number(&place["region"][key]).unwrap()));
        let rule = format!("{} {}", text(&rule["id"]), text(&rule["name"]));
        let file = decoded(&text(&place["artifactLocation"]["uri"]));
        (rule, text(&result["level"]), file, number(&place["region"]["startLine"]))
    });
    assert_eq!(said.collect::<Vec<_>>(), expected(|finding| finding.place.map_or(Some(1), |place| Some(place.line))));
    let region = |finding: &Expected| {
        finding.place.map_or([1; 4], |place| [place.line, place.columns[0], place.line, place.columns[0] + place.length])
    };
    assert_eq!(regions, EXPECTED.iter().map(region).collect::<Vec<_>>());
    let other = &run["results"][3]["relatedLocations"][0]["physicalLocation"];
    assert_eq!(
        (decoded(&text(&other["artifactLocation"]["uri"])).as_str(), number(&other["region"]["startLine"])),
        (ODD, Some(3))
    );
}

#[test]
fn sarif_tells_what_a_rule_is_about_within_what_github_reads() {
    let log = json(&printed(&odd(), "sarif", 1));
    for rule in list(&log["runs"][0]["tool"]["driver"]["rules"]) {
        let page = text(&rule["help"]["markdown"]);
        assert!(page.starts_with(&format!("# {} {}\n", text(&rule["id"]), text(&rule["name"]))), "{page}");
        for description in ["shortDescription", "fullDescription"] {
            let length = text(&rule[description]["text"]).chars().count();
            assert!((10..=1024).contains(&length), "{description} of {}: {length}", rule["id"]);
        }
        assert!(!text(&rule["properties"]["tags"][0]).is_empty());
        assert!(["error", "warning"].contains(&text(&rule["defaultConfiguration"]["level"]).as_str()));
    }
}

#[test]
fn gitlab_has_every_finding_with_a_line() {
    let issues = json(&printed(&odd(), "gitlab", 1));
    let said = list(&issues).map(|issue| {
        let level = match issue["severity"].as_str() {
            Some("major") => "error",
            Some("minor") => "warning",
            other => panic!("{other:?}"),
        };
        let place = &issue["location"];
        assert!(!text(&issue["description"]).is_empty() && text(&issue["fingerprint"]).len() == 64);
        (text(&issue["check_name"]), level.to_owned(), text(&place["path"]), number(&place["lines"]["begin"]))
    });
    assert_eq!(said.collect::<Vec<_>>(), expected(|finding| finding.place.map_or(Some(1), |place| Some(place.line))));
}

#[test]
fn rdjson_has_every_finding_in_bytes() {
    let report = json(&printed(&odd(), "rdjson", 1));
    let said = list(&report["diagnostics"]).zip(EXPECTED).map(|(found, expected)| {
        let place = &found["location"];
        let range = ["start", "end"].map(|end| [&place["range"][end]["line"], &place["range"][end]["column"]].map(number));
        let of = |place: super::Place| {
            let start = place.columns[1];
            [[place.line, start], [place.line, start + place.length]].map(|position| position.map(Some))
        };
        assert_eq!(range, expected.place.map_or([[None; 2]; 2], of));
        let level = text(&found["severity"]).to_lowercase();
        (text(&found["code"]["value"]), level, text(&place["path"]), range[0][0])
    });
    assert_eq!(said.collect::<Vec<_>>(), expected(|finding| finding.place.map(|place| place.line)));
}

#[test]
fn xml_has_every_finding() {
    for format in ["checkstyle", "junit"] {
        let xml = printed(&odd(), format, 1);
        let document = roxmltree::Document::parse(&xml).unwrap();
        let of = |node: roxmltree::Node<'_, '_>, name: &str| node.attribute(name).unwrap_or_default().to_owned();
        let found = |tag: &'static str| document.descendants().filter(move |node| node.has_tag_name(tag));
        let line = |node: roxmltree::Node<'_, '_>| node.attribute("line").map(|line| line.parse().unwrap());
        let said: Vec<Said> = if format == "checkstyle" {
            let rule = |node| of(node, "source").strip_prefix("northstar.").unwrap().replacen('.', " ", 1);
            found("error")
                .map(|node| (rule(node), of(node, "severity"), of(node.parent().unwrap(), "name"), line(node)))
                .collect()
        } else {
            let rule = |node| of(node, "name").trim_end_matches(" (2)").to_owned();
            let level = |node: roxmltree::Node<'_, '_>| {
                let said = node.first_element_child().unwrap();
                if said.has_tag_name("failure") {
                    of(said, "type")
                } else {
                    said.text().unwrap().split(':').next().unwrap().to_owned()
                }
            };
            found("testcase").map(|node| (rule(node), level(node), of(node, "file"), line(node))).collect()
        };
        assert_eq!(said, expected(|finding| finding.place.map(|place| place.line)), "{format}");
    }
}

#[test]
fn every_format_is_the_same_bytes_each_time_and_names_no_folder() {
    let (project, again) = (odd(), odd());
    let elsewhere = tempfile::tempdir().unwrap();
    for format in FORMATS.into_iter().chain(["json"]) {
        let first = printed(&project, format, 1);
        assert_eq!(first, printed(&again, format, 1), "{format}");
        let mut command = command(elsewhere.path(), &["check", "--format", format, "-q", "--project"]);
        command.arg(project.path()).env("TZ", "Asia/Tokyo").env("LC_ALL", "tr_TR.UTF-8");
        assert_eq!(first, ended(&mut command).expect(1).out, "{format}");
        assert!(!first.contains(&project.path().display().to_string()), "{format}");
        assert!(first.ends_with('\n') && !first.contains('\u{1b}'), "{format}");
    }
}

/// The fingerprints of a project's findings, by format.
fn fingerprints(project: &Project) -> [Vec<String>; 2] {
    let issues = json(&printed(project, "gitlab", 1));
    let log = json(&printed(project, "sarif", 1));
    let prints = |result: &Value| {
        assert_eq!(result["fingerprints"]["northstar/v1"], result["partialFingerprints"]["primaryLocationLineHash"]);
        text(&result["fingerprints"]["northstar/v1"])
    };
    let gitlab = list(&issues).map(|issue| text(&issue["fingerprint"])).collect();
    [gitlab, list(&log["runs"][0]["results"]).map(prints).collect()]
}

#[test]
fn fingerprints_survive_lines_that_move_and_tell_findings_apart() {
    let project = odd();
    let [gitlab, sarif] = fingerprints(&project);
    assert_eq!(gitlab, sarif);
    assert_eq!(gitlab.iter().collect::<BTreeSet<_>>().len(), EXPECTED.len());
    project.write(OTHER, &format!("# One more.\n\n{}", project.read(OTHER)));
    project.edit(OTHER, "metric b_count", "  metric b_count");
    assert_eq!(fingerprints(&project), [gitlab.clone(), sarif]);
    // What is mended goes, and the others stay what they were.
    project.edit(ODD, "100% sure\"", "100% sure\" contact: \"supply@stays.example\"");
    let [left, _] = fingerprints(&project);
    let kept: Vec<&String> = gitlab.iter().enumerate().filter(|(index, _)| *index != 1).map(|(_, print)| print).collect();
    assert_eq!(left.iter().collect::<Vec<_>>(), kept);
}

#[test]
fn what_fails_a_run_fails_its_case() {
    let project = Project::scaffold();
    project.edit("metrics/stays.nsm", "  contact: \"supply@stays.example\"", "");
    let counts = |arguments: &[&str], code: i32| {
        let xml = project.run(&[&["check", "--format", "junit"], arguments].concat()).expect(code).out;
        let document = roxmltree::Document::parse(&xml).unwrap();
        ["tests", "failures"].map(|name| document.root_element().attribute(name).unwrap().to_owned())
    };
    assert_eq!(counts(&[], 0), ["1", "0"]);
    assert_eq!(counts(&["--deny", "warnings"], 1), ["1", "1"]);
}

#[test]
fn a_test_run_that_cannot_start_says_why_in_its_format() {
    let ended = odd().run(&["test", "--format", "junit"]).expect(1);
    let document = roxmltree::Document::parse(&ended.out).unwrap();
    let failures = document.descendants().filter(|node| node.has_tag_name("failure")).count();
    assert_eq!((failures, document.root_element().attribute("failures")), (5, Some("5")));
    assert_eq!(ended.err, "");
}

#[test]
fn machines_see_all_and_no_last_line() {
    let project = odd();
    let metrics: String = (0..60).map(|index| format!("metric m_{index} {{ value: sum(nigths) from bookings }}\n")).collect();
    project.write("metrics/many.nsm", &metrics);
    for format in FORMATS {
        let text = project.run(&["check", "--format", format, "--max-diagnostics", "3"]).expect(1).out;
        let found = text.matches("there is no column of `bookings` called `nigths`").count();
        // JUnit says each twice: in the attribute and in the text.
        assert_eq!(found, if format == "junit" { 126 } else { 63 }, "{format}");
        assert!(!text.contains("checked ") && !text.contains("more; "), "{format}");
    }
    let github = printed(&project, "github", 1);
    let errors = github.lines().take_while(|line| line.starts_with("::error ")).count();
    assert_eq!(errors, 65);
    assert!(github.lines().last().unwrap().starts_with("::notice title=northstar::GitHub shows 10 errors"), "{github}");
}

#[test]
fn paths_start_where_the_reader_looks() {
    // The folder of a repository, as far as it is looked at.
    let repository = Project::of(&[(".git/HEAD", "")]);
    let root = repository.path();
    copy(odd().path(), &root.join("data/stays"));
    let said = |folder: &str, format: &str, arguments: &[&str]| {
        run(&root.join(folder), &[&["check", "--format", format], arguments].concat()).expect(1).out
    };
    for (folder, arguments) in [("", &["--project", "data/stays"][..]), ("data/stays", &[]), ("data/stays/metrics", &[])] {
        assert!(said(folder, "github", arguments).contains("file=data/stays/metrics/other.nsm,line=1,"), "{folder}");
        let gitlab = json(&said(folder, "gitlab", arguments));
        assert!(list(&gitlab).any(|issue| issue["location"]["path"] == "data/stays/metrics/other.nsm"), "{gitlab:#}");
        // A finding without a place is one of the project file.
        assert!(list(&gitlab).any(|issue| issue["location"]["path"] == "data/stays/northstar.toml"), "{gitlab:#}");
        let sarif = said(folder, "sarif", arguments);
        assert!(sarif.contains("\"data/stays/metrics/other.nsm\"") && !sarif.contains("\"metrics/other.nsm\""), "{sarif}");
        // People know the project's own paths.
        assert!(said(folder, "short", arguments).contains("\nmetrics/other.nsm:1:"), "{folder}");
    }
    for (folder, arguments, way) in [
        ("", &["--project", "data/stays"][..], "data/stays/metrics/other.nsm"),
        ("data/stays", &[], "metrics/other.nsm"),
        ("data/stays/metrics", &[], "../metrics/other.nsm"),
        (".git", &["--project", "../data/stays"], "../data/stays/metrics/other.nsm"),
    ] {
        let rdjson = json(&said(folder, "rdjson", arguments));
        assert!(list(&rdjson["diagnostics"]).any(|one| one["location"]["path"] == way), "{folder}: {rdjson:#}");
    }
}
