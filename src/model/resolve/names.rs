//! Names: findings about unknown, duplicate, reserved and too long names, and cycles among definitions.

use crate::diagnostic::{Diagnostic, Diagnostics, Edit, Fix, codes};
use crate::source::Span;
use crate::syntax::ast::Ident;

/// Names of the objects that northstar emits beside one view per metric.
pub const EMITTED: [&str; 13] = [
    "build",
    "periods",
    "metric_values",
    "metrics",
    "teams",
    "drivers",
    "checks",
    "targets",
    "scorecard",
    "target_series",
    "guardrails",
    "contributions",
    "evidence",
];

/// The longest name that every warehouse keeps whole, in bytes.
pub const LONGEST: usize = 63;

/// What a name can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `team`
    Team,
    /// `cadence`
    Cadence,
    /// `source`
    Source,
    /// A metric of any role.
    Metric,
}

impl Kind {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Team => "team",
            Kind::Cadence => "cadence",
            Kind::Source => "source",
            Kind::Metric => "metric",
        }
    }
}

/// NS101: a name is declared twice.
pub fn duplicate(what: &str, name: &Ident, first: Span) -> Diagnostic {
    Diagnostic::new(codes::DUPLICATE_NAME, name.span, format!("the {what} `{}` is declared twice", name.text))
        .here("declared again here")
        .label(first, "first declared here")
        .help("rename one of them or remove it")
}

/// The fix for a name that stands twice in a list: it is taken out, with the comma before it.
pub fn listed_once(previous: &Ident, name: &Ident) -> Fix {
    let place = Span { start: previous.span.end, ..name.span };
    Fix::safe(format!("name `{}` once", name.text), vec![Edit::delete(place)])
}

/// NS102: a name stands for nothing.
pub fn unknown<'a>(what: &str, name: &Ident, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    Diagnostic::new(codes::UNKNOWN_NAME, name.span, format!("there is no {what} `{}`", name.text))
        .here(format!("no {what} has this name"))
        .did_you_mean(&name.text, known)
}

/// NS106: a name is longer than warehouses keep.
pub fn check_length(what: &str, name: &Ident, d: &mut Diagnostics) -> bool {
    let fits = name.text.len() <= LONGEST;
    if !fits {
        let message = format!("the {what} `{}` has a name of {} characters", name.text, name.text.len());
        d.push(
            Diagnostic::new(codes::NAME_COLLISION, name.span, message)
                .here(format!("more than {LONGEST} characters"))
                .why("PostgreSQL cuts longer names, so two of them could become one")
                .help(format!("shorten it to at most {LONGEST} characters")),
        );
    }
    fits
}

/// NS108: a metric is named like an object that northstar writes itself.
pub fn check_reserved(name: &Ident, d: &mut Diagnostics) -> bool {
    let prefix = ["cells_", "rollup_"].into_iter().find(|prefix| name.text.starts_with(prefix));
    let message = match prefix {
        Some(prefix) => format!("a metric's name may not start with `{prefix}`, as in `{}`", name.text),
        None if EMITTED.contains(&name.text.as_str()) => format!("a metric may not be named `{}`", name.text),
        None => return true,
    };
    d.push(
        Diagnostic::new(codes::RESERVED_NAME, name.span, message)
            .here("northstar writes an object of this name")
            .why("each metric becomes a view of its own name, in the schema that holds northstar's own tables")
            .help(format!("rename it, for example to `{}_metric`", name.text.trim_start_matches(prefix.unwrap_or("")))),
    );
    false
}

/// The strongly connected parts of a graph of `n` nodes, where `edges[i]` are the nodes that `i` needs.
/// What is needed comes first. (Tarjan, 1972, with an explicit stack: depth is bounded by memory only.)
pub fn components(n: usize, edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search =
        Search { order: vec![None; n], low: vec![0; n], open: vec![false; n], stack: Vec::new(), found: Vec::new(), next: 0 };
    for root in 0..n {
        if search.order.get(root).is_some_and(Option::is_none) {
            search.run(root, edges);
        }
    }
    search.found
}

struct Search {
    order: Vec<Option<usize>>,
    low: Vec<usize>,
    open: Vec<bool>,
    stack: Vec<usize>,
    found: Vec<Vec<usize>>,
    next: usize,
}

#[allow(clippy::indexing_slicing, reason = "nodes are below n, the length of every table; `edge` drops targets that are not")]
impl Search {
    fn run(&mut self, root: usize, edges: &[Vec<usize>]) {
        let mut calls = vec![(root, 0)];
        self.enter(root);
        while let Some((node, position)) = calls.pop() {
            match edges.get(node).and_then(|targets| targets.get(position)).copied() {
                None => {
                    self.leave(node);
                    if let Some((parent, _)) = calls.last() {
                        self.low[*parent] = self.low[*parent].min(self.low[node]);
                    }
                }
                Some(target) => {
                    calls.push((node, position + 1));
                    match self.order.get(target) {
                        None => {}
                        Some(None) => {
                            self.enter(target);
                            calls.push((target, 0));
                        }
                        Some(Some(order)) if self.open[target] => self.low[node] = self.low[node].min(*order),
                        Some(Some(_)) => {}
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.order[node] = Some(self.next);
        self.low[node] = self.next;
        self.next += 1;
        self.open[node] = true;
        self.stack.push(node);
    }

    fn leave(&mut self, node: usize) {
        if self.order[node] != Some(self.low[node]) {
            return;
        }
        let mut part = Vec::new();
        while let Some(member) = self.stack.pop() {
            self.open[member] = false;
            part.push(member);
            if member == node {
                break;
            }
        }
        part.reverse();
        self.found.push(part);
    }
}

/// One cycle of every part of the graph that holds one, each in the order in which its nodes need each other:
/// the last needs the first. A cycle starts at its smallest node; cycles are ordered by that node.
pub fn find_cycles(n: usize, edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let needs = |node: usize| edges.get(node).map_or(&[][..], Vec::as_slice);
    let mut cycles: Vec<Vec<usize>> = components(n, edges)
        .into_iter()
        .filter(|part| part.len() > 1 || part.first().is_some_and(|node| needs(*node).contains(node)))
        .filter_map(|part| shortest_cycle(&part, &needs))
        .collect();
    cycles.sort_unstable();
    cycles
}

/// The shortest way from the smallest node of a part back to itself.
fn shortest_cycle<'a>(part: &[usize], needs: &dyn Fn(usize) -> &'a [usize]) -> Option<Vec<usize>> {
    let members: std::collections::HashSet<usize> = part.iter().copied().collect();
    let start = part.iter().copied().min()?;
    let mut came_from = std::collections::HashMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for target in needs(node).iter().copied().filter(|target| members.contains(target)) {
            if target == start {
                let mut cycle = vec![node];
                while let Some(before) = cycle.last().and_then(|last| came_from.get(last)) {
                    cycle.push(*before);
                }
                cycle.reverse();
                return Some(cycle);
            }
            if let std::collections::hash_map::Entry::Vacant(entry) = came_from.entry(target) {
                entry.insert(node);
                queue.push_back(target);
            }
        }
    }
    None
}

/// NS104: definitions that need each other in a circle. `steps` are the names in order with their places.
pub fn cycle(what: &str, steps: &[(String, Span)]) -> Option<Diagnostic> {
    let (first, rest) = steps.split_first()?;
    let mut path: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
    path.push(&first.0);
    let message = match rest {
        [] => format!("the {what} `{}` is defined by itself", first.0),
        _ => format!(
            "{what}s are defined by each other: {}",
            path.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(" → ")
        ),
    };
    let reads = |position: usize| match path.get(position + 1) {
        Some(next) => format!("`{}` reads `{next}`", path.get(position).copied().unwrap_or_default()),
        None => String::new(),
    };
    let mut diagnostic = Diagnostic::new(codes::CYCLIC_DEFINITION, first.1, message).here(reads(0));
    for (position, (_, span)) in rest.iter().enumerate() {
        diagnostic = diagnostic.label(*span, reads(position + 1));
    }
    Some(diagnostic.help(format!("define one {what} of the circle without the others")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cycles_are_found_in_order() {
        assert_eq!(find_cycles(5, &[vec![1], vec![2], vec![0, 3], vec![3], vec![0]]), [vec![0, 1, 2], vec![3]]);
        assert_eq!(find_cycles(3, &[vec![1, 2], vec![2], vec![]]), Vec::<Vec<usize>>::new());
        assert_eq!(find_cycles(0, &[]), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let n = 200_000;
        let mut edges: Vec<Vec<usize>> = (0..n).map(|node| vec![node + 1]).collect();
        edges[n - 1] = vec![];
        assert!(find_cycles(n, &edges).is_empty());
        edges[n - 1] = vec![0];
        assert_eq!(find_cycles(n, &edges)[0].len(), n);
    }

    proptest! {
        #[test]
        fn what_is_needed_comes_first_and_every_step_of_a_cycle_is_an_edge(
            edges in prop::collection::vec(prop::collection::vec(0..12_usize, 0..4), 12)
        ) {
            let parts = components(12, &edges);
            let place = |node: usize| parts.iter().position(|part| part.contains(&node)).unwrap();
            for (node, targets) in edges.iter().enumerate() {
                prop_assert!(targets.iter().all(|target| place(*target) <= place(node)));
            }
            for cycle in find_cycles(12, &edges) {
                for (step, node) in cycle.iter().enumerate() {
                    prop_assert!(edges[*node].contains(&cycle[(step + 1) % cycle.len()]));
                }
            }
        }
    }
}
