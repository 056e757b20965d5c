//! A condition asked of metrics from outside (`query --where`): typed once for every measure that they read.

use super::rows::Rows;
use super::scope::Scope;
use super::typing::{self, Leaves, LiteralUnits};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::expr::{Expr, Node};
use crate::model::metric::{Definition, Metric};
use crate::model::source::{ColumnPath, RowExpr, RowLeaf};
use crate::model::types::Literal;
use crate::model::unit::Unit;
use crate::model::{Id, Project};
use crate::source::{FileId, SourceMap};
use crate::syntax::{self, ast};
use std::collections::BTreeMap;

/// The condition that a file holds, for every measure below the metrics asked. Names are those of published dimensions, else paths
/// from the measure's source. What is wrong is reported once.
pub fn filter(
    project: &Project,
    texts: &SourceMap,
    file: FileId,
    metrics: &[Id<Metric>],
    d: &mut Diagnostics,
) -> BTreeMap<Id<Metric>, RowExpr> {
    let mut filters = BTreeMap::new();
    let text = texts.file(file).map_or("", |file| file.text.as_str());
    let Some(written) = syntax::parse_expr(file, text, d) else { return filters };
    let scope = Scope::of(project, texts);
    for metric in metrics {
        for measure in project.segmented_measures_of(*metric) {
            let Definition::Measure(definition) = &project.metrics[measure].definition else { continue };
            let rows = Rows { scope: &scope, source: definition.source };
            let mut leaves = Filtered { rows, project, metric: *metric, measure };
            let mut found = Diagnostics::default();
            let condition = typing::check_condition(&written, &mut leaves, &mut found);
            if found.errors() > 0 {
                d.extend(found);
                return filters;
            }
            if filters.insert(measure, condition.clone()).is_some_and(|other| other != condition) {
                let name = &project.metrics[measure].name;
                let message = format!("the condition means one thing for `{name}` in one metric asked and another in the next");
                d.push(Diagnostic::global(codes::UNREACHABLE_DIMENSION, message).help("ask for the metrics one by one"));
                return filters;
            }
        }
    }
    filters
}

/// The rows of a measure's source, with the names that a metric publishes before its columns.
struct Filtered<'s, 'a> {
    rows: Rows<'s, 'a>,
    project: &'a Project,
    metric: Id<Metric>,
    measure: Id<Metric>,
}

impl Filtered<'_, '_> {
    /// The path of a published dimension from the measure's source.
    fn published(&self, written: &ast::Path) -> Option<ColumnPath> {
        let [name] = written.parts.as_slice() else { return None };
        if !self.project.dimension_names(self.metric).contains(&name.text) {
            return None;
        }
        let found = self.project.dimension_path(self.metric, &name.text).ok()?;
        found.paths.into_iter().find(|(measure, _)| *measure == self.measure).map(|(_, path)| path)
    }
}

impl Leaves<RowLeaf> for Filtered<'_, '_> {
    fn level(&self) -> &'static str {
        self.rows.level()
    }

    fn path(&mut self, written: &ast::Path, d: &mut Diagnostics) -> RowExpr {
        let Some(path) = self.published(written) else { return self.rows.path(written, d) };
        let column = self.project.sources[path.source].column(path.column);
        let unit = typing::is_number(&column.ty).then(|| column.unit.clone().unwrap_or_else(Unit::none));
        Expr { ty: column.ty.clone(), unit, node: Node::Leaf(RowLeaf::Column(path)) }
    }

    fn special(&mut self, expr: &ast::Expr, d: &mut Diagnostics) -> Option<RowExpr> {
        self.rows.special(expr, d)
    }

    fn literal_units(&self) -> LiteralUnits {
        self.rows.literal_units()
    }

    fn zone(&self) -> &str {
        self.rows.zone()
    }

    fn one_of(&self, leaf: &RowLeaf) -> Vec<Literal> {
        self.rows.one_of(leaf)
    }
}
