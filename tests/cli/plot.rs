//! `query --plot`: charts of known numbers, and the counters beneath.

use super::Project;
use crate::support::wanted;

const PROJECT: &str = r#"[project]
name = "plots"

# A project about charts alone has no framework.
[lint]
no-input = "allow"
no-counter = "allow"
no-owner = "allow"
no-review = "allow"

[target.local]
dialect = "duckdb"
[target.local.files]
"shop.orders" = "orders.csv"
"#;

const METRICS: &str = r#"
source orders {
  table: shop.orders
  order_id  integer key
  placed_on date    time
  boxes     integer unit box
  weight    integer nullable
  late      boolean
  city      text    nullable
}

north_star boxes_sent { value: sum(boxes) from orders  unit: box  grain: day  dimensions: city }
metric mean_weight { value: avg(weight) from orders  grain: day }
counter late_share {
  value:  count(*) filter (where late) / count(*) from orders
  guards: boxes_sent
  limit:  at most 50%
  grain:  day
}
counter late_growth {
  value:  count(*) filter (where late) from orders
  guards: boxes_sent
  limit:  at most 10% above trailing 8 days
  grain:  day
}
"#;

/// Boxes go up by ten each day to 40 and down again; there is no weight on the fifth day.
const ORDERS: &str = "\
order_id,placed_on,boxes,weight,late,city
1,2026-03-02,0,5,false,A
2,2026-03-03,10,5,false,A
3,2026-03-04,20,5,true,A
4,2026-03-05,30,5,true,A
5,2026-03-06,40,,true,A
6,2026-03-07,30,7,false,A
7,2026-03-08,20,7,false,A
8,2026-03-09,10,7,false,A
9,2026-03-10,0,7,true,
";

fn project(orders: &str) -> Project {
    Project::of(&[("northstar.toml", PROJECT), ("metrics/all.nsm", METRICS), ("orders.csv", orders)])
}

#[test]
fn known_numbers_are_drawn_where_they_belong() {
    if !wanted("duckdb") {
        return;
    }
    let said =
        project(ORDERS).run(&["query", "boxes_sent", "--plot", "--as-of", "2026-03-11", "--until", "2026-03-11"]).expect(0);
    // Judged by eye: the top is at the middle of the line, both ends are at its feet, and 20 is passed a quarter from each.
    let expected = "\
boxes_sent (boxes), by day
40│                                   ⢀⡠⠔⠊⠒⠤⣀
  │                               ⢀⡠⠔⠊⠁      ⠉⠒⠤⣀
  │                           ⢀⡠⠔⠊⠁              ⠉⠒⢄⡀
30│                       ⢀⡠⠔⠊⠁                     ⠈⠑⠢⢄⡀
  │                   ⢀⡠⠔⠊⠁                             ⠈⠑⠢⢄⡀
20│               ⢀⡠⠔⠊⠁                                     ⠈⠑⠢⢄⡀
  │           ⢀⡠⠔⠊⠁                                             ⠈⠑⠢⢄⡀
10│       ⢀⡠⠔⠊⠁                                                     ⠈⠑⠢⢄⡀
  │   ⢀⡠⠔⠊⠁                                                             ⠈⠑⠢⢄⡀
 0│⡠⠔⠊⠁                                                                     ⠈⠑⠢⢄
  └─────────────────────────────────────────────────────────────────────────────
  2026-03-02                                                          2026-03-10
  last 0 (2026-03-10); lowest 0 (2026-03-02); highest 40 (2026-03-06)
";
    assert_eq!(said.out, expected, "{}", said.out);
}

#[test]
fn a_null_is_a_gap_and_what_is_said_of_a_line_is_true() {
    if !wanted("duckdb") {
        return;
    }
    let said = project(ORDERS).run(&["query", "mean_weight", "--plot", "--as-of", "2026-03-10"]).expect(0);
    // Four days at 5, then one without a value, then four days at 7.
    let expected = "\
mean_weight, by day
  7│                                               ⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉
   │
   │
6.5│
   │
  6│
   │
5.5│
   │
  5│⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀
   └────────────────────────────────────────────────────────────────────────────
   2026-03-02                                                         2026-03-10
  last 7 (2026-03-10); lowest 5 (2026-03-02); highest 7 (2026-03-07); no value in 1 of 9 days; 2026-03-10 is not over yet
";
    assert_eq!(said.out, expected, "{}", said.out);
}

#[test]
fn counters_stand_beneath_with_their_limits() {
    if !wanted("duckdb") {
        return;
    }
    let project = project(ORDERS);
    let said = project.run(&["query", "boxes_sent", "--plot", "--counters", "--as-of", "2026-03-10", "--by", "city"]).expect(0);
    let titles: Vec<&str> = said.out.lines().filter(|line| line.contains(", by day")).collect();
    let expected = [
        "boxes_sent (boxes), by day, city = A",
        "boxes_sent (boxes), by day, city is null",
        "late_share, by day, which guards boxes_sent",
        "late_growth (orders), by day, which guards boxes_sent",
    ];
    assert_eq!(titles, expected, "{}", said.out);
    // Four days are late, the last of them, which is not over on its own evening, among them.
    said.says(&[
        "  limit: at most 50% (•); broken in 3 of 8 days, the last time in 2026-03-06\n  last 100% (2026-03-10); lowest 0% (2026-03-02); highest 100% (2026-03-04); 2026-03-10 is not over yet\n",
        "  limit: at most 10% above the mean of the 8 complete days before; it moves with what it is counted from, and is not drawn\n",
        "50%│•••",
    ]);
    // Asked for itself, a counter shows its limit as well; nothing guards it, and that is right.
    let said = project
        .run(&["query", "late_share", "mean_weight", "--plot", "--counters", "--until", "2026-03-03", "--as-of", "2026-03-10"])
        .expect(0);
    assert_eq!(said.err, "note: no counter guards `mean_weight`\n");
    said.says(&["  limit: at most 50% (•); kept in all of 1 day\n  last 0% (2026-03-02)\n"]);
}

#[test]
fn counters_see_the_same_rows() {
    if !wanted("duckdb") {
        return;
    }
    let arguments = [
        "query",
        "boxes_sent",
        "--plot",
        "--counters",
        "--as-of",
        "2026-03-20",
        "--since",
        "2026-03-04",
        "--until",
        "2026-03-06",
    ];
    let project = project(ORDERS);
    project.run(&arguments).expect(0).says(&["broken in 2 of 2 days, the last time in 2026-03-05"]);
    project
        .run(&[&arguments[..], &["--where", "not late"]].concat())
        .expect(0)
        .says(&["no value in 2 of 2 days", "no period that is over has a value"]);
}

#[test]
fn the_segments_that_add_up_to_most_are_drawn() {
    if !wanted("duckdb") {
        return;
    }
    let row = |n: usize| format!("{n},2026-03-02,{},1,false,c{n}\n", [5, 50, 40, 30, 0, 20, 10, 60][n]);
    let orders = "order_id,placed_on,boxes,weight,late,city\n".to_owned() + &(0..8).map(row).collect::<String>();
    let said = project(&orders).run(&["query", "boxes_sent", "--by", "city", "--plot", "--as-of", "2026-03-03"]).expect(0);
    let drawn: Vec<&str> = said.out.lines().filter_map(|line| line.split("city = ").nth(1)).collect();
    assert_eq!(drawn, ["c1", "c2", "c3", "c5", "c6", "c7"], "{}", said.out);
    assert!(said.out.ends_with("\n… and 2 more of 8 segments; the 6 that add up to most are drawn\n"), "{}", said.out);
    // One scale for all.
    assert_eq!(said.out.lines().filter(|line| line.starts_with("60│")).count(), 6, "{}", said.out);
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let project = project(ORDERS);
    let refused = |more: &[&str], words: &[&str]| {
        let ended = project.run(&[&["query", "boxes_sent", "--plot"], more].concat()).expect(2);
        assert_eq!(ended.out, "");
        ended.says(words);
    };
    refused(&["--grain", "none"], &["a chart needs periods", "`--grain week`"]);
    refused(&["--format", "csv"], &["`--format` is for machines"]);
    for more in [&["--sql"][..], &["--limit", "2"], &["--order", "boxes_sent"], &["--sparse"]] {
        refused(more, &["cannot be used with"]);
    }
    project.run(&["query", "boxes_sent", "--counters"]).expect(2).says(&["--plot"]);
    if wanted("duckdb") {
        let empty = project_without_rows();
        empty.run(&["query", "boxes_sent", "--plot", "--counters"]).expect(0).says(&["note: no period has a row"]);
    }
}

fn project_without_rows() -> Project {
    project("order_id,placed_on,boxes,weight,late,city\n")
}

#[test]
fn only_text_reaches_a_pipe() {
    if !wanted("duckdb") {
        return;
    }
    let project = project(&ORDERS.replace(",A\n", ",\u{1b}[31mA\n"));
    let question = ["query", "boxes_sent", "--by", "city", "--plot", "--as-of", "2026-03-11"];
    let plain = project.run(&question).expect(0);
    assert!(!plain.out.contains('\u{1b}') && plain.out.contains("city = \\u{1b}[31mA"), "{plain:#?}");
    let colored = project.run(&[&question[..], &["--color", "always"]].concat()).expect(0).out;
    assert!(colored.contains("\u{1b}[36m⢀⠤⠒⠑⠢⢄\u{1b}[0m"), "{colored:?}");
    let mut bare = colored.replace("\u{1b}[0m", "");
    ["36", "31", "1"].iter().for_each(|tint| bare = bare.replace(&format!("\u{1b}[{tint}m"), ""));
    assert_eq!(bare, plain.out);
}
