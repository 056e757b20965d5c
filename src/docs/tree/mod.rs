//! The metric tree for terminals, pictures and programs.

pub mod dot;
pub mod json;
pub mod mermaid;
pub mod text;

use super::list::{self, SelectError};
use crate::model::metric::Metric;
use crate::model::tree::{EdgeKind, Graph};
use crate::model::{Id, Project};
use crate::source::SourceMap;
use std::collections::BTreeSet;

/// The ties of the metrics that the selectors name (a name, or a pattern with `*`), of what is above and what is below them;
/// of all metrics where there is no selector.
///
/// # Errors
/// Where a name is no metric's.
pub fn graph(project: &Project, sources: &SourceMap, selectors: &[String]) -> Result<Graph, SelectError> {
    let graph = Graph::new(project);
    if selectors.is_empty() {
        return Ok(graph);
    }
    let metrics = list::entries(project, sources).into_iter().filter(|entry| entry.kind == "metric").collect();
    let names: BTreeSet<String> = list::select(metrics, selectors)?.into_iter().map(|entry| entry.name).collect();
    let chosen: Vec<_> = project.metrics.iter().filter(|(_, metric)| names.contains(&metric.name)).map(|(id, _)| id).collect();
    Ok(graph.around(&chosen))
}

/// The ties that a picture shows: an identity repeats what its drivers say, and is shown only where they do not.
fn drawn(graph: &Graph) -> impl Iterator<Item = &crate::model::tree::Edge> {
    graph.edges.iter().filter(|edge| edge.kind != EdgeKind::Identity)
}

/// A name that is safe as a node's id: never a keyword of the picture's language.
fn node(project: &Project, id: Id<Metric>) -> String {
    let mut out = String::from("m_");
    for letter in project.metrics[id].name.chars() {
        if letter.is_ascii_alphanumeric() || letter == '_' {
            out.push(letter);
        } else {
            out.push_str(&format!("_{:x}_", letter as u32));
        }
    }
    out
}
