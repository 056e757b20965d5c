//! What the checker says of adding up is true. Over random projects and tables: where it says that a metric adds, the
//! evaluator's slices sum to its total and its days to their week; where it says that a metric does not, some table shows that
//! adding would have been wrong, so that "does not add" is no empty caution.

use northstar::model::Id;
use northstar::model::expr::{Arithmetic, Expr, Node};
use northstar::model::metric::{
    Aggregate, AggregateFunction, AggregateInput, Definition, Merge, Metric, MetricLeaf, NestedKey, SnapshotKind, TimeKind,
};
use northstar::project::calendar::Grain;
use std::collections::{BTreeMap, BTreeSet};

use super::aggregate::combine;
use super::compare::same;
use super::facts::{Evaluator, Period, Question, Scope, keys};
use super::generator::Forms;
use super::harness::{measures, prepare, project, world};
use super::rows::World;
use super::search::{say, search};
use super::value::Value;
use super::written::{Written, WrittenQuestion};

/// Which periods nest in which: weeks in nothing.
const NESTED: [(Grain, Grain); 4] =
    [(Grain::Day, Grain::Week), (Grain::Day, Grain::Month), (Grain::Month, Grain::Quarter), (Grain::Quarter, Grain::Year)];

/// Forms whose values of parts no sum puts together, over segments as over periods. (A count of distinct keys would add over
/// what the key determines, listings over cities, say; a metric has one answer for all its dimensions, so it is no.)
const RECOMPUTED: [&str; 12] = [
    "a distinct count",
    "an average",
    "a deviation",
    "a percentile",
    "a ratio",
    "the least or largest",
    "an aggregate per key",
    "keys that qualify",
    "a function",
    "a part of growth accounting",
    "a cohort",
    "keys over metrics",
];
/// Forms that add over segments, but not over periods.
const STANDING: [&str; 3] = ["a window", "a level", "a lag"];

#[test]
fn what_the_checker_says_of_adding_up_is_true() {
    let mut ledger = Ledger::default();
    search(Forms::All, 800, |written| ledger.judge(written));
    let said = ledger.said();
    say(&said);
    let Ledger { sums, extremes, null_segments, filled, asked_where, wrong } = &ledger;
    assert!(sums.0 > 300 && sums.1 > 300 && extremes.0 > 15 && extremes.1 > 15, "{said}");
    assert!(*null_segments > 50 && *filled > 50 && *asked_where > 50, "{said}");
    let over = |way, forms: &[&'static str]| forms.iter().map(|form| (way, *form)).collect::<Vec<_>>();
    let mut wanted = over(Way::Segments, &RECOMPUTED);
    wanted.extend(over(Way::Segments, &["a growth", "the least or largest level"]));
    wanted.extend(over(Way::Periods, &RECOMPUTED).into_iter().chain(over(Way::Periods, &STANDING)));
    for pair in wanted {
        assert!(wrong.contains_key(&pair), "{pair:?} was never seen not to add\n{said}");
    }
}

/// Over what is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Segments,
    Periods,
}

/// What was seen so far.
#[derive(Debug, Default)]
struct Ledger {
    /// How many sums of more than one part were the whole: over segments, over periods.
    sums: (usize, usize),
    /// How many extremes were: likewise.
    extremes: (usize, usize),
    /// How many of the sums had a segment without a name, were of a metric with a `fill`, were asked with `--where`.
    null_segments: usize,
    filled: usize,
    asked_where: usize,
    /// How often a form that does not add was seen not to.
    wrong: BTreeMap<(Way, &'static str), usize>,
}

impl Ledger {
    fn said(&self) -> String {
        let Ledger { sums, extremes, wrong, .. } = self;
        format!(
            "adding up: of segments and of periods {sums:?} sums and {extremes:?} extremes were right; wrong to add: {wrong:?}"
        )
    }

    /// `Err` says what was claimed and is not so.
    fn judge(&mut self, written: &Written) -> Result<(), String> {
        let asked = questions(written)?;
        let (project, questions) = prepare(&written.metrics, &written.calendar, &asked)?;
        let world = world(&project, written);
        for (question, words) in questions.iter().zip(&asked) {
            let whole = Question { by: Vec::new(), ..question.clone() };
            let (total, sliced) = (Evaluator::new(&world, &whole), Evaluator::new(&world, question));
            let problem = if question.by.is_empty() { self.over_periods(&total) } else { self.over_segments(&total, &sliced) };
            problem.map_err(|problem| format!("{words}\n{problem}"))?;
        }
        Ok(())
    }

    fn over_segments(&mut self, total: &Evaluator<'_>, sliced: &Evaluator<'_>) -> Result<(), String> {
        let id = total.question.metrics[0];
        let metric = total.metric(id);
        let claim = claim(metric, total.world, metric.additivity.over_dimensions, true);
        let segments = segments(sliced, id);
        let has_null = segments.iter().flatten().any(Value::is_null);
        for period in periods(total, id, total.question.grain) {
            let whole = total.value(id, &period, &scope(Vec::new()));
            let parts: Vec<Value> = segments.iter().map(|segment| sliced.value(id, &period, &scope(segment.clone()))).collect();
            if matches!(claim, Claim::Sum) {
                self.null_segments += usize::from(has_null);
                self.filled += usize::from(metric.fill.is_some());
                self.asked_where += usize::from(!total.question.filter.is_empty());
            }
            let form = || form(metric, total.world, Way::Segments);
            self.hold(Way::Segments, &form, claim, &whole, parts).map_err(|problem| at(metric, &period, &problem))?;
        }
        Ok(())
    }

    fn over_periods(&mut self, total: &Evaluator<'_>) -> Result<(), String> {
        let id = total.question.metrics[0];
        let metric = total.metric(id);
        let flows = metric.additivity.time == TimeKind::Flow;
        let claim = claim(metric, total.world, metric.additivity.over_time, flows);
        let one = [meaningful(metric, total.world)];
        let nested = if matches!(claim, Claim::Nothing) { &one[..] } else { &NESTED[..] };
        for (fine, coarse) in nested {
            for period in periods(total, id, Some(*coarse)) {
                let whole = total.value(id, &period, &scope(Vec::new()));
                let mut parts = Vec::new();
                let mut part = total.period(*fine, period.start);
                while part.start < period.end && part.start < total.horizon() {
                    parts.push(total.value(id, &part, &scope(Vec::new())));
                    part = total.shifted(&part, 1);
                }
                let form = || form(metric, total.world, Way::Periods);
                self.hold(Way::Periods, &form, claim, &whole, parts).map_err(|problem| at(metric, &period, &problem))?;
            }
        }
        Ok(())
    }

    /// Holds what is claimed against the values of the parts and of the whole.
    fn hold(
        &mut self,
        way: Way,
        form: &dyn Fn() -> &'static str,
        claim: Claim,
        whole: &Value,
        parts: Vec<Value>,
    ) -> Result<(), String> {
        let function = if let Claim::Extreme(function) = claim { function } else { AggregateFunction::Sum };
        let several = parts.iter().filter(|part| !part.is_null()).count() > 1;
        let text: Vec<String> = parts.iter().map(ToString::to_string).collect();
        let merged = combine(function, parts);
        // Nothing adds up to 0 where there is no part at all.
        let right = same(&merged, whole) || (text.is_empty() && whole.to_f64() == 0.0);
        let counted = match claim {
            Claim::Nothing if right => return Ok(()),
            Claim::Nothing => self.wrong.entry((way, form())).or_default(),
            _ if !right => return Err(format!("{way:?} {} give {merged}, not {whole}", text.join(", "))),
            Claim::Sum if way == Way::Segments => &mut self.sums.0,
            Claim::Sum => &mut self.sums.1,
            Claim::Extreme(_) if way == Way::Segments => &mut self.extremes.0,
            Claim::Extreme(_) => &mut self.extremes.1,
        };
        *counted += usize::from(several || matches!(claim, Claim::Nothing));
        Ok(())
    }
}

fn at(metric: &Metric, period: &Period, problem: &str) -> String {
    format!("`{}` is said to merge, but in the {:?} of {}: {problem}", metric.name, period.grain, period.start)
}

/// What the checker claims of the parts of a metric.
#[derive(Debug, Clone, Copy)]
enum Claim {
    /// Their sum is the whole.
    Sum,
    /// The least or the largest of them is.
    Extreme(AggregateFunction),
    /// Nothing.
    Nothing,
}

fn claim(metric: &Metric, world: &World<'_>, adds: bool, extremes: bool) -> Claim {
    match metric.additivity.merge {
        Merge::Sum if adds => Claim::Sum,
        Merge::MinMax if extremes => Claim::Extreme(extreme(world, metric)),
        merge => {
            assert!(!adds || merge == Merge::Sum, "`{}` is said to add and not to", metric.name);
            Claim::Nothing
        }
    }
}

/// Whether a metric takes the least or the largest: itself, or the one metric that it reads.
fn extreme(world: &World<'_>, metric: &Metric) -> AggregateFunction {
    match &metric.definition {
        Definition::Measure(measure) => match &measure.expr.node {
            Node::Leaf(aggregate) => aggregate.function,
            _ => panic!("`{}` is said to be the least or largest, but is arithmetic", metric.name),
        },
        Definition::Derived(Expr { node: Node::Leaf(MetricLeaf::Metric(id) | MetricLeaf::Lag(id, ..)), .. }) => {
            extreme(world, &world.project.metrics[*id])
        }
        _ => panic!("`{}` is said to be the least or largest, but is arithmetic", metric.name),
    }
}

fn scope(segment: Vec<Value>) -> Scope {
    Scope { place: keys(&segment).into(), key: None }
}

/// The segments of all rows that pass every `where`.
fn segments(evaluator: &Evaluator<'_>, id: Id<Metric>) -> Vec<Vec<Value>> {
    let mut seen = BTreeMap::new();
    for measure in measures(evaluator.world.project, id) {
        let facts = evaluator.facts(measure, true);
        seen.extend(facts.iter().filter(|fact| fact.kept).map(|fact| (keys(&fact.segment), fact.segment.to_vec())));
    }
    seen.into_values().collect()
}

/// Some of the periods that have rows, and the one after each; without a grain, the whole up to as-of.
fn periods(evaluator: &Evaluator<'_>, id: Id<Metric>, grain: Option<Grain>) -> Vec<Period> {
    let mut times = BTreeSet::new();
    for measure in measures(evaluator.world.project, id) {
        times.extend(evaluator.facts(measure, true).iter().map(|fact| fact.at));
    }
    let Some(first) = times.first() else { return Vec::new() };
    let Some(grain) = grain else { return vec![Period { grain, start: *first, end: evaluator.horizon() }] };
    let first = evaluator.period(grain, *first).start;
    let starts: BTreeSet<_> = times.iter().map(|at| evaluator.period(grain, *at).start).collect();
    let sparse = starts.len().div_ceil(3);
    let mut chosen: Vec<Period> = Vec::new();
    for start in starts.into_iter().step_by(sparse) {
        let period = evaluator.period(grain, start);
        chosen.extend([period, evaluator.shifted(&period, 1)]);
    }
    chosen.retain(|period| first <= period.start && period.start < evaluator.horizon());
    chosen
}

/// The questions of a case, one for each metric with each of its slices, and one without.
fn questions(written: &Written) -> Result<Vec<WrittenQuestion>, String> {
    let project = project(&written.metrics, &written.calendar)?;
    let mut asked = Vec::new();
    for question in &written.questions {
        for name in &question.metrics {
            let id = project.metric_named(name).unwrap();
            let mut slices: Vec<Vec<String>> = question.by.iter().map(|slice| vec![slice.clone()]).collect();
            slices.extend(project.dimension_names(id).into_iter().map(|name| vec![name]));
            slices.extend([question.by.clone(), Vec::new()]);
            slices.sort();
            slices.dedup();
            let one = |by| WrittenQuestion { metrics: vec![name.clone()], by, since: None, until: None, ..question.clone() };
            asked.extend(slices.into_iter().map(one));
        }
    }
    Ok(asked)
}

/// Two grains at which a metric has a meaning, of which one nests in the other.
fn meaningful(metric: &Metric, world: &World<'_>) -> (Grain, Grain) {
    if reads_days(metric, world) {
        (Grain::Month, Grain::Quarter)
    } else if metric.grain == Grain::Day {
        (Grain::Day, Grain::Month)
    } else {
        (Grain::Day, Grain::Week)
    }
}

/// Whether it reads something `per day`, which a day has no value of.
fn reads_days(metric: &Metric, world: &World<'_>) -> bool {
    let by_day = |aggregate: &Aggregate| matches!(&aggregate.input, AggregateInput::Nested(nested) if matches!(nested.key, NestedKey::Period(_)));
    let id = world.project.metric_named(&metric.name).unwrap();
    world.project.measures_of(id).into_iter().any(|measure| match &world.project.metrics[measure].definition {
        Definition::Measure(measure) => measure.expr.leaves().into_iter().any(by_day),
        _ => false,
    })
}

/// What of a metric's definition decides that it does not add.
fn form(metric: &Metric, world: &World<'_>, way: Way) -> &'static str {
    let adds_otherwise = metric.additivity.merge == Merge::Sum && way == Way::Periods;
    match (&metric.definition, &metric.window, metric.snapshot.as_ref().map(|snapshot| snapshot.which)) {
        (Definition::Measure(_), Some(_), _) if adds_otherwise => "a window",
        (Definition::Measure(_), _, Some(SnapshotKind::Last | SnapshotKind::First)) if adds_otherwise => "a level",
        (Definition::Measure(_), _, Some(SnapshotKind::Avg)) if adds_otherwise => "the average level",
        (Definition::Measure(_), _, Some(SnapshotKind::Min | SnapshotKind::Max)) => "the least or largest level",
        (Definition::Measure(measure), ..) => arithmetic(&measure.expr, &of_aggregate),
        (Definition::Derived(expr), ..) => arithmetic(expr, &|leaf| match leaf {
            MetricLeaf::Metric(id) => form(&world.project.metrics[*id], world, way),
            MetricLeaf::Lag(id, ..) if !adds_otherwise => form(&world.project.metrics[*id], world, way),
            MetricLeaf::Lag(..) => "a lag",
            MetricLeaf::Growth(..) => "a growth",
            MetricLeaf::GrowthAccounting(..) => "a part of growth accounting",
            MetricLeaf::Conversion(_) | MetricLeaf::Retention(_) => "a cohort",
            MetricLeaf::Keyed(_) => "keys over metrics",
        }),
        (Definition::Error, ..) => panic!("`{}` has no value", metric.name),
    }
}

fn of_aggregate(aggregate: &Aggregate) -> &'static str {
    match (aggregate.function, &aggregate.input) {
        (_, AggregateInput::QualifiedKeys(..)) => "keys that qualify",
        (_, AggregateInput::Nested(_)) => "an aggregate per key",
        (AggregateFunction::ApproxCountDistinct, _) | (_, AggregateInput::Distinct(_)) => "a distinct count",
        (AggregateFunction::Avg, _) => "an average",
        (AggregateFunction::Stddev, _) => "a deviation",
        (AggregateFunction::Median | AggregateFunction::Percentile(_), _) => "a percentile",
        (AggregateFunction::Min | AggregateFunction::Max, _) => "the least or largest",
        (AggregateFunction::Count | AggregateFunction::Sum, _) => "a sum",
    }
}

fn arithmetic<L>(expr: &Expr<L>, of: &dyn Fn(&L) -> &'static str) -> &'static str {
    let constant = |expr: &Expr<L>| expr.leaves().is_empty();
    match &expr.node {
        Node::Leaf(leaf) => of(leaf),
        Node::Negate(inner) => arithmetic(inner, of),
        Node::Arithmetic(Arithmetic::Divide, _, divisor) if !constant(divisor) => "a ratio",
        Node::Arithmetic(Arithmetic::Multiply, a, b) if !constant(a) && !constant(b) => "a product",
        Node::Arithmetic(Arithmetic::Add | Arithmetic::Subtract, a, b) if constant(a) || constant(b) => "a constant added",
        Node::Arithmetic(..) => "arithmetic",
        _ => "a function",
    }
}
