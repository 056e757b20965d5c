//! NS805: what is the same figure and what is not, two metrics at a time.

use super::{check, lines, tidy};
use northstar::rules::project_text;

/// Whether two values are told to be the same, each as an outcome beside some other declarations.
fn same(left: &str, right: &str, more: &str) -> bool {
    let outcome = |name: &str, value: &str| {
        format!("outcome {name} {{\n  title:       \"{name}\"\n  description: \"One of two.\"\n  value:       {value}\n}}\n\n")
    };
    let text = project_text(&format!("{}{}{more}", outcome("left", left), outcome("right", right)), &[]);
    let (sources, found) = check("", &[("stays.nsm", &tidy(&text))]);
    let shown = lines(&sources, &found);
    let said =
        found.iter().any(|finding| finding.code.id == "NS805" && finding.message == "`right` is the same figure as `left`");
    assert_eq!(shown.len(), usize::from(said), "{left} | {right}: {shown:#?}");
    said
}

#[test]
fn order_names_and_detours_do_not_matter() {
    let kept = "from bookings where status = 'confirmed' and nights > 2";
    for (left, right) in [
        ("count(*) from bookings where nights > 2 and status = 'confirmed'", &*format!("count(*) {kept}")),
        ("count(*) from bookings where 2 < nights and (status = 'confirmed' and nights > 2)", &format!("count(*) {kept}")),
        ("count(*) from bookings where status in ('confirmed') and nights > 2", &format!("count(*) {kept}")),
        ("sum(price * nights) from bookings", "sum(nights * price) from bookings"),
        ("sum(nights - nights * 2 + 1) from bookings", "sum(1 + nights - 2 * nights) from bookings"),
        ("sum(least(nights, 7)) from bookings", "sum(least(7, nights)) from bookings"),
        (
            "count(*) from bookings where nights = 1 or nights = 2 or nights = 3",
            "count(*) from bookings where nights = 3 or (nights = 2 or nights = 1)",
        ),
        ("count(distinct listing_id, status) from bookings", "count(distinct status, listing_id) from bookings"),
        ("sum(price) / count(*) from bookings where status = 'confirmed'", "gross_booking_value / bookings_made"),
        ("bookings_made * nights_booked", "nights_booked * bookings_made"),
        ("lag(bookings_made, 1 week) + bookings_made", "bookings_made + lag(bookings_made, 1 week)"),
        (
            "avg(sum(nights) per listing_id having count(*) >= 2) from bookings",
            "avg(sum(nights) per listing_id having 2 <= count(*)) from bookings",
        ),
        ("median(nights) from bookings", "percentile(nights, 0.5) from bookings"),
        ("count(*) from bookings where nights in (1, 2, 3)", "count(*) from bookings where nights = 3 or nights in (2, 1)"),
        ("count(*) from bookings where nights not in (1, 2)", "count(*) from bookings where nights != 2 and not nights = 1"),
        (
            "count(*) from bookings where not (status = 'confirmed' or nights > 2)",
            "count(*) from bookings where not nights > 2 and status != 'confirmed'",
        ),
        (
            "count(*) from bookings where price > 9 and not (status = 'confirmed' and nights > 2)",
            "count(*) from bookings where (status != 'confirmed' or not nights > 2) and price > 9",
        ),
        ("count(*) from bookings where (nights > 2) in (true)", "count(*) from bookings where nights > 2"),
        ("count(*) from bookings where (nights > 2) not in (true)", "count(*) from bookings where not nights > 2"),
        ("count(*) from bookings where (nights > 2) = true", "count(*) from bookings where nights > 2"),
        ("count(*) from bookings where false = (nights > 2)", "count(*) from bookings where (nights > 2) != true"),
        ("count(*) from bookings where not not nights > 2", "count(*) from bookings where (nights > 2) != false"),
    ] {
        assert!(same(left, right, ""), "{left} | {right}");
    }
}

#[test]
fn what_differs_is_not_the_same() {
    for (left, right) in [
        ("sum(2 - nights) from bookings", "sum(nights - 2) from bookings"),
        ("nights_booked / gross_booking_value", "gross_booking_value / nights_booked"),
        ("count(*) from bookings where nights > 2", "count(*) from bookings where nights >= 2"),
        ("count(*) from bookings where nights > 2", "count(*) from bookings where nights < 2"),
        ("count(*) from bookings where nights = 1 and price = 1", "count(*) from bookings where nights = 1 or price = 1"),
        ("count(listing_id) from bookings", "count(distinct listing_id) from bookings"),
        ("lag(bookings_made, 1 week)", "lag(bookings_made, 2 weeks)"),
        ("sum(price * price) from bookings", "sum(price) from bookings"),
        ("median(nights) from bookings", "percentile(nights, 0.4) from bookings"),
        (
            "sum(nights) from bookings where nights > 1\n  window:      trailing 4 weeks",
            "sum(nights) from bookings where nights > 1",
        ),
        ("avg(nights) from bookings\n  fill:        previous", "avg(nights) from bookings"),
        ("sum(nights) from bookings\n  grain:       month", "sum(nights) from bookings"),
        ("sum(least(nights, 7)) from bookings", "sum(greatest(nights, 7)) from bookings"),
        ("count(*) from bookings where nights in (1, 2)", "count(*) from bookings where nights not in (1, 2)"),
        (
            "count(*) from bookings where not (nights = 1 and price = 1)",
            "count(*) from bookings where nights != 1 and price != 1",
        ),
        ("count(*) from bookings where price = 7", "count(*) from bookings where price != 7"),
        ("count(*) from bookings where status like 'c%'", "count(*) from bookings where status not like 'c%'"),
        ("count(*) from bookings where (nights > 2) = false", "count(*) from bookings where nights > 2"),
        // Where no row passes, one counts none, and the other has no row to count in.
        ("count(*) filter (where nights > 2) from bookings", "count(*) from bookings where nights > 2"),
    ] {
        assert!(!same(left, right, ""), "{left} | {right}");
    }
}

#[test]
fn a_group_is_told_once_and_its_weightiest_is_kept() {
    let text = "metric once { value: nights_booked }\n\nmetric twice { value: once }\n\nmetric all { value: once + twice }\n";
    let text = project_text(&format!("{text}\noutcome shown {{ title: \"S\" description: \"S.\" value: all / 2 }}\n"), &[]);
    let (sources, found) = check("", &[("stays.nsm", &tidy(&text))]);
    let shown = lines(&sources, &found);
    assert_eq!(shown.len(), 1, "{shown:#?}");
    assert!(shown[0].contains("`twice` is the same figure as `nights_booked` and `once`"), "{shown:#?}");
}

#[test]
fn either_of_two_may_accept_it() {
    let outcome = |name: &str, more: &str| {
        let title = format!("title: \"{name}\"  description: \"One of two.\"");
        format!("outcome {name} {{ {title}  value: avg(nights) from bookings  {more} }}\n\n")
    };
    let allow = "allow: same-meaning because \"both names are printed\"";
    let found = |allows: &[&str]| {
        let outcomes: String = ["a", "b", "c"].into_iter().zip(allows).map(|(name, allow)| outcome(name, allow)).collect();
        let (sources, found) = check("", &[("stays.nsm", &tidy(&project_text(&outcomes, &[])))]);
        let shown = lines(&sources, &found);
        (shown.len(), shown.concat())
    };
    for allows in [[allow, ""], ["", allow], [allow, allow]] {
        assert_eq!(found(&allows).0, 0, "{allows:?}");
    }
    assert_eq!(found(&["", ""]).0, 1);
    // What one of three accepts is still told of the other two.
    for (allows, said) in [(["", allow, ""], "`c` is the same figure as `a`"), ([allow, "", ""], "`c` is the same figure as `b`")]
    {
        let (count, shown) = found(&allows);
        assert!(count == 1 && shown.contains(said), "{shown}");
    }
}
