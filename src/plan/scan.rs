//! Scans: which tables are read together, and what is taken of their rows.

use crate::model::Id;
use crate::model::expr::Expr;
use crate::model::metric::{AggregateFunction, TimeAxis};
use crate::model::source::{Source, leading};
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
    Given(super::given::GivenRows),
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

/// Whether nothing at all is 0 for an aggregate (else null).
pub(super) fn fills_with_zero(function: AggregateFunction) -> bool {
    matches!(function, AggregateFunction::Count | AggregateFunction::Sum | AggregateFunction::ApproxCountDistinct)
}

impl Scan {
    /// A key's value.
    pub fn key(&self, name: &str) -> Option<&ScanExpr> {
        self.keys.iter().find(|key| key.name == name).map(|key| &key.expr)
    }

    /// The types of keys.
    pub fn key_types(&self, names: &[String]) -> Vec<&Type> {
        names.iter().filter_map(|name| self.key(name)).map(|key| &key.ty).collect()
    }

    /// The atom of a name.
    pub fn atom(&self, name: &str) -> Option<&Atom> {
        self.atoms.iter().find(|atom| atom.name == name)
    }

    /// The column of cells that an atom is computed from: that of its `where`'s rows, where it counts all of those.
    pub fn column_of_cells<'a>(&'a self, atom: &'a Atom) -> &'a str {
        let counts_rows = match atom.input {
            AtomInput::Rows | AtomInput::Distinct(_) => atom.from_cells() && atom.filter.is_none(),
            AtomInput::Value(_) => false,
        };
        let presence = self.presences.get(atom.presence).filter(|_| counts_rows);
        presence.map_or(&atom.name, |presence| &presence.name)
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
            let found = leading(parts).find_map(|(name, rest)| Some((names.get(&name)?, rest)));
            if let Some((replacement, rest)) = found {
                *parts = replacement.split('.').map(str::to_owned).chain(rest.iter().cloned()).collect();
            }
        }
    }
}
