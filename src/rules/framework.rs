//! What several rules ask of the framework: which north stars there are, what reaches them, and what to name in a help.

use crate::model::expr::{Expr, Node};
use crate::model::metric::{Definition, Metric, MetricLeaf, Role};
use crate::model::{Id, Project};
use crate::project::calendar::Grain;
use crate::syntax::ast::TimeUnit;
use jiff::Span;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet, VecDeque};

/// The north stars by name, in order; one that is declared twice under one name is reported as that (NS101).
pub(super) fn north_stars(project: &Project) -> Vec<(Id<Metric>, &Metric)> {
    let mut names = HashSet::new();
    project.metrics_of(Role::NorthStar).filter(|(_, star)| names.insert(star.name.as_str())).collect()
}

/// The north star, where there is just one. With several, one of them will be something else, and what it lacks as a north star
/// is no second problem.
pub(super) fn the_star(project: &Project) -> Option<(Id<Metric>, &Metric)> {
    match north_stars(project).as_slice() {
        [star] => Some(*star),
        _ => None,
    }
}

/// Whether all metrics of a role are known with all their properties, so that something can be concluded from what none of them has.
pub(super) fn all_known(project: &Project, role: Role) -> bool {
    !project.broken && project.metrics_of(role).all(|(_, metric)| !metric.broken)
}

/// How far each metric is from a north star, in steps of `drives`.
pub(super) struct Reach {
    steps: HashMap<Id<Metric>, usize>,
    next: HashMap<Id<Metric>, Id<Metric>>,
}

impl Reach {
    /// Walks from the north stars down.
    pub(super) fn new(project: &Project) -> Reach {
        let mut drivers: HashMap<Id<Metric>, Vec<Id<Metric>>> = HashMap::new();
        for (id, metric) in project.metrics.iter() {
            for (driven, _) in &metric.drives {
                drivers.entry(*driven).or_default().push(id);
            }
        }
        let mut queue: VecDeque<Id<Metric>> = north_stars(project).into_iter().map(|(id, _)| id).collect();
        let mut reach = Reach { steps: queue.iter().map(|id| (*id, 0)).collect(), next: HashMap::new() };
        while let Some(id) = queue.pop_front() {
            let steps = reach.steps.get(&id).copied().unwrap_or(0);
            for driver in drivers.get(&id).into_iter().flatten() {
                if !reach.steps.contains_key(driver) {
                    reach.steps.insert(*driver, steps + 1);
                    reach.next.insert(*driver, id);
                    queue.push_back(*driver);
                }
            }
        }
        reach
    }

    /// The fewest steps of `drives` from a metric to a north star; `None` where it does not reach one.
    pub(super) fn steps(&self, metric: Id<Metric>) -> Option<usize> {
        self.steps.get(&metric).copied()
    }

    /// The metrics from one up to the north star, by the shortest way.
    pub(super) fn way_up(&self, metric: Id<Metric>) -> Vec<Id<Metric>> {
        let mut way = vec![metric];
        while let Some(next) = way.last().and_then(|last| self.next.get(last)) {
            way.push(*next);
        }
        way
    }
}

/// Inputs that reach no north star although what they say of it could be read. One that drives another such input is not among
/// them: it reaches the north star as soon as the other one does.
pub(super) fn unlinked_inputs(project: &Project) -> Vec<Id<Metric>> {
    if north_stars(project).is_empty() {
        return Vec::new();
    }
    let reach = Reach::new(project);
    let is_input = |id: Id<Metric>| project.metrics[id].role == Role::Input;
    let inputs = project.metrics_of(Role::Input).filter(|(id, input)| reach.steps(*id).is_none() && !input.incomplete);
    let known = inputs.filter(|(_, input)| !(input.broken && input.properties.contains_key("drives")));
    known.filter(|(_, input)| !input.drives.iter().any(|(driven, _)| is_input(*driven))).map(|(id, _)| id).collect()
}

/// Names of metrics that a rule can propose: those that read rows of the same sources as `metric`, nearest in the files first,
/// at most three.
pub(super) fn beside(project: &Project, metric: Id<Metric>, fits: impl Fn(&Metric) -> bool) -> Vec<String> {
    let source_of = |id: Id<Metric>| match &project.metrics[id].definition {
        Definition::Measure(measure) => Some(measure.source),
        _ => None,
    };
    let sources: HashSet<_> = project.measures_of(metric).into_iter().filter_map(source_of).collect();
    let fitting = project.metrics.iter().filter(|(id, other)| *id != metric && !other.broken && fits(other));
    let mut near: Vec<_> = fitting.filter(|(id, _)| source_of(*id).is_some_and(|source| sources.contains(&source))).collect();
    near.sort_by_key(|(id, _)| id.index().abs_diff(metric.index()));
    near.into_iter().take(3).map(|(_, other)| format!("`{}`", other.name)).collect()
}

/// The metric that another one only repeats: `value: nights_booked`, over any number of steps.
pub(super) fn meant(project: &Project, mut metric: Id<Metric>) -> Id<Metric> {
    // Definitions have no circle where they are resolved.
    while let Definition::Derived(Expr { node: Node::Leaf(MetricLeaf::Metric(next)), .. }) = &project.metrics[metric].definition {
        metric = *next;
    }
    metric
}

/// A number in words up to twelve, then in digits.
pub(super) fn count(number: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Names in a sentence: `a`, `b` or `c`.
pub(super) fn one_of(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} or {last}", all.join(", ")),
    }
}

/// How to give a metric its review.
pub(super) fn review_help(project: &Project) -> String {
    match project.cadences.values().find(|cadence| cadence.name_span.is_some()) {
        Some(cadence) => format!("write `review: {}`, or `review: weekly`", cadence.name),
        None => "write `review: weekly`, or declare a `cadence` and name it".to_owned(),
    }
}

/// When the question whether a metric is still the right one was last answered, and when it is to be asked again.
pub(super) fn next_revisit(metric: &Metric) -> Option<(Date, Date)> {
    let (count, unit) = metric.revisit?;
    let last = metric.reviewed.or(metric.adopted)?;
    Some((last, last.checked_add(span_of(count, unit)?).ok()?))
}

/// A span of the calendar.
pub(super) fn span_of(count: u32, unit: TimeUnit) -> Option<Span> {
    let (span, count) = (Span::new(), i64::from(count));
    let span = match unit {
        TimeUnit::Minute => span.try_minutes(count),
        TimeUnit::Hour => span.try_hours(count),
        TimeUnit::Day => span.try_days(count),
        TimeUnit::Week => span.try_weeks(count),
        TimeUnit::Month => span.try_months(count),
        TimeUnit::Quarter => span.try_months(count.saturating_mul(3)),
        TimeUnit::Year => span.try_years(count),
    };
    span.ok()
}

/// The day so many periods after another. Hours count by the day.
pub(super) fn later(grain: Grain, day: Date, periods: u32) -> Option<Date> {
    let (count, unit) = match grain {
        Grain::Hour => (periods / 24, TimeUnit::Day),
        Grain::Day => (periods, TimeUnit::Day),
        Grain::Week => (periods, TimeUnit::Week),
        Grain::Month => (periods, TimeUnit::Month),
        Grain::Quarter => (periods, TimeUnit::Quarter),
        Grain::Year => (periods, TimeUnit::Year),
    };
    day.checked_add(span_of(count, unit)?).ok()
}

/// How many whole periods lie between two days; `None` where the second one comes first.
pub(super) fn whole_periods(grain: Grain, from: Date, to: Date) -> Option<u32> {
    let days = u32::try_from(from.until(to).ok()?.get_days()).ok()?;
    let months = || {
        let months = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month()) - i32::from(from.month());
        u32::try_from(months).unwrap_or(0)
    };
    let guess = match grain {
        Grain::Hour => days.saturating_mul(24),
        Grain::Day => days,
        Grain::Week => days / 7,
        Grain::Month => months(),
        Grain::Quarter => months() / 3,
        Grain::Year => months() / 12,
    };
    let is_over = later(grain, from, guess).is_none_or(|day| day > to);
    Some(if is_over { guess.saturating_sub(1) } else { guess })
}
