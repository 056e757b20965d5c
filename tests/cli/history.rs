//! NS407 over real histories: repositories made for a test, with days of our choosing.

use super::{Ended, Project, command, ended, run};
use crate::support;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

const STAYS: &str = "metrics/stays.nsm";

/// Whether git is installed; where it is not, says what is skipped.
fn has_git(test: &str) -> bool {
    let there = Command::new("git").arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        support::note_skipped(&format!("{test}: git is not installed"));
    }
    there
}

fn git(folder: &Path, day: &str, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Ada", "-c", "user.email=ada@people.example", "-c", "protocol.file.allow=always"]);
    command.args(arguments).current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").env_remove("GIT_INDEX_FILE");
    let at = format!("{day}T10:00:00+02:00");
    let output = command.env("GIT_AUTHOR_DATE", &at).env("GIT_COMMITTER_DATE", &at).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(project: &Project, day: &str) {
    git(project.path(), day, &["add", "--all"]);
    git(project.path(), day, &["commit", "-q", "--allow-empty", "-m", "A day"]);
}

/// A repository with the scaffold, committed long ago.
fn repository() -> Project {
    let project = Project::scaffold();
    git(project.path(), "2025-01-06", &["init", "-q", "-b", "main"]);
    commit(&project, "2025-01-06");
    project
}

/// Gives the north star another value.
fn change_value(project: &Project, nights: u32) {
    let text = project.read(STAYS);
    let star = text.find("north_star ").unwrap();
    let start = star + text[star..].find("value:").unwrap();
    let end = start + text[start..].find('\n').unwrap();
    let value = format!("value:       sum(nights) from bookings where status = 'confirmed' and nights > {nights}");
    project.write(STAYS, &format!("{}{value}{}", &text[..start], &text[end..]));
}

/// What a check as of a day says of the changes: the message and the text at its place.
fn said_by(ended: Ended) -> Vec<String> {
    let report: Value = serde_json::from_str(&ended.out).unwrap();
    let found = report["diagnostics"].as_array().unwrap().iter().filter(|finding| finding["code"] == "NS407");
    found.map(|finding| format!("{}: {}", finding["message"].as_str().unwrap(), finding["label"].as_str().unwrap())).collect()
}

fn said(folder: &Path, as_of: &str) -> Vec<String> {
    said_by(run(folder, &["check", "--format", "json", "--as-of", as_of]))
}

/// Two changes of the value, the second one together with a new name in a new file.
fn changed_twice() -> Project {
    let project = repository();
    change_value(&project, 0);
    commit(&project, "2026-05-04");
    let text =
        project.read(STAYS).replace("nights_booked", "nights_sold").replace("  adopted: ", "  stage:       growth\n  adopted: ");
    fs::remove_file(project.path().join(STAYS)).unwrap();
    project.write("metrics/framework.nsm", &text);
    commit(&project, "2026-06-15");
    project
}

#[test]
fn two_changes_within_half_a_year_are_told_once() {
    if !has_git("two_changes_within_half_a_year_are_told_once") {
        return;
    }
    let project = changed_twice();
    let told = "the north star changed two times within 180 days: \
                2026-05-04 its value; 2026-06-15 from `nights_booked` to `nights_sold`";
    assert_eq!(said(project.path(), "2026-07-07"), [told]);
    // The first one is 180 days away on 2026-10-31.
    assert_eq!(said(project.path(), "2026-10-30"), [told]);
    for day in ["2026-10-31", "2026-06-14", "2025-07-07"] {
        assert_eq!(said(project.path(), day), [""; 0], "{day}");
    }
    // From a folder below, and from a hook, which git tells where the repository is.
    assert_eq!(said(&project.path().join("metrics"), "2026-07-07"), [told]);
    let mut hook = command(project.path(), &["check", "--format", "json", "--as-of", "2026-07-07"]);
    assert_eq!(said_by(ended(hook.env("GIT_DIR", ".git/nowhere").env("GIT_INDEX_FILE", "none"))), [told]);
}

#[test]
fn what_is_no_change_of_the_north_star_does_not_count() {
    if !has_git("what_is_no_change_of_the_north_star_does_not_count") {
        return;
    }
    let project = repository();
    change_value(&project, 0);
    commit(&project, "2026-03-02");
    for (day, from, to) in [
        ("2026-04-06", "  title:       \"Nights booked\"", "  title:       \"Nights\""),
        ("2026-05-04", "value:       sum(nights)", "value: sum( nights )"),
        ("2026-05-11", "input bookings_made", "# What moves it.\ninput bookings_made"),
        ("2026-05-18", "count(*) from", "count(*) filter (where nights > 0) from"),
    ] {
        project.edit(STAYS, from, to);
        commit(&project, day);
    }
    assert_eq!(said(project.path(), "2026-07-07"), [""; 0]);
    // There and back within a day.
    change_value(&project, 3);
    commit(&project, "2026-06-01");
    change_value(&project, 0);
    commit(&project, "2026-06-01");
    assert_eq!(said(project.path(), "2026-07-07"), [""; 0]);
}

#[test]
fn a_branch_counts_on_the_day_it_is_merged() {
    if !has_git("a_branch_counts_on_the_day_it_is_merged") {
        return;
    }
    let project = repository();
    git(project.path(), "2026-05-01", &["checkout", "-q", "-b", "side"]);
    for (day, nights) in [("2026-05-04", 0), ("2026-05-11", 1)] {
        change_value(&project, nights);
        commit(&project, day);
    }
    assert_eq!(said(project.path(), "2026-07-07").len(), 1);
    git(project.path(), "2026-06-01", &["checkout", "-q", "main"]);
    git(project.path(), "2026-06-01", &["merge", "-q", "--no-ff", "-m", "Join", "side"]);
    assert_eq!(said(project.path(), "2026-07-07"), [""; 0]);
    change_value(&project, 2);
    commit(&project, "2026-06-02");
    let told = "the north star changed two times within 180 days: 2026-06-01 its value; 2026-06-02 its value";
    assert_eq!(said(project.path(), "2026-07-07"), [told]);
}

#[test]
fn without_a_history_nothing_is_said_of_it() {
    if !has_git("without_a_history_nothing_is_said_of_it") {
        return;
    }
    let project = changed_twice();
    let copies = tempfile::tempdir().unwrap();
    let address = format!("file://{}", project.path().display());
    for (depth, found) in [("1", 0), ("2", 0), ("3", 1)] {
        git(copies.path(), "2026-07-07", &["clone", "-q", "--depth", depth, &address, depth]);
        assert_eq!(said(&copies.path().join(depth), "2026-07-07").len(), found, "{depth} commits");
    }
    // No commit yet, a repository that is broken, none, no git.
    let empty = Project::scaffold();
    git(empty.path(), "2026-07-07", &["init", "-q"]);
    assert_eq!(said(empty.path(), "2026-07-07"), [""; 0]);
    fs::write(empty.path().join(".git/HEAD"), "nonsense").unwrap();
    assert_eq!(said(empty.path(), "2026-07-07"), [""; 0]);
    let mut lacks_git = command(project.path(), &["check", "--format", "json", "--as-of", "2026-07-07"]);
    assert_eq!(said_by(ended(lacks_git.env("PATH", copies.path()))), [""; 0]);
}

#[test]
fn a_change_can_be_allowed_and_denied() {
    if !has_git("a_change_can_be_allowed_and_denied") {
        return;
    }
    let project = changed_twice();
    let settings = project.read("northstar.toml");
    // The day is today's for `build`: it must not see what is years old, nor fail for it.
    project.write("northstar.toml", &format!("{settings}\n[lint]\nnorth-star-changed = \"deny\"\n"));
    project.run(&["check", "--as-of", "2026-07-07"]).expect(1).says(&["error[NS407]"]);
    project.write("northstar.toml", &format!("{settings}\n[lint]\nnorth-star-changed = \"allow\"\n"));
    assert_eq!(said(project.path(), "2026-07-07"), [""; 0]);
    project.write("northstar.toml", &settings);
    let reason = "  allow:       north-star-changed because \"The strategy did.\"\n  adopted: ";
    project.edit("metrics/framework.nsm", "  adopted: ", reason);
    assert_eq!(said(project.path(), "2026-07-07"), [""; 0]);
    // Where the history does not show it, the reason still stands.
    let found = run(project.path(), &["check", "--as-of", "2026-06-14"]);
    assert!(!found.out.contains("NS807"), "{found:#?}");
}

#[cfg(unix)]
#[test]
fn no_program_of_the_repository_is_run() {
    use std::os::unix::fs::PermissionsExt;
    if !has_git("no_program_of_the_repository_is_run") {
        return;
    }
    let project = changed_twice();
    let outside = tempfile::tempdir().unwrap();
    let (script, mark) = (outside.path().join("script"), outside.path().join("mark"));
    fs::write(&script, format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\ncat\n", mark.display())).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let name = script.display();
    let evil = format!(
        "[core]\n\tpager = {name}\n\tfsmonitor = {name}\n\tsshCommand = {name}\n[diff]\n\texternal = {name}\n\
         [diff \"evil\"]\n\ttextconv = {name}\n\tcommand = {name}\n[filter \"evil\"]\n\tsmudge = {name}\n\tclean = {name}\n\
         [gpg]\n\tprogram = {name}\n[log]\n\tshowSignature = true\n[alias]\n\tlog = !{name}\n"
    );
    let config = project.path().join(".git/config");
    fs::write(&config, format!("{}{evil}", fs::read_to_string(&config).unwrap())).unwrap();
    fs::write(project.path().join(".git/info/attributes"), "*.nsm diff=evil filter=evil\n").unwrap();
    assert_eq!(said(project.path(), "2026-07-07").len(), 1);
    assert!(!mark.exists(), "{}", fs::read_to_string(&mark).unwrap());
    // The trap works: git left alone would have run it.
    git(project.path(), "2026-07-07", &["log", "-G", "north_star", "--format=%H"]);
    assert!(mark.exists());
}
