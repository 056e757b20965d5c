//! Names of tables on a target: as many parts as it maps them to, quoted where its dialect needs it, and found by the engines.

use super::{Clock, assert_parses, relations};
use crate::cli::{Project, command, contents, ended};
use crate::support;
use northstar::project::dialect::Dialect;
use northstar::warehouse::Connection;
use std::collections::BTreeSet;

/// Four sources, each with leading parts of its own.
const SOURCES: &str = r#"
source orders {
  table: analytics.orders
  order_id     integer key
  ordered_at   date    time
  amount       integer
  customer_id  integer references customers as customer
}
source customers {
  table: crm.customers
  customer_id  integer key
  country      text
}
source items {
  table: raw."Order Items"
  item_id      integer key
  shipped_at   date    time
}
source refunds {
  table: refunds.refunds
  refund_id    integer key
  refunded_at  date    time
}
metric paid     { value: sum(amount) from orders  dimensions: customer.country }
metric shipped  { value: count(*) from items }
metric refunded { value: count(*) from refunds }
"#;

/// A project with one target.
pub fn project(target: &str) -> Project {
    let settings = "[project]\nname = \"names\"\n[lint]\nno-north-star = \"allow\"\n";
    Project::of(&[("northstar.toml", &format!("{settings}{target}")), ("metrics.nsm", SOURCES)])
}

/// `[target.t]` of a dialect, and what `analytics`, `crm`, `raw` and `refunds` are called there.
pub fn target(dialect: Dialect, url: &str, names: [&str; 4]) -> String {
    let mut text = format!("[target.t]\ndialect = \"{}\"\n", dialect.name());
    if !url.is_empty() {
        text.push_str(&format!("url = {url}\n"));
    }
    text.push_str("[target.t.tables]\n");
    for (key, name) in ["analytics", "crm", "raw", "refunds"].into_iter().zip(names) {
        text.push_str(&format!("{key} = '''{name}'''\n"));
    }
    text
}

/// The question of all four tables, and its rows.
pub const QUESTION: [&str; 8] = ["query", "paid,shipped,refunded", "--grain", "none", "--as-of", "2026-01-31", "--target", "t"];
const ROWS: &str = "paid,shipped,refunded\n42,3,1\n";

/// The rows of the four tables, in an engine's SQL: what is created under each name, and what it holds.
const CONTENT: [&str; 4] = [
    "SELECT 1 AS order_id, CAST('2026-01-05' AS DATE) AS ordered_at, 40 AS amount, 7 AS customer_id \
     UNION ALL SELECT 2, CAST('2026-01-06' AS DATE), 2, 8",
    "SELECT 7 AS customer_id, 'PT' AS country UNION ALL SELECT 8, 'SE'",
    "SELECT 1 AS item_id, CAST('2026-01-05' AS DATE) AS shipped_at UNION ALL SELECT 2, CAST('2026-01-05' AS DATE) \
     UNION ALL SELECT 3, CAST('2026-01-07' AS DATE)",
    "SELECT 1 AS refund_id, CAST('2026-01-08' AS DATE) AS refunded_at",
];

/// Everyday names, and names that only stand in quotes: with a capital and a dash, a blank and a word that is reserved, quotes.
const NAMES: [&str; 4] = ["prod.analytics", "Prod-Lake.analytics", "my lake.order", "say \"hi\".it's"];

/// What each dialect writes for them, by hand.
fn written(dialect: Dialect) -> ([&'static str; 4], [&'static str; 4]) {
    let standard = [
        "prod.analytics.orders",
        r#""Prod-Lake".analytics.customers"#,
        r#""my lake"."order"."Order Items""#,
        r#""say ""hi"""."it's".refunds"#,
    ];
    match dialect {
        Dialect::Duckdb | Dialect::Postgres | Dialect::Redshift | Dialect::Trino => (NAMES, standard),
        // Names are upper case there where nothing quotes them, so a reserved word is written so in its quotes.
        Dialect::Snowflake => {
            let [plain, dash, _, quote] = standard;
            (NAMES, [plain, dash, r#""my lake"."ORDER"."Order Items""#, quote])
        }
        Dialect::Databricks => {
            let quoted = ["`Prod-Lake`.analytics.customers", "`my lake`.`order`.`Order Items`", "`say \"hi\"`.`it's`.refunds"];
            (NAMES, [standard[0], quoted[0], quoted[1], quoted[2]])
        }
        // A project has a dash; no other sign may be in a name, whatever quotes it.
        Dialect::Bigquery => (
            ["my-project.dataset", "Prod-Lake.analytics", "my-project.order", "prod.my data"],
            [
                "`my-project`.dataset.orders",
                "`Prod-Lake`.analytics.customers",
                "`my-project`.`order`.`Order Items`",
                "prod.`my data`.refunds",
            ],
        ),
        // A database and a table: no name has three parts.
        Dialect::Clickhouse => (
            ["prod_analytics", "Prod-Lake", "order", "say \"hi\""],
            ["prod_analytics.orders", r#""Prod-Lake".customers"#, r#""order"."Order Items""#, r#""say ""hi""".refunds"#],
        ),
    }
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn every_dialect_writes_the_names_of_its_target() {
    for dialect in Dialect::ALL {
        let (names, expected) = written(dialect);
        let url = if dialect.is_run() { "\"unused\"" } else { "" };
        let project = project(&target(dialect, url, names));
        let by: &[&str] = &["--by", "customer.country"];
        for (metric, by, tables) in
            [("paid", by, &expected[..2]), ("shipped", &[], &expected[2..3]), ("refunded", &[], &expected[3..])]
        {
            let arguments = ["query", metric, "--sql", "--target", "t", "--as-of", "2026-01-31"];
            let sql = project.run(&[&arguments, by].concat()).expect(0).out;
            assert_parses(dialect, Clock::Banned, &sql);
            assert_eq!(relations(dialect, &sql), set(tables), "{}: {sql}", dialect.name());
            for table in tables {
                assert!(sql.contains(&format!(" {table}")), "{}: {table}\n{sql}", dialect.name());
            }
        }
        project.run(&["build", "--target", "t"]).expect(0);
        let mut read = BTreeSet::new();
        for (name, bytes) in contents(&project.path().join("build/sql/t")) {
            let sql = String::from_utf8(bytes).unwrap();
            if name.extension().is_some_and(|ending| ending == "sql") {
                assert_parses(dialect, Clock::Allowed, &sql);
                read.extend(relations(dialect, &sql).into_iter().filter(|relation| !relation.starts_with("northstar.")));
            }
        }
        assert_eq!(read, set(&expected), "{}", dialect.name());
    }
}

#[test]
fn the_longest_leading_parts_that_are_listed_are_replaced() {
    let names = ["prod", "crm", "lake", "refunds"];
    let more = "\"raw.Order Items\" = \"x.y.items\"\n\"refunds.refunds\" = \"paid_back\"\n";
    let project = project(&(target(Dialect::Trino, "", names) + more));
    let read = |metric: &str| relations(Dialect::Trino, &project.run(&["query", metric, "--sql", "--target", "t"]).expect(0).out);
    assert_eq!(read("paid"), set(&["prod.orders"]));
    assert_eq!(read("shipped"), set(&["x.y.items"]));
    assert_eq!(read("refunded"), set(&["paid_back"]));
}

#[test]
fn snowflake_names_keep_the_letters_of_parts_with_a_capital() {
    // `"PROD"` is what `prod` means there; `"Analytics"` is neither.
    let names = ["PROD.Analytics", "prod_2.crm", "_lake.select", "9lives.refunds"];
    let project = project(&target(Dialect::Snowflake, "", names));
    let sql = project.run(&[&QUESTION[..], &["--sql"]].concat()).expect(0).out;
    let expected = ["\"PROD\".\"Analytics\".orders", "_lake.\"SELECT\".\"Order Items\"", "\"9lives\".refunds.refunds"];
    assert_eq!(relations(Dialect::Snowflake, &sql), set(&expected));
}

#[test]
fn names_with_more_parts_than_a_dialect_has_are_refused() {
    let most = |dialect| match dialect {
        Dialect::Clickhouse => 2,
        Dialect::Bigquery => 4,
        _ => 3,
    };
    for dialect in Dialect::ALL {
        let leading = ["a", "a.b", "a.b.c", "a.b.c.d"];
        for (parts, name) in (2..).zip(leading) {
            let url = if dialect.is_run() { "\"unused\"" } else { "" };
            let project = project(&target(dialect, url, [name, "crm", "raw", "refunds"]));
            let code = if parts > most(dialect) { 2 } else { 0 };
            let asked = project.run(&["query", "paid", "--sql", "--target", "t"]).expect(code);
            let built = project.run(&["build", "--target", "t"]).expect(code);
            if code == 2 {
                let said = format!("`{name}.orders`: no name in {} has more than {} parts", dialect.name(), most(dialect));
                for ended in [asked, built] {
                    ended.says(&["NS701", &said, "`[target.NAME.tables]`"]);
                }
                assert!(!project.path().join("build").exists());
            }
        }
    }
    let project = project("[output]\nschema = \"lake.northstar\"\n");
    project.run(&["build", "--dialect", "trino"]).expect(0);
    project.run(&["build", "--dialect", "clickhouse"]).expect(2).says(&["NS701", "`lake.northstar.build`", "`[output] schema`"]);
}

/// Makes the four tables under names as an engine reads them.
fn fill(connection: &mut Connection, names: &[&str; 4]) {
    for (name, content) in names.iter().zip(CONTENT) {
        let schema = name.rsplit_once('.').unwrap().0;
        connection.execute(&format!("CREATE SCHEMA IF NOT EXISTS {schema}")).unwrap();
        connection.execute(&format!("CREATE TABLE {name} AS {content}")).unwrap();
    }
}

#[test]
fn duckdb_finds_tables_in_the_catalogs_that_are_attached() {
    let Some(mut connection) = support::duckdb() else { return };
    for catalog in ["prod", "\"Prod-Lake\"", "\"my lake\"", "\"say \"\"hi\"\"\""] {
        connection.execute(&format!("ATTACH ':memory:' AS {catalog}")).unwrap();
    }
    let (names, tables) = written(Dialect::Duckdb);
    fill(&mut connection, &tables);
    let project = project(&target(Dialect::Duckdb, "\"unused\"", names));
    let sql = project.run(&[&QUESTION[..], &["--sql"]].concat()).expect(0).out;
    let table = connection.query(&sql).unwrap();
    assert_eq!(support::rows::of_table(&table), [["42", "3", "1"].map(|cell| Some(cell.to_owned()))]);
}

#[test]
fn duckdb_runs_a_target_whose_names_have_its_own_catalog() {
    let Some(mut connection) = support::duckdb() else { return };
    // A database file is a catalog of the file's name.
    let names = ["shop.analytics", "shop.Cr-M", "shop.order", "shop.it's"];
    let tables = ["shop.analytics.orders", r#"shop."Cr-M".customers"#, r#"shop."order"."Order Items""#, r#"shop."it's".refunds"#];
    let project = project(&target(Dialect::Duckdb, "\"shop.duckdb\"", names));
    connection.execute(&format!("ATTACH '{}' AS shop", project.path().join("shop.duckdb").display())).unwrap();
    fill(&mut connection, &tables);
    connection.execute("DETACH shop").unwrap();
    assert_eq!(project.run(&[&QUESTION[..], &["--format", "csv"]].concat()).expect(0).out, ROWS);
    project.run(&["build", "--target", "t"]).expect(0);
    let applied = project.run(&["apply", "--target", "t", "--as-of", "2026-01-31"]).expect(0);
    assert!(!applied.err.contains("warning"), "{applied:#?}");
}

#[test]
fn postgres_reads_names_of_three_parts_in_its_own_database_alone() {
    let Some(address) = support::postgres_url() else { return };
    let mut connection = support::open_postgres(&address);
    let database = match connection.query("SELECT current_database()::text AS name").unwrap().rows.remove(0).remove(0) {
        northstar::warehouse::Value::Text(name) => name,
        other => panic!("{other:?}"),
    };
    let tables = ["analytics.orders", r#""Cr-M".customers"#, r#""order"."Order Items""#, r#""it's".refunds"#];
    fill(&mut connection, &tables);
    let ask = |database: &str| {
        let names = ["analytics", "Cr-M", "order", "it's"].map(|schema| format!("{database}.{schema}"));
        let project = project(&target(Dialect::Postgres, "{ env = \"WAREHOUSE_URL\" }", names.each_ref().map(String::as_str)));
        ended(command(project.path(), &[&QUESTION[..], &["--format", "csv"]].concat()).env("WAREHOUSE_URL", &address))
    };
    assert_eq!(ask(&database).expect(0).out, ROWS);
    ask("elsewhere").expect(2).says(&["cross-database references"]);
}

#[test]
fn what_is_written_for_snowflake_does_not_depend_on_the_current_schema() {
    let project = Project::scaffold();
    let built = project.run(&["build", "--dialect", "snowflake"]).expect(0);
    assert!(!built.err.contains("note"), "{built:#?}");
    let mut statements = 0;
    for (name, bytes) in contents(&project.path().join("build/sql/snowflake")) {
        let sql = String::from_utf8(bytes).unwrap();
        if name.extension().is_none_or(|ending| ending != "sql") {
            continue;
        }
        // Every table and view has its schema, and so has whatever is made or commented on.
        let alone: Vec<String> = relations(Dialect::Snowflake, &sql).into_iter().filter(|name| !name.contains('.')).collect();
        assert!(alone.is_empty(), "{}: {alone:?}", name.display());
        let starts =
            sql.lines().filter(|line| ["CREATE ", "COMMENT ", "ALTER ", "DROP "].iter().any(|word| line.starts_with(word)));
        for line in starts {
            let named = line.contains(" northstar.") || line == "CREATE SCHEMA IF NOT EXISTS northstar;";
            assert!(named, "{line}");
            statements += 1;
        }
    }
    assert!(statements > 10, "{statements}");
}

#[test]
fn tables_that_snowflake_would_look_for_elsewhere_are_named() {
    let alone = |name: &str| SOURCES.replace("analytics.orders", name);
    let project = Project::of(&[
        (
            "northstar.toml",
            "[project]\nname = \"names\"\n[lint]\nno-north-star = \"allow\"\n[target.mapped]\ndialect = \"snowflake\"\n[target.mapped.tables]\norders = \"shop.orders\"\n",
        ),
        ("metrics.nsm", &alone("orders")),
    ]);
    let said = "note: a table without a schema is looked for in `northstar` on snowflake (`orders`): ";
    assert!(project.run(&["build", "--dialect", "snowflake"]).expect(0).err.contains(said));
    assert!(project.run(&["build", "--dialect", "all"]).expect(0).err.contains(said));
    // Elsewhere the current schema stays what it was, and where it is mapped there is a schema.
    assert!(!project.run(&["build", "--dialect", "postgres"]).expect(0).err.contains("note"));
    assert!(!project.run(&["build", "--target", "mapped"]).expect(0).err.contains("note"));
}
