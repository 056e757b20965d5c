//! Projects of any size, for benchmarks and tests: valid, without findings, and shaped like real ones. Ten metrics make a group
//! (sums, counts, distinct counts, shares, averages, percentiles, nested aggregates, ratios of metrics, growth, an index over
//! the group and the one before in its source), ten groups share a source, and a few metrics with roles stand above them all.

use northstar::diagnostic::Diagnostics;
use northstar::source::SourceMap;
use std::fmt::Write;

/// Paths and texts, the project file first.
pub type Files = Vec<(String, String)>;

/// Metrics with a role in every project.
const ROLES: usize = 10;
/// Metrics of a group.
const GROUP: usize = 10;
/// Groups that read one source.
const GROUPS: usize = 10;
/// Groups in one file.
const IN_FILE: usize = 3;

const TEAMS: [&str; 5] = ["checkout", "discovery", "logistics", "pricing", "support"];
const CHANNELS: [&str; 10] = ["web", "ios", "android", "partner", "store", "phone", "mail", "kiosk", "market", "field"];

/// A project with so many metrics (at least ten; rounded down to a multiple of ten): paths and texts, `northstar.toml` first.
pub fn project(metrics: usize) -> Files {
    let groups = (metrics.max(ROLES) - ROLES) / GROUP;
    let mut files = vec![("northstar.toml".to_owned(), PROJECT_FILE.to_owned()), ("metrics/people.nsm".to_owned(), people())];
    files.push(("metrics/sources/dimensions.nsm".to_owned(), DIMENSIONS.to_owned()));
    for area in 0..groups.div_ceil(GROUPS).max(1) {
        files.push((format!("metrics/sources/area_{area:03}.nsm"), source(area)));
    }
    files.push(("metrics/framework.nsm".to_owned(), framework(groups)));
    for first in (0..groups).step_by(IN_FILE) {
        let text: Vec<String> = (first..groups.min(first + IN_FILE)).map(|number| group(number, groups)).collect();
        files.push((format!("metrics/blocks/from_{first:05}.nsm"), text.join("\n")));
    }
    laid_out(files)
}

/// The metric files as `northstar fmt` leaves them.
fn laid_out(mut files: Files) -> Files {
    for (path, text) in files.iter_mut().filter(|(path, _)| path.ends_with(".nsm")) {
        let id = SourceMap::default().add(path.as_str(), text.as_str());
        *text = northstar::format::format(&northstar::syntax::parse(id, text, &mut Diagnostics::default()), text);
    }
    files
}

const PROJECT_FILE: &str = r#"[project]
name    = "generated"
include = ["metrics/**/*.nsm"]
dialect = "duckdb"

[calendar]
timezone   = "Europe/Paris"
week_start = "monday"
grain      = "week"
"#;

const DIMENSIONS: &str = r#"# What facts refer to.

source customers {
  table:       analytics.dim_customers
  description: "One row per customer."

  customer_id  integer  key
  country      text
  segment      text     one_of ('consumer', 'business')
}

source products {
  table:       analytics.dim_products
  description: "One row per product."

  product_id  integer  key
  category    text
  brand       text     nullable
}
"#;

fn people() -> String {
    let mut text = "# Who owns what, and when it is looked at.\n".to_owned();
    for team in TEAMS {
        let _ = write!(
            text,
            "\nteam {team} {{\n  title:   \"{team}\"\n  contact: \"{team}@shop.example\"\n  channel: \"#{team}\"\n}}\n"
        );
    }
    text.push_str(
        "\ncadence weekly_review {\n  every:     week on monday\n  chair:     checkout\n  attendees: discovery, logistics, pricing, support\n}\n",
    );
    text.push_str("\ncadence monthly_review {\n  every: month on day 3\n  chair: pricing\n}\n");
    text
}

fn source(area: usize) -> String {
    format!(
        "# Events of area {area}.

source events_{area:03} {{
  table:       analytics.fct_events_{area:03}
  description: \"One row per order of area {area}.\"
  fresh:       within 1 day

  event_id     integer        key
  happened_at  timestamp      time
  customer_id  integer        references customers as customer
  product_id   integer        references products as product
  quantity     integer        unit item
  price        decimal(12,2)  unit usd
  cost         decimal(12,2)  unit usd
  minutes      integer        unit minute
  status       text           one_of ('open', 'done', 'failed')
  channel      text           one_of ('{}')
  margin       decimal(12,2)  unit usd = price - cost
}}
",
        CHANNELS.join("', '")
    )
}

fn framework(groups: usize) -> String {
    let input = |name: &str, title: &str, value: &str, unit: &str, team: &str| {
        format!(
            "
input {name} {{
  title:       \"{title}\"
  description: \"{title}, of orders that were delivered.\"
  drives:      items_delivered
  value:       {value} from events_000 where status = 'done'
  unit:        {unit}
  owner:       {team}
  review:      weekly_review
}}
"
        )
    };
    let counter = |name: &str, title: &str, value: &str, limit: &str, team: &str| {
        format!(
            "
counter {name} {{
  title:       \"{title}\"
  description: \"{title}, of all orders.\"
  guards:      items_delivered
  value:       {value} from events_000
  limit:       {limit}
  owner:       {team}
  review:      monthly_review
}}
"
        )
    };
    let failed = "count(*) filter (where status = 'failed') / count(*)";
    let health = match groups.checked_sub(1) {
        Some(last) => format!("index_{last:05}"),
        None => "failed_orders".to_owned(),
    };
    let mut text = FRAMEWORK.to_owned();
    text += &input("orders_delivered", "Orders delivered", "count(*)", "order", "checkout");
    text += &input("items_per_order", "Items per order", "avg(quantity)", "item / order", "discovery");
    text += &input("customers_served", "Customers served", "count(distinct customer_id)", "customer", "logistics");
    text += &input("typical_price", "Typical price", "median(price)", "usd", "pricing");
    text += &input("handling_time", "Handling time", "percentile(minutes, 0.9)", "minute", "support");
    text += &counter("failed_orders", "Failed orders", failed, "at most 3%", "support");
    text += &counter("margin_share", "Margin", "sum(margin) / sum(price)", "at least 12%", "pricing");
    let _ = write!(
        text,
        "
outcome business_health {{
  title:       \"Health\"
  description: \"An index over everything that is measured.\"
  value:       100 * {health}
}}
"
    );
    text
}

const FRAMEWORK: &str = r#"# The framework.

north_star items_delivered {
  title:       "Items delivered"
  description: """
    An item in the hands of a customer is value for both sides.
  """
  value:       sum(quantity) from events_000 where status = 'done'
  unit:        item
  dimensions:  customer.country, product.category, channel
  owner:       checkout
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  equals:      orders_delivered * items_per_order
  leads:       revenue by 2 to 8 weeks
  target:      +12% by 2026-12-28 from 2025-12-29
}

outcome revenue {
  title:       "Revenue"
  description: "What customers pay for delivered orders."
  value:       sum(price) from events_000 where status = 'done'
}
"#;

/// Ten metrics over one channel of one area.
fn group(number: usize, groups: usize) -> String {
    let area = number / GROUPS;
    let channel = CHANNELS.get(number % GROUPS).copied().unwrap_or("web");
    let rows = format!("from events_{area:03} where status = 'done' and channel = '{channel}'");
    let mut text = format!("# Orders of area {area} by {channel}.\n");
    let mut metric = |name: &str, what: &str, value: &str, more: &str| {
        let team = TEAMS.get((number + name.len()) % TEAMS.len()).copied().unwrap_or("support");
        let _ = write!(
            text,
            "
metric {name}_{number:05} {{
  title:       \"{what}, area {area}, {channel}\"
  description: \"\"\"
    {what} of the orders of area {area} that came by {channel} and were delivered; see the glossary of the area.
  \"\"\"
  value:       {value}
  owner:       {team}
  tags:        area_{area:03}, {channel}
{more}}}
"
        );
    };
    let slices = "  dimensions:  customer.country, customer.segment as segment, product.category\n";
    metric("amount", "Amount", &format!("sum(price) {rows}"), &format!("  unit:        usd\n{slices}"));
    metric("orders", "Number", &format!("count(*) {rows}"), &format!("  unit:        order\n{slices}"));
    let customers = format!("count(distinct customer_id) {rows}");
    metric("customers", "Customers", &customers, &format!("  unit:        customer\n{slices}"));
    let large = format!("count(*) filter (where margin >= 100 and product.brand is not null) / count(*) {rows}");
    metric("large", "Share of large ones", &large, "");
    metric("items", "Items of one", &format!("avg(quantity) {rows}"), "  unit:        item / order\n");
    metric("slowest", "Longest handling time", &format!("percentile(minutes, 0.95) {rows}"), "  unit:        minute\n");
    let spend = format!("avg(sum(price) per customer_id) {rows}");
    metric("spend", "Spend of a customer", &spend, "  window:      trailing 4 weeks\n");
    let ratio = format!("amount_{number:05} / customers_{number:05}");
    metric("value", "Value of a customer", &ratio, "  unit:        usd / customer\n  dimensions:  country, segment\n");
    metric("growth", "Growth", &format!("growth(orders_{number:05}, 1 week)"), "");
    let moved = |name: &str| format!("{name}_{number:05} / lag({name}_{number:05}, 1 week)");
    // An index over everything before it would make each metric read all those before.
    let first_of_area = number.is_multiple_of(GROUPS);
    let before = number.checked_sub(1).filter(|_| !first_of_area).map(|before| format!(" + index_{before:05}"));
    let before = before.unwrap_or_default();
    let read_by_next = !(number + 1).is_multiple_of(GROUPS) || number + 1 == groups;
    let unused = if read_by_next { "" } else { "  allow:       unused-metric because \"it stands for its source\"\n" };
    let parts = [moved("items"), moved("slowest"), moved("spend"), moved("value")].join("\n    + ");
    metric("index", "Index", &format!("(large_{number:05} + growth_{number:05}\n    + {parts}{before}) / 7"), unused);
    text
}

/// The same project in one file.
pub fn in_one_file(metrics: usize) -> Files {
    let mut files = project(metrics).into_iter();
    let first: Files = files.by_ref().take(1).collect();
    let text: Vec<String> = files.map(|(_, text)| text).collect();
    laid_out(first.into_iter().chain([("metrics/all.nsm".to_owned(), text.join("\n"))]).collect())
}

/// A chain of inputs, each driving the one before and computed from it.
pub fn chain(metrics: usize) -> Files {
    let mut files = project(ROLES);
    let mut text = String::new();
    let mut above = "orders_delivered".to_owned();
    for step in ROLES..metrics {
        let _ = write!(
            text,
            "
input step_{step} {{
  title:       \"Step {step}\"
  description: \"A step of the way.\"
  drives:      {above}
  value:       {above} + {above}
  unit:        order
  owner:       support
  review:      weekly_review
}}
"
        );
        above = format!("step_{step}");
    }
    files.push(("metrics/chain.nsm".to_owned(), text));
    laid_out(files)
}

/// The same project where every metric that is read is misspelt.
pub fn misspelt(metrics: usize) -> Files {
    let mut files = project(metrics);
    for (_, text) in files.iter_mut().filter(|(path, _)| path.contains("/blocks/")) {
        *text = text
            .replace("growth(orders_", "growth(ordres_")
            .replace("amount_", "amuont_")
            .replace("metric amuont_", "metric amount_");
    }
    files
}

/// The same project with so many faults: names, words and types by turns, as a careless change of many files makes them.
pub fn faulty(metrics: usize, faults: usize) -> Files {
    let mut files = project(metrics);
    let mut left = faults;
    let kinds = [
        ("value:       growth(orders_", "value:       growth(ordres_"),
        ("\n  owner:", "\n  ower:"),
        ("avg(quantity)", "avg(channel)"),
    ];
    for (position, (_, text)) in files.iter_mut().filter(|(path, _)| path.contains("/blocks/")).enumerate() {
        for (from, to) in kinds.into_iter().cycle().skip(position).take(left.min(2)) {
            if text.contains(from) {
                *text = text.replacen(from, to, 1);
                left -= 1;
            }
        }
    }
    files
}
