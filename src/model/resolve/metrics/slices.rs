//! `dimensions`: the slices that a metric publishes.

use super::block::Block;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::dimension::{DimensionProblem, DimensionSearch};
use crate::model::metric::{Definition, Dimension, Metric};
use crate::model::resolve::rows;
use crate::model::resolve::scope::Scope;
use crate::model::source::Source;
use crate::model::types::Type;
use crate::source::Span;
use crate::syntax::ast::{self, PropertyValue};
use std::collections::HashMap;

/// Names that the columns of a result have already.
const RESERVED: [&str; 3] = ["all", "period_start", "period_end"];

/// The dimensions as written whose names are free (NS101, NS108).
fn written<'a>(block: &Block<'a>, d: &mut Diagnostics) -> Vec<(String, &'a ast::Dimension)> {
    let Some(PropertyValue::Dimensions(list)) = block.value("dimensions") else { return Vec::new() };
    let mut seen: HashMap<&str, Span> = HashMap::new();
    let mut free = Vec::new();
    for dimension in list {
        let Some(name) = dimension.alias.as_ref().or(dimension.path.parts.last()) else { continue };
        if RESERVED.contains(&name.text.as_str()) {
            d.push(
                Diagnostic::new(codes::RESERVED_NAME, name.span, format!("a dimension cannot be called `{}`", name.text))
                    .here("northstar writes a value or a column of this name")
                    .help(format!("give it another name: `… as {}_of_row`", name.text)),
            );
        } else if let Some(first) = seen.get(name.text.as_str()) {
            d.push(
                Diagnostic::new(codes::DUPLICATE_NAME, name.span, format!("two dimensions are called `{}`", name.text))
                    .here("second one")
                    .label(*first, "first one")
                    .help("give one of them another name with `as`"),
            );
        } else {
            seen.insert(&name.text, name.span);
            free.push((name.text.clone(), dimension));
        }
    }
    free
}

fn path_text(path: &ast::Path) -> String {
    path.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(".")
}

/// The dimensions of a measure: paths from its source.
pub(super) fn of_measure(scope: &Scope<'_>, block: &Block<'_>, source: Id<Source>, d: &mut Diagnostics) -> Vec<Dimension> {
    let mut dimensions = Vec::new();
    for (name, dimension) in written(block, d) {
        let Some(path) = rows::path(scope, source, &dimension.path, d) else { continue };
        let column = scope.project.sources[path.source].column(path.column);
        match column.ty {
            Type::Error => {}
            Type::Float => d.push(float(dimension.span, &column.name, column.name_span)),
            _ => dimensions.push(Dimension {
                name,
                written: path_text(&dimension.path),
                span: dimension.span,
                column: (path.source, path.column),
                path: Some(path),
            }),
        }
    }
    dimensions
}

/// NS201: a float makes no segments.
fn float(place: Span, name: &str, declared: Span) -> Diagnostic {
    Diagnostic::new(codes::TYPE_MISMATCH, place, format!("`{name}` is `float`, which makes no segments"))
        .here("every row would be a segment of its own")
        .label(declared, "declared here")
        .help("slice by a column of bands, for example a computed one: `= case when … then 'small' else 'large' end`")
}

/// The dimensions of a derived metric: names or paths that all its parts share (NS210). Its parts have theirs already.
pub(super) fn of_derived(
    scope: &Scope<'_>,
    search: &mut DimensionSearch,
    id: Id<Metric>,
    block: &Block<'_>,
    d: &mut Diagnostics,
) -> Vec<Dimension> {
    let mut dimensions = Vec::new();
    for (name, dimension) in written(block, d) {
        let text = path_text(&dimension.path);
        match search.shared(&scope.project, id, &text) {
            Ok(column) => {
                scope.use_column(column.0, column.1);
                dimensions.push(Dimension { name, written: text, span: dimension.span, column, path: None });
            }
            Err(problem) => d.extend(report(scope, id, dimension, &text, problem)),
        }
    }
    dimensions
}

fn report(scope: &Scope<'_>, id: Id<Metric>, dimension: &ast::Dimension, text: &str, problem: DimensionProblem) -> Diagnostics {
    let mut d = Diagnostics::default();
    let metrics = &scope.project.metrics;
    let source_of = |metric: Id<Metric>| match &metrics[metric].definition {
        Definition::Measure(measure) => Some(&scope.project.sources[measure.source]),
        _ => None,
    };
    match problem {
        DimensionProblem::Broken => {}
        DimensionProblem::Float((source, column)) => {
            let column = scope.project.sources[source].column(column);
            d.push(float(dimension.span, &column.name, column.name_span));
        }
        DimensionProblem::Unreachable(part) => {
            let first = dimension.path.parts.first().map_or("", |part| part.text.as_str());
            let lost = match &metrics[part].definition {
                Definition::Measure(measure) => scope.may_be_lost(measure.source, first) || metrics[part].broken,
                _ => true,
            };
            if lost {
                return d;
            }
            let (name, source) = (&metrics[part].name, source_of(part).map_or("", |source| source.name.as_str()));
            let shared = shared_names(scope, id);
            d.push(
                Diagnostic::new(codes::UNREACHABLE_DIMENSION, dimension.span, format!("`{name}` cannot be sliced by `{text}`"))
                    .here(format!("`{}` reads `{name}`", metrics[id].name))
                    .label(metrics[part].name_span, format!("neither publishes it nor reaches it from `{source}`"))
                    .why("a slice of a metric needs the same slice of all its parts")
                    .help(match shared.as_slice() {
                        [] if text.contains('.') => format!("leave it out, or give `{source}` a link that leads there"),
                        [] => format!("publish `{text}` on `{name}` too: `dimensions: … as {text}`"),
                        names => format!("slice by what all parts share: {}", names.join(", ")),
                    }),
            );
        }
        DimensionProblem::Disagreement(first, second) => {
            let end = |metric: Id<Metric>| source_of(metric).map_or("", |source| source.name.as_str());
            d.push(
                Diagnostic::new(
                    codes::UNREACHABLE_DIMENSION,
                    dimension.span,
                    format!("`{text}` means different columns in `{}` and `{}`", metrics[first].name, metrics[second].name),
                )
                .here("not one dimension")
                .label(metrics[first].place("dimensions"), format!("one column, from `{}`", end(first)))
                .label(metrics[second].place("dimensions"), format!("another column, from `{}`", end(second)))
                .why("their segments may share names and still be different things")
                .help("let both reach the same column of one source, or rename one with `as`"),
            );
        }
    }
    d
}

fn shared_names(scope: &Scope<'_>, id: Id<Metric>) -> Vec<String> {
    scope.project.dimension_names(id).into_iter().map(|name| format!("`{name}`")).collect()
}
