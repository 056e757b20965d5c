//! `build` gives the same bytes wherever and whenever it runs, and a change touches only what depends on it.

use super::{Project, command, contents, ended};
use std::collections::BTreeSet;
use std::path::PathBuf;

#[test]
fn two_builds_are_equal_byte_for_byte() {
    let project = Project::scaffold();
    // Several files, so that there is something to do side by side, and names that sort differently by locale.
    for name in ["Zebra", "ähre", "apple", "_x"] {
        let metric = name.to_lowercase().replace(|c: char| !c.is_ascii_lowercase(), "m");
        project.write(&format!("metrics/{name}.nsm"), &format!("metric {metric} {{\n  title: \"{name} ÄÖ\"\n  value: count(*) from bookings where nights > 2\n  dimensions: channel\n}}\n"));
    }
    project.run(&["build", "--dialect", "all"]).expect(0);
    let first = contents(&project.path().join("build"));
    assert!(first.len() > 30, "{}", first.len());

    let elsewhere = tempfile::tempdir().unwrap();
    let settings: &[&[(&str, &str)]] = &[
        &[("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("TZ", "America/Adak"), ("LC_ALL", "C"), ("RAYON_NUM_THREADS", "1")],
        &[("RAYON_NUM_THREADS", "7"), ("USER", "somebody"), ("HOSTNAME", "somewhere"), ("HOME", "/nowhere")],
        &[("SOURCE_DATE_EPOCH", "0"), ("COLUMNS", "20"), ("FORCE_COLOR", "1"), ("LANG", "ja_JP.EUC-JP")],
    ];
    for (number, variables) in settings.iter().enumerate() {
        let folder = elsewhere.path().join(format!("a folder {number}/deep/er"));
        for (path, bytes) in contents(project.path()).into_iter().filter(|(path, _)| !path.starts_with("build")) {
            super::write(&folder.join(path), &bytes);
        }
        ended(command(&folder, &["build", "--dialect", "all"]).envs(variables.iter().copied())).expect(0);
        assert_eq!(contents(&folder.join("build")), first, "{variables:?}");
    }
}

#[test]
fn what_is_written_names_no_machine_time_or_user() {
    let project = Project::scaffold();
    project.run(&["build", "--dialect", "all"]).expect(0);
    let folder = project.path().display().to_string();
    for (path, bytes) in contents(&project.path().join("build")) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(&folder) && !text.contains("/tmp") && !text.contains('\r'), "{}", path.display());
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{}", path.display());
        if path.extension().is_some_and(|extension| extension == "sql") {
            assert!(
                text.starts_with("--") && text.contains("Do not edit") && text.contains("\n-- definition: sha256:"),
                "{text}"
            );
            // The version stands in the manifest alone.
            assert!(!text.contains(env!("CARGO_PKG_VERSION")) || path.ends_with("10_build.sql"), "{}", path.display());
        }
    }
}

/// The files that a change of the metric files makes different, without the manifests.
fn touched(project: &Project, from: &str, to: &str) -> BTreeSet<String> {
    let build = project.path().join("build");
    project.run(&["build"]).expect(0);
    let before = contents(&build);
    project.edit("metrics/stays.nsm", from, to);
    let ended = project.run(&["build"]).expect(0);
    let after = contents(&build);
    let differs = |path: &&PathBuf| before.get(*path) != after.get(*path);
    let all: BTreeSet<&PathBuf> = before.keys().chain(after.keys()).collect();
    let touched: BTreeSet<String> = all.into_iter().filter(differs).map(|path| path.display().to_string()).collect();
    assert!(ended.err.contains(&format!("({} changed)", touched.len())), "{ended:#?} {touched:?}");
    touched.into_iter().filter(|path| !path.ends_with("manifest.json")).collect()
}

fn set(paths: &[&str]) -> BTreeSet<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

#[test]
fn a_change_touches_only_what_depends_on_it() {
    let project = Project::scaffold();
    // What a metric is called stands in its view's header, in its documentation, in the tables of declarations, and in their hash.
    let title = touched(&project, "title:       \"Bookings made\"", "title:       \"Bookings, made\"");
    for path in &title {
        let own = path.contains("bookings_made") || path.starts_with("docs/") || path.starts_with("sql/duckdb/70_");
        assert!(own || path == "sql/duckdb/10_build.sql", "{title:?}");
    }
    assert!(title.contains("sql/duckdb/60_bookings_made.sql") && title.contains("docs/metrics/bookings_made.md"), "{title:?}");
    // What only people read touches no SQL but the declarations' and the comment on the metric's own view.
    let words = touched(&project, "Share of booking attempts", "The share of booking attempts");
    assert!(
        words
            .iter()
            .filter(|path| path.starts_with("sql/"))
            .all(|path| path.contains("/70_") || path.contains("/10_") || *path == "sql/duckdb/60_cancellation_rate.sql"),
        "{words:?}"
    );
    assert!(!words.contains("docs/metrics/nights_booked.md"), "{words:?}");
    // What is computed touches the tables that it is computed in, and no other metric's view.
    let value = touched(&project, "value:       sum(price) from", "value:       sum(price * 2) from");
    let views: BTreeSet<String> = value.iter().filter(|path| path.contains("/60_")).cloned().collect();
    assert_eq!(views, set(&["sql/duckdb/60_gross_booking_value.sql"]), "{value:?}");
    assert!(value.contains("sql/duckdb/30_cells_bookings.sql"), "{value:?}");
}

#[test]
fn lines_above_a_metric_change_its_header_alone() {
    let project = Project::scaffold();
    let touched = touched(&project, "# The framework", "# More\n# The framework");
    let sql: Vec<&String> = touched.iter().filter(|path| path.starts_with("sql/")).collect();
    assert!(sql.iter().all(|path| path.contains("/60_") || path.contains("/70_") || path.contains("/10_")), "{touched:?}");
}
