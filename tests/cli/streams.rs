//! What goes to which stream, in which words and bytes.

use super::{Project, command, ended};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn results_go_to_standard_output_and_the_rest_to_standard_error() {
    let project = Project::scaffold();
    let only_out: &[&[&str]] = &[
        &["check"],
        &["check", "--format", "json"],
        &["tree"],
        &["list"],
        &["list", "--format", "json"],
        &["explain"],
        &["explain", "NS302"],
        &["config", "show"],
        &["completions", "bash"],
        &["query", "nights_booked", "--sql"],
        &["query", "nights_booked", "--format", "csv"],
        &["--help"],
        &["query", "--help"],
    ];
    for arguments in only_out {
        let ended = project.run(arguments).expect(0);
        assert!(!ended.out.is_empty() && ended.err.is_empty(), "{arguments:?}: {ended:#?}");
    }
    let built = project.run(&["build"]).expect(0);
    assert!(built.out.is_empty() && built.err.contains("built 5 metrics"), "{built:#?}");
    let formatted = project.run(&["fmt"]).expect(0);
    assert!(formatted.out.is_empty() && formatted.err.contains("formatted 0 files"), "{formatted:#?}");
    // A note about the question does not mix with the rows.
    let noted =
        project.run(&["query", "nights_booked", "--format", "csv", "--since", "2026-01-01", "--until", "2026-01-12"]).expect(0);
    assert!(noted.err.contains("note: --since 2026-01-01 is inside a week") && !noted.out.contains("note"), "{noted:#?}");
}

#[test]
fn quiet_leaves_results_and_errors_and_nothing_else() {
    let project = Project::scaffold();
    for arguments in [&["check", "-q"][..], &["build", "-q"], &["fmt", "-q"], &["apply", "-q"], &["check", "--quiet"]] {
        let ended = project.run(arguments).expect(0);
        assert!(ended.out.is_empty() && ended.err.is_empty(), "{arguments:?}: {ended:#?}");
    }
    let rows = project.run(&["query", "nights_booked", "-q", "--since", "2026-01-01", "--format", "csv"]).expect(0);
    assert!(rows.err.is_empty() && rows.out.starts_with("period_start,nights_booked\n"), "{rows:#?}");
    project.edit("metrics/stays.nsm", "sum(nights)", "sum(nigths)");
    let found = project.run(&["check", "-q"]).expect(1);
    assert!(found.out.contains("nigths") && !found.out.contains("checked"), "{found:#?}");
    assert!(project.run(&["build", "-q"]).expect(1).err.contains("nigths"));
}

#[test]
fn verbose_says_what_was_read_on_standard_error() {
    let project = Project::scaffold();
    let ended = project.run(&["check", "-v"]).expect(0);
    assert!(ended.err.contains("read metrics/stays.nsm"), "{ended:#?}");
    assert!(ended.out.starts_with("checked 5 metrics in "), "{ended:#?}");
}

/// Whether a text holds more than text: escapes, or bells.
fn is_decorated(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && c != '\n')
}

/// Flags, variables, and whether they ask for colour.
type Case = (&'static [&'static str], &'static [(&'static str, &'static str)], bool);

#[test]
fn nothing_but_text_reaches_a_pipe_unless_colour_is_asked_for() {
    let project = Project::scaffold();
    project.edit("metrics/stays.nsm", "sum(nights)", "sum(nigths)");
    let cases: &[Case] = &[
        (&[], &[], false),
        (&["--color", "always"], &[], true),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color=never"], &[("FORCE_COLOR", "1")], false),
        (&["--color", "auto"], &[("FORCE_COLOR", "1")], true),
        (&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false),
        (&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "")], true),
        (&[], &[("FORCE_COLOR", "0")], false),
        (&[], &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], false),
    ];
    for (flags, variables, colored) in cases {
        for arguments in [&["check"][..], &["build"], &["query", "nights_booked"]] {
            let mut command = command(project.path(), &[arguments, flags].concat());
            let ended = ended(command.envs(variables.iter().copied())).expect(1);
            assert_eq!(
                is_decorated(&ended.out) || is_decorated(&ended.err),
                *colored,
                "{arguments:?} {flags:?} {variables:?}: {ended:#?}"
            );
        }
        // Machines are never given colour.
        let mut command = command(project.path(), &[&["check", "--format", "json"][..], flags].concat());
        assert!(!is_decorated(&ended(command.envs(variables.iter().copied())).out));
    }
    for arguments in [&["--help"][..], &["chekc"], &["query", "x", "--formt"], &["check", "--help"]] {
        let plain = project.run(arguments);
        assert!(!is_decorated(&plain.out) && !is_decorated(&plain.err), "{plain:#?}");
        let colored = project.run(&[arguments, &["--color", "always"]].concat());
        assert!(is_decorated(&colored.out) || is_decorated(&colored.err), "{colored:#?}");
    }
}

#[test]
fn text_of_the_users_cannot_steer_a_terminal() {
    let project = Project::scaffold();
    project.write(
        "metrics/hostile.nsm",
        "metric a { title: \"\u{1b}[31mred\u{7} \u{202e}turned\" value: count(\u{1b}*) from bokings }\n",
    );
    let formats = ["short", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson"]
        .map(|format| ["check", "--format", format]);
    for arguments in [&["check"][..], &["build"], &["list"]].into_iter().chain(formats.iter().map(|words| &words[..])) {
        let ended = project.run(arguments).expect(1);
        for text in [&ended.out, &ended.err] {
            assert!(!is_decorated(text), "{arguments:?}: {text:?}");
        }
        let human = !arguments.contains(&"json");
        assert!(!human || !(ended.out + &ended.err).contains('\u{202e}'), "{arguments:?}");
    }
    let asked: [&[&str]; 6] = [
        &["explain", "\u{1b}[31m"],
        &["query", "\u{1b}[31m"],
        &["check", "\u{1b}[31m"],
        &["list", "--select", "\u{1b}[31m"],
        &["query", "nights_booked", "--target", "\u{1b}[31m"],
        &["new", "northstar.toml/\u{1b}[31m"],
    ];
    for arguments in asked {
        let ended = Project::scaffold().run(arguments).expect(2);
        assert!(!is_decorated(&ended.out) && !is_decorated(&ended.err), "{arguments:?}: {ended:#?}");
    }
}

/// The keys of an object, sorted.
fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn json_has_the_shape_of_the_interface_and_counts_code_points() {
    let project = Project::scaffold();
    // Before the fault on its line: two letters of two bytes, one of four, one made of two code points.
    project.write("metrics/été.nsm", "metric a { title: \"éü𝒳e\u{301}\" value: sum(nigths) from bookings }\n");
    let ended = project.run(&["check", "--format", "json"]).expect(1);
    assert!(ended.err.is_empty(), "{ended:#?}");
    let report: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(keys(&report), BTreeSet::from(["schema_version", "tool", "outcome", "summary", "diagnostics"]));
    assert_eq!(report["schema_version"], "1.0");
    assert_eq!(keys(&report["tool"]), BTreeSet::from(["name", "version"]));
    assert_eq!(report["tool"]["name"], "northstar");
    assert_eq!(report["tool"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(report["outcome"], "findings");
    for key in ["files", "metrics", "errors", "warnings", "fixable"] {
        assert!(report["summary"][key].is_u64(), "{key}: {report}");
    }
    let found = report["diagnostics"].as_array().unwrap();
    let finding = found.iter().find(|finding| finding["code"] == "NS102").unwrap();
    for key in ["code", "name", "level", "message", "help", "file", "start", "end", "labels", "fixes"] {
        assert!(finding.get(key).is_some(), "{key}: {finding}");
    }
    assert_eq!(finding["level"], "error");
    assert_eq!(finding["file"], "metrics/été.nsm");
    let before = "metric a { title: \"éü𝒳e\u{301}\" value: sum(".chars().count();
    assert_eq!(finding["start"], serde_json::json!({"line": 1, "column": before + 1}));
    assert_eq!(finding["end"], serde_json::json!({"line": 1, "column": before + 1 + "nigths".len()}));
    let label = &finding["labels"][0];
    assert_eq!(keys(label), BTreeSet::from(["file", "start", "end", "text"]));
    // People are told the same place.
    project.run(&["check", "--format", "short"]).expect(1).says(&[&format!("metrics/été.nsm:1:{}", before + 1)]);
}

#[test]
fn json_tells_the_outcome_of_every_ending() {
    let project = Project::scaffold();
    let outcome = |project: &Project| {
        let report: Value = serde_json::from_str(&project.run(&["check", "--format", "json"]).out).unwrap();
        report["outcome"].as_str().unwrap().to_owned()
    };
    assert_eq!(outcome(&project), "ok");
    project.edit("northstar.toml", "[calendar]", "[calender]");
    assert_eq!(outcome(&project), "error");
    assert_eq!(outcome(&Project::of(&[])), "error");
    assert_eq!(outcome(&Project::of(&[("northstar.toml", "[project]\nname = \"x\"\n"), ("a.nsm", "")])), "findings");
}

#[test]
fn findings_come_in_the_order_of_their_places() {
    let project = Project::scaffold();
    for name in ["b", "a"] {
        let metric = |i: usize| format!("metric {name}{i} {{ value: sum(nigths) from bookings unit: nothing }}\n");
        project.write(&format!("metrics/{name}.nsm"), &(0..40).map(metric).collect::<String>());
    }
    let report: Value = serde_json::from_str(&project.run(&["check", "--format", "json"]).expect(1).out).unwrap();
    let place = |finding: &Value| {
        let start = |key| finding["start"][key].as_u64();
        (finding["file"].as_str().map(str::to_owned), start("line"), start("column"), finding["code"].as_str().map(str::to_owned))
    };
    let places: Vec<_> = report["diagnostics"].as_array().unwrap().iter().map(place).collect();
    let mut sorted = places.clone();
    sorted.sort();
    assert!(places.len() >= 80, "{}", places.len());
    assert_eq!(places, sorted);
    // People see fifty of them, unless they ask for more.
    let more = places.len() - 50;
    project.run(&["check", "--format", "short"]).expect(1).says(&[&format!("and {more} more")]);
    let all = project.run(&["check", "--format", "short", "--max-diagnostics", "0"]).expect(1);
    assert_eq!(
        all.out.lines().filter(|line| line.contains("error")).count() - 1,
        report["summary"]["errors"].as_u64().unwrap() as usize
    );
}

#[test]
fn rows_are_printed_in_full_for_machines() {
    let project = Project::scaffold();
    let twice = project
        .run(&["query", "nights_booked,nights_booked", "--by", "city,city", "--grain", "none", "--format", "csv"])
        .expect(0);
    assert!(twice.out.starts_with("city,nights_booked\n"), "{twice:#?}");
    let csv = project
        .run(&["query", "nights_booked,cancellation_rate", "--by", "city", "--grain", "none", "--format", "csv"])
        .expect(0);
    let lines: Vec<&str> = csv.out.lines().collect();
    assert_eq!(lines[0], "city,nights_booked,cancellation_rate");
    assert!(lines.iter().any(|line| line.starts_with("Tromsø,")), "{csv:#?}");
    let json = project.run(&["query", "nights_booked", "--by", "city", "--format", "json"]).expect(0);
    let rows: Value = serde_json::from_str(&json.out).unwrap();
    assert!(rows.as_array().unwrap().iter().all(|row| row["nights_booked"].is_number()), "{rows}");
}
