//! `check` beside its findings: standard input, baselines, statistics, watching.

use super::{Ended, Project, command, fed, write};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const STAYS: &str = "metrics/stays.nsm";

/// A project with warnings of two rules, two of each.
fn faulty() -> Project {
    let project = Project::scaffold();
    project.write("metrics/idle.nsm", "team sales { title: \"Sales\" }\n\nteam care { title: \"Care\" }\n");
    project
}

fn codes(ended: &Ended) -> Vec<String> {
    let report: Value = serde_json::from_str(&ended.out).unwrap();
    report["diagnostics"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn standard_input_stands_for_a_file_of_the_project() {
    let project = Project::scaffold();
    let saved = project.read(STAYS);
    let draft = saved.replacen("from bookings", "from bokings", 1);
    let arguments = ["check", "-", "--stdin-filename", STAYS, "--format", "json"];
    let found = fed(project.path(), &arguments, draft.as_bytes()).expect(1);
    assert_eq!(codes(&found), ["NS102"], "{found:#?}");
    let report: Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!(report["diagnostics"][0]["file"], json!(STAYS));
    assert_eq!(project.read(STAYS), saved);
    fed(project.path(), &arguments, saved.as_bytes()).expect(0);
    // From a folder of the project, and by an absolute path.
    let absolute = project.path().join(STAYS);
    let folder = project.path().join("metrics");
    for name in ["stays.nsm", absolute.to_str().unwrap()] {
        let again = fed(&folder, &["check", "-", "--stdin-filename", name, "--format", "json"], draft.as_bytes()).expect(1);
        assert_eq!(again.out, found.out, "{name}");
    }
}

#[test]
fn standard_input_is_one_more_file_where_it_has_no_name() {
    let project = Project::scaffold();
    fed(project.path(), &["check", "-"], b"team guests { title: \"Guests\" }\n").expect(0).says(&["[-:1:6]", "NS408"]);
    // What the other files lack is not reported, what this one clashes with is.
    project.write("metrics/broken.nsm", "metric x {");
    fed(project.path(), &["check", "-"], b"").expect(0).says(&["nothing to report"]);
    fed(project.path(), &["check", "-"], b"metric nights_booked { value: count(*) from bookings }").expect(1).says(&["NS101"]);
    fed(project.path(), &["check", "-"], b"metric \xFF").expect(2).says(&["`-` is not UTF-8"]);
}

#[test]
fn what_goes_together_is_said_where_it_does_not() {
    let project = Project::scaffold();
    let refused = |arguments: &[&str], words: &[&str]| {
        let ended = project.run(&[&["check"], arguments].concat()).expect(2).says(words);
        assert!(ended.out.is_empty(), "{ended:#?}");
    };
    refused(&["--stdin-filename", "x.nsm"], &["there is no `-`"]);
    refused(&["-", STAYS], &["`-` stands alone"]);
    refused(&["-", "--stdin-filename", "/nowhere/x.nsm"], &["`/nowhere/x.nsm` is not in the project"]);
    refused(&["-", "--fix"], &["standard input is no file that could be fixed"]);
    refused(&["--diff", "--format", "json"], &["`--diff` shows what would change, and no findings"]);
    refused(&["--diff", "--baseline", "known.json", "--update-baseline"], &["no findings"]);
    refused(&["-", "--stdin-filename", "nowhere/../../x.nsm"], &["is not in the project"]);
    refused(&["-", "--watch"], &["standard input cannot be watched"]);
    refused(&["--watch", "--format", "json"], &["`--watch` shows findings to people"]);
    refused(&[STAYS, "--baseline", "b.json", "--update-baseline"], &["a baseline is of the whole project"]);
    refused(&["--update-baseline"], &["--baseline <FILE>"]);
    let before = project.read(STAYS);
    refused(&["--baseline", STAYS, "--update-baseline"], &["is there and is no baseline"]);
    assert_eq!(project.read(STAYS), before);
    refused(&["--baseline", "none.json"], &["`none.json` cannot be read as a baseline", "--update-baseline"]);
    project.write("b.json", "{\"schema_version\": \"1.0\", \"findings\": [], \"more\": 1}");
    refused(&["--baseline", "b.json"], &["unknown field `more`"]);
    project.write("b.json", "{\"schema_version\": \"2.0\", \"findings\": []}");
    refused(&["--baseline", "b.json"], &["version 2.0"]);
}

#[test]
fn a_baseline_holds_what_is_known_and_shows_what_is_new() {
    let project = faulty();
    let first = project.run(&["check", "--deny", "warnings", "--format", "json"]).expect(1);
    let known = codes(&first).len();
    assert!(known >= 4, "{first:#?}");
    let wrote = project.run(&["check", "--deny", "warnings", "--baseline", "known.json", "--update-baseline"]).expect(0);
    wrote.says(&[&format!("known from the baseline: {known} findings"), "nothing to report"]);

    // Text above them moves the findings, and changes nothing.
    project.edit("metrics/idle.nsm", "team sales", "# Two teams.\n\nteam sales");
    project.run(&["check", "--deny", "warnings", "--baseline", "known.json"]).expect(0);

    // A new finding of a known rule in a known file is new.
    project.edit("metrics/idle.nsm", "team care", "team legal { contact: \"#legal\" }\n\nteam care");
    let new = project.run(&["check", "--deny", "warnings", "--baseline", "known.json", "--format", "json"]).expect(1);
    assert!(
        codes(&new).iter().all(|code| code == "NS107") && new.out.contains("legal") && !new.out.contains("sales"),
        "{new:#?}"
    );

    // What is mended leaves the baseline when it is written anew, and cannot come back.
    project.write("metrics/idle.nsm", "");
    project.run(&["check", "--baseline", "known.json"]).expect(0).says(&["no longer found: 4 findings of the baseline"]);
    project.run(&["check", "--baseline", "known.json", "--update-baseline"]).expect(0);
    project.write("metrics/idle.nsm", "team sales { title: \"Sales\" }\n\nteam care { title: \"Care\" }\n");
    let back = project.run(&["check", "--deny", "warnings", "--baseline", "known.json", "--format", "json"]).expect(1);
    assert_eq!(codes(&back), codes(&first));
}

#[test]
fn a_baseline_holds_as_many_as_there_were_and_no_error_that_cannot_be_lowered() {
    let project = Project::scaffold();
    let twice = "metric a { value: count(*) from nowhere }\n";
    project.write("metrics/a.nsm", twice);
    let ended = project.run(&["check", "--baseline", "known.json", "--update-baseline", "--format", "json"]).expect(1);
    assert_eq!(codes(&ended), ["NS102"]);
    assert!(!project.read("known.json").contains("NS102"));

    project.write("metrics/a.nsm", "");
    project.edit("northstar.toml", "[project]", "[lint]\nunused-declaration = \"deny\"\n\n[project]");
    let team = "team sales { contact: \"#sales\" }\n";
    project.write("metrics/a.nsm", team);
    project.run(&["check"]).expect(1);
    project.run(&["check", "--baseline", "known.json", "--update-baseline"]).expect(0);
    // The same words once more, in the same file.
    let known = project.read("known.json");
    assert_eq!(known.matches("NS107").count(), 1, "{known}");
    project.write("known.json", &known.replace("\"count\": 1", "\"count\": 0"));
    project.run(&["check", "--baseline", "known.json"]).expect(1).says(&["NS107"]);
}

#[test]
fn numbers_in_a_baseline_may_be_any() {
    let project = faulty();
    let entry = format!("{{\"file\": \"metrics/idle.nsm\", \"code\": \"NS408\", \"message\": \"x\", \"count\": {}}}", u64::MAX);
    project.write("known.json", &format!("{{\"schema_version\": \"1.0\", \"findings\": [{entry}, {entry}]}}"));
    project.run(&["check", "--baseline", "known.json"]).expect(0).says(&["no longer found"]);
}

#[test]
fn a_diff_of_what_cannot_be_read_is_2() {
    let project = Project::scaffold();
    super::write(&project.path().join("metrics/bytes.nsm"), b"metric \xFF");
    let ended = project.run(&["check", "--diff"]).expect(2).says(&["NS007"]);
    assert!(ended.out.is_empty(), "{ended:#?}");
}

#[test]
fn statistics_count_the_findings_of_each_rule() {
    let project = faulty();
    project.write("metrics/a.nsm", "metric a { value: count(*) from nowhere }\n");
    let all = codes(&project.run(&["check", "--format", "json"]).expect(1));
    let count = |code: &str| all.iter().filter(|found| *found == code).count();
    let shown = project.run(&["check", "--statistics"]).expect(1);
    let lines: Vec<Vec<&str>> = shown.out.lines().map(|line| line.split_whitespace().collect()).collect();
    let of = |code: &str| lines.iter().find(|line| line.get(2) == Some(&code)).unwrap_or_else(|| panic!("{code}: {shown:#?}"));
    assert_eq!(of("NS408")[..], ["2", "warning", "NS408", "no-contact"]);
    assert_eq!(of("NS102")[..], ["1", "error", "NS102", "unknown-name"]);
    assert!(count("NS408") == 2 && !shown.out.contains(" ╭"), "{shown:#?}");
    let counts: Vec<usize> = lines.iter().take_while(|line| line[0] != "checked").map(|line| line[0].parse().unwrap()).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b) && counts.iter().sum::<usize>() == all.len(), "{shown:#?}");

    let report: Value = serde_json::from_str(&project.run(&["check", "--statistics", "--format", "json"]).expect(1).out).unwrap();
    let entry = json!({"code": "NS102", "name": "unknown-name", "level": "error", "count": 1, "fixable": 0});
    assert!(report["statistics"].as_array().unwrap().contains(&entry), "{report}");
    assert_eq!(report["diagnostics"].as_array().unwrap().len(), all.len());
    assert!(!project.run(&["check", "--format", "json"]).out.contains("statistics"));
}

/// A check that watches, killed with the test.
struct Watching {
    process: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(project: &Project) -> Watching {
        let mut command = command(project.path(), &["check", "--watch", "--format", "short"]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let out: ChildStdout = process.stdout.take().unwrap();
        let (sender, lines) = channel();
        std::thread::spawn(move || BufReader::new(out).lines().map_while(Result::ok).all(|line| sender.send(line).is_ok()));
        Watching { process, lines }
    }

    /// The lines of a check, up to the one that sums up.
    fn round(&self) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            lines.push(self.lines.recv_timeout(Duration::from_secs(60)).expect("no check followed the change"));
            if lines.last().unwrap().starts_with("checked ") {
                return lines;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn watching_checks_again_when_a_file_changes_and_only_then() {
    let project = Project::scaffold();
    let watching = Watching::start(&project);
    assert_eq!(watching.round().len(), 1);
    project.edit(STAYS, "from bookings", "from bokings");
    let found = watching.round();
    assert!(found.iter().any(|line| line.contains("NS102")), "{found:#?}");
    // A project file that cannot be read ends nothing; neither does a new file, or one that goes.
    project.edit(STAYS, "from bokings", "from bookings");
    assert_eq!(watching.round().len(), 1);
    project.write("metrics/more.nsm", "team sales { contact: \"#sales\" }\n");
    assert!(watching.round().iter().any(|line| line.contains("NS107")));
    std::fs::remove_file(project.path().join("metrics/more.nsm")).unwrap();
    assert_eq!(watching.round().len(), 1);
    // What is no metric file is no reason to check.
    project.write("build/other.txt", "x");
    project.write("notes.md", "x");
    assert!(watching.lines.recv_timeout(Duration::from_millis(700)).is_err());
}

#[test]
fn no_unit_is_proposed_that_cannot_be_written() {
    let project = Project::scaffold();
    project.write("metrics/x.nsm", "metric x {\n  value: 1 / sum(nights) from bookings\n  unit:  night\n}\n");
    project.run(&["check", "metrics/x.nsm"]).expect(1).says(&["NS208", "help: leave out `unit`: it is `1 / night`"]);
    // What the help says is so.
    project.write("metrics/x.nsm", "metric x {\n  value: 1 / sum(nights) from bookings\n}\n");
    assert!(!project.run(&["check", "metrics/x.nsm"]).expect(0).out.contains("NS208"));
}

#[test]
fn a_renaming_of_no_table_is_told() {
    let with = |tables: &str| {
        let project = Project::scaffold();
        let text = project.read("northstar.toml");
        project.write("northstar.toml", &format!("{text}\n[target.wh]\ndialect = \"postgres\"\ntables = {{ {tables} }}\n"));
        project.run(&["check"])
    };
    with("analytics = \"a\", \"analytics.fct_bookings\" = \"b.c\"").expect(0);
    with("analytisc = \"prod\"").expect(2).says(&["`target.wh.tables.analytisc` names no table", "did you mean `analytics`?"]);
    with("\"analytics.fct_bookings.x\" = \"prod\"").expect(2).says(&["names no table of a source"]);
    // Nothing is concluded from a source that could not be read.
    let project = Project::scaffold();
    let text = project.read("northstar.toml");
    project.write("northstar.toml", &format!("{text}\n[target.wh]\ndialect = \"trino\"\ntables = {{ shop = \"prod\" }}\n"));
    project.write("metrics/shop.nsm", "source orders { table shop.orders }\n");
    let found = project.run(&["check"]).expect(1);
    assert!(!found.out.contains("NS902"), "{found:#?}");
    write(&project.path().join("metrics/shop.nsm"), b"source orders { table: shop.orders }\n# \xff\n");
    let found = project.run(&["check"]).expect(2).says(&["NS007"]);
    assert!(!found.out.contains("NS902"), "{found:#?}");
}

#[test]
fn a_target_without_an_address_stops_only_what_asks_it() {
    let project = Project::scaffold();
    let text = project.read("northstar.toml");
    project.write("northstar.toml", &format!("{text}\n[target.wh]\ndialect = \"postgres\"\n"));
    project.run(&["check"]).expect(0);
    project.run(&["build", "--target", "wh"]).expect(0);
    project.run(&["query", "nights_booked", "--target", "wh"]).expect(2).says(&["target `wh` has no `url`", "url = { env"]);
}

#[test]
fn a_target_named_like_a_dialect_says_the_same_as_the_dialect() {
    let project = Project::scaffold();
    let settings = project.read("northstar.toml");
    let with = |more: &str| {
        project.write("northstar.toml", &format!("{settings}\n{more}"));
        project.run(&["check"])
    };
    with("[target.snowflake]\ndialect = \"snowflake\"\n").expect(0);
    with("[target.wh]\ndialect = \"snowflake\"\ntables = { analytics = \"prod.mart\" }\n").expect(0);
    with("[target.snowflake]\ndialect = \"snowflake\"\ntables = { analytics = \"prod.mart\" }\n")
        .expect(2)
        .says(&["NS902", "`prod`"]);
    with("[target.snowflake]\ndialect = \"trino\"\n").expect(2).says(&["NS902"]);
}

#[test]
fn a_statement_in_another_dialect_than_the_projects_says_why() {
    let folder = tempfile::tempdir().unwrap();
    super::run(folder.path(), &["new", "demo", "--dialect", "snowflake"]).expect(0);
    let demo = folder.path().join("demo");
    let asked = super::run(&demo, &["query", "nights_booked", "--sql"]).expect(0);
    assert!(asked.err.contains("`--dialect snowflake`") && !asked.out.contains("--dialect"), "{asked:#?}");
    let chosen = super::run(&demo, &["query", "nights_booked", "--sql", "--dialect", "snowflake"]).expect(0);
    assert!(chosen.err.is_empty() && chosen.out.contains("TIMESTAMP_NTZ"), "{chosen:#?}");
}

#[test]
fn a_path_of_another_folder_is_told_from_one_that_is_not_there() {
    let project = Project::scaffold();
    let below = project.path().join("metrics");
    super::run(&below, &["check", STAYS]).expect(2).says(&["paths count from the folder you are in"]);
    super::run(&below, &["check", "stays.nsm"]).expect(0);
    super::run(&below, &["check", "stay.nsm"]).expect(2).says(&["did you mean `metrics/stays.nsm`?"]);
}

#[test]
fn what_cannot_be_read_cannot_be_allowed() {
    let project = Project::scaffold();
    let settings = project.read("northstar.toml");
    for code in ["NS906", "unreadable-file", "NS901"] {
        project.write("northstar.toml", &format!("{settings}\n[lint]\n{code} = \"allow\"\n"));
        project.run(&["check"]).expect(2).says(&["is always an error"]);
    }
    project.write("northstar.toml", &format!("{settings}\n[lint]\nNS903 = \"allow\"\n"));
    project.run(&["check"]).expect(0);
}

#[test]
fn a_safe_fix_does_not_take_a_condition_for_a_property_and_does_not_grow() {
    let project = Project::scaffold();
    let metric = |value: &str| {
        format!("outcome others {{\n  title:       \"Others\"\n  description: \"Others.\"\n  value:       {value}\n}}\n")
    };
    for value in [
        "count(*) from bookings status = 'active'",
        "count(*) from bookings\n  grain = 'week'",
        "count(*) from bookings where status = \"city\"",
        "count(*) from bookings where price < 1.2.3",
    ] {
        project.write("metrics/others.nsm", &metric(value));
        project.run(&["check", "--fix"]).expect(1);
        assert_eq!(project.read("metrics/others.nsm"), metric(value));
    }
}
