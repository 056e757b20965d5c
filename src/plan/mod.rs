//! The plan: which tables are read, which aggregates are taken of them, and what is computed from those. Relational, in no dialect.

pub mod build;
pub mod checks;
pub mod declarations;
pub mod given;
pub mod lower;
pub mod query;

use crate::model::Id;
use crate::model::expr::Expr;
use crate::model::metric::{AggregateFunction, TimeAxis};
use crate::model::source::Source;
use crate::model::types::Type;
use crate::project::dialect::Dialect;
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
    /// What is aggregated.
    pub atoms: Vec<Atom>,
    /// The different `where`s of the measures that read the scan; `None` is no condition.
    pub presences: Vec<Presence>,
    /// What rows are sliced by.
    pub dimensions: Vec<ScanDimension>,
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
    /// Columns computed by a dialect's own SQL: the name given to each, and the SQL by dialect.
    pub natives: Vec<(String, Vec<(Dialect, String)>)>,
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
    /// Different combinations.
    Distinct(Vec<ScanExpr>),
}

impl Atom {
    /// Whether nothing at all is 0 (else null).
    pub fn fills_with_zero(&self) -> bool {
        matches!(self.function, AggregateFunction::Count | AggregateFunction::Sum | AggregateFunction::ApproxCountDistinct)
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

/// An atom's place: the scan and the position among its atoms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot {
    /// Which scan.
    pub scan: usize,
    /// Which of its atoms.
    pub atom: usize,
}

/// What a metric's arithmetic reads.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operand {
    /// An atom, filled over the spine.
    Atom(Slot),
    /// The value of a metric computed in an earlier step, by its position there.
    Step(usize),
}

/// A metric's arithmetic.
pub type ValueExpr = Expr<Operand>;

/// A value computed before the last projection, because several values read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its column's name: the metric's.
    pub name: String,
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
        self.dimensions.iter().for_each(|dimension| visit(&dimension.expr));
        for atom in &self.atoms {
            atom.filter.iter().for_each(&mut *visit);
            match &atom.input {
                AtomInput::Rows => {}
                AtomInput::Value(value) => visit(value),
                AtomInput::Distinct(values) => values.iter().for_each(&mut *visit),
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
