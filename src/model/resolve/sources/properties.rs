//! A source's properties: where its rows come from, their validity and freshness.

use super::native;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::resolve::metrics::allow;
use crate::model::resolve::scope::Scope;
use crate::model::source::{ColumnIndex, Relation, Source};
use crate::model::types::Type;
use crate::project::dialect::Dialect;
use crate::source::Span;
use crate::syntax::ast::{self, Duration, Ident, Property, PropertyValue, Prose, SourceEntry};

/// Reads the properties of a source.
pub fn resolve(scope: &mut Scope<'_>, id: Id<Source>, source: &ast::Source, d: &mut Diagnostics) {
    let mut relation = Rows::default();
    for entry in &source.entries {
        if let Some(property) = entry.property() {
            let failed = read(scope, id, property, &mut relation, d).is_err();
            scope.project.sources[id].broken |= failed;
        }
    }
    let home = &mut scope.project.sources[id];
    home.allow = allow::of_properties(source.entries.iter().filter_map(SourceEntry::property), d);
    home.computed_by_query = std::mem::take(&mut relation.computed);
    match relation.finish(&source.name, home.broken, d) {
        Ok(relation) => home.relation = relation,
        Err(()) => home.broken = true,
    }
}

fn read(scope: &mut Scope<'_>, id: Id<Source>, property: &Property, rows: &mut Rows, d: &mut Diagnostics) -> Result<(), ()> {
    match (property.name.text.as_str(), &property.value) {
        ("table", PropertyValue::Table(table)) => {
            rows.table = Some((table.parts.clone(), property.span));
        }
        (_, PropertyValue::Query { dialect, sql }) => return rows.query(scope, dialect.as_ref(), sql, property.span, d),
        ("description", PropertyValue::Prose(prose)) => scope.project.sources[id].description = Some(prose.text.clone()),
        ("tags", PropertyValue::Words(tags)) => {
            scope.project.sources[id].tags = tags.iter().map(|tag| tag.text.clone()).collect();
        }
        ("valid", PropertyValue::Columns { from, to }) => {
            let valid = valid(scope, id, from, to.as_ref(), property.span, d)?;
            scope.project.sources[id].valid = Some(valid);
        }
        ("fresh", PropertyValue::Fresh(within)) => return fresh(scope, id, within, property.span, d),
        (_, PropertyValue::Error) => return Err(()),
        _ => {}
    }
    Ok(())
}

/// Where the rows come from, while the properties are read.
#[derive(Default)]
struct Rows {
    table: Option<(Vec<String>, Span)>,
    queries: Vec<(Option<Dialect>, String)>,
    query: Option<Span>,
    /// The columns that the queries compute.
    computed: Vec<String>,
}

impl Rows {
    fn query(
        &mut self,
        scope: &Scope<'_>,
        dialect: Option<&Ident>,
        sql: &Prose,
        span: Span,
        d: &mut Diagnostics,
    ) -> Result<(), ()> {
        self.query.get_or_insert(span);
        let named = match dialect {
            None => None,
            Some(name) => Some(native::dialect(name, d).ok_or(())?),
        };
        self.computed.extend(native::check_query(named.or(scope.project.dialect), sql, d)?);
        self.queries.push((named, sql.text.clone()));
        Ok(())
    }

    /// A table or a query, and only one of them.
    fn finish(self, name: &Ident, broken: bool, d: &mut Diagnostics) -> Result<Relation, ()> {
        match (self.table, self.query) {
            (Some((_, table)), Some(query)) => {
                let message = format!("`{}` has both a `table` and a `query`", name.text);
                let finding = Diagnostic::new(codes::DUPLICATE_PROPERTY, query, message).here("rows from here");
                d.push(finding.label(table, "and from here").help("keep one of them"));
                Err(())
            }
            (Some((table, _)), None) => Ok(Relation::Table(table)),
            (None, Some(_)) if self.queries.is_empty() => Err(()),
            (None, Some(_)) => Ok(Relation::Query(self.queries)),
            (None, None) if broken => Ok(Relation::Missing),
            (None, None) => {
                let message = format!("the source `{}` says not where its rows come from", name.text);
                let finding = Diagnostic::new(codes::UNKNOWN_PROPERTY, name.span, message).here("no `table` and no `query`");
                d.push(finding.help(format!("add the table: `table: schema.{}`", name.text)));
                Err(())
            }
        }
    }
}

/// `valid: from to to`
fn valid(
    scope: &Scope<'_>,
    id: Id<Source>,
    from: &Ident,
    to: Option<&Ident>,
    span: Span,
    d: &mut Diagnostics,
) -> Result<(ColumnIndex, ColumnIndex), ()> {
    let Some(to) = to else {
        let finding = Diagnostic::new(codes::SYNTAX, span, "`valid` needs two columns").here("only the start is given");
        d.push(finding.help(format!("write `valid: {} to valid_to`, with the column that ends it", from.text)));
        return Err(());
    };
    let columns = (scope.column(id, from, d), scope.column(id, to, d));
    let (Some(start), Some(end)) = columns else { return Err(()) };
    let home = &scope.project.sources[id];
    let types = (&home.column(start).ty, &home.column(end).ty);
    for (name, ty) in [(from, types.0), (to, types.1)] {
        if !ty.is_time() {
            let message = format!("`valid` needs dates or timestamps, but `{}` is `{ty}`", name.text);
            d.push(Diagnostic::new(codes::TYPE_MISMATCH, name.span, message).here(format!("this is `{ty}`")));
            return Err(());
        }
    }
    if *types.0 == Type::Error || *types.1 == Type::Error {
        return Err(());
    }
    if (*types.0 == Type::Date) != (*types.1 == Type::Date) {
        let message = format!("`valid` needs two columns of one type, but these are `{}` and `{}`", types.0, types.1);
        let finding = Diagnostic::new(codes::TYPE_MISMATCH, to.span, message).here(format!("this is `{}`", types.1));
        d.push(finding.label(from.span, format!("this is `{}`", types.0)).help("declare both as `date` or both as `timestamp`"));
        return Err(());
    }
    if start == end {
        let finding =
            Diagnostic::new(codes::DUPLICATE_NAME, to.span, "`valid` names one column twice").here("starts and ends here");
        d.push(finding.help("name the column that ends the validity"));
        return Err(());
    }
    Ok((start, end))
}

/// `fresh: within 1 day`
fn fresh(scope: &mut Scope<'_>, id: Id<Source>, within: &Duration, span: Span, d: &mut Diagnostics) -> Result<(), ()> {
    let home = &mut scope.project.sources[id];
    if home.time.is_none() && !home.broken {
        let message = format!("`fresh` needs a time axis, but no column of `{}` is marked `time`", home.name);
        let finding = Diagnostic::new(codes::UNKNOWN_NAME, span, message).here("fresh by which column?");
        d.push(finding.help("mark the column that dates a row: `created_at timestamp time`"));
        return Err(());
    }
    home.fresh = Some((within.count, within.unit));
    Ok(())
}
