//! `northstar build`: cells, rollups and one view per metric, for all metrics at once.

use super::lower::{Lowered, Lowering, Refusal, Slices};
use super::{Atom, Scan, Slot, Step, ValueExpr};
use crate::diagnostic::Diagnostics;
use crate::model::expr::Expr;
use crate::model::metric::Metric;
use crate::model::types::Literal;
use crate::model::{Id, Project};
use crate::project::calendar::{Calendar, Grain};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    /// The finest unit asked: an hour or a day.
    pub unit: Grain,
    /// The shortest and longest grains asked: rows before the first period of any of them are not read.
    pub grains: BTreeSet<Grain>,
}

/// Final values of one scan's atoms at one grain, for the total and each dimension alone.
#[derive(Debug)]
pub struct Rollup {
    /// Its table: `rollup_bookings_week`.
    pub name: String,
    /// Which cells, by position.
    pub cells: usize,
    /// The grain.
    pub grain: Grain,
    /// Whether it is taken from rows (percentiles and the like) rather than from cells.
    pub from_rows: bool,
    /// Positions of its atoms in the scan.
    pub atoms: BTreeSet<usize>,
    /// Positions of its dimensions in the scan.
    pub dimensions: BTreeSet<usize>,
}

/// A metric's view.
#[derive(Debug)]
pub struct MetricView {
    /// The metric.
    pub metric: Id<Metric>,
    /// Its name, and the view's.
    pub name: String,
    /// Its grain.
    pub grain: Grain,
    /// What it reads.
    pub parts: Vec<ViewPart>,
    /// Whether it has dimensions.
    pub sliced: bool,
    /// Values that several others read.
    pub steps: Vec<Step>,
    /// The value.
    pub value: ValueExpr,
}

/// Some atoms of one rollup, with the rollup's dimensions under the metric's names.
#[derive(Debug)]
pub struct ViewPart {
    /// Which rollup, by position.
    pub rollup: usize,
    /// The rollup's dimension and the name it has in the metric.
    pub dimensions: Vec<(String, String)>,
    /// The atoms read, by the slot that the value knows them as.
    pub atoms: Vec<(Slot, Atom)>,
    /// The columns that say a segment was seen.
    pub presences: Vec<String>,
}

/// Plans everything that a build writes. A metric whose form is not written as SQL yet is an error each.
pub fn plan(project: &Project, diagnostics: &mut Diagnostics) -> Option<BuildPlan> {
    let mut refused = Vec::new();
    // By name, so that the order of files and declarations changes nothing that is computed.
    let mut all: Vec<Id<Metric>> = project.metrics.ids().collect();
    all.sort_by_key(|metric| &project.metrics[*metric].name);
    let (filters, slices) = (BTreeMap::new(), Slices::new());
    let mut lowering = Lowering::new(project, &filters, &slices);
    let lowered = lowering.metrics(&all);
    if lowered.is_err() {
        refused = refusals(project, &all);
    }
    if !refused.is_empty() {
        for refusal in refused {
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
    let scans = lowering.finish().scans;
    let by_name = |scan: &Scan| scan.atoms.iter().enumerate().map(|(position, atom)| (atom.name.clone(), position)).collect();
    let atoms = scans.iter().map(by_name).collect();
    Some(Builder { project, scans, atoms }.plan(views))
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

/// Which rollup: the position of its scan, its grain, and whether it is taken from rows.
type RollupKey = (usize, Grain, bool);

struct Builder<'a> {
    project: &'a Project,
    /// What all metrics read together.
    scans: Vec<Scan>,
    /// The position of each atom of each scan, by its name.
    atoms: Vec<HashMap<String, usize>>,
}

impl Builder<'_> {
    fn plan(self, lowered: Vec<(Id<Metric>, Lowered)>) -> BuildPlan {
        let positions: BTreeMap<_, _> = self.scans.iter().enumerate().map(|(i, scan)| (scan.axis, i)).collect();
        let mut rollups: BTreeMap<RollupKey, Rollup> = BTreeMap::new();
        let mut grains = vec![BTreeSet::new(); self.scans.len()];
        for (metric, lowered) in &lowered {
            let grain = self.project.metrics[*metric].grain;
            for scan in &lowered.scans {
                let Some(position) = positions.get(&scan.axis).copied() else { continue };
                if let Some(grains) = grains.get_mut(position) {
                    grains.insert(grain);
                }
                self.extend_rollups(&mut rollups, position, grain, scan);
            }
        }
        let order: BTreeMap<RollupKey, usize> = rollups.keys().enumerate().map(|(i, key)| (*key, i)).collect();
        let views = lowered.into_iter().map(|(metric, lowered)| self.view(metric, lowered, &positions, &order)).collect();
        let cells = self.scans.into_iter().zip(grains).map(|(scan, grains)| {
            let unit = if grains.contains(&Grain::Hour) { Grain::Hour } else { Grain::Day };
            Cells { name: format!("cells_{}", scan.name), scan, unit, grains }
        });
        let cells = cells.collect();
        BuildPlan { calendar: self.project.calendar.clone(), cells, rollups: rollups.into_values().collect(), views }
    }

    /// Notes that a metric reads a scan's atoms by its dimensions at a grain.
    fn extend_rollups(&self, rollups: &mut BTreeMap<RollupKey, Rollup>, position: usize, grain: Grain, own: &Scan) {
        let Some(shared) = self.scans.get(position) else { return };
        for atom in &own.atoms {
            let from_rows = !atom.from_cells();
            let rollup = rollups.entry((position, grain, from_rows)).or_insert_with(|| {
                let suffix = if from_rows { "_rows" } else { "" };
                let name = format!("rollup_{}_{}{suffix}", shared.name, grain.name());
                Rollup { name, cells: position, grain, from_rows, atoms: BTreeSet::new(), dimensions: BTreeSet::new() }
            });
            rollup.atoms.extend(self.atoms.get(position).and_then(|atoms| atoms.get(&atom.name)).copied());
            for dimension in &own.dimensions {
                rollup.dimensions.extend(shared.dimensions.iter().position(|known| known.path == dimension.path));
            }
        }
    }

    fn view(
        &self,
        id: Id<Metric>,
        lowered: Lowered,
        positions: &BTreeMap<super::Axis, usize>,
        order: &BTreeMap<RollupKey, usize>,
    ) -> MetricView {
        let metric = &self.project.metrics[id];
        let mut parts = Vec::new();
        for (scan, own) in lowered.scans.iter().enumerate() {
            let Some(position) = positions.get(&own.axis).copied() else { continue };
            for from_rows in [false, true] {
                let numbered = own.atoms.iter().enumerate().map(|(atom, of)| (Slot { scan, atom }, of.clone()));
                let atoms: Vec<(Slot, Atom)> = numbered.filter(|(_, atom)| atom.from_cells() != from_rows).collect();
                let Some(rollup) = order.get(&(position, metric.grain, from_rows)).filter(|_| !atoms.is_empty()) else {
                    continue;
                };
                parts.push(ViewPart {
                    rollup: *rollup,
                    dimensions: own.dimensions.iter().map(|d| (d.path.clone(), d.name.clone())).collect(),
                    atoms,
                    presences: own.presences.iter().map(|presence| presence.name.clone()).collect(),
                });
            }
        }
        let value = lowered.values.get(&id).cloned();
        let value = value.unwrap_or_else(|| Expr::literal(Literal::Null, metric.ty.clone()));
        let sliced = !metric.dimensions.is_empty();
        MetricView { metric: id, name: metric.name.clone(), grain: metric.grain, parts, sliced, steps: lowered.steps, value }
    }
}
