//! The table of keys in the reference is made of the schema of `northstar.toml`.

use crate::support::repository;
use crate::syntax::cases::expect;
use northstar::commands::schema::Name;
use serde_json::Value;
use std::fs;

const PAGE: &str = "docs/reference/project-file.md";
const START: &str = "<!-- keys: written from the schema by `UPDATE=1 cargo test` -->\n";
const END: &str = "<!-- end of keys -->\n";

/// What a key holds, in words.
fn kind(key: &Value) -> String {
    if let Some(words) = key["enum"].as_array() {
        return words.iter().map(|word| format!("`{}`", word.as_str().unwrap())).collect::<Vec<_>>().join(" ");
    }
    if let Some(choices) = key["oneOf"].as_array() {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    match (key["type"].as_str().unwrap(), key["format"].as_str()) {
        ("string", Some("date")) => "date".to_owned(),
        ("string", _) => "text".to_owned(),
        ("integer", _) => format!("whole number from {}", key["minimum"]),
        ("array", _) => format!("list of {}s", kind(&key["items"])),
        ("object", _) if key["additionalProperties"].is_object() => format!("table of {}s", kind(&key["additionalProperties"])),
        ("object", _) => "table".to_owned(),
        other => panic!("{other:?}"),
    }
}

fn row(path: &str, key: &Value, required: bool) -> String {
    let default = match key.get("default") {
        _ if required => "required".to_owned(),
        Some(Value::Array(items)) => items.iter().map(|item| format!("`{item}`")).collect::<Vec<_>>().join(" "),
        Some(default) => format!("`{default}`"),
        None => String::new(),
    };
    let meaning = key["description"].as_str().unwrap();
    format!("| `{path}` | {} | {default} | {meaning} |\n", kind(key)).replace("|  |", "| |")
}

/// A row per key of a table.
fn rows(name: &str, table: &Value) -> String {
    let required = |key: &String| table["required"].as_array().is_some_and(|keys| keys.iter().any(|name| name == key));
    let keys = table["properties"].as_object().unwrap().iter();
    keys.map(|(key, inner)| row(&format!("{name}.{key}"), inner, required(key))).collect()
}

fn table() -> String {
    let schema = Name::Project.schema();
    let mut text = "| key | type | default | meaning |\n| --- | --- | --- | --- |\n".to_owned();
    for (name, table) in schema["properties"].as_object().unwrap() {
        match name.as_str() {
            // A rule's level is the same for all of them.
            "lint" => {
                let rule = &table["properties"]["no-owner"];
                let mut rule = rule.clone();
                rule["description"] = table["description"].clone();
                text += &row("lint.RULE", &rule, false);
            }
            "target" => text += &rows("target.NAME", &table["additionalProperties"]),
            _ => text += &rows(name, table),
        }
    }
    text
}

#[test]
fn the_table_of_keys_is_that_of_the_schema() {
    let path = repository().join(PAGE);
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(START).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let wrong = expect(&path, &format!("{before}{START}\n{}\n{END}{after}", table())).err();
    assert_eq!(wrong, None, "`UPDATE=1 cargo test` writes it anew");
}
