//! Expressions: flat lists of operands and operators become trees, by precedence, of bounded depth.

use super::Builder;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::ast::{BinaryOperator, Expr, ExprKind, UnaryOperator};
use crate::syntax::grammar::{Pair, Rule};

/// How many levels a tree may have, and how many operands a chain: every later walk over the tree recurses as deep.
pub(super) const MOST_LEVELS: u32 = 500;

/// An expression and how many levels it has.
pub(super) type Built = (Expr, u32);

/// A tree of one place, as when nothing could be made of it.
pub(super) fn error(span: Span) -> Built {
    (Expr { kind: ExprKind::Error, span }, 1)
}

impl Builder<'_> {
    /// A whole expression.
    pub(in crate::syntax) fn expression(&mut self, pair: Pair) -> Expr {
        self.too_deep = false;
        self.logic(pair).0
    }

    /// `or` over `and` over `not` over conditions.
    pub(super) fn logic(&mut self, pair: Pair) -> Built {
        let mut tree = Logic::default();
        for part in pair.into_inner() {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::not_word => tree.nots.push(span),
                Rule::arithmetic => tree.condition = Some(self.arithmetic(part)),
                Rule::logical => {
                    tree.close_condition(self);
                    if part.as_str().eq_ignore_ascii_case("or") {
                        tree.close_conjunction(self);
                    }
                }
                _ => {
                    if let Some(subject) = tree.condition.take() {
                        tree.condition = Some(self.predicate(subject, part));
                    }
                }
            }
        }
        tree.close_condition(self);
        tree.close_conjunction(self);
        tree.disjunction.unwrap_or_else(|| error(Span::new(self.file, self.base, self.base)))
    }

    /// Sums of products of operands.
    pub(super) fn arithmetic(&mut self, pair: Pair) -> Built {
        let mut sum: Option<(Built, BinaryOperator)> = None;
        let mut term: Option<Built> = None;
        let mut operator = BinaryOperator::Multiply;
        for part in pair.into_inner() {
            if part.as_rule() == Rule::operand {
                let operand = self.operand(part);
                term = Some(match term.take() {
                    Some(left) => self.binary(operator, left, operand),
                    None => operand,
                });
                continue;
            }
            operator = match part.as_str() {
                "*" => BinaryOperator::Multiply,
                "/" => BinaryOperator::Divide,
                "-" => BinaryOperator::Subtract,
                "||" => BinaryOperator::Concat,
                _ => BinaryOperator::Add,
            };
            if !matches!(operator, BinaryOperator::Multiply | BinaryOperator::Divide)
                && let Some(right) = term.take()
            {
                sum = Some((self.add(sum, right), operator));
            }
        }
        match term {
            Some(right) => self.add(sum, right),
            None => error(Span::new(self.file, self.base, self.base)),
        }
    }

    fn add(&mut self, sum: Option<(Built, BinaryOperator)>, right: Built) -> Built {
        match sum {
            Some((left, operator)) => self.binary(operator, left, right),
            None => right,
        }
    }

    fn operand(&mut self, pair: Pair) -> Built {
        let mut minuses = Vec::new();
        let mut built = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::minus => minuses.push(self.span(&part)),
                _ => built = Some(self.primary(part)),
            }
        }
        let built = built.unwrap_or_else(|| error(Span::new(self.file, self.base, self.base)));
        self.unary(UnaryOperator::Negate, minuses, built)
    }

    /// Operators before an operand, outermost first.
    fn unary(&mut self, operator: UnaryOperator, spans: Vec<Span>, built: Built) -> Built {
        if spans.len() as u64 + u64::from(built.1) > u64::from(MOST_LEVELS) {
            let span = spans.first().map_or(built.0.span, |first| first.to(built.0.span));
            return self.deep(span);
        }
        spans.into_iter().rev().fold(built, |(operand, depth), span| {
            let span = span.to(operand.span);
            (Expr { kind: ExprKind::Unary(operator, Box::new(operand)), span }, depth + 1)
        })
    }

    fn binary(&mut self, operator: BinaryOperator, left: Built, right: Built) -> Built {
        let span = left.0.span.to(right.0.span);
        let depth = left.1.max(right.1);
        self.node(ExprKind::Binary(operator, Box::new(left.0), Box::new(right.0)), span, depth)
    }

    /// A node over children of at most `depth` levels.
    pub(super) fn node(&mut self, kind: ExprKind, span: Span, depth: u32) -> Built {
        if depth >= MOST_LEVELS { self.deep(span) } else { (Expr { kind, span }, depth + 1) }
    }

    /// Reports an expression of too many levels, once, and leaves it out.
    fn deep(&mut self, span: Span) -> Built {
        if !self.too_deep {
            self.too_deep = true;
            let place = Span { end: span.start.saturating_add(1).min(span.end), ..span };
            let message = format!("this expression chains more than {MOST_LEVELS} operators");
            let help = "split it into metrics or computed columns of their own, or write `in (…)` for a long list of values";
            self.diagnostics.push(Diagnostic::new(codes::NESTED_TOO_DEEP, place, message).here("starts here").help(help));
        }
        error(span)
    }
}

/// The part of an `or … and … not …` chain that was read so far.
#[derive(Default)]
struct Logic {
    disjunction: Option<Built>,
    conjunction: Option<Built>,
    condition: Option<Built>,
    nots: Vec<Span>,
}

impl Logic {
    fn close_condition(&mut self, builder: &mut Builder) {
        let Some(condition) = self.condition.take() else { return };
        let condition = builder.unary(UnaryOperator::Not, std::mem::take(&mut self.nots), condition);
        self.conjunction = Some(match self.conjunction.take() {
            Some(left) => builder.binary(BinaryOperator::And, left, condition),
            None => condition,
        });
    }

    fn close_conjunction(&mut self, builder: &mut Builder) {
        let Some(conjunction) = self.conjunction.take() else { return };
        self.disjunction = Some(match self.disjunction.take() {
            Some(left) => builder.binary(BinaryOperator::Or, left, conjunction),
            None => conjunction,
        });
    }
}
