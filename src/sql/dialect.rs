//! What a dialect has to answer for: facts about it, its words for types and literals, and every function of the catalogue.

use super::tree::{Expr, Operator, Select, Window};
use crate::model::expr::{Function, TimeField};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::project::calendar::{Calendar, Grain};
use crate::project::dialect::Dialect;
use crate::syntax::ast::TimeUnit;
use jiff::civil::{Date, DateTime};

/// Facts about a dialect. A full struct literal in each dialect's file: a new fact does not compile until all have it.
#[derive(Debug, Clone, Copy)]
pub struct Caps {
    /// `WITH x AS MATERIALIZED (…)`
    pub materialized_ctes: bool,
    /// `SELECT DISTINCT ON (…)`, where it is planned better than rows that are numbered.
    pub distinct_on: bool,
    /// Whether what follows a table's making is planned without knowing its rows, unless `ANALYZE` looks at them.
    pub analyze: bool,
    /// Whether `CREATE SCHEMA` makes the schema the session's current one.
    pub create_schema_moves: bool,
    /// Joins whose conditions have no equality; else they are written as a cross join and a filter.
    pub inequality_joins: bool,
    /// `a IS DISTINCT FROM b`
    pub is_distinct_from: bool,
    /// `ORDER BY x NULLS LAST` within `OVER (…)`
    pub nulls_last_in_windows: bool,
    /// The sign that takes the meaning from `%` and `_`, by `ESCAPE`; without one a backslash always does.
    pub like_escape: Option<char>,
    /// Whether a comparison is a boolean, and not a number.
    pub boolean_comparisons: bool,
    /// Whether an integer, a decimal and a double may be results of one `CASE`.
    pub numbers_meet: bool,
    /// Whether `IN` takes other items than constants, and is null as it should be where one of them is.
    pub in_any_list: bool,
    /// Whether `t.a` is always called `a`, whatever else is joined.
    pub bare_names: bool,
    /// What makes a signed number of a count, where counts have no sign and so no type in common with integers.
    pub signed: Option<&'static str>,
    /// A relation that series are made of, where an engine has none by itself: the numbers from 0 to 9999.
    pub numbers: Option<&'static str>,
    /// The type that a text constant needs to be a column, where it has none by itself.
    pub typed_texts: Option<&'static str>,
    /// Whether one select may hold percentiles of several values, and distinct counts beside them.
    pub percentiles_together: bool,
    /// The most parts that a table's name has.
    pub name_parts: usize,
    /// What `CREATE` calls a schema.
    pub schema: &'static str,
    /// How a table takes the place of the one before.
    pub replace: Replace,
    /// What stands behind the name in `CREATE TABLE`.
    pub table_options: &'static str,
    /// Whether columns of views take comments.
    pub view_column_comments: bool,
    /// What ends every query.
    pub settings: &'static str,
}

/// How an object takes the place of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    /// All are dropped first, in one transaction.
    InTransaction,
    /// `CREATE OR REPLACE`, which readers see all or nothing of.
    OrReplace,
    /// A table is made under another name, then renamed; views are replaced.
    Rename,
}

/// How many digits a sum of integers may have, all of them before the point: 64-bit integers of ten thousand million rows, and room
/// for eight digits behind the point beside them.
pub const SUM_DIGITS: u32 = 30;

/// One dialect of SQL.
pub trait SqlDialect: Sync {
    /// Its name.
    fn dialect(&self) -> Dialect;

    /// Facts about it.
    fn caps(&self) -> &'static Caps;

    /// A name, quoted where it has to be.
    fn identifier(&self, name: &str) -> String;

    /// A text literal that the engine reads back unchanged.
    fn text_literal(&self, text: &str) -> String;

    /// The type's name in `CAST` and `CREATE TABLE`.
    fn type_name(&self, ty: &Type) -> String;

    /// An exact number.
    fn number(&self, digits: &str) -> String;

    /// A day.
    fn date(&self, date: Date) -> String;

    /// A naive timestamp.
    fn timestamp(&self, time: DateTime) -> String;

    /// A timestamp column of a source, of whichever of the engine's types, as a naive timestamp.
    fn naive(&self, column: Expr) -> Expr;

    /// Such a column compared with a constant: bare, where the constant can be said so that this is exact, for partitions to be pruned.
    fn bound(&self, column: Expr, operator: Operator, time: DateTime) -> Expr;

    /// A sum, a difference or a product of numbers of these types, with all the digits after the point that the result has.
    fn arithmetic(&self, operator: Operator, left: Expr, right: Expr, types: [&Type; 2], result: &Type) -> Expr;

    /// The statement that puts a text on a table, a view or a column of it: names and text as they are written in SQL. Columns of views
    /// only where [`Caps::view_column_comments`] says so.
    fn comment(&self, view: bool, name: &str, column: Option<&str>, text: &str) -> String;

    /// A function of the catalogue over arguments of these types. Dates and timestamps are handled by the caller's
    /// [`SqlDialect::truncate`], [`SqlDialect::difference`] and [`SqlDialect::add`].
    fn call(&self, function: Function, args: Vec<Expr>, types: &[Type], result: &Type) -> Expr;

    /// The start of the period that holds a date or a wall clock: a date, or a timestamp at hour grain.
    fn truncate(&self, grain: Grain, value: Expr, calendar: &Calendar) -> Expr;

    /// How many boundaries of the grain lie between two dates or wall clocks of one type.
    fn difference(&self, grain: Grain, from: Expr, to: Expr, calendar: &Calendar) -> Expr;

    /// So many units later, in the type of `value`: a date, or a naive timestamp.
    fn add(&self, unit: TimeUnit, count: Expr, value: Expr, ty: &Type) -> Expr;

    /// A part of a date or a wall clock, as an integer.
    fn extract(&self, field: TimeField, value: Expr) -> Expr;

    /// The wall clock of a zone for an instant stored in UTC.
    fn to_local(&self, instant: Expr, zone: &str) -> Expr;

    /// The instant in UTC for a wall clock of a zone.
    fn to_utc(&self, local: Expr, zone: &str) -> Expr;

    /// The current date in a zone.
    fn current_date(&self, zone: &str) -> Expr;

    /// A row for the first moment of each period from `first` to `last`, both among them: dates, or timestamps at hour grain, under
    /// the alias. `from` has one row, which the bounds may read, or no relation. No rows where a bound is null.
    fn series(&self, from: Select, grain: Grain, first: Expr, last: Expr, alias: &str) -> Select;

    /// An aggregate of one value of a type; `None` where the dialect has no exact form.
    fn aggregate(&self, function: AggregateFunction, value: Expr, ty: &Type) -> Option<Expr>;

    /// How many different values of these types there are; rows with a null among them do not count. The condition says which rows count.
    fn count_distinct(&self, values: Vec<Expr>, types: &[&Type], condition: Option<Expr>) -> Expr;

    /// A decimal or a double as an integer, to the nearest: halves of decimals away from zero, of doubles to the even one.
    fn whole(&self, number: Expr, ty: &Type) -> Expr;

    /// A text or a number as a value of another type: to the nearest decimal, halves away from zero. A text that cannot be read is an
    /// error.
    fn converted(&self, value: Expr, from: &Type, to: &Type) -> Expr;

    /// A value as text: booleans `true` and `false`, dates ISO, numbers plain.
    fn text(&self, value: Expr, ty: &Type) -> Expr;

    /// The value in the row before within a window, or in the row after: null where there is none.
    fn neighbour(&self, side: Side, value: Expr, window: Window) -> Expr;
}

/// Which neighbour of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The row before.
    Before,
    /// The row after.
    After,
}

/// A dialect by its name.
pub fn of(dialect: Dialect) -> &'static dyn SqlDialect {
    match dialect {
        Dialect::Duckdb => &super::duckdb::Duckdb,
        Dialect::Postgres => &super::postgres::Postgres,
        Dialect::Snowflake => &super::snowflake::Snowflake,
        Dialect::Clickhouse => &super::clickhouse::Clickhouse,
        Dialect::Trino => &super::trino::Trino,
        Dialect::Databricks => &super::databricks::Databricks,
        Dialect::Bigquery => &super::bigquery::Bigquery,
        Dialect::Redshift => &super::redshift::Redshift,
    }
}

/// Whether a name can stand without quotes on every engine: lower case and reserved by none.
pub fn is_plain(name: &str) -> bool {
    let mut bytes = name.bytes();
    let first = bytes.next().is_some_and(|b| b.is_ascii_lowercase() || b == b'_');
    first && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') && RESERVED.binary_search(&name).is_err()
}

/// Words that some engine reserves, sorted.
const RESERVED: &[&str] = &[
    "all",
    "alter",
    "analyse",
    "analyze",
    "and",
    "anti",
    "any",
    "array",
    "as",
    "asc",
    "asof",
    "assert_rows_modified",
    "asymmetric",
    "at",
    "authorization",
    "auto",
    "between",
    "binary",
    "both",
    "by",
    "case",
    "cast",
    "check",
    "collate",
    "collation",
    "column",
    "columns",
    "concurrently",
    "connect",
    "connection",
    "constraint",
    "contains",
    "create",
    "cross",
    "cube",
    "current",
    "current_catalog",
    "current_date",
    "current_path",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "database",
    "date",
    "day",
    "deallocate",
    "default",
    "deferrable",
    "define",
    "delete",
    "desc",
    "describe",
    "distinct",
    "do",
    "drop",
    "else",
    "end",
    "enum",
    "escape",
    "except",
    "exclude",
    "execute",
    "exists",
    "extract",
    "false",
    "fetch",
    "filter",
    "final",
    "following",
    "for",
    "foreign",
    "format",
    "freeze",
    "from",
    "full",
    "function",
    "generated",
    "glob",
    "global",
    "grant",
    "group",
    "grouping",
    "groups",
    "hash",
    "having",
    "hour",
    "if",
    "ignore",
    "ilike",
    "in",
    "increment",
    "inf",
    "infinity",
    "initially",
    "inner",
    "insert",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "issue",
    "join",
    "json_array",
    "json_exists",
    "json_object",
    "json_query",
    "json_table",
    "json_value",
    "key",
    "lambda",
    "language",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "listagg",
    "localtime",
    "localtimestamp",
    "lookup",
    "map",
    "merge",
    "minus",
    "minute",
    "month",
    "nan",
    "natural",
    "new",
    "no",
    "normalize",
    "not",
    "notnull",
    "null",
    "nulls",
    "of",
    "off",
    "offset",
    "old",
    "on",
    "only",
    "open",
    "or",
    "order",
    "organization",
    "outer",
    "over",
    "overlaps",
    "partition",
    "pivot",
    "pivot_longer",
    "pivot_wider",
    "placing",
    "position",
    "preceding",
    "prepare",
    "prewhere",
    "primary",
    "proto",
    "qualify",
    "quarter",
    "range",
    "recursive",
    "references",
    "regexp",
    "respect",
    "returning",
    "revoke",
    "right",
    "rlike",
    "rollup",
    "row",
    "rows",
    "sample",
    "schema",
    "second",
    "select",
    "semi",
    "session_user",
    "set",
    "settings",
    "show",
    "similar",
    "skip",
    "some",
    "start",
    "struct",
    "summarize",
    "symmetric",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "top",
    "trailing",
    "treat",
    "trigger",
    "trim",
    "true",
    "try_cast",
    "type",
    "uescape",
    "unbounded",
    "union",
    "unique",
    "unnest",
    "unpivot",
    "update",
    "user",
    "using",
    "value",
    "values",
    "variadic",
    "verbose",
    "view",
    "week",
    "when",
    "whenever",
    "where",
    "window",
    "with",
    "within",
    "year",
];

#[cfg(test)]
mod tests {
    use super::RESERVED;

    #[test]
    fn reserved_words_are_sorted_for_the_search() {
        for words in [RESERVED, super::super::redshift::RESERVED, super::super::snowflake::RESERVED] {
            assert!(words.is_sorted());
        }
    }
}
