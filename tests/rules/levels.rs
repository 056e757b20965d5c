//! `allow` in place and `[lint]` in the project file.

use super::{check, codes, lines, tidy};
use northstar::diagnostic::Level;
use northstar::rules::project_text;

/// An input that no one reviews, with some more properties.
fn unreviewed(more: &str) -> String {
    project_text(
        &format!(
            "input nights_per_booking {{
  title:       \"Nights per booking\"
  description: \"How long a confirmed stay is.\"
  drives:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       supply
  {more}
}}
"
        ),
        &[],
    )
}

fn found(settings: &str, text: &str) -> Vec<(&'static str, Level)> {
    let (_, diagnostics) = check(settings, &[("stays.nsm", &tidy(text))]);
    diagnostics.iter().map(|diagnostic| (diagnostic.code.id, diagnostic.level)).collect()
}

#[test]
fn an_allow_in_place_silences_its_rule() {
    assert_eq!(found("", &unreviewed("")), [("NS403", Level::Warn)]);
    assert_eq!(found("", &unreviewed("allow: input-without-review because \"Later.\"")), []);
    assert_eq!(found("", &unreviewed("allow: NS403 because \"Later.\"")), []);
}

#[test]
fn an_allow_silences_only_its_own_declaration() {
    let text = unreviewed("").replace("gross_booking_value {", "gross_booking_value {\n  allow: NS403 because \"Later.\"");
    assert_eq!(found("", &text), [("NS403", Level::Warn), ("NS807", Level::Warn)]);
}

#[test]
fn each_allow_of_a_list_is_looked_at_alone() {
    let text = unreviewed("allow: NS403 because \"Later.\", NS401 because \"Never.\"");
    let (sources, diagnostics) = check("", &[("stays.nsm", &tidy(&text))]);
    assert_eq!(codes(&diagnostics), ["NS807"]);
    assert!(lines(&sources, &diagnostics)[0].contains("`no-owner`"), "{:?}", lines(&sources, &diagnostics));
}

#[test]
fn an_allow_of_a_team_silences_what_is_said_of_the_team() {
    let team = |more: &str| project_text(&format!("team supply {{ title: \"Host Supply\" {more} }}\n"), &[]);
    assert_eq!(found("", &team("")), [("NS408", Level::Warn)]);
    assert_eq!(found("", &team("allow: no-contact because \"They sit next door.\"")), []);
}

#[test]
fn an_allow_of_a_cadence_silences_what_is_said_of_it() {
    let text = "cadence monthly_review {\n  every: month on day 3\n  chair: supply\n  allow: unused-cadence because \"From May on.\"\n}\n";
    assert_eq!(found("", &project_text(text, &[])), []);
}

#[test]
fn an_unused_allow_can_be_allowed_where_it_stands() {
    let text = unreviewed("review: weekly_review\n  allow: NS403 because \"Later.\", unused-allow because \"It comes back.\"");
    assert_eq!(found("", &text), []);
    let alone = unreviewed("review: weekly_review\n  allow: unused-allow because \"It comes back.\"");
    assert_eq!(found("", &alone), [("NS807", Level::Warn)]);
}

#[test]
fn an_allow_is_not_called_unused_while_other_things_are_wrong() {
    let text = unreviewed("review: weekly_review\n  allow: NS403 because \"Later.\"");
    let broken = text.replace("sum(price)", "sum(prize)");
    assert_eq!(found("", &broken), [("NS102", Level::Error)]);
}

#[test]
fn numbers_that_would_be_wrong_cannot_be_allowed() {
    let text = unreviewed("review: weekly_review\n  allow: NS208 because \"We know better.\"");
    assert_eq!(found("", &text), [("NS103", Level::Error)]);
    let star = project_text("", &[]).replace("  leads: ", "  allow: two-north-stars because \"We need both.\"\n  leads: ");
    assert_eq!(found("", &star), [("NS103", Level::Error)]);
}

#[test]
fn an_allow_needs_a_reason_and_a_rule() {
    assert_eq!(found("", &unreviewed("allow: NS403 because \"\"")), [("NS403", Level::Warn), ("NS001", Level::Error)]);
    let unknown = unreviewed("review: weekly_review\n  allow: no-ownr because \"Later.\"");
    assert_eq!(found("", &unknown), [("NS102", Level::Error)]);
}

#[test]
fn the_project_file_sets_levels() {
    let text = unreviewed("");
    assert_eq!(found("[lint]\ninput-without-review = \"allow\"\n", &text), []);
    assert_eq!(found("[lint]\ninput-without-review = \"deny\"\n", &text), [("NS403", Level::Error)]);
    assert_eq!(found("[lint]\nNS403 = \"warn\"\n", &text), [("NS403", Level::Warn)]);
}

#[test]
fn an_error_of_the_framework_can_be_lowered() {
    let text = project_text("", &["cancellation_rate"]);
    assert_eq!(found("[lint]\nno-counter = \"warn\"\n", &text), [("NS305", Level::Warn)]);
}

#[test]
fn an_allow_in_place_is_needed_or_not_whatever_the_project_file_says() {
    let allowed = unreviewed("allow: NS403 because \"Later.\"");
    assert_eq!(found("[lint]\nNS403 = \"allow\"\n", &allowed), []);
    assert_eq!(found("[lint]\nNS403 = \"deny\"\n", &allowed), []);
    let needless = unreviewed("review: weekly_review\n  allow: NS403 because \"Later.\"");
    assert_eq!(found("[lint]\nNS403 = \"allow\"\n", &needless), [("NS807", Level::Warn)]);
    assert_eq!(found("[lint]\nunused-allow = \"deny\"\n", &needless), [("NS807", Level::Error)]);
}
