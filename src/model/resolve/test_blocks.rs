//! `test` blocks: given rows and expected values, typed as the columns and metrics that they are about.

use super::declare::Declared;
use super::scope::Scope;
use super::typing::literal;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::dimension::DimensionProblem;
use crate::model::expr::{Expr, Node};
use crate::model::metric::Metric;
use crate::model::source::{ColumnIndex, RowLeaf, Source};
use crate::model::types::{Literal, Type, Zone};
use crate::model::{Expect, Given, Id, Test};
use crate::project::calendar::Grain;
use crate::source::Span;
use crate::syntax::ast::{self, Ident, PropertyValue, Row};
use std::collections::HashMap;

/// The typed values of a row.
type Values = Vec<Expr<RowLeaf>>;

/// Resolves all tests. One with a fault is left out.
pub fn resolve(scope: &mut Scope<'_>, declared: &Declared<'_>, d: &mut Diagnostics) {
    let mut titles: HashMap<&str, Span> = HashMap::new();
    for written in &declared.tests {
        if let Some(first) = titles.get(written.name.text.as_str()) {
            let message = format!("two tests are called \"{}\"", written.name.text);
            let finding = Diagnostic::new(codes::DUPLICATE_NAME, written.name.span, message).here("called so again");
            d.push(finding.label(*first, "first called so here").help("give each test a title of its own"));
            continue;
        }
        titles.insert(&written.name.text, written.name.span);
        if let Some(test) = test(scope, written, d) {
            scope.project.tests.push(test);
        }
    }
}

fn test(scope: &Scope<'_>, written: &ast::Test, d: &mut Diagnostics) -> Option<Test> {
    let as_of = written.properties.iter().find_map(|property| match (property.name.text.as_str(), &property.value) {
        ("as_of", PropertyValue::Date(date)) => Some(date.date),
        _ => None,
    });
    let mut broken = written.broken || written.properties.iter().any(|property| matches!(property.value, PropertyValue::Error));
    let mut seen: HashMap<Id<Source>, Span> = HashMap::new();
    let mut givens = Vec::new();
    for given in &written.givens {
        match resolve_given(scope, given, &mut seen, d) {
            Some(given) => givens.push(given),
            None => broken = true,
        }
    }
    let mut expects = Vec::new();
    for expect in &written.expects {
        match resolve_expect(scope, expect, d) {
            Some(expect) => expects.push(expect),
            None => broken = true,
        }
    }
    if written.expects.is_empty() && !broken {
        let message = format!("the test \"{}\" expects nothing, so it cannot fail", written.name.text);
        let finding = Diagnostic::new(codes::SYNTAX, written.name.span, message).here("no `expect`");
        d.push(finding.help("add what a metric is to be: `expect METRIC by week { (2026-01-05, 3) }`"));
        broken = true;
    }
    (!broken).then(|| Test { name: written.name.text.clone(), name_span: written.name.span, as_of, givens, expects })
}

fn resolve_given(
    scope: &Scope<'_>,
    written: &ast::Given,
    seen: &mut HashMap<Id<Source>, Span>,
    d: &mut Diagnostics,
) -> Option<Given> {
    let source = scope.known_source(&written.source, d)?;
    if let Some(first) = seen.insert(source, written.source.span) {
        let message = format!("the rows of `{}` are given twice", written.source.text);
        let finding = Diagnostic::new(codes::DUPLICATE_NAME, written.source.span, message).here("given again");
        d.push(finding.label(first, "first given here").help("write all its rows in one `given`"));
        return None;
    }
    let columns: Vec<Option<ColumnIndex>> = written
        .columns
        .iter()
        .enumerate()
        .map(|(position, name)| given_column(scope, source, written, position, name, d))
        .collect();
    let arity = arity(&written.rows, written.columns.len(), "columns", d);
    let columns = columns.into_iter().collect::<Option<Vec<_>>>()?;
    let rows: Vec<Option<Values>> = written.rows.iter().map(|row| given_row(scope, source, &columns, row, d)).collect();
    let rows = rows.into_iter().collect::<Option<Vec<_>>>()?;
    arity.then_some(Given { source, columns, rows })
}

/// A column of the table that is named once.
fn given_column(
    scope: &Scope<'_>,
    source: Id<Source>,
    written: &ast::Given,
    position: usize,
    name: &Ident,
    d: &mut Diagnostics,
) -> Option<ColumnIndex> {
    let Some(column) = scope.find_column(source, &name.text) else {
        scope.report_unknown_column(source, name, d);
        return None;
    };
    if let Some(first) = written.columns.iter().take(position).find(|other| other.text == name.text) {
        let finding = Diagnostic::new(codes::DUPLICATE_NAME, name.span, format!("the column `{}` is given twice", name.text));
        d.push(finding.here("given again").label(first.span, "first given here").help("name it once"));
        return None;
    }
    let home = scope.project.sources[source].column(column);
    if scope.is_computed(source, &name.text) {
        let message = format!("`{}` is computed, so it cannot be given", name.text);
        let finding = Diagnostic::new(codes::WRONG_KIND, name.span, message).here("computed from other columns");
        d.push(finding.label(home.name_span, "declared here").help("give the columns that it reads instead"));
        return None;
    }
    let table_name =
        |name: &str| scope.find_column(source, name).map(|index| scope.project.sources[source].column(index).in_table());
    let same = |other: &&Ident| !scope.is_computed(source, &other.text) && table_name(&other.text) == Some(home.in_table());
    if let Some(first) = written.columns.iter().take(position).find(same) {
        let message = format!("`{}` and `{}` are one column of the table, `{}`", first.text, name.text, home.in_table());
        let finding = Diagnostic::new(codes::DUPLICATE_NAME, name.span, message).here("given again");
        d.push(finding.label(first.span, "first given here").help("give one of the two"));
        return None;
    }
    Some(column)
}

/// Whether every row has as many values as are needed; reported where not.
fn arity(rows: &[Row], needed: usize, of: &str, d: &mut Diagnostics) -> bool {
    let mut fine = true;
    for row in rows.iter().filter(|row| row.values.len() != needed) {
        let count = row.values.len();
        let values = if count == 1 { "value" } else { "values" };
        let message = format!("this row has {count} {values} for {needed} {of}");
        let here = if count < needed { "too few" } else { "too many" };
        d.push(
            Diagnostic::new(codes::TYPE_MISMATCH, row.span, message)
                .here(here)
                .help("write one value for each; `null` where there is none"),
        );
        fine = false;
    }
    fine
}

fn given_row(scope: &Scope<'_>, source: Id<Source>, columns: &[ColumnIndex], row: &Row, d: &mut Diagnostics) -> Option<Values> {
    let home = &scope.project.sources[source];
    let mut values = Vec::new();
    let mut failed = false;
    for (column, value) in columns.iter().zip(&row.values) {
        let column = home.column(*column);
        let typed = literal::typed(value, &column.ty, &format!("`{}`", column.name), d);
        failed |= typed.ty == Type::Error;
        if let (Node::Literal(literal), false) = (&typed.node, column.one_of.is_empty())
            && typed.ty != Type::Error
            && *literal != Literal::Null
            && !column.one_of.contains(literal)
        {
            let message = format!("`{}` cannot have this value", column.name);
            let finding = Diagnostic::new(codes::CONSTANT_COMPARISON, value.span, message).here("not one of the column's values");
            d.push(finding.label(column.name_span, "its `one_of` is declared here").help("use one of them, or add it there"));
            failed = true;
        }
        values.push(typed);
    }
    (!failed).then_some(values)
}

fn resolve_expect(scope: &Scope<'_>, written: &ast::Expect, d: &mut Diagnostics) -> Option<Expect> {
    let metric = scope.metric(&written.metric, d);
    let grain = grain(&written.grain, d);
    let (metric, grain) = (metric?, grain?);
    let mut types = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for path in &written.dimensions {
        let (name, ty) = dimension(scope, metric, path, d)?;
        if names.contains(&name) {
            let finding = Diagnostic::new(codes::DUPLICATE_NAME, path.span, format!("the dimension `{name}` is named twice"));
            d.push(finding.here("named again").help("name it once"));
            return None;
        }
        names.push(name);
        types.push(ty);
    }
    if !arity(&written.rows, types.len() + 2, "columns (the period's start, its dimensions, the value)", d) {
        return None;
    }
    let rows: Vec<Option<Values>> = written.rows.iter().map(|row| expected_row(scope, metric, grain, &types, row, d)).collect();
    let rows = rows.into_iter().collect::<Option<Vec<_>>>()?;
    if rows.is_empty() {
        let message = format!("`{}` is expected to be nothing in no period, which always holds", written.metric.text);
        let finding = Diagnostic::new(codes::SYNTAX, written.span, message).here("no row");
        d.push(finding.help("add a row for each period that is to be looked at: its start, its dimensions, the value"));
        return None;
    }
    if !different(written, &rows, d) {
        return None;
    }
    Some(Expect { metric, grain, dimensions: names, rows, span: written.span })
}

/// Whether every row is about a period and segment of its own; reported where not.
fn different(written: &ast::Expect, rows: &[Values], d: &mut Diagnostics) -> bool {
    let mut fine = true;
    let mut seen: HashMap<Vec<Option<&Literal>>, Span> = HashMap::new();
    for (row, values) in written.rows.iter().zip(rows) {
        let keys = values.split_last().map_or(&[][..], |(_, keys)| keys);
        let key = keys.iter().map(|value| if let Node::Literal(literal) = &value.node { Some(literal) } else { None });
        if let Some(first) = seen.insert(key.collect(), row.span) {
            let finding = Diagnostic::new(codes::DUPLICATE_NAME, row.span, "this period and segment is expected twice");
            d.push(finding.here("expected again").label(first, "first expected here").help("keep one of the two rows"));
            fine = false;
        }
    }
    fine
}

fn grain(written: &Ident, d: &mut Diagnostics) -> Option<Grain> {
    let found = Grain::from_word(&written.text);
    if found.is_none() {
        let finding = Diagnostic::new(codes::UNKNOWN_SETTING, written.span, format!("there is no grain `{}`", written.text));
        let known = Grain::ALL.iter().map(|grain| grain.name());
        let finding = finding.here("a grain is needed here");
        d.push(finding.did_you_mean_or(&written.text, known, "write `hour`, `day`, `week`, `month`, `quarter` or `year`"));
    }
    found
}

/// The name and the type of a dimension that the metric can be sliced by.
fn dimension(scope: &Scope<'_>, metric: Id<Metric>, path: &ast::Path, d: &mut Diagnostics) -> Option<(String, Type)> {
    let asked = path.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(".");
    let project = &scope.project;
    let name = &project.metrics[metric].name;
    let finding = match project.dimension_path(metric, &asked) {
        Ok(found) => {
            let (source, column) = found.column;
            return Some((asked, project.sources[source].column(column).ty.clone()));
        }
        Err(DimensionProblem::Broken) => return None,
        Err(_) if project.metrics[metric].broken => return None,
        Err(DimensionProblem::Unreachable(measure)) => {
            let finding =
                Diagnostic::new(codes::UNREACHABLE_DIMENSION, path.span, format!("`{name}` cannot be sliced by `{asked}`"))
                    .here("no such dimension")
                    .label(project.metrics[measure].name_span, format!("`{}` does not have it", project.metrics[measure].name));
            let known = project.dimension_names(metric);
            finding.did_you_mean(&asked, known.iter().map(String::as_str))
        }
        Err(DimensionProblem::Disagreement(left, right)) => {
            let message = format!("`{asked}` means different columns in the parts of `{name}`");
            Diagnostic::new(codes::UNREACHABLE_DIMENSION, path.span, message)
                .here("not one dimension")
                .label(project.metrics[left].name_span, "one column here")
                .label(project.metrics[right].name_span, "another here")
                .help("slice by what all parts share")
        }
        Err(DimensionProblem::Float((source, column))) => {
            let column = project.sources[source].column(column);
            let message = format!("`{asked}` is `{}`, which makes no segments", column.ty);
            Diagnostic::new(codes::TYPE_MISMATCH, path.span, message)
                .here("no dimension")
                .label(column.name_span, "declared here")
                .help("slice by text, a whole number, a boolean or a date")
        }
    };
    d.push(finding);
    None
}

fn expected_row(
    scope: &Scope<'_>,
    metric: Id<Metric>,
    grain: Grain,
    types: &[Type],
    row: &Row,
    d: &mut Diagnostics,
) -> Option<Values> {
    let [start, rest @ ..] = row.values.as_slice() else { return None };
    let (value, segment) = rest.split_last()?;
    let mut values = vec![period(scope, grain, start, d)];
    values.extend(types.iter().zip(segment).map(|(ty, value)| literal::typed(value, ty, "this dimension", d)));
    values.push(expected_value(&scope.project.metrics[metric], value, d));
    let failed = values.iter().any(|value| value.ty == Type::Error);
    (!failed).then_some(values)
}

/// The start of a period of the grain.
fn period(scope: &Scope<'_>, grain: Grain, written: &ast::Expr, d: &mut Diagnostics) -> Expr<RowLeaf> {
    let calendar = scope.calendar();
    let ty = match grain {
        Grain::Hour if calendar.timezone == "UTC" => Type::Timestamp(Zone::Utc),
        Grain::Hour => Type::Timestamp(Zone::Named(calendar.timezone.clone())),
        _ => Type::Date,
    };
    let typed = literal::typed(written, &ty, &format!("the start of the {}", grain.name()), d);
    let help = match &typed.node {
        Node::Literal(Literal::Date(day)) => {
            let start = calendar.period_start(grain, *day);
            (start != *day).then(|| format!("the {} that holds this day starts on `{start}`", grain.name()))
        }
        Node::Literal(Literal::Timestamp(at)) if (at.minute(), at.second(), at.subsec_nanosecond()) != (0, 0, 0) => {
            Some(format!("write `{} {:02}:00`", at.date(), at.hour()))
        }
        Node::Literal(Literal::Null) if typed.ty != Type::Error => Some("write the first day of a period".to_owned()),
        _ => None,
    };
    let Some(help) = help else { return typed };
    let finding = Diagnostic::new(codes::MALFORMED_LITERAL, written.span, format!("no {} starts here", grain.name()));
    d.push(finding.here("not the start of a period").help(help));
    super::typing::error()
}

/// The value: a number or `null`.
fn expected_value(metric: &Metric, written: &ast::Expr, d: &mut Diagnostics) -> Expr<RowLeaf> {
    match literal::constant(written) {
        Some((literal, ty)) if ty.is_numeric() => Expr::literal(literal, ty),
        _ => literal::typed(written, &Type::Float, &format!("the value of `{}`", metric.name), d),
    }
}
