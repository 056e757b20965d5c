//! The schema of `northstar.toml` says what northstar says: both take what is right, and both refuse what is wrong.

use super::{faults, validator, walk};
use crate::cli::{Project, run};
use crate::support::repository;
use northstar::commands::schema::Name;
use northstar::diagnostic::Diagnostics;
use northstar::project::{FILE_NAME, load};
use northstar::source::SourceMap;
use serde_json::{Map, Value, json};
use std::fs;
use walkdir::WalkDir;

/// The file as an editor hands it to a schema: dates are texts.
fn document(text: &str) -> Value {
    json_of(toml::Value::Table(text.parse().unwrap_or_else(|error| panic!("{error}: {text}"))))
}

fn json_of(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(moment) => json!(moment.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json_of).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, inner)| (key, json_of(inner))).collect::<Map<_, _>>().into(),
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(value) => json!(value),
    }
}

/// Whether northstar can read a project file.
fn northstar_takes(text: &str) -> bool {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE_NAME), text).unwrap();
    load(folder.path(), &mut SourceMap::default(), &mut Diagnostics::default()).is_some()
}

/// A project file with these lines after its name.
fn with(lines: &str) -> String {
    format!("[project]\nname = \"x\"\n{lines}\n")
}

#[test]
fn project_files_that_are_right_are_taken_by_both() {
    let validator = validator(Name::Project);
    let files = WalkDir::new(repository()).into_iter().filter_entry(|entry| entry.file_name() != "target");
    let files = files.map(Result::unwrap).filter(|entry| entry.file_name() == FILE_NAME);
    let mut texts: Vec<String> = files.map(|entry| fs::read_to_string(entry.path()).unwrap()).collect();
    // The template of `new` holds places that are filled in; what it makes is below.
    texts.retain(|text| !text.contains("@name@"));
    assert!(texts.len() > 20, "{}", texts.len());
    let page = fs::read_to_string(repository().join("docs/reference/project-file.md")).unwrap();
    texts.push(page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap().to_owned());
    for dialect in ["duckdb", "postgres"] {
        let made = tempfile::tempdir().unwrap();
        run(made.path(), &["new", "demo", "--dialect", dialect]).expect(0);
        let demo = made.path().join("demo");
        texts.push(fs::read_to_string(demo.join(FILE_NAME)).unwrap());
        texts.push(run(&demo, &["config", "show"]).expect(0).out);
    }
    for lines in [
        "include = []",
        "[calendar]\nstart = 2024-02-29",
        "[output]\nschema = \"my-project.north_star\"\nmax_segments = 1",
        "[lint]\nns408 = \"warn\"\nNs302 = \"deny\"",
        "[target.\"my prod\"]\ndialect = \"trino\"\n[target.x]\ndialect = \"postgres\"\nurl = { env = \"X\" }\n[target.x.files]",
        "[target]",
        "[target.x]\ndialect = \"postgres\"",
        "[output]\nmaterialize = \"view\"\n[target.x]\ndialect = \"duckdb\"\ndriver = \"adbc_driver_duckdb\"",
    ] {
        texts.push(with(lines));
    }
    for text in texts {
        assert!(northstar_takes(&text), "{text}");
        let faults = faults(&validator, &document(&text));
        assert!(faults.is_empty(), "{faults:#?}\n{text}");
    }
}

#[test]
fn project_files_that_are_wrong_are_refused_by_both() {
    let validator = validator(Name::Project);
    let wrong = [
        "dialetc = \"duckdb\"",
        "dialect = \"oracle\"",
        "dialect = 1",
        "include = \"**/*.nsm\"",
        "include = [1]",
        "[calender]",
        "[[calendar]]",
        "[calendar]\ntimezon = \"UTC\"",
        "[calendar]\ntimezone = 1",
        "[calendar]\nweek_start = \"Monday\"",
        "[calendar]\ngrain = \"fortnight\"",
        "[calendar]\nfiscal_year_start = 1",
        "[calendar]\nfiscal_year_start = \"jan\"",
        "[calendar]\nstart = 2024",
        "[calendar]\nstart = 2024-01-01T00:00:00",
        "[output]\nsqll = \"x\"",
        "[output]\nsql = \"\"",
        "[output]\nschema = \"North\"",
        "[output]\nschema = \"a.b.c\"",
        "[output]\nmaterialize = \"index\"",
        "[output]\nmax_segments = 0",
        "[output]\nmax_segments = \"1000\"",
        "[output]\nmax_segments = 4294967296",
        "[output]\nmax_segments = 1.5",
        "[lint]\nno-ownr = \"warn\"",
        "[lint]\nNS999 = \"warn\"",
        "[lint]\nno-owner = \"error\"",
        "[lint]\nno-owner = true",
        "[lint]\nfan-out = \"warn\"",
        "[lint]\nns302 = \"allow\"",
        "[target]\nlocal = \"duckdb\"",
        "[target.x]",
        "[target.x]\ndialect = \"oracle\"",
        "[target.x]\ndialect = \"duckdb\"\nuri = \":memory:\"",
        "[target.x]\ndialect = \"duckdb\"\nurl = 1",
        "[target.x]\ndialect = \"postgres\"\nurl = { environment = \"X\" }",
        "[target.x]\ndialect = \"postgres\"\nurl = { env = \"X\", more = \"Y\" }",
        "[target.x]\ndialect = \"postgres\"\nurl = { env = \"\" }",
        "[target.x]\ndialect = \"postgres\"\nurl = {}",
        "[target.x]\ndialect = \"duckdb\"\ndriver = 1",
        "[target.x]\ndialect = \"duckdb\"\n[target.x.files]\na = 1",
        "[target.x]\ndialect = \"duckdb\"\n[target.x.tables]\na.b = \"c\"",
        "[target.x]\ndialect = \"duckdb\"\n[target.x.tables]\na = \"\"",
        "[target.x]\ndialect = \"trino\"\n[target.x.files]\na = \"a.csv\"",
    ];
    let texts =
        wrong.map(with).into_iter().chain(["", "project = 1\n", "[project]\n", "[project]\nname = \" \"\n"].map(str::to_owned));
    for text in texts {
        assert!(!northstar_takes(&text), "northstar takes\n{text}");
        assert!(!validator.is_valid(&document(&text)), "the schema takes\n{text}");
    }
    // As a command says it, once.
    let project = Project::of(&[(FILE_NAME, &with(wrong[0]))]);
    project.run(&["check"]).expect(2).says(&["did you mean `dialect`?"]);
}

#[test]
fn every_word_of_the_schema_is_taken_by_northstar() {
    let mut words = 0;
    walk(&Name::Project.schema(), "", &mut |path, inner| {
        for word in inner["enum"].as_array().into_iter().flatten() {
            let text = match path.replace("/properties", "").split('/').collect::<Vec<_>>()[..] {
                ["", "target", "additionalProperties", "dialect"] => with(&format!("[target.x]\nurl = \"x\"\ndialect = {word}")),
                ["", "project", key] => with(&format!("{key} = {word}")),
                ["", "lint", "patternProperties", _] => return,
                ["", table, key] => with(&format!("[{table}]\n{key} = {word}")),
                _ => panic!("{path}"),
            };
            assert!(northstar_takes(&text), "{text}");
            words += 1;
        }
    });
    assert!(words > 200, "{words}");
}

#[test]
fn defaults_of_the_schema_are_those_in_force() {
    let project = Project::of(&[(FILE_NAME, &with(""))]);
    let shown = document(&project.run(&["config", "show"]).expect(0).out);
    let schema = Name::Project.schema();
    for table in ["project", "calendar", "output"] {
        let keys = schema["properties"][table]["properties"].as_object().unwrap();
        let defaults: Map<String, Value> =
            keys.iter().filter_map(|(key, inner)| Some((key.clone(), inner.get("default")?.clone()))).collect();
        let mut shown = shown[table].as_object().unwrap().clone();
        shown.remove("name");
        assert_eq!(defaults.into_iter().collect::<std::collections::BTreeMap<_, _>>(), shown.into_iter().collect(), "{table}");
    }
}
