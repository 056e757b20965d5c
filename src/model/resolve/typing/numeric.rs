//! The types of arithmetic, the same on every warehouse: integers stay integers, decimals stay exact, `/` is in double.

use crate::model::expr::{Arithmetic, Expr, Node};
use crate::model::types::{Literal, Type};

/// The most digits that a decimal has.
pub const LONGEST: u32 = 38;

/// Digits before the point that a 64-bit integer may have.
const INTEGER_DIGITS: u32 = 19;

/// Digits before and after the point. An integer constant counts with the digits it has, so that `price * 2` stays short.
fn extent<L>(expr: &Expr<L>) -> Option<(u32, u32)> {
    match (&expr.ty, &expr.node) {
        (Type::Integer, Node::Literal(Literal::Number(number))) => Some((super::literal::digits(*number), 0)),
        (Type::Integer, _) => Some((INTEGER_DIGITS, 0)),
        (Type::Decimal { precision, scale }, _) => Some((precision.saturating_sub(*scale), *scale)),
        _ => None,
    }
}

fn decimal(before: u32, after: u32) -> Type {
    let scale = after.min(LONGEST);
    Type::Decimal { precision: (before + scale).clamp(1, LONGEST), scale }
}

/// The type of `a + b` and so on, for two numbers; `None` where a product has more than 38 digits after the point.
pub fn arithmetic<L>(operator: Arithmetic, left: &Expr<L>, right: &Expr<L>) -> Option<Type> {
    match (operator, &left.ty, &right.ty) {
        (Arithmetic::Divide, ..) => Some(Type::Float),
        (_, Type::Null, other) | (_, other, Type::Null) => Some(other.clone()),
        (_, Type::Integer, Type::Integer) => Some(Type::Integer),
        _ => {
            let (Some((left_before, left_after)), Some((right_before, right_after))) = (extent(left), extent(right)) else {
                return Some(Type::Float);
            };
            match operator {
                Arithmetic::Multiply => {
                    let after = left_after + right_after;
                    (after <= LONGEST).then(|| decimal(left_before + right_before, after))
                }
                _ => Some(decimal(left_before.max(right_before) + 1, left_after.max(right_after))),
            }
        }
    }
}

/// The type that holds the values of both numbers: integer, then decimal, then float.
pub fn wider<L>(left: &Expr<L>, right: &Expr<L>) -> Type {
    match (&left.ty, &right.ty) {
        (Type::Null, other) | (other, Type::Null) => other.clone(),
        (Type::Integer, Type::Integer) => Type::Integer,
        _ => match (extent(left), extent(right)) {
            (Some(left), Some(right)) => decimal(left.0.max(right.0), left.1.max(right.1)),
            _ => Type::Float,
        },
    }
}

/// The type of a number rounded to so many digits after the point: rounding may carry into one more digit before it.
pub fn rounded(ty: &Type, digits: u32) -> Type {
    match ty {
        Type::Decimal { precision, scale } => decimal(precision.saturating_sub(*scale) + 1, digits.min(*scale)),
        other => other.clone(),
    }
}

/// Whether a column of one type of number may be computed by an expression of the other without a `cast`: integers widen to
/// decimals and floats, decimals to floats; another decimal is rounded to the digits that the column declares.
pub fn widens(from: &Type, to: &Type) -> bool {
    matches!(
        (from, to),
        (Type::Integer, Type::Integer | Type::Decimal { .. } | Type::Float)
            | (Type::Decimal { .. }, Type::Decimal { .. } | Type::Float)
            | (Type::Float, Type::Float)
    )
}
