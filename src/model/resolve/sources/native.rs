//! `native(…)` and `query`: a warehouse's own SQL, read with sqlparser in its dialect.

use crate::diagnostic::{Diagnostic, Diagnostics, codes, suggest};
use crate::model::Id;
use crate::model::resolve::scope::Scope;
use crate::model::source::{RowLeaf, Source};
use crate::project::dialect::Dialect;
use crate::source::Span;
use crate::syntax::ast::{Ident, Prose};
use sqlparser::ast::{Expr, Ident as SqlIdent, Query, SelectItem, SetExpr, Statement, visit_expressions};
use sqlparser::dialect as sql;
use sqlparser::parser::Parser;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// The dialect of a name, reported where there is none.
pub fn dialect(name: &Ident, d: &mut Diagnostics) -> Option<Dialect> {
    let found = Dialect::from_name(&name.text);
    if found.is_none() {
        let finding = Diagnostic::new(codes::UNKNOWN_SETTING, name.span, format!("there is no dialect `{}`", name.text));
        let known = Dialect::ALL.iter().map(|dialect| dialect.name());
        d.push(finding.here("no warehouse that northstar knows").did_you_mean(&name.text, known));
    }
    found
}

fn parser_dialect(dialect: Option<Dialect>) -> Box<dyn sql::Dialect> {
    match dialect {
        Some(Dialect::Duckdb) => Box::new(sql::DuckDbDialect {}),
        Some(Dialect::Postgres) => Box::new(sql::PostgreSqlDialect {}),
        Some(Dialect::Snowflake) => Box::new(sql::SnowflakeDialect {}),
        Some(Dialect::Bigquery) => Box::new(sql::BigQueryDialect {}),
        Some(Dialect::Databricks) => Box::new(sql::DatabricksDialect {}),
        Some(Dialect::Redshift) => Box::new(sql::RedshiftSqlDialect {}),
        Some(Dialect::Clickhouse) => Box::new(sql::ClickHouseDialect {}),
        Some(Dialect::Trino) | None => Box::new(sql::GenericDialect {}),
    }
}

/// Says where a `query` is no query, or more than one. Gives the names of the columns that it computes.
pub fn check_query(dialect: Option<Dialect>, text: &Prose, d: &mut Diagnostics) -> Result<Vec<String>, ()> {
    let finding = |message: String| Diagnostic::new(codes::NATIVE_SQL, text.span, message);
    match Parser::parse_sql(&*parser_dialect(dialect), &text.text) {
        Err(error) => {
            let language = dialect.map_or("SQL", Dialect::name);
            d.push(
                finding(format!("the query does not parse as {language}"))
                    .here(error.to_string())
                    .help("mend the SQL, or read a view instead: `table: …`"),
            );
            Err(())
        }
        Ok(statements) => match statements.as_slice() {
            [Statement::Query(query)] => Ok(computed_columns(query)),
            [_] => {
                d.push(
                    finding("a source's query must be a `select`".to_owned()).here("another statement").help("write `select …`"),
                );
                Err(())
            }
            _ => {
                d.push(
                    finding("a source's query must be one `select`".to_owned())
                        .here(format!("{} statements", statements.len()))
                        .help("keep one `select`"),
                );
                Err(())
            }
        },
    }
}

/// The names of the columns that a query computes itself, in its outermost `select` or in any part of its union.
fn computed_columns(query: &Query) -> Vec<String> {
    let mut names = Vec::new();
    let mut open = vec![&*query.body];
    while let Some(body) = open.pop() {
        match body {
            SetExpr::Select(select) => names.extend(select.projection.iter().filter_map(computed_column)),
            SetExpr::Query(inner) => open.push(&inner.body),
            SetExpr::SetOperation { left, right, .. } => open.extend([&**left, &**right]),
            _ => {}
        }
    }
    names
}

fn computed_column(item: &SelectItem) -> Option<String> {
    match item {
        SelectItem::ExprWithAlias { expr: Expr::Identifier(_) | Expr::CompoundIdentifier(_), .. } => None,
        SelectItem::ExprWithAlias { alias, .. } => Some(alias.value.clone()),
        _ => None,
    }
}

/// `native(…)` as the whole of a computed column; `None` where something of it is reported.
pub fn native(
    scope: &Scope<'_>,
    source: Id<Source>,
    written: &[(Ident, Prose)],
    span: Span,
    d: &mut Diagnostics,
) -> Option<RowLeaf> {
    let mut sql: Vec<(Dialect, String)> = Vec::new();
    let mut failed = written.is_empty();
    if failed {
        let finding =
            Diagnostic::new(codes::NATIVE_SQL, span, "`native` needs SQL for at least one dialect").here("nothing is given");
        d.push(finding.help("write `native(duckdb: \"\"\"…\"\"\")`"));
    }
    for (name, text) in written {
        let Some(dialect) = dialect(name, d) else {
            failed = true;
            continue;
        };
        if sql.iter().any(|(known, _)| *known == dialect) {
            let message = format!("`native` gives SQL for `{}` twice", name.text);
            d.push(Diagnostic::new(codes::DUPLICATE_PROPERTY, name.span, message).here("given again").help("keep one of them"));
            failed = true;
            continue;
        }
        failed |= !check_native(scope, source, dialect, text, d);
        sql.push((dialect, text.text.clone()));
    }
    (!failed).then(|| RowLeaf::Native { links: Vec::new(), sql })
}

/// Whether the text is one expression over columns that the source's table has.
fn check_native(scope: &Scope<'_>, source: Id<Source>, dialect: Dialect, text: &Prose, d: &mut Diagnostics) -> bool {
    let parser = parser_dialect(Some(dialect));
    let parsed = Parser::new(&*parser).try_with_sql(&text.text).and_then(|mut parser| {
        let expr = parser.parse_expr()?;
        parser.expect_token(&sqlparser::tokenizer::Token::EOF)?;
        Ok(expr)
    });
    match parsed {
        Err(error) => {
            let message = format!("this does not parse as an expression of {}", dialect.name());
            d.push(
                Diagnostic::new(codes::NATIVE_SQL, text.span, message)
                    .here(error.to_string())
                    .help("write one SQL expression, without `select`"),
            );
            false
        }
        Ok(expr) => check_columns(scope, source, &expr, text, d),
    }
}

/// Whether every bare name in the SQL is a column of the table.
fn check_columns(scope: &Scope<'_>, source: Id<Source>, expr: &Expr, text: &Prose, d: &mut Diagnostics) -> bool {
    let home = &scope.project.sources[source];
    let plain: Vec<(&str, bool)> = home
        .columns
        .iter()
        .map(|column| (column.physical.as_deref().unwrap_or(&column.name), scope.is_computed(source, &column.name)))
        .collect();
    let mut fine = true;
    for name in bare_names(expr) {
        let found = home.columns.iter().zip(&plain).find(|(_, (known, _))| same_name(&name, known));
        match found {
            Some((column, _)) if !scope.is_computed(source, &column.name) => {
                if let Some(index) = scope.find_column(source, &column.name) {
                    scope.use_column(source, index);
                }
            }
            None if scope.may_be_lost(source, &name.value.to_lowercase()) => {}
            other => {
                let message = match other {
                    Some(_) => format!("`native` reads `{}`, which is computed, so the table does not have it", name.value),
                    None => format!("`native` reads `{}`, but `{}` has no such column", name.value, home.name),
                };
                let known = plain.iter().filter(|(_, computed)| !computed).map(|(known, _)| *known);
                let finding = Diagnostic::new(codes::NATIVE_SQL, text.span, message).here("names a column that is not there");
                d.push(
                    finding
                        .label(home.name_span, "the source is declared here")
                        .help_if(suggest::did_you_mean(&name.value, known)),
                );
                fine = false;
            }
        }
    }
    fine
}

fn same_name(name: &SqlIdent, known: &str) -> bool {
    if name.quote_style.is_some() { name.value == known } else { name.value.eq_ignore_ascii_case(known) }
}

/// The names that stand for columns. A name before a dot is one too: the table has no alias that the text could know.
fn bare_names(expr: &Expr) -> BTreeSet<SqlIdent> {
    let mut names = BTreeSet::new();
    let _: ControlFlow<()> = visit_expressions(expr, |expr| {
        match expr {
            Expr::Identifier(name) => drop(names.insert(name.clone())),
            Expr::CompoundIdentifier(parts) => drop(parts.first().map(|name| names.insert(name.clone()))),
            _ => {}
        }
        ControlFlow::Continue(())
    });
    names
}
