//! A query's plan as one statement.

use super::dialect::SqlDialect;
use super::expr::Writer;
use super::scan::{Days, ScanWriter, count};
use super::steps::{cte, filled, no_value, step_column, steps};
use super::tree::{Cte, Expr, GroupBy, Join, JoinKind, Operator, OrderBy, Query, Relation, Select};
use crate::diagnostic::Diagnostic;
use crate::model::types::Type;
use crate::plan::lower::unique;
use crate::plan::query::QueryPlan;
use crate::plan::{Atom, Operand, Scan, ScanRows, ValueExpr};
use crate::project::calendar::Grain;
use jiff::civil::Date;

const PERIOD: &str = "period_start";

/// The statement for a plan, or why the dialect cannot say it.
pub fn query(plan: &QueryPlan, dialect: &dyn SqlDialect) -> Result<Query, Box<Diagnostic>> {
    let writer = QueryWriter { plan, writer: Writer { dialect, calendar: &plan.calendar }, names: Names::new(plan) };
    writer.query()
}

/// The names of the common table expressions: for what they hold, and different from the tables they read.
struct Names {
    scans: Vec<String>,
    first_rows: String,
    periods: String,
    segments: String,
    parts: String,
    cells: String,
}

impl Names {
    fn new(plan: &QueryPlan) -> Names {
        let mut taken: Vec<String> = Vec::new();
        for table in plan.scans.iter().flat_map(|scan| &scan.tables) {
            taken.push(table.alias.clone());
            if let ScanRows::Table(parts) = &table.rows
                && parts.len() == 1
            {
                taken.extend(parts.iter().map(|part| part.to_ascii_lowercase()));
            }
        }
        let mut name = |wanted: String| {
            let name = unique(wanted, |name| taken.iter().any(|t| t == name));
            taken.push(name.clone());
            name
        };
        let suffix = plan.grain.map_or("in_all".to_owned(), |grain| format!("by_{}", grain.name()));
        Names {
            scans: plan.scans.iter().map(|scan| name(format!("{}_{suffix}", scan.name))).collect(),
            first_rows: name("first_rows".to_owned()),
            periods: name("periods".to_owned()),
            segments: name("segments".to_owned()),
            parts: name("parts".to_owned()),
            cells: name("cells".to_owned()),
        }
    }
}

struct QueryWriter<'a> {
    plan: &'a QueryPlan,
    writer: Writer<'a>,
    names: Names,
}

impl QueryWriter<'_> {
    fn query(&self) -> Result<Query, Box<Diagnostic>> {
        let mut ctes = Vec::new();
        for (position, scan) in self.plan.scans.iter().enumerate() {
            let name = self.scan_name(position);
            ctes.push(Cte { name, materialized: self.has_spine(), query: self.scan(position, scan)?.query() });
        }
        if self.has_spine() {
            if self.plan.first_is_asked {
                ctes.push(Cte { name: self.names.first_rows.clone(), materialized: false, query: self.first_rows()? });
            }
            ctes.push(cte(&self.names.periods, self.periods().query()));
            if !self.plan.dimensions.is_empty() {
                ctes.push(cte(&self.names.segments, self.segments()));
            }
        }
        ctes.push(cte(&self.names.parts, self.parts()));
        ctes.push(cte(&self.names.cells, self.cells().query()));
        let columns: Vec<String> = self.cells().items.into_iter().map(|(_, name)| name).collect();
        let last = steps(&self.plan.steps, &self.names.cells, &columns, &|value| self.value(value), &mut ctes);
        let order_by = self
            .plan
            .order
            .iter()
            .map(|(column, descending)| OrderBy { expr: Expr::Number((column + 1).to_string()), descending: *descending });
        Ok(Query { ctes, selects: vec![self.outputs(&last)], order_by: order_by.collect(), limit: self.plan.limit })
    }

    /// Whether periods without a row are shown too.
    fn has_spine(&self) -> bool {
        self.plan.grain.is_some() && !self.plan.sparse
    }

    fn scan_name(&self, position: usize) -> String {
        self.names.scans.get(position).cloned().unwrap_or_default()
    }

    fn days(&self) -> Days {
        let after = |day: Date| day.tomorrow().unwrap_or(day);
        let as_of = self.plan.as_of.map(after);
        let end = match (as_of, self.plan.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let last = if self.plan.as_of.is_none() { Some(self.as_of()) } else { None };
        Days { first: self.plan.first, end, last }
    }

    /// The last day that is seen.
    fn as_of(&self) -> Expr {
        match self.plan.as_of {
            Some(day) => Expr::Date(day),
            None => self.writer.dialect.current_date(&self.plan.calendar.timezone),
        }
    }

    /// One pass over a source: a row per period and segment that has rows.
    fn scan(&self, position: usize, scan: &Scan) -> Result<Select, Box<Diagnostic>> {
        let rows = ScanWriter { writer: self.writer, scan };
        let mut select = rows.rows(&self.days())?;
        let hoisted = self.hoisted(position, scan);
        if let Some(condition) = hoisted.and_then(|p| scan.presences.get(p)).and_then(|p| p.condition.as_ref()) {
            select.filter.push(rows.expr(condition));
        }
        if let Some(grain) = self.plan.grain {
            let period = self.writer.dialect.truncate(grain, rows.local_time(), &self.plan.calendar);
            select.items.push((period, PERIOD.to_owned()));
        }
        for (name, _) in &self.plan.dimensions {
            let expr = scan.dimensions.iter().find(|d| d.column == *name).map_or(Expr::Null, |d| rows.expr(&d.expr));
            select.items.push((expr, name.clone()));
        }
        let keys = select.items.len();
        for presence in self.presences(position) {
            let Some(presence_of) = scan.presences.get(presence) else { continue };
            let condition = presence_of.condition.as_ref().filter(|_| hoisted != Some(presence));
            select.items.push((count(condition.map(|c| rows.expr(c))), presence_of.name.clone()));
        }
        for atom in &scan.atoms {
            select.items.push((rows.atom(atom, hoisted)?, atom.name.clone()));
        }
        select.group_by = GroupBy::Items(keys);
        Ok(select)
    }

    /// The one `where` that all of a scan's atoms share, which then filters rows before they are grouped. Not where the range
    /// starts with the first row of the source, whatever the `where`.
    fn hoisted(&self, position: usize, scan: &Scan) -> Option<usize> {
        let one = scan.presences.len() == 1 && self.presences(position).len() == 1;
        let range_is_known = self.plan.first.is_some() || !self.has_spine();
        (one && range_is_known).then_some(0)
    }

    fn presences(&self, position: usize) -> Vec<usize> {
        self.plan.presences.get(position).cloned().unwrap_or_default()
    }

    /// The period of the first row of any source.
    fn first_rows(&self) -> Result<Query, Box<Diagnostic>> {
        let mut query = Query::default();
        for scan in &self.plan.scans {
            let rows = ScanWriter { writer: self.writer, scan };
            let mut select = rows.rows(&Days { first: None, end: None, last: Some(self.as_of()) })?;
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
        let asked = self.plan.first.map(|day| self.moment(grain, day));
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
                for name in &self.names.scans {
                    all.selects.push(Select::from(Relation::named(name)).item(Expr::bare(PERIOD), PERIOD));
                }
                (Expr::bare("first_row"), Some(Relation::query(earliest(all, "all_periods").query(), "bounds")))
            }
        };
        let series = self.writer.dialect.series(grain, first, self.last_period(grain));
        Select { from, ..Select::default() }.item(series, PERIOD)
    }

    /// The period that holds the last day seen, or the last one asked where that is earlier.
    fn last_period(&self, grain: Grain) -> Expr {
        let calendar = &self.plan.calendar;
        let last_asked = self.plan.until.and_then(|until| until.yesterday().ok());
        let last_seen = self.plan.as_of;
        let day = match (last_seen, last_asked) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (Some(a), None) => Some(a),
            (None, _) => None,
        };
        match (day, last_asked) {
            (Some(day), _) => self.last_moment(grain, calendar.period_start(grain, day)),
            (None, None) => self.truncated_as_of(grain),
            (None, Some(asked)) => {
                let asked = self.last_moment(grain, calendar.period_start(grain, asked));
                Expr::Call("LEAST", vec![self.truncated_as_of(grain), asked])
            }
        }
    }

    fn truncated_as_of(&self, grain: Grain) -> Expr {
        if grain != Grain::Hour {
            return self.writer.dialect.truncate(grain, self.as_of(), &self.plan.calendar);
        }
        let timestamp = self.writer.dialect.type_name(&Type::Timestamp(crate::model::types::Zone::Utc));
        self.as_of().cast(&timestamp).binary(Operator::Add, Expr::Interval(23, "hour"))
    }

    fn moment(&self, grain: Grain, day: Date) -> Expr {
        if grain == Grain::Hour { Expr::Timestamp(day.to_datetime(jiff::civil::Time::midnight())) } else { Expr::Date(day) }
    }

    /// The last period that starts on a day.
    fn last_moment(&self, grain: Grain, day: Date) -> Expr {
        if grain == Grain::Hour { Expr::Timestamp(day.at(23, 0, 0, 0)) } else { Expr::Date(day) }
    }

    /// Rows in which something asked was seen.
    fn seen(&self, position: usize, scan: &Scan) -> Option<Expr> {
        let counts = self.presences(position).into_iter().filter_map(|p| scan.presences.get(p));
        let found = counts.map(|p| Expr::bare(&p.name).binary(Operator::Greater, Expr::integer(0)));
        found.reduce(|a, b| a.binary(Operator::Or, b))
    }

    /// Every segment seen in some period of the range.
    fn segments(&self) -> Query {
        let mut all = Query::default();
        for (position, scan) in self.plan.scans.iter().enumerate() {
            let mut select = Select::from(Relation::named(&self.scan_name(position)));
            for (name, _) in &self.plan.dimensions {
                select.items.push((Expr::bare(name), name.clone()));
            }
            select.filter.extend(self.seen(position, scan));
            all.selects.push(select);
        }
        let mut select = Select::from(Relation::query(all, "seen"));
        select.distinct = true;
        for (name, _) in &self.plan.dimensions {
            select.items.push((Expr::bare(name), name.clone()));
        }
        select.query()
    }

    /// All atoms by scan and position, with their column's name in the cells.
    fn atoms(&self) -> Vec<(usize, &Atom, String)> {
        let mut names: Vec<String> = self.plan.dimensions.iter().map(|(name, _)| name.clone()).collect();
        names.push(PERIOD.to_owned());
        let mut atoms = Vec::new();
        for (position, scan) in self.plan.scans.iter().enumerate() {
            for atom in &scan.atoms {
                let name = unique(atom.name.clone(), |name| names.iter().any(|known| known == name));
                names.push(name.clone());
                atoms.push((position, atom, name));
            }
        }
        atoms
    }

    /// The scans' rows and the spine, one under the other: facts meet without a join, and every group is kept.
    fn parts(&self) -> Query {
        let mut query = Query::default();
        for (position, scan) in self.plan.scans.iter().enumerate() {
            let mut select = Select::from(Relation::named(&self.scan_name(position)));
            self.keys(&mut select, None);
            for (of, atom, name) in self.atoms() {
                let value = if of == position { Expr::bare(&atom.name) } else { no_value(atom, self.writer.dialect) };
                select.items.push((value, name));
            }
            // At the whole range without dimensions the one row is kept, whatever it counted.
            if !self.is_one_row() {
                select.filter.extend(self.seen(position, scan));
            }
            query.selects.push(select);
        }
        if self.has_spine() {
            let mut select = Select::from(Relation::named(&self.names.periods));
            let segments = (!self.plan.dimensions.is_empty()).then_some(self.names.segments.as_str());
            self.keys(&mut select, segments);
            select.joins.extend(segments.map(|name| Join {
                kind: JoinKind::Cross,
                relation: Relation::named(name),
                on: Vec::new(),
            }));
            for (_, atom, name) in self.atoms() {
                select.items.push((no_value(atom, self.writer.dialect), name));
            }
            query.selects.push(select);
        }
        query
    }

    fn is_one_row(&self) -> bool {
        self.plan.grain.is_none() && self.plan.dimensions.is_empty()
    }

    fn keys(&self, select: &mut Select, segments: Option<&str>) {
        if self.plan.grain.is_some() {
            select.items.push((Expr::bare(PERIOD), PERIOD.to_owned()));
        }
        for (name, _) in &self.plan.dimensions {
            let column = segments.map_or_else(|| Expr::bare(name), |table| Expr::column(table, name));
            select.items.push((column, name.clone()));
        }
    }

    /// A row per period and segment. Each atom has at most one value there, so the largest picks it.
    fn cells(&self) -> Select {
        let mut select = Select::from(Relation::named(&self.names.parts));
        self.keys(&mut select, None);
        let keys = select.items.len();
        for (_, _, name) in self.atoms() {
            select.items.push((Expr::Call("MAX", vec![Expr::bare(&name)]), name));
        }
        select.group_by = GroupBy::Items(keys);
        select
    }

    fn outputs(&self, from: &str) -> Select {
        let mut select = Select::from(Relation::named(from));
        self.keys(&mut select, None);
        for (name, value) in &self.plan.outputs {
            select.items.push((self.value(value), name.clone()));
        }
        select
    }

    /// A metric's arithmetic over filled atoms.
    fn value(&self, expr: &ValueExpr) -> Expr {
        let atoms = self.atoms();
        self.writer.expr(expr, &mut |operand, _| match operand {
            Operand::Step(step) => Expr::bare(&step_column(*step)),
            Operand::Atom(slot) => {
                let scan = self.plan.scans.get(slot.scan);
                let Some(atom) = scan.and_then(|scan| scan.atoms.get(slot.atom)) else { return Expr::Null };
                let name = atoms.iter().find(|(scan, known, _)| *scan == slot.scan && known.name == atom.name);
                filled(atom, name.map_or(&atom.name, |(_, _, name)| name))
            }
        })
    }
}

/// The earliest period of some rows, as `first_row`.
fn earliest(rows: Query, alias: &str) -> Select {
    Select::from(Relation::query(rows, alias)).item(Expr::Call("MIN", vec![Expr::bare(PERIOD)]), "first_row")
}
