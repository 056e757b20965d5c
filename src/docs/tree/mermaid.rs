//! The metric tree as a Mermaid flowchart.

use super::{drawn, node};
use crate::docs::markdown::mermaid_label;
use crate::model::metric::{Metric, Role};
use crate::model::tree::{Edge, EdgeKind, Graph};
use crate::model::{Id, Project};
use std::collections::BTreeSet;

/// More ties than this are not drawn: renderers refuse them, and nobody could read them.
const MOST_EDGES: usize = 200;

/// A flowchart.
pub struct Picture {
    /// Its text.
    pub text: String,
    /// Whether only what is near the north star is drawn.
    pub cut: bool,
}

/// The flowchart, in the tree's own file or in a page's block. Cut at two levels where the whole is too large.
pub fn render(project: &Project, graph: &Graph) -> Picture {
    let mut edges: Vec<Edge> = drawn(graph).copied().collect();
    let cut = edges.len() > MOST_EDGES;
    if cut {
        let near = near(project, graph);
        edges.retain(|edge| near.contains(&edge.from) && near.contains(&edge.to));
        edges.truncate(MOST_EDGES);
    }
    let mut shown: BTreeSet<Id<Metric>> = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
    if !cut {
        shown.extend(&graph.metrics);
    }
    let mut text = String::from("flowchart BT\n");
    for id in &shown {
        text.push_str(&format!("  {}{}\n", node(project, *id), shape(&project.metrics[*id])));
    }
    for edge in &edges {
        let arrow = match edge.kind {
            EdgeKind::Drives => "-->",
            EdgeKind::Leads => "==>",
            EdgeKind::Guards => "-.->",
            EdgeKind::Part | EdgeKind::Identity => "---o",
        };
        text.push_str(&format!("  {} {arrow} {}\n", node(project, edge.from), node(project, edge.to)));
    }
    Picture { text, cut }
}

fn shape(metric: &Metric) -> String {
    let label = mermaid_label(&metric.label());
    match metric.role {
        Role::NorthStar => format!("([{label}])"),
        Role::Counter => format!("{{{{{label}}}}}"),
        Role::Outcome => format!("[[{label}]]"),
        Role::Input | Role::Metric => format!("[{label}]"),
    }
}

/// What is at most two ties away from a north star (from any metric, where there is none).
fn near(project: &Project, graph: &Graph) -> BTreeSet<Id<Metric>> {
    let stars = project.metrics_of(Role::NorthStar).map(|(id, _)| id);
    let mut near: BTreeSet<Id<Metric>> = stars.filter(|id| graph.metrics.contains(id)).collect();
    if near.is_empty() {
        near.clone_from(&graph.metrics);
    }
    for _ in 0..2 {
        let next: Vec<Id<Metric>> = drawn(graph)
            .flat_map(|edge| {
                let below = near.contains(&edge.to).then_some(edge.from);
                let above = (edge.kind == EdgeKind::Leads && near.contains(&edge.from)).then_some(edge.to);
                below.into_iter().chain(above)
            })
            .collect();
        near.extend(next);
    }
    near
}
