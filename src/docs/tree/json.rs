//! The metric tree as JSON: nodes in the order of the tree, and edges. Version 1 only grows.

use crate::docs::list::{Tool, json_text};
use crate::model::Project;
use crate::model::describe::{expression, words};
use crate::model::metric::Metric;
use crate::model::tree::{EdgeKind, Graph, Line, Tree};
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    schema_version: &'static str,
    tool: Tool,
    outcome: &'static str,
    north_star: Option<&'a str>,
    tree: Vec<TreeLine<'a>>,
    others: Vec<TreeLine<'a>>,
    metrics: Vec<MetricNode<'a>>,
    edges: Vec<TreeEdge<'a>>,
}

#[derive(Serialize)]
struct TreeLine<'a> {
    metric: &'a str,
    parent: Option<&'a str>,
    relation: Option<&'static str>,
    depth: usize,
    seen_above: bool,
}

#[derive(Serialize)]
struct MetricNode<'a> {
    name: &'a str,
    title: String,
    role: &'static str,
    unit: String,
    grain: &'static str,
    owner: Option<&'a str>,
    review: Option<&'a str>,
    limit: Option<String>,
    equals: Option<String>,
}

#[derive(Serialize)]
struct TreeEdge<'a> {
    from: &'a str,
    to: &'a str,
    kind: &'static str,
}

/// The whole tree, in one object with a line break at its end.
pub fn render(project: &Project, graph: &Graph) -> String {
    let tree = Tree::new(project, graph);
    let name = |id| -> &str { &project.metrics[id].name };
    let line = |line: &Line| TreeLine {
        metric: name(line.metric),
        parent: line.parent.map(name),
        relation: line.edge.map(EdgeKind::word),
        depth: line.depth,
        seen_above: line.seen_above,
    };
    let limit = |metric: &Metric| metric.limit.as_ref().map(|limit| words::limit(metric, limit));
    let document = Document {
        schema_version: "1.0",
        tool: Tool::this(),
        outcome: "ok",
        north_star: project.north_star().map(name),
        tree: tree.lines.iter().map(line).collect(),
        others: tree.others.iter().map(line).collect(),
        metrics: graph
            .metrics
            .iter()
            .map(|id| &project.metrics[*id])
            .map(|node| MetricNode {
                name: &node.name,
                title: node.label(),
                role: node.role.keyword(),
                unit: node.unit.to_string(),
                grain: node.grain.name(),
                owner: node.owner.map(|team| project.teams[team].name.as_str()),
                review: node.review.map(|cadence| project.cadences[cadence].name.as_str()),
                limit: limit(node),
                equals: node.equals.as_ref().map(|equals| expression::metrics(project, equals)),
            })
            .collect(),
        edges: graph
            .edges
            .iter()
            .map(|edge| TreeEdge { from: name(edge.from), to: name(edge.to), kind: edge.kind.word() })
            .collect(),
    };
    json_text(&document)
}
