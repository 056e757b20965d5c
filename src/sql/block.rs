//! Blocks inside others: aggregates over metrics per key, and values that are carried forward.

use super::calendar::PERIOD;
use super::grid::{Grid, GridNames, SEEN, Spine, Surroundings, cte};
use super::part::{Frame, PartWriter};
use super::scan::no_aggregate;
use super::tree::{Cte, Expr, GroupBy, Operator, OrderBy, Query, Relation, Select, Window};
use crate::diagnostic::Diagnostic;
use crate::model::types::Type;
use crate::plan::{Block, BlockKey, Column, ColumnValue, Form, Part};
use std::cell::OnceCell;

/// A value that later periods may take over.
const CARRIED: &str = "carried";

/// The number of values so far: rows of one number belong to one value.
const ISLAND: &str = "island";

/// Where parts are, and what is known of their scans.
pub struct Relations<'a> {
    /// By part.
    pub names: Vec<String>,
    /// By scan: a query for the first period in which it has a row.
    pub first: Vec<Select>,
    /// By part.
    pub writers: Vec<Option<PartWriter<'a>>>,
}

impl Surroundings for Relations<'_> {
    fn relation(&self, part: usize) -> String {
        self.names.get(part).cloned().unwrap_or_default()
    }

    fn first_period(&self, scans: &[usize]) -> Expr {
        Expr::Subquery(Box::new(self.first_of(scans, None).query()))
    }

    fn of_nothing(&self, part: usize, column: &Column, period: Expr) -> Expr {
        match self.writers.get(part) {
            Some(Some(writer)) => match writer.part.form {
                Form::PerPeriod(grain) => writer.of_nothing(column, grain, period),
                _ => Expr::Null,
            },
            _ => Expr::Null,
        }
    }
}

impl Relations<'_> {
    /// The first period in which one of these scans has a row, or the first of these periods where that is earlier.
    fn first_of(&self, scans: &[usize], periods: Option<&str>) -> Select {
        let first = || Expr::Call("MIN", vec![Expr::bare(PERIOD)]);
        let mut all: Vec<Select> = scans.iter().filter_map(|scan| self.first.get(*scan).cloned()).collect();
        all.extend(periods.map(|periods| Select::from(Relation::named(periods)).item(first(), PERIOD)));
        let all = Query { selects: all, ..Query::default() };
        Select::from(Relation::query(all, "first_of_each")).item(first(), "first_row")
    }
}

/// Writes the blocks that others read.
pub struct Blocks<'a> {
    /// What all parts share.
    pub frame: &'a Frame<'a>,
    /// All blocks; the first is the one that nothing reads.
    pub blocks: &'a [Block],
    /// All parts.
    pub parts: &'a [Part],
    /// Where they are.
    pub around: &'a Relations<'a>,
    /// The relation of the periods asked.
    pub periods: String,
    /// Whether segments are those of each dimension alone, so that the total is one of them.
    pub alone: bool,
}

impl Blocks<'_> {
    /// Everything that the first block reads of others. A block comes after those that read it, so the last is written first.
    pub fn write_inner(&self, names: &[String], segments: &[String], ctes: &mut Vec<Cte>) -> Result<(), Box<Diagnostic>> {
        let periods = self.periods_of_each(names, ctes);
        for (position, block) in self.blocks.iter().enumerate().skip(1).rev() {
            let (Some(name), Some(periods)) = (names.get(position), periods.get(position)) else { continue };
            let reads = |part: &&Part| matches!(part.form, Form::Keyed(inner) | Form::Previous(inner) if inner == position);
            let Some((at, part)) = self.parts.iter().enumerate().find(|(_, part)| reads(part)) else { continue };
            let keys: Vec<String> = segments.iter().chain(block.keys.iter().map(|key| &key.name)).cloned().collect();
            let carried = matches!(part.form, Form::Previous(_));
            let grid = Grid {
                writer: self.frame.writer,
                grain: self.frame.grain,
                block,
                parts: self.parts,
                around: self.around,
                keys: keys.clone(),
                periods: periods.clone(),
                spine: self.spine(block, carried),
                seen_elsewhere: carried.then(|| self.seen_by(&block.keys)),
                cut: true,
                names: GridNames {
                    segments: format!("{name}_segments"),
                    parts: format!("{name}_parts"),
                    cells: format!("{name}_cells"),
                },
                named: OnceCell::new(),
            };
            let last = grid.write(ctes);
            let relation = self.around.names.get(at).cloned().unwrap_or_default();
            if carried {
                let first = self.around.first_period(block.whole.as_deref().unwrap_or_default());
                self.carried(&grid, part, (&last, &relation), &first, ctes);
            } else {
                let outer = segments.len() + block.keys.len().saturating_sub(1);
                let over = self.over_keys(&grid, part, &last, keys.get(..outer).unwrap_or_default())?;
                ctes.push(Cte { name: relation, materialized: true, query: over });
            }
        }
        Ok(())
    }

    fn spine(&self, block: &Block, carried: bool) -> Spine {
        match carried {
            // The total is there whatever is found, and no dimension has too many segments to be carried forward.
            true if self.alone && block.keys.is_empty() => Spine::Dense(i64::from(u32::MAX)),
            true => Spine::Every,
            false => Spine::Found,
        }
    }

    /// Where segments with these keys are seen, in all blocks: values are carried forward wherever someone may ask for them.
    fn seen_by(&self, keys: &[BlockKey]) -> Vec<(String, Vec<String>)> {
        let mut seen: Vec<(String, Vec<String>)> = Vec::new();
        for feed in self.blocks.iter().filter(|block| block.keys.starts_with(keys)).flat_map(|block| &block.feeds) {
            let is_of_rows = self.parts.get(feed.part).is_some_and(|part| part.scan.is_some());
            let Some(relation) = self.around.names.get(feed.part).filter(|_| is_of_rows && !feed.presences.is_empty()) else {
                continue;
            };
            match seen.iter_mut().find(|(known, _)| known == relation) {
                Some((_, presences)) => presences.extend(feed.presences.iter().cloned()),
                None => seen.push((relation.clone(), feed.presences.clone())),
            }
        }
        seen
    }

    /// The periods of each block: those of the block that reads it; where values are carried forward those from the first row on, too.
    fn periods_of_each(&self, names: &[String], ctes: &mut Vec<Cte>) -> Vec<String> {
        let mut periods = vec![self.periods.clone(); self.blocks.len()];
        for (position, block) in self.blocks.iter().enumerate() {
            if let (Some(scans), Some(grain), Some(name)) = (&block.whole, self.frame.grain, names.get(position)) {
                let all = format!("{name}_periods");
                let outer = periods.get(position).cloned().unwrap_or_default();
                let first = self.around.first_of(scans, Some(&outer));
                let bounds = Select::from(Relation::query(first.query(), "bounds"));
                let last = self.frame.last_period.clone();
                let series = self.frame.writer.dialect.series(bounds, grain, Expr::bare("first_row"), last, PERIOD);
                ctes.push(cte(&all, series.query()));
                if let Some(slot) = periods.get_mut(position) {
                    *slot = all;
                }
            }
            let own = periods.get(position).cloned().unwrap_or_default();
            for feed in &block.feeds {
                if let Some(Form::Keyed(inner) | Form::Previous(inner)) = self.parts.get(feed.part).map(|part| &part.form)
                    && let Some(slot) = periods.get_mut(*inner)
                {
                    slot.clone_from(&own);
                }
            }
        }
        periods
    }

    /// The outer aggregate over the keys that were found.
    fn over_keys(&self, grid: &Grid<'_>, part: &Part, last: &str, keys: &[String]) -> Result<Query, Box<Diagnostic>> {
        let dialect = self.frame.writer.dialect;
        let integer = dialect.type_name(&Type::Integer);
        let mut select = Select::from(Relation::named(last));
        let period = self.frame.grain.map(|_| PERIOD.to_owned());
        select.items.extend(period.into_iter().chain(keys.iter().cloned()).map(|column| (Expr::bare(&column), column)));
        select.group_by = GroupBy::Items(select.items.len());
        select.items.push((Expr::Call("SUM", vec![Expr::bare(SEEN)]).cast(&integer), SEEN.to_owned()));
        for column in &part.columns {
            let ColumnValue::Keyed { inner, having } = &column.value else { continue };
            let value = inner.as_ref().map_or(Expr::integer(1), |inner| grid.value(inner));
            let value = value.when(having.as_ref().map(|having| grid.value(having)));
            let ty = inner.as_ref().map_or(&Type::Integer, |inner| &inner.ty);
            let outer = dialect.aggregate(column.function, value, ty);
            select.items.push((outer.ok_or_else(|| no_aggregate(column.function, dialect.dialect()))?, column.name.clone()));
        }
        Ok(select.query())
    }

    /// Values where nulls are replaced by the last one before: each value from the first row on starts an island that lasts up to
    /// the next.
    fn carried(&self, grid: &Grid<'_>, part: &Part, (last, relation): (&str, &str), first: &Expr, ctes: &mut Vec<Cte>) {
        let period = PERIOD.to_owned();
        let apart: Vec<Expr> = grid.keys.iter().map(|key| Expr::bare(key)).collect();
        let [values, islands] = ["values", "islands"].map(|suffix| format!("{relation}_{suffix}"));
        let from = |relation: &str| {
            let mut select = Select::from(Relation::named(relation));
            for column in std::iter::once(&period).chain(&grid.keys).map(String::as_str).chain([SEEN]) {
                select.items.push((Expr::bare(column), column.to_owned()));
            }
            select
        };
        let (mut own, mut numbered, mut filled) = (from(last), from(&values), from(&islands));
        for column in &part.columns {
            let ColumnValue::Previous(value) = &column.value else { continue };
            let this = || Expr::bare(&column.name);
            own.items.push((grid.value(value), column.name.clone()));
            let has_begun = Expr::bare(PERIOD).binary(Operator::GreaterOrEqual, first.clone());
            let carried = this().when(Some(has_begun));
            let order_by = vec![OrderBy { expr: Expr::bare(PERIOD), descending: false }];
            let frame = Some("ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW");
            let window = Window { partition_by: apart.clone(), order_by, frame };
            let values_so_far = Expr::Call("COUNT", vec![carried.clone()]);
            numbered.items.push((this(), column.name.clone()));
            numbered.items.push((carried, CARRIED.to_owned()));
            numbered.items.push((Expr::Window(Box::new(values_so_far), Box::new(window)), ISLAND.to_owned()));
            let mut same = apart.clone();
            same.push(Expr::bare(ISLAND));
            let value = Expr::Call("MAX", vec![Expr::bare(CARRIED)]);
            let before = Expr::Window(Box::new(value), Box::new(Window { partition_by: same, ..Window::default() }));
            filled.items.push((Expr::Call("COALESCE", vec![this(), before]), column.name.clone()));
        }
        ctes.push(cte(&values, own.query()));
        ctes.push(cte(&islands, numbered.query()));
        ctes.push(Cte { name: relation.to_owned(), materialized: true, query: filled.query() });
    }
}
