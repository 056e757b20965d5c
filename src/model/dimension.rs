//! What a metric reads, and by which dimensions it can be sliced: walks over metrics that never recurse, for chains of
//! metrics may be thousands long.

use super::metric::{Definition, Measure, Metric, MetricExpr, MetricLeaf};
use super::source::{ColumnIndex, ColumnPath, Source};
use super::types::Type;
use super::{Id, Project};
use std::collections::{HashMap, HashSet};

/// The final column of a dimension. Two metrics share a dimension only if this agrees.
pub type DimensionColumn = (Id<Source>, ColumnIndex);

/// A dimension asked of a metric, found in every measure whose rows decide the segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedDimension {
    /// Its name: as published, or the last part of the path.
    pub name: String,
    /// The column at the end of every path.
    pub column: DimensionColumn,
    /// The way to it from each measure's own source, each measure once, left to right.
    pub paths: Vec<(Id<Metric>, ColumnPath)>,
}

/// Why a metric cannot be sliced by what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DimensionProblem {
    /// Something the metric reads is broken; already reported.
    Broken,
    /// This measure neither publishes the name nor reaches the path.
    Unreachable(Id<Metric>),
    /// Both measures have it, but mean different columns.
    Disagreement(Id<Metric>, Id<Metric>),
    /// The column is a float (or has no type), which makes no segments.
    Float(DimensionColumn),
}

/// How a metric reads another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Its values, or its rows where they decide the period and the segment.
    Value,
    /// Only whether its rows come later: the `to` of a conversion or a retention.
    Arrival,
}

impl Definition {
    /// Calls `visit` with every metric that the definition reads directly, left to right, repeats included.
    pub fn for_each_part(&self, visit: &mut dyn FnMut(Id<Metric>, Reading)) {
        if let Definition::Derived(expr) = self {
            for_each_part(expr, visit);
        }
    }
}

/// Calls `visit` with every metric that an expression reads, left to right, repeats included.
pub fn for_each_part(expr: &MetricExpr, visit: &mut dyn FnMut(Id<Metric>, Reading)) {
    expr.for_each_leaf(&mut |leaf| match leaf {
        MetricLeaf::Metric(metric)
        | MetricLeaf::Lag(metric, ..)
        | MetricLeaf::Growth(metric, ..)
        | MetricLeaf::GrowthAccounting(_, metric) => visit(*metric, Reading::Value),
        MetricLeaf::Conversion(cohort) | MetricLeaf::Retention(cohort) => {
            visit(cohort.from, Reading::Value);
            visit(cohort.to, Reading::Arrival);
        }
        MetricLeaf::Keyed(keyed) => {
            for inner in keyed.inner.iter().chain(&keyed.having) {
                for_each_part(inner, visit);
            }
        }
    });
}

impl Project {
    /// The metrics that a metric reads directly, each once, left to right; none for a measure.
    pub fn parts_of(&self, metric: Id<Metric>) -> Vec<Id<Metric>> {
        self.parts(metric, false)
    }

    /// The measures that a metric reads through any derivation, each once, left to right; itself if it is one.
    pub fn measures_of(&self, metric: Id<Metric>) -> Vec<Id<Metric>> {
        self.measures(metric, false)
    }

    /// Those of [`Project::measures_of`] whose rows decide the period and the segment: all but the `to` of conversions and retentions.
    pub fn segmented_measures_of(&self, metric: Id<Metric>) -> Vec<Id<Metric>> {
        self.measures(metric, true)
    }

    fn parts(&self, metric: Id<Metric>, segmented: bool) -> Vec<Id<Metric>> {
        let mut seen = HashSet::new();
        let mut parts = Vec::new();
        self.metrics[metric].definition.for_each_part(&mut |part, reading| {
            if !(segmented && reading == Reading::Arrival) && seen.insert(part) {
                parts.push(part);
            }
        });
        parts
    }

    fn measures(&self, metric: Id<Metric>, segmented: bool) -> Vec<Id<Metric>> {
        let mut seen = HashSet::from([metric]);
        let mut stack = vec![metric];
        let mut measures = Vec::new();
        while let Some(metric) = stack.pop() {
            if let Definition::Measure(_) = self.metrics[metric].definition {
                measures.push(metric);
            }
            stack.extend(self.parts(metric, segmented).into_iter().rev().filter(|part| seen.insert(*part)));
        }
        measures
    }

    /// The column that a dotted path reaches from a source, over links.
    pub fn column_path(&self, source: Id<Source>, path: &str) -> Option<ColumnPath> {
        let (links, column) = path.rsplit_once('.').map_or((None, path), |(links, column)| (Some(links), column));
        let mut at = source;
        let mut indices = Vec::new();
        for name in links.into_iter().flat_map(|links| links.split('.')) {
            let link = self.sources[at].link_named(name)?;
            indices.push(link);
            at = self.sources[at].link(link).target;
        }
        let column = self.sources[at].column_named(column)?;
        Some(ColumnPath { links: indices, source: at, column })
    }

    /// The dimension that a published name or a path means for a metric.
    pub fn dimension_path(&self, metric: Id<Metric>, asked: &str) -> Result<ResolvedDimension, DimensionProblem> {
        let column = DimensionSearch::default().column(self, metric, asked)?;
        let name = asked.rsplit('.').next().unwrap_or(asked).to_owned();
        Ok(ResolvedDimension { name, column, paths: self.paths_to(metric, asked) })
    }

    /// The paths of a dimension that every measure has.
    fn paths_to(&self, metric: Id<Metric>, asked: &str) -> Vec<(Id<Metric>, ColumnPath)> {
        let first = (metric, asked.to_owned());
        let mut seen = HashSet::from([first.clone()]);
        let mut stack = vec![first];
        let mut found = HashSet::new();
        let mut paths = Vec::new();
        while let Some((metric, asked)) = stack.pop() {
            if let Definition::Measure(measure) = &self.metrics[metric].definition {
                if let Some(path) = self.measure_path(metric, measure, &asked).filter(|_| found.insert(metric)) {
                    paths.push((metric, path));
                }
                continue;
            }
            let asked = self.metrics[metric].written_dimension(&asked).to_owned();
            let parts = self.parts(metric, true).into_iter().rev().map(|part| (part, asked.clone()));
            stack.extend(parts.filter(|pair| seen.insert(pair.clone())));
        }
        paths
    }

    fn measure_path(&self, metric: Id<Metric>, measure: &Measure, asked: &str) -> Option<ColumnPath> {
        let published = self.metrics[metric].dimensions.iter().find(|dimension| dimension.name == asked);
        match published {
            Some(dimension) => dimension.path.clone(),
            None => self.column_path(measure.source, asked),
        }
    }

    /// The names by which a metric can be sliced: those that it publishes, and for a derived metric those that all its parts share.
    /// (Any path that all its measures reach can be asked too.)
    pub fn dimension_names(&self, metric: Id<Metric>) -> Vec<String> {
        let mut done: HashMap<Id<Metric>, Vec<(String, DimensionColumn)>> = HashMap::new();
        let mut stack = vec![(metric, false)];
        while let Some((metric, ready)) = stack.pop() {
            if done.contains_key(&metric) {
                continue;
            }
            let parts = self.parts(metric, true);
            if !ready {
                stack.push((metric, true));
                stack.extend(parts.into_iter().filter(|part| !done.contains_key(part)).map(|part| (part, false)));
                continue;
            }
            let names = self.shared_names(metric, &parts, &done);
            done.insert(metric, names);
        }
        done.remove(&metric).unwrap_or_default().into_iter().map(|(name, _)| name).collect()
    }

    fn shared_names(
        &self,
        metric: Id<Metric>,
        parts: &[Id<Metric>],
        done: &HashMap<Id<Metric>, Vec<(String, DimensionColumn)>>,
    ) -> Vec<(String, DimensionColumn)> {
        let own = self.metrics[metric].dimensions.iter();
        let mut names: Vec<_> = own.map(|dimension| (dimension.name.clone(), dimension.column)).collect();
        let Some((first, rest)) = parts.split_first() else { return names };
        let mut shared = done.get(first).cloned().unwrap_or_default();
        for part in rest {
            let others: HashSet<_> = done.get(part).into_iter().flatten().collect();
            shared.retain(|pair| others.contains(pair));
        }
        let own: HashSet<String> = names.iter().map(|(name, _)| name.clone()).collect();
        names.extend(shared.into_iter().filter(|(name, _)| !own.contains(name)));
        names
    }
}

impl Metric {
    /// The path that a published name stands for; anything else stands for itself.
    fn written_dimension<'a>(&'a self, asked: &'a str) -> &'a str {
        self.dimensions.iter().find(|dimension| dimension.name == asked).map_or(asked, |dimension| &dimension.written)
    }
}

/// The final column of a dimension, and one measure that has it, for messages.
type Found = Result<(DimensionColumn, Id<Metric>), DimensionProblem>;

/// The final columns of dimensions, each pair of a metric and a name found once however many metrics ask for it.
/// A metric must have its dimensions before it is asked for; [`DimensionSearch::shared`] asks its parts only.
#[derive(Debug, Default)]
pub struct DimensionSearch {
    found: HashMap<(Id<Metric>, String), Found>,
}

impl DimensionSearch {
    /// The final column that a published name or a path means for a metric.
    pub fn column(&mut self, project: &Project, metric: Id<Metric>, asked: &str) -> Result<DimensionColumn, DimensionProblem> {
        let first = (metric, asked.to_owned());
        let mut stack = vec![(first.clone(), false)];
        while let Some((pair, ready)) = stack.pop() {
            if self.found.contains_key(&pair) {
                continue;
            }
            let parts = parts_of_pair(project, &pair);
            if ready || parts.is_empty() {
                let result = self.conclude(project, &pair, &parts);
                self.found.insert(pair, result);
            } else {
                stack.push((pair, true));
                stack.extend(parts.into_iter().rev().filter(|part| !self.found.contains_key(part)).map(|part| (part, false)));
            }
        }
        let (column, _) = self.found.get(&first).copied().unwrap_or(Err(DimensionProblem::Broken))?;
        Ok(column)
    }

    /// The final column that a name or a path means for all parts of a derived metric, whatever the metric itself publishes.
    pub fn shared(&mut self, project: &Project, metric: Id<Metric>, asked: &str) -> Result<DimensionColumn, DimensionProblem> {
        let parts: Vec<_> = project.parts(metric, true).into_iter().map(|part| (part, asked.to_owned())).collect();
        for (part, asked) in &parts {
            // What a part says is read from the answers below, together with those of the others.
            let _ = self.column(project, *part, asked);
        }
        self.conclude(project, &(metric, asked.to_owned()), &parts).map(|(column, _)| column)
    }

    /// The answer for a pair whose parts are all answered.
    fn conclude(&self, project: &Project, (metric, asked): &(Id<Metric>, String), parts: &[(Id<Metric>, String)]) -> Found {
        if let Definition::Measure(measure) = &project.metrics[*metric].definition {
            let path = project.measure_path(*metric, measure, asked).ok_or(DimensionProblem::Unreachable(*metric))?;
            let column = (path.source, path.column);
            return match project.sources[path.source].column(path.column).ty {
                Type::Float | Type::Null => Err(DimensionProblem::Float(column)),
                Type::Error => Err(DimensionProblem::Broken),
                _ => Ok((column, *metric)),
            };
        }
        let mut agreed: Option<(DimensionColumn, Id<Metric>)> = None;
        for part in parts {
            let (column, measure) = self.found.get(part).copied().unwrap_or(Err(DimensionProblem::Broken))?;
            match agreed {
                None => agreed = Some((column, measure)),
                Some((other, _)) if other == column => {}
                Some((_, first)) => return Err(DimensionProblem::Disagreement(first, measure)),
            }
        }
        agreed.ok_or(DimensionProblem::Broken)
    }
}

fn parts_of_pair(project: &Project, (metric, asked): &(Id<Metric>, String)) -> Vec<(Id<Metric>, String)> {
    let asked = project.metrics[*metric].written_dimension(asked);
    project.parts(*metric, true).into_iter().map(|part| (part, asked.to_owned())).collect()
}
