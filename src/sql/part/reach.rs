//! Which rows of a base belong to which period: its own, those of a window, those of a level.

use super::super::base::{CELL, ROW_MOMENT, column_of, over_base};
use super::super::calendar::{MOMENT, PERIOD, Periods, day_before};
use super::super::tree::{Cte, Expr, GroupBy, Join, JoinKind, Operator, OrderBy, Query, Relation, Select, Window as Over};
use super::{PartWriter, cell};
use crate::model::metric::Window;
use crate::model::types::Type;
use crate::plan::{AtomInput, Level};
use indexmap::IndexMap;

/// The number of a row among those of its period and key.
const TURN: &str = "northstar_turn";

impl PartWriter<'_> {
    /// The base's rows, each with the period that it counts in: once, or once for every window that reaches it.
    pub(super) fn placed(&self, more: &[&str], atoms: &[&str], ctes: &mut Vec<Cte>) -> Relation {
        self.placed_only(more, atoms, &self.presences, ctes)
    }

    /// The same with some of the presences.
    pub(super) fn placed_only(&self, more: &[&str], atoms: &[&str], presences: &[String], ctes: &mut Vec<Cte>) -> Relation {
        let level = self.part.reach.level.as_ref();
        let chosen = level.filter(|level| !level.by.is_empty());
        let mut kept = self.kept_only(more, atoms, presences);
        if !kept.iter().any(|column| column == CELL) {
            kept.push(CELL.to_owned());
        }
        let mut base = self.base.clone();
        let mut select = match (self.running(), self.part.reach.window) {
            (Some(running), _) => {
                let mut select = self.in_own_period();
                select.filter.extend(running.reaches_cell());
                select
            }
            (None, Some(window)) if level.is_none() || chosen.is_some() => {
                base = self.added_up(&kept, atoms, presences).unwrap_or(base);
                self.in_window(&base, window, ctes)
            }
            _ => self.in_own_period(),
        };
        let base = base.name();
        select.items.extend(kept.iter().map(|column| (Expr::column(&base, column), column.clone())));
        let placed = match (level, chosen) {
            (_, Some(level)) => self.one_of_each(level, select, &kept),
            (Some(level), None) => self.on_the_day(level, select),
            (None, None) => select.query(),
        };
        Relation::query(placed, "placed")
    }

    fn in_own_period(&self) -> Select {
        let mut select = Select::from(self.base.clone());
        match self.periods() {
            Some(periods) => select.items.push((periods.of(cell()), PERIOD.to_owned())),
            None => select.filter.extend(self.in_whole()),
        }
        select
    }

    /// Conditions of the range, where it is one period.
    fn in_whole(&self) -> Vec<Expr> {
        let whole = &self.frame.whole;
        let from = whole.start.clone().map(|start| cell().binary(Operator::GreaterOrEqual, start));
        from.into_iter().chain([cell().binary(Operator::Less, whole.end.clone())]).collect()
    }

    /// The base by cell and by what is asked of it, where it tells more apart than that: by the key of another count, above all.
    /// Fewer rows meet the periods then. None where it would not do, or be no less.
    fn added_up(&self, kept: &[String], atoms: &[&str], presences: &[String]) -> Option<Relation> {
        let atoms: Vec<_> = atoms.iter().filter_map(|name| self.scan.atom(name)).collect();
        let counts_keys = atoms.iter().any(|atom| matches!(atom.input, AtomInput::Distinct(_)));
        let keys = self.scan.keys.iter().filter(|key| key.in_cells).map(|key| &key.name);
        let mut apart = keys.chain(self.scan.dimensions.iter().map(|dimension| &dimension.column));
        let has_more = apart.any(|column| !kept.contains(column));
        let by_period = self.frame.grain.is_some() && self.part.reach.level.is_none();
        if counts_keys || !has_more || !by_period || self.part.from_rows {
            return None;
        }
        let writer = self.frame.writer;
        let integer = writer.dialect.type_name(&Type::Integer);
        let count = |name: &String| (name.clone(), Expr::Call("SUM", vec![Expr::bare(name)]).cast(&integer));
        let mut sums: IndexMap<String, Expr> = presences.iter().map(count).collect();
        for atom in atoms {
            sums.insert(column_of(self.scan, atom, false).to_owned(), over_base(writer, self.scan, atom, false).ok()?);
        }
        let mut select = Select::from(self.base.clone());
        let apart = kept.iter().filter(|column| !sums.contains_key(*column));
        select.items.extend(apart.map(|column| (Expr::bare(column), column.clone())));
        select.group_by = GroupBy::Items(select.items.len());
        select.items.extend(sums.into_iter().map(|(column, sum)| (sum, column)));
        Some(Relation::query(select.query(), "added_up"))
    }

    /// Rows with a cell, each once for every period whose window reaches it.
    fn in_window(&self, from: &Relation, window: Window, ctes: &mut Vec<Cte>) -> Select {
        let mut select = Select::from(from.clone());
        let Some(periods) = self.periods() else {
            let end = self.frame.whole.end.clone();
            select.filter.push(cell().binary(Operator::Less, end.clone()));
            select.filter.extend(self.window_of_whole(window, end).map(|start| cell().binary(Operator::GreaterOrEqual, start)));
            return select;
        };
        let reach = format!("{}_reach", self.name);
        if !ctes.iter().any(|cte| cte.name == reach) {
            ctes.push(Cte { name: reach.clone(), materialized: true, query: self.pairs(periods, window) });
        }
        select.items.push((Expr::column(&reach, PERIOD), PERIOD.to_owned()));
        let same = Expr::column(&reach, CELL).binary(Operator::Equal, Expr::column(&from.name(), CELL));
        select.joins.push(Join { kind: JoinKind::Inner, relation: Relation::named(&reach), on: vec![same] });
        select
    }

    /// The periods and the cells that their windows reach: few, for both are of the calendar.
    fn pairs(&self, periods: Periods<'_>, window: Window) -> Query {
        let mut cells = Select::from(self.base.clone()).item(cell(), CELL);
        cells.distinct = true;
        let all = self.periods_of_all(periods);
        let start = Expr::column("periods_of_all", PERIOD);
        let here = || Expr::column("cells_of_all", CELL);
        let mut on = vec![here().binary(Operator::Less, periods.end(start.clone()))];
        on.extend(periods.window_start(window, start.clone()).map(|first| here().binary(Operator::GreaterOrEqual, first)));
        let mut pairs = Select::from(Relation::query(all.query(), "periods_of_all")).item(start, PERIOD).item(here(), CELL);
        pairs.joins.push(Join { kind: JoinKind::Inner, relation: Relation::query(cells.query(), "cells_of_all"), on });
        pairs.query()
    }

    /// The periods whose values are read: those asked, or all from the first row on.
    pub(super) fn periods_of_all(&self, periods: Periods<'_>) -> Select {
        if let Some(asked) = &self.asked {
            return Select::from(Relation::named(asked)).item(Expr::bare(PERIOD), PERIOD);
        }
        let first = Select::from(self.base.clone()).item(Expr::Call("MIN", vec![cell()]), "first_cell");
        let (from, to) = (periods.of(Expr::bare("first_cell")), self.frame.last_period.clone());
        let bounds = Select::from(Relation::query(first.query(), "bounds"));
        periods.writer.dialect.series(bounds, periods.grain, from, to, PERIOD)
    }

    /// The first day that a window reaches which ends with the range.
    pub(super) fn window_of_whole(&self, window: Window, end: Expr) -> Option<Expr> {
        let writer = self.frame.writer;
        match window {
            Window::AllTime => None,
            Window::Trailing(count, unit) => {
                let (end, ty) = if unit < crate::syntax::ast::TimeUnit::Day {
                    (end.cast(&writer.dialect.type_name(&MOMENT)), MOMENT)
                } else {
                    (end, Type::Date)
                };
                Some(super::super::calendar::later(writer, -i64::from(count), unit, end, &ty))
            }
            Window::ToDate(grain) => Some(writer.dialect.truncate(grain, day_before(writer, end), writer.calendar)),
        }
    }

    /// The rows of a period's last complete day, or of its first.
    fn on_the_day(&self, level: &Level, select: Select) -> Query {
        let writer = self.frame.writer;
        let day = cell().cast(&writer.dialect.type_name(&Type::Date));
        let wanted = match (self.periods(), level.last) {
            (Some(periods), true) => self.last_complete_day(periods.end(periods.of(cell()))),
            (Some(periods), false) => periods.of(cell()),
            (None, true) => self.last_complete_day(self.frame.whole.end.clone()),
            (None, false) => self.frame.whole.start.clone().unwrap_or(Expr::Null),
        };
        select.and(day.binary(Operator::Equal, wanted)).query()
    }

    fn last_complete_day(&self, end: Expr) -> Expr {
        day_before(self.frame.writer, Expr::Call("LEAST", vec![end, self.frame.as_of.clone()]))
    }

    /// Of each combination of keys the row that is last (or first) in its period, among those that pass the measure's `where`.
    fn one_of_each(&self, level: &Level, mut select: Select, kept: &[String]) -> Query {
        let base = self.base.name();
        let column = |name: &String| Expr::column(&base, name);
        let period = select.items.first().filter(|_| self.frame.grain.is_some()).map(|(period, _)| period.clone());
        let by_key = level.by.iter().map(column);
        // A fact that lasts stands there for each of its days, and that day is its time.
        let time = if self.scan.end.is_some() { CELL } else { ROW_MOMENT };
        let order = std::iter::once(Expr::column(&base, time)).chain(level.ties.iter().map(column));
        let window = Over {
            partition_by: period.into_iter().chain(by_key).collect(),
            order_by: order.map(|expr| OrderBy { expr, descending: level.last }).collect(),
            frame: None,
        };
        let turn = Expr::Window(Box::new(Expr::Call("ROW_NUMBER", Vec::new())), Box::new(window));
        select.items.push((turn, TURN.to_owned()));
        select.filter.push(column(&level.presence).binary(Operator::Greater, Expr::integer(0)));
        let mut first = Select::from(Relation::query(select.query(), "in_turn"));
        if self.frame.grain.is_some() {
            first.items.push((Expr::bare(PERIOD), PERIOD.to_owned()));
        }
        first.items.extend(kept.iter().map(|column| (Expr::bare(column), column.clone())));
        first.and(Expr::bare(TURN).binary(Operator::Equal, Expr::integer(1))).query()
    }
}
