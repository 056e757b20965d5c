//! Metrics: what they are, what they read and what is claimed of them, resolved and typed.

use super::expr::Expr;
use super::resolve::metrics::misfits::{self, Misfits};
use super::source::{ColumnIndex, ColumnPath, RowExpr, Source};
use super::types::{Number, Type};
use super::unit::Unit;
use super::{Cadence, Id, Team};
use crate::diagnostic::Diagnostic;
use crate::project::calendar::Grain;
use crate::source::Span;
use crate::syntax::ast::TimeUnit;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A metric of any role.
#[derive(Debug, Clone)]
pub struct Metric {
    /// Its name, unique among all metrics.
    pub name: String,
    /// Where the name is declared.
    pub name_span: Span,
    /// The whole declaration.
    pub span: Span,
    /// What it is in the framework.
    pub role: Role,
    /// `title`
    pub title: Option<String>,
    /// `description`: Markdown.
    pub description: Option<String>,
    /// `value`
    pub definition: Definition,
    /// The value as written, for people.
    pub definition_text: String,
    /// What else its values depend on, as written: `time`, `window`, `snapshot` and `fill`.
    pub qualifiers: Vec<String>,
    /// The unit, declared or derived.
    pub unit: Unit,
    /// The type of its values: integer, decimal or float.
    pub ty: Type,
    /// The grain at which it is shown when none is asked.
    pub grain: Grain,
    /// `window`
    pub window: Option<Window>,
    /// `snapshot`
    pub snapshot: Option<Snapshot>,
    /// `fill`
    pub fill: Option<Fill>,
    /// The slices that are published.
    pub dimensions: Vec<Dimension>,
    /// Which way is good.
    pub direction: Direction,
    /// `owner`
    pub owner: Option<Id<Team>>,
    /// `review`
    pub review: Option<Id<Cadence>>,
    /// `target`
    pub targets: Vec<Target>,
    /// `tags`
    pub tags: Vec<String>,
    /// `status`
    pub status: Status,
    /// `replaces`: names of metrics that are gone, with their places.
    pub replaces: Vec<(String, Span)>,
    /// `equals`: an exact identity.
    pub equals: Option<MetricExpr>,
    /// `leads`
    pub leads: Vec<Lead>,
    /// `adopted`
    pub adopted: Option<Date>,
    /// `reviewed`
    pub reviewed: Option<Date>,
    /// `revisit: every 1 year`
    pub revisit: Option<(u32, TimeUnit)>,
    /// `stage`
    pub stage: Option<Stage>,
    /// `because`
    pub because: Option<String>,
    /// `drives`: the metrics it moves, each with its place.
    pub drives: Vec<(Id<Metric>, Span)>,
    /// `guards`: the metrics it keeps honest, each with its place.
    pub guards: Vec<(Id<Metric>, Span)>,
    /// `limit`
    pub limit: Option<Limit>,
    /// `allow`
    pub allow: Vec<Allow>,
    /// What may be added up.
    pub additivity: Additivity,
    /// What of it has no meaning at some grain.
    pub misfits: Misfits,
    /// Where each property stands that was written: the whole property, by its name.
    pub properties: BTreeMap<String, Span>,
    /// Whether it is a share of something: a ratio of like units, a conversion, a retention or a growth. People read it in percent.
    pub share: bool,
    /// Whether it is a part of a whole, so that its values lie between 0 and 1: a conversion, a retention, a count under a
    /// condition divided by that count without it.
    pub part: bool,
    /// Whether its values can be seen to go below zero (a difference, say); many others may too.
    pub signed: bool,
    /// Whether something of it was reported as wrong, so that nothing is concluded from what is missing.
    pub broken: bool,
    /// Whether some of its text could not be read or its name is taken: a property that is not in `properties` may be meant.
    pub incomplete: bool,
}

impl Metric {
    /// Whether a property is certainly not written.
    pub fn lacks(&self, property: &str) -> bool {
        !self.incomplete && !self.properties.contains_key(property)
    }

    /// The value with what else it depends on, as written, a property a line.
    pub fn written_definition(&self) -> String {
        let value = format!("value: {}", self.definition_text);
        std::iter::once(value).chain(self.qualifiers.iter().cloned()).collect::<Vec<_>>().join("\n")
    }

    /// The place of a property, or of the name where the property is not written.
    pub fn place(&self, property: &str) -> Span {
        self.properties.get(property).copied().unwrap_or(self.name_span)
    }

    /// Why it has no value at a grain that is asked (`None`: the whole range as one period); nothing where it has one.
    pub fn refuses(&self, grain: Option<Grain>) -> Option<Diagnostic> {
        misfits::asked(self, grain)
    }

    /// The title, or the name in words.
    pub fn label(&self) -> String {
        self.title.clone().unwrap_or_else(|| {
            let words = self.name.replace('_', " ");
            let mut letters = words.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
    }
}

/// What a metric is in the framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The one metric.
    NorthStar,
    /// A lever on it.
    Input,
    /// A guardrail.
    Counter,
    /// A lagging result.
    Outcome,
    /// A building block.
    Metric,
}

impl Role {
    /// The keyword.
    pub fn keyword(self) -> &'static str {
        match self {
            Role::NorthStar => "north_star",
            Role::Input => "input",
            Role::Counter => "counter",
            Role::Outcome => "outcome",
            Role::Metric => "metric",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Role::NorthStar => "north star",
            Role::Input => "input",
            Role::Counter => "counter metric",
            Role::Outcome => "outcome",
            Role::Metric => "metric",
        }
    }
}

/// A metric's value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(clippy::large_enum_variant, reason = "one per metric, and mostly the large one")]
pub enum Definition {
    /// Aggregates of one source.
    Measure(Measure),
    /// Arithmetic over metrics.
    Derived(MetricExpr),
    /// Could not be resolved; already reported.
    Error,
}

/// Arithmetic over aggregates of one source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Measure {
    /// The source whose rows are aggregated.
    pub source: Id<Source>,
    /// What dates a row.
    pub time: TimeAxis,
    /// `where …`
    pub filter: Option<RowExpr>,
    /// The arithmetic.
    pub expr: AggregateExpr,
}

/// What dates a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeAxis {
    /// One column.
    Column(ColumnIndex),
    /// `time: a to b`: one row per day from the first up to, not including, the second.
    Interval(ColumnIndex, ColumnIndex),
}

/// An expression over aggregates of one source.
pub type AggregateExpr = Expr<Aggregate>;

/// One aggregate.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Aggregate {
    /// The function.
    pub function: AggregateFunction,
    /// What it reads.
    pub input: AggregateInput,
    /// `filter (where …)`
    pub filter: Option<RowExpr>,
}

/// An aggregate function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AggregateFunction {
    /// `count(*)`, `count(x)`, `count(distinct …)`
    Count,
    /// `sum`
    Sum,
    /// `avg`
    Avg,
    /// `min`
    Min,
    /// `max`
    Max,
    /// `median`, interpolated.
    Median,
    /// `percentile(x, q)`, interpolated; the number is `q`, from 0 to 1.
    Percentile(Number),
    /// `stddev` of the sample.
    Stddev,
    /// `approx_count_distinct`
    ApproxCountDistinct,
}

/// What an aggregate reads.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AggregateInput {
    /// `*`
    Rows,
    /// One value per row.
    Value(RowExpr),
    /// `distinct a, b`: rows with a null among them do not count.
    Distinct(Vec<RowExpr>),
    /// `distinct k having …`: the keys that qualify in the period.
    QualifiedKeys(RowExpr, Box<AggregateExpr>),
    /// `inner per k having …`
    Nested(Box<Nested>),
}

/// `inner per k having …`
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Nested {
    /// What is computed per key.
    pub inner: NestedInner,
    /// The key.
    pub key: NestedKey,
    /// Which keys count.
    pub having: Option<AggregateExpr>,
}

/// What is computed per key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(clippy::large_enum_variant, reason = "already behind a box")]
pub enum NestedInner {
    /// Arithmetic over aggregates.
    Aggregates(AggregateExpr),
    /// A value that the key determines.
    Determined(RowExpr),
}

/// The key of a nested aggregate.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NestedKey {
    /// A column or a path.
    Column(ColumnPath),
    /// Sub-periods: `per day`.
    Period(Grain),
}

/// An expression over metrics.
pub type MetricExpr = Expr<MetricLeaf>;

/// A leaf of an expression over metrics.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MetricLeaf {
    /// A metric at the asked grain.
    Metric(Id<Metric>),
    /// `lag(m, 1 year)`
    Lag(Id<Metric>, u32, TimeUnit),
    /// `growth(m, 1 week)`
    Growth(Id<Metric>, u32, TimeUnit),
    /// `new(m)`, `retained(m)`, `resurrected(m)`, `churned(m)`
    GrowthAccounting(GrowthPart, Id<Metric>),
    /// `conversion(a to b on k within w)`
    Conversion(Cohort),
    /// `retention(a to b on k after n units)`
    Retention(Cohort),
    /// An aggregate over metrics per key.
    Keyed(Box<Keyed>),
}

/// A part of growth accounting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GrowthPart {
    /// Never seen before.
    New,
    /// Seen in the period before.
    Retained,
    /// Seen earlier, not in the period before.
    Resurrected,
    /// Seen in the period before, not in this one.
    Churned,
}

/// `a to b on k`, with its time bound.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cohort {
    /// The metric whose rows start.
    pub from: Id<Metric>,
    /// The metric whose rows arrive.
    pub to: Id<Metric>,
    /// The key, a column of both sources: in the first one's, in the second one's.
    pub key: (ColumnIndex, ColumnIndex),
    /// How many units.
    pub count: u32,
    /// The unit.
    pub unit: TimeUnit,
}

/// An aggregate over metrics per key (no `from`): each part per period and key, met by union.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Keyed {
    /// The function; `Count` counts the keys that qualify.
    pub function: AggregateFunction,
    /// What is computed per key; none for `count(distinct k having …)`.
    pub inner: Option<MetricExpr>,
    /// The key's name: a column of that name in the source of every part.
    pub key: String,
    /// Which keys count.
    pub having: Option<MetricExpr>,
}

/// A metric's window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Window {
    /// `trailing 28 days`
    Trailing(u32, TimeUnit),
    /// `month to date`
    ToDate(Grain),
    /// `all time`
    AllTime,
}

/// Which rows of a level count.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Snapshot {
    /// Which of the period.
    pub which: SnapshotKind,
    /// `by account_id`
    pub by: Vec<ColumnIndex>,
}

/// Which level of a period counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SnapshotKind {
    /// `last`
    Last,
    /// `first`
    First,
    /// `avg` of the daily levels.
    Avg,
    /// `min` of the daily levels.
    Min,
    /// `max` of the daily levels.
    Max,
}

/// What stands where there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fill {
    /// 0
    Zero,
    /// Nothing.
    Null,
    /// The last value that is not null.
    Previous,
}

/// A published slice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Its name: the alias, or the last part of its path.
    pub name: String,
    /// The path as written: `listing.city`.
    pub written: String,
    /// Where it is written.
    pub span: Span,
    /// The column at its end. Two metrics share a dimension only if name and column agree.
    pub column: (Id<Source>, ColumnIndex),
    /// For a measure: the path from its source. For a derived metric there is none: each part has its own
    /// (see [`super::Project::dimension_path`]).
    pub path: Option<ColumnPath>,
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// More is better.
    Increase,
    /// Less is better.
    Decrease,
}

/// The life of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Not yet relied on.
    Draft,
    /// In use.
    Active,
    /// On its way out.
    Deprecated,
}

/// The stage of a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// `early`
    Early,
    /// `growth`
    Growth,
    /// `mature`
    Mature,
}

/// `+12% by 2026-12-31 from 2025-12-29`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What is to be reached.
    pub goal: Goal,
    /// Due when.
    pub by: Date,
    /// Counted from when.
    pub from: Option<Date>,
    /// Where it is written.
    pub span: Span,
}

/// What a target is to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// A level.
    Level(Number),
    /// A change by so much, in the metric's unit (percentage points are divided by 100).
    Change(Number),
    /// A change by a share of the baseline: 0.12 for `+12%`.
    Relative(Number),
}

/// A counter's limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// Not below.
    pub low: Option<Number>,
    /// Not above.
    pub high: Option<Number>,
    /// `above trailing 8 weeks`: the bounds are shares of the mean of so many complete periods before.
    pub baseline: Option<LimitBaseline>,
    /// Where it is written.
    pub span: Span,
}

/// What a relative limit is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitBaseline {
    /// How many units back.
    pub count: u32,
    /// The unit.
    pub unit: TimeUnit,
}

/// `revenue by 2 to 8 weeks`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The outcome.
    pub outcome: Id<Metric>,
    /// At least so many units later.
    pub low: u32,
    /// At most so many units later.
    pub high: u32,
    /// The unit.
    pub unit: TimeUnit,
    /// Where it is written.
    pub span: Span,
}

/// `vanity-metric because "…"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The code's id.
    pub code: &'static str,
    /// Why.
    pub because: String,
    /// Where it is written.
    pub span: Span,
    /// What goes when it is taken out: a comma as well, or the whole property.
    pub place: Span,
}

/// What may be added up without counting twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Additivity {
    /// What kind of thing it is over time.
    pub time: TimeKind,
    /// How its values of parts make the value of the whole.
    pub merge: Merge,
    /// Whether `+` over the segments of a dimension gives the total.
    pub over_dimensions: bool,
    /// Whether `+` over periods gives the longer period.
    pub over_time: bool,
}

/// What kind of thing a metric is over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeKind {
    /// Happens during a period.
    Flow,
    /// Stands at a moment.
    Level,
    /// Is about a window that may reach beyond the period.
    Window,
    /// Is about a cohort, known only later.
    Cohort,
}

/// How values of parts make the value of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Merge {
    /// By addition.
    Sum,
    /// By the smallest or largest.
    MinMax,
    /// Only from rows, or from several sums.
    Recompute,
}

impl Additivity {
    /// The word for it: additive, semi-additive, idempotent or non-additive.
    pub fn word(self) -> &'static str {
        match (self.merge, self.over_time, self.over_dimensions) {
            (Merge::Sum, true, true) => "additive",
            (Merge::Sum, _, _) => "semi-additive",
            (Merge::MinMax, _, _) => "idempotent",
            (Merge::Recompute, _, _) => "non-additive",
        }
    }
}
