//! `northstar schema`: the JSON Schemas of the project file and of everything that northstar writes as JSON.

use super::build::artifacts;
use super::check::baseline;
use super::output::Outcome;
use super::session::Session;
use super::{rows, test};
use crate::diagnostic::json;
use crate::docs::{list, tree};
use crate::project;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use serde_json::Value;

const EXAMPLES: &str = "\
Examples:
  northstar schema                           list the schemas
  northstar schema project                   of northstar.toml, for editors
  northstar schema check > check.json        of what `check --format json` prints

The schemas are of draft 2020-12. Of what northstar prints, version 1 only grows.";

/// The arguments of `schema`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Of what; without it, the schemas are listed
    pub name: Option<Name>,
}

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Name {
    /// The project file, northstar.toml
    Project,
    /// What `check --format json` prints
    Check,
    /// What `test --format json` prints
    Test,
    /// What `query --format json` prints
    Query,
    /// What `list --format json` prints
    List,
    /// What `tree --format json` prints
    Tree,
    /// The manifest.json that `build` writes
    Manifest,
    /// The file of `check --baseline`
    Baseline,
}

impl Name {
    /// Its word and what it is, as a line of the list.
    fn line(self) -> String {
        let help = |value: &PossibleValue| value.get_help().map(ToString::to_string).unwrap_or_default();
        self.to_possible_value().map(|value| format!("{:<9} {}\n", value.get_name(), help(&value))).unwrap_or_default()
    }

    /// The schema.
    pub fn schema(self) -> Value {
        match self {
            Name::Project => project::schema::schema(),
            Name::Check => json::schema(),
            Name::Test => test::json::schema(),
            Name::Query => rows::schema(),
            Name::List => list::schema(),
            Name::Tree => tree::json::schema(),
            Name::Manifest => artifacts::schema(),
            Name::Baseline => baseline::schema(),
        }
    }

    /// The schema as text, ended by a line break.
    pub fn text(self) -> String {
        // Its keys are texts, so that it can be written.
        serde_json::to_string_pretty(&self.schema()).unwrap_or_default() + "\n"
    }
}

/// Prints a schema, or the list of them.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let text = match arguments.name {
        Some(name) => name.text(),
        None => Name::value_variants().iter().map(|name| name.line()).collect(),
    };
    session.terminal.print(&text);
    Outcome::Ok
}
