//! What a metric reads: its parts, and the columns behind it through links and computed columns.

use super::metric::{
    Aggregate, AggregateExpr, AggregateInput, Definition, Measure, Metric, MetricExpr, MetricLeaf, NestedInner, NestedKey,
    TimeAxis,
};
use super::source::{ColumnIndex, ColumnPath, LinkIndex, RowExpr, RowLeaf, Source};
use super::{Id, Project};
use std::collections::{BTreeMap, BTreeSet};

/// A column of a source.
pub type ColumnId = (Id<Source>, ColumnIndex);

/// The metrics that a definition names directly, in the order written, each once.
pub fn parts(definition: &Definition) -> Vec<Id<Metric>> {
    match definition {
        Definition::Derived(expr) => metrics_in(expr),
        Definition::Measure(_) | Definition::Error => Vec::new(),
    }
}

/// The metrics that an expression names, in the order written, each once.
pub fn metrics_in(expr: &MetricExpr) -> Vec<Id<Metric>> {
    let mut found = Vec::new();
    collect_metrics(expr, &mut found);
    let mut seen = BTreeSet::new();
    found.retain(|id| seen.insert(*id));
    found
}

fn collect_metrics(expr: &MetricExpr, found: &mut Vec<Id<Metric>>) {
    for leaf in expr.leaves() {
        match leaf {
            MetricLeaf::Metric(id)
            | MetricLeaf::Lag(id, ..)
            | MetricLeaf::Growth(id, ..)
            | MetricLeaf::GrowthAccounting(_, id) => found.push(*id),
            MetricLeaf::Conversion(cohort) | MetricLeaf::Retention(cohort) => found.extend([cohort.from, cohort.to]),
            MetricLeaf::Keyed(keyed) => {
                for inner in keyed.inner.iter().chain(&keyed.having) {
                    collect_metrics(inner, found);
                }
            }
        }
    }
}

/// The columns that something reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reads {
    /// Every column that is read, physical and computed.
    pub columns: BTreeSet<ColumnId>,
    /// Sources whose columns `native(…)` reads by text that is not resolved to columns here.
    pub native: BTreeSet<Id<Source>>,
}

/// What a metric's own definition and dimensions read; a derived metric's parts are not followed.
pub fn reads_directly(project: &Project, metric: &Metric) -> Reads {
    let mut walk = Walk { project, reads: Reads::default(), open: Vec::new() };
    if let Definition::Measure(measure) = &metric.definition {
        walk.measure(measure);
        for key in metric.snapshot.iter().flat_map(|snapshot| &snapshot.by) {
            walk.column((measure.source, *key));
        }
        for path in metric.dimensions.iter().filter_map(|dimension| dimension.path.as_ref()) {
            walk.path(measure.source, path);
        }
    }
    for dimension in &metric.dimensions {
        walk.column(dimension.column);
    }
    walk.finish()
}

/// What a metric reads, through its parts over any depth. `direct` holds [`reads_directly`] of every metric.
pub fn reads(project: &Project, metric: Id<Metric>, direct: &BTreeMap<Id<Metric>, Reads>) -> Reads {
    let mut seen = BTreeSet::from([metric]);
    let mut open = vec![metric];
    let mut whole = Reads::default();
    while let Some(id) = open.pop() {
        if let Some(reads) = direct.get(&id) {
            whole.columns.extend(&reads.columns);
            whole.native.extend(&reads.native);
        }
        open.extend(parts(&project.metrics[id].definition).into_iter().filter(|part| seen.insert(*part)));
    }
    whole
}

/// [`reads_directly`] of every metric.
pub fn all_direct(project: &Project) -> BTreeMap<Id<Metric>, Reads> {
    project.metrics.iter().map(|(id, metric)| (id, reads_directly(project, metric))).collect()
}

struct Walk<'a> {
    project: &'a Project,
    reads: Reads,
    /// Columns whose definition is still to be looked at: a list, for a chain of computed columns may be long.
    open: Vec<ColumnId>,
}

impl Walk<'_> {
    fn measure(&mut self, measure: &Measure) {
        let source = measure.source;
        match measure.time {
            TimeAxis::Column(column) => self.column((source, column)),
            TimeAxis::Interval(from, to) => {
                self.column((source, from));
                self.column((source, to));
            }
        }
        let project = self.project;
        for condition in project.sources[source].filter.iter().chain(&measure.filter) {
            self.row(source, condition);
        }
        self.aggregates(source, &measure.expr);
    }

    fn aggregates(&mut self, source: Id<Source>, expr: &AggregateExpr) {
        for aggregate in expr.leaves() {
            self.aggregate(source, aggregate);
        }
    }

    fn aggregate(&mut self, source: Id<Source>, aggregate: &Aggregate) {
        if let Some(filter) = &aggregate.filter {
            self.row(source, filter);
        }
        match &aggregate.input {
            AggregateInput::Rows => {}
            AggregateInput::Value(value) => self.row(source, value),
            AggregateInput::Distinct(values) => values.iter().for_each(|value| self.row(source, value)),
            AggregateInput::QualifiedKeys(key, having) => {
                self.row(source, key);
                self.aggregates(source, having);
            }
            AggregateInput::Nested(nested) => {
                match &nested.inner {
                    NestedInner::Aggregates(inner) => self.aggregates(source, inner),
                    NestedInner::Determined(inner) => self.row(source, inner),
                }
                if let NestedKey::Column(path) = &nested.key {
                    self.path(source, path);
                }
                if let Some(having) = &nested.having {
                    self.aggregates(source, having);
                }
            }
        }
    }

    fn row(&mut self, source: Id<Source>, expr: &RowExpr) {
        for leaf in expr.leaves() {
            self.leaf(source, leaf);
        }
    }

    fn leaf(&mut self, source: Id<Source>, leaf: &RowLeaf) {
        match leaf {
            RowLeaf::Column(path) => self.path(source, path),
            RowLeaf::Native { links, .. } => {
                let end = self.links(source, links);
                self.reads.native.insert(end);
            }
        }
    }

    fn path(&mut self, source: Id<Source>, path: &ColumnPath) {
        self.links(source, &path.links);
        self.column((path.source, path.column));
    }

    /// A link is followed by its columns here and the key there; with `at`, by the moment and the validity too.
    fn links(&mut self, mut source: Id<Source>, links: &[LinkIndex]) -> Id<Source> {
        let project = self.project;
        for index in links {
            let link = project.sources[source].link(*index);
            for column in link.columns.iter().chain(&link.at) {
                self.column((source, *column));
            }
            let target = &project.sources[link.target];
            for key in &target.key {
                self.column((link.target, *key));
            }
            if let (Some(_), Some((from, to))) = (link.at, target.valid) {
                self.column((link.target, from));
                self.column((link.target, to));
            }
            source = link.target;
        }
        source
    }

    fn column(&mut self, column: ColumnId) {
        if self.reads.columns.insert(column) {
            self.open.push(column);
        }
    }

    /// Follows computed columns to what they are computed from. The set of columns seen ends every cycle.
    fn finish(mut self) -> Reads {
        let project = self.project;
        while let Some((source, column)) = self.open.pop() {
            if let Some(definition) = &project.sources[source].column(column).computed {
                self.row(source, definition);
            }
        }
        self.reads
    }
}
