//! The metric tree as JSON: nodes in the order of the tree, and edges. Version 1 only grows.

use crate::diagnostic::json::{Outcome, Tool};
use crate::docs::list::json_text;
use crate::model::Project;
use crate::model::describe::{expression, words};
use crate::model::metric::Metric;
use crate::model::tree::{EdgeKind, Graph, Line, Tree};
use crate::schema::{self, VERSION_1};
use schemars::JsonSchema;
use serde::Serialize;

/// What `tree --format json` prints. It only grows: version 1 may get more keys, and none will go or change its meaning.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Metric tree of a northstar project")]
struct Document<'a> {
    /// The version of this format.
    #[schemars(regex(pattern = VERSION_1))]
    schema_version: &'static str,
    /// The program that wrote it.
    tool: Tool,
    /// How the run ended.
    outcome: Outcome,
    /// The north star's name.
    north_star: Option<&'a str>,
    /// The lines of the tree in reading order.
    tree: Vec<TreeLine<'a>>,
    /// The lines of what hangs on no north star.
    others: Vec<TreeLine<'a>>,
    /// The metrics of the tree.
    metrics: Vec<MetricNode<'a>>,
    /// What ties the metrics together.
    edges: Vec<TreeEdge<'a>>,
}

/// A line of the tree.
#[derive(Serialize, JsonSchema)]
struct TreeLine<'a> {
    /// The metric's name.
    metric: &'a str,
    /// The metric above it.
    parent: Option<&'a str>,
    /// What ties it to the one above: the `kind` of an edge.
    relation: Option<&'static str>,
    /// How many lines lead down to it; 0 at the top.
    depth: usize,
    /// Whether it has its own branch further above, and is not repeated here.
    seen_above: bool,
}

/// A metric of the tree.
#[derive(Serialize, JsonSchema)]
struct MetricNode<'a> {
    /// Its name.
    name: &'a str,
    /// Its title, or its name in words.
    title: String,
    /// Its keyword.
    role: &'static str,
    /// Its unit, as the language writes it.
    unit: String,
    /// Its grain.
    grain: &'static str,
    /// The team that owns it.
    owner: Option<&'a str>,
    /// The review that it is looked at in.
    review: Option<&'a str>,
    /// The limit of a counter, in words.
    limit: Option<String>,
    /// What it equals by arithmetic.
    equals: Option<String>,
}

/// A tie between two metrics.
#[derive(Serialize, JsonSchema)]
struct TreeEdge<'a> {
    /// The metric that drives, guards, leads or is a part.
    from: &'a str,
    /// The metric that it acts on.
    to: &'a str,
    /// What ties them.
    #[schemars(extend("enum" = EdgeKind::ALL.map(EdgeKind::word)))]
    kind: &'static str,
}

/// The JSON Schema of a tree.
pub fn schema() -> serde_json::Value {
    schema::of::<Document<'static>>()
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
        outcome: Outcome::Ok,
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
