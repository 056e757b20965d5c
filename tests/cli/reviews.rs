//! Where metric files are reviewed: the hooks of pre-commit, the action, and the snippets of `docs/ci.md`, as far as they run without
//! the services that they are for.

use super::{Ended, PROGRAM, Project, ended};
use crate::support;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program of the tests' Python; `None`, counted and named, where it is not wanted.
fn tool(name: &str) -> Option<PathBuf> {
    support::wanted("formats").then(|| support::repository().join(".tools/formats/python/bin").join(name))
}

/// A command in a folder that finds the program under test, and nothing of the user's settings.
fn prepared(program: &Path, folder: &Path, home: &Path) -> Command {
    let own = Path::new(PROGRAM).parent().unwrap().to_str().unwrap();
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    command.env("PATH", format!("{own}:{}", std::env::var("PATH").unwrap()));
    command
        .env("PRE_COMMIT_HOME", home.join("pre-commit"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    for (name, value) in [("NAME", "A"), ("EMAIL", "a@example.com")] {
        command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
    }
    command
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    ended(prepared(Path::new("git"), folder, home.path()).args(arguments)).expect(0).out
}

/// A repository of the hooks alone, which take the program from the path: to build it anew takes minutes.
fn hooks() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let hooks = fs::read_to_string(support::repository().join(".pre-commit-hooks.yaml")).unwrap();
    assert_eq!(hooks.matches("language: rust").count(), 3);
    fs::write(folder.path().join(".pre-commit-hooks.yaml"), hooks.replace("language: rust", "language: system")).unwrap();
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "hooks"]);
    let revision = git(folder.path(), &["rev-parse", "HEAD"]).trim().to_owned();
    (folder, revision)
}

#[test]
fn the_hooks_run_under_pre_commit() {
    let Some(pre_commit) = tool("pre-commit") else { return };
    let (hooks, revision) = hooks();
    let ids = ["northstar-fmt", "northstar-check", "northstar-build-check"];
    let listed: String = ids.iter().map(|id| format!("      - id: {id}\n")).collect();
    let project = Project::scaffold();
    let config = format!("repos:\n  - repo: {}\n    rev: {revision}\n    hooks:\n{listed}", hooks.path().display());
    project.write(".pre-commit-config.yaml", &config);
    project.run(&["build"]).expect(0);
    git(project.path(), &["init", "-q"]);
    git(project.path(), &["add", "."]);
    let run = |arguments: &[&str]| {
        git(project.path(), &["add", "."]);
        let mut command = prepared(&pre_commit, project.path(), hooks.path());
        ended(command.arg("run").arg("--color=never").args(arguments))
    };
    let said = |ended: &Ended, id: &str, verdict: &str| {
        let name = id.replacen('-', " ", 1).replace("build-check", "build --check");
        let line = ended.out.lines().find(|line| line.starts_with(&name)).unwrap_or_else(|| panic!("{name}: {ended:#?}"));
        assert!(line.ends_with(verdict), "{ended:#?}");
    };
    let fine = run(&[]).expect(0);
    ids.iter().for_each(|id| said(&fine, id, "Passed"));

    project.edit("metrics/stays.nsm", "title:       \"Nights booked\"", "title:  \"Nights booked\"");
    let laid_out = run(&[]).expect(1);
    said(&laid_out, ids[0], "Failed");
    said(&laid_out, ids[1], "Passed");
    ids.iter().for_each(|id| said(&run(&[]).expect(0), id, "Passed"));

    // The finding of a file that is not committed is not shown; the one of a file that is fails the commit.
    git(project.path(), &["commit", "-qm", "fine"]);
    project.write("metrics/idle.nsm", "team care {\n  contact: \"#care\"\n}\n");
    project.run(&["build"]).expect(0);
    said(&run(&["--files", "metrics/stays.nsm"]).expect(0), ids[1], "Passed");
    let idle = run(&["--files", "metrics/idle.nsm"]).expect(1).says(&["NS107"]);
    said(&idle, ids[1], "Failed");

    project.write("metrics/idle.nsm", "");
    project.run(&["build"]).expect(0);
    project.write("build/sql/duckdb/60_nights_booked.sql", "-- mine\n");
    let edited = run(&["--files", "build/sql/duckdb/60_nights_booked.sql"]).expect(1);
    edited.says(&["edited by hand: build/sql/duckdb/60_nights_booked.sql"]);
}

/// A text in YAML, as JSON.
fn yaml(python: &Path, text: &str) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yml"), text).unwrap();
    let program = "import json, yaml; print(json.dumps(yaml.load(open('a.yml', encoding='utf-8'), yaml.BaseLoader)))";
    let read = ended(prepared(python, folder.path(), folder.path()).args(["-c", program])).expect(0);
    serde_json::from_str(&read.out).unwrap()
}

/// What the action's check makes of a project: how it ends, and its outputs.
fn acted(action: &serde_json::Value, project: &Project, inputs: &[(&str, &str)]) -> (Ended, String) {
    let steps = action["runs"]["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["id"] == "check").unwrap();
    let outputs = tempfile::tempdir().unwrap();
    let file = outputs.path().join("outputs");
    fs::write(&file, "").unwrap();
    let mut command = prepared(Path::new("bash"), project.path(), outputs.path());
    command.env("GITHUB_OUTPUT", &file);
    for (variable, expression) in step["env"].as_object().unwrap() {
        let input = expression.as_str().unwrap().trim_start_matches("${{ inputs.").trim_end_matches(" }}");
        let given = inputs.iter().find(|(name, _)| *name == input).map(|(_, value)| *value);
        command.env(variable, given.unwrap_or_else(|| action["inputs"][input]["default"].as_str().unwrap()));
    }
    let script = step["run"].as_str().unwrap();
    assert!(!script.contains("${{"), "an input in the script would be run as a part of it");
    let ended = ended(command.args(["--noprofile", "--norc", "-e", "-c", script]));
    (ended, fs::read_to_string(file).unwrap())
}

#[test]
fn the_action_says_what_was_found() {
    let Some(python) = tool("python") else { return };
    let action = yaml(&python, &fs::read_to_string(support::repository().join("action.yml")).unwrap());
    let project = Project::scaffold();
    let (fine, outputs) = acted(&action, &project, &[]);
    assert_eq!((fine.expect(0).out.as_str(), outputs.as_str()), ("", "outcome=ok\n"));

    project.edit("metrics/stays.nsm", "from bookings", "from bokings");
    let (found, outputs) = acted(&action, &project, &[("format", "both")]);
    found.expect(1).says(&["::error file=metrics/stays.nsm", "NS102"]);
    assert_eq!(outputs, "sarif-file=./northstar.sarif\noutcome=findings\n");
    let sarif: serde_json::Value = serde_json::from_str(&project.read("northstar.sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "NS102");

    let (elsewhere, outputs) = acted(&action, &project, &[("paths", "metrics/sources.nsm")]);
    assert_eq!((elsewhere.expect(0).out.as_str(), outputs.as_str()), ("", "outcome=ok\n"));
    let (hostile, outputs) = acted(&action, &project, &[("paths", "; touch hacked $(touch hacked)"), ("args", "")]);
    hostile.expect(2);
    assert!(outputs == "outcome=error\n" && !project.path().join("hacked").exists());
    let (wrong, _) = acted(&action, &project, &[("format", "human")]);
    wrong.expect(2).says(&["format is github, sarif or both"]);
}

/// The YAML in a page, each with its first line, which names the file that it is.
fn snippets(page: &str) -> Vec<(String, String)> {
    let blocks = page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap().to_owned());
    blocks.map(|block| (block.lines().next().unwrap().trim_start_matches("# ").to_owned(), block)).collect()
}

#[test]
fn the_action_and_the_snippets_are_what_their_services_read() {
    let Some(check) = tool("check-jsonschema") else { return };
    let page = fs::read_to_string(support::repository().join("docs/ci.md")).unwrap();
    let mut files = snippets(&page);
    files.push(("action.yml".to_owned(), fs::read_to_string(support::repository().join("action.yml")).unwrap()));
    let folder = tempfile::tempdir().unwrap();
    let mut judged = Vec::new();
    for (name, text) in files {
        let schema = match name.as_str() {
            "action.yml" => "vendor.github-actions",
            ".github/workflows/metrics.yml" => "vendor.github-workflows",
            ".gitlab-ci.yml" => "vendor.gitlab-ci",
            ".pre-commit-config.yaml" => continue,
            other => panic!("docs/ci.md has {other}, which nothing reads here"),
        };
        let file = folder.path().join("judged.yml");
        let verdict = |text: &str| {
            fs::write(&file, text).unwrap();
            ended(prepared(&check, folder.path(), folder.path()).args(["--builtin-schema", schema, "judged.yml"]))
        };
        verdict(&text).expect(0);
        // The judge knows a fault when it sees one.
        verdict(&text.replacen("script:", "script: {}\n  skript:", 1).replacen("runs-on", "run-on", 1).replacen(
            "using: composite",
            "using: comp",
            1,
        ))
        .expect(1);
        judged.push(name);
    }
    judged.sort();
    assert_eq!(judged, [".github/workflows/metrics.yml", ".gitlab-ci.yml", "action.yml"]);
}

#[test]
fn what_new_writes_for_pipelines_is_what_they_read() {
    let Some(check) = tool("check-jsonschema") else { return };
    for (ci, file, schema) in
        [("github", ".github/workflows/metrics.yml", "vendor.github-workflows"), ("gitlab", ".gitlab-ci.yml", "vendor.gitlab-ci")]
    {
        let folder = tempfile::tempdir().unwrap();
        super::run(folder.path(), &["new", "demo", "--ci", ci]).expect(0);
        let project = folder.path().join("demo");
        assert!(project.join(file).exists(), "{file}");
        ended(prepared(&check, &project, folder.path()).args(["--builtin-schema", schema, file])).expect(0);
    }
}
