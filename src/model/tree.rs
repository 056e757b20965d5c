//! The metric tree as data: the north star, what drives it, what guards it, what it leads, and what each is made of.

use super::lineage;
use super::metric::{Metric, Role};
use super::{Id, Project};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How one metric belongs to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EdgeKind {
    /// The first moves the second.
    Drives,
    /// The second is computed from the first.
    Part,
    /// The first keeps the second honest.
    Guards,
    /// The first is claimed to move the second later.
    Leads,
    /// The first stands in the exact identity of the second.
    Identity,
}

impl EdgeKind {
    /// All of them.
    pub const ALL: [EdgeKind; 5] = [EdgeKind::Drives, EdgeKind::Part, EdgeKind::Guards, EdgeKind::Leads, EdgeKind::Identity];

    /// The word for it in data, the same in every version.
    pub fn word(self) -> &'static str {
        match self {
            EdgeKind::Drives => "drives",
            EdgeKind::Part => "part",
            EdgeKind::Guards => "guards",
            EdgeKind::Leads => "leads",
            EdgeKind::Identity => "identity",
        }
    }
}

/// One metric's tie to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edge {
    /// The metric that drives, guards, leads or is a part.
    pub from: Id<Metric>,
    /// The metric that is driven, guarded, led or made of parts.
    pub to: Id<Metric>,
    /// How.
    pub kind: EdgeKind,
}

/// All ties of a project, findable from both ends.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// In the order of the metrics they are written at; none twice.
    pub edges: Vec<Edge>,
    /// The metrics that are shown: all, or those around a few.
    pub metrics: BTreeSet<Id<Metric>>,
    incoming: BTreeMap<Id<Metric>, Vec<Edge>>,
    outgoing: BTreeMap<Id<Metric>, Vec<Edge>>,
}

impl Graph {
    /// The ties of a project.
    pub fn new(project: &Project) -> Graph {
        let mut graph = Graph { metrics: project.metrics.ids().collect(), ..Graph::default() };
        let mut seen = BTreeSet::new();
        for (id, metric) in project.metrics.iter() {
            let drives = metric.drives.iter().map(|(to, _)| Edge { from: id, to: *to, kind: EdgeKind::Drives });
            let guards = metric.guards.iter().map(|(to, _)| Edge { from: id, to: *to, kind: EdgeKind::Guards });
            let leads = metric.leads.iter().map(|lead| Edge { from: id, to: lead.outcome, kind: EdgeKind::Leads });
            let parts = lineage::parts(&metric.definition).into_iter();
            let parts = parts.map(|from| Edge { from, to: id, kind: EdgeKind::Part });
            let identity = metric.equals.iter().flat_map(lineage::metrics_in);
            let identity = identity.map(|from| Edge { from, to: id, kind: EdgeKind::Identity });
            let all = drives.chain(guards).chain(leads).chain(parts).chain(identity);
            for edge in all.filter(|edge| edge.from != edge.to && seen.insert(*edge)) {
                graph.add(edge);
            }
        }
        graph
    }

    fn add(&mut self, edge: Edge) {
        self.edges.push(edge);
        self.incoming.entry(edge.to).or_default().push(edge);
        self.outgoing.entry(edge.from).or_default().push(edge);
    }

    /// Only these metrics, everything above them and everything below them.
    pub fn around(&self, chosen: &[Id<Metric>]) -> Graph {
        let step = |edges: &BTreeMap<Id<Metric>, Vec<Edge>>, end: fn(&Edge) -> Id<Metric>| {
            let mut found: BTreeSet<Id<Metric>> = chosen.iter().copied().collect();
            let mut open = chosen.to_vec();
            while let Some(id) = open.pop() {
                let edges = edges.get(&id).into_iter().flatten().filter(|edge| edge.kind != EdgeKind::Identity);
                open.extend(edges.map(end).filter(|id| found.insert(*id)));
            }
            found
        };
        let mut metrics = step(&self.incoming, |edge| edge.from);
        metrics.extend(step(&self.outgoing, |edge| edge.to));
        let mut graph = Graph { metrics, ..Graph::default() };
        for edge in &self.edges {
            if graph.metrics.contains(&edge.from) && graph.metrics.contains(&edge.to) {
                graph.add(*edge);
            }
        }
        graph
    }

    /// The metrics tied to `to` by `kind`: its drivers, parts or counters.
    pub fn reaching(&self, to: Id<Metric>, kind: EdgeKind) -> impl Iterator<Item = Id<Metric>> {
        self.incoming.get(&to).into_iter().flatten().filter(move |edge| edge.kind == kind).map(|edge| edge.from)
    }

    /// The metrics that `from` is tied to by `kind`: what it drives, guards, leads, or is a part of.
    pub fn out_of(&self, from: Id<Metric>, kind: EdgeKind) -> impl Iterator<Item = Id<Metric>> {
        self.outgoing.get(&from).into_iter().flatten().filter(move |edge| edge.kind == kind).map(|edge| edge.to)
    }

    /// What stands below a metric in the tree: drivers, then parts that are no drivers, then counters.
    fn below(&self, id: Id<Metric>) -> Vec<Edge> {
        let mut seen = BTreeSet::new();
        let mut below = Vec::new();
        for kind in [EdgeKind::Drives, EdgeKind::Part, EdgeKind::Guards] {
            let edges = self.reaching(id, kind).map(|from| Edge { from, to: id, kind });
            below.extend(edges.filter(|edge| seen.insert(edge.from)));
        }
        below
    }
}

/// One line of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The metric.
    pub metric: Id<Metric>,
    /// How it belongs to the line above it in the tree; `None` at a root.
    pub edge: Option<EdgeKind>,
    /// The metric it stands below.
    pub parent: Option<Id<Metric>>,
    /// 0 at a root.
    pub depth: usize,
    /// Whether nothing follows below the same parent.
    pub last: bool,
    /// Whether it stands above already, where what is below it is shown.
    pub seen_above: bool,
    /// Whether what is below it is shown further down, with itself as a root, for the tree is too deep here.
    pub continued: bool,
}

/// The metric tree, flat and in reading order.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// The outcomes that a north star leads, each once, in order.
    pub outcomes: Vec<Id<Metric>>,
    /// The tree of the north star (of each, where there are several by mistake), with what is too deep continued.
    pub lines: Vec<Line>,
    /// Trees of all metrics that are not tied to the north star.
    pub others: Vec<Line>,
}

/// Lines deeper than this start again at the margin, so that a long chain stays readable and its indentation small.
const DEEPEST: usize = 24;

impl Tree {
    /// The tree of a project. Cycles end where a metric is met again.
    pub fn new(project: &Project, graph: &Graph) -> Tree {
        let stars: Vec<Id<Metric>> =
            project.metrics_of(Role::NorthStar).map(|(id, _)| id).filter(|id| graph.metrics.contains(id)).collect();
        let mut seen = BTreeSet::new();
        let lines = walk(graph, stars.iter().copied(), &mut seen);
        let mut led = BTreeSet::new();
        let outcomes: Vec<Id<Metric>> =
            stars.iter().flat_map(|star| graph.out_of(*star, EdgeKind::Leads)).filter(|id| led.insert(*id)).collect();
        let above = |id: &Id<Metric>| {
            [EdgeKind::Drives, EdgeKind::Part, EdgeKind::Guards].into_iter().any(|kind| graph.out_of(*id, kind).next().is_some())
        };
        let alone = |id: &Id<Metric>| led.contains(id) && graph.below(*id).is_empty();
        let tops: Vec<Id<Metric>> = graph.metrics.iter().copied().filter(|id| !above(id) && !alone(id)).collect();
        let mut others = walk(graph, tops, &mut seen);
        // What is left hangs in a cycle or under a metric of another tree that is too deep to say so.
        let left: Vec<Id<Metric>> = graph.metrics.iter().copied().filter(|id| !seen.contains(id) && !alone(id)).collect();
        others.extend(walk(graph, left, &mut seen));
        Tree { outcomes, lines, others }
    }
}

/// Walks down from each root that was not met yet, depth first, without recursion.
fn walk(graph: &Graph, roots: impl IntoIterator<Item = Id<Metric>>, seen: &mut BTreeSet<Id<Metric>>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut roots: VecDeque<(Id<Metric>, bool)> = roots.into_iter().map(|id| (id, false)).collect();
    while let Some((root, continues)) = roots.pop_front() {
        if !continues && seen.contains(&root) {
            continue;
        }
        let top = Line { metric: root, edge: None, parent: None, depth: 0, last: true, seen_above: false, continued: false };
        let mut stack = vec![top];
        while let Some(mut line) = stack.pop() {
            let first = seen.insert(line.metric) || (continues && line.depth == 0);
            line.seen_above = !first;
            let below = if first { graph.below(line.metric) } else { Vec::new() };
            line.continued = first && line.depth >= DEEPEST && !below.is_empty();
            if line.continued {
                roots.push_front((line.metric, true));
            } else if first {
                let count = below.len();
                stack.extend(below.into_iter().enumerate().rev().map(|(i, edge)| Line {
                    metric: edge.from,
                    edge: Some(edge.kind),
                    parent: Some(edge.to),
                    depth: line.depth + 1,
                    last: i + 1 == count,
                    seen_above: false,
                    continued: false,
                }));
            }
            lines.push(line);
        }
    }
    lines
}
