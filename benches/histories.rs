//! How long a warehouse takes over real histories, ten times over: `apply` against one hand-written query for each metric and slicing,
//! and `query` with windows against the number of rows. `cargo bench --bench histories [-- apply | windows | postgres]`, with the
//! data of the tests beside the checkout. Figures are to be compared with others of the same run. On DuckDB; `postgres` is `apply` on
//! PostgreSQL, where `NORTHSTAR_BENCH_POSTGRES` has the address of an empty database (`tests/support/postgres.sh PORT` starts a server).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, missing_docs)]

mod oss;

use northstar::diagnostic::Diagnostics;
use northstar::model::Project;
use northstar::plan::query::{AskedGrain, QueryRequest};
use northstar::plan::{build, checks, query};
use northstar::project::calendar::Grain;
use northstar::project::config::Materialize;
use northstar::project::dialect::Dialect;
use northstar::source::SourceMap;
use northstar::sql::build::{Settings, objects};
use northstar::sql::print;
use northstar::warehouse::Connection;
use oss::{ADDITIVE, AS_OF, DISTINCT, Metric, SIZE, WINDOWS};
use std::fs;
use std::time::Instant;

/// How often each side runs on DuckDB, in turn.
const ROUNDS: usize = 3;

fn checked(timezone: &str, metrics: &[Metric]) -> Project {
    let folder = tempfile::tempdir().unwrap();
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let [(config_name, config), (name, text)] = oss::project(timezone, metrics);
    fs::write(folder.path().join(config_name), config).unwrap();
    let config = northstar::project::load(folder.path(), &mut sources, &mut diagnostics).unwrap();
    let file = sources.add(name, text);
    let project = northstar::check(&config, &sources, &[file], AS_OF, &mut diagnostics);
    let found: Vec<&str> = diagnostics.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(diagnostics.errors(), 0, "{found:?}");
    project
}

/// What `northstar apply` does: checks, plans, writes every statement and runs it, in one transaction.
fn apply(connection: &mut Connection, timezone: &str, metrics: &[Metric]) {
    let project = checked(timezone, metrics);
    let plan = build::plan(&project, &mut Diagnostics::default()).unwrap();
    let settings = Settings { schema: "northstar".to_owned(), materialize: Materialize::Table, max_segments: 1_000 };
    let dialect = connection.dialect();
    let printer = northstar::sql::dialect::of(dialect);
    let objects = objects(&plan, &[], &checks::checks(&project), &settings, printer).unwrap();
    connection.begin().unwrap();
    connection.execute("DROP SCHEMA IF EXISTS northstar CASCADE").unwrap();
    connection.execute("CREATE SCHEMA northstar").unwrap();
    for object in &objects {
        for statement in &object.statements {
            connection.execute(&print::statement(statement, printer)).unwrap();
        }
        if object.name == "build" {
            connection.execute(&northstar::sql::set_as_of("northstar", AS_OF, dialect)).unwrap();
        }
    }
    connection.commit().unwrap();
}

/// A query for each metric and slicing, as one writes it by hand: only the weeks and segments that have rows, or every week of
/// every segment, into a table.
fn by_hand(timezone: &str, metrics: &[Metric], filled: bool) -> Vec<String> {
    let local = match timezone {
        "UTC" => "authored_at".to_owned(),
        _ => format!("(authored_at AT TIME ZONE 'UTC') AT TIME ZONE '{timezone}'"),
    };
    let mut queries = Vec::new();
    for (name, value, condition, _) in metrics {
        for segment in ["'all'", "owner", "kind", SIZE] {
            let joined = if segment == "owner" { "LEFT JOIN oss.repos USING (repo_id)" } else { "" };
            let condition = if condition.is_empty() { "" } else { &format!("WHERE {condition}") };
            let from = format!("FROM oss.commits {joined} {condition}");
            let found = format!(
                "SELECT date_trunc('week', {local}) AS week, {segment} AS segment, {value} AS value {from} GROUP BY 1, 2"
            );
            queries.push(if !filled {
                found
            } else {
                format!(
                    "INSERT INTO by_hand
                     SELECT '{name}', weeks.week, segments.segment, coalesce(found.value, 0)
                     FROM (
                       SELECT unnest(generate_series(first, TIMESTAMP '{AS_OF}', INTERVAL 7 DAY)) AS week
                       FROM (SELECT date_trunc('week', min({local})) AS first FROM oss.commits)
                     ) AS weeks
                     CROSS JOIN (SELECT DISTINCT {segment} AS segment {from}) AS segments
                     LEFT JOIN ({found}) AS found
                       ON found.week = weeks.week AND found.segment IS NOT DISTINCT FROM segments.segment"
                )
            });
        }
    }
    queries
}

/// The queries one after the other.
fn ask(connection: &mut Connection, queries: &[String], filled: bool) {
    if !filled {
        return queries.iter().for_each(|sql| drop(connection.query(sql).unwrap()));
    }
    connection.begin().unwrap();
    connection
        .execute("CREATE OR REPLACE TABLE by_hand (metric VARCHAR, week TIMESTAMP, segment VARCHAR, value DOUBLE)")
        .unwrap();
    queries.iter().for_each(|sql| connection.execute(sql).unwrap());
    connection.commit().unwrap();
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() / 2).copied().unwrap_or(f64::NAN)
}

fn timed(run: impl FnOnce()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64()
}

/// `apply` against the queries; the filled ones are of DuckDB alone, for PostgreSQL has no fast join that takes nulls for equal.
fn applied(connection: &mut Connection, rounds: usize) {
    let distinct: Vec<Metric> = ADDITIVE.into_iter().take(16).chain(DISTINCT).collect();
    let dialect = connection.dialect();
    println!(
        "{}: twenty metrics of three dimensions | apply | eighty queries | ratio | filled and stored | ratio",
        dialect.name()
    );
    for timezone in ["America/Los_Angeles", "UTC"] {
        for (name, metrics) in [("additive", &ADDITIVE[..]), ("a fifth distinct", &distinct)] {
            let bare = by_hand(timezone, metrics, false);
            let filled = if dialect == Dialect::Duckdb { by_hand(timezone, metrics, true) } else { Vec::new() };
            let mut seconds = [Vec::new(), Vec::new(), Vec::new()];
            for _ in 0..rounds {
                seconds[0].push(timed(|| apply(connection, timezone, metrics)));
                seconds[1].push(timed(|| ask(connection, &bare, false)));
                if !filled.is_empty() {
                    seconds[2].push(timed(|| ask(connection, &filled, true)));
                }
            }
            let [ours, bare, filled] = seconds.map(median);
            let (bare_ratio, filled_ratio) = (bare / ours, filled / ours);
            println!("{name}, {timezone} | {ours:.2} s | {bare:.2} s | {bare_ratio:.1} | {filled:.2} s | {filled_ratio:.1}");
        }
    }
}

fn windows(small: &mut Connection, large: &mut Connection) {
    let project = checked("UTC", &WINDOWS);
    println!("a query of | grain | once | ten times | ratio");
    for (name, ..) in WINDOWS {
        for grain in [Grain::Day, Grain::Week] {
            let metrics = vec![project.metric_named(name).unwrap()];
            let grain_asked = Some(AskedGrain::Periods(grain));
            let request = QueryRequest { metrics, grain: grain_asked, as_of: Some(AS_OF), ..QueryRequest::default() };
            let planned = query::plan(&project, &request, &mut Diagnostics::default()).unwrap();
            let sql = northstar::sql::query(&planned, Dialect::Duckdb).unwrap();
            let (mut once, mut ten_times) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                once.push(timed(|| drop(small.query(&sql).unwrap())));
                ten_times.push(timed(|| drop(large.query(&sql).unwrap())));
            }
            let (once, ten_times) = (median(once), median(ten_times));
            println!("{name} | {} | {once:.3} s | {ten_times:.3} s | {:.1}", grain.name(), ten_times / once);
        }
    }
}

fn main() {
    let Some(data) = oss::data() else {
        eprintln!("the histories are not there: set NORTHSTAR_SHARED_DATA to the folder that has `oss`");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let wanted: Vec<String> = std::env::args().collect();
    let asked = |part: &str| wanted.iter().any(|word| word == part);
    let all = !["apply", "windows", "postgres"].into_iter().any(asked);
    if asked("postgres") {
        let address = std::env::var("NORTHSTAR_BENCH_POSTGRES").expect("NORTHSTAR_BENCH_POSTGRES has the address of a database");
        applied(&mut oss::postgres(&address, &data, 10), 1);
    }
    if !all && !asked("apply") && !asked("windows") {
        return;
    }
    let mut large = oss::warehouse(folder.path(), &data, 10);
    if all || asked("apply") {
        applied(&mut large, ROUNDS);
    }
    if all || asked("windows") {
        windows(&mut oss::warehouse(folder.path(), &data, 1), &mut large);
    }
}
