//! The forms that follow keys over time or across metrics: growth accounting, conversion, retention, aggregates per key.

use northstar::model::Id;
use northstar::model::expr::Node;
use northstar::model::metric::{Aggregate, AggregateInput, Cohort, GrowthPart, Keyed, Metric};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::aggregate::combine;
use super::facts::{Evaluator, Fact, Period, Scope};
use super::value::Value;

impl Evaluator<'_> {
    /// The one aggregate of a metric that counts.
    fn counted(&self, id: Id<Metric>) -> &Aggregate {
        match &self.measure(id).expect("a count reads rows").expr.node {
            Node::Leaf(aggregate) => aggregate,
            _ => panic!("`{}` is not one count", self.metric(id).name),
        }
    }

    /// The keys that a distinct count counts in a period.
    fn keys_in(&self, id: Id<Metric>, period: &Period, scope: &Scope) -> BTreeSet<String> {
        let facts = self.selected(id, period);
        let facts: Vec<Fact> = facts.iter().filter(|fact| self.in_scope(id, fact, scope)).cloned().collect();
        self.distinct(self.measure(id).unwrap(), self.counted(id), &facts, self.bounds(id, period))
    }

    /// A part of growth accounting: the history is that of the scope, and whole.
    pub fn growth_part(&self, part: GrowthPart, id: Id<Metric>, period: &Period, scope: &Scope) -> Value {
        let grain = period.grain.expect("growth accounting needs a grain");
        let now = self.keys_in(id, period, scope);
        let before = self.keys_in(id, &self.shifted(period, -1), scope);
        let mut ever = BTreeSet::new();
        let mut earlier = self.facts(id, true).iter().map(|fact| fact.at).min().map(|at| self.period(grain, at));
        while let Some(past) = earlier.filter(|past| past.start < period.start) {
            ever.extend(self.keys_in(id, &past, scope));
            earlier = Some(self.shifted(&past, 1));
        }
        Value::integer(match part {
            GrowthPart::New => now.difference(&ever).count(),
            GrowthPart::Retained => now.intersection(&before).count(),
            GrowthPart::Resurrected => now.intersection(&ever).filter(|key| !before.contains(*key)).count(),
            GrowthPart::Churned => before.difference(&now).count(),
        } as i64)
    }

    /// The facts behind a part: those of the period; for churn those of the period before, too.
    pub fn touch_growth(&self, part: GrowthPart, id: Id<Metric>, period: &Period, visit: &dyn Fn(Id<Metric>, &Fact)) {
        self.touch(id, period, visit);
        if part == GrowthPart::Churned {
            self.touch(id, &self.shifted(period, -1), visit);
        }
    }

    /// Whether a fact is one of those that a count counts. Reading: a row that `count(x)` or `count(distinct x)` does not
    /// count for its null is none of the metric's rows.
    fn is_counted(&self, id: Id<Metric>, fact: &Fact) -> bool {
        let (measure, aggregate) = (self.measure(id).unwrap(), self.counted(id));
        let of_row = |expr| self.world.row_value(measure.source, Some(self.row(measure, fact)), expr);
        let passes = aggregate.filter.as_ref().is_none_or(|filter| of_row(filter).holds());
        let has_value = match &aggregate.input {
            AggregateInput::Rows => true,
            AggregateInput::Value(expr) => !of_row(expr).is_null(),
            AggregateInput::Distinct(parts) => !parts.iter().any(|part| of_row(part).is_null()),
            _ => panic!("`{}` is no count of rows", self.metric(id).name),
        };
        fact.kept && passes && has_value
    }

    fn cohort_key(&self, id: Id<Metric>, fact: &Fact, column: northstar::model::source::ColumnIndex) -> Value {
        let measure = self.measure(id).unwrap();
        self.world.column(measure.source, Some(self.row(measure, fact)), column)
    }

    /// Whether the second metric has a row of the key from a time (inclusive) to another (exclusive).
    fn arrives(&self, cohort: &Cohort, key: &Value, from: jiff::Timestamp, to: jiff::Timestamp) -> bool {
        self.facts(cohort.to, false).iter().any(|fact| {
            let same = self.cohort_key(cohort.to, fact, cohort.key.1).order(key).is_some_and(std::cmp::Ordering::is_eq);
            same && from <= fact.instant && fact.instant < to && self.is_counted(cohort.to, fact)
        })
    }

    /// The share of the first metric's rows that convert in time. A null key stays and never converts.
    pub fn conversion(&self, cohort: &Cohort, period: &Period, scope: &Scope) -> Value {
        let facts = self.selected(cohort.from, period);
        let starts: Vec<&Fact> =
            facts.iter().filter(|fact| self.in_scope(cohort.from, fact, scope) && self.is_counted(cohort.from, fact)).collect();
        let converts = |fact: &&&Fact| {
            let key = self.cohort_key(cohort.from, fact, cohort.key.0);
            let limit = self.world.clock.later(fact.instant, i64::from(cohort.count), cohort.unit);
            !key.is_null() && self.arrives(cohort, &key, fact.instant, limit)
        };
        share(starts.iter().filter(converts).count(), starts.len())
    }

    /// The keys whose first row ever of the first metric lies in the period, each with that row.
    /// Reading: a key has one first row, whatever the segments of its later rows.
    pub fn cohort(&self, cohort: &Cohort, period: &Period) -> Vec<(Value, Fact)> {
        let measure = self.measure(cohort.from).unwrap();
        let mut firsts: BTreeMap<String, (Value, Fact)> = BTreeMap::new();
        for fact in self.facts(cohort.from, true).iter().filter(|fact| self.is_counted(cohort.from, fact)) {
            let key = self.cohort_key(cohort.from, fact, cohort.key.0);
            if key.is_null() {
                continue;
            }
            let slot = firsts.entry(key.key()).or_insert_with(|| (key, fact.clone()));
            if self.by_time_then_key(measure, fact, &slot.1).is_lt() {
                slot.1 = fact.clone();
            }
        }
        firsts.into_values().filter(|(_, fact)| period.start <= fact.at && fact.at < period.end).collect()
    }

    /// The share of a period's cohort that is back in the n-th unit after its start.
    pub fn retention(&self, cohort: &Cohort, period: &Period, scope: &Scope) -> Value {
        let members = self.cohort(cohort, period);
        let members: Vec<_> = members.iter().filter(|(_, fact)| self.in_scope(cohort.from, fact, scope)).collect();
        let returns = |(key, fact): &&&(Value, Fact)| {
            let count = i64::from(cohort.count);
            let from = self.world.clock.later(fact.instant, count, cohort.unit);
            let to = self.world.clock.later(fact.instant, count + 1, cohort.unit);
            self.arrives(cohort, key, from, to)
        };
        share(members.iter().filter(returns).count(), members.len())
    }

    /// An aggregate over the values that metrics have per key: of every key that one of them finds a row of.
    pub fn keyed(&self, keyed: &Keyed, period: &Period, scope: &Scope) -> Value {
        let found = RefCell::new(BTreeMap::new());
        for expr in keyed.inner.iter().chain(&keyed.having) {
            self.touch_leaves(expr, period, &|id, fact| {
                let key = self.key_of(id, fact, &keyed.key);
                if self.in_scope(id, fact, scope) && !key.is_null() {
                    found.borrow_mut().insert(key.key(), key);
                }
            });
        }
        let mut values = Vec::new();
        for key in found.into_inner().into_values() {
            let here = scope.clone();
            let scope = Scope { key: Some((keyed.key.clone(), key.clone())), ..here };
            if keyed.having.as_ref().is_none_or(|having| self.derived(having, period, &scope).holds()) {
                values.push(keyed.inner.as_ref().map_or(key, |inner| self.derived(inner, period, &scope)));
            }
        }
        match (combine(keyed.function, values), keyed.function) {
            (Value::Null, northstar::model::metric::AggregateFunction::Sum) => Value::integer(0),
            (value, _) => value,
        }
    }
}

fn share(part: usize, whole: usize) -> Value {
    if whole == 0 { Value::Null } else { Value::Float(part as f64 / whole as f64) }
}
