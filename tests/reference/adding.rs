//! What adding would have given instead of the right number, worked out by hand: one week of five events, its days and its
//! segments, for every form that does not add.

use jiff::civil::date;
use northstar::model::metric::AggregateFunction;
use northstar::project::calendar::{Calendar, Grain};

use super::aggregate::combine;
use super::evaluate::{Table, answer};
use super::harness::{fill, prepare};
use super::rows::World;
use super::value::Value;
use super::written::WrittenQuestion;

const SOURCE: &str = "
source events {
  table: events
  event_id integer key
  at timestamp time
  user_id text
  plan text
  device text
  minutes integer
  price decimal(12,2) unit usd
}
metric of_free { value: count(*) from events where plan = 'free' unit: event }
metric of_team { value: count(*) from events where plan = 'team' unit: event }
metric all_events { value: count(*) from events unit: event }
metric users { value: count(distinct user_id) from events unit: user }
";

/// `ann` changes her plan, `bob` comes back, `eve` is there for the first time; `dan` was there the week before, and 51 weeks
/// before that: in the same week of the year, but on none of the same dates.
const EVENTS: &[&str] = &[
    "9 | 2025-01-12 10:00 | dan | free | web | 0 | 0.00",
    "0 | 2025-12-29 10:00 | dan | free | web | 10 | 5.00",
    "1 | 2026-01-05 10:00 | ann | free | web | 4 | 1.00",
    "2 | 2026-01-05 10:00 | bob | team | web | 2 | 7.00",
    "3 | 2026-01-06 10:00 | ann | team | app | 1 | 12.00",
    "4 | 2026-01-07 10:00 | eve | free | app | 8 | 2.00",
    "5 | 2026-01-07 10:00 | bob | team | app | 5 | 3.00",
];

/// A definition, a slice; the sum of the days, the sum of the segments, and what is right.
const FORMS: &[(&str, &str, &str, &str, &str)] = &[
    ("value: count(distinct user_id) from events", "plan", "5", "4", "3"),
    ("value: sum(price) / sum(minutes) from events", "plan", "13.717949", "3", "1.25"),
    ("value: sum(price) * count(*) from events", "plan", "38", "72", "125"),
    ("value: sum(minutes) + 1 from events", "plan", "27", "22", "21"),
    ("value: max(minutes) from events", "plan", "13", "13", "8"),
    ("value: median(minutes) from events", "plan", "10.5", "8", "4"),
    ("value: avg(minutes) from events", "plan", "10.5", "8.666667", "4"),
    ("value: sum(count(*) per user_id having count(*) >= 2) from events", "plan", "0", "2", "4"),
    ("value: count(distinct user_id having count(*) >= 2) from events", "plan", "0", "1", "2"),
    ("value: conversion(of_free to of_team on user_id within 2 days)", "device", "1", "1", "0.5"),
    ("value: retention(all_events to all_events on user_id after 1 days)", "plan", "0.5", "0.5", "0.333333"),
    ("value: retained(users)", "plan", "1", "0", "0"),
    ("value: resurrected(users)", "plan", "1", "0", "0"),
    ("value: churned(users)", "plan", "4", "1", "1"),
    ("value: growth(all_events, 1 week)", "device", "1", "1", "4"),
    ("value: count(distinct user_id having of_free > 0 and of_team > 0)", "plan", "0", "0", "1"),
    ("value: sum(minutes) from events snapshot: max", "device", "20", "19", "13"),
    ("value: max(minutes) from events window: trailing 7 days", "plan", "48", "13", "8"),
];

/// Over their segments these add, over their days they do not.
const STANDING: &[(&str, &str, &str, &str, &str)] = &[
    ("value: sum(minutes) from events window: trailing 7 days", "plan", "113", "20", "20"),
    ("value: sum(minutes) from events window: all time", "plan", "183", "30", "30"),
    ("value: sum(minutes) from events snapshot: last by user_id", "plan", "20", "14", "14"),
    ("value: sum(minutes) from events snapshot: avg", "plan", "20", "2.857143", "2.857143"),
    ("value: lag(all_events, 1 year)", "plan", "0", "1", "1"),
];

/// Over their days these add, over their segments they do not: each key is new on one day, and once in every segment.
const FIRST: &[(&str, &str, &str, &str, &str)] = &[("value: new(users)", "plan", "3", "4", "3")];

fn asked(grain: Grain, by: &[&str]) -> WrittenQuestion {
    WrittenQuestion {
        metrics: vec!["asked".to_owned()],
        by: by.iter().map(|name| (*name).to_owned()).collect(),
        grain: Some(grain),
        since: Some(date(2026, 1, 5)),
        until: Some(date(2026, 1, 12)),
        filter: None,
        as_of: date(2026, 1, 12),
        sparse: false,
    }
}

/// The sum of what a question is answered with, to six digits.
fn sum(table: &Table) -> String {
    let total = combine(AggregateFunction::Sum, table.rows.iter().map(|row| row[table.keys].clone()).collect());
    let digits = if let Value::Null = total { 0.0 } else { total.to_f64() };
    let text = format!("{digits:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[test]
fn adding_gives_other_numbers_where_the_checker_says_so() {
    let mut wrong = Vec::new();
    for (forms, over_days, over_segments) in [(FORMS, false, false), (STANDING, false, true), (FIRST, true, false)] {
        for (definition, slice, days, segments, right) in forms {
            let text = format!("{SOURCE}\nmetric asked {{ {definition} grain: day }}\n");
            let questions = [asked(Grain::Day, &[]), asked(Grain::Week, &[slice]), asked(Grain::Week, &[])];
            let (project, questions) = prepare(&text, &Calendar::default(), &questions).unwrap_or_else(|error| panic!("{error}"));
            let mut world = World::new(&project);
            fill(&mut world, "events", EVENTS);
            let found: Vec<String> = questions.iter().map(|question| sum(&answer(&world, question))).collect();
            let says = project.metrics[project.metric_named("asked").unwrap()].additivity;
            if found != [*days, *segments, *right] || (says.over_time, says.over_dimensions) != (over_days, over_segments) {
                wrong.push(format!("{definition}\n  {days} {segments} {right} expected, {found:?} found; {says:?}"));
            }
            assert!(over_days || days != right || segments != right, "{definition}: this week shows nothing");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
