//! A query's plan as one statement.

use super::base::{Base, CELL, stored};
use super::block::{Blocks, Relations};
use super::calendar::{PERIOD, Periods};
use super::dialect::SqlDialect;
use super::expr::Writer;
use super::grid::{Grid, GridNames, Spine, cte};
use super::names::Names;
use super::part::{Frame, PartWriter, Segments, Whole};
use super::range::Range;
use super::scan::{Days, ScanWriter, count};
use super::tree::{Cte, Expr, GroupBy, Operator, OrderBy, Query, Relation, Select};
use crate::diagnostic::Diagnostic;
use crate::plan::lower::{dimension_column, is_arrival, reaches_beyond};
use crate::plan::query::QueryPlan;
use crate::plan::{Form, Part, Reach, Scan};
use crate::project::calendar::Grain;
use std::cell::OnceCell;

/// The statement for a plan, or why the dialect cannot say it.
pub fn query(plan: &QueryPlan, dialect: &dyn SqlDialect) -> Result<Query, Box<Diagnostic>> {
    let mut segments: Vec<String> = Vec::new();
    for (name, _) in &plan.dimensions {
        segments.push(dimension_column(name, |name| segments.iter().any(|known| known == name)));
    }
    let writer = Writer { dialect, calendar: &plan.calendar };
    QueryWriter { plan, writer, range: Range { plan, writer }, names: Names::new(plan), segments: &segments }.query()
}

struct QueryWriter<'a> {
    plan: &'a QueryPlan,
    writer: Writer<'a>,
    range: Range<'a>,
    names: Names,
    segments: &'a [String],
}

type Written<T> = Result<T, Box<Diagnostic>>;

impl<'a> QueryWriter<'a> {
    fn query(&self) -> Written<Query> {
        let mut ctes = Vec::new();
        for (position, scan) in self.plan.scans.iter().enumerate() {
            self.read(position, scan, &mut ctes)?;
        }
        if self.has_spine() || (self.cut() && self.plan.grain.is_some()) {
            if self.plan.first_is_asked {
                ctes.push(cte(&self.names.first_rows, self.first_rows()?));
            }
            ctes.push(cte(&self.names.periods, self.periods().query()));
        }
        let frame = self.frame();
        let relations = self.relations(&frame);
        for (position, part) in self.plan.parts.iter().enumerate() {
            ctes.extend(self.part(position, part, &frame)?);
        }
        let periods = self.names.periods.clone();
        let blocks = Blocks {
            frame: &frame,
            blocks: &self.plan.blocks,
            parts: &self.plan.parts,
            around: &relations,
            periods,
            alone: false,
        };
        blocks.write_inner(&self.names.blocks, self.segments, &mut ctes)?;
        let Some(block) = self.plan.blocks.first() else { return Ok(Query::default()) };
        let grid = Grid {
            writer: self.writer,
            grain: self.plan.grain,
            block,
            parts: &self.plan.parts,
            around: &relations,
            keys: self.segments.to_vec(),
            periods: self.names.periods.clone(),
            spine: self.spine(),
            seen_elsewhere: None,
            cut: self.cut(),
            names: GridNames {
                segments: self.names.segments.clone(),
                parts: self.names.all_parts.clone(),
                cells: self.names.cells.clone(),
            },
            named: OnceCell::new(),
        };
        let last = grid.write(&mut ctes);
        let order_by = self
            .plan
            .order
            .iter()
            .map(|(column, descending)| OrderBy { expr: Expr::Number((column + 1).to_string()), descending: *descending });
        let outputs = self.outputs(&grid, &last);
        Ok(Query { ctes, selects: vec![outputs], order_by: order_by.collect(), limit: self.plan.limit })
    }

    /// Whether periods without a row are shown too.
    fn has_spine(&self) -> bool {
        self.plan.grain.is_some() && !self.plan.sparse
    }

    fn spine(&self) -> Spine {
        if self.has_spine() {
            Spine::Every
        } else if self.plan.grain.is_none() && self.plan.dimensions.is_empty() {
            Spine::One
        } else {
            Spine::Found
        }
    }

    /// Whether rows outside the range are read.
    fn reaches_beyond(&self) -> bool {
        reaches_beyond(&self.plan.scans, &self.plan.parts, &self.plan.blocks)
    }

    /// Whether parts hold more than what is asked, and rows that were found must be told from others.
    fn cut(&self) -> bool {
        let direct = |part: &Part| part.form == Form::Rows && part.scan.is_some_and(|scan| self.is_direct(scan));
        self.reaches_beyond() || !self.plan.parts.iter().all(direct)
    }

    fn parts_of(&self, scan: usize) -> impl Iterator<Item = &'a Part> {
        self.plan.parts.iter().filter(move |part| part.scan == Some(scan))
    }

    fn is_arrival(&self, scan: usize) -> bool {
        is_arrival(&self.plan.parts, scan)
    }

    /// Whether the first day of the range must be known, where it is one period.
    fn needs_first_day(&self) -> bool {
        let needs =
            |part: &Part| matches!(part.form, Form::PerPeriod(_)) || part.reach.level.as_ref().is_some_and(|level| !level.last);
        self.plan.grain.is_none() && (self.plan.first.is_none() || self.plan.first_is_asked) && self.plan.parts.iter().any(needs)
    }

    /// Whether the table's rows are grouped as they are read: nothing but plain aggregates is asked.
    fn is_direct(&self, position: usize) -> bool {
        let plain = |part: &Part| part.form == Form::Rows && part.reach == Reach::default() && part.keys.is_empty();
        let lasts = self.plan.scans.get(position).is_some_and(|scan| scan.end.is_some());
        !lasts && !self.is_arrival(position) && !self.needs_first_day() && self.parts_of(position).all(plain)
    }

    /// One pass over a source.
    fn read(&self, position: usize, scan: &Scan, ctes: &mut Vec<Cte>) -> Written<()> {
        if self.is_direct(position) {
            let name = self.names.scans.get(position).cloned().unwrap_or_default();
            ctes.push(Cte { name, materialized: self.has_spine() || self.cut(), query: self.grouped(scan)?.query() });
            return Ok(());
        }
        let Some((cells, rows)) = self.names.bases.get(position) else { return Ok(()) };
        let hours = self.plan.grain == Some(Grain::Hour) || self.parts_of(position).any(Part::reads_hours);
        let unit = if hours { Grain::Hour } else { Grain::Day };
        // A range that starts no earlier than the first row must see that row.
        let whole = self.reaches_beyond() || (self.needs_first_day() && self.plan.first_is_asked);
        let base = Base { rows: ScanWriter { writer: self.writer, scan }, unit, days: self.range.days(whole) };
        if self.parts_of(position).any(|part| !part.from_rows) {
            stored(self.writer, scan, cells, base.cells(None)?, self.range.as_of(), ctes);
        }
        if self.reads_rows(position) {
            stored(self.writer, scan, rows, base.single(true)?, self.range.as_of(), ctes);
        }
        Ok(())
    }

    fn reads_rows(&self, position: usize) -> bool {
        self.is_arrival(position) || self.parts_of(position).any(|part| part.from_rows)
    }

    /// A row per period and segment that has rows.
    fn grouped(&self, scan: &Scan) -> Written<Select> {
        let rows = ScanWriter { writer: self.writer, scan };
        // Of a range that is one period no other rows belong to it.
        let mut select = rows.rows(&self.range.days(self.reaches_beyond() && self.plan.grain.is_some()))?;
        let hoisted = self.hoisted(scan);
        if let Some(condition) = hoisted.and_then(|p| scan.presences.get(p)).and_then(|p| p.condition.as_ref()) {
            select.filter.push(rows.expr(condition));
        }
        if let Some(grain) = self.plan.grain {
            let period = self.writer.dialect.truncate(grain, rows.local_time(), &self.plan.calendar);
            select.items.push((period, PERIOD.to_owned()));
        }
        for name in self.segments {
            let expr = scan.dimensions.iter().find(|d| d.column == *name).map_or(Expr::Null, |d| rows.kept(&d.expr));
            select.items.push((expr, name.clone()));
        }
        let keys = select.items.len();
        for (position, presence) in scan.presences.iter().enumerate() {
            let condition = presence.condition.as_ref().filter(|_| hoisted != Some(position));
            select.items.push((count(condition.map(|c| rows.expr(c))), presence.name.clone()));
        }
        for atom in &scan.atoms {
            select.items.push((rows.atom(atom, hoisted)?, atom.name.clone()));
        }
        select.group_by = GroupBy::Items(keys);
        Ok(select)
    }

    /// The one `where` that all of a scan's atoms share, which then filters rows before they are grouped. Not where the range
    /// starts with the first row of the source, whatever the `where`.
    fn hoisted(&self, scan: &Scan) -> Option<usize> {
        let range_is_known = self.plan.first.is_some() || !self.has_spine();
        (scan.presences.len() == 1 && range_is_known && !self.reaches_beyond()).then_some(0)
    }

    /// The relation that holds a scan's rows, and its first period or day there.
    fn first_of(&self, position: usize) -> Select {
        let name = |names: &[String]| names.get(position).cloned().unwrap_or_default();
        let earliest = |column: &str| Expr::Call("MIN", vec![Expr::bare(column)]);
        if self.is_direct(position) {
            return Select::from(Relation::named(&name(&self.names.scans))).item(earliest(PERIOD), PERIOD);
        }
        let (cells, rows) = self.names.bases.get(position).cloned().unwrap_or_default();
        let base = if self.parts_of(position).any(|part| !part.from_rows) { cells } else { rows };
        let first = match self.plan.grain {
            Some(grain) => Periods { writer: self.writer, grain }.of(earliest(CELL)),
            None => self.writer.dialect.truncate(Grain::Day, earliest(CELL), self.writer.calendar),
        };
        Select::from(Relation::named(&base)).item(first, PERIOD)
    }

    /// The period of the first row of any source.
    fn first_rows(&self) -> Written<Query> {
        let mut query = Query::default();
        for (position, scan) in self.plan.scans.iter().enumerate() {
            if self.reaches_beyond() {
                query.selects.push(self.first_of(position));
                continue;
            }
            let rows = ScanWriter { writer: self.writer, scan };
            let mut select = rows.rows(&Days { first: None, end: None, last: Some(self.range.as_of()) })?;
            let grain = self.plan.grain.unwrap_or(Grain::Day);
            let first = self.writer.dialect.truncate(grain, rows.local_time(), &self.plan.calendar);
            select.items.push((Expr::Call("MIN", vec![first]), PERIOD.to_owned()));
            query.selects.push(select);
        }
        Ok(earliest(query, "first_of_each").query())
    }

    /// Every period of the range.
    fn periods(&self) -> Select {
        let grain = self.plan.grain.unwrap_or(Grain::Day);
        let asked = self.plan.first.map(|day| self.range.moment(grain, day));
        let (first, from) = match asked {
            Some(day) if self.plan.first_is_asked => {
                let first_row = || Expr::bare("first_row");
                let later = first_row().binary(Operator::Greater, day.clone());
                // Null without any row, so that there is no period.
                let first = Expr::Case(vec![(later, first_row()), (first_row().is_not_null(), day)], None);
                (first, Some(Relation::named(&self.names.first_rows)))
            }
            Some(day) => (day, None),
            None => {
                let mut all = Query::default();
                for (position, name) in self.names.scans.iter().enumerate() {
                    let direct = || Select::from(Relation::named(name)).item(Expr::bare(PERIOD), PERIOD);
                    all.selects.push(if self.is_direct(position) { direct() } else { self.first_of(position) });
                }
                (Expr::bare("first_row"), Some(Relation::query(earliest(all, "all_periods").query(), "bounds")))
            }
        };
        let from = Select { from, ..Select::default() };
        self.writer.dialect.series(from, grain, first, self.range.last_period(grain), PERIOD)
    }

    fn frame(&self) -> Frame<'a> {
        Frame {
            writer: self.writer,
            grain: self.plan.grain,
            as_of: self.range.as_of(),
            last_period: self.range.last_period(self.plan.grain.unwrap_or(Grain::Day)),
            whole: self.whole(),
            segments: Segments::Together(self.segments),
        }
    }

    /// The range as exact days.
    fn whole(&self) -> Whole {
        let end = self.range.end();
        let first = self.plan.first.map(Expr::Date);
        let start = if self.needs_first_day() { Some(self.first_day(first)) } else { first };
        Whole { start, end }
    }

    /// The day of the first row of any source, or the one asked where that is later.
    fn first_day(&self, asked: Option<Expr>) -> Expr {
        let all = Query { selects: (0..self.plan.scans.len()).map(|scan| self.first_of(scan)).collect(), ..Query::default() };
        let first = earliest(all, "first_of_each").query();
        let Some(asked) = asked else { return Expr::Subquery(Box::new(first)) };
        // Null without any row, so that there is no day. (`GREATEST` passes over a null.)
        let row = || Expr::bare("first_row");
        let later = Expr::Call("GREATEST", vec![asked, row()]).when(Some(row().is_not_null()));
        Expr::Subquery(Box::new(Select::from(Relation::query(first, "first_of_all")).item(later, "first_day").query()))
    }

    fn writer_of<'p>(&self, position: usize, part: &'p Part, frame: &Frame<'p>) -> Option<PartWriter<'p>>
    where
        'a: 'p,
    {
        let scan = part.scan?;
        let (cells, rows) = self.names.bases.get(scan)?;
        let presences = self.plan.blocks.iter().flat_map(|block| &block.feeds);
        let mut presences: Vec<String> =
            presences.filter(|feed| feed.part == position).flat_map(|feed| feed.presences.iter().cloned()).collect();
        presences.sort_unstable();
        presences.dedup();
        presences.retain(|_| part.form == Form::Rows);
        let arrivals = match &part.form {
            Form::Cohort(to) => self.names.bases.get(to.to).map(|(_, rows)| Relation::named(rows)),
            _ => None,
        };
        Some(PartWriter {
            frame: frame.clone(),
            part,
            scan: self.plan.scans.get(scan)?,
            base: Relation::named(if part.from_rows { rows } else { cells }),
            arrivals,
            asked: self.is_read_as_asked(position).then(|| self.names.periods.clone()),
            presences,
            name: self.names.parts.get(position)?.clone(),
        })
    }

    /// Whether values of a part are read for the periods asked, and for no earlier ones.
    fn is_read_as_asked(&self, part: usize) -> bool {
        let carried = self.plan.blocks.iter().any(|block| block.whole.is_some());
        let mut feeds = self.plan.blocks.iter().flat_map(|block| &block.feeds).filter(|feed| feed.part == part);
        self.plan.grain.is_some() && !carried && feeds.all(|feed| feed.shift.is_empty())
    }

    /// A part that is not read with its scan.
    fn part(&self, position: usize, part: &'a Part, frame: &Frame<'a>) -> Written<Vec<Cte>> {
        if part.scan.is_some_and(|scan| self.is_direct(scan)) {
            return Ok(Vec::new());
        }
        self.writer_of(position, part, frame).map_or(Ok(Vec::new()), |writer| writer.ctes())
    }

    fn relations<'f>(&'f self, frame: &'f Frame<'a>) -> Relations<'f> {
        let named = self.plan.parts.iter().enumerate().map(|(position, part)| {
            let names = match part.scan {
                Some(scan) if self.is_direct(scan) => self.names.scans.get(scan),
                _ => self.names.parts.get(position),
            };
            names.cloned().unwrap_or_default()
        });
        let writers = self.plan.parts.iter().enumerate().map(|(position, part)| self.writer_of(position, part, frame));
        Relations {
            names: named.collect(),
            first: (0..self.plan.scans.len()).map(|scan| self.first_of(scan)).collect(),
            writers: writers.collect(),
        }
    }

    fn outputs(&self, grid: &Grid<'_>, from: &str) -> Select {
        let mut select = Select::from(Relation::named(from));
        if self.plan.grain.is_some() {
            select.items.push((Expr::bare(PERIOD), PERIOD.to_owned()));
        }
        let asked = self.plan.dimensions.iter().map(|(name, _)| name.clone());
        select.items.extend(self.segments.iter().map(|column| Expr::bare(column)).zip(asked));
        for (name, value) in &self.plan.outputs {
            select.items.push((grid.value(value), name.clone()));
        }
        select
    }
}

/// The earliest period of some rows, as `first_row`.
fn earliest(rows: Query, alias: &str) -> Select {
    Select::from(Relation::query(rows, alias)).item(Expr::Call("MIN", vec![Expr::bare(PERIOD)]), "first_row")
}
