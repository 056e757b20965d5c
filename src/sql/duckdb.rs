//! DuckDB.

use super::ansi::{self, first, two, with};
use super::dialect::{Caps, Replace, Side, SqlDialect};
use super::tree::{Expr, Operator, Select, Window};
use crate::model::expr::{Function, TimeField};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::project::calendar::{Calendar, Grain};
use crate::project::dialect::Dialect;
use crate::syntax::ast::TimeUnit;
use jiff::civil::{Date, DateTime};

/// DuckDB 1.1 and later.
pub struct Duckdb;

const CAPS: Caps = Caps {
    materialized_ctes: true,
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
    replace: Replace::InTransaction,
    table_options: "",
    view_column_comments: true,
    settings: "",
};

impl SqlDialect for Duckdb {
    fn dialect(&self) -> Dialect {
        Dialect::Duckdb
    }

    fn caps(&self) -> &'static Caps {
        &CAPS
    }

    fn identifier(&self, name: &str) -> String {
        ansi::identifier(name)
    }

    fn text_literal(&self, text: &str) -> String {
        ansi::text_literal(text)
    }

    fn number(&self, digits: &str) -> String {
        digits.to_owned()
    }

    fn date(&self, date: Date) -> String {
        ansi::date(date)
    }

    fn timestamp(&self, time: DateTime) -> String {
        ansi::timestamp("TIMESTAMP", time)
    }

    /// Instants are compared with naive timestamps in the session's zone, which is UTC.
    fn naive(&self, column: Expr) -> Expr {
        column
    }

    fn bound(&self, column: Expr, operator: Operator, time: DateTime) -> Expr {
        column.binary(operator, Expr::Timestamp(time))
    }

    fn comment(&self, view: bool, name: &str, column: Option<&str>, text: &str) -> String {
        ansi::comment(view, name, column, text)
    }

    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Boolean => "BOOLEAN".to_owned(),
            Type::Integer => "BIGINT".to_owned(),
            Type::Decimal { precision, scale } => format!("DECIMAL({precision}, {scale})"),
            Type::Float => "DOUBLE".to_owned(),
            Type::Text | Type::Null | Type::Error => "VARCHAR".to_owned(),
            Type::Date => "DATE".to_owned(),
            Type::Timestamp(_) => "TIMESTAMP".to_owned(),
        }
    }

    fn arithmetic(&self, operator: Operator, left: Expr, right: Expr, _types: [&Type; 2], _result: &Type) -> Expr {
        left.binary(operator, right)
    }

    fn call(&self, function: Function, args: Vec<Expr>, types: &[Type], _result: &Type) -> Expr {
        let integer = types.first() == Some(&Type::Integer);
        let double = |args: Vec<Expr>| -> Vec<Expr> { args.into_iter().map(|arg| arg.cast("DOUBLE")).collect() };
        match function {
            Function::Lower => Expr::Call("LOWER", args),
            Function::Upper => Expr::Call("UPPER", args),
            // With its second argument: alone it would trim every kind of space.
            Function::Trim => Expr::Call("TRIM", with(args, Expr::Text(" ".to_owned()))),
            Function::Length => Expr::Call("LENGTH", args),
            Function::Substring => ansi::substring(args),
            Function::StartsWith => Expr::Call("STARTS_WITH", args),
            Function::EndsWith => Expr::Call("ENDS_WITH", args),
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
            Function::Least => ansi::strict("LEAST", args),
            Function::Greatest => ansi::strict("GREATEST", args),
            Function::Coalesce => Expr::Call("COALESCE", args),
            Function::Nullif => Expr::Call("NULLIF", args),
            Function::DateTrunc(_) | Function::DateDiff(_) | Function::DateAdd(_) => first(args),
        }
    }

    fn truncate(&self, grain: Grain, value: Expr, calendar: &Calendar) -> Expr {
        let date_trunc = |value: Expr| Expr::Call("DATE_TRUNC", vec![Expr::Text(grain.name().to_owned()), value]);
        match grain {
            Grain::Hour => date_trunc(value),
            Grain::Day => value.cast("DATE"),
            Grain::Week => match ansi::week_shift(calendar) {
                0 => date_trunc(value).cast("DATE"),
                k => {
                    let shifted = value.cast("DATE").binary(Operator::Subtract, Expr::integer(k));
                    date_trunc(shifted).cast("DATE").binary(Operator::Add, Expr::integer(k))
                }
            },
            Grain::Month | Grain::Quarter | Grain::Year => match ansi::fiscal_shift(grain, calendar) {
                0 => date_trunc(value).cast("DATE"),
                months => {
                    let back = value.cast("DATE").binary(Operator::Subtract, Expr::Interval(months, "month"));
                    date_trunc(back).binary(Operator::Add, Expr::Interval(months, "month")).cast("DATE")
                }
            },
        }
    }

    fn difference(&self, grain: Grain, from: Expr, to: Expr, calendar: &Calendar) -> Expr {
        let start = |value: Expr| self.truncate(grain, value, calendar);
        match grain {
            // Both sides are starts of periods, so whole units lie between them; days never depend on how a unit is counted.
            Grain::Week => {
                let days = start(to).binary(Operator::Subtract, start(from));
                days.binary(Operator::Divide, Expr::integer(7)).cast("BIGINT")
            }
            Grain::Day => start(to).binary(Operator::Subtract, start(from)),
            Grain::Quarter => {
                let months = Expr::Call("DATE_DIFF", vec![Expr::Text("month".to_owned()), start(from), start(to)]);
                months.binary(Operator::Divide, Expr::integer(3)).cast("BIGINT")
            }
            Grain::Year => {
                let months = Expr::Call("DATE_DIFF", vec![Expr::Text("month".to_owned()), start(from), start(to)]);
                months.binary(Operator::Divide, Expr::integer(12)).cast("BIGINT")
            }
            Grain::Hour | Grain::Month => {
                Expr::Call("DATE_DIFF", vec![Expr::Text(grain.name().to_owned()), start(from), start(to)])
            }
        }
    }

    fn add(&self, unit: TimeUnit, count: Expr, value: Expr, ty: &Type) -> Expr {
        if let Some(span) = ansi::constant_interval(unit, &count) {
            return value.binary(Operator::Add, span).cast(&self.type_name(ty));
        }
        let to_unit = match unit {
            TimeUnit::Minute => "TO_MINUTES",
            TimeUnit::Hour => "TO_HOURS",
            TimeUnit::Day => "TO_DAYS",
            TimeUnit::Week => "TO_WEEKS",
            TimeUnit::Month => "TO_MONTHS",
            TimeUnit::Quarter => "TO_QUARTERS",
            TimeUnit::Year => "TO_YEARS",
        };
        // All but hours and minutes take a 32-bit count.
        let count = if unit <= TimeUnit::Hour { count } else { count.cast("INTEGER") };
        value.binary(Operator::Add, Expr::Call(to_unit, vec![count])).cast(&self.type_name(ty))
    }

    fn extract(&self, field: TimeField, value: Expr) -> Expr {
        Expr::Extract(ansi::field(field), Box::new(value))
    }

    fn to_local(&self, instant: Expr, zone: &str) -> Expr {
        instant.cast("TIMESTAMP").at_time_zone("UTC").at_time_zone(zone)
    }

    fn to_utc(&self, local: Expr, zone: &str) -> Expr {
        local.at_time_zone(zone).at_time_zone("UTC")
    }

    fn current_date(&self, zone: &str) -> Expr {
        Expr::Call("NOW", vec![]).at_time_zone(zone).cast("DATE")
    }

    fn series(&self, from: Select, grain: Grain, first: Expr, last: Expr, alias: &str) -> Select {
        let bound = |value: Expr| value.cast("TIMESTAMP");
        let (count, unit) = if grain == Grain::Quarter { (3, "month") } else { (1, grain.name()) };
        let series = Expr::Call("GENERATE_SERIES", vec![bound(first), bound(last), Expr::Interval(count, unit)]);
        let rows = Expr::Call("UNNEST", vec![series]);
        from.item(if grain == Grain::Hour { rows } else { rows.cast("DATE") }, alias)
    }

    fn aggregate(&self, function: AggregateFunction, value: Expr, _ty: &Type) -> Option<Expr> {
        let quantile = |q: String| Expr::Call("QUANTILE_CONT", vec![value.clone().cast("DOUBLE"), Expr::Number(q)]);
        match function {
            AggregateFunction::Count => Some(Expr::Call("COUNT", vec![value])),
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

    fn whole(&self, number: Expr, _ty: &Type) -> Expr {
        number.cast(&self.type_name(&Type::Integer))
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
