//! Computed columns, typed in the order in which they need each other.

use super::native;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::expr::{Expr, Node};
use crate::model::resolve::declare::Declared;
use crate::model::resolve::scope::Scope;
use crate::model::resolve::typing::{self, literal, numeric, size};
use crate::model::resolve::{names, rows};
use crate::model::source::{ColumnIndex, RowExpr, RowLeaf, Source};
use crate::model::types::{Literal, Type};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, SourceEntry};
use std::collections::HashMap;

/// How many computed columns may stand on each other.
const DEEPEST: usize = 100;

/// How many parts a computed column may have once the columns it reads are written out.
const LARGEST: usize = 20_000;

/// A computed column: where it is and how it is written.
#[derive(Clone, Copy)]
struct Definition<'a> {
    source: Id<Source>,
    column: ColumnIndex,
    written: &'a ast::Column,
    expr: &'a ast::Expr,
}

/// Types every computed column of every source. None is left that needs itself.
pub fn resolve<'a>(scope: &mut Scope<'a>, declared: &Declared<'a>, d: &mut Diagnostics) {
    let definitions = definitions(scope, declared);
    let numbers: HashMap<(Id<Source>, ColumnIndex), usize> =
        definitions.iter().enumerate().map(|(number, definition)| ((definition.source, definition.column), number)).collect();
    let edges: Vec<Vec<usize>> = definitions.iter().map(|definition| needs(scope, definition, &numbers)).collect();
    for cycle in names::find_cycles(definitions.len(), &edges) {
        report_cycle(scope, &definitions, &cycle, d);
    }
    let mut extents = vec![Extent::default(); definitions.len()];
    for part in names::components(definitions.len(), &edges) {
        let circular = part.len() > 1 || part.iter().any(|n| edges.get(*n).is_some_and(|edges| edges.contains(n)));
        for number in part {
            let Some(definition) = definitions.get(number) else { continue };
            if circular {
                scope.project.sources[definition.source].broken = true;
                continue;
            }
            let extent = resolve_one(scope, definition, &numbers, &extents, d);
            if let Some(place) = extents.get_mut(number) {
                *place = extent;
            }
        }
    }
}

/// All computed columns; the second of two columns of one name is none.
fn definitions<'a>(scope: &mut Scope<'a>, declared: &Declared<'a>) -> Vec<Definition<'a>> {
    let mut definitions = Vec::new();
    for (source, block) in &declared.sources {
        for entry in &block.entries {
            let SourceEntry::Column(written) = entry else { continue };
            let (Some(expr), Some(column)) = (&written.computed, scope.find_column(*source, &written.name.text)) else {
                continue;
            };
            if scope.project.sources[*source].column(column).name_span == written.name.span {
                definitions.push(Definition { source: *source, column, written, expr });
            }
        }
    }
    for definition in &definitions {
        if let Some(members) = scope.members.get_mut(definition.source.index()) {
            members.computed.insert(&definition.written.name.text);
        }
    }
    definitions
}

/// The computed columns that a definition reads, by number: in paths, and as the columns of the links on them.
fn needs(scope: &Scope<'_>, definition: &Definition<'_>, numbers: &HashMap<(Id<Source>, ColumnIndex), usize>) -> Vec<usize> {
    let mut found = Vec::new();
    let mut stack = vec![definition.expr];
    while let Some(expr) = stack.pop() {
        stack.extend(size::children(expr));
        let ExprKind::Path(path) = &expr.kind else { continue };
        let Some(path) = rows::find_path(scope, definition.source, path) else { continue };
        let mut source = definition.source;
        for link in &path.links {
            let link = scope.project.sources[source].link(*link);
            let target = &scope.project.sources[link.target];
            found.extend(link.columns.iter().chain(&link.at).map(|column| (source, *column)));
            found.extend(target.key.iter().map(|column| (link.target, *column)));
            found.extend(target.valid.iter().flat_map(|(from, to)| [*from, *to]).map(|column| (link.target, column)));
            source = link.target;
        }
        found.push((path.source, path.column));
    }
    let mut found: Vec<usize> = found.into_iter().filter_map(|place| numbers.get(&place).copied()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn report_cycle(scope: &Scope<'_>, definitions: &[Definition<'_>], cycle: &[usize], d: &mut Diagnostics) {
    let members: Vec<&Definition<'_>> = cycle.iter().filter_map(|number| definitions.get(*number)).collect();
    let one_source = members.windows(2).all(|pair| matches!(pair, [a, b] if a.source == b.source));
    let steps: Vec<(String, Span)> = members
        .iter()
        .map(|definition| {
            let name = &definition.written.name;
            let source = &scope.project.sources[definition.source].name;
            (if one_source { name.text.clone() } else { format!("{source}.{}", name.text) }, name.span)
        })
        .collect();
    if let Some(finding) = names::cycle("computed column", &steps) {
        d.push(finding);
    }
}

/// How deep and how large a column is once the columns it reads are written out.
#[derive(Debug, Clone, Copy, Default)]
struct Extent {
    depth: usize,
    size: usize,
}

fn resolve_one(
    scope: &mut Scope<'_>,
    definition: &Definition<'_>,
    numbers: &HashMap<(Id<Source>, ColumnIndex), usize>,
    extents: &[Extent],
    d: &mut Diagnostics,
) -> Extent {
    let declared = scope.project.sources[definition.source].column(definition.column).ty.clone();
    let expr = match native_call(definition.expr) {
        Some((written, span)) => match native::native(scope, definition.source, written, span, d) {
            Some(leaf) => Expr { node: Node::Leaf(leaf), ty: declared.clone(), unit: None },
            None => typing::error(),
        },
        None => rows::row_expr(scope, definition.source, definition.expr, d),
    };
    let extent = extent(&expr, numbers, extents);
    let fits = expr.ty != Type::Error && declared != Type::Error && assignable(definition, &expr, &declared, d);
    let small = fits && is_small(definition, extent, d);
    let home = &mut scope.project.sources[definition.source];
    if !small {
        home.broken = true;
        return Extent::default();
    }
    let derived = expr.unit.clone().filter(|unit| !unit.is_none() && declared.is_numeric());
    let expr = match expr.node {
        Node::Literal(Literal::Timestamp(at)) => Expr { node: Node::Literal(Literal::Timestamp(at)), ty: declared, unit: None },
        node => Expr { node, ..expr },
    };
    if let Some(column) = home.columns.get_mut(definition.column.0 as usize) {
        column.unit = column.unit.take().or(derived);
        column.computed = Some(expr);
    }
    extent
}

/// `native(…)`, in any number of parentheses.
fn native_call(expr: &ast::Expr) -> Option<(&[(ast::Ident, ast::Prose)], Span)> {
    match &expr.kind {
        ExprKind::Group(inner) => native_call(inner),
        ExprKind::Native(written) => Some((written, expr.span)),
        _ => None,
    }
}

fn extent(expr: &RowExpr, numbers: &HashMap<(Id<Source>, ColumnIndex), usize>, extents: &[Extent]) -> Extent {
    let mut found = Extent { depth: 1, size: 1 };
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        found.size = found.size.saturating_add(1);
        stack.extend(expr.children());
        let Node::Leaf(RowLeaf::Column(path)) = &expr.node else { continue };
        let inner = numbers.get(&(path.source, path.column)).and_then(|number| extents.get(*number)).copied().unwrap_or_default();
        found.depth = found.depth.max(inner.depth + 1);
        found.size = found.size.saturating_add(inner.size);
    }
    found
}

fn is_small(definition: &Definition<'_>, extent: Extent, d: &mut Diagnostics) -> bool {
    let name = &definition.written.name;
    let message = if extent.depth > DEEPEST {
        format!("`{}` stands on more than {DEEPEST} other computed columns", name.text)
    } else if extent.size > LARGEST {
        format!("`{}` has more than {LARGEST} parts once the columns it reads are written out", name.text)
    } else {
        return true;
    };
    let finding = Diagnostic::new(codes::NESTED_TOO_DEEP, name.span, message).here("too much for one expression");
    d.push(finding.help("compute it in the warehouse, and read it as a column"));
    false
}

/// Whether the declared type can hold the expression's value; reported where not.
fn assignable(definition: &Definition<'_>, expr: &RowExpr, declared: &Type, d: &mut Diagnostics) -> bool {
    let fits = match (&expr.ty, declared) {
        (Type::Null, _) => true,
        (Type::Timestamp(_), Type::Timestamp(_)) => true,
        (from, to) => from == to || numeric::widens(from, to),
    };
    if fits {
        return true;
    }
    let name = &definition.written.name;
    let message = format!("`{}` is declared `{declared}`, but its expression is `{}`", name.text, expr.ty);
    let finding = Diagnostic::new(codes::TYPE_MISMATCH, definition.written.ty.span, message)
        .here(format!("declared `{declared}`"))
        .label(definition.expr.span, format!("this is `{}`", expr.ty));
    let help = match literal::constant(definition.expr) {
        None if matches!(declared, Type::Integer | Type::Decimal { .. }) && typing::is_number(&expr.ty) => {
            format!("declare it `{}`, or convert: `cast(… as {})`", expr.ty, declared)
        }
        _ => format!("declare it `{}`", expr.ty),
    };
    d.push(finding.help(help));
    false
}
