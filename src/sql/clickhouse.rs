//! ClickHouse. Dates are `Date32` and timestamps `DateTime64(6, 'UTC')`, for its other types end in 1970; everything may be null.

use super::ansi::{self, first, two};
use super::dialect::{Caps, Replace, Side, SqlDialect};
use super::tree::{Expr, Operator, Relation, Select, Window};
use crate::model::expr::{Function, TimeField};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::project::calendar::{Calendar, Grain};
use crate::project::dialect::Dialect;
use crate::syntax::ast::TimeUnit;
use jiff::civil::{Date, DateTime};

/// ClickHouse 25.8 and later.
pub struct Clickhouse;

const CAPS: Caps = Caps {
    // They are an experiment that a setting of newer servers only allows.
    materialized_ctes: false,
    distinct_on: false,
    analyze: false,
    create_schema_moves: false,
    inequality_joins: false,
    is_distinct_from: false,
    nulls_last_in_windows: true,
    like_escape: None,
    boolean_comparisons: false,
    numbers_meet: false,
    in_any_list: false,
    bare_names: false,
    signed: Some("toInt64"),
    numbers: None,
    typed_texts: None,
    percentiles_together: true,
    name_parts: 2,
    schema: "DATABASE",
    replace: Replace::OrReplace,
    table_options: "\nENGINE = MergeTree ORDER BY tuple()",
    view_column_comments: false,
    settings: "\nSETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, \
        enable_extended_results_for_datetime_functions = 1",
};

const INTEGER: &str = "Nullable(Int64)";
const LONG: &str = "Nullable(Decimal(38, 0))";
const DOUBLE: &str = "Nullable(Float64)";
const TEXT: &str = "Nullable(String)";
const BOOLEAN: &str = "Nullable(Bool)";
const DATE: &str = "Nullable(Date32)";
const MOMENT: &str = "Nullable(DateTime64(6, 'UTC'))";

/// The wall clock of a zone at a moment, and the same where the moment takes long to write.
const LOCAL: &str = "addSeconds({0}, timeZoneOffset(toTimeZone({0}, {1})))";
const LOCAL_OF: &str = "arrayMap(t -> addSeconds(t, timeZoneOffset(toTimeZone(t, {1}))), [{0}])[1]";
/// The moment of a wall clock, by the zone's offsets a day before and a day after.
const UTC: &str = "addSeconds({0}, -arrayMin(d -> timeZoneOffset(toTimeZone(\
    addSeconds({0}, -timeZoneOffset(toTimeZone(addDays({0}, d), {1}))), {1})), [-1, 1]))";
const UTC_OF: &str = "arrayMap(t -> addSeconds(t, -arrayMin(d -> timeZoneOffset(toTimeZone(\
    addSeconds(t, -timeZoneOffset(toTimeZone(addDays(t, d), {1}))), {1})), [-1, 1])), [{0}])[1]";

impl SqlDialect for Clickhouse {
    fn dialect(&self) -> Dialect {
        Dialect::Clickhouse
    }

    fn caps(&self) -> &'static Caps {
        &CAPS
    }

    /// Between quotes a backslash escapes, as in texts.
    fn identifier(&self, name: &str) -> String {
        if super::dialect::is_plain(name) {
            name.to_owned()
        } else {
            format!("\"{}\"", ansi::backslashed(name, ansi::hexadecimal).replace('"', "\"\""))
        }
    }

    fn text_literal(&self, text: &str) -> String {
        format!("'{}'", ansi::backslashed(text, ansi::hexadecimal).replace('\'', "''"))
    }

    /// Digits with a point would be a double, and so would be more than 64 bits.
    fn number(&self, digits: &str) -> String {
        match digits.split_once('.') {
            Some((_, fraction)) => format!("toDecimal128('{digits}', {})", fraction.len()),
            None if digits.parse::<i64>().is_err() => format!("toDecimal128('{digits}', 0)"),
            None => digits.to_owned(),
        }
    }

    fn date(&self, date: Date) -> String {
        format!("toDate32('{date}')")
    }

    fn timestamp(&self, time: DateTime) -> String {
        format!("toDateTime64('{}', 6, 'UTC')", ansi::moment(time))
    }

    /// The same instant, whatever zone and precision the column shows.
    fn naive(&self, column: Expr) -> Expr {
        column.cast(MOMENT)
    }

    fn bound(&self, column: Expr, operator: Operator, time: DateTime) -> Expr {
        // Instants are compared, whatever the column's type; through a cast older servers prune nothing.
        column.binary(operator, Expr::Timestamp(time))
    }

    fn comment(&self, _view: bool, name: &str, column: Option<&str>, text: &str) -> String {
        match column {
            Some(column) => format!("ALTER TABLE {name} COMMENT COLUMN {column} {text}"),
            None => format!("ALTER TABLE {name} MODIFY COMMENT {text}"),
        }
    }

    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Boolean => BOOLEAN.to_owned(),
            Type::Integer => INTEGER.to_owned(),
            Type::Decimal { precision, scale } => format!("Nullable(Decimal({precision}, {scale}))"),
            Type::Float => DOUBLE.to_owned(),
            Type::Text | Type::Null | Type::Error => TEXT.to_owned(),
            Type::Date => DATE.to_owned(),
            Type::Timestamp(_) => MOMENT.to_owned(),
        }
    }

    /// Products of integers wrap, and those of short decimals have no more than 18 digits: one side is made longer.
    fn arithmetic(&self, operator: Operator, left: Expr, right: Expr, types: [&Type; 2], result: &Type) -> Expr {
        let is_number = |side: &Expr| matches!(side, Expr::Number(_));
        let is_long = |side: &Expr, ty: &Type| match ty {
            Type::Decimal { precision, .. } => *precision > 18 || is_number(side),
            _ => false,
        };
        let [left_type, right_type] = types;
        let longer = match result {
            Type::Integer => operator == Operator::Multiply && !is_number(&left) && !is_number(&right),
            Type::Decimal { precision, .. } => *precision > 18 && !is_long(&left, left_type) && !is_long(&right, right_type),
            _ => false,
        };
        let scale = if let Type::Decimal { scale, .. } = left_type { *scale } else { 0 };
        let left = if longer { left.cast(&self.type_name(&Type::Decimal { precision: 38, scale })) } else { left };
        left.binary(operator, right)
    }

    fn call(&self, function: Function, args: Vec<Expr>, types: &[Type], result: &Type) -> Expr {
        let integer = types.first() == Some(&Type::Integer);
        let double = |args: Vec<Expr>| -> Vec<Expr> { args.into_iter().map(|arg| arg.cast(DOUBLE)).collect() };
        match function {
            Function::Lower => Expr::Call("lowerUTF8", args),
            Function::Upper => Expr::Call("upperUTF8", args),
            Function::Trim => Expr::Call("trimBoth", args),
            Function::Length => Expr::Form("toInt64(lengthUTF8({0}))", args),
            Function::Substring => match ansi::substring(args) {
                Expr::Call(_, args) => Expr::Call("substringUTF8", args),
                other => other,
            },
            Function::StartsWith => Expr::Call("startsWith", args),
            Function::EndsWith => Expr::Call("endsWith", args),
            Function::Contains => Expr::Call("position", args).binary(Operator::Greater, Expr::integer(0)),
            Function::Replace => Expr::Call("replaceAll", args),
            // Of integers they are unsigned.
            Function::Abs if integer => Expr::Form("toInt64(abs({0}))", args),
            Function::Abs => Expr::Call("abs", args),
            Function::Round => round(args, types.first().unwrap_or(&Type::Null)),
            Function::Floor if integer => first(args),
            Function::Floor => Expr::Call("floor", args),
            Function::Ceil if integer => first(args),
            Function::Ceil => Expr::Call("ceil", args),
            Function::Ln => ansi::ln("log", double(args)),
            Function::Exp => ansi::exp("exp", double(args)),
            Function::Power => two(double(args), ansi::power),
            Function::Sqrt => ansi::sqrt("sqrt", double(args)),
            Function::Mod => {
                // Of decimals it takes the digits as they are, wherever the point is: both must have it in one place.
                let one_type = |arg: Expr| if *result == Type::Integer { arg } else { arg.cast(&self.type_name(result)) };
                two(args, |a, b| {
                    Expr::Call("modulo", vec![one_type(a), Expr::Call("NULLIF", vec![one_type(b), Expr::integer(0)])])
                })
            }
            Function::Least => ansi::strict("LEAST", args),
            Function::Greatest => ansi::strict("GREATEST", args),
            Function::Coalesce => Expr::Call("COALESCE", args),
            Function::Nullif => Expr::Call("NULLIF", args),
            Function::DateTrunc(_) | Function::DateDiff(_) | Function::DateAdd(_) => first(args),
        }
    }

    fn truncate(&self, grain: Grain, value: Expr, calendar: &Calendar) -> Expr {
        let start = |name: &'static str, day: Expr| Expr::Call(name, vec![day]);
        let moved = |add: &'static str, day: Expr, count: i64| Expr::Call(add, vec![day, Expr::integer(count)]);
        let (name, add, shift) = match grain {
            // By whole seconds: of a fraction before 1970 it would be the next hour.
            Grain::Hour => return start("toStartOfHour", start("toStartOfSecond", moment(value))),
            Grain::Day => return day(value),
            Grain::Week => ("toMonday", "addDays", ansi::week_shift(calendar)),
            Grain::Month => ("toStartOfMonth", "addMonths", ansi::fiscal_shift(grain, calendar)),
            Grain::Quarter => ("toStartOfQuarter", "addMonths", ansi::fiscal_shift(grain, calendar)),
            Grain::Year => ("toStartOfYear", "addMonths", ansi::fiscal_shift(grain, calendar)),
        };
        match shift {
            0 if is_own(&value) => start(name, value),
            0 => start(name, day(value)),
            shift => moved(add, start(name, moved(add, day(value), -shift)), shift),
        }
    }

    fn difference(&self, grain: Grain, from: Expr, to: Expr, calendar: &Calendar) -> Expr {
        let [from, to] = [from, to].map(|side| self.truncate(grain, side, calendar));
        whole_units(grain, &from, &to)
    }

    fn add(&self, unit: TimeUnit, count: Expr, value: Expr, ty: &Type) -> Expr {
        let add = match unit {
            TimeUnit::Minute => "addMinutes",
            TimeUnit::Hour => "addHours",
            TimeUnit::Day => "addDays",
            TimeUnit::Week => "addWeeks",
            TimeUnit::Month => "addMonths",
            TimeUnit::Quarter => "addQuarters",
            TimeUnit::Year => "addYears",
        };
        let value = match ty {
            _ if is_own(&value) && (*ty != Type::Date || unit >= TimeUnit::Day) => value,
            Type::Date if unit >= TimeUnit::Day => day(value),
            _ => moment(value),
        };
        // A product is no integer by now.
        let is_plain = matches!(count, Expr::Number(_) | Expr::Negate(_) | Expr::Column(..));
        let count = if is_plain { count } else { Expr::Call("toInt64", vec![count]) };
        let later = Expr::Call(add, vec![value, count]);
        if *ty == Type::Date && unit < TimeUnit::Day { day(later) } else { later }
    }

    fn extract(&self, field: TimeField, value: Expr) -> Expr {
        let name = match field {
            TimeField::Year => "toYear",
            TimeField::Quarter => "toQuarter",
            TimeField::Month => "toMonth",
            TimeField::Week => "toISOWeek",
            TimeField::Day => "toDayOfMonth",
            TimeField::Hour => "toHour",
            TimeField::Minute => "toMinute",
            TimeField::Second => "toSecond",
            // With Sunday as 0.
            TimeField::Dow => return Expr::Call("toDayOfWeek", vec![value, Expr::integer(2)]),
            TimeField::Isodow => "toDayOfWeek",
            TimeField::Doy => "toDayOfYear",
            TimeField::Isoyear => "toISOYear",
        };
        Expr::Call(name, vec![value])
    }

    fn to_local(&self, instant: Expr, zone: &str) -> Expr {
        on_clock([LOCAL, LOCAL_OF], instant, zone)
    }

    /// Of a wall clock that is shown twice the later instant; one that is never shown goes on as if the clock had not been changed.
    fn to_utc(&self, local: Expr, zone: &str) -> Expr {
        on_clock([UTC, UTC_OF], local, zone)
    }

    fn current_date(&self, zone: &str) -> Expr {
        Expr::Form("toDate32(now({0}))", vec![Expr::Text(zone.to_owned())])
    }

    fn series(&self, from: Select, grain: Grain, first: Expr, last: Expr, alias: &str) -> Select {
        let words = match grain {
            Grain::Hour => "arrayJoin(arrayMap(n -> addHours({0}, n), range({1})))",
            Grain::Day => "arrayJoin(arrayMap(n -> addDays({0}, n), range({1})))",
            Grain::Week => "arrayJoin(arrayMap(n -> addWeeks({0}, n), range({1})))",
            Grain::Month => "arrayJoin(arrayMap(n -> addMonths({0}, n), range({1})))",
            Grain::Quarter => "arrayJoin(arrayMap(n -> addQuarters({0}, n), range({1})))",
            Grain::Year => "arrayJoin(arrayMap(n -> addYears({0}, n), range({1})))",
        };
        let bound = |value: Expr| if grain == Grain::Hour { moment(value) } else { day(value) };
        let bounds = from.item(bound(first), "first_of_series").item(bound(last), "last_of_series");
        let (first, last) = (Expr::bare("first_of_series"), Expr::bare("last_of_series"));
        let steps = whole_units(grain, &first, &last);
        let count = Expr::Form("toUInt64(greatest(ifNull({0} + 1, 0), 0))", vec![steps]);
        Select::from(Relation::query(bounds.query(), "series")).item(Expr::Form(words, vec![first, count]), alias)
    }

    fn aggregate(&self, function: AggregateFunction, value: Expr, ty: &Type) -> Option<Expr> {
        let quantile = |q: String| Expr::CallWith("quantileExactInclusive", q, vec![value.clone().cast(DOUBLE)]);
        let of = |name: &'static str, value: Expr| Expr::Call(name, vec![value]);
        Some(match function {
            AggregateFunction::Count => of("COUNT", value),
            // A sum of integers wraps at 64 bits.
            AggregateFunction::Sum if *ty == Type::Integer => of("SUM", value.cast(LONG)),
            AggregateFunction::Sum => of("SUM", value),
            AggregateFunction::Avg => of("AVG", value.cast(DOUBLE)),
            // A column may be unsigned, which has no type in common with others; a value beyond 64 bits is an error then.
            AggregateFunction::Min if *ty == Type::Integer => {
                Expr::Form("accurateCast(MIN({0}), 'Nullable(Int64)')", vec![value])
            }
            AggregateFunction::Max if *ty == Type::Integer => {
                Expr::Form("accurateCast(MAX({0}), 'Nullable(Int64)')", vec![value])
            }
            AggregateFunction::Min => of("MIN", value),
            AggregateFunction::Max => of("MAX", value),
            AggregateFunction::Median => quantile("0.5".to_owned()),
            AggregateFunction::Percentile(q) => quantile(q.to_string()),
            AggregateFunction::Stddev => stddev(&value.cast(DOUBLE)),
            AggregateFunction::ApproxCountDistinct => Expr::Form("toInt64(uniq({0}))", vec![value]),
        })
    }

    /// Of several values at once it passes over rows with a null.
    fn count_distinct(&self, values: Vec<Expr>, _types: &[&Type], condition: Option<Expr>) -> Expr {
        let mut condition = condition;
        let values = values.into_iter().map(|value| value.when(condition.take())).collect();
        Expr::Call("toInt64", vec![Expr::Call("uniqExact", values)])
    }

    /// `CAST` cuts off what is behind the point.
    fn whole(&self, number: Expr, ty: &Type) -> Expr {
        let nearest = if *ty == Type::Float { "roundBankers" } else { "round" };
        // A plain cast makes anything of a double that is no integer of 64 bits.
        Expr::Form("accurateCast({0}, 'Nullable(Int64)')", vec![Expr::Call(nearest, vec![number])])
    }

    /// A cast cuts what stands behind the last digit, takes a thirtieth of February for the first of March, and gives null for what it
    /// cannot read.
    fn converted(&self, value: Expr, from: &Type, to: &Type) -> Expr {
        let ty = self.type_name(to);
        let rounded = |value: Expr, scale: u32| Expr::Call("round", vec![value, Expr::integer(i64::from(scale))]);
        match (from, to) {
            (Type::Text, Type::Boolean) => Expr::Call("toBool", vec![value]),
            (Type::Text, Type::Integer) => Expr::Call("toInt64", vec![value]),
            (Type::Text, Type::Float) => Expr::Call("toFloat64", vec![value]),
            (Type::Text, Type::Date) => Expr::Form("toDate32(toDateTime64({0}, 6, 'UTC'))", vec![value]),
            (Type::Text, Type::Timestamp(_)) => Expr::Form("toDateTime64({0}, 6, 'UTC')", vec![value]),
            (Type::Text, Type::Decimal { scale, .. }) => {
                rounded(Expr::Form("toDecimal256({0}, 38)", vec![value]), *scale).cast(&ty)
            }
            (Type::Decimal { scale: own, .. }, Type::Decimal { scale, .. }) if own > scale => rounded(value, *scale).cast(&ty),
            (Type::Float, Type::Decimal { scale, .. }) => {
                let size = Expr::Call("exp10", vec![Expr::integer(i64::from(*scale))]);
                let last_digits = whole(value.cast(DOUBLE).binary(Operator::Multiply, size)).cast(LONG);
                let digits = if *scale == 0 { "1".to_owned() } else { format!("0.{:0>width$}", 1, width = *scale as usize) };
                last_digits.binary(Operator::Multiply, Expr::Number(digits)).cast(&ty)
            }
            _ => value.cast(&ty),
        }
    }

    fn text(&self, value: Expr, ty: &Type) -> Expr {
        match ty {
            // A comparison is a number.
            Type::Boolean => value.cast(BOOLEAN).cast(TEXT),
            Type::Decimal { scale, .. } => Expr::Call("toDecimalString", vec![value, Expr::integer(i64::from(*scale))]),
            // Always with six digits after the point.
            Type::Timestamp(_) => {
                Expr::Form("trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST({0} AS Nullable(String))))", vec![moment(value)])
            }
            Type::Integer | Type::Float | Type::Text | Type::Date | Type::Null | Type::Error => value.cast(TEXT),
        }
    }

    /// Outside of the partition there would be a zero or an empty text, but for a type with a null. Older servers know it in lower case only.
    fn neighbour(&self, side: Side, value: Expr, window: Window) -> Expr {
        let function = match side {
            Side::Before => "lag",
            Side::After => "lead",
        };
        let neighbour = Expr::Call(function, vec![Expr::Call("toNullable", vec![value])]);
        Expr::Window(Box::new(neighbour), Box::new(window))
    }
}

/// How many units lie between the starts of two of them.
fn whole_units(grain: Grain, from: &Expr, to: &Expr) -> Expr {
    let between = |unit: &str| Expr::Call("dateDiff", vec![Expr::Text(unit.to_owned()), from.clone(), to.clone()]);
    let each = |count: Expr, size: i64| Expr::Call("intDiv", vec![count, Expr::integer(size)]);
    match grain {
        Grain::Hour | Grain::Day | Grain::Month => between(grain.name()),
        Grain::Week => each(between("day"), 7),
        Grain::Quarter => each(between("month"), 3),
        Grain::Year => each(between("month"), 12),
    }
}

/// Whether it is a column of what the statement itself has made, and of the dialect's types by now. Those of sources say whose they are.
fn is_own(value: &Expr) -> bool {
    matches!(value, Expr::Column(None, _))
}

/// A date as `Date32`: a column may be a `Date`, after whose last day comes the first one of 1970.
fn day(value: Expr) -> Expr {
    if is_day(&value) { value } else { Expr::Call("toDate32", vec![value]) }
}

fn is_day(value: &Expr) -> bool {
    match value {
        Expr::Date(_) => true,
        Expr::Cast(_, ty) => ty == DATE,
        Expr::Call(name, args) => match *name {
            "toDate32" | "toMonday" | "toStartOfMonth" | "toStartOfQuarter" | "toStartOfYear" => true,
            "addDays" | "addWeeks" | "addMonths" | "addQuarters" | "addYears" => args.first().is_some_and(is_day),
            _ => false,
        },
        _ => false,
    }
}

/// A date or a timestamp as a timestamp with a fraction.
fn moment(value: Expr) -> Expr {
    if is_moment(&value) { value } else { value.cast(MOMENT) }
}

fn is_moment(value: &Expr) -> bool {
    match value {
        Expr::Timestamp(_) => true,
        Expr::Cast(_, ty) => ty == MOMENT,
        Expr::Call(name, args) => *name == "toStartOfHour" || (name.starts_with("add") && args.first().is_some_and(is_moment)),
        Expr::Form(words, _) => [LOCAL, LOCAL_OF, UTC, UTC_OF].contains(words),
        _ => false,
    }
}

/// A timestamp on another clock: in the first words, which repeat it, or in the second ones, which do not.
fn on_clock([words, of_long]: [&'static str; 2], value: Expr, zone: &str) -> Expr {
    let value = if is_own(&value) { value } else { moment(value) };
    let is_short = match &value {
        Expr::Cast(inner, _) => matches!(**inner, Expr::Column(..)),
        value => matches!(value, Expr::Column(..)),
    };
    Expr::Form(if is_short { words } else { of_long }, vec![value, Expr::Text(zone.to_owned())])
}

/// Halves away from zero, which its own `round` does for decimals and integers only.
fn round(args: Vec<Expr>, ty: &Type) -> Expr {
    let mut args = args.into_iter();
    let value = args.next().unwrap_or(Expr::Null);
    let digits = args.next();
    match (ty, digits) {
        (Type::Integer, None) => value,
        (Type::Integer, Some(digits)) => Expr::Call("round", vec![value.cast(INTEGER), digits]),
        (Type::Float, None) => whole(value.cast(DOUBLE)),
        (Type::Float, Some(digits)) => {
            let (before, digits) = match &digits {
                Expr::Negate(digits) => (true, (**digits).clone()),
                Expr::Number(digits) => (digits.starts_with('-'), Expr::Number(digits.trim_start_matches('-').to_owned())),
                _ => (false, digits),
            };
            let (there, back) =
                if before { (Operator::Divide, Operator::Multiply) } else { (Operator::Multiply, Operator::Divide) };
            let unit = Expr::Call("exp10", vec![digits]);
            whole(value.cast(DOUBLE).binary(there, unit.clone())).binary(back, unit)
        }
        (_, digits) => Expr::Call("round", std::iter::once(value).chain(digits).collect()),
    }
}

/// The nearest whole number in double, halves away from zero.
fn whole(value: Expr) -> Expr {
    Expr::Form("(trunc({0}) + CASE WHEN abs({0!} - trunc({0})) >= 0.5 THEN sign({0}) ELSE 0 END)", vec![value])
}

/// The standard deviation of a sample, by the sum of squares of differences; 0 of equal values, as it would be without rounding.
fn stddev(value: &Expr) -> Expr {
    let words = "CASE WHEN count({0}) > 1 AND min({0}) = max({0}) THEN 0 WHEN count({0}) > 1 THEN stddevSampStable({0}) END";
    Expr::Form(words, vec![value.clone()])
}
