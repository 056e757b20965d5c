#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use crate::diagnostic::report::tests::{Run, run};
use crate::diagnostic::{Diagnostics, codes};

fn log(run: &Run) -> Value {
    serde_json::from_str(&render(&run.report())).unwrap()
}

fn at(uri: &str, region: [u32; 4]) -> Value {
    let [start_line, start_column, end_line, end_column] = region;
    json!({
        "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column},
    })
}

#[test]
fn a_result_has_its_rule_places_fingerprint_and_fixes() {
    let run = run();
    let print = run.report().findings().nth(1).unwrap().fingerprint;
    let uri = "metrics/50%25%20%C3%A9%3A%2C%20%26.nsm";
    let change = |uri: &str, regions: &[([u32; 4], &str)]| {
        let replacements = regions
            .iter()
            .map(|(region, text)| json!({"deletedRegion": at(uri, *region)["region"], "insertedContent": {"text": text}}));
        json!({"artifactLocation": at(uri, [0; 4])["artifactLocation"], "replacements": replacements.collect::<Value>()})
    };
    let both = change(uri, &[([2, 9, 2, 10], "y"), ([2, 5, 2, 6], "y")]);
    let everywhere = json!([change(uri, &[([2, 5, 2, 6], "z")]), change("northstar.toml", &[([1, 2, 1, 3], "q")])]);
    assert_eq!(
        log(&run)["runs"][0]["results"][1],
        json!({
            "ruleId": "NS102",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "there is no `x`, 100% sure\nwhy: it hurts\nhelp: write `y`\nor `z`"},
            "locations": [{"physicalLocation": at(uri, [2, 5, 2, 6]), "message": {"text": "nothing of this name"}}],
            "relatedLocations":
                [{"id": 1, "physicalLocation": at("northstar.toml", [1, 2, 1, 3]), "message": {"text": "it was here"}}],
            "fingerprints": {"northstar/v1": print},
            "partialFingerprints": {"primaryLocationLineHash": print},
            "fixes": [
                {"description": {"text": "rename both"}, "artifactChanges": [both], "properties": {"safe": true}},
                {"description": {"text": "rename everywhere"}, "artifactChanges": everywhere, "properties": {"safe": false}},
            ],
        })
    );
}

#[test]
fn a_finding_about_no_text_is_about_the_beginning_of_the_project_file() {
    let location = json!({"physicalLocation": at("northstar.toml", [1, 1, 1, 1])});
    assert_eq!(log(&run())["runs"][0]["results"][0]["locations"], json!([location]));
}

#[test]
fn rules_are_those_that_were_broken_with_what_is_told_of_them() {
    let log = log(&run());
    let rules = &log["runs"][0]["tool"]["driver"]["rules"];
    assert_eq!(
        rules[0],
        json!({
            "id": "NS102",
            "name": "unknown-name",
            "defaultConfiguration": {"level": "error"},
            "shortDescription": {"text": "A name of nothing."},
            "fullDescription": {"text": "First.\n\nSecond."},
            "help": {"text": "First.\n\nSecond.", "markdown": "# NS102 unknown-name\n"},
            "properties": {"tags": ["Names"], "precision": "very-high", "problem.severity": "error"},
        })
    );
    assert_eq!(rules[1], json!({"id": "NS301", "name": "no-north-star", "defaultConfiguration": {"level": "error"}}));
    assert_eq!(rules[2], json!({"id": "NS313", "name": "no-equals", "defaultConfiguration": {"level": "warning"}}));
    let indices: Vec<&Value> = log["runs"][0]["results"].as_array().unwrap().iter().map(|result| &result["ruleIndex"]).collect();
    assert_eq!(indices, [1, 0, 2]);
}

#[test]
fn nothing_found_is_a_run_without_results() {
    let mut run = run();
    run.diagnostics = Diagnostics::default();
    let log = log(&run);
    assert_eq!((&log["runs"][0]["results"], &log["runs"][0]["tool"]["driver"]["rules"]), (&json!([]), &json!([])));
}

#[test]
fn long_descriptions_end_with_a_paragraph() {
    let paragraph = "é".repeat(600);
    assert_eq!(shortened(&format!("{paragraph}\n\n{paragraph}")), paragraph);
    assert_eq!(shortened(&format!("short\n\n{paragraph}")), format!("short\n\n{paragraph}"));
    assert_eq!(shortened(&"é".repeat(2000)), "é".repeat(1024));
}

#[test]
fn paragraphs_are_one_line_and_lists_are_not() {
    assert_eq!(unwrapped("one\n`two`\n\nthree\nfour"), "one `two`\n\nthree four");
    for own in ["- one\n- two", "as:\n- one", "```nsm\nx\n```", "| a |\n| b |"] {
        assert_eq!(unwrapped(own), own);
    }
}

#[test]
fn a_path_is_a_relative_reference() {
    assert_eq!(uri("a b/50%/ü:1?#[x]~-_.nsm"), "a%20b/50%25/%C3%BC%3A1%3F%23%5Bx%5D~-_.nsm");
    assert_eq!(level(codes::NO_EQUALS.level), "warning");
}
