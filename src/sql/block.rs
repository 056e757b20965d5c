//! Blocks inside others: aggregates over metrics per key, and values that are carried forward.

use super::calendar::PERIOD;
use super::grid::{Grid, GridNames, SEEN, Spine, Surroundings, cte};
use super::part::{Frame, PartWriter};
use super::scan::no_aggregate;
use super::tree::{Cte, Expr, GroupBy, Operator, OrderBy, Query, Relation, Select, Window};
use crate::diagnostic::Diagnostic;
use crate::model::types::Type;
use crate::plan::{Block, Column, ColumnValue, Form, Part};

/// A value that later periods may take over.
const CARRIED: &str = "carried";

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
}

impl Blocks<'_> {
    /// Everything that the first block reads of others. A block comes after those that read it, so the last is written first.
    pub fn write_inner(&self, names: &[String], segments: &[String], ctes: &mut Vec<Cte>) -> Result<(), Box<Diagnostic>> {
        let periods = self.periods_of_each(names, ctes);
        for (position, block) in self.blocks.iter().enumerate().skip(1).rev() {
            let (Some(name), Some(periods)) = (names.get(position), periods.get(position)) else { continue };
            let reads = |part: &&Part| matches!(part.form, Form::Keyed(inner) | Form::Previous(inner) if inner == position);
            let Some((at, part)) = self.parts.iter().enumerate().find(|(_, part)| reads(part)) else { continue };
            let keys: Vec<String> = segments.iter().chain(&block.keys).cloned().collect();
            let carried = matches!(part.form, Form::Previous(_));
            let grid = Grid {
                writer: self.frame.writer,
                grain: self.frame.grain,
                block,
                parts: self.parts,
                around: self.around,
                keys: keys.clone(),
                periods: periods.clone(),
                spine: if carried { Spine::Every } else { Spine::Found },
                seen_elsewhere: carried.then(|| self.seen_by(&block.keys)),
                cut: true,
                names: GridNames {
                    segments: format!("{name}_segments"),
                    parts: format!("{name}_parts"),
                    cells: format!("{name}_cells"),
                },
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

    /// Where segments with these keys are seen, in all blocks: values are carried forward wherever someone may ask for them.
    fn seen_by(&self, keys: &[String]) -> Vec<(String, Vec<String>)> {
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
                let series = self.frame.writer.dialect.series(grain, Expr::bare("first_row"), self.frame.last_period.clone());
                ctes.push(cte(&all, Select::from(Relation::query(first.query(), "bounds")).item(series, PERIOD).query()));
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
            let outer = dialect.aggregate(column.function, value);
            select.items.push((outer.ok_or_else(|| no_aggregate(column.function, dialect.dialect()))?, column.name.clone()));
        }
        Ok(select.query())
    }

    /// Values where nulls are replaced by the last one before: each value from the first row on starts an island that lasts up to
    /// the next.
    fn carried(&self, grid: &Grid<'_>, part: &Part, (last, relation): (&str, &str), first: &Expr, ctes: &mut Vec<Cte>) {
        let period = PERIOD.to_owned();
        let columns: Vec<&String> = std::iter::once(&period).chain(&grid.keys).collect();
        let apart: Vec<Expr> = grid.keys.iter().map(|key| Expr::bare(key)).collect();
        let mut islands = Select::from(Relation::named(last));
        let mut filled = Select::from(Relation::named(&format!("{relation}_islands")));
        for column in columns.into_iter().map(String::as_str).chain([SEEN]) {
            islands.items.push((Expr::bare(column), column.to_owned()));
            filled.items.push((Expr::bare(column), column.to_owned()));
        }
        for column in &part.columns {
            let ColumnValue::Previous(value) = &column.value else { continue };
            let island = "island".to_owned();
            islands.items.push((grid.value(value), column.name.clone()));
            let order = vec![OrderBy { expr: Expr::bare(PERIOD), descending: false }];
            let frame = Some("ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW");
            let window = Window { partition_by: apart.clone(), order_by: order, frame };
            let has_begun = Expr::bare(PERIOD).binary(Operator::GreaterOrEqual, first.clone());
            islands.items.push((grid.value(value).when(Some(has_begun.clone())), CARRIED.to_owned()));
            let values_so_far = Expr::Call("COUNT", vec![grid.value(value).when(Some(has_begun))]);
            islands.items.push((Expr::Window(Box::new(values_so_far), Box::new(window)), island.clone()));
            let mut same = apart.clone();
            same.push(Expr::bare(&island));
            let window = Window { partition_by: same, ..Window::default() };
            let value = Expr::Call("MAX", vec![Expr::bare(CARRIED)]);
            let before = Expr::Window(Box::new(value), Box::new(window));
            filled.items.push((Expr::Call("COALESCE", vec![Expr::bare(&column.name), before]), column.name.clone()));
        }
        ctes.push(cte(&format!("{relation}_islands"), islands.query()));
        ctes.push(Cte { name: relation.to_owned(), materialized: true, query: filled.query() });
    }
}
