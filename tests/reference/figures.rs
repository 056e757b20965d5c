//! The evaluator against figures worked out by hand.

use jiff::civil::{Date, date};
use northstar::project::calendar::{Calendar, Grain, Weekday};

use super::evaluate::{Table, answer};
use super::harness::{fill, prepare};
use super::rows::World;
use super::written::WrittenQuestion;

/// A question about metrics at a grain, up to the end of a day.
pub fn asked(metrics: &str, grain: Option<Grain>, as_of: Date) -> WrittenQuestion {
    WrittenQuestion {
        metrics: metrics.split(' ').map(str::to_owned).collect(),
        by: Vec::new(),
        grain,
        since: None,
        until: None,
        filter: None,
        as_of,
        sparse: false,
    }
}

/// The same by dimensions.
pub fn by(mut question: WrittenQuestion, by: &[&str]) -> WrittenQuestion {
    question.by = by.iter().map(|path| (*path).to_owned()).collect();
    question
}

/// The answer to a question, one line a row, sorted.
pub fn lines(text: &str, calendar: &Calendar, tables: &[(&str, &[&str])], question: &WrittenQuestion) -> Vec<String> {
    let (project, questions) = prepare(text, calendar, std::slice::from_ref(question)).unwrap();
    let mut world = World::new(&project);
    tables.iter().for_each(|(source, rows)| fill(&mut world, source, rows));
    let Table { rows, .. } = answer(&world, &questions[0]);
    let line = |row: &Vec<super::value::Value>| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ");
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.sort();
    lines
}

const STAYS: &str = "
source listings {
  table: listings
  listing_id integer key
  city text nullable
  host_id integer nullable references hosts as host
}
source hosts { table: hosts  host_id integer key  country text }
source bookings {
  table: bookings
  booking_id integer key
  booked_at timestamp time
  nights integer nullable
  price decimal(12,2) nullable
  status text one_of ('confirmed', 'cancelled')
  listing_id integer nullable references listings as listing
}
metric nights_booked { value: sum(nights) from bookings where status = 'confirmed' }
metric bookings_made { value: count(*) from bookings where status = 'confirmed' }
metric average_price { value: avg(price) from bookings }
metric price_per_night { value: sum(price) / sum(nights) from bookings }
metric confirmed_share { value: count(*) filter (where status = 'confirmed') / count(*) from bookings }
metric kept_nights { value: max(nights) from bookings  fill: previous }
metric nights_per_booking { value: nights_booked / bookings_made  fill: zero }
";

fn utc() -> Calendar {
    Calendar::default()
}

#[test]
fn a_cancelled_booking_is_no_night() {
    let rows: &[&str] = &["1 | 2026-01-05 10:00 | 3 | - | confirmed", "2 | 2026-01-06 11:00 | 9 | - | cancelled"];
    let question = asked("nights_booked", Some(Grain::Week), date(2026, 1, 11));
    assert_eq!(lines(STAYS, &utc(), &[("bookings", rows)], &question), ["2026-01-05 | 3"]);
}

#[test]
fn an_empty_period_is_there_and_filled() {
    let rows: &[&str] = &["1 | 2026-01-05 10:00 | 3 | 10.00 | confirmed", "2 | 2026-01-20 11:00 | 2 | 5.50 | confirmed"];
    let metrics = "nights_booked average_price price_per_night kept_nights nights_per_booking";
    let question = asked(metrics, Some(Grain::Week), date(2026, 1, 25));
    let expected = [
        "2026-01-05 | 3 | 10.0 | 3.3333333333333335 | 3 | 3.0",
        "2026-01-12 | 0 | null | null | 3 | 0.0",
        "2026-01-19 | 2 | 5.5 | 2.75 | 2 | 2.0",
    ];
    assert_eq!(lines(STAYS, &utc(), &[("bookings", rows)], &question), expected);
}

#[test]
fn a_ratio_is_a_ratio_of_sums() {
    // Of the methods' example: the mean of the daily ratios would be 1.875.
    let rows: &[&str] = &[
        "1 | 2026-01-05 10:00 | 4 | 1.00 | confirmed",
        "2 | 2026-01-06 10:00 | 2 | 7.00 | confirmed",
        "3 | 2026-01-07 10:00 | 0 | 12.00 | confirmed",
    ];
    let question = asked("price_per_night", Some(Grain::Week), date(2026, 1, 11));
    assert_eq!(lines(STAYS, &utc(), &[("bookings", rows)], &question), ["2026-01-05 | 3.3333333333333335"]);
    let question = asked("price_per_night", Some(Grain::Day), date(2026, 1, 7));
    let expected = ["2026-01-05 | 0.25", "2026-01-06 | 3.5", "2026-01-07 | null"];
    assert_eq!(lines(STAYS, &utc(), &[("bookings", rows)], &question), expected);
}

#[test]
fn links_never_drop_a_row() {
    let bookings: &[&str] = &[
        "1 | 2026-01-05 10:00 | 3 | - | confirmed | 1",
        "2 | 2026-01-06 11:00 | 2 | - | confirmed | 9",
        "3 | 2026-01-07 11:00 | 5 | - | confirmed | -",
        "4 | 2026-01-13 11:00 | 7 | - | cancelled | 2",
    ];
    let listings: &[&str] = &["1 | Paris | 1", "2 | Rome | -"];
    let tables = [("bookings", bookings), ("listings", listings), ("hosts", &["1 | FR"][..])];
    let question = by(asked("nights_booked", Some(Grain::Week), date(2026, 1, 18)), &["listing.city"]);
    // Rome has no confirmed booking, so it is not seen; but in a metric without that `where` it is.
    let expected = ["2026-01-05 | 'Paris' | 3", "2026-01-05 | null | 7", "2026-01-12 | 'Paris' | 0", "2026-01-12 | null | 0"];
    assert_eq!(lines(STAYS, &utc(), &tables, &question), expected);
    let question = by(asked("confirmed_share", None, date(2026, 1, 18)), &["listing.host.country"]);
    assert_eq!(lines(STAYS, &utc(), &tables, &question), ["'FR' | 1.0", "null | 0.6666666666666666"]);
}

#[test]
fn sparse_keeps_only_what_was_found() {
    let rows: &[&str] = &["1 | 2026-01-05 10:00 | 3 | - | confirmed", "2 | 2026-01-20 11:00 | 9 | - | confirmed"];
    let mut question = asked("bookings_made", Some(Grain::Week), date(2026, 1, 25));
    question.sparse = true;
    assert_eq!(lines(STAYS, &utc(), &[("bookings", rows)], &question), ["2026-01-05 | 1", "2026-01-19 | 1"]);
}

#[test]
fn without_rows_there_is_one_row_of_the_whole() {
    let question = asked("bookings_made average_price", None, date(2026, 1, 25));
    assert_eq!(lines(STAYS, &utc(), &[], &question), ["0 | null"]);
    let question = asked("bookings_made", Some(Grain::Week), date(2026, 1, 25));
    assert!(lines(STAYS, &utc(), &[], &question).is_empty());
}

#[test]
fn bounds_choose_periods_and_exact_days_of_the_whole() {
    let rows: &[&str] = &[
        "1 | 2026-01-06 10:00 | 1 | - | confirmed",
        "2 | 2026-01-14 10:00 | 2 | - | confirmed",
        "3 | 2026-01-15 10:00 | 4 | - | confirmed",
        "4 | 2026-01-20 10:00 | 8 | - | confirmed",
    ];
    let mut question = asked("nights_booked", Some(Grain::Week), date(2026, 1, 25));
    (question.since, question.until) = (Some(date(2026, 1, 15)), Some(date(2026, 1, 21)));
    assert_eq!(lines(STAYS, &utc(), &[("bookings", rows)], &question), ["2026-01-12 | 6"]);
    question.grain = None;
    assert_eq!(lines(STAYS, &utc(), &[("bookings", rows)], &question), ["12"]);
    question.filter = Some("nights > 4".to_owned());
    assert_eq!(lines(STAYS, &utc(), &[("bookings", rows)], &question), ["8"]);
}

#[test]
fn a_day_of_23_hours_is_a_whole_day() {
    let calendar = Calendar { timezone: "America/Los_Angeles".to_owned(), ..Calendar::default() };
    // 2026-03-08 there runs from 08:00 UTC to 07:00 UTC of the next day.
    let rows: &[&str] = &[
        "1 | 2026-03-08 07:59:59 | 1 | - | confirmed",
        "2 | 2026-03-08 08:00 | 2 | - | confirmed",
        "3 | 2026-03-09 06:59:59 | 4 | - | confirmed",
        "4 | 2026-03-09 07:00 | 8 | - | confirmed",
    ];
    let question = asked("nights_booked", Some(Grain::Day), date(2026, 3, 9));
    let expected = ["2026-03-07 | 1", "2026-03-08 | 6", "2026-03-09 | 8"];
    assert_eq!(lines(STAYS, &calendar, &[("bookings", rows)], &question), expected);
    let mut earlier = question;
    earlier.as_of = date(2026, 3, 8);
    assert_eq!(lines(STAYS, &calendar, &[("bookings", rows)], &earlier), ["2026-03-07 | 1", "2026-03-08 | 6"]);
}

#[test]
fn weeks_start_on_the_projects_day_and_quarters_follow_the_fiscal_year() {
    let calendar = Calendar { week_start: Weekday::Sunday, fiscal_year_start: 2, ..Calendar::default() };
    let rows: &[&str] = &[
        "1 | 2026-01-31 10:00 | 1 | - | confirmed",
        "2 | 2026-02-01 10:00 | 2 | - | confirmed",
        "3 | 2026-04-30 10:00 | 4 | - | confirmed",
        "4 | 2026-05-01 10:00 | 8 | - | confirmed",
    ];
    let tables = [("bookings", rows)];
    let mut question = asked("nights_booked", Some(Grain::Week), date(2026, 2, 1));
    assert_eq!(lines(STAYS, &calendar, &tables, &question), ["2026-01-25 | 1", "2026-02-01 | 2"]);
    (question.grain, question.as_of) = (Some(Grain::Quarter), date(2026, 5, 1));
    assert_eq!(lines(STAYS, &calendar, &tables, &question), ["2025-11-01 | 1", "2026-02-01 | 6", "2026-05-01 | 8"]);
    question.grain = Some(Grain::Year);
    assert_eq!(lines(STAYS, &calendar, &tables, &question), ["2025-02-01 | 1", "2026-02-01 | 14"]);
}

const USE: &str = "
source actions {
  table: actions
  action_id integer key
  at timestamp time
  team integer nullable
  person integer nullable
  amount integer
  stock integer = amount
}
metric active_teams { value: count(distinct team) from actions }
metric average_amount { value: avg(amount) from actions }
metric mid { value: median(amount) from actions }
metric high { value: percentile(amount, 0.9) from actions }
metric spread { value: stddev(amount) from actions }
metric pairs { value: count(distinct team, person) from actions }
metric month_teams { value: count(distinct team) from actions  window: trailing 28 days }
metric per_team { value: avg(sum(amount) per team) from actions }
metric busy_teams { value: count(distinct team having count(*) >= 2) from actions }
metric per_day { value: avg(count(*) per day) from actions }
metric new_teams { value: new(active_teams) }
metric retained_teams { value: retained(active_teams) }
metric resurrected_teams { value: resurrected(active_teams) }
metric churned_teams { value: churned(active_teams) }
metric before { value: lag(active_teams, 1 week) }
metric change { value: growth(active_teams, 1 week) }
metric closing { value: sum(stock) from actions  snapshot: last }
metric closing_by_team { value: sum(stock) from actions  snapshot: last by team }
";

/// Action, time, team, person, amount.
const ACTIONS: &[&str] = &[
    "1 | 2026-01-05 10:00 | 1 | 1 | 1",
    "2 | 2026-01-06 10:00 | 1 | 2 | 2",
    "3 | 2026-01-07 10:00 | 2 | 1 | 3",
    "4 | 2026-01-13 10:00 | 2 | 1 | 4",
    "5 | 2026-01-13 11:00 | 3 | - | 10",
    "6 | 2026-01-20 10:00 | 1 | 1 | 7",
    "7 | 2026-01-25 10:00 | - | 1 | 9",
    "8 | 2026-01-25 11:00 | 1 | 2 | 5",
];

#[test]
fn order_statistics_interpolate_and_distinct_skips_nulls() {
    let question = asked("mid high spread pairs active_teams", None, date(2026, 1, 13));
    // 1 2 3 4 10: the 0.9 lies at 1 + 0.9 · 4 = 4.6, between 4 and 10; squares from the mean 4 sum to 50.
    let expected = format!("3.0 | {} | {:?} | 3 | 3", 7.6000000000000005_f64, 12.5_f64.sqrt());
    assert_eq!(lines(USE, &utc(), &[("actions", ACTIONS)], &question), [expected]);
}

#[test]
fn growth_accounting_adds_up() {
    let metrics = "active_teams new_teams retained_teams resurrected_teams churned_teams before";
    let question = asked(metrics, Some(Grain::Week), date(2026, 1, 25));
    let expected =
        ["2026-01-05 | 2 | 2 | 0 | 0 | 0 | null", "2026-01-12 | 2 | 1 | 1 | 0 | 1 | 2", "2026-01-19 | 1 | 0 | 0 | 1 | 2 | 2"];
    assert_eq!(lines(USE, &utc(), &[("actions", ACTIONS)], &question), expected);
}

#[test]
fn windows_keys_and_levels() {
    let question = asked("month_teams per_team busy_teams change closing closing_by_team", Some(Grain::Week), date(2026, 1, 26));
    // Weeks: team 1 has 3 and team 2 has 3; team 2 has 4 and team 3 has 10; team 1 has 12, and 9 of no team count in the level.
    let expected = [
        "2026-01-05 | 2 | 3.0 | 1 | null | 0 | 5",
        "2026-01-12 | 3 | 7.0 | 0 | 0.0 | 0 | 14",
        "2026-01-19 | 3 | 12.0 | 1 | -0.5 | 14 | 14",
        "2026-01-26 | 3 | null | 0 | -1.0 | 0 | 0",
    ];
    assert_eq!(lines(USE, &utc(), &[("actions", ACTIONS)], &question), expected);
}

#[test]
fn every_sub_period_counts() {
    let question = asked("per_day", Some(Grain::Week), date(2026, 1, 20));
    // 3 of 7 days, 2 of 7, and 1 of the 2 that have come.
    let expected =
        [format!("2026-01-05 | {:?}", 3.0 / 7.0), format!("2026-01-12 | {:?}", 2.0 / 7.0), "2026-01-19 | 0.5".to_owned()];
    assert_eq!(lines(USE, &utc(), &[("actions", ACTIONS)], &question), expected);
}

const FUNNEL: &str = "
source visits { table: visits  visit_id integer key  at timestamp time  person integer nullable }
source orders { table: orders  order_id integer key  at timestamp time  person integer nullable  amount integer }
source stays { table: stays  stay_id integer key  checkin date time  checkout date nullable  person integer nullable }
metric visits_made { value: count(*) from visits }
metric orders_made { value: count(*) from orders }
metric spent { value: sum(amount) from orders }
metric converted { value: conversion(visits_made to orders_made on person within 2 days) }
metric kept { value: retention(visits_made to orders_made on person after 1 week) }
metric nights { value: count(*) from stays  time: checkin to checkout }
metric spenders { value: count(distinct person having spent > 3 and visits_made > 0) }
";

#[test]
fn conversion_counts_each_row_once_and_is_exact_to_the_moment() {
    let visits: &[&str] =
        &["1 | 2026-01-05 10:00 | 1", "2 | 2026-01-05 10:00 | 2", "3 | 2026-01-06 10:00 | -", "4 | 2026-01-07 09:00 | 1"];
    let orders: &[&str] = &[
        "1 | 2026-01-07 09:59:59 | 1 | 2",
        "2 | 2026-01-07 09:59:59 | 1 | 2",
        "3 | 2026-01-07 10:00 | 2 | 9",
        "4 | 2026-01-14 10:00 | 2 | 1",
    ];
    let tables = [("visits", visits), ("orders", orders)];
    let question = asked("converted kept spenders", Some(Grain::Week), date(2026, 1, 11));
    // Kept: nobody within what as-of shows; a week later person 2 has come back in the second week.
    assert_eq!(lines(FUNNEL, &utc(), &tables, &question), ["2026-01-05 | 0.5 | 0.0 | 2"]);
    let question = asked("kept", None, date(2026, 1, 18));
    assert_eq!(lines(FUNNEL, &utc(), &tables, &question), ["0.5"]);
}

#[test]
fn a_fact_that_lasts_counts_on_each_of_its_days() {
    let stays: &[&str] = &["1 | 2026-01-09 | 2026-01-13 | 1", "2 | 2026-01-12 | - | 2", "3 | 2026-01-12 | 2026-01-12 | 3"];
    let question = asked("nights", Some(Grain::Week), date(2026, 1, 14));
    assert_eq!(lines(FUNNEL, &utc(), &[("stays", stays)], &question), ["2026-01-05 | 3", "2026-01-12 | 4"]);
}

const PLANS: &str = "
source accounts {
  table: accounts
  account_id integer key
  plan text
  since date
  up_to date nullable
  valid: since to up_to
}
source uses {
  table: uses
  use_id integer key
  at timestamp time
  account_id integer nullable references accounts as account at at
}
metric uses_made { value: count(*) from uses }
";

#[test]
fn a_changing_dimension_is_read_as_of_the_fact() {
    let calendar = Calendar { timezone: "Europe/Berlin".to_owned(), ..Calendar::default() };
    let accounts: &[&str] = &["1 | free | 2026-01-01 | 2026-01-10", "1 | paid | 2026-01-10 | -"];
    // Midnight of 10 January in Berlin is 23:00 UTC of the day before; in December there was no account yet.
    let uses: &[&str] =
        &["1 | 2026-01-09 22:59 | 1", "2 | 2026-01-09 23:00 | 1", "3 | 2025-12-31 22:00 | 1", "4 | 2026-02-01 00:00 | 1"];
    let question = by(asked("uses_made", None, date(2026, 2, 1)), &["account.plan"]);
    let expected = ["'free' | 1", "'paid' | 2", "null | 1"];
    assert_eq!(lines(PLANS, &calendar, &[("accounts", accounts), ("uses", uses)], &question), expected);
}

#[test]
fn a_missing_row_gives_null_whatever_is_computed_of_it() {
    let text = STAYS.replace("  city text nullable\n", "  city text nullable\n  place text = coalesce(city, 'nowhere')\n");
    let bookings: &[&str] = &["1 | 2026-01-05 10:00 | 3 | - | confirmed | 1", "2 | 2026-01-06 11:00 | 2 | - | confirmed | 9"];
    let question = by(asked("nights_booked", None, date(2026, 1, 6)), &["listing.place"]);
    let tables = [("bookings", bookings), ("listings", &["1 | - | -"][..])];
    assert_eq!(lines(&text, &utc(), &tables, &question), ["'nowhere' | 3", "null | 2"]);
}
