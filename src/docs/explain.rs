//! A metric explained on a terminal: meaning, owner, ties, dimensions and the columns it reads.

use crate::model::describe::{expression, sentence, words};
use crate::model::lineage;
use crate::model::metric::Metric;
use crate::model::tree::{EdgeKind, Graph};
use crate::model::{Id, Project};
use crate::source::SourceMap;
use std::collections::BTreeMap;

/// What `northstar explain METRIC` says.
pub fn explain(project: &Project, id: Id<Metric>, sources: &SourceMap) -> String {
    let metric = &project.metrics[id];
    let mut out = format!("{} — {} ({})\n\n", flat(&metric.label()), metric.name, metric.role.words());
    out.push_str(&format!("{}\n", sentence(project, metric)));
    if let Some(description) = &metric.description {
        out.push_str(&format!("\n{}\n", clean(description).trim()));
    }
    out.push_str("\nvalue:\n");
    clean(&metric.definition_text).lines().for_each(|line| out.push_str(&format!("  {}\n", line.trim_end())));
    for qualifier in &metric.qualifiers {
        out.push_str(&format!("{}\n", flat(qualifier)));
    }
    out.push('\n');
    for (name, value) in facts(project, metric, sources) {
        out.push_str(&format!("{name:<12}{value}\n"));
    }
    for (name, value) in ties(project, id) {
        out.push_str(&format!("{name:<12}{value}\n"));
    }
    out.push_str(&columns(project, id));
    out
}

/// Text on one line, without anything that could steer a terminal.
fn flat(text: &str) -> String {
    text.split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn clean(text: &str) -> String {
    text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect()
}

fn facts(project: &Project, metric: &Metric, sources: &SourceMap) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    facts.push(("unit", words::unit_of(metric)));
    facts.push(("grain", metric.grain.name().to_owned()));
    facts.push(("adding up", format!("{}. {}", metric.additivity.word(), words::additivity(metric.additivity))));
    facts.push(("direction", words::direction(metric.direction).to_owned()));
    facts.extend(metric.owner.map(|team| {
        let team = &project.teams[team];
        let reach: Vec<String> = [&team.contact, &team.channel].into_iter().flatten().map(|way| flat(way)).collect();
        let reach = if reach.is_empty() { String::new() } else { format!(" ({})", reach.join(", ")) };
        ("owner", format!("{}{reach}", team.name))
    }));
    facts.extend(metric.review.map(|cadence| {
        let cadence = &project.cadences[cadence];
        ("review", format!("{}, {}", cadence.name, words::every(&cadence.every)))
    }));
    facts.extend(metric.limit.as_ref().map(|limit| ("limit", words::limit(metric, limit))));
    facts.extend(metric.targets.iter().map(|target| ("target", words::target(metric, target))));
    if !metric.dimensions.is_empty() {
        facts.push(("dimensions", metric.dimensions.iter().map(|d| d.name.clone()).collect::<Vec<_>>().join(", ")));
    }
    facts.push(("declared", format!("{}:{}", sources.path(metric.name_span), sources.start(metric.name_span).line)));
    facts
}

fn ties(project: &Project, id: Id<Metric>) -> Vec<(&'static str, String)> {
    let graph = Graph::new(project);
    let names = |ids: Vec<Id<Metric>>| ids.iter().map(|id| project.metrics[*id].name.clone()).collect::<Vec<_>>().join(", ");
    let mut ties = Vec::new();
    if let Some(equals) = &project.metrics[id].equals {
        ties.push(("equals", expression::metrics(project, equals)));
    }
    let sides = [
        (EdgeKind::Drives, "drives", "driven by"),
        (EdgeKind::Guards, "guards", "guarded by"),
        (EdgeKind::Leads, "leads", "led by"),
        (EdgeKind::Part, "part of", "made of"),
    ];
    for (kind, outward, inward) in sides {
        ties.push((outward, names(graph.out_of(id, kind).collect())));
        ties.push((inward, names(graph.reaching(id, kind).collect())));
    }
    ties.retain(|(_, value)| !value.is_empty());
    ties
}

fn columns(project: &Project, id: Id<Metric>) -> String {
    let reads = lineage::reads(project, id, &lineage::all_direct(project));
    let mut by_source: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for (source, column) in reads.columns {
        let declared = project.sources[source].column(column);
        let text = match &declared.computed {
            Some(expr) => format!("{} = {}", declared.name, expression::row(project, source, expr)),
            None => declared.name.clone(),
        };
        by_source.entry(source).or_default().push(flat(&text));
    }
    let mut out = String::new();
    for (source, columns) in by_source {
        let head = if out.is_empty() { "\nreads\n" } else { "" };
        out.push_str(&format!("{head}  {}: {}\n", project.sources[source].name, columns.join("; ")));
    }
    out
}
