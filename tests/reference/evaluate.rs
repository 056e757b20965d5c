//! The question itself: range, periods, segments, and the value of every metric in every cell.

use jiff::ToSpan;
use jiff::civil::DateTime;
use northstar::model::Id;
use northstar::model::metric::{Cohort, Definition, Fill, Metric, MetricExpr, MetricLeaf, SnapshotKind};
use northstar::project::calendar::Grain;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::clock::midnight;
use super::expression::{as_kind, evaluate};
use super::facts::{Evaluator, Fact, Period, Question, Scope, keys};
use super::rows::World;
use super::value::Value;

/// A result: the names of its columns, and its rows in no particular order.
#[derive(Debug, Clone)]
pub struct Table {
    /// `period_start` (but at `--grain none`), the dimensions, the metrics.
    pub columns: Vec<String>,
    /// How many of the columns are no metrics.
    pub keys: usize,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// Answers a question from the rows.
pub fn answer(world: &World<'_>, question: &Question) -> Table {
    Evaluator::new(world, question).answer()
}

impl Evaluator<'_> {
    fn answer(&self) -> Table {
        let asked = &self.question.metrics;
        let periods = self.periods();
        let mut rows = Vec::new();
        for segment in self.segments(&periods) {
            for period in &periods {
                let scope = Scope { place: keys(&segment).into(), key: None };
                if self.question.sparse && !self.always_one_row() && !self.is_found(period, &scope) {
                    continue;
                }
                let start = period.grain.map(|grain| match grain {
                    Grain::Hour => Value::Timestamp(period.start),
                    _ => Value::Date(period.start.date()),
                });
                let values = asked.iter().map(|id| self.value(*id, period, &scope));
                rows.push(start.into_iter().chain(segment.iter().cloned()).chain(values).collect());
            }
        }
        let start = self.question.grain.map(|_| "period_start".to_owned());
        let dimensions = self.question.by.iter().map(|slice| slice.name.clone());
        let mut columns: Vec<String> = start.into_iter().chain(dimensions).collect();
        let keys = columns.len();
        columns.extend(asked.iter().map(|id| self.metric(*id).name.clone()));
        Table { columns, keys, rows }
    }

    /// `--grain none` without `--by` has one row, whatever is found. Reading: with `--sparse` too.
    fn always_one_row(&self) -> bool {
        self.question.grain.is_none() && self.question.by.is_empty()
    }

    /// The measures that a metric reads, each once.
    fn sources_of(&self, id: Id<Metric>, into: &mut BTreeSet<Id<Metric>>) {
        if into.contains(&id) {
            return;
        }
        into.insert(id);
        if let Definition::Derived(expr) = &self.metric(id).definition {
            expr.for_each_leaf(&mut |leaf| {
                for part in parts_of(leaf) {
                    self.sources_of(part, into);
                }
            });
        }
    }

    /// When the first row of any source of some metrics is dated: after the source's filter, before `where`.
    /// Relies on as-of: later rows are not there.
    fn first_row(&self, metrics: &[Id<Metric>]) -> Option<DateTime> {
        let mut measures = BTreeSet::new();
        metrics.iter().for_each(|id| self.sources_of(*id, &mut measures));
        measures.into_iter().flat_map(|id| self.facts(id, true).iter().map(|fact| fact.at).min()).min()
    }

    /// The periods asked: the range of the metrics, cut by `--since` and `--until`.
    fn periods(&self) -> Vec<Period> {
        let question = self.question;
        let calendar_start = self.world.project.calendar.start.map(midnight);
        let first = calendar_start.or_else(|| self.first_row(&question.metrics));
        let Some(grain) = question.grain else {
            // Exact days; the range starts on the day of its first row.
            let first = first.map_or(self.horizon(), |first| midnight(first.date()));
            let start = question.since.map_or(first, |since| first.max(midnight(since)));
            let end = question.until.map_or(self.horizon(), |until| self.horizon().min(midnight(until)));
            return vec![Period { grain: None, start: start.min(end), end }];
        };
        let clock = &self.world.clock;
        let Some(first) = first else { return Vec::new() };
        let since = question.since.map_or(DateTime::MIN, |since| clock.truncate(grain, midnight(since)));
        let until = question.until.map_or(DateTime::MAX, |until| clock.truncate(grain, midnight(until)));
        let mut period = self.period(grain, first);
        let mut periods = Vec::new();
        while period.start < self.horizon() {
            if since <= period.start && period.start < until {
                periods.push(period);
            }
            period = self.shifted(&period, 1);
        }
        periods
    }

    /// The segments seen in the periods asked; the total is one segment without values.
    fn segments(&self, periods: &[Period]) -> Vec<Rc<Vec<Value>>> {
        if self.question.by.is_empty() {
            return vec![Rc::default()];
        }
        let seen = RefCell::new(BTreeMap::new());
        for period in periods {
            for id in &self.question.metrics {
                self.touch(*id, period, &|_, fact| {
                    seen.borrow_mut().insert(Rc::clone(&fact.place), Rc::clone(&fact.segment));
                });
            }
        }
        seen.into_inner().into_values().collect()
    }

    fn is_found(&self, period: &Period, scope: &Scope) -> bool {
        let found = RefCell::new(false);
        for id in &self.question.metrics {
            self.touch(*id, period, &|_, fact| {
                if fact.place == scope.place {
                    found.replace(true);
                }
            });
        }
        found.into_inner()
    }

    /// Visits every fact that a metric finds for a period under `from … where`: in windows, lags, cohorts and churn too.
    pub fn touch(&self, id: Id<Metric>, period: &Period, visit: &dyn Fn(Id<Metric>, &Fact)) {
        match &self.metric(id).definition {
            Definition::Measure(_) => self.selected(id, period).iter().for_each(|fact| visit(id, fact)),
            Definition::Derived(expr) => self.touch_leaves(expr, period, visit),
            Definition::Error => {}
        }
    }

    /// The same for the metrics of an expression.
    pub fn touch_leaves(&self, expr: &MetricExpr, period: &Period, visit: &dyn Fn(Id<Metric>, &Fact)) {
        for leaf in expr.leaves() {
            match leaf {
                MetricLeaf::Metric(id) => self.touch(*id, period, visit),
                MetricLeaf::Lag(id, count, unit) => self.touch(*id, &self.earlier(period, *count, *unit), visit),
                MetricLeaf::Growth(id, count, unit) => {
                    self.touch(*id, period, visit);
                    self.touch(*id, &self.earlier(period, *count, *unit), visit);
                }
                MetricLeaf::GrowthAccounting(part, id) => self.touch_growth(*part, *id, period, visit),
                MetricLeaf::Conversion(Cohort { from, .. }) => self.touch(*from, period, visit),
                MetricLeaf::Retention(cohort) => {
                    self.cohort(cohort, period).iter().for_each(|(_, fact)| visit(cohort.from, fact));
                }
                MetricLeaf::Keyed(keyed) => {
                    let exprs = keyed.inner.iter().chain(&keyed.having);
                    exprs.for_each(|expr| self.touch_leaves(expr, period, visit));
                }
            }
        }
    }

    /// The value of a metric in a cell, filled.
    pub fn value(&self, id: Id<Metric>, period: &Period, scope: &Scope) -> Value {
        let value = self.unfilled(id, period, scope);
        match self.metric(id).fill {
            Some(Fill::Zero) if value.is_null() => as_kind(Value::integer(0), &self.metric(id).ty),
            Some(Fill::Previous) if value.is_null() => self.previous(id, period, scope),
            _ => value,
        }
    }

    /// The last value before a period that is not null. Reading: as far back as there are rows, before the range too;
    /// at `--grain none` there is nothing before.
    fn previous(&self, id: Id<Metric>, period: &Period, scope: &Scope) -> Value {
        let (Some(grain), Some(first)) = (period.grain, self.first_row(&[id])) else { return Value::Null };
        let first = self.period(grain, first);
        let mut period = self.shifted(period, -1);
        while period.start >= first.start {
            let value = self.unfilled(id, &period, scope);
            if !value.is_null() {
                return value;
            }
            period = self.shifted(&period, -1);
        }
        Value::Null
    }

    fn unfilled(&self, id: Id<Metric>, period: &Period, scope: &Scope) -> Value {
        let metric = self.metric(id);
        let value = match &metric.definition {
            Definition::Measure(measure) => {
                let facts = self.selected(id, period);
                let facts: Vec<Fact> = facts.iter().filter(|fact| self.in_scope(id, fact, scope)).cloned().collect();
                let bounds = self.bounds(id, period);
                match metric.snapshot.as_ref().map(|snapshot| snapshot.which) {
                    Some(kind @ (SnapshotKind::Avg | SnapshotKind::Min | SnapshotKind::Max)) => {
                        self.daily_levels(measure, kind, &measure.expr, &facts, bounds)
                    }
                    _ => self.aggregates(measure, &measure.expr, &facts, bounds),
                }
            }
            Definition::Derived(expr) => {
                assert!(metric.window.is_none() && metric.snapshot.is_none(), "only a measure has a window or a snapshot");
                self.derived(expr, period, scope)
            }
            Definition::Error => Value::Null,
        };
        as_kind(value, &metric.ty)
    }

    /// Arithmetic over metrics in a cell.
    pub fn derived(&self, expr: &MetricExpr, period: &Period, scope: &Scope) -> Value {
        evaluate(&self.world.clock, expr, &|leaf: &MetricLeaf, ty| {
            let value = match leaf {
                MetricLeaf::Metric(id) => self.value(*id, period, scope),
                MetricLeaf::Lag(id, count, unit) => self.lag(*id, &self.earlier(period, *count, *unit), scope),
                MetricLeaf::Growth(id, count, unit) => {
                    let before = self.lag(*id, &self.earlier(period, *count, *unit), scope);
                    let now = self.value(*id, period, scope);
                    match (now.is_null() || before.is_null(), &before) {
                        (true, _) => Value::Null,
                        (false, before) if before.to_f64() == 0.0 => Value::Null,
                        (false, before) => Value::Float(now.to_f64() / before.to_f64() - 1.0),
                    }
                }
                MetricLeaf::GrowthAccounting(part, id) => self.growth_part(*part, *id, period, scope),
                MetricLeaf::Conversion(cohort) => self.conversion(cohort, period, scope),
                MetricLeaf::Retention(cohort) => self.retention(cohort, period, scope),
                MetricLeaf::Keyed(keyed) => self.keyed(keyed, period, scope),
            };
            as_kind(value, ty)
        })
    }

    /// A metric's value in an earlier period. Reading: null before the first period in which a source of that metric has a
    /// row, whatever else is asked and wherever the published range starts.
    fn lag(&self, id: Id<Metric>, earlier: &Period, scope: &Scope) -> Value {
        let grain = earlier.grain.unwrap();
        match self.first_row(&[id]) {
            Some(first) if self.period(grain, first).start <= earlier.start => self.value(id, earlier, scope),
            _ => Value::Null,
        }
    }

    /// The period that lies a span of calendar time before. At week grain a year is 52 weeks.
    fn earlier(&self, period: &Period, count: u32, unit: northstar::syntax::ast::TimeUnit) -> Period {
        use northstar::syntax::ast::TimeUnit;
        let grain = period.grain.expect("a lag needs a grain");
        let count = i64::from(count);
        let start = match (grain, unit) {
            (Grain::Week, TimeUnit::Year) => period.start - (52 * count).weeks(),
            _ => period.start - super::clock::calendar_span(count, unit),
        };
        self.period(grain, start)
    }
}

/// The metrics that a leaf reads.
pub fn parts_of(leaf: &MetricLeaf) -> Vec<Id<Metric>> {
    match leaf {
        MetricLeaf::Metric(id) | MetricLeaf::Lag(id, ..) | MetricLeaf::Growth(id, ..) | MetricLeaf::GrowthAccounting(_, id) => {
            vec![*id]
        }
        MetricLeaf::Conversion(cohort) | MetricLeaf::Retention(cohort) => vec![cohort.from, cohort.to],
        MetricLeaf::Keyed(keyed) => {
            keyed.inner.iter().chain(&keyed.having).flat_map(MetricExpr::leaves).flat_map(parts_of).collect()
        }
    }
}
