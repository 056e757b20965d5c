//! `case`, and the common type of several values (`coalesce`, `least`, `greatest`).

use super::compare::{mismatch, same_class};
use super::units::Meeting;
use super::{Checker, Operand, error, is_error, numeric, size, time};
use crate::model::expr::{Comparison, Expr, Node};
use crate::model::types::Type;
use crate::model::unit::Unit;
use crate::syntax::ast;

impl<L: Clone + PartialEq> Checker<'_, L> {
    pub(super) fn case(
        &mut self,
        operand: Option<&ast::Expr>,
        branches: &[(ast::Expr, ast::Expr)],
        otherwise: Option<&ast::Expr>,
    ) -> Expr<L> {
        let operand = operand.map(|operand| self.operand(operand));
        if let Some(finding) = operand.as_ref().and_then(|operand| size::too_large(&operand.expr, operand.span)) {
            self.d.push(finding);
            return error();
        }
        let mut conditions = Vec::new();
        let mut values = Vec::new();
        for (when, then) in branches {
            conditions.push(match &operand {
                None => self.condition(when),
                Some(operand) => {
                    let value = self.operand(when);
                    self.compare_operands(Comparison::Equal, operand.clone(), value)
                }
            });
            values.push(self.operand(then));
        }
        values.extend(otherwise.map(|otherwise| self.operand(otherwise)));
        let failed = conditions.iter().any(is_error);
        let Some((mut values, ty, unit)) = self.unify("`case`", values) else { return error() };
        if failed {
            return error();
        }
        let otherwise = if values.len() > conditions.len() { values.pop().map(Box::new) } else { None };
        Expr { node: Node::Case(conditions.into_iter().zip(values).collect(), otherwise), ty, unit }
    }

    /// Values brought to one type and one unit; reported where there is none.
    pub(super) fn unify(&mut self, what: &str, mut values: Vec<Operand<L>>) -> Option<(Vec<Expr<L>>, Type, Option<Unit>)> {
        if values.iter().any(|value| is_error(&value.expr)) {
            return None;
        }
        time::share_zone(values.iter_mut().map(|value| &mut value.expr));
        let mut common: Option<Operand<L>> = None;
        for value in &values {
            common = match common {
                Some(common) if value.expr.ty == Type::Null => Some(common),
                None => Some(value.clone()),
                Some(common) if common.expr.ty == Type::Null => Some(value.clone()),
                Some(common) => Some(self.join(what, common, value)?),
            };
        }
        let common = common?.expr;
        Some((values.into_iter().map(|value| value.expr).collect(), common.ty, common.unit))
    }

    /// A value that stands for both: of the wider type and their unit.
    fn join(&mut self, what: &str, common: Operand<L>, value: &Operand<L>) -> Option<Operand<L>> {
        let (left, right) = (&common.expr.ty, &value.expr.ty);
        let mixed_times = left.is_time() && right.is_time() && (*left == Type::Date) != (*right == Type::Date);
        if mixed_times || !same_class(left, right) {
            self.d.push(mismatch(what, &common, value));
            return None;
        }
        let unit = self.shared_unit(what, &common, value, Meeting::Choice).ok()?;
        if super::is_number(left) {
            let ty = numeric::wider(&common.expr, &value.expr);
            let node = if ty == common.expr.ty { common.expr.node } else { value.expr.node.clone() };
            return Some(Operand { expr: Expr { node, ty, unit }, span: common.span });
        }
        Some(common)
    }
}
