//! `--baseline`: findings that an old project already had when it began to be checked, so that only new ones are shown.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::schema::{self, VERSION_1};
use crate::source::SourceMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Findings by what they say and the file they are in, not by their line: they stay known when text above them changes.
#[derive(Debug, Default)]
pub struct Baseline {
    counts: BTreeMap<Key, usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
struct Key {
    /// The path in the project; null for a finding about no text.
    file: Option<String>,
    /// The rule's code.
    code: String,
    /// What the finding says.
    message: String,
}

/// A baseline as it stands in its file: findings that are known, and are not shown again.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Baseline of northstar check")]
#[serde(deny_unknown_fields)]
struct Document {
    /// The version of this format.
    #[schemars(regex(pattern = VERSION_1))]
    schema_version: String,
    /// What is known.
    findings: Vec<Entry>,
}

/// A finding that is known, by what it says and where.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Known")]
struct Entry {
    #[serde(flatten)]
    key: Key,
    /// How often it is there.
    count: usize,
}

/// The version of the file, of which later ones only add to what stands in it.
const VERSION: &str = "1.0";

/// The JSON Schema of the file.
pub fn schema() -> serde_json::Value {
    schema::of::<Document>()
}

impl Baseline {
    /// Reads a file.
    ///
    /// # Errors
    /// Why it is no baseline, in words.
    pub fn read(path: &Path) -> Result<Baseline, String> {
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
        let document: Document = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        if !document.schema_version.starts_with("1.") {
            return Err(format!("it is of version {}, and this northstar reads version {VERSION}", document.schema_version));
        }
        let mut baseline = Baseline::default();
        for entry in document.findings {
            let count = baseline.counts.entry(entry.key).or_default();
            *count = count.saturating_add(entry.count);
        }
        Ok(baseline)
    }

    /// A baseline of all findings that one can hold.
    pub fn of(diagnostics: &Diagnostics, sources: &SourceMap) -> Baseline {
        let mut baseline = Baseline::default();
        for diagnostic in diagnostics.iter().filter(|diagnostic| can_hold(diagnostic)) {
            *baseline.counts.entry(key(diagnostic, sources)).or_default() += 1;
        }
        baseline
    }

    /// Writes the file: whole, or not at all.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        let findings = self.counts.iter().map(|(key, count)| Entry { key: key.clone(), count: *count }).collect();
        let document = Document { schema_version: VERSION.to_owned(), findings };
        let text = serde_json::to_string_pretty(&document).map_err(std::io::Error::other)? + "\n";
        crate::commands::rewrite::write(path, &text)
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.counts.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Takes out the findings that it holds: as many of each kind as it counts. Gives how many those are; what is left in the
    /// baseline is not found any more.
    pub fn hide(&mut self, diagnostics: &mut Diagnostics, sources: &SourceMap) -> usize {
        let mut hidden = 0;
        diagnostics.retain_mut(|diagnostic| {
            let left = self.counts.get_mut(&key(diagnostic, sources)).filter(|left| **left > 0 && can_hold(diagnostic));
            let Some(left) = left else { return true };
            *left -= 1;
            hidden += 1;
            false
        });
        hidden
    }
}

/// Whether a baseline can hold a finding. One that is always an error, or is about the project itself, stops every other command too.
fn can_hold(diagnostic: &Diagnostic) -> bool {
    !codes::always_an_error(diagnostic.code) && diagnostic.code.family() != '9'
}

fn key(diagnostic: &Diagnostic, sources: &SourceMap) -> Key {
    Key {
        file: diagnostic.primary.as_ref().map(|label| sources.path(label.span).to_owned()),
        code: diagnostic.code.id.to_owned(),
        message: diagnostic.message.clone(),
    }
}
