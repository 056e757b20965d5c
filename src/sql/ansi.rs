//! What several dialects say in the same words.

use super::dialect::Side;
use super::tree::{Expr, Operator, Window};
use crate::model::expr::TimeField;
use crate::project::calendar::{Calendar, Grain};
use crate::syntax::ast::TimeUnit;
use jiff::civil::{Date, DateTime};

/// A name in double quotes, unless it can stand without.
pub fn identifier(name: &str) -> String {
    if super::dialect::is_plain(name) { name.to_owned() } else { quoted(name) }
}

/// A name in double quotes.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text literal. Line breaks and other control characters of ASCII are escaped, so that a statement stays on the lines the printer
/// chose; the others stand as they are, for DuckDB reads no `\u`.
pub fn text_literal(text: &str) -> String {
    let quoted = text.replace('\'', "''");
    if !text.contains(|c: char| c.is_ascii_control()) {
        return format!("'{quoted}'");
    }
    format!("E'{}'", backslashed(&quoted, hexadecimal))
}

/// A text for literals in which a backslash escapes: all but the quotes. Control characters are escaped too, other than line breaks and
/// tabs by their number.
pub fn backslashed(text: &str, by_number: fn(u32) -> String) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            c if c.is_ascii_control() => escaped.push_str(&by_number(u32::from(c))),
            c => escaped.push(c),
        }
    }
    escaped
}

/// `\x1f`
pub fn hexadecimal(control: u32) -> String {
    format!("\\x{control:02x}")
}

/// `\u001f`
pub fn unicode(control: u32) -> String {
    format!("\\u{control:04x}")
}

/// `DATE '…'`
pub fn date(date: Date) -> String {
    format!("DATE '{date}'")
}

/// `TIMESTAMP '…'`, under the type's own name.
pub fn timestamp(ty: &str, time: DateTime) -> String {
    format!("{ty} '{}'", moment(time))
}

/// A naive timestamp as every engine reads it.
pub fn moment(time: DateTime) -> String {
    time.strftime("%Y-%m-%d %H:%M:%S%.f").to_string()
}

/// `COMMENT ON … IS '…'`
pub fn comment(view: bool, name: &str, column: Option<&str>, text: &str) -> String {
    match column {
        Some(column) => format!("COMMENT ON COLUMN {name}.{column} IS {text}"),
        None => format!("COMMENT ON {} {name} IS {text}", if view { "VIEW" } else { "TABLE" }),
    }
}

/// `name(…)` that is null where one of the arguments is, for `GREATEST` and `LEAST`, which skip nulls on both engines.
pub fn strict(name: &'static str, args: Vec<Expr>) -> Expr {
    let all_given = args.iter().cloned().map(Expr::is_not_null).reduce(|a, b| a.binary(Operator::And, b));
    Expr::Call(name, args).when(all_given)
}

/// The natural logarithm of a double, under the engine's name: null where it is not positive.
pub fn ln(name: &'static str, args: Vec<Expr>) -> Expr {
    guarded(name, args, Operator::Greater, 0)
}

/// The exponential function of a double: null where the result would be infinite.
pub fn exp(name: &'static str, args: Vec<Expr>) -> Expr {
    guarded(name, args, Operator::LessOrEqual, 709)
}

/// The square root of a double: null where it is negative.
pub fn sqrt(name: &'static str, args: Vec<Expr>) -> Expr {
    guarded(name, args, Operator::GreaterOrEqual, 0)
}

/// A function of a value that holds to its bound, null of another: engines raise errors or give infinities there.
fn guarded(name: &'static str, args: Vec<Expr>, operator: Operator, bound: i64) -> Expr {
    let value = first(args);
    let holds = value.clone().binary(operator, Expr::integer(bound));
    Expr::Call(name, vec![value.when(Some(holds))])
}

/// The wall clock of one zone for that of another, on the engines that call it so.
pub fn convert_timezone(from: &str, to: &str, time: Expr) -> Expr {
    Expr::Call("CONVERT_TIMEZONE", vec![Expr::Text(from.to_owned()), Expr::Text(to.to_owned()), time])
}

/// A double rounded to the nearest whole number, halves to the even one, where `ROUND` takes them away from zero.
pub fn nearest_even(value: Expr) -> Expr {
    let round = |value: Expr| Expr::Call("ROUND", vec![value]);
    let whole = Expr::Call("FLOOR", vec![value.clone()]);
    let is_half = value.clone().binary(Operator::Subtract, whole).binary(Operator::Equal, Expr::Number("0.5".to_owned()));
    let even = Expr::integer(2).binary(Operator::Multiply, round(value.clone().binary(Operator::Divide, Expr::integer(2))));
    Expr::Case(vec![(is_half, even)], Some(Box::new(round(value))))
}

/// How many days a value has to move so that the engine's Monday weeks start on the project's day.
pub fn week_shift(calendar: &Calendar) -> i64 {
    calendar.week_start.days_after_monday()
}

/// How many months a value has to move so that calendar quarters and years become fiscal ones.
pub fn fiscal_shift(grain: Grain, calendar: &Calendar) -> i64 {
    let months = i64::from(calendar.fiscal_year_start) - 1;
    match grain {
        Grain::Quarter => months % 3,
        Grain::Year => months,
        Grain::Hour | Grain::Day | Grain::Week | Grain::Month => 0,
    }
}

/// The field's name in `EXTRACT`.
pub fn field(field: TimeField) -> &'static str {
    match field {
        TimeField::Year => "YEAR",
        TimeField::Quarter => "QUARTER",
        TimeField::Month => "MONTH",
        TimeField::Week => "WEEK",
        TimeField::Day => "DAY",
        TimeField::Hour => "HOUR",
        TimeField::Minute => "MINUTE",
        TimeField::Second => "SECOND",
        TimeField::Dow => "DOW",
        TimeField::Isodow => "ISODOW",
        TimeField::Doy => "DOY",
        TimeField::Isoyear => "ISOYEAR",
    }
}

/// `SUBSTRING` with a start before the first character counted as the first, and a negative count as none.
pub fn substring(args: Vec<Expr>) -> Expr {
    let bounded = args.into_iter().enumerate().map(|(i, arg)| match i {
        0 => arg,
        1 => at_least(arg, 1),
        _ => at_least(arg, 0),
    });
    Expr::Call("SUBSTRING", bounded.collect())
}

/// The value, or `least` where it is smaller; null stays null.
fn at_least(value: Expr, least: i64) -> Expr {
    if let Expr::Number(digits) = &value
        && digits.parse::<i64>().is_ok_and(|n| n >= least)
    {
        return value;
    }
    let small = value.clone().binary(Operator::Less, Expr::integer(least));
    Expr::Case(vec![(small, Expr::integer(least))], Some(Box::new(value)))
}

/// `POWER` in double; null where the result is not real.
pub fn power(base: Expr, exponent: Expr) -> Expr {
    let zero = || Expr::integer(0);
    let positive = base.clone().binary(Operator::Greater, zero());
    let zero_base = base.clone().binary(Operator::Equal, zero());
    let zero_case = zero_base.binary(Operator::And, exponent.clone().binary(Operator::GreaterOrEqual, zero()));
    let whole = exponent.clone().binary(Operator::Equal, Expr::Call("FLOOR", vec![exponent.clone()]));
    let negative_case = base.clone().binary(Operator::Less, zero()).binary(Operator::And, whole);
    let real = positive.binary(Operator::Or, zero_case).binary(Operator::Or, negative_case);
    Expr::Call("POWER", vec![base, exponent]).when(Some(real))
}

/// `COUNT(DISTINCT …)` over one value or a row of several; a row with a null among its values does not count.
pub fn count_distinct(mut values: Vec<Expr>, condition: Option<Expr>) -> Expr {
    if values.len() == 1
        && let Some(value) = values.pop()
    {
        return Expr::CallDistinct("COUNT", vec![value.when(condition)]);
    }
    let all_given = values.iter().cloned().map(Expr::is_not_null);
    let counts = condition.into_iter().chain(all_given).reduce(|a, b| a.binary(Operator::And, b));
    Expr::CallDistinct("COUNT", vec![Expr::Row(values).when(counts)])
}

/// An interval of a constant number of units; `None` where the number is computed.
pub fn constant_interval(unit: TimeUnit, count: &Expr) -> Option<Expr> {
    let Expr::Number(digits) = count else { return None };
    let count: i64 = digits.parse().ok()?;
    match unit {
        TimeUnit::Quarter => Some(Expr::Interval(count.checked_mul(3)?, "month")),
        _ => Some(Expr::Interval(count, unit.name())),
    }
}

/// The standard deviation of a sample. Of equal values it is 0, and not what is left of rounding: a ratio to it is null then,
/// rather than a very large number.
pub fn stddev(value: Expr) -> Expr {
    let of = |function| Expr::Call(function, vec![value.clone()]);
    let several = of("COUNT").binary(Operator::Greater, Expr::integer(1));
    let equal = several.binary(Operator::And, of("MIN").binary(Operator::Equal, of("MAX")));
    Expr::Case(vec![(equal, Expr::integer(0))], Some(Box::new(of("STDDEV_SAMP"))))
}

/// `LAG` or `LEAD`.
pub fn neighbour(side: Side, value: Expr, window: Window) -> Expr {
    let function = match side {
        Side::Before => "LAG",
        Side::After => "LEAD",
    };
    Expr::Window(Box::new(Expr::Call(function, vec![value])), Box::new(window))
}

/// The first argument. The checker has made sure that there is one.
pub fn first(args: Vec<Expr>) -> Expr {
    args.into_iter().next().unwrap_or(Expr::Null)
}

/// A function of two arguments.
pub fn two(args: Vec<Expr>, make: impl FnOnce(Expr, Expr) -> Expr) -> Expr {
    let mut args = args.into_iter();
    make(args.next().unwrap_or(Expr::Null), args.next().unwrap_or(Expr::Null))
}

/// The arguments with one more behind.
pub fn with(mut args: Vec<Expr>, last: Expr) -> Vec<Expr> {
    args.push(last);
    args
}
