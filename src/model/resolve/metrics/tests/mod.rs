//! Metrics from text.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed lookup fails the test"
)]

mod findings;
mod large;
mod meaning;
mod random;

use crate::diagnostic::{Diagnostics, Level};
use crate::model::Project;
use crate::model::metric::Metric;
use crate::model::resolve::{self, Settings};
use crate::project::calendar::Calendar;
use crate::source::SourceMap;

/// Sources that the tests read.
const SOURCES: &str = r"
source listings {
  table: a.listings
  listing_id integer key
  city text
  rooms integer unit room
  created_at timestamp time
}
source bookings {
  table: a.bookings
  booking_id integer key
  booked_at timestamp time
  checkin date
  checkout date
  day date
  nights integer unit night
  price decimal(12, 2) unit usd
  fee decimal(12, 2) unit eur
  score float
  status text one_of ('confirmed', 'cancelled')
  channel text
  guest_id integer
  listing_id integer references listings as listing
}
source visits {
  table: a.visits
  visit_id integer key
  visited_at timestamp time
  guest_id integer
  visitor_id text
  channel text
  city text
  page text
}
source accounts {
  table: a.accounts
  account_id integer key
  stated_on date key time
  balance decimal(12, 2) unit usd
  listing_id integer references listings as listing
}
source plans {
  table: a.plans
  account_id integer key
  starts_on date time
  ends_on date nullable
  mrr decimal(12, 2) unit usd
  valid: starts_on to ends_on
}
source undated {
  table: a.undated
  undated_id integer key
  seen_on date
}
team stays { contact: 'x' }
";

/// The team's contact is prose; `SOURCES` is a raw string without double quotes.
fn sources() -> String {
    SOURCES.replace("'x'", "\"x\"")
}

/// A project of the test's sources and some metrics, in files of their own; with the errors found, as `NS208 message`.
pub(super) fn project(metrics: &[&str]) -> (Project, Vec<String>) {
    let mut texts = SourceMap::default();
    let mut d = Diagnostics::default();
    let sources = sources();
    let mut files = Vec::new();
    for (position, text) in std::iter::once(sources.as_str()).chain(metrics.iter().copied()).enumerate() {
        let id = texts.add(format!("{position}.nsm"), text);
        files.push(crate::syntax::parse(id, text, &mut d));
    }
    let calendar = Calendar::default();
    let settings = Settings { name: "test", dialect: None, calendar: &calendar };
    let project = resolve::resolve(&settings, &texts, &files, &mut d);
    let errors = d.iter().filter(|finding| finding.level == Level::Error);
    let found = errors.map(|finding| format!("{} {}", finding.code.id, finding.message)).collect();
    (project, found)
}

/// A project in which nothing is found.
fn clean(metrics: &str) -> Project {
    let (project, found) = project(&[metrics]);
    assert!(found.is_empty(), "{metrics}\n{found:#?}");
    project
}

fn metric<'a>(project: &'a Project, name: &str) -> &'a Metric {
    &project.metrics[project.metric_named(name).unwrap()]
}

/// The metric `m` of this value and these properties, in a project in which nothing is found.
fn one(properties: &str) -> Metric {
    metric(&clean(&format!("metric m {{ {properties} }}")), "m").clone()
}
