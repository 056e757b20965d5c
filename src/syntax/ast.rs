//! The language as written: every node has a span. Nothing is resolved or typed here.

use crate::source::{FileId, Span};

/// One file.
#[derive(Debug, Clone)]
pub struct File {
    /// Which file.
    pub id: FileId,
    /// Its declarations, in order. What could not be parsed is an [`Item::Error`].
    pub items: Vec<Item>,
    /// Its comments, in order.
    pub comments: Vec<Comment>,
}

/// `# …` to the end of the line.
#[derive(Debug, Clone)]
pub struct Comment {
    /// From the `#` up to the end of the line, without the line break.
    pub span: Span,
    /// The same text.
    pub text: String,
    /// Whether nothing but white space stands before it on its line.
    pub own_line: bool,
}

/// A top-level declaration.
#[derive(Debug, Clone)]
pub enum Item {
    /// Everything made of `name: value` properties.
    Block(Block),
    /// `source name { … }`
    Source(Source),
    /// `test "…" { … }`
    Test(Test),
    /// Text that is no declaration; already reported.
    Error(Span),
}

/// A word with its place.
#[derive(Debug, Clone)]
pub struct Ident {
    /// The word.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// `listing.host.country`
#[derive(Debug, Clone)]
pub struct Path {
    /// One or more parts.
    pub parts: Vec<Ident>,
    /// From the first to the last part.
    pub span: Span,
}

/// Text between quotes, its escapes and indentation resolved.
#[derive(Debug, Clone)]
pub struct Prose {
    /// The meaning.
    pub text: String,
    /// With the quotes.
    pub span: Span,
    /// Whether it was written in three quotes.
    pub long: bool,
}

/// What a block declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BlockKind {
    /// `team`
    Team,
    /// `cadence`
    Cadence,
    /// `north_star`
    NorthStar,
    /// `input`
    Input,
    /// `counter`
    Counter,
    /// `outcome`
    Outcome,
    /// `metric`
    Metric,
}

impl BlockKind {
    /// The keyword.
    pub fn keyword(self) -> &'static str {
        match self {
            BlockKind::Team => "team",
            BlockKind::Cadence => "cadence",
            BlockKind::NorthStar => "north_star",
            BlockKind::Input => "input",
            BlockKind::Counter => "counter",
            BlockKind::Outcome => "outcome",
            BlockKind::Metric => "metric",
        }
    }
}

/// A team, a cadence or a metric.
#[derive(Debug, Clone)]
pub struct Block {
    /// Which kind.
    pub kind: BlockKind,
    /// The keyword's place.
    pub keyword: Span,
    /// The declared name.
    pub name: Ident,
    /// In order; a property whose value does not parse is kept as [`PropertyValue::Error`].
    pub properties: Vec<Property>,
    /// From the keyword to the closing brace.
    pub span: Span,
    /// Whether an entry of the block was reported as bad, so that nothing is concluded from what is missing.
    pub broken: bool,
}

/// `name: value`
#[derive(Debug, Clone)]
pub struct Property {
    /// The name.
    pub name: Ident,
    /// The value, by the property's own grammar.
    pub value: PropertyValue,
    /// From the name to the end of the value.
    pub span: Span,
}

/// A property's value. The property's name decides which form is parsed:
///
/// | form | properties |
/// | --- | --- |
/// | `Prose` | `title` `description` `lead` `contact` `channel` `agenda` `because` |
/// | `Value` | `value` |
/// | `Expr` | `equals` `filter` |
/// | `Unit` | `unit` |
/// | `Word` | `grain` `fill` `direction` `owner` `review` `chair` `status` `stage` |
/// | `Words` | `drives` `guards` `attendees` `tags` `replaces` |
/// | `Columns` | `time` `valid` |
/// | `Date` | `adopted` `reviewed` `as_of` |
/// | `Every` | `every`, and `revisit` (`revisit: every 1 year`) |
/// | own | `window` `snapshot` `dimensions` `target` `limit` `leads` `fresh` `table` `query` `allow` |
#[derive(Debug, Clone)]
pub enum PropertyValue {
    /// `"…"` or `"""…"""`
    Prose(Prose),
    /// A metric's value.
    Value(Value),
    /// An expression.
    Expr(Expr),
    /// `night / booking`
    Unit(UnitExpr),
    /// One word.
    Word(Ident),
    /// A list of words.
    Words(Vec<Ident>),
    /// `booked_at`, or `checkin to checkout`.
    Columns {
        /// The column, or the first of two.
        from: Ident,
        /// The second.
        to: Option<Ident>,
    },
    /// A date.
    Date(DateLiteral),
    /// `week on monday`, `2 weeks on tuesday`, `month on day 3`, `quarter`, and after `revisit:` `every 1 year`.
    Every(Every),
    /// `trailing 28 days`, `month to date`, `all time`
    Window(Window),
    /// `last`, `last by account_id`
    Snapshot(Snapshot),
    /// `listing.city, guest.country as country`
    Dimensions(Vec<Dimension>),
    /// `+12% by 2026-12-31 from 2025-12-29, …`
    Targets(Vec<Target>),
    /// `at most 8%`
    Limit(Limit),
    /// `revenue by 2 to 8 weeks, …`
    Leads(Vec<Lead>),
    /// `within 1 day`
    Fresh(Duration),
    /// `analytics."Order Items"`
    Table(TableName),
    /// `query: """…"""`, `query(snowflake): """…"""`
    Query {
        /// The dialect in parentheses.
        dialect: Option<Ident>,
        /// The SQL, raw.
        sql: Prose,
    },
    /// `vanity-metric because "…", …`
    Allow(Vec<Allow>),
    /// Did not parse, or an unknown property; already reported.
    Error,
}

/// A metric's value: an expression, and the source it reads where it aggregates rows.
#[derive(Debug, Clone)]
pub struct Value {
    /// Arithmetic over aggregates or metrics.
    pub expr: Expr,
    /// `from bookings where …`
    pub from: Option<From>,
    /// The whole value.
    pub span: Span,
}

/// `from bookings where status = 'confirmed'`
#[derive(Debug, Clone)]
pub struct From {
    /// The source's name.
    pub source: Ident,
    /// The row filter.
    pub filter: Option<Expr>,
}

/// `night / booking`: a product of names with exponents, in order.
#[derive(Debug, Clone)]
pub struct UnitExpr {
    /// The first name.
    pub first: Ident,
    /// The rest, each with its operator.
    pub rest: Vec<(UnitOperator, Ident)>,
    /// The whole.
    pub span: Span,
}

/// An operator between units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitOperator {
    /// `*`
    Times,
    /// `/`
    Per,
}

/// A unit of calendar time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeUnit {
    /// `minute`
    Minute,
    /// `hour`
    Hour,
    /// `day`
    Day,
    /// `week`
    Week,
    /// `month`
    Month,
    /// `quarter`
    Quarter,
    /// `year`
    Year,
}

impl TimeUnit {
    /// All units, shortest first.
    pub const ALL: [TimeUnit; 7] =
        [TimeUnit::Minute, TimeUnit::Hour, TimeUnit::Day, TimeUnit::Week, TimeUnit::Month, TimeUnit::Quarter, TimeUnit::Year];

    /// The word, in the singular.
    pub fn name(self) -> &'static str {
        match self {
            TimeUnit::Minute => "minute",
            TimeUnit::Hour => "hour",
            TimeUnit::Day => "day",
            TimeUnit::Week => "week",
            TimeUnit::Month => "month",
            TimeUnit::Quarter => "quarter",
            TimeUnit::Year => "year",
        }
    }

    /// The unit of a word, singular or plural.
    pub fn from_word(word: &str) -> Option<TimeUnit> {
        let singular = word.strip_suffix('s').unwrap_or(word);
        TimeUnit::ALL.into_iter().find(|unit| unit.name() == singular)
    }
}

/// `28 days`
#[derive(Debug, Clone, Copy)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: TimeUnit,
    /// The whole.
    pub span: Span,
}

/// How often something happens.
#[derive(Debug, Clone)]
pub struct Every {
    /// How many units lie between.
    pub count: u32,
    /// The unit.
    pub unit: TimeUnit,
    /// The day within it.
    pub on: Option<On>,
    /// The whole.
    pub span: Span,
}

/// The day of a recurring event.
#[derive(Debug, Clone)]
pub enum On {
    /// `on monday`: the word as written, checked later.
    Weekday(Ident),
    /// `on day 3`
    Day(u32, Span),
}

/// A metric's window.
#[derive(Debug, Clone)]
pub enum Window {
    /// `trailing 28 days`
    Trailing(Duration),
    /// `month to date`
    ToDate(TimeUnit, Span),
    /// `all time`
    AllTime(Span),
}

/// Which of a level's rows count.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// `last`, `first`, `avg`, `min` or `max`, as written, checked later.
    pub which: Ident,
    /// `by account_id, …`
    pub by: Vec<Ident>,
    /// The whole.
    pub span: Span,
}

/// A slice: a path and its name.
#[derive(Debug, Clone)]
pub struct Dimension {
    /// The path to the column.
    pub path: Path,
    /// `as country`
    pub alias: Option<Ident>,
    /// The whole.
    pub span: Span,
}

/// A number as written, exact.
#[derive(Debug, Clone, Copy)]
pub struct NumberLiteral {
    /// The digits without the point.
    pub mantissa: i128,
    /// How many of them stand after the point.
    pub scale: u32,
    /// Whether a `%` follows (the value is then a hundredth of the digits).
    pub percent: bool,
    /// The whole, with the percent sign.
    pub span: Span,
}

/// A date.
#[derive(Debug, Clone, Copy)]
pub struct DateLiteral {
    /// The date.
    pub date: jiff::civil::Date,
    /// Its place.
    pub span: Span,
}

/// `+12% by 2026-12-31 from 2025-12-29`
#[derive(Debug, Clone)]
pub struct Target {
    /// `+` or `-`: a change rather than a level.
    pub sign: Option<Sign>,
    /// The amount.
    pub amount: NumberLiteral,
    /// `pp` or `relative`
    pub suffix: Option<TargetSuffix>,
    /// Due when.
    pub by: DateLiteral,
    /// Counted from when.
    pub from: Option<DateLiteral>,
    /// The whole.
    pub span: Span,
}

/// The sign of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// How a percentage is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetSuffix {
    /// Percentage points.
    Points,
    /// A share of the baseline.
    Relative,
}

/// A counter's limit.
#[derive(Debug, Clone)]
pub struct Limit {
    /// The bound or bounds.
    pub bound: Bound,
    /// `above trailing 8 weeks`
    pub relative: Option<RelativeLimit>,
    /// The whole.
    pub span: Span,
}

/// The bounds of a limit; a leading minus is part of the number.
#[derive(Debug, Clone)]
pub enum Bound {
    /// `at most 8%`
    AtMost(NumberLiteral),
    /// `at least 0.95`
    AtLeast(NumberLiteral),
    /// `between 1 and 3`
    Between(NumberLiteral, NumberLiteral),
}

/// `above trailing 8 weeks`
#[derive(Debug, Clone)]
pub struct RelativeLimit {
    /// Whether it says `above` (else `below`).
    pub above: bool,
    /// How far back the baseline reaches.
    pub trailing: Duration,
}

/// `revenue by 2 to 8 weeks`
#[derive(Debug, Clone)]
pub struct Lead {
    /// The outcome's name.
    pub outcome: Ident,
    /// At least so many units later.
    pub low: u32,
    /// At most so many units later.
    pub high: u32,
    /// The unit.
    pub unit: TimeUnit,
    /// The whole.
    pub span: Span,
}

/// `analytics."Order Items"`
#[derive(Debug, Clone)]
pub struct TableName {
    /// The parts, unquoted, their case kept.
    pub parts: Vec<String>,
    /// The whole.
    pub span: Span,
}

/// `vanity-metric because "…"`
#[derive(Debug, Clone)]
pub struct Allow {
    /// The rule's code or name, as written.
    pub rule: Ident,
    /// Why.
    pub because: Option<Prose>,
    /// The whole.
    pub span: Span,
}

/// `source name { … }`
#[derive(Debug, Clone)]
pub struct Source {
    /// The keyword's place.
    pub keyword: Span,
    /// The declared name.
    pub name: Ident,
    /// Properties, columns and links, in order.
    pub entries: Vec<SourceEntry>,
    /// From the keyword to the closing brace.
    pub span: Span,
    /// Whether an entry was reported as bad.
    pub broken: bool,
}

/// One entry of a source.
#[derive(Debug, Clone)]
pub enum SourceEntry {
    /// `table: …`
    Property(Property),
    /// `nights integer unit night`
    Column(Column),
    /// `link rate: (ordered_on, currency) references fx_daily`
    Link(Link),
    /// An entry that did not parse; already reported. The name is kept where it could be told, so that uses of it stay quiet.
    Error(Option<Ident>),
}

impl SourceEntry {
    /// The property that the entry is.
    pub fn property(&self) -> Option<&Property> {
        if let SourceEntry::Property(property) = self { Some(property) } else { None }
    }

    /// Takes away what cannot be judged any more, and leaves its name.
    pub(super) fn spoil(&mut self) {
        match self {
            SourceEntry::Property(property) => property.value = PropertyValue::Error,
            SourceEntry::Column(column) => *self = SourceEntry::Error(Some(column.name.clone())),
            SourceEntry::Link(_) | SourceEntry::Error(_) => {}
        }
    }
}

/// `nights integer unit night`
#[derive(Debug, Clone)]
pub struct Column {
    /// The column's name.
    pub name: Ident,
    /// Its type.
    pub ty: TypeName,
    /// In order.
    pub attributes: Vec<Attribute>,
    /// `= expression`
    pub computed: Option<Expr>,
    /// The whole.
    pub span: Span,
}

/// A type as written.
#[derive(Debug, Clone)]
pub struct TypeName {
    /// Which type.
    pub kind: TypeKind,
    /// Its place.
    pub span: Span,
}

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeKind {
    /// `text`
    Text,
    /// `integer`
    Integer,
    /// `decimal(p, s)`; without arguments both are `None`.
    Decimal {
        /// Digits in all.
        precision: Option<u32>,
        /// Digits after the point.
        scale: Option<u32>,
    },
    /// `float`
    Float,
    /// `boolean`
    Boolean,
    /// `date`
    Date,
    /// `timestamp`, `timestamp("Europe/Paris")`
    Timestamp(Option<String>),
    /// A type of another system, or a malformed one; already reported.
    Error,
}

/// What a column says of itself beside name and type.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Which one.
    pub kind: AttributeKind,
    /// The whole.
    pub span: Span,
}

/// A column's attribute.
#[derive(Debug, Clone)]
pub enum AttributeKind {
    /// `key`
    Key,
    /// `time`
    Time,
    /// `nullable`
    Nullable,
    /// `unit night`
    Unit(UnitExpr),
    /// `column "Physical Name"`
    Column(Prose),
    /// `one_of ('a', 'b')`
    OneOf(Vec<Expr>),
    /// `references listings as listing at booked_at`
    References {
        /// The source.
        source: Ident,
        /// `as listing`
        link: Option<Ident>,
        /// `at booked_at`
        at: Option<Ident>,
    },
    /// `"What it holds."`
    Description(Prose),
}

/// `link rate: (ordered_on, currency) references fx_daily at ordered_at`
#[derive(Debug, Clone)]
pub struct Link {
    /// The link's name.
    pub name: Ident,
    /// The columns, in the order of the other source's key.
    pub columns: Vec<Ident>,
    /// The source it points at.
    pub source: Ident,
    /// The moment at which a slowly changing dimension is read.
    pub at: Option<Ident>,
    /// The whole.
    pub span: Span,
}

/// `test "…" { … }`
#[derive(Debug, Clone)]
pub struct Test {
    /// The keyword's place.
    pub keyword: Span,
    /// Its title.
    pub name: Prose,
    /// `as_of: …`
    pub properties: Vec<Property>,
    /// `given …`
    pub givens: Vec<Given>,
    /// `expect …`
    pub expects: Vec<Expect>,
    /// The whole.
    pub span: Span,
    /// Whether an entry was reported as bad.
    pub broken: bool,
}

/// `given bookings (booking_id, nights) { (1, 3) }`
#[derive(Debug, Clone)]
pub struct Given {
    /// The source.
    pub source: Ident,
    /// The columns given.
    pub columns: Vec<Ident>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The whole.
    pub span: Span,
}

/// `(2026-01-05, 3)`: literals only.
#[derive(Debug, Clone)]
pub struct Row {
    /// The values.
    pub values: Vec<Expr>,
    /// The whole.
    pub span: Span,
}

/// `expect nights_booked by week, city { (2026-01-05, 'Paris', 3) }`
#[derive(Debug, Clone)]
pub struct Expect {
    /// The metric.
    pub metric: Ident,
    /// The grain, as written, checked later.
    pub grain: Ident,
    /// The dimensions.
    pub dimensions: Vec<Path>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The whole.
    pub span: Span,
}

/// An expression over rows, aggregates or metrics; the checker tells them apart.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its place, parentheses included.
    pub span: Span,
}

/// The forms of an expression.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// `12.5`, `8%`
    Number(NumberLiteral),
    /// `'confirmed'`
    Text(String),
    /// `2026-01-05`
    Date(jiff::civil::Date),
    /// `2026-01-05 10:00`
    Timestamp(jiff::civil::DateTime),
    /// `listing.city`, or a metric's name.
    Path(Path),
    /// `- x`, `not x`
    Unary(UnaryOperator, Box<Expr>),
    /// `a + b`
    Binary(BinaryOperator, Box<Expr>, Box<Expr>),
    /// `( x )`: kept for the formatter.
    Group(Box<Expr>),
    /// `x is [not] null`
    IsNull(Box<Expr>, Negated),
    /// `x is [not] distinct from y`
    IsDistinct(Box<Expr>, Box<Expr>, Negated),
    /// `x [not] in (a, b)`
    In(Box<Expr>, Vec<Expr>, Negated),
    /// `x [not] between a and b`
    Between(Box<Expr>, Box<Expr>, Box<Expr>, Negated),
    /// `x [not] like 'a%'`
    Like(Box<Expr>, Box<Expr>, Negated),
    /// `case [x] when … then … else … end`
    Case {
        /// `case x when …`
        operand: Option<Box<Expr>>,
        /// Each `when … then …`.
        branches: Vec<(Expr, Expr)>,
        /// `else …`
        otherwise: Option<Box<Expr>>,
    },
    /// `cast(x as type)`
    Cast(Box<Expr>, TypeName),
    /// `extract(year from t)`
    Extract(Ident, Box<Expr>),
    /// `native(snowflake: """…""", duckdb: """…""")`
    Native(Vec<(Ident, Prose)>),
    /// A function or an aggregate.
    Call(Box<Call>),
    /// `conversion(visits to bookings on visitor_id within 7 days)`; without `within` the checker reports NS218.
    Conversion(Box<Cohort>),
    /// `retention(signups to sessions on user_id after 4 weeks)`; without `after` the checker reports NS218.
    Retention(Box<Cohort>),
    /// `lag(m, 1 year)`, `growth(m, 1 week)`: the function's name, the metric and the span.
    Shift(Ident, Path, Duration),
    /// Could not be parsed; already reported.
    Error,
}

/// Whether `not` was written.
pub type Negated = bool;

/// `visits to bookings on visitor_id within 7 days`
#[derive(Debug, Clone)]
pub struct Cohort {
    /// The metric whose rows start.
    pub from: Ident,
    /// The metric whose rows arrive.
    pub to: Ident,
    /// The key column.
    pub key: Ident,
    /// The time bound.
    pub bound: Option<Duration>,
}

/// An operator before its operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnaryOperator {
    /// `-`
    Negate,
    /// `not`
    Not,
}

/// An operator between its operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BinaryOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `||`
    Concat,
    /// `=`
    Equal,
    /// `!=` or `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `and`
    And,
    /// `or`
    Or,
}

impl BinaryOperator {
    /// As the language writes it.
    pub fn symbol(self) -> &'static str {
        match self {
            BinaryOperator::Add => "+",
            BinaryOperator::Subtract => "-",
            BinaryOperator::Multiply => "*",
            BinaryOperator::Divide => "/",
            BinaryOperator::Concat => "||",
            BinaryOperator::Equal => "=",
            BinaryOperator::NotEqual => "!=",
            BinaryOperator::Less => "<",
            BinaryOperator::LessOrEqual => "<=",
            BinaryOperator::Greater => ">",
            BinaryOperator::GreaterOrEqual => ">=",
            BinaryOperator::And => "and",
            BinaryOperator::Or => "or",
        }
    }
}

/// `sum(x) filter (where c)`, `count(distinct a, b having h)`, `median(sum(m) per k having h)`, `coalesce(a, b)`
#[derive(Debug, Clone)]
pub struct Call {
    /// The function's name, as written.
    pub name: Ident,
    /// `count(*)`
    pub star: bool,
    /// `count(distinct …)`
    pub distinct: bool,
    /// The arguments.
    pub args: Vec<Expr>,
    /// `per k`, after the first argument.
    pub per: Option<Path>,
    /// `having …`, after the key or the distinct arguments.
    pub having: Option<Expr>,
    /// `filter (where …)`
    pub filter: Option<Expr>,
}
