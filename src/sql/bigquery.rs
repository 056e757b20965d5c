//! BigQuery. Naive timestamps are `DATETIME`; a source's column may be one, or a `TIMESTAMP`, which is read in UTC.

use super::ansi::{self, first, two, with};
use super::dialect::{Caps, Replace, Side, SqlDialect};
use super::tree::{Expr, Join, JoinKind, Operator, Relation, Rows, Select, Window};
use crate::model::expr::{Function, TimeField};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::project::calendar::{Calendar, Grain, Weekday};
use crate::project::dialect::Dialect;
use crate::syntax::ast::TimeUnit;
use jiff::civil::{Date, DateTime};

/// GoogleSQL as BigQuery's service runs it.
pub struct Bigquery;

const CAPS: Caps = Caps {
    materialized_ctes: false,
    distinct_on: false,
    analyze: false,
    create_schema_moves: false,
    inequality_joins: false,
    is_distinct_from: true,
    nulls_last_in_windows: false,
    like_escape: None,
    boolean_comparisons: true,
    numbers_meet: true,
    in_any_list: true,
    bare_names: true,
    signed: None,
    numbers: None,
    typed_texts: None,
    percentiles_together: true,
    // `project.region.INFORMATION_SCHEMA.TABLES`
    name_parts: 4,
    schema: "SCHEMA",
    replace: Replace::OrReplace,
    table_options: "",
    view_column_comments: true,
    settings: "",
};

const NAIVE: &str = "DATETIME";
const LONG: &str = "BIGNUMERIC";
/// The most digits of a `NUMERIC` before the point, and behind it.
const NUMERIC_DIGITS: (usize, usize) = (29, 9);
/// The most digits of a `BIGNUMERIC` on either side of the point.
const LONG_DIGITS: usize = 38;
/// Digits before the point of which a `NUMERIC` holds sums of a thousand million rows.
const SUMMED_DIGITS: u32 = 20;
/// The elements of a series.
const ELEMENT: &str = "series_start";
const CHUNK: &str = "chunk_start";
const CHUNKS: &str = "GENERATE_TIMESTAMP_ARRAY(TIMESTAMP({0}), TIMESTAMP({1}), INTERVAL 1000 HOUR)";
const HOURS: &str =
    "GENERATE_TIMESTAMP_ARRAY({0}, LEAST(TIMESTAMP({1}), TIMESTAMP_ADD({0}, INTERVAL 999 HOUR)), INTERVAL 1 HOUR)";

/// The middle one of all values in their order, or between two: as an aggregate there is no exact percentile of the service's own.
const MEDIAN: &str = "((ARRAY_AGG({0} IGNORE NULLS ORDER BY {0})[SAFE_OFFSET(DIV(COUNT({0}) - 1, 2))] \
    + ARRAY_AGG({0} IGNORE NULLS ORDER BY {0})[SAFE_OFFSET(DIV(COUNT({0}), 2))]) / 2)";

/// A value between two of all in their order, each with a share of it.
const PERCENTILE: &str = "(ARRAY_AGG({0} IGNORE NULLS ORDER BY {0})[SAFE_OFFSET(CAST(FLOOR({1} * (COUNT({0}) - 1)) AS INT64))] \
    * CAST(1 - MOD({1} * (COUNT({0}) - 1), 1) AS FLOAT64) \
    + ARRAY_AGG({0} IGNORE NULLS ORDER BY {0})[SAFE_OFFSET(CAST(CEIL({1} * (COUNT({0}) - 1)) AS INT64))] \
    * CAST(MOD({1} * (COUNT({0}) - 1), 1) AS FLOAT64))";

/// The instant of a wall clock. Of one that is shown twice `TIMESTAMP` takes the first instant; everywhere else it is the second. That
/// has the offset of the day after, and shows the same wall clock.
const TO_UTC: &str = "(SELECT DATETIME(IF(DATETIME(later, {1}) = clock, later, TIMESTAMP(clock, {1})), 'UTC') AS moment FROM UNNEST([{0}]) AS clock \
    CROSS JOIN UNNEST([TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(clock, INTERVAL 1 DAY), {1}), INTERVAL 1 DAY)]) AS later)";

impl SqlDialect for Bigquery {
    fn dialect(&self) -> Dialect {
        Dialect::Bigquery
    }

    fn caps(&self) -> &'static Caps {
        &CAPS
    }

    /// Between backticks a backslash escapes, as in texts.
    fn identifier(&self, name: &str) -> String {
        if super::dialect::is_plain(name) {
            return name.to_owned();
        }
        format!("`{}`", ansi::backslashed(name, ansi::unicode).replace('`', "\\`"))
    }

    fn text_literal(&self, text: &str) -> String {
        format!("'{}'", ansi::backslashed(text, ansi::unicode).replace('\'', "\\'"))
    }

    /// Digits with a point alone would be a double.
    fn number(&self, digits: &str) -> String {
        let (before, behind) = digits.trim_start_matches('-').split_once('.').unwrap_or((digits, ""));
        match (before.len(), behind.len()) {
            (_, 0) if digits.parse::<i64>().is_ok() => digits.to_owned(),
            (before, behind) if before <= NUMERIC_DIGITS.0 && behind <= NUMERIC_DIGITS.1 => format!("NUMERIC '{digits}'"),
            (before, behind) if before <= LONG_DIGITS && behind <= LONG_DIGITS => format!("{LONG} '{digits}'"),
            _ => format!("{digits}E0"),
        }
    }

    fn date(&self, date: Date) -> String {
        ansi::date(date)
    }

    fn timestamp(&self, time: DateTime) -> String {
        ansi::timestamp(NAIVE, time)
    }

    fn naive(&self, column: Expr) -> Expr {
        column.cast(NAIVE)
    }

    /// A text takes the type of the column that it is compared with.
    fn bound(&self, column: Expr, operator: Operator, time: DateTime) -> Expr {
        column.binary(operator, Expr::Text(ansi::moment(time)))
    }

    fn comment(&self, view: bool, name: &str, column: Option<&str>, text: &str) -> String {
        let kind = if view { "VIEW" } else { "TABLE" };
        let column = column.map(|column| format!(" ALTER COLUMN {column}")).unwrap_or_default();
        format!("ALTER {kind} {name}{column} SET OPTIONS (description = {text})")
    }

    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Boolean => "BOOL".to_owned(),
            Type::Integer => "INT64".to_owned(),
            Type::Decimal { precision, scale } => {
                let before = precision.saturating_sub(*scale) as usize;
                let short = before <= NUMERIC_DIGITS.0 && *scale as usize <= NUMERIC_DIGITS.1;
                format!("{}({precision}, {scale})", if short { "NUMERIC" } else { LONG })
            }
            Type::Float => "FLOAT64".to_owned(),
            Type::Text | Type::Null | Type::Error => "STRING".to_owned(),
            Type::Date => "DATE".to_owned(),
            Type::Timestamp(_) => NAIVE.to_owned(),
        }
    }

    /// A product of two `NUMERIC` is one, and keeps nine digits behind the point.
    fn arithmetic(&self, operator: Operator, left: Expr, right: Expr, _types: [&Type; 2], result: &Type) -> Expr {
        match result {
            Type::Decimal { scale, .. } if operator == Operator::Multiply && *scale as usize > NUMERIC_DIGITS.1 => {
                left.cast(LONG).binary(operator, right)
            }
            _ => left.binary(operator, right),
        }
    }

    fn call(&self, function: Function, args: Vec<Expr>, types: &[Type], result: &Type) -> Expr {
        let integer = types.first() == Some(&Type::Integer);
        let float = types.contains(&Type::Float);
        let double = |args: Vec<Expr>| -> Vec<Expr> { args.into_iter().map(|arg| arg.cast("FLOAT64")).collect() };
        match function {
            Function::Lower => Expr::Call("LOWER", args),
            Function::Upper => Expr::Call("UPPER", args),
            // With its second argument: alone it would trim every kind of space.
            Function::Trim => Expr::Call("TRIM", with(args, Expr::Text(" ".to_owned()))),
            Function::Length => Expr::Call("LENGTH", args),
            Function::Substring => ansi::substring(args),
            Function::StartsWith => Expr::Call("STARTS_WITH", args),
            Function::EndsWith => Expr::Call("ENDS_WITH", args),
            Function::Contains => Expr::Call("STRPOS", args).binary(Operator::Greater, Expr::integer(0)),
            Function::Replace => Expr::Call("REPLACE", args),
            Function::Abs => Expr::Call("ABS", args),
            Function::Round if integer && args.len() == 1 => first(args),
            // Of integers it would be a double.
            Function::Round if integer => {
                two(args, |value, digits| Expr::Call("ROUND", vec![value.cast("NUMERIC"), digits]).cast(&self.type_name(result)))
            }
            Function::Round => Expr::Call("ROUND", args),
            Function::Floor | Function::Ceil if integer => first(args),
            Function::Floor => Expr::Call("FLOOR", args),
            Function::Ceil => Expr::Call("CEIL", args),
            Function::Ln => ansi::ln("LN", double(args)),
            Function::Exp => ansi::exp("EXP", double(args)),
            Function::Power => two(double(args), ansi::power),
            Function::Sqrt => ansi::sqrt("SQRT", double(args)),
            Function::Mod => two(args, |a, b| {
                // Of doubles there is none.
                let exact = |value: Expr| if float { value.cast(LONG) } else { value };
                let rest = Expr::Call("MOD", vec![exact(a), Expr::Call("NULLIF", vec![exact(b), Expr::integer(0)])]);
                if float { rest.cast("FLOAT64") } else { rest }
            }),
            // Null where one of them is, by themselves.
            Function::Least => Expr::Call("LEAST", args),
            Function::Greatest => Expr::Call("GREATEST", args),
            Function::Coalesce => Expr::Call("COALESCE", args),
            Function::Nullif => Expr::Call("NULLIF", args),
            Function::DateTrunc(_) | Function::DateDiff(_) | Function::DateAdd(_) => first(args),
        }
    }

    fn truncate(&self, grain: Grain, value: Expr, calendar: &Calendar) -> Expr {
        let shifted = |words: &'static str| match ansi::fiscal_shift(grain, calendar) {
            0 => Expr::Form(words, vec![day(value.clone())]),
            months => {
                let back = Expr::Form("DATE_SUB({0}, INTERVAL {1} MONTH)", vec![day(value.clone()), Expr::integer(months)]);
                let start = Expr::Form(words, vec![back]);
                Expr::Form("DATE_ADD({0}, INTERVAL {1} MONTH)", vec![start, Expr::integer(months)])
            }
        };
        match grain {
            Grain::Hour => Expr::Form("DATETIME_TRUNC({0}, HOUR)", vec![moment(value)]),
            Grain::Day => day(value),
            Grain::Week => Expr::Form(week(calendar), vec![day(value)]),
            Grain::Month => Expr::Form("DATE_TRUNC({0}, MONTH)", vec![day(value)]),
            Grain::Quarter => shifted("DATE_TRUNC({0}, QUARTER)"),
            Grain::Year => shifted("DATE_TRUNC({0}, YEAR)"),
        }
    }

    fn difference(&self, grain: Grain, from: Expr, to: Expr, calendar: &Calendar) -> Expr {
        let start = |value: Expr| self.truncate(grain, value, calendar);
        let sides = vec![start(to), start(from)];
        match grain {
            Grain::Hour => Expr::Form("DATETIME_DIFF({0}, {1}, HOUR)", sides),
            Grain::Day => Expr::Form("DATE_DIFF({0}, {1}, DAY)", sides),
            Grain::Week => Expr::Form("DIV(DATE_DIFF({0}, {1}, DAY), 7)", sides),
            Grain::Month => Expr::Form("DATE_DIFF({0}, {1}, MONTH)", sides),
            Grain::Quarter => Expr::Form("DIV(DATE_DIFF({0}, {1}, MONTH), 3)", sides),
            Grain::Year => Expr::Form("DIV(DATE_DIFF({0}, {1}, MONTH), 12)", sides),
        }
    }

    fn add(&self, unit: TimeUnit, count: Expr, value: Expr, ty: &Type) -> Expr {
        let (count, earlier) = match &count {
            Expr::Number(digits) if digits.starts_with('-') => (Expr::Number(digits.trim_start_matches('-').to_owned()), true),
            _ => (count, false),
        };
        let span = match unit {
            TimeUnit::Minute => "INTERVAL {0!} MINUTE",
            TimeUnit::Hour => "INTERVAL {0!} HOUR",
            TimeUnit::Day => "INTERVAL {0!} DAY",
            TimeUnit::Week => "INTERVAL {0!} WEEK",
            TimeUnit::Month => "INTERVAL {0!} MONTH",
            TimeUnit::Quarter => "INTERVAL {0!} QUARTER",
            TimeUnit::Year => "INTERVAL {0!} YEAR",
        };
        let (function, value) = match (*ty == Type::Date, earlier) {
            (true, false) => ("DATE_ADD", value),
            (true, true) => ("DATE_SUB", value),
            (false, false) => ("DATETIME_ADD", moment(value)),
            (false, true) => ("DATETIME_SUB", moment(value)),
        };
        Expr::Call(function, vec![value, Expr::Form(span, vec![count])])
    }

    fn extract(&self, field: TimeField, value: Expr) -> Expr {
        let part = |name, value| Expr::Extract(name, Box::new(value));
        match field {
            // Sunday is 1.
            TimeField::Dow => part("DAYOFWEEK", value).binary(Operator::Subtract, Expr::integer(1)),
            TimeField::Isodow => {
                let after_monday = part("DAYOFWEEK", value).binary(Operator::Add, Expr::integer(5));
                Expr::Call("MOD", vec![after_monday, Expr::integer(7)]).binary(Operator::Add, Expr::integer(1))
            }
            TimeField::Week => part("ISOWEEK", value),
            TimeField::Doy => part("DAYOFYEAR", value),
            // A date has none.
            TimeField::Hour | TimeField::Minute | TimeField::Second => part(ansi::field(field), moment(value)),
            TimeField::Year | TimeField::Quarter | TimeField::Month | TimeField::Day | TimeField::Isoyear => {
                part(ansi::field(field), value)
            }
        }
    }

    fn to_local(&self, instant: Expr, zone: &str) -> Expr {
        // A column is an instant, or it is read as one in UTC.
        let instant = match instant {
            Expr::Cast(column, ty) if ty == NAIVE => Expr::Call("TIMESTAMP", vec![*column]),
            other => Expr::Call("TIMESTAMP", vec![other]),
        };
        Expr::Call(NAIVE, vec![instant, Expr::Text(zone.to_owned())])
    }

    fn to_utc(&self, local: Expr, zone: &str) -> Expr {
        Expr::Form(TO_UTC, vec![local, Expr::Text(zone.to_owned())])
    }

    fn current_date(&self, zone: &str) -> Expr {
        Expr::Call("CURRENT_DATE", vec![Expr::Text(zone.to_owned())])
    }

    fn series(&self, from: Select, grain: Grain, first: Expr, last: Expr, alias: &str) -> Select {
        let words = match grain {
            Grain::Hour => return hours(from, first, last, alias),
            Grain::Day => "GENERATE_DATE_ARRAY({0}, {1}, INTERVAL 1 DAY)",
            Grain::Week => "GENERATE_DATE_ARRAY({0}, {1}, INTERVAL 1 WEEK)",
            Grain::Month => "GENERATE_DATE_ARRAY({0}, {1}, INTERVAL 1 MONTH)",
            Grain::Quarter => "GENERATE_DATE_ARRAY({0}, {1}, INTERVAL 1 QUARTER)",
            Grain::Year => "GENERATE_DATE_ARRAY({0}, {1}, INTERVAL 1 YEAR)",
        };
        beside(from, Expr::Form(words, vec![first, last]), ELEMENT).item(Expr::bare(ELEMENT), alias)
    }

    fn aggregate(&self, function: AggregateFunction, value: Expr, ty: &Type) -> Option<Expr> {
        let double = || if *ty == Type::Float { value.clone() } else { value.clone().cast("FLOAT64") };
        match function {
            AggregateFunction::Count => Some(Expr::Call("COUNT", vec![value])),
            // A sum is as long as its values, and fails where it would be longer.
            AggregateFunction::Sum if may_overflow(ty) => Some(Expr::Call("SUM", vec![value.cast(LONG)])),
            AggregateFunction::Sum => Some(Expr::Call("SUM", vec![value])),
            AggregateFunction::Avg => Some(Expr::Call("AVG", vec![value.cast("FLOAT64")])),
            AggregateFunction::Min => Some(Expr::Call("MIN", vec![value])),
            AggregateFunction::Max => Some(Expr::Call("MAX", vec![value])),
            AggregateFunction::Median => Some(Expr::Form(MEDIAN, vec![double()])),
            AggregateFunction::Percentile(q) => Some(Expr::Form(PERCENTILE, vec![double(), Expr::Number(q.to_string())])),
            AggregateFunction::Stddev => Some(ansi::stddev(value.cast("FLOAT64"))),
            AggregateFunction::ApproxCountDistinct => Some(Expr::Call("APPROX_COUNT_DISTINCT", vec![value])),
        }
    }

    /// Several values are told apart as one text: a structure cannot be counted.
    fn count_distinct(&self, values: Vec<Expr>, _types: &[&Type], condition: Option<Expr>) -> Expr {
        if values.len() == 1 {
            return ansi::count_distinct(values, condition);
        }
        let all_given = values.iter().cloned().map(Expr::is_not_null);
        let counts = condition.into_iter().chain(all_given).reduce(|a, b| a.binary(Operator::And, b));
        let text = Expr::Call("TO_JSON_STRING", vec![Expr::Call("STRUCT", values)]);
        Expr::CallDistinct("COUNT", vec![text.when(counts)])
    }

    fn whole(&self, number: Expr, ty: &Type) -> Expr {
        if *ty == Type::Float { ansi::nearest_even(number).cast("INT64") } else { number.cast("INT64") }
    }

    fn converted(&self, value: Expr, _from: &Type, to: &Type) -> Expr {
        value.cast(&self.type_name(to))
    }

    fn text(&self, value: Expr, ty: &Type) -> Expr {
        match ty {
            // `CAST` leaves out zeros at the end.
            Type::Decimal { scale, .. } => Expr::Call("FORMAT", vec![Expr::Text(format!("%.{scale}f")), value]),
            _ => value.cast("STRING"),
        }
    }

    fn neighbour(&self, side: Side, value: Expr, window: Window) -> Expr {
        ansi::neighbour(side, value, window)
    }
}

/// The hours from one to another. One array has a million elements at most, which is less than those of all periods: each of one is
/// the start of another.
fn hours(from: Select, first: Expr, last: Expr, alias: &str) -> Select {
    let chunks = Expr::Form(CHUNKS, vec![first, last.clone()]);
    let hours = Expr::Form(HOURS, vec![Expr::bare(CHUNK), last]);
    beside(beside(from, chunks, CHUNK), hours, ELEMENT).item(Expr::Call(NAIVE, vec![Expr::bare(ELEMENT)]), alias)
}

/// A relation with the elements of an array beside it.
fn beside(mut select: Select, array: Expr, name: &str) -> Select {
    let rows = Box::new(Expr::Call("UNNEST", vec![array]));
    let relation = Relation { rows: Rows::Function(rows, None), alias: Some(name.to_owned()) };
    if select.from.is_none() {
        select.from = Some(relation);
    } else {
        select.joins.push(Join { kind: JoinKind::Cross, relation, on: Vec::new() });
    }
    select
}

/// Whether a sum of many such values may be longer than they can be.
fn may_overflow(ty: &Type) -> bool {
    match ty {
        Type::Integer => true,
        Type::Decimal { precision, scale } => precision.saturating_sub(*scale) > SUMMED_DIGITS,
        _ => false,
    }
}

/// A value as a date. Of a wall clock that was just read off an instant it is said with it.
fn day(value: Expr) -> Expr {
    match value {
        Expr::Date(_) | Expr::Call("DATE_ADD" | "DATE_SUB" | "DATE" | "CURRENT_DATE", _) => value,
        Expr::Cast(_, ref ty) if ty == "DATE" => value,
        Expr::Call(NAIVE, args) => Expr::Call("DATE", args),
        other => other.cast("DATE"),
    }
}

/// A value as a naive timestamp: hours are not counted from a date.
fn moment(value: Expr) -> Expr {
    match value {
        Expr::Timestamp(_) | Expr::Call(NAIVE | "DATETIME_ADD" | "DATETIME_SUB", _) => value,
        Expr::Cast(_, ref ty) if ty == NAIVE => value,
        other => other.cast(NAIVE),
    }
}

/// The first day of a week.
fn week(calendar: &Calendar) -> &'static str {
    match calendar.week_start {
        Weekday::Monday => "DATE_TRUNC({0}, WEEK(MONDAY))",
        Weekday::Tuesday => "DATE_TRUNC({0}, WEEK(TUESDAY))",
        Weekday::Wednesday => "DATE_TRUNC({0}, WEEK(WEDNESDAY))",
        Weekday::Thursday => "DATE_TRUNC({0}, WEEK(THURSDAY))",
        Weekday::Friday => "DATE_TRUNC({0}, WEEK(FRIDAY))",
        Weekday::Saturday => "DATE_TRUNC({0}, WEEK(SATURDAY))",
        Weekday::Sunday => "DATE_TRUNC({0}, WEEK(SUNDAY))",
    }
}
