//! The plan: which tables are read, which aggregates are taken of them, and what is computed from those. Relational, in no dialect.

pub mod build;
pub mod checks;
pub mod declarations;
pub mod given;
pub mod lower;
pub mod query;

use crate::model::Id;
use crate::model::expr::Expr;
use crate::model::metric::{AggregateFunction, GrowthPart, TimeAxis, Window};
use crate::model::source::Source;
use crate::model::types::Type;
use crate::project::calendar::Grain;
use crate::project::dialect::Dialect;
use crate::syntax::ast::TimeUnit;
use indexmap::IndexMap;

/// A column of one of the tables of a [`Scan`]: the table's position and the column's physical name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScanColumn {
    /// 0 is the fact; the others are linked.
    pub table: usize,
    /// The name in the table.
    pub name: String,
}

/// An expression over one row of a scan.
pub type ScanExpr = Expr<ScanColumn>;

/// A source and what dates its rows.
pub type Axis = (Id<Source>, TimeAxis);

/// One pass over a source and the rows it links to, on one time axis.
#[derive(Debug, Clone)]
pub struct Scan {
    /// The source and what dates its rows.
    pub axis: Axis,
    /// What it is called: the source's name, and the time column's where it is not the default.
    pub name: String,
    /// The fact first, then the linked tables in the order in which they are joined.
    pub tables: Vec<ScanTable>,
    /// The source's own filter.
    pub filter: Option<ScanExpr>,
    /// What dates a row: a date or a timestamp.
    pub time: ScanExpr,
    /// For a fact that lasts: the day before which it ends; null while it is open.
    pub end: Option<ScanExpr>,
    /// What is aggregated.
    pub atoms: Vec<Atom>,
    /// Values that rows are told apart by before they are counted.
    pub keys: Vec<ScanKey>,
    /// The different `where`s of the measures that read the scan; `None` is no condition.
    pub presences: Vec<Presence>,
    /// What rows are sliced by.
    pub dimensions: Vec<ScanDimension>,
}

/// A value that rows are told apart by: of a distinct count, of an aggregate per key, of a level by key.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanKey {
    /// Its column's name: depends on nothing but what it reads.
    pub name: String,
    /// The value.
    pub expr: ScanExpr,
    /// Whether sums by this key serve; else single rows are needed.
    pub in_cells: bool,
}

/// A table of a scan.
#[derive(Debug, Clone)]
pub struct ScanTable {
    /// Where its rows come from.
    pub rows: ScanRows,
    /// What it is called in the statement.
    pub alias: String,
    /// For a linked table: pairs that must be equal, a value of the tables before and a value of this one. Empty for the fact.
    pub on: Vec<(ScanExpr, ScanExpr)>,
    /// For a slowly changing dimension: when it is read, and from when (inclusive) to when (exclusive) a row of it holds.
    pub valid: Option<Validity>,
    /// Columns computed by a dialect's own SQL: the name given to each, and the SQL by dialect.
    pub natives: Vec<(String, Vec<(Dialect, String)>)>,
}

/// At which moment a slowly changing dimension is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Validity {
    /// The moment, a value of the tables before.
    pub at: ScanExpr,
    /// From when a row holds.
    pub from: ScanExpr,
    /// Up to when it holds; null while it does.
    pub to: ScanExpr,
}

/// Where a table's rows come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanRows {
    /// A table, part by part.
    Table(Vec<String>),
    /// A query, for one dialect or for all.
    Query(Vec<(Option<Dialect>, String)>),
    /// Rows that a test gives.
    Given(given::GivenRows),
}

/// An aggregate over the rows of a scan.
#[derive(Debug, Clone, PartialEq)]
pub struct Atom {
    /// Its column's name: says what it holds and depends on nothing but its definition.
    pub name: String,
    /// The function. An average is two atoms.
    pub function: AggregateFunction,
    /// What it reads.
    pub input: AtomInput,
    /// The `where` of its measure, by its position among the scan's presences.
    pub presence: usize,
    /// The aggregate's own `filter`, beside the `where`.
    pub filter: Option<ScanExpr>,
    /// The type of its value.
    pub ty: Type,
}

/// What an atom reads.
#[derive(Debug, Clone, PartialEq)]
pub enum AtomInput {
    /// Rows.
    Rows,
    /// One value per row.
    Value(ScanExpr),
    /// Different combinations of these keys of the scan.
    Distinct(Vec<String>),
}

impl Column {
    /// Whether nothing at all is 0 (else null).
    pub fn fills_with_zero(&self) -> bool {
        fills_with_zero(self.function)
    }
}

fn fills_with_zero(function: AggregateFunction) -> bool {
    matches!(function, AggregateFunction::Count | AggregateFunction::Sum | AggregateFunction::ApproxCountDistinct)
}

impl Scan {
    /// A key's value.
    pub fn key(&self, name: &str) -> Option<&ScanExpr> {
        self.keys.iter().find(|key| key.name == name).map(|key| &key.expr)
    }

    /// The atom of a name.
    pub fn atom(&self, name: &str) -> Option<&Atom> {
        self.atoms.iter().find(|atom| atom.name == name)
    }
}

impl Atom {
    /// Whether nothing at all is 0 (else null).
    pub fn fills_with_zero(&self) -> bool {
        fills_with_zero(self.function)
    }

    /// Whether it can be computed from sums over cells; else it is taken from rows.
    pub fn from_cells(&self) -> bool {
        match self.function {
            AggregateFunction::Count | AggregateFunction::Sum | AggregateFunction::Min | AggregateFunction::Max => true,
            AggregateFunction::Avg
            | AggregateFunction::Median
            | AggregateFunction::Percentile(_)
            | AggregateFunction::Stddev
            | AggregateFunction::ApproxCountDistinct => false,
        }
    }
}

/// How many rows pass a `where`: tells which segments have been seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Presence {
    /// Its column's name.
    pub name: String,
    /// The `where`.
    pub condition: Option<ScanExpr>,
}

/// Something that rows are sliced by.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanDimension {
    /// What it was asked as.
    pub name: String,
    /// Its column's name: the same, made different from the others.
    pub column: String,
    /// The path as the language writes it, which names it among the scan's dimensions.
    pub path: String,
    /// The value.
    pub expr: ScanExpr,
}

/// Values of some rows of a scan, by period, segment and perhaps keys: one relation.
#[derive(Debug, Clone)]
pub struct Part {
    /// What it is called: says what it holds and depends on nothing but its definition.
    pub name: String,
    /// Which scan it reads; none where it is computed from a block.
    pub scan: Option<usize>,
    /// Whether it reads single rows, because cells would not do.
    pub from_rows: bool,
    /// Which rows belong to a period.
    pub reach: Reach,
    /// What is computed of them.
    pub form: Form,
    /// Keys that values are told apart by, beside the segments.
    pub keys: Vec<PartKey>,
    /// The values.
    pub columns: Vec<Column>,
}

impl Part {
    /// Whether it tells hours of a day apart, whatever the periods are.
    pub fn reads_hours(&self) -> bool {
        let window = matches!(self.reach.window, Some(Window::Trailing(_, unit)) if unit < TimeUnit::Day);
        window || self.form == Form::PerPeriod(Grain::Hour)
    }
}

/// A key that values are told apart by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartKey {
    /// What it is called where it meets the keys of other parts.
    pub name: String,
    /// The scan's key.
    pub column: String,
}

/// Which rows belong to a period: its own, or those of a window that ends with it; all of them, or those of a level.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// `window`
    pub window: Option<Window>,
    /// `snapshot`
    pub level: Option<Level>,
}

/// Which rows of a level count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The last rather than the first.
    pub last: bool,
    /// Of each combination of these keys one row; without any all rows of the day.
    pub by: Vec<String>,
    /// Keys that decide between rows of one moment.
    pub ties: Vec<String>,
    /// The condition under which a row can be chosen, by the name of its presence.
    pub presence: String,
}

/// What a part computes.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// Aggregates over rows.
    Rows,
    /// Aggregates over the values of each key.
    PerKey(String),
    /// Aggregates over the values of each sub-period.
    PerPeriod(Grain),
    /// New, retained, resurrected and churned keys. The atom says which keys are there, the condition which of them count.
    Growth {
        /// The keys.
        keys: Vec<String>,
        /// Counts the rows of a key.
        found: String,
        /// Which keys count.
        having: Option<AtomExpr>,
    },
    /// Rows that are followed by rows of another metric.
    Cohort(Box<CohortRows>),
    /// An aggregate over metrics per key, computed in a block of its own.
    Keyed(usize),
    /// Values where nulls are replaced by the last value before, computed in a block of its own.
    Previous(usize),
}

/// Rows that are followed by rows of another metric.
#[derive(Debug, Clone, PartialEq)]
pub struct CohortRows {
    /// Only the first row of each key in the whole history starts, rather than every row.
    pub firsts: bool,
    /// The key of rows that start.
    pub key: String,
    /// Counts rows that start.
    pub counted: String,
    /// Keys that decide between rows of one moment.
    pub ties: Vec<String>,
    /// The scan of the rows that arrive.
    pub to: usize,
    /// Their key.
    pub to_key: String,
    /// Counts them.
    pub to_counted: String,
    /// How many units: within so many, or in the one after so many.
    pub count: u32,
    /// The unit.
    pub unit: TimeUnit,
}

/// An expression over a scan's atoms, by their names.
pub type AtomExpr = Expr<String>;

/// A value of a part.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name: says what it holds and depends on nothing but its definition.
    pub name: String,
    /// The aggregate that it is the result of: decides what stands where there was nothing.
    pub function: AggregateFunction,
    /// Its type.
    pub ty: Type,
    /// How it is computed.
    pub value: ColumnValue,
}

/// How a value of a part is computed.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnValue {
    /// An atom over the rows.
    Atom(String),
    /// An aggregate over keys or sub-periods.
    Nested {
        /// The value of each.
        inner: AtomExpr,
        /// Which count.
        having: Option<AtomExpr>,
        /// Counts the rows of a key: one without any does not count. None for sub-periods, which all count.
        found: Option<String>,
    },
    /// A part of growth accounting.
    Growth(GrowthPart),
    /// How many rows start.
    Starts,
    /// How many of them are followed.
    Arrivals,
    /// An aggregate over the values of a block.
    Keyed {
        /// The value of each key; none where keys are counted.
        inner: Option<ValueExpr>,
        /// Which keys count.
        having: Option<ValueExpr>,
    },
    /// A value of a block, carried forward.
    Previous(ValueExpr),
}

/// Values on one grid of periods and segments.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// Keys that its values are told apart by, beside the segments.
    pub keys: Vec<BlockKey>,
    /// What it reads.
    pub feeds: Vec<Feed>,
    /// Values that several others read, in an order in which they can be computed.
    pub steps: Vec<Step>,
    /// Where values are carried forward: the scans whose first row is the first period. Else the periods asked.
    pub whole: Option<Vec<usize>>,
}

/// A key that a block's values are told apart by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockKey {
    /// What it is called among the block's columns.
    pub name: String,
    /// The column of that key in every source.
    pub column: String,
}

/// A part as a block reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    /// Which part.
    pub part: usize,
    /// The period before whose values are read; the period itself where there is no shift.
    pub shift: Vec<Shift>,
    /// The columns of the part that say that a segment was seen.
    pub presences: Vec<String>,
}

/// A move to an earlier period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shift {
    /// By so many units of the calendar.
    Span(u32, TimeUnit),
    /// To the period before.
    Period,
}

/// A value's place: the feed of a block and the position among the columns of its part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot {
    /// Which feed.
    pub feed: usize,
    /// Which column.
    pub column: usize,
}

/// What a metric's arithmetic reads.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operand {
    /// A value of a part, filled over the spine.
    Value(Slot),
    /// The value of a metric computed in an earlier step, by its position there.
    Step(usize),
    /// Whether an earlier period is no earlier than the first row of any of these scans.
    Reached(Vec<Shift>, Vec<usize>),
}

/// A metric's arithmetic.
pub type ValueExpr = Expr<Operand>;

/// A value computed before the last projection, because several values read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The value.
    pub expr: ValueExpr,
    /// After how many other steps it can be computed.
    pub level: usize,
}

impl Scan {
    /// Calls `visit` with every expression over the scan's rows.
    pub fn for_each_expr<'a>(&'a self, visit: &mut dyn FnMut(&'a ScanExpr)) {
        visit(&self.time);
        self.filter.iter().for_each(&mut *visit);
        for (here, there) in self.tables.iter().flat_map(|table| &table.on) {
            visit(here);
            visit(there);
        }
        self.presences.iter().filter_map(|presence| presence.condition.as_ref()).for_each(&mut *visit);
        self.end.iter().for_each(&mut *visit);
        for valid in self.tables.iter().filter_map(|table| table.valid.as_ref()) {
            [&valid.at, &valid.from, &valid.to].into_iter().for_each(&mut *visit);
        }
        self.keys.iter().for_each(|key| visit(&key.expr));
        self.dimensions.iter().for_each(|dimension| visit(&dimension.expr));
        for atom in &self.atoms {
            atom.filter.iter().for_each(&mut *visit);
            match &atom.input {
                AtomInput::Rows | AtomInput::Distinct(_) => {}
                AtomInput::Value(value) => visit(value),
            }
        }
    }

    /// Renames tables for a target: the longest leading parts of a name that the map has are replaced.
    pub fn map_tables(&mut self, names: &IndexMap<String, String>) {
        for table in &mut self.tables {
            let ScanRows::Table(parts) = &mut table.rows else { continue };
            for length in (1..=parts.len()).rev() {
                let leading = parts.iter().take(length).cloned().collect::<Vec<_>>().join(".");
                if let Some(replacement) = names.get(&leading) {
                    let rest = parts.iter().skip(length).cloned();
                    *parts = replacement.split('.').map(str::to_owned).chain(rest).collect();
                    break;
                }
            }
        }
    }
}
