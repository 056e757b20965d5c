//! Limits on the size of expressions, so that no input exhausts the stack or the memory.

use crate::diagnostic::{Diagnostic, codes};
use crate::model::expr::Expr;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};

/// The most operators that may stand inside each other.
const DEEPEST: usize = 250;

/// The largest operand, in nodes, that `between` and `case x when` may repeat.
const LARGEST_REPEATED: usize = 500;

/// NS006 where operators stand inside each other too deep. Walks with its own stack.
pub fn too_deep(expr: &ast::Expr) -> Option<Diagnostic> {
    let mut stack = vec![(expr, 1)];
    while let Some((expr, depth)) = stack.pop() {
        if depth > DEEPEST {
            return Some(finding(expr.span));
        }
        stack.extend(children(expr).into_iter().map(|child| (child, depth + 1)));
    }
    None
}

fn finding(span: Span) -> Diagnostic {
    Diagnostic::new(codes::NESTED_TOO_DEEP, span, format!("more than {DEEPEST} operators stand inside each other"))
        .here("too deep from here")
        .help("split the expression into computed columns or metrics; a long chain of `or` is one `in (…)`")
}

/// NS006 where an operand that is written once and used several times is too large.
pub fn too_large<L>(expr: &Expr<L>, span: Span) -> Option<Diagnostic> {
    let mut stack = vec![expr];
    let mut count = 0;
    while let Some(expr) = stack.pop() {
        count += 1;
        if count > LARGEST_REPEATED {
            let message = format!("an operand of `between` or `case` has more than {LARGEST_REPEATED} parts");
            let help = "give it a name first: a computed column, or a metric";
            return Some(Diagnostic::new(codes::NESTED_TOO_DEEP, span, message).here("too large").help(help));
        }
        stack.extend(expr.children());
    }
    None
}

/// The direct parts of an expression.
pub fn children(expr: &ast::Expr) -> Vec<&ast::Expr> {
    match &expr.kind {
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
        ExprKind::Unary(_, a) | ExprKind::Group(a) | ExprKind::IsNull(a, _) | ExprKind::Cast(a, _) | ExprKind::Extract(_, a) => {
            vec![a]
        }
        ExprKind::Binary(_, a, b) | ExprKind::IsDistinct(a, b, _) | ExprKind::Like(a, b, _) => vec![a, b],
        ExprKind::Between(a, b, c, _) => vec![a, b, c],
        ExprKind::In(a, list, _) => std::iter::once(&**a).chain(list).collect(),
        ExprKind::Case { operand, branches, otherwise } => operand
            .iter()
            .map(|operand| &**operand)
            .chain(branches.iter().flat_map(|(when, then)| [when, then]))
            .chain(otherwise.as_deref())
            .collect(),
        ExprKind::Call(call) => call.args.iter().chain(&call.having).chain(&call.filter).collect(),
    }
}
