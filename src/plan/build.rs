//! `northstar build`: cells, rollups and one view per metric, for all metrics at once.

use super::lower::{Lowered, Lowering, Refusal, Slices, is_arrival, short, unique};
use super::{Block, Column, Form, Part, Reach, Scan, ValueExpr};
use crate::diagnostic::Diagnostics;
use crate::model::describe::one_line;
use crate::model::expr::Expr;
use crate::model::metric::Metric;
use crate::model::types::Literal;
use crate::model::{Id, Project};
use crate::project::calendar::{Calendar, Grain};
use crate::syntax::ast::TimeUnit;
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What a build writes, in no dialect.
#[derive(Debug)]
pub struct BuildPlan {
    /// The project's calendar.
    pub calendar: Calendar,
    /// One pass over each source and time axis.
    pub cells: Vec<Cells>,
    /// What is computed from cells or rows at each grain.
    pub rollups: Vec<Rollup>,
    /// One view per metric, by name.
    pub views: Vec<MetricView>,
}

/// The finest rows that everything additive is summed from.
#[derive(Debug)]
pub struct Cells {
    /// Its table: `cells_bookings`.
    pub name: String,
    /// What is read.
    pub scan: Scan,
    /// The finest unit asked: as long as the periods where all of them are made of it and nothing looks into them, else a day or
    /// an hour.
    pub unit: Grain,
    /// The grains asked: rows before the first period of any of them are not read, but for histories.
    pub grains: BTreeSet<Grain>,
    /// Whether rows before the range are read: windows, lags and histories do.
    pub whole: bool,
}

/// Final values of one part at one grain, for the total and each dimension alone.
#[derive(Debug)]
pub struct Rollup {
    /// Its table: `rollup_bookings_week`.
    pub name: String,
    /// Which cells, by position.
    pub cells: usize,
    /// The grain.
    pub grain: Grain,
    /// What is computed, with the columns of all metrics that read it.
    pub part: Part,
    /// Positions of its dimensions in the scan.
    pub dimensions: BTreeSet<usize>,
    /// The rows that arrive, where some are followed.
    pub arrivals: Option<Scan>,
}

/// A metric's view.
#[derive(Debug)]
pub struct MetricView {
    /// The metric.
    pub metric: Id<Metric>,
    /// Its name, and the view's.
    pub name: String,
    /// What it is, in a line for people.
    pub about: String,
    /// Its unit.
    pub unit: String,
    /// Its grain.
    pub grain: Grain,
    /// What is read, as the metric's parts know it.
    pub scans: Vec<ViewScan>,
    /// What is taken of it.
    pub parts: Vec<Part>,
    /// Which rollup holds each part; none where it is computed in a block.
    pub rollups: Vec<Option<usize>>,
    /// Where parts meet.
    pub blocks: Vec<Block>,
    /// Whether it has dimensions.
    pub sliced: bool,
    /// The value.
    pub value: ValueExpr,
    /// How long after a period's end its values may still change.
    pub waits: Vec<(u32, TimeUnit)>,
}

/// A scan as a view knows it.
#[derive(Debug)]
pub struct ViewScan {
    /// What is read.
    pub scan: Scan,
    /// Which cells hold it.
    pub cells: usize,
}

/// Plans everything that a build writes. A metric whose form has no SQL is an error each.
pub fn plan(project: &Project, diagnostics: &mut Diagnostics) -> Option<BuildPlan> {
    // By name, so that the order of files and declarations changes nothing that is computed.
    let mut all: Vec<Id<Metric>> = project.metrics.ids().collect();
    all.sort_by_key(|metric| &project.metrics[*metric].name);
    let (filters, slices) = (BTreeMap::new(), Slices::new());
    let mut lowering = Lowering::new(project, &filters, &slices);
    if lowering.metrics(&all).is_err() {
        for refusal in refusals(project, &all) {
            diagnostics.push(super::query::diagnostic(project, &refusal));
        }
        return None;
    }
    let mut views = Vec::new();
    for metric in &all {
        match own_lowering(project, *metric, &mut lowering) {
            Ok(lowered) => views.push((*metric, lowered)),
            Err(refusal) => {
                diagnostics.push(super::query::diagnostic(project, &refusal));
                return None;
            }
        }
    }
    let shared = lowering.finish();
    let scans = shared.scans.iter().enumerate().filter(|(position, _)| !is_arrival(&shared.parts, *position));
    let scans: Vec<Scan> = scans.map(|(_, scan)| scan.clone()).collect();
    Some(Builder::new(project, scans).plan(views))
}

/// Every metric that uses a form without SQL of its own, each once; those that only read such a metric are not named.
fn refusals(project: &Project, all: &[Id<Metric>]) -> Vec<Refusal> {
    let mut found: BTreeMap<Id<Metric>, Refusal> = BTreeMap::new();
    for metric in all {
        let (filters, slices) = (BTreeMap::new(), Slices::new());
        if let Err(refusal) = Lowering::new(project, &filters, &slices).metrics(&[*metric]) {
            found.entry(refusal.metric).or_insert(refusal);
        }
    }
    found.into_values().collect()
}

/// A metric lowered by itself, sliced by the dimensions that it publishes: measures that reach one dimension over different
/// paths then read different scans. The paths are made dimensions of the shared scans too.
fn own_lowering(project: &Project, metric: Id<Metric>, shared: &mut Lowering<'_>) -> Result<Lowered, Refusal> {
    let mut slices = Slices::new();
    for dimension in &project.metrics[metric].dimensions {
        let Ok(found) = project.dimension_path(metric, &dimension.name) else { continue };
        for (measure, path) in found.paths {
            shared.dimension(measure, &path)?;
            slices.entry(measure).or_default().push((dimension.name.clone(), path));
        }
    }
    let filters = BTreeMap::new();
    let mut lowering = Lowering::new(project, &filters, &slices);
    lowering.metrics(&[metric])?;
    Ok(lowering.finish())
}

/// The finest unit that the periods asked are made of. Months make quarters and years; weeks make nothing else.
fn unit(cells: &Cells, by_days: bool) -> Grain {
    let finest = cells.grains.first().copied().unwrap_or(Grain::Day);
    let nested = match finest {
        Grain::Hour | Grain::Day => true,
        Grain::Week => cells.grains.len() == 1,
        Grain::Month | Grain::Quarter | Grain::Year => true,
    };
    if cells.unit == Grain::Hour {
        return Grain::Hour;
    }
    if nested && !by_days && cells.scan.end.is_none() { finest } else { Grain::Day }
}

/// Which rollup: the position of its scan, its grain, whether it is taken from rows, the part's name, and what it means: two
/// parts may have one name.
type RollupKey = (usize, Grain, bool, String, String);

struct Builder<'a> {
    project: &'a Project,
    cells: Vec<Cells>,
    /// Whether single days of the cells are looked at: by windows, levels, sub-periods, or as rows that arrive.
    by_days: Vec<bool>,
    by_axis: BTreeMap<super::Axis, usize>,
    rollups: IndexMap<RollupKey, (Rollup, HashSet<String>)>,
}

impl<'a> Builder<'a> {
    /// What all metrics read together.
    fn new(project: &'a Project, scans: Vec<Scan>) -> Builder<'a> {
        let by_axis = scans.iter().enumerate().map(|(position, scan)| (scan.axis, position)).collect();
        let cells = scans.into_iter().map(|scan| Cells {
            name: short(&format!("cells_{}", scan.name)),
            scan,
            unit: Grain::Day,
            grains: BTreeSet::new(),
            whole: false,
        });
        let cells: Vec<Cells> = cells.collect();
        Builder { project, by_days: vec![false; cells.len()], cells, by_axis, rollups: IndexMap::new() }
    }

    fn plan(mut self, lowered: Vec<(Id<Metric>, Lowered)>) -> BuildPlan {
        let views: Vec<(MetricView, Vec<Option<RollupKey>>)> =
            lowered.into_iter().map(|(metric, lowered)| self.view(metric, lowered)).collect();
        for (cells, by_days) in self.cells.iter_mut().zip(&self.by_days) {
            cells.unit = unit(cells, *by_days);
        }
        self.rollups.sort_keys();
        let mut names: HashSet<String> = HashSet::new();
        for (rollup, _) in self.rollups.values_mut() {
            rollup.name = unique(short(&rollup.name), |name| names.contains(name));
            names.insert(rollup.name.clone());
        }
        let placed = views.into_iter().map(|(mut view, keys)| {
            let position = |key: Option<RollupKey>| key.and_then(|key| self.rollups.get_index_of(&key));
            view.rollups = keys.into_iter().map(position).collect();
            view
        });
        let views = placed.collect();
        let rollups = self.rollups.into_values().map(|(rollup, _)| rollup).collect();
        BuildPlan { calendar: self.project.calendar.clone(), cells: self.cells, rollups, views }
    }

    /// A metric's view; notes what it needs of cells and rollups.
    fn view(&mut self, id: Id<Metric>, lowered: Lowered) -> (MetricView, Vec<Option<RollupKey>>) {
        let metric = &self.project.metrics[id];
        let whole = lowered.reaches_beyond();
        for (position, scan) in lowered.scans.iter().enumerate() {
            let arrives = is_arrival(&lowered.parts, position);
            let Some(position_of_cells) = self.by_axis.get(&scan.axis).copied() else { continue };
            let Some(cells) = self.cells.get_mut(position_of_cells) else { continue };
            cells.whole |= whole;
            if let Some(by_days) = self.by_days.get_mut(position_of_cells) {
                // The first period is that of the first row of these too, at a grain that is none of the cells'.
                *by_days |= arrives;
            }
            if !arrives {
                cells.grains.insert(metric.grain);
                let mut parts = lowered.parts.iter().filter(|part| part.scan == Some(position));
                if metric.grain == Grain::Hour || parts.any(Part::reads_hours) {
                    cells.unit = Grain::Hour;
                }
            }
        }
        let keys = lowered.parts.iter().map(|part| self.rollup(part, metric.grain, &lowered)).collect();
        let value = lowered.values.get(&id).cloned();
        let value = value.unwrap_or_else(|| Expr::literal(Literal::Null, metric.ty.clone()));
        let scans = lowered.scans.into_iter().map(|scan| {
            let cells = self.by_axis.get(&scan.axis).copied().unwrap_or(0);
            ViewScan { scan, cells }
        });
        let view = MetricView {
            metric: id,
            name: metric.name.clone(),
            about: about(metric),
            unit: metric.unit.to_string(),
            grain: metric.grain,
            scans: scans.collect(),
            parts: lowered.parts,
            rollups: Vec::new(),
            blocks: lowered.blocks,
            sliced: !metric.dimensions.is_empty(),
            value,
            waits: lowered.waits,
        };
        (view, keys)
    }

    /// Notes that a metric reads a part at a grain.
    fn rollup(&mut self, part: &Part, grain: Grain, lowered: &Lowered) -> Option<RollupKey> {
        let own = lowered.scans.get(part.scan?)?;
        let position = self.by_axis.get(&own.axis).copied()?;
        let shared = &self.cells.get(position)?.scan;
        let reaches = part.reach != Reach::default() || matches!(part.form, Form::PerPeriod(_));
        if let Some(by_days) = self.by_days.get_mut(position) {
            *by_days |= reaches;
        }
        let key: RollupKey = (position, grain, part.from_rows, part.name.clone(), part.meaning());
        let (rollup, known) = self.rollups.entry(key.clone()).or_insert_with(|| {
            let suffix = if part.from_rows && part.form == Form::Rows { "_rows" } else { "" };
            let arrivals = match &part.form {
                Form::Cohort(rows) => lowered.scans.get(rows.to).cloned(),
                _ => None,
            };
            let rollup = Rollup {
                name: format!("rollup_{}_{}{suffix}", part.name, grain.name()),
                cells: position,
                grain,
                part: Part { columns: Vec::new(), ..part.clone() },
                dimensions: BTreeSet::new(),
                arrivals,
            };
            (rollup, HashSet::new())
        });
        let new: Vec<Column> = part.columns.iter().filter(|column| known.insert(column.name.clone())).cloned().collect();
        rollup.part.columns.extend(new);
        for dimension in &own.dimensions {
            rollup.dimensions.extend(shared.dimensions.iter().position(|known| known.path == dimension.path));
        }
        Some(key)
    }
}

/// A metric's title and description on one line.
fn about(metric: &Metric) -> String {
    let title = metric.label();
    let words = metric.description.iter().flat_map(|text| text.split_whitespace()).collect::<Vec<_>>().join(" ");
    one_line(&if words.is_empty() { title } else { format!("{title}: {words}") })
}
