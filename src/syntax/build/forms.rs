//! Operands: literals, names, calls, and the forms that have a syntax of their own.

use super::Builder;
use super::expression::{Built, error};
use crate::source::Span;
use crate::syntax::ast::{Call, Cohort, Expr, ExprKind, Ident, Path, Prose, TypeKind, TypeName};
use crate::syntax::grammar::{Pair, Rule};

impl Builder<'_> {
    /// An operand without the operators before it.
    pub(super) fn primary(&mut self, pair: Pair) -> Built {
        let span = self.span_of(&pair);
        match pair.as_rule() {
            Rule::reference => self.reference(pair, span),
            Rule::group => match pair.into_inner().find(|p| p.as_rule() == Rule::expression) {
                Some(inner) => {
                    let (inner, depth) = self.logic(inner);
                    self.node(ExprKind::Group(Box::new(inner)), span, depth)
                }
                None => error(span),
            },
            Rule::case_form => self.case_form(pair, span),
            Rule::cast_form => self.cast_form(pair, span),
            Rule::extract_form => self.extract_form(pair, span),
            Rule::native_form => {
                let parts: Vec<_> = pair.into_inner().filter(|p| p.as_rule() == Rule::dialect_sql).collect();
                let parts = parts.into_iter().filter_map(|p| self.dialect_sql(p)).collect();
                (Expr { kind: ExprKind::Native(parts), span }, 1)
            }
            Rule::conversion_form | Rule::retention_form => self.cohort(pair, span),
            Rule::shift_form => self.shift(pair, span),
            _ => (Expr { kind: self.plain_literal(pair).unwrap_or(ExprKind::Error), span }, 1),
        }
    }

    /// A name, a path or a call.
    fn reference(&mut self, pair: Pair, span: Span) -> Built {
        let mut names = Vec::new();
        let mut call = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name | Rule::word => names.push(part),
                Rule::call => call = Some(part),
                _ => {}
            }
        }
        if let (Some(call), Some(name)) = (call, names.first()) {
            // `SUM(x)` is what people paste; the functions have lower-case names.
            let name = Ident { text: name.as_str().to_ascii_lowercase(), span: self.span(name) };
            return self.call(name, call, span);
        }
        let parts = names.iter().map(|name| self.name(name)).collect();
        (Expr { kind: ExprKind::Path(Path { parts, span }), span }, 1)
    }

    fn call(&mut self, name: Ident, pair: Pair, span: Span) -> Built {
        let (star, distinct, args) = (false, false, Vec::new());
        let mut call = Call { name, star, distinct, args, per: None, having: None, filter: None };
        let mut depth = 0;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::star => call.star = true,
                Rule::distinct_word => call.distinct = true,
                Rule::expression => {
                    let built = self.logic(part);
                    depth = depth.max(built.1);
                    call.args.push(built.0);
                }
                Rule::per => {
                    for inner in part.into_inner() {
                        match inner.as_rule() {
                            Rule::path => call.per = Some(self.path(inner)),
                            Rule::having => call.having = self.inner_expression(inner, &mut depth),
                            _ => {}
                        }
                    }
                }
                Rule::having => call.having = self.inner_expression(part, &mut depth),
                Rule::aggregate_filter => call.filter = self.inner_expression(part, &mut depth),
                _ => {}
            }
        }
        self.node(ExprKind::Call(Box::new(call)), span, depth)
    }

    fn inner_expression(&mut self, pair: Pair, depth: &mut u32) -> Option<Expr> {
        let built = self.logic(pair.into_inner().find(|p| p.as_rule() == Rule::expression)?);
        *depth = built.1.max(*depth);
        Some(built.0)
    }

    fn case_form(&mut self, pair: Pair, span: Span) -> Built {
        let mut depth = 0;
        let mut operand = None;
        let mut otherwise = None;
        let mut branches = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::expression => {
                    let built = self.logic(part);
                    depth = depth.max(built.1);
                    let place = if branches.is_empty() { &mut operand } else { &mut otherwise };
                    *place = Some(Box::new(built.0));
                }
                Rule::branch => {
                    let mut parts = part.into_inner().filter(|p| p.as_rule() == Rule::expression);
                    if let (Some(when), Some(then)) = (parts.next(), parts.next()) {
                        let (when, then) = (self.logic(when), self.logic(then));
                        depth = depth.max(when.1).max(then.1);
                        branches.push((when.0, then.0));
                    }
                }
                _ => {}
            }
        }
        self.node(ExprKind::Case { operand, branches, otherwise }, span, depth)
    }

    fn cast_form(&mut self, pair: Pair, span: Span) -> Built {
        let mut operand = error(span);
        let mut ty = TypeName { kind: TypeKind::Error, span };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::expression => operand = self.logic(part),
                Rule::type_name | Rule::foreign_type => ty = self.type_name(part),
                _ => {}
            }
        }
        self.node(ExprKind::Cast(Box::new(operand.0), ty), span, operand.1)
    }

    fn extract_form(&mut self, pair: Pair, span: Span) -> Built {
        let mut field = None;
        let mut operand = error(span);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::word => field = Some(Ident { text: part.as_str().to_ascii_lowercase(), span: self.span(&part) }),
                Rule::expression => operand = self.logic(part),
                _ => {}
            }
        }
        match field {
            Some(field) => self.node(ExprKind::Extract(field, Box::new(operand.0)), span, operand.1),
            None => error(span),
        }
    }

    fn dialect_sql(&mut self, pair: Pair) -> Option<(Ident, Prose)> {
        let mut dialect = None;
        let mut sql = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => dialect = Some(self.dialect(&part)),
                Rule::prose => sql = Some(self.raw(part)),
                _ => {}
            }
        }
        Some((dialect?, sql?))
    }

    fn cohort(&mut self, pair: Pair, span: Span) -> Built {
        let conversion = pair.as_rule() == Rule::conversion_form;
        let mut names = Vec::new();
        let mut bound = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => names.push(self.name(&part)),
                Rule::duration => bound = self.duration(part),
                _ => {}
            }
        }
        let mut names = names.into_iter();
        let (Some(from), Some(to), Some(key)) = (names.next(), names.next(), names.next()) else { return error(span) };
        let cohort = Box::new(Cohort { from, to, key, bound });
        let kind = if conversion { ExprKind::Conversion(cohort) } else { ExprKind::Retention(cohort) };
        (Expr { kind, span }, 1)
    }

    fn shift(&mut self, pair: Pair, span: Span) -> Built {
        let (mut function, mut metric, mut by) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::shift_word => {
                    function = Some(Ident { text: part.as_str().to_ascii_lowercase(), span: self.span(&part) });
                }
                Rule::path => metric = Some(self.path(part)),
                Rule::duration => by = self.duration(part),
                _ => {}
            }
        }
        match (function, metric, by) {
            (Some(function), Some(metric), Some(by)) => (Expr { kind: ExprKind::Shift(function, metric, by), span }, 1),
            _ => error(span),
        }
    }
}
