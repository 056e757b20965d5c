//! Snowflake.

use super::ansi::{self, first, two};
use super::dialect::{Caps, Replace, Side, SqlDialect, is_plain};
use super::tree::{Expr, Join, JoinKind, Operator, Relation, Rows, Select, Window};
use crate::model::expr::{Function, TimeField};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::project::calendar::{Calendar, Grain};
use crate::project::dialect::Dialect;
use crate::syntax::ast::TimeUnit;
use jiff::civil::{Date, DateTime};

/// Snowflake. What is written does not depend on the session's `WEEK_START`, `WEEK_OF_YEAR_POLICY`, `TIMESTAMP_TYPE_MAPPING` and formats of output;
/// `TIMESTAMP_LTZ` is read in the session's `TIMEZONE`, which must be UTC, and `TIMESTAMP_TZ` by the wall clock of its own offset.
pub struct Snowflake;

const CAPS: Caps = Caps {
    materialized_ctes: false,
    distinct_on: false,
    analyze: false,
    create_schema_moves: true,
    inequality_joins: true,
    is_distinct_from: true,
    nulls_last_in_windows: true,
    like_escape: Some('!'),
    boolean_comparisons: true,
    numbers_meet: true,
    in_any_list: true,
    bare_names: true,
    signed: None,
    numbers: None,
    typed_texts: None,
    percentiles_together: true,
    name_parts: 3,
    schema: "SCHEMA",
    replace: Replace::OrReplace,
    table_options: "",
    view_column_comments: false,
    settings: "",
};
const INTEGER: &str = "NUMBER(38, 0)";
const DOUBLE: &str = "DOUBLE";
const TIMESTAMP: &str = "TIMESTAMP_NTZ";

/// The digits after the point that a product keeps at least, and those that it keeps at most if no factor has more.
const PRODUCT_SCALE: u32 = 12;

/// What it reserves beside what others do, sorted.
pub(super) const RESERVED: &[&str] = &["account", "gscluster"];

impl SqlDialect for Snowflake {
    fn dialect(&self) -> Dialect {
        Dialect::Snowflake
    }

    fn caps(&self) -> &'static Caps {
        &CAPS
    }

    /// A name without quotes is stored in upper case. So one that could stand without them, but for being reserved, is quoted in
    /// upper case, for that is what it was stored as; others are as they are.
    fn identifier(&self, name: &str) -> String {
        let mut bytes = name.bytes();
        let first = bytes.next().is_some_and(|b| b.is_ascii_lowercase() || b == b'_');
        let folds = first && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        match folds {
            true if is_plain(name) && RESERVED.binary_search(&name).is_err() => name.to_owned(),
            true => format!("\"{}\"", name.to_ascii_uppercase()),
            false => ansi::quoted(name),
        }
    }

    fn text_literal(&self, text: &str) -> String {
        format!("'{}'", ansi::backslashed(text, ansi::hexadecimal).replace('\'', "''"))
    }

    fn number(&self, digits: &str) -> String {
        digits.to_owned()
    }

    fn date(&self, date: Date) -> String {
        ansi::date(date)
    }

    /// `TIMESTAMP '…'` would be of the type that the session maps it to.
    fn timestamp(&self, time: DateTime) -> String {
        format!("CAST('{}' AS {TIMESTAMP})", ansi::moment(time))
    }

    fn naive(&self, column: Expr) -> Expr {
        column.cast(TIMESTAMP)
    }

    fn bound(&self, column: Expr, operator: Operator, time: DateTime) -> Expr {
        self.naive(column).binary(operator, Expr::Timestamp(time))
    }

    fn comment(&self, view: bool, name: &str, column: Option<&str>, text: &str) -> String {
        ansi::comment(view, name, column, text)
    }

    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Boolean => "BOOLEAN".to_owned(),
            Type::Integer => INTEGER.to_owned(),
            Type::Decimal { precision, scale } => format!("NUMBER({precision}, {scale})"),
            Type::Float => DOUBLE.to_owned(),
            Type::Text | Type::Null | Type::Error => "VARCHAR".to_owned(),
            Type::Date => "DATE".to_owned(),
            Type::Timestamp(_) => TIMESTAMP.to_owned(),
        }
    }

    /// A product is cut to twelve digits after the point, or to those of the factor that has more: one factor gets all of them.
    fn arithmetic(&self, operator: Operator, left: Expr, right: Expr, types: [&Type; 2], result: &Type) -> Expr {
        let scale = |ty: &Type| if let Type::Decimal { scale, .. } = ty { *scale } else { 0 };
        let kept = types.map(scale).into_iter().max().unwrap_or(0).max(PRODUCT_SCALE);
        if operator == Operator::Multiply && scale(result) > kept {
            let left = left.cast(&self.type_name(&Type::Decimal { precision: 38, scale: scale(result) }));
            return left.binary(operator, right);
        }
        left.binary(operator, right)
    }

    fn call(&self, function: Function, args: Vec<Expr>, types: &[Type], _result: &Type) -> Expr {
        let integer = types.first() == Some(&Type::Integer);
        let double = |args: Vec<Expr>| -> Vec<Expr> { args.into_iter().map(|arg| arg.cast(DOUBLE)).collect() };
        match function {
            Function::Lower => Expr::Call("LOWER", args),
            Function::Upper => Expr::Call("UPPER", args),
            Function::Trim => Expr::Call("TRIM", args),
            Function::Length => Expr::Call("LENGTH", args),
            Function::Substring => ansi::substring(args),
            Function::StartsWith => Expr::Call("STARTSWITH", args),
            Function::EndsWith => Expr::Call("ENDSWITH", args),
            Function::Contains => Expr::Call("CONTAINS", args),
            Function::Replace => Expr::Call("REPLACE", args),
            Function::Abs => Expr::Call("ABS", args),
            Function::Round if integer && args.len() == 1 => first(args),
            Function::Round => Expr::Call("ROUND", args),
            Function::Floor if integer => first(args),
            Function::Floor => Expr::Call("FLOOR", args),
            Function::Ceil if integer => first(args),
            Function::Ceil => Expr::Call("CEIL", args),
            Function::Ln => ansi::ln("LN", double(args)),
            Function::Exp => ansi::exp("EXP", double(args)),
            Function::Power => two(double(args), ansi::power),
            Function::Sqrt => ansi::sqrt("SQRT", double(args)),
            Function::Mod => two(args, |a, b| Expr::Call("MOD", vec![a, Expr::Call("NULLIF", vec![b, Expr::integer(0)])])),
            // Null where an argument is.
            Function::Least => Expr::Call("LEAST", args),
            Function::Greatest => Expr::Call("GREATEST", args),
            Function::Coalesce => Expr::Call("COALESCE", args),
            Function::Nullif => Expr::Call("NULLIF", args),
            Function::DateTrunc(_) | Function::DateDiff(_) | Function::DateAdd(_) => first(args),
        }
    }

    fn truncate(&self, grain: Grain, value: Expr, calendar: &Calendar) -> Expr {
        let start = |words, day: Expr| Expr::Form(words, vec![day]);
        // Of a date it is a date.
        let of_months = |words| {
            let own = day(value.clone());
            match ansi::fiscal_shift(grain, calendar) {
                0 => start(words, own),
                months => {
                    let moved = |day, by| self.add(TimeUnit::Month, Expr::integer(by), day, &Type::Date);
                    moved(start(words, moved(own, -months)), months)
                }
            }
        };
        match grain {
            Grain::Hour => start("DATE_TRUNC('HOUR', {0})", value),
            Grain::Day => day(value),
            // The last such day before the next day; `DATE_TRUNC` would ask the session when a week starts.
            Grain::Week => {
                let next = self.add(TimeUnit::Day, Expr::integer(1), day(value), &Type::Date);
                Expr::Call("PREVIOUS_DAY", vec![next, Expr::Text(calendar.week_start.name().to_owned())])
            }
            Grain::Month => of_months("DATE_TRUNC('MONTH', {0})"),
            Grain::Quarter => of_months("DATE_TRUNC('QUARTER', {0})"),
            Grain::Year => of_months("DATE_TRUNC('YEAR', {0})"),
        }
    }

    fn difference(&self, grain: Grain, from: Expr, to: Expr, calendar: &Calendar) -> Expr {
        let between = |words| Expr::Form(words, [&from, &to].map(|side| self.truncate(grain, side.clone(), calendar)).to_vec());
        // Both sides are starts of periods, so whole units lie between them.
        let each = |count: Expr, size: i64| count.binary(Operator::Divide, Expr::integer(size)).cast(INTEGER);
        match grain {
            Grain::Hour => between("DATEDIFF(HOUR, {0}, {1})"),
            Grain::Day => between("DATEDIFF(DAY, {0}, {1})"),
            Grain::Week => each(between("DATEDIFF(DAY, {0}, {1})"), 7),
            Grain::Month => between("DATEDIFF(MONTH, {0}, {1})"),
            Grain::Quarter => each(between("DATEDIFF(MONTH, {0}, {1})"), 3),
            Grain::Year => each(between("DATEDIFF(MONTH, {0}, {1})"), 12),
        }
    }

    fn add(&self, unit: TimeUnit, count: Expr, value: Expr, _ty: &Type) -> Expr {
        let words = match unit {
            TimeUnit::Minute => "DATEADD(MINUTE, {0}, {1})",
            TimeUnit::Hour => "DATEADD(HOUR, {0}, {1})",
            TimeUnit::Day => "DATEADD(DAY, {0}, {1})",
            TimeUnit::Week => "DATEADD(WEEK, {0}, {1})",
            TimeUnit::Month => "DATEADD(MONTH, {0}, {1})",
            TimeUnit::Quarter => "DATEADD(QUARTER, {0}, {1})",
            TimeUnit::Year => "DATEADD(YEAR, {0}, {1})",
        };
        Expr::Form(words, vec![count, value])
    }

    /// By the functions that ask no parameter of the session.
    fn extract(&self, field: TimeField, value: Expr) -> Expr {
        let name = match field {
            TimeField::Year => "YEAR",
            TimeField::Quarter => "QUARTER",
            TimeField::Month => "MONTH",
            TimeField::Week => "WEEKISO",
            TimeField::Day => "DAY",
            TimeField::Hour => "HOUR",
            TimeField::Minute => "MINUTE",
            TimeField::Second => "SECOND",
            // With Sunday as 0.
            TimeField::Dow => return Expr::Form("MOD(DAYOFWEEKISO({0}), 7)", vec![value]),
            TimeField::Isodow => "DAYOFWEEKISO",
            TimeField::Doy => "DAYOFYEAR",
            TimeField::Isoyear => "YEAROFWEEKISO",
        };
        Expr::Call(name, vec![value])
    }

    fn to_local(&self, instant: Expr, zone: &str) -> Expr {
        ansi::convert_timezone("UTC", zone, instant)
    }

    fn to_utc(&self, local: Expr, zone: &str) -> Expr {
        ansi::convert_timezone(zone, "UTC", local)
    }

    fn current_date(&self, zone: &str) -> Expr {
        self.to_local(Expr::Call("SYSDATE", vec![]), zone).cast("DATE")
    }

    /// The bounds are columns before they are counted from: a table function reads columns, but no subquery.
    fn series(&self, from: Select, grain: Grain, first: Expr, last: Expr, alias: &str) -> Select {
        let column = |name| Expr::column("northstar_span", name);
        let (unit, count) = match grain {
            Grain::Hour => (TimeUnit::Hour, "DATEDIFF(HOUR, {0}, {1}) + 1"),
            Grain::Day => (TimeUnit::Day, "DATEDIFF(DAY, {0}, {1}) + 1"),
            Grain::Week => (TimeUnit::Week, "CAST(DATEDIFF(DAY, {0}, {1}) / 7 AS NUMBER(38, 0)) + 1"),
            Grain::Month => (TimeUnit::Month, "DATEDIFF(MONTH, {0}, {1}) + 1"),
            Grain::Quarter => (TimeUnit::Quarter, "DATEDIFF(QUARTER, {0}, {1}) + 1"),
            Grain::Year => (TimeUnit::Year, "DATEDIFF(YEAR, {0}, {1}) + 1"),
        };
        let span = from.item(first, "span_first").item(last, "span_last").query();
        let range = Expr::Form(count, vec![column("span_first"), column("span_last")]);
        let rows = Expr::Form("LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, {0}))", vec![range]);
        let relation = Relation { rows: Rows::Function(Box::new(rows), None), alias: Some("northstar_number".to_owned()) };
        let start = self.add(unit, Expr::column("northstar_number", "index"), column("span_first"), &Type::Date);
        let mut select = Select::from(Relation::query(span, "northstar_span")).item(start, alias);
        select.joins.push(Join { kind: JoinKind::Cross, relation, on: Vec::new() });
        select
    }

    fn aggregate(&self, function: AggregateFunction, value: Expr, _ty: &Type) -> Option<Expr> {
        let quantile =
            |q: String| Expr::WithinGroup("PERCENTILE_CONT", Box::new(Expr::Number(q)), Box::new(value.clone().cast(DOUBLE)));
        Some(match function {
            AggregateFunction::Count => Expr::Call("COUNT", vec![value]),
            AggregateFunction::Sum => Expr::Call("SUM", vec![value]),
            AggregateFunction::Avg => Expr::Call("AVG", vec![value.cast(DOUBLE)]),
            AggregateFunction::Min => Expr::Call("MIN", vec![value]),
            AggregateFunction::Max => Expr::Call("MAX", vec![value]),
            AggregateFunction::Median => quantile("0.5".to_owned()),
            AggregateFunction::Percentile(q) => quantile(q.to_string()),
            AggregateFunction::Stddev => ansi::stddev(value.cast(DOUBLE)),
            AggregateFunction::ApproxCountDistinct => Expr::Call("APPROX_COUNT_DISTINCT", vec![value]),
        })
    }

    /// Of several values at once it passes over rows with a null.
    fn count_distinct(&self, values: Vec<Expr>, _types: &[&Type], condition: Option<Expr>) -> Expr {
        let mut condition = condition;
        Expr::CallDistinct("COUNT", values.into_iter().map(|value| value.when(condition.take())).collect())
    }

    /// `CAST` takes halves of doubles away from zero, as it does of decimals.
    fn whole(&self, number: Expr, ty: &Type) -> Expr {
        let nearest = if *ty == Type::Float { ansi::nearest_even(number) } else { number };
        nearest.cast(&self.type_name(&Type::Integer))
    }

    fn converted(&self, value: Expr, _from: &Type, to: &Type) -> Expr {
        value.cast(&self.type_name(to))
    }

    /// Dates and timestamps would be written as the session likes.
    fn text(&self, value: Expr, ty: &Type) -> Expr {
        match ty {
            Type::Date => Expr::Form("TO_VARCHAR({0}, 'YYYY-MM-DD')", vec![value]),
            // Without the zeros at its end.
            Type::Timestamp(_) => {
                Expr::Form("REGEXP_REPLACE(TO_VARCHAR({0}, 'YYYY-MM-DD HH24:MI:SS.FF6'), '[.]?0+$', '')", vec![value])
            }
            Type::Text => value,
            Type::Boolean | Type::Integer | Type::Decimal { .. } | Type::Float | Type::Null | Type::Error => {
                value.cast("VARCHAR")
            }
        }
    }

    fn neighbour(&self, side: Side, value: Expr, window: Window) -> Expr {
        ansi::neighbour(side, value, window)
    }
}

/// A date, or the date of a wall clock.
fn day(value: Expr) -> Expr {
    let is_date = match &value {
        Expr::Date(_) => true,
        Expr::Cast(_, ty) => ty == "DATE",
        _ => false,
    };
    if is_date { value } else { value.cast("DATE") }
}
