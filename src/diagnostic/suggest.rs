//! Which known names a mistyped one may have meant: by edit distance and by the field's synonyms.

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
    let wanted = wanted.to_lowercase();
    let limit = threshold(&wanted);
    let mut scored: Vec<(usize, &str)> =
        known.into_iter().filter_map(|name| distance(&wanted, &name.to_lowercase(), limit).map(|d| (d, name))).collect();
    scored.sort();
    scored.dedup();
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// The help for a name that does not exist: the nearest names, else what there is (at most eight); `None` where there is nothing.
pub fn did_you_mean<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut known: Vec<&str> = known.into_iter().collect();
    let near = nearest(wanted, known.iter().copied());
    if !near.is_empty() {
        return Some(format!("did you mean {}?", or_list(&near)));
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

/// How far two names are apart, in edits; `None` when too far.
fn distance(wanted: &str, known: &str, limit: usize) -> Option<usize> {
    if same_meaning(wanted, known) {
        return Some(0);
    }
    if wanted.chars().count().abs_diff(known.chars().count()) <= limit {
        let edits = strsim::osa_distance(wanted, known);
        if edits <= limit {
            return Some(edits);
        }
    }
    // `bookings` for `bookings_made`: a whole leading or trailing part was left out.
    let part = |long: &str, short: &str| {
        short.len() >= 4 && (long.strip_prefix(short).is_some_and(joins) || long.strip_suffix(short).is_some_and(joins_end))
    };
    (part(known, wanted) || part(wanted, known)).then_some(limit + 1)
}

fn joins(rest: &str) -> bool {
    rest.starts_with(['_', '-'])
}

fn joins_end(rest: &str) -> bool {
    rest.ends_with(['_', '-'])
}

fn same_meaning(left: &str, right: &str) -> bool {
    left == right || SYNONYMS.iter().any(|row| row.contains(&left) && row.contains(&right))
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
