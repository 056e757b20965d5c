//! Blocks: where parts meet, and the arithmetic over them.

use crate::model::expr::Expr;
use crate::syntax::ast::TimeUnit;

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
