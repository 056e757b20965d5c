//! Expressions over values: every form and every function of the language, whatever its leaves are.

use jiff::ToSpan;
use jiff::civil::DateTime;
use northstar::model::expr::{Arithmetic, Comparison, Expr, Function, Node, TimeField};
use northstar::model::types::{Literal, Type};
use northstar::project::calendar::Grain;
use std::cmp::Ordering;

use super::clock::{Clock, calendar_span, midnight};
use super::value::{Exact, Value};
use northstar::syntax::ast::TimeUnit;

/// Evaluates an expression; `leaf` gives the value of a leaf.
pub fn evaluate<L>(clock: &Clock, expr: &Expr<L>, leaf: &dyn Fn(&L, &Type) -> Value) -> Value {
    let value = evaluate_node(clock, expr, leaf);
    as_kind(value, &expr.ty)
}

/// A number as the kind of number that the type says: a sum of an integer and a double is a double. Nothing is rounded.
pub fn as_kind(value: Value, ty: &Type) -> Value {
    match (value, ty) {
        (Value::Number(number), Type::Float) => Value::Float(number.to_f64()),
        (value, _) => value,
    }
}

fn evaluate_node<L>(clock: &Clock, expr: &Expr<L>, leaf: &dyn Fn(&L, &Type) -> Value) -> Value {
    let of = |part: &Expr<L>| evaluate(clock, part, leaf);
    let truth = |part: &Expr<L>| of(part).truth();
    match &expr.node {
        Node::Leaf(inner) => leaf(inner, &expr.ty),
        Node::Literal(literal) => of_literal(literal),
        Node::Negate(a) => match of(a) {
            Value::Null => Value::Null,
            Value::Number(n) => Value::Number(Exact { mantissa: -n.mantissa, scale: n.scale }),
            other => Value::Float(-other.to_f64()),
        },
        Node::Not(a) => Value::of_truth(truth(a).map(|a| !a)),
        Node::Arithmetic(operator, a, b) => arithmetic(*operator, &of(a), &of(b)),
        Node::Compare(operator, a, b) => {
            let order = order(clock, (&of(a), &a.ty), (&of(b), &b.ty));
            Value::of_truth(order.map(|order| compares(*operator, order)))
        }
        Node::And(a, b) => Value::of_truth(match (truth(a), truth(b)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }),
        Node::Or(a, b) => Value::of_truth(match (truth(a), truth(b)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        }),
        Node::Concat(a, b) => match (of(a), of(b)) {
            (Value::Text(a), Value::Text(b)) => Value::Text(a + &b),
            _ => Value::Null,
        },
        Node::IsNull(a) => Value::Bool(of(a).is_null()),
        Node::IsDistinct(a, b) => {
            let (left, right) = (of(a), of(b));
            let order = order(clock, (&left, &a.ty), (&right, &b.ty));
            Value::Bool(order.map_or(left.is_null() != right.is_null(), Ordering::is_ne))
        }
        Node::In(a, list) => {
            let value = of(a);
            let found = |part: &Expr<L>| order(clock, (&value, &a.ty), (&of(part), &part.ty)).map(Ordering::is_eq);
            let answers: Vec<_> = list.iter().map(found).collect();
            Value::of_truth(match () {
                () if answers.contains(&Some(true)) => Some(true),
                () if answers.contains(&None) => None,
                () => Some(false),
            })
        }
        Node::Like(a, b) => match (of(a), of(b)) {
            (Value::Text(text), Value::Text(pattern)) => {
                Value::Bool(like(&text.chars().collect::<Vec<_>>(), &pattern.chars().collect::<Vec<_>>()))
            }
            _ => Value::Null,
        },
        Node::Case(branches, otherwise) => {
            let branch = branches.iter().find(|(when, _)| of(when).holds()).map(|(_, then)| then);
            branch.or(otherwise.as_deref()).map_or(Value::Null, |part| cast(clock, of(part), &part.ty, &expr.ty))
        }
        Node::Cast(a) => cast(clock, of(a), &a.ty, &expr.ty),
        Node::Extract(field, a) => clock.local(&of(a), &a.ty).map_or(Value::Null, |local| Value::integer(extract(*field, local))),
        Node::Call(function, parts) => {
            let values: Vec<(Value, &Type)> = parts.iter().map(|part| (of(part), &part.ty)).collect();
            call(clock, *function, &values, &expr.ty)
        }
    }
}

fn of_literal(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Boolean(truth) => Value::Bool(*truth),
        Literal::Number(number) => Value::Number(Exact { mantissa: number.mantissa, scale: number.scale }),
        Literal::Text(text) => Value::Text(text.clone()),
        Literal::Date(day) => Value::Date(*day),
        Literal::Timestamp(wall) => Value::Timestamp(*wall),
    }
}

fn arithmetic(operator: Arithmetic, a: &Value, b: &Value) -> Value {
    if a.is_null() || b.is_null() {
        return Value::Null;
    }
    if operator == Arithmetic::Divide {
        let divisor = b.to_f64();
        return if divisor == 0.0 { Value::Null } else { Value::Float(a.to_f64() / divisor) };
    }
    if let (Value::Number(a), Value::Number(b)) = (a, b) {
        return Value::Number(match operator {
            Arithmetic::Add => a.add(*b),
            Arithmetic::Subtract => a.subtract(*b),
            _ => a.multiply(*b),
        });
    }
    Value::Float(match operator {
        Arithmetic::Add => a.to_f64() + b.to_f64(),
        Arithmetic::Subtract => a.to_f64() - b.to_f64(),
        _ => a.to_f64() * b.to_f64(),
    })
}

fn compares(operator: Comparison, order: Ordering) -> bool {
    match operator {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    }
}

/// The order of two values; times of different kinds are compared as instants.
pub fn order(clock: &Clock, a: (&Value, &Type), b: (&Value, &Type)) -> Option<Ordering> {
    let mixed =
        a.1 != b.1 && matches!(a.0, Value::Date(_) | Value::Timestamp(_)) && matches!(b.0, Value::Date(_) | Value::Timestamp(_));
    if mixed {
        return Some(clock.instant(a.0, a.1)?.cmp(&clock.instant(b.0, b.1)?));
    }
    a.0.order(b.0)
}

/// `%` is any text, `_` one character.
fn like(text: &[char], pattern: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('%', rest)) => (0..=text.len()).any(|from| like(&text[from..], rest)),
        Some(('_', rest)) => !text.is_empty() && like(&text[1..], rest),
        Some((letter, rest)) => text.first() == Some(letter) && like(&text[1..], rest),
    }
}

fn extract(field: TimeField, local: DateTime) -> i64 {
    let week = local.date().iso_week_date();
    match field {
        TimeField::Year => i64::from(local.year()),
        TimeField::Quarter => (i64::from(local.month()) + 2) / 3,
        TimeField::Month => i64::from(local.month()),
        TimeField::Week => i64::from(week.week()),
        TimeField::Day => i64::from(local.day()),
        TimeField::Hour => i64::from(local.hour()),
        TimeField::Minute => i64::from(local.minute()),
        TimeField::Second => i64::from(local.second()),
        TimeField::Dow => i64::from(local.weekday().to_sunday_zero_offset()),
        TimeField::Isodow => i64::from(local.weekday().to_monday_one_offset()),
        TimeField::Doy => i64::from(local.day_of_year()),
        TimeField::Isoyear => i64::from(week.year()),
    }
}

/// A value as another type. Reading: numbers are rounded half away from zero; a decimal's text has the digits of its type.
pub fn cast(clock: &Clock, value: Value, from: &Type, to: &Type) -> Value {
    match (value, to) {
        (Value::Null, _) => Value::Null,
        (value @ (Value::Date(_) | Value::Timestamp(_)), Type::Timestamp(zone)) if from != to => {
            Value::Timestamp(clock.wall_in(clock.instant(&value, from).unwrap(), zone))
        }
        (value @ Value::Timestamp(_), Type::Date) => Value::Date(clock.local(&value, from).unwrap().date()),
        (Value::Number(number), Type::Integer) => Value::Number(number.round(0)),
        (Value::Float(number), Type::Integer) => Value::integer(number.round() as i128),
        (Value::Number(number), Type::Decimal { scale, .. }) => Value::Number(number.round(i64::from(*scale))),
        (Value::Float(number), Type::Decimal { scale, .. }) => {
            let scaled = (number * 10_f64.powi(i32::try_from(*scale).unwrap())).round();
            Value::Number(Exact { mantissa: scaled as i128, scale: *scale })
        }
        (Value::Number(number), Type::Float) => Value::Float(number.to_f64()),
        (Value::Number(number), Type::Text) => Value::Text(match from {
            Type::Decimal { scale, .. } => number.add(Exact { mantissa: 0, scale: *scale }).to_string(),
            _ => number.to_string(),
        }),
        (Value::Bool(truth), Type::Text) => Value::Text(truth.to_string()),
        (Value::Bool(truth), Type::Integer) => Value::integer(i128::from(truth)),
        (Value::Date(day), Type::Text) => Value::Text(day.to_string()),
        (Value::Text(text), Type::Integer | Type::Decimal { .. }) => Value::decimal(&text),
        (Value::Text(text), Type::Float) => Value::Float(text.parse().unwrap()),
        (Value::Text(text), Type::Date) => Value::Date(text.parse().unwrap()),
        (value @ Value::Text(_), Type::Text)
        | (value @ Value::Bool(_), Type::Boolean)
        | (value @ Value::Float(_), Type::Float)
        | (value @ Value::Date(_), Type::Date)
        | (value @ Value::Timestamp(_), Type::Timestamp(_))
        | (value, Type::Null | Type::Error) => value,
        (value, to) => panic!("{value:?} is not cast to {to}"),
    }
}

fn call(clock: &Clock, function: Function, parts: &[(Value, &Type)], ty: &Type) -> Value {
    match function {
        Function::Coalesce => {
            let first = parts.iter().find(|(value, _)| !value.is_null());
            return first.map_or(Value::Null, |(value, from)| cast(clock, value.clone(), from, ty));
        }
        Function::Nullif => {
            let equal = order(clock, (&parts[0].0, parts[0].1), (&parts[1].0, parts[1].1)) == Some(Ordering::Equal);
            return if equal { Value::Null } else { parts[0].0.clone() };
        }
        _ => {}
    }
    if parts.iter().any(|(value, _)| value.is_null()) {
        return Value::Null;
    }
    match function {
        Function::Least | Function::Greatest => extreme(clock, function, parts, ty),
        Function::DateTrunc(_) | Function::DateDiff(_) | Function::DateAdd(_) => time_function(clock, function, parts),
        Function::Lower
        | Function::Upper
        | Function::Trim
        | Function::Length
        | Function::Substring
        | Function::StartsWith
        | Function::EndsWith
        | Function::Contains
        | Function::Replace => text_function(function, parts),
        _ => number_function(function, parts),
    }
}

fn extreme(clock: &Clock, function: Function, parts: &[(Value, &Type)], ty: &Type) -> Value {
    let mut best = &parts[0];
    for part in &parts[1..] {
        let order = order(clock, (&part.0, part.1), (&best.0, best.1)).unwrap();
        if (function == Function::Least && order.is_lt()) || (function == Function::Greatest && order.is_gt()) {
            best = part;
        }
    }
    cast(clock, best.0.clone(), best.1, ty)
}

fn text_function(function: Function, parts: &[(Value, &Type)]) -> Value {
    let texts: Vec<&str> =
        parts.iter().map(|(value, _)| if let Value::Text(text) = value { text.as_str() } else { "" }).collect();
    let text = texts[0];
    match function {
        Function::Lower => Value::Text(text.to_lowercase()),
        Function::Upper => Value::Text(text.to_uppercase()),
        Function::Trim => Value::text(text.trim_matches(' ')),
        Function::Length => Value::integer(text.chars().count() as i64),
        Function::Substring => {
            // Reading: as in the SQL standard, positions below 1 are there but empty.
            let from = parts[1].0.to_f64() as i64;
            let to = parts.get(2).map_or(i64::MAX, |(count, _)| from + count.to_f64() as i64);
            let kept = text.chars().zip(1_i64..).filter(|(_, position)| (from..to).contains(position));
            Value::Text(kept.map(|(letter, _)| letter).collect())
        }
        Function::StartsWith => Value::Bool(text.starts_with(texts[1])),
        Function::EndsWith => Value::Bool(text.ends_with(texts[1])),
        Function::Contains => Value::Bool(text.contains(texts[1])),
        Function::Replace if texts[1].is_empty() => Value::text(text),
        Function::Replace => Value::Text(text.replace(texts[1], texts[2])),
        other => panic!("{other:?} is no function of text"),
    }
}

fn number_function(function: Function, parts: &[(Value, &Type)]) -> Value {
    let real = |number: f64| if number.is_finite() { Value::Float(number) } else { Value::Null };
    let x = parts[0].0.to_f64();
    match (function, &parts[0].0, parts.get(1).map(|(value, _)| value)) {
        (Function::Abs, Value::Number(n), _) => Value::Number(Exact { mantissa: n.mantissa.abs(), scale: n.scale }),
        (Function::Abs, ..) => Value::Float(x.abs()),
        (Function::Round, Value::Number(n), digits) => Value::Number(n.round(digits.map_or(0, |d| d.to_f64() as i64))),
        (Function::Round, _, digits) => {
            let unit = 10_f64.powi(digits.map_or(0, |d| d.to_f64() as i32));
            Value::Float((x * unit).round() / unit)
        }
        (Function::Floor, Value::Number(n), _) => Value::Number(n.floor()),
        (Function::Floor, ..) => Value::Float(x.floor()),
        (Function::Ceil, Value::Number(n), _) => {
            let floor = Exact { mantissa: -n.mantissa, scale: n.scale }.floor();
            Value::Number(Exact::whole(-floor.mantissa))
        }
        (Function::Ceil, ..) => Value::Float(x.ceil()),
        (Function::Ln, ..) => {
            if x > 0.0 {
                real(x.ln())
            } else {
                Value::Null
            }
        }
        (Function::Exp, ..) => real(x.exp()),
        (Function::Sqrt, ..) => {
            if x >= 0.0 {
                real(x.sqrt())
            } else {
                Value::Null
            }
        }
        // Reading: an infinite power (of zero) is not real either.
        (Function::Power, _, Some(y)) => real(x.powf(y.to_f64())),
        (Function::Mod, Value::Number(a), Some(Value::Number(b))) => a.remainder(*b).map_or(Value::Null, Value::Number),
        (Function::Mod, _, Some(b)) => {
            if b.to_f64() == 0.0 {
                Value::Null
            } else {
                Value::Float(x % b.to_f64())
            }
        }
        (other, ..) => panic!("{other:?} is no function of numbers"),
    }
}

fn time_function(clock: &Clock, function: Function, parts: &[(Value, &Type)]) -> Value {
    let local = |at: usize| clock.local(&parts[at].0, parts[at].1).unwrap();
    match function {
        Function::DateTrunc(Grain::Hour) => Value::Timestamp(clock.truncate(Grain::Hour, local(0))),
        Function::DateTrunc(grain) => Value::Date(clock.truncate(grain, local(0)).date()),
        Function::DateDiff(grain) => Value::integer(clock.boundaries(grain, local(0), local(1))),
        Function::DateAdd(grain) => date_add(clock, grain, parts[0].0.to_f64() as i64, (&parts[1].0, parts[1].1)),
        other => panic!("{other:?} is no function of time"),
    }
}

/// Reading: days and longer are added on the wall clock of the project's zone, hours as elapsed time. A wall clock of the
/// project's own zone is moved as it stands.
fn date_add(clock: &Clock, grain: Grain, count: i64, (value, ty): (&Value, &Type)) -> Value {
    let unit = match grain {
        Grain::Hour => TimeUnit::Hour,
        Grain::Day => TimeUnit::Day,
        Grain::Week => TimeUnit::Week,
        Grain::Month => TimeUnit::Month,
        Grain::Quarter => TimeUnit::Quarter,
        Grain::Year => TimeUnit::Year,
    };
    match (value, ty) {
        (Value::Date(day), _) if grain == Grain::Hour => Value::Date((midnight(*day) + count.hours()).date()),
        (Value::Date(day), _) => Value::Date(*day + calendar_span(count, unit)),
        (_, Type::Timestamp(zone)) => {
            let moved = clock.later(clock.instant(value, ty).unwrap(), count, unit);
            Value::Timestamp(clock.wall_in(moved, zone))
        }
        other => panic!("{other:?} is no time"),
    }
}
