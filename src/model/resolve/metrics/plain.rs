//! The properties of a metric that say nothing of its value: prose, words, names of others, dates.

use super::block::Block;
use super::{allow, words};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::metric::{Direction, Lead, Metric, Role};
use crate::model::resolve::names;
use crate::model::resolve::scope::Scope;
use crate::source::Span;
use crate::syntax::ast::{Ident, PropertyValue};

/// Reads them into a metric; says whether something was reported.
pub(super) fn read(scope: &Scope<'_>, block: &Block<'_>, metric: &mut Metric, d: &mut Diagnostics) {
    metric.properties = block.places();
    metric.title = block.prose("title");
    metric.description = block.prose("description");
    metric.because = block.prose("because");
    metric.tags = block.words("tags").iter().map(|word| word.text.clone()).collect();
    metric.replaces = block.words("replaces").iter().map(|word| (word.text.clone(), word.span)).collect();
    metric.adopted = block.date("adopted");
    metric.reviewed = block.date("reviewed");
    if let Some(PropertyValue::Every(every)) = block.value("revisit") {
        metric.revisit = Some((every.count, every.unit));
    }
    metric.fill = block.word("fill").and_then(|word| words::fill(word, d));
    metric.stage = block.word("stage").and_then(|word| words::stage(word, d));
    if let Some(status) = block.word("status").and_then(|word| words::status(word, d)) {
        metric.status = status;
    }
    metric.owner = block.word("owner").and_then(|word| scope.team(word, d));
    metric.review = block.word("review").and_then(|word| scope.cadence(word, d));
    metric.drives = named(scope, block.words("drives"), "drives", d);
    metric.guards = named(scope, block.words("guards"), "guards", d);
    metric.leads = leads(scope, block, d);
    metric.allow = allow::of_block(block.ast, d);
}

/// Reads `direction`, which a counter's limit decides where it is not written.
pub(super) fn read_direction(block: &Block<'_>, metric: &mut Metric, d: &mut Diagnostics) {
    let decreases =
        metric.role == Role::Counter && metric.limit.as_ref().is_some_and(|limit| limit.high.is_some() && limit.low.is_none());
    let default = if decreases { Direction::Decrease } else { Direction::Increase };
    metric.direction = block.word("direction").and_then(|word| words::direction(word, d)).unwrap_or(default);
}

/// The metrics of a list of names, each with its place. A name that stands twice is reported (NS101).
fn named(scope: &Scope<'_>, names: &[Ident], property: &str, d: &mut Diagnostics) -> Vec<(Id<Metric>, Span)> {
    let mut found: Vec<(Id<Metric>, Span)> = Vec::new();
    let before = std::iter::once(None).chain(names.iter().map(Some));
    for (name, previous) in names.iter().zip(before) {
        let Some(metric) = scope.metric(name, d) else { continue };
        match found.iter().find(|(other, _)| *other == metric) {
            None => found.push((metric, name.span)),
            Some((_, first)) => d.push(
                Diagnostic::new(codes::DUPLICATE_NAME, name.span, format!("`{property}` names `{}` twice", name.text))
                    .here("named again")
                    .label(*first, "first named here")
                    .help("name it once")
                    .fix_if(previous.map(|previous| names::listed_once(previous, name))),
            ),
        }
    }
    found
}

fn leads(scope: &Scope<'_>, block: &Block<'_>, d: &mut Diagnostics) -> Vec<Lead> {
    let Some(PropertyValue::Leads(written)) = block.value("leads") else { return Vec::new() };
    let mut leads = Vec::new();
    for lead in written {
        let outcome = scope.metric(&lead.outcome, d);
        if let Some(outcome) = outcome {
            leads.push(Lead { outcome, low: lead.low, high: lead.high, unit: lead.unit, span: lead.span });
        }
    }
    leads
}
