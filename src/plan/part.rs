//! Parts: what is computed of a scan's rows for each period and segment.

use super::block::ValueExpr;
use super::scan::fills_with_zero;
use crate::model::expr::Expr;
use crate::model::metric::{AggregateFunction, GrowthPart, Window};
use crate::model::types::Type;
use crate::project::calendar::Grain;
use crate::syntax::ast::TimeUnit;

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
    /// What it computes, in words that do not depend on where scans stand.
    pub fn meaning(&self) -> String {
        let mut form = self.form.clone();
        if let Form::Cohort(rows) = &mut form {
            // Which rows arrive is said by the part's name.
            rows.to = 0;
        }
        format!("{:?} {:?} {form:?}", self.reach, self.keys)
    }

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

impl Column {
    /// Whether nothing at all is 0 (else null).
    pub fn fills_with_zero(&self) -> bool {
        fills_with_zero(self.function)
    }
}
