//! From text to a question that the evaluator can answer: parsing and typing are northstar's, the rest is not.

use jiff::civil::{Date, DateTime};
use northstar::diagnostic::{Diagnostic, Diagnostics};
use northstar::model::metric::{Definition, Metric, MetricLeaf};
use northstar::model::resolve::{Settings, resolve};
use northstar::model::source::ColumnPath;
use northstar::model::types::Type;
use northstar::model::{Id, Project};
use northstar::project::calendar::Calendar;
use northstar::source::SourceMap;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use super::evaluate::parts_of;
use super::facts::{Question, Slice};
use super::rows::{Row, World};
use super::value::Value;
use super::written::{Written, WrittenQuestion};

/// A project from the text of one metric file. `Err` lists what northstar finds wrong with it.
pub fn project(text: &str, calendar: &Calendar) -> Result<Project, String> {
    let mut texts = SourceMap::default();
    let id = texts.add("metrics.nsm", text);
    let mut diagnostics = Diagnostics::default();
    let file = northstar::syntax::parse(id, text, &mut diagnostics);
    let settings = Settings { name: "reference", dialect: None, calendar };
    let project = resolve(&settings, &texts, &[file], &mut diagnostics);
    if diagnostics.errors() > 0 {
        let place = |found: &Diagnostic| found.primary.as_ref().map_or("", |label| texts.text(label.span)).to_owned();
        let say = |found: &Diagnostic| format!("{} {}: `{}`", found.code.id, found.message, place(found));
        let list: Vec<String> = diagnostics.iter().map(say).collect();
        return Err(format!("the project has errors:\n{}", list.join("\n")));
    }
    Ok(project)
}

/// The project of a text with all questions about it. A condition asked with `--where` is typed as the `where` of a metric
/// that is added for it, so that it is one condition per source.
pub fn prepare(text: &str, calendar: &Calendar, asked: &[WrittenQuestion]) -> Result<(Project, Vec<Question>), String> {
    let base = project(text, calendar)?;
    let mut text = text.to_owned();
    let mut probes = Vec::new();
    for (position, question) in asked.iter().enumerate() {
        let Some(filter) = &question.filter else { continue };
        for (source, name) in sources_of(&base, question) {
            let probe = format!("asked_{position}_{name}");
            writeln!(text, "metric {probe} {{\n  value: count(*) from {name} where {filter}\n}}").unwrap();
            probes.push((position, source, probe));
        }
    }
    let project = if probes.is_empty() { base } else { project(&text, calendar)? };
    let mut questions: Vec<Question> = asked.iter().map(|written| question(&project, written)).collect();
    for (position, source, probe) in probes {
        let Definition::Measure(measure) = &project.metrics[project.metric_named(&probe).unwrap()].definition else { panic!() };
        questions[position].filter.insert(source, measure.filter.clone().unwrap());
    }
    Ok((project, questions))
}

fn sources_of(project: &Project, question: &WrittenQuestion) -> BTreeSet<(usize, String)> {
    let mut sources = BTreeSet::new();
    for name in &question.metrics {
        for id in measures(project, project.metric_named(name).unwrap()) {
            let Definition::Measure(measure) = &project.metrics[id].definition else { continue };
            sources.insert((measure.source.index(), project.sources[measure.source].name.clone()));
        }
    }
    sources
}

/// The measures whose rows decide period and segment.
pub fn measures(project: &Project, id: Id<Metric>) -> BTreeSet<Id<Metric>> {
    match &project.metrics[id].definition {
        Definition::Derived(_) => segmented_parts(project, id).into_iter().flat_map(|part| measures(project, part)).collect(),
        _ => BTreeSet::from([id]),
    }
}

fn segmented_parts(project: &Project, id: Id<Metric>) -> Vec<Id<Metric>> {
    let Definition::Derived(expr) = &project.metrics[id].definition else { return Vec::new() };
    let parts = |leaf: &MetricLeaf| match leaf {
        MetricLeaf::Conversion(cohort) | MetricLeaf::Retention(cohort) => vec![cohort.from],
        other => parts_of(other),
    };
    expr.leaves().into_iter().flat_map(parts).collect()
}

fn question(project: &Project, written: &WrittenQuestion) -> Question {
    let metrics: Vec<Id<Metric>> = written.metrics.iter().map(|name| project.metric_named(name).unwrap()).collect();
    let by = written.by.iter().map(|asked| {
        let mut paths = HashMap::new();
        metrics.iter().for_each(|id| slice(project, *id, asked, &mut paths));
        Slice { name: asked.rsplit('.').next().unwrap().to_owned(), paths }
    });
    Question {
        by: by.collect(),
        grain: written.grain,
        since: written.since,
        until: written.until,
        filter: BTreeMap::new(),
        as_of: written.as_of,
        sparse: written.sparse,
        metrics,
    }
}

/// The path of a slice for every measure behind a metric: as published under that name, or as written.
fn slice(project: &Project, id: Id<Metric>, asked: &str, paths: &mut HashMap<Id<Metric>, ColumnPath>) {
    let metric = &project.metrics[id];
    let published = metric.dimensions.iter().find(|dimension| dimension.name == asked);
    match &metric.definition {
        Definition::Measure(measure) => {
            let path = published.and_then(|dimension| dimension.path.clone());
            paths.insert(id, path.unwrap_or_else(|| walk(project, measure.source, asked)));
        }
        _ => {
            let asked = published.map_or(asked, |dimension| dimension.written.as_str());
            segmented_parts(project, id).into_iter().for_each(|part| slice(project, part, asked, paths));
        }
    }
}

fn walk(project: &Project, start: Id<northstar::model::source::Source>, path: &str) -> ColumnPath {
    let mut parts: Vec<&str> = path.split('.').collect();
    let column = parts.pop().unwrap();
    let (mut source, mut links) = (start, Vec::new());
    for part in parts {
        let link = project.sources[source].link_named(part).unwrap_or_else(|| panic!("no link {part} in {path}"));
        source = project.sources[source].link(link).target;
        links.push(link);
    }
    let column = project.sources[source].column_named(column).unwrap_or_else(|| panic!("no column {path}"));
    ColumnPath { links, source, column }
}

/// The rows of a random case in its project.
pub fn world<'p>(project: &'p Project, written: &Written) -> World<'p> {
    let mut world = World::new(project);
    for table in &written.tables {
        let (id, source) = project.sources.iter().find(|(_, source)| source.name == table.name).unwrap();
        let place = |row: &Vec<Value>| -> Row {
            let value = |column: &northstar::model::source::Column| {
                let at = table.columns.iter().position(|(name, _)| *name == column.name);
                at.map_or(Value::Null, |at| row[at].clone())
            };
            source.columns.iter().map(value).collect()
        };
        world.tables[id.index()] = table.rows.iter().map(place).collect();
    }
    world
}

/// Rows written by hand, values parted by `|` in the order of the source's columns (computed ones left out); `-` is null.
pub fn fill(world: &mut World<'_>, source: &str, lines: &[&str]) {
    let (id, source) = world.project.sources.iter().find(|(_, candidate)| candidate.name == source).unwrap();
    let row = |line: &&str| -> Row {
        let mut cells = line.split('|').map(str::trim);
        source
            .columns
            .iter()
            .map(|column| match column.computed {
                Some(_) => Value::Null,
                None => read(cells.next().unwrap_or("-"), &column.ty),
            })
            .collect()
    };
    world.tables[id.index()] = lines.iter().map(row).collect();
}

/// A value written by hand.
pub fn read(text: &str, ty: &Type) -> Value {
    if text == "-" {
        return Value::Null;
    }
    match ty {
        Type::Boolean => Value::Bool(text == "true"),
        Type::Integer | Type::Decimal { .. } => Value::decimal(text),
        Type::Float => Value::Float(text.parse().unwrap()),
        Type::Date => Value::Date(text.parse::<Date>().unwrap()),
        Type::Timestamp(_) => {
            let text = if text.contains(':') { text.to_owned() } else { format!("{text} 00:00") };
            Value::Timestamp(text.parse::<DateTime>().unwrap())
        }
        _ => Value::text(text),
    }
}
