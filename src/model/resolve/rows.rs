//! Row expressions: columns and paths over links, typed by the common checker.

use super::scope::Scope;
use super::typing::{self, AGGREGATES, Leaves, LiteralUnits};
use crate::diagnostic::{Diagnostic, Diagnostics, Fix, codes};
use crate::model::Id;
use crate::model::expr::{Expr, Node};
use crate::model::source::{ColumnIndex, ColumnPath, LinkIndex, RowExpr, RowLeaf, Source};
use crate::model::types::Literal;
use crate::model::unit::Unit;
use crate::source::Span;
use crate::syntax::ast::{self, Call, ExprKind, Ident};

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
    let mut found = ColumnPath { links: Vec::new(), source, column: ColumnIndex(0) };
    for part in links {
        let Some(link) = scope.find_link(found.source, &part.text) else {
            report_no_link(scope, found.source, part, path, d);
            return None;
        };
        found.links.push(link);
        found.source = scope.project.sources[found.source].link(link).target;
    }
    found.column = scope.column(found.source, last, d)?;
    scope.use_path(source, &found);
    Some(found)
}

/// The same, without a word where there is no such column.
pub fn find_path(scope: &Scope<'_>, source: Id<Source>, path: &ast::Path) -> Option<ColumnPath> {
    let (last, links) = path.parts.split_last()?;
    let mut found = ColumnPath { links: Vec::new(), source, column: ColumnIndex(0) };
    for part in links {
        let link = scope.find_link(found.source, &part.text)?;
        found.links.push(link);
        found.source = scope.project.sources[found.source].link(link).target;
    }
    found.column = scope.find_column(found.source, &last.text)?;
    Some(found)
}

/// Says why a part of a path leads nowhere from a source.
fn report_no_link(scope: &Scope<'_>, source: Id<Source>, part: &Ident, path: &ast::Path, d: &mut Diagnostics) {
    if scope.may_be_lost(source, &part.text) {
        return;
    }
    let rest: Vec<&str> =
        path.parts.iter().skip_while(|other| other.span != part.span).skip(1).map(|p| p.text.as_str()).collect();
    let rest = rest.join(".");
    let finding = column_as_link(scope, source, part)
        .or_else(|| source_as_link(scope, source, part, &rest))
        .unwrap_or_else(|| no_link(scope, source, part, &rest));
    d.push(finding);
}

/// NS103: a column where a link is needed.
fn column_as_link(scope: &Scope<'_>, source: Id<Source>, part: &Ident) -> Option<Diagnostic> {
    let column = scope.find_column(source, &part.text)?;
    let home = &scope.project.sources[source];
    let through = home.links.iter().find(|link| link.columns.contains(&column));
    let message = format!("`{}` is a column of `{}`, not a link", part.text, home.name);
    let finding = Diagnostic::new(codes::WRONG_KIND, part.span, message)
        .here("a link is needed before a `.`")
        .label(home.column(column).name_span, "the column is declared here");
    Some(match through {
        Some(link) => finding.help(format!("write the link's name: `{}.…`", link.name)),
        None => finding.help(format!("declare where it leads: `{} … references SOURCE as LINK`", part.text)),
    })
}

/// What is said where a source's name stands instead of a link's.
fn source_as_link(scope: &Scope<'_>, source: Id<Source>, part: &Ident, rest: &str) -> Option<Diagnostic> {
    let named = scope.find_source(&part.text)?;
    let home = &scope.project.sources[source];
    if named == source {
        let message = format!("`{}` is this source itself, not a link", part.text);
        let finding = Diagnostic::new(codes::UNKNOWN_NAME, part.span, message).here("no link has this name");
        return Some(finding.help(format!("write `{rest}`")));
    }
    let links: Vec<(LinkIndex, &str, Span)> = (0_u32..)
        .zip(&home.links)
        .filter(|(_, link)| link.target == named)
        .map(|(index, link)| (LinkIndex(index), link.name.as_str(), link.name_span))
        .collect();
    match links.as_slice() {
        [] => back_link(scope, source, named, part),
        [(_, name, span)] => {
            let message = format!("`{}` is a source; the link that leads to it is called `{name}`", part.text);
            let finding = Diagnostic::new(codes::UNKNOWN_NAME, part.span, message).here("no link has this name");
            let fix = Fix::writing(part.span, name, false);
            Some(finding.label(*span, "the link is declared here").help(format!("write `{name}.{rest}`")).fix(fix))
        }
        [(_, first, _), ..] => {
            let message = format!("{} links of `{}` lead to `{}`", links.len(), home.name, part.text);
            let mut finding = Diagnostic::new(codes::AMBIGUOUS_PATH, part.span, message).here("which of them is meant?");
            for (_, name, span) in &links {
                finding = finding.label(*span, format!("`{name}` leads there"));
            }
            Some(finding.help(format!("name the link: `{first}.{rest}`")))
        }
    }
}

/// NS205: a path from one row to many.
fn back_link(scope: &Scope<'_>, source: Id<Source>, named: Id<Source>, part: &Ident) -> Option<Diagnostic> {
    let many = &scope.project.sources[named];
    let link = many.links.iter().find(|link| link.target == source)?;
    let home = &scope.project.sources[source];
    let message = format!("one row of `{}` has many rows of `{}`", home.name, many.name);
    let finding = Diagnostic::new(codes::FAN_OUT, part.span, message)
        .here("leads from one to many")
        .label(link.name_span, format!("`{}` leads here, many to one", many.name));
    let help = format!("aggregate from the other side: `… from {}`, where `{}.…` reads this source", many.name, link.name);
    Some(finding.why("a row expression sees one row at a time").help(help))
}

/// NS102: there is no such link.
fn no_link(scope: &Scope<'_>, source: Id<Source>, part: &Ident, rest: &str) -> Diagnostic {
    let home = &scope.project.sources[source];
    let message = format!("`{}` has no link `{}`", home.name, part.text);
    let finding = Diagnostic::new(codes::UNKNOWN_NAME, part.span, message)
        .here("no link has this name")
        .label(home.name_span, "the source is declared here");
    if scope.find_metric(&part.text).is_some() {
        return finding.help(format!("`{}` is a metric, which has no value on a single row", part.text));
    }
    let longer = home.links.iter().find(|link| scope.find_link(link.target, &part.text).is_some());
    if let Some(link) = longer {
        return finding.help(format!("write the whole way: `{}.{}.{rest}`", link.name, part.text));
    }
    if home.links.is_empty() {
        let help = format!("declare it in `{}`: `some_id … references SOURCE as {}`", home.name, part.text);
        return finding.help(help);
    }
    finding.did_you_mean(&part.text, home.links.iter().map(|link| link.name.as_str()))
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

    fn special(&mut self, expr: &ast::Expr, d: &mut Diagnostics) -> Option<RowExpr> {
        d.push(match &expr.kind {
            ExprKind::Call(call) => aggregate(call, expr.span)?,
            ExprKind::Native(_) => Diagnostic::new(codes::NATIVE_SQL, expr.span, "`native` stands alone as a computed column")
                .here("inside another expression")
                .help("give it a column of its own, `name type = native(…)`, and read that column here"),
            ExprKind::Shift(name, ..) => of_periods(&name.text, name.span),
            ExprKind::Conversion(_) => of_periods("conversion", expr.span),
            ExprKind::Retention(_) => of_periods("retention", expr.span),
            _ => return None,
        });
        Some(typing::error())
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

/// NS203 for an aggregate in a row expression, or a part of growth accounting.
fn aggregate(call: &Call, span: Span) -> Option<Diagnostic> {
    let name = call.name.text.as_str();
    if matches!(name, "new" | "retained" | "resurrected" | "churned") {
        return Some(of_periods(name, call.name.span));
    }
    if !AGGREGATES.contains(&name) {
        return None;
    }
    let message = format!("`{name}` reads many rows, but this is a row expression, which sees one");
    let finding = Diagnostic::new(codes::ROW_OR_AGGREGATE, span, message).here("an aggregate");
    Some(match (name, call.args.len()) {
        ("min", 2..) => finding.help("the smaller of several values is `least(a, b)`"),
        ("max", 2..) => finding.help("the larger of several values is `greatest(a, b)`"),
        _ => finding.help("aggregate in a metric's `value`; a condition on aggregates is `per key having …`"),
    })
}

/// NS203 for what is about periods, in a row expression.
fn of_periods(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` is about a metric's periods, but this is a row expression, which sees one row");
    Diagnostic::new(codes::ROW_OR_AGGREGATE, span, message).here("not of a row").help("use it in a metric's `value`")
}
