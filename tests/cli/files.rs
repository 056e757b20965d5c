//! What `build` does with the files that it finds.

use super::{Project, contents, run, write};
use std::collections::BTreeMap;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

/// The scaffold, built.
fn built() -> Project {
    let project = Project::scaffold();
    project.run(&["build"]).expect(0);
    project
}

fn output(project: &Project) -> BTreeMap<PathBuf, Vec<u8>> {
    contents(&project.path().join("build"))
}

const VIEW: &str = "build/sql/duckdb/60_nights_booked.sql";

#[test]
fn check_names_what_is_missing_stale_edited_and_left_over() {
    let project = Project::scaffold();
    let never = project.run(&["build", "--check"]).expect(1);
    assert!(never.out.contains(&format!("missing: {VIEW}\n")), "{never:#?}");
    assert!(!project.path().join("build").exists());

    let project = built();
    let upto = project.run(&["build", "--check"]).expect(0);
    assert!(upto.out.is_empty() && upto.err.is_empty(), "{upto:#?}");

    let before = output(&project);
    std::fs::remove_file(project.path().join(VIEW)).unwrap();
    assert_eq!(project.run(&["build", "--check"]).expect(1).out, format!("missing: {VIEW}\n"));
    project.run(&["build"]).expect(0);
    assert_eq!(output(&project), before);

    project.write(VIEW, &(project.read(VIEW) + "-- mine\n"));
    assert_eq!(project.run(&["build", "--check"]).expect(1).out, format!("edited by hand: {VIEW}\n"));
    project.run(&["build", "--force"]).expect(0);
    assert_eq!(output(&project), before);

    project.edit("metrics/stays.nsm", "title:       \"Nights booked\"", "title:       \"Nights, booked\"");
    let stale = project.run(&["build", "--check"]).expect(1);
    assert!(stale.out.contains(&format!("stale: {VIEW}\n")) && !stale.out.contains("edited"), "{stale:#?}");
    assert_eq!(output(&project), before);

    project.run(&["build"]).expect(0);
    let metrics = project.read("metrics/stays.nsm");
    let outcome = metrics.find("outcome gross").unwrap();
    let end = metrics.find("test \"").unwrap();
    let leads = metrics.replace("  leads:       gross_booking_value by 2 to 8 weeks\n", "");
    assert!(outcome < end && leads.len() < metrics.len());
    project.write("metrics/stays.nsm", &leads.replace(&metrics[outcome..end], ""));
    let over = project.run(&["build", "--check"]).expect(1);
    for left in ["build/sql/duckdb/60_gross_booking_value.sql", "build/docs/metrics/gross_booking_value.md"] {
        assert!(over.out.contains(&format!("left over: {left}\n")), "{over:#?}");
    }
}

#[test]
fn all_dialects_are_built_and_checked_together() {
    let project = Project::scaffold();
    let said = |arguments: &[&str]| project.run(&[&["build"], arguments].concat()).expect(0).err;
    assert!(said(&[]).starts_with("built 5 metrics into build/sql/duckdb and build/docs: "));
    assert!(said(&["--dialect", "trino"]).starts_with("built 5 metrics into build/sql/trino: "));
    let all = said(&["--dialect", "all"]);
    let written = output(&project).len();
    assert!(
        all.starts_with(&format!("built 5 metrics for 8 dialects into build/sql and build/docs: {written} files (")),
        "{all}"
    );
    let elsewhere = said(&["--dialect", "all", "--out", "else where"]);
    assert!(elsewhere.starts_with("built 5 metrics for 8 dialects into else where/sql and else where/docs: "), "{elsewhere}");

    let check = ["build", "--check", "--dialect", "all"];
    let upto = project.run(&check).expect(0);
    assert!(upto.out.is_empty() && upto.err.is_empty(), "{upto:#?}");
    let gone = project.path().join("build/sql/trino");
    let missing: Vec<String> =
        contents(&gone).into_keys().map(|name| format!("missing: build/sql/trino/{}\n", name.display())).collect();
    std::fs::remove_dir_all(gone).unwrap();
    let edited = "build/sql/snowflake/60_nights_booked.sql";
    project.write(edited, &(project.read(edited) + "-- mine\n"));
    assert_eq!(project.run(&check).expect(1).out, format!("edited by hand: {edited}\n{}", missing.concat()));
    // What is asked of one dialect is told of that one.
    project.run(&["build", "--check", "--dialect", "duckdb"]).expect(0);
}

#[test]
fn what_is_left_over_is_removed_and_what_is_the_users_is_not() {
    let project = Project::scaffold();
    // Before the first build, between builds, in folders of northstar's: all of it the user's.
    let mine = [
        "build/mine.txt",
        "build/sql/README.md",
        "build/sql/duckdb/99_mine.sql",
        "build/docs/metrics/mine.md",
        "build/sql/other/60_x.sql",
    ];
    for path in mine {
        project.write(path, "mine");
    }
    project.run(&["build"]).expect(0);
    project.run(&["build", "--check"]).expect(0);
    let text = project.read("metrics/stays.nsm");
    let text = text
        .replace("outcome gross_booking_value", "outcome income")
        .replace("leads:       gross_booking_value", "leads:       income");
    project.write("metrics/stays.nsm", &text);
    project.run(&["build"]).expect(0);
    assert!(!project.path().join("build/sql/duckdb/60_gross_booking_value.sql").exists());
    assert!(project.path().join("build/sql/duckdb/60_income.sql").exists());
    for path in mine {
        assert_eq!(project.read(path), "mine");
    }
    let left: Vec<_> = output(&project).into_keys().filter(|path| path.to_string_lossy().contains("gross_booking")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_file_edited_by_hand_stops_the_build_before_anything_is_changed() {
    let project = built();
    project.write(VIEW, "-- all mine\n");
    project.edit("metrics/stays.nsm", "\"Bookings made\"", "\"Bookings, made\"");
    let before = output(&project);
    let ended = project.run(&["build"]).expect(1);
    assert!(ended.err.contains(&format!("edited by hand: {VIEW}")) && ended.err.contains("--force"), "{ended:#?}");
    assert_eq!(output(&project), before);
    project.run(&["apply"]).expect(1).says(&["is stale"]);
    project.run(&["build", "--force"]).expect(0);
    project.run(&["build", "--check"]).expect(0);
}

#[test]
fn a_file_of_the_users_in_the_way_of_a_new_one_is_not_overwritten() {
    let project = Project::scaffold();
    project.write(VIEW, "-- here before northstar\n");
    let ended = project.run(&["build"]).expect(1);
    assert!(ended.err.contains(&format!("edited by hand: {VIEW}")), "{ended:#?}");
    assert_eq!(output(&project).len(), 1);
    // The same where an edited file is left over.
    let project = built();
    project.write("build/docs/teams/supply.md", "mine now");
    let text = project.read("metrics/stays.nsm").replace("team supply", "team hosts").replace(": supply", ": hosts");
    let text = text.replace("owner:       supply", "owner:       hosts");
    project.write("metrics/stays.nsm", &text);
    project.run(&["build"]).expect(1).says(&["edited by hand: build/docs/teams/supply.md"]);
    assert_eq!(project.read("build/docs/teams/supply.md"), "mine now");
}

#[test]
fn diff_shows_what_would_change_and_changes_nothing() {
    let project = built();
    let before = output(&project);
    assert_eq!(project.run(&["build", "--diff"]).expect(0).out, "");
    project.edit("metrics/stays.nsm", "sum(nights) from", "sum(nights + 0) from");
    let diff = project.run(&["build", "--diff"]).expect(1);
    for line in [format!("--- {VIEW}"), format!("+++ {VIEW}"), "\n@@ ".to_owned()] {
        assert!(diff.out.contains(&line), "{diff:#?}");
    }
    assert_eq!(output(&project), before);
}

#[test]
fn a_link_that_leads_out_of_the_project_is_refused() {
    for link in ["build", "build/sql", "build/sql/duckdb", "build/docs/metrics"] {
        let project = Project::scaffold();
        let outside = tempfile::tempdir().unwrap();
        let path = project.path().join(link);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(outside.path(), &path).unwrap();
        let ended = project.run(&["build"]).expect(2);
        // The project file's folders are looked at first, then every folder below them.
        let said = ["leads out of the project", "writes outside the project"].iter().any(|words| ended.err.contains(words));
        assert!(said, "{link}: {ended:#?}");
        assert!(contents(outside.path()).is_empty(), "{link}");
        assert_eq!(output(&project).len(), 0, "{link}");
    }
    let project = Project::scaffold();
    for out in ["..", "../elsewhere", "/tmp", "metrics/../../x"] {
        project.run(&["build", "--out", out]).expect(2).says(&["leads out of the project"]);
    }
    // A link within the project is the user's affair.
    std::fs::create_dir_all(project.path().join("generated")).unwrap();
    symlink(project.path().join("generated"), project.path().join("build")).unwrap();
    project.run(&["build"]).expect(0);
    assert!(project.path().join("generated/sql/duckdb/manifest.json").exists());
}

#[test]
fn a_tampered_manifest_removes_nothing_elsewhere() {
    let project = built();
    project.write("precious.txt", "mine");
    let manifest = "build/sql/duckdb/manifest.json";
    // Of the text `mine`.
    let hash = northstar::commands::build::artifacts::sha256("mine");
    let path = project.path().join("precious.txt").display().to_string();
    for name in ["../../../precious.txt".to_owned(), path, "sub/../../../../precious.txt".to_owned()] {
        project.run(&["build", "--force"]).expect(0);
        project.edit(manifest, "\"files\": {", &format!("\"files\": {{ {name:?}: {hash:?},"));
        project.run(&["build", "--force"]).expect(0);
        assert_eq!(project.read("precious.txt"), "mine");
    }
    for text in ["", "not json", "[]", "{}", "{\"files\": 1}"] {
        project.write(manifest, text);
        project.run(&["build"]).expect(0);
        project.run(&["build", "--check"]).expect(0);
    }
}

#[test]
fn a_strange_name_of_a_metric_file_stays_in_its_comment() {
    let project = Project::scaffold();
    let name = "metrics/a\n; DROP TABLE x; --{{.nsm";
    let text = project.read("metrics/stays.nsm");
    std::fs::remove_file(project.path().join("metrics/stays.nsm")).unwrap();
    write(&project.path().join(name), text.as_bytes());
    project.run(&["build"]).expect(0);
    for (path, bytes) in contents(&project.path().join("build/sql")) {
        let text = String::from_utf8(bytes).unwrap();
        if path.extension().is_some_and(|extension| extension == "sql") {
            let outside: Vec<&str> = text.lines().filter(|line| !line.starts_with("--")).collect();
            assert!(!outside.iter().any(|line| line.starts_with("; DROP")), "{text}");
            assert!(!text.lines().filter(|line| line.starts_with("--")).any(|line| line.contains("{{")), "{text}");
        }
    }
    project.run(&["apply"]).expect(0);
}

#[test]
fn another_folder_and_another_dialect_stand_beside() {
    let project = built();
    let before = output(&project);
    project.run(&["build", "--dialect", "postgres"]).expect(0);
    let after = output(&project);
    assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)));
    assert!(after.keys().any(|path| path.starts_with("sql/postgres")));
    project.run(&["build", "--out", "other"]).expect(0);
    assert_eq!(
        contents(&project.path().join("other/sql")),
        contents(&project.path().join("build/sql")).into_iter().filter(|(path, _)| path.starts_with("duckdb")).collect()
    );
    run(&project.path().join("metrics"), &["build", "--out", "here"]).expect(0);
    assert!(project.path().join("metrics/here/sql/duckdb").exists());
}
