//! Each format is read by what it is written for, or by what is nearest to it that can be had; and what is wrong is refused.

use super::{EXPECTED, Expected, mended, odd, printed};
use crate::cli::Project;
use crate::support;
use northstar::diagnostic::{rdjson, sarif};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What `tests/formats/setup.sh` installs.
struct Readers {
    installed: PathBuf,
    scripts: PathBuf,
}

/// What a reader says: its standard output, or why it refuses.
type Answer = Result<String, String>;

impl Readers {
    /// The readers; `None`, counted and named, where they are not wanted.
    fn find() -> Option<Readers> {
        support::wanted("formats").then(|| {
            let repository = support::repository();
            let (installed, scripts) = (repository.join(".tools/formats"), repository.join("tests/formats"));
            assert!(installed.join("stamp").exists(), "what reads formats is not installed: `./.ci/setup` installs it");
            Readers { installed, scripts }
        })
    }

    fn run(&self, command: &mut Command, input: &str) -> Answer {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A reader that is given a file does not wait for this.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
    }

    /// A script of Python's, given reports in files. The tool of SARIF passes over files whose names do not end so.
    fn python(&self, script: &str, reports: &[&str]) -> Answer {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(self.installed.join("python/bin/python"));
        command.arg("-B").arg(self.scripts.join(script)).arg(&self.installed);
        for (index, report) in reports.iter().enumerate() {
            let file = folder.path().join(format!("{index}.sarif"));
            fs::write(&file, report).unwrap();
            command.arg(file);
        }
        self.run(&mut command, "")
    }

    /// A script of Node's, given the report on standard input.
    fn node(&self, script: &str, report: &str) -> Answer {
        self.run(Command::new("node").arg(self.scripts.join(script)).arg(&self.installed), report)
    }

    /// The findings that the Violations library reads: file, line, column, severity, rule and message of each.
    fn violations(&self, parser: &str, report: &str) -> Result<Vec<[String; 6]>, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.txt");
        fs::write(&file, report).unwrap();
        let path = format!("{0}/classes:{0}/jars/*", self.installed.display());
        let said = self.run(Command::new("java").args(["-cp", &path, "Violations", parser]).arg(file), "")?;
        let row = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap();
        let mut rows: Vec<[String; 6]> = said.lines().map(row).collect();
        rows.sort();
        Ok(rows)
    }
}

/// Projects in every situation, with their exit codes: findings of all sorts, none, wrong settings, and no project.
fn situations() -> [(Project, i32); 4] {
    let unset = Project::scaffold();
    unset.edit("northstar.toml", "[calendar]\n", "[calendar]\ntimezon = \"UTC\"\n");
    [(odd(), 1), (Project::scaffold(), 0), (unset, 2), (Project::of(&[]), 2)]
}

/// File, line, severity and rule of every finding, as a reader has them.
fn expected(line: &str, rule: impl Fn(&Expected) -> String) -> Vec<[String; 4]> {
    let mut rows: Vec<[String; 4]> = EXPECTED
        .iter()
        .map(|finding| {
            let line = finding.place.map_or(line.to_owned(), |place| place.line.to_string());
            let severity = if finding.level == "error" { "ERROR" } else { "WARN" };
            [finding.file().to_owned(), line, severity.to_owned(), rule(finding)]
        })
        .collect();
    rows.sort();
    rows
}

fn without_words(rows: &[[String; 6]]) -> Vec<[String; 4]> {
    let mut short: Vec<[String; 4]> =
        rows.iter().map(|[file, line, _, severity, rule, _]| [file, line, severity, rule].map(String::clone)).collect();
    short.sort();
    short
}

#[test]
fn sarif_is_valid_by_its_schema_and_its_own_tool() {
    let Some(readers) = Readers::find() else { return };
    let valid = |logs: &[&str]| readers.python("sarif.py", logs);
    let fixed = mended(sarif::render);
    let mut logs: Vec<String> = situations().iter().map(|(project, code)| printed(project, "sarif", *code)).collect();
    logs.push(fixed.clone());
    valid(&logs.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
    let refused = |from: &str, to: &str| {
        assert!(fixed.contains(from), "{from}");
        valid(&[&fixed.replacen(from, to, 1)]).expect_err(to)
    };
    assert!(refused("\"level\": \"error\"", "\"level\": \"eror\"").contains("level"));
    assert!(refused("\"insertedContent\"", "\"inserted\"").contains("inserted"));
    // This is right by the schema, and wrong by the rules: the fix is of a place that does not exist.
    assert!(refused("\"endColumn\": 6", "\"endColumn\": 4").contains("SARIF1007"));
}

#[test]
fn sarif_is_read_by_violations() {
    let Some(readers) = Readers::find() else { return };
    let rows = readers.violations("SARIF", &printed(&odd(), "sarif", 1)).unwrap();
    let decoded: Vec<[String; 6]> = rows
        .into_iter()
        .map(|mut row| {
            row[0] = super::agree::decoded(&row[0]);
            row
        })
        .collect();
    assert_eq!(without_words(&decoded), expected("1", |finding| finding.code.to_owned()));
    assert_eq!(readers.violations("SARIF", &printed(&Project::scaffold(), "sarif", 0)).unwrap(), [[""; 6]; 0]);
}

#[test]
fn checkstyle_is_read_by_violations() {
    let Some(readers) = Readers::find() else { return };
    let rows = readers.violations("CHECKSTYLE", &printed(&odd(), "checkstyle", 1)).unwrap();
    assert_eq!(without_words(&rows), expected("0", |finding| format!("northstar.{}.{}", finding.code, finding.name)));
    let column = |row: &[String; 6]| row[2].clone();
    let columns: Vec<String> = rows.iter().map(column).collect();
    assert_eq!(columns, ["6", "43", "8", "29", "29", "-1"]);
    for (project, code) in situations() {
        readers.violations("CHECKSTYLE", &printed(&project, "checkstyle", code)).unwrap();
    }
    readers.violations("CHECKSTYLE", "<checkstyle><file name=\"a\"><error severity=\"error\"").unwrap_err();
}

#[test]
fn gitlab_is_read_as_what_it_descends_from() {
    let Some(readers) = Readers::find() else { return };
    let report = printed(&odd(), "gitlab", 1);
    let rows = readers.violations("CODECLIMATE", &report).unwrap();
    assert_eq!(without_words(&rows), expected("1", Expected::rule));
    for (project, code) in situations() {
        let report = printed(&project, "gitlab", code);
        readers.violations("CODECLIMATE", &report).unwrap();
        // What GitLab's documentation requires.
        for issue in serde_json::from_str::<Vec<Value>>(&report).unwrap() {
            assert!(["info", "minor", "major", "critical", "blocker"].contains(&issue["severity"].as_str().unwrap()));
            let path = issue["location"]["path"].as_str().unwrap();
            assert!(!path.starts_with("./") && !path.starts_with('/') && !path.is_empty());
            assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
        }
    }
    readers.violations("CODECLIMATE", &report.replacen("\"major\"", "[]", 1)).unwrap_err();
}

#[test]
fn junit_is_read_by_junitparser() {
    let Some(readers) = Readers::find() else { return };
    let cases = |report: &str| -> Result<Value, String> {
        readers.python("junit.py", &[report]).map(|said| serde_json::from_str(&said).unwrap())
    };
    let report = printed(&odd(), "junit", 1);
    let found = cases(&report).unwrap();
    let said = found.as_array().unwrap().iter().map(|case| json!([case[0], case[1], case[2], case[5]]));
    let second = |index: usize| if index == EXPECTED.len() - 1 { " (2)" } else { "" };
    let wanted = EXPECTED.iter().enumerate().map(|(index, finding)| {
        let result = if finding.level == "error" { "error" } else { "passed" };
        let line = finding.place.map(|place| place.line.to_string());
        json!([finding.file(), finding.rule() + second(index), result, line])
    });
    assert_eq!(said.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
    for (project, code) in situations() {
        let found = cases(&printed(&project, "junit", code)).unwrap();
        let passed = found.as_array().unwrap().iter().filter(|case| case[2] == "passed").count();
        assert!(code != 0 || passed == 1, "{found}");
    }
    cases(&report.replacen("failures=\"5\"", "failures=\"4\"", 1)).unwrap_err();
}

#[test]
fn rdjson_is_valid_by_its_schema() {
    let Some(readers) = Readers::find() else { return };
    for (project, code) in situations() {
        readers.node("rdjson.mjs", &printed(&project, "rdjson", code)).unwrap();
    }
    let fixed = mended(rdjson::render);
    readers.node("rdjson.mjs", &fixed).unwrap();
    // The change of two files is no suggestion; that of two lines is one, with what stands between.
    let report: Value = serde_json::from_str(&fixed).unwrap();
    let texts = report["diagnostics"][0]["suggestions"].as_array().unwrap().iter().map(|suggestion| &suggestion["text"]);
    assert_eq!(texts.collect::<Vec<_>>(), ["y", "ü\r\nü"]);
    readers.node("rdjson.mjs", &fixed.replacen("\"ERROR\"", "\"BAD\"", 1)).unwrap_err();
}

#[test]
fn github_reads_and_writes_the_same_commands() {
    let Some(readers) = Readers::find() else { return };
    for (project, code) in situations() {
        readers.node("github.mjs", &printed(&project, "github", code)).unwrap();
    }
    let report = printed(&odd(), "github", 1);
    let commands: Vec<Value> = serde_json::from_str(&readers.node("github.mjs", &report).unwrap()).unwrap();
    let said = commands.iter().map(|command| {
        let property = |name: &str| command["properties"][name].as_str().map(str::to_owned);
        let properties = ["title", "file", "line", "endLine", "col", "endColumn"].map(property);
        json!([command["name"], properties])
    });
    // The most severe come first.
    let (mut errors, warnings): (Vec<Expected>, Vec<Expected>) =
        EXPECTED.into_iter().partition(|finding| finding.level == "error");
    errors.extend(warnings);
    let wanted = errors.iter().map(|finding| {
        let place = finding.place;
        let line = place.map(|place| place.line.to_string());
        let [start, end] = [0, 1].map(|end| place.map(|place| (place.columns[0] + end * place.length).to_string()));
        let properties = [Some(finding.rule()), place.map(|place| place.file.to_owned()), line.clone(), line, start, end];
        json!([finding.level, properties])
    });
    assert_eq!(said.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
    assert!(commands[1]["message"].as_str().unwrap().contains("\nhelp: did you mean `nights`?\n"));
    readers.node("github.mjs", &report.replacen("%25", "%", 1)).unwrap_err();
}
