//! Whether a condition makes a count say more than that something was there.

use super::cores::Core;
use crate::model::Project;
use crate::model::expr::{Comparison, Expr, Node};
use crate::model::source::{Column, ColumnPath, RowExpr, RowLeaf};
use crate::model::types::Literal;
use crate::rules::lexicon::{HYGIENE, QUALIFIERS, SLICE, STILL, has};
use std::collections::HashSet;

/// Whether the rows or keys of a core have to do something to be counted. Keeping tests and robots out, a cut-off date, a country
/// and the choice of the very event that a rule is about (`event = 'page_view'`) ask for nothing.
pub(in crate::rules) fn is_qualified(project: &Project, core: &Core, about: &str) -> bool {
    core.having || conditions(core).into_iter().any(|condition| qualifies(project, core, condition, about))
}

/// Whether a condition of a core holds for as long as something stays as it is, so that the count may fall again.
pub(in crate::rules) fn may_end(project: &Project, core: &Core) -> bool {
    conditions(core).into_iter().any(|condition| {
        matches!(condition.node, Node::IsNull(_))
            || is_not_yet(project, condition)
            || literals(condition).into_iter().any(|text| has(STILL, text))
            || columns(project, condition).iter().any(|column| has(STILL, &column.name))
    })
}

/// Whether a condition asks for what has not happened so far: `not repaid`, `state != 'closed'`.
fn is_not_yet(project: &Project, condition: &RowExpr) -> bool {
    let negated = match &condition.node {
        Node::Compare(Comparison::NotEqual, ..) => true,
        Node::Not(inner) => !matches!(inner.node, Node::IsNull(_)),
        _ => false,
    };
    negated && !is_hygiene(condition) && !columns(project, condition).iter().any(is_aside)
}

/// Whether a column says nothing of what happened in its row.
fn is_aside(column: &&Column) -> bool {
    has(HYGIENE, &column.name) || has(SLICE, &column.name)
}

/// The texts that the conditions of a core compare with.
pub(in crate::rules) fn selected<'a>(core: &Core<'a>) -> Vec<&'a str> {
    conditions(core).into_iter().flat_map(literals).collect()
}

/// The columns that the conditions of a core read.
pub(in crate::rules) fn filtered_columns<'a>(project: &'a Project, core: &Core<'a>) -> Vec<&'a Column> {
    conditions(core).into_iter().flat_map(|condition| columns(project, condition)).collect()
}

/// The columns that an expression names.
pub(in crate::rules) fn columns<'a>(project: &'a Project, expr: &RowExpr) -> Vec<&'a Column> {
    paths(expr).into_iter().map(|path| project.sources[path.source].column(path.column)).collect()
}

fn paths(expr: &RowExpr) -> Vec<&ColumnPath> {
    let mut found = Vec::new();
    expr.for_each_leaf(&mut |leaf| {
        if let RowLeaf::Column(path) = leaf {
            found.push(path);
        }
    });
    found
}

/// The conditions of a core that hold together.
fn conditions<'a>(core: &Core<'a>) -> Vec<&'a RowExpr> {
    let mut open: Vec<&RowExpr> = core.filters.clone();
    let mut found = Vec::new();
    while let Some(condition) = open.pop() {
        match &condition.node {
            Node::And(left, right) => open.extend([&**left, &**right]),
            _ => found.push(condition),
        }
    }
    found
}

fn qualifies(project: &Project, core: &Core, condition: &RowExpr, about: &str) -> bool {
    if condition.leaves().iter().any(|leaf| matches!(leaf, RowLeaf::Native { .. })) {
        return true;
    }
    let named = columns(project, condition);
    if named.iter().any(|column| has(QUALIFIERS, &column.name) && !has(about, &column.name)) {
        return true;
    }
    let selects =
        literals(condition).into_iter().any(|text| has(about, text)) || named.iter().any(|column| has(about, &column.name));
    !(named.is_empty()
        || selects
        || named.iter().all(is_aside)
        || is_hygiene(condition)
        || stored(project, condition).iter().all(is_aside)
        || is_cut_off(condition)
        || is_there(core, condition))
}

/// The columns of tables that an expression reads, through computed ones.
fn stored<'a>(project: &'a Project, expr: &'a RowExpr) -> Vec<&'a Column> {
    let mut open = paths(expr);
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if !seen.insert((path.source, path.column)) {
            continue;
        }
        let column = project.sources[path.source].column(path.column);
        match &column.computed {
            Some(definition) => open.extend(paths(definition)),
            None => found.push(column),
        }
    }
    found
}

/// Whether a condition only keeps out what was never meant: `event != 'bot_ping'`, `kind not in ('test', 'demo')`.
fn is_hygiene(condition: &RowExpr) -> bool {
    let inner = match &condition.node {
        Node::Compare(Comparison::NotEqual, ..) => condition,
        Node::Not(inner) => inner,
        _ => return false,
    };
    let constants = match &inner.node {
        Node::Compare(Comparison::Equal | Comparison::NotEqual, left, right) | Node::Like(left, right) => vec![&**left, &**right],
        Node::In(_, list) => list.iter().collect(),
        _ => return false,
    };
    let mut texts = constants.into_iter().filter_map(|side| match &side.node {
        Node::Literal(Literal::Text(text)) => Some(text),
        _ => None,
    });
    texts.next().is_some_and(|first| has(HYGIENE, first) && texts.all(|text| has(HYGIENE, text)))
}

/// Whether a condition only cuts time off: `created_at >= 2024-01-01`.
fn is_cut_off(condition: &RowExpr) -> bool {
    let Node::Compare(_, left, right) = &condition.node else { return false };
    let constant = |expr: &RowExpr| expr.leaves().is_empty();
    (constant(left) && right.ty.is_time()) || (constant(right) && left.ty.is_time())
}

/// Whether a condition asks only that what is counted be there: `user_id is not null`.
fn is_there(core: &Core, condition: &RowExpr) -> bool {
    let Node::Not(inner) = &condition.node else { return false };
    let Node::IsNull(value) = &inner.node else { return false };
    let is_key = matches!(&value.node, Node::Leaf(RowLeaf::Column(path))
        if path.links.is_empty() && core.source.key.contains(&path.column));
    is_key || core.values.contains(&&**value)
}

/// The texts that stand in an expression.
fn literals<L>(expr: &Expr<L>) -> Vec<&str> {
    let mut open = vec![expr];
    let mut found = Vec::new();
    while let Some(expr) = open.pop() {
        if let Node::Literal(Literal::Text(text)) = &expr.node {
            found.push(text.as_str());
        }
        open.extend(expr.children());
    }
    found
}
