//! The calendar of reviews: when each takes place, who leads it, and which metrics are looked at.

use super::markdown::{prose, table, text};
use super::pages::{Book, metric_link, team_link};
use crate::model::describe::words;
use crate::model::metric::Metric;
use crate::model::{Cadence, Id};
use std::collections::BTreeMap;

/// `reviews.md`
pub fn page(book: &Book<'_>) -> String {
    let project = book.project;
    let mut out = String::from("# Reviews\n\n[All metrics](README.md)\n\n");
    let mut by_cadence: BTreeMap<Id<Cadence>, Vec<&Metric>> = BTreeMap::new();
    for metric in project.metrics.values() {
        if let Some(cadence) = metric.review {
            by_cadence.entry(cadence).or_default().push(metric);
        }
    }
    for (id, cadence) in project.cadences.iter() {
        out.push_str(&review(book, cadence, by_cadence.get(&id).map_or(&[], Vec::as_slice)));
    }
    if project.cadences.is_empty() {
        out.push_str("No review is declared.\n\n");
    }
    out.push_str(&revisits(book));
    out
}

fn review(book: &Book<'_>, cadence: &Cadence, metrics: &[&Metric]) -> String {
    let project = book.project;
    let mut out = format!("## {}\n\n", text(&cadence.name));
    let mut facts = vec![vec!["When".to_owned(), words::every(&cadence.every)]];
    if let Some(chair) = cadence.chair {
        facts.push(vec!["Chair".to_owned(), team_link(&project.teams[chair], "")]);
    }
    if !cadence.attendees.is_empty() {
        let teams: Vec<String> = cadence.attendees.iter().map(|team| team_link(&project.teams[*team], "")).collect();
        facts.push(vec!["Attendees".to_owned(), teams.join(", ")]);
    }
    out.push_str(&format!("{}\n", table(&["Property", "Value"], &facts)));
    if let Some(description) = &cadence.description {
        out.push_str(&format!("{}\n", prose(description)));
    }
    if let Some(agenda) = &cadence.agenda {
        out.push_str(&format!("### Agenda of {}\n\n{}\n", text(&cadence.name), prose(agenda)));
    }
    if metrics.is_empty() {
        out.push_str("No metric is looked at.\n\n");
        return out;
    }
    let rows: Vec<Vec<String>> = metrics
        .iter()
        .map(|metric| {
            let mut expected: Vec<String> =
                metric.limit.iter().map(|limit| format!("limit: {}", words::limit(metric, limit))).collect();
            expected.extend(metric.targets.iter().map(|target| format!("target: {}", words::target(metric, target))));
            let expected = if expected.is_empty() { "–".to_owned() } else { text(&expected.join("; ")) };
            vec![metric_link(metric, ""), metric.role.words().to_owned(), book.owner(metric, ""), expected]
        })
        .collect();
    out.push_str(&format!("{}\n", table(&["Metric", "Role", "Owner", "Expected"], &rows)));
    out
}

/// Which metrics are themselves questioned, and how often.
fn revisits(book: &Book<'_>) -> String {
    let day = |date: Option<jiff::civil::Date>| date.map_or_else(|| "–".to_owned(), |date| date.to_string());
    let rows: Vec<Vec<String>> = book
        .project
        .metrics
        .values()
        .filter_map(|metric| {
            let (count, unit) = metric.revisit?;
            Some(vec![metric_link(metric, ""), words::interval(count, unit), day(metric.adopted), day(metric.reviewed)])
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    format!(
        "## To be questioned\n\nIs this still the right metric? Asked again at least this often.\n\n{}\n",
        table(&["Metric", "How often", "Adopted", "Last reviewed"], &rows)
    )
}
