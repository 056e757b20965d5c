//! The words of the language: which property stands in which block, what other tools call it, and the types of databases.

use super::ast::BlockKind;
use crate::diagnostic::suggest::edits;

/// What properties stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    Block(BlockKind),
    Source,
    Test,
}

impl Holder {
    /// The keyword.
    pub(super) fn keyword(self) -> &'static str {
        match self {
            Holder::Block(kind) => kind.keyword(),
            Holder::Source => "source",
            Holder::Test => "test",
        }
    }

    /// The keyword after its article.
    pub(super) fn with_article(self) -> String {
        let keyword = self.keyword();
        let article = if keyword.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} `{keyword}`")
    }

    fn bit(self) -> u16 {
        match self {
            Holder::Block(BlockKind::Team) => 1,
            Holder::Block(BlockKind::Cadence) => 2,
            Holder::Block(BlockKind::NorthStar) => 4,
            Holder::Block(BlockKind::Input) => 8,
            Holder::Block(BlockKind::Counter) => 16,
            Holder::Block(BlockKind::Outcome) => 32,
            Holder::Block(BlockKind::Metric) => 64,
            Holder::Source => 128,
            Holder::Test => 256,
        }
    }
}

const HOLDERS: [Holder; 9] = [
    Holder::Block(BlockKind::Team),
    Holder::Block(BlockKind::Cadence),
    Holder::Block(BlockKind::NorthStar),
    Holder::Block(BlockKind::Input),
    Holder::Block(BlockKind::Counter),
    Holder::Block(BlockKind::Outcome),
    Holder::Block(BlockKind::Metric),
    Holder::Source,
    Holder::Test,
];

const TEAM: u16 = 1;
const CADENCE: u16 = 2;
const NORTH_STAR: u16 = 4;
const INPUT: u16 = 8;
const COUNTER: u16 = 16;
const METRICS: u16 = 4 | 8 | 16 | 32 | 64;
const SOURCE: u16 = 128;
const TEST: u16 = 256;

/// A property, the blocks it stands in, and a value as one would write it.
struct PropertyFacts {
    name: &'static str,
    holders: u16,
    example: &'static str,
}

const fn property(name: &'static str, holders: u16, example: &'static str) -> PropertyFacts {
    PropertyFacts { name, holders, example }
}

const PROPERTIES: &[PropertyFacts] = &[
    property("title", TEAM | METRICS, "\"Nights booked\""),
    property("description", TEAM | CADENCE | METRICS | SOURCE, "\"What it counts.\""),
    property("value", METRICS, "count(*) from bookings"),
    property("unit", METRICS, "night / booking"),
    property("grain", METRICS, "week"),
    property("time", METRICS, "booked_at"),
    property("window", METRICS, "trailing 28 days"),
    property("snapshot", METRICS, "last"),
    property("fill", METRICS, "zero"),
    property("dimensions", METRICS, "guest.country as country"),
    property("direction", METRICS, "decrease"),
    property("owner", METRICS, "growth"),
    property("review", METRICS, "weekly"),
    property("target", METRICS, "+12% by 2026-12-31"),
    property("tags", METRICS | SOURCE, "finance, weekly"),
    property("status", METRICS, "active"),
    property("replaces", METRICS, "old_metric"),
    property("equals", NORTH_STAR | INPUT, "bookings_made * nights_per_booking"),
    property("leads", NORTH_STAR, "revenue by 2 to 8 weeks"),
    property("adopted", NORTH_STAR, "2026-01-05"),
    property("revisit", NORTH_STAR, "every 1 year"),
    property("reviewed", NORTH_STAR, "2026-01-05"),
    property("stage", NORTH_STAR, "growth"),
    property("because", NORTH_STAR, "\"It is the value a guest gets.\""),
    property("drives", INPUT, "nights_booked"),
    property("guards", COUNTER, "nights_booked"),
    property("limit", COUNTER, "at most 8%"),
    property("allow", TEAM | CADENCE | METRICS | SOURCE | TEST, "NS405 because \"one team for now\""),
    property("lead", TEAM, "\"Ada\""),
    property("contact", TEAM, "\"growth@stays.example\""),
    property("channel", TEAM, "\"#growth\""),
    property("every", CADENCE, "week on monday"),
    property("chair", CADENCE, "growth"),
    property("attendees", CADENCE, "growth, supply"),
    property("agenda", CADENCE, "\"Inputs first.\""),
    property("table", SOURCE, "analytics.fct_bookings"),
    property("query", SOURCE, "\"\"\"select …\"\"\""),
    property("filter", SOURCE, "not is_test"),
    property("valid", SOURCE, "valid_from to valid_to"),
    property("fresh", SOURCE, "within 1 day"),
    property("as_of", TEST, "2026-02-01"),
];

/// What other tools, or other people, call a property.
const SYNONYMS: &[(&str, &str)] = &[
    ("affects", "drives"),
    ("aggregation", "grain"),
    ("breakdown", "dimensions"),
    ("by", "dimensions"),
    ("cadence", "review"),
    ("calculation", "value"),
    ("committed", "adopted"),
    ("date", "time"),
    ("desc", "description"),
    ("dims", "dimensions"),
    ("display_name", "title"),
    ("doc", "description"),
    ("docs", "description"),
    ("email", "contact"),
    ("expr", "value"),
    ("expression", "value"),
    ("formula", "value"),
    ("frequency", "every"),
    ("freshness", "fresh"),
    ("goal", "target"),
    ("granularity", "grain"),
    ("guardrail", "limit"),
    ("identity", "equals"),
    ("impacts", "drives"),
    ("influences", "drives"),
    ("interval", "every"),
    ("label", "title"),
    ("mail", "contact"),
    ("maximum", "limit"),
    ("measure", "value"),
    ("members", "attendees"),
    ("meeting", "review"),
    ("moves", "drives"),
    ("name", "title"),
    ("objective", "target"),
    ("owned_by", "owner"),
    ("participants", "attendees"),
    ("period", "grain"),
    ("phase", "stage"),
    ("polarity", "direction"),
    ("predicts", "leads"),
    ("protects", "guards"),
    ("reason", "because"),
    ("schedule", "every"),
    ("segments", "dimensions"),
    ("since", "adopted"),
    ("slack", "channel"),
    ("slices", "dimensions"),
    ("sql", "query"),
    ("sql", "value"),
    ("summary", "description"),
    ("team", "owner"),
    ("threshold", "limit"),
    ("time_column", "time"),
    ("timestamp", "time"),
    ("tracks", "guards"),
    ("where", "filter"),
    ("why", "because"),
];

/// Whether some block has a property of this name.
pub(super) fn is_property(name: &str) -> bool {
    PROPERTIES.iter().any(|p| p.name == name)
}

/// Whether the property stands in this block.
pub(super) fn allowed(name: &str, holder: Holder) -> bool {
    PROPERTIES.iter().any(|p| p.name == name && p.holders & holder.bit() != 0)
}

/// A value of the property, as one would write it.
pub(super) fn example(name: &str) -> Option<&'static str> {
    PROPERTIES.iter().find(|p| p.name == name).map(|p| p.example)
}

/// The keywords of the blocks that have the property.
pub(super) fn holders_of(name: &str) -> Vec<&'static str> {
    let bits = PROPERTIES.iter().find(|p| p.name == name).map_or(0, |p| p.holders);
    HOLDERS.iter().filter(|h| bits & h.bit() != 0).map(|h| h.keyword()).collect()
}

/// The property of this block that an unknown name most likely means.
pub(super) fn suggest_property(name: &str, holder: Holder) -> Option<&'static str> {
    let name = name.to_lowercase();
    let synonym = SYNONYMS.iter().filter(|(word, _)| *word == name).map(|(_, p)| *p).find(|p| allowed(p, holder));
    synonym.or_else(|| nearest(&name, properties_of(holder)))
}

/// What an unknown keyword at the top of a file most likely means.
pub(super) fn suggest_keyword(word: &str) -> Option<Holder> {
    let word = word.to_lowercase();
    let synonym = match word.as_str() {
        "kpi" | "measure" | "indicator" | "metrics" => Some("metric"),
        "northstar" | "nsm" | "star" | "north_star_metric" => Some("north_star"),
        "driver" | "lever" | "inputs" => Some("input"),
        "guardrail" | "counter_metric" | "countermetric" | "health" => Some("counter"),
        "result" | "lagging" => Some("outcome"),
        "owner" | "group" | "squad" => Some("team"),
        "review" | "meeting" | "ritual" => Some("cadence"),
        "table" | "view" | "model" | "dataset" | "entity" => Some("source"),
        "check" | "spec" => Some("test"),
        _ => None,
    };
    let keyword = synonym.or_else(|| nearest(&word, keywords()))?;
    HOLDERS.into_iter().find(|h| h.keyword() == keyword)
}

/// The nearest of some words, if it is near enough to be meant.
pub(super) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let reach = match word.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let near = candidates.map(|c| (edits(word, c), c)).filter(|(distance, _)| *distance <= reach);
    near.min().map(|(_, candidate)| candidate)
}

/// Whether a word is one edit away from exactly one of some words, and none is nearer.
pub(super) fn one_edit_from<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> bool {
    let near: Vec<usize> = candidates.map(|c| edits(word, c)).filter(|distance| *distance <= 1).collect();
    word.chars().count() > 2 && near == [1]
}

/// The properties of a block.
pub(super) fn properties_of(holder: Holder) -> impl Iterator<Item = &'static str> {
    PROPERTIES.iter().filter(move |p| p.holders & holder.bit() != 0).map(|p| p.name)
}

/// The keywords of all blocks.
pub(super) fn keywords() -> impl Iterator<Item = &'static str> {
    HOLDERS.iter().map(|h| h.keyword())
}

/// The attributes of a column.
pub(super) const ATTRIBUTES: [&str; 7] = ["key", "time", "nullable", "unit", "references", "one_of", "column"];

/// The types of the language.
pub(super) const TYPES: [&str; 7] = ["text", "integer", "decimal", "float", "boolean", "date", "timestamp"];

/// Our type for a word of another system, and what to add where that is not all.
pub(super) fn our_type(word: &str) -> Option<(&'static str, &'static str)> {
    let lower = word.to_lowercase();
    let ours = match lower.split_whitespace().next().unwrap_or("") {
        "varchar" | "nvarchar" | "char" | "character" | "string" | "str" | "clob" | "uuid" | "enum" | "citext" => "text",
        "bigint" | "smallint" | "tinyint" | "int64" | "int32" | "int8" | "int4" | "int2" | "int" | "hugeint" | "serial"
        | "bigserial" => "integer",
        "numeric" | "number" | "money" => "decimal",
        "double" | "real" | "float64" | "float32" | "float8" | "float4" => "float",
        "bool" | "bit" => "boolean",
        "timestamptz" | "timestamp_tz" | "timestamp_ltz" => "timestamp",
        "datetime" | "datetime2" | "timestamp_ntz" => {
            return Some(("timestamp", ", or `timestamp(\"Europe/Paris\")` where it is the clock of a place"));
        }
        "interval" => return Some(("float", ", with a `unit`, from a view that turns it into a number")),
        _ => return None,
    };
    Some((ours, ""))
}

/// Words that are no names anywhere.
pub(super) const RESERVED: [&str; 21] = [
    "and", "or", "not", "in", "is", "like", "between", "case", "when", "then", "else", "end", "null", "true", "false",
    "distinct", "from", "where", "filter", "per", "having",
];

/// Whether a word is no name anywhere, in either case.
pub(crate) fn is_reserved(word: &str) -> bool {
    RESERVED.iter().any(|r| r.eq_ignore_ascii_case(word))
}

/// The declarations' keywords.
pub(super) const KEYWORDS: &str = "`source`, `team`, `cadence`, `north_star`, `input`, `counter`, `outcome`, `metric` or `test`";

/// The most bytes of a name; PostgreSQL's limit holds everywhere.
pub(super) const LONGEST_NAME: usize = 63;

/// The word in the form of a name: `NightsBooked` and `nights booked` as `nights_booked`. Empty where nothing is left of it.
pub(super) fn as_name(word: &str) -> String {
    let mut name = String::new();
    let mut after_lower = false;
    for c in word.chars() {
        if c.is_ascii_alphanumeric() {
            if c.is_ascii_uppercase() && after_lower {
                name.push('_');
            }
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
        after_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    let name: String = name.trim_end_matches('_').chars().take(LONGEST_NAME).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("n{name}") } else { name }
}

/// Whether a word is a name of the language.
pub(super) fn is_name(word: &str) -> bool {
    word.len() <= LONGEST_NAME
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synonyms_and_typos_find_the_property_of_the_block() {
        let metric = Holder::Block(BlockKind::Metric);
        assert_eq!(suggest_property("formula", metric), Some("value"));
        assert_eq!(suggest_property("sql", metric), Some("value"));
        assert_eq!(suggest_property("sql", Holder::Source), Some("query"));
        assert_eq!(suggest_property("descripton", metric), Some("description"));
        assert_eq!(suggest_property("zebra", metric), None);
    }

    #[test]
    fn every_synonym_leads_to_a_property() {
        for (word, property) in SYNONYMS {
            assert!(is_property(property), "{word}");
            assert!(!is_property(word) || *word == "date", "{word} is a property itself");
        }
    }

    #[test]
    fn words_become_names() {
        assert_eq!(as_name("NightsBooked"), "nights_booked");
        assert_eq!(as_name("Nights booked!"), "nights_booked");
        assert_eq!(as_name("\"x\""), "x");
        assert_eq!(as_name("7days"), "n7days");
        assert_eq!(as_name("–"), "");
    }
}
