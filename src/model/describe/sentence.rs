//! One plain sentence per metric: "Sum of `nights` over `bookings` where status is 'confirmed', per week, in nights."

use super::condition::Operands;
use super::{Describer, expression, words};
use crate::model::expr::{Arithmetic, Expr, Node};
use crate::model::metric::{
    Aggregate, AggregateExpr, AggregateFunction, AggregateInput, Cohort, Definition, GrowthPart, Keyed, Measure, Metric,
    MetricExpr, MetricLeaf, Nested, NestedInner, NestedKey, Snapshot, SnapshotKind, TimeAxis, Window,
};
use crate::model::source::{RowExpr, RowLeaf, Source};
use crate::model::{Id, Project};

impl Describer<'_> {
    /// One plain sentence of what a metric says.
    pub fn sentence(&self, metric: &Metric) -> String {
        let mut text = match &metric.definition {
            Definition::Measure(measure) => self.measure(measure),
            Definition::Derived(expr) => self.metric_value(expr),
            Definition::Error => return "Its value could not be read.".to_owned(),
        };
        if let Definition::Measure(measure) = &metric.definition {
            text.push_str(&self.dated(measure));
        }
        text.push_str(&self.span(metric));
        if let Some(unit) = words::unit(&metric.unit) {
            text.push_str(&format!(", in {unit}"));
        }
        text.push('.');
        words::capital(&text)
    }

    fn measure(&self, measure: &Measure) -> String {
        let value = self.aggregate_value(measure.source, &measure.expr);
        let source = &self.project.sources[measure.source];
        let counts_only = measure.expr.leaves().iter().all(|aggregate| aggregate.function == AggregateFunction::Count);
        let preposition = if counts_only { "in" } else { "over" };
        let mut text = format!("{value} {preposition} {}", self.code(&source.name));
        let conditions: Vec<String> = [&source.filter, &measure.filter]
            .into_iter()
            .flatten()
            .map(|condition| self.row_condition(measure.source, condition, true))
            .collect();
        if !conditions.is_empty() {
            text.push_str(&format!(" where {}", conditions.join(" and ")));
        }
        text
    }

    fn row_condition(&self, source: Id<Source>, condition: &RowExpr, joined: bool) -> String {
        let print = |expr: &RowExpr| expression::row(self.project, source, expr);
        let leaf = |leaf: &RowLeaf| match leaf {
            RowLeaf::Column(path) => self.text(&self.project.path_text(source, path)),
            RowLeaf::Native { .. } => "native SQL".to_owned(),
        };
        let text = self.condition(condition, &Operands { leaf: &leaf, print: &print });
        if joined && matches!(condition.node, Node::Or(..)) { format!("({text})") } else { text }
    }

    fn dated(&self, measure: &Measure) -> String {
        let source = &self.project.sources[measure.source];
        let name = |column| self.code(&source.column(column).name);
        match measure.time {
            TimeAxis::Column(column) if source.time == Some(column) => String::new(),
            TimeAxis::Column(column) => format!(", dated by {}", name(column)),
            TimeAxis::Interval(from, to) => {
                format!(", each row counted on every day from {} up to, not including, {}", name(from), name(to))
            }
        }
    }

    /// Over which time each value is taken: the window, the snapshot and the grain.
    fn span(&self, metric: &Metric) -> String {
        let grain = metric.grain.name();
        if let Some(snapshot) = &metric.snapshot {
            return self.snapshot(metric, snapshot);
        }
        match metric.window {
            None => format!(", per {grain}"),
            Some(Window::Trailing(count, unit)) => {
                format!(", over the {} up to the end of each {grain}", expression::duration(count, unit))
            }
            Some(Window::ToDate(start)) => {
                format!(", from the start of the {} to the end of each {grain}", start.name())
            }
            Some(Window::AllTime) => format!(", over all time up to the end of each {grain}"),
        }
    }

    fn snapshot(&self, metric: &Metric, snapshot: &Snapshot) -> String {
        let grain = metric.grain.name();
        let (interval, source) = match &metric.definition {
            Definition::Measure(measure) => {
                (matches!(measure.time, TimeAxis::Interval(..)), Some(&self.project.sources[measure.source]))
            }
            _ => (false, None),
        };
        let keys: Vec<String> =
            source.map_or_else(Vec::new, |source| snapshot.by.iter().map(|k| self.code(&source.column(*k).name)).collect());
        let which = match snapshot.which {
            SnapshotKind::Last => "last",
            SnapshotKind::First => "first",
            SnapshotKind::Avg => return format!(", the average of the levels of the days of each {grain}"),
            SnapshotKind::Min => return format!(", the smallest of the levels of the days of each {grain}"),
            SnapshotKind::Max => return format!(", the largest of the levels of the days of each {grain}"),
        };
        if !keys.is_empty() {
            return format!(", taking the {which} row of each {} in each {grain}", keys.join(" and "));
        }
        match (interval, snapshot.which) {
            (true, SnapshotKind::Last) => format!(", as open at the end of each {grain}"),
            _ => format!(", on the {which} day of each {grain}"),
        }
    }

    fn aggregate_value(&self, source: Id<Source>, expr: &AggregateExpr) -> String {
        self.arithmetic(expr, &|leaf| self.aggregate(source, leaf), &|expr| expression::aggregates(self.project, source, expr))
    }

    fn metric_value(&self, expr: &MetricExpr) -> String {
        self.arithmetic(expr, &|leaf| self.metric_leaf(leaf), &|expr| expression::metrics(self.project, expr))
    }

    /// One operation between two simple things reads as words; anything longer is clearer as it is written.
    fn arithmetic<L>(&self, expr: &Expr<L>, leaf: &dyn Fn(&L) -> String, print: &dyn Fn(&Expr<L>) -> String) -> String {
        let simple = |part: &Expr<L>| match &part.node {
            Node::Leaf(part) => Some(leaf(part)),
            Node::Literal(value) => Some(self.text(&expression::literal(value))),
            _ => None,
        };
        if let Some(words) = simple(expr) {
            return words;
        }
        if let Node::Arithmetic(op, a, b) = &expr.node
            && let (Some(a), Some(b)) = (simple(a), simple(b))
        {
            let word = match op {
                Arithmetic::Add => "plus",
                Arithmetic::Subtract => "minus",
                Arithmetic::Multiply => "times",
                Arithmetic::Divide => "divided by",
            };
            return format!("{a} {word} {b}");
        }
        self.code(&print(expr))
    }

    fn aggregate(&self, source: Id<Source>, aggregate: &Aggregate) -> String {
        let row = |expr: &RowExpr| self.code(&expression::row(self.project, source, expr));
        let mut text = match &aggregate.input {
            AggregateInput::Rows => "number of rows".to_owned(),
            AggregateInput::Value(value) if aggregate.function == AggregateFunction::Count => {
                format!("number of rows with a value of {}", row(value))
            }
            AggregateInput::Value(value) => format!("{} of {}", function(aggregate.function), row(value)),
            AggregateInput::Distinct(values) => {
                let values: Vec<String> = values.iter().map(row).collect();
                let about = if aggregate.function == AggregateFunction::ApproxCountDistinct { "approximate " } else { "" };
                format!("{about}number of distinct {}", values.join(" and "))
            }
            AggregateInput::QualifiedKeys(key, having) => {
                format!("number of distinct {} whose {}", row(key), self.having(source, having))
            }
            AggregateInput::Nested(nested) => self.nested(source, aggregate.function, nested),
        };
        if let Some(filter) = &aggregate.filter {
            text.push_str(&format!(" (only those where {})", self.row_condition(source, filter, false)));
        }
        text
    }

    fn having(&self, source: Id<Source>, having: &AggregateExpr) -> String {
        let leaf = |leaf: &Aggregate| self.aggregate(source, leaf);
        let print = |expr: &AggregateExpr| expression::aggregates(self.project, source, expr);
        self.condition(having, &Operands { leaf: &leaf, print: &print })
    }

    fn nested(&self, source: Id<Source>, outer: AggregateFunction, nested: &Nested) -> String {
        let inner = match &nested.inner {
            NestedInner::Aggregates(expr) => self.aggregate_value(source, expr),
            NestedInner::Determined(expr) => self.code(&expression::row(self.project, source, expr)),
        };
        let key = expression::nested_key(self.project, source, &nested.key);
        let each = match nested.key {
            NestedKey::Column(_) => self.code(&key),
            NestedKey::Period(_) => key,
        };
        let mut text = format!("{}, over every {each}, of its {inner}", function(outer));
        if let Some(having) = &nested.having {
            text.push_str(&format!(" (only for {each} whose {})", self.having(source, having)));
        }
        text
    }

    fn name(&self, id: Id<Metric>) -> String {
        (self.style.metric)(&self.project.metrics[id])
    }

    fn metric_leaf(&self, leaf: &MetricLeaf) -> String {
        match leaf {
            MetricLeaf::Metric(id) => self.name(*id),
            MetricLeaf::Lag(id, count, unit) => {
                format!("{} as of {} before", self.name(*id), expression::duration(*count, *unit))
            }
            MetricLeaf::Growth(id, count, unit) => {
                format!("growth of {} since {} before", self.name(*id), expression::duration(*count, *unit))
            }
            MetricLeaf::GrowthAccounting(part, id) => {
                let seen = match part {
                    GrowthPart::New => "in this period for the first time ever",
                    GrowthPart::Retained => "in this period and in the one before",
                    GrowthPart::Resurrected => "in this period and earlier, but not in the one before",
                    GrowthPart::Churned => "in the period before but not in this one",
                };
                format!("number of those that {} counts {seen}", self.name(*id))
            }
            MetricLeaf::Conversion(cohort) => self.conversion(cohort),
            MetricLeaf::Retention(cohort) => self.retention(cohort),
            MetricLeaf::Keyed(keyed) => self.keyed(keyed),
        }
    }

    fn conversion(&self, cohort: &Cohort) -> String {
        format!(
            "share of what {} counts that is followed by something {} counts, with the same {}, within {}",
            self.name(cohort.from),
            self.name(cohort.to),
            self.cohort_key(cohort),
            expression::duration(cohort.count, cohort.unit)
        )
    }

    fn retention(&self, cohort: &Cohort) -> String {
        format!(
            "share of each {} first counted by {} that {} counts again in the {} that starts {} later",
            self.cohort_key(cohort),
            self.name(cohort.from),
            self.name(cohort.to),
            cohort.unit.name(),
            expression::duration(cohort.count, cohort.unit)
        )
    }

    fn cohort_key(&self, cohort: &Cohort) -> String {
        self.code(cohort_key(self.project, &self.project.metrics[cohort.from], cohort).unwrap_or("key"))
    }

    fn keyed(&self, keyed: &Keyed) -> String {
        let key = self.code(&keyed.key);
        let mut text = match &keyed.inner {
            Some(inner) => format!("{}, over every {key}, of its {}", function(keyed.function), self.metric_value(inner)),
            None => format!("number of distinct {key}"),
        };
        if let Some(having) = &keyed.having {
            let leaf = |leaf: &MetricLeaf| self.metric_leaf(leaf);
            let print = |expr: &MetricExpr| expression::metrics(self.project, expr);
            let condition = self.condition(having, &Operands { leaf: &leaf, print: &print });
            let whose = if keyed.inner.is_some() {
                format!(" (only for {key} whose {condition})")
            } else {
                format!(" whose {condition}")
            };
            text.push_str(&whose);
        }
        text
    }
}

/// The name of a cohort's key, a column of the source that the first metric counts.
pub(super) fn cohort_key<'a>(project: &'a Project, from: &Metric, cohort: &Cohort) -> Option<&'a str> {
    let Definition::Measure(measure) = &from.definition else { return None };
    Some(&project.sources[measure.source].column(cohort.key.0).name)
}

fn function(function: AggregateFunction) -> String {
    match function {
        AggregateFunction::Count => "number".to_owned(),
        AggregateFunction::Sum => "sum".to_owned(),
        AggregateFunction::Avg => "average".to_owned(),
        AggregateFunction::Min => "smallest".to_owned(),
        AggregateFunction::Max => "largest".to_owned(),
        AggregateFunction::Median => "median".to_owned(),
        AggregateFunction::Percentile(q) => format!("{} percentile", words::percent(q)),
        AggregateFunction::Stddev => "standard deviation".to_owned(),
        AggregateFunction::ApproxCountDistinct => "approximate number of distinct values".to_owned(),
    }
}
