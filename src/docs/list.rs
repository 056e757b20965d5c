//! The declarations of a project as a list, and the selectors that choose among them.

use crate::diagnostic::json::{Outcome, Tool};
use crate::diagnostic::suggest::did_you_mean;
use crate::model::Project;
use crate::model::metric::Metric;
use crate::schema::{self, VERSION_1};
use crate::source::{SourceMap, Span};
use globset::{GlobBuilder, GlobMatcher};
use schemars::JsonSchema;
use serde::Serialize;

/// One declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Declaration")]
pub struct Entry {
    /// `metric`, `source`, `team`, `cadence` or `test`.
    #[schemars(extend("enum" = KINDS))]
    pub kind: &'static str,
    /// Its name; a test's title.
    pub name: String,
    /// A metric's role keyword.
    pub role: Option<&'static str>,
    /// The title, where one is written.
    pub title: Option<String>,
    /// A metric's unit, as the language writes it.
    pub unit: Option<String>,
    /// A metric's owner.
    pub owner: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Path of the file; none for a built-in review.
    pub file: Option<String>,
    /// 1-based line.
    #[schemars(range(min = 1))]
    pub line: Option<usize>,
}

/// A document as JSON with a line break at its end.
pub(super) fn json_text<T: Serialize>(document: &T) -> String {
    // Only a map with keys that are no text could fail, and no document has one.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

/// All declarations: metrics, sources, teams, cadences, tests, each in the order of files and places.
pub fn entries(project: &Project, sources: &SourceMap) -> Vec<Entry> {
    let entry = |kind, name: &str, title: Option<&String>, span: Option<Span>| Entry {
        kind,
        name: name.to_owned(),
        role: None,
        title: title.cloned(),
        unit: None,
        owner: None,
        tags: Vec::new(),
        file: span.map(|span| sources.path(span).to_owned()),
        line: span.map(|span| sources.start(span).line),
    };
    let metric = |metric: &Metric| Entry {
        role: Some(metric.role.keyword()),
        unit: Some(metric.unit.to_string()),
        owner: metric.owner.map(|team| project.teams[team].name.clone()),
        tags: metric.tags.clone(),
        ..entry("metric", &metric.name, metric.title.as_ref(), Some(metric.name_span))
    };
    let mut all: Vec<Entry> = project.metrics.values().map(metric).collect();
    all.extend(
        project
            .sources
            .values()
            .map(|source| Entry { tags: source.tags.clone(), ..entry("source", &source.name, None, Some(source.name_span)) }),
    );
    all.extend(project.teams.values().map(|team| entry("team", &team.name, team.title.as_ref(), Some(team.name_span))));
    all.extend(project.cadences.values().map(|cadence| entry("cadence", &cadence.name, None, cadence.name_span)));
    all.extend(project.tests.values().map(|test| entry("test", &test.name, None, Some(test.name_span))));
    all
}

/// The keys that a selector may start with.
const KEYS: [&str; 5] = ["kind", "role", "owner", "tag", "name"];
/// The kinds of declarations.
const KINDS: [&str; 5] = ["metric", "source", "team", "cadence", "test"];
/// The roles of metrics.
const ROLES: [&str; 5] = ["north_star", "input", "counter", "outcome", "metric"];

/// Why a selector chooses nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectError {
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to write instead, where something is near.
    pub help: Option<String>,
}

/// Keeps the entries that one of the selectors accepts; all of them where there is no selector.
/// A selector is `key:pattern`, or a pattern of the name alone; terms joined by commas must all hold.
///
/// # Errors
/// Where a key is not known, or a pattern without `*`, `?` or `[` matches nothing.
pub fn select(entries: Vec<Entry>, selectors: &[String]) -> Result<Vec<Entry>, SelectError> {
    if selectors.is_empty() {
        return Ok(entries);
    }
    let mut wanted = Vec::new();
    for selector in selectors {
        let terms = selector.split(',').map(str::trim).filter(|term| !term.is_empty());
        let terms: Vec<Term> = terms.map(|term| Term::parse(term, &entries)).collect::<Result<_, _>>()?;
        if terms.is_empty() {
            return Err(SelectError { message: "the selector is empty".to_owned(), help: None });
        }
        wanted.push(terms);
    }
    Ok(entries.into_iter().filter(|entry| wanted.iter().any(|terms| terms.iter().all(|term| term.accepts(entry)))).collect())
}

struct Term {
    key: &'static str,
    pattern: GlobMatcher,
}

impl Term {
    fn parse(text: &str, entries: &[Entry]) -> Result<Term, SelectError> {
        let (key, pattern) = text.split_once(':').unwrap_or(("name", text));
        let Some(key) = KEYS.into_iter().find(|known| *known == key) else {
            return Err(SelectError { message: format!("there is no selector `{key}:`"), help: did_you_mean(key, KEYS) });
        };
        let glob = GlobBuilder::new(pattern).literal_separator(false).build();
        let Ok(glob) = glob else {
            return Err(SelectError { message: format!("the pattern `{pattern}` cannot be read"), help: None });
        };
        let term = Term { key, pattern: glob.compile_matcher() };
        let literal = !pattern.contains(['*', '?', '[', '{']);
        let known = entries.iter().any(|entry| term.accepts(entry));
        let closed = matches!((key, pattern), ("kind", p) if KINDS.contains(&p))
            || matches!((key, pattern), ("role", p) if ROLES.contains(&p));
        if literal && !known && !closed {
            let values = entries.iter().flat_map(|entry| term.values(entry));
            let fixed = match key {
                "kind" => KINDS.as_slice(),
                "role" => ROLES.as_slice(),
                _ => &[],
            };
            let help = did_you_mean(pattern, values.chain(fixed.iter().copied()));
            let what = if key == "name" { "declaration".to_owned() } else { key.to_owned() };
            return Err(SelectError { message: format!("there is no {what} `{pattern}`"), help });
        }
        Ok(term)
    }

    fn values<'e>(&self, entry: &'e Entry) -> Vec<&'e str> {
        match self.key {
            "kind" => vec![entry.kind],
            "role" => entry.role.into_iter().collect(),
            "owner" => entry.owner.as_deref().into_iter().collect(),
            "tag" => entry.tags.iter().map(String::as_str).collect(),
            _ => vec![&entry.name],
        }
    }

    fn accepts(&self, entry: &Entry) -> bool {
        self.values(entry).into_iter().any(|value| self.pattern.is_match(value))
    }
}

/// The entries as aligned columns.
pub fn table(entries: &[Entry]) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_content_arrangement(comfy_table::ContentArrangement::Disabled);
    table.set_header(["kind", "name", "title", "unit", "owner", "declared"]);
    for entry in entries {
        let place = match (&entry.file, entry.line) {
            (Some(file), Some(line)) => format!("{file}:{line}"),
            _ => "built in".to_owned(),
        };
        let flat = |text: Option<&str>| text.unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        table.add_row([
            entry.role.unwrap_or(entry.kind).to_owned(),
            flat(Some(&entry.name)),
            flat(entry.title.as_deref()),
            entry.unit.clone().unwrap_or_default(),
            entry.owner.clone().unwrap_or_default(),
            place,
        ]);
    }
    let mut out = String::new();
    for line in table.to_string().lines() {
        out.push_str(line.trim());
        out.push('\n');
    }
    out
}

/// What `list --format json` prints. It only grows: version 1 may get more keys, and none will go or change its meaning.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Declarations of a northstar project")]
struct Document<'a> {
    /// The version of this format.
    #[schemars(regex(pattern = VERSION_1))]
    schema_version: &'static str,
    /// The program that wrote it.
    tool: Tool,
    /// How the run ended.
    outcome: Outcome,
    /// Metrics, sources, teams, reviews and tests, each in the order of files and places.
    declarations: &'a [Entry],
}

/// The JSON Schema of a list.
pub fn schema() -> serde_json::Value {
    schema::of::<Document<'static>>()
}

/// The entries as one JSON object.
pub fn json(entries: &[Entry]) -> String {
    json_text(&Document { schema_version: "1.0", tool: Tool::this(), outcome: Outcome::Ok, declarations: entries })
}
