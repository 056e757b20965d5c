//! One team's page: how to reach it, what it owns, which reviews it leads.

use super::markdown::{code, prose, table, text};
use super::pages::{Book, cadence_link, metric_link, team_title};
use crate::model::describe::words;
use crate::model::metric::Metric;
use crate::model::{Id, Team};
use std::collections::BTreeMap;

const UP: &str = "../";

/// The metrics of each team, in order.
pub fn owned(book: &Book<'_>) -> BTreeMap<Id<Team>, Vec<Id<Metric>>> {
    let mut owned: BTreeMap<Id<Team>, Vec<Id<Metric>>> = BTreeMap::new();
    for (id, metric) in book.project.metrics.iter() {
        if let Some(team) = metric.owner {
            owned.entry(team).or_default().push(id);
        }
    }
    owned
}

/// `teams/<name>.md`
pub fn page(book: &Book<'_>, id: Id<Team>, owned: &BTreeMap<Id<Team>, Vec<Id<Metric>>>) -> String {
    let team = &book.project.teams[id];
    let mut out = format!("# {}\n\n**Team** · {} · [all metrics]({UP}README.md)\n\n", text(&team_title(team)), code(&team.name));
    if let Some(description) = &team.description {
        out.push_str(&format!("{}\n", prose(description)));
    }
    let facts: Vec<Vec<String>> = [("Lead", &team.lead), ("Contact", &team.contact), ("Channel", &team.channel)]
        .into_iter()
        .filter_map(|(name, value)| value.as_deref().map(|value| vec![name.to_owned(), text(value)]))
        .collect();
    if !facts.is_empty() {
        out.push_str(&format!("{}\n", table(&["Property", "Value"], &facts)));
    }
    out.push_str(&format!("Declared at {}.\n\n", book.place(team.name_span)));
    out.push_str(&metrics(book, owned.get(&id).map_or(&[], Vec::as_slice)));
    out.push_str(&reviews(book, id));
    out
}

fn metrics(book: &Book<'_>, ids: &[Id<Metric>]) -> String {
    if ids.is_empty() {
        return "Owns no metric.\n\n".to_owned();
    }
    let rows: Vec<Vec<String>> = ids
        .iter()
        .map(|id| {
            let metric = &book.project.metrics[*id];
            let unit = words::unit(&metric.unit).map_or_else(|| "–".to_owned(), |unit| text(&unit));
            vec![metric_link(metric, UP), metric.role.words().to_owned(), unit, book.review(metric, UP)]
        })
        .collect();
    format!("## Metrics\n\n{}\n", table(&["Metric", "Role", "Unit", "Review"], &rows))
}

fn reviews(book: &Book<'_>, id: Id<Team>) -> String {
    let lines: Vec<String> = book
        .project
        .cadences
        .values()
        .filter_map(|cadence| {
            let part = if cadence.chair == Some(id) {
                "chairs"
            } else if cadence.attendees.contains(&id) {
                "attends"
            } else {
                return None;
            };
            Some(format!("- {part} {}, {}", cadence_link(cadence, UP), words::every(&cadence.every)))
        })
        .collect();
    if lines.is_empty() { String::new() } else { format!("## Reviews\n\n{}\n\n", lines.join("\n")) }
}
