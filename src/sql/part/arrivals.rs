//! Distinct counts over windows that lose nothing while they last: all time, and a unit to date. A key that has come stays, so that
//! it counts from its first cell on, and no other row of it need meet the periods. What meets them is how many came when.

use super::super::base::{CELL, column_of};
use super::super::calendar::PERIOD;
use super::super::grid::no_value;
use super::super::scan::count;
use super::super::tree::{Cte, Expr, GroupBy, Operator, Query, Relation, Select};
use super::{PartWriter, cell};
use crate::model::metric::{AggregateFunction, Window};
use crate::model::types::Type;
use crate::plan::Atom;

/// The first day of the unit that holds a cell, where a window begins anew with each.
const UNIT: &str = "cell_unit";

impl PartWriter<'_> {
    /// The part's window, where keys stay in it once they have come. Cells say when they came; of a level only some rows count.
    pub(super) fn lasting_window(&self) -> Option<Window> {
        let from_cells = self.frame.grain.is_some() && !self.part.from_rows && self.part.reach.level.is_none();
        let lasts = |window: &Window| matches!(window, Window::AllTime | Window::ToDate(_));
        self.part.reach.window.filter(|window| from_cells && lasts(window))
    }

    /// How many keys have come by each period, by what counts them.
    pub(super) fn arrived(&self, window: Window, keys: &[String], atoms: &[&str], number: usize, ctes: &mut Vec<Cte>) -> Query {
        let atoms: Vec<&Atom> = atoms.iter().filter_map(|name| self.scan.atom(name)).collect();
        ctes.push(self.between(&format!("firsts_{number}"), self.firsts(window, keys, &atoms)));
        let arrivals = self.between(&format!("arrivals_{number}"), self.arrivals(number, &atoms));
        let from = Relation::named(&arrivals.name);
        ctes.push(arrivals);
        let integer = self.frame.writer.dialect.type_name(&Type::Integer);
        let column = |name: &str| Expr::column(&from.name(), name);
        let mut select = self.in_window(&from, window, ctes);
        select.items.extend(self.columns_beside_period().map(|name| (column(&name), name)));
        select.group_by = GroupBy::Items(select.items.len());
        for atom in atoms {
            select.items.push((Expr::Call("SUM", vec![column(&atom.name)]).cast(&integer), atom.name.clone()));
        }
        select.query()
    }

    /// The first cell of each key in each segment (and unit) that has a row which counts, one for each atom: null where none does.
    fn firsts(&self, window: Window, keys: &[String], atoms: &[&Atom]) -> Query {
        let writer = self.frame.writer;
        let unit = match window {
            Window::ToDate(grain) => Some((writer.dialect.truncate(grain, cell(), writer.calendar), UNIT.to_owned())),
            Window::AllTime | Window::Trailing(..) => None,
        };
        let by_key: Vec<(Expr, String)> = keys.iter().map(|key| (Expr::bare(key), key.clone())).collect();
        let first = |atom: &&Atom| {
            let counts = Expr::bare(column_of(self.scan, atom, false)).binary(Operator::Greater, Expr::integer(0));
            (Expr::Call("MIN", vec![cell().when(Some(counts))]), atom.name.clone())
        };
        let mut firsts = self.grouped_within(unit, self.base.clone(), &by_key, atoms.iter().map(first).collect());
        for select in &mut firsts.selects {
            select.filter.extend(keys.iter().map(|key| Expr::bare(key).is_not_null()));
        }
        firsts
    }

    /// How many keys come in each cell. An atom's keys come in cells of its own, so that each has rows of its own.
    fn arrivals(&self, number: usize, atoms: &[&Atom]) -> Query {
        let dialect = self.frame.writer.dialect;
        let mut all = Query::default();
        for atom in atoms {
            let mut select = Select::from(Relation::named(&format!("{}_firsts_{number}", self.name)));
            select.items.push((Expr::bare(&atom.name), CELL.to_owned()));
            select.items.extend(self.columns_beside_period().map(|name| (Expr::bare(&name), name)));
            select.group_by = GroupBy::Items(select.items.len());
            for other in atoms {
                let nothing = || no_value(&Type::Integer, AggregateFunction::Count, dialect);
                select.items.push((if other.name == atom.name { count(None) } else { nothing() }, other.name.clone()));
            }
            all.selects.push(select.and(Expr::bare(&atom.name).is_not_null()));
        }
        all
    }

    fn columns_beside_period(&self) -> impl Iterator<Item = String> {
        self.group_columns().into_iter().filter(|column| column != PERIOD)
    }
}
