//! Conversion and retention: rows that are followed by rows of another metric, in one pass over both in the order of time.

use super::super::base::{CELL, ROW_MOMENT};
use super::super::calendar::{MOMENT, PERIOD, later};
use super::super::tree::{Cte, Expr, Operator, OrderBy, Query, Relation, Select, Window};
use super::{PartWriter, Written};
use crate::model::types::{Type, Zone};
use crate::plan::{CohortRows, ColumnValue};
use crate::syntax::ast::TimeUnit;

const KEY: &str = "cohort_key";
const FROM: &str = "event_moment";
const UNTIL: &str = "deadline";
const ARRIVES: &str = "arrives";
const NEXT: &str = "next_arrival";
const TURN: &str = "northstar_turn";

impl PartWriter<'_> {
    pub(super) fn cohort(&self, rows: &CohortRows, ctes: &mut Vec<Cte>) -> Written<()> {
        let Some(arrivals) = &self.arrivals else { return Ok(()) };
        let starts = self.starts(rows);
        let kept: Vec<String> =
            starts.items.iter().map(|(_, name)| name.clone()).filter(|name| !OWN.contains(&name.as_str())).collect();
        ctes.push(self.between("starts", starts.query()));
        let both = self.both(rows, arrivals, &kept);
        ctes.push(self.between("events", both));
        let followed = self.followed(&kept);
        ctes.push(self.last(followed));
        Ok(())
    }

    /// The rows that start: their period and segment, their key, and from when up to when they wait.
    fn starts(&self, rows: &CohortRows) -> Select {
        let counted = |select: &mut Select| select.filter.push(Expr::bare(&rows.counted).is_not_null());
        let mut select = if rows.firsts {
            let mut numbered = Select::from(self.base.clone());
            let mut columns = self.kept(&[&rows.key], &[]);
            columns.extend([CELL, ROW_MOMENT].map(str::to_owned));
            numbered.items.extend(columns.into_iter().map(|column| (Expr::bare(&column), column)));
            let order = std::iter::once(ROW_MOMENT).chain(rows.ties.iter().map(String::as_str));
            let window = Window {
                partition_by: vec![Expr::bare(&rows.key)],
                order_by: order.map(|column| OrderBy { expr: Expr::bare(column), descending: false }).collect(),
                frame: None,
            };
            let turn = Expr::Window(Box::new(Expr::Call("ROW_NUMBER", Vec::new())), Box::new(window));
            numbered.items.push((turn, TURN.to_owned()));
            counted(&mut numbered);
            numbered.filter.push(Expr::bare(&rows.key).is_not_null());
            let first = Expr::bare(TURN).binary(Operator::Equal, Expr::integer(1));
            Select::from(Relation::query(numbered.query(), "in_turn")).and(first)
        } else {
            let mut select = Select::from(self.base.clone());
            counted(&mut select);
            select
        };
        match self.periods() {
            Some(periods) => select.items.push((periods.of(super::cell()), PERIOD.to_owned())),
            None => {
                let whole = &self.frame.whole;
                let start = whole.start.clone();
                select.filter.extend(start.map(|start| super::cell().binary(Operator::GreaterOrEqual, start)));
                select.filter.push(super::cell().binary(Operator::Less, whole.end.clone()));
            }
        }
        select.items.extend(self.kept(&[], &[]).into_iter().map(|column| (Expr::bare(&column), column)));
        select.items.push((Expr::bare(&rows.key), KEY.to_owned()));
        let moment = || Expr::bare(ROW_MOMENT);
        let count = i64::from(rows.count);
        let (from, until) = if rows.firsts {
            (self.after(count, rows.unit), self.after(count + 1, rows.unit))
        } else {
            (moment(), self.after(count, rows.unit))
        };
        select.item(from, FROM).item(until, UNTIL)
    }

    /// So many units after a row's moment: days and longer on the wall clock of the project's zone, hours and minutes elapsed.
    fn after(&self, count: i64, unit: TimeUnit) -> Expr {
        let writer = self.frame.writer;
        let moment = Expr::bare(ROW_MOMENT);
        if unit < TimeUnit::Day {
            return later(writer, count, unit, moment, &MOMENT);
        }
        let zone = Type::Timestamp(Zone::Named(writer.calendar.timezone.clone()));
        let local = writer.cast(moment, &MOMENT, &zone);
        writer.cast(later(writer, count, unit, local, &MOMENT), &zone, &MOMENT)
    }

    /// Starts and arrivals of each key one after the other, each with the first arrival that is no earlier.
    fn both(&self, rows: &CohortRows, arrivals: &Relation, kept: &[String]) -> Query {
        let mut starts = Select::from(Relation::named(&format!("{}_starts", self.name)));
        let mut arriving = Select::from(arrivals.clone());
        starts.items.push((Expr::integer(0), ARRIVES.to_owned()));
        arriving.items.push((Expr::integer(1), ARRIVES.to_owned()));
        for (start, arrival, name) in [
            (Expr::bare(KEY), Expr::bare(&rows.to_key), KEY),
            (Expr::bare(FROM), Expr::bare(ROW_MOMENT), FROM),
            (Expr::bare(UNTIL), Expr::Null.cast(&self.frame.writer.dialect.type_name(&MOMENT)), UNTIL),
        ] {
            starts.items.push((start, name.to_owned()));
            arriving.items.push((arrival, name.to_owned()));
        }
        for column in kept {
            starts.items.push((Expr::bare(column), column.clone()));
            arriving.items.push((Expr::Null, column.clone()));
        }
        arriving.filter.push(Expr::bare(&rows.to_counted).is_not_null());
        arriving.filter.push(Expr::bare(&rows.to_key).is_not_null());
        let all = Query { selects: vec![starts, arriving], ..Query::default() };
        let mut select = Select::from(Relation::query(all, "all_events"));
        for column in [ARRIVES, KEY, FROM, UNTIL].into_iter().chain(kept.iter().map(String::as_str)) {
            select.items.push((Expr::bare(column), column.to_owned()));
        }
        let is_arrival = Expr::bare(ARRIVES).binary(Operator::Equal, Expr::integer(1));
        let earliest = Expr::Call("MIN", vec![Expr::bare(FROM).when(Some(is_arrival))]);
        // An arrival at the very moment of the start follows it.
        let order = [FROM, ARRIVES].map(|column| OrderBy { expr: Expr::bare(column), descending: false });
        let frame = Some("ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING");
        let window = Window { partition_by: vec![Expr::bare(KEY)], order_by: order.to_vec(), frame };
        select.item(Expr::Window(Box::new(earliest), Box::new(window)), NEXT).query()
    }

    /// How many start, and how many of them are followed in time.
    fn followed(&self, kept: &[String]) -> Query {
        let mut select = Select::from(Relation::named(&format!("{}_events", self.name)));
        select.items.extend(kept.iter().map(|column| (Expr::bare(column), column.clone())));
        let in_time = Expr::bare(NEXT).binary(Operator::Less, Expr::bare(UNTIL));
        let followed = Expr::bare(KEY).is_not_null().binary(Operator::And, in_time);
        select.items.push((Expr::integer(1).when(Some(followed)), "followed".to_owned()));
        select.filter.push(Expr::bare(ARRIVES).binary(Operator::Equal, Expr::integer(0)));
        let columns = self.part.columns.iter().filter_map(|column| match column.value {
            ColumnValue::Starts => Some((Expr::CountRows, column.name.clone())),
            ColumnValue::Arrivals => Some((Expr::Call("COUNT", vec![Expr::bare("followed")]), column.name.clone())),
            _ => None,
        });
        self.grouped(Relation::query(select.query(), "followed_in_time"), &[], columns.collect())
    }
}

/// The columns of events that are no column of a row's period and segment.
const OWN: [&str; 3] = [KEY, FROM, UNTIL];
