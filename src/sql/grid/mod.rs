//! Where parts meet: one row per period and segment, filled, with the values that others read computed level by level.

mod spine;
mod supply;

use spine::any_seen;
use supply::Supply;

use super::calendar::{PERIOD, Periods};
use super::dialect::{SUM_DIGITS, SqlDialect};
use super::expr::Writer;
use super::part::nested::SUB_PERIODS;
use super::tree::{Cte, Expr, GroupBy, Join, JoinKind, Operator, Query, Relation, Select};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::plan::lower::unique;
use crate::plan::{Block, Column, Form, Operand, Part, Shift, Slot, ValueExpr};
use crate::project::calendar::Grain;
use std::cell::OnceCell;
use std::collections::HashSet;

/// How many rows of a cell were found.
pub(super) const SEEN: &str = crate::plan::lower::SEEN;
/// Whether a row is one of those asked for.
pub(super) const ON_SPINE: &str = "on_spine";

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
    /// The values with their columns' names, once they are known.
    pub named: OnceCell<Vec<Named<'a>>>,
}

/// A value, its column in its part, and the column's name in the grid.
pub type Named<'a> = (Slot, &'a Column, String);

/// The relations of a grid.
pub struct GridNames {
    /// Every segment seen.
    pub segments: String,
    /// Parts one under the other.
    pub parts: String,
    /// The cells that they become.
    pub cells: String,
}

impl<'a> Grid<'a> {
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

    /// Every value with its column's name here. Asked often, so it is worked out once.
    fn values(&self) -> &[Named<'a>] {
        self.named.get_or_init(|| {
            let mut taken: HashSet<String> = self.columns().into_iter().collect();
            taken.extend([PERIOD, SEEN, ON_SPINE].map(str::to_owned));
            let mut values = Vec::new();
            for (feed, of) in self.block.feeds.iter().enumerate() {
                for (column, of) in self.parts.get(of.part).into_iter().flat_map(|part| part.columns.iter().enumerate()) {
                    let name = unique(of.name.clone(), |name| taken.contains(name));
                    taken.insert(name.clone());
                    values.push((Slot { feed, column }, of, name));
                }
            }
            values
        })
    }

    /// The marks of feeds whose values are of sub-periods: null where there was no row.
    fn marks(&self) -> Vec<(usize, String)> {
        let feeds = self.block.feeds.iter().enumerate();
        let of_periods = |part: usize| self.parts.get(part).is_some_and(|part| matches!(part.form, Form::PerPeriod(_)));
        feeds.filter(|(_, feed)| of_periods(feed.part)).map(|(position, _)| (position, mark(position))).collect()
    }

    fn feed(&self, feed: usize) -> Option<(&crate::plan::Feed, &Part)> {
        let feed = self.block.feeds.get(feed)?;
        Some((feed, self.parts.get(feed.part)?))
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
            for (slot, column, name) in values {
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
        query.selects.extend(self.spine(values, &marks));
        query
    }

    /// A row per period and segment. Each value stands there at most once, so the largest picks it.
    fn cells(&self) -> Query {
        let mut select = Select::from(Relation::named(&self.names.parts));
        let columns = self.columns();
        select.items.extend(columns.iter().map(|column| (Expr::bare(column), column.clone())));
        let largest = |name: &str| (Expr::Call("MAX", vec![Expr::bare(name)]), name.to_owned());
        let values = self.values().iter().map(|(_, _, name)| name.clone()).chain(self.marks().into_iter().map(|(_, mark)| mark));
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
        columns.extend(self.values().iter().map(|(_, _, name)| name.clone()));
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
                let period = self
                    .grain
                    .map_or(Expr::Null, |grain| Periods { writer: self.writer, grain }.earlier(Expr::bare(PERIOD), &feed.shift));
                let nothing = self.writer.meeting(self.around.of_nothing(feed.part, column, period), &column.ty);
                let value = if column.fills_with_zero() { Expr::Call("COALESCE", vec![value, Expr::integer(0)]) } else { value };
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

/// What stands for a value in rows of others: null, in its type.
pub fn no_value(ty: &Type, function: AggregateFunction, dialect: &dyn SqlDialect) -> Expr {
    // A sum of integers is longer than an integer; the union must not cut it.
    let ty = match (ty, function) {
        (Type::Integer, AggregateFunction::Sum) => Type::Decimal { precision: SUM_DIGITS, scale: 0 },
        (ty, _) => ty.clone(),
    };
    Expr::Null.cast(&dialect.type_name(&ty))
}
