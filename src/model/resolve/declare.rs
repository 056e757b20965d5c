//! First pass: every declaration of every file gets its id and its place in the name tables.

use super::Settings;
use super::names::{self, Kind};
use super::scope::Scope;
use crate::diagnostic::Diagnostics;
use crate::model::metric::{Additivity, Definition, Direction, Merge, Metric, Role, Status, TimeKind};
use crate::model::source::{Relation, Source};
use crate::model::types::Type;
use crate::model::unit::Unit;
use crate::model::{Cadence, Every, Id, Project, Team};
use crate::project::calendar::Calendar;
use crate::source::SourceMap;
use crate::syntax::ast::{self, BlockKind, Item, PropertyValue, TimeUnit};
use std::collections::{BTreeMap, HashMap};

/// What the files declare, by kind, with the ids given.
#[derive(Debug, Default)]
pub struct Declared<'a> {
    /// `team` blocks.
    pub teams: Vec<(Id<Team>, &'a ast::Block)>,
    /// `cadence` blocks.
    pub cadences: Vec<(Id<Cadence>, &'a ast::Block)>,
    /// `source` blocks.
    pub sources: Vec<(Id<Source>, &'a ast::Source)>,
    /// Metric blocks of any role.
    pub metrics: Vec<(Id<Metric>, &'a ast::Block)>,
    /// `test` blocks.
    pub tests: Vec<&'a ast::Test>,
}

/// The reviews that need no declaration.
const BUILT_IN: [(&str, TimeUnit); 4] =
    [("weekly", TimeUnit::Week), ("monthly", TimeUnit::Month), ("quarterly", TimeUnit::Quarter), ("yearly", TimeUnit::Year)];

/// Collects all names. Ids are in order of file and place.
pub fn declare<'a>(
    settings: &Settings<'_>,
    texts: &'a SourceMap,
    files: &'a [ast::File],
    d: &mut Diagnostics,
) -> (Scope<'a>, Declared<'a>) {
    let project = Project {
        name: settings.name.to_owned(),
        dialect: settings.dialect,
        calendar: settings.calendar.clone(),
        ..Project::default()
    };
    let mut scope = Scope::new(project, texts);
    let mut declared = Declared::default();
    for item in files.iter().flat_map(|file| &file.items) {
        match item {
            Item::Block(block) => declare_block(&mut scope, &mut declared, block, d),
            Item::Source(source) => declare_source(&mut scope, &mut declared, source, d),
            Item::Test(test) => declared.tests.push(test),
            Item::Error(span) => {
                scope.project.broken = true;
                scope.lost.extend(words(texts.text(*span)));
            }
        }
    }
    add_built_in_cadences(&mut scope, &declared);
    (scope, declared)
}

/// The names that a piece of text may have declared.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

fn declare_block<'a>(scope: &mut Scope<'a>, declared: &mut Declared<'a>, block: &'a ast::Block, d: &mut Diagnostics) {
    match block.kind {
        BlockKind::Team => {
            let id = scope.project.teams.push(empty_team(block));
            let unique = enter(&mut scope.teams, Kind::Team, &block.name, id, |id| scope.project.teams[id].name_span, d);
            scope.project.teams[id].broken |= !unique;
            declared.teams.push((id, block));
        }
        BlockKind::Cadence => {
            let id = scope.project.cadences.push(empty_cadence(block));
            let place = |id| scope.project.cadences[id].name_span.unwrap_or(block.name.span);
            let unique = enter(&mut scope.cadences, Kind::Cadence, &block.name, id, place, d);
            scope.project.cadences[id].broken |= !unique;
            declared.cadences.push((id, block));
        }
        BlockKind::NorthStar => declare_metric(scope, declared, block, Role::NorthStar, d),
        BlockKind::Input => declare_metric(scope, declared, block, Role::Input, d),
        BlockKind::Counter => declare_metric(scope, declared, block, Role::Counter, d),
        BlockKind::Outcome => declare_metric(scope, declared, block, Role::Outcome, d),
        BlockKind::Metric => declare_metric(scope, declared, block, Role::Metric, d),
    }
}

fn declare_metric<'a>(
    scope: &mut Scope<'a>,
    declared: &mut Declared<'a>,
    block: &'a ast::Block,
    role: Role,
    d: &mut Diagnostics,
) {
    let id = scope.project.metrics.push(empty_metric(block, role, &scope.project.calendar));
    let unique = enter(&mut scope.metrics, Kind::Metric, &block.name, id, |id| scope.project.metrics[id].name_span, d);
    let fits = names::check_reserved(&block.name, d);
    scope.project.metrics[id].broken |= !unique || !fits;
    scope.project.metrics[id].incomplete |= !unique;
    declared.metrics.push((id, block));
}

fn declare_source<'a>(scope: &mut Scope<'a>, declared: &mut Declared<'a>, source: &'a ast::Source, d: &mut Diagnostics) {
    let id = scope.project.sources.push(empty_source(source));
    scope.members.push(Default::default());
    let unique = enter(&mut scope.sources, Kind::Source, &source.name, id, |id| scope.project.sources[id].name_span, d);
    scope.project.sources[id].broken |= !unique;
    declared.sources.push((id, source));
}

/// Enters a name; the first declaration keeps it. Says whether it was free.
fn enter<'a, T>(
    table: &mut HashMap<&'a str, Id<T>>,
    kind: Kind,
    name: &'a ast::Ident,
    id: Id<T>,
    place: impl Fn(Id<T>) -> crate::source::Span,
    d: &mut Diagnostics,
) -> bool {
    names::check_length(kind.word(), name, d);
    if let Some(first) = table.get(name.text.as_str()) {
        d.push(names::duplicate(kind.word(), name, place(*first)));
        return false;
    }
    table.insert(&name.text, id);
    true
}

/// Adds the built-in reviews that a metric names and no `cadence` declares.
fn add_built_in_cadences(scope: &mut Scope<'_>, declared: &Declared<'_>) {
    let reviews: Vec<&str> = declared.metrics.iter().flat_map(|(_, block)| &block.properties).filter_map(review).collect();
    for (name, unit) in BUILT_IN {
        if reviews.contains(&name) && !scope.cadences.contains_key(name) {
            let id = scope.project.cadences.push(Cadence {
                name: name.to_owned(),
                name_span: None,
                span: None,
                every: Every { count: 1, unit, on: None },
                chair: None,
                attendees: Vec::new(),
                agenda: None,
                description: None,
                allow: Vec::new(),
                broken: false,
            });
            scope.cadences.insert(name, id);
        }
    }
}

fn review(property: &ast::Property) -> Option<&str> {
    match &property.value {
        PropertyValue::Word(word) if property.name.text == "review" => Some(&word.text),
        _ => None,
    }
}

fn empty_team(block: &ast::Block) -> Team {
    Team {
        name: block.name.text.clone(),
        name_span: block.name.span,
        span: block.span,
        title: None,
        lead: None,
        contact: None,
        channel: None,
        description: None,
        allow: Vec::new(),
        broken: block.broken,
    }
}

fn empty_cadence(block: &ast::Block) -> Cadence {
    Cadence {
        name: block.name.text.clone(),
        name_span: Some(block.name.span),
        span: Some(block.span),
        every: Every { count: 1, unit: TimeUnit::Week, on: None },
        chair: None,
        attendees: Vec::new(),
        agenda: None,
        description: None,
        allow: Vec::new(),
        broken: block.broken,
    }
}

fn empty_source(source: &ast::Source) -> Source {
    Source {
        name: source.name.text.clone(),
        name_span: source.name.span,
        span: source.span,
        relation: Relation::Missing,
        description: None,
        columns: Vec::new(),
        links: Vec::new(),
        key: Vec::new(),
        time: None,
        filter: None,
        valid: None,
        fresh: None,
        tags: Vec::new(),
        allow: Vec::new(),
        computed_by_query: Vec::new(),
        broken: source.broken,
    }
}

fn empty_metric(block: &ast::Block, role: Role, calendar: &Calendar) -> Metric {
    Metric {
        name: block.name.text.clone(),
        name_span: block.name.span,
        span: block.span,
        role,
        title: None,
        description: None,
        definition: Definition::Error,
        definition_text: String::new(),
        qualifiers: Vec::new(),
        unit: Unit::none(),
        ty: Type::Error,
        grain: calendar.grain,
        window: None,
        snapshot: None,
        fill: None,
        dimensions: Vec::new(),
        direction: Direction::Increase,
        owner: None,
        review: None,
        targets: Vec::new(),
        tags: Vec::new(),
        status: Status::Active,
        replaces: Vec::new(),
        equals: None,
        leads: Vec::new(),
        adopted: None,
        reviewed: None,
        revisit: None,
        stage: None,
        because: None,
        drives: Vec::new(),
        guards: Vec::new(),
        limit: None,
        allow: Vec::new(),
        additivity: Additivity { time: TimeKind::Flow, merge: Merge::Recompute, over_dimensions: false, over_time: false },
        properties: BTreeMap::new(),
        misfits: Default::default(),
        share: false,
        part: false,
        signed: false,
        broken: block.broken,
        incomplete: block.broken,
    }
}
