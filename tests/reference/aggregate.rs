//! Aggregates over a list of facts, each filled as `semantics.md` says: no value is 0 for counts and sums, else null.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use northstar::model::expr::Expr;
use northstar::model::metric::{
    Aggregate, AggregateExpr, AggregateFunction, AggregateInput, Measure, Nested, NestedInner, NestedKey, SnapshotKind,
};
use northstar::model::source::RowExpr;
use northstar::project::calendar::Grain;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::clock::midnight;
use super::expression::{as_kind, evaluate};
use super::facts::{Evaluator, Fact, keys};
use super::value::{Exact, Value};

/// Within which time a list of facts was taken: what `per day` runs over.
pub type Bounds = (DateTime, DateTime);

impl Evaluator<'_> {
    /// Arithmetic over aggregates of some facts.
    pub fn aggregates(&self, measure: &Measure, expr: &AggregateExpr, facts: &[Fact], bounds: Bounds) -> Value {
        evaluate(&self.world.clock, expr, &|aggregate: &Aggregate, ty| {
            as_kind(self.aggregate(measure, aggregate, facts, bounds), ty)
        })
    }

    /// The same for a level of the days of a period. Reading: every day up to as-of has its level, filled like a period.
    pub fn daily_levels(
        &self,
        measure: &Measure,
        kind: SnapshotKind,
        expr: &AggregateExpr,
        facts: &[Fact],
        bounds: Bounds,
    ) -> Value {
        let function = match kind {
            SnapshotKind::Avg => AggregateFunction::Avg,
            SnapshotKind::Min => AggregateFunction::Min,
            _ => AggregateFunction::Max,
        };
        evaluate(&self.world.clock, expr, &|aggregate: &Aggregate, ty| {
            let mut levels = Vec::new();
            let mut day: Date = bounds.0.date();
            while midnight(day) < bounds.1.min(self.horizon()) {
                let of_day: Vec<Fact> = facts.iter().filter(|fact| fact.at.date() == day).cloned().collect();
                levels.push(self.aggregate(measure, aggregate, &of_day, (midnight(day), midnight(day + 1.day()))));
                day += 1.day();
            }
            as_kind(combine(function, levels), ty)
        })
    }

    /// One aggregate of some facts, filled.
    fn aggregate(&self, measure: &Measure, aggregate: &Aggregate, facts: &[Fact], bounds: Bounds) -> Value {
        let of_row = |fact: &Fact, expr: &RowExpr| self.world.row_value(measure.source, Some(self.row(measure, fact)), expr);
        let facts: Vec<Fact> = facts
            .iter()
            .filter(|fact| aggregate.filter.as_ref().is_none_or(|filter| of_row(fact, filter).holds()))
            .cloned()
            .collect();
        let value = match &aggregate.input {
            AggregateInput::Rows => Value::integer(facts.len() as i64),
            AggregateInput::Value(expr) => combine(aggregate.function, facts.iter().map(|fact| of_row(fact, expr)).collect()),
            AggregateInput::Distinct(_) | AggregateInput::QualifiedKeys(..) => {
                Value::integer(self.distinct(measure, aggregate, &facts, bounds).len() as i64)
            }
            AggregateInput::Nested(nested) => combine(aggregate.function, self.per_key(measure, nested, &facts, bounds)),
        };
        filled(aggregate.function, value)
    }

    /// The keys that a distinct count counts; a key with a null in it is none.
    pub fn distinct(&self, measure: &Measure, aggregate: &Aggregate, facts: &[Fact], bounds: Bounds) -> BTreeSet<String> {
        let of_row = |fact: &Fact, expr: &RowExpr| self.world.row_value(measure.source, Some(self.row(measure, fact)), expr);
        let passes = |fact: &&Fact| aggregate.filter.as_ref().is_none_or(|filter| of_row(fact, filter).holds());
        match &aggregate.input {
            AggregateInput::Distinct(parts) => {
                let tuples = facts.iter().filter(passes).map(|fact| parts.iter().map(|part| of_row(fact, part)).collect());
                tuples.filter(|tuple: &Vec<Value>| !tuple.iter().any(Value::is_null)).map(|tuple| keys(&tuple)).collect()
            }
            AggregateInput::QualifiedKeys(key, having) => {
                let groups = group(facts.iter().filter(passes), |fact| of_row(fact, key));
                let qualifies = |facts: &Vec<Fact>| self.aggregates(measure, having, facts, bounds).holds();
                groups.into_iter().filter(|(_, facts)| qualifies(facts)).map(|(key, _)| key).collect()
            }
            _ => panic!("only a distinct count has keys"),
        }
    }

    /// The values of the keys that qualify.
    fn per_key(&self, measure: &Measure, nested: &Nested, facts: &[Fact], bounds: Bounds) -> Vec<Value> {
        let groups: Vec<(Bounds, Vec<Fact>)> = match &nested.key {
            NestedKey::Column(path) => {
                let key = |fact: &Fact| self.world.path(measure.source, Some(self.row(measure, fact)), path);
                group(facts.iter(), key).into_values().map(|facts| (bounds, facts)).collect()
            }
            NestedKey::Period(grain) => self.sub_periods(*grain, facts, bounds),
        };
        let mut values = Vec::new();
        for (bounds, facts) in groups {
            let qualifies = |having: &Expr<Aggregate>| self.aggregates(measure, having, &facts, bounds).holds();
            if nested.having.as_ref().is_some_and(|having| !qualifies(having)) {
                continue;
            }
            values.push(match &nested.inner {
                NestedInner::Aggregates(inner) => self.aggregates(measure, inner, &facts, bounds),
                NestedInner::Determined(expr) => facts
                    .first()
                    .map_or(Value::Null, |fact| self.world.row_value(measure.source, Some(self.row(measure, fact)), expr)),
            });
        }
        values
    }

    /// Every sub-period up to as-of, with its facts, whether it has any or not.
    fn sub_periods(&self, grain: Grain, facts: &[Fact], bounds: Bounds) -> Vec<(Bounds, Vec<Fact>)> {
        let clock = &self.world.clock;
        let mut periods = Vec::new();
        let mut start = clock.truncate(grain, bounds.0);
        while start < bounds.1.min(self.horizon()) {
            let end = clock.shift(grain, start, 1);
            let inside = facts.iter().filter(|fact| start <= fact.at && fact.at < end).cloned().collect();
            periods.push(((start.max(bounds.0), end.min(bounds.1)), inside));
            start = end;
        }
        periods
    }
}

/// Facts by a key; those whose key is null are left out.
fn group<'f>(facts: impl Iterator<Item = &'f Fact>, key: impl Fn(&Fact) -> Value) -> BTreeMap<String, Vec<Fact>> {
    let mut groups: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        let key = key(fact);
        if !key.is_null() {
            groups.entry(key.key()).or_default().push(fact.clone());
        }
    }
    groups
}

fn filled(function: AggregateFunction, value: Value) -> Value {
    let is_zero = matches!(function, AggregateFunction::Count | AggregateFunction::Sum | AggregateFunction::ApproxCountDistinct);
    if value.is_null() && is_zero { Value::integer(0) } else { value }
}

/// An aggregate of some values, nulls left out; null where none is left, but of a count.
pub fn combine(function: AggregateFunction, values: Vec<Value>) -> Value {
    let values: Vec<Value> = values.into_iter().filter(|value| !value.is_null()).collect();
    if function == AggregateFunction::Count {
        return Value::integer(values.len() as i64);
    }
    if function == AggregateFunction::ApproxCountDistinct {
        return Value::integer(values.iter().map(Value::key).collect::<BTreeSet<_>>().len() as i64);
    }
    if values.is_empty() {
        return Value::Null;
    }
    let count = values.len() as f64;
    match function {
        AggregateFunction::Sum => sum(&values),
        AggregateFunction::Avg => Value::Float(sum(&values).to_f64() / count),
        AggregateFunction::Min => values.iter().min_by(|a, b| a.order(b).unwrap()).unwrap().clone(),
        AggregateFunction::Max => values.iter().max_by(|a, b| a.order(b).unwrap()).unwrap().clone(),
        AggregateFunction::Median => percentile(&values, 0.5),
        AggregateFunction::Percentile(share) => percentile(&values, share.to_f64()),
        AggregateFunction::Stddev if values.len() < 2 => Value::Null,
        AggregateFunction::Stddev if values.iter().all(|value| value.order(&values[0]).is_some_and(Ordering::is_eq)) => {
            Value::Float(0.0)
        }
        AggregateFunction::Stddev => {
            let mean = sum(&values).to_f64() / count;
            let squares: f64 = values.iter().map(|value| (value.to_f64() - mean).powi(2)).sum();
            Value::Float((squares / (count - 1.0)).sqrt())
        }
        AggregateFunction::Count | AggregateFunction::ApproxCountDistinct => Value::Null,
    }
}

fn sum(values: &[Value]) -> Value {
    let exact = values.iter().map(|value| if let Value::Number(number) = value { Some(*number) } else { None });
    match exact.collect::<Option<Vec<Exact>>>() {
        Some(numbers) => Value::Number(numbers.into_iter().fold(Exact::whole(0), Exact::add)),
        None => Value::Float(values.iter().map(Value::to_f64).sum()),
    }
}

/// Linear interpolation at 1 + q(n − 1) between order statistics.
fn percentile(values: &[Value], share: f64) -> Value {
    let mut numbers: Vec<f64> = values.iter().map(Value::to_f64).collect();
    numbers.sort_by(|a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    let position = share * (numbers.len() - 1) as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(numbers.len() - 1);
    Value::Float(numbers[below] + (position - position.floor()) * (numbers[above] - numbers[below]))
}
