//! Amazon Redshift.

use super::ansi::{self, first, two, with};
use super::calendar::MOMENT;
use super::dialect::{Caps, Replace, Side, SqlDialect, is_plain};
use super::tree::{Expr, Join, JoinKind, Operator, Relation, Select, Window};
use crate::model::expr::{Function, TimeField};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::project::calendar::{Calendar, Grain};
use crate::project::dialect::Dialect;
use crate::syntax::ast::TimeUnit;
use jiff::civil::{Date, DateTime};

/// Amazon Redshift. The session's zone is UTC, as it is unless someone sets another. Texts that differ by blanks at their end only are
/// equal there, whoever compares them.
pub struct Redshift;

const CAPS: Caps = Caps {
    materialized_ctes: false,
    distinct_on: false,
    analyze: false,
    create_schema_moves: false,
    inequality_joins: true,
    is_distinct_from: false,
    nulls_last_in_windows: true,
    like_escape: Some('!'),
    boolean_comparisons: true,
    numbers_meet: true,
    in_any_list: true,
    bare_names: true,
    signed: None,
    numbers: Some(NUMBERS),
    typed_texts: Some(TEXT),
    percentiles_together: false,
    name_parts: 3,
    schema: "SCHEMA",
    replace: Replace::InTransaction,
    table_options: "",
    view_column_comments: false,
    settings: "",
};
const DOUBLE: &str = "DOUBLE PRECISION";
const INTEGER: &str = "BIGINT";
const TIMESTAMP: &str = "TIMESTAMP";
/// Without a length it may have 256 bytes.
const TEXT: &str = "VARCHAR(65535)";
/// A double as text is cut after 15 digits: with what it is short of.
const WHOLE_DOUBLE: &str = "(CAST({0} AS VARCHAR(65535)) || '+' || \
    CAST({0!} - CAST(CAST({0} AS VARCHAR(65535)) AS DOUBLE PRECISION) AS VARCHAR(65535)))";
/// The relation of the numbers from 0 to 9999.
const NUMBERS: &str = "northstar_numbers";

/// What it reserves beside what others do, sorted.
pub(super) const RESERVED: &[&str] = &[
    "aes128",
    "aes256",
    "allowoverwrite",
    "az64",
    "backup",
    "blanksasnull",
    "bytedict",
    "bzip2",
    "credentials",
    "current_user_id",
    "deflate",
    "defrag",
    "delta",
    "delta32k",
    "disable",
    "emptyasnull",
    "enable",
    "encode",
    "encrypt",
    "encryption",
    "explicit",
    "globaldict256",
    "globaldict64k",
    "gzip",
    "identity",
    "lun",
    "luns",
    "lzo",
    "lzop",
    "mostly16",
    "mostly32",
    "mostly8",
    "offline",
    "oid",
    "parallel",
    "percent",
    "permissions",
    "raw",
    "readratio",
    "recover",
    "rejectlog",
    "resort",
    "restore",
    "snapshot",
    "sysdate",
    "system",
    "tag",
    "tdes",
    "text255",
    "text32k",
    "truncatecolumns",
    "wallet",
    "without",
];

impl SqlDialect for Redshift {
    fn dialect(&self) -> Dialect {
        Dialect::Redshift
    }

    fn caps(&self) -> &'static Caps {
        &CAPS
    }

    fn identifier(&self, name: &str) -> String {
        let plain = is_plain(name) && RESERVED.binary_search(&name).is_err();
        if plain { name.to_owned() } else { ansi::quoted(name) }
    }

    fn text_literal(&self, text: &str) -> String {
        let octal = |control| format!("\\{control:03o}");
        format!("'{}'", ansi::backslashed(text, octal).replace('\'', "''"))
    }

    fn number(&self, digits: &str) -> String {
        digits.to_owned()
    }

    fn date(&self, date: Date) -> String {
        ansi::date(date)
    }

    fn timestamp(&self, time: DateTime) -> String {
        ansi::timestamp(TIMESTAMP, time)
    }

    fn naive(&self, column: Expr) -> Expr {
        column.cast(TIMESTAMP)
    }

    /// An instant is compared with a wall clock of the session's zone.
    fn bound(&self, column: Expr, operator: Operator, time: DateTime) -> Expr {
        column.binary(operator, Expr::Timestamp(time))
    }

    fn comment(&self, view: bool, name: &str, column: Option<&str>, text: &str) -> String {
        ansi::comment(view, name, column, text)
    }

    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Boolean => "BOOLEAN".to_owned(),
            Type::Integer => INTEGER.to_owned(),
            Type::Decimal { precision, scale } => format!("NUMERIC({precision}, {scale})"),
            Type::Float => DOUBLE.to_owned(),
            Type::Text | Type::Null | Type::Error => TEXT.to_owned(),
            Type::Date => "DATE".to_owned(),
            Type::Timestamp(_) => TIMESTAMP.to_owned(),
        }
    }

    fn arithmetic(&self, operator: Operator, left: Expr, right: Expr, _types: [&Type; 2], _result: &Type) -> Expr {
        left.binary(operator, right)
    }

    fn call(&self, function: Function, args: Vec<Expr>, types: &[Type], _result: &Type) -> Expr {
        let integer = types.first() == Some(&Type::Integer);
        let float = types.contains(&Type::Float);
        let double = |args: Vec<Expr>| -> Vec<Expr> { args.into_iter().map(|arg| arg.cast(DOUBLE)).collect() };
        match function {
            Function::Lower => Expr::Call("LOWER", args),
            Function::Upper => Expr::Call("UPPER", args),
            Function::Trim => Expr::Call("BTRIM", with(args, Expr::Text(" ".to_owned()))),
            Function::Length => Expr::Call("LEN", args),
            Function::Substring => match ansi::substring(args) {
                // Places are of 32 bits.
                Expr::Call(name, args) => {
                    let place = |(i, arg): (usize, Expr)| if i == 0 { arg } else { arg.cast("INTEGER") };
                    Expr::Call(name, args.into_iter().enumerate().map(place).collect())
                }
                other => other,
            },
            // Not by `=`, which ignores blanks at the end.
            Function::StartsWith => Expr::Call("STRPOS", args).binary(Operator::Equal, Expr::integer(1)),
            Function::EndsWith => {
                let reversed = args.into_iter().map(|arg| Expr::Call("REVERSE", vec![arg])).collect();
                Expr::Call("STRPOS", reversed).binary(Operator::Equal, Expr::integer(1))
            }
            Function::Contains => Expr::Call("STRPOS", args).binary(Operator::Greater, Expr::integer(0)),
            Function::Replace => Expr::Call("REPLACE", args),
            Function::Abs => Expr::Call("ABS", args),
            Function::Round if integer && args.len() == 1 => first(args),
            Function::Round if float => round(args),
            Function::Round => Expr::Call("ROUND", args),
            Function::Floor if integer => first(args),
            Function::Floor => Expr::Call("FLOOR", args),
            Function::Ceil if integer => first(args),
            Function::Ceil => Expr::Call("CEIL", args),
            Function::Ln => ansi::ln("LN", double(args)),
            Function::Exp => ansi::exp("EXP", double(args)),
            Function::Power => two(double(args), ansi::power),
            Function::Sqrt => ansi::sqrt("SQRT", double(args)),
            Function::Mod => two(args, |a, b| {
                let divisor = Expr::Call("NULLIF", vec![b, Expr::integer(0)]);
                if float {
                    let sides = vec![a.cast(DOUBLE), divisor.cast(DOUBLE)];
                    return Expr::Form("({0!} - {1!} * TRUNC({0!} / {1!}))", sides);
                }
                Expr::Call("MOD", vec![a, divisor])
            }),
            Function::Least => ansi::strict("LEAST", args),
            Function::Greatest => ansi::strict("GREATEST", args),
            Function::Coalesce => Expr::Call("COALESCE", args),
            Function::Nullif => Expr::Call("NULLIF", args),
            Function::DateTrunc(_) | Function::DateDiff(_) | Function::DateAdd(_) => first(args),
        }
    }

    fn truncate(&self, grain: Grain, value: Expr, calendar: &Calendar) -> Expr {
        let moved = |unit, by, day| date_add(unit, Expr::integer(by), day);
        let started = |words, unit, shift: i64| {
            let start = |day| Expr::Form(words, vec![day]);
            let day = value.clone();
            if shift == 0 { start(day) } else { moved(unit, shift, start(moved(unit, -shift, day))) }.cast("DATE")
        };
        let months = ansi::fiscal_shift(grain, calendar);
        match grain {
            Grain::Hour => Expr::Form("DATE_TRUNC('hour', {0})", vec![value]),
            Grain::Day => value.cast("DATE"),
            Grain::Week => started("DATE_TRUNC('week', {0})", TimeUnit::Day, ansi::week_shift(calendar)),
            Grain::Month => started("DATE_TRUNC('month', {0})", TimeUnit::Month, 0),
            Grain::Quarter => started("DATE_TRUNC('quarter', {0})", TimeUnit::Month, months),
            Grain::Year => started("DATE_TRUNC('year', {0})", TimeUnit::Month, months),
        }
    }

    fn difference(&self, grain: Grain, from: Expr, to: Expr, calendar: &Calendar) -> Expr {
        let between = |words| Expr::Form(words, [&from, &to].map(|side| self.truncate(grain, side.clone(), calendar)).to_vec());
        // Both sides are starts of periods, so whole units lie between them; the quotient of integers is one.
        let each = |count: Expr, size: i64| count.binary(Operator::Divide, Expr::integer(size));
        match grain {
            Grain::Hour => between("DATEDIFF(hour, {0}, {1})"),
            Grain::Day => between("DATEDIFF(day, {0}, {1})"),
            Grain::Week => each(between("DATEDIFF(day, {0}, {1})"), 7),
            Grain::Month => between("DATEDIFF(month, {0}, {1})"),
            Grain::Quarter => each(between("DATEDIFF(month, {0}, {1})"), 3),
            Grain::Year => each(between("DATEDIFF(month, {0}, {1})"), 12),
        }
    }

    /// Of a date it is a timestamp, too.
    fn add(&self, unit: TimeUnit, count: Expr, value: Expr, ty: &Type) -> Expr {
        let later = date_add(unit, count, value);
        if *ty == Type::Date { later.cast("DATE") } else { later }
    }

    fn extract(&self, field: TimeField, value: Expr) -> Expr {
        let part = |field| Expr::Extract(ansi::field(field), Box::new(value.clone()));
        let of = |words| Expr::Form(words, vec![value.clone()]);
        let part = match field {
            TimeField::Year
            | TimeField::Quarter
            | TimeField::Month
            | TimeField::Day
            | TimeField::Hour
            | TimeField::Minute
            | TimeField::Dow
            | TimeField::Doy => part(field),
            TimeField::Second => Expr::Call("FLOOR", vec![part(field)]),
            TimeField::Isodow => Expr::Form("(MOD({0} + 6, 7) + 1)", vec![part(TimeField::Dow).cast(INTEGER)]),
            TimeField::Week => of("TO_CHAR({0}, 'IW')"),
            TimeField::Isoyear => of("TO_CHAR({0}, 'IYYY')"),
        };
        part.cast(INTEGER)
    }

    fn to_local(&self, instant: Expr, zone: &str) -> Expr {
        ansi::convert_timezone("UTC", zone, instant)
    }

    fn to_utc(&self, local: Expr, zone: &str) -> Expr {
        ansi::convert_timezone(zone, "UTC", local)
    }

    fn current_date(&self, zone: &str) -> Expr {
        self.to_local(Expr::Call("GETDATE", vec![]), zone).cast("DATE")
    }

    /// By numbers of up to eight digits, the higher four of which are few.
    fn series(&self, from: Select, grain: Grain, first: Expr, last: Expr, alias: &str) -> Select {
        let (unit, length) = match grain {
            Grain::Hour => (TimeUnit::Hour, "DATEDIFF(hour, {0}, {1})"),
            Grain::Day => (TimeUnit::Day, "DATEDIFF(day, {0}, {1})"),
            Grain::Week => (TimeUnit::Week, "(DATEDIFF(day, {0}, {1}) / 7)"),
            Grain::Month => (TimeUnit::Month, "DATEDIFF(month, {0}, {1})"),
            Grain::Quarter => (TimeUnit::Quarter, "(DATEDIFF(month, {0}, {1}) / 3)"),
            Grain::Year => (TimeUnit::Year, "DATEDIFF(year, {0}, {1})"),
        };
        let column = |name| Expr::column("northstar_span", name);
        let number = |alias| Expr::column(alias, "number");
        let size = || Expr::integer(10_000);
        let length = || Expr::Form(length, vec![column("span_first"), column("span_last")]);
        let span = from.item(first, "span_first").item(last, "span_last").query();
        let position = size().binary(Operator::Multiply, number("high")).binary(Operator::Add, number("low"));
        let ty = if grain == Grain::Hour { MOMENT } else { Type::Date };
        let start = self.add(unit, position.clone(), column("span_first"), &ty);
        let mut select = Select::from(Relation::query(span, "northstar_span")).item(start, alias);
        select.joins.extend(["high", "low"].map(|alias| {
            let relation = Relation::table(vec![NUMBERS.to_owned()], alias);
            Join { kind: JoinKind::Cross, relation, on: Vec::new() }
        }));
        select
            .and(number("high").binary(Operator::LessOrEqual, length().binary(Operator::Divide, size())))
            .and(position.binary(Operator::LessOrEqual, length()))
    }

    fn aggregate(&self, function: AggregateFunction, value: Expr, ty: &Type) -> Option<Expr> {
        let quantile =
            |q: String| Expr::WithinGroup("PERCENTILE_CONT", Box::new(Expr::Number(q)), Box::new(value.clone().cast(DOUBLE)));
        Some(match function {
            AggregateFunction::Count => Expr::Call("COUNT", vec![value]),
            // Of integers it is one of 64 bits.
            AggregateFunction::Sum if *ty == Type::Integer => Expr::Call("SUM", vec![value.cast("NUMERIC(38, 0)")]),
            AggregateFunction::Sum => Expr::Call("SUM", vec![value]),
            AggregateFunction::Avg => Expr::Call("AVG", vec![value.cast(DOUBLE)]),
            AggregateFunction::Min => Expr::Call("MIN", vec![value]),
            AggregateFunction::Max => Expr::Call("MAX", vec![value]),
            AggregateFunction::Median => quantile("0.5".to_owned()),
            AggregateFunction::Percentile(q) => quantile(q.to_string()),
            AggregateFunction::Stddev => ansi::stddev(value.cast(DOUBLE)),
            AggregateFunction::ApproxCountDistinct => Expr::Form("APPROXIMATE COUNT(DISTINCT {0})", vec![value]),
        })
    }

    /// Of several values a text that tells them apart, each with its length before it; null where one of them is.
    fn count_distinct(&self, values: Vec<Expr>, types: &[&Type], condition: Option<Expr>) -> Expr {
        if values.len() == 1 {
            return ansi::count_distinct(values, condition);
        }
        let texts = values.into_iter().zip(types).map(|(value, ty)| match ty {
            Type::Float => Expr::Form(WHOLE_DOUBLE, vec![value]),
            _ => self.text(value, ty),
        });
        let measured = texts.map(|text| {
            let length = Expr::Call("LEN", vec![text.clone()]).cast(TEXT);
            length.binary(Operator::Concat, Expr::Text(":".to_owned())).binary(Operator::Concat, text)
        });
        let together = measured.reduce(|a, b| a.binary(Operator::Concat, b)).unwrap_or(Expr::Null);
        Expr::CallDistinct("COUNT", vec![together.when(condition)])
    }

    fn whole(&self, number: Expr, ty: &Type) -> Expr {
        let nearest = if *ty == Type::Float { ansi::nearest_even(number) } else { Expr::Call("ROUND", vec![number]) };
        nearest.cast(INTEGER)
    }

    fn converted(&self, value: Expr, _from: &Type, to: &Type) -> Expr {
        value.cast(&self.type_name(to))
    }

    fn text(&self, value: Expr, ty: &Type) -> Expr {
        match ty {
            // A boolean cannot be cast.
            Type::Boolean => Expr::Form("CASE WHEN {0} THEN 'true' WHEN NOT {0!} THEN 'false' END", vec![value]),
            Type::Date => Expr::Form("TO_CHAR({0}, 'YYYY-MM-DD')", vec![value]),
            Type::Timestamp(_) => Expr::Form("RTRIM(RTRIM(TO_CHAR({0}, 'YYYY-MM-DD HH24:MI:SS.US'), '0'), '.')", vec![value]),
            Type::Text => value,
            Type::Integer | Type::Decimal { .. } | Type::Float | Type::Null | Type::Error => value.cast(TEXT),
        }
    }

    fn neighbour(&self, side: Side, value: Expr, window: Window) -> Expr {
        ansi::neighbour(side, value, window)
    }
}

/// A timestamp, also of a date.
fn date_add(unit: TimeUnit, count: Expr, value: Expr) -> Expr {
    let words = match unit {
        TimeUnit::Minute => "DATEADD(minute, {0}, {1})",
        TimeUnit::Hour => "DATEADD(hour, {0}, {1})",
        TimeUnit::Day => "DATEADD(day, {0}, {1})",
        TimeUnit::Week => "DATEADD(week, {0}, {1})",
        TimeUnit::Month => "DATEADD(month, {0}, {1})",
        TimeUnit::Quarter => "DATEADD(quarter, {0}, {1})",
        TimeUnit::Year => "DATEADD(year, {0}, {1})",
    };
    Expr::Form(words, vec![count, value])
}

/// A double rounded with halves away from zero, whatever `ROUND` does with them.
fn round(args: Vec<Expr>) -> Expr {
    let whole =
        |value| Expr::Form("(TRUNC({0}) + CASE WHEN ABS({0!} - TRUNC({0})) >= 0.5 THEN SIGN({0}) ELSE 0 END)", vec![value]);
    let mut args = args.into_iter();
    let value = args.next().unwrap_or(Expr::Null).cast(DOUBLE);
    match args.next() {
        None => whole(value),
        Some(digits) => {
            let unit = Expr::Call("POWER", vec![Expr::integer(10).cast(DOUBLE), digits]);
            whole(value.binary(Operator::Multiply, unit.clone())).binary(Operator::Divide, unit)
        }
    }
}
