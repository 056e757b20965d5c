//! Conditions in words: `status is 'confirmed' and nights is at least 2`.

use super::Describer;
use super::expression::{between, literal};
use crate::model::expr::{Comparison, Expr, Node};

/// Where a condition stands, which decides about parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    And,
    Not,
}

/// How the values inside a condition are said: a short form for what has a name, and language text for the rest.
pub(super) struct Operands<'a, L> {
    /// A leaf in words; `None` where language text says it better.
    pub leaf: &'a dyn Fn(&L) -> String,
    /// An expression as language text.
    pub print: &'a dyn Fn(&Expr<L>) -> String,
}

impl Describer<'_> {
    /// A condition in words.
    pub(super) fn condition<L: PartialEq>(&self, expr: &Expr<L>, operands: &Operands<'_, L>) -> String {
        self.condition_within(expr, operands, Within::Nothing)
    }

    fn condition_within<L: PartialEq>(&self, expr: &Expr<L>, operands: &Operands<'_, L>, within: Within) -> String {
        let value = |part: &Expr<L>| self.operand(part, operands);
        match &expr.node {
            Node::And(a, b) => match between(a, b) {
                Some((x, low, high)) => format!("{} is between {} and {}", value(x), value(low), value(high)),
                None => {
                    let both = [a, b].map(|part| self.condition_within(part, operands, Within::And));
                    wrap(both.join(" and "), within == Within::Not)
                }
            },
            Node::Or(a, b) => {
                let both = [a, b].map(|part| self.condition_within(part, operands, Within::Nothing));
                wrap(both.join(" or "), within != Within::Nothing)
            }
            Node::Compare(op, a, b) => format!("{} {} {}", value(a), comparison(*op), value(b)),
            Node::Not(inner) => self.negated(inner, operands),
            Node::IsNull(a) => format!("{} has no value", value(a)),
            Node::IsDistinct(a, b) => format!("{} differs from {}", value(a), value(b)),
            Node::In(a, list) => format!("{} is one of {}", value(a), self.list(list, operands)),
            Node::Like(a, b) => format!("{} is like {}", value(a), value(b)),
            Node::Leaf(_) => format!("{} is true", value(expr)),
            _ => value(expr),
        }
    }

    fn negated<L: PartialEq>(&self, expr: &Expr<L>, operands: &Operands<'_, L>) -> String {
        let value = |part: &Expr<L>| self.operand(part, operands);
        match &expr.node {
            Node::IsNull(a) => format!("{} has a value", value(a)),
            Node::IsDistinct(a, b) => format!("{} is the same as {}", value(a), value(b)),
            Node::In(a, list) => format!("{} is none of {}", value(a), self.list(list, operands)),
            Node::Like(a, b) => format!("{} is not like {}", value(a), value(b)),
            Node::Leaf(_) => format!("{} is false", value(expr)),
            _ => format!("not {}", self.condition_within(expr, operands, Within::Not)),
        }
    }

    fn list<L: PartialEq>(&self, list: &[Expr<L>], operands: &Operands<'_, L>) -> String {
        list.iter().map(|item| self.operand(item, operands)).collect::<Vec<_>>().join(", ")
    }

    fn operand<L: PartialEq>(&self, expr: &Expr<L>, operands: &Operands<'_, L>) -> String {
        match &expr.node {
            Node::Leaf(leaf) => (operands.leaf)(leaf),
            Node::Literal(value) => self.text(&literal(value)),
            _ => self.code(&(operands.print)(expr)),
        }
    }
}

fn wrap(text: String, needed: bool) -> String {
    if needed { format!("({text})") } else { text }
}

fn comparison(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "is",
        Comparison::NotEqual => "is not",
        Comparison::Less => "is less than",
        Comparison::LessOrEqual => "is at most",
        Comparison::Greater => "is more than",
        Comparison::GreaterOrEqual => "is at least",
    }
}
