//! Aggregates of keys: `median(sum(minutes) per listener_id)`, `count(distinct team_id having count(*) >= 3)`.

use super::aggregate::{Aggregates, Place};
use super::calls::result_type;
use super::periods;
use super::walk;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::expr::{Expr, Node};
use crate::model::metric::{AggregateExpr, AggregateFunction, AggregateInput, Nested, NestedInner, NestedKey};
use crate::model::resolve::{rows, typing};
use crate::model::source::Source;
use crate::model::source::{ColumnPath, RowExpr, RowLeaf};
use crate::model::types::Type;
use crate::model::unit::Unit;
use crate::model::{Id, Project};
use crate::source::Span;
use crate::syntax::ast::{self, Call, TimeUnit};

type Input = (AggregateInput, Type, Option<Unit>);

/// NS204: keys within keys.
fn too_deep(span: Span, d: &mut Diagnostics) {
    d.push(
        Diagnostic::new(codes::NESTED_AGGREGATE, span, "keys stand within keys")
            .here("already inside an aggregate per key")
            .why("one level of keys has one meaning; of two, which key belongs to which is open")
            .help("keep one level: an aggregate of aggregates `per` one key"),
    );
}

/// `outer(inner per k having c)`
pub(super) fn nested(
    outer: &mut Aggregates<'_, '_>,
    call: &Call,
    function: AggregateFunction,
    span: Span,
    d: &mut Diagnostics,
) -> Option<Input> {
    if outer.place != Place::Value {
        too_deep(span, d);
        return None;
    }
    let (written, arg) = (call.per.as_ref()?, call.args.first()?);
    let key = key(outer, written, d);
    let inner = inner(outer, arg, key.as_ref(), d);
    let having = call.having.as_ref().map(|having| qualification(outer, having, d));
    let (key, (inner, ty, unit)) = (key?, inner?);
    let having = match having {
        Some(having) => Some(having?),
        None => None,
    };
    let ty = result_type(function, call, &ty, arg.span, d)?;
    let unit = match function {
        AggregateFunction::Count => outer.counted(&format!("distinct {}", outer.scope.texts.text(written.span))),
        _ => unit,
    };
    Some((AggregateInput::Nested(Box::new(Nested { inner, key, having })), ty, unit))
}

/// `count(distinct k having c)`
pub(super) fn qualified_keys(outer: &mut Aggregates<'_, '_>, call: &Call, d: &mut Diagnostics) -> Option<Input> {
    let having = call.having.as_ref()?;
    if outer.place != Place::Value {
        too_deep(having.span, d);
        return None;
    }
    let [key] = call.args.as_slice() else {
        d.push(
            Diagnostic::new(codes::FUNCTION_CALL, having.span, "`having` goes with one key")
                .here(format!("{} keys are counted", call.args.len()))
                .help("count one key: `count(distinct KEY having …)`"),
        );
        return None;
    };
    let value = rows::row_expr(outer.scope, outer.source, key, d);
    let having = qualification(outer, having, d);
    if value.ty == Type::Error {
        return None;
    }
    let unit = outer.counted(&outer.distinct_symbol(&call.args));
    Some((AggregateInput::QualifiedKeys(value, Box::new(having?)), Type::Integer, unit))
}

fn qualification(outer: &Aggregates<'_, '_>, having: &ast::Expr, d: &mut Diagnostics) -> Option<AggregateExpr> {
    let mut leaves = Aggregates { place: Place::Having, ..*outer };
    let having = typing::check_condition(having, &mut leaves, d);
    (having.ty != Type::Error).then_some(having)
}

/// The key after `per`: sub-periods, or a column.
fn key(outer: &Aggregates<'_, '_>, written: &ast::Path, d: &mut Diagnostics) -> Option<NestedKey> {
    let period = match written.parts.as_slice() {
        [word] => TimeUnit::ALL.into_iter().find(|unit| unit.name() == word.text).and_then(periods::grain_of),
        _ => None,
    };
    let column = written.parts.first().and_then(|word| outer.scope.find_column(outer.source, &word.text));
    match (period, column) {
        (Some(grain), None) => Some(NestedKey::Period(grain)),
        (Some(grain), Some(column)) => {
            let column = outer.scope.project.sources[outer.source].column(column);
            let name = grain.name();
            d.push(
                Diagnostic::new(
                    codes::AMBIGUOUS_PATH,
                    written.span,
                    format!("`per {name}` can mean the column `{name}` or each {name} of the period"),
                )
                .here("two meanings")
                .label(column.name_span, "the column is declared here")
                .help(format!("rename the column: `{name}_of_row {} column \"{name}\"`", column.ty)),
            );
            None
        }
        (None, _) => {
            let path = rows::path(outer.scope, outer.source, written, d)?;
            let ty = &outer.scope.project.sources[path.source].column(path.column).ty;
            match ty {
                Type::Error => None,
                Type::Float => {
                    let message = "a key cannot be `float`";
                    d.push(
                        Diagnostic::new(codes::TYPE_MISMATCH, written.span, message)
                            .here("is `float`")
                            .why("equal floats need not be equal bits")
                            .help("take an integer, a decimal or a text column"),
                    );
                    None
                }
                _ => Some(NestedKey::Column(path)),
            }
        }
    }
}

/// What is computed per key.
fn inner(
    outer: &Aggregates<'_, '_>,
    arg: &ast::Expr,
    key: Option<&NestedKey>,
    d: &mut Diagnostics,
) -> Option<(NestedInner, Type, Option<Unit>)> {
    if walk::has_aggregate(arg) {
        let mut leaves = Aggregates { place: Place::Inner, ..*outer };
        let expr: AggregateExpr = typing::check(arg, &mut leaves, d);
        let (ty, unit) = (expr.ty.clone(), expr.unit.clone());
        return (ty != Type::Error).then_some((NestedInner::Aggregates(expr), ty, unit));
    }
    let value = rows::row_expr(outer.scope, outer.source, arg, d);
    let key = key?;
    if value.ty == Type::Error {
        return None;
    }
    if !is_determined(&outer.scope.project, outer.source, key, &value) {
        let text = outer.scope.texts.text(arg.span);
        d.push(
            Diagnostic::new(codes::ROW_OR_AGGREGATE, arg.span, format!("`{text}` may have several values per key"))
                .here("the key does not determine it")
                .help(format!("say which to take, for example `max({text})`")),
        );
        return None;
    }
    let (ty, unit) = (value.ty.clone(), value.unit.clone());
    Some((NestedInner::Determined(value), ty, unit))
}

/// Whether a key leaves one value only: it is the key itself, or stands in the row that the key is the key of.
fn is_determined(project: &Project, source: Id<Source>, key: &NestedKey, value: &RowExpr) -> bool {
    let NestedKey::Column(key) = key else { return false };
    let holds = |expr: &Expr<RowLeaf>| expr.leaves().into_iter().all(|leaf| is_leaf_determined(project, source, key, leaf));
    holds(value) || holds(&project.expand(value))
}

fn is_leaf_determined(project: &Project, source: Id<Source>, key: &ColumnPath, leaf: &RowLeaf) -> bool {
    let links = match leaf {
        RowLeaf::Column(path) if path == key => return true,
        RowLeaf::Column(path) => &path.links,
        RowLeaf::Native { links, .. } => links,
    };
    let Some(rest) = links.strip_prefix(key.links.as_slice()) else { return false };
    let home = &project.sources[project.follow(source, &key.links)];
    let whole_row = home.key == [key.column] && home.valid.is_none();
    whole_row || rest.first().is_some_and(|link| home.link(*link).columns == [key.column] && home.link(*link).at.is_none())
}

/// Names the counts in the units of a measure, inside its aggregates too.
pub(super) fn name_counts(expr: &mut AggregateExpr, names: &super::units::Names) {
    super::units::name_counts(expr, names);
    for_each_inner(expr, &mut |inner| super::units::name_counts(inner, names));
}

fn for_each_inner(expr: &mut AggregateExpr, visit: &mut dyn FnMut(&mut AggregateExpr)) {
    if let Node::Leaf(aggregate) = &mut expr.node
        && let AggregateInput::Nested(nested) = &mut aggregate.input
        && let NestedInner::Aggregates(inner) = &mut nested.inner
    {
        visit(inner);
    }
    for child in expr.children_mut() {
        for_each_inner(child, visit);
    }
}
