//! The JSON Schemas: those that are published are those that are printed, and what northstar reads and writes is as they say.

mod outputs;
mod project_file;
mod reference;

use super::Project;
use crate::support::repository;
use crate::syntax::cases::expect;
use clap::ValueEnum;
use jsonschema::Validator;
use northstar::commands::schema::Name;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// The word that a schema is asked for by.
fn word(name: Name) -> String {
    name.to_possible_value().unwrap().get_name().to_owned()
}

/// What judges documents by a schema.
fn validator(name: Name) -> Validator {
    jsonschema::options().should_validate_formats(true).build(&name.schema()).unwrap()
}

/// What is wrong with a document: the place in it, and why.
fn faults(validator: &Validator, document: &Value) -> Vec<String> {
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Calls a function with every schema within a schema, and the path to it.
fn walk(schema: &Value, path: &str, look: &mut impl FnMut(&str, &Value)) {
    look(path, schema);
    for key in ["properties", "patternProperties", "$defs"] {
        for (name, inner) in schema[key].as_object().into_iter().flatten() {
            walk(inner, &format!("{path}/{key}/{name}"), look);
        }
    }
    for key in ["items", "additionalProperties"] {
        if schema[key].is_object() {
            walk(&schema[key], &format!("{path}/{key}"), look);
        }
    }
    for key in ["oneOf", "anyOf"] {
        for (number, inner) in schema[key].as_array().into_iter().flatten().enumerate() {
            walk(inner, &format!("{path}/{key}/{number}"), look);
        }
    }
}

#[test]
fn the_published_files_are_what_is_printed() {
    let folder = repository().join("docs/schemas");
    let mut wrong = Vec::new();
    let mut names = BTreeSet::new();
    for name in Name::value_variants() {
        let file = format!("{}.json", word(*name));
        wrong.extend(expect(&folder.join(&file), &name.text()).err());
        names.insert(file);
    }
    assert!(wrong.is_empty(), "`UPDATE=1 cargo test` writes them anew\n{}", wrong.join("\n"));
    let there: BTreeSet<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(there, names);
}

#[test]
fn the_command_prints_each_and_lists_them_all() {
    // No project is needed.
    let nowhere = Project::of(&[]);
    let list = nowhere.run(&["schema"]).expect(0).out;
    assert_eq!(list.lines().count(), Name::value_variants().len(), "{list}");
    for name in Name::value_variants() {
        let line = list.lines().find(|line| line.split(' ').next() == Some(&word(*name))).unwrap_or_else(|| panic!("{list}"));
        assert!(line.split_once(' ').unwrap().1.trim().len() > 10, "{line}");
        assert_eq!(nowhere.run(&["schema", &word(*name)]).expect(0).out, name.text());
    }
    let fish = nowhere.run(&["completions", "fish"]).expect(0).out;
    assert!(fish.contains("manifest") && fish.contains("baseline"), "{fish}");
}

#[test]
fn every_schema_is_one_and_says_what_it_is_of() {
    for name in Name::value_variants() {
        let (word, schema) = (word(*name), name.schema());
        assert!(jsonschema::meta::is_valid(&schema), "{word}");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{word}");
        assert!(schema["title"].is_string() && schema["description"].is_string(), "{word}");
        walk(&schema, &word, &mut |path, inner| {
            for (key, property) in inner["properties"].as_object().into_iter().flatten() {
                assert!(property["description"].is_string(), "{path} says nothing of `{key}`");
            }
            assert!(inner.get("$id").is_none(), "{path} has an id");
            let size = inner.get("format").is_some_and(|format| format != "date");
            assert!(!size, "{path} has the format {}", inner["format"]);
        });
    }
}

#[test]
fn the_project_file_is_closed_and_what_is_printed_is_open() {
    for name in Name::value_variants() {
        let mut tables = 0;
        walk(&name.schema(), &word(*name), &mut |path, inner| {
            if inner.get("properties").is_none() {
                return;
            }
            tables += 1;
            // `check` refuses a baseline with a key that it does not know.
            let closed = *name == Name::Project || path == "baseline";
            assert_eq!(inner.get("additionalProperties") == Some(&Value::Bool(false)), closed, "{path}");
        });
        assert!(tables > 1 || *name == Name::Query, "{name:?}");
    }
}
