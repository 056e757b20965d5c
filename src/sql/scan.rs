//! A scan as SQL: its tables joined, its rows bounded in time, its aggregates.

use super::calendar::later;
use super::dialect::{Side, SqlDialect};
use super::expr::Writer;
use super::tree::{Expr, Join, JoinKind, Operator, OrderBy, Query, Relation, Rows, Select, Window};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::expr::Node;
use crate::model::metric::AggregateFunction;
use crate::model::types::{Type, Zone};
use crate::plan::{Atom, AtomInput, Scan, ScanColumn, ScanExpr, ScanRows, ScanTable, Validity};
use crate::project::dialect::Dialect;
use crate::syntax::ast::TimeUnit;
use jiff::civil::{Date, DateTime, Time};
use std::collections::BTreeSet;

/// The number of a row among those with its key.
const ROW_OF_KEY: &str = "northstar_row_of_key";

/// When the next row of a key begins.
const NEXT_START: &str = "northstar_next_start";

/// Which rows a scan sees, by the day they are dated.
#[derive(Debug, Clone, Default)]
pub struct Days {
    /// Not before this day.
    pub first: Option<Date>,
    /// Before this day.
    pub end: Option<Date>,
    /// Up to and with this day, where it is known only when the statement runs.
    pub last: Option<Expr>,
}

/// A scan, written in one dialect.
pub struct ScanWriter<'a> {
    /// How expressions are written.
    pub writer: Writer<'a>,
    /// The scan.
    pub scan: &'a Scan,
}

impl<'a> ScanWriter<'a> {
    /// The rows: tables, joins, the source's filter and the bounds in time; no items yet.
    pub fn rows(&self, days: &Days) -> Result<Select, Box<Diagnostic>> {
        let mut select = Select::default();
        for (position, table) in self.scan.tables.iter().enumerate() {
            let relation = if position == 0 { self.relation(table)? } else { self.linked(position, table)? };
            if position == 0 {
                select.from = Some(relation);
                continue;
            }
            let equal = |(here, there): &(ScanExpr, ScanExpr)| self.expr(here).binary(Operator::Equal, self.expr(there));
            let mut on: Vec<Expr> = table.on.iter().map(equal).collect();
            on.extend(table.valid.iter().flat_map(|valid| self.holds(table, valid)));
            select.joins.push(Join { kind: JoinKind::Left, relation, on });
        }
        select.filter.extend(self.scan.filter.as_ref().map(|filter| self.expr(filter)));
        select.filter.extend(self.bounds(days));
        Ok(select)
    }

    /// A linked table with one row for each key, so that it never multiplies rows, whatever the warehouse holds: of several rows
    /// with one key the first in the order of the columns in use. (A data check counts such keys.) Of a slowly changing dimension
    /// with one row for each key and start, which knows when the next one begins.
    fn linked(&self, position: usize, table: &ScanTable) -> Result<Relation, Box<Diagnostic>> {
        let columns = self.columns_in_use(position);
        let mut apart: Vec<Expr> = table.on.iter().map(|(_, there)| self.expr(there)).collect();
        let mut numbered = Select::from(self.relation(table)?);
        let mut first = Select::default();
        for name in &columns {
            numbered.items.push((Expr::column(&table.alias, name), name.clone()));
            first.items.push((Expr::bare(name), name.clone()));
        }
        if let Some(valid) = &table.valid {
            let [_, from, to] = self.validity(valid);
            let order_by = vec![OrderBy { expr: from.clone(), descending: false }];
            let window = Window { partition_by: apart.clone(), order_by, ..Window::default() };
            let next = self.writer.dialect.neighbour(Side::After, from.clone(), window);
            first.items.push((next, NEXT_START.to_owned()));
            let lasts = from.clone().binary(Operator::Less, to.clone());
            numbered.filter.push(from.clone().is_not_null());
            numbered.filter.push(Expr::IsNull(Box::new(to), false).binary(Operator::Or, lasts));
            apart.push(from);
        }
        let ties = columns.iter().map(|name| Expr::column(&table.alias, name)).collect();
        Ok(Relation::query(self.first_of_each(numbered, first, apart, ties, &table.alias), &table.alias))
    }

    /// Of the rows of `all` the first of each key, in the order of `ties`; `items` picks what is kept of it.
    fn first_of_each(&self, mut all: Select, mut items: Select, key: Vec<Expr>, ties: Vec<Expr>, alias: &str) -> Query {
        let ordered = |exprs: Vec<Expr>| exprs.into_iter().map(|expr| OrderBy { expr, descending: false });
        if self.writer.dialect.caps().distinct_on {
            all.distinct_on.clone_from(&key);
            let order_by = ordered(key).chain(ordered(ties)).collect();
            items.from = Some(Relation::query(Query { order_by, ..all.query() }, alias));
            return items.query();
        }
        let window = Window { partition_by: key, order_by: ordered(ties).collect(), ..Window::default() };
        let number = Expr::Window(Box::new(Expr::Call("ROW_NUMBER", vec![])), Box::new(window));
        all.items.push((number, ROW_OF_KEY.to_owned()));
        items.from = Some(Relation::query(all.query(), alias));
        items.and(Expr::bare(ROW_OF_KEY).binary(Operator::Equal, Expr::integer(1))).query()
    }

    fn columns_in_use(&self, position: usize) -> BTreeSet<String> {
        let mut columns = BTreeSet::new();
        self.scan.for_each_expr(&mut |expr| {
            expr.for_each_leaf(&mut |column| {
                if column.table == position {
                    columns.insert(column.name.clone());
                }
            });
        });
        columns
    }

    /// The moment at which a changing dimension is read, and from when to when a row holds: on one clock.
    fn validity(&self, valid: &Validity) -> [Expr; 3] {
        let all = [&valid.at, &valid.from, &valid.to];
        let one_type = all.iter().all(|expr| expr.ty == valid.at.ty);
        all.map(|expr| {
            let written = self.expr(expr);
            if one_type { written } else { self.writer.cast(written, &expr.ty, &Type::Timestamp(Zone::Utc)) }
        })
    }

    /// Whether a row of a changing dimension holds: until it ends, and no longer than until the next one begins.
    fn holds(&self, table: &ScanTable, valid: &Validity) -> [Expr; 3] {
        let [at, from, to] = self.validity(valid);
        let next = Expr::column(&table.alias, NEXT_START);
        let before =
            |end: Expr| Expr::IsNull(Box::new(end.clone()), false).binary(Operator::Or, at.clone().binary(Operator::Less, end));
        [at.clone().binary(Operator::GreaterOrEqual, from), before(to), before(next)]
    }

    fn relation(&self, table: &ScanTable) -> Result<Relation, Box<Diagnostic>> {
        let dialect = self.writer.dialect.dialect();
        let rows = match &table.rows {
            ScanRows::Table(parts) => {
                check_parts(parts, self.writer.dialect, "its source's `table`, or in `[target.NAME.tables]`")?;
                Rows::Table(parts.clone())
            }
            ScanRows::Query(queries) => {
                Rows::Raw(query_for(queries, dialect).ok_or_else(|| no_query(table, dialect))?.to_owned())
            }
            ScanRows::Given(given) => Rows::Query(Box::new(super::given::rows(given, self.writer.dialect))),
        };
        if table.natives.is_empty() {
            return Ok(Relation { rows, alias: Some(table.alias.clone()) });
        }
        let alias = Some("northstar_base".to_owned());
        let mut select = Select::from(Relation { rows, alias });
        select.items.push((Expr::AllColumns("northstar_base".to_owned()), String::new()));
        for (name, sql) in &table.natives {
            let text = sql.iter().find(|(d, _)| *d == dialect).map(|(_, text)| text.clone());
            let text = text.ok_or_else(|| no_native(table, dialect, sql))?;
            select.items.push((Expr::Raw(text), name.clone()));
        }
        Ok(Relation::query(select.query(), &table.alias))
    }

    /// An expression over the scan's tables.
    pub fn expr(&self, expr: &ScanExpr) -> Expr {
        self.writer.expr(expr, &mut |column: &ScanColumn, ty| {
            let stored = self.stored(column);
            if matches!(ty, Type::Timestamp(_)) { self.writer.dialect.naive(stored) } else { stored }
        })
    }

    /// A column as the table holds it.
    fn stored(&self, column: &ScanColumn) -> Expr {
        let alias = self.scan.tables.get(column.table).map_or("", |table| table.alias.as_str());
        Expr::column(alias, &column.name)
    }

    /// An expression over the scan's tables, as a column of what is read of them.
    pub fn kept(&self, expr: &ScanExpr) -> Expr {
        self.writer.kept(self.expr(expr), &expr.ty)
    }

    /// The day or wall clock that dates a row, in the project's zone.
    pub fn local_time(&self) -> Expr {
        self.writer.local(self.expr(&self.scan.time), &self.scan.time.ty)
    }

    /// The day that dates a row, in the project's zone.
    pub fn local_day(&self) -> Expr {
        self.local_time().cast(&self.writer.dialect.type_name(&Type::Date))
    }

    /// A day so long before another that a row which the source's clock dates before it is dated before the other in any zone: no
    /// clock is two days ahead of another. Its day in the project's zone, which takes long to compute, need not be. None for dates.
    pub fn recent(&self, day: &Expr) -> Option<Expr> {
        let before = || later(self.writer, -2, TimeUnit::Day, day.clone(), &Type::Date);
        (self.scan.time.ty != Type::Date).then(before)
    }

    /// Conditions on the bare time column, so that partitions are pruned. Every one also leaves out rows without a time.
    fn bounds(&self, days: &Days) -> Vec<Expr> {
        let time = || self.expr(&self.scan.time);
        let mut bounds = Vec::new();
        if let Some(first) = days.first {
            bounds.push(self.compared(Operator::GreaterOrEqual, first));
        }
        if let Some(end) = days.end {
            bounds.push(self.compared(Operator::Less, end));
        }
        if let Some(last) = &days.last {
            match self.recent(last) {
                None => bounds.push(time().binary(Operator::LessOrEqual, last.clone())),
                Some(recent) => {
                    let seen = self.local_day().binary(Operator::LessOrEqual, last.clone());
                    bounds.push(time().binary(Operator::Less, recent).binary(Operator::Or, seen));
                    // Says less than the line before, but of the bare column.
                    let slack = later(self.writer, 3, TimeUnit::Day, last.clone(), &Type::Date);
                    bounds.push(time().binary(Operator::Less, slack));
                }
            }
        }
        if bounds.is_empty() {
            bounds.push(time().is_not_null());
        }
        bounds
    }

    /// Whether a row is dated before a day.
    pub fn before(&self, day: Date) -> Expr {
        self.compared(Operator::Less, day)
    }

    /// The time column compared with the first moment of a day.
    fn compared(&self, operator: Operator, day: Date) -> Expr {
        match (&self.scan.time.node, self.midnight(day)) {
            (Node::Leaf(column), Expr::Timestamp(time)) => self.writer.dialect.bound(self.stored(column), operator, time),
            (_, midnight) => self.expr(&self.scan.time).binary(operator, midnight),
        }
    }

    /// The first moment of a day of the project's zone, as a constant on the time column's clock.
    fn midnight(&self, day: Date) -> Expr {
        let Type::Timestamp(zone) = &self.scan.time.ty else { return Expr::Date(day) };
        let project = self.writer.calendar.timezone.as_str();
        let stored = match zone {
            Zone::Utc => "UTC",
            Zone::Named(name) => name,
        };
        let midnight = day.to_datetime(Time::midnight());
        Expr::Timestamp(if stored == project { midnight } else { shifted(midnight, project, stored) })
    }

    fn keys(&self, names: &[String]) -> Vec<Expr> {
        names.iter().filter_map(|name| self.scan.key(name)).map(|key| self.expr(key)).collect()
    }

    /// The condition under which a row counts for an atom; none where every row of the scan does.
    pub fn condition(&self, atom: &Atom, hoisted: Option<usize>) -> Option<Expr> {
        let presence = self.scan.presences.get(atom.presence).filter(|_| hoisted != Some(atom.presence));
        let where_ = presence.and_then(|presence| presence.condition.as_ref()).map(|condition| self.expr(condition));
        let filter = atom.filter.as_ref().map(|filter| self.expr(filter));
        match (where_, filter) {
            (Some(a), Some(b)) => Some(a.binary(Operator::And, b)),
            (a, b) => a.or(b),
        }
    }

    /// An atom over rows.
    pub fn atom(&self, atom: &Atom, hoisted: Option<usize>) -> Result<Expr, Box<Diagnostic>> {
        let condition = self.condition(atom, hoisted);
        let dialect = self.writer.dialect;
        match (&atom.input, atom.function) {
            (AtomInput::Rows, _) => Ok(count(condition)),
            (AtomInput::Distinct(keys), AggregateFunction::ApproxCountDistinct) => {
                let value = self.keys(keys).into_iter().next().unwrap_or(Expr::Null).when(condition);
                let key = keys.first().and_then(|key| self.scan.key(key)).map_or(&Type::Null, |key| &key.ty);
                dialect.aggregate(atom.function, value, key).ok_or_else(|| no_aggregate(atom.function, dialect.dialect()))
            }
            (AtomInput::Distinct(keys), _) => Ok(dialect.count_distinct(self.keys(keys), &self.scan.key_types(keys), condition)),
            (AtomInput::Value(value), function) => {
                let written = self.expr(value).when(condition);
                dialect.aggregate(function, written, &value.ty).ok_or_else(|| no_aggregate(function, dialect.dialect()))
            }
        }
    }
}

/// How many rows pass a condition.
pub fn count(condition: Option<Expr>) -> Expr {
    match condition {
        None => Expr::CountRows,
        Some(condition) => Expr::Call("COUNT", vec![Expr::integer(1).when(Some(condition))]),
    }
}

/// A wall clock of one zone on the clock of another.
fn shifted(time: DateTime, from: &str, to: &str) -> DateTime {
    let zone = |name: &str| jiff::tz::TimeZone::get(name).unwrap_or(jiff::tz::TimeZone::UTC);
    time.to_zoned(zone(from)).map_or(time, |instant| instant.with_time_zone(zone(to)).datetime())
}

fn query_for(queries: &[(Option<Dialect>, String)], dialect: Dialect) -> Option<&str> {
    let own = queries.iter().find(|(d, _)| *d == Some(dialect));
    own.or_else(|| queries.iter().find(|(d, _)| d.is_none())).map(|(_, sql)| sql.as_str())
}

/// An error where a name has more parts than any in the dialect; `place` is where it is written.
pub fn check_parts(name: &[String], dialect: &dyn SqlDialect, place: &str) -> Result<(), Box<Diagnostic>> {
    let most = dialect.caps().name_parts;
    if name.len() <= most {
        return Ok(());
    }
    let message = format!("`{}`: no name in {} has more than {most} parts", name.join("."), dialect.dialect().name());
    let help = format!("write {most} parts or fewer in {place} of northstar.toml");
    Err(Box::new(Diagnostic::global(codes::NO_EXACT_FORM, message).help(help)))
}

fn no_query(table: &ScanTable, dialect: Dialect) -> Box<Diagnostic> {
    let message = format!("`{}` has no `query` for {}", table.alias, dialect.name());
    Box::new(Diagnostic::global(codes::NO_EXACT_FORM, message).help(format!("add `query({}): \"\"\"…\"\"\"`", dialect.name())))
}

fn no_native(table: &ScanTable, dialect: Dialect, sql: &[(Dialect, String)]) -> Box<Diagnostic> {
    let there = sql.iter().map(|(d, _)| d.name()).collect::<Vec<_>>().join(", ");
    let message = format!("a `native` column of `{}` is written for {there} and not for {}", table.alias, dialect.name());
    Box::new(Diagnostic::global(codes::NO_EXACT_FORM, message).help(format!("add `{}: \"\"\"…\"\"\"` to it", dialect.name())))
}

pub fn no_aggregate(function: AggregateFunction, dialect: Dialect) -> Box<Diagnostic> {
    let name = match function {
        AggregateFunction::ApproxCountDistinct => "approx_count_distinct",
        AggregateFunction::Count => "count",
        AggregateFunction::Sum => "sum",
        AggregateFunction::Avg => "avg",
        AggregateFunction::Min => "min",
        AggregateFunction::Max => "max",
        AggregateFunction::Median => "median",
        AggregateFunction::Percentile(_) => "percentile",
        AggregateFunction::Stddev => "stddev",
    };
    let able: Vec<&str> = Dialect::ALL
        .into_iter()
        .filter(|d| super::dialect::of(*d).aggregate(function, Expr::Null, &Type::Null).is_some())
        .map(Dialect::name)
        .collect();
    let message = format!("{} has no form of `{name}`; it can be said in {}", dialect.name(), able.join(", "));
    Box::new(Diagnostic::global(codes::NO_EXACT_FORM, message).help("use `count(distinct …)`, which is exact everywhere"))
}
