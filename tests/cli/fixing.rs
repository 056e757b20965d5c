//! `check --fix` and `check --diff`: what is written where, and how it ends.

use super::{Ended, Project, run};
use std::fs;
use std::path::Path;

const SAFE: &str = "team guests {\n  contact: \"guests@stays.example\";\n}\n";
const SAFE_FIXED: &str = "team guests {\n  contact: \"guests@stays.example\"\n}\n";
const RISKY: &str = "cadence planning {\n  every: week on monday\n  chair: gusts\n}\n";

fn project(files: &[(&str, &str)]) -> Project {
    let project = Project::of(files);
    project.write("northstar.toml", "[project]\nname = \"stays\"\n");
    project
}

fn read(project: &Project, name: &str) -> String {
    fs::read_to_string(project.path().join(name)).unwrap()
}

fn check(folder: &Project, flags: &[&str]) -> Ended {
    let arguments: Vec<&str> = ["check", "--format", "short"].iter().chain(flags).copied().collect();
    run(folder.path(), &arguments)
}

#[test]
fn a_safe_fix_is_written_and_what_is_left_decides() {
    let folder = project(&[("a.nsm", SAFE), ("b.nsm", RISKY)]);
    let ended = check(&folder, &["--fix"]).expect(1).says(&["fixed 1 finding in 1 file", "there is no team `gusts`"]);
    assert!(!ended.out.contains("`;`"), "{ended:#?}");
    assert_eq!((read(&folder, "a.nsm").as_str(), read(&folder, "b.nsm").as_str()), (SAFE_FIXED, RISKY));
    check(&folder, &["--fix", "--unsafe-fixes"]).says(&["in 2 files"]);
    assert!(!read(&folder, "b.nsm").contains("gusts"));
}

#[test]
fn nothing_is_written_without_fix() {
    let folder = project(&[("a.nsm", SAFE), ("b.nsm", RISKY)]);
    check(&folder, &[]).expect(1).says(&["(1 fixable with --fix, 1 more with --unsafe-fixes)"]);
    check(&folder, &["--unsafe-fixes"]).expect(1).says(&["(2 fixable with --fix --unsafe-fixes)"]);
    run(folder.path(), &["check"])
        .expect(1)
        .says(&["fix:  delete the `;` (--fix)", "fix:  write `guests` (--fix --unsafe-fixes)"]);
    assert_eq!((read(&folder, "a.nsm").as_str(), read(&folder, "b.nsm").as_str()), (SAFE, RISKY));
}

#[test]
fn a_diff_shows_what_would_change_and_changes_nothing() {
    let folder = project(&[("a.nsm", SAFE), ("b.nsm", RISKY)]);
    let ended = check(&folder, &["--diff"]).expect(1);
    let wanted = "--- a.nsm\n+++ a.nsm\n@@ -1,3 +1,3 @@\n team guests {\n-  contact: \"guests@stays.example\";\n\
                  +  contact: \"guests@stays.example\"\n }\n";
    assert_eq!(ended.out, wanted);
    assert!(ended.err.contains("would fix 1 finding in 1 file"), "{ended:#?}");
    check(&folder, &["--diff", "--fix"]).expect(1);
    assert_eq!(read(&folder, "a.nsm"), SAFE);
    check(&folder, &["--diff", "b.nsm"]).expect(0).says(&["would fix 0 findings in 0 files"]);
    folder.write("a.nsm", SAFE_FIXED);
    assert_eq!(check(&folder, &["--diff"]).expect(0).out, "");
}

#[test]
fn files_that_were_not_named_stay_as_they_are() {
    let folder = project(&[("a.nsm", SAFE), ("b.nsm", &SAFE.replace("guests", "hosts"))]);
    let ended = check(&folder, &["--fix", "b.nsm"]).says(&["fixed 1 finding in 1 file"]);
    assert!(!ended.out.contains("a.nsm"), "{ended:#?}");
    assert_eq!(read(&folder, "a.nsm"), SAFE);
    assert_eq!(read(&folder, "b.nsm"), SAFE_FIXED.replace("guests", "hosts"));
    check(&folder, &["--fix", "c.nsm"]).expect(2);
    assert_eq!(read(&folder, "a.nsm"), SAFE);
}

#[test]
fn machines_are_told_what_was_fixed() {
    let folder = project(&[("a.nsm", SAFE), ("b.nsm", RISKY)]);
    let ended = run(folder.path(), &["check", "--fix", "--format", "json"]).expect(1);
    let report: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!((&report["summary"]["fixed"], &report["summary"]["unsafely_fixable"]), (&1.into(), &1.into()));
    let finding = &report["diagnostics"].as_array().unwrap().iter().find(|found| found["code"] == "NS102").unwrap()["fixes"][0];
    assert_eq!((&finding["safe"], &finding["edits"][0]["text"]), (&false.into(), &"guests".into()));
}

#[test]
fn a_file_that_may_not_be_written_stays_whole() {
    let folder = project(&[("a.nsm", SAFE)]);
    let path = folder.path().join("a.nsm");
    let mut rights = fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).unwrap();
    check(&folder, &["--fix"]).expect(2).says(&["`a.nsm` cannot be written: it is read-only"]);
    assert_eq!(read(&folder, "a.nsm"), SAFE);
    assert_eq!(names(folder.path()), ["a.nsm", "northstar.toml"]);
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_rights_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = project(&[]);
    let elsewhere = tempfile::tempdir().unwrap();
    let real = elsewhere.path().join("real.nsm");
    fs::write(&real, SAFE).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    folder.write("a.nsm", &SAFE.replace("guests", "hosts"));
    fs::set_permissions(folder.path().join("a.nsm"), fs::Permissions::from_mode(0o600)).unwrap();
    symlink(&real, folder.path().join("b.nsm")).unwrap();
    check(&folder, &["--fix"]).says(&["in 2 files"]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder.path().join("a.nsm")), mode(&real)), (0o600, 0o640));
    assert!(fs::symlink_metadata(folder.path().join("b.nsm")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), SAFE_FIXED);
}

#[test]
fn a_project_that_cannot_be_read_is_not_touched() {
    let folder = project(&[("a.nsm", SAFE)]);
    folder.write("northstar.toml", "[project]\n");
    check(&folder, &["--fix"]).expect(2);
    assert_eq!(read(&folder, "a.nsm"), SAFE);
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
