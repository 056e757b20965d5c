//! The metric tree for terminals, pictures and programs.

pub mod dot;
pub mod json;
pub mod mermaid;
pub mod text;

use crate::model::metric::Metric;
use crate::model::tree::{EdgeKind, Graph};
use crate::model::{Id, Project};

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
