//! The small project in which the examples of the rules stand, so that an example shows only what its rule is about.

use jiff::civil::Date;

/// The day on which the examples are checked: rules about dates need one.
pub const EXAMPLE_DATE: Date = Date::constant(2026, 7, 7);

/// What stands around a rule's examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// The rest of the example project; what an example declares itself takes the place of the frame's declaration of that name.
    Project,
    /// As `Project`, with this in the project file.
    Settings(&'static str),
    /// As `Project`; for the bad example these declarations are taken away.
    Without(&'static [&'static str]),
    /// Nothing around the bad example; the good one stands in the project.
    Alone,
    /// The examples are project files.
    ProjectFile,
    /// The examples are command lines or output: no text of a project alone can show it.
    Shell,
}

/// The declarations of the example project, with their names.
pub const DECLARATIONS: &[(&str, &str)] = &[
    (
        "listings",
        r#"source listings {
  table: analytics.dim_listings

  listing_id  integer  key
  city        text
}
"#,
    ),
    (
        "bookings",
        r#"source bookings {
  table: analytics.fct_bookings

  booking_id  integer        key
  booked_at   timestamp      time
  nights      integer        unit night
  price       decimal(12,2)  unit usd
  status      text           one_of ('confirmed', 'cancelled')
  listing_id  integer        references listings as listing
}
"#,
    ),
    ("marketplace", "team marketplace { title: \"Marketplace\"  contact: \"marketplace@stays.example\" }\n"),
    ("supply", "team supply { title: \"Host Supply\"  contact: \"supply@stays.example\" }\n"),
    ("weekly_review", "cadence weekly_review {\n  every: week on monday\n  chair: marketplace\n}\n"),
    (
        "nights_booked",
        r#"north_star nights_booked {
  title:       "Nights booked"
  description: "A night booked is value for a guest and income for a host."
  value:       sum(nights) from bookings where status = 'confirmed'
  unit:        night
  dimensions:  listing.city
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  equals:      bookings_made * nights_per_booking
  leads:       gross_booking_value by 2 to 8 weeks
}
"#,
    ),
    (
        "bookings_made",
        r#"input bookings_made {
  title:       "Bookings made"
  description: "Confirmed bookings."
  drives:      nights_booked
  value:       count(*) from bookings where status = 'confirmed'
  unit:        booking
  owner:       marketplace
  review:      weekly_review
}
"#,
    ),
    (
        "nights_per_booking",
        r#"input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       supply
  review:      weekly_review
}
"#,
    ),
    (
        "cancellation_rate",
        r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       supply
  review:      weekly_review
}
"#,
    ),
    (
        "gross_booking_value",
        r#"outcome gross_booking_value {
  title:       "Gross booking value"
  description: "What guests pay for confirmed bookings."
  value:       sum(price) from bookings where status = 'confirmed'
}
"#,
    ),
];

/// The whole project of an example: its own text and, of the frame, whatever it does not declare itself.
/// `without` names declarations of the frame that are left away.
pub fn project_text(example: &str, without: &[&str]) -> String {
    let own: Vec<&str> = example.lines().filter_map(declared).collect();
    let example = (!example.trim().is_empty()).then(|| format!("{}\n", example.trim_end()));
    let frame = DECLARATIONS.iter().filter(|(name, _)| !own.contains(name) && !without.contains(name));
    example.into_iter().chain(frame.map(|(_, declaration)| (*declaration).to_owned())).collect::<Vec<_>>().join("\n")
}

/// The name that a line declares.
fn declared(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    let kind = words.next()?;
    let kinds = ["source", "team", "cadence", "north_star", "input", "counter", "outcome", "metric"];
    let name = words.next()?;
    (kinds.contains(&kind) && !line.starts_with(' ') && words.next().is_some_and(|brace| brace.starts_with('{'))).then_some(name)
}
