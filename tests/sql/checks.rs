//! The data checks of a build find what is wrong with rows, and nothing in rows that are right.

use crate::cli::{Project, command, ended};
use crate::support;
use northstar::project::config::TargetUrl;
use northstar::project::dialect::Dialect;
use northstar::warehouse::{Value, connect};
use std::collections::BTreeMap;

/// Applies a project to a DuckDB file, with the rows up to a day, and gives its checks: which of what, and how many fail.
fn checks(project: &Project, as_of: &str) -> BTreeMap<String, String> {
    project.run(&["build", "--force"]).expect(0);
    ended(&mut command(project.path(), &["apply", "--as-of", as_of])).expect(0);
    let target = support::target(Dialect::Duckdb, TargetUrl::Literal("rows.duckdb".to_owned()));
    let mut connection = connect(&target, project.path(), &[], &support::environment()).unwrap();
    let table = connection
        .query("SELECT \"check\" || ' ' || source_or_metric AS name, CAST(failing AS VARCHAR) AS failing FROM northstar.checks")
        .unwrap();
    let row = |row: &Vec<Value>| match row.as_slice() {
        [Value::Text(name), Value::Text(failing)] => (name.clone(), failing.clone()),
        other => panic!("{other:?}"),
    };
    table.rows.iter().map(row).collect()
}

const SETTINGS: &str = r#"
[project]
name = "checks"
[lint]
no-north-star = "allow"
[target.local]
dialect = "duckdb"
url = "rows.duckdb"
[target.local.files]
"rooms" = "rooms.csv"
"stays" = "stays.csv"
"#;

const METRICS: &str = "
source rooms { table: rooms  room_id integer key }
source stays {
  table: stays
  fresh: within 2 days
  stay_id integer key
  on_day date time
  kind text one_of ('a', 'b')
  room_id integer references rooms as room
}
metric all_stays { value: count(*) from stays }
";

#[test]
fn checks_count_what_fails() {
    if !support::wanted("duckdb") {
        return;
    }
    let project = Project::of(&[("northstar.toml", SETTINGS), ("a.nsm", METRICS), ("rooms.csv", "room_id\n1\n2\n")]);
    project.write("stays.csv", "stay_id,on_day,kind,room_id\n1,2026-01-05,a,1\n2,2026-01-06,b,2\n3,2026-01-07,a,\n");
    let right = checks(&project, "2026-01-08");
    // A null time, dates before 1990 and after as-of, a kind that is not listed, a room that is not there, a key twice, no key.
    project.write(
        "stays.csv",
        "stay_id,on_day,kind,room_id\n1,2026-01-05,a,1\n1,1970-01-01,b,2\n3,,a,9\n,2026-01-07,c,1\n5,2038-01-19,a,1\n6,2039-01-01,,1\n",
    );
    let wrong = checks(&project, "2026-01-08");
    let late = checks(&project, "2040-01-01");
    let expected = [
        ("key_unique stays", "1"),
        ("key_null stays", "1"),
        ("key_unique rooms", "0"),
        ("key_null rooms", "0"),
        ("reference stays.room", "1"),
        ("one_of stays.kind", "1"),
        ("null_time stays.on_day", "1"),
        ("outlying_time stays.on_day", "3"),
    ];
    for (name, failing) in expected {
        assert_eq!(right.get(name).map(String::as_str), Some("0"), "{name}: {right:?}");
        assert_eq!(wrong.get(name).map(String::as_str), Some(failing), "{name}: {wrong:?}");
    }
    assert_eq!(right["fresh stays.on_day"], "0");
    assert_eq!(late["fresh stays.on_day"], "1", "{late:?}");
    assert_eq!(late["outlying_time stays.on_day"], "1", "{late:?}");
}
