//! Predicates: comparisons and the tests written in words.

use super::Builder;
use super::expression::Built;
use crate::diagnostic::Fix;
use crate::syntax::ast::{BinaryOperator, Expr, ExprKind};
use crate::syntax::grammar::{Pair, Rule};

impl Builder<'_> {
    /// What follows a condition's first operand.
    pub(super) fn predicate(&mut self, subject: Built, pair: Pair) -> Built {
        match pair.as_rule() {
            Rule::comparison => self.comparison(subject, pair),
            Rule::is_test => self.is_test(subject, pair),
            _ => self.worded_test(subject, pair),
        }
    }

    fn comparison(&mut self, left: Built, pair: Pair) -> Built {
        let mut operator = BinaryOperator::Equal;
        let mut right = None;
        for part in pair.into_inner() {
            if part.as_rule() == Rule::arithmetic {
                right = Some(self.arithmetic(part));
                continue;
            }
            operator = match part.as_str() {
                "<" => BinaryOperator::Less,
                "<=" => BinaryOperator::LessOrEqual,
                ">" => BinaryOperator::Greater,
                ">=" => BinaryOperator::GreaterOrEqual,
                "!=" | "<>" => BinaryOperator::NotEqual,
                _ => BinaryOperator::Equal,
            };
            if part.as_str() == "==" {
                let span = self.span(&part);
                let fix = Some(Fix::writing(span, "=", true));
                self.syntax_with(span, "`==` is no operator: a single `=` compares", "write `=`", fix);
            }
        }
        let Some(right) = right else { return left };
        let (span, depth) = (left.0.span.to(right.0.span), left.1.max(right.1));
        self.node(ExprKind::Binary(operator, Box::new(left.0), Box::new(right.0)), span, depth)
    }

    fn is_test(&mut self, subject: Built, pair: Pair) -> Built {
        let span = subject.0.span.to(self.span_of(&pair));
        let mut negated = false;
        let mut other = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::not_word => negated = true,
                Rule::arithmetic => other = Some(self.arithmetic(part)),
                _ => {}
            }
        }
        let (subject, depth) = subject;
        match other {
            Some((other, other_depth)) => {
                let kind = ExprKind::IsDistinct(Box::new(subject), Box::new(other), negated);
                self.node(kind, span, depth.max(other_depth))
            }
            None => self.node(ExprKind::IsNull(Box::new(subject), negated), span, depth),
        }
    }

    fn worded_test(&mut self, subject: Built, pair: Pair) -> Built {
        let span = subject.0.span.to(self.span_of(&pair));
        let (subject, mut depth) = subject;
        let subject = Box::new(subject);
        let mut negated = false;
        let mut form = Rule::in_word;
        let mut others: Vec<Expr> = Vec::new();
        for part in pair.into_inner() {
            let built = match part.as_rule() {
                Rule::not_word => {
                    negated = true;
                    continue;
                }
                Rule::expression => self.logic(part),
                Rule::arithmetic => self.arithmetic(part),
                rule @ (Rule::in_word | Rule::between_word | Rule::like_word) => {
                    form = rule;
                    continue;
                }
                _ => continue,
            };
            depth = depth.max(built.1);
            others.push(built.0);
        }
        let mut others = others.into_iter();
        let kind = match (form, others.next(), others.next()) {
            (Rule::between_word, Some(low), Some(high)) => ExprKind::Between(subject, Box::new(low), Box::new(high), negated),
            (Rule::like_word, Some(pattern), _) => ExprKind::Like(subject, Box::new(pattern), negated),
            (_, first, second) => ExprKind::In(subject, first.into_iter().chain(second).chain(others).collect(), negated),
        };
        self.node(kind, span, depth)
    }
}
