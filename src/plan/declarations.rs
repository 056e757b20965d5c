//! The declarations as tables: what dashboards and catalogues read beside the numbers.

use crate::model::metric::{Direction, Metric, Status};
use crate::model::types::{Literal, Number, Type};
use crate::model::{Id, Project};
use crate::source::{SourceMap, Span};

/// A table whose rows are known when the project is compiled.
#[derive(Debug)]
pub struct DeclaredTable {
    /// Its name.
    pub name: String,
    /// Column names and types.
    pub columns: Vec<(String, Type)>,
    /// The rows.
    pub rows: Vec<Vec<Literal>>,
}

/// `metrics`, `teams` and `drivers`.
pub fn tables(project: &Project, sources: &SourceMap, hash: &dyn Fn(Id<Metric>) -> String) -> Vec<DeclaredTable> {
    vec![metrics(project, sources, hash), teams(project, sources), drivers(project)]
}

fn metrics(project: &Project, sources: &SourceMap, hash: &dyn Fn(Id<Metric>) -> String) -> DeclaredTable {
    let columns = text_columns(&[
        "metric",
        "title",
        "description",
        "role",
        "owner",
        "review",
        "unit",
        "grain",
        "direction",
        "additivity",
        "status",
        "definition",
        "file",
    ]);
    let columns = columns.chain([("line".to_owned(), Type::Integer), ("definition_hash".to_owned(), Type::Text)]).collect();
    let row = |(id, metric): (Id<Metric>, &Metric)| {
        let owner = metric.owner.map(|team| project.teams[team].name.clone());
        let review = metric.review.map(|cadence| project.cadences[cadence].name.clone());
        let (file, line) = place(sources, metric.name_span);
        vec![
            text(&metric.name),
            text(&metric.label()),
            optional(metric.description.as_deref()),
            text(metric.role.keyword()),
            optional(owner.as_deref()),
            optional(review.as_deref()),
            text(&metric.unit.to_string()),
            text(metric.grain.name()),
            text(match metric.direction {
                Direction::Increase => "increase",
                Direction::Decrease => "decrease",
            }),
            text(metric.additivity.word()),
            text(match metric.status {
                Status::Draft => "draft",
                Status::Active => "active",
                Status::Deprecated => "deprecated",
            }),
            text(
                &std::iter::once(&metric.definition_text)
                    .chain(&metric.qualifiers)
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            file,
            line,
            text(&hash(id)),
        ]
    };
    DeclaredTable { name: "metrics".to_owned(), columns, rows: project.metrics.iter().map(row).collect() }
}

fn teams(project: &Project, sources: &SourceMap) -> DeclaredTable {
    let columns = text_columns(&["team", "title", "lead", "contact", "channel", "description", "file"]);
    let columns = columns.chain([("line".to_owned(), Type::Integer)]).collect();
    let rows = project.teams.values().map(|team| {
        let (file, line) = place(sources, team.name_span);
        vec![
            text(&team.name),
            optional(team.title.as_deref()),
            optional(team.lead.as_deref()),
            optional(team.contact.as_deref()),
            optional(team.channel.as_deref()),
            optional(team.description.as_deref()),
            file,
            line,
        ]
    });
    DeclaredTable { name: "teams".to_owned(), columns, rows: rows.collect() }
}

/// Every edge of the metric tree: what drives, guards, leads and is part of what.
fn drivers(project: &Project) -> DeclaredTable {
    let columns = text_columns(&["metric", "relation", "of"]).collect();
    let mut rows = Vec::new();
    let name = |id: Id<Metric>| text(&project.metrics[id].name);
    for (id, metric) in project.metrics.iter() {
        let mut edge = |relation: &str, of: Id<Metric>| rows.push(vec![name(id), text(relation), name(of)]);
        metric.drives.iter().for_each(|(of, _)| edge("drives", *of));
        metric.guards.iter().for_each(|(of, _)| edge("guards", *of));
        metric.leads.iter().for_each(|lead| edge("leads", lead.outcome));
        project.parts_of(id).into_iter().for_each(|of| edge("reads", of));
    }
    DeclaredTable { name: "drivers".to_owned(), columns, rows }
}

fn text_columns(names: &[&str]) -> impl Iterator<Item = (String, Type)> {
    names.iter().map(|name| ((*name).to_owned(), Type::Text))
}

fn text(value: &str) -> Literal {
    Literal::Text(value.to_owned())
}

fn optional(value: Option<&str>) -> Literal {
    value.map_or(Literal::Null, text)
}

/// The file and the line of a declaration.
fn place(sources: &SourceMap, span: Span) -> (Literal, Literal) {
    let line = i128::try_from(sources.start(span).line).unwrap_or(0);
    (text(sources.path(span)), Literal::Number(Number::new(line, 0)))
}
