//! What values have in SQL and in other languages, and not here: told with what says the same.

use super::change::Sure;
use super::fault::Fault;
use super::hint::{Advice, advise, mend};
use super::literal::shorten;
use crate::syntax::grammar::Rule;
use crate::syntax::token::TokenKind;
use crate::syntax::vocabulary::{is_name, is_reserved, our_type};

const PATTERN: &str = "write `like`, with `%` for any text and `_` for one character";

/// The mistake that a word or mark right before token `index`, or the mark there, tells.
pub(super) fn mark_or_after(fault: &Fault, index: usize, expected: &[Rule]) -> Option<Advice> {
    if index <= 4 && (1..=2).any(|i| lower(fault, Some(i)) == "select") {
        return advise("a value has no `select`", "write the expression alone: `sum(price) from bookings where status = 'paid'`");
    }
    let after_word = match lower(fault, index.checked_sub(1)).as_str() {
        "select" => advise(
            "a value has no query within",
            "write the query into a `source` with `query`, or make it a metric and write its name",
        ),
        "in" => list(fault, index),
        "(" if lower(fault, index.checked_sub(2)) == "filter" => {
            advise("a filter starts with `where`", format!("write `filter (where {} …)`", shorten(fault.at(index))))
        }
        "is" => null_test(fault, index, false),
        "not" if lower(fault, index.checked_sub(2)) == "is" => null_test(fault, index, true),
        "not" if lower(fault, Some(index)) == "null" => advise("`not null` compares nothing", "write `is not null`"),
        "interval" if matches!(fault.kind(index), Some(TokenKind::Text | TokenKind::Number)) => advise(
            "a span of time is no value",
            "write `date_add('day', 7, t)` for a later time, and `date_diff('day', a, b)` for what lies between two",
        ),
        _ => None,
    };
    after_word.or_else(|| mark(fault, index, expected))
}

fn lower(fault: &Fault, index: Option<usize>) -> String {
    index.map_or(String::new(), |index| fault.at(index).to_lowercase())
}

/// What follows `in` without round brackets.
fn list(fault: &Fault, index: usize) -> Option<Advice> {
    let is_value = |i: usize| matches!(fault.kind(i), Some(TokenKind::Text | TokenKind::Number | TokenKind::Date));
    if fault.at(index) == "[" {
        let close = (index + 1..fault.tokens.len()).find(|i| fault.at(*i) == "]")?;
        let inside = if close > index + 1 { fault.text_of(index + 1, close - 1) } else { "…" };
        let written = format!("({inside})");
        let change = fault.writing(index, close, &written, Sure::Yes);
        return mend("a list stands in round brackets", format!("write `in {}`", shorten(&written)), change);
    }
    if !is_value(index) {
        return None;
    }
    let mut last = index;
    while fault.at(last + 1) == "," && is_value(last + 2) {
        last += 2;
    }
    let written = format!("({})", fault.text_of(index, last));
    // In a call, what follows the first value may be the next argument.
    let sure = if last == index { Sure::Yes } else { Sure::No };
    let change = fault.writing(index, last, &written, sure);
    mend("what follows `in` stands in round brackets", format!("write `in {}`", shorten(&written)), change)
}

/// What follows `is` or `is not` and is not `null`.
fn null_test(fault: &Fault, index: usize, negated: bool) -> Option<Advice> {
    let value = lower(fault, Some(index));
    let help = match (value.as_str(), negated) {
        ("true", false) => "write the condition alone: it holds where it is true",
        ("false", false) => "write `= false`",
        ("true" | "false", true) => "write `is distinct from` before it, so that null counts as different",
        ("unknown", false) => "write `is null`",
        ("unknown", true) => "write `is not null`",
        _ if is_reserved(&value) || matches!(fault.kind(index), None | Some(TokenKind::Mark | TokenKind::Operator)) => {
            return None;
        }
        (_, false) => "write `=`",
        (_, true) => "write `!=`",
    };
    let written = if negated { "is not" } else { "is" };
    advise(format!("`{written}` asks for `null` only"), help)
}

/// Marks of other languages.
fn mark(fault: &Fault, index: usize, expected: &[Rule]) -> Option<Advice> {
    let before = index.checked_sub(1).map_or("", |i| fault.at(i));
    let starts = |rule: &Rule| matches!(rule, Rule::expression | Rule::arithmetic | Rule::operand);
    let (starts, goes_on) = (expected.iter().any(starts), expected.contains(&Rule::arithmetic_operator));
    if let Some((thousands, rest)) = thousands(fault, index).or_else(|| thousands(fault, index.checked_sub(1)?)) {
        return advise("a number has no `,` in it", format!("write `{thousands}_{rest}`"));
    }
    match fault.at(index) {
        ":" if fault.at(index + 1) == ":" => {
            let ty = fault.at(index + 2);
            let ty = our_type(ty).map_or(ty, |(ours, _)| ours);
            let value = if fault.at(index.saturating_sub(2)) != "." && is_name(before) { before } else { "…" };
            advise("`::` is no cast", format!("write `cast({value} as {ty})`"))
        }
        "*" if before == "*" => advise("`**` is no operator", "write `power(a, b)`"),
        "?" if goes_on => advise("`?` is no operator", "write `case when a then b else c end`"),
        "~" if goes_on => advise("values have no regular expressions", PATTERN),
        "{" if starts => advise("a value has no templates", "write the column's or the metric's name alone, without `{ }`"),
        "." if lower(fault, index.checked_sub(2)) == "from" => table(fault, index - 1),
        "-" if fault.at(index + 1) == "-" => {
            advise("a comment starts with `#`, not `--`", "write `# …`; for a sign before a sign, put a space between them")
        }
        "+" | "-" | "*" | "/" if lower(fault, index.checked_sub(2)) == "from" => {
            let help = format!("write `from {before}` once, at the end: it holds for all aggregates");
            advise("a value ends with its source", help)
        }
        _ => None,
    }
}

/// `1,000`, by its comma: what stands on both sides of it.
fn thousands<'t>(fault: &Fault<'t>, comma: usize) -> Option<(&'t str, &'t str)> {
    let (before, after) = (comma.checked_sub(1)?, comma + 1);
    let (left, right) = (fault.at(before), fault.at(after));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let joined = fault.text_of(before, after).len() == left.len() + 1 + right.len();
    let parts = fault.at(comma) == "," && joined && digits(left) && digits(right) && left.len() <= 3 && right.len() == 3;
    parts.then_some((left, right))
}

/// `from` before the name of a table.
fn table(fault: &Fault, first: usize) -> Option<Advice> {
    let mut last = first;
    while fault.at(last + 1) == "." && fault.kind(last + 2) == Some(TokenKind::Word) {
        last += 2;
    }
    let (name, table) = (fault.at(last), fault.text_of(first, last));
    let help = format!("write `from {name}`, and declare it: `source {name} {{ table: {table} … }}`");
    advise("a value is taken from a source, not from a table", help)
}

/// A word after what is a whole value.
pub(super) fn word(fault: &Fault, index: usize, expected: &[Rule]) -> Option<Advice> {
    if !expected.iter().any(|rule| matches!(rule, Rule::arithmetic_operator | Rule::where_word | Rule::like_word)) {
        return None;
    }
    let word = lower(fault, Some(index));
    let change = |text: &str| fault.writing(index, index, text, Sure::Yes);
    match word.as_str() {
        "isnull" => mend("`isnull` is two words", "write `is null`", change("is null")),
        "notnull" => mend("`notnull` is three words", "write `is not null`", change("is not null")),
        "ilike" => {
            let negated = lower(fault, index.checked_sub(1)) == "not";
            let place = index.checked_sub(1 + usize::from(negated)).map(|i| fault.at(i));
            let place = place.filter(|word| is_name(word)).unwrap_or("…");
            let pattern = match (fault.kind(index + 1), fault.at(index + 1)) {
                (Some(TokenKind::Text), text) => text.to_lowercase(),
                (Some(TokenKind::Word), name) => format!("lower({name})"),
                _ => "'…'".to_owned(),
            };
            let like = if negated { "not like" } else { "like" };
            advise("`ilike` is no operator", format!("write `lower({place}) {like} {pattern}`"))
        }
        "div" => advise("`div` is no operator", "write `floor(a / b)`"),
        "mod" => advise("`mod` is a function", "write `mod(a, b)`"),
        "as" => advise(
            "only dimensions and links have an alias",
            "delete `as` and the name after it: a metric has the name of its block",
        ),
        "rlike" | "regexp" | "glob" | "similar" => advise("values have no regular expressions", PATTERN),
        "over" => {
            let help =
                "a metric moves over time with `window: trailing 28 days`, `lag(metric, 1 week)` and `growth(metric, 1 week)`";
            advise("a value has no `over`", help)
        }
        "within" => advise("a value has no `within group`", "write `percentile(x, 0.95)` or `median(x)`"),
        "where" => advise("`where` follows `from` and a source", "write `count(*) from bookings where …`"),
        "from" => advise("`from` stands once, after the whole value", "delete it; one source holds for all aggregates"),
        "group" => advise("a value has no `group by`", "write `dimensions: …` for the slices, and `grain: …` for the period"),
        "having" | "per" => {
            advise(format!("`{word}` stands within an aggregate"), "write `sum(count(*) per team_id having count(*) > 2)`")
        }
        "join" | "left" | "right" | "inner" | "full" | "cross" => {
            advise(format!("a value has no `{word}`"), "a source's `references` are its joins: read `link.column`")
        }
        "order" | "union" | "qualify" => {
            advise(format!("a value has no `{word}`"), "write the expression alone, and slice it with `dimensions: …`")
        }
        _ => None,
    }
}
