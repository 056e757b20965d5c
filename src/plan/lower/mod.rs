//! Metrics to atoms: which scans a set of metrics needs, what is taken of them, and the arithmetic over that.

mod derived;
mod measure;
mod names;
mod scan;

pub use derived::{SEEN, STARTS};
pub use names::{dimension_column, short, unique};

use super::{Block, BlockKey, Column, Feed, Form, Operand, Part, PartKey, Reach, Scan, Shift, Slot, Step, ValueExpr};
use crate::model::expr::{Expr, Function, Node};
use crate::model::metric::{Definition, Fill, Keyed, Metric, MetricLeaf, TimeAxis};
use crate::model::source::{ColumnPath, RowExpr, Source};
use crate::model::types::{Literal, Number, Type};
use crate::model::{Id, Project};
use indexmap::IndexMap;
use scan::ScanBuilder;
use std::collections::{BTreeMap, HashMap};

/// A form without SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The metric that uses it.
    pub metric: Id<Metric>,
    /// The form, as the user writes it.
    pub form: &'static str,
    /// The property that holds it.
    pub property: &'static str,
}

/// A form without SQL, before it is known whose it is: the form and the property that holds it.
#[derive(Debug, Clone, Copy)]
pub struct Unwritten {
    form: &'static str,
    property: &'static str,
}

type Refused<T> = Result<T, Unwritten>;

impl Unwritten {
    fn new(form: &'static str, property: &'static str) -> Unwritten {
        Unwritten { form, property }
    }

    fn of(self, metric: Id<Metric>) -> Refusal {
        Refusal { metric, form: self.form, property: self.property }
    }
}

/// The result of lowering a set of metrics.
#[derive(Debug, Default)]
pub struct Lowered {
    /// The scans, in the order in which the metrics need them.
    pub scans: Vec<Scan>,
    /// What is taken of them.
    pub parts: Vec<Part>,
    /// Where parts meet: the first is that of the metrics asked.
    pub blocks: Vec<Block>,
    /// The arithmetic of every metric asked.
    pub values: IndexMap<Id<Metric>, ValueExpr>,
    /// How long after a period's end its values may still change, longest last.
    pub waits: Vec<(u32, crate::syntax::ast::TimeUnit)>,
}

/// How many operators deep arithmetic may get before a part becomes a step of its own.
const DEEPEST_VALUE: usize = 24;

/// How many periods back may be reached one after the other: a lag of a lag is two.
const MOST_SHIFTS: usize = 32;

/// In how many combinations of earlier periods and keys metrics may be read together.
const MOST_CONTEXTS: usize = 16_384;

/// How many keys over metrics may stand within one another.
const MOST_KEYS: usize = 8;

/// What measures are sliced by: the name of each slice and the path to its column.
pub type Slices = BTreeMap<Id<Metric>, Vec<(String, ColumnPath)>>;

/// What makes two measures read one scan: source, time axis and slices.
type ScanKey<'a> = (Id<Source>, TimeAxis, Option<&'a Vec<(String, ColumnPath)>>);

/// A value to compute: of a metric in a context, before its `fill: previous` or after it.
type Wanted = (Id<Metric>, usize, bool);

/// Where a metric is read: the grid that its values are for, and how far back.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Context {
    block: usize,
    shift: Vec<Shift>,
}

/// Lowers metrics.
pub struct Lowering<'a> {
    project: &'a Project,
    /// A condition and-ed to each measure's `where`.
    filters: &'a BTreeMap<Id<Metric>, RowExpr>,
    /// What each measure is sliced by: measures of one source and time axis share a scan only where this agrees.
    slices: &'a Slices,
    /// Whether the range is one period, so that there is nothing before.
    one_period: bool,
    builders: Vec<ScanBuilder>,
    by_axis: HashMap<ScanKey<'a>, usize>,
    /// Scans that only say whether rows arrive, by the metric.
    arrivals: HashMap<Id<Metric>, usize>,
    /// Which scan each measure reads.
    scan_of: HashMap<Id<Metric>, usize>,
    parts: HashMap<String, usize>,
    feeds: HashMap<(usize, usize, Vec<Shift>), usize>,
    contexts: Vec<Context>,
    known_contexts: HashMap<Context, usize>,
    /// The block of each metric's carried values and of each aggregate over metrics, by where it is read.
    inner_blocks: HashMap<(Id<Metric>, usize, Option<Keyed>), usize>,
    values: HashMap<Wanted, ValueExpr>,
    /// Whether there were more combinations than any query should have.
    too_many: bool,
    depths: HashMap<Wanted, usize>,
    lowered: Lowered,
}

impl<'a> Lowering<'a> {
    /// Starts with nothing.
    pub fn new(project: &'a Project, filters: &'a BTreeMap<Id<Metric>, RowExpr>, slices: &'a Slices) -> Lowering<'a> {
        let root = Context { block: 0, shift: Vec::new() };
        Lowering {
            project,
            filters,
            slices,
            one_period: false,
            builders: Vec::new(),
            by_axis: HashMap::new(),
            arrivals: HashMap::new(),
            scan_of: HashMap::new(),
            parts: HashMap::new(),
            feeds: HashMap::new(),
            contexts: vec![root.clone()],
            known_contexts: HashMap::from([(root, 0)]),
            inner_blocks: HashMap::new(),
            values: HashMap::new(),
            too_many: false,
            depths: HashMap::new(),
            lowered: Lowered { blocks: vec![Block::default()], ..Lowered::default() },
        }
    }

    /// For a range that is one period: there is no last value before it.
    pub fn of_one_period(self, one_period: bool) -> Lowering<'a> {
        Lowering { one_period, ..self }
    }

    /// Lowers metrics and everything they read.
    pub fn metrics(&mut self, asked: &[Id<Metric>]) -> Result<(), Refusal> {
        let order = self.reading_order(asked);
        if let (true, Some(metric)) = (self.too_many, asked.first()) {
            return Err(Unwritten::new("more than 16,384 combinations of earlier periods and keys", "value").of(*metric));
        }
        let mut readers: HashMap<Wanted, usize> = HashMap::new();
        for node in &order {
            self.parts_of(*node).into_iter().for_each(|part| *readers.entry(part).or_default() += 1);
        }
        for node in order {
            if self.values.contains_key(&node) {
                continue;
            }
            let value = self.value(node).map_err(|unwritten| unwritten.of(node.0))?;
            let shared = readers.get(&node).copied().unwrap_or(0) > 1 && !matches!(value.node, Node::Leaf(_));
            let deep = self.depths.get(&node).copied().unwrap_or(0) > DEEPEST_VALUE;
            let value = if shared || deep { self.step(node, value) } else { value };
            if node.1 == 0 && !node.2 {
                self.lowered.values.insert(node.0, value.clone());
            }
            self.values.insert(node, value);
        }
        Ok(())
    }

    /// Slices a measure's scan by a path, under the path's own name; gives the path as text.
    pub fn dimension(&mut self, measure: Id<Metric>, path: &ColumnPath) -> Result<String, Refusal> {
        let scan = self.scan_of.get(&measure).copied().unwrap_or(0);
        let text = self.builders.get(scan).map(|b| self.project.path_text(b.source, path)).unwrap_or_default();
        self.slice(scan, path, &text.replace('.', "_")).map_err(|unwritten| unwritten.of(measure))?;
        Ok(text)
    }

    /// The scans, parts, blocks and values.
    pub fn finish(mut self) -> Lowered {
        self.lowered.scans = self.builders.into_iter().map(|builder| builder.scan).collect();
        self.lowered
    }

    /// The metrics asked and all that they read, each after what it reads. Definitions have no cycle (checked: NS104).
    fn reading_order(&mut self, asked: &[Id<Metric>]) -> Vec<Wanted> {
        let mut order = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let mut stack: Vec<(Wanted, bool)> = asked.iter().rev().map(|metric| ((*metric, 0, false), false)).collect();
        while let Some((node, parts_done)) = stack.pop() {
            if parts_done {
                order.push(node);
            } else if seen.insert(node) {
                stack.push((node, true));
                stack.extend(self.parts_of(node).into_iter().rev().map(|part| (part, false)));
            }
        }
        order
    }

    /// The values that a value is computed from.
    fn parts_of(&mut self, node: Wanted) -> Vec<Wanted> {
        let (id, context, carried) = node;
        let metric = &self.project.metrics[id];
        if metric.fill == Some(Fill::Previous) && !carried && !self.one_period {
            return vec![(id, self.carried_context(id, context), true)];
        }
        let Definition::Derived(expr) = &metric.definition else { return Vec::new() };
        let mut parts = Vec::new();
        for leaf in expr.leaves() {
            self.leaf_parts(id, leaf, context, &mut parts);
        }
        parts
    }

    fn leaf_parts(&mut self, id: Id<Metric>, leaf: &MetricLeaf, context: usize, parts: &mut Vec<Wanted>) {
        match leaf {
            MetricLeaf::Metric(part) => parts.push((*part, context, false)),
            MetricLeaf::Lag(part, count, unit) => {
                parts.push((*part, self.shifted(context, Shift::Span(*count, *unit)), false));
            }
            MetricLeaf::Growth(part, count, unit) => {
                parts.push((*part, context, false));
                parts.push((*part, self.shifted(context, Shift::Span(*count, *unit)), false));
            }
            // These read rows, not values.
            MetricLeaf::GrowthAccounting(..) | MetricLeaf::Conversion(_) | MetricLeaf::Retention(_) => {}
            MetricLeaf::Keyed(keyed) => {
                let context = self.keyed_context(id, keyed, context);
                for expr in keyed.inner.iter().chain(&keyed.having) {
                    for leaf in expr.leaves() {
                        self.leaf_parts(id, leaf, context, parts);
                    }
                }
            }
        }
    }

    fn context(&mut self, context: Context) -> usize {
        if self.contexts.len() >= MOST_CONTEXTS && !self.known_contexts.contains_key(&context) {
            self.too_many = true;
            return 0;
        }
        let contexts = &mut self.contexts;
        *self.known_contexts.entry(context).or_insert_with_key(|context| {
            contexts.push(context.clone());
            contexts.len() - 1
        })
    }

    fn context_at(&self, context: usize) -> Context {
        self.contexts.get(context).cloned().unwrap_or(Context { block: 0, shift: Vec::new() })
    }

    /// The same grid, so much earlier.
    fn shifted(&mut self, context: usize, by: Shift) -> usize {
        let mut context = self.context_at(context);
        // No longer than what is refused, so that a chain of ten thousand lags is refused, too, and in time.
        if context.shift.len() <= MOST_SHIFTS {
            context.shift.push(by);
        }
        self.context(context)
    }

    /// A grid of all periods, on which a metric's values are carried forward.
    fn carried_context(&mut self, id: Id<Metric>, context: usize) -> usize {
        let outer = self.context_at(context).block;
        let keys = self.lowered.blocks.get(outer).map(|block| block.keys.clone()).unwrap_or_default();
        let block = self.inner_block((id, outer, None), Block { keys, whole: Some(Vec::new()), ..Block::default() });
        self.context(Context { block, shift: Vec::new() })
    }

    /// The same grid with a key more.
    fn keyed_context(&mut self, id: Id<Metric>, keyed: &Keyed, context: usize) -> usize {
        let outer = self.context_at(context);
        let parent = self.lowered.blocks.get(outer.block);
        let mut keys = parent.map(|block| block.keys.clone()).unwrap_or_default();
        keys.truncate(MOST_KEYS);
        let slices = self.slices.values().flatten();
        let taken: Vec<&String> = slices.map(|(name, _)| name).chain(keys.iter().map(|key| &key.name)).collect();
        let name = unique(format!("per_{}", keyed.key), |name| taken.iter().any(|known| *known == name));
        keys.push(BlockKey { name, column: keyed.key.clone() });
        let block = self.inner_block((id, context, Some(keyed.clone())), Block { keys, ..Block::default() });
        self.context(Context { block, shift: outer.shift })
    }

    fn inner_block(&mut self, key: (Id<Metric>, usize, Option<Keyed>), made: Block) -> usize {
        let blocks = &mut self.lowered.blocks;
        *self.inner_blocks.entry(key).or_insert_with(|| {
            blocks.push(made);
            blocks.len() - 1
        })
    }

    fn value(&mut self, node: Wanted) -> Refused<ValueExpr> {
        let (id, context, carried) = node;
        let metric = &self.project.metrics[id];
        if metric.fill == Some(Fill::Previous) && !carried && !self.one_period {
            return Ok(self.carried(id, context));
        }
        let value = match &metric.definition {
            Definition::Measure(measure) => self.measure(node, measure)?,
            Definition::Derived(expr) => self.derived(node, expr)?,
            Definition::Error => return Err(Unwritten::new("value", "value")),
        };
        Ok(if metric.fill == Some(Fill::Zero) { or_zero(value) } else { value })
    }

    fn step(&mut self, node: Wanted, expr: ValueExpr) -> ValueExpr {
        let block = self.context_at(node.1).block;
        let Some(block) = self.lowered.blocks.get_mut(block) else { return expr };
        let mut level = 0;
        expr.for_each_leaf(&mut |operand| {
            if let Operand::Step(step) = operand {
                level = level.max(block.steps.get(*step).map_or(0, |s| s.level + 1));
            }
        });
        let read = Expr { node: Node::Leaf(Operand::Step(block.steps.len())), ty: expr.ty.clone(), unit: None };
        self.depths.insert(node, 0);
        block.steps.push(Step { expr, level });
        read
    }

    /// A part by what it means: two of one name are one. Gives its position.
    fn part(&mut self, part: Part) -> usize {
        let (reach, keys, scan) = (&part.reach, &part.keys, part.scan);
        let identity = format!("{scan:?} {reach:?} {keys:?} {} {:?}", part.from_rows, part.form);
        let parts = &mut self.lowered.parts;
        *self.parts.entry(identity).or_insert_with(|| {
            parts.push(part);
            parts.len() - 1
        })
    }

    /// A value of a part, as a block reads it.
    fn read(&mut self, context: usize, part: usize, column: Column) -> ValueExpr {
        let feed = self.feed(context, part);
        let ty = column.ty.clone();
        let columns = self.lowered.parts.get_mut(part).map(|part| &mut part.columns);
        let position = columns.map_or(0, |columns| match columns.iter().position(|known| known.name == column.name) {
            Some(position) => position,
            None => {
                columns.push(column);
                columns.len() - 1
            }
        });
        Expr { node: Node::Leaf(Operand::Value(Slot { feed, column: position })), ty, unit: None }
    }

    fn feed(&mut self, context: usize, part: usize) -> usize {
        let context = self.context_at(context);
        let Some(block) = self.lowered.blocks.get_mut(context.block) else { return 0 };
        *self.feeds.entry((context.block, part, context.shift.clone())).or_insert_with(|| {
            block.feeds.push(Feed { part, shift: context.shift, presences: Vec::new() });
            block.feeds.len() - 1
        })
    }

    /// Notes that rows counted in a column of a part say that a segment was seen.
    fn seen(&mut self, context: usize, part: usize, presence: String) {
        let feed = self.feed(context, part);
        let block = self.context_at(context).block;
        let feed = self.lowered.blocks.get_mut(block).and_then(|block| block.feeds.get_mut(feed));
        if let Some(feed) = feed.filter(|feed| !feed.presences.contains(&presence)) {
            feed.presences.push(presence);
        }
    }

    /// The scans of all rows that a metric reads, whose first row is where its history starts.
    fn scans_behind(&self, id: Id<Metric>) -> Vec<usize> {
        let mut scans: Vec<usize> = Vec::new();
        for measure in self.project.measures_of(id) {
            let both = [self.scan_of.get(&measure), self.arrivals.get(&measure)];
            scans.extend(both.into_iter().flatten());
        }
        scans.sort_unstable();
        scans.dedup();
        scans
    }

    /// The keys by which a block tells values of a measure apart.
    fn part_keys(&mut self, context: usize, scan: usize, source: Id<Source>, from_rows: bool) -> Refused<Vec<PartKey>> {
        let block = self.context_at(context).block;
        let asked = self.lowered.blocks.get(block).map(|block| block.keys.clone()).unwrap_or_default();
        let mut keys = Vec::new();
        for BlockKey { name, column } in asked {
            let Some(column) = self.project.sources[source].column_named(&column) else { continue };
            let expr = self.own_column(scan, source, column)?;
            let Some(builder) = self.builders.get_mut(scan) else { continue };
            keys.push(PartKey { name, column: builder.key(expr, !from_rows) });
        }
        Ok(keys)
    }
}

impl Lowered {
    /// Whether rows outside a period are read for it, or values of segments that are not seen: windows, lags and histories do.
    pub fn reaches_beyond(&self) -> bool {
        reaches_beyond(&self.scans, &self.parts, &self.blocks)
    }
}

/// See [`Lowered::reaches_beyond`].
pub fn reaches_beyond(scans: &[Scan], parts: &[Part], blocks: &[Block]) -> bool {
    let far = |part: &Part| {
        part.reach.window.is_some() || matches!(part.form, Form::Growth { .. } | Form::Cohort(_) | Form::Previous(_))
    };
    let mut feeds = blocks.iter().flat_map(|block| &block.feeds);
    feeds.any(|feed| !feed.shift.is_empty()) || parts.iter().any(far) || scans.iter().any(|scan| scan.end.is_some())
}

/// Whether the rows of a scan only say that something arrived.
pub fn is_arrival(parts: &[Part], scan: usize) -> bool {
    parts.iter().any(|part| matches!(&part.form, Form::Cohort(rows) if rows.to == scan))
}

/// Both conditions, where there are two.
pub fn and<L>(left: Option<Expr<L>>, right: Option<Expr<L>>) -> Option<Expr<L>> {
    match (left, right) {
        (Some(left), Some(right)) => {
            Some(Expr { node: Node::And(Box::new(left), Box::new(right)), ty: Type::Boolean, unit: None })
        }
        (left, right) => left.or(right),
    }
}

fn null<L, M>(whole: &Expr<L>) -> Expr<M> {
    Expr::literal(Literal::Null, whole.ty.clone())
}

fn or_zero(value: ValueExpr) -> ValueExpr {
    let ty = value.ty.clone();
    let zero = Expr::literal(Literal::Number(Number::new(0, 0)), Type::Integer);
    Expr { node: Node::Call(Function::Coalesce, vec![value, zero]), ty, unit: None }
}

fn depth_of<L>(expr: &Expr<L>) -> usize {
    1 + expr.children().into_iter().map(depth_of).max().unwrap_or(0)
}

/// A part with nothing in it yet.
fn empty_part(name: String, scan: Option<usize>, from_rows: bool, reach: Reach, form: Form, keys: Vec<PartKey>) -> Part {
    Part { name, scan, from_rows, reach, form, keys, columns: Vec::new() }
}
