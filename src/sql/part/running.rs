//! Windows that lose nothing while they last: all time, and a unit to date. Their values are running totals of what each period adds,
//! so that no row need meet every later period. To a distinct count a key adds in the period of its first row, and in no other.

use super::super::calendar::{PERIOD, Periods};
use super::super::grid::{ON_SPINE, no_value};
use super::super::scan::count;
use super::super::tree::{Cte, Expr, GroupBy, Join, JoinKind, Operator, OrderBy, Query, Relation, Select, Window as Over};
use super::{PartWriter, Segments, cell, column_of};
use crate::model::metric::{AggregateFunction, Window};
use crate::model::types::Type;
use crate::plan::{Atom, Form};
use crate::project::calendar::Grain;

/// Where the window of a period begins: periods of one beginning have one running total.
const BEGINNING: &str = "period_unit";

/// A window whose values are running totals.
#[derive(Clone, Copy)]
pub(super) struct Running<'a> {
    periods: Periods<'a>,
    window: Window,
}

impl Running<'_> {
    /// Where the window of a period begins; none where it reaches everything before.
    fn beginning(&self, period: Expr) -> Option<Expr> {
        self.periods.window_start(self.window, period)
    }

    /// The same as an item, for a period in a column of that name.
    fn unit(&self) -> Option<(Expr, String)> {
        self.beginning(Expr::bare(PERIOD)).map(|beginning| (beginning, BEGINNING.to_owned()))
    }

    /// Whether a cell is in its own period's window; else it is in none, as of a week over New Year the days of the old year.
    pub(super) fn reaches_cell(&self) -> Option<Expr> {
        // No day and no hour lies in two units.
        if self.periods.grain <= Grain::Day {
            return None;
        }
        self.beginning(self.periods.of(cell())).map(|beginning| cell().binary(Operator::GreaterOrEqual, beginning))
    }
}

impl PartWriter<'_> {
    /// The part's window, where what each period adds says all.
    pub(super) fn running(&self) -> Option<Running<'_>> {
        let whole_cells = !self.part.from_rows && self.part.reach.level.is_none() && self.part.form == Form::Rows;
        let window = self.part.reach.window.filter(|window| matches!(window, Window::AllTime | Window::ToDate(_)))?;
        let periods = self.periods().filter(|_| whole_cells)?;
        Some(Running { periods, window })
    }

    /// How many keys have their first row in a period, of the rows in its window, by what counts them.
    pub(super) fn comers(
        &self,
        running: Running<'_>,
        keys: &[String],
        atoms: &[&str],
        number: usize,
        ctes: &mut Vec<Cte>,
    ) -> Query {
        let from = self.placed_only(&[], atoms, &[], ctes);
        let (from, unit) = self.in_units(running, from, atoms);
        let atoms: Vec<&Atom> = atoms.iter().filter_map(|name| self.scan.atom(name)).collect();
        let first = |atom: &&Atom| {
            let counts = Expr::bare(column_of(self.scan, atom, false)).binary(Operator::Greater, Expr::integer(0));
            (Expr::Call("MIN", vec![Expr::bare(PERIOD).when(Some(counts))]), atom.name.clone())
        };
        let firsts = self.grouped_within(unit, from, &bare_columns(keys), atoms.iter().map(first).collect());
        let firsts = self.between(&format!("firsts_{number}"), without_nulls(firsts, keys));
        let selects = atoms.iter().map(|atom| self.coming(&firsts.name, atom, &atoms)).collect();
        ctes.push(firsts);
        Query { selects, ..Query::default() }
    }

    /// Rows with the beginning of their window in a column of its own: Trino's grouping sets are of columns.
    fn in_units(&self, running: Running<'_>, from: Relation, atoms: &[&str]) -> (Relation, Option<(Expr, String)>) {
        let unit = running.unit();
        let Some(unit) = unit.clone().filter(|_| matches!(self.frame.segments, Segments::Alone(_))) else { return (from, unit) };
        let mut columns = self.kept_only(&[], atoms, &[]);
        columns.push(PERIOD.to_owned());
        let mut select = Select::from(from);
        select.items = bare_columns(&columns);
        select.items.push(unit);
        (Relation::query(select.query(), "in_units"), Some((Expr::bare(BEGINNING), BEGINNING.to_owned())))
    }

    /// How many keys come in each period for one of several atoms.
    fn coming(&self, firsts: &str, atom: &Atom, atoms: &[&Atom]) -> Select {
        let mut select = Select::from(Relation::named(firsts));
        select.items.push((Expr::bare(&atom.name), PERIOD.to_owned()));
        select.items.extend(bare_columns(&self.columns_beside_period()));
        select.group_by = GroupBy::Items(select.items.len());
        for other in atoms {
            let nothing = || no_value(&other.ty, other.function, self.frame.writer.dialect);
            select.items.push((if other.name == atom.name { count(None) } else { nothing() }, other.name.clone()));
        }
        select.and(Expr::bare(&atom.name).is_not_null())
    }

    /// Running totals of what each period adds, for each period from the first that adds to them on.
    pub(super) fn totals(&self, running: Running<'_>, added: Query, ctes: &mut Vec<Cte>) -> Query {
        let added = self.between("added", added);
        let columns = bare_columns(&self.group_columns());
        let with_columns = |from: Relation| Select { items: columns.clone(), ..Select::from(from) };
        let mut adds = with_columns(Relation::named(&added.name)).item(Expr::integer(0), ON_SPINE);
        adds.items.extend(running.unit());
        let mut spine = self.spine(running, &added.name);
        ctes.push(added);
        let values = self.values();
        for (name, ty, function) in &values {
            adds.items.push((Expr::bare(name), (*name).to_owned()));
            spine.items.push((no_value(ty, *function, self.frame.writer.dialect), (*name).to_owned()));
        }
        let both = Query { selects: vec![adds, spine], ..Query::default() };
        let mut totals = with_columns(Relation::query(both, "added_and_spine")).item(Expr::bare(ON_SPINE), ON_SPINE);
        totals.items.extend(values.iter().map(|(name, _, function)| (self.total(running, name, *function), (*name).to_owned())));
        let mut asked = with_columns(Relation::query(totals.query(), "totals"));
        asked.items.extend(values.iter().map(|(name, ..)| (Expr::bare(name), (*name).to_owned())));
        asked.and(Expr::bare(ON_SPINE).binary(Operator::Equal, Expr::integer(1))).query()
    }

    /// Presences and atoms, each with its type and the function that it is the result of.
    fn values(&self) -> Vec<(&str, &Type, AggregateFunction)> {
        let presences = self.presences.iter().map(|name| (name.as_str(), &Type::Integer, AggregateFunction::Count));
        let atoms = self.part.columns.iter().filter_map(|column| self.scan.atom(&column.name));
        presences.chain(atoms.map(|atom| (atom.name.as_str(), &atom.ty, atom.function))).collect()
    }

    /// One running total. What a period adds stands before its row of the spine, which is the one that is read.
    fn total(&self, running: Running<'_>, name: &str, function: AggregateFunction) -> Expr {
        let apart = self.columns_beside_period().into_iter().chain(running.unit().map(|(_, unit)| unit));
        let over = Over {
            partition_by: apart.map(|column| Expr::bare(&column)).collect(),
            order_by: [PERIOD, ON_SPINE].map(|column| OrderBy { expr: Expr::bare(column), descending: false }).to_vec(),
            frame: Some("ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"),
        };
        let aggregate = match function {
            AggregateFunction::Min => "MIN",
            AggregateFunction::Max => "MAX",
            _ => "SUM",
        };
        let total = Expr::Window(Box::new(Expr::Call(aggregate, vec![Expr::bare(name)])), Box::new(over));
        if function == AggregateFunction::Count {
            total.cast(&self.frame.writer.dialect.type_name(&Type::Integer))
        } else {
            total
        }
    }

    /// The periods asked in which each segment has a total.
    fn spine(&self, running: Running<'_>, added: &str) -> Select {
        let beside = self.columns_beside_period();
        let mut groups = Select::from(Relation::named(added));
        groups.items.extend(bare_columns(&beside));
        groups.items.extend(running.unit());
        groups.group_by = GroupBy::Items(groups.items.len());
        groups.items.push((Expr::Call("MIN", vec![Expr::bare(PERIOD)]), PERIOD.to_owned()));
        let [period, first] = ["periods_of_all", "totals_begun"].map(|of| Expr::column(of, PERIOD));
        let same = running.beginning(period.clone()).zip(running.beginning(first.clone()));
        let mut on = vec![period.binary(Operator::GreaterOrEqual, first)];
        on.extend(same.map(|(here, there)| here.binary(Operator::Equal, there)));
        let all = Relation::query(self.periods_of_all(running.periods).query(), "periods_of_all");
        let mut spine = Select::from(Relation::query(groups.query(), "totals_begun"));
        spine.joins.push(Join { kind: JoinKind::Inner, relation: all, on });
        for column in self.group_columns() {
            let of = if column == PERIOD { "periods_of_all" } else { "totals_begun" };
            spine.items.push((Expr::column(of, &column), column));
        }
        spine.items.push((Expr::integer(1), ON_SPINE.to_owned()));
        spine.items.extend(running.unit().map(|(_, unit)| (Expr::column("totals_begun", &unit), unit)));
        spine
    }

    fn columns_beside_period(&self) -> Vec<String> {
        self.group_columns().into_iter().filter(|column| column != PERIOD).collect()
    }
}

fn bare_columns(names: &[String]) -> Vec<(Expr, String)> {
    names.iter().map(|name| (Expr::bare(name), name.clone())).collect()
}

fn without_nulls(mut query: Query, keys: &[String]) -> Query {
    for select in &mut query.selects {
        select.filter.extend(keys.iter().map(|key| Expr::bare(key).is_not_null()));
    }
    query
}
