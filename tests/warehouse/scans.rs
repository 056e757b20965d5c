//! How often statements read a fact: DuckDB's own plans of what `build` and `query` write, counted.

use crate::support;
use northstar::diagnostic::Diagnostics;
use northstar::model::Project;
use northstar::model::resolve::{Settings as ModelSettings, resolve};
use northstar::plan::{build, query};
use northstar::project::calendar::{Calendar, Grain};
use northstar::project::config::Materialize;
use northstar::project::dialect::Dialect;
use northstar::source::SourceMap;
use northstar::sql::build::{Settings, objects};
use northstar::sql::{self, print};
use northstar::warehouse::Connection;
use std::fmt::Write;

/// Facts with two time axes, and what they link to.
const SOURCES: &str = "
source hosts { table: hosts  id integer key  name text }
source visits { table: visits  id integer key  day date time  left_on date  host_id integer references hosts as host
  pages integer  kind text  place text }
source orders { table: orders  id integer key  day date time  host_id integer references hosts as host  price integer
  kind text }
";

const TABLES: [&str; 3] = [
    "CREATE TABLE hosts (id BIGINT, name VARCHAR)",
    "CREATE TABLE visits (id BIGINT, day DATE, left_on DATE, host_id BIGINT, pages BIGINT, kind VARCHAR, place VARCHAR)",
    "CREATE TABLE orders (id BIGINT, day DATE, host_id BIGINT, price BIGINT, kind VARCHAR)",
];

const ROWS: [&str; 3] = [
    "INSERT INTO hosts VALUES (1, 'north'), (2, 'south')",
    "INSERT INTO visits SELECT i, DATE '2026-01-01' + i::integer, DATE '2026-01-02' + i::integer, 1 + i % 2, i % 9, 'a', 'b' FROM range(60) AS n (i)",
    "INSERT INTO orders SELECT i, DATE '2026-01-01' + i::integer, 1 + i % 2, i, 'a' FROM range(60) AS n (i)",
];

/// Twenty additive metrics of three dimensions: of visits on two time axes, of orders on one, at three grains.
fn metrics() -> String {
    let mut text = SOURCES.to_owned();
    let dimensions = "dimensions: host.name as host, kind";
    for number in 0..8 {
        let grain = ["day", "week", "month"][number % 3];
        let more = format!("{dimensions}, place  grain: {grain}");
        let _ = writeln!(text, "metric visits_{number} {{ value: count(*) from visits where pages > {number}  {more} }}");
        let left = if number < 4 { "time: left_on" } else { "" };
        let _ =
            writeln!(text, "metric pages_{number} {{ value: sum(pages) from visits where pages > {number}  {left}  {more} }}");
    }
    for function in ["sum(price)", "max(price)", "min(price)", "count(*)"] {
        let name = function.replace(['(', ')', '*'], "_");
        let _ = writeln!(text, "metric orders_{name} {{ value: {function} from orders  {dimensions} }}");
    }
    text
}

fn project() -> Project {
    let text = metrics();
    let mut texts = SourceMap::default();
    let id = texts.add("metrics.nsm", &text);
    let mut diagnostics = Diagnostics::default();
    let file = northstar::syntax::parse(id, &text, &mut diagnostics);
    let settings = ModelSettings { name: "scans", dialect: None, calendar: &Calendar::default() };
    let project = resolve(&settings, &texts, &[file], &mut diagnostics);
    let errors: Vec<_> = diagnostics.iter().map(|found| found.message.clone()).collect();
    assert_eq!(diagnostics.errors(), 0, "{errors:?}");
    project
}

fn warehouse() -> Option<Connection> {
    let mut connection = support::duckdb()?;
    for table in TABLES {
        connection.execute(table).unwrap();
    }
    // Rows, or the optimizer would see that a table is empty and not read it.
    for row in ROWS {
        connection.execute(row).unwrap();
    }
    connection.execute("CREATE SCHEMA northstar").unwrap();
    Some(connection)
}

/// How often DuckDB's plan of a query reads a table.
fn scans_of(connection: &mut Connection, sql: &str, table: &str) -> usize {
    let plan = connection.query(&format!("EXPLAIN (FORMAT json) {sql}")).unwrap_or_else(|error| panic!("{error}\n{sql}"));
    let plan = plan.rows.iter().flatten().map(ToString::to_string).collect::<String>();
    assert!(plan.contains("\"name\""), "{plan}");
    plan.matches(&format!("\"memory.main.{table}\"")).count()
}

/// What a statement that makes a table or fills it reads.
fn question(statement: &str) -> Option<&str> {
    let query = statement.find("\nSELECT").or_else(|| statement.find("\nWITH"))?;
    Some(statement[..query].find("\nWITH").map_or(&statement[query..], |with| &statement[with..]))
}

#[test]
fn a_build_reads_each_fact_once_for_each_of_its_time_axes() {
    let Some(mut connection) = warehouse() else { return };
    let plan = build::plan(&project(), &mut Diagnostics::default()).unwrap();
    let settings = Settings { schema: "northstar".to_owned(), materialize: Materialize::Table, max_segments: 1_000 };
    let printer = sql::dialect::of(Dialect::Duckdb);
    let mut read = Vec::new();
    for object in objects(&plan, &[], &[], &settings, printer).unwrap() {
        for statement in &object.statements {
            let text = print::statement(statement, printer);
            if let Some(question) = question(&text) {
                for fact in ["visits", "orders"] {
                    let scans = scans_of(&mut connection, question, fact);
                    read.extend((scans > 0).then(|| (object.name.clone(), fact, scans)));
                }
            }
            connection.execute(&text).unwrap();
        }
    }
    let expected = [("cells_orders", "orders"), ("cells_visits", "visits"), ("cells_visits_left_on", "visits")];
    let expected = expected.map(|(object, fact)| (object.to_owned(), fact, 1));
    read.sort();
    assert_eq!(read, expected);
}

#[test]
fn a_query_reads_each_fact_once_for_each_of_its_time_axes() {
    let Some(mut connection) = warehouse() else { return };
    let project = project();
    for by in [vec![], vec!["host.name".to_owned()]] {
        let request = query::QueryRequest {
            metrics: project.metrics.ids().collect(),
            by,
            grain: Some(query::AskedGrain::Periods(Grain::Week)),
            as_of: Some(jiff::civil::date(2026, 3, 1)),
            ..query::QueryRequest::default()
        };
        let mut found = Diagnostics::default();
        let plan = query::plan(&project, &request, &mut found);
        let plan = plan.unwrap_or_else(|| panic!("{:?}", found.iter().map(|found| &found.message).collect::<Vec<_>>()));
        assert_eq!(plan.outputs.len(), 20);
        let sql = sql::query(&plan, Dialect::Duckdb).unwrap();
        assert_eq!(scans_of(&mut connection, &sql, "visits"), 2, "{sql}");
        assert_eq!(scans_of(&mut connection, &sql, "orders"), 1, "{sql}");
    }
}
