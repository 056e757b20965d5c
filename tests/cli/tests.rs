//! `northstar test`: what passes, what fails and how that is shown, in every format and on every engine.

use super::{Ended, Project, command, ended};
use crate::support::{postgres_url, wanted};
use serde_json::{Value, json};

const PROJECT: &str = r#"[project]
name = "hostile & <odd>"

[calendar]
timezone = "Europe/Paris"

# A project about tests alone has no framework.
[lint]
no-input = "allow"
no-counter = "allow"
no-owner = "allow"
no-review = "allow"

[target.local]
dialect = "duckdb"
[target.local.tables]
shop = "elsewhere"

[target.prod]
dialect = "postgres"
url = { env = "WAREHOUSE_URL" }
"#;

const SOURCES: &str = r#"
source orders {
  table: shop.orders

  order_id   integer       key
  placed_at  timestamp     time
  shipped_at timestamp("Europe/Paris") nullable
  paid_on    date          nullable column "Day Paid"
  amount     decimal(12,2) unit eur
  weight     float         unit kg
  gift       boolean
  buyer_id   integer       references buyers as buyer
  note       text          nullable
  length     integer       = native(duckdb: """LENGTH(note)""", postgres: """LENGTH(note)""")
}

source buyers {
  query: """select buyer_id, country, since from shop.people"""

  buyer_id integer   key
  country  text
  since    timestamp time
}

# Another source over the same table: a test gives rows of either.
source shipments {
  table: shop.orders

  order_id   integer key
  shipped_at timestamp("Europe/Paris") time
}

metric orders_made { value: count(*) from orders  dimensions: buyer.country, gift, note }
metric revenue { value: sum(amount) from orders }
metric mean_weight { value: avg(weight) from orders }
metric revenue_per_order { value: revenue / orders_made }
metric written { value: sum(length) from orders }
metric shipped { value: count(*) from shipments }
metric shipped_orders { value: count(*) from orders  time: shipped_at }
metric paid { value: sum(amount) from orders  time: paid_on }
"#;

pub(super) const PASSING: &str = r#"
test "every type keeps its values" {
  given orders (order_id, placed_at, shipped_at, paid_on, amount, weight, gift, buyer_id, note) {
    (1, 2026-03-01 22:30, 2026-03-02 23:30, 2026-03-02, 0.10, 0.5, true, 1, 'it''s "odd" \ %s $1 {{x}} -- é 🌙')
    (2, 2026-03-01 23:30, null, null, -0.30, null, false, 2, null)
    (3, 2026-03-03 12:00, 2026-03-03 00:00, 2026-03-03, 9999999999.99, 0.25, null, 3, '')
  }
  given buyers (buyer_id, country) { (1, 'FR') (2, null) }
  expect orders_made by day {
    (2026-03-01, 1)
    (2026-03-02, 1)
    (2026-03-03, 1)
  }
  expect orders_made by hour { (2026-03-01 23:00, 1) (2026-03-02 00:00, 1) (2026-03-02 01:00, 0) }
  expect orders_made by day, note { (2026-03-01, 'it''s "odd" \ %s $1 {{x}} -- é 🌙', 1) (2026-03-01, null, 0) (2026-03-01, '', 0) }
  expect orders_made by month, gift { (2026-03-01, true, 1) (2026-03-01, false, 1) (2026-03-01, null, 1) }
  expect orders_made by month, buyer.country { (2026-03-01, 'FR', 1) (2026-03-01, null, 2) }
  expect revenue by month { (2026-03-01, 9999999999.79) }
  expect mean_weight by day { (2026-03-01, 0.5) (2026-03-02, null) }
  expect revenue_per_order by day { (2026-03-02, -0.3) }
  expect written by day { (2026-03-02, 0) (2026-03-03, 0) }
  expect shipped_orders by day { (2026-03-02, 1) (2026-03-03, 1) }
  expect paid by day { (2026-03-02, 0.1) (2026-03-03, 9999999999.99) }
}

test "sources over one table stay apart, and one without rows is empty" {
  given orders (order_id, placed_at) { (1, 2026-03-02 10:00) }
  given shipments (order_id, shipped_at) { (7, 2026-03-02 10:00) (8, 2026-03-02 11:00) }
  expect orders_made by week { (2026-03-02, 1) }
  expect shipped by week { (2026-03-02, 2) }
  expect orders_made by week, country { (2026-03-02, null, 1) }
}

test "other periods are not looked at, nor days after the test's" {
  as_of: 2026-03-04
  given orders (order_id, placed_at, amount) {
    (1, 2026-03-02 10:00, 1)
    (2, 2026-03-04 10:00, 1)
    (3, 2026-03-05 10:00, 1)
    (4, 2026-03-16 10:00, 1)
  }
  expect revenue by week { (2026-03-02, 2) }
}
"#;

pub(super) const FAILING: &str = r#"
test "a <failing> & 'odd' ]]> one" {
  given orders (order_id, placed_at, buyer_id, amount) {
    (1, 2026-03-02 10:00, 1, 10)
    (2, 2026-03-02 10:00, 2, 20)
    (3, 2026-03-09 10:00, 2, 30)
  }
  given buyers (buyer_id, country) { (1, 'FR') (2, 'IT') }
  expect orders_made by week { (2026-03-02, 2) }
  expect revenue by week, buyer.country {
    (2026-03-02, 'FR', 10)
    (2026-03-02, 'IT', 21)
    (2026-03-09, 'IT', 30)
    (2026-03-09, 'ES', 5)
  }
  expect revenue by week { (2026-02-23, 0) }
}
"#;

pub(super) fn project(tests: &[&str]) -> Project {
    let framework = "north_star star { value: count(*) from orders }\n";
    Project::of(&[
        ("northstar.toml", PROJECT),
        ("metrics/all.nsm", &(framework.to_owned() + SOURCES)),
        ("metrics/tests.nsm", &tests.concat()),
    ])
}

/// Runs on every engine that is wanted.
fn on_every_engine(project: &Project, arguments: &[&str], judge: impl Fn(Ended)) {
    let mut engines = 0;
    if wanted("duckdb") {
        judge(project.run(&[&["test"], arguments].concat()));
        engines += 1;
    }
    if let Some(url) = postgres_url() {
        let mut command = command(project.path(), &[&["test", "--target", "prod"], arguments].concat());
        judge(ended(command.env("WAREHOUSE_URL", url)));
        engines += 1;
    }
    assert!(engines > 0);
}

/// A text without what differs from run to run.
fn untimed(text: &str) -> String {
    let line =
        |line: &str| line.rfind(" in ").filter(|_| line.ends_with(" s")).map_or(line.to_owned(), |at| line[..at].to_owned());
    text.lines().map(|text| line(text) + "\n").collect()
}

#[test]
fn rows_of_every_type_pass() {
    on_every_engine(&project(&[PASSING]), &[], |ended| {
        let ended = ended.expect(0);
        let expected = "\
passed  every type keeps its values
passed  sources over one table stay apart, and one without rows is empty
passed  other periods are not looked at, nor days after the test's
3 tests passed
";
        assert_eq!(untimed(&ended.out), expected, "{ended:#?}");
        assert_eq!(ended.err, "");
    });
}

#[test]
fn what_fails_is_shown_beside_what_was_expected() {
    on_every_engine(&project(&[PASSING, FAILING]), &["failing", "other periods"], |ended| {
        let ended = ended.expect(1);
        let expected = "\
passed  other periods are not looked at, nor days after the test's
failed  a <failing> & 'odd' ]]> one  metrics/tests.nsm:45
  expect revenue by week, buyer.country  metrics/tests.nsm:53
    period_start  buyer.country  expected  actual
    2026-03-02    FR                   10      10
  > 2026-03-02    IT                   21      20  different
    2026-03-09    IT                   30      30
  > 2026-03-09    ES                    5          missing
  > 2026-03-09    FR                            0  unexpected
  expect revenue by week  metrics/tests.nsm:59
    period_start  expected  actual
  > 2026-02-23           0          missing
    note: nothing was found in the week 2026-02-23: periods run from the first row that a source of the metric has to 2026-03-15, the last day that the test sees
2 tests: 1 passed, 1 failed,
";
        assert_eq!(untimed(&ended.out), expected, "{ended:#?}");
    });
}

#[test]
fn quiet_leaves_out_what_passed() {
    let project = project(&[PASSING, FAILING]);
    let said = project.run(&["test", "-q", "failing", "other"]).expect(1);
    assert!(said.out.starts_with("failed  a <failing>") && !said.out.contains("passed"), "{said:#?}");
    assert_eq!(project.run(&["test", "-q", "other"]).expect(0).out, "");
}

#[test]
fn json_has_every_row_that_was_compared() {
    on_every_engine(&project(&[PASSING, FAILING]), &["--format", "json"], |ended| {
        let ended = ended.expect(1);
        let report: Value = serde_json::from_str(&ended.out).unwrap();
        assert_eq!(
            (&report["schema_version"], &report["tool"]["name"], &report["outcome"]),
            (&json!("1.0"), &json!("northstar"), &json!("findings"))
        );
        let summary = &report["summary"];
        assert_eq!([&summary["tests"], &summary["passed"], &summary["failed"], &summary["errors"]], [4, 3, 1, 0]);
        assert!(summary["seconds"].as_f64().unwrap() > 0.0);
        assert_eq!(report["diagnostics"], json!([]));
        let failed = &report["tests"][3];
        assert_eq!((&failed["name"], &failed["status"]), (&json!("a <failing> & 'odd' ]]> one"), &json!("failed")));
        assert_eq!((&failed["file"], &failed["start"]), (&json!("metrics/tests.nsm"), &json!({"line": 45, "column": 6})));
        let expect = &failed["expects"][1];
        assert_eq!(
            (&expect["metric"], &expect["grain"], &expect["dimensions"]),
            (&json!("revenue"), &json!("week"), &json!(["buyer.country"]))
        );
        let row = |index: usize| &expect["rows"][index];
        let segment = json!({"buyer.country": "IT"});
        assert_eq!(
            row(1),
            &json!({"period_start": "2026-03-02", "segment": segment, "status": "different", "expected": 21, "actual": 20.0})
        );
        assert_eq!((&row(3)["status"], &row(3)["expected"], &row(3)["actual"]), (&json!("missing"), &json!(5), &Value::Null));
        assert_eq!((&row(4)["status"], &row(4)["expected"]), (&json!("unexpected"), &Value::Null));
        assert_eq!((&expect["note"], &failed["expects"][0]["status"]), (&Value::Null, &json!("passed")));
        assert!(failed["expects"][2]["note"].as_str().unwrap().contains("2026-02-23"), "{failed:#}");
        // Hours are texts, nulls and booleans stay what they are.
        let types = &report["tests"][0]["expects"];
        assert_eq!(types[1]["rows"][0]["period_start"], json!("2026-03-01 23:00:00"));
        assert_eq!(types[3]["rows"][0]["segment"], json!({"gift": true}));
        assert_eq!(types[2]["rows"][1]["segment"], json!({"note": null}));
    });
}

#[test]
fn junit_is_xml_with_a_case_per_test() {
    let unasked = "
metric characters { value: sum(length) from orders }
test \"cannot be asked\" {
  given orders (order_id, placed_at) { (1, 2026-03-02 10:00) }
  expect characters by week { (2026-03-02, null) }
}
";
    let project = project(&[PASSING, FAILING, unasked]);
    // A function that the engine does not have: the test cannot be asked, and the others are.
    project.edit(
        "metrics/all.nsm",
        "duckdb: \"\"\"LENGTH(note)\"\"\", postgres: \"\"\"LENGTH(note)\"\"\"",
        "duckdb: \"\"\"NO_SUCH(note)\"\"\", postgres: \"\"\"NO_SUCH(note)\"\"\"",
    );
    on_every_engine(&project, &["--format", "junit"], |ended| {
        let ended = ended.expect(2);
        let document = roxmltree::Document::parse(&ended.out).unwrap_or_else(|error| panic!("{error}: {}", ended.out));
        let root = document.root_element();
        assert_eq!((root.tag_name().name(), root.attribute("name")), ("testsuites", Some("hostile & <odd>")));
        let counts = ["tests", "failures", "errors"].map(|name| root.attribute(name).unwrap());
        assert_eq!(counts, ["5", "1", "2"]);
        let suites: Vec<_> = root.children().filter(|node| node.is_element()).collect();
        assert_eq!(suites.iter().map(|suite| suite.attribute("name")).collect::<Vec<_>>(), [Some("metrics/tests.nsm")]);
        let cases: Vec<_> = suites[0].children().filter(|node| node.is_element()).collect();
        let kind = |case: &roxmltree::Node<'_, '_>| case.first_element_child().map(|child| child.tag_name().name().to_owned());
        let kinds: Vec<_> = cases.iter().map(kind).collect();
        let [failure, error] = ["failure", "error"].map(|kind| Some(kind.to_owned()));
        assert_eq!(kinds, [error.clone(), None, None, failure, error]);
        let failed = cases[3];
        assert_eq!(failed.attribute("name"), Some("a <failing> & 'odd' ]]> one"));
        assert_eq!((failed.attribute("classname"), failed.attribute("line")), (Some("metrics/tests.nsm"), Some("45")));
        let text = failed.first_element_child().unwrap().text().unwrap();
        assert!(text.contains("  > 2026-03-02    IT                   21      20  different\n"), "{text}");
        let stopped = cases[4].first_element_child().unwrap();
        assert!(
            stopped.attribute("type").unwrap().starts_with("NS") && stopped.text().unwrap().to_lowercase().contains("no_such")
        );
    });
}

#[test]
fn a_test_that_cannot_be_asked_is_no_test_that_passed() {
    let project = project(&[PASSING, FAILING]);
    project.edit("metrics/all.nsm", "duckdb: \"\"\"LENGTH(note)\"\"\", ", "");
    let ended = project.run(&["test"]).expect(2);
    assert!(ended.out.contains("error   every type keeps its values  metrics/tests.nsm:2\n  error[NS701]"), "{ended:#?}");
    assert!(ended.out.contains("4 tests: 2 passed, 1 failed, 1 could not be run, in "), "{ended:#?}");
    let report: Value = serde_json::from_str(&project.run(&["test", "--format", "json"]).expect(2).out).unwrap();
    assert_eq!((&report["outcome"], &report["tests"][0]["status"]), (&json!("error"), &json!("error")));
    assert_eq!((&report["tests"][0]["error"]["code"], &report["diagnostics"][0]["code"]), (&json!("NS701"), &json!("NS701")));
}

#[test]
fn names_choose_tests_and_a_typo_is_2() {
    let project = project(&[PASSING, FAILING]);
    let chosen = |names: &[&str]| project.run(&[&["test"], names].concat()).out.lines().count() - 1;
    assert_eq!(chosen(&["every type keeps its values"]), 1);
    assert_eq!(chosen(&["Every*values"]), 1);
    assert_eq!(chosen(&["STAY APART", "every type", "every type"]), 2);
    assert_eq!(chosen(&["*"]), project.run(&["test"]).out.lines().count() - 1);
    project
        .run(&["test", "every typ keeps its value"])
        .expect(2)
        .says(&["there is no test \"every typ keeps its value\"", "did you mean `every type keeps its values`?"]);
    project.run(&["test", "every*nothing"]).expect(2).says(&["there is no test"]);
    let json = project.run(&["test", "nothing", "--format", "json"]).expect(2).out;
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["diagnostics"][0]["code"], json!("NS102"));
    project.run(&["test", "--target", "prdo"]).expect(2).says(&["did you mean `prod`?"]);
}

#[test]
fn a_project_without_tests_says_so() {
    let project = project(&[]);
    let ended = project.run(&["test"]).expect(0);
    assert_eq!((ended.out.as_str(), ended.err.starts_with("note: the project has no `test` block")), ("", true));
    let report: Value = serde_json::from_str(&project.run(&["test", "--format", "json"]).expect(0).out).unwrap();
    assert_eq!((&report["tests"], &report["summary"]["tests"]), (&json!([]), &json!(0)));
    let xml = project.run(&["test", "--format", "junit"]).expect(0).out;
    assert_eq!(roxmltree::Document::parse(&xml).unwrap().root_element().attribute("tests"), Some("0"));
    project.run(&["test", "any"]).expect(2).says(&["the project has no `test` block"]);
}

#[test]
fn a_project_with_an_error_runs_no_test() {
    let project = project(&[PASSING, "test \"empty\" { expect revenue by week { } }\n"]);
    project.run(&["test"]).expect(1).says(&["NS001", "no row"]);
    project.write("metrics/tests.nsm", "test \"twice\" { expect revenue by week { (2026-03-02, 1) (2026-03-02, 2) } }\n");
    project.run(&["test"]).expect(1).says(&["NS101", "this period and segment is expected twice"]);
    let json = project.run(&["test", "--format", "json"]).expect(1).out;
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["outcome"], json!("findings"));
}

#[test]
fn every_one_of_many_rows_is_seen_once() {
    let rows: String = (0..3000).map(|row| format!("    ({row}, 2026-03-02 10:00, 0.5)\n")).collect();
    let test = format!(
        "test \"many\" {{\n  given orders (order_id, placed_at, amount) {{\n{rows}  }}\n  expect revenue by week {{ (2026-03-02, 1500) }}\n}}\n"
    );
    on_every_engine(&project(&[&test]), &[], |ended| {
        ended.expect(0);
    });
}

#[test]
fn a_long_comparison_shows_what_differs() {
    let row = |row: u32, day: u32| format!("    ({row}, 2026-03-{day:02} 10:00, 1)\n");
    let rows: String = (1..=30).map(|day| row(day, day)).collect();
    let expected: String = (1..=30).map(|day| format!("    (2026-03-{day:02}, {})\n", if day == 17 { 2 } else { 1 })).collect();
    let test = format!(
        "test \"long\" {{\n  given orders (order_id, placed_at, amount) {{\n{rows}  }}\n  expect revenue by day {{\n{expected}  }}\n}}\n"
    );
    let ended = project(&[&test]).run(&["test"]).expect(1);
    assert!(ended.out.contains("  > 2026-03-17           2       1  different\n    … 29 as expected\n"), "{ended:#?}");
    assert!(!ended.out.contains("2026-03-18"), "{ended:#?}");
}

#[test]
fn colour_is_for_terminals() {
    let project = project(&[FAILING]);
    assert!(!project.run(&["test"]).out.contains('\u{1b}'));
    assert!(project.run(&["test", "--color", "always"]).out.contains("\u{1b}[31m  > 2026-03-02    IT"));
}
