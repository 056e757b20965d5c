//! The metric tree as a Graphviz graph.

use super::{drawn, node};
use crate::model::Project;
use crate::model::metric::Role;
use crate::model::tree::{EdgeKind, Graph};

/// The whole graph.
pub fn render(project: &Project, graph: &Graph) -> String {
    let mut out = String::from("digraph metrics {\n  rankdir=BT;\n  node [shape=box];\n");
    for id in graph.metrics.iter().copied() {
        let metric = &project.metrics[id];
        let shape = match metric.role {
            Role::NorthStar => ", shape=doubleoctagon",
            Role::Counter => ", shape=hexagon",
            Role::Outcome => ", shape=ellipse",
            Role::Input | Role::Metric => "",
        };
        out.push_str(&format!("  {} [label={}{shape}];\n", node(project, id), quoted(&metric.label())));
    }
    for edge in drawn(graph) {
        let style = match edge.kind {
            EdgeKind::Drives => "",
            EdgeKind::Leads => " [style=bold]",
            EdgeKind::Guards => " [style=dotted]",
            EdgeKind::Part | EdgeKind::Identity => " [style=dashed, arrowhead=none]",
        };
        out.push_str(&format!("  {} -> {}{style};\n", node(project, edge.from), node(project, edge.to)));
    }
    out.push_str("}\n");
    out
}

/// A string of Graphviz: a backslash starts an escape there, so both marks are escaped.
fn quoted(raw: &str) -> String {
    let words = raw.split(|letter: char| letter.is_whitespace() || letter.is_control()).filter(|word| !word.is_empty());
    let text = words.collect::<Vec<_>>().join(" ");
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
