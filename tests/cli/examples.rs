//! Every example that a help text shows is run, as a shell runs it, in what `new` makes.

use super::{PROGRAM, Project, contents, copy, ended, run};
use crate::support::{self, open_postgres, postgres_url};
use northstar::commands;
use std::path::Path;
use std::process::{Command, Stdio};

/// Fetches a driver again, which needs a network.
const NEEDS_A_NETWORK: &str = "driver install duckdb postgres --force";

/// A PostgreSQL database with the tables that the scaffold reads.
fn warehouse() -> Option<String> {
    let url = postgres_url()?;
    let mut connection = open_postgres(&url);
    for sql in [
        "CREATE SCHEMA analytics",
        "CREATE TABLE analytics.dim_listings (listing_id BIGINT PRIMARY KEY, city TEXT)",
        "CREATE TABLE analytics.fct_bookings (booking_id BIGINT PRIMARY KEY, booked_at TIMESTAMP, nights BIGINT, price NUMERIC(12, 2), \
         status TEXT, listing_id BIGINT, utm_source TEXT)",
        "INSERT INTO analytics.dim_listings VALUES (1, 'Lisbon'), (2, 'Kyoto')",
        "INSERT INTO analytics.fct_bookings VALUES (1, CURRENT_DATE - 9, 3, 300, 'confirmed', 1, NULL)",
    ] {
        connection.execute(sql).unwrap();
    }
    Some(url)
}

fn shell(folder: &Path, line: &str, home: &Path, url: Option<&str>) -> super::Ended {
    let path = format!("{}:{}", Path::new(PROGRAM).parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    command.args(["-c", line]).current_dir(folder).stdin(Stdio::null()).env("PATH", path).env("HOME", home);
    command.env("NORTHSTAR_DATA_DIR", support::environment().variables["NORTHSTAR_DATA_DIR"].as_str());
    ended(command.env("WAREHOUSE_URL", url.unwrap_or("")))
}

#[test]
fn every_example_works() {
    let url = warehouse();
    let home = tempfile::tempdir().unwrap();
    for folder in [".local/share/bash-completion/completions", ".zfunc", ".config/fish/completions"] {
        std::fs::create_dir_all(home.path().join(folder)).unwrap();
    }
    let made = tempfile::tempdir().unwrap();
    run(made.path(), &["new", "demo", "--dialect", "postgres"]).expect(0);
    let demo = made.path().join("demo");
    // The target `local` is DuckDB's, and `prod` PostgreSQL's: one scaffold with both serves all examples.
    run(&demo, &["build", "--dialect", "all"]).expect(0);
    let mut tried = 0;
    for example in commands::examples() {
        if example == NEEDS_A_NETWORK || (example.contains("prod") && url.is_none()) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        if !example.starts_with("new ") {
            copy(&demo, folder.path());
            copy(&demo, &folder.path().join("demo"));
        }
        let ended = shell(folder.path(), &format!("northstar {example}"), home.path(), url.as_deref());
        assert_eq!(ended.code, 0, "northstar {example}: {ended:#?}");
        tried += 1;
    }
    assert!(tried > 30, "{tried}");
    assert!(contents(home.path()).values().all(|text| !text.is_empty()));
    assert_eq!(contents(home.path()).len(), 3);
}

#[test]
fn a_new_project_is_green() {
    for extra in [&[][..], &["--ci", "github"], &["--ci", "gitlab"], &["--dialect", "postgres"]] {
        let folder = tempfile::tempdir().unwrap();
        run(folder.path(), &[&["new", "my demo"][..], extra].concat()).expect(0);
        let demo = folder.path().join("my demo");
        run(&demo, &["check", "--deny", "warnings"]).expect(0);
        run(&demo, &["fmt", "--check"]).expect(0);
        run(&demo, &["build"]).expect(0);
        run(&demo, &["build", "--check"]).expect(0);
        run(&demo, &["query", "nights_booked", "--by", "city"]).expect(0).says(&["Lisbon"]);
        if extra.contains(&"postgres") {
            run(&demo, &["build", "--dialect", "duckdb"]).expect(0);
        }
        run(&demo, &["apply"]).expect(0);
    }
}

#[test]
fn the_commands_of_a_new_projects_readme_work() {
    let project = Project::scaffold();
    let readme = project.read("README.md");
    let lines: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("    northstar ")).collect();
    assert!(lines.len() >= 4, "{readme}");
    for line in lines {
        let words: Vec<&str> = line.split("  ").next().unwrap().split_whitespace().collect();
        project.run(&words).expect(0);
    }
}
