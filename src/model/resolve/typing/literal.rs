//! Constants: their types, and constants that must be of a given type (`one_of`, rows of tests).

use super::{error, is_number};
use crate::diagnostic::{Diagnostic, Diagnostics, Fix, codes};
use crate::model::expr::{Expr, Node};
use crate::model::types::{Literal, Number, Type, Zone};
use crate::syntax::ast::{self, ExprKind, NumberLiteral, UnaryOperator};
use jiff::civil::{Date, DateTime};

/// A number as written: without a point an integer where 64 bits hold it, else a decimal of its digits.
pub fn number<L>(literal: &NumberLiteral) -> Expr<L> {
    let scale = if literal.percent { literal.scale.saturating_add(2) } else { literal.scale };
    let number = Number::new(literal.mantissa, scale);
    let whole = literal.scale == 0 && !literal.percent;
    let ty = if whole && i64::try_from(number.mantissa).is_ok() { Type::Integer } else { decimal_of(number) };
    Expr::literal(Literal::Number(number), ty)
}

/// The smallest decimal that holds a number; a double where none does.
fn decimal_of(number: Number) -> Type {
    let precision = digits(number).max(number.scale);
    if precision > super::numeric::LONGEST { Type::Float } else { Type::Decimal { precision, scale: number.scale } }
}

/// How many digits a number's mantissa has, at least one.
pub fn digits(number: Number) -> u32 {
    number.mantissa.unsigned_abs().checked_ilog10().map_or(1, |log| log + 1)
}

/// A timestamp: alone it is UTC; it takes the zone of the column it meets.
pub fn timestamp<L>(at: DateTime) -> Expr<L> {
    Expr::literal(Literal::Timestamp(at), Type::Timestamp(Zone::Utc))
}

/// The constant of an expression, where it is one; parentheses and a minus before a number count.
pub fn constant(expr: &ast::Expr) -> Option<(Literal, Type)> {
    let found: Expr<()> = match &expr.kind {
        ExprKind::Null => Expr::literal(Literal::Null, Type::Null),
        ExprKind::Bool(value) => Expr::literal(Literal::Boolean(*value), Type::Boolean),
        ExprKind::Number(literal) => number(literal),
        ExprKind::Text(text) => Expr::literal(Literal::Text(text.clone()), Type::Text),
        ExprKind::Date(date) => Expr::literal(Literal::Date(*date), Type::Date),
        ExprKind::Timestamp(at) => timestamp(*at),
        ExprKind::Group(inner) => return constant(inner),
        ExprKind::Unary(UnaryOperator::Negate, inner) => {
            let (Literal::Number(number), ty) = constant(inner)? else { return None };
            return Some((Literal::Number(negative(number)), ty));
        }
        _ => return None,
    };
    match found.node {
        Node::Literal(literal) => Some((literal, found.ty)),
        _ => None,
    }
}

/// The number with the other sign.
pub fn negative(number: Number) -> Number {
    Number { mantissa: number.mantissa.checked_neg().unwrap_or(i128::MAX), ..number }
}

/// A constant that must be a value of a type, with that type; what it cannot be is reported (NS201) and is [`error`].
pub fn typed<L>(expr: &ast::Expr, ty: &Type, what: &str, d: &mut Diagnostics) -> Expr<L> {
    if matches!(expr.kind, ExprKind::Error) || *ty == Type::Error {
        return error();
    }
    let Some((literal, found)) = constant(expr) else {
        let message = format!("{what} must be a constant");
        d.push(Diagnostic::new(codes::TYPE_MISMATCH, expr.span, message).here("not a constant").help(example(ty)));
        return error();
    };
    match fit(&literal, &found, ty) {
        Some(literal) => Expr::literal(literal, ty.clone()),
        None => {
            let message = format!("{what} is `{ty}`, but this is `{found}`");
            d.push(
                Diagnostic::new(codes::TYPE_MISMATCH, expr.span, message)
                    .here(format!("not a value of `{ty}`"))
                    .help(example(ty))
                    .fix_if(meant(&literal, ty).map(|(text, safe)| Fix::writing(expr.span, &text, safe))),
            );
            error()
        }
    }
}

/// How a constant of the wrong type is written as one of the right type, and whether it can mean nothing else: a date, a number or a
/// truth value that stands in quotes can not; a number may be the start of a longer text.
pub fn meant(literal: &Literal, wanted: &Type) -> Option<(String, bool)> {
    match (literal, wanted) {
        (Literal::Text(text), Type::Date) if text.len() == 10 => text.parse::<Date>().ok().map(|date| (date.to_string(), true)),
        (Literal::Text(text), Type::Date | Type::Timestamp(_)) => {
            let plain = text.len() <= 26 && text.bytes().all(|byte| byte.is_ascii_digit() || b"-: T.".contains(&byte));
            (plain && text.parse::<DateTime>().is_ok()).then(|| (text.replace('T', " "), true))
        }
        (Literal::Text(text), number) if number.is_numeric() => is_plain_number(text).then(|| (text.clone(), true)),
        (Literal::Text(text), Type::Boolean) if matches!(text.as_str(), "true" | "false") => Some((text.clone(), true)),
        (Literal::Number(number), Type::Text) => Some((format!("'{number}'"), false)),
        _ => None,
    }
}

/// `12` or `-1.5`, as the language writes it.
fn is_plain_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.len() <= 18 && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    unsigned.split_once('.').map_or_else(|| digits(unsigned), |(whole, fraction)| digits(whole) && digits(fraction))
}

/// The constant as a value of a type, where it is one without loss.
fn fit(literal: &Literal, found: &Type, ty: &Type) -> Option<Literal> {
    let fits = match (literal, ty) {
        (Literal::Null, _) => true,
        (Literal::Boolean(_), Type::Boolean) | (Literal::Text(_), Type::Text) | (Literal::Date(_), Type::Date) => true,
        (Literal::Timestamp(_), Type::Timestamp(_)) => true,
        (Literal::Date(date), Type::Timestamp(_)) => {
            return Some(Literal::Timestamp(date.to_datetime(jiff::civil::Time::midnight())));
        }
        (Literal::Number(number), Type::Integer) => number.scale == 0 && i64::try_from(number.mantissa).is_ok(),
        (Literal::Number(number), Type::Decimal { precision, scale }) => {
            number.scale <= *scale && digits(*number) + (scale - number.scale) <= *precision
        }
        (Literal::Number(_), Type::Float) => is_number(found),
        _ => false,
    };
    fits.then(|| literal.clone())
}

/// How a value of a type is written.
fn example(ty: &Type) -> String {
    match ty {
        Type::Boolean => "write `true` or `false`".to_owned(),
        Type::Integer => "write a whole number, as in `12`".to_owned(),
        Type::Decimal { precision, scale } => {
            format!("write a number with at most {} digits before and {scale} after the point", precision - scale)
        }
        Type::Float => "write a number, as in `12.5`".to_owned(),
        Type::Text => "write text in single quotes, as in `'confirmed'`".to_owned(),
        Type::Date => "write a date without quotes, as in `2026-01-05`".to_owned(),
        Type::Timestamp(_) => "write a timestamp without quotes, as in `2026-01-05 10:00`".to_owned(),
        Type::Null | Type::Error => "write a constant".to_owned(),
    }
}
