//! Every statement parses with sqlparser in its dialect, and holds nothing that is banned.

use northstar::project::dialect::Dialect;
use sqlparser::ast::{
    CastKind, Expr, GroupByExpr, JoinOperator, ObjectName, Query, Select, SelectItem, SetExpr, Statement, Visit, Visitor,
};
use sqlparser::dialect::{
    BigQueryDialect, ClickHouseDialect, Dialect as ParserDialect, DuckDbDialect, PostgreSqlDialect, SnowflakeDialect,
};
use sqlparser::parser::Parser;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Whether a statement may ask what day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// It may not: the same statement gives the same rows tomorrow.
    Banned,
    /// It may: a query without `--as-of`, and the table `build`.
    Allowed,
}

/// What sqlparser rejects though the engine runs it: the words, words that mean the same to the bans, and why.
const WRONGLY_REJECTED: &[(Dialect, &str, &str, &str)] = &[
    (
        Dialect::Duckdb,
        " AS MATERIALIZED (",
        " AS (",
        "sqlparser reads MATERIALIZED after a CTE's AS in PostgreSQL's dialect only; DuckDB has it since 0.9",
    ),
    (Dialect::Redshift, "APPROXIMATE COUNT(", "COUNT(", "sqlparser does not know APPROXIMATE before an aggregate"),
];

/// Functions that depend on something else than their arguments and the rows.
const CLOCKS: &[&str] = &[
    "now",
    "current_date",
    "current_timestamp",
    "localtimestamp",
    "transaction_timestamp",
    "today",
    "now64",
    "sysdate",
    "getdate",
    "get_current_timestamp",
];
const ALWAYS_BANNED: &[&str] = &[
    "random",
    "gen_random_uuid",
    "uuid",
    "pg_backend_pid",
    "current_user",
    "session_user",
    "version",
    "any_value",
    "first",
    "last",
    "arbitrary",
];
/// What one dialect's engine does not have, or has with another meaning.
const BANNED_IN: &[(Dialect, &[&str])] = &[
    // PostgreSQL has none of DuckDB's; some exist with another meaning.
    (
        Dialect::Postgres,
        &[
            "median",
            "quantile_cont",
            "strptime",
            "strftime",
            "date_diff",
            "datediff",
            "epoch",
            "list",
            "unnest",
            "try_cast",
            "regexp_matches",
        ],
    ),
    // ClickHouse has these, but with a sample's answer, another middle, bytes for characters, halves to even, or 1970 for earlier days.
    (
        Dialect::Clickhouse,
        &[
            "median",
            "quantile",
            "medianexact",
            "quantileexact",
            "lower",
            "upper",
            "length",
            "substring",
            "todate",
            "todatetime",
            "tostartofweek",
            "date_trunc",
            "stddev_samp",
            "stddevsamp",
            "laginframe",
            "leadinframe",
            "sumif",
            "maxif",
            "current_date",
        ],
    ),
    // Snowflake has the first ones, but answers as the session's parameters say; it has no others.
    (
        Dialect::Snowflake,
        &[
            "week",
            "weekofyear",
            "yearofweek",
            "dayofweek",
            "date_part",
            "to_timestamp",
            "to_char",
            "add_months",
            "unnest",
            "generate_series",
            "quantile_cont",
            "strftime",
            "date_diff",
            "epoch",
            "list",
            "btrim",
            "starts_with",
        ],
    ),
    // Spark has not the first ones, or with another meaning; the others are not exact, or depend on the session.
    (
        Dialect::Databricks,
        &[
            "starts_with",
            "ends_with",
            "strpos",
            "unnest",
            "generate_series",
            "quantile_cont",
            "date_diff",
            "epoch",
            "list",
            "strftime",
            "approx_percentile",
            "percentile_approx",
            "from_utc_timestamp",
            "to_timestamp",
            "unix_timestamp",
            "dateadd",
            "timestampadd",
            "current_date",
        ],
    ),
    // GoogleSQL has not the first ones; the service has some of the others as window functions only, and others count what has passed.
    (
        Dialect::Bigquery,
        &[
            "date_part",
            "datediff",
            "dateadd",
            "generate_series",
            "quantile_cont",
            "median",
            "strftime",
            "epoch",
            "list",
            "btrim",
            "add_months",
            "to_char",
            "to_timestamp",
            "percentile_cont",
            "percentile_disc",
            "approx_quantiles",
            "timestamp_diff",
            "safe_divide",
        ],
    ),
    (Dialect::Duckdb, &["date_part", "to_char", "to_timestamp", "btrim"]),
    // Other dialects' words, which Trino has not, and what depends on the zone of whoever asks or is not exact.
    (
        Dialect::Trino,
        &[
            "median",
            "quantile_cont",
            "percentile_cont",
            "approx_percentile",
            "generate_series",
            "strftime",
            "datediff",
            "dateadd",
            "contains",
            "ends_with",
            "btrim",
            "to_char",
            "now",
            "at_timezone",
            "from_unixtime",
            "localtimestamp",
            "current_date",
        ],
    ),
];

fn parser_of(dialect: Dialect) -> Box<dyn ParserDialect> {
    match dialect {
        Dialect::Postgres => Box::new(PostgreSqlDialect {}),
        Dialect::Trino => Box::new(super::trino::Trino),
        Dialect::Clickhouse => Box::new(ClickHouseDialect {}),
        Dialect::Snowflake => Box::new(SnowflakeDialect),
        Dialect::Redshift => Box::new(super::redshift::Redshift),
        Dialect::Databricks => Box::new(super::databricks::Databricks),
        Dialect::Bigquery => Box::new(BigQueryDialect {}),
        _ => Box::new(DuckDbDialect {}),
    }
}

/// The statements without those that put a comment on an object, which sqlparser reads in few dialects. Each is a line.
fn readable(sql: &str) -> String {
    let marks = [
        "COMMENT ON ",
        " MODIFY COMMENT '",
        " COMMENT COLUMN ",
        " SET OPTIONS (description = ",
        "SET TBLPROPERTIES ('comment' = ",
        " COMMENT '",
    ];
    let is_comment = |line: &str| {
        let starts = line.starts_with("COMMENT ON ") || line.starts_with("ALTER ");
        starts && line.ends_with(';') && marks.iter().any(|mark| line.contains(mark))
    };
    sql.lines().filter(|line| !is_comment(line)).fold(String::new(), |all, line| all + line + "\n")
}

/// Parses one or more statements and looks for what is banned. Fails with all that is wrong.
#[track_caller]
pub fn assert_parses(dialect: Dialect, clock: Clock, sql: &str) {
    let rejected = WRONGLY_REJECTED.iter().filter(|(of, ..)| *of == dialect);
    let accepted = rejected.fold(readable(sql), |sql, (_, words, same, _)| sql.replace(words, same));
    let statements = match Parser::parse_sql(&*parser_of(dialect), &accepted) {
        Ok(statements) => statements,
        Err(error) => panic!("{} rejects it: {error}\n{sql}", dialect.name()),
    };
    assert!(!statements.is_empty(), "no statement in {sql:?}");
    let mut bans = Bans { dialect, clock, found: Vec::new() };
    for statement in &statements {
        let _ = statement.visit(&mut bans);
        if dialect == Dialect::Redshift {
            bans.found.extend(super::redshift::foreign_in(statement));
        }
    }
    assert!(bans.found.is_empty(), "{}: {:#?}\n{sql}", dialect.name(), bans.found);
}

/// The tables and views that statements name, as they are written; those of one part that are common table expressions left out.
pub fn relations(dialect: Dialect, sql: &str) -> BTreeSet<String> {
    let rejected = WRONGLY_REJECTED.iter().filter(|(of, ..)| *of == dialect);
    let accepted = rejected.fold(readable(sql), |sql, (_, words, same, _)| sql.replace(words, same));
    let statements = Parser::parse_sql(&*parser_of(dialect), &accepted).unwrap_or_else(|error| panic!("{error}\n{sql}"));
    let mut named = Named::default();
    let _ = statements.visit(&mut named);
    &named.relations - &named.expressions
}

#[derive(Default)]
struct Named {
    relations: BTreeSet<String>,
    expressions: BTreeSet<String>,
}

impl Visitor for Named {
    type Break = ();

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<()> {
        self.relations.insert(relation.to_string());
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let named = query.with.iter().flat_map(|with| &with.cte_tables);
        self.expressions.extend(named.map(|expression| expression.alias.name.to_string()));
        ControlFlow::Continue(())
    }
}

struct Bans {
    dialect: Dialect,
    clock: Clock,
    found: Vec<String>,
}

/// Whether a condition compares nothing but periods, days and the times derived from them.
fn is_of_time(on: &Expr) -> bool {
    const TIMES: [&str; 6] = ["period_start", "earlier_period", "cell_start", "sub_start", "span_start", "span_end"];
    let text = on.to_string();
    let columns = text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.' && c != '"');
    let mut columns = columns.filter_map(|word| word.rsplit_once('.')).filter(|(table, _)| !table.is_empty()).peekable();
    columns.peek().is_some() && columns.all(|(table, column)| TIMES.contains(&column) || table.ends_with("northstar"))
}

impl Bans {
    fn ban(&mut self, what: &str, piece: impl std::fmt::Display) {
        self.found.push(format!("{what}: {piece}"));
    }

    fn function(&mut self, name: &ObjectName, piece: &Expr) {
        let name = name.to_string().to_lowercase();
        if self.clock == Clock::Banned && CLOCKS.contains(&name.as_str()) {
            self.ban("the clock", piece);
        }
        let here = BANNED_IN.iter().filter(|(dialect, _)| *dialect == self.dialect).flat_map(|(_, names)| names.iter());
        if here.chain(ALWAYS_BANNED).any(|banned| *banned == name) {
            self.ban("a banned function", piece);
        }
    }

    fn joins(&mut self, select: &Select) {
        for join in select.from.iter().flat_map(|from| &from.joins) {
            let kept = match &join.join_operator {
                JoinOperator::Left(on) | JoinOperator::LeftOuter(on) => matches!(on, sqlparser::ast::JoinConstraint::On(_)),
                JoinOperator::CrossJoin(_) => true,
                // Rows meet the calendar by inner joins: on when they are, and on nothing that they hold.
                JoinOperator::Inner(sqlparser::ast::JoinConstraint::On(on)) => is_of_time(on),
                _ => false,
            };
            if !kept {
                self.ban("a join that may drop or repeat facts", join);
            }
        }
        if select.from.len() > 1 {
            self.ban("a join by comma", select);
        }
    }

    fn items(&mut self, select: &Select) {
        let mut names = std::collections::BTreeSet::new();
        for item in &select.projection {
            let name = match item {
                SelectItem::ExprWithAlias { alias, .. } => alias.value.clone(),
                SelectItem::UnnamedExpr(Expr::Identifier(name)) => name.value.clone(),
                SelectItem::UnnamedExpr(Expr::CompoundIdentifier(names)) => names.last().unwrap().value.clone(),
                // Around native SQL, which may read any column of its source.
                SelectItem::QualifiedWildcard(of, _) if of.to_string() == "northstar_base.*" => continue,
                other => {
                    self.ban("a column without a name", other);
                    continue;
                }
            };
            if !names.insert(name.to_lowercase()) {
                self.ban("two columns of one name", item);
            }
        }
    }
}

impl Visitor for Bans {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        if let SetExpr::SetOperation { op, set_quantifier, .. } = &*query.body
            && !(op.to_string() == "UNION" && set_quantifier.to_string() == "ALL")
        {
            self.ban("a set operation that drops rows", query);
        }
        if let Some(limit) = &query.limit_clause
            && query.order_by.is_none()
        {
            self.ban("a limit without an order", limit);
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        self.joins(select);
        self.items(select);
        if self.dialect == Dialect::Postgres && select.qualify.is_some() {
            self.ban("QUALIFY", select);
        }
        if matches!(select.group_by, GroupByExpr::All(_)) {
            self.ban("GROUP BY ALL", select);
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        match expr {
            Expr::Function(function) => self.function(&function.name, expr),
            Expr::Cast { kind, .. } if *kind != CastKind::Cast => self.ban("a cast that is not plain", expr),
            Expr::ILike { .. } | Expr::SimilarTo { .. } | Expr::RLike { .. } => {
                self.ban("a match that depends on the engine", expr)
            }
            Expr::InSubquery { negated: true, .. } => self.ban("NOT IN over rows, which a null empties", expr),
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        if statement.to_string().to_uppercase().contains("CASCADE") {
            self.ban("CASCADE", statement);
        }
        ControlFlow::Continue(())
    }
}

#[test]
fn the_bans_see_what_they_ban() {
    let banned = [
        (Dialect::Duckdb, "SELECT a FROM t FULL JOIN u ON t.a = u.a"),
        (Dialect::Duckdb, "SELECT a FROM t JOIN u ON t.a = u.a"),
        (Dialect::Duckdb, "SELECT a FROM t, u"),
        (Dialect::Duckdb, "SELECT a + 1 FROM t"),
        (Dialect::Duckdb, "SELECT * FROM t"),
        (Dialect::Duckdb, "SELECT a, b AS a FROM t"),
        (Dialect::Duckdb, "SELECT NOW() AS a"),
        (Dialect::Postgres, "SELECT CURRENT_DATE AS a"),
        (Dialect::Duckdb, "WITH x AS (SELECT (SELECT CURRENT_DATE AS b) AS a) SELECT a FROM x"),
        (Dialect::Postgres, "SELECT MEDIAN(a) AS a FROM t"),
        (Dialect::Duckdb, "SELECT a::INT AS a FROM t"),
        (Dialect::Duckdb, "SELECT TRY_CAST(a AS INT) AS a FROM t"),
        (Dialect::Duckdb, "SELECT a FROM t UNION SELECT a FROM u"),
        (Dialect::Duckdb, "SELECT a FROM t LIMIT 3"),
        (Dialect::Duckdb, "DROP TABLE a CASCADE"),
        (Dialect::Duckdb, "SELECT a FROM t WHERE a NOT IN (SELECT a FROM u)"),
        (Dialect::Postgres, "SELECT a FROM"),
        (Dialect::Postgres, ""),
    ];
    for (dialect, sql) in banned {
        let caught = std::panic::catch_unwind(|| assert_parses(dialect, Clock::Banned, sql));
        assert!(caught.is_err(), "{sql} is not seen");
    }
    assert_parses(Dialect::Postgres, Clock::Allowed, "SELECT NOW() AS a");
    assert_parses(Dialect::Duckdb, Clock::Banned, "SELECT a FROM t LEFT JOIN u ON t.a = u.a CROSS JOIN v ORDER BY 1 LIMIT 3");
}
