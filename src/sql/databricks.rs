//! Databricks SQL, in ANSI mode and a session in UTC (both are what a warehouse starts with).

use super::ansi::{self, first, two};
use super::dialect::{Caps, Replace, SUM_DIGITS, Side, SqlDialect};
use super::tree::{Expr, Operator, Select, Window};
use crate::model::expr::{Function, TimeField};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::project::calendar::{Calendar, Grain};
use crate::project::dialect::Dialect;
use crate::syntax::ast::TimeUnit;
use jiff::civil::{Date, DateTime};

/// Databricks Runtime 14 and later, or Spark 3.5.
pub struct Databricks;

const CAPS: Caps = Caps {
    materialized_ctes: false,
    distinct_on: false,
    analyze: false,
    create_schema_moves: false,
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
/// The most digits that a decimal has.
const MOST_DIGITS: u32 = 38;
const NAIVE: &str = "TIMESTAMP_NTZ";
/// From here on a double has no digits after the point.
const WHOLE_DOUBLES: &str = "4503599627370496";

impl SqlDialect for Databricks {
    fn dialect(&self) -> Dialect {
        Dialect::Databricks
    }

    fn caps(&self) -> &'static Caps {
        &CAPS
    }

    fn identifier(&self, name: &str) -> String {
        if super::dialect::is_plain(name) { name.to_owned() } else { format!("`{}`", name.replace('`', "``")) }
    }

    /// A quote is not doubled: two literals side by side are one, and before Spark 4 that is what two quotes make of it. `${` would
    /// be the start of a variable.
    fn text_literal(&self, text: &str) -> String {
        format!("'{}'", ansi::backslashed(text, ansi::unicode).replace('\'', "\\'").replace("${", "$\\{"))
    }

    fn number(&self, digits: &str) -> String {
        digits.to_owned()
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

    /// `COMMENT ON` knows tables only.
    fn comment(&self, view: bool, name: &str, column: Option<&str>, text: &str) -> String {
        match column {
            Some(column) => format!("ALTER TABLE {name} ALTER COLUMN {column} COMMENT {text}"),
            None if view => format!("ALTER VIEW {name} SET TBLPROPERTIES ('comment' = {text})"),
            None => ansi::comment(view, name, column, text),
        }
    }

    /// A text takes the type of the column that it is compared with.
    fn bound(&self, column: Expr, operator: Operator, time: DateTime) -> Expr {
        column.binary(operator, Expr::Text(ansi::moment(time)))
    }

    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Boolean => "BOOLEAN".to_owned(),
            Type::Integer => "BIGINT".to_owned(),
            Type::Decimal { precision, scale } => format!("DECIMAL({precision}, {scale})"),
            Type::Float => "DOUBLE".to_owned(),
            Type::Text | Type::Null | Type::Error => "STRING".to_owned(),
            Type::Date => "DATE".to_owned(),
            Type::Timestamp(_) => NAIVE.to_owned(),
        }
    }

    /// What has more than 38 digits loses those behind the sixth after the point, unless the operands are short enough: an operand
    /// that is longer than it says is an error then, and no other number.
    fn arithmetic(&self, operator: Operator, left: Expr, right: Expr, types: [&Type; 2], result: &Type) -> Expr {
        let [left_type, right_type] = types;
        let [a, b] = [digits(&left, left_type), digits(&right, right_type)];
        let Type::Decimal { scale, .. } = result else { return left.binary(operator, right) };
        let product = operator == Operator::Multiply;
        let own = if product { a.0 + b.0 + a.1 + b.1 + 1 } else { a.0.max(b.0) + 1 + a.1.max(b.1) };
        if *scale <= 6 || own <= MOST_DIGITS {
            return left.binary(operator, right);
        }
        let short = |value: Expr, before: u32, after: u32| match value {
            value @ Expr::Number(_) => value,
            value => value.cast(&self.type_name(&Type::Decimal { precision: before + after, scale: after })),
        };
        let room = (MOST_DIGITS - 1).saturating_sub(*scale);
        let (before_a, before_b) = if product {
            let before_a = (room * a.0).checked_div(a.0 + b.0).unwrap_or(0);
            (before_a, room - before_a)
        } else {
            (room, room)
        };
        short(left, before_a, a.1).binary(operator, short(right, before_b, b.1))
    }

    fn call(&self, function: Function, args: Vec<Expr>, types: &[Type], _result: &Type) -> Expr {
        let integer = types.first() == Some(&Type::Integer);
        let float = types.first() == Some(&Type::Float);
        let double = |args: Vec<Expr>| -> Vec<Expr> { args.into_iter().map(|arg| arg.cast("DOUBLE")).collect() };
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
            Function::Floor | Function::Ceil if integer => first(args),
            Function::Floor if float => whole_double("FLOOR", &first(args)),
            Function::Floor => Expr::Call("FLOOR", args),
            Function::Ceil if float => whole_double("CEIL", &first(args)),
            Function::Ceil => Expr::Call("CEIL", args),
            Function::Ln => ansi::ln("LN", double(args)),
            Function::Exp => ansi::exp("EXP", double(args)),
            Function::Power => two(double(args), ansi::power),
            Function::Sqrt => ansi::sqrt("SQRT", double(args)),
            Function::Mod => two(args, |a, b| Expr::Call("MOD", vec![a, Expr::Call("NULLIF", vec![b, Expr::integer(0)])])),
            Function::Least => ansi::strict("LEAST", args),
            Function::Greatest => ansi::strict("GREATEST", args),
            Function::Coalesce => Expr::Call("COALESCE", args),
            Function::Nullif => Expr::Call("NULLIF", args),
            Function::DateTrunc(_) | Function::DateDiff(_) | Function::DateAdd(_) => first(args),
        }
    }

    fn truncate(&self, grain: Grain, value: Expr, calendar: &Calendar) -> Expr {
        let months = |value: Expr, months: i64| Expr::Call("ADD_MONTHS", vec![value, Expr::integer(months)]);
        match grain {
            Grain::Hour => Expr::Call("DATE_TRUNC", vec![Expr::Text("HOUR".to_owned()), value]).cast(NAIVE),
            Grain::Day => value.cast("DATE"),
            Grain::Week => match ansi::week_shift(calendar) {
                0 => trunc(value, grain),
                k => days_later(trunc(days_later(value.cast("DATE"), -k), grain), k),
            },
            Grain::Month | Grain::Quarter | Grain::Year => match ansi::fiscal_shift(grain, calendar) {
                0 => trunc(value, grain),
                shift => months(trunc(months(value.cast("DATE"), -shift), grain), shift),
            },
        }
    }

    fn difference(&self, grain: Grain, from: Expr, to: Expr, calendar: &Calendar) -> Expr {
        let start = |value: Expr| self.truncate(grain, value, calendar);
        // `TIMESTAMPDIFF` and the like count whole units passed: so they do between starts of periods.
        let between = |unit: &'static str, size: i64| {
            let units = Expr::Form(unit, vec![start(from.clone()), start(to.clone())]);
            if size == 1 { units } else { units.binary(Operator::Divide, Expr::integer(size)).cast("BIGINT") }
        };
        match grain {
            Grain::Hour => between("TIMESTAMPDIFF(HOUR, {0}, {1})", 1),
            Grain::Day => between("DATEDIFF({1}, {0})", 1),
            Grain::Week => between("DATEDIFF({1}, {0})", 7),
            Grain::Month => between("DATEDIFF(MONTH, {0}, {1})", 1),
            Grain::Quarter => between("DATEDIFF(MONTH, {0}, {1})", 3),
            Grain::Year => between("DATEDIFF(MONTH, {0}, {1})", 12),
        }
    }

    fn add(&self, unit: TimeUnit, count: Expr, value: Expr, ty: &Type) -> Expr {
        if *ty == Type::Date {
            let small = |count: Expr| if matches!(count, Expr::Number(_)) { count } else { count.cast("INT") };
            let (function, size) = match unit {
                TimeUnit::Day | TimeUnit::Hour | TimeUnit::Minute => ("DATE_ADD", 1),
                TimeUnit::Week => ("DATE_ADD", 7),
                TimeUnit::Month => ("ADD_MONTHS", 1),
                TimeUnit::Quarter => ("ADD_MONTHS", 3),
                TimeUnit::Year => ("ADD_MONTHS", 12),
            };
            return Expr::Call(function, vec![value, small(times(count, size))]);
        }
        let (size, constant, one) = match unit {
            TimeUnit::Minute => (1, "INTERVAL {0} MINUTE", "INTERVAL 1 MINUTE"),
            TimeUnit::Hour => (1, "INTERVAL {0} HOUR", "INTERVAL 1 HOUR"),
            TimeUnit::Day => (1, "INTERVAL {0} DAY", "INTERVAL 1 DAY"),
            TimeUnit::Week => (7, "INTERVAL {0} DAY", "INTERVAL 1 DAY"),
            TimeUnit::Month => (1, "INTERVAL {0} MONTH", "INTERVAL 1 MONTH"),
            TimeUnit::Quarter => (3, "INTERVAL {0} MONTH", "INTERVAL 1 MONTH"),
            TimeUnit::Year => (12, "INTERVAL {0} MONTH", "INTERVAL 1 MONTH"),
        };
        let span = match times(count, size) {
            count @ Expr::Number(_) => Expr::Form(constant, vec![count]),
            count => count.binary(Operator::Multiply, Expr::Form(one, Vec::new())),
        };
        value.binary(Operator::Add, span)
    }

    fn extract(&self, field: TimeField, value: Expr) -> Expr {
        let of = |name: &'static str| Expr::Extract(name, Box::new(value.clone()));
        let part = match field {
            TimeField::Dow => of("DAYOFWEEK").binary(Operator::Subtract, Expr::integer(1)),
            TimeField::Isodow => of("DAYOFWEEK_ISO"),
            TimeField::Isoyear => of("YEAROFWEEK"),
            // Seconds come with their fraction.
            TimeField::Second => Expr::Call("FLOOR", vec![of("SECOND")]),
            TimeField::Year
            | TimeField::Quarter
            | TimeField::Month
            | TimeField::Week
            | TimeField::Day
            | TimeField::Hour
            | TimeField::Minute
            | TimeField::Doy => of(ansi::field(field)),
        };
        part.cast("BIGINT")
    }

    fn to_local(&self, instant: Expr, zone: &str) -> Expr {
        ansi::convert_timezone("UTC", zone, instant)
    }

    /// Of a wall clock that is shown twice `CONVERT_TIMEZONE` takes the first instant; everywhere else it is the second. That has the
    /// offset of the day after, and shows the same wall clock.
    fn to_utc(&self, local: Expr, zone: &str) -> Expr {
        let day = || Expr::Form("INTERVAL 1 DAY", Vec::new());
        let next = ansi::convert_timezone(zone, "UTC", local.clone().binary(Operator::Add, day()));
        let second = next.binary(Operator::Subtract, day());
        let same = ansi::convert_timezone("UTC", zone, second.clone()).binary(Operator::Equal, local.clone());
        Expr::Case(vec![(same, second)], Some(Box::new(ansi::convert_timezone(zone, "UTC", local))))
    }

    fn current_date(&self, zone: &str) -> Expr {
        let now = Expr::Call("CURRENT_TIMESTAMP", vec![]);
        Expr::Call("CONVERT_TIMEZONE", vec![Expr::Text(zone.to_owned()), now]).cast("DATE")
    }

    fn series(&self, from: Select, grain: Grain, first: Expr, last: Expr, alias: &str) -> Select {
        let step = match grain {
            Grain::Hour => "SEQUENCE({0}, {1}, INTERVAL 1 HOUR)",
            Grain::Day => "SEQUENCE({0}, {1}, INTERVAL 1 DAY)",
            Grain::Week => "SEQUENCE({0}, {1}, INTERVAL 7 DAY)",
            Grain::Month => "SEQUENCE({0}, {1}, INTERVAL 1 MONTH)",
            Grain::Quarter => "SEQUENCE({0}, {1}, INTERVAL 3 MONTH)",
            Grain::Year => "SEQUENCE({0}, {1}, INTERVAL 1 YEAR)",
        };
        // A series that ends before it starts is an error.
        let some = first.clone().binary(Operator::LessOrEqual, last.clone());
        let series = Expr::Form(step, vec![first, last]).when(Some(some));
        from.item(Expr::Call("EXPLODE", vec![series]), alias)
    }

    fn aggregate(&self, function: AggregateFunction, value: Expr, ty: &Type) -> Option<Expr> {
        let quantile = |q: String| Expr::Call("PERCENTILE", vec![value.clone().cast("DOUBLE"), Expr::Number(q)]);
        match function {
            AggregateFunction::Count => Some(Expr::Call("COUNT", vec![value])),
            // A sum of BIGINT has no more than 64 bits. Not of more digits than it may need: there would be none left behind the point
            // where it meets a decimal.
            AggregateFunction::Sum if *ty == Type::Integer => Some(Expr::Call("SUM", vec![value.cast("DECIMAL(20, 0)")])),
            AggregateFunction::Sum => Some(Expr::Call("SUM", vec![value])),
            AggregateFunction::Avg => Some(Expr::Call("AVG", vec![value.cast("DOUBLE")])),
            AggregateFunction::Min => Some(Expr::Call("MIN", vec![value])),
            AggregateFunction::Max => Some(Expr::Call("MAX", vec![value])),
            AggregateFunction::Median => Some(quantile("0.5".to_owned())),
            AggregateFunction::Percentile(q) => Some(quantile(q.to_string())),
            AggregateFunction::Stddev => Some(ansi::stddev(value.cast("DOUBLE"))),
            AggregateFunction::ApproxCountDistinct => Some(Expr::Call("APPROX_COUNT_DISTINCT", vec![value])),
        }
    }

    fn count_distinct(&self, values: Vec<Expr>, _types: &[&Type], condition: Option<Expr>) -> Expr {
        ansi::count_distinct(values, condition)
    }

    /// `CAST` cuts off what is behind the point.
    fn whole(&self, number: Expr, ty: &Type) -> Expr {
        let nearest = if *ty == Type::Float { "RINT" } else { "ROUND" };
        Expr::Call(nearest, vec![number]).cast("BIGINT")
    }

    fn converted(&self, value: Expr, _from: &Type, to: &Type) -> Expr {
        value.cast(&self.type_name(to))
    }

    fn text(&self, value: Expr, _ty: &Type) -> Expr {
        value.cast(&self.type_name(&Type::Text))
    }

    fn neighbour(&self, side: Side, value: Expr, window: Window) -> Expr {
        ansi::neighbour(side, value, window)
    }
}

/// How many digits a number has before the point, and behind it. An integer may be a sum.
fn digits(value: &Expr, ty: &Type) -> (u32, u32) {
    match (value, ty) {
        (Expr::Number(digits), Type::Integer) => (u32::try_from(digits.len()).unwrap_or(MOST_DIGITS), 0),
        (_, Type::Decimal { precision, scale }) => (precision.saturating_sub(*scale), *scale),
        _ => (SUM_DIGITS, 0),
    }
}

/// The first day of a calendar week, month, quarter or year.
fn trunc(value: Expr, grain: Grain) -> Expr {
    Expr::Call("TRUNC", vec![value, Expr::Text(grain.name().to_uppercase())])
}

/// A day so many days later.
fn days_later(day: Expr, days: i64) -> Expr {
    Expr::Call("DATE_ADD", vec![day, Expr::integer(days)])
}

/// A number of units that are each of several smaller ones.
fn times(count: Expr, size: i64) -> Expr {
    match &count {
        _ if size == 1 => count,
        Expr::Number(digits) => match digits.parse::<i64>().ok().and_then(|count| count.checked_mul(size)) {
            Some(product) => Expr::integer(product),
            None => count.binary(Operator::Multiply, Expr::integer(size)),
        },
        _ => count.binary(Operator::Multiply, Expr::integer(size)),
    }
}

/// `FLOOR` or `CEIL` of a double, which give a BIGINT: those that are too long for one are whole anyway.
fn whole_double(function: &'static str, value: &Expr) -> Expr {
    let short = Expr::Call("ABS", vec![value.clone()]).binary(Operator::Less, Expr::Number(WHOLE_DOUBLES.to_owned()));
    let whole = Expr::Call(function, vec![value.clone()]).cast("DOUBLE");
    Expr::Case(vec![(short, whole)], Some(Box::new(value.clone())))
}
