//! What a dialect has to answer for: facts about it, its words for types and literals, and every function of the catalogue.

use super::tree::Expr;
use crate::model::expr::{Function, TimeField};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::project::calendar::{Calendar, Grain};
use crate::project::dialect::Dialect;

/// Facts about a dialect. A full struct literal in each dialect's file: a new fact does not compile until all have it.
#[derive(Debug, Clone, Copy)]
pub struct Caps {
    /// `WITH x AS MATERIALIZED (…)`
    pub materialized_ctes: bool,
}

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

    /// A function of the catalogue over arguments of these types. Dates and timestamps are handled by the caller's
    /// [`SqlDialect::truncate`], [`SqlDialect::difference`] and [`SqlDialect::add`].
    fn call(&self, function: Function, args: Vec<Expr>, types: &[Type], result: &Type) -> Expr;

    /// The start of the period that holds a date or a wall clock: a date, or a timestamp at hour grain.
    fn truncate(&self, grain: Grain, value: Expr, calendar: &Calendar) -> Expr;

    /// How many boundaries of the grain lie between two dates or wall clocks of one type.
    fn difference(&self, grain: Grain, from: Expr, to: Expr, calendar: &Calendar) -> Expr;

    /// So many units later, in the type of `value`.
    fn add(&self, grain: Grain, count: Expr, value: Expr, ty: &Type) -> Expr;

    /// A part of a date or a wall clock, as an integer.
    fn extract(&self, field: TimeField, value: Expr) -> Expr;

    /// The wall clock of a zone for an instant stored in UTC.
    fn to_local(&self, instant: Expr, zone: &str) -> Expr;

    /// The instant in UTC for a wall clock of a zone.
    fn to_utc(&self, local: Expr, zone: &str) -> Expr;

    /// The current date in a zone.
    fn current_date(&self, zone: &str) -> Expr;

    /// The first moments of all periods from `first` to `last`, as a select item that makes a row each; dates, or timestamps at
    /// hour grain. No rows where a bound is null.
    fn series(&self, grain: Grain, first: Expr, last: Expr) -> Expr;

    /// An aggregate of one value; `None` where the dialect has no exact form.
    fn aggregate(&self, function: AggregateFunction, value: Expr) -> Option<Expr>;

    /// How many different values there are; rows with a null among them do not count. The condition says which rows count.
    fn count_distinct(&self, values: Vec<Expr>, condition: Option<Expr>) -> Expr;
}

/// The dialect's printer, or `None` where SQL is not written for it yet.
pub fn dialect(dialect: Dialect) -> Option<&'static dyn SqlDialect> {
    match dialect {
        Dialect::Duckdb => Some(&super::duckdb::Duckdb),
        Dialect::Postgres => Some(&super::postgres::Postgres),
        Dialect::Snowflake
        | Dialect::Bigquery
        | Dialect::Databricks
        | Dialect::Redshift
        | Dialect::Clickhouse
        | Dialect::Trino => None,
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
    "key",
    "lambda",
    "language",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "lookup",
    "map",
    "merge",
    "minus",
    "minute",
    "month",
    "natural",
    "new",
    "no",
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
        assert!(RESERVED.is_sorted());
    }
}
