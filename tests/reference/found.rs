//! What random cases have found, made small: figures worked out by hand, given by the evaluator and by every engine.

use jiff::civil::date;
use northstar::model::types::Type;
use northstar::project::calendar::{Calendar, Grain};
use std::collections::BTreeMap;

use super::agree::on_every_engine;
use super::figures::{asked, by, lines};
use super::harness::{project, read};
use super::published;
use super::value::Value;
use super::wording::Kind;
use super::written::{Written, WrittenQuestion, WrittenTable};

/// The answer is this, whoever gives it. Rows are as in [`super::harness::fill`].
fn gives(text: &str, calendar: &Calendar, tables: &[(&str, &[&str])], question: WrittenQuestion, expected: &[&str]) {
    assert_eq!(lines(text, calendar, tables, &question), expected);
    on_every_engine(&written(text, calendar, tables, question));
}

/// The case that a question is asked in.
fn written(text: &str, calendar: &Calendar, tables: &[(&str, &[&str])], question: WrittenQuestion) -> Written {
    let model = project(text, calendar).unwrap();
    let table = |(name, rows): &(&str, &[&str])| {
        let source = model.sources.values().find(|source| source.name == *name).unwrap();
        let columns = || source.columns.iter().filter(|column| column.computed.is_none());
        let row = |line: &&str| -> Vec<Value> {
            let cells = line.split('|').map(str::trim);
            columns().zip(cells).map(|(column, cell)| read(cell, &column.ty)).collect()
        };
        WrittenTable {
            name: (*name).to_owned(),
            columns: columns().map(|column| (column.name.clone(), kind(&column.ty))).collect(),
            rows: rows.iter().map(row).collect(),
        }
    };
    Written {
        calendar: calendar.clone(),
        metrics: text.to_owned(),
        tables: tables.iter().map(table).collect(),
        questions: vec![question],
        grains: BTreeMap::new(),
    }
}

fn kind(ty: &Type) -> Kind {
    match ty {
        Type::Integer => Kind::Integer,
        Type::Decimal { .. } => Kind::Decimal,
        Type::Float => Kind::Float,
        Type::Boolean => Kind::Boolean,
        Type::Date => Kind::Date,
        Type::Timestamp(_) => Kind::Instant,
        _ => Kind::Text,
    }
}

const STAYS: &str = "
source stays {
  table: stays
  stay_id integer key
  begins date time
  ends date nullable
  room text
  guest integer
}
metric guest_at_the_end { value: sum(guest) from stays  time: begins to ends  snapshot: last by room }
";

#[test]
fn the_last_row_of_a_fact_that_lasts_is_that_of_its_last_day() {
    // Guest 1 comes later and leaves earlier: guest 2 is the last in the room, for 2 comes after 1 where both are there.
    let stays: &[&str] = &["1 | 2026-01-07 | 2026-01-20 | a | 1", "2 | 2026-01-01 | 2026-01-25 | a | 2"];
    let question = asked("guest_at_the_end", Some(Grain::Week), date(2026, 2, 1));
    let expected = ["2025-12-29 | 2", "2026-01-05 | 2", "2026-01-12 | 2", "2026-01-19 | 2", "2026-01-26 | 0"];
    gives(STAYS, &Calendar::default(), &[("stays", stays)], question, &expected);
    let question = by(asked("guest_at_the_end", Some(Grain::Month), date(2026, 1, 31)), &["room"]);
    gives(STAYS, &Calendar::default(), &[("stays", stays)], question, &["2026-01-01 | 'a' | 2"]);
}

const READS: &str = "
source reads {
  table: reads
  read_id integer key
  at timestamp time
  pages integer
}
metric pages_per_hour { value: avg(avg(pages) per hour) from reads  grain: day }
metric busiest_hour { value: max(count(*) per hour) from reads  grain: day }
metric most_reads { value: count(*) from reads  snapshot: max }
metric first_pages { value: sum(pages + 0) from reads  snapshot: first }
";

/// Read, time, pages.
const READ: &[&str] =
    &["1 | 2026-01-05 10:00 | 2", "2 | 2026-01-05 10:59 | 4", "3 | 2026-01-05 11:00 | 9", "4 | 2026-01-08 00:00 | 5"];

#[test]
fn hours_of_a_day_are_told_apart() {
    // At ten 3 pages on average, at eleven 9.
    let question = asked("pages_per_hour busiest_hour", Some(Grain::Day), date(2026, 1, 6));
    let expected = ["2026-01-05 | 6.0 | 2", "2026-01-06 | null | 0"];
    gives(READS, &Calendar::default(), &[("reads", READ)], question, &expected);
    let question = asked("pages_per_hour busiest_hour", None, date(2026, 1, 8));
    gives(READS, &Calendar::default(), &[("reads", READ)], question, &[&format!("{:?} | 2", 17.0 / 3.0)]);
}

#[test]
fn the_first_day_of_a_range_is_the_day_asked_whether_it_has_rows_or_not() {
    let since = |day| WrittenQuestion { since: Some(date(2026, 1, day)), ..asked("first_pages", None, date(2026, 1, 9)) };
    for (day, expected) in [(1, "15"), (5, "15"), (7, "0"), (8, "5")] {
        gives(READS, &Calendar::default(), &[("reads", READ)], since(day), &[expected]);
    }
}

#[test]
fn a_range_without_rows_has_no_days() {
    let question = |since| WrittenQuestion { since, ..asked("most_reads", None, date(2026, 1, 9)) };
    let calendar = Calendar::default();
    gives(READS, &calendar, &[("reads", &[])], question(Some(date(2026, 1, 5))), &["null"]);
    gives(READS, &calendar, &[("reads", &[])], question(None), &["null"]);
    gives(READS, &calendar, &[("reads", READ)], question(Some(date(2026, 1, 6))), &["1"]);
    gives(READS, &calendar, &[("reads", READ)], question(Some(date(2026, 1, 9))), &["0"]);
}

const PLANS: &str = "
source regions {
  table: regions
  code text key
  begins date
  ends date nullable
  boss text
  valid: begins to ends
}
source accounts {
  table: accounts
  account_id integer key
  country text key
  begins timestamp
  ends timestamp nullable
  since date
  region_code text nullable references regions as region at since
  plan text
  valid: begins to ends
}
source uses {
  table: uses
  use_id integer key
  at timestamp time
  day date nullable
  account_id integer nullable
  country text
  link account: (account_id, country) references accounts at day
}
metric uses_made { value: count(*) from uses }
metric paid_plans { value: count(distinct account.region_code having count(*) >= 2) from uses where account.plan = 'paid' }
";

#[test]
fn versions_are_read_over_composite_links_and_several_hops() {
    let calendar = Calendar { timezone: "Europe/Berlin".to_owned(), ..Calendar::default() };
    let regions: &[&str] = &["n | 2026-01-01 | 2026-01-03 | ann", "n | 2026-01-03 | - | bob"];
    // Midnight of 10 January in Berlin is 23:00 UTC of the day before. From the 12th to the 14th there is no version.
    let accounts: &[&str] = &[
        "1 | de | 2026-01-01 00:00 | 2026-01-09 23:00 | 2026-01-02 | n | free",
        "1 | de | 2026-01-09 23:00 | 2026-01-11 23:00 | 2026-01-03 | n | paid",
        "1 | de | 2026-01-13 23:00 | - | 2025-12-31 | n | paid",
    ];
    let uses: &[&str] = &[
        "1 | 2026-01-14 10:00 | 2026-01-09 | 1 | de",
        "2 | 2026-01-14 10:00 | 2026-01-10 | 1 | de",
        "3 | 2026-01-14 10:00 | 2026-01-11 | 1 | de",
        "4 | 2026-01-14 10:00 | 2026-01-12 | 1 | de",
        "5 | 2026-01-14 10:00 | 2026-01-14 | 1 | de",
        "6 | 2026-01-14 10:00 | - | 1 | de",
        "7 | 2026-01-14 10:00 | 2026-01-14 | 1 | fr",
    ];
    let tables = [("regions", regions), ("accounts", accounts), ("uses", uses)];
    let question = by(asked("uses_made", None, date(2026, 1, 20)), &["account.plan", "account.region.boss"]);
    let expected = ["'free' | 'ann' | 1", "'paid' | 'bob' | 2", "'paid' | null | 1", "null | null | 3"];
    gives(PLANS, &calendar, &tables, question, &expected);
    let question = asked("paid_plans", Some(Grain::Week), date(2026, 1, 18));
    gives(PLANS, &calendar, &tables, question, &["2026-01-12 | 1"]);
}

const NAMESAKES: &str = "
source events {
  table: events
  event_id integer key
  on_day date time
  period_start_of text nullable
  rows_seen text nullable
  cell_start text nullable
  key_person integer nullable
  person integer nullable
  deadline text nullable
}
metric events_made { value: count(*) from events }
metric people { value: count(distinct person) from events }
metric people_of_4_weeks { value: count(distinct person) from events  window: trailing 4 weeks }
metric peak { value: count(*) from events  snapshot: max }
metric per_person { value: max(count(*) per person) from events }
metric followed { value: conversion(events_made to events_made on person within 1 day) }
metric new_people { value: new(people) }
metric before { value: lag(people, 1 week) }
metric over_people { value: sum(events_made per person)  fill: previous }
";

#[test]
fn dimensions_may_be_called_like_columns_of_the_statements() {
    let events: &[&str] = &["1 | 2026-01-05 | a | b | c | 7 | 1 | d", "2 | 2026-01-06 | a | b | c | 7 | 1 | d"];
    let metrics = "events_made people people_of_4_weeks peak per_person followed new_people before over_people";
    for dimension in ["period_start_of", "rows_seen", "cell_start", "key_person", "deadline"] {
        let question = by(asked(metrics, Some(Grain::Week), date(2026, 1, 11)), &[dimension]);
        let segment = match dimension {
            "period_start_of" => "'a'",
            "rows_seen" => "'b'",
            "cell_start" => "'c'",
            "key_person" => "7",
            _ => "'d'",
        };
        let expected = format!("2026-01-05 | {segment} | 2 | 1 | 1 | 1 | 2 | 1.0 | 1 | null | 2");
        gives(NAMESAKES, &Calendar::default(), &[("events", events)], question, &[&expected]);
    }
}

const COMERS: &str = "
source events {
  table: events
  event_id integer key
  on_day date time
  plan text nullable
  person integer nullable
  device text nullable
  paid boolean
}
metric people_of_year { value: count(distinct person) from events  window: year to date  dimensions: plan, device }
metric payers_of_year { value: count(distinct person) filter (where paid) from events  window: year to date  dimensions: plan }
metric pairs_of_year { value: count(distinct person, device) from events  window: year to date  dimensions: plan }
metric people_ever { value: count(distinct person) from events  window: all time  dimensions: plan }
metric events_of_year { value: count(*) from events  window: year to date  dimensions: plan }
metric events_in_14_days { value: count(*) from events  window: trailing 14 days  dimensions: plan }
";

/// Event, day, plan, person, device, paid. 2025-12-29 is a Monday.
const COMING: &[&str] = &[
    "1 | 2025-12-22 | a | 1 | x | true",
    "2 | 2025-12-30 | a | 2 | x | true",
    "3 | 2026-01-02 | a | 1 | x | false",
    "4 | 2026-01-02 | b | 3 | - | true",
    "5 | 2026-01-07 | b | 1 | x | true",
    "6 | 2026-01-08 | a | 2 | y | false",
    "7 | 2026-01-09 | - | 1 | y | true",
    "8 | 2026-01-10 | b | - | y | true",
];

#[test]
fn who_came_before_new_year_comes_again_after_it() {
    let metrics = "people_of_year payers_of_year pairs_of_year people_ever events_of_year events_in_14_days";
    let all = || asked(metrics, Some(Grain::Week), date(2026, 1, 11));
    let (calendar, tables) = (Calendar::default(), [("events", COMING)]);
    // The week over New Year reaches back to 1 January only: 2, of 30 December, counts in no week's year, but ever after.
    let expected =
        ["2025-12-22 | 1 | 1 | 1 | 1 | 1 | 1", "2025-12-29 | 2 | 1 | 1 | 3 | 2 | 4", "2026-01-05 | 3 | 2 | 3 | 3 | 6 | 7"];
    gives(COMERS, &calendar, &tables, all(), &expected);
    let expected = [
        "2025-12-22 | 'a' | 1 | 1 | 1 | 1 | 1 | 1",
        "2025-12-22 | 'b' | 0 | 0 | 0 | 0 | 0 | 0",
        "2025-12-22 | null | 0 | 0 | 0 | 0 | 0 | 0",
        "2025-12-29 | 'a' | 1 | 0 | 1 | 2 | 1 | 3",
        "2025-12-29 | 'b' | 1 | 1 | 0 | 1 | 1 | 1",
        "2025-12-29 | null | 0 | 0 | 0 | 0 | 0 | 0",
        "2026-01-05 | 'a' | 2 | 0 | 2 | 2 | 2 | 3",
        "2026-01-05 | 'b' | 2 | 2 | 1 | 2 | 3 | 3",
        "2026-01-05 | null | 1 | 1 | 1 | 1 | 1 | 1",
    ];
    gives(COMERS, &calendar, &tables, by(all(), &["plan"]), &expected);
    published::on_every_engine(&written(COMERS, &calendar, &tables, all()));
}
