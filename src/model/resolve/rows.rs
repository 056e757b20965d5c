//! Row expressions: columns and paths over links, typed by the common checker.

use super::scope::Scope;
use super::typing::{self, Leaves, LiteralUnits};
use crate::diagnostic::Diagnostics;
use crate::model::Id;
use crate::model::expr::{Expr, Node};
use crate::model::source::{ColumnPath, RowExpr, RowLeaf, Source};
use crate::model::types::Literal;
use crate::model::unit::Unit;
use crate::syntax::ast;

/// The leaves of an expression over the rows of one source.
#[derive(Debug)]
pub struct Rows<'s, 'a> {
    /// The project so far.
    pub scope: &'s Scope<'a>,
    /// The source whose rows are read.
    pub source: Id<Source>,
}

/// A row expression of a source, typed.
pub fn row_expr(scope: &Scope<'_>, source: Id<Source>, expr: &ast::Expr, d: &mut Diagnostics) -> RowExpr {
    typing::check(expr, &mut Rows { scope, source }, d)
}

/// A condition over the rows of a source: a row expression that is true or false; anything else is reported (NS201).
pub fn condition(scope: &Scope<'_>, source: Id<Source>, expr: &ast::Expr, d: &mut Diagnostics) -> RowExpr {
    typing::check_condition(expr, &mut Rows { scope, source }, d)
}

/// The column at the end of a path, over any number of links; reported where there is none. Counts as a use of all of it.
pub fn path(scope: &Scope<'_>, source: Id<Source>, path: &ast::Path, d: &mut Diagnostics) -> Option<ColumnPath> {
    let (last, links) = path.parts.split_last()?;
    let mut found = ColumnPath { links: Vec::new(), source, column: crate::model::source::ColumnIndex(0) };
    for part in links {
        let link = scope.find_link(found.source, &part.text)?;
        found.links.push(link);
        found.source = scope.project.sources[found.source].link(link).target;
    }
    found.column = scope.column(found.source, last, d)?;
    scope.use_path(source, &found);
    Some(found)
}

impl Leaves<RowLeaf> for Rows<'_, '_> {
    fn level(&self) -> &'static str {
        "a row expression"
    }

    fn path(&mut self, written: &ast::Path, d: &mut Diagnostics) -> RowExpr {
        match path(self.scope, self.source, written, d) {
            None => typing::error(),
            Some(path) => {
                let column = self.scope.project.sources[path.source].column(path.column);
                let unit = typing::is_number(&column.ty).then(|| column.unit.clone().unwrap_or_else(Unit::none));
                Expr { ty: column.ty.clone(), unit, node: Node::Leaf(RowLeaf::Column(path)) }
            }
        }
    }

    fn special(&mut self, _expr: &ast::Expr, _d: &mut Diagnostics) -> Option<RowExpr> {
        None
    }

    fn literal_units(&self) -> LiteralUnits {
        LiteralUnits::Adapt
    }

    fn zone(&self) -> &str {
        &self.scope.calendar().timezone
    }

    fn one_of(&self, leaf: &RowLeaf) -> Vec<Literal> {
        match leaf {
            RowLeaf::Column(path) => self.scope.project.sources[path.source].column(path.column).one_of.clone(),
            RowLeaf::Native { .. } => Vec::new(),
        }
    }
}
