//! A build's plan as objects: periods, cells, rollups, one view per metric, and the values of all metrics in one table.

use super::dialect::SqlDialect;
use super::expr::Writer;
use super::scan::{Days, ScanWriter, count};
use super::tree::{Cte, Expr, GroupBy, Name, Operator, Query, Relation, Select, Statement};
use super::view::ViewWriter;
use crate::diagnostic::Diagnostic;
use crate::model::Id;
use crate::model::metric::{AggregateFunction, Metric};
use crate::model::types::{Type, Zone};
use crate::plan::build::{BuildPlan, Cells, MetricView, Rollup};
use crate::plan::checks::Check;
use crate::plan::declarations::DeclaredTable;
use crate::plan::{Atom, AtomInput};
use crate::project::calendar::Grain;
use crate::project::config::Materialize;
use jiff::civil::{Date, date};
use sha2::{Digest, Sha256};

/// The first moment of a period.
pub(super) const PERIOD: &str = "period_start";
/// The end of a period, exclusive.
pub(super) const PERIOD_END: &str = "period_end";
/// The first moment of a cell's unit.
const CELL: &str = "cell_start";
/// The naive timestamp that objects use.
pub(super) const MOMENT: Type = Type::Timestamp(Zone::Utc);
/// How many rows one `INSERT` of declarations carries.
const ROWS_AT_ONCE: usize = 500;

/// Where objects go and how.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The schema of all objects.
    pub schema: String,
    /// Whether cells and rollups are tables or views.
    pub materialize: Materialize,
    /// How many segments a dimension may have and still be shown in periods without a row.
    pub max_segments: u32,
}

/// An object of the warehouse that a build makes.
#[derive(Debug)]
pub struct Object {
    /// Its name in the schema.
    pub name: String,
    /// Table or view.
    pub kind: ObjectKind,
    /// Objects are made in the order of their stages; within one the order does not matter.
    pub stage: u8,
    /// The metric that it shows.
    pub metric: Option<Id<Metric>>,
    /// What makes it.
    pub statements: Vec<Statement>,
}

/// The kind of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectKind {
    /// A table.
    Table,
    /// A view.
    View,
}

/// Everything that a build makes, in order; `build` itself comes first.
pub fn objects(
    plan: &BuildPlan,
    tables: &[DeclaredTable],
    checks: &[Check],
    settings: &Settings,
    dialect: &dyn SqlDialect,
) -> Result<Vec<Object>, Box<Diagnostic>> {
    let builder = Builder { plan, settings, writer: Writer { dialect, calendar: &plan.calendar } };
    let mut objects = vec![builder.periods()];
    for cells in &plan.cells {
        objects.push(builder.stored(&cells.name, 30, builder.cells(cells)?));
    }
    for rollup in &plan.rollups {
        objects.push(builder.stored(&rollup.name, 40, builder.rollup(rollup)?));
    }
    if settings.materialize == Materialize::Table {
        objects.push(builder.metric_values());
    }
    for view in &plan.views {
        objects.push(builder.view(view));
    }
    objects.extend(tables.iter().map(|table| builder.declared(table)));
    objects.push(builder.checks(checks)?);
    objects.insert(0, builder.build(&objects));
    Ok(objects)
}

pub(super) struct Builder<'a> {
    pub(super) plan: &'a BuildPlan,
    pub(super) settings: &'a Settings,
    pub(super) writer: Writer<'a>,
}

impl Builder<'_> {
    pub(super) fn name(&self, object: &str) -> Name {
        vec![self.settings.schema.clone(), object.to_owned()]
    }

    fn type_name(&self, ty: &Type) -> String {
        self.writer.dialect.type_name(ty)
    }

    /// `(SELECT as_of FROM build)`: the last day seen, fixed by the last refresh.
    pub(super) fn as_of(&self) -> Expr {
        let build = Relation { rows: super::tree::Rows::Table(self.name("build")), alias: None };
        Expr::Subquery(Box::new(Select::from(build).item(Expr::bare("as_of"), "as_of").query()))
    }

    pub(super) fn stored(&self, name: &str, stage: u8, query: Query) -> Object {
        let (kind, statement) = match self.settings.materialize {
            Materialize::Table => (ObjectKind::Table, Statement::CreateTableAs(self.name(name), query)),
            Materialize::View => (ObjectKind::View, Statement::CreateView(self.name(name), query)),
        };
        Object { name: name.to_owned(), kind, stage, metric: None, statements: vec![statement] }
    }

    /// `build`: as-of, and what else was made. The day is the current one until a refresh says otherwise.
    fn build(&self, objects: &[Object]) -> Object {
        let text = self.type_name(&Type::Text);
        let names: Vec<&str> = std::iter::once("build").chain(objects.iter().map(|object| object.name.as_str())).collect();
        let definitions = self.definition_hash(objects);
        let select = Select::default()
            .item(self.writer.dialect.current_date(&self.plan.calendar.timezone), "as_of")
            .item(Expr::Text(env!("CARGO_PKG_VERSION").to_owned()).cast(&text), "tool_version")
            .item(Expr::Text(definitions).cast(&text), "definition_hash")
            .item(Expr::Text(names.join(" ")).cast(&text), "objects");
        let statements = vec![Statement::CreateTableAs(self.name("build"), select.query())];
        Object { name: "build".to_owned(), kind: ObjectKind::Table, stage: 10, metric: None, statements }
    }

    /// A mark of everything that is made.
    fn definition_hash(&self, objects: &[Object]) -> String {
        let mut hasher = Sha256::new();
        for statement in objects.iter().flat_map(|object| &object.statements) {
            hasher.update(super::print::statement(statement, self.writer.dialect).as_bytes());
        }
        hasher.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Every period of every grain, with fixed bounds: views filter it.
    fn periods(&self) -> Object {
        let calendar = &self.plan.calendar;
        let hours = self.plan.views.iter().any(|view| view.grain == Grain::Hour);
        let first_day = calendar.start.unwrap_or(date(1970, 1, 1));
        let mut query = Query::default();
        for grain in Grain::ALL.into_iter().filter(|grain| hours || *grain != Grain::Hour) {
            let first = calendar.period_start(grain, first_day);
            let last = calendar.period_start(grain, date(2100, 12, 31));
            let (first, last) = if grain == Grain::Hour {
                (Expr::Timestamp(first.at(0, 0, 0, 0)), Expr::Timestamp(last.at(23, 0, 0, 0)))
            } else {
                (Expr::Date(first), Expr::Date(last))
            };
            let series = Select::default().item(self.writer.dialect.series(grain, first, last), PERIOD);
            let moment = self.type_name(&MOMENT);
            let select = Select::from(Relation::query(series.query(), "series"))
                .item(Expr::Text(grain.name().to_owned()).cast(&self.type_name(&Type::Text)), "grain")
                .item(Expr::bare(PERIOD).cast(&moment), PERIOD)
                .item(self.period_end(grain).cast(&moment), PERIOD_END);
            query.selects.push(select);
        }
        let statement = Statement::CreateTableAs(self.name("periods"), query);
        Object { name: "periods".to_owned(), kind: ObjectKind::Table, stage: 20, metric: None, statements: vec![statement] }
    }

    /// The end of the period that starts at `period_start`.
    pub(super) fn period_end(&self, grain: Grain) -> Expr {
        let ty = if grain == Grain::Hour { MOMENT } else { Type::Date };
        self.writer.dialect.add(grain, Expr::integer(1), Expr::bare(PERIOD), &ty)
    }

    /// The first day of the earliest first period of the grains asked: no row before it is published.
    fn first_day(&self, grains: impl Iterator<Item = Grain>) -> Option<Date> {
        let start = self.plan.calendar.start?;
        grains.map(|grain| self.plan.calendar.period_start(grain, start)).min()
    }

    /// One scan of a source: a row per unit, dimensions and distinct keys.
    fn cells(&self, cells: &Cells) -> Result<Query, Box<Diagnostic>> {
        let rows = ScanWriter { writer: self.writer, scan: &cells.scan };
        let mut select = rows.rows(&self.days(cells))?;
        let hoisted = self.hoisted(cells);
        if let Some(condition) = hoisted.and_then(|p| cells.scan.presences.get(p)).and_then(|p| p.condition.as_ref()) {
            select.filter.push(rows.expr(condition));
        }
        let start = self.writer.dialect.truncate(cells.unit, rows.local_time(), &self.plan.calendar);
        select.items.push((start, CELL.to_owned()));
        for dimension in &cells.scan.dimensions {
            select.items.push((rows.expr(&dimension.expr), dimension.column.clone()));
        }
        for (name, expr) in keys(cells) {
            select.items.push((rows.expr(expr), name));
        }
        let groups = select.items.len();
        for (position, presence) in cells.scan.presences.iter().enumerate() {
            let condition = presence.condition.as_ref().filter(|_| hoisted != Some(position));
            select.items.push((count(condition.map(|c| rows.expr(c))), presence.name.clone()));
        }
        for atom in cells.scan.atoms.iter().filter(|atom| atom.from_cells()) {
            let value = match atom.input {
                // Of a distinct count, cells keep the keys and how many rows of each count.
                AtomInput::Distinct(_) => count(rows.condition(atom, hoisted)),
                AtomInput::Rows | AtomInput::Value(_) => rows.atom(atom, hoisted)?,
            };
            select.items.push((value, atom.name.clone()));
        }
        select.group_by = GroupBy::Items(groups);
        Ok(select.query())
    }

    /// The one `where` that all atoms share. Not where the range starts with the first row of the source, whatever the `where`.
    fn hoisted(&self, cells: &Cells) -> Option<usize> {
        (self.plan.calendar.start.is_some() && cells.scan.presences.len() == 1).then_some(0)
    }

    fn days(&self, cells: &Cells) -> Days {
        Days { first: self.first_day(cells.grains.iter().copied()), end: None, last: Some(self.as_of()) }
    }

    /// Final values at one grain, for the total and each dimension alone.
    fn rollup(&self, rollup: &Rollup) -> Result<Query, Box<Diagnostic>> {
        let Some(cells) = self.plan.cells.get(rollup.cells) else { return Ok(Query::default()) };
        let base = if rollup.from_rows { self.base_rows(rollup, cells)? } else { self.base_cells(rollup, cells) };
        let dimensions: Vec<_> = rollup.dimensions.iter().filter_map(|d| cells.scan.dimensions.get(*d)).collect();
        // Of rows that PostgreSQL reads through, it takes two dimensions with one definition for the same grouping column.
        let (ctes, base) = if rollup.from_rows {
            (vec![Cte { name: "base".to_owned(), materialized: true, query: base }], Relation::named("base"))
        } else {
            (Vec::new(), Relation::query(base, "base"))
        };
        let mut select = Select::from(base).item(Expr::bare(PERIOD), PERIOD);
        let text = self.type_name(&Type::Text);
        let grouped = |column: &str| Expr::Call("GROUPING", vec![Expr::bare(column)]).binary(Operator::Equal, Expr::integer(0));
        let all = || Some(Box::new(Expr::Text("all".to_owned())));
        let names = dimensions.iter().map(|d| (grouped(&d.column), Expr::Text(d.path.clone()))).collect::<Vec<_>>();
        let segments = dimensions.iter().map(|d| (grouped(&d.column), Expr::bare(&d.column).cast(&text))).collect::<Vec<_>>();
        let labelled = |branches: Vec<(Expr, Expr)>| {
            if branches.is_empty() { Expr::Text("all".to_owned()).cast(&text) } else { Expr::Case(branches, all()).cast(&text) }
        };
        select.items.push((labelled(names), "dimension".to_owned()));
        select.items.push((labelled(segments), "segment".to_owned()));
        for presence in &cells.scan.presences {
            select.items.push((self.total(Expr::bare(&presence.name), &Type::Integer), presence.name.clone()));
        }
        for atom in rollup.atoms.iter().filter_map(|atom| cells.scan.atoms.get(*atom)) {
            select.items.push((self.rolled_up(atom, rollup.from_rows)?, atom.name.clone()));
        }
        let total = vec![Expr::bare(PERIOD)];
        let sets = dimensions.iter().map(|d| vec![Expr::bare(PERIOD), Expr::bare(&d.column)]);
        select.group_by = GroupBy::Sets(std::iter::once(total).chain(sets).collect());
        Ok(Query { ctes, ..select.query() })
    }

    /// A count over counts: a sum, as an integer again.
    fn total(&self, value: Expr, ty: &Type) -> Expr {
        Expr::Call("SUM", vec![value]).cast(&self.type_name(ty))
    }

    fn rolled_up(&self, atom: &Atom, from_rows: bool) -> Result<Expr, Box<Diagnostic>> {
        let column = Expr::bare(&atom.name);
        if from_rows {
            let aggregated = self.writer.dialect.aggregate(atom.function, column);
            return aggregated.ok_or_else(|| super::scan::no_aggregate(atom.function, self.writer.dialect.dialect()));
        }
        Ok(match (&atom.input, atom.function) {
            (AtomInput::Distinct(values), _) => {
                let keys = (0..values.len()).filter_map(|i| values.get(i)).map(|value| Expr::bare(&key_name(value))).collect();
                self.writer.dialect.count_distinct(keys, Some(column.binary(Operator::Greater, Expr::integer(0))))
            }
            (_, AggregateFunction::Count) => self.total(column, &Type::Integer),
            (_, AggregateFunction::Min) => Expr::Call("MIN", vec![column]),
            (_, AggregateFunction::Max) => Expr::Call("MAX", vec![column]),
            _ => Expr::Call("SUM", vec![column]),
        })
    }

    fn base_cells(&self, rollup: &Rollup, cells: &Cells) -> Query {
        let table = Relation { rows: super::tree::Rows::Table(self.name(&cells.name)), alias: Some("cells".to_owned()) };
        let period = self.writer.dialect.truncate(rollup.grain, Expr::bare(CELL), &self.plan.calendar);
        let mut select = Select::from(table).item(period, PERIOD);
        let wanted = |name: &str| Expr::bare(name);
        for dimension in rollup.dimensions.iter().filter_map(|d| cells.scan.dimensions.get(*d)) {
            select.items.push((wanted(&dimension.column), dimension.column.clone()));
        }
        for (name, _) in keys(cells) {
            select.items.push((wanted(&name), name));
        }
        for presence in &cells.scan.presences {
            select.items.push((wanted(&presence.name), presence.name.clone()));
        }
        for atom in rollup.atoms.iter().filter_map(|atom| cells.scan.atoms.get(*atom)) {
            select.items.push((wanted(&atom.name), atom.name.clone()));
        }
        select.query()
    }

    /// The rows themselves, with each atom's value where the row counts for it.
    fn base_rows(&self, rollup: &Rollup, cells: &Cells) -> Result<Query, Box<Diagnostic>> {
        let rows = ScanWriter { writer: self.writer, scan: &cells.scan };
        let mut select = rows.rows(&self.days(cells))?;
        let period = self.writer.dialect.truncate(rollup.grain, rows.local_time(), &self.plan.calendar);
        select.items.push((period, PERIOD.to_owned()));
        for dimension in rollup.dimensions.iter().filter_map(|d| cells.scan.dimensions.get(*d)) {
            select.items.push((rows.expr(&dimension.expr), dimension.column.clone()));
        }
        for presence in &cells.scan.presences {
            // Summed later, beside other conditions: 0 and not null where it fails.
            let counts = presence.condition.as_ref().map_or(Expr::integer(1), |condition| {
                Expr::Case(vec![(rows.expr(condition), Expr::integer(1))], Some(Box::new(Expr::integer(0))))
            });
            select.items.push((counts, presence.name.clone()));
        }
        for atom in rollup.atoms.iter().filter_map(|atom| cells.scan.atoms.get(*atom)) {
            let value = match &atom.input {
                AtomInput::Value(value) => rows.expr(value),
                AtomInput::Distinct(values) => values.first().map_or(Expr::Null, |value| rows.expr(value)),
                AtomInput::Rows => Expr::integer(1),
            };
            select.items.push((value.when(rows.condition(atom, None)), atom.name.clone()));
        }
        Ok(select.query())
    }

    /// All metrics' values in one table.
    fn metric_values(&self) -> Object {
        let text = self.type_name(&Type::Text);
        let moment = self.type_name(&MOMENT);
        let columns = [
            ("metric", text.clone()),
            ("grain", text.clone()),
            (PERIOD, moment.clone()),
            (PERIOD_END, moment),
            ("dimension", text.clone()),
            ("segment", text),
            ("value", self.type_name(&Type::Float)),
            ("is_complete", self.type_name(&Type::Boolean)),
        ];
        let columns = columns.into_iter().map(|(name, ty)| (name.to_owned(), ty)).collect();
        let statement = Statement::CreateTable(self.name("metric_values"), columns);
        let name = "metric_values".to_owned();
        Object { name, kind: ObjectKind::Table, stage: 50, metric: None, statements: vec![statement] }
    }

    fn view(&self, view: &MetricView) -> Object {
        let query = ViewWriter { builder: self, view }.query();
        let mut statements = vec![Statement::CreateView(self.name(&view.name), query)];
        if self.settings.materialize == Materialize::Table {
            statements.push(self.insert_values(view));
        }
        Object { name: view.name.clone(), kind: ObjectKind::View, stage: 60, metric: Some(view.metric), statements }
    }

    /// A metric's values into `metric_values`.
    fn insert_values(&self, view: &MetricView) -> Statement {
        let moment = self.type_name(&MOMENT);
        let from = Relation { rows: super::tree::Rows::Table(self.name(&view.name)), alias: None };
        let select = Select::from(from)
            .item(Expr::Text(view.name.clone()), "metric")
            .item(Expr::Text(view.grain.name().to_owned()), "grain")
            .item(Expr::bare(PERIOD).cast(&moment), PERIOD)
            .item(Expr::bare(PERIOD_END).cast(&moment), PERIOD_END)
            .item(Expr::bare("dimension"), "dimension")
            .item(Expr::bare("segment"), "segment")
            .item(Expr::bare("value").cast(&self.type_name(&Type::Float)), "value")
            .item(Expr::bare("is_complete"), "is_complete");
        let columns = select.items.iter().map(|(_, alias)| alias.clone()).collect();
        Statement::Insert(self.name("metric_values"), columns, select.query())
    }

    fn declared(&self, table: &DeclaredTable) -> Object {
        let name = self.name(&table.name);
        let columns: Vec<(String, String)> =
            table.columns.iter().map(|(column, ty)| (column.clone(), self.type_name(ty))).collect();
        let names: Vec<String> = columns.iter().map(|(column, _)| column.clone()).collect();
        let mut statements = vec![Statement::CreateTable(name.clone(), columns)];
        for rows in table.rows.chunks(ROWS_AT_ONCE) {
            let rows = rows.iter().map(|row| row.iter().map(super::expr::literal).collect()).collect();
            statements.push(Statement::InsertRows(name.clone(), names.clone(), rows));
        }
        Object { name: table.name.clone(), kind: ObjectKind::Table, stage: 70, metric: None, statements }
    }
}

/// The values that cells keep apart for distinct counts, each once, with its column's name.
fn keys(cells: &Cells) -> Vec<(String, &crate::plan::ScanExpr)> {
    let mut keys: Vec<(String, &crate::plan::ScanExpr)> = Vec::new();
    for atom in cells.scan.atoms.iter().filter(|atom| atom.from_cells()) {
        let AtomInput::Distinct(values) = &atom.input else { continue };
        for value in values {
            let name = key_name(value);
            if !keys.iter().any(|(known, _)| *known == name) {
                keys.push((name, value));
            }
        }
    }
    keys
}

/// The column that holds a value of a distinct count: the column's name, with a mark where it is computed or linked.
fn key_name(value: &crate::plan::ScanExpr) -> String {
    crate::plan::lower::value_name("key", value)
}
