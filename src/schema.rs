//! JSON Schemas of what northstar writes, made of the very types that are written.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

/// The versions that a schema is of: version 1 only grows.
pub const VERSION_1: &str = r"^1\.[0-9]+$";

/// The standard that all schemas are written in.
pub const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a type as it is written; what it is of stands first.
pub fn of<T: JsonSchema>() -> Value {
    let mut schema = generator().into_root_schema_for::<T>();
    let mut ordered = Map::new();
    for key in ["$schema", "title", "description"] {
        ordered.extend(schema.remove(key).map(|value| (key.to_owned(), value)));
    }
    ordered.extend(schema.ensure_object().clone());
    Value::Object(ordered)
}

/// The schema of what is written as one of two types.
pub fn either<A: JsonSchema, B: JsonSchema>(title: &str, description: &str) -> Value {
    let mut generator = generator();
    let choices = [generator.subschema_for::<A>(), generator.subschema_for::<B>()];
    let definitions = generator.take_definitions(true);
    json!({ "$schema": DRAFT, "title": title, "description": description, "anyOf": choices, "$defs": definitions })
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(plain)).into_generator()
}

/// Takes out what is Rust's: how it keeps numbers (`uint`, `double`), which is no format of JSON Schema, and where its lines break.
fn plain(schema: &mut Schema) {
    schema.remove("format");
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.replace('\n', " ");
    }
}
