//! SQL as a small tree: only what northstar emits. The printer alone knows precedence, quoting and layout.

use jiff::civil::{Date, DateTime};

/// A statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// `CREATE SCHEMA IF NOT EXISTS`
    CreateSchema(Name),
    /// `CREATE TABLE name AS query`
    CreateTableAs(Name, Query),
    /// `CREATE TABLE name (column type, …)`
    CreateTable(Name, Vec<(String, String)>),
    /// `ANALYZE name`
    Analyze(Name),
    /// `CREATE VIEW name AS query`
    CreateView(Name, Query),
    /// `DROP VIEW IF EXISTS name`
    DropView(Name),
    /// `DROP TABLE IF EXISTS name`
    DropTable(Name),
    /// `ALTER TABLE name RENAME TO name`
    RenameTable(Name, Name),
    /// `INSERT INTO name (columns) query`
    Insert(Name, Vec<String>, Query),
    /// `INSERT INTO name (columns) VALUES (…), …`
    InsertRows(Name, Vec<String>, Vec<Vec<Expr>>),
    /// `UPDATE name SET column = value`, in every row.
    Update(Name, String, Expr),
    /// A line for people on a table, a view or a column.
    Comment(Comment),
    /// A query.
    Query(Query),
}

/// A line for people on an object or a column of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    /// Whether the object is a view.
    pub view: bool,
    /// The object.
    pub name: Name,
    /// The column; without it the object itself is meant.
    pub column: Option<String>,
    /// What is said.
    pub text: String,
}

/// A table's name, part by part.
pub type Name = Vec<String>;

/// A query with its common table expressions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// In order; each may read those before it.
    pub ctes: Vec<Cte>,
    /// One select, or several under `UNION ALL`.
    pub selects: Vec<Select>,
    /// The order of the rows.
    pub order_by: Vec<OrderBy>,
    /// How many rows at most.
    pub limit: Option<u64>,
}

/// A common table expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Cte {
    /// Its name.
    pub name: String,
    /// Whether it is read more than once and should be computed once.
    pub materialized: bool,
    /// What it holds.
    pub query: Query,
}

/// `SELECT … FROM … WHERE … GROUP BY …`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Select {
    /// `DISTINCT`
    pub distinct: bool,
    /// `DISTINCT ON (…)`: the first row of each combination, in the query's order.
    pub distinct_on: Vec<Expr>,
    /// Each with its alias.
    pub items: Vec<(Expr, String)>,
    /// The first relation.
    pub from: Option<Relation>,
    /// The others.
    pub joins: Vec<Join>,
    /// Conditions, all of which hold.
    pub filter: Vec<Expr>,
    /// How rows are grouped.
    pub group_by: GroupBy,
}

/// `GROUP BY`
#[derive(Debug, Clone, PartialEq, Default)]
pub enum GroupBy {
    /// Not at all.
    #[default]
    None,
    /// By the first so many items.
    Items(usize),
    /// By several sets of columns.
    Sets(Vec<Vec<Expr>>),
}

/// A relation with its alias.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// What is read.
    pub rows: Rows,
    /// What it is called; none for a table read under its own name.
    pub alias: Option<String>,
}

/// What a relation reads.
#[derive(Debug, Clone, PartialEq)]
pub enum Rows {
    /// A table, a view or a common table expression.
    Table(Name),
    /// A query.
    Query(Box<Query>),
    /// The rows of a function, which may read columns of the relations before it; the name of its column where it has none by itself.
    Function(Box<Expr>, Option<String>),
    /// SQL as the user wrote it.
    Raw(String),
}

/// `LEFT JOIN … ON …`, `INNER JOIN … ON …`, `CROSS JOIN …`
#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    /// Which kind.
    pub kind: JoinKind,
    /// What is joined.
    pub relation: Relation,
    /// Conditions, all of which hold; empty for a cross join.
    pub on: Vec<Expr>,
}

/// The kind of a join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinKind {
    /// `LEFT JOIN`
    Left,
    /// `INNER JOIN`
    Inner,
    /// `CROSS JOIN`
    Cross,
}

/// `ORDER BY expr [DESC] NULLS LAST`
#[derive(Debug, Clone, PartialEq)]
pub struct OrderBy {
    /// By what.
    pub expr: Expr,
    /// Largest first.
    pub descending: bool,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// `table.column`
    Column(Option<String>, String),
    /// `'text'`
    Text(String),
    /// An exact number as digits, sign included.
    Number(String),
    /// `TRUE`
    Boolean(bool),
    /// `DATE '…'`
    Date(Date),
    /// `TIMESTAMP '…'`
    Timestamp(DateTime),
    /// `NULL`
    Null,
    /// `- x`
    Negate(Box<Expr>),
    /// `NOT x`
    Not(Box<Expr>),
    /// `a + b`
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `f(a, b)`
    Call(&'static str, Vec<Expr>),
    /// `f(parameter)(a, b)`
    CallWith(&'static str, String, Vec<Expr>),
    /// `f(DISTINCT a, b)`
    CallDistinct(&'static str, Vec<Expr>),
    /// `COUNT(*)`
    CountRows,
    /// `percentile_cont(q) WITHIN GROUP (ORDER BY x)`
    WithinGroup(&'static str, Box<Expr>, Box<Expr>),
    /// `(a, b)`
    Row(Vec<Expr>),
    /// `CASE WHEN … THEN … ELSE … END`
    Case(Vec<(Expr, Expr)>, Option<Box<Expr>>),
    /// `CAST(x AS type)`
    Cast(Box<Expr>, String),
    /// `x IS NULL`; `NOT` where the flag says so.
    IsNull(Box<Expr>, bool),
    /// `x IN (…)`
    In(Box<Expr>, Vec<Expr>),
    /// `x LIKE y`, with `ESCAPE` and its character where one is given.
    Like(Box<Expr>, Box<Expr>, Option<char>),
    /// `EXTRACT(field FROM x)`
    Extract(&'static str, Box<Expr>),
    /// `x AT TIME ZONE 'zone'`
    AtTimeZone(Box<Expr>, String),
    /// `INTERVAL 'n unit'`
    Interval(i64, &'static str),
    /// `function OVER (PARTITION BY … ORDER BY … frame)`
    Window(Box<Expr>, Box<Window>),
    /// `(SELECT …)`
    Subquery(Box<Query>),
    /// A dialect's own words with places for operands: `{0}` where any operand may stand (between brackets or commas), `{0!}` where
    /// one that binds loosely needs parentheses. The words themselves hold together: a call, or something in brackets.
    Form(&'static str, Vec<Expr>),
    /// `table.*`, as a select item without an alias.
    AllColumns(String),
    /// SQL as the user wrote it.
    Raw(String),
}

/// `OVER (…)`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Window {
    /// `PARTITION BY`
    pub partition_by: Vec<Expr>,
    /// `ORDER BY`
    pub order_by: Vec<OrderBy>,
    /// The frame, written out whenever there is an order.
    pub frame: Option<&'static str>,
}

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `OR`
    Or,
    /// `AND`
    And,
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `IS DISTINCT FROM`
    IsDistinctFrom,
    /// `||`
    Concat,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

impl Expr {
    /// A column of a relation.
    pub fn column(table: &str, name: &str) -> Expr {
        Expr::Column(Some(table.to_owned()), name.to_owned())
    }

    /// A column without its relation's name.
    pub fn bare(name: &str) -> Expr {
        Expr::Column(None, name.to_owned())
    }

    /// A whole number.
    pub fn integer(value: i64) -> Expr {
        Expr::Number(value.to_string())
    }

    /// `self operator other`
    pub fn binary(self, operator: Operator, other: Expr) -> Expr {
        Expr::Binary(operator, Box::new(self), Box::new(other))
    }

    /// `CAST(self AS type)`
    pub fn cast(self, ty: &str) -> Expr {
        Expr::Cast(Box::new(self), ty.to_owned())
    }

    /// `self AT TIME ZONE 'zone'`
    pub fn at_time_zone(self, zone: &str) -> Expr {
        Expr::AtTimeZone(Box::new(self), zone.to_owned())
    }

    /// `self IS NOT NULL`
    pub fn is_not_null(self) -> Expr {
        Expr::IsNull(Box::new(self), true)
    }

    /// `CASE WHEN condition THEN self END`
    pub fn when(self, condition: Option<Expr>) -> Expr {
        match condition {
            Some(condition) => Expr::Case(vec![(condition, self)], None),
            None => self,
        }
    }
}

impl Select {
    /// A select from one relation.
    pub fn from(relation: Relation) -> Select {
        Select { from: Some(relation), ..Select::default() }
    }

    /// Adds an item.
    pub fn item(mut self, expr: Expr, alias: impl Into<String>) -> Select {
        self.items.push((expr, alias.into()));
        self
    }

    /// Adds a condition.
    pub fn and(mut self, condition: Expr) -> Select {
        self.filter.push(condition);
        self
    }

    /// No rows, with these columns. (A condition alone, without a relation, is no query everywhere.)
    pub fn nothing(columns: Vec<(Expr, String)>) -> Query {
        let names: Vec<(Expr, String)> = columns.iter().map(|(_, name)| (Expr::bare(name), name.clone())).collect();
        let one = Select { items: columns, ..Select::default() };
        let mut none = Select::from(Relation::query(one.query(), "nothing")).and(Expr::Boolean(false));
        none.items = names;
        none.query()
    }

    /// As a whole query.
    pub fn query(self) -> Query {
        Query { selects: vec![self], ..Query::default() }
    }
}

impl Relation {
    /// A table or common table expression under its own name.
    pub fn named(name: &str) -> Relation {
        Relation { rows: Rows::Table(vec![name.to_owned()]), alias: None }
    }

    /// A table under an alias.
    pub fn table(name: Name, alias: &str) -> Relation {
        Relation { rows: Rows::Table(name), alias: Some(alias.to_owned()) }
    }

    /// What its columns are called by: the alias, or the table's own name.
    pub fn name(&self) -> String {
        let own = match &self.rows {
            Rows::Table(parts) => parts.last().cloned(),
            Rows::Query(_) | Rows::Function(..) | Rows::Raw(_) => None,
        };
        self.alias.clone().or(own).unwrap_or_default()
    }

    /// A query under an alias.
    pub fn query(query: Query, alias: &str) -> Relation {
        Relation { rows: Rows::Query(Box::new(query)), alias: Some(alias.to_owned()) }
    }
}
