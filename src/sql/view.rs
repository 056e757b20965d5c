//! A metric's view: its rollups' rows under its own names, filled over periods and segments, and its arithmetic.

use super::base::{CELL, first_span};
use super::block::{Blocks, Relations};
use super::build::{Builder, PERIOD_END};
use super::calendar::{PERIOD, Periods, day_after, later};
use super::grid::{Grid, GridNames, Spine, cte};
use super::part::{PartWriter, Segments};
use super::tree::{Cte, Expr, Join, JoinKind, Operator, Query, Relation, Rows, Select};
use crate::diagnostic::Diagnostic;
use crate::model::types::Type;
use crate::plan::Form;
use crate::plan::build::{Cells, MetricView};
use crate::plan::lower::{short, unique};
use crate::project::calendar::Grain;
use crate::syntax::ast::TimeUnit;
use std::cell::OnceCell;

/// Writes one metric's view.
pub struct ViewWriter<'a> {
    pub(super) builder: &'a Builder<'a>,
    pub(super) view: &'a MetricView,
}

/// The columns of a segment.
const KEYS: [&str; 2] = ["dimension", "segment"];

type Written<T> = Result<T, Box<Diagnostic>>;

impl ViewWriter<'_> {
    /// The view's query.
    pub fn query(&self) -> Written<Query> {
        let mut ctes = Vec::new();
        let keys = KEYS.map(str::to_owned);
        let names = self.names();
        for (position, name) in names.iter().enumerate() {
            ctes.extend(self.part(position).map(|query| cte(name, query)));
        }
        let frame = self.builder.frame(self.view.grain, Segments::Together(&keys));
        let around = Relations { names, first: self.firsts(), writers: self.writers(&keys, &mut ctes) };
        ctes.push(cte("bounds", self.bounds(&around).query()));
        ctes.push(cte("periods", self.periods().query()));
        let (blocks, parts) = (&self.view.blocks, &self.view.parts);
        let inner = Blocks { frame: &frame, blocks, parts, around: &around, periods: "periods".to_owned(), alone: true };
        let inner_names: Vec<String> = (0..blocks.len()).map(|block| format!("inner_{block}")).collect();
        inner.write_inner(&inner_names, &keys, &mut ctes)?;
        let Some(block) = blocks.first() else { return Ok(Query::default()) };
        let most = i64::from(self.builder.settings.max_segments);
        let grid = Grid {
            writer: self.builder.writer,
            grain: Some(self.view.grain),
            block,
            parts,
            around: &around,
            keys: keys.to_vec(),
            periods: "periods".to_owned(),
            spine: if self.view.sliced { Spine::Dense(most) } else { Spine::Total },
            seen_elsewhere: None,
            cut: true,
            names: GridNames { segments: "segments".to_owned(), parts: "parts".to_owned(), cells: "cells".to_owned() },
            named: OnceCell::new(),
        };
        let last = grid.write(&mut ctes);
        let output = self.output(&last, grid.value(&self.view.value));
        Ok(Query { ctes, selects: vec![output], ..Query::default() })
    }

    /// What each part is called here.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for part in &self.view.parts {
            let suffix = if part.from_rows && part.form == Form::Rows { "_rows" } else { "" };
            let wanted = short(&format!("{}_by_{}{suffix}", part.name, self.view.grain.name()));
            names.push(unique(wanted, |name| names.iter().any(|known| known == name)));
        }
        names
    }

    /// A rollup's rows with its dimensions under the metric's names.
    fn part(&self, position: usize) -> Option<Query> {
        let part = self.view.parts.get(position)?;
        let rollup = self.builder.plan.rollups.get((*self.view.rollups.get(position)?)?)?;
        let scan = &self.view.scans.get(part.scan?)?.scan;
        let dimensions: Vec<(&str, &str)> = scan.dimensions.iter().map(|d| (d.path.as_str(), d.name.as_str())).collect();
        let mut columns: Vec<String> = part.keys.iter().map(|key| key.name.clone()).collect();
        let feeds = self.view.blocks.iter().flat_map(|block| &block.feeds).filter(|feed| feed.part == position);
        columns.extend(feeds.flat_map(|feed| feed.presences.iter().cloned()));
        columns.extend(part.columns.iter().map(|column| column.name.clone()));
        columns.extend(matches!(part.form, Form::PerPeriod(_)).then(|| super::part::nested::SUB_PERIODS.to_owned()));
        let mut known = std::collections::HashSet::new();
        columns.retain(|column| known.insert(column.clone()));
        let mut query = Query::default();
        for (round, names) in rounds(&dimensions).into_iter().enumerate() {
            query.selects.push(self.renamed(&rollup.name, &columns, &names, round == 0));
        }
        Some(query)
    }

    /// A rollup's rows of some dimensions under the names given; the total's too, or not.
    fn renamed(&self, rollup: &str, columns: &[String], names: &[(&str, &str)], total: bool) -> Select {
        let from = Relation { rows: Rows::Table(self.builder.name(rollup)), alias: None };
        let mut select = Select::from(from).item(Expr::bare(PERIOD), PERIOD);
        let renamed: Vec<_> = names.iter().filter(|(path, name)| path != name).collect();
        let label = if renamed.is_empty() {
            Expr::bare("dimension")
        } else {
            let is = |path: &str| Expr::bare("dimension").binary(Operator::Equal, Expr::Text(path.to_owned()));
            let branches = renamed.iter().map(|(path, name)| (is(path), Expr::Text((*name).to_owned()))).collect();
            Expr::Case(branches, Some(Box::new(Expr::bare("dimension"))))
        };
        select.items.push((label, "dimension".to_owned()));
        select.items.push((Expr::bare("segment"), "segment".to_owned()));
        select.items.extend(columns.iter().map(|column| (Expr::bare(column), column.clone())));
        let labels = total.then_some("all").into_iter().chain(names.iter().map(|(path, _)| *path));
        let labels = labels.map(|label| Expr::Text(label.to_owned())).collect();
        select.and(Expr::In(Box::new(Expr::bare("dimension")), labels))
    }

    fn cells(&self, scan: usize) -> Option<&Cells> {
        self.builder.plan.cells.get(self.view.scans.get(scan)?.cells)
    }

    /// The first period in which each scan has a row.
    fn firsts(&self) -> Vec<Select> {
        let periods = Periods { writer: self.builder.writer, grain: self.view.grain };
        let first = |scan: usize| {
            let Some(cells) = self.cells(scan) else { return Select::default() };
            let table = Relation { rows: Rows::Table(self.builder.name(&cells.name)), alias: None };
            if cells.scan.end.is_none() {
                let earliest = Expr::Call("MIN", vec![Expr::bare(CELL)]);
                return Select::from(table).item(periods.of(earliest), PERIOD);
            }
            let day = Relation::query(first_span(table).query(), "first_day");
            Select::from(day).item(periods.of(Expr::bare(CELL)), PERIOD)
        };
        (0..self.view.scans.len()).map(first).collect()
    }

    /// What is needed to say what nothing is, for parts of sub-periods.
    fn writers<'k>(&'k self, keys: &'k [String], ctes: &mut Vec<Cte>) -> Vec<Option<PartWriter<'k>>> {
        let writer = |part: &'k crate::plan::Part, ctes: &mut Vec<Cte>| {
            let Form::PerPeriod(_) = part.form else { return None };
            let scan = part.scan?;
            let cells = self.cells(scan)?;
            let name = format!("{}_by_day", cells.name);
            let known = ctes.iter().any(|cte| cte.name == name);
            let mut more = Vec::new();
            let base = self.builder.cells_by_day(cells, &name, &mut more);
            if !known && part.reach.window.is_some() {
                ctes.extend(more);
            }
            Some(PartWriter {
                frame: self.builder.frame(self.view.grain, Segments::Together(keys)),
                part,
                scan: &self.view.scans.get(scan)?.scan,
                base,
                arrivals: None,
                asked: None,
                presences: Vec::new(),
                name: String::new(),
            })
        };
        self.view.parts.iter().map(|part| writer(part, ctes)).collect()
    }

    /// The first period and the last day: from the calendar's start, or the first row of any source, to as-of.
    fn bounds(&self, around: &Relations<'_>) -> Select {
        let calendar = self.builder.writer.calendar;
        let first = match calendar.start {
            Some(start) => {
                let day = calendar.period_start(self.view.grain, start);
                if self.view.grain == Grain::Hour { Expr::Timestamp(day.at(0, 0, 0, 0)) } else { Expr::Date(day) }
            }
            None => {
                let scans: Vec<usize> = (0..self.view.scans.len()).collect();
                super::grid::Surroundings::first_period(around, &scans)
            }
        };
        Select::default().item(first, "first_period").item(self.builder.as_of(), "as_of")
    }

    /// Every period of the range.
    fn periods(&self) -> Select {
        let dialect = self.builder.writer.dialect;
        let ty = Periods { writer: self.builder.writer, grain: self.view.grain }.ty();
        let table = Relation { rows: Rows::Table(self.builder.name("periods")), alias: Some("all_periods".to_owned()) };
        let start = || Expr::column("all_periods", PERIOD);
        let mut select = Select::from(table).item(start().cast(&dialect.type_name(&ty)), PERIOD);
        select.joins.push(Join { kind: JoinKind::Cross, relation: Relation::named("bounds"), on: Vec::new() });
        // A period starts no later than the day as-of ends.
        let day_after = day_after(self.builder.writer, Expr::column("bounds", "as_of"));
        let grain = Expr::Text(self.view.grain.name().to_owned());
        select
            .and(Expr::column("all_periods", "grain").binary(Operator::Equal, grain))
            .and(start().binary(Operator::GreaterOrEqual, Expr::column("bounds", "first_period")))
            .and(start().binary(Operator::Less, day_after))
    }

    fn output(&self, from: &str, value: Expr) -> Select {
        let end = self.builder.period_end(self.view.grain);
        Select::from(Relation::named(from))
            .item(Expr::bare(PERIOD), PERIOD)
            .item(end.clone(), PERIOD_END)
            .item(Expr::bare("dimension"), "dimension")
            .item(Expr::bare("segment"), "segment")
            .item(value, "value")
            .item(self.is_complete(&end), "is_complete")
    }

    /// Whether a period's values are final: it has ended, and no conversion or retention waits any more.
    fn is_complete(&self, end: &Expr) -> Expr {
        let writer = self.builder.writer;
        let over = |end: Expr| end.binary(Operator::LessOrEqual, self.builder.as_of());
        let ty = Periods { writer, grain: self.view.grain }.ty();
        let waited = |(count, unit): &(u32, TimeUnit)| {
            let ty = if *unit < TimeUnit::Day { super::calendar::MOMENT } else { ty.clone() };
            let end = if *unit < TimeUnit::Day { end.clone().cast(&writer.dialect.type_name(&ty)) } else { end.clone() };
            over(later(writer, i64::from(*count), *unit, end, &ty))
        };
        let all = self.view.waits.iter().map(waited).reduce(|a, b| a.binary(Operator::And, b));
        writer.kept(all.unwrap_or_else(|| over(end.clone())), &Type::Boolean)
    }
}

/// A metric may give one path several names. A row has one name, so that the rows are read once for each: the first names of all
/// paths, the second ones, and so on.
fn rounds<'n>(dimensions: &[(&'n str, &'n str)]) -> Vec<Vec<(&'n str, &'n str)>> {
    let mut rounds: Vec<Vec<(&str, &str)>> = vec![Vec::new()];
    for (path, name) in dimensions {
        match rounds.iter_mut().find(|round| round.iter().all(|(known, _)| known != path)) {
            Some(round) => round.push((path, name)),
            None => rounds.push(vec![(path, name)]),
        }
    }
    rounds
}
