//! Applying again: the same state, without what is gone, and without touching what is somebody else's. This needs no data.

use super::load;
use super::warehouse::Warehouse;
use crate::support::rows::Rows;
use std::fs;

const OBJECTS: &str = "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = 'northstar' ORDER BY 1";

/// A warehouse with a few rows, applied once.
fn applied(warehouse: &Warehouse) {
    {
        let mut engine = warehouse.open();
        load::create(&mut engine);
        for sql in [
            "INSERT INTO oss.repos VALUES (1, 'ada', 'one', '2024-01-01 00:00:00')",
            "INSERT INTO oss.contributors VALUES ('a', '2024-01-01 00:00:00')",
            "INSERT INTO oss.commits VALUES ('c1', 1, 'a', '2026-08-03 00:00:00', 0, '2026-08-03 00:00:00', 1, 1, false, false, 'fix')",
            "INSERT INTO oss.releases VALUES ('r1', 1, 'v1', '2026-08-10 00:00:00', false)",
        ] {
            engine.execute(sql).unwrap();
        }
    }
    warehouse.build_and_apply();
}

/// Everything in the project's schema: names, kinds, and the rows that do not depend on the day.
fn state(warehouse: &Warehouse) -> (Rows, Rows, Rows) {
    let values = "SELECT * FROM northstar.metric_values ORDER BY 1, 2, 3, 5, 6";
    let build = "SELECT as_of, tool_version, definition_hash, objects FROM northstar.build";
    (warehouse.rows(OBJECTS), warehouse.rows(values), warehouse.rows(build))
}

fn names(warehouse: &Warehouse) -> Vec<String> {
    warehouse.rows(OBJECTS).into_iter().flat_map(|row| row.into_iter().next().flatten()).collect()
}

fn twice_is_once(warehouse: &Warehouse) {
    applied(warehouse);
    let before = state(warehouse);
    assert!(before.1.len() > 20, "{} values", before.1.len());
    let said = warehouse.apply();
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(before, state(warehouse));
}

/// Takes a metric's block out of the project.
fn remove(warehouse: &Warehouse, metric: &str) {
    let path = warehouse.folder().join("metrics/blocks.nsm");
    let text = fs::read_to_string(&path).unwrap();
    let start = text.find(&format!("metric {metric} {{")).unwrap();
    let end = start + text[start..].find("\n}\n").unwrap() + 3;
    fs::write(&path, format!("{}{}", &text[..start], &text[end..])).unwrap();
}

fn leaves_what_is_not_its_own(warehouse: &Warehouse) {
    applied(warehouse);
    // The user's own, in the same schema: one reads a source, one is a table.
    warehouse.execute("CREATE VIEW northstar.my_commits AS SELECT * FROM oss.commits");
    warehouse.execute("CREATE TABLE northstar.notes (note text)");
    let before = names(warehouse);
    assert!(before.iter().any(|name| name == "largest_change"));

    // Until it is built anew, what stands in the files is not what the project says.
    remove(warehouse, "largest_change");
    let said = warehouse.apply();
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert_eq!(before, names(warehouse));

    warehouse.build_and_apply();
    let expected: Vec<String> = before.into_iter().filter(|name| name != "largest_change").collect();
    assert_eq!(expected, names(warehouse));
    assert_eq!(warehouse.rows("SELECT count(*) FROM northstar.my_commits"), [[Some("1".to_owned())]]);
    let left = warehouse.rows("SELECT count(*) FROM northstar.metric_values WHERE metric = 'largest_change'");
    assert_eq!(left, [[Some("0".to_owned())]]);
}

fn stops_at_a_name_that_is_taken(warehouse: &Warehouse) {
    {
        let mut engine = warehouse.open();
        load::create(&mut engine);
        engine.execute("CREATE SCHEMA northstar").unwrap();
        engine.execute("CREATE TABLE northstar.merges (mine integer)").unwrap();
        engine.execute("INSERT INTO northstar.merges VALUES (7)").unwrap();
    }
    let dialect = if warehouse.open().dialect().name() == "duckdb" { "duckdb" } else { "postgres" };
    assert_eq!(warehouse.run(&["build", "--dialect", dialect]).code, 0);
    let said = warehouse.apply();
    assert_eq!(said.code, 2, "{}{}", said.out, said.err);
    assert!(said.err.contains("has a `merges` that northstar did not make"), "{}", said.err);
    assert_eq!(names(warehouse), ["merges"]);
    assert_eq!(warehouse.rows("SELECT mine FROM northstar.merges"), [[Some("7".to_owned())]]);
}

/// Two tests, one an engine, of one thing.
macro_rules! on_both {
    ($($duckdb:ident, $postgres:ident: $check:ident;)*) => {$(
        #[test]
        fn $duckdb() {
            if let Some(warehouse) = Warehouse::duckdb() {
                $check(&warehouse);
            }
        }

        #[test]
        fn $postgres() {
            if let Some(warehouse) = Warehouse::postgres() {
                $check(&warehouse);
            }
        }
    )*};
}

on_both! {
    twice_is_once_on_duckdb, twice_is_once_on_postgres: twice_is_once;
    leaves_what_is_not_its_own_on_duckdb, leaves_what_is_not_its_own_on_postgres: leaves_what_is_not_its_own;
    stops_at_a_name_that_is_taken_on_duckdb, stops_at_a_name_that_is_taken_on_postgres: stops_at_a_name_that_is_taken;
}
