//! Tables read from files: declared types are enforced, and what does not fit is named by file, line and column.

use crate::support;
use jiff::civil::{date, datetime};
use northstar::project::config::TargetUrl;
use northstar::project::dialect::Dialect;
use northstar::warehouse::error::BadValue;
use northstar::warehouse::{Connection, FileColumn, FileTable, FileType, Table, Value, WarehouseError, connect};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn table(pattern: &str, columns: &[(&str, FileType)]) -> FileTable {
    let columns = columns.iter().map(|(name, file_type)| FileColumn { name: name.to_string(), file_type: file_type.clone() });
    FileTable { table: vec!["shop".to_owned(), "orders".to_owned()], pattern: pattern.to_owned(), columns: columns.collect() }
}

fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// What a query over the loaded table gives; `None` where DuckDB is not wanted.
fn load(root: &Path, table: FileTable) -> Option<Result<Connection, WarehouseError>> {
    support::duckdb_with(root, &[table])
}

fn rows(connection: &mut Connection) -> Table {
    connection.query("select * from shop.orders order by all").unwrap()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn decimal(mantissa: i128, scale: u32) -> Value {
    Value::Decimal { mantissa, scale }
}

const INSTANT: FileType = FileType::Timestamp { zone: None };

fn every_type() -> Vec<(&'static str, FileType)> {
    vec![
        ("id", FileType::Integer),
        ("code", FileType::Text),
        ("amount", FileType::Decimal { precision: 20, scale: 3 }),
        ("weight", FileType::Float),
        ("paid", FileType::Boolean),
        ("day", FileType::Date),
        ("at", INSTANT),
    ]
}

fn expected() -> Vec<Vec<Value>> {
    vec![
        vec![
            Value::Integer(1),
            text("007"),
            decimal(123_456_789_012_500, 3),
            Value::Float(0.1),
            Value::Bool(true),
            Value::Date(date(2024, 2, 29)),
            Value::Timestamp(datetime(2024, 2, 29, 8, 30, 0, 123_456_000)),
        ],
        vec![Value::Integer(2), Value::Null, Value::Null, Value::Null, Value::Null, Value::Null, Value::Null],
    ]
}

const EVERY_TYPE: &str = "\u{feff}at,ignored,id,code,amount,weight,paid,day\r\n\
    2024-02-29T10:30:00.123456+02:00,x,1,007,123456789012.5,1e-1,T,2024-02-29\r\n,not a number,2,,,,,\r\n";

#[test]
fn csv_gives_every_type_by_header_name_and_null_for_empty() {
    let folder = project(&[("data/a.csv", EVERY_TYPE), ("data/b.tsv", &EVERY_TYPE.replace(',', "\t"))]);
    for pattern in ["data/a.csv", "data/b.tsv", "./data/*.csv"] {
        let Some(connection) = load(folder.path(), table(pattern, &every_type())) else { return };
        let mut connection = connection.unwrap_or_else(|error| panic!("{pattern}: {error}"));
        assert_eq!(rows(&mut connection).rows, expected(), "{pattern}");
    }
}

#[test]
fn compressed_csv_parquet_and_json_give_the_same() {
    let folder = project(&[("data/a.csv", EVERY_TYPE)]);
    let Some(connection) = load(folder.path(), table("data/a.csv", &every_type())) else { return };
    let mut connection = connection.unwrap();
    let formats = [
        ("a.csv.gz", "format csv, compression gzip"),
        ("a.parquet", "format parquet"),
        ("a.json", "format json, array true"),
        ("a.ndjson", "format json"),
        ("a.jsonl.gz", "format json, compression gzip"),
    ];
    for (name, options) in formats {
        let path = folder.path().join(name);
        connection.execute(&format!("copy shop.orders to '{}' ({options})", path.display())).unwrap();
        let mut loaded =
            load(folder.path(), table(name, &every_type())).unwrap().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(rows(&mut loaded).rows, expected(), "{name}");
    }
}

#[test]
fn json_keys_may_be_missing_in_some_records() {
    let folder = project(&[("a.ndjson", "{\"id\": 1}\n{\"code\": \"x\", \"other\": [1]}\n{\"id\": 3, \"code\": null}\n")]);
    let columns = [("id", FileType::Integer), ("code", FileType::Text)];
    let Some(connection) = load(folder.path(), table("a.ndjson", &columns)) else { return };
    let expected = [[Value::Integer(1), Value::Null], [Value::Integer(3), Value::Null], [Value::Null, text("x")]];
    assert_eq!(rows(&mut connection.unwrap()).rows, expected);
}

#[test]
fn quoted_fields_hold_separators_quotes_and_line_breaks() {
    let folder = project(&[("a.csv", "note,id\n\"a,b\",1\n\"say \"\"hi\"\"\",2\n\"two\nlines\",3\n\"\",4\n NA ,5\n,\"\"\n")]);
    let columns = [("id", FileType::Integer), ("note", FileType::Text)];
    let Some(connection) = load(folder.path(), table("a.csv", &columns)) else { return };
    let notes: Vec<Value> = rows(&mut connection.unwrap()).rows.into_iter().map(|row| row[1].clone()).collect();
    assert_eq!(notes, [text("a,b"), text("say \"hi\""), text("two\nlines"), text(""), text(" NA "), Value::Null]);
}

#[test]
fn text_is_never_taken_for_something_else() {
    let folder = project(&[("a.csv", "note\n007\n1.50\ntrue\n2024-01-01\n1e5\nnull\n")]);
    let Some(connection) = load(folder.path(), table("a.csv", &[("note", FileType::Text)])) else { return };
    let expected: Vec<_> = ["007", "1.50", "1e5", "2024-01-01", "null", "true"].map(|note| vec![text(note)]).into();
    assert_eq!(rows(&mut connection.unwrap()).rows, expected);
}

#[test]
fn numbers_may_be_written_with_zeros_that_say_nothing() {
    let folder = project(&[("a.csv", "n,d\n2.0,1.5000\n +3 ,-.25\n04.,7\n")]);
    let columns = [("n", FileType::Integer), ("d", FileType::Decimal { precision: 5, scale: 2 })];
    let Some(connection) = load(folder.path(), table("a.csv", &columns)) else { return };
    let expected =
        [[Value::Integer(2), decimal(150, 2)], [Value::Integer(3), decimal(-25, 2)], [Value::Integer(4), decimal(700, 2)]];
    assert_eq!(rows(&mut connection.unwrap()).rows, expected);
}

#[test]
fn a_glob_reads_every_file_whatever_the_order_of_its_columns() {
    let folder =
        project(&[("d/1.csv", "a,b\n1,x\n"), ("d/2.csv", "b,c,a\ny,,2\n"), ("d/deep/3.csv", "a,b\n3,z\n"), ("d/4.txt", "")]);
    let columns = [("a", FileType::Integer), ("b", FileType::Text)];
    for (pattern, count) in [("d/*.csv", 2), ("d/**/*.csv", 3), ("**/[12].csv", 2)] {
        let Some(connection) = load(folder.path(), table(pattern, &columns)) else { return };
        assert_eq!(rows(&mut connection.unwrap()).rows.len(), count, "{pattern}");
    }
}

#[test]
fn odd_file_names_are_read_as_they_stand() {
    let folder = project(&[("it's [1] a*b.csv", "a\n1\n")]);
    let Some(connection) = load(folder.path(), table("it's [1] a*b.csv", &[("a", FileType::Integer)])) else { return };
    assert_eq!(rows(&mut connection.unwrap()).rows, [[Value::Integer(1)]]);
}

#[test]
fn a_header_alone_is_an_empty_table() {
    let folder = project(&[("a.csv", "a,b\n")]);
    let Some(connection) = load(folder.path(), table("a.csv", &[("b", FileType::Integer)])) else { return };
    assert!(rows(&mut connection.unwrap()).rows.is_empty());
}

#[test]
fn moments_with_an_offset_become_wall_clock_time_of_their_zone() {
    let folder = project(&[("a.csv", "at\n2024-07-01T12:00:00Z\n2024-07-01 12:00\n2024-07-01\n2024-07-01 23:30:00.5-0500\n")]);
    let zone = Some("Europe/Paris".to_owned());
    let Some(connection) = load(folder.path(), table("a.csv", &[("at", FileType::Timestamp { zone })])) else { return };
    let expected = [
        [Value::Timestamp(datetime(2024, 7, 1, 0, 0, 0, 0))],
        [Value::Timestamp(datetime(2024, 7, 1, 12, 0, 0, 0))],
        [Value::Timestamp(datetime(2024, 7, 1, 14, 0, 0, 0))],
        [Value::Timestamp(datetime(2024, 7, 2, 6, 30, 0, 500_000_000))],
    ];
    assert_eq!(rows(&mut connection.unwrap()).rows, expected);
}

#[test]
fn a_value_that_does_not_fit_is_named_with_its_line() {
    let decimal = FileType::Decimal { precision: 5, scale: 2 };
    let cases = [
        (FileType::Integer, "1.5"),
        (FileType::Integer, "1e3"),
        (FileType::Integer, "9223372036854775808"),
        (FileType::Integer, "0x1F"),
        (decimal.clone(), "1.005"),
        (decimal.clone(), "1000.00"),
        (decimal, "1,5"),
        (FileType::Float, "12 kg"),
        (FileType::Boolean, "maybe"),
        (FileType::Date, "2024-02-30"),
        (FileType::Date, "31/12/2024"),
        (FileType::Date, "2024-01-01 10:00:00"),
        (INSTANT, "2024-01-01 25:00:00"),
        (INSTANT, "yesterday"),
    ];
    for (file_type, bad) in cases {
        // The record before holds a line break: lines are counted, not records.
        let folder = project(&[("d/a.csv", &format!("note,v\n\"x\ny\",\nz,\"{bad}\"\n"))]);
        let Some(loaded) = load(folder.path(), table("d/a.csv", &[("v", file_type.clone())])) else { return };
        let error = loaded.err().unwrap_or_else(|| panic!("{file_type} {bad}"));
        let expected = WarehouseError::BadValue(Box::new(BadValue {
            file: "d/a.csv".to_owned(),
            line: Some(4),
            record: 2,
            column: "v".to_owned(),
            value: bad.to_owned(),
            declared: file_type.to_string(),
        }));
        assert_eq!(error, expected);
        assert_eq!(error.diagnostic().code.id, "NS707");
    }
}

#[test]
fn a_value_that_does_not_fit_in_json_or_parquet_is_named_too() {
    let folder =
        project(&[("a.ndjson", "{\"v\": 1, \"note\": \"x\\ny\"}\n{\"v\": 2.5}\n"), ("a.json", "[{\"v\": 1},\n\n{\"v\": 2.5}]")]);
    let integer = [("v", FileType::Integer)];
    for (file, place) in [("a.ndjson", "line 2 of"), ("a.json", "record 2 of")] {
        let Some(loaded) = load(folder.path(), table(file, &integer)) else { return };
        let said = loaded.err().unwrap().to_string();
        assert!(said.starts_with(place) && said.contains("`2.5`"), "{said}");
    }
    let mut duckdb = support::duckdb().unwrap();
    let path = folder.path().join("a.parquet");
    duckdb.execute(&format!("copy (select 1.25 as v) to '{}' (format parquet)", path.display())).unwrap();
    let error = load(folder.path(), table("a.parquet", &integer)).unwrap().unwrap_err();
    assert!(matches!(&error, WarehouseError::BadValue(bad) if bad.record == 1 && bad.value == "1.25"), "{error}");
    let error = load(folder.path(), table("a.parquet", &[("v", FileType::Date)])).unwrap().unwrap_err();
    assert!(matches!(&error, WarehouseError::ColumnTypeDiffers { found, .. } if found == "DECIMAL(3,2)"), "{error}");
}

#[test]
fn a_missing_column_is_named_with_what_is_there() {
    let folder = project(&[("a.csv", "order_id,Amount\n1,2\n"), ("b.csv", "order_id;amount\n1;2\n")]);
    let columns = [("order_ids", FileType::Integer)];
    let Some(loaded) = load(folder.path(), table("a.csv", &columns)) else { return };
    let error = loaded.unwrap_err();
    assert_eq!(error.to_string(), "`a.csv` has no column `order_ids`");
    assert_eq!(error.help().unwrap(), "write `column \"order_id\"` in the source; the file has `order_id`, `Amount`");
    let error = load(folder.path(), table("b.csv", &columns)).unwrap().unwrap_err();
    assert!(error.help().unwrap().contains("separate the fields with `,`"), "{error:?}");
    // Case alone is no difference, as in a warehouse.
    assert!(load(folder.path(), table("a.csv", &[("amount", FileType::Integer)])).unwrap().is_ok());
}

#[test]
fn missing_files_and_paths_out_of_the_project_are_told_apart() {
    let folder = project(&[("p/a.csv", "a\n1\n"), ("b.csv", "a\n1\n"), ("p/a.xlsx", "")]);
    let root = folder.path().join("p");
    let outside = folder.path().join("b.csv").display().to_string();
    for (pattern, code) in [
        ("no.csv", "NS903"),
        ("no/*.csv", "NS903"),
        ("[.csv", "NS903"),
        ("../b.csv", "NS905"),
        (&outside, "NS905"),
        ("a.xlsx", "NS907"),
    ] {
        let Some(loaded) = load(&root, table(pattern, &[("a", FileType::Integer)])) else { return };
        let error = loaded.unwrap_err();
        assert_eq!(error.diagnostic().code.id, code, "{error}");
        assert!(error.help().is_some());
    }
}

#[test]
fn a_file_that_is_not_what_its_ending_says_is_unreadable() {
    let folder = project(&[
        ("ragged.csv", "a,b\n1,2\n1,2,3\n"),
        ("latin.csv", ""),
        ("a.parquet", "no parquet"),
        ("a.json", "{\"a\": "),
        ("a.csv.gz", "no gzip"),
    ]);
    fs::write(folder.path().join("latin.csv"), b"a,b\n1,caf\xe9\n").unwrap();
    for file in ["ragged.csv", "latin.csv", "a.parquet", "a.json", "a.csv.gz"] {
        let Some(loaded) = load(folder.path(), table(file, &[("a", FileType::Integer)])) else { return };
        let error = loaded.err().unwrap_or_else(|| panic!("{file} was read"));
        assert!(matches!(&error, WarehouseError::UnreadableFile { file: named, .. } if named == file), "{file}: {error:?}");
    }
}

#[test]
fn names_of_one_and_three_parts_are_tables_too() {
    let folder = project(&[("a.csv", "a\n1\n")]);
    for parts in [vec!["orders"], vec!["prod", "shop", "orders"]] {
        let mut table = table("a.csv", &[("a", FileType::Integer)]);
        table.table = parts.iter().map(|part| part.to_string()).collect();
        let Some(connection) = load(folder.path(), table) else { return };
        let answer = connection.unwrap().query(&format!("select a from {}", parts.join("."))).unwrap();
        assert_eq!(answer.rows, [[Value::Integer(1)]]);
    }
}

#[test]
fn in_a_database_file_a_table_from_files_is_renewed_and_any_other_is_kept() {
    if !support::wanted("duckdb") {
        return;
    }
    let folder = project(&[("a.csv", "a\n1\n")]);
    let target = support::target(Dialect::Duckdb, TargetUrl::Literal("store.duckdb".to_owned()));
    let table = table("a.csv", &[("a", FileType::Integer)]);
    let open = |tables: &[FileTable]| connect(&target, folder.path(), tables, &support::environment());
    drop(open(std::slice::from_ref(&table)).unwrap());
    fs::write(folder.path().join("a.csv"), "a\n2\n").unwrap();
    let mut renewed = open(std::slice::from_ref(&table)).unwrap();
    assert_eq!(rows(&mut renewed).rows, [[Value::Integer(2)]]);
    drop(renewed);
    // A file that does not fit leaves the table as it was.
    fs::write(folder.path().join("a.csv"), "a\nx\n").unwrap();
    assert!(open(std::slice::from_ref(&table)).is_err());
    let mut plain = open(&[]).unwrap();
    assert_eq!(rows(&mut plain).rows, [[Value::Integer(2)]]);
    plain.execute("drop table shop.orders").unwrap();
    plain.execute("create table shop.orders as select 9 as mine").unwrap();
    drop(plain);
    let error = open(std::slice::from_ref(&table)).unwrap_err();
    assert_eq!(error, WarehouseError::TableExists { table: "shop.orders".to_owned() });
    assert_eq!(rows(&mut open(&[]).unwrap()).rows, [[Value::Integer(9)]]);
}

#[test]
fn files_are_for_duckdb_alone() {
    let target = support::target(Dialect::Postgres, TargetUrl::Literal("postgresql://localhost/x".to_owned()));
    let tables = [table("a.csv", &[])];
    let error = connect(&target, Path::new("."), &tables, &support::environment()).unwrap_err();
    assert_eq!(error, WarehouseError::FilesNeedDuckdb { target: "test".to_owned() });
}
