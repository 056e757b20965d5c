//! What a transaction makes vanishes when it is rolled back.

use crate::support;
use northstar::warehouse::Value;

#[test]
fn rolling_back_undoes_tables_and_rows() {
    for connection in [support::duckdb(), support::postgres()].into_iter().flatten() {
        let mut connection = connection;
        connection.execute("create table kept (n integer)").unwrap();
        connection.begin().unwrap();
        connection.execute("create table made (n integer)").unwrap();
        connection.execute("insert into kept values (1)").unwrap();
        connection.rollback().unwrap();
        assert!(connection.query("select * from made").is_err());
        assert_eq!(connection.query("select count(*) from kept").unwrap().rows, [[Value::Integer(0)]]);
    }
}

#[test]
fn committing_keeps_tables_and_rows() {
    for connection in [support::duckdb(), support::postgres()].into_iter().flatten() {
        let mut connection = connection;
        connection.begin().unwrap();
        connection.execute("create table made as select 1 as n").unwrap();
        connection.commit().unwrap();
        assert_eq!(connection.query("select n from made").unwrap().rows, [[Value::Integer(1)]]);
    }
}

#[test]
fn after_an_error_in_a_transaction_a_rollback_makes_the_connection_usable() {
    for connection in [support::duckdb(), support::postgres()].into_iter().flatten() {
        let mut connection = connection;
        connection.begin().unwrap();
        assert!(connection.execute("insert into nowhere values (1)").is_err());
        connection.rollback().unwrap();
        assert_eq!(connection.query("select 1 as n").unwrap().rows, [[Value::Integer(1)]]);
    }
}
