//! Typical mistakes, told from the tokens around the place where the parse stopped.

use super::change::{Change, Sure};
use super::fault::{Fault, found};
use super::foreign;
use super::literal::shorten;
use crate::diagnostic::{Edit, Fix};
use crate::source::Span;
use crate::syntax::ast::{Property, PropertyValue, TimeUnit};
use crate::syntax::grammar::Rule;
use crate::syntax::token::TokenKind;
use crate::syntax::vocabulary::{Holder, as_name, example, is_reserved, nearest};

/// What to tell about a fault.
pub(super) struct Advice {
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// Another place of the fault, and what is there.
    pub(super) label: Option<(Span, String)>,
    /// The token that opens what is not closed.
    pub(super) open: Option<usize>,
    /// What would mend it within the fault.
    pub(super) change: Option<Change>,
    /// What would mend it elsewhere.
    pub(super) fix: Option<Fix>,
}

impl Advice {
    /// A message and what to write.
    pub(super) fn new(message: impl Into<String>, help: Option<String>) -> Advice {
        Advice { message: message.into(), help, label: None, open: None, change: None, fix: None }
    }

    /// With what would mend it.
    pub(super) fn with(mut self, change: Option<Change>) -> Advice {
        self.change = change;
        self
    }
}

pub(super) fn advise(message: impl Into<String>, help: impl Into<String>) -> Option<Advice> {
    mend(message, help, None)
}

pub(super) fn mend(message: impl Into<String>, help: impl Into<String>, change: Option<Change>) -> Option<Advice> {
    Some(Advice::new(message, Some(help.into())).with(change))
}

/// The mistake behind a parse that stopped at token `index` (the number of tokens: at the end), if it is a typical one.
pub(super) fn advice(fault: &Fault, index: usize, expected: &[Rule], property: Option<&str>) -> Option<Advice> {
    foreign::mark_or_after(fault, index, expected)
        .or_else(|| character(fault, index))
        .or_else(|| quotes(fault, index, expected, property))
        .or_else(|| missing_value(fault, index))
        .or_else(|| brackets(fault, index))
        .or_else(|| foreign::word(fault, index, expected))
        .or_else(|| operators(fault, index, expected))
        .or_else(|| words(fault, index, expected, property))
}

/// Characters that belong to other languages.
fn character(fault: &Fault, index: usize) -> Option<Advice> {
    let before = index.checked_sub(1).map_or("", |i| fault.at(i));
    match fault.at(index) {
        "“" | "”" | "„" => mend("typographic quotes are no quotes here", "write `\"`", fault.straight(index, '"')),
        "‘" | "’" => mend("typographic quotes are no quotes here", "write `'`", fault.straight(index, '\'')),
        "[" if !matches!(before, ":" | "," | "(") => {
            advise("there are no arrays here", "leave the column out, or take the element in a view")
        }
        "[" | "]" => {
            let help = "write its items with `,` between them, without brackets";
            mend("a list has no brackets around it", help, fault.without_brackets(index))
        }
        "&" => mend("`&&` is no operator", "write `and`", fault.and(index)),
        "|" => advise("`|` is no operator", "write `or`; to join texts, `||`"),
        "!" => mend("`!` is no operator", "write `not`", fault.writing(index, index, "not ", Sure::No)),
        "^" => advise("`^` is no operator", "write `power(a, b)`"),
        "%" => Some(modulo(fault, index)),
        "`" => mend("names have no quotes", "delete the backticks", fault.without_backticks(index)),
        ";" => mend("entries need no `;` between them", "delete the `;`", fault.deleting(&[index], Sure::Yes)),
        "." if fault.kind(index + 1) == Some(TokenKind::Number) && before.ends_with(|c: char| c.is_ascii_digit()) => {
            let written = format!("{before}.{}", fault.at(index + 1));
            advise(format!("`{written}` is no number"), "write one `.` in a number, and dates with `-`")
        }
        "." if fault.kind(index + 1) == Some(TokenKind::Number) => {
            let change = fault.before(index, "0", Sure::Yes);
            mend("a number starts with a digit", format!("write `0.{}`", fault.at(index + 1)), change)
        }
        _ if before.ends_with('%') && matches!(fault.kind(index), Some(TokenKind::Number | TokenKind::Word)) => {
            let value = before.trim_end_matches('%');
            let digits = before.starts_with(|c: char| c.is_ascii_digit());
            let plain = digits && fault.kind(index) == Some(TokenKind::Number);
            plain.then(|| {
                Advice::new(
                    "`%` only makes percents",
                    Some(format!("for the remainder write `mod({value}, {})`", fault.at(index))),
                )
            })
        }
        _ => None,
    }
}

fn modulo(fault: &Fault, index: usize) -> Advice {
    let simple = |i: usize| matches!(fault.kind(i), Some(TokenKind::Word | TokenKind::Number));
    let before = index.checked_sub(1).filter(|i| simple(*i)).map_or("a", |i| fault.at(i));
    let after = if simple(index + 1) { fault.at(index + 1) } else { "b" };
    let (help, change) = if simple(index + 1) || !before.starts_with(|c: char| c.is_ascii_digit()) {
        (format!("for the remainder write `mod({before}, {after})`"), None)
    } else {
        (format!("write `{before}%` without the space"), fault.joined_percent(index))
    };
    Advice::new("`%` is no operator: it only makes percents", Some(help)).with(change)
}

/// The wrong quotes, or none.
fn quotes(fault: &Fault, index: usize, expected: &[Rule], property: Option<&str>) -> Option<Advice> {
    let name = property.unwrap_or("");
    let wants_prose = expected.iter().any(|rule| matches!(rule, Rule::prose | Rule::short_string | Rule::open_short_string));
    let wants_name = expected.iter().any(|rule| matches!(rule, Rule::name | Rule::word | Rule::words | Rule::path));
    match fault.kind(index)? {
        TokenKind::Text if wants_prose => {
            let content = fault.at(index).trim_matches('\'');
            let help = format!("write `\"{}\"`", shorten(content));
            mend("text for people stands in double quotes", help, fault.as_prose(index))
        }
        TokenKind::Word if wants_prose && index == 2 => {
            let content = fault.text_of(2, usize::MAX);
            let help = format!("write `{name}: \"{}\"`", shorten(content));
            mend("text for people stands in double quotes", help, fault.quoted_prose(index))
        }
        TokenKind::ShortString | TokenKind::Text if wants_name && !wants_prose => {
            let meant = as_name(fault.at(index));
            let help = if meant.is_empty() { "write it without quotes".to_owned() } else { format!("write `{meant}`") };
            mend("a name has no quotes", help, fault.unquoted_name(index))
        }
        _ => None,
    }
}

/// Nothing where something must follow.
fn missing_value(fault: &Fault, index: usize) -> Option<Advice> {
    let before = index.checked_sub(1).map_or("", |i| fault.at(i));
    let at_end = fault.kind(index).is_none();
    if before == "," && (at_end || matches!(fault.at(index), ")" | "}")) {
        let change = index.checked_sub(1).and_then(|comma| fault.deleting(&[comma], Sure::No));
        return mend("nothing follows the `,`", "delete the `,`, or write what should follow it", change);
    }
    if at_end && before == ":" && index == 2 {
        let name = fault.at(0);
        let help = example(name).map(|example| format!("for example `{name}: {example}`"));
        return Some(Advice::new(format!("`{name}` has no value"), help));
    }
    None
}

fn is_comparison(token: &str) -> bool {
    matches!(token, "=" | "==" | "!=" | "<>" | "<" | "<=" | ">" | ">=")
}

/// Operators that do not chain or stand where none can.
fn operators(fault: &Fault, index: usize, expected: &[Rule]) -> Option<Advice> {
    let token = fault.at(index);
    let could_go_on = expected.contains(&Rule::arithmetic_operator);
    if is_comparison(token) && could_go_on {
        let earlier = (0..index).rev().find(|i| is_comparison(fault.at(*i)))?;
        let (a, b, c) = (fault.at(earlier.saturating_sub(1)), fault.text_of(earlier + 1, index - 1), fault.at(index + 1));
        let first = fault.at(earlier);
        return advise("comparisons do not chain", format!("write `{a} {first} {b} and {b} {token} {c}`"));
    }
    let listed = expected.contains(&Rule::comma);
    let starts_value = match fault.kind(index)? {
        TokenKind::Word => !is_reserved(token),
        TokenKind::Number | TokenKind::Text | TokenKind::Date | TokenKind::Timestamp | TokenKind::ShortString => true,
        _ => false,
    };
    if listed && starts_value {
        let missing = if could_go_on { "`,` or an operator" } else { "`,`" };
        let change = index.checked_sub(1).filter(|_| !could_go_on).and_then(|before| fault.behind(before, ",", Sure::Yes));
        return mend(
            format!("{missing} is missing before `{}`", shorten(token)),
            format!("write `, {}`", shorten(token)),
            change,
        );
    }
    None
}

/// Brackets that have no partner.
fn brackets(fault: &Fault, index: usize) -> Option<Advice> {
    let mut open: Vec<usize> = Vec::new();
    for i in 0..index.min(fault.tokens.len()) {
        match fault.at(i) {
            "(" => open.push(i),
            ")" => drop(open.pop()),
            _ => {}
        }
    }
    let token = fault.at(index);
    if token == ")" && open.is_empty() {
        return advise("this `)` closes nothing", "delete it, or write the `(` it belongs to");
    }
    if token.eq_ignore_ascii_case("from") && !open.is_empty() && closes(fault, index, open.len()) {
        let help = "write the expression in its brackets without `from`, and `from` with the source once, after all of it";
        return advise("a value names its source once, at its end", help);
    }
    let ends = token.is_empty() || ["from", "where"].iter().any(|word| token.eq_ignore_ascii_case(word)) || token == "{";
    let last = *open.last().filter(|_| ends)?;
    let before = index.checked_sub(1).map_or("", |i| fault.at(i));
    if is_operand_end(before) {
        let mut advice = Advice::new("this `(` is not closed".to_owned(), Some(format!("write `)` after `{}`", shorten(before))));
        advice.message = format!("`)` is missing after `{}`", shorten(before));
        advice.open = Some(last);
        return Some(advice);
    }
    None
}

/// Whether what is open at a token is closed later.
fn closes(fault: &Fault, index: usize, mut open: usize) -> bool {
    for i in index..fault.tokens.len() {
        match fault.at(i) {
            "(" => open += 1,
            ")" => open = open.saturating_sub(1),
            _ => {}
        }
    }
    open == 0
}

fn is_operand_end(token: &str) -> bool {
    token.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | '\'' | '"' | '%' | '*')) && !is_reserved(token)
}

/// Words that cannot stand there.
fn words(fault: &Fault, index: usize, expected: &[Rule], property: Option<&str>) -> Option<Advice> {
    let token = fault.at(index);
    let before = index.checked_sub(1).map_or("", |i| fault.at(i));
    let wants_name = expected.iter().any(|rule| matches!(rule, Rule::name | Rule::path | Rule::words | Rule::word));
    if wants_name && is_reserved(token) && !matches!(before, "(" | ",") {
        let help = "choose another name; a source keeps its table's own with `column`: `ends_on date column \"end\"`";
        return advise(format!("`{token}` is a word of SQL and cannot be a name"), help);
    }
    if expected.contains(&Rule::time_unit) && fault.kind(index - usize::from(index > 0)) == Some(TokenKind::Number) {
        let split = before.find(|c: char| c.is_ascii_alphabetic());
        if let Some((number, unit)) = split.and_then(|at| before.split_at_checked(at)) {
            let meant = format!("{number} {unit}");
            let known = TimeUnit::from_word(unit).is_some();
            let sure = if known { Sure::Yes } else { Sure::No };
            let change = fault.writing(index.saturating_sub(1), index.saturating_sub(1), &meant, sure);
            return mend(format!("`{before}` is no span of time"), format!("write `{meant}`, with a space"), change);
        }
    }
    let number = fault.kind(index) == Some(TokenKind::Number) && index == 2;
    match property {
        Some("window") if number => {
            let help = format!("write `window: trailing {}`", fault.text_of(2, 3));
            mend("a window says how it moves", help, fault.span_of_time_after("trailing"))
        }
        Some("fresh") if number => {
            let help = format!("write `fresh: within {}`", fault.text_of(2, 3));
            mend("`fresh` says within what time", help, fault.span_of_time_after("within"))
        }
        Some("revisit") if number => {
            let help = format!("write `revisit: every {}`", fault.text_of(2, 3));
            mend("`revisit` says how often", help, fault.span_of_time_after("every"))
        }
        Some("limit") if index == 2 => limit(fault),
        _ => None,
    }
}

fn limit(fault: &Fault) -> Option<Advice> {
    let amount = (2..fault.tokens.len()).find(|i| fault.kind(*i) == Some(TokenKind::Number)).map(|i| fault.at(i))?;
    let side = match fault.at(2) {
        ">" | ">=" | "min" | "minimum" | "above" | "over" => "at least",
        _ => "at most",
    };
    let help = format!("write `limit: {side} {amount}`");
    mend("a limit says on which side of it the metric must stay", help, fault.side(side))
}

/// An entry that does not start as a property.
pub(super) fn no_property(fault: &Fault, holder: Holder, previous: Option<&Property>, same_line: bool) -> Advice {
    let first = fault.at(0);
    let after = previous.filter(|_| same_line || fault.kind(0) != Some(TokenKind::Word));
    if let Some(property) = previous.filter(|p| is_list(&p.value)).filter(|_| fault.tokens.len() == 1 || fault.at(1) == ",") {
        let help = format!("write `{}: …, {}`", property.name.text, shorten(fault.text.trim()));
        let comma = Fix::safe("write the `,`", vec![Edit::new(property.span.after(), ",")]);
        let advice = Advice::new(format!("`,` is missing before `{}`", shorten(first)), Some(help));
        return Advice { fix: Some(comma), ..advice };
    }
    if first.eq_ignore_ascii_case("as") {
        return Advice::new("only dimensions and links have an alias", Some("delete `as` and the name after it".to_owned()));
    }
    if matches!(first, "given" | "expect") {
        return Advice::new(
            format!("`{first}` stands in a `test`"),
            Some("write `test \"what it shows\" { … }` around it".to_owned()),
        );
    }
    if fault.at(fault.tokens.len().saturating_sub(1)) == "}" && fault.text.contains('{') {
        return Advice::new(
            format!("`{first}` opens a block within a block"),
            Some("blocks do not nest: close this one with `}` first".to_owned()),
        );
    }
    match after {
        Some(property) => {
            let name = &property.name.text;
            let help = example(name).map(|example| format!("`{name}` is written like `{name}: {example}`"));
            Advice::new(format!("`{}` does not belong to `{name}`", shorten(first)), help)
        }
        None => {
            let what = match holder {
                Holder::Test => "`given source (columns) { … }`, `expect metric by grain { … }` or `as_of: …`",
                Holder::Source => "a column such as `city text` or a property such as `table: …`",
                Holder::Block(_) => "a property, `name: value`",
            };
            Advice::new(format!("expected {what}{}", found(fault, 0)), None)
        }
    }
}

fn is_list(value: &PropertyValue) -> bool {
    matches!(
        value,
        PropertyValue::Words(_)
            | PropertyValue::Dimensions(_)
            | PropertyValue::Targets(_)
            | PropertyValue::Leads(_)
            | PropertyValue::Allow(_)
    )
}

/// What follows a column and is no attribute of one.
pub(super) fn no_attribute(fault: &Fault, attributes: impl Iterator<Item = &'static str> + Clone) -> Option<Advice> {
    if fault.kind(0) != Some(TokenKind::Word) {
        return None;
    }
    let first = fault.at(0).to_lowercase();
    if first != fault.at(0) && attributes.clone().any(|attribute| attribute == first) {
        let change = fault.writing(0, 0, &first, Sure::Yes);
        return mend(format!("`{}` is written in small letters", fault.at(0)), format!("write `{first}`"), change);
    }
    match (first.as_str(), fault.at(1)) {
        ("primary", after) => {
            let change = after.eq_ignore_ascii_case("key").then(|| fault.writing(0, 1, "key", Sure::Yes)).flatten();
            return mend("a key is declared with one word", "write `key`", change);
        }
        ("not", after) => {
            let change = after.eq_ignore_ascii_case("null").then(|| fault.writing(0, 1, "", Sure::Yes)).flatten();
            let change = change.map(|change| change.titled("delete `not null`"));
            return mend("a column holds no null unless it says so", "delete `not null`; the others say `nullable`", change);
        }
        ("null", _) => {
            let change = fault.writing(0, 0, "nullable", Sure::Yes);
            return mend("`null` is no attribute of a column", "write `nullable`", change);
        }
        ("default" | "unique" | "check" | "constraint", _) => {
            return advise(format!("`{first}` is for the warehouse to keep"), "delete it");
        }
        ("key" | "time" | "nullable" | "unit" | "references" | "one_of" | "column", "") => {
            return advise(format!("`{first}` stands before the `=` of a computed column"), "write it right after the type");
        }
        _ => {}
    }
    let meant = nearest(&first, attributes);
    let change = meant.and_then(|meant| fault.writing(0, 0, meant, Sure::No));
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "an attribute is `key`, `time`, `nullable`, `unit …`, `references …`, `one_of (…)`, `column \"…\"` or \"a description\"".to_owned(),
    };
    mend(format!("`{}` is no attribute of a column", fault.at(0)), help, change)
}
