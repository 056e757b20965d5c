//! One metric's page.

use super::index::TIES;
use super::markdown::{self, block, cell, code, prose, table, text};
use super::pages::{Book, metric_link, source_link, team_link};
use crate::model::describe::{expression, words};
use crate::model::lineage;
use crate::model::metric::{Metric, Stage, Status};
use crate::model::tree::EdgeKind;
use crate::model::unit::Unit;
use crate::model::{Id, Project};

/// From a metric's page to the top folder.
const UP: &str = "../";

/// `metrics/<name>.md`
pub fn page(book: &Book<'_>, id: Id<Metric>) -> String {
    let metric = &book.project.metrics[id];
    let mut out = format!("# {}\n\n", text(&metric.label()));
    out.push_str(&format!("**{}** · {} · [all metrics]({UP}README.md)\n\n", badge(metric), code(&metric.name)));
    out.push_str(&format!("{}\n\n", book.sentence(metric, UP)));
    if let Some(description) = &metric.description {
        out.push_str(&format!("{}\n", prose(description)));
    }
    if let Some(because) = &metric.because {
        out.push_str(&format!("Why this metric: {}\n\n", text(because)));
    }
    out.push_str(&format!("## Definition\n\n{}\n", block("nsm", &metric.written_definition())));
    out.push_str(&format!("Declared at {}.\n\n", book.place(metric.name_span)));
    out.push_str(&format!("## Facts\n\n{}\n", table(&["Property", "Value"], &facts(book, metric))));
    out.push_str(&expectations(book, metric));
    out.push_str(&connections(book, id));
    out.push_str(&dimensions(book, metric));
    out.push_str(&columns(book, id));
    out.push_str(&allowed(metric));
    out.push_str(&sql(book, metric));
    out
}

fn badge(metric: &Metric) -> String {
    let role = metric.role.words();
    let mut letters = role.chars();
    let mut text: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    match metric.status {
        Status::Draft => text.push_str(", draft"),
        Status::Active => {}
        Status::Deprecated => text.push_str(", deprecated"),
    }
    text
}

fn facts(book: &Book<'_>, metric: &Metric) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut add = |name: &str, value: String| rows.push(vec![name.to_owned(), value]);
    add("Unit", text(&words::unit_of(metric)));
    add("Type", code(&metric.ty.to_string()));
    add("Grain", format!("one value per {}", metric.grain.name()));
    add("Adding up", format!("{}. {}", metric.additivity.word(), words::additivity(metric.additivity)));
    add("Direction", words::direction(metric.direction).to_owned());
    add("Without a value", format!("shows {}", words::fill(metric.fill)));
    add("Owner", owner(book, metric));
    add("Review", review(book, metric));
    if let Some(date) = metric.adopted {
        add("Adopted", date.to_string());
    }
    if let Some(date) = metric.reviewed {
        add("Last reviewed", date.to_string());
    }
    if let Some((count, unit)) = metric.revisit {
        add("To be questioned", words::interval(count, unit));
    }
    if let Some(stage) = metric.stage {
        let stage = match stage {
            Stage::Early => "early",
            Stage::Growth => "growth",
            Stage::Mature => "mature",
        };
        add("Stage of the company", stage.to_owned());
    }
    if !metric.replaces.is_empty() {
        add("Replaces", metric.replaces.iter().map(|(name, _)| code(name)).collect::<Vec<_>>().join(", "));
    }
    if !metric.tags.is_empty() {
        add("Tags", metric.tags.iter().map(|tag| code(tag)).collect::<Vec<_>>().join(", "));
    }
    rows
}

fn owner(book: &Book<'_>, metric: &Metric) -> String {
    let Some(team) = metric.owner.map(|id| &book.project.teams[id]) else { return "–".to_owned() };
    let reach: Vec<String> = [&team.contact, &team.channel].into_iter().flatten().map(|way| text(way)).collect();
    let reach = if reach.is_empty() { String::new() } else { format!(" ({})", reach.join(", ")) };
    format!("{}{reach}", team_link(team, UP))
}

fn review(book: &Book<'_>, metric: &Metric) -> String {
    let Some(cadence) = metric.review.map(|id| &book.project.cadences[id]) else { return "–".to_owned() };
    let chair =
        cadence.chair.map_or_else(String::new, |team| format!(", chaired by {}", team_link(&book.project.teams[team], UP)));
    format!("{}: {}{chair}", book.review(metric, UP), words::every(&cadence.every))
}

/// Targets, and the limit of a counter.
fn expectations(book: &Book<'_>, metric: &Metric) -> String {
    let mut out = String::new();
    if let Some(limit) = &metric.limit {
        let guards = book.metrics(metric.guards.iter().map(|(id, _)| *id), UP);
        let grow = if metric.guards.len() == 1 { "grows" } else { "grow" };
        out.push_str(&format!("## Limit\n\n{}, while {guards} {grow}.\n\n", words::capital(&text(&words::limit(metric, limit)))));
    }
    if !metric.targets.is_empty() {
        out.push_str("## Targets\n\n");
        for target in &metric.targets {
            out.push_str(&format!("- {}\n", words::capital(&text(&words::target(metric, target)))));
        }
        out.push('\n');
    }
    out
}

fn connections(book: &Book<'_>, id: Id<Metric>) -> String {
    let metric = &book.project.metrics[id];
    let mut lines = Vec::new();
    if let Some(equals) = &metric.equals {
        lines.push(format!("- Equals exactly: {}", code(&expression::metrics(book.project, equals))));
    }
    for (kind, outward, word) in TIES {
        if kind == EdgeKind::Leads && outward {
            lines.extend(metric.leads.iter().map(|lead| {
                let outcome = metric_link(&book.project.metrics[lead.outcome], UP);
                let plural = if lead.high == 1 { "" } else { "s" };
                format!("- {word}: {outcome}, by {} to {} {}{plural}", lead.low, lead.high, lead.unit.name())
            }));
            continue;
        }
        let ids: Vec<Id<Metric>> =
            if outward { book.graph.out_of(id, kind).collect() } else { book.graph.reaching(id, kind).collect() };
        if !ids.is_empty() {
            lines.push(format!("- {word}: {}", book.metrics(ids, UP)));
        }
    }
    if lines.is_empty() { String::new() } else { format!("## Connections\n\n{}\n\n", lines.join("\n")) }
}

fn dimensions(book: &Book<'_>, metric: &Metric) -> String {
    if metric.dimensions.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<String>> = metric
        .dimensions
        .iter()
        .map(|dimension| {
            let source = &book.project.sources[dimension.column.0];
            let column = source.column(dimension.column.1);
            let about = column.description.as_deref().map_or_else(|| "–".to_owned(), text);
            vec![code(&dimension.name), code(&dimension.written), source_link(source, UP), about]
        })
        .collect();
    format!("## Dimensions\n\n{}\n", table(&["Dimension", "Column", "Source", "Description"], &rows))
}

fn columns(book: &Book<'_>, id: Id<Metric>) -> String {
    let reads = lineage::reads(book.project, id, &book.direct);
    let rows: Vec<Vec<String>> = reads.columns.iter().map(|column| column_row(book.project, *column)).collect();
    if rows.is_empty() {
        return String::new();
    }
    let mut out = format!(
        "## Columns it reads\n\n{}\n",
        table(&["Source", "Column", "Type", "Unit", "Where it comes from", "Description"], &rows)
    );
    if !reads.native.is_empty() {
        let names: Vec<String> = reads.native.iter().map(|id| source_link(&book.project.sources[*id], UP)).collect();
        out.push_str(&format!("SQL of the warehouse's own (`native`) reads further columns of {}.\n\n", names.join(", ")));
    }
    out
}

fn column_row(project: &Project, (source, index): lineage::ColumnId) -> Vec<String> {
    let source_id = source;
    let source = &project.sources[source];
    let column = source.column(index);
    let origin = match (&column.computed, &column.physical) {
        (Some(expr), _) => cell(&code(&format!("= {}", expression::row(project, source_id, expr)))),
        (None, Some(physical)) => cell(&format!("{}, column {}", super::source::relation(source), code(physical))),
        (None, None) => cell(&super::source::relation(source)),
    };
    vec![
        source_link(source, UP),
        code(&column.name),
        code(&column.ty.to_string()),
        column_unit(column.unit.as_ref()),
        origin,
        column.description.as_deref().map_or_else(|| "–".to_owned(), text),
    ]
}

/// A column's unit as the language writes it; a dash where there is none.
pub(super) fn column_unit(unit: Option<&Unit>) -> String {
    unit.filter(|unit| !unit.is_none()).map_or_else(|| "–".to_owned(), |unit| code(&unit.to_string()))
}

fn allowed(metric: &Metric) -> String {
    if metric.allow.is_empty() {
        return String::new();
    }
    let mut out = String::from("## Accepted findings\n\n");
    for allow in &metric.allow {
        let name = crate::diagnostic::codes::find(allow.code).map_or("", |code| code.name);
        out.push_str(&format!("- {} {name}: {}\n", allow.code, text(&allow.because)));
    }
    out.push('\n');
    out
}

fn sql(book: &Book<'_>, metric: &Metric) -> String {
    let Some(statements) = book.sql.get(&metric.name).filter(|statements| !statements.is_empty()) else { return String::new() };
    let mut out = String::from("## SQL\n\n");
    for (dialect, statement) in statements {
        let summary = text(dialect);
        let block = markdown::block("sql", statement);
        out.push_str(&format!("<details>\n<summary>{summary}</summary>\n\n{block}\n</details>\n\n"));
    }
    out
}
