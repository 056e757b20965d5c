//! Units in expressions: what must agree, and what is said where it does not.

use super::{Checker, LiteralUnits, Operand, is_number};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::currency::is_currency;
use crate::model::types::Type;
use crate::model::unit::Unit;
use crate::source::Span;
use crate::syntax::ast::{UnitExpr, UnitOperator};

/// A unit as written.
pub fn unit_of(written: &UnitExpr) -> Unit {
    written.rest.iter().fold(Unit::named(&written.first.text), |unit, (operator, name)| {
        let name = Unit::named(&name.text);
        match operator {
            UnitOperator::Times => unit.times(&name),
            UnitOperator::Per => unit.per(&name),
        }
    })
}

/// NS209 where both units are of different currencies, else NS208. The first place is the one to change.
pub fn unit_mismatch(what: &str, here: (Span, &Unit), there: (Span, &Unit)) -> Diagnostic {
    let (left, right) = (currencies(there.1), currencies(here.1));
    let mixed = !left.is_empty() && !right.is_empty() && left != right;
    let (code, why, help) = if mixed {
        let why = "amounts of different currencies do not add up or compare";
        let help = "convert one of them in a computed column: `name decimal(18, 2) unit … = amount * rate.…`";
        (codes::MIXED_CURRENCIES, why, help)
    } else {
        let why = "numbers that count different things do not add up or compare";
        (codes::UNIT_MISMATCH, why, "make both sides the same unit, or convert one in a computed column that declares its `unit`")
    };
    let message = format!("{what} needs equal units, but these are {} and {}", words(there.1), words(here.1));
    let mut finding = Diagnostic::new(code, here.0, message).here(format!("counts {}", words(here.1)));
    if there.0 != here.0 {
        finding = finding.label(there.0, format!("counts {}", words(there.1)));
    }
    finding.why(why).help(help)
}

/// A unit in a message: `night / booking`, or that there is none.
pub fn words(unit: &Unit) -> String {
    if unit.is_none() { "no unit".to_owned() } else { format!("`{unit}`") }
}

fn currencies(unit: &Unit) -> Vec<&str> {
    unit.parts().map(|(name, _)| name).filter(|name| is_currency(name)).collect()
}

/// Where units meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meeting {
    /// `+` and `-`
    Sum,
    /// Everything else that needs equal units.
    Choice,
}

impl<L: Clone + PartialEq> Checker<'_, L> {
    /// The unit that two numbers share; reported where they do not, and then `Err`.
    pub(super) fn shared_unit(
        &mut self,
        what: &str,
        left: &Operand<L>,
        right: &Operand<L>,
        meeting: Meeting,
    ) -> Result<Option<Unit>, ()> {
        if !is_number(&left.expr.ty) || !is_number(&right.expr.ty) {
            return Ok(left.expr.unit.clone().or(right.expr.unit.clone()));
        }
        let strict = meeting == Meeting::Sum && self.leaves.literal_units() == LiteralUnits::Strict;
        let none = Unit::none();
        let (left_unit, right_unit) = match (&left.expr.unit, &right.expr.unit) {
            (None, None) => return Ok(None),
            (Some(unit), None) | (None, Some(unit)) if !strict => return Ok(Some(unit.clone())),
            (left, right) => (left.as_ref().unwrap_or(&none), right.as_ref().unwrap_or(&none)),
        };
        if left_unit == right_unit {
            return Ok(Some(left_unit.clone()));
        }
        self.d.push(unit_mismatch(what, (right.span, right_unit), (left.span, left_unit)));
        Err(())
    }

    /// Says that a function takes plain numbers only, where this one has a unit; `Err` then.
    pub(super) fn needs_no_unit(&mut self, function: &str, operand: &Operand<L>) -> Result<(), ()> {
        match &operand.expr.unit {
            Some(unit) if !unit.is_none() && operand.expr.ty != Type::Null => {
                let message = format!("`{function}` needs a number without a unit, but this counts `{unit}`");
                let finding = Diagnostic::new(codes::UNIT_MISMATCH, operand.span, message).here(format!("counts `{unit}`"));
                self.d.push(finding.help("divide by a number of the same unit first, so that a plain number is left"));
                Err(())
            }
            _ => Ok(()),
        }
    }
}
