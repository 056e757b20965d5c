//! What metrics mean: types, units, grains, additivity, defaults.

use super::{clean, metric, one};
use crate::model::metric::{Definition, Direction, Goal, TimeAxis, TimeKind, Window};
use crate::model::types::Number;
use crate::project::calendar::Grain;

#[test]
fn the_types_of_aggregates() {
    let cases = [
        ("count(*)", "integer"),
        ("count(distinct guest_id)", "integer"),
        ("sum(nights)", "integer"),
        ("sum(price)", "decimal(38, 2)"),
        ("sum(score)", "float"),
        ("avg(nights)", "float"),
        ("max(price)", "decimal(12, 2)"),
        ("sum(price) / count(*)", "float"),
        ("median(sum(nights) per guest_id)", "float"),
    ];
    for (value, ty) in cases {
        assert_eq!(one(&format!("value: {value} from bookings")).ty.to_string(), ty, "{value}");
    }
}

#[test]
fn the_units_of_measures() {
    let cases = [
        ("count(*)", "", "bookings"),
        ("count(*)", "unit: booking", "booking"),
        ("count(distinct guest_id)", "unit: guest", "guest"),
        ("sum(nights)", "", "night"),
        ("sum(nights)", "unit: night", "night"),
        ("avg(nights)", "", "night"),
        ("avg(nights)", "unit: night", "night"),
        ("avg(nights)", "unit: night / booking", "night / booking"),
        ("sum(price) / count(*)", "unit: usd / booking", "usd / booking"),
        ("sum(price) / count(*)", "", "usd / bookings"),
        ("count(*) filter (where status = 'cancelled') / count(*)", "", "1"),
        ("count(*) / count(distinct guest_id)", "", "1"),
        ("count(*) / count(distinct guest_id)", "unit: booking / guest", "booking / guest"),
        ("sum(count(*) per guest_id having count(distinct listing_id) >= 3)", "unit: booking", "booking"),
        ("avg(count(distinct listing_id) per guest_id)", "unit: listing / guest", "listing / guest"),
        ("avg(count(distinct guest_id) per hour)", "unit: guest", "guest"),
        ("count(distinct guest_id having sum(nights) > 3) / count(distinct guest_id)", "", "1"),
        ("100 * (count(*) filter (where score >= 9) - count(*) filter (where score <= 6)) / count(*)", "", "1"),
        ("max(sum(price) per guest_id) / sum(price)", "", "1"),
        ("sum(1)", "unit: booking", "booking"),
    ];
    for (value, unit, expected) in cases {
        assert_eq!(one(&format!("value: {value} from bookings {unit}")).unit.to_string(), expected, "{value} {unit}");
    }
}

#[test]
fn the_units_of_derived_metrics() {
    let project = clean(
        "metric bookings_made { value: count(*) from bookings unit: booking }
         metric nights_booked { value: sum(nights) from bookings }
         metric cancelled { value: count(*) from bookings where status = 'cancelled' unit: booking }
         metric per_booking { value: nights_booked / bookings_made }
         metric share { value: 1 - cancelled / bookings_made }
         metric year { value: growth(nights_booked, 1 year) }
         metric before { value: lag(nights_booked, 1 week) }
         metric guests { value: count(distinct guest_id having bookings_made > 0 and nights_booked > 3) }
         metric conversion_rate { value: conversion(visits_made to bookings_made on guest_id within 7 days) }
         metric visits_made { value: count(*) from visits }",
    );
    let unit = |name| metric(&project, name).unit.to_string();
    assert_eq!(unit("per_booking"), "night / booking");
    assert_eq!(unit("share"), "1");
    assert_eq!(unit("year"), "1");
    assert_eq!(unit("before"), "night");
    assert_eq!(unit("guests"), "guest_id");
    assert_eq!(unit("conversion_rate"), "1");
    let shares: Vec<&str> = project.metrics.values().filter(|metric| metric.share).map(|metric| metric.name.as_str()).collect();
    assert_eq!(shares, ["share", "year", "conversion_rate"]);
}

#[test]
fn metrics_say_at_which_grain_they_have_no_value() {
    let project = clean(
        "metric a { value: sum(nights) from bookings window: trailing 28 days }
         metric b { value: lag(a, 1 year) }
         metric c { value: count(distinct guest_id) from bookings }
         metric d { value: new(c) * 2 }
         metric e { value: sum(nights) from bookings time: checkin to checkout }",
    );
    let refused = |name: &str, grain| metric(&project, name).refuses(grain).map(|finding| finding.code.id);
    use crate::project::calendar::Grain;
    assert_eq!(refused("a", Some(Grain::Month)), Some("NS214"));
    assert_eq!([refused("a", Some(Grain::Week)), refused("a", None)], [None; 2]);
    assert_eq!([refused("b", Some(Grain::Month)), refused("b", None)], [Some("NS214"); 2]);
    assert_eq!([refused("b", Some(Grain::Week)), refused("c", None), refused("d", Some(Grain::Year))], [None; 3]);
    assert_eq!([refused("d", None), refused("e", Some(Grain::Hour))], [Some("NS214"), Some("NS201")]);
    let help = metric(&project, "a").refuses(Some(Grain::Month)).and_then(|finding| finding.help);
    assert_eq!(help.as_deref(), Some("ask by another grain: `--grain hour`, `--grain day`, `--grain week`"));
}

#[test]
fn the_additivity_of_metrics() {
    let cases = [
        ("value: count(*) from bookings", "additive"),
        ("value: sum(price) from bookings", "additive"),
        ("value: count(distinct guest_id) from bookings", "non-additive"),
        ("value: sum(price) / count(*) from bookings", "non-additive"),
        ("value: median(price) from bookings", "non-additive"),
        ("value: max(price) from bookings", "idempotent"),
        ("value: sum(balance) from accounts snapshot: last", "semi-additive"),
        ("value: sum(price) from bookings window: trailing 4 weeks", "semi-additive"),
        ("value: sum(count(*) per guest_id) from bookings", "non-additive"),
        ("value: 2 * sum(price) - sum(price) filter (where status = 'cancelled') from bookings", "additive"),
    ];
    for (properties, word) in cases {
        assert_eq!(one(properties).additivity.word(), word, "{properties}");
    }
    let project = clean(
        "metric a { value: count(*) from bookings unit: x }
         metric b { value: count(*) from visits unit: x }
         metric both { value: a + b }
         metric ratio { value: a / b }
         metric level { value: sum(balance) from accounts snapshot: last }
         metric change { value: level - lag(level, 1 week) }
         metric rate { value: conversion(b to a on guest_id within 7 days) }",
    );
    assert_eq!(metric(&project, "both").additivity.word(), "additive");
    assert_eq!(metric(&project, "ratio").additivity.word(), "non-additive");
    assert_eq!(metric(&project, "rate").additivity.time, TimeKind::Cohort);
    assert!(!metric(&project, "change").additivity.over_time);
}

#[test]
fn grains_come_from_the_parts_and_else_from_the_calendar() {
    let project = clean(
        "metric a { value: count(*) from bookings }
         metric b { value: count(*) from visits grain: month }
         metric c { value: a / b }
         metric d { value: a * 2 }
         metric e { value: a / b grain: day }",
    );
    assert_eq!(metric(&project, "a").grain, Grain::Week);
    assert_eq!(metric(&project, "c").grain, Grain::Month);
    assert_eq!(metric(&project, "d").grain, Grain::Week);
    assert_eq!(metric(&project, "e").grain, Grain::Day);
}

#[test]
fn time_windows_and_snapshots() {
    let lasting = one("value: count(*) from bookings time: checkin to checkout unit: night");
    let Definition::Measure(measure) = &lasting.definition else { panic!("no measure") };
    assert!(matches!(measure.time, TimeAxis::Interval(..)));
    assert_eq!(one("value: count(*) from bookings window: month to date").window, Some(Window::ToDate(Grain::Month)));
    let by = one("value: sum(balance) from accounts snapshot: last by account_id").snapshot.unwrap();
    assert_eq!(by.by.len(), 1);
}

#[test]
fn a_counter_points_away_from_its_limit() {
    let project = clean(
        "north_star n { value: sum(nights) from bookings }
         counter a { guards: n value: count(*) from bookings where status = 'cancelled' limit: at most 100 }
         counter b { guards: n value: avg(score) from bookings limit: at least 3 }
         counter c { guards: n value: avg(score) from bookings limit: at most 3 direction: increase }",
    );
    assert_eq!(metric(&project, "a").direction, Direction::Decrease);
    assert_eq!(metric(&project, "b").direction, Direction::Increase);
    assert_eq!(metric(&project, "c").direction, Direction::Increase);
}

#[test]
fn limits_relative_to_the_past_are_shares_of_it() {
    let project = clean(
        "north_star n { value: sum(nights) from bookings }
         counter a { guards: n value: count(*) from bookings limit: at most 10% above trailing 8 weeks }
         counter b { guards: n value: count(*) from bookings limit: at most 5% below trailing 8 weeks }
         counter c { guards: n value: count(*) from bookings limit: between -1 and 3 }",
    );
    let limit = |name| metric(&project, name).limit.clone().unwrap();
    assert_eq!((limit("a").low, limit("a").high), (None, Some(Number::new(110, 2))));
    assert_eq!((limit("b").low, limit("b").high), (Some(Number::new(95, 2)), None));
    assert_eq!((limit("c").low, limit("c").high), (Some(Number::new(-1, 0)), Some(Number::new(3, 0))));
}

#[test]
fn targets_are_levels_changes_or_shares() {
    let project = clean(
        "metric nights { value: sum(nights) from bookings target: +12% by 2026-12-28 from 2025-12-29, 5_000 by 2027-12-27, -200 by 2027-12-27 }
         metric rate { value: count(*) filter (where status = 'cancelled') / count(*) from bookings target: -2 pp by 2026-12-28, -5% relative by 2026-12-28, 8% by 2026-12-28 }",
    );
    let goals = |name| metric(&project, name).targets.iter().map(|target| target.goal).collect::<Vec<_>>();
    let number = Number::new;
    assert_eq!(goals("nights"), [Goal::Relative(number(12, 2)), Goal::Level(number(5000, 0)), Goal::Change(number(-200, 0))]);
    assert_eq!(goals("rate"), [Goal::Change(number(-2, 2)), Goal::Relative(number(-5, 2)), Goal::Level(number(8, 2))]);
}

#[test]
fn dimensions_of_derived_metrics_end_at_one_column() {
    let project = clean(
        "metric a { value: count(*) from bookings dimensions: listing.city as town, channel }
         metric b { value: sum(balance) from accounts snapshot: last dimensions: listing.city as town }
         metric c { value: b / a dimensions: town }
         metric d { value: c * 2 }
         metric e { value: d + c dimensions: town as place }
         metric f { value: e / a dimensions: listing.city }",
    );
    let id = |name| project.metric_named(name).unwrap();
    let found = project.dimension_path(id("e"), "place").unwrap();
    assert_eq!(found.paths.len(), 2);
    assert_eq!(found.name, "place");
    assert_eq!(project.dimension_path(id("d"), "town").unwrap().column, found.column);
    assert_eq!(project.dimension_names(id("d")), ["town"]);
    assert_eq!(project.dimension_names(id("e")), ["place", "town"]);
    assert!(project.dimension_path(id("c"), "channel").is_err());
    assert_eq!(project.measures_of(id("f")), [id("b"), id("a")]);
    assert_eq!(project.parts_of(id("e")), [id("d"), id("c")]);
}

#[test]
fn a_conversion_is_sliced_by_its_start() {
    let project = clean(
        "metric a { value: count(*) from visits dimensions: page }
         metric b { value: count(*) from bookings }
         metric rate { value: conversion(a to b on guest_id within 7 days) dimensions: page }",
    );
    let id = |name| project.metric_named(name).unwrap();
    assert_eq!(project.segmented_measures_of(id("rate")), [id("a")]);
    assert_eq!(project.measures_of(id("rate")), [id("a"), id("b")]);
    assert_eq!(project.dimension_names(id("rate")), ["page"]);
}

#[test]
fn equal_values_are_equal_trees() {
    let project = clean(
        "metric a { value: count(*) / count(distinct guest_id) from bookings unit: booking / guest }
         metric b { value: count(*) / (count(distinct guest_id)) from bookings unit: booking / guest }",
    );
    assert_eq!(metric(&project, "a").definition, metric(&project, "b").definition);
}
