//! What goes wrong is said with what helps, and without secrets.

use crate::support;
use northstar::project::config::TargetUrl;
use northstar::project::dialect::Dialect;
use northstar::warehouse::driver::Engine;
use northstar::warehouse::{Environment, WarehouseError, connect};
use std::path::Path;

#[test]
fn bad_sql_is_shown_with_the_engines_words() {
    for (connection, words) in [(support::duckdb(), "Parser Error"), (support::postgres(), "syntax error")] {
        let Some(mut connection) = connection else { continue };
        let error = connection.query("select frm where").unwrap_err();
        let said = error.to_string();
        assert!(said.contains(words) && said.contains("  select frm where"), "{said}");
        assert_eq!(error.diagnostic().code.id, "NS708");
    }
}

#[test]
fn postgres_gives_its_sqlstate() {
    let Some(mut postgres) = support::postgres() else { return };
    for (sql, state) in
        [("select frm where", "42601"), ("select * from nowhere", "42P01"), ("select nothing from pg_class", "42703")]
    {
        match postgres.query(sql).unwrap_err() {
            WarehouseError::Statement { sqlstate, message, .. } => {
                assert_eq!(sqlstate.as_deref(), Some(state), "{sql}: {message}");
            }
            other => panic!("{sql}: {other}"),
        }
    }
}

#[test]
fn a_failure_midway_is_no_answer() {
    let statements = [
        (support::duckdb(), "select cast(i as tinyint) as v from range(100000) t(i)", "out of range"),
        (support::postgres(), "select 1 / (90000 - i) as v from generate_series(1, 100000) t(i)", "division by zero"),
    ];
    for (connection, sql, words) in statements {
        let Some(mut connection) = connection else { continue };
        match connection.query(sql) {
            Err(WarehouseError::Statement { message, .. }) => assert!(message.contains(words), "{message}"),
            other => panic!("{other:?}"),
        }
        assert!(connection.query("select 1 as v").is_ok());
    }
}

#[test]
fn a_missing_table_or_column_is_told_apart() {
    for (connection, table) in [(support::duckdb(), "duckdb_tables()"), (support::postgres(), "pg_class")] {
        let Some(mut connection) = connection else { continue };
        for sql in ["select * from nowhere", "select * from nowhere.at_all", &format!("select nothing_such from {table}")] {
            let error = connection.query(sql).unwrap_err();
            assert_eq!(error.diagnostic().code.id, "NS707", "{error}");
        }
    }
}

#[test]
fn an_unreachable_server_is_named_without_its_password() {
    if !support::wanted("postgres") {
        return;
    }
    let url = TargetUrl::Environment("WAREHOUSE_URL".to_owned());
    let target = support::target(Dialect::Postgres, url);
    for address in [
        "postgresql://ann:s3cr3t@127.0.0.1:1/db",
        "postgresql://ann:s3cr3t@127.0.0.1:port/db",
        "postgresql://ann@127.0.0.1:1/db?password=s3cr3t",
        "host=127.0.0.1 port=1 user=ann password=s3cr3t",
        "nonsense s3cr3t password=s3cr3t",
    ] {
        let mut environment = support::environment();
        environment.variables.insert("WAREHOUSE_URL".to_owned(), address.to_owned());
        let error = connect(&target, &support::repository(), &[], &environment).unwrap_err();
        assert!(matches!(error, WarehouseError::Unreachable { .. }), "{address}: {error:?}");
        let said = format!("{error} {error:?} {:?}", error.diagnostic());
        assert!(!said.contains("s3cr3t"), "{said}");
        assert!(error.help().is_some());
    }
}

#[test]
fn a_missing_variable_is_named() {
    let target = support::target(Dialect::Postgres, TargetUrl::Environment("WAREHOUSE_URL".to_owned()));
    let mut environment = support::environment();
    environment.variables.insert("WAREHOUSE_URL".to_owned(), String::new());
    let error = connect(&target, &support::repository(), &[], &environment).unwrap_err();
    assert_eq!(error, WarehouseError::MissingVariable { target: "test".to_owned(), variable: "WAREHOUSE_URL".to_owned() });
    assert!(error.help().unwrap().contains("export WAREHOUSE_URL="));
}

#[test]
fn a_missing_driver_lists_every_way_in_order() {
    let error = WarehouseError::DriverNotFound { engine: Engine::Duckdb };
    let help = error.help().unwrap();
    let ways =
        ["northstar driver install duckdb", "`driver = ", "NORTHSTAR_DRIVER_DUCKDB", "beside", "dbc install", "library path"];
    let places: Vec<usize> = ways.iter().map(|way| help.find(way).unwrap_or_else(|| panic!("{way}: {help}"))).collect();
    assert!(places.is_sorted(), "{help}");
    assert_eq!(error.diagnostic().code.id, "NS709");
}

#[test]
fn a_named_driver_is_used_or_refused_never_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("broken.so"), "no library").unwrap();
    let mut target = support::target(Dialect::Duckdb, TargetUrl::Literal(":memory:".to_owned()));
    for (driver, words) in
        [("missing.so", "no such file"), ("broken.so", "broken.so"), ("no_such_driver_anywhere", "no_such_driver")]
    {
        target.driver = Some(driver.to_owned());
        let error = connect(&target, folder.path(), &[], &support::environment()).unwrap_err();
        assert!(matches!(error, WarehouseError::DriverUnusable { .. }), "{error:?}");
        assert!(error.to_string().contains(words), "{error}");
    }
    target.driver = None;
    let mut environment = support::environment();
    environment.variables.insert("NORTHSTAR_DRIVER_DUCKDB".to_owned(), "/no/such/library.so".to_owned());
    let error = connect(&target, folder.path(), &[], &environment).unwrap_err();
    assert!(error.to_string().contains("named by the environment"), "{error}");
}

#[test]
fn a_dialect_that_is_not_run_says_so() {
    for dialect in Dialect::ALL {
        for url in [TargetUrl::Literal("x".to_owned()), TargetUrl::Unknown] {
            let target = support::target(dialect, url);
            // Without variables and without drivers: what is run fails later, for another reason.
            let error = connect(&target, Path::new("/no/such"), &[], &Environment::default()).unwrap_err();
            assert_eq!(error == WarehouseError::NotRun(dialect), !dialect.is_run(), "{dialect:?}: {error}");
            let nowhere = dialect.is_run() && target.url == TargetUrl::Unknown;
            assert_eq!(error == WarehouseError::NoAddress { target: "test".to_owned() }, nowhere, "{dialect:?}: {error}");
        }
    }
    let said = WarehouseError::NotRun(Dialect::Snowflake).to_string();
    assert_eq!(said, "northstar writes SQL for `snowflake` and runs none there; it runs SQL on `duckdb` and `postgres`");
}

#[test]
fn a_missing_table_is_said_in_lines_with_what_to_write() {
    let Some(mut connection) = support::duckdb() else { return };
    let error = connection.query("select *\nfrom analytics.fct_bookings").unwrap_err();
    let diagnostic = error.diagnostic();
    assert_eq!(diagnostic.code.id, "NS707");
    assert!(!diagnostic.message.contains('\n') && diagnostic.message.contains("fct_bookings"), "{diagnostic:?}");
    assert!(diagnostic.why.is_some_and(|why| why.contains("from analytics.fct_bookings")));
    assert!(diagnostic.help.is_some_and(|help| help.contains("[target.NAME.files]")));
}
