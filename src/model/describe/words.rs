//! Small words: units, plurals, grains, reviews, limits, targets and additivity as people say them.

use super::expression::duration;
use crate::model::metric::{Additivity, Direction, Fill, Goal, Limit, Merge, Metric, Target, TimeKind};
use crate::model::types::Number;
use crate::model::unit::Unit;
use crate::model::{Cadence, Every, On};
use crate::syntax::ast::TimeUnit;

/// A unit in words: `nights per booking`; `None` for a plain number.
pub fn unit(unit: &Unit) -> Option<String> {
    let mut above = Vec::new();
    let mut below = Vec::new();
    for (name, exponent) in unit.parts() {
        let list = if exponent > 0 { &mut above } else { &mut below };
        list.extend(std::iter::repeat_n(name, exponent.unsigned_abs() as usize));
    }
    if above.is_empty() && below.is_empty() {
        return None;
    }
    let mut words = above.iter().map(|name| plural(name)).collect::<Vec<_>>().join(" × ");
    for name in below {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str("per ");
        words.push_str(&singular(name));
    }
    Some(words)
}

/// A metric's unit in words, for a table of its facts.
pub fn unit_of(metric: &Metric) -> String {
    let plain = if metric.share { "a share, read in percent" } else { "a plain number" };
    unit(&metric.unit).unwrap_or_else(|| plain.to_owned())
}

/// The codes of currencies in wide use, which have no plural and are written in capitals.
const CURRENCIES: [&str; 34] = [
    "aed", "ars", "aud", "bgn", "brl", "cad", "chf", "clp", "cny", "cop", "czk", "dkk", "egp", "eur", "gbp", "hkd", "huf", "idr",
    "ils", "inr", "jpy", "krw", "mxn", "myr", "nok", "nzd", "php", "pln", "ron", "sek", "sgd", "try", "usd", "zar",
];

fn singular(name: &str) -> String {
    if CURRENCIES.contains(&name) { name.to_uppercase() } else { name.replace('_', " ") }
}

/// The text with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A unit's name in the plural, by the regular endings of English.
pub fn plural(name: &str) -> String {
    if CURRENCIES.contains(&name) {
        return name.to_uppercase();
    }
    let words = name.replace('_', " ");
    let ends_in_consonant_and_y =
        words.ends_with('y') && !words.chars().rev().nth(1).is_some_and(|letter| "aeiou".contains(letter));
    match words.as_str() {
        "person" => "people".to_owned(),
        "percent" => words,
        // A count without a unit counts its source, whose name is mostly a plural already.
        _ if words.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| words.ends_with(ending)) => words,
        _ if ends_in_consonant_and_y => format!("{}ies", words.trim_end_matches('y')),
        _ if ["s", "x", "ch", "sh"].iter().any(|ending| words.ends_with(ending)) => format!("{words}es"),
        _ => format!("{words}s"),
    }
}

/// `every week on monday`, `every 2 weeks`, `every month on day 3`.
pub fn every(every: &Every) -> String {
    let mut text = interval(every.count, every.unit);
    match every.on {
        Some(On::Weekday(day)) => text.push_str(&format!(" on {}", day.name())),
        Some(On::Day(day)) => text.push_str(&format!(" on day {day}")),
        None => {}
    }
    text
}

/// `every week`, `every 2 weeks`.
pub fn interval(count: u32, unit: TimeUnit) -> String {
    if count == 1 { format!("every {}", unit.name()) } else { format!("every {}", duration(count, unit)) }
}

/// What a review is called: a built-in one by its name alone.
pub fn cadence(cadence: &Cadence) -> String {
    cadence.name.replace('_', " ")
}

/// A share as a percentage, exact: `8%`, `-2.5%`.
pub fn percent(number: Number) -> String {
    let moved = if number.scale >= 2 {
        Number::new(number.mantissa, number.scale - 2)
    } else {
        let factor = if number.scale == 1 { 10 } else { 100 };
        Number::new(number.mantissa.saturating_mul(factor), 0)
    };
    format!("{moved}%")
}

/// A number that people read: digits of the whole part in groups of three.
pub fn grouped(number: Number) -> String {
    let text = number.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{out}{point}{fraction}")
}

/// A value of a metric: a percentage where the metric is a share, else the number and its unit.
fn value(metric: &Metric, number: Number) -> String {
    match unit(&metric.unit) {
        Some(unit) => format!("{} {unit}", grouped(number)),
        None if metric.share => percent(number),
        None => grouped(number),
    }
}

/// A counter's limit: `at most 8%`, `at most 10% above the mean of the 8 weeks before`.
pub fn limit(metric: &Metric, limit: &Limit) -> String {
    let Some(baseline) = limit.baseline else {
        return match (limit.low, limit.high) {
            (Some(low), Some(high)) => format!("between {} and {}", value(metric, low), value(metric, high)),
            (Some(low), None) => format!("at least {}", value(metric, low)),
            (None, Some(high)) => format!("at most {}", value(metric, high)),
            (None, None) => "none".to_owned(),
        };
    };
    let mean = format!("the mean of the {} before", span(baseline.count, baseline.unit));
    let bounds: Vec<String> = [(limit.low, "at least", "at most"), (limit.high, "at most", "at least")]
        .into_iter()
        .filter_map(|(bound, above, below)| {
            let share = bound?;
            let under = share.to_f64() < 1.0;
            let (word, side) = if under { (below, "below") } else { (above, "above") };
            Some(format!("{word} {} {side}", beyond_one(share)))
        })
        .collect();
    if bounds.is_empty() { "none".to_owned() } else { format!("{} {mean}", bounds.join(" and ")) }
}

/// How far a share of the mean lies from the mean: `10%` for 1.1 as for 0.9.
fn beyond_one(share: Number) -> String {
    let one = 10_i128.checked_pow(share.scale).unwrap_or(1);
    percent(Number::new(share.mantissa.saturating_sub(one).saturating_abs(), share.scale))
}

/// `8 complete weeks`, `complete week`.
fn span(count: u32, unit: TimeUnit) -> String {
    if count == 1 { format!("complete {}", unit.name()) } else { format!("{count} complete {}s", unit.name()) }
}

/// A target: `+12% by 2026-12-31, counted from 2025-12-29`.
pub fn target(metric: &Metric, target: &Target) -> String {
    let signed = |text: String| if text.starts_with('-') { text } else { format!("+{text}") };
    let goal = match target.goal {
        Goal::Level(number) => format!("reach {}", value(metric, number)),
        Goal::Change(number) if metric.share => {
            let points = percent(number);
            format!("{} percentage points", signed(points.trim_end_matches('%').to_owned()))
        }
        Goal::Change(number) => signed(value(metric, number)),
        Goal::Relative(number) => signed(percent(number)),
    };
    let from = target.from.map_or(String::new(), |from| format!(", counted from {from}"));
    format!("{goal} by {}{from}", target.by)
}

/// What the way a metric adds up means for its reader.
pub fn additivity(additivity: Additivity) -> &'static str {
    match (additivity.merge, additivity.over_time, additivity.over_dimensions) {
        (Merge::Sum, true, true) => "Values add up: over periods to a longer period, and over segments to the total.",
        (Merge::Sum, true, false) => "Values add up over periods, but segments must not be added: they overlap.",
        (Merge::Sum, false, true) => match additivity.time {
            TimeKind::Level => {
                "A level: segments add up to the total, but periods must not be added, for each shows what stood then."
            }
            TimeKind::Window => "Segments add up to the total, but periods must not be added: their windows overlap.",
            _ => "Segments add up to the total, but periods must not be added.",
        },
        (Merge::Sum, false, false) => "Neither periods nor segments may be added.",
        (Merge::MinMax, ..) if additivity.time == TimeKind::Flow => {
            "Never add it: the value of a whole is the smallest or the largest among its parts."
        }
        (Merge::MinMax, ..) => {
            "Never add it: the total is the smallest or the largest among its segments, and each period stands alone."
        }
        (Merge::Recompute, ..) => {
            "Never add or average it over periods or segments: each value is computed from the rows again, and only that value is right."
        }
    }
}

/// `more is better`, `less is better`.
pub fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Increase => "more is better",
        Direction::Decrease => "less is better",
    }
}

/// What a metric shows where it has no value.
pub fn fill(fill: Option<Fill>) -> &'static str {
    match fill {
        None => "0 where it counts or sums, else nothing",
        Some(Fill::Zero) => "0",
        Some(Fill::Null) => "nothing",
        Some(Fill::Previous) => "the last value before, where there is one",
    }
}
