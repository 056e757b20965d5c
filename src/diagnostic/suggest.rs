//! Which known names a mistyped one may have meant: by edit distance and by the field's synonyms.

use rapidfuzz::distance::osa::{Args, BatchComparator};
use std::borrow::Cow;

/// Words that mean the same to people who measure: each row is one meaning, its forms in any order.
const SYNONYMS: &[&[&str]] = &[
    &["avg", "mean", "average"],
    &["median", "p50"],
    &["percentile", "quantile", "percentile_cont"],
    &["stddev", "std", "sd", "standard_deviation", "stdev"],
    &["count", "number", "num", "n"],
    &["approx_count_distinct", "approx_distinct", "hll", "count_distinct", "uniq"],
    &["mau", "monthly_active_users"],
    &["wau", "weekly_active_users"],
    &["dau", "daily_active_users"],
    &["mrr", "monthly_recurring_revenue"],
    &["arr", "annual_recurring_revenue"],
    &["nrr", "net_revenue_retention"],
    &["gmv", "gross_merchandise_value"],
    &["cvr", "conversion_rate"],
    &["ctr", "click_through_rate"],
    &["aov", "average_order_value"],
    &["arpu", "average_revenue_per_user"],
    &["ltv", "clv", "lifetime_value"],
    &["cac", "customer_acquisition_cost"],
    &["nps", "net_promoter_score"],
    &["churn", "churn_rate", "attrition"],
    &["text", "varchar", "string", "char", "uuid"],
    &["integer", "int", "bigint", "smallint", "int64"],
    &["decimal", "numeric", "number"],
    &["float", "double", "real"],
    &["boolean", "bool"],
    &["timestamp", "timestamptz", "datetime"],
    &["length", "len", "char_length"],
    &["coalesce", "ifnull", "nvl"],
    &["lower", "lowercase"],
    &["upper", "uppercase"],
    &["substring", "substr"],
    &["ceil", "ceiling"],
    &["power", "pow"],
    &["date_diff", "datediff"],
    &["date_add", "dateadd"],
    &["counter", "guardrail", "counter_metric"],
    &["input", "driver", "lever"],
    &["guards", "counters"],
    &["owner", "team", "accountable"],
    &["unit", "units"],
    &["title", "label"],
    &["description", "desc", "doc"],
    &["value", "expression", "formula", "sql", "measure"],
    &["postgres", "postgresql", "pg"],
    &["duckdb", "duck"],
    &["bigquery", "bq"],
    &["databricks", "spark"],
    &["deny", "error", "forbid"],
    &["warn", "warning"],
    &["allow", "off", "ignore"],
];

/// At most three of the known names, nearest first; none when nothing is near.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = Wanted::new(wanted.to_lowercase());
    let mut scored: Vec<(usize, &str)> =
        known.into_iter().filter_map(|name| wanted.distance(&lower(name)).map(|distance| (distance, name))).collect();
    scored.sort();
    scored.dedup();
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// The help for a name that does not exist: the nearest names, else what there is (at most eight); `None` where there is nothing.
pub fn did_you_mean<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    help(&nearest(wanted, known.iter().copied()), known)
}

/// As [`did_you_mean`], of the nearest names: to find them takes long where many are known.
pub fn help(near: &[&str], mut known: Vec<&str>) -> Option<String> {
    if !near.is_empty() {
        return Some(format!("did you mean {}?", or_list(near)));
    }
    known.sort_unstable();
    known.dedup();
    match known.len() {
        0 => None,
        1..=8 => Some(format!("there is {}", and_list(&known))),
        all => {
            let shown: Vec<&str> = known.into_iter().take(8).collect();
            Some(format!("there are {} and {} more", ticked(&shown).join(", "), all - 8))
        }
    }
}

/// How many edits a word of this length may be away: a third of it, at least one and at most three.
fn threshold(wanted: &str) -> usize {
    (wanted.chars().count() / 3).clamp(1, 3)
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        Cow::Owned(name.to_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// A name that is looked for among many: what can be told of it once is told once.
struct Wanted {
    name: String,
    length: usize,
    /// Which letters it has, a bit each.
    letters: u64,
    /// How many edits away a name may be.
    limit: usize,
    /// Counts edits: letters that are changed, left out, brought in, or swapped with the next.
    edits: BatchComparator<char>,
    /// Words of the same meaning.
    synonyms: Vec<&'static str>,
}

impl Wanted {
    fn new(name: String) -> Wanted {
        let rows = SYNONYMS.iter().filter(|row| row.contains(&name.as_str()));
        Wanted {
            length: name.chars().count(),
            letters: letters(&name),
            limit: threshold(&name),
            edits: BatchComparator::new(name.chars()),
            synonyms: rows.flat_map(|row| row.iter().copied()).collect(),
            name,
        }
    }

    /// How far a known name is apart, in edits; `None` when too far.
    fn distance(&self, known: &str) -> Option<usize> {
        let wanted = self.name.as_str();
        if wanted == known || self.synonyms.contains(&known) {
            return Some(0);
        }
        // One edit takes at most one letter away and brings one in.
        let letters_differ = (self.letters ^ letters(known)).count_ones() as usize;
        if letters_differ <= 2 * self.limit && self.length.abs_diff(known.chars().count()) <= self.limit {
            let near = self.edits.distance_with_args(known.chars(), &Args::default().score_cutoff(self.limit));
            if near.is_some() {
                return near;
            }
        }
        // `bookings` for `bookings_made`: a whole leading or trailing part was left out.
        let part = |long: &str, short: &str| {
            short.len() >= 4 && (long.strip_prefix(short).is_some_and(joins) || long.strip_suffix(short).is_some_and(joins_end))
        };
        (part(known, wanted) || part(wanted, known)).then_some(self.limit + 1)
    }
}

fn letters(name: &str) -> u64 {
    name.bytes().fold(0, |letters, byte| letters | 1 << (byte % 64))
}

/// How many letters are changed, left out, brought in or swapped between two words.
pub fn edits(left: &str, right: &str) -> usize {
    rapidfuzz::distance::damerau_levenshtein::distance(left.chars(), right.chars())
}

fn joins(rest: &str) -> bool {
    rest.starts_with(['_', '-'])
}

fn joins_end(rest: &str) -> bool {
    rest.ends_with(['_', '-'])
}

fn ticked(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("`{name}`")).collect()
}

fn and_list(names: &[&str]) -> String {
    joined(&ticked(names), "and")
}

fn or_list(names: &[&str]) -> String {
    joined(&ticked(names), "or")
}

fn joined(names: &[String], word: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} {word} {last}", all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_error_finds_its_name() {
        assert_eq!(nearest("growht", ["growth", "supply"]), ["growth"]);
        assert_eq!(nearest("timezon", ["timezone", "week_start", "grain"]), ["timezone"]);
    }

    #[test]
    fn swapped_letters_are_one_edit_whatever_surrounds_them() {
        let distance = |wanted: &str, known| Wanted::new(wanted.to_owned()).distance(known);
        assert_eq!(distance("nights_booked", "nigths_booked"), Some(1));
        assert_eq!(distance("größe_neu", "grosse_neu"), Some(3));
        assert_eq!(distance("abcdefghi", "badcfehgi"), None);
    }

    #[test]
    fn a_synonym_is_as_near_as_the_name_itself() {
        assert_eq!(nearest("mean", ["avg", "max", "min"]).first(), Some(&"avg"));
        assert_eq!(nearest("mau", ["monthly_active_users", "max"]).first(), Some(&"monthly_active_users"));
    }

    #[test]
    fn a_name_that_lacks_a_part_is_found() {
        assert_eq!(nearest("bookings", ["bookings_made", "nights"]), ["bookings_made"]);
    }

    #[test]
    fn nothing_near_gives_nothing() {
        assert!(nearest("xyzzy", ["growth", "supply"]).is_empty());
        assert!(nearest("", ["growth"]).is_empty());
    }

    #[test]
    fn at_most_three_are_named() {
        assert_eq!(nearest("aa", ["ab", "ac", "ad", "ae"]), ["ab", "ac", "ad"]);
    }

    #[test]
    fn help_names_the_nearest_or_lists_what_exists() {
        assert_eq!(did_you_mean("growht", ["growth"]).as_deref(), Some("did you mean `growth`?"));
        assert_eq!(did_you_mean("xyzzy", ["supply", "growth"]).as_deref(), Some("there is `growth` and `supply`"));
        assert_eq!(did_you_mean("xyzzy", []), None);
        let many = ["a1", "b1", "c1", "d1", "e1", "f1", "g1", "h1", "i1", "j1"];
        let help = did_you_mean("xyzzy", many);
        assert_eq!(help.as_deref(), Some("there are `a1`, `b1`, `c1`, `d1`, `e1`, `f1`, `g1`, `h1` and 2 more"));
    }
}
