//! The first page: the metric tree as a picture, and tables of everything by role.

use super::markdown::{self, prose, table, text};
use super::pages::{Book, cadence_link, metric_link, source_link, team_link};
use super::tree::mermaid;
use crate::model::describe::words;
use crate::model::metric::{Metric, Role, Status};
use crate::model::tree::EdgeKind;

/// Roles, the title of their table, and one line for readers who are new to the words.
const ROLES: [(Role, &str, &str); 5] = [
    (Role::NorthStar, "North star", "The one number that says whether customers get what they come for."),
    (Role::Input, "Inputs", "Levers that teams can move, and that move the north star."),
    (Role::Counter, "Counter metrics", "Guardrails: what must not get worse while another metric grows."),
    (Role::Outcome, "Outcomes", "Business results that follow later."),
    (Role::Metric, "Other metrics", "Building blocks without a role of their own."),
];

/// `README.md`
pub fn page(book: &Book<'_>) -> String {
    let project = book.project;
    let mut out = format!("# {}\n\n", if project.name.is_empty() { "Metrics".to_owned() } else { text(&project.name) });
    for (_, star) in project.metrics_of(Role::NorthStar) {
        out.push_str(&format!("The north star is {}. {}\n\n", metric_link(star, ""), book.sentence(star, "")));
        if let Some(because) = &star.because {
            out.push_str(&format!("Why this one: {}\n\n", text(because)));
        }
        if let Some(description) = &star.description {
            out.push_str(&format!("{}\n", prose(description)));
        }
    }
    if !book.graph.edges.is_empty() {
        out.push_str(&picture(book));
    }
    for (role, title, about) in ROLES {
        let rows: Vec<Vec<String>> = project.metrics_of(role).map(|(_, metric)| row(book, metric)).collect();
        if !rows.is_empty() {
            out.push_str(&format!("## {title}\n\n{about}\n\n{}\n", table(header(role), &rows)));
        }
    }
    out.push_str(&owners(book));
    out.push_str(&reviews(book));
    out.push_str(&sources(book));
    out
}

fn picture(book: &Book<'_>) -> String {
    let picture = mermaid::render(book.project, &book.graph);
    let mut out = format!("## Metric tree\n\n{}\n", markdown::block("mermaid", &picture.text));
    if picture.cut {
        out.push_str("The tree is too large to draw whole: only what is near the north star is shown. The tables below hold everything.\n\n");
    } else {
        out.push_str("A solid arrow drives, a thick one leads later, a dotted one guards, and a line with a dot is a part.\n\n");
    }
    out
}

fn header(role: Role) -> &'static [&'static str] {
    match role {
        Role::Counter => &["Metric", "Guards", "Limit", "Unit", "Owner", "Review", "Direction"],
        Role::Input => &["Metric", "Drives", "Unit", "Owner", "Review", "Direction"],
        _ => &["Metric", "Unit", "Owner", "Review", "Direction"],
    }
}

fn row(book: &Book<'_>, metric: &Metric) -> Vec<String> {
    let mut cells = vec![format!("{}{}", metric_link(metric, ""), status(metric))];
    if metric.role == Role::Input {
        cells.push(book.metrics(metric.drives.iter().map(|(id, _)| *id), ""));
    }
    if metric.role == Role::Counter {
        cells.push(book.metrics(metric.guards.iter().map(|(id, _)| *id), ""));
        cells.push(metric.limit.as_ref().map_or_else(|| "–".to_owned(), |limit| text(&words::limit(metric, limit))));
    }
    cells.push(words::unit(&metric.unit).map_or_else(|| "–".to_owned(), |unit| text(&unit)));
    cells.push(book.owner(metric, ""));
    cells.push(book.review(metric, ""));
    cells.push(words::direction(metric.direction).to_owned());
    cells
}

fn status(metric: &Metric) -> &'static str {
    match metric.status {
        Status::Draft => " (draft)",
        Status::Active => "",
        Status::Deprecated => " (deprecated)",
    }
}

fn owners(book: &Book<'_>) -> String {
    let project = book.project;
    if project.teams.is_empty() {
        return String::new();
    }
    let mut counts = vec![0_usize; project.teams.len()];
    for team in project.metrics.values().filter_map(|metric| metric.owner) {
        if let Some(count) = counts.get_mut(team.index()) {
            *count += 1;
        }
    }
    let dash = |value: &Option<String>| value.as_deref().map_or_else(|| "–".to_owned(), text);
    let rows: Vec<Vec<String>> = project
        .teams
        .values()
        .zip(counts)
        .map(|(team, count)| vec![team_link(team, ""), count.to_string(), dash(&team.contact), dash(&team.channel)])
        .collect();
    format!("## Owners\n\n{}\n", table(&["Team", "Metrics", "Contact", "Channel"], &rows))
}

fn reviews(book: &Book<'_>) -> String {
    let project = book.project;
    if project.cadences.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<String>> = project
        .cadences
        .values()
        .map(|cadence| {
            let chair = cadence.chair.map_or_else(|| "–".to_owned(), |team| team_link(&project.teams[team], ""));
            vec![cadence_link(cadence, ""), words::every(&cadence.every), chair]
        })
        .collect();
    format!("## Reviews\n\n{}\n", table(&["Review", "When", "Chair"], &rows))
}

fn sources(book: &Book<'_>) -> String {
    let project = book.project;
    if project.sources.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<String>> = project
        .sources
        .values()
        .map(|source| {
            let relation = markdown::cell(&super::source::relation(source));
            vec![source_link(source, ""), relation, source.description.as_deref().map_or_else(|| "–".to_owned(), text)]
        })
        .collect();
    format!("## Sources\n\n{}\n", table(&["Source", "Reads", "Description"], &rows))
}

/// The kinds of ties, in the order pages show them, with their words from this metric's side.
pub(super) const TIES: [(EdgeKind, bool, &str); 9] = [
    (EdgeKind::Drives, true, "Drives"),
    (EdgeKind::Drives, false, "Driven by"),
    (EdgeKind::Guards, true, "Guards"),
    (EdgeKind::Guards, false, "Guarded by"),
    (EdgeKind::Leads, true, "Leads"),
    (EdgeKind::Leads, false, "Led by"),
    (EdgeKind::Part, false, "Made of"),
    (EdgeKind::Part, true, "Part of"),
    (EdgeKind::Identity, true, "In the identity of"),
];
