//! A build that is cut off leaves no file half written, and nothing that the next one does not mend.

use super::{Project, command, contents};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime};

/// A project of this many metrics over one source.
fn large(metrics: usize, nights: usize) -> Project {
    let project = Project::scaffold();
    let metric = |i: usize| {
        format!(
            "metric m{i} {{\n  title: \"Metric {i}\"\n  value: count(*) from bookings where nights > {}\n}}\n\n",
            nights + i % 40
        )
    };
    project.write("metrics/many.nsm", &(0..metrics).map(metric).collect::<String>());
    project
}

/// Starts a build, and kills it once its draft is whole and `files` of it have been moved to their place.
/// Gives false where it was done before.
fn killed(project: &Project, files: usize) -> bool {
    let mut command = command(project.path(), &["build"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let sql = project.path().join("build/sql/duckdb");
    let count = |folder: &Path| fs::read_dir(folder).map_or(0, Iterator::count);
    let before: std::collections::BTreeSet<_> =
        fs::read_dir(&sql).into_iter().flatten().map(|e| (e.as_ref().unwrap().path(), modified(&e.unwrap().path()))).collect();
    let started = Instant::now();
    loop {
        let now = fs::read_dir(&sql)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|e| !before.contains(&(e.path(), modified(&e.path()))))
            .count();
        if now >= files && (files == 0 || count(&sql) > 0) {
            break;
        }
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        assert!(started.elapsed() < Duration::from_secs(300), "the build does not end");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    true
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

fn drafts(project: &Project) -> Vec<std::path::PathBuf> {
    let names = walkdir::WalkDir::new(project.path().join("build")).into_iter().flatten().map(|entry| entry.into_path());
    names.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().contains(".northstar-"))).collect()
}

#[test]
fn a_build_that_is_killed_leaves_whole_files_and_the_next_one_mends_it() {
    let project = large(2_000, 0);
    project.run(&["build"]).expect(0);
    let first = contents(&project.path().join("build"));
    let other = large(2_000, 3);
    project.write("metrics/many.nsm", &other.read("metrics/many.nsm"));
    let mut cut = 0;
    for files in [1, 300] {
        cut += usize::from(killed(&project, files));
    }
    other.run(&["build"]).expect(0);
    let second = contents(&other.path().join("build"));
    for (path, bytes) in contents(&project.path().join("build/sql/duckdb")) {
        let path = Path::new("sql/duckdb").join(path);
        assert!(
            first.get(&path) == Some(&bytes) || second.get(&path) == Some(&bytes),
            "{} is neither old nor new",
            path.display()
        );
    }
    if cut > 0 {
        assert!(!drafts(&project).is_empty(), "no draft was left: the build was not cut off while it wrote");
    }
    // The metric files may have changed again by then.
    let third = large(2_000, 5);
    project.write("metrics/many.nsm", &third.read("metrics/many.nsm"));
    let check = project.run(&["build", "--check"]).expect(1);
    assert!(
        !check.out.contains("edited by hand"),
        "{}",
        check.out.lines().filter(|line| line.contains("edited")).take(5).collect::<Vec<_>>().join("\n")
    );
    project.run(&["build"]).expect(0);
    third.run(&["build"]).expect(0);
    // Drafts that were left by others stay until they are old.
    let old = SystemTime::now() - Duration::from_secs(3_600);
    for draft in drafts(&project) {
        fs::File::open(&draft).unwrap().set_modified(old).unwrap();
    }
    project.run(&["build"]).expect(0);
    assert_eq!(contents(&project.path().join("build")), contents(&third.path().join("build")));
    assert!(drafts(&project).is_empty());
}
