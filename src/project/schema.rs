//! The JSON Schema of `northstar.toml`: a mirror of what the other files of this folder read, for editors and for the reference.
//! Tests hold its keys, words and defaults against theirs, in both directions.

use super::calendar::{Calendar, Grain, MONTHS, Weekday};
use super::dialect::Dialect;
use super::{lint, output};
use crate::diagnostic::codes;
use crate::schema::DRAFT;
use serde_json::{Map, Value, json};

/// The schema. A key that it does not name is refused, as northstar refuses it.
pub fn schema() -> Value {
    json!({
        "$schema": DRAFT,
        "title": "northstar.toml",
        "description": "The project file of northstar, in the project's top folder.",
        "type": "object",
        "required": ["project"],
        "additionalProperties": false,
        "properties": {
            "project": project(),
            "calendar": calendar(),
            "output": output(),
            "lint": lint(),
            "target": {
                "type": "object",
                "description": "The warehouses that SQL runs on, each by its name.",
                "additionalProperties": target(),
            },
        },
    })
}

fn project() -> Value {
    json!({
        "type": "object",
        "description": "What the project is.",
        "required": ["name"],
        "additionalProperties": false,
        "properties": {
            "name": { "type": "string", "pattern": r"\S", "description": "what the project is called" },
            "include": {
                "type": "array",
                "items": { "type": "string" },
                "default": ["**/*.nsm"],
                "description": "which files belong to it, as patterns relative to this file",
            },
            "dialect": {
                "type": "string",
                "enum": Dialect::ALL.map(Dialect::name),
                "default": "duckdb",
                "description": "what `build` writes",
            },
        },
    })
}

fn calendar() -> Value {
    let default = Calendar::default();
    json!({
        "type": "object",
        "description": "Whose days, and where weeks and years start.",
        "additionalProperties": false,
        "properties": {
            "timezone": {
                "type": "string",
                "default": default.timezone,
                "description": "whose days, weeks and months; a name of the IANA time zone database",
            },
            "week_start": {
                "type": "string",
                "enum": Weekday::ALL.map(Weekday::name),
                "default": default.week_start.name(),
                "description": "the first day of a week",
            },
            "grain": {
                "type": "string",
                "enum": Grain::ALL.map(Grain::name),
                "default": default.grain.name(),
                "description": "the grain of metrics that name none and have no parts",
            },
            "fiscal_year_start": {
                "type": "string",
                "enum": MONTHS,
                "default": "january",
                "description": "the month in which years and quarters start",
            },
            // Tools that read TOML by a schema hand a date over as a text.
            "start": {
                "type": "string",
                "format": "date",
                "description": "the first day published, without quotes; otherwise that of the first row",
            },
        },
    })
}

fn output() -> Value {
    json!({
        "type": "object",
        "description": "What build writes, and where.",
        "additionalProperties": false,
        "properties": {
            "sql": {
                "type": "string",
                "minLength": 1,
                "default": "build/sql",
                "description": "where the SQL goes, inside the project",
            },
            "docs": {
                "type": "string",
                "minLength": 1,
                "default": "build/docs",
                "description": "where the documentation goes, inside the project",
            },
            "schema": {
                "type": "string",
                "pattern": r"^([a-z][a-z0-9_-]{0,62}\.)?[a-z][a-z0-9_]{0,62}$",
                "default": "northstar",
                "description": "where northstar's objects live; a catalog or a project may stand before it: `\"my-project.northstar\"`",
            },
            "materialize": {
                "type": "string",
                "enum": output::KINDS,
                "default": "table",
                "description": "`table`: each source is scanned once and results are kept; `view`: nothing is stored",
            },
            "max_segments": {
                "type": "integer",
                "minimum": 1,
                "maximum": u32::MAX,
                "default": 1000,
                "description": "published dimensions with more values are kept sparse",
            },
        },
    })
}

/// Every rule by its name and by its code. Capitals of a code do not matter to northstar, so they do not here.
fn lint() -> Value {
    let mut properties = Map::new();
    let (mut lowered, mut fixed) = (Vec::new(), Vec::new());
    for code in codes::ALL {
        let always = codes::always_an_error(*code);
        let levels = if always { json!(["deny"]) } else { json!(lint::LEVELS) };
        for (key, other) in [(code.name, code.id), (code.id, code.name)] {
            properties
                .insert(key.to_owned(), json!({ "type": "string", "enum": levels, "description": format!("level of {other}") }));
        }
        if always { fixed.push(number(code.id)) } else { lowered.push(number(code.id)) }
    }
    json!({
        "type": "object",
        "description": "the level of a rule, by its name or its code. Errors of the families NS0 to NS2 and NS9 (but NS903), and NS302, keep their level",
        "additionalProperties": false,
        "properties": properties,
        "patternProperties": {
            format!("^[nN][sS]({})$", lowered.join("|")): { "enum": lint::LEVELS },
            format!("^[nN][sS]({})$", fixed.join("|")): { "enum": ["deny"] },
        },
    })
}

/// `302` of `NS302`
fn number(id: &str) -> &str {
    id.trim_start_matches("NS")
}

fn target() -> Value {
    json!({
        "type": "object",
        "description": "A warehouse.",
        "required": ["dialect"],
        "additionalProperties": false,
        "properties": {
            "dialect": { "type": "string", "enum": Dialect::ALL.map(Dialect::name), "description": "the SQL it speaks" },
            "url": url(),
            "driver": { "type": "string", "description": "an ADBC driver by name or path, where it is not found by itself" },
            "files": pairs(
                "`duckdb` only: tables read from CSV (also `.gz`), Parquet or JSON, with the types that the sources declare: `\"analytics.fct_bookings\" = \"data/bookings.csv\"`",
            ),
            "tables": pairs("other leading parts for the names of tables: `analytics = \"prod_analytics\"`"),
        },
        "allOf": [
            {
                "if": { "required": ["dialect"], "properties": { "dialect": { "not": { "const": Dialect::Duckdb.name() } } } },
                "then": { "properties": { "files": { "maxProperties": 0 } } },
            },
        ],
    })
}

fn url() -> Value {
    json!({
        "description": "an address without a password, a DuckDB file, `\":memory:\"` (the default of `duckdb`), or `{ env = \"NAME\" }`. Needed where SQL is run: for `postgres`, by `query --target`, `apply` and `test --target`",
        "oneOf": [
            { "type": "string" },
            {
                "type": "object",
                "required": ["env"],
                "additionalProperties": false,
                "properties": {
                    "env": {
                        "type": "string",
                        "pattern": "^[^=\\u0000]+$",
                        "description": "the variable of the environment that holds the address",
                    },
                },
            },
        ],
    })
}

/// A table of texts by names of the user's.
fn pairs(meaning: &str) -> Value {
    json!({ "type": "object", "description": meaning, "additionalProperties": { "type": "string", "minLength": 1 } })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::project::{load, target};
    use std::collections::BTreeSet;

    fn set<'a>(words: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
        words.into_iter().map(str::to_owned).collect()
    }

    /// The keys that the schema has at a place.
    fn keys(schema: &Value, place: &str) -> BTreeSet<String> {
        let table = schema.pointer(place).unwrap();
        assert_eq!(table["additionalProperties"], json!(false), "{place} takes other keys");
        set(table["properties"].as_object().unwrap().keys().map(String::as_str))
    }

    /// The words that the schema has at a place.
    fn words(schema: &Value, place: &str) -> BTreeSet<String> {
        set(schema.pointer(place).unwrap()["enum"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()))
    }

    #[test]
    fn its_keys_are_those_that_are_read() {
        let schema = schema();
        let target = "/properties/target/additionalProperties";
        let url = format!("{target}/properties/url/oneOf/1");
        assert_eq!(keys(&schema, ""), set(load::TABLES));
        assert_eq!(keys(&schema, "/properties/project"), set(load::PROJECT_KEYS));
        assert_eq!(keys(&schema, "/properties/calendar"), set(load::CALENDAR_KEYS));
        assert_eq!(keys(&schema, "/properties/output"), set(output::KEYS));
        assert_eq!(keys(&schema, target), set(target::KEYS));
        assert_eq!(keys(&schema, &url), set(target::URL_KEYS));
        assert_eq!(keys(&schema, "/properties/lint"), set(codes::ALL.iter().flat_map(|code| [code.name, code.id])));
    }

    #[test]
    fn its_words_are_those_that_are_read() {
        let schema = schema();
        let target = "/properties/target/additionalProperties/properties";
        let dialects = set(Dialect::ALL.map(Dialect::name));
        assert_eq!(words(&schema, "/properties/project/properties/dialect"), dialects);
        assert_eq!(words(&schema, &format!("{target}/dialect")), dialects);
        let calendar = "/properties/calendar/properties";
        assert_eq!(words(&schema, &format!("{calendar}/week_start")), set(Weekday::ALL.map(Weekday::name)));
        assert_eq!(words(&schema, &format!("{calendar}/grain")), set(Grain::ALL.map(Grain::name)));
        assert_eq!(words(&schema, &format!("{calendar}/fiscal_year_start")), set(MONTHS));
        assert_eq!(words(&schema, "/properties/output/properties/materialize"), set(output::KINDS));
        for code in codes::ALL {
            let levels = if codes::always_an_error(*code) { set(["deny"]) } else { set(lint::LEVELS) };
            for key in [code.name, code.id] {
                assert_eq!(words(&schema, &format!("/properties/lint/properties/{key}")), levels, "{key}");
            }
        }
    }
}
