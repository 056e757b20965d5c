//! The data checks find what is planted, on small tables; this needs no data.

use super::load;
use super::warehouse::Warehouse;
use crate::support::rows::{assert_same, of_csv};

/// Rows with one fault each, said beside them.
const ROWS: &[&str] = &[
    "INSERT INTO oss.repos VALUES (1, 'ada', 'one', '2024-01-01 00:00:00'), (2, 'bo', 'two', '2024-01-02 00:00:00')",
    // A key twice, and once more: one key fails. One day before 1990.
    "INSERT INTO oss.contributors VALUES ('a', '2024-01-01 00:00:00'), ('a', '2024-02-01 00:00:00'), ('a', '2024-03-01 00:00:00'), \
     ('b', '1989-12-31 00:00:00')",
    "INSERT INTO oss.commits VALUES \
     ('c1', 1, 'b', '2024-01-01 00:00:00', 0, '2024-01-01 00:00:00', 1, 1, false, false, 'fix'), \
     ('c2', 9, 'b', '2024-01-02 00:00:00', 0, '2024-01-02 00:00:00', 1, 1, false, false, 'fix'), \
     ('c3', 9, 'gone', '2024-01-03 00:00:00', 0, '2024-01-03 00:00:00', 1, 1, false, false, 'fix'), \
     ('c4', NULL, 'b', NULL, 0, '2024-01-03 00:00:00', 1, 1, false, false, 'fix'), \
     (NULL, 2, 'b', '2024-01-05 00:00:00', 0, '2024-01-05 00:00:00', 1, 1, false, false, 'fix')",
    // The day after as-of in Los Angeles; an hour earlier it is still the day.
    "INSERT INTO oss.releases VALUES ('r1', 1, 'v1', '2026-08-23 07:00:00', false), ('r2', 1, 'v2', '2026-08-23 06:00:00', false), \
     ('r3', 1, 'v3', NULL, true)",
];

/// The last commit is years before as-of, the last release is not.
const FAILING: &str = "\
fresh,commits.authored_at,1
key_null,commits,1
key_unique,contributors,1
null_time,commits.authored_at,1
null_time,releases.released_at,1
outlying_time,contributors.first_commit_at,1
outlying_time,releases.released_at,1
reference,commits.contributor,1
reference,commits.repo,2
";

fn plant_and_count(warehouse: &Warehouse) {
    {
        let mut engine = warehouse.open();
        load::create(&mut engine);
        ROWS.iter().for_each(|sql| engine.execute(sql).unwrap());
    }
    warehouse.build_and_apply();
    let failing = warehouse.rows("SELECT \"check\", source_or_metric, failing FROM northstar.checks WHERE failing <> 0");
    assert_same("planted faults", of_csv(FAILING), failing);
    // What has no time is in no week, and what has no project is in the total all the same.
    let weeks =
        "SELECT dimension, segment, sum(value) FROM northstar.changes_landed WHERE dimension IN ('all', 'owner') GROUP BY 1, 2";
    assert_same("changes", of_csv("all,all,4\nowner,ada,1\nowner,bo,1\nowner,,2\n"), warehouse.rows(weeks));
    assert_same(
        "releases",
        of_csv("1\n"),
        warehouse.rows("SELECT sum(value) FROM northstar.releases_published WHERE dimension = 'all'"),
    );
}

#[test]
fn are_counted_on_duckdb() {
    if let Some(warehouse) = Warehouse::duckdb() {
        plant_and_count(&warehouse);
    }
}

#[test]
fn are_counted_on_postgres() {
    if let Some(warehouse) = Warehouse::postgres() {
        plant_and_count(&warehouse);
    }
}
