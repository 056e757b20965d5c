//! `examples/stays` against `answers/`, which SQLite worked out.

use crate::support::program::printed;
use crate::support::rows::{assert_same, of_csv};
use crate::support::{repository, wanted};
use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    repository().join("examples/stays")
}

#[test]
fn has_nothing_to_say_and_one_layout() {
    for day in ["2026-07-06", "2026-11-22"] {
        let said = printed(&folder(), &["check", "--deny", "warnings", "--as-of", day]);
        assert!(said.ends_with("nothing to report\n"), "{said}");
    }
    printed(&folder(), &["fmt", "--check"]);
}

#[test]
fn gives_the_known_answers() {
    if !wanted("duckdb") {
        return;
    }
    let all = "nights_booked,bookings_made,nights_per_booking,cancellation_rate,gross_booking_value";
    let questions: [(&str, &[&str]); 3] = [
        ("by_week", &[all]),
        ("by_city_and_month", &["nights_booked", "--by", "city", "--grain", "month"]),
        ("by_channel", &["nights_booked", "cancellation_rate", "--by", "channel", "--grain", "none"]),
    ];
    for (answer, question) in questions {
        let arguments: Vec<&str> =
            ["query", "--as-of", "2026-02-22", "--format", "csv"].iter().chain(question).copied().collect();
        let expected = fs::read_to_string(folder().join(format!("answers/{answer}.csv"))).unwrap();
        assert_same(answer, of_csv(&expected), of_csv(&printed(&folder(), &arguments)));
    }
}
