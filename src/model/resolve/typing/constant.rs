//! Comparisons that are always true or always false (NS219), and division by a constant zero (NS220).

use super::{Leaves, Operand};
use crate::diagnostic::{Diagnostic, Fix, codes, suggest};
use crate::model::expr::{Comparison, Expr, Node};
use crate::model::types::{Literal, Number, Type};
use crate::source::Span;
use std::cmp::Ordering;

/// NS219 for a comparison whose answer never changes.
pub(super) fn comparison<L: PartialEq>(
    comparison: Comparison,
    left: &Operand<L>,
    right: &Operand<L>,
    leaves: &dyn Leaves<L>,
) -> Option<Diagnostic> {
    if let Some(null) = [left, right].into_iter().find(|side| side.expr.ty == Type::Null) {
        return Some(with_null(comparison, null));
    }
    if matches!((&left.expr.node, &right.expr.node), (Node::Literal(_), Node::Literal(_))) {
        let span = left.span.to(right.span);
        let finding = Diagnostic::new(codes::CONSTANT_COMPARISON, span, "a comparison of two constants never changes");
        return Some(
            finding.here("both sides are constants").help("compare a column with a constant, or leave the comparison out"),
        );
    }
    if left.expr.node == right.expr.node {
        let always = matches!(comparison, Comparison::Equal | Comparison::LessOrEqual | Comparison::GreaterOrEqual);
        let finding = finding(right.span, always).here("the same as the other side").label(left.span, "the same as this");
        return Some(finding.help("compare it with something else, or leave the comparison out"));
    }
    if !matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
        return None;
    }
    let always = comparison == Comparison::NotEqual;
    outside(left, right, leaves, always).or_else(|| outside(right, left, leaves, always))
}

fn finding(span: Span, always: bool) -> Diagnostic {
    let answer = if always { "true" } else { "false" };
    Diagnostic::new(codes::CONSTANT_COMPARISON, span, format!("this comparison is always {answer}"))
}

fn with_null<L>(comparison: Comparison, null: &Operand<L>) -> Diagnostic {
    let help = if comparison == Comparison::NotEqual { "write `… is not null`" } else { "write `… is null`" };
    Diagnostic::new(codes::CONSTANT_COMPARISON, null.span, "a comparison with `null` is never true")
        .here("nothing equals null, not even null")
        .help(help)
}

/// NS219 for a null among the values of `in`.
pub(super) fn null_in_list<L>(item: &Operand<L>, negated: bool) -> Diagnostic {
    let message = if negated { "`not in` with a `null` in its list is never true" } else { "`in` never finds a `null`" };
    Diagnostic::new(codes::CONSTANT_COMPARISON, item.span, message)
        .here("nothing equals null, not even null")
        .help("take it out of the list, and ask `… is null` beside it")
}

/// NS219 for a constant that the other side can never be.
fn outside<L>(side: &Operand<L>, constant: &Operand<L>, leaves: &dyn Leaves<L>, always: bool) -> Option<Diagnostic> {
    let Node::Literal(value) = &constant.expr.node else { return None };
    if let Node::Leaf(leaf) = &side.expr.node {
        let list = leaves.one_of(leaf);
        if !list.is_empty() && !list.contains(value) {
            let finding = finding(constant.span, always).here("not one of the column's values");
            let (help, fix) = nearest(constant, value, &list);
            return Some(finding.label(side.span, "see this column's `one_of`").help_if(help).fix_if(fix));
        }
    }
    match (value, &side.expr.ty) {
        (Literal::Number(number), Type::Integer) if number.scale > 0 => {
            let finding = finding(constant.span, always).here("not a whole number");
            Some(finding.label(side.span, "this is `integer`").help("compare with a whole number, or with `<` and `>`"))
        }
        (Literal::Number(number), Type::Decimal { scale, .. }) if number.scale > *scale => {
            let finding = finding(constant.span, always).here(format!("more than {scale} digits after the point"));
            Some(
                finding
                    .label(side.span, format!("this is `{}`", side.expr.ty))
                    .help("compare with a shorter number, or with `<` and `>`"),
            )
        }
        _ => None,
    }
}

/// Which of the allowed values may have been meant, and the fix that writes it where exactly one is near.
fn nearest<L>(constant: &Operand<L>, value: &Literal, list: &[Literal]) -> (Option<String>, Option<Fix>) {
    let Literal::Text(text) = value else { return (None, None) };
    let texts = list.iter().filter_map(|item| match item {
        Literal::Text(text) => Some(text.as_str()),
        _ => None,
    });
    let known: Vec<&str> = texts.collect();
    let near = suggest::nearest(text, known.iter().copied());
    let fix = match near.as_slice() {
        [meant] => Some(Fix::writing(constant.span, &format!("'{}'", meant.replace('\'', "''")), false)),
        _ => None,
    };
    (suggest::help(&near, known), fix)
}

/// NS219 for `between 10 and 1`.
pub(super) fn empty_range<L>(low: &Operand<L>, high: &Operand<L>, span: Span) -> Option<Diagnostic> {
    let (Node::Literal(lower), Node::Literal(upper)) = (&low.expr.node, &high.expr.node) else { return None };
    let order = match (lower, upper) {
        (Literal::Number(lower), Literal::Number(upper)) => order(*lower, *upper)?,
        (Literal::Date(lower), Literal::Date(upper)) => lower.cmp(upper),
        (Literal::Timestamp(lower), Literal::Timestamp(upper)) => lower.cmp(upper),
        (Literal::Text(lower), Literal::Text(upper)) => lower.cmp(upper),
        _ => return None,
    };
    (order == Ordering::Greater)
        .then(|| finding(span, false).here("starts above its end").help("write the smaller bound first: `between low and high`"))
}

/// How two exact numbers compare; `None` where they have too many digits for it.
fn order(left: Number, right: Number) -> Option<Ordering> {
    let scale = left.scale.max(right.scale);
    let raised = |number: Number| 10_i128.checked_pow(scale - number.scale).and_then(|power| number.mantissa.checked_mul(power));
    Some(raised(left)?.cmp(&raised(right)?))
}

/// NS220 for a divisor that is a constant zero.
pub(super) fn zero_divisor<L>(divisor: &Operand<L>, of: &str) -> Option<Diagnostic> {
    is_zero(&divisor.expr).then(|| {
        Diagnostic::new(codes::DIVISION_BY_ZERO, divisor.span, format!("`{of}` by a constant zero is always null"))
            .here("always zero")
            .help("divide by a column or by another number")
    })
}

fn is_zero<L>(expr: &Expr<L>) -> bool {
    matches!(&expr.node, Node::Literal(Literal::Number(number)) if number.is_zero())
}
