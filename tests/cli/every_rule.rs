//! Every rule has a project that raises it once and nothing else; and one project holds all the faults that one can hold.
//! Rules that the text of a project can raise have it on their pages (see `tests/rules/examples.rs`); the others are here.

use super::{Ended, Project, contents, run};
use crate::support;
use northstar::rules::{Frame, RULES};
use serde_json::Value;
use std::path::Path;

/// The codes that a run shows, whether to people or to machines.
fn codes(ended: &Ended) -> Vec<String> {
    let shown = format!("{}{}", ended.out, ended.err);
    let starts = shown.match_indices("[NS").map(|(at, _)| at + 1);
    starts.filter_map(|at| shown.get(at..at + 5)).map(str::to_owned).collect()
}

/// The faults that the files announce: a line that ends in `# NS402 NS313` has those.
fn announced(folder: &Path) -> Vec<String> {
    let mut places = Vec::new();
    for (path, bytes) in contents(folder) {
        let text = String::from_utf8(bytes).unwrap();
        for (number, line) in text.lines().enumerate() {
            let Some((_, marks)) = line.rsplit_once("# NS") else { continue };
            let codes = marks.split(" NS").map(|code| format!("{}:{}: NS{code}", path.display(), number + 1));
            places.extend(codes);
        }
    }
    places.sort();
    places
}

#[test]
fn a_project_with_a_fault_for_each_rule_shows_each_once_and_nothing_else() {
    let folder = support::repository().join("tests/cases/one_of_each");
    let wanted = announced(&folder);
    assert_eq!(wanted.len(), 35);
    let ended = run(&folder, &["check", "--as-of", "2026-07-07", "--format", "json"]).expect(1);
    let report: Value = serde_json::from_str(&ended.out).unwrap();
    let place = |finding: &Value| {
        let text = |name: &str| finding[name].as_str().unwrap();
        format!("{}:{}: {}", text("file"), finding["start"]["line"], text("code"))
    };
    let mut found: Vec<String> = report["diagnostics"].as_array().unwrap().iter().map(place).collect();
    found.sort();
    assert_eq!(found, wanted);
    let code = |place: &String| place.rsplit(' ').next().unwrap().to_owned();
    let different: std::collections::BTreeSet<String> = wanted.iter().map(code).collect();
    assert_eq!(different.len(), wanted.len(), "a rule is there twice");
}

/// What raises a rule that no text of a project alone can raise.
enum Raised {
    /// By this; nothing where the machine lacks what it needs.
    Run(fn() -> Option<Ended>),
    /// Not by a run, for this reason.
    Elsewhere(&'static str),
}

/// One for each code whose page shows a terminal.
const OF_THE_SHELL: &[(&str, Raised)] = &[
    ("NS007", Raised::Run(|| Some(with_bytes(b"team \xFF { }\n")))),
    ("NS008", Raised::Run(|| Some(with_bytes(&vec![b'#'; 10 * 1024 * 1024 + 1])))),
    ("NS407", Raised::Elsewhere("cli::history makes repositories for it")),
    ("NS701", Raised::Run(|| Some(no_exact_form()))),
    ("NS705", Raised::Elsewhere("it would be a bug in northstar, and none is known")),
    ("NS707", Raised::Run(no_table)),
    ("NS708", Raised::Run(|| Some(unset_address()))),
    ("NS709", Raised::Run(|| Some(no_driver()))),
    ("NS901", Raised::Run(|| Some(Project::of(&[]).run(&["check"])))),
    ("NS907", Raised::Run(unreadable)),
    ("NS908", Raised::Run(|| Some(no_folder_for_the_output()))),
];

fn with_bytes(bytes: &[u8]) -> Ended {
    let project = Project::scaffold();
    super::write(&project.path().join("metrics/more.nsm"), bytes);
    project.run(&["check"])
}

fn no_exact_form() -> Ended {
    let project = Project::scaffold();
    let estimate = "\noutcome listings_seen {\n  title:       \"Listings seen\"\n  description: \"An estimate.\"\n  value:       approx_count_distinct(listing_id) from bookings\n}\n";
    let text = project.read("metrics/stays.nsm");
    project.write("metrics/stays.nsm", &format!("{text}{estimate}"));
    project.run(&["build", "--dialect", "postgres"])
}

fn no_table() -> Option<Ended> {
    let project = Project::scaffold();
    project.edit("metrics/sources.nsm", "analytics.fct_bookings", "analytics.fct_bokings");
    support::wanted("duckdb").then(|| project.run(&["query", "nights_booked"]))
}

fn unset_address() -> Ended {
    let project = Project::scaffold();
    let settings = project.read("northstar.toml");
    let target = "\n[target.prod]\ndialect = \"postgres\"\nurl     = { env = \"WAREHOUSE_URL\" }\n";
    project.write("northstar.toml", &format!("{settings}{target}"));
    project.run(&["query", "nights_booked", "--target", "prod"])
}

fn no_driver() -> Ended {
    let project = Project::scaffold();
    let empty = tempfile::tempdir().unwrap();
    let mut command = super::command(project.path(), &["query", "nights_booked"]);
    super::ended(command.env("NORTHSTAR_DATA_DIR", empty.path()).env("HOME", empty.path()).env_remove("ADBC_DRIVER_PATH"))
}

#[cfg(unix)]
fn unreadable() -> Option<Ended> {
    let project = Project::scaffold();
    std::os::unix::fs::symlink("nowhere.nsm", project.path().join("metrics/gone.nsm")).unwrap();
    Some(project.run(&["check"]))
}

#[cfg(not(unix))]
fn unreadable() -> Option<Ended> {
    None
}

fn no_folder_for_the_output() -> Ended {
    let project = Project::scaffold();
    project.write("build", "A file where the folder would be.\n");
    project.run(&["build"])
}

#[test]
fn every_code_that_a_text_cannot_raise_is_raised_here() {
    let shell = RULES.iter().filter(|rule| rule.frame == Frame::Shell).map(|rule| rule.code.id);
    let here: Vec<&str> = OF_THE_SHELL.iter().map(|(code, _)| *code).collect();
    assert_eq!(shell.collect::<Vec<_>>(), here, "every rule whose page shows a terminal needs a project here");
    for (code, raised) in OF_THE_SHELL {
        match raised {
            Raised::Elsewhere(reason) => assert!(!reason.is_empty()),
            Raised::Run(raise) => match raise() {
                Some(ended) => assert_eq!(codes(&ended), [*code], "{ended:#?}"),
                None => support::note_skipped(&format!("{code} is not raised on this machine")),
            },
        }
    }
}
