//! Arithmetic over metrics: their values, earlier values, and the forms that follow keys over time or across metrics.

use super::measure::Taken;
use super::{Context, Lowering, MOST_KEYS, MOST_SHIFTS, Refused, Unwritten, Wanted, and, depth_of, empty_part, null};
use crate::model::expr::{Arithmetic, Expr, Node};
use crate::model::metric::{
    Aggregate, AggregateFunction, AggregateInput, Cohort, Definition, GrowthPart, Keyed, Measure, Metric, MetricExpr, MetricLeaf,
};
use crate::model::types::{Literal, Number, Type};
use crate::model::{Id, Project};
use crate::plan::{CohortRows, Column, ColumnValue, Form, Operand, Part, Reach, ScanExpr, Shift, ValueExpr};
use crate::syntax::ast::TimeUnit;

impl<'a> Lowering<'a> {
    pub(super) fn derived(&mut self, node: Wanted, expr: &MetricExpr) -> Refused<ValueExpr> {
        let (id, context, _) = node;
        let mut depth = 0;
        let mut parts = Vec::new();
        for leaf in expr.leaves() {
            self.leaf_parts(id, leaf, context, &mut parts);
        }
        for part in parts {
            depth = depth.max(self.depths.get(&part).copied().unwrap_or(0));
        }
        self.depths.insert(node, depth + depth_of(expr));
        self.over_metrics(id, context, expr)
    }

    /// An expression over metrics, as they are in a context.
    fn over_metrics(&mut self, id: Id<Metric>, context: usize, expr: &MetricExpr) -> Refused<ValueExpr> {
        let mut refused = None;
        let value = expr.substitute(&mut |leaf, whole| match self.leaf_value(id, context, leaf, &whole.ty) {
            Ok(value) => value,
            Err(unwritten) => {
                refused.get_or_insert(unwritten);
                null(whole)
            }
        });
        refused.map_or(Ok(value), Err)
    }

    fn leaf_value(&mut self, id: Id<Metric>, context: usize, leaf: &MetricLeaf, ty: &Type) -> Refused<ValueExpr> {
        match leaf {
            MetricLeaf::Metric(part) => Ok(self.known(*part, context, ty)),
            MetricLeaf::Lag(part, count, unit) => self.lag(*part, context, Shift::Span(*count, *unit), ty),
            MetricLeaf::Growth(part, count, unit) => {
                let part_type = self.project.metrics[*part].ty.clone();
                let now = self.known(*part, context, &part_type);
                let before = self.lag(*part, context, Shift::Span(*count, *unit), &part_type)?;
                Ok(growth(now, before))
            }
            MetricLeaf::GrowthAccounting(growth, part) => self.growth_part(*growth, *part, context),
            MetricLeaf::Conversion(cohort) => self.cohort(cohort, context, false),
            MetricLeaf::Retention(cohort) => self.cohort(cohort, context, true),
            MetricLeaf::Keyed(keyed) => self.keyed(id, keyed, context, ty),
        }
    }

    fn known(&self, id: Id<Metric>, context: usize, ty: &Type) -> ValueExpr {
        let known = self.values.get(&(id, context, false)).cloned();
        known.unwrap_or_else(|| Expr::literal(Literal::Null, ty.clone()))
    }

    /// A metric's value so much earlier; null before the first period in which one of its sources has a row.
    fn lag(&mut self, id: Id<Metric>, context: usize, by: Shift, ty: &Type) -> Refused<ValueExpr> {
        let earlier = self.shifted(context, by);
        if self.context_at(earlier).shift.len() > MOST_SHIFTS {
            return Err(Unwritten::new("earlier periods of earlier periods, more than 32 times over", "value"));
        }
        let value = self.known(id, earlier, ty);
        let shift = self.context_at(earlier).shift;
        let reached = Operand::Reached(shift, self.scans_behind(id));
        let reached = Expr { node: Node::Leaf(reached), ty: Type::Boolean, unit: None };
        let ty = value.ty.clone();
        Ok(Expr { node: Node::Case(vec![(reached, value)], None), ty, unit: None })
    }

    /// A metric's value with nulls replaced by the last value before.
    pub(super) fn carried(&mut self, id: Id<Metric>, context: usize) -> ValueExpr {
        let inner = self.carried_context(id, context);
        let block = self.context_at(inner).block;
        let value = self.values.get(&(id, inner, true)).cloned();
        let ty = self.project.metrics[id].ty.clone();
        let value = value.unwrap_or_else(|| Expr::literal(Literal::Null, ty.clone()));
        let scans = self.scans_behind(id);
        if let Some(whole) = self.lowered.blocks.get_mut(block) {
            whole.whole = Some(scans);
        }
        let metric = &self.project.metrics[id];
        let part =
            empty_part(format!("{}_carried", metric.name), None, false, Reach::default(), Form::Previous(block), Vec::new());
        let part = self.part(part);
        self.seen(context, part, SEEN.to_owned());
        // Not filled with 0, whatever the metric counts: null is left before the first value.
        let function = AggregateFunction::Max;
        let column = Column { name: CARRIED.to_owned(), function, ty, value: ColumnValue::Previous(value) };
        self.read(context, part, column)
    }

    fn growth_part(&mut self, growth: GrowthPart, id: Id<Metric>, context: usize) -> Refused<ValueExpr> {
        let (measure, aggregate) = self.counted(id)?;
        let taken = self.taken(id, context, measure)?;
        self.note_rows(&taken);
        if growth == GrowthPart::Churned {
            let before = Taken { context: self.shifted(context, Shift::Period), ..taken.clone() };
            self.note_rows(&before);
        }
        let (keys, found, having) = match &aggregate.input {
            AggregateInput::QualifiedKeys(key, having) => {
                let (key, found, having) = self.qualification(&taken, aggregate, key, having)?;
                (vec![key], found, Some(having))
            }
            AggregateInput::Distinct(values) => {
                let keys = self.distinct_keys(&taken, values)?;
                let filter = aggregate.filter.as_ref().map(|filter| self.row(taken.scan, filter)).transpose()?;
                let given = self.all_given(taken.scan, values)?;
                (keys, self.row_count(&taken, and(filter, given)), None)
            }
            _ => return Err(Unwritten::new("growth accounting", "value")),
        };
        let from_rows = self.needs_rows(&taken, &[having.as_ref()]);
        let mark = super::names::fingerprint(&format!("{keys:?} {found} {having:?}"));
        let part = self.formed_part(&taken, from_rows, Form::Growth { keys, found, having }, &format!("_growth_{mark}"));
        let name = match growth {
            GrowthPart::New => "new_keys",
            GrowthPart::Retained => "retained_keys",
            GrowthPart::Resurrected => "resurrected_keys",
            GrowthPart::Churned => "churned_keys",
        };
        let value = ColumnValue::Growth(growth);
        let column = Column { name: name.to_owned(), function: AggregateFunction::Count, ty: Type::Integer, value };
        Ok(self.read(context, part, column))
    }

    fn distinct_keys(&mut self, taken: &Taken, values: &[crate::model::source::RowExpr]) -> Refused<Vec<String>> {
        let mut keys = Vec::new();
        for value in values {
            let value = self.row(taken.scan, value)?;
            keys.extend(self.builders.get_mut(taken.scan).map(|builder| builder.key(value, !taken.chosen)));
        }
        Ok(keys)
    }

    /// Whether all of these are given.
    fn all_given(&mut self, scan: usize, values: &[crate::model::source::RowExpr]) -> Refused<Option<ScanExpr>> {
        let mut given = None;
        for value in values {
            let value = self.row(scan, value)?;
            let boolean = |node| Expr { node, ty: Type::Boolean, unit: None };
            let is_null = boolean(Node::IsNull(Box::new(value)));
            given = and(given, Some(boolean(Node::Not(Box::new(is_null)))));
        }
        Ok(given)
    }

    /// The measure of a metric that is one aggregate.
    fn counted(&self, id: Id<Metric>) -> Refused<(&'a Measure, &'a Aggregate)> {
        let project: &'a Project = self.project;
        let Definition::Measure(measure) = &project.metrics[id].definition else { return Err(Unwritten::new("value", "value")) };
        let Node::Leaf(aggregate) = &measure.expr.node else { return Err(Unwritten::new("value", "value")) };
        Ok((measure, aggregate))
    }

    /// The share of rows that are followed by rows of another metric.
    fn cohort(&mut self, cohort: &Cohort, context: usize, firsts: bool) -> Refused<ValueExpr> {
        let (measure, aggregate) = self.counted(cohort.from)?;
        let mut taken = self.taken(cohort.from, context, measure)?;
        if !firsts {
            self.note_rows(&taken);
        }
        let counted = self.counted_rows(&taken, aggregate)?;
        let key = self.own_column(taken.scan, measure.source, cohort.key.0)?;
        let key = self.builders.get_mut(taken.scan).map(|builder| builder.key(key, false)).unwrap_or_default();
        let ties = if firsts { self.ties(taken.scan, measure)? } else { Vec::new() };
        let (to, to_key, to_counted) = self.arrival(cohort)?;
        let (count, unit) = (cohort.count, cohort.unit);
        let rows = CohortRows { firsts, key, counted, ties, to, to_key, to_counted, count, unit };
        self.wait(if firsts { count + 1 } else { count }, unit);
        let word = if firsts { "retention" } else { "conversion" };
        let to = &self.project.metrics[cohort.to].name;
        let mark = super::names::fingerprint(&format!("{to} {} {count} {} {}", rows.counted, unit.name(), rows.key));
        taken.keys = self.part_keys(context, taken.scan, measure.source, true)?;
        let part = self.formed_part(&taken, true, Form::Cohort(Box::new(rows)), &format!("_{word}_{mark}"));
        if firsts {
            self.seen(context, part, STARTS.to_owned());
        }
        let mut count = |name: &str, value| {
            let column = Column { name: name.to_owned(), function: AggregateFunction::Count, ty: Type::Integer, value };
            Box::new(self.read(context, part, column))
        };
        let (arrivals, starts) = (count("arrivals", ColumnValue::Arrivals), count(STARTS, ColumnValue::Starts));
        Ok(Expr { node: Node::Arithmetic(Arithmetic::Divide, arrivals, starts), ty: Type::Float, unit: None })
    }

    /// Counts the rows that a count counts: none of those with a null in what is counted.
    fn counted_rows(&mut self, taken: &Taken, aggregate: &Aggregate) -> Refused<String> {
        let filter = aggregate.filter.as_ref().map(|filter| self.row(taken.scan, filter)).transpose()?;
        let given = match &aggregate.input {
            AggregateInput::Value(value) => self.all_given(taken.scan, std::slice::from_ref(value))?,
            AggregateInput::Distinct(values) => self.all_given(taken.scan, values)?,
            _ => None,
        };
        Ok(self.row_count(taken, and(filter, given)))
    }

    /// The scan, key and count of the rows that arrive, whatever is asked with `--where` and `--by`.
    fn arrival(&mut self, cohort: &Cohort) -> Refused<(usize, String, String)> {
        let (measure, aggregate) = self.counted(cohort.to)?;
        let scan = match self.arrivals.get(&cohort.to) {
            Some(scan) => *scan,
            None => self.filtered_scan(measure)?,
        };
        self.arrivals.insert(cohort.to, scan);
        let condition = measure.filter.as_ref().map(|condition| self.row(scan, condition)).transpose()?;
        let presence = self.builders.get_mut(scan).map_or(0, |builder| builder.presence(condition));
        let taken = Taken::of_rows(scan, presence);
        let counted = self.counted_rows(&taken, aggregate)?;
        let key = self.own_column(scan, measure.source, cohort.key.1)?;
        let key = self.builders.get_mut(scan).map(|builder| builder.key(key, false)).unwrap_or_default();
        Ok((scan, key, counted))
    }

    fn wait(&mut self, count: u32, unit: TimeUnit) {
        if !self.lowered.waits.contains(&(count, unit)) {
            self.lowered.waits.push((count, unit));
        }
    }

    /// Notes in a block that a segment was seen wherever an inner one finds a row of it, also one whose key is null.
    fn see_all_behind(&mut self, inner: usize, outer: usize) {
        let mut open: Vec<(usize, Vec<Shift>)> = vec![(inner, Vec::new())];
        while let Some((block, before)) = open.pop() {
            let feeds = self.lowered.blocks.get(block).map(|block| block.feeds.clone()).unwrap_or_default();
            for feed in feeds {
                let Some(part) = self.lowered.parts.get(feed.part).cloned() else { continue };
                let shift: Vec<Shift> = before.iter().chain(&feed.shift).copied().collect();
                match part.form {
                    Form::Previous(carried) => open.push((carried, shift)),
                    // What it finds is noted in the inner block itself.
                    Form::Keyed(_) => {}
                    _ if feed.presences.is_empty() => {}
                    _ => self.see_outside(part, feed.presences, Context { block: outer, shift }),
                }
            }
        }
    }

    /// Notes what a part finds in a block that has fewer keys.
    fn see_outside(&mut self, mut part: Part, presences: Vec<String>, context: Context) {
        let depth = self.lowered.blocks.get(context.block).map_or(0, |block| block.keys.len());
        for key in part.keys.drain(depth.min(part.keys.len())..).rev() {
            let suffix = super::measure::key_suffix(&key);
            part.name.truncate(part.name.strip_suffix(&suffix).map_or(part.name.len(), str::len));
        }
        let context = self.context(context);
        // Of a retention the column that counts is one of the values.
        part.columns.retain(|column| presences.contains(&column.name));
        let columns = part.columns.clone();
        let part = self.part(part);
        for presence in presences {
            self.seen(context, part, presence);
        }
        if let Some(part) = self.lowered.parts.get_mut(part) {
            let known: Vec<String> = part.columns.iter().map(|column| column.name.clone()).collect();
            part.columns.extend(columns.into_iter().filter(|column| !known.contains(&column.name)));
        }
    }

    /// An aggregate over the values that metrics have per key.
    fn keyed(&mut self, id: Id<Metric>, keyed: &Keyed, context: usize, ty: &Type) -> Refused<ValueExpr> {
        let inner_context = self.keyed_context(id, keyed, context);
        let block = self.context_at(inner_context).block;
        if self.lowered.blocks.get(block).is_some_and(|block| block.keys.len() > MOST_KEYS) {
            return Err(Unwritten::new("keys over metrics within one another, more than 8 times over", "value"));
        }
        let inner = keyed.inner.as_ref().map(|inner| self.over_metrics(id, inner_context, inner)).transpose()?;
        let having = keyed.having.as_ref().map(|having| self.over_metrics(id, inner_context, having)).transpose()?;
        let name = format!("{}_per_{}", self.project.metrics[id].name, keyed.key);
        let part = self.part(empty_part(name, None, false, Reach::default(), Form::Keyed(block), Vec::new()));
        // The part's own shift is in what it reads.
        let here = self.context_at(context).block;
        let unshifted = self.context(Context { block: here, shift: Vec::new() });
        self.see_all_behind(block, here);
        let value = ColumnValue::Keyed { inner, having };
        let column = Column { name: "over_keys".to_owned(), function: keyed.function, ty: ty.clone(), value };
        Ok(self.read(unshifted, part, column))
    }
}

/// The column of values that are carried forward.
const CARRIED: &str = "carried_value";
/// The column of a part of a block that counts the rows found.
pub const SEEN: &str = "rows_seen";
/// The column of a part that counts rows that start.
pub const STARTS: &str = "starts";

/// `now / before − 1`; null where there was nothing or zero.
fn growth(now: ValueExpr, before: ValueExpr) -> ValueExpr {
    let one = Expr::literal(Literal::Number(Number::new(1, 0)), Type::Integer);
    let ratio = Node::Arithmetic(Arithmetic::Divide, Box::new(now), Box::new(before));
    let ratio = Expr { node: ratio, ty: Type::Float, unit: None };
    Expr { node: Node::Arithmetic(Arithmetic::Subtract, Box::new(ratio), Box::new(one)), ty: Type::Float, unit: None }
}
