//! The edges of the rules on time columns, native SQL, estimates, descriptions, layout and what is on its way out.

use super::{check, lines, tidy};
use northstar::rules::project_text;

/// What is found in the example project with some declarations before it, each line without its place.
fn found(example: &str) -> Vec<String> {
    found_with("", &tidy(&project_text(example, &[])))
}

fn found_with(settings: &str, text: &str) -> Vec<String> {
    let (sources, found) = check(settings, &[("stays.nsm", text)]);
    lines(&sources, &found).iter().map(|line| line.split_once(": ").unwrap().1.to_owned()).collect()
}

/// A source of visits with some properties and a time column, and an outcome over it.
fn visits(properties: &str, time: &str, more: &str) -> String {
    format!(
        "source visits {{
  {properties}

  visit_id integer key
  {time}
  agent text
}}

outcome visits_made {{
  title: \"Visits\"
  description: \"Every visit.\"
  value: count(*) from visits where agent = 'x' {more}
}}
"
    )
}

#[test]
fn a_time_column_is_wrapped_where_it_is_more_than_a_column() {
    let table = "table: analytics.fct_visits";
    let wrapped =
        "warning[NS706] wrapped-time: the time `visited_on` of `visits` is computed, so every statement reads the whole table";
    let cast = "visited_at timestamp\n  visited_on date time = cast(visited_at as date)";
    assert_eq!(found(&visits(table, cast, "")), [wrapped]);
    let native = "visited_on date time = native(duckdb: \"\"\"coalesce(agent, '')::date\"\"\")";
    assert_eq!(found(&visits(table, native, "")).iter().filter(|line| line.contains("NS706")).count(), 1);
    for plain in ["visited_on date time", "visited_on date time column \"VISITED\"", "day date\n  visited_on date time = day"] {
        assert_eq!(found(&visits(table, plain, "")), [""; 0], "{plain}");
    }
    // The time of the metric, not of the source.
    let other = "visited_at timestamp time\n  visited_on date = cast(visited_at as date)";
    assert_eq!(found(&visits(table, other, "\n  time: visited_on")), [wrapped]);
    let allowed = format!("{table}\n  allow: wrapped-time because \"The table is small.\"");
    assert_eq!(found(&visits(&allowed, cast, "")), [""; 0]);
}

#[test]
fn a_query_wraps_the_time_that_it_computes() {
    let query = |select: &str| format!("query: \"\"\"{select}\"\"\"");
    let day = "visited_on date time";
    for computed in [
        "select visit_id, cast(at as date) as visited_on, agent from raw.visits",
        "select visit_id, on_day as visited_on, agent from a union all select visit_id, date(at) as visited_on, agent from b",
        "(select visit_id, min(at) AS Visited_On, agent from raw.visits group by 1, 3)",
    ] {
        let said = found(&visits(&query(computed), day, ""));
        assert_eq!(said.len(), 1, "{computed}: {said:?}");
        assert!(said[0].contains("NS706"), "{said:?}");
    }
    for plain in [
        "select visit_id, visited_on, agent from raw.visits",
        "select v.visit_id, v.on_day as visited_on, lower(v.agent) as agent from raw.visits v",
        "select * from raw.visits",
    ] {
        assert_eq!(found(&visits(&query(plain), day, "")), [""; 0], "{plain}");
    }
}

#[test]
fn native_sql_can_be_accepted_in_its_source() {
    let native = "visited_at timestamp time\n  robot boolean = native(duckdb: \"\"\"agent = 'bot'\"\"\", postgres: \"\"\"agent = 'bot'\"\"\")";
    let more = "and not robot";
    let said = found(&visits("table: analytics.fct_visits", native, more));
    assert_eq!(said, ["warning[NS703] native-in-use: `robot` of `visits` is written in the SQL of duckdb, postgres"]);
    let allow = "table: analytics.fct_visits\n  allow: native-in-use because \"No patterns.\"";
    assert_eq!(found(&visits(allow, native, more)), [""; 0]);
    // What it accepts is not there.
    let said = found(&visits(allow, "visited_at timestamp time", ""));
    assert_eq!(said, ["warning[NS807] unused-allow: `allow` of `native-in-use` silences nothing"]);
}

#[test]
fn a_limit_on_an_estimate_is_found_through_other_metrics() {
    let counter = |value: &str, more: &str| {
        found(&format!(
            "{more}

counter listings_booked {{
  title: \"Listings\"
  description: \"Few listings alone.\"
  guards: nights_booked
  value: {value}
  limit: at least 0.2
  owner: supply
  review: weekly
}}
"
        ))
    };
    let said = ["warning[NS702] approximate-limit: the limit of `listings_booked` judges a figure that is only estimated"];
    let seen = "metric seen { value: approx_count_distinct(listing_id) from bookings  unit: listing }";
    assert_eq!(counter("seen / bookings_made", seen), said);
    assert_eq!(counter("sum(nights) / approx_count_distinct(listing.city) from bookings", ""), said);
    let exact = seen.replace("approx_count_distinct(", "count(distinct ");
    assert_eq!(counter("seen / bookings_made", &exact), [""; 0]);
}

#[test]
fn every_use_of_a_metric_on_its_way_out_is_found_once() {
    let old = "outcome old { title: \"Old\" description: \"Old.\" value: sum(nights) from bookings  status: deprecated }\n";
    let user = |more: &str| found(&format!("{old}\noutcome user {{ title: \"U\" description: \"U.\" {more} }}\n"));
    let said = ["warning[NS804] deprecated-in-use: `user` is computed from `old`, which is on its way out"];
    assert_eq!(user("value: old / nights_booked + old / 2 / nights_booked"), said);
    assert_eq!(user("value: old / 2  status: deprecated"), [""; 0]);
    assert_eq!(user("value: old / 2  allow: deprecated-in-use because \"Until May.\""), [""; 0]);
    let star = project_text(old, &[]);
    let leads = tidy(&star.replace("leads:       gross_booking_value", "leads:       old"));
    assert_eq!(
        found_with("", &leads),
        ["warning[NS804] deprecated-in-use: `nights_booked` claims to lead `old`, which is on its way out"]
    );
    // What drives a north star that is replaced is not to blame.
    let leaving = star.replace("  equals: ", "  status:      deprecated\n  equals: ")
        + "\nmetric next { value: sum(nights) from bookings where nights > 0  status: draft  replaces: nights_booked }\n";
    assert_eq!(found_with("", &tidy(&leaving)), [""; 0]);
}

#[test]
fn what_replaces_a_metric_in_transition_is_left_alone() {
    let pair = |old: &str, new: &str| {
        found(&format!(
            "outcome old {{ title: \"O\" description: \"O.\" value: sum(nights) from bookings {old} }}\n
outcome new {{ title: \"N\" description: \"N.\" value: sum(nights) from bookings where nights > 1 {new} }}\n"
        ))
    };
    let said = ["warning[NS806] replaces-existing: `new` replaces `old`, which is still there"];
    assert_eq!(pair("", "replaces: old"), said);
    assert_eq!(pair("status: draft", "replaces: old"), said);
    assert_eq!(pair("status: deprecated", "replaces: old"), [""; 0]);
    assert_eq!(pair("", "replaces: old status: draft"), [""; 0]);
    assert_eq!(pair("", "replaces: older"), [""; 0]);
    let itself = ["warning[NS806] replaces-existing: `new` replaces itself"];
    assert_eq!(pair("", "replaces: new status: draft"), itself);
}

#[test]
fn what_is_missing_of_title_and_description_is_named() {
    let outcome = |more: &str| found(&format!("outcome waiting {{ {more} value: sum(nights) from bookings }}\n"));
    let said = |what: &str| vec![format!("warning[NS801] undescribed-metric: the outcome `waiting` has no {what}")];
    assert_eq!(outcome(""), said("title and no description"));
    assert_eq!(outcome("title: \"W\""), said("description"));
    assert_eq!(outcome("description: \"W.\""), said("title"));
    assert_eq!(outcome("title: \"W\" description: \"  \""), said("description"));
}

#[test]
fn long_sentences_are_fine_unless_the_project_says_otherwise() {
    let words = |number: usize| format!("{}.", vec!["word"; number].join(" "));
    let team = |description: &str| {
        tidy(&project_text(
            &format!("team supply {{\n  title: \"S\"\n  contact: \"s@x\"\n  description: \"{description}\"\n}}\n"),
            &[],
        ))
    };
    let on = "[lint]\nlong-description = \"warn\"\n";
    let said = ["warning[NS802] long-description: the description of `supply` begins with a sentence of 26 words"];
    assert_eq!(found_with(on, &team(&words(26))), said);
    assert_eq!(found_with("", &team(&words(26))), [""; 0]);
    assert_eq!(found_with(on, &team(&format!("{} Then {}", words(25), words(30)))), [""; 0]);
}

#[test]
fn layout_is_looked_at_file_by_file_and_not_where_a_file_does_not_parse() {
    let team = "team  guests { title: \"Guests\" }\nteam  hosts { title: \"Hosts\" }\n";
    let project = project_text("", &[]);
    let codes = |settings: &str, more: &str| {
        let (sources, found) = check(settings, &[("more.nsm", more), ("stays.nsm", &project)]);
        let layout = lines(&sources, &found).into_iter().filter(|line| line.contains("NS803"));
        (layout.collect::<Vec<_>>(), found.errors())
    };
    let said = "more.nsm:1:1: warning[NS803] not-formatted: the file is not formatted";
    assert_eq!(codes("", team), (vec![said.to_owned()], 0));
    let (layout, errors) = codes("", &format!("{team}team {{"));
    assert!(layout.is_empty() && errors > 0, "{layout:?}");
    assert_eq!(codes("[lint]\nnot-formatted = \"allow\"\n", team), (Vec::new(), 0));
    assert_eq!(codes("[lint]\nNS803 = \"deny\"\n", team).1, 1);
}
