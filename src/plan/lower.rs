//! Metrics to atoms: which scans a set of metrics needs, and the arithmetic over their atoms.

use super::{
    Atom, AtomInput, Operand, Presence, Scan, ScanColumn, ScanDimension, ScanExpr, ScanRows, ScanTable, Slot, Step, ValueExpr,
};
use crate::model::expr::{Arithmetic, Expr, Function, Node};
use crate::model::metric::{
    Aggregate, AggregateFunction, AggregateInput, Definition, Fill, Measure, Metric, MetricExpr, MetricLeaf, TimeAxis,
};
use crate::model::source::{ColumnIndex, ColumnPath, LinkIndex, Relation, RowExpr, RowLeaf, Source};
use crate::model::types::{Literal, Number, Type};
use crate::model::{Id, Project};
use indexmap::IndexMap;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// A form that is checked but not written as SQL yet.
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
    /// Values that several others read, in an order in which they can be computed.
    pub steps: Vec<Step>,
    /// The arithmetic of every metric asked.
    pub values: IndexMap<Id<Metric>, ValueExpr>,
    /// Which scan and which of its presences each measure reads.
    pub measures: BTreeMap<Id<Metric>, (usize, usize)>,
}

/// How many operators deep arithmetic may get before a part becomes a step of its own.
const DEEPEST_VALUE: usize = 24;

/// What measures are sliced by: the name of each slice and the path to its column.
pub type Slices = BTreeMap<Id<Metric>, Vec<(String, ColumnPath)>>;

/// What makes two measures read one scan: source, time axis and slices.
type ScanKey<'a> = (Id<Source>, TimeAxis, Option<&'a Vec<(String, ColumnPath)>>);

/// Lowers metrics.
pub struct Lowering<'a> {
    project: &'a Project,
    /// A condition and-ed to each measure's `where`.
    filters: &'a BTreeMap<Id<Metric>, RowExpr>,
    /// What each measure is sliced by: measures of one source and time axis share a scan only where this agrees.
    slices: &'a Slices,
    builders: Vec<ScanBuilder>,
    by_axis: HashMap<ScanKey<'a>, usize>,
    lowered: Lowered,
    depths: HashMap<Id<Metric>, usize>,
}

/// A scan under construction: what is already there, by what it means.
struct ScanBuilder {
    source: Id<Source>,
    scan: Scan,
    tables: HashMap<Vec<LinkIndex>, usize>,
    /// What each table is called in words that do not depend on the order in which tables are joined.
    paths: Vec<String>,
    atoms: HashMap<String, usize>,
    presences: HashMap<String, usize>,
}

impl<'a> Lowering<'a> {
    /// Starts with nothing.
    pub fn new(project: &'a Project, filters: &'a BTreeMap<Id<Metric>, RowExpr>, slices: &'a Slices) -> Lowering<'a> {
        Lowering {
            project,
            filters,
            slices,
            builders: Vec::new(),
            by_axis: HashMap::new(),
            lowered: Lowered::default(),
            depths: HashMap::new(),
        }
    }

    /// Lowers metrics and everything they read.
    pub fn metrics(&mut self, asked: &[Id<Metric>]) -> Result<(), Refusal> {
        let order = self.reading_order(asked);
        let mut readers: HashMap<Id<Metric>, usize> = HashMap::new();
        for metric in &order {
            self.project.metrics[*metric].definition.for_each_part(&mut |part, _| *readers.entry(part).or_default() += 1);
        }
        for metric in order {
            let value = self.value(metric).map_err(|unwritten| unwritten.of(metric))?;
            let shared = readers.get(&metric).copied().unwrap_or(0) > 1 && !matches!(value.node, Node::Leaf(_));
            let deep = self.depths.get(&metric).copied().unwrap_or(0) > DEEPEST_VALUE;
            let value = if shared || deep { self.step(metric, value) } else { value };
            self.lowered.values.insert(metric, value);
        }
        Ok(())
    }

    /// Slices a measure's scan by a path, under the path's own name; gives the path as text.
    pub fn dimension(&mut self, measure: Id<Metric>, path: &ColumnPath) -> Result<String, Refusal> {
        let (scan, _) = self.lowered.measures.get(&measure).copied().unwrap_or((0, 0));
        let text = self.builders.get(scan).map(|b| self.project.path_text(b.source, path)).unwrap_or_default();
        self.slice(scan, path, &text.replace('.', "_")).map_err(|unwritten| unwritten.of(measure))?;
        Ok(text)
    }

    fn slice(&mut self, scan: usize, path: &ColumnPath, name: &str) -> Result<(), Unwritten> {
        let Some(builder) = self.builders.get(scan) else { return Ok(()) };
        let text = self.project.path_text(builder.source, path);
        let known = builder.scan.dimensions.iter().any(|d| d.path == text && d.name == name);
        if known {
            return Ok(());
        }
        let ty = self.project.sources[path.source].column(path.column).ty.clone();
        let whole = Expr { node: Node::Leaf(RowLeaf::Column(path.clone())), ty, unit: None };
        let expr = self.row(scan, &whole)?;
        if let Some(builder) = self.builders.get_mut(scan) {
            let column = unique(name.to_owned(), |name| builder.scan.dimensions.iter().any(|d| d.column == name));
            builder.scan.dimensions.push(ScanDimension { name: name.to_owned(), column, path: text, expr });
        }
        Ok(())
    }

    /// The scans, steps and values.
    pub fn finish(mut self) -> Lowered {
        self.lowered.scans = self.builders.into_iter().map(|builder| builder.scan).collect();
        self.lowered
    }

    /// The metrics asked and all that they read, each after what it reads. Definitions have no cycle (checked: NS104).
    fn reading_order(&self, asked: &[Id<Metric>]) -> Vec<Id<Metric>> {
        let mut order = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let mut stack: Vec<(Id<Metric>, bool)> = asked.iter().rev().map(|metric| (*metric, false)).collect();
        while let Some((metric, parts_done)) = stack.pop() {
            if parts_done {
                order.push(metric);
            } else if seen.insert(metric) {
                stack.push((metric, true));
                stack.extend(self.project.parts_of(metric).into_iter().rev().map(|part| (part, false)));
            }
        }
        order
    }

    fn value(&mut self, id: Id<Metric>) -> Result<ValueExpr, Unwritten> {
        let metric = &self.project.metrics[id];
        let refuse = |form, property| Err(Unwritten::new(form, property));
        if metric.window.is_some() {
            return refuse("window", "window");
        }
        if metric.snapshot.is_some() {
            return refuse("snapshot", "snapshot");
        }
        let value = match &metric.definition {
            Definition::Measure(measure) => self.measure(id, measure)?,
            Definition::Derived(expr) => self.derived(id, expr)?,
            Definition::Error => return refuse("value", "value"),
        };
        match metric.fill {
            Some(Fill::Zero) => Ok(or_zero(value)),
            Some(Fill::Previous) => refuse("fill: previous", "fill"),
            Some(Fill::Null) | None => Ok(value),
        }
    }

    fn derived(&mut self, id: Id<Metric>, expr: &MetricExpr) -> Result<ValueExpr, Unwritten> {
        let mut refused = None;
        let mut depth = 0;
        for leaf in expr.leaves() {
            let form = match leaf {
                MetricLeaf::Metric(part) => {
                    depth = depth.max(self.depths.get(part).copied().unwrap_or(0));
                    continue;
                }
                MetricLeaf::Lag(..) => "lag",
                MetricLeaf::Growth(..) => "growth",
                MetricLeaf::GrowthAccounting(..) => "growth accounting",
                MetricLeaf::Conversion(_) => "conversion",
                MetricLeaf::Retention(_) => "retention",
                MetricLeaf::Keyed(_) => "an aggregate over metrics per key",
            };
            refused = refused.or(Some(Unwritten::new(form, "value")));
        }
        if let Some(unwritten) = refused {
            return Err(unwritten);
        }
        self.depths.insert(id, depth + depth_of(expr));
        Ok(expr.substitute(&mut |leaf, whole| match leaf {
            MetricLeaf::Metric(part) => self.lowered.values.get(part).cloned().unwrap_or_else(|| null(whole)),
            _ => null(whole),
        }))
    }

    fn step(&mut self, id: Id<Metric>, expr: ValueExpr) -> ValueExpr {
        let mut level = 0;
        expr.for_each_leaf(&mut |operand| {
            if let Operand::Step(step) = operand {
                level = level.max(self.lowered.steps.get(*step).map_or(0, |s| s.level + 1));
            }
        });
        let read = Expr { node: Node::Leaf(Operand::Step(self.lowered.steps.len())), ty: expr.ty.clone(), unit: None };
        self.depths.insert(id, 0);
        self.lowered.steps.push(Step { name: self.project.metrics[id].name.clone(), expr, level });
        read
    }

    fn measure(&mut self, id: Id<Metric>, measure: &Measure) -> Result<ValueExpr, Unwritten> {
        let scan = self.scan(id, measure)?;
        let condition = and(measure.filter.clone(), self.filters.get(&id).cloned());
        let condition = condition.map(|condition| self.row(scan, &condition)).transpose()?;
        let presence = self.presence(scan, condition);
        self.lowered.measures.insert(id, (scan, presence));
        self.depths.insert(id, depth_of(&measure.expr));
        let mut refused = None;
        let value = measure.expr.substitute(&mut |aggregate, whole| match self.aggregate(scan, presence, aggregate, &whole.ty) {
            Ok(value) => value,
            Err(unwritten) => {
                refused.get_or_insert(unwritten);
                null(whole)
            }
        });
        refused.map_or(Ok(value), Err)
    }

    fn aggregate(&mut self, scan: usize, presence: usize, aggregate: &Aggregate, ty: &Type) -> Result<ValueExpr, Unwritten> {
        let filter = aggregate.filter.as_ref().map(|filter| self.row(scan, filter)).transpose()?;
        let input = match &aggregate.input {
            AggregateInput::Rows => AtomInput::Rows,
            AggregateInput::Value(value) => AtomInput::Value(self.row(scan, value)?),
            AggregateInput::Distinct(values) => {
                AtomInput::Distinct(values.iter().map(|value| self.row(scan, value)).collect::<Result<_, _>>()?)
            }
            AggregateInput::QualifiedKeys(..) => {
                return Err(Unwritten::new("count(distinct … having …)", "value"));
            }
            AggregateInput::Nested(_) => return Err(Unwritten::new("per", "value")),
        };
        let mut atom = |function, ty: Type| {
            let name = self.builders.get(scan).map(|b| atom_name(b, function, &input, presence, filter.as_ref()));
            let name = name.unwrap_or_default();
            let atom = Atom { name, function, input: input.clone(), presence, filter: filter.clone(), ty: ty.clone() };
            let slot = self.atom(scan, atom);
            Expr { node: Node::Leaf(Operand::Atom(slot)), ty, unit: None }
        };
        if aggregate.function != AggregateFunction::Avg {
            return Ok(atom(aggregate.function, ty.clone()));
        }
        let sum_type = match &input {
            AtomInput::Value(value) => sum_type(&value.ty),
            AtomInput::Rows | AtomInput::Distinct(_) => Type::Float,
        };
        let sum = atom(AggregateFunction::Sum, sum_type);
        let count = atom(AggregateFunction::Count, Type::Integer);
        Ok(Expr { node: Node::Arithmetic(Arithmetic::Divide, Box::new(sum), Box::new(count)), ty: Type::Float, unit: None })
    }

    fn atom(&mut self, scan: usize, atom: Atom) -> Slot {
        let Some(builder) = self.builders.get_mut(scan) else { return Slot { scan, atom: 0 } };
        // The name is made from the definition, so equal names are equal atoms.
        let atoms = &mut builder.scan.atoms;
        let position = *builder.atoms.entry(atom.name.clone()).or_insert_with(|| {
            atoms.push(atom);
            atoms.len() - 1
        });
        Slot { scan, atom: position }
    }

    fn presence(&mut self, scan: usize, condition: Option<ScanExpr>) -> usize {
        let Some(builder) = self.builders.get_mut(scan) else { return 0 };
        let name = match &condition {
            None => "rows_all".to_owned(),
            Some(condition) => format!("rows_{}", fingerprint(&builder.canonical(condition))),
        };
        let presences = &mut builder.scan.presences;
        *builder.presences.entry(name.clone()).or_insert_with(|| {
            presences.push(Presence { name, condition });
            presences.len() - 1
        })
    }

    /// The scan of a measure's source and time axis.
    fn scan(&mut self, id: Id<Metric>, measure: &Measure) -> Result<usize, Unwritten> {
        let TimeAxis::Column(time) = measure.time else {
            return Err(Unwritten::new("time: a to b", "time"));
        };
        let slices = self.slices.get(&id);
        let key = (measure.source, measure.time, slices);
        if let Some(scan) = self.by_axis.get(&key) {
            return Ok(*scan);
        }
        let source = &self.project.sources[measure.source];
        if source.valid.is_some() {
            return Err(Unwritten::new("valid", "value"));
        }
        let position = self.bare_scan(measure.source, time);
        self.by_axis.insert(key, position);
        let filter = source.filter.as_ref().map(|filter| self.row(position, filter)).transpose()?;
        let column = source.column(time);
        let path = ColumnPath { links: Vec::new(), source: measure.source, column: time };
        let axis = Expr { node: Node::Leaf(RowLeaf::Column(path)), ty: column.ty.clone(), unit: None };
        let axis = self.row(position, &axis)?;
        if let Some(builder) = self.builders.get_mut(position) {
            builder.scan.filter = filter;
            builder.scan.time = axis;
        }
        for (name, path) in slices.into_iter().flatten() {
            self.slice(position, path, name)?;
        }
        Ok(position)
    }

    /// A scan of a source alone, not shared and not filtered: what is asked of its rows follows.
    pub fn bare_scan(&mut self, source: Id<Source>, time: ColumnIndex) -> usize {
        self.builders.push(self.new_scan(source, time));
        self.builders.len() - 1
    }

    fn new_scan(&self, id: Id<Source>, time: ColumnIndex) -> ScanBuilder {
        let source = &self.project.sources[id];
        let name =
            if source.time == Some(time) { source.name.clone() } else { format!("{}_{}", source.name, source.column(time).name) };
        let fact = ScanTable { rows: rows(&source.relation), alias: source.name.clone(), on: Vec::new(), natives: Vec::new() };
        let scan = Scan {
            axis: (id, TimeAxis::Column(time)),
            name,
            tables: vec![fact],
            filter: None,
            time: Expr::literal(Literal::Null, Type::Null),
            atoms: Vec::new(),
            presences: Vec::new(),
            dimensions: Vec::new(),
        };
        ScanBuilder {
            source: id,
            scan,
            tables: HashMap::from([(Vec::new(), 0)]),
            paths: vec![source.name.clone()],
            atoms: HashMap::new(),
            presences: HashMap::new(),
        }
    }

    /// A row expression over the tables of a scan, which joins what it needs.
    pub fn row(&mut self, scan: usize, expr: &RowExpr) -> Result<ScanExpr, Unwritten> {
        let expanded = self.project.expand(expr);
        let mut refused = None;
        let lowered = expanded.substitute(&mut |leaf, whole| match self.leaf(scan, leaf) {
            Ok(column) => Expr { node: Node::Leaf(column), ty: whole.ty.clone(), unit: None },
            Err(unwritten) => {
                refused.get_or_insert(unwritten);
                null(whole)
            }
        });
        refused.map_or(Ok(without_units(lowered)), Err)
    }

    fn leaf(&mut self, scan: usize, leaf: &RowLeaf) -> Result<ScanColumn, Unwritten> {
        match leaf {
            RowLeaf::Column(path) => {
                let table = self.table(scan, &path.links)?;
                Ok(ScanColumn { table, name: self.physical(path.source, path.column) })
            }
            RowLeaf::Native { links, sql } => {
                let table = self.table(scan, links)?;
                let Some(builder) = self.builders.get_mut(scan) else { return Ok(ScanColumn { table, name: String::new() }) };
                // By what it says and not by its turn: a metric's own scan and the one that all share must agree on it.
                let name = format!("northstar_native_{}", fingerprint(&format!("{sql:?}")));
                if let Some(table) = builder.scan.tables.get_mut(table)
                    && !table.natives.iter().any(|(known, _)| *known == name)
                {
                    table.natives.push((name.clone(), sql.clone()));
                }
                Ok(ScanColumn { table, name })
            }
        }
    }

    fn physical(&self, source: Id<Source>, column: ColumnIndex) -> String {
        let column = self.project.sources[source].column(column);
        column.physical.clone().unwrap_or_else(|| column.name.clone())
    }

    /// The table at the end of some links, joined when it is first needed.
    fn table(&mut self, scan: usize, links: &[LinkIndex]) -> Result<usize, Unwritten> {
        let Some(builder) = self.builders.get(scan) else { return Ok(0) };
        if let Some(table) = builder.tables.get(links) {
            return Ok(*table);
        }
        let Some((last, before)) = links.split_last() else { return Ok(0) };
        let from = self.project.follow(builder.source, before);
        let link = self.project.sources[from].link(*last);
        let target = &self.project.sources[link.target];
        if target.valid.is_some() || link.at.is_some() {
            return Err(Unwritten::new("references … at", "value"));
        }
        self.table(scan, before)?;
        let mut here = Vec::new();
        for column in &link.columns {
            let path = ColumnPath { links: before.to_vec(), source: from, column: *column };
            let ty = self.project.sources[from].column(*column).ty.clone();
            here.push(self.row(scan, &Expr { node: Node::Leaf(RowLeaf::Column(path)), ty, unit: None })?);
        }
        let (alias, path) = self.alias(scan, links);
        let Some(builder) = self.builders.get_mut(scan) else { return Ok(0) };
        let position = builder.scan.tables.len();
        builder.paths.push(path);
        builder.scan.tables.push(ScanTable { rows: rows(&target.relation), alias, on: Vec::new(), natives: Vec::new() });
        builder.tables.insert(links.to_vec(), position);
        let mut on = Vec::new();
        for (here, column) in here.into_iter().zip(&target.key) {
            let path = ColumnPath { links: links.to_vec(), source: link.target, column: *column };
            let ty = target.column(*column).ty.clone();
            on.push((here, self.row(scan, &Expr { node: Node::Leaf(RowLeaf::Column(path)), ty, unit: None })?));
        }
        if let Some(table) = self.builders.get_mut(scan).and_then(|b| b.scan.tables.get_mut(position)) {
            table.on = on;
        }
        Ok(position)
    }

    /// A name for a linked table: the links' names, made different from those there are. And its path, which no other table of
    /// the source has, whatever has been joined before.
    fn alias(&self, scan: usize, links: &[LinkIndex]) -> (String, String) {
        let Some(builder) = self.builders.get(scan) else { return Default::default() };
        let mut source = builder.source;
        let mut names = Vec::new();
        for link in links {
            let link = self.project.sources[source].link(*link);
            names.push(link.name.as_str());
            source = link.target;
        }
        let alias = unique(names.join("_"), |name| builder.scan.tables.iter().any(|table| table.alias == name));
        let path = names.join(".");
        // A link may be named as the source itself.
        (alias, if builder.paths.first() == Some(&path) { format!(".{path}") } else { path })
    }
}

/// A name that is not taken: the one wanted, or with a number behind.
pub fn unique(wanted: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&wanted) {
        return wanted;
    }
    let mut number = 2;
    loop {
        let name = format!("{wanted}_{number}");
        if !taken(&name) {
            return name;
        }
        number += 1;
    }
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

fn rows(relation: &Relation) -> ScanRows {
    match relation {
        Relation::Table(parts) => ScanRows::Table(parts.clone()),
        Relation::Query(queries) => ScanRows::Query(queries.clone()),
        Relation::Missing => ScanRows::Table(Vec::new()),
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

/// Units have done their work; without them, equal computations are equal.
fn without_units(mut expr: ScanExpr) -> ScanExpr {
    fn strip(expr: &mut ScanExpr) {
        expr.unit = None;
        expr.children_mut().into_iter().for_each(strip);
    }
    strip(&mut expr);
    expr
}

/// The type of a sum of values of a type.
fn sum_type(ty: &Type) -> Type {
    match ty {
        Type::Decimal { scale, .. } => Type::Decimal { precision: 38, scale: *scale },
        other => other.clone(),
    }
}

fn depth_of<L>(expr: &Expr<L>) -> usize {
    1 + expr.children().into_iter().map(depth_of).max().unwrap_or(0)
}

impl ScanBuilder {
    /// An expression in words that do not depend on the order in which tables were joined.
    fn canonical(&self, expr: &ScanExpr) -> String {
        let named: Expr<(String, String)> = expr.substitute(&mut |column, whole| {
            let path = self.paths.get(column.table).cloned().unwrap_or_default();
            Expr { node: Node::Leaf((path, column.name.clone())), ty: whole.ty.clone(), unit: None }
        });
        format!("{named:?}")
    }
}

/// A short mark of a text.
fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// A name for an atom's column: the function and the columns it reads; with a mark of its conditions where it has any.
fn atom_name(
    builder: &ScanBuilder,
    function: AggregateFunction,
    input: &AtomInput,
    presence: usize,
    filter: Option<&ScanExpr>,
) -> String {
    let (word, exprs): (&str, Vec<&ScanExpr>) = match (function, input) {
        (AggregateFunction::Count, AtomInput::Rows) => ("count_rows", Vec::new()),
        (AggregateFunction::Count, AtomInput::Distinct(values)) => ("count_distinct", values.iter().collect()),
        (_, AtomInput::Distinct(values)) => ("approx_count_distinct", values.iter().collect()),
        (AggregateFunction::Count, AtomInput::Value(value)) => ("count_of", vec![value]),
        (AggregateFunction::Sum, AtomInput::Value(value)) => ("sum", vec![value]),
        (AggregateFunction::Min, AtomInput::Value(value)) => ("min", vec![value]),
        (AggregateFunction::Max, AtomInput::Value(value)) => ("max", vec![value]),
        (AggregateFunction::Median, AtomInput::Value(value)) => ("median", vec![value]),
        (AggregateFunction::Percentile(_), AtomInput::Value(value)) => ("percentile", vec![value]),
        (AggregateFunction::Stddev, AtomInput::Value(value)) => ("stddev", vec![value]),
        (AggregateFunction::Avg | AggregateFunction::ApproxCountDistinct, AtomInput::Value(value)) => {
            ("approx_count_distinct", vec![value])
        }
        (_, AtomInput::Rows) => ("count_rows", Vec::new()),
    };
    let mut words = vec![word.to_owned()];
    for expr in &exprs {
        words.extend(expr.leaves().into_iter().map(|column| plain(&column.name)));
    }
    words.dedup();
    let mut name: String = words.join("_").chars().take(44).collect();
    // No function's word starts another one's, so that one column of the fact after it tells all there is to tell.
    let simple = exprs.len() <= 1 && exprs.iter().all(|expr| is_plain_column(expr));
    let condition = builder.scan.presences.get(presence).and_then(|p| p.condition.as_ref());
    let quantile = matches!(function, AggregateFunction::Percentile(_));
    let long = words.iter().map(String::len).sum::<usize>() > 40;
    if !simple || condition.is_some() || filter.is_some() || quantile || long {
        let mut definition = format!("{function:?}");
        for expr in exprs.into_iter().chain(condition).chain(filter) {
            definition.push_str(&builder.canonical(expr));
            definition.push(';');
        }
        // Which of the expressions is the condition and which the filter.
        definition.push_str(&format!("{} {}", condition.is_some(), filter.is_some()));
        name.push('_');
        name.push_str(&fingerprint(&definition));
    }
    name
}

/// Whether a value is a column of the fact whose name can stand in another name as it is.
fn is_plain_column(value: &ScanExpr) -> bool {
    matches!(&value.node, Node::Leaf(column) if column.table == 0 && plain(&column.name) == column.name)
}

/// Lower case letters, digits and underscores only.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect()
}

/// A name for a column that holds a value: the columns it reads; with a mark where it is no column of the fact itself.
pub fn value_name(word: &str, value: &ScanExpr) -> String {
    let mut name = word.to_owned();
    for column in value.leaves() {
        name.push('_');
        name.push_str(&plain(&column.name));
    }
    let name: String = name.chars().take(44).collect();
    let simple = is_plain_column(value) && name.len() < 44;
    if simple { name } else { format!("{name}_{}", fingerprint(&format!("{value:?}"))) }
}
