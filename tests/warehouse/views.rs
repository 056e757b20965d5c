//! Published views give the numbers that `query` gives, where metrics of one source differ only in what they share least.

use crate::support;
use northstar::diagnostic::Diagnostics;
use northstar::model::Project;
use northstar::model::resolve::{Settings as ModelSettings, resolve};
use northstar::plan::{build, checks};
use northstar::project::calendar::Calendar;
use northstar::project::config::Materialize;
use northstar::project::dialect::Dialect;
use northstar::source::SourceMap;
use northstar::sql::build::{Settings, objects};
use northstar::sql::{self, print};
use northstar::warehouse::Connection;

const METRICS: &str = r#"
source places {
  query: """ SELECT 1 AS id, 'north' AS name UNION ALL SELECT 2, 'south' UNION ALL SELECT 2, 'zenith' """
  id integer key
  name text
}
source hosts {
  query: """ SELECT 1 AS id, 2 AS place_id """
  id integer key
  place_id integer references places as place
}
source orders {
  query: """
    SELECT 1 AS id, DATE '2026-01-05' AS day, 10 AS x, 'a' AS kind, 1 AS host_id, 1 AS place_id,
      1 AS a, 1 AS a_b, 1 AS c, 1 AS b_c, 7 AS distinct_a, 1 AS odd_x, 2 AS "odd x"
    UNION ALL SELECT 2, DATE '2026-01-06', 100, 'b', 1, 2, 1, 1, 1, 2, 7, 1, 2
    UNION ALL SELECT 3, DATE '2026-01-13', 1000, 'a', 1, 1, 1, 1, 1, 1, NULL, 1, 2
  """
  id integer key
  day date time
  x integer
  kind text
  twin text = kind
  a integer
  a_b integer
  c integer
  b_c integer
  distinct_a integer nullable
  odd_x integer
  odd_y integer column "odd x"
  host_id integer references hosts as host
  place_id integer references places as host_place
  period_start_of text = kind
  rows_seen text = kind
  cell_start text = kind
  key_x text = kind
  one_more integer = native(duckdb: """x + 1""", postgres: """x + 1""")
  two_more integer = native(duckdb: """x + 2""", postgres: """x + 2""")
}
metric pairs { value: count(distinct a_b, c) from orders }
metric other_pairs { value: count(distinct a, b_c) from orders }
metric kinds_of_a { value: count(distinct a) from orders }
metric given { value: count(distinct_a) from orders }
metric odd { value: sum(odd_x) from orders }
metric odder { value: sum(odd_y) from orders }
metric ones { value: sum(one_more) from orders }
metric twos { value: sum(two_more) from orders }
metric a_direct { value: sum(x) from orders where host_place.name = 'north' }
metric b_by_host { value: sum(x) from orders where host.place.name = 'north' }
metric by_place { value: sum(x) from orders where host_place.name is not null }
metric middle_of_a { value: median(x) from orders where kind = 'a' }
metric middle_of_b { value: median(x) from orders where kind = 'b' }
metric middle_by_twins { value: median(x) from orders dimensions: kind, twin }
metric orders_by_two_names { value: count(*) from orders dimensions: kind, kind as sort, one_more, kind as third }
metric busy_days { value: count(distinct day having count(*) >= 1) from orders }
metric peak { value: count(*) from orders snapshot: max }
metric by_namesakes { value: count(distinct x) from orders dimensions: period_start_of as begun, rows_seen, cell_start, key_x }
metric middles { value: coalesce(middle_of_a, 0) + coalesce(middle_of_b, 0) }
"#;

#[test]
fn views_on_duckdb_keep_similar_metrics_apart() {
    let Some(connection) = support::duckdb() else { return };
    similar_metrics(connection, Dialect::Duckdb);
}

#[test]
fn views_on_postgres_keep_similar_metrics_apart() {
    let Some(connection) = support::postgres() else { return };
    similar_metrics(connection, Dialect::Postgres);
}

fn similar_metrics(mut connection: Connection, dialect: Dialect) {
    apply(&project(), &mut connection, dialect);
    let mut values = |view: &str| {
        let sql = format!("SELECT CAST(CAST(\"value\" AS INTEGER) AS VARCHAR) AS v FROM {view} ORDER BY period_start");
        let found = connection.query(&sql).unwrap();
        found.rows.iter().map(|row| row[0].to_string()).collect::<Vec<_>>()
    };
    // Names that look alike stand for different columns.
    assert_eq!(values("northstar.pairs"), ["1", "1"]);
    assert_eq!(values("northstar.other_pairs"), ["2", "1"]);
    assert_eq!(values("northstar.kinds_of_a"), ["1", "1"]);
    assert_eq!(values("northstar.given"), ["2", "0"]);
    assert_eq!(values("northstar.odd"), ["2", "1"]);
    assert_eq!(values("northstar.odder"), ["4", "2"]);
    // Native columns are told apart by what they say.
    assert_eq!(values("northstar.ones"), ["112", "1001"]);
    assert_eq!(values("northstar.twos"), ["114", "1002"]);
    // `host.place` and the link `host_place` are two tables.
    assert_eq!(values("northstar.a_direct"), ["10", "1000"]);
    assert_eq!(values("northstar.b_by_host"), ["0", "0"]);
    // Two rows with the key 2 stand behind one order once: the first of them.
    assert_eq!(values("northstar.by_place"), ["110", "1000"]);
    // A dimension that is computed as another one keeps its segments.
    let twins = "(SELECT * FROM northstar.middle_by_twins WHERE dimension = 'twin' AND segment = 'a') AS twins";
    assert_eq!(values(twins), ["10", "1000"]);
    // One path under three names is three dimensions.
    for (dimension, rows) in [("all", ["2", "1"]), ("kind", ["1", "1"]), ("sort", ["1", "1"]), ("third", ["1", "1"])] {
        let named = format!(
            "(SELECT * FROM northstar.orders_by_two_names WHERE dimension = '{dimension}' AND segment IN ('all', 'a')) AS named"
        );
        assert_eq!(values(&named), rows, "{dimension}");
    }
    // Both are "per day": of days that qualify, and of all days.
    assert_eq!(values("northstar.busy_days"), ["2", "1"]);
    assert_eq!(values("northstar.peak"), ["1", "1"]);
    for dimension in ["begun", "rows_seen", "cell_start", "key_x"] {
        let named = format!(
            "(SELECT * FROM northstar.by_namesakes WHERE dimension = '{dimension}' AND segment IN ('all', 'a')) AS named"
        );
        assert_eq!(values(&named), ["1", "1"], "{dimension}");
    }
    // The second week has rows for one median only.
    assert_eq!(values("northstar.middles"), ["110", "1000"]);
}

fn project() -> Project {
    let mut texts = SourceMap::default();
    let id = texts.add("metrics.nsm", METRICS);
    let mut diagnostics = Diagnostics::default();
    let file = northstar::syntax::parse(id, METRICS, &mut diagnostics);
    let settings = ModelSettings { name: "views", dialect: None, calendar: &Calendar::default() };
    let project = resolve(&settings, &texts, &[file], &mut diagnostics);
    let errors: Vec<_> = diagnostics.iter().map(|found| found.message.clone()).collect();
    assert_eq!(diagnostics.errors(), 0, "{errors:?}");
    project
}

fn apply(project: &Project, connection: &mut Connection, dialect: Dialect) {
    let plan = build::plan(project, &mut Diagnostics::default()).unwrap();
    let settings = Settings { schema: "northstar".to_owned(), materialize: Materialize::Table, max_segments: 1_000 };
    let printer = sql::dialect::of(dialect);
    connection.execute("CREATE SCHEMA northstar").unwrap();
    for object in objects(&plan, &[], &checks::checks(project), &settings, printer).unwrap() {
        for statement in &object.statements {
            connection.execute(&print::statement(statement, printer)).unwrap();
        }
        if object.name == "build" {
            connection.execute(&sql::set_as_of("northstar", jiff::civil::date(2026, 1, 18), dialect)).unwrap();
        }
    }
}
