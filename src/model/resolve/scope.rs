//! The names in reach while a project is resolved: every declaration of every file, by name, in constant time.

use super::names::{self, Kind};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::metric::Metric;
use crate::model::source::{ColumnIndex, ColumnPath, LinkIndex, Source};
use crate::model::{Cadence, Id, Project, Team};
use crate::project::calendar::Calendar;
use crate::source::SourceMap;
use crate::syntax::ast::Ident;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// The project so far and its name tables.
#[derive(Debug)]
pub struct Scope<'a> {
    /// What is resolved so far. All ids exist from the start; what is not resolved yet is empty.
    pub project: Project,
    /// The files' texts.
    pub texts: &'a SourceMap,
    pub(super) teams: HashMap<&'a str, Id<Team>>,
    pub(super) cadences: HashMap<&'a str, Id<Cadence>>,
    pub(super) sources: HashMap<&'a str, Id<Source>>,
    pub(super) metrics: HashMap<&'a str, Id<Metric>>,
    /// By the source's index.
    pub(super) members: Vec<Members<'a>>,
    /// Words of text that is no declaration: what they may have declared is not reported as unknown.
    pub(super) lost: HashSet<&'a str>,
    used: RefCell<Used>,
}

/// The columns and links of a source by name.
#[derive(Debug, Default)]
pub struct Members<'a> {
    pub(super) columns: HashMap<&'a str, ColumnIndex>,
    pub(super) links: HashMap<&'a str, LinkIndex>,
    /// The names of computed columns.
    pub(super) computed: HashSet<&'a str>,
    /// Names of entries that were reported as wrong.
    pub(super) lost: HashSet<&'a str>,
    /// Whether an entry is wrong whose name could not be told.
    pub(super) lost_any: bool,
}

/// What something reads.
#[derive(Debug, Default)]
struct Used {
    teams: HashSet<Id<Team>>,
    sources: HashSet<Id<Source>>,
    columns: HashSet<(Id<Source>, ColumnIndex)>,
}

impl<'a> Scope<'a> {
    /// An empty scope.
    pub fn new(project: Project, texts: &'a SourceMap) -> Scope<'a> {
        Scope {
            project,
            texts,
            teams: HashMap::new(),
            cadences: HashMap::new(),
            sources: HashMap::new(),
            metrics: HashMap::new(),
            members: Vec::new(),
            lost: HashSet::new(),
            used: RefCell::default(),
        }
    }

    /// The scope of a resolved project, for what is asked of it later.
    pub fn of(project: &'a Project, texts: &'a SourceMap) -> Scope<'a> {
        let mut scope = Scope::new(project.clone(), texts);
        scope.teams = project.teams.iter().map(|(id, team)| (team.name.as_str(), id)).collect();
        scope.cadences = project.cadences.iter().map(|(id, cadence)| (cadence.name.as_str(), id)).collect();
        scope.sources = project.sources.iter().map(|(id, source)| (source.name.as_str(), id)).collect();
        scope.metrics = project.metrics.iter().map(|(id, metric)| (metric.name.as_str(), id)).collect();
        for source in project.sources.values() {
            let mut members = Members::default();
            for (position, column) in (0..).zip(&source.columns) {
                members.columns.insert(&column.name, ColumnIndex(position));
                if column.computed.is_some() {
                    members.computed.insert(&column.name);
                }
            }
            members.links.extend((0..).zip(&source.links).map(|(position, link)| (link.name.as_str(), LinkIndex(position))));
            scope.members.push(members);
        }
        scope
    }

    /// The project's calendar.
    pub fn calendar(&self) -> &Calendar {
        &self.project.calendar
    }

    /// The team of a name; reported where there is none.
    pub fn team(&self, name: &Ident, d: &mut Diagnostics) -> Option<Id<Team>> {
        let found = self.known(Kind::Team, &self.teams, name, d);
        if let Some(id) = found {
            self.used.borrow_mut().teams.insert(id);
        }
        found
    }

    /// The cadence of a name, a built-in one too; reported where there is none.
    pub fn cadence(&self, name: &Ident, d: &mut Diagnostics) -> Option<Id<Cadence>> {
        self.known(Kind::Cadence, &self.cadences, name, d)
    }

    /// The source of a name; reported where there is none. Counts as a use of it.
    pub fn source(&self, name: &Ident, d: &mut Diagnostics) -> Option<Id<Source>> {
        let found = self.known(Kind::Source, &self.sources, name, d);
        if let Some(id) = found {
            self.use_source(id);
        }
        found
    }

    /// The source of a name; reported where there is none. Does not count as a use: a test's rows are read by nothing.
    pub fn known_source(&self, name: &Ident, d: &mut Diagnostics) -> Option<Id<Source>> {
        self.known(Kind::Source, &self.sources, name, d)
    }

    /// Whether a source has a computed column of this name, resolved already or not.
    pub fn is_computed(&self, source: Id<Source>, name: &str) -> bool {
        self.members.get(source.index()).is_some_and(|members| members.computed.contains(name))
    }

    /// The metric of a name; reported where there is none.
    pub fn metric(&self, name: &Ident, d: &mut Diagnostics) -> Option<Id<Metric>> {
        self.known(Kind::Metric, &self.metrics, name, d)
    }

    /// The metric of a name, where there is one.
    pub fn find_metric(&self, name: &str) -> Option<Id<Metric>> {
        self.metrics.get(name).copied()
    }

    /// The source of a name, where there is one.
    pub fn find_source(&self, name: &str) -> Option<Id<Source>> {
        self.sources.get(name).copied()
    }

    /// The column of a source by name, where there is one.
    pub fn find_column(&self, source: Id<Source>, name: &str) -> Option<ColumnIndex> {
        self.members.get(source.index())?.columns.get(name).copied()
    }

    /// The link of a source by name, where there is one.
    pub fn find_link(&self, source: Id<Source>, name: &str) -> Option<LinkIndex> {
        self.members.get(source.index())?.links.get(name).copied()
    }

    /// A plain column of a source (as in `time: booked_at`), reported where there is none. Counts as a use of it.
    pub fn column(&self, source: Id<Source>, name: &Ident, d: &mut Diagnostics) -> Option<ColumnIndex> {
        let found = self.find_column(source, &name.text);
        match found {
            Some(index) => self.use_column(source, index),
            None => self.report_unknown_column(source, name, d),
        }
        found
    }

    /// NS102 or NS103 for a name that is no column of a source, unless the source lost an entry of that name.
    pub fn report_unknown_column(&self, source: Id<Source>, name: &Ident, d: &mut Diagnostics) {
        if self.may_be_lost(source, &name.text) {
            return;
        }
        let home = &self.project.sources[source];
        if let Some(link) = self.find_link(source, &name.text) {
            let link = home.link(link);
            let target = &self.project.sources[link.target];
            let example = target.columns.iter().find(|column| !target.key.iter().any(|k| target.column(*k).name == column.name));
            let help =
                example.or(target.columns.first()).map(|column| format!("name a column of it: `{}.{}`", link.name, column.name));
            d.push(
                Diagnostic::new(codes::WRONG_KIND, name.span, format!("`{}` is a link, not a column", name.text))
                    .here(format!("leads to a row of `{}`", target.name))
                    .label(link.name_span, "the link is declared here")
                    .help_if(help),
            );
            return;
        }
        let what = format!("column of `{}` called", home.name);
        let known = home.columns.iter().map(|column| column.name.as_str());
        let mut diagnostic = Diagnostic::new(codes::UNKNOWN_NAME, name.span, format!("there is no {what} `{}`", name.text))
            .here(format!("`{}` has no such column", home.name))
            .label(home.name_span, "the source is declared here");
        diagnostic = match self.find_metric(&name.text) {
            Some(_) => diagnostic.help(format!("`{}` is a metric, which has no value on a single row; name a column", name.text)),
            None => match self.link_with(home, &name.text) {
                Some(link) => diagnostic.help(format!("a linked row has it: write `{link}.{}`", name.text)),
                None => diagnostic.did_you_mean(&name.text, known),
            },
        };
        d.push(diagnostic);
    }

    /// A link that leads to a row with such a column.
    fn link_with(&self, home: &'_ Source, column: &str) -> Option<String> {
        let link = home.links.iter().find(|link| self.find_column(link.target, column).is_some())?;
        Some(link.name.clone())
    }

    /// Whether a name that a source does not have may stand in an entry that was already reported.
    pub fn may_be_lost(&self, source: Id<Source>, name: &str) -> bool {
        self.members.get(source.index()).is_some_and(|members| members.lost_any || members.lost.contains(name))
    }

    /// Whether a word stands in text that is no declaration, already reported.
    pub fn is_lost(&self, name: &str) -> bool {
        self.lost.contains(name)
    }

    /// Remembers that something reads a source.
    pub fn use_source(&self, source: Id<Source>) {
        self.used.borrow_mut().sources.insert(source);
    }

    /// Remembers that something reads a column.
    pub fn use_column(&self, source: Id<Source>, column: ColumnIndex) {
        self.used.borrow_mut().columns.insert((source, column));
    }

    /// Remembers that something reads a path: its column, and the sources and columns of its links.
    pub fn use_path(&self, start: Id<Source>, path: &ColumnPath) {
        let mut source = start;
        for link in &path.links {
            let link = self.project.sources[source].link(*link);
            for column in link.columns.iter().chain(&link.at) {
                self.use_column(source, *column);
            }
            source = link.target;
            self.use_source(source);
        }
        self.use_column(path.source, path.column);
    }

    /// Whether something reads the source.
    pub fn is_source_used(&self, source: Id<Source>) -> bool {
        self.used.borrow().sources.contains(&source)
    }

    /// Whether something reads the column.
    pub fn is_column_used(&self, source: Id<Source>, column: ColumnIndex) -> bool {
        self.used.borrow().columns.contains(&(source, column))
    }

    /// Whether something names the team.
    pub fn is_team_used(&self, team: Id<Team>) -> bool {
        self.used.borrow().teams.contains(&team)
    }

    fn known<T>(&self, kind: Kind, table: &HashMap<&'a str, Id<T>>, name: &Ident, d: &mut Diagnostics) -> Option<Id<T>> {
        let found = table.get(name.text.as_str()).copied();
        if found.is_none() && !self.is_lost(&name.text) {
            d.push(match self.kind_of(&name.text) {
                Some(other) => wrong_kind(kind, other, name).did_you_mean(&name.text, table.keys().copied()),
                None => names::unknown(kind.word(), name, table.keys().copied()),
            });
        }
        found
    }

    /// What a name stands for.
    pub fn kind_of(&self, name: &str) -> Option<Kind> {
        if self.metrics.contains_key(name) {
            Some(Kind::Metric)
        } else if self.sources.contains_key(name) {
            Some(Kind::Source)
        } else if self.teams.contains_key(name) {
            Some(Kind::Team)
        } else if self.cadences.contains_key(name) {
            Some(Kind::Cadence)
        } else {
            None
        }
    }
}

/// NS103: a name of another kind of thing.
fn wrong_kind(wanted: Kind, found: Kind, name: &Ident) -> Diagnostic {
    let message = format!("`{}` is a {}, not a {}", name.text, found.word(), wanted.word());
    Diagnostic::new(codes::WRONG_KIND, name.span, message).here(format!("a {} is needed here", wanted.word()))
}
