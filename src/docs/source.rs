//! One source's page: its columns, its links, and the metrics that read it.

use super::markdown::{block, cell, code, prose, table, text};
use super::metric::column_unit;
use super::pages::{Book, metric_link, source_link};
use crate::model::Id;
use crate::model::describe::expression;
use crate::model::metric::Metric;
use crate::model::source::{Column, ColumnIndex, Relation, Source};
use std::collections::{BTreeMap, BTreeSet};

const UP: &str = "../";

/// The metrics whose own definition reads each source, in order.
pub fn readers(book: &Book<'_>) -> BTreeMap<Id<Source>, Vec<Id<Metric>>> {
    let mut readers: BTreeMap<Id<Source>, Vec<Id<Metric>>> = BTreeMap::new();
    for (metric, reads) in &book.direct {
        let sources: BTreeSet<Id<Source>> =
            reads.columns.iter().map(|(source, _)| *source).chain(reads.native.iter().copied()).collect();
        for source in sources {
            readers.entry(source).or_default().push(*metric);
        }
    }
    readers
}

/// What a source reads, in one line.
pub fn relation(source: &Source) -> String {
    match &source.relation {
        Relation::Table(parts) => code(&parts.iter().map(|part| table_part(part)).collect::<Vec<_>>().join(".")),
        Relation::Query(_) => "a query".to_owned(),
        Relation::Missing => "–".to_owned(),
    }
}

/// A part of a table's name as the language writes it: quoted where it is no plain name.
fn table_part(part: &str) -> String {
    let plain = part.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    let plain = plain && !part.starts_with(|letter: char| letter.is_ascii_digit());
    if plain && !part.is_empty() { part.to_owned() } else { format!("\"{part}\"") }
}

/// `sources/<name>.md`
pub fn page(book: &Book<'_>, id: Id<Source>, readers: &BTreeMap<Id<Source>, Vec<Id<Metric>>>) -> String {
    let source = &book.project.sources[id];
    let mut out =
        format!("# {}\n\n**Source** · reads {} · [all metrics]({UP}README.md)\n\n", text(&source.name), relation(source));
    if let Some(description) = &source.description {
        out.push_str(&format!("{}\n", prose(description)));
    }
    out.push_str(&facts(book, id));
    out.push_str(&format!("Declared at {}.\n\n", book.place(source.name_span)));
    out.push_str(&query(source));
    let rows: Vec<Vec<String>> = source.columns.iter().enumerate().map(|(i, column)| column_row(book, id, i, column)).collect();
    out.push_str(&format!("## Columns\n\n{}\n", table(&["Column", "Type", "Unit", "Attributes", "Description"], &rows)));
    out.push_str(&links(book, source));
    if let Some(metrics) = readers.get(&id) {
        out.push_str("## Metrics that read it\n\n");
        for metric in metrics {
            let metric = &book.project.metrics[*metric];
            out.push_str(&format!("- {}, {}\n", metric_link(metric, UP), metric.role.words()));
        }
        out.push('\n');
    }
    out
}

fn names(source: &Source, columns: &[ColumnIndex]) -> String {
    columns.iter().map(|column| code(&source.column(*column).name)).collect::<Vec<_>>().join(", ")
}

fn facts(book: &Book<'_>, id: Id<Source>) -> String {
    let source = &book.project.sources[id];
    let mut rows = Vec::new();
    let mut add = |name: &str, value: String| rows.push(vec![name.to_owned(), value]);
    if !source.key.is_empty() {
        add("Key", names(source, &source.key));
    }
    if let Some(time) = source.time {
        add("Time", names(source, &[time]));
    }
    if let Some(filter) = &source.filter {
        add("Only rows where", cell(&code(&expression::row(book.project, id, filter))));
    }
    if let Some((from, to)) = source.valid {
        add("A row is valid", format!("from {} up to, not including, {}", names(source, &[from]), names(source, &[to])));
    }
    if let Some((count, unit)) = source.fresh {
        add("Fresh", format!("the newest row is at most {} old", expression::duration(count, unit)));
    }
    if !source.tags.is_empty() {
        add("Tags", source.tags.iter().map(|tag| code(tag)).collect::<Vec<_>>().join(", "));
    }
    if rows.is_empty() { String::new() } else { format!("{}\n", table(&["Property", "Value"], &rows)) }
}

fn query(source: &Source) -> String {
    let Relation::Query(texts) = &source.relation else { return String::new() };
    let mut out = String::from("## Query\n\n");
    for (dialect, sql) in texts {
        if let Some(dialect) = dialect {
            out.push_str(&format!("For {}:\n\n", dialect.name()));
        }
        out.push_str(&format!("{}\n", block("sql", sql)));
    }
    out
}

fn column_row(book: &Book<'_>, id: Id<Source>, index: usize, column: &Column) -> Vec<String> {
    let source = &book.project.sources[id];
    let at = u32::try_from(index).ok().map(ColumnIndex);
    let mut attributes = Vec::new();
    if at.is_some_and(|at| source.key.contains(&at)) {
        attributes.push("key".to_owned());
    }
    if at.is_some() && source.time == at {
        attributes.push("time".to_owned());
    }
    if column.nullable {
        attributes.push("may be null".to_owned());
    }
    if let Some(physical) = &column.physical {
        attributes.push(format!("column {} of the table", code(physical)));
    }
    if !column.one_of.is_empty() {
        let values: Vec<String> = column.one_of.iter().map(|value| code(&expression::literal(value))).collect();
        attributes.push(format!("one of {}", values.join(", ")));
    }
    if let Some(computed) = &column.computed {
        attributes.push(code(&format!("= {}", expression::row(book.project, id, computed))));
    }
    let attributes = if attributes.is_empty() { "–".to_owned() } else { cell(&attributes.join("; ")) };
    vec![
        code(&column.name),
        code(&column.ty.to_string()),
        column_unit(column.unit.as_ref()),
        attributes,
        column.description.as_deref().map_or_else(|| "–".to_owned(), text),
    ]
}

fn links(book: &Book<'_>, source: &Source) -> String {
    if source.links.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<String>> = source
        .links
        .iter()
        .map(|link| {
            let at = link.at.map_or_else(|| "–".to_owned(), |at| names(source, &[at]));
            vec![code(&link.name), names(source, &link.columns), source_link(&book.project.sources[link.target], UP), at]
        })
        .collect();
    format!("## Links\n\n{}\n", table(&["Link", "Columns", "Points at", "As of"], &rows))
}
