//! `fmt`: what it writes, what it leaves, and what it says.

use super::{Project, contents, fed};
use std::os::unix::fs::PermissionsExt;

const UGLY: &str = "metric   ugly{value:count(*) from bookings\n}\n";

#[test]
fn standard_input_goes_to_standard_output() {
    let nowhere = tempfile::tempdir().unwrap();
    let first = fed(nowhere.path(), &["fmt", "-"], UGLY.as_bytes()).expect(0);
    assert!(first.err.is_empty() && first.out.starts_with("metric ugly {\n"), "{first:#?}");
    let again = fed(nowhere.path(), &["fmt", "-"], first.out.as_bytes()).expect(0);
    assert_eq!(again.out, first.out);
    let checked = fed(nowhere.path(), &["fmt", "-", "--check"], UGLY.as_bytes()).expect(1);
    assert!(checked.out.is_empty(), "{checked:#?}");
    fed(nowhere.path(), &["fmt", "-", "--check"], first.out.as_bytes()).expect(0);
    fed(nowhere.path(), &["fmt", "-", "--diff"], UGLY.as_bytes()).expect(1).says(&["-metric   ugly", "+metric ugly {"]);
    fed(nowhere.path(), &["fmt", "-", "other.nsm"], b"").expect(2);
    fed(nowhere.path(), &["fmt", "-"], b"\xff").expect(2).says(&["UTF-8"]);
    let empty = fed(nowhere.path(), &["fmt", "-"], b"").expect(0);
    assert_eq!(empty.out, "");
    let broken = fed(nowhere.path(), &["fmt", "-"], b"metric {").expect(2);
    assert!(broken.out.is_empty() && broken.err.contains("NS001"), "{broken:#?}");
}

#[test]
fn check_and_diff_change_nothing() {
    let project = Project::scaffold();
    project.write("metrics/ugly.nsm", UGLY);
    let before = contents(project.path());
    let checked = project.run(&["fmt", "--check"]).expect(1);
    assert_eq!(checked.out, "metrics/ugly.nsm\n");
    let diff = project.run(&["fmt", "--diff"]).expect(1);
    assert!(diff.out.contains("--- metrics/ugly.nsm") && diff.out.contains("+metric ugly {"), "{diff:#?}");
    assert_eq!(contents(project.path()), before);
    project.run(&["fmt", "--check", "metrics/stays.nsm"]).expect(0);
    project.run(&["fmt", "--check", "metrics"]).expect(1);
    let formatted = project.run(&["fmt"]).expect(0);
    assert!(formatted.err.contains("formatted 1 file"), "{formatted:#?}");
    project.run(&["fmt", "--check"]).expect(0);
}

#[test]
fn a_file_that_does_not_parse_is_named_and_left_and_the_rest_is_formatted() {
    let project = Project::scaffold();
    project.write("metrics/a_broken.nsm", "metric   x {\n  value: count(* from bookings\n}\n");
    project.write("metrics/z_ugly.nsm", UGLY);
    let broken = project.read("metrics/a_broken.nsm");
    let ended = project.run(&["fmt"]).expect(2);
    assert!(ended.err.contains("metrics/a_broken.nsm"), "{ended:#?}");
    assert_eq!(project.read("metrics/a_broken.nsm"), broken);
    assert!(project.read("metrics/z_ugly.nsm").starts_with("metric ugly {\n"));
}

#[test]
fn links_stay_links_and_rights_stay() {
    let project = Project::scaffold();
    let elsewhere = tempfile::tempdir().unwrap();
    let real = elsewhere.path().join("shared.nsm");
    std::fs::write(&real, UGLY).unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    let link = project.path().join("metrics/link.nsm");
    std::os::unix::fs::symlink(&real, &link).unwrap();
    project.run(&["fmt"]).expect(0);
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert!(std::fs::read_to_string(&real).unwrap().starts_with("metric ugly {\n"));
    assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(contents(elsewhere.path()).len(), 1);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_go() {
    let project = Project::scaffold();
    let text = "\u{feff}# a note\r\nmetric   x {\r\n  value: count(*) from bookings # why\r\n  description: \"\"\"\r\n    One.\r\n    Two.\r\n  \"\"\"\r\n}\r\n";
    project.write("metrics/windows.nsm", text);
    project.run(&["fmt"]).expect(0);
    let formatted = project.read("metrics/windows.nsm");
    assert!(!formatted.contains(['\r', '\u{feff}']), "{formatted:?}");
    for kept in ["# a note\n", "# why\n", "    One.\n    Two.\n"] {
        assert!(formatted.contains(kept), "{formatted}");
    }
    project.run(&["fmt", "--check"]).expect(0);
}
