//! Data tests: what the sources promise, as questions that a healthy warehouse answers with 0.

use super::lower::Lowering;
use super::{Scan, ScanExpr};
use crate::model::expr::{Expr, Node};
use crate::model::source::{ColumnIndex, ColumnPath, LinkIndex, RowLeaf, Source};
use crate::model::types::Literal;
use crate::model::{Id, Project};
use crate::syntax::ast::TimeUnit;

/// One question.
#[derive(Debug)]
pub struct Check {
    /// What is tested: `key_unique`, `key_null`, `reference`, `null_time`, `outlying_time`, `one_of`, `fresh`.
    pub name: &'static str,
    /// The source, and the column or link where there is one: `bookings.listing`.
    pub subject: String,
    /// The rows it is asked of.
    pub scan: Scan,
    /// What is asked.
    pub question: Question,
}

/// What a check asks of its rows.
#[derive(Debug)]
pub enum Question {
    /// How many keys stand in more than one row.
    Repeated(Vec<ScanExpr>),
    /// In how many rows one of these is null.
    AnyNull(Vec<ScanExpr>),
    /// In how many rows the first are all given and the second is null: the referenced row is missing.
    Dangling(Vec<ScanExpr>, ScanExpr),
    /// In how many rows the value is none of these (null is).
    NotOneOf(ScanExpr, Vec<Literal>),
    /// How many rows are dated before 1990 or after as-of.
    Outlying,
    /// 1 if the last row is older than so long before as-of, or there is none.
    Stale(u32, TimeUnit),
}

/// The checks of every source, by its name. Sources with a query or a native column for other dialects only are left to the dialect.
pub fn checks(project: &Project) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut sources: Vec<_> = project.sources.iter().collect();
    sources.sort_by_key(|(_, source)| &source.name);
    for (id, source) in sources {
        if source.broken || source.valid.is_some() {
            continue;
        }
        let asked = Asked { project, id, source };
        checks.extend(asked.keys().into_iter().flatten());
        for position in 0..source.links.len() {
            checks.extend(u32::try_from(position).ok().and_then(|p| asked.reference(LinkIndex(p))));
        }
        checks.extend(asked.one_of());
        checks.extend(asked.times().into_iter().flatten());
    }
    checks
}

struct Asked<'a> {
    project: &'a Project,
    id: Id<Source>,
    source: &'a Source,
}

type Found = Option<Vec<Check>>;

impl Asked<'_> {
    /// A scan of the bare source with these values over it.
    fn scan(&self, paths: &[(Vec<LinkIndex>, Id<Source>, ColumnIndex)]) -> Option<(Scan, Vec<ScanExpr>)> {
        let (filters, slices) = Default::default();
        let mut lowering = Lowering::new(self.project, &filters, &slices);
        // A source without a time axis is never asked for its times, so any column does.
        let scan = lowering.bare_scan(self.id, self.source.time.unwrap_or(ColumnIndex(0)));
        let mut values = Vec::new();
        for (links, source, column) in paths {
            let ty = self.project.sources[*source].column(*column).ty.clone();
            let path = ColumnPath { links: links.clone(), source: *source, column: *column };
            let whole = Expr { node: Node::Leaf(RowLeaf::Column(path)), ty, unit: None };
            values.push(lowering.row(scan, &whole).ok()?);
        }
        let scan = lowering.finish().scans.pop()?;
        Some((scan, values))
    }

    fn own(&self, columns: &[ColumnIndex]) -> Vec<(Vec<LinkIndex>, Id<Source>, ColumnIndex)> {
        columns.iter().map(|column| (Vec::new(), self.id, *column)).collect()
    }

    fn check(&self, name: &'static str, subject: &str, scan: Scan, question: Question) -> Check {
        let dot = if subject.is_empty() { "" } else { "." };
        Check { name, subject: format!("{}{dot}{subject}", self.source.name), scan, question }
    }

    fn keys(&self) -> Found {
        if self.source.key.is_empty() {
            return Some(Vec::new());
        }
        let (scan, key) = self.scan(&self.own(&self.source.key))?;
        Some(vec![
            self.check("key_unique", "", scan.clone(), Question::Repeated(key.clone())),
            self.check("key_null", "", scan, Question::AnyNull(key)),
        ])
    }

    fn reference(&self, index: LinkIndex) -> Option<Check> {
        let link = self.source.link(index);
        let target = &self.project.sources[link.target];
        let first_key = target.key.first().filter(|_| target.valid.is_none())?;
        let mut paths = self.own(&link.columns);
        paths.push((vec![index], link.target, *first_key));
        let (scan, mut values) = self.scan(&paths)?;
        let there = values.pop()?;
        Some(self.check("reference", &link.name, scan, Question::Dangling(values, there)))
    }

    fn one_of(&self) -> Vec<Check> {
        let mut checks = Vec::new();
        for (position, column) in self.source.columns.iter().enumerate().filter(|(_, column)| !column.one_of.is_empty()) {
            let Ok(index) = u32::try_from(position).map(ColumnIndex) else { continue };
            let Some((scan, mut values)) = self.scan(&self.own(&[index])) else { continue };
            let Some(value) = values.pop() else { continue };
            checks.push(self.check("one_of", &column.name, scan, Question::NotOneOf(value, column.one_of.clone())));
        }
        checks
    }

    fn times(&self) -> Found {
        let Some(time) = self.source.time else { return Some(Vec::new()) };
        let name = self.source.column(time).name.clone();
        let (mut scan, value) = self.scan(&self.own(&[time]))?;
        scan.time = value.first()?.clone();
        let mut checks = vec![
            self.check("null_time", &name, scan.clone(), Question::AnyNull(value)),
            self.check("outlying_time", &name, scan.clone(), Question::Outlying),
        ];
        if let Some((count, unit)) = self.source.fresh {
            checks.push(self.check("fresh", &name, scan, Question::Stale(count, unit)));
        }
        Some(checks)
    }
}
