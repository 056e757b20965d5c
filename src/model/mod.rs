//! The project, resolved and typed: what later stages read.

mod arena;
pub mod currency;
pub mod describe;
pub mod dimension;
pub mod expr;
pub mod lineage;
pub mod metric;
pub mod resolve;
#[cfg(test)]
pub(crate) mod sample;
pub mod source;
pub mod tree;
pub mod types;
pub mod unit;

pub use arena::{Arena, Id};

use crate::project::calendar::{Calendar, Weekday};
use crate::project::dialect::Dialect;
use crate::source::Span;
use crate::syntax::ast::TimeUnit;
use expr::Expr;
use jiff::civil::Date;
use metric::{Metric, Role};
use source::{ColumnIndex, RowLeaf, Source};

/// Everything that a project's files declare.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// The project's name.
    pub name: String,
    /// The dialect that is written where none is asked.
    pub dialect: Option<Dialect>,
    /// The calendar.
    pub calendar: Calendar,
    /// In order of file and place.
    pub teams: Arena<Team>,
    /// In order of file and place; the built-in ones that are used come last.
    pub cadences: Arena<Cadence>,
    /// In order of file and place.
    pub sources: Arena<Source>,
    /// In order of file and place.
    pub metrics: Arena<Metric>,
    /// In order of file and place.
    pub tests: Arena<Test>,
    /// Whether a file or a declaration could not be read, so that nothing is concluded from what is missing in the project.
    pub broken: bool,
}

/// `team`
#[derive(Debug, Clone)]
pub struct Team {
    /// Its name.
    pub name: String,
    /// Where the name is declared.
    pub name_span: Span,
    /// The whole declaration.
    pub span: Span,
    /// `title`
    pub title: Option<String>,
    /// `lead`
    pub lead: Option<String>,
    /// `contact`
    pub contact: Option<String>,
    /// `channel`
    pub channel: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `allow`
    pub allow: Vec<metric::Allow>,
    /// Whether something of it was reported as wrong.
    pub broken: bool,
}

/// `cadence`, or one of the built-in reviews.
#[derive(Debug, Clone)]
pub struct Cadence {
    /// Its name.
    pub name: String,
    /// Where the name is declared; `None` for a built-in one.
    pub name_span: Option<Span>,
    /// The whole declaration; `None` for a built-in one.
    pub span: Option<Span>,
    /// `every`
    pub every: Every,
    /// `chair`
    pub chair: Option<Id<Team>>,
    /// `attendees`
    pub attendees: Vec<Id<Team>>,
    /// `agenda`: Markdown.
    pub agenda: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `allow`
    pub allow: Vec<metric::Allow>,
    /// Whether something of it was reported as wrong.
    pub broken: bool,
}

/// How often a review takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Every {
    /// How many units lie between.
    pub count: u32,
    /// The unit: week, month, quarter or year (day too).
    pub unit: TimeUnit,
    /// The day.
    pub on: Option<On>,
}

/// The day of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// `on monday`
    Weekday(Weekday),
    /// `on day 3`
    Day(u32),
}

/// `test`
#[derive(Debug, Clone)]
pub struct Test {
    /// Its title.
    pub name: String,
    /// Where the title is declared.
    pub name_span: Span,
    /// `as_of`
    pub as_of: Option<Date>,
    /// `given …`
    pub givens: Vec<Given>,
    /// `expect …`
    pub expects: Vec<Expect>,
}

/// Rows of a source.
#[derive(Debug, Clone)]
pub struct Given {
    /// The source.
    pub source: Id<Source>,
    /// The columns given; the others are null.
    pub columns: Vec<ColumnIndex>,
    /// The rows: one literal expression per column, of the column's type.
    pub rows: Vec<Vec<Expr<RowLeaf>>>,
}

/// What a metric is to be.
#[derive(Debug, Clone)]
pub struct Expect {
    /// The metric.
    pub metric: Id<Metric>,
    /// The grain.
    pub grain: crate::project::calendar::Grain,
    /// The dimensions' names.
    pub dimensions: Vec<String>,
    /// The rows: the period's start, a value per dimension, the value.
    pub rows: Vec<Vec<Expr<RowLeaf>>>,
    /// The whole.
    pub span: Span,
}

impl Project {
    /// The metric with this name.
    pub fn metric_named(&self, name: &str) -> Option<Id<Metric>> {
        self.metrics.iter().find(|(_, metric)| metric.name == name).map(|(id, _)| id)
    }

    /// All metrics of a role, in order.
    pub fn metrics_of(&self, role: Role) -> impl Iterator<Item = (Id<Metric>, &Metric)> {
        self.metrics.iter().filter(move |(_, metric)| metric.role == role)
    }

    /// The one north star, where there is exactly one.
    pub fn north_star(&self) -> Option<Id<Metric>> {
        let mut stars = self.metrics_of(Role::NorthStar).map(|(id, _)| id);
        stars.next().filter(|_| stars.next().is_none())
    }
}
