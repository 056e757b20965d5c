//! What an expression as written reads, before anything of it is resolved.

use crate::syntax::ast::{self, Call, ExprKind, Ident, Value};

/// The aggregates by name.
pub(super) const AGGREGATES: [&str; 9] =
    ["count", "sum", "avg", "min", "max", "median", "percentile", "stddev", "approx_count_distinct"];

/// The parts of growth accounting by name.
pub(super) const GROWTH_PARTS: [&str; 4] = ["new", "retained", "resurrected", "churned"];

/// The direct parts of an expression.
pub(super) fn children(expr: &ast::Expr) -> Vec<&ast::Expr> {
    match &expr.kind {
        ExprKind::Unary(_, a) | ExprKind::Group(a) | ExprKind::IsNull(a, _) | ExprKind::Cast(a, _) | ExprKind::Extract(_, a) => {
            vec![a]
        }
        ExprKind::Binary(_, a, b) | ExprKind::IsDistinct(a, b, _) | ExprKind::Like(a, b, _) => vec![a, b],
        ExprKind::In(a, list, _) => std::iter::once(&**a).chain(list).collect(),
        ExprKind::Between(a, b, c, _) => vec![a, b, c],
        ExprKind::Case { operand, branches, otherwise } => {
            let branches = branches.iter().flat_map(|(when, then)| [when, then]);
            operand.as_deref().into_iter().chain(branches).chain(otherwise.as_deref()).collect()
        }
        ExprKind::Call(call) => call.args.iter().chain(&call.having).chain(&call.filter).collect(),
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Date(_)
        | ExprKind::Timestamp(_)
        | ExprKind::Path(_)
        | ExprKind::Native(_)
        | ExprKind::Conversion(_)
        | ExprKind::Retention(_)
        | ExprKind::Shift(..)
        | ExprKind::Error => Vec::new(),
    }
}

/// The expression without the parentheses around it.
pub(super) fn bare(expr: &ast::Expr) -> &ast::Expr {
    let mut expr = expr;
    while let ExprKind::Group(inner) = &expr.kind {
        expr = inner;
    }
    expr
}

/// Whether a call is an aggregate by its name.
pub(super) fn is_aggregate(call: &Call) -> bool {
    AGGREGATES.contains(&call.name.text.as_str())
}

/// Whether an aggregate stands somewhere in an expression.
pub(super) fn has_aggregate(expr: &ast::Expr) -> bool {
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        if matches!(&expr.kind, ExprKind::Call(call) if is_aggregate(call)) {
            return true;
        }
        stack.extend(children(expr));
    }
    false
}

/// The names in a value that may be metrics, left to right; none where it reads a source.
/// Never recurses, for nothing has bounded the depth of the expression yet.
pub(super) fn metrics_in(value: &Value) -> Vec<&Ident> {
    let mut names = Vec::new();
    let mut stack = if value.from.is_none() { vec![&value.expr] } else { Vec::new() };
    while let Some(expr) = stack.pop() {
        match &expr.kind {
            ExprKind::Path(path) | ExprKind::Shift(_, path, _) => {
                if let [name] = path.parts.as_slice() {
                    names.push(name);
                }
            }
            ExprKind::Conversion(cohort) | ExprKind::Retention(cohort) => names.extend([&cohort.from, &cohort.to]),
            // What stands after `distinct` is a key, no metric.
            ExprKind::Call(call) if call.distinct => stack.extend(&call.having),
            _ => stack.extend(children(expr).into_iter().rev()),
        }
    }
    names
}
