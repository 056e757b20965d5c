//! What is taken of a source in one pass: cells (sums by the finest unit, dimensions and keys) or single rows.

use super::calendar::MOMENT;
use super::scan::{Days, ScanWriter, count, no_aggregate};
use super::tree::{Cte, Expr, GroupBy, Join, JoinKind, Operator, Query, Relation, Select};
use crate::diagnostic::Diagnostic;
use crate::model::metric::AggregateFunction;
use crate::model::types::{Type, Zone};
use crate::plan::{Atom, AtomInput, Scan, ScanKey};
use crate::project::calendar::Grain;

/// The first moment of a cell's unit.
pub(super) const CELL: &str = "cell_start";
/// When a fact that lasts begins, as a day.
const SPAN_START: &str = "span_start";
/// The day before which it ends.
const SPAN_END: &str = "span_end";
/// When exactly a row is dated, in UTC.
pub(super) const ROW_MOMENT: &str = "row_moment";

/// What of a scan its base holds.
pub struct Base<'a> {
    /// The scan, in one dialect.
    pub rows: ScanWriter<'a>,
    /// What cells are of: hours, days or longer periods.
    pub unit: Grain,
    /// Which rows are seen.
    pub days: Days,
}

impl Base<'_> {
    fn scan(&self) -> &Scan {
        self.rows.scan
    }

    /// Sums by unit, dimensions and keys. The presence that is hoisted filters rows instead of being counted.
    pub fn cells(&self, hoisted: Option<usize>) -> Result<Query, Box<Diagnostic>> {
        let mut select = self.rows.rows(&self.days)?;
        if let Some(condition) = hoisted.and_then(|p| self.scan().presences.get(p)).and_then(|p| p.condition.as_ref()) {
            select.filter.push(self.rows.expr(condition));
        }
        self.times(&mut select);
        self.told_apart(&mut select, |key| key.in_cells);
        let groups = select.items.len();
        for (position, presence) in self.scan().presences.iter().enumerate() {
            let condition = presence.condition.as_ref().filter(|_| hoisted != Some(position));
            select.items.push((count(condition.map(|c| self.rows.expr(c))), presence.name.clone()));
        }
        let own = |atom: &&Atom| atom.from_cells() && self.scan().column_of_cells(atom) == atom.name;
        for atom in self.scan().atoms.iter().filter(own) {
            let value = match atom.input {
                // Of a distinct count, cells keep the keys and how many rows of each count.
                AtomInput::Distinct(_) => count(self.rows.condition(atom, hoisted)),
                AtomInput::Rows | AtomInput::Value(_) => self.rows.atom(atom, hoisted)?,
            };
            select.items.push((value, atom.name.clone()));
        }
        select.group_by = GroupBy::Items(groups);
        Ok(select.query())
    }

    /// Single rows, with each atom's value where the row counts for it; with their moment where one is chosen by it.
    pub fn single(&self, moment: bool) -> Result<Query, Box<Diagnostic>> {
        let mut select = self.rows.rows(&self.days)?;
        self.times(&mut select);
        if moment {
            select.items.push((self.moment(), ROW_MOMENT.to_owned()));
        }
        self.told_apart(&mut select, |_| true);
        for presence in &self.scan().presences {
            // Summed later, beside other conditions: 0 and not null where it fails.
            let counts = presence.condition.as_ref().map_or(Expr::integer(1), |condition| {
                Expr::Case(vec![(self.rows.expr(condition), Expr::integer(1))], Some(Box::new(Expr::integer(0))))
            });
            select.items.push((counts, presence.name.clone()));
        }
        for atom in &self.scan().atoms {
            let value = match &atom.input {
                AtomInput::Value(value) => self.rows.expr(value),
                AtomInput::Distinct(keys) if atom.function == AggregateFunction::ApproxCountDistinct => {
                    keys.first().and_then(|key| self.scan().key(key)).map_or(Expr::Null, |key| self.rows.expr(key))
                }
                AtomInput::Rows | AtomInput::Distinct(_) => Expr::integer(1),
            };
            select.items.push((value.when(self.rows.condition(atom, None)), atom.name.clone()));
        }
        Ok(select.query())
    }

    fn times(&self, select: &mut Select) {
        let writer = self.rows.writer;
        match &self.scan().end {
            None => {
                let start = writer.dialect.truncate(self.unit, self.rows.local_time(), writer.calendar);
                select.items.push((start, CELL.to_owned()));
            }
            Some(end) => {
                let day = |time: Expr| writer.dialect.truncate(Grain::Day, time, writer.calendar);
                select.items.push((day(self.rows.local_time()), SPAN_START.to_owned()));
                select.items.push((day(writer.local(self.rows.expr(end), &end.ty)), SPAN_END.to_owned()));
            }
        }
    }

    fn told_apart(&self, select: &mut Select, is_kept: impl Fn(&ScanKey) -> bool) {
        for dimension in &self.scan().dimensions {
            select.items.push((self.rows.kept(&dimension.expr), dimension.column.clone()));
        }
        for key in self.scan().keys.iter().filter(|key| is_kept(key)) {
            select.items.push((self.rows.expr(&key.expr), key.name.clone()));
        }
    }

    /// The instant of a row in UTC; of a date its midnight in the project's zone.
    fn moment(&self) -> Expr {
        let writer = self.rows.writer;
        let time = self.rows.expr(&self.scan().time);
        match &self.scan().time.ty {
            Type::Timestamp(zone) => writer.cast(time, &Type::Timestamp(zone.clone()), &MOMENT),
            ty => writer.cast(time, ty, &Type::Timestamp(Zone::Utc)),
        }
    }
}

/// The first day on which one of some facts that last is there.
pub fn first_span(table: Relation) -> Select {
    let lasts = Expr::bare(SPAN_START).binary(Operator::Less, Expr::bare(SPAN_END));
    let open = Expr::IsNull(Box::new(Expr::bare(SPAN_END)), false);
    let first = Expr::Call("MIN", vec![Expr::bare(SPAN_START)]);
    Select::from(table).item(first, CELL).and(open.binary(Operator::Or, lasts))
}

/// A base under a name; of facts that last with a row for each of their days. A relation of its own, for PostgreSQL would take
/// two dimensions with one definition, in rows that it reads through, for the same grouping column.
pub fn stored(writer: super::expr::Writer<'_>, scan: &Scan, name: &str, query: Query, as_of: Expr, ctes: &mut Vec<Cte>) {
    let mut add = |name: &str, query| ctes.push(Cte { name: name.to_owned(), materialized: true, query });
    if scan.end.is_none() {
        return add(name, query);
    }
    let spans = format!("{name}_spans");
    let items = query.selects.iter().flat_map(|select| &select.items);
    let is_span = |column: &String| column == SPAN_START || column == SPAN_END;
    let columns: Vec<String> = items.map(|(_, name)| name.clone()).filter(|name| !is_span(name)).collect();
    add(&spans, query);
    add(name, each_day(writer, &Relation::named(&spans), &columns, as_of));
}

/// A base of facts that last, with a row for each of their days up to as-of.
pub fn each_day(writer: super::expr::Writer<'_>, base: &Relation, columns: &[String], as_of: Expr) -> Query {
    let first = Select::from(base.clone()).item(Expr::Call("MIN", vec![Expr::bare(SPAN_START)]), "first_day");
    let bounds = Select::from(Relation::query(first.query(), "bounds"));
    let days = writer.dialect.series(bounds, Grain::Day, Expr::bare("first_day"), as_of, CELL);
    let alias = base.name();
    let mut select = Select::from(base.clone()).item(Expr::column("days", CELL), CELL);
    for column in columns {
        select.items.push((Expr::column(&alias, column), column.clone()));
    }
    let begun = Expr::column("days", CELL).binary(Operator::GreaterOrEqual, Expr::column(&alias, SPAN_START));
    let open = Expr::IsNull(Box::new(Expr::column(&alias, SPAN_END)), false);
    let before_end = Expr::column("days", CELL).binary(Operator::Less, Expr::column(&alias, SPAN_END));
    let on = vec![begun, open.binary(Operator::Or, before_end)];
    select.joins.push(Join { kind: JoinKind::Inner, relation: Relation::query(days.query(), "days"), on });
    select.query()
}

/// The column of a base that an atom is computed from.
pub fn column_of<'a>(scan: &'a Scan, atom: &'a Atom, from_rows: bool) -> &'a str {
    if from_rows { &atom.name } else { scan.column_of_cells(atom) }
}

/// An atom over its column in a base: counts are added up, a distinct count counts keys with rows.
pub fn over_base(writer: super::expr::Writer<'_>, scan: &Scan, atom: &Atom, from_rows: bool) -> Result<Expr, Box<Diagnostic>> {
    let column = Expr::bare(column_of(scan, atom, from_rows));
    let integer = writer.dialect.type_name(&Type::Integer);
    match (&atom.input, atom.function) {
        (AtomInput::Distinct(keys), AggregateFunction::Count) => {
            let counts = if from_rows { column.is_not_null() } else { column.binary(Operator::Greater, Expr::integer(0)) };
            let values = keys.iter().map(|key| Expr::bare(key)).collect();
            Ok(writer.dialect.count_distinct(values, &scan.key_types(keys), Some(counts)))
        }
        (_, AggregateFunction::Count) if !from_rows => Ok(Expr::Call("SUM", vec![column]).cast(&integer)),
        (_, function) => {
            let ty = match &atom.input {
                AtomInput::Value(value) if from_rows => &value.ty,
                _ => &atom.ty,
            };
            let aggregated = writer.dialect.aggregate(function, column, ty);
            aggregated.ok_or_else(|| no_aggregate(function, writer.dialect.dialect()))
        }
    }
}
