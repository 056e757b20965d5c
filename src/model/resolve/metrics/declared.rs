//! The declared unit of a metric against the one that its value has.

use super::block::Block;
use super::units;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::expr::Node;
use crate::model::metric::{AggregateExpr, AggregateInput};
use crate::model::resolve::scope::Scope;
use crate::model::resolve::typing;
use crate::model::source::RowLeaf;
use crate::model::unit::Unit;
use crate::syntax::ast::{PropertyValue, Value};

/// What to write where a column's number was declared with a unit that the column does not have.
pub(super) fn column_without_unit(scope: &Scope<'_>, expr: &AggregateExpr) -> Option<String> {
    let Node::Leaf(aggregate) = &expr.node else { return None };
    let AggregateInput::Value(value) = &aggregate.input else { return None };
    let Node::Leaf(RowLeaf::Column(path)) = &value.node else { return None };
    let column = scope.project.sources[path.source].column(path.column);
    column.unit.is_none().then(|| format!("{} {}", column.name, column.ty))
}

/// The unit that holds: the declared one where the derived one can be read as it (else NS208), the derived one where none is
/// declared; with the names of the counts. A value without any unit of its own takes the declared one.
pub(super) fn unit(
    block: &Block<'_>,
    value: &Value,
    derived: Option<Unit>,
    is_average: bool,
    default: &dyn Fn(&Unit) -> units::Names,
    column: Option<String>,
    d: &mut Diagnostics,
) -> (Unit, units::Names) {
    let declared = match block.value("unit") {
        Some(PropertyValue::Unit(written)) => Some((typing::unit_of(written), written.span)),
        _ => None,
    };
    let Some(derived) = derived else {
        return (declared.map_or_else(Unit::none, |(unit, _)| unit), units::Names::new());
    };
    let Some((declared, span)) = declared else {
        let names = default(&derived);
        return (units::rename(&derived, &names), names);
    };
    if let Some(names) = units::solve(&derived, &declared) {
        return (declared, names);
    }
    // An average is also so much per thing averaged over: `avg(nights)` is `night / booking`.
    let averaged = derived.per(&units::symbol("averaged"));
    if let Some(names) = units::solve(&averaged, &declared).filter(|_| is_average) {
        return (declared, names);
    }
    let names = default(&derived);
    let readable = units::rename(&derived, &names);
    let help = match (&column, readable.is_none()) {
        (Some(column), true) => format!("declare the column's unit: `{column} unit {declared}`"),
        (None, true) => "leave out `unit`: units of the same kind cancel".to_owned(),
        // There is no way to write a unit without anything above the line.
        (_, false) if readable.parts().all(|(_, exponent)| exponent < 0) => format!("leave out `unit`: it is `{readable}`"),
        (_, false) => format!("write `unit: {readable}`"),
    };
    let message =
        format!("`{}` is declared in {}, but its value is in {}", block.ast.name.text, words_of(&declared), words_of(&derived));
    d.push(
        Diagnostic::new(codes::UNIT_MISMATCH, span, message)
            .here(format!("declared: {}", words_of(&declared)))
            .label(value.expr.span, format!("derived: {}", words_of(&derived)))
            .help(help),
    );
    (declared, names)
}

fn words_of(unit: &Unit) -> String {
    if unit.is_none() { "no unit".to_owned() } else { format!("`{unit}`") }
}
