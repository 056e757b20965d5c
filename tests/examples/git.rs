//! `examples/git`: the script that reads a history, on a repository made for the test, and the project over it.

use crate::support::program::printed;
use crate::support::{repository, wanted};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs a program in a folder and gives what it printed.
fn run(program: &str, arguments: &[&str], folder: &Path) -> String {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").env_remove("HISTORY_SALT");
    let output = command.output().unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A repository with a merge, a revert, a binary file, two authors, wall clocks of two zones and an awkward tag.
fn make_repository(folder: &Path) {
    let git = |arguments: &[&str]| run("git", arguments, folder);
    let commit = |who: &str, when: &str, message: &str| {
        git(&["add", "--all"]);
        let author = format!("{who} <{who}@people.example>");
        let date = format!("--date={when}");
        git(&[
            "-c",
            "user.name=Merger",
            "-c",
            "user.email=merger@people.example",
            "commit",
            "-q",
            "--author",
            &author,
            &date,
            "-m",
            message,
        ]);
    };
    git(&["init", "-q", "-b", "main"]);
    fs::write(folder.join("a, \"b\".txt"), "one\ntwo\n").unwrap();
    commit("olga", "2026-01-31T23:30:00-05:00", "Start");
    git(&["branch", "side"]);
    fs::write(folder.join("a, \"b\".txt"), "one\nthree\nfour\n").unwrap();
    fs::write(folder.join("picture"), [0_u8, 1, 2, 0]).unwrap();
    commit("bo", "2026-02-10T04:00:00+05:45", "Say more, \"louder\"");
    git(&["checkout", "-q", "side"]);
    fs::write(folder.join("c"), "c\n").unwrap();
    commit("olga", "2026-02-11T10:00:00Z", "Revert \"Nothing\"");
    git(&["checkout", "-q", "main"]);
    git(&["-c", "user.name=olga", "-c", "user.email=olga@people.example", "merge", "-q", "--no-ff", "-m", "Join", "side"]);
    git(&["tag", "v1,0"]);
}

#[test]
fn the_script_reads_a_history() {
    let (source, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    make_repository(source.path());
    let script = repository().join("examples/git/history.sh").display().to_string();
    let (from, to) = (source.path().display().to_string(), data.path().display().to_string());
    run("sh", &[&script, &from, &to], data.path());
    let read = |name: &str| fs::read_to_string(data.path().join(name)).unwrap();
    let commits = read("commits.csv");
    // Without the hashes and the time at which the test made the commits.
    let rows: Vec<Vec<&str>> = commits.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let mut shown: Vec<String> =
        rows.iter().map(|row| [&row[2..4], &row[5..]].concat().join(",")).filter(|row| !row.ends_with("true,false")).collect();
    shown.sort();
    let expected = [
        "2026-02-01 04:30:00,-300,0,1,2,0,false,false",
        "2026-02-09 22:15:00,345,1,2,2,1,false,false",
        "2026-02-11 10:00:00,0,1,1,1,0,false,true",
    ];
    assert_eq!(shown, expected, "{commits}");
    let merge = rows.last().unwrap();
    assert_eq!(merge[5..], ["2", "0", "0", "0", "true", "false"], "{commits}");
    assert!(rows.iter().all(|row| row.len() == 11 && row[0].len() >= 40 && row[1].len() == 12), "{commits}");

    let authors = read("authors.csv");
    assert_eq!(authors.lines().count(), 3, "{authors}");
    assert!(authors.contains(&format!("{},2026-02-01 04:30:00", rows[0][1])), "{authors}");
    let releases = read("releases.csv");
    assert!(releases.lines().nth(1).unwrap().starts_with("\"v1,0\",") && releases.trim_end().ends_with(merge[0]), "{releases}");
    let all = format!("{commits}{authors}{releases}");
    assert!(!all.contains("people.example") && !all.contains("olga"), "{all}");
}

#[test]
fn the_project_checks_and_answers() {
    let project = tempfile::tempdir().unwrap();
    let example = repository().join("examples/git");
    fs::create_dir(project.path().join("metrics")).unwrap();
    for name in ["northstar.toml", "metrics/project.nsm", "metrics/sources.nsm"] {
        fs::copy(example.join(name), project.path().join(name)).unwrap();
    }
    for day in ["2026-07-06", "2026-11-22"] {
        let said = printed(project.path(), &["check", "--deny", "warnings", "--as-of", day]);
        assert!(said.ends_with("nothing to report\n"), "{said}");
    }
    printed(project.path(), &["fmt", "--check"]);
    if !wanted("duckdb") {
        return;
    }
    let source = tempfile::tempdir().unwrap();
    make_repository(source.path());
    let data = project.path().join("data").display().to_string();
    run("sh", &[&example.join("history.sh").display().to_string(), &source.path().display().to_string(), &data], project.path());
    let asked =
        ["active_contributors", "newcomers", "returning_contributors", "lines_per_change", "reverted_share", "changes_landed"];
    let arguments: Vec<&str> =
        ["query", "--until", "2026-03-01", "--as-of", "2026-02-28", "--format", "csv"].iter().chain(&asked).copied().collect();
    let answer = printed(project.path(), &arguments);
    // Two people, both new in February (in UTC); 2, 3 and 1 lines; one of three changes takes another back.
    assert_eq!(answer.lines().nth(1), Some("2026-02-01,2,2,0,2,0.3333333333333333,3"), "{answer}");
}
