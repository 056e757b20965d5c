//! A build's plan as objects: periods, cells, rollups, one view per metric, and the values of all metrics in one table.

use super::base::{Base, each_day, stored};
use super::calendar::{MOMENT, PERIOD, Periods};
use super::dialect::SqlDialect;
use super::expr::Writer;
use super::part::{Frame, PartWriter, Segments, Whole};
use super::replace::replacing;
use super::scan::{Days, ScanWriter, check_parts};
use super::tree::{Comment, Cte, Expr, Name, Query, Relation, Select, Statement};
use super::view::ViewWriter;
use crate::diagnostic::Diagnostic;
use crate::model::Id;
use crate::model::metric::Metric;
use crate::model::types::Type;
use crate::plan::build::{BuildPlan, Cells, MetricView, Rollup};
use crate::plan::checks::Check;
use crate::plan::declarations::DeclaredTable;
use crate::plan::{Form, Scan};
use crate::project::calendar::Grain;
use crate::project::config::Materialize;
use jiff::civil::{Date, date};
use sha2::{Digest, Sha256};

/// The end of a period, exclusive.
pub(super) const PERIOD_END: &str = "period_end";
/// How many rows one `INSERT` of declarations carries.
const ROWS_AT_ONCE: usize = 500;

/// What the columns of `metric_values` hold.
const COLUMNS: [(&str, &str); 8] = [
    ("metric", "The metric's name."),
    ("grain", "The length of the period: hour, day, week, month, quarter or year."),
    (PERIOD, "The period's first moment, on the clock of the project's zone."),
    (PERIOD_END, "The first moment after the period."),
    ("dimension", "The dimension that the segment is of; `all` for the total."),
    ("segment", "The dimension's value, as text; `all` for the total."),
    ("value", "The metric's value; null where there is none."),
    ("is_complete", "Whether the value is final: the period has ended, and nothing waits any more."),
];

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
    check_parts(&builder.name("build"), dialect, "`[output] schema`")?;
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
        objects.push(builder.view(view)?);
    }
    objects.extend(tables.iter().map(|table| builder.declared(table)));
    objects.push(builder.checks(checks)?);
    objects.insert(0, builder.build(&objects));
    for object in &mut objects {
        object.statements = replacing(std::mem::take(&mut object.statements), dialect.caps().replace);
    }
    Ok(objects)
}

pub(super) struct Builder<'a> {
    pub(super) plan: &'a BuildPlan,
    pub(super) settings: &'a Settings,
    pub(super) writer: Writer<'a>,
}

impl Builder<'_> {
    pub(super) fn name(&self, object: &str) -> Name {
        super::within(&self.settings.schema, object)
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
        if self.settings.materialize == Materialize::Table {
            return self.table(name, stage, query);
        }
        let statements = vec![Statement::CreateView(self.name(name), query)];
        Object { name: name.to_owned(), kind: ObjectKind::View, stage, metric: None, statements }
    }

    /// A table that later statements read.
    fn table(&self, name: &str, stage: u8, query: Query) -> Object {
        let mut statements = vec![Statement::CreateTableAs(self.name(name), query)];
        statements.extend(self.writer.dialect.caps().analyze.then(|| Statement::Analyze(self.name(name))));
        Object { name: name.to_owned(), kind: ObjectKind::Table, stage, metric: None, statements }
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
        self.table("build", 10, select.query())
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
            let series = self.writer.dialect.series(Select::default(), grain, first, last, PERIOD);
            let moment = self.type_name(&MOMENT);
            let select = Select::from(Relation::query(series.query(), "series"))
                .item(Expr::Text(grain.name().to_owned()).cast(&self.type_name(&Type::Text)), "grain")
                .item(Expr::bare(PERIOD).cast(&moment), PERIOD)
                .item(self.period_end(grain).cast(&moment), PERIOD_END);
            query.selects.push(select);
        }
        self.table("periods", 20, query)
    }

    /// The end of the period that starts at `period_start`.
    pub(super) fn period_end(&self, grain: Grain) -> Expr {
        Periods { writer: self.writer, grain }.end(Expr::bare(PERIOD))
    }

    /// The first day of the earliest first period of the grains asked: no row before it is published.
    fn first_day(&self, grains: impl Iterator<Item = Grain>) -> Option<Date> {
        let start = self.plan.calendar.start?;
        grains.map(|grain| self.plan.calendar.period_start(grain, start)).min()
    }

    /// One scan of a source: a row per unit, dimensions and keys.
    fn cells(&self, cells: &Cells) -> Result<Query, Box<Diagnostic>> {
        self.base(&cells.scan, cells, self.days(cells)).cells(self.hoisted(cells))
    }

    fn base<'s>(&'s self, scan: &'s Scan, cells: &Cells, days: Days) -> Base<'s> {
        Base { rows: ScanWriter { writer: self.writer, scan }, unit: cells.unit, days }
    }

    /// The one `where` that all atoms share. Not where the range starts with the first row of the source, whatever the `where`.
    fn hoisted(&self, cells: &Cells) -> Option<usize> {
        let range_is_known = self.plan.calendar.start.is_some() && !cells.whole;
        (range_is_known && cells.scan.presences.len() == 1).then_some(0)
    }

    fn days(&self, cells: &Cells) -> Days {
        let first = if cells.whole { None } else { self.first_day(cells.grains.iter().copied()) };
        Days { first, end: None, last: Some(self.as_of()) }
    }

    /// What the parts at a grain share.
    pub(super) fn frame<'f>(&'f self, grain: Grain, segments: Segments<'f>) -> Frame<'f> {
        let last_period = Periods { writer: self.writer, grain }.last_on(self.as_of());
        // No range here is one period.
        let whole = Whole { start: None, end: Expr::Null };
        Frame { writer: self.writer, grain: Some(grain), as_of: self.as_of(), last_period, whole, segments }
    }

    /// The table of some cells; of facts that last with a row for each of their days, in a relation of this name.
    pub(super) fn cells_by_day(&self, cells: &Cells, name: &str, ctes: &mut Vec<Cte>) -> Relation {
        let table = Relation { rows: super::tree::Rows::Table(self.name(&cells.name)), alias: Some("cells".to_owned()) };
        if cells.scan.end.is_none() {
            return table;
        }
        let scan = &cells.scan;
        let dimensions = scan.dimensions.iter().map(|dimension| dimension.column.clone());
        let keys = scan.keys.iter().filter(|key| key.in_cells).map(|key| key.name.clone());
        let presences = scan.presences.iter().map(|presence| presence.name.clone());
        let own = scan.atoms.iter().filter(|atom| atom.from_cells() && scan.column_of_cells(atom) == atom.name);
        let columns: Vec<String> = dimensions.chain(keys).chain(presences).chain(own.map(|atom| atom.name.clone())).collect();
        let query = each_day(self.writer, &table, &columns, self.as_of());
        ctes.push(Cte { name: name.to_owned(), materialized: true, query });
        Relation::named(name)
    }

    /// Single rows, of facts that last one for each of their days.
    fn single_rows(&self, scan: &Scan, cells: &Cells, name: &str, ctes: &mut Vec<Cte>) -> Result<Relation, Box<Diagnostic>> {
        let query = self.base(scan, cells, self.days(cells)).single(true)?;
        stored(self.writer, scan, name, query, self.as_of(), ctes);
        Ok(Relation::named(name))
    }

    /// Final values at one grain, for the total and each dimension alone.
    fn rollup(&self, rollup: &Rollup) -> Result<Query, Box<Diagnostic>> {
        let Some(cells) = self.plan.cells.get(rollup.cells) else { return Ok(Query::default()) };
        let dimensions: Vec<_> = rollup.dimensions.iter().filter_map(|d| cells.scan.dimensions.get(*d)).collect();
        let mut ctes = Vec::new();
        let base = if rollup.part.from_rows {
            self.single_rows(&cells.scan, cells, "base", &mut ctes)?
        } else {
            self.cells_by_day(cells, "base", &mut ctes)
        };
        let arrivals = match &rollup.arrivals {
            None => None,
            Some(scan) => {
                let days = Days { first: None, end: None, last: Some(self.as_of()) };
                let query = self.base(scan, cells, days).single(true)?;
                ctes.push(Cte { name: "arrivals".to_owned(), materialized: true, query });
                Some(Relation::named("arrivals"))
            }
        };
        let counts_rows = rollup.part.form == Form::Rows;
        let presences = cells.scan.presences.iter().filter(|_| counts_rows).map(|presence| presence.name.clone());
        let part = PartWriter {
            frame: self.frame(rollup.grain, Segments::Alone(&dimensions)),
            part: &rollup.part,
            scan: &cells.scan,
            base,
            arrivals,
            asked: None,
            presences: presences.collect(),
            name: "rollup".to_owned(),
        };
        ctes.extend(part.ctes()?);
        // The last of them is what the table holds.
        let last = ctes.pop().map(|cte| cte.query).unwrap_or_default();
        Ok(Query { ctes, ..last })
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
        let mut statements = vec![Statement::CreateTable(self.name("metric_values"), columns)];
        statements.push(self.comment(false, "metric_values", None, "The values of all metrics, at their own grains."));
        for (column, text) in COLUMNS {
            statements.push(self.comment(false, "metric_values", Some(column), text));
        }
        let name = "metric_values".to_owned();
        Object { name, kind: ObjectKind::Table, stage: 50, metric: None, statements }
    }

    fn view(&self, view: &MetricView) -> Result<Object, Box<Diagnostic>> {
        let query = ViewWriter { builder: self, view }.query()?;
        let mut statements = vec![Statement::CreateView(self.name(&view.name), query)];
        statements.push(self.comment(true, &view.name, None, &view.about));
        if self.writer.dialect.caps().view_column_comments {
            statements.push(self.comment(true, &view.name, Some("value"), &format!("unit: {}", view.unit)));
        }
        if self.settings.materialize == Materialize::Table {
            statements.push(self.insert_values(view));
        }
        Ok(Object { name: view.name.clone(), kind: ObjectKind::View, stage: 60, metric: Some(view.metric), statements })
    }

    fn comment(&self, view: bool, name: &str, column: Option<&str>, text: &str) -> Statement {
        let column = column.map(str::to_owned);
        Statement::Comment(Comment { view, name: self.name(name), column, text: text.to_owned() })
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
