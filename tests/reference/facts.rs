//! The rows that a measure sees, each with its date and segment, and the periods that they fall into.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};
use northstar::model::Id;
use northstar::model::metric::{Definition, Measure, Metric, Snapshot, SnapshotKind, TimeAxis, Window};
use northstar::model::source::{ColumnPath, RowExpr};
use northstar::project::calendar::Grain;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::clock::{calendar_span, midnight};
use super::rows::{Row, World};
use super::value::Value;

/// What `northstar query` is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The metrics, in order.
    pub metrics: Vec<Id<Metric>>,
    /// The dimensions, in order.
    pub by: Vec<Slice>,
    /// The grain; `None` is `--grain none`.
    pub grain: Option<Grain>,
    /// The first day.
    pub since: Option<Date>,
    /// The day after the last.
    pub until: Option<Date>,
    /// `--where`, resolved for each source by its position.
    pub filter: BTreeMap<usize, RowExpr>,
    /// The last day whose rows are seen.
    pub as_of: Date,
    /// `--sparse`
    pub sparse: bool,
}

/// A dimension: its name, and its path for each measure.
#[derive(Clone, Debug)]
pub struct Slice {
    /// The column's name in the result.
    pub name: String,
    /// The path from the source of each metric that aggregates rows.
    pub paths: HashMap<Id<Metric>, ColumnPath>,
}

/// A row that passed the source's filter, with its date. A fact that lasts stands here once for each of its days.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its position in the source's table.
    pub row: usize,
    /// When, on the wall clock of the project's zone.
    pub at: DateTime,
    /// When, exactly.
    pub instant: Timestamp,
    /// Its dimension values.
    pub segment: Rc<Vec<Value>>,
    /// The same as one text, to compare.
    pub place: Rc<str>,
    /// Whether it passes the metric's `where`, and `--where`.
    pub kept: bool,
}

/// A period, on the wall clock of the project's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// `None`: the whole range at `--grain none`.
    pub grain: Option<Grain>,
    /// The first moment.
    pub start: DateTime,
    /// The first moment after it.
    pub end: DateTime,
}

/// Which facts count: those of one segment, and of one key where metrics are met per key.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The dimension values as one text.
    pub place: Rc<str>,
    /// The key column's name and its value.
    pub key: Option<(String, Value)>,
}

/// Facts by metric, with and without `--where`.
type Known = HashMap<(Id<Metric>, bool), Rc<Vec<Fact>>>;

/// A question about a world.
pub struct Evaluator<'a> {
    /// The project and its rows.
    pub world: &'a World<'a>,
    /// What is asked.
    pub question: &'a Question,
    known: RefCell<Known>,
    chosen: RefCell<HashMap<(Id<Metric>, Period), Rc<Vec<Fact>>>>,
}

/// A text that equal lists of values share.
pub fn keys(values: &[Value]) -> String {
    values.iter().map(Value::key).collect::<Vec<_>>().join("|")
}

impl<'a> Evaluator<'a> {
    /// Nothing is computed yet.
    pub fn new(world: &'a World<'a>, question: &'a Question) -> Evaluator<'a> {
        Evaluator { world, question, known: RefCell::default(), chosen: RefCell::default() }
    }

    /// A metric.
    pub fn metric(&self, id: Id<Metric>) -> &'a Metric {
        &self.world.project.metrics[id]
    }

    /// The measure of a metric that aggregates rows.
    pub fn measure(&self, id: Id<Metric>) -> Option<&'a Measure> {
        match &self.metric(id).definition {
            Definition::Measure(measure) => Some(measure),
            Definition::Derived(_) => None,
            Definition::Error => panic!("`{}` has no value", self.metric(id).name),
        }
    }

    /// The row of a fact.
    pub fn row(&self, measure: &Measure, fact: &Fact) -> &'a Row {
        &self.world.rows(measure.source)[fact.row]
    }

    /// The facts of a measure up to as-of, in the order of the table. `filtered`: whether `--where` holds for it.
    pub fn facts(&self, id: Id<Metric>, filtered: bool) -> Rc<Vec<Fact>> {
        if let Some(facts) = self.known.borrow().get(&(id, filtered)) {
            return Rc::clone(facts);
        }
        let facts = Rc::new(self.read_facts(id, filtered));
        self.known.borrow_mut().insert((id, filtered), Rc::clone(&facts));
        facts
    }

    fn read_facts(&self, id: Id<Metric>, filtered: bool) -> Vec<Fact> {
        let Some(measure) = self.measure(id) else { return Vec::new() };
        let source = &self.world.project.sources[measure.source];
        let passes = |row: &Row, filter: Option<&RowExpr>| {
            filter.is_none_or(|filter| self.world.row_value(measure.source, Some(row), filter).holds())
        };
        let mut facts = Vec::new();
        for (position, row) in self.world.rows(measure.source).iter().enumerate() {
            if !passes(row, source.filter.as_ref()) {
                continue;
            }
            let asked = self.question.filter.get(&measure.source.index()).filter(|_| filtered);
            let kept = passes(row, measure.filter.as_ref()) && passes(row, asked);
            let slice =
                |slice: &Slice| slice.paths.get(&id).map_or(Value::Null, |path| self.world.path(measure.source, Some(row), path));
            let segment: Rc<Vec<Value>> = Rc::new(self.question.by.iter().map(slice).collect());
            let place: Rc<str> = keys(&segment).into();
            for (at, instant) in self.dates(measure, row) {
                if at.date() <= self.question.as_of {
                    facts.push(Fact { row: position, at, instant, segment: Rc::clone(&segment), place: Rc::clone(&place), kept });
                }
            }
        }
        facts
    }

    /// When a row counts: never (null), once, or on every day that it lasts.
    fn dates(&self, measure: &Measure, row: &Row) -> Vec<(DateTime, Timestamp)> {
        let clock = &self.world.clock;
        let read = |column| {
            let value = self.world.column(measure.source, Some(row), column);
            let ty = self.world.column_type(measure.source, column);
            clock.local(&value, ty).zip(clock.instant(&value, ty))
        };
        match measure.time {
            TimeAxis::Column(column) => read(column).into_iter().collect(),
            TimeAxis::Interval(from, to) => {
                // Reading: both ends count by their day in the project's zone, so a night is one whatever the hour of arrival.
                let Some((first, _)) = read(from) else { return Vec::new() };
                let end = read(to).map_or(self.question.as_of + 1.day(), |(end, _)| end.date());
                let days = std::iter::successors(Some(first.date()), |day| Some(*day + 1.day()));
                let dated = |day: Date| {
                    let instant = clock.instant(&Value::Date(day), &northstar::model::types::Type::Date);
                    (midnight(day), instant.unwrap())
                };
                days.take_while(|day| *day < end && *day <= self.question.as_of).map(dated).collect()
            }
        }
    }

    /// The first moment after as-of.
    pub fn horizon(&self) -> DateTime {
        midnight(self.question.as_of + 1.day())
    }

    /// The period that holds a wall clock.
    pub fn period(&self, grain: Grain, wall: DateTime) -> Period {
        let start = self.world.clock.truncate(grain, wall);
        Period { grain: Some(grain), start, end: self.world.clock.shift(grain, start, 1) }
    }

    /// The period so many after.
    pub fn shifted(&self, period: &Period, count: i64) -> Period {
        let grain = period.grain.expect("the whole range has no neighbour");
        self.period(grain, self.world.clock.shift(grain, period.start, count))
    }

    /// The bounds within which a metric reads for a period: its own, or its window's, which ends with the period.
    pub fn bounds(&self, id: Id<Metric>, period: &Period) -> (DateTime, DateTime) {
        let last_day = midnight((period.end - 1.nanosecond()).date());
        match self.metric(id).window {
            None => (period.start, period.end),
            Some(Window::Trailing(count, unit)) => (period.end - calendar_span(i64::from(count), unit), period.end),
            Some(Window::ToDate(grain)) => (self.world.clock.truncate(grain, last_day), period.end),
            Some(Window::AllTime) => {
                let first = self.facts(id, true).iter().map(|fact| midnight(fact.at.date())).min();
                (first.map_or(period.start, |first| first.min(period.start)), period.end)
            }
        }
    }

    /// The facts that a measure reads for a period: in its window and under its `where`; of a level, those that count.
    /// Reading: a snapshot chooses among the rows that pass `where`, before segments are told apart.
    pub fn selected(&self, id: Id<Metric>, period: &Period) -> Rc<Vec<Fact>> {
        if let Some(facts) = self.chosen.borrow().get(&(id, *period)) {
            return Rc::clone(facts);
        }
        let facts = Rc::new(self.choose(id, period));
        self.chosen.borrow_mut().insert((id, *period), Rc::clone(&facts));
        facts
    }

    fn choose(&self, id: Id<Metric>, period: &Period) -> Vec<Fact> {
        let (start, end) = self.bounds(id, period);
        let facts = self.facts(id, true);
        let inside: Vec<Fact> = facts.iter().filter(|fact| fact.kept && start <= fact.at && fact.at < end).cloned().collect();
        match &self.metric(id).snapshot {
            None => inside,
            Some(snapshot) => self.levels(id, snapshot, period, inside),
        }
    }

    fn levels(&self, id: Id<Metric>, snapshot: &Snapshot, period: &Period, facts: Vec<Fact>) -> Vec<Fact> {
        let on = |day: Date| facts.iter().filter(|fact| fact.at.date() == day).cloned().collect();
        match snapshot.which {
            SnapshotKind::Avg | SnapshotKind::Min | SnapshotKind::Max => facts,
            SnapshotKind::Last if snapshot.by.is_empty() => on(self.last_day(period)),
            SnapshotKind::First if snapshot.by.is_empty() => on(period.start.date()),
            which => self.one_per_key(id, snapshot, which, &facts),
        }
    }

    /// The last complete day of a period: of one under way, the day before as-of.
    pub fn last_day(&self, period: &Period) -> Date {
        let last = (period.end - 1.nanosecond()).date();
        if period.end > midnight(self.question.as_of) { self.question.as_of - 1.day() } else { last }
    }

    fn one_per_key(&self, id: Id<Metric>, snapshot: &Snapshot, which: SnapshotKind, facts: &[Fact]) -> Vec<Fact> {
        let Some(measure) = self.measure(id) else { return Vec::new() };
        let mut best: BTreeMap<String, &Fact> = BTreeMap::new();
        for fact in facts {
            let row = Some(self.row(measure, fact));
            let by: Vec<Value> = snapshot.by.iter().map(|column| self.world.column(measure.source, row, *column)).collect();
            let slot = best.entry(keys(&by)).or_insert(fact);
            let order = self.by_time_then_key(measure, fact, slot);
            if (which == SnapshotKind::Last && order.is_gt()) || (which == SnapshotKind::First && order.is_lt()) {
                *slot = fact;
            }
        }
        best.into_values().cloned().collect()
    }

    /// The order of two facts: by time, then by the source's key.
    pub fn by_time_then_key(&self, measure: &Measure, a: &Fact, b: &Fact) -> std::cmp::Ordering {
        let source = &self.world.project.sources[measure.source];
        let key = |fact: &Fact, column| self.world.column(measure.source, Some(self.row(measure, fact)), column);
        let by_key = || {
            let orders = source.key.iter().filter_map(|column| key(a, *column).order(&key(b, *column)));
            orders.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
        };
        a.instant.cmp(&b.instant).then_with(by_key)
    }

    /// Whether a fact counts in a scope.
    pub fn in_scope(&self, id: Id<Metric>, fact: &Fact, scope: &Scope) -> bool {
        let of_key =
            |(name, key): &(String, Value)| self.key_of(id, fact, name).order(key).is_some_and(std::cmp::Ordering::is_eq);
        fact.place == scope.place && scope.key.as_ref().is_none_or(of_key)
    }

    /// The value of the column with this name in a fact's row.
    pub fn key_of(&self, id: Id<Metric>, fact: &Fact, name: &str) -> Value {
        let measure = self.measure(id).unwrap();
        let column = self.world.project.sources[measure.source].column_named(name).unwrap();
        self.world.column(measure.source, Some(self.row(measure, fact)), column)
    }
}
