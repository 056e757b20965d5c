//! Where each page is, how pages link to each other, and what all pages share.

use super::markdown::{code, text};
use crate::model::describe::{Describer, Style, words};
use crate::model::lineage::{self, Reads};
use crate::model::metric::Metric;
use crate::model::source::Source;
use crate::model::tree::Graph;
use crate::model::{Cadence, Id, Project, Team};
use crate::source::{SourceMap, Span};
use std::collections::BTreeMap;

/// What every page is written from.
pub struct Book<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its files, for places and texts.
    pub sources: &'a SourceMap,
    /// The SQL of each metric: dialect and text.
    pub sql: &'a BTreeMap<String, Vec<(String, String)>>,
    /// All ties between metrics.
    pub graph: Graph,
    /// What each metric's own definition reads.
    pub direct: BTreeMap<Id<Metric>, Reads>,
}

impl<'a> Book<'a> {
    /// Looks at the project once, for all pages.
    pub fn new(project: &'a Project, sources: &'a SourceMap, sql: &'a BTreeMap<String, Vec<(String, String)>>) -> Book<'a> {
        Book { project, sources, sql, graph: Graph::new(project), direct: lineage::all_direct(project) }
    }

    /// A metric's sentence, each metric named in it linked; `up` leads from the page to the top folder.
    pub fn sentence(&self, metric: &Metric, up: &str) -> String {
        let link = |metric: &Metric| metric_link(metric, up);
        let style = Style { code: &|raw| code(raw), text: &|raw| text(raw), metric: &link };
        Describer::new(self.project, style).sentence(metric)
    }

    /// The place of a declaration: `stays.nsm:12`.
    pub fn place(&self, span: Span) -> String {
        code(&format!("{}:{}", self.sources.path(span), self.sources.start(span).line))
    }

    /// A linked list of metrics; a dash where there is none.
    pub fn metrics(&self, ids: impl IntoIterator<Item = Id<Metric>>, up: &str) -> String {
        let links: Vec<String> = ids.into_iter().map(|id| metric_link(&self.project.metrics[id], up)).collect();
        if links.is_empty() { "–".to_owned() } else { links.join(", ") }
    }

    /// The owner, linked.
    pub fn owner(&self, metric: &Metric, up: &str) -> String {
        metric.owner.map_or_else(|| "–".to_owned(), |team| team_link(&self.project.teams[team], up))
    }

    /// The review, linked to its entry in the calendar.
    pub fn review(&self, metric: &Metric, up: &str) -> String {
        metric.review.map_or_else(|| "–".to_owned(), |cadence| cadence_link(&self.project.cadences[cadence], up))
    }
}

/// `[Nights booked](metrics/nights_booked.md)`
pub fn metric_link(metric: &Metric, up: &str) -> String {
    format!("[{}]({up}metrics/{})", text(&metric.label()), file(&metric.name))
}

/// `[Marketplace](teams/marketplace.md)`
pub fn team_link(team: &Team, up: &str) -> String {
    format!("[{}]({up}teams/{})", text(&team_title(team)), file(&team.name))
}

/// `[bookings](sources/bookings.md)`
pub fn source_link(source: &Source, up: &str) -> String {
    format!("[{}]({up}sources/{})", code(&source.name), file(&source.name))
}

/// `[weekly review](reviews.md#weekly_review)`
pub fn cadence_link(cadence: &Cadence, up: &str) -> String {
    format!("[{}]({up}reviews.md#{})", text(&words::cadence(cadence)), cadence.name)
}

/// A team's title, or its name in words.
pub fn team_title(team: &Team) -> String {
    team.title.clone().unwrap_or_else(|| team.name.replace('_', " "))
}

/// The names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 22] = [
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5",
    "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// The file of a declaration's page. A name is safe on every system but for a few devices of Windows.
pub fn file(name: &str) -> String {
    if DEVICES.contains(&name) { format!("{name}_.md") } else { format!("{name}.md") }
}

/// The last line of every page.
pub fn footer() -> &'static str {
    "\n\n---\n\nWritten by northstar from the project's metric files. Change those, not this page.\n"
}
