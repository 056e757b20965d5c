//! The edges of the rules on the choice of metric: what clears them, which of several is shown, and where each one ends.

use super::{check, codes, lines, tidy};
use northstar::rules::project_text;

/// The codes for the example project with some declarations put before it, and some settings.
fn found_with(settings: &str, text: &str) -> Vec<&'static str> {
    found_in(settings, &project_text(text, &[]))
}

/// The codes for a whole project.
fn found_in(settings: &str, text: &str) -> Vec<&'static str> {
    let (sources, diagnostics) = check(settings, &[("stays.nsm", &tidy(text))]);
    let mut found = codes(&diagnostics);
    found.retain(|code| !["NS316", "NS805"].contains(code));
    let expected = found.iter().all(|code| code.starts_with("NS5") || *code == "NS807" || *code == "NS107");
    assert!(expected, "{}", lines(&sources, &diagnostics).join("\n"));
    found
}

fn found(text: &str) -> Vec<&'static str> {
    found_with("", text)
}

/// A north star over a source of its own, with tags of the source and more properties.
fn star(title: &str, source: &str, tags: &str, properties: &str) -> String {
    let tags = if tags.is_empty() { String::new() } else { format!("tags: {tags}") };
    format!(
        "source {source} {{ table: app.rows {tags}
  row_id integer key  at_time timestamp time  user_id integer  kind text  amount decimal(12,2) unit usd  size integer unit piece }}

north_star nights_booked {{
  title:       \"{title}\"
  description: \"What is counted.\"
  {properties}
  owner:       marketplace
  review:      weekly_review
  leads:       gross_booking_value by 2 to 8 weeks
  allow:       no-equals because \"as a whole\"EXTRA
}}
"
    )
}

/// A star that allows nothing more.
fn plain(title: &str, source: &str, tags: &str, properties: &str) -> String {
    star(title, source, tags, properties).replace("EXTRA", "")
}

fn allowing(rule: &str, text: &str) -> String {
    text.replace("EXTRA", &format!(", {rule} because \"we know\""))
}

const ROWS: &str = "value: count(distinct user_id) from";

#[test]
fn the_tag_of_the_value_moment_clears_what_words_say() {
    for (title, source, code) in
        [("Downloads", "downloads", "NS502"), ("Signups", "signups", "NS503"), ("Weekly active users", "events", "NS506")]
    {
        let value = format!("{ROWS} {source}");
        assert_eq!(found(&plain(title, source, "", &value)), [code]);
        assert_eq!(found(&plain(title, source, "value_moment", &value)), [""; 0]);
        assert_eq!(found(&plain(title, source, "", &format!("{value} tags: value_moment"))), [""; 0]);
    }
    let all_time = format!("{ROWS} downloads window: all time");
    assert_eq!(found(&plain("Downloads", "downloads", "value_moment", &all_time)), ["NS501"], "it still can only grow");
}

#[test]
fn a_tag_of_the_source_says_what_its_name_does_not() {
    for (tag, value, title, code) in [
        ("social", "count(distinct user_id) from rows_kept", "Friends", "NS502"),
        ("app_store", "count(distinct row_id) from rows_kept", "Friends", "NS502"),
        ("billing", "sum(amount) from rows_kept", "What comes in", "NS504"),
        ("internal", "count(distinct row_id) from rows_kept", "Things released", "NS507"),
        ("survey", "avg(size) from rows_kept", "CSAT", "NS508"),
    ] {
        let properties = format!("value: {value}");
        assert_eq!(found(&plain(title, "rows_kept", tag, &properties)), [code], "{tag}");
        let untagged: &[&str] = if tag == "billing" { &["NS509"] } else { &[] };
        assert_eq!(found(&plain(title, "rows_kept", "", &properties)), untagged, "{tag}");
    }
}

#[test]
fn mature_companies_need_a_reason() {
    let revenue = |more: &str| found(&plain("Revenue", "rows_kept", "", &format!("value: max(amount) from rows_kept {more}")));
    assert_eq!(revenue(""), ["NS504"]);
    assert_eq!(revenue("stage: mature"), ["NS504"]);
    assert_eq!(revenue("stage: growth because: \"We grow.\""), ["NS504"]);
    assert_eq!(revenue("stage: mature because: \" \""), ["NS504"]);
    assert_eq!(revenue("stage: mature because: \"Everybody has it.\""), [""; 0]);
}

#[test]
fn revenue_has_a_currency() {
    let value = |value: &str| found(&plain("Revenue", "rows_kept", "", &format!("value: {value} from rows_kept")));
    assert_eq!(value("max(amount)"), ["NS504"]);
    assert_eq!(value("sum(amount) / count(distinct user_id)"), ["NS504"]);
    assert_eq!(value("max(size)"), [""; 0]);
}

#[test]
fn one_finding_of_the_family_is_shown_and_the_most_specific() {
    let text = star("Signups", "signups", "", "value: count(*) from signups window: all time");
    assert_eq!(found(&text.replace("EXTRA", "")), ["NS501"], "and not NS503");
    assert_eq!(found(&allowing("vanity-metric", &text)), [""; 0], "no creation is counted any more");
    let text = star("Visitors", "visits", "", "value: count(*) from visits");
    assert_eq!(found(&text.replace("EXTRA", "")), ["NS502"], "and not NS509");
    assert_eq!(found(&allowing("reach-metric", &text)), ["NS509"], "what is accepted is in nobody's way");
    assert_eq!(found(&allowing("volume-without-quality", &text)), ["NS502"], "nor does it hide what comes first");
    let both = allowing("reach-metric because \"yes\", volume-without-quality", &text);
    assert_eq!(found(&both), [""; 0]);
    assert_eq!(found_with("[lint]\nreach-metric = \"allow\"\n", &text.replace("EXTRA", "")), ["NS509"]);
}

#[test]
fn the_project_file_sets_the_level() {
    let text = plain("Visitors", "visits", "", "value: count(distinct user_id) from visits");
    assert_eq!(found_with("[lint]\nNS502 = \"allow\"\n", &text), [""; 0]);
    let (_, denied) = check("[lint]\nreach-metric = \"deny\"\n", &[("stays.nsm", &tidy(&project_text(&text, &[])))]);
    assert_eq!((codes(&denied), denied.errors()), (vec!["NS502"], 1));
}

#[test]
fn conditions_that_ask_for_nothing_do_not_qualify() {
    let with = |condition: &str| found(&plain("Visitors", "visits", "", &format!("{ROWS} visits where {condition}")));
    for nothing in ["at_time >= 2026-01-01", "user_id is not null", "row_id is not null", "kind = 'visit'", "true"] {
        assert_eq!(with(nothing), ["NS502"], "{nothing}");
    }
    for something in ["kind = 'purchase'", "size > 3", "user_id != row_id", "at_time >= 2026-01-01 and size > 3"] {
        assert_eq!(with(something), [""; 0], "{something}");
    }
    let having = |having: &str| {
        found(&plain("Visitors", "visits", "", &format!("value: count(distinct user_id having {having}) from visits")))
    };
    assert_eq!(having("count(*) >= 1"), ["NS502"]);
    assert_eq!(having("count(*) > 0"), ["NS502"]);
    assert_eq!(having("count(*) >= 2"), [""; 0]);
}

#[test]
fn the_help_is_what_to_write() {
    let help = |title: &str, source: &str, properties: &str| {
        let text = project_text(&plain(title, source, "", properties), &[]);
        let (_, diagnostics) = check("", &[("stays.nsm", &tidy(&text))]);
        let finding = diagnostics.iter().find(|finding| finding.code.id.starts_with("NS5")).unwrap();
        finding.help.clone().unwrap()
    };
    let shown = help("Visitors", "visits", &format!("{ROWS} visits"));
    assert!(shown.contains("`value: count(distinct user_id) from visits where …`"), "{shown}");
    assert!(shown.contains("`tags: value_moment` in the source `visits`"), "{shown}");
    let shown = help("Visitors", "visits", &format!("{ROWS} visits where at_time >= 2026-01-01"));
    assert!(shown.contains("`value: count(distinct user_id) from visits where at_time >= 2026-01-01 and …`"), "{shown}");
    let shown = help("Openers", "events", &format!("{ROWS} events where kind = 'app_open'"));
    assert!(shown.contains("with another event than `'app_open'`"), "{shown}");
    let shown = help("Visitors", "visits", &format!("{ROWS} visits window: all time"));
    assert!(shown.starts_with("remove `window: all time`"), "{shown}");
    let shown = help("Revenue", "rows_kept", "value: max(amount) from rows_kept stage: mature");
    assert!(shown.ends_with("add `because: \"…\"` to `stage: mature`"), "{shown}");
}

#[test]
fn a_metric_is_seen_through_its_names() {
    let text = plain("Crowd", "visits", "", "value: counted").replace(
        "\n\nnorth_star",
        "\n
metric counted { value: count(distinct user_id) from visits }
north_star",
    );
    assert_eq!(found(&text), ["NS502"]);
    assert_eq!(found(&text.replace("from visits }", "from visits where size > 3 }")), [""; 0]);
    assert_eq!(found(&text.replace("from visits }", "from visits  window: all time }")), ["NS501"]);
}

#[test]
fn what_is_wrong_already_is_not_judged() {
    let text = plain("Visitors", "visits", "", "value: count(distinct user) from visits");
    let (_, diagnostics) = check("", &[("stays.nsm", &tidy(&project_text(&text, &[])))]);
    assert_eq!(codes(&diagnostics), ["NS102"]);
}

/// The example project, whose counter is another one over some rows more.
fn countered(value: &str, limit: &str) -> Vec<&'static str> {
    let text = format!(
        "source complaints {{ table: app.complaints  complaint_id integer key  at_time timestamp time  minutes integer unit minute
  booking_id integer references bookings as booking }}
source requests {{ table: app.requests  request_id integer key  at_time timestamp time  urgent boolean }}
metric requests_made {{ value: count(*) from requests unit: request status: draft }}
metric complaints_made {{ value: count(*) from complaints unit: complaint status: draft }}

counter guard {{
  title:       \"Guard\"
  description: \"What must not suffer.\"
  guards:      nights_booked
  value:       {value}
  limit:       {limit}
  owner:       supply
  review:      weekly_review
}}
"
    );
    found_in("", &project_text(&text, &["cancellation_rate"]))
}

#[test]
fn quality_is_a_ratio_a_statistic_or_a_count_of_faults_of_the_same_rows() {
    for (good, limit) in [
        ("count(*) filter (where status = 'cancelled') / count(*) from bookings", "at most 8%"),
        ("percentile(nights, 0.95) from bookings", "at most 10"),
        ("count(*) from complaints", "at most 10"),
        ("median(minutes) from complaints", "at most 10"),
        ("complaints_made / bookings_made", "at most 0.1"),
        ("avg(count(*) per listing_id) from bookings", "at most 10"),
        ("max(nights) - min(nights) from bookings where nights < 99", "at most 10"),
    ] {
        assert_eq!(countered(good, limit), [""; 0], "{good}");
    }
    for (bad, limit) in [
        ("count(*) from requests", "at most 10"),
        ("requests_made", "at most 10"),
        ("count(*) filter (where urgent) / count(*) from requests", "at most 10%"),
        ("count(*) from bookings where nights > 9", "at most 10"),
    ] {
        assert_eq!(countered(bad, limit), ["NS509"], "{bad}");
    }
}

fn outcome(name: &str, more: &str) -> Vec<&'static str> {
    found(&format!(
        "outcome {name} {{ title: \"T\"  description: \"D.\"  value: count(*) from bookings where nights > 9  {more} }}\n"
    ))
}

#[test]
fn a_name_for_harm_and_a_direction_agree() {
    for harm in ["churned_hosts", "bugs", "error_rate", "refunds_paid", "complaints", "checkout_failures", "churn_after_trial"] {
        assert_eq!(outcome(harm, ""), ["NS511"], "{harm}");
        assert_eq!(outcome(harm, "direction: increase"), ["NS511"], "{harm}");
        assert_eq!(outcome(harm, "direction: decrease"), [""; 0], "{harm}");
    }
    for turned in [
        "bugs_fixed",
        "error_free_stays",
        "error_budget",
        "revenue_net_of_refunds",
        "revenue_after_refunds",
        "terrors",
        "debugging_hours",
    ] {
        assert_eq!(outcome(turned, ""), [""; 0], "{turned}");
    }
}

#[test]
fn a_counter_takes_its_direction_from_its_limit() {
    let counter = |limit: &str| {
        found(&format!(
            "counter refund_share {{ title: \"T\"  description: \"D.\"  guards: nights_booked  owner: supply  review: weekly
  value: count(*) filter (where nights > 9) / count(*) from bookings  limit: {limit} }}\n"
        ))
    };
    assert_eq!(counter("at most 5%"), [""; 0]);
    assert_eq!(counter("between 1% and 5%"), [""; 0]);
    assert_eq!(counter("at least 5%"), ["NS511"]);
}

/// The example project with sources from outside, and the inputs' values.
fn driven(bookings: &str, nights: &str, more: &str) -> Vec<&'static str> {
    let input = |name: &str, value: &str, owner: &str| {
        format!(
            "input {name} {{ title: \"T\"  description: \"D.\"  drives: nights_booked  value: {value}  owner: {owner}  review: weekly }}\n"
        )
    };
    let star = "north_star nights_booked { title: \"Nights\"  description: \"D.\"  owner: marketplace  review: weekly
  value: sum(nights) from bookings where status = 'confirmed'  leads: gross_booking_value by 2 to 8 weeks
  allow: no-equals because \"as a whole\" }\n";
    let days =
        "source days { table: x.days  tags: external  day date key time  sun integer unit hour  rain integer unit hour }\n";
    let inputs = format!("{}{}", input("bookings_made", bookings, "marketplace"), input("nights_per_booking", nights, "supply"));
    found(&format!("{days}{more}{star}{inputs}"))
}

#[test]
fn one_input_that_a_team_can_move_is_enough() {
    let (sun, rain) = ("sum(sun) from days", "sum(rain) from days direction: decrease");
    assert_eq!(driven(sun, rain, ""), ["NS510"]);
    assert_eq!(driven(sun, "count(*) from bookings where nights > 2", ""), [""; 0]);
    assert_eq!(driven(sun, "count(*) from bookings where nights > 2 tags: external", ""), ["NS510"]);
}
