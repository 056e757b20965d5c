//! One problem, one finding: what a mistake makes uncertain is not reported, too. And the edges of the rules about the framework.

use super::{check, lines, tidy};
use northstar::rules::project_text;

/// The codes for the example project after some replacements, each of which must hit.
fn changed(changes: &[(&str, &str)]) -> Vec<String> {
    changed_with("", changes)
}

/// As [`changed`], with some declarations before the project.
fn changed_with(example: &str, changes: &[(&str, &str)]) -> Vec<String> {
    let mut text = project_text(example, &[]);
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let (sources, found) = check("", &[("stays.nsm", &tidy(&text))]);
    let shown = lines(&sources, &found).join("\n");
    assert!(found.iter().all(|finding| finding.help.is_some()), "{shown}");
    found.iter().map(|finding| finding.code.id.to_owned()).collect()
}

#[test]
fn the_example_project_is_fine() {
    assert_eq!(changed(&[]), [""; 0]);
}

#[test]
fn what_a_value_goes_on_into_is_the_only_finding() {
    for value in [
        "sum(nights) from bookings where status ilike 'c%'",
        "sum(nights) from bookings where status in 'confirmed'",
        "sum(nights) from bookings where nights is 'x'",
        "sum(nights) as n from bookings",
        "sum(nights) filter (status) from bookings",
        "sum(nights) over (partition by status) from bookings",
    ] {
        let from = "value:       sum(nights) from bookings where status = 'confirmed'";
        assert_eq!(changed(&[(from, &format!("value: {value}"))]), ["NS001"], "{value}");
    }
}

#[test]
fn a_misspelt_name_is_the_only_finding() {
    for (from, to) in [
        ("drives:      nights_booked\n  value:       avg", "drives:      nights_bookd\n  value:       avg"),
        ("guards:      nights_booked", "guards:      nights_bookd"),
        (
            "owner:       supply\n  review:      weekly_review\n}\n\ncounter",
            "owner:       suply\n  review:      weekly_review\n}\n\ncounter",
        ),
        ("leads:       gross_booking_value", "leads:       gros_booking_value"),
        ("equals:      bookings_made *", "equals:      booking_made *"),
        ("value:       avg(nights)", "value:       avg(nihgts)"),
        ("value:       sum(nights)", "value:       sum(nihgts)"),
    ] {
        assert_eq!(changed(&[(from, to)]), ["NS102"], "{to}");
    }
}

#[test]
fn a_misspelt_review_everywhere_leaves_the_cadence_alone() {
    let found = changed(&[("review:      weekly_review", "review:      weakly_review")]);
    assert_eq!(found, ["NS102"; 4]);
}

#[test]
fn a_property_that_could_not_be_read_is_not_missing() {
    for (from, to) in [
        (
            "  owner:       supply\n  review:      weekly_review\n}\n\ncounter",
            "  owner        supply\n  review:      weekly_review\n}\n\ncounter",
        ),
        ("  limit:       at most 8%", "  limit:       below 8%"),
        ("  guards:      nights_booked", "  guard:       nights_booked"),
        ("  leads: ", "  leeds: "),
        ("contact: \"supply@stays.example\"", "contact: supply"),
    ] {
        let found = changed(&[(from, to)]);
        assert_eq!(found.len(), 1, "{to}: {found:?}");
        assert!(found[0].starts_with("NS00"), "{to}: {found:?}");
    }
}

#[test]
fn a_north_star_that_could_not_be_read_is_not_missing() {
    let found = changed(&[("north_star nights_booked {", "northstar nights_booked {")]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("NS00"), "{found:?}");
}

#[test]
fn a_north_star_declared_twice_is_one_name_twice() {
    let star = project_text("", &[]);
    let from = star.find("north_star").unwrap();
    let until = star[from..].find("\n}\n").unwrap() + from + 3;
    let again = star[from..until].to_owned();
    let text = format!("{star}\n{again}");
    let (sources, found) = check("", &[("stays.nsm", &tidy(&text))]);
    assert_eq!(super::codes(&found), ["NS101"], "{}", lines(&sources, &found).join("\n"));
}

#[test]
fn without_a_north_star_inputs_are_not_unlinked() {
    let text = "input nights_in_all {
  title:       \"Nights\"
  description: \"Nights of all bookings.\"
  value:       sum(nights) from bookings
  owner:       supply
  review:      weekly
}

team supply { title: \"Host Supply\"  contact: \"supply@stays.example\" }

source bookings {
  table: analytics.fct_bookings

  booking_id  integer    key
  booked_at   timestamp  time
  nights      integer    unit night
}
";
    let (sources, found) = check("", &[("stays.nsm", &tidy(text))]);
    assert_eq!(super::codes(&found), ["NS301"], "{}", lines(&sources, &found).join("\n"));
}

#[test]
fn of_a_chain_that_does_not_arrive_its_end_is_reported() {
    let found = changed(&[
        ("drives:      nights_booked\n  value:       count", "drives:      nights_per_booking\n  value:       count"),
        ("drives:      nights_booked\n  value:       avg", "drives:      gross_booking_value\n  value:       avg"),
    ]);
    assert_eq!(found, ["NS303"]);
}

#[test]
fn a_circle_of_drivers_is_one_finding() {
    let found = changed(&[
        ("drives:      nights_booked\n  value:       count", "drives:      nights_per_booking\n  value:       count"),
        ("drives:      nights_booked\n  value:       avg", "drives:      bookings_made\n  value:       avg"),
    ]);
    assert_eq!(found, ["NS105"]);
}

/// Inputs that drive the north star, each with its team.
fn inputs(number: usize) -> String {
    let input = |i| {
        format!(
            "team team_{i} {{ title: \"Team {i}\"  channel: \"#team-{i}\" }}

input stays_{i} {{
  title:       \"Stays of {i}\"
  description: \"Stays of so many nights.\"
  drives:      nights_booked
  value:       count(*) from bookings where nights = {i}
  unit:        booking
  owner:       team_{i}
  review:      weekly
}}
"
        )
    };
    (1..=number).map(input).collect()
}

#[test]
fn two_to_five_inputs_are_fine() {
    assert_eq!(changed_with(&inputs(3), &[]), [""; 0]);
    assert_eq!(changed_with(&inputs(4), &[]), ["NS310"]);
    let indirect = changed_with(
        &inputs(4),
        &[(
            "drives:      nights_booked\n  value:       count(*) from bookings where nights",
            "drives:      bookings_made\n  value:       count(*) from bookings where nights",
        )],
    );
    assert_eq!(indirect, [""; 0]);
}

#[test]
fn a_limit_has_the_side_of_its_bound() {
    let limit =
        // A name that takes no side, or the side would contradict the name, too (NS511).
        |limit: &str, direction: &str| {
            let limit = format!("limit: {limit} direction: {direction}");
            changed(&[("cancellation_rate", "share_of_some"), ("limit:       at most 8%", &limit)])
        };
    assert_eq!(limit("at most 8%", "decrease"), [""; 0]);
    assert_eq!(limit("at most 8%", "increase"), ["NS309"]);
    assert_eq!(limit("at least 8%", "decrease"), ["NS309"]);
    assert_eq!(limit("between 1% and 8%", "increase"), [""; 0]);
    assert_eq!(limit("at most 5% below trailing 8 weeks", "increase"), [""; 0]);
    assert_eq!(limit("at most 5% below trailing 8 weeks", "decrease"), ["NS309"]);
    assert_eq!(limit("at most 10% above trailing 8 weeks", "increase"), ["NS309"]);
}

#[test]
fn a_counter_may_guard_the_north_star_and_an_input() {
    assert_eq!(changed(&[("guards:      nights_booked", "guards:      nights_booked, bookings_made")]), [""; 0]);
    assert_eq!(changed(&[("guards:      nights_booked", "guards:      bookings_made")]), ["NS305"]);
    assert_eq!(changed(&[("guards:      nights_booked", "guards:      nights_booked, gross_booking_value")]), ["NS307"]);
    assert_eq!(changed(&[("  guards:      nights_booked\n", "")]), ["NS307"]);
}

#[test]
fn a_question_is_due_on_its_day() {
    // The examples are checked on 2026-07-07.
    let reviewed = |line: &str| changed(&[("  reviewed:    2026-07-06\n", line)]);
    assert_eq!(reviewed("  reviewed: 2025-07-08\n"), [""; 0]);
    assert_eq!(reviewed("  reviewed: 2025-07-07\n"), ["NS406"]);
    assert_eq!(reviewed(""), ["NS406"], "counted from `adopted`");
    let undated = changed(&[("  reviewed:    2026-07-06\n", ""), ("  adopted:     2025-01-06\n", "")]);
    assert_eq!(undated, [""; 0]);
    let far = changed(&[("revisit:     every 1 year", "revisit:     every 9000 years")]);
    assert_eq!(far, [""; 0]);
}

#[test]
fn a_target_is_due_after_its_day() {
    let by = |day: &str| changed(&[("limit:       at most 8%", &format!("limit: at most 8% target: 7% by {day}"))]);
    assert_eq!(by("2026-07-07"), [""; 0]);
    assert_eq!(by("2026-07-06"), ["NS410"]);
}

#[test]
fn a_ratio_over_a_metric_hides_nothing() {
    let ratio = |value: &str| {
        changed_with(
            "metric listings_booked { value: count(distinct listing_id) from bookings where status = 'confirmed'  unit: listing }\n",
            &[
                (
                    "value:       sum(nights) from bookings where status = 'confirmed'\n  unit:        night\n",
                    &format!("value: {value} from bookings where status = 'confirmed'\n  unit: night / listing\n"),
                ),
                (
                    "  equals:      bookings_made * nights_per_booking\n",
                    "  equals: nights_per_booking * bookings_made / listings_booked\n",
                ),
            ],
        )
    };
    assert_eq!(ratio("sum(nights) / count(distinct listing_id)"), [""; 0]);
    assert_eq!(ratio("sum(nights) / count(distinct booking_id)"), ["NS316"]);
}

#[test]
fn a_metric_that_a_wrong_declaration_reads_is_used() {
    let text = "metric cancelled_nights { value: sum(nights) from bookings where status = 'cancelled' }
outcome lost { title: \"Lost\"  description: \"Lost nights.\"  value: cancelled_nights + gross_booking_value }
";
    assert_eq!(changed_with(text, &[]), ["NS208"]);
}

#[test]
fn drafts_and_retired_metrics_need_no_reader() {
    let metric = |status: &str| {
        changed_with(
            &format!("metric cancelled {{ value: count(*) from bookings where status = 'cancelled'  status: {status} }}\n"),
            &[],
        )
    };
    assert_eq!(metric("active"), ["NS312"]);
    assert_eq!(metric("draft"), [""; 0]);
    assert_eq!(metric("deprecated"), [""; 0]);
}

#[test]
fn a_counter_that_repeats_its_metric_through_others_is_a_mirror() {
    let text = "metric once { value: nights_booked }
metric twice { value: once }

counter nights_again {
  title:       \"Nights again\"
  description: \"The same.\"
  guards:      nights_booked
  value:       twice
  limit:       at least 100
  owner:       supply
  review:      weekly
}
";
    assert_eq!(changed_with(text, &[]), ["NS308"]);
    assert_eq!(changed_with(&text.replace("at least 100", "at most 100"), &[]), ["NS805"], "the other direction");
}
