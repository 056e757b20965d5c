//! Where parts meet: one row per period and segment, filled, with the values that others read computed level by level.

use super::calendar::{PERIOD, Periods};
use super::dialect::SqlDialect;
use super::expr::Writer;
use super::part::nested::SUB_PERIODS;
use super::tree::{Cte, Expr, GroupBy, Join, JoinKind, Operator, Query, Relation, Select, Window};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::plan::lower::{short, unique};
use crate::plan::{Block, Column, Form, Operand, Part, Shift, Slot, ValueExpr};
use crate::project::calendar::Grain;

/// How many rows of a cell were found.
pub(super) const SEEN: &str = crate::plan::lower::SEEN;
/// Whether a row is one of those asked for.
const ON_SPINE: &str = "on_spine";
/// The period whose values a period reads.
const EARLIER: &str = "earlier_period";

/// Which rows a grid has.
#[derive(Clone)]
pub enum Spine {
    /// Every period, for every segment seen.
    Every,
    /// The same where a dimension has no more than so many segments; of others those with rows. (Segments are those of each
    /// dimension alone, in two columns, and the total.)
    Dense(i64),
    /// Every period, for the total that has no dimension beside it.
    Total,
    /// Those with rows.
    Found,
    /// One, whatever is found.
    One,
}

/// What a grid needs to know of parts and scans.
pub trait Surroundings {
    /// The relation that holds a part's values.
    fn relation(&self, part: usize) -> String;
    /// The first period in which one of these scans has a row.
    fn first_period(&self, scans: &[usize]) -> Expr;
    /// What a column of sub-periods is where its part has no row.
    fn of_nothing(&self, part: usize, column: &Column, period: Expr) -> Expr;
}

/// A grid of values.
pub struct Grid<'a> {
    /// How expressions are written.
    pub writer: Writer<'a>,
    /// The length of the periods; without it the whole range is one.
    pub grain: Option<Grain>,
    /// What meets here.
    pub block: &'a Block,
    /// All parts.
    pub parts: &'a [Part],
    /// Where they are.
    pub around: &'a dyn Surroundings,
    /// What values are told apart by, beside the period.
    pub keys: Vec<String>,
    /// The relation of the periods asked.
    pub periods: String,
    /// The rows.
    pub spine: Spine,
    /// Whether parts may hold more than what is asked: other periods, or segments that were not seen.
    pub cut: bool,
    /// Where segments are seen, with what counts their rows; without it in what meets here, in the periods asked.
    pub seen_elsewhere: Option<Vec<(String, Vec<String>)>>,
    /// The names of the relations.
    pub names: GridNames,
}

/// The relations of a grid.
pub struct GridNames {
    /// Every segment seen.
    pub segments: String,
    /// Parts one under the other.
    pub parts: String,
    /// The cells that they become.
    pub cells: String,
}

/// Feeds that come from one relation.
struct Supply {
    relation: String,
    feeds: Vec<usize>,
}

impl Grid<'_> {
    /// The common table expressions; gives the relation that has all values.
    pub fn write(&self, ctes: &mut Vec<Cte>) -> String {
        let supplies = self.supplies(ctes);
        if self.has_segments() {
            ctes.push(cte(&self.names.segments, self.segments(&supplies)));
        }
        ctes.push(cte(&self.names.parts, self.met(&supplies)));
        ctes.push(cte(&self.names.cells, self.cells()));
        self.steps(ctes)
    }

    /// The columns of the period and of what values are told apart by.
    fn columns(&self) -> Vec<String> {
        let period = self.grain.map(|_| PERIOD.to_owned());
        period.into_iter().chain(self.keys.iter().cloned()).collect()
    }

    /// Every value with its column's name here.
    fn values(&self) -> Vec<(Slot, &Column, String)> {
        let mut taken = self.columns();
        taken.extend([PERIOD, SEEN, ON_SPINE].map(str::to_owned));
        let mut values = Vec::new();
        for (feed, of) in self.block.feeds.iter().enumerate() {
            for (column, of) in self.parts.get(of.part).into_iter().flat_map(|part| part.columns.iter().enumerate()) {
                let name = unique(of.name.clone(), |name| taken.iter().any(|known| known == name));
                taken.push(name.clone());
                values.push((Slot { feed, column }, of, name));
            }
        }
        values
    }

    /// The marks of feeds whose values are of sub-periods: null where there was no row.
    fn marks(&self) -> Vec<(usize, String)> {
        let feeds = self.block.feeds.iter().enumerate();
        let of_periods = |part: usize| self.parts.get(part).is_some_and(|part| matches!(part.form, Form::PerPeriod(_)));
        feeds.filter(|(_, feed)| of_periods(feed.part)).map(|(position, _)| (position, mark(position))).collect()
    }

    /// The relations read, moved to the periods that read them.
    fn supplies(&self, ctes: &mut Vec<Cte>) -> Vec<Supply> {
        let mut supplies: Vec<Supply> = Vec::new();
        for (position, feed) in self.block.feeds.iter().enumerate() {
            let own = self.around.relation(feed.part);
            let relation = if feed.shift.is_empty() { own.clone() } else { format!("{own}{}", words(&feed.shift)) };
            match supplies.iter_mut().find(|supply| supply.relation == relation) {
                Some(supply) => supply.feeds.push(position),
                None => supplies.push(Supply { relation, feeds: vec![position] }),
            }
        }
        for supply in &mut supplies {
            let Some(feed) = supply.feeds.first().and_then(|feed| self.block.feeds.get(*feed)) else { continue };
            if !feed.shift.is_empty() {
                let name = unique(short(&format!("{}_{}", self.names.cells, supply.relation)), |name| ctes.iter().any(|cte| cte.name == name));
                ctes.push(cte(&name, self.moved(supply, &feed.shift, &self.around.relation(feed.part))));
                supply.relation = name;
            }
        }
        supplies
    }

    /// A relation's rows, each in every period that reads it.
    fn moved(&self, supply: &Supply, shift: &[Shift], own: &str) -> Query {
        let Some(grain) = self.grain else { return Query::default() };
        let periods = Periods { writer: self.writer, grain };
        let earlier = periods.earlier(Expr::bare(PERIOD), shift);
        let asked = Select::from(Relation::named(&self.periods)).item(Expr::bare(PERIOD), PERIOD).item(earlier, EARLIER);
        let mut select = Select::from(Relation::query(asked.query(), "asked"));
        select.items.push((Expr::column("asked", PERIOD), PERIOD.to_owned()));
        let mut columns = self.keys.clone();
        for feed in &supply.feeds {
            let Some((feed, part)) = self.feed(*feed) else { continue };
            columns.extend(feed.presences.iter().cloned());
            columns.extend(part.columns.iter().map(|column| column.name.clone()));
            columns.extend(matches!(part.form, Form::PerPeriod(_)).then(|| SUB_PERIODS.to_owned()));
        }
        let mut known = std::collections::HashSet::new();
        for column in columns.into_iter().filter(|column| known.insert(column.clone())) {
            select.items.push((Expr::column(own, &column), column));
        }
        let on = vec![Expr::column(own, PERIOD).binary(Operator::Equal, Expr::column("asked", EARLIER))];
        select.joins.push(Join { kind: JoinKind::Inner, relation: Relation::named(own), on });
        select.query()
    }

    fn feed(&self, feed: usize) -> Option<(&crate::plan::Feed, &Part)> {
        let feed = self.block.feeds.get(feed)?;
        Some((feed, self.parts.get(feed.part)?))
    }

    /// How many rows of a supply's cell were found, as far as this block asks.
    fn presences(&self, supply: &Supply) -> Vec<&String> {
        let mut presences: Vec<&String> = Vec::new();
        for feed in supply.feeds.iter().filter_map(|feed| self.block.feeds.get(*feed)) {
            presences.extend(feed.presences.iter());
        }
        presences.sort_unstable();
        presences.dedup();
        presences
    }

    fn has_segments(&self) -> bool {
        matches!(self.spine, Spine::Every | Spine::Dense(_)) && !self.keys.is_empty()
    }

    /// Every segment seen in some period of the range.
    fn segments(&self, supplies: &[Supply]) -> Query {
        let mut all = Query::default();
        let here = supplies.iter().map(|supply| (supply.relation.clone(), self.presences(supply).into_iter().cloned().collect()));
        let seen: Vec<(String, Vec<String>)> = self.seen_elsewhere.clone().unwrap_or_else(|| here.collect());
        for (relation, presences) in seen {
            let Some(seen) = any_seen(&presences) else { continue };
            let mut select = Select::from(Relation::named(&relation));
            select.items.extend(self.keys.iter().map(|key| (Expr::bare(key), key.clone())));
            select.filter.push(seen);
            if self.cut && self.grain.is_some() && self.seen_elsewhere.is_none() {
                let here = Expr::column(&relation, PERIOD);
                let relation = Relation::named(&self.periods);
                let on = vec![Expr::column(&self.periods, PERIOD).binary(Operator::Equal, here)];
                select.joins.push(Join { kind: JoinKind::Inner, relation, on });
            }
            all.selects.push(select);
        }
        let mut select = Select::from(Relation::query(all, "seen"));
        select.distinct = true;
        select.items.extend(self.keys.iter().map(|key| (Expr::bare(key), key.clone())));
        match self.spine {
            Spine::Dense(most) => self.dense(select, most),
            _ => select.query(),
        }
    }

    /// The segments of dimensions that have no more than so many, and the total.
    fn dense(&self, seen: Select, most: i64) -> Query {
        let bare = Expr::bare;
        let seen = seen.and(bare("dimension").binary(Operator::NotEqual, Expr::Text("all".to_owned())));
        let window = Window { partition_by: vec![bare("dimension")], ..Window::default() };
        let size = Expr::Window(Box::new(Expr::CountRows), Box::new(window));
        let mut sized = Select::from(Relation::query(seen.query(), "segments_seen"));
        let mut dense = Select::default();
        let mut total = Select::default();
        for key in &self.keys {
            sized.items.push((bare(key), key.clone()));
            dense.items.push((bare(key), key.clone()));
            total.items.push((Expr::Text("all".to_owned()), key.clone()));
        }
        sized.items.push((size, "segments".to_owned()));
        dense.from = Some(Relation::query(sized.query(), "sized"));
        let dense = dense.and(bare("segments").binary(Operator::LessOrEqual, Expr::integer(most)));
        Query { selects: vec![dense, total], ..Query::default() }
    }

    /// The parts' rows and the spine, one under the other: facts meet without a join, and every group is kept.
    fn met(&self, supplies: &[Supply]) -> Query {
        let values = self.values();
        let marks = self.marks();
        let mut query = Query::default();
        for supply in supplies {
            let mut select = Select::from(Relation::named(&supply.relation));
            select.items.extend(self.columns().into_iter().map(|column| (Expr::bare(&column), column)));
            let presences = self.presences(supply);
            if self.cut {
                let filled = |name: &String| Expr::Call("COALESCE", vec![Expr::bare(name), Expr::integer(0)]);
                let seen = presences.iter().map(|name| filled(name)).reduce(|a, b| a.binary(Operator::Add, b));
                select.items.push((seen.unwrap_or(Expr::integer(0)), SEEN.to_owned()));
                select.items.push((Expr::integer(0), ON_SPINE.to_owned()));
            } else if !matches!(self.spine, Spine::One) {
                // At the whole range without dimensions the one row is kept, whatever it counted.
                let presences: Vec<String> = presences.into_iter().cloned().collect();
                select.filter.extend(any_seen(&presences));
            }
            for (slot, column, name) in &values {
                let here = supply.feeds.contains(&slot.feed);
                let nothing = || no_value(&column.ty, column.function, self.writer.dialect);
                select.items.push((if here { Expr::bare(&column.name) } else { nothing() }, name.clone()));
            }
            for (feed, mark) in &marks {
                let here = supply.feeds.contains(feed);
                let nothing = no_value(&Type::Integer, AggregateFunction::Count, self.writer.dialect);
                select.items.push((if here { Expr::bare(SUB_PERIODS) } else { nothing }, mark.clone()));
            }
            query.selects.push(select);
        }
        query.selects.extend(self.spine(&values, &marks));
        query
    }

    fn spine(&self, values: &[(Slot, &Column, String)], marks: &[(usize, String)]) -> Option<Select> {
        let (Spine::Every | Spine::Dense(_) | Spine::Total) = &self.spine else { return None };
        let segments = self.has_segments().then_some(self.names.segments.as_str());
        let mut select = Select::from(Relation::named(&self.periods));
        select.items.push((Expr::bare(PERIOD), PERIOD.to_owned()));
        for key in &self.keys {
            let total = || Expr::Text("all".to_owned()).cast(&self.writer.dialect.type_name(&Type::Text));
            let column = segments.map_or_else(total, |table| Expr::column(table, key));
            select.items.push((column, key.clone()));
        }
        let relation = segments.map(Relation::named);
        select.joins.extend(relation.map(|relation| Join { kind: JoinKind::Cross, relation, on: Vec::new() }));
        if self.cut {
            select.items.push((Expr::integer(0), SEEN.to_owned()));
            select.items.push((Expr::integer(1), ON_SPINE.to_owned()));
        }
        for (_, column, name) in values {
            select.items.push((no_value(&column.ty, column.function, self.writer.dialect), name.clone()));
        }
        for (_, mark) in marks {
            select.items.push((no_value(&Type::Integer, AggregateFunction::Count, self.writer.dialect), mark.clone()));
        }
        Some(select)
    }

    /// A row per period and segment. Each value stands there at most once, so the largest picks it.
    fn cells(&self) -> Query {
        let mut select = Select::from(Relation::named(&self.names.parts));
        let columns = self.columns();
        select.items.extend(columns.iter().map(|column| (Expr::bare(column), column.clone())));
        let largest = |name: &str| (Expr::Call("MAX", vec![Expr::bare(name)]), name.to_owned());
        let values = self.values().into_iter().map(|(_, _, name)| name).chain(self.marks().into_iter().map(|(_, mark)| mark));
        let values: Vec<String> = values.collect();
        if self.cut {
            let integer = self.writer.dialect.type_name(&Type::Integer);
            select.items.push((Expr::Call("SUM", vec![Expr::bare(SEEN)]).cast(&integer), SEEN.to_owned()));
            select.items.push(largest(ON_SPINE));
        }
        select.items.extend(values.iter().map(|name| largest(name)));
        select.group_by = GroupBy::Items(columns.len());
        if !self.cut || matches!(self.spine, Spine::One) {
            return select.query();
        }
        let mut asked = Select::from(Relation::query(select.query(), "met"));
        for column in columns.iter().map(String::as_str).chain([SEEN]).chain(values.iter().map(String::as_str)) {
            asked.items.push((Expr::column("met", column), column.to_owned()));
        }
        let on_spine = || Expr::column("met", ON_SPINE).binary(Operator::Equal, Expr::integer(1));
        let found = || Expr::column("met", SEEN).binary(Operator::Greater, Expr::integer(0));
        match self.spine {
            Spine::Every | Spine::Total => asked.filter.push(on_spine()),
            Spine::Found | Spine::One | Spine::Dense(_) => {
                let dense = matches!(self.spine, Spine::Dense(_));
                asked.filter.push(if dense { on_spine().binary(Operator::Or, found()) } else { found() });
                if self.grain.is_some() {
                    let on = Expr::column(&self.periods, PERIOD).binary(Operator::Equal, Expr::column("met", PERIOD));
                    let relation = Relation::named(&self.periods);
                    asked.joins.push(Join { kind: JoinKind::Inner, relation, on: vec![on] });
                }
            }
        }
        asked.query()
    }

    /// Values that others read, level by level; gives the name of the last relation.
    fn steps(&self, ctes: &mut Vec<Cte>) -> String {
        let mut columns = self.columns();
        if self.cut {
            columns.push(SEEN.to_owned());
        }
        columns.extend(self.values().into_iter().map(|(_, _, name)| name));
        columns.extend(self.marks().into_iter().map(|(_, mark)| mark));
        let mut last = self.names.cells.clone();
        let levels = self.block.steps.iter().map(|step| step.level + 1).max().unwrap_or(0);
        for level in 0..levels {
            let mut select = Select::from(Relation::named(&last));
            select.items.extend(columns.iter().map(|column| (Expr::bare(column), column.clone())));
            for (position, step) in self.block.steps.iter().enumerate() {
                let column = step_column(position);
                if step.level < level {
                    select.items.push((Expr::bare(&column), column));
                } else if step.level == level {
                    select.items.push((self.value(&step.expr), column));
                }
            }
            last = format!("{}_{}", self.names.cells, level + 1);
            ctes.push(cte(&last, select.query()));
        }
        last
    }

    /// Arithmetic over filled values.
    pub fn value(&self, expr: &ValueExpr) -> Expr {
        let values = self.values();
        self.writer.expr(expr, &mut |operand, _| match operand {
            Operand::Step(step) => Expr::bare(&step_column(*step)),
            Operand::Reached(shift, scans) => self.reached(shift, scans),
            Operand::Value(slot) => {
                let found = values.iter().find(|(known, ..)| known == slot);
                found.map_or(Expr::Null, |(slot, column, name)| self.filled(*slot, column, name))
            }
        })
    }

    /// A value: where there was nothing, what nothing is.
    fn filled(&self, slot: Slot, column: &Column, name: &str) -> Expr {
        let value = Expr::bare(name);
        match self.feed(slot.feed) {
            Some((feed, part)) if matches!(part.form, Form::PerPeriod(_)) => {
                let mark = Expr::Call("COALESCE", vec![Expr::bare(&mark(slot.feed)), Expr::integer(0)]);
                let period = self.grain.map_or(Expr::Null, |grain| {
                    Periods { writer: self.writer, grain }.earlier(Expr::bare(PERIOD), &feed.shift)
                });
                let nothing = self.around.of_nothing(feed.part, column, period);
                Expr::Case(vec![(mark.binary(Operator::Greater, Expr::integer(0)), value)], Some(Box::new(nothing)))
            }
            _ if column.fills_with_zero() => Expr::Call("COALESCE", vec![value, Expr::integer(0)]),
            _ => value,
        }
    }

    /// Whether an earlier period is no earlier than the first row of any of these scans.
    fn reached(&self, shift: &[Shift], scans: &[usize]) -> Expr {
        let Some(grain) = self.grain else { return Expr::Boolean(false) };
        let periods = Periods { writer: self.writer, grain };
        periods.earlier(Expr::bare(PERIOD), shift).binary(Operator::GreaterOrEqual, self.around.first_period(scans))
    }
}

/// Whether one of these counts something.
fn any_seen(presences: &[String]) -> Option<Expr> {
    let found = presences.iter().map(|name| Expr::bare(name).binary(Operator::Greater, Expr::integer(0)));
    found.reduce(|a, b| a.binary(Operator::Or, b))
}

/// A common table expression that is read once.
pub fn cte(name: &str, query: Query) -> Cte {
    Cte { name: name.to_owned(), materialized: false, query }
}

/// The column of a step's value.
fn step_column(position: usize) -> String {
    format!("step_{}", position + 1)
}

/// The column that says of how many sub-periods a feed's values are.
fn mark(feed: usize) -> String {
    format!("{SUB_PERIODS}_{}", feed + 1)
}

/// How far back, in words.
fn words(shift: &[Shift]) -> String {
    let mut words = String::new();
    for shift in shift {
        match shift {
            Shift::Period => words.push_str("_period"),
            Shift::Span(count, unit) => words.push_str(&format!("_{count}_{}", unit.name())),
        }
    }
    words + "_before"
}

/// What stands for a value in rows of others: null, in its type.
pub fn no_value(ty: &Type, function: AggregateFunction, dialect: &dyn SqlDialect) -> Expr {
    // A sum of integers is longer than an integer; the union must not cut it.
    let ty = match (ty, function) {
        (Type::Integer, AggregateFunction::Sum) => Type::Decimal { precision: 38, scale: 0 },
        (ty, _) => ty.clone(),
    };
    Expr::Null.cast(&dialect.type_name(&ty))
}
