//! What `apply` leaves in a warehouse, against SQL written by hand. Each file of `tests/cases/oss/applied` names in its first line
//! what is read of it.

use super::warehouse::Warehouse;
use super::{case, data, load};
use crate::support::rows::assert_same;
use std::fs;
use std::path::Path;

fn compare(warehouse: &Warehouse, folder: &Path) {
    {
        let mut engine = warehouse.open();
        load::load(&mut engine, folder);
        load::wall_clock(&mut engine);
    }
    warehouse.build_and_apply();
    let mut paths: Vec<_> = fs::read_dir(case().join("applied")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 15, "{} files", paths.len());
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let (first, by_hand) = text.split_once('\n').unwrap();
        let read = first.strip_prefix("-- ").unwrap();
        assert_same(&path.file_stem().unwrap().to_string_lossy(), warehouse.rows(by_hand), warehouse.rows(read));
    }
}

#[test]
fn holds_what_hand_written_sql_says_on_duckdb() {
    let name = "holds_what_hand_written_sql_says_on_duckdb";
    let (Some(folder), Some(warehouse)) = (data(name), Warehouse::duckdb()) else { return };
    compare(&warehouse, &folder);
}

#[test]
fn holds_what_hand_written_sql_says_on_postgres() {
    let name = "holds_what_hand_written_sql_says_on_postgres";
    let (Some(folder), Some(warehouse)) = (data(name), Warehouse::postgres()) else { return };
    compare(&warehouse, &folder);
}
