//! Trino.

use super::ansi::{self, first, two};
use super::dialect::{Caps, Replace, Side, SqlDialect};
use super::tree::{Expr, Join, JoinKind, Operator, Relation, Rows, Select, Window};
use crate::model::expr::{Function, TimeField};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::project::calendar::{Calendar, Grain};
use crate::project::dialect::Dialect;
use crate::syntax::ast::TimeUnit;
use jiff::civil::{Date, DateTime};

/// Trino: 476, 483 and what lies between them.
pub struct Trino;

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
    // Few connectors replace a table; all rename one.
    replace: Replace::Rename,
    table_options: "",
    view_column_comments: true,
    settings: "",
};

/// Microseconds, as much as tables keep.
const TIMESTAMP: &str = "TIMESTAMP(6)";

/// The most digits of a decimal.
const LONGEST: u32 = 38;

/// How many digits after the point every product keeps.
const SAFE_SCALE: u32 = 6;

/// A value between two of an ordered array, its place counted from 0 as a share of the last one's. A lambda gives the array a name.
const PERCENTILE: &str = "ELEMENT_AT(TRANSFORM(ARRAY[ARRAY_AGG({0} ORDER BY {0}) FILTER (WHERE {0} IS NOT NULL)], \
    v -> ELEMENT_AT(v, CAST(FLOOR((CARDINALITY(v) - 1) * {1}) AS BIGINT) + 1) \
    + (ELEMENT_AT(v, CAST(CEIL((CARDINALITY(v) - 1) * {1}) AS BIGINT) + 1) \
    - ELEMENT_AT(v, CAST(FLOOR((CARDINALITY(v) - 1) * {1}) AS BIGINT) + 1)) \
    * MOD((CARDINALITY(v) - 1) * {1}, 1)), 1)";

/// The instant of a wall clock. `WITH_TIMEZONE` alone takes one that is shown twice for the later instant east of Greenwich and for
/// the earlier one in the west: the offset of the day after gives the later one, if the clock is shown then.
const TO_UTC: &str = "ELEMENT_AT(TRANSFORM(ARRAY[{0}], t -> CAST(CASE \
    WHEN CAST(WITH_TIMEZONE(t + INTERVAL '1' DAY, {1}) - INTERVAL '1' DAY AS TIMESTAMP(6)) = t \
    THEN WITH_TIMEZONE(t + INTERVAL '1' DAY, {1}) - INTERVAL '1' DAY \
    ELSE WITH_TIMEZONE(t, {1}) END AT TIME ZONE 'UTC' AS TIMESTAMP(6))), 1)";

impl SqlDialect for Trino {
    fn dialect(&self) -> Dialect {
        Dialect::Trino
    }

    fn caps(&self) -> &'static Caps {
        &CAPS
    }

    fn identifier(&self, name: &str) -> String {
        ansi::identifier(name)
    }

    /// Control characters are escaped, so that a statement stays on the lines the printer chose.
    fn text_literal(&self, text: &str) -> String {
        let quoted = text.replace('\'', "''");
        if !text.contains(|c: char| c.is_ascii_control()) {
            return format!("'{quoted}'");
        }
        let mut escaped = String::from("U&'");
        for character in quoted.chars() {
            match character {
                '\\' => escaped.push_str("\\\\"),
                c if c.is_ascii_control() => escaped.push_str(&format!("\\{:04X}", u32::from(c))),
                c => escaped.push(c),
            }
        }
        escaped.push('\'');
        escaped
    }

    /// Whole numbers of more than 64 bits have to say that they are decimals, and numbers longer than those are doubles.
    fn number(&self, digits: &str) -> String {
        let length = digits.bytes().filter(u8::is_ascii_digit).count();
        if length > 38 {
            format!("{digits}E0")
        } else if length < 19 || digits.contains('.') {
            digits.to_owned()
        } else {
            format!("DECIMAL '{digits}'")
        }
    }

    fn date(&self, date: Date) -> String {
        ansi::date(date)
    }

    fn timestamp(&self, time: DateTime) -> String {
        ansi::timestamp("TIMESTAMP", time)
    }

    /// Not `AT TIME ZONE`, which would read a naive column in the zone of whoever asks. Instants keep the clock of their own zone, and
    /// tables store them in UTC.
    fn naive(&self, column: Expr) -> Expr {
        moment(column)
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
            Type::Integer => "BIGINT".to_owned(),
            Type::Decimal { precision, scale } => format!("DECIMAL({precision}, {scale})"),
            Type::Float => "DOUBLE".to_owned(),
            Type::Text | Type::Null | Type::Error => "VARCHAR".to_owned(),
            Type::Date => "DATE".to_owned(),
            Type::Timestamp(_) => TIMESTAMP.to_owned(),
        }
    }

    fn arithmetic(&self, operator: Operator, left: Expr, right: Expr, types: [&Type; 2], result: &Type) -> Expr {
        let Type::Decimal { scale, .. } = result else { return left.binary(operator, right) };
        let [left, right] = if operator == Operator::Multiply {
            factors([left, right], types, *scale)
        } else {
            let [left_type, right_type] = types;
            [summand(left, left_type, *scale), summand(right, right_type, *scale)]
        };
        left.binary(operator, right)
    }

    fn call(&self, function: Function, args: Vec<Expr>, types: &[Type], _result: &Type) -> Expr {
        let integer = types.first() == Some(&Type::Integer);
        let double = |args: Vec<Expr>| -> Vec<Expr> { args.into_iter().map(|arg| arg.cast("DOUBLE")).collect() };
        match function {
            Function::Lower => Expr::Call("LOWER", args),
            Function::Upper => Expr::Call("UPPER", args),
            // Without the blank it would trim every kind of space.
            Function::Trim => Expr::Form("TRIM(BOTH ' ' FROM {0})", args),
            Function::Length => Expr::Call("LENGTH", args),
            Function::Substring => ansi::substring(args),
            Function::StartsWith => Expr::Call("STARTS_WITH", args),
            Function::EndsWith => {
                Expr::Call("STARTS_WITH", args.into_iter().map(|arg| Expr::Call("REVERSE", vec![arg])).collect())
            }
            Function::Contains => Expr::Call("STRPOS", args).binary(Operator::Greater, Expr::integer(0)),
            Function::Replace => replace(args),
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
            // Null where one of them is, by themselves.
            Function::Least => Expr::Call("LEAST", args),
            Function::Greatest => Expr::Call("GREATEST", args),
            Function::Coalesce => Expr::Call("COALESCE", args),
            Function::Nullif => Expr::Call("NULLIF", args),
            Function::DateTrunc(_) | Function::DateDiff(_) | Function::DateAdd(_) => first(args),
        }
    }

    fn truncate(&self, grain: Grain, value: Expr, calendar: &Calendar) -> Expr {
        let date_trunc = |value: Expr| Expr::Call("DATE_TRUNC", vec![Expr::Text(grain.name().to_owned()), value]);
        let shifted = |unit: &'static str, count: i64, value: Expr| match count {
            0 => date_trunc(value.cast("DATE")),
            _ => added(unit, Expr::integer(count), date_trunc(added(unit, Expr::integer(-count), value.cast("DATE")))),
        };
        match grain {
            Grain::Hour => date_trunc(moment(value)),
            Grain::Day => value.cast("DATE"),
            Grain::Week => shifted("day", ansi::week_shift(calendar), value),
            Grain::Month | Grain::Quarter | Grain::Year => shifted("month", ansi::fiscal_shift(grain, calendar), value),
        }
    }

    /// Counts elapsed units, so it is given starts of periods, between which there are whole ones.
    fn difference(&self, grain: Grain, from: Expr, to: Expr, calendar: &Calendar) -> Expr {
        let start = |value: Expr| self.truncate(grain, value, calendar);
        let counted = |unit: &str| Expr::Call("DATE_DIFF", vec![Expr::Text(unit.to_owned()), start(from), start(to)]);
        let whole = |count: Expr, size: i64| count.binary(Operator::Divide, Expr::integer(size));
        match grain {
            Grain::Hour => counted("hour"),
            Grain::Day => counted("day"),
            Grain::Week => whole(counted("day"), 7),
            Grain::Month => counted("month"),
            Grain::Quarter => whole(counted("month"), 3),
            Grain::Year => whole(counted("month"), 12),
        }
    }

    fn add(&self, unit: TimeUnit, count: Expr, value: Expr, _ty: &Type) -> Expr {
        added(unit.name(), count, if unit < TimeUnit::Day { moment(value) } else { value })
    }

    fn extract(&self, field: TimeField, value: Expr) -> Expr {
        let part = |name| Expr::Extract(name, Box::new(value));
        match field {
            // Sunday is 7.
            TimeField::Dow => Expr::Call("MOD", vec![part("DOW"), Expr::integer(7)]),
            TimeField::Isodow => part("DOW"),
            TimeField::Isoyear => part("YEAR_OF_WEEK"),
            TimeField::Year
            | TimeField::Quarter
            | TimeField::Month
            | TimeField::Week
            | TimeField::Day
            | TimeField::Hour
            | TimeField::Minute
            | TimeField::Second
            | TimeField::Doy => part(ansi::field(field)),
        }
    }

    fn to_local(&self, instant: Expr, zone: &str) -> Expr {
        let utc = Expr::Call("WITH_TIMEZONE", vec![instant, Expr::Text("UTC".to_owned())]);
        utc.at_time_zone(zone).cast(TIMESTAMP)
    }

    fn to_utc(&self, local: Expr, zone: &str) -> Expr {
        Expr::Form(TO_UTC, vec![local, Expr::Text(zone.to_owned())])
    }

    fn current_date(&self, zone: &str) -> Expr {
        Expr::Form("CURRENT_TIMESTAMP", Vec::new()).at_time_zone(zone).cast("DATE")
    }

    /// By number, in thousands and ones: one sequence has no more than 10,000 entries.
    fn series(&self, from: Select, grain: Grain, first: Expr, last: Expr, alias: &str) -> Select {
        let unit = grain.name();
        let number = Expr::bare("thousand").binary(Operator::Multiply, Expr::integer(1_000));
        let start = added(unit, number.binary(Operator::Add, Expr::bare("one")), first.clone());
        let length = Expr::Call("DATE_DIFF", vec![Expr::Text(unit.to_owned()), first, last.clone()]);
        let not_negative = Expr::Call("GREATEST", vec![length, Expr::integer(0)]);
        let thousands = sequence("thousands", "thousand", not_negative.binary(Operator::Divide, Expr::integer(1_000)));
        let ones = sequence("ones", "one", Expr::integer(999));
        let mut select = from;
        for relation in [thousands, ones] {
            if select.from.is_none() {
                select.from = Some(relation);
            } else {
                select.joins.push(Join { kind: JoinKind::Cross, relation, on: Vec::new() });
            }
        }
        select.item(start.clone(), alias).and(start.binary(Operator::LessOrEqual, last))
    }

    fn aggregate(&self, function: AggregateFunction, value: Expr, ty: &Type) -> Option<Expr> {
        let percentile = |q: String| Expr::Form(PERCENTILE, vec![value.clone().cast("DOUBLE"), Expr::Number(q)]);
        match function {
            AggregateFunction::Count => Some(Expr::Call("COUNT", vec![value])),
            // A sum of integers has 64 bits, and no more.
            AggregateFunction::Sum if *ty == Type::Integer => Some(Expr::Call("SUM", vec![value.cast("DECIMAL(38, 0)")])),
            AggregateFunction::Sum => Some(Expr::Call("SUM", vec![value])),
            AggregateFunction::Avg => Some(Expr::Call("AVG", vec![value.cast("DOUBLE")])),
            AggregateFunction::Min => Some(Expr::Call("MIN", vec![value])),
            AggregateFunction::Max => Some(Expr::Call("MAX", vec![value])),
            AggregateFunction::Median => Some(percentile("0.5".to_owned())),
            AggregateFunction::Percentile(q) => Some(percentile(q.to_string())),
            AggregateFunction::Stddev => Some(ansi::stddev(value.cast("DOUBLE"))),
            AggregateFunction::ApproxCountDistinct => Some(Expr::Call("APPROX_DISTINCT", vec![value])),
        }
    }

    fn count_distinct(&self, values: Vec<Expr>, _types: &[&Type], condition: Option<Expr>) -> Expr {
        ansi::count_distinct(values, condition)
    }

    fn whole(&self, number: Expr, ty: &Type) -> Expr {
        if *ty == Type::Float { ansi::nearest_even(number).cast("BIGINT") } else { number.cast("BIGINT") }
    }

    fn converted(&self, value: Expr, _from: &Type, to: &Type) -> Expr {
        value.cast(&self.type_name(to))
    }

    fn text(&self, value: Expr, ty: &Type) -> Expr {
        match ty {
            // Without the zeros at its end.
            Type::Timestamp(_) => Expr::Form(r"REGEXP_REPLACE({0}, '\.?0*$')", vec![moment(value).cast("VARCHAR")]),
            _ => value.cast("VARCHAR"),
        }
    }

    fn neighbour(&self, side: Side, value: Expr, window: Window) -> Expr {
        ansi::neighbour(side, value, window)
    }
}

/// A value as a timestamp: hours are not counted from a date.
fn moment(value: Expr) -> Expr {
    match &value {
        Expr::Cast(_, ty) if ty == TIMESTAMP => value,
        _ => value.cast(TIMESTAMP),
    }
}

/// So many units later, in the type of the value.
fn added(unit: &str, count: Expr, value: Expr) -> Expr {
    Expr::Call("DATE_ADD", vec![Expr::Text(unit.to_owned()), count, value])
}

/// The numbers from 0 to the last; none where it is null.
fn sequence(alias: &str, column: &str, last: Expr) -> Relation {
    let array = Expr::Call("SEQUENCE", vec![Expr::integer(0), last]);
    let rows = Expr::Call("UNNEST", vec![array]);
    Relation { rows: Rows::Function(Box::new(rows), Some(column.to_owned())), alias: Some(alias.to_owned()) }
}

/// `REPLACE`, which would insert between all characters where there is nothing to look for.
fn replace(args: Vec<Expr>) -> Expr {
    match args.as_slice() {
        [_, Expr::Text(search), _] if !search.is_empty() => Expr::Call("REPLACE", args),
        [text, search, _] => {
            let nothing = search.clone().binary(Operator::Equal, Expr::Text(String::new()));
            let text = text.clone();
            Expr::Case(vec![(nothing, text)], Some(Box::new(Expr::Call("REPLACE", args))))
        }
        _ => Expr::Null,
    }
}

/// A number that is added: a sum of decimals keeps no more digits after the point than fit beside the longer number, so that one with
/// fewer of them has to say how many there shall be.
fn summand(value: Expr, ty: &Type, scale: u32) -> Expr {
    let own = match ty {
        Type::Integer => 0,
        Type::Decimal { scale, .. } => *scale,
        _ => return value,
    };
    let longest = Type::Decimal { precision: LONGEST, scale };
    if own < scale && !matches!(value, Expr::Number(_)) { value.cast(&Trino.type_name(&longest)) } else { value }
}

/// Numbers that are multiplied: a product of more than 38 digits keeps 6 after the point. Where there should be more, the
/// factors say that they are shorter; a value that is not fails.
fn factors([a, b]: [Expr; 2], [left, right]: [&Type; 2], scale: u32) -> [Expr; 2] {
    let (Some(left), Some(right)) = (extent(&a, left), extent(&b, right)) else { return [a, b] };
    if scale <= SAFE_SCALE {
        return [a, b];
    }
    let room = LONGEST - scale.min(LONGEST);
    let (before_left, before_right) = if left.0 + right.0 <= room {
        (left.0, right.0)
    } else if left.0 < right.0 {
        let before = left.0.min(room / 2);
        (before, room - before)
    } else {
        let before = right.0.min(room / 2);
        (room - before, before)
    };
    let shorter = |value: Expr, before: u32, scale: u32| {
        value.cast(&Trino.type_name(&Type::Decimal { precision: (before + scale).max(1), scale }))
    };
    [shorter(a, before_left, left.1), shorter(b, before_right, right.1)]
}

/// How many digits a number has before the point and after it.
fn extent(value: &Expr, ty: &Type) -> Option<(u32, u32)> {
    match (ty, value) {
        (Type::Integer, Expr::Number(digits)) => {
            u32::try_from(digits.trim_start_matches('-').len()).ok().map(|length| (length, 0))
        }
        (Type::Integer, _) => Some((19, 0)),
        (Type::Decimal { precision, scale }, _) => Some((precision.saturating_sub(*scale), *scale)),
        _ => None,
    }
}
