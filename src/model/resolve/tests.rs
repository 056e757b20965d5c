//! Sources, teams, cadences and tests from text.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic)]

use super::testing::{findings, resolved, resolved_in};
use crate::model::types::{Type, Zone};
use crate::model::unit::Unit;
use crate::model::{Every, On};
use crate::project::calendar::{Calendar, Weekday};
use crate::syntax::ast::TimeUnit;
use proptest::prelude::*;

const STAYS: &str = r#"
source hosts { table: a.hosts  host_id integer key  country text  joined_at timestamp time }
source listings {
  table: analytics.dim_listings
  listing_id integer key
  city text
  host_id integer references hosts as host
  created_at timestamp time
}
source prices {
  table: a.prices
  listing_id integer key
  night_price decimal(10,2) unit usd
  valid_from date
  valid_to date nullable
  valid: valid_from to valid_to
}
source bookings {
  table: analytics.fct_bookings
  booking_id integer key
  booked_at timestamp time
  booked_on date
  local_at timestamp("Europe/Paris")
  nights integer unit night
  price decimal(12,2) unit usd
  tip decimal(6,2) unit eur
  score float
  paid boolean
  status text one_of ('confirmed', 'cancelled')
  listing_id integer references listings as listing
  other_id integer references listings as other
  utm_source text nullable
}
"#;

/// The findings of one more entry in `bookings`.
fn in_bookings(entry: &str) -> Vec<String> {
    let text = STAYS.replace("  utm_source text nullable\n", &format!("  utm_source text nullable\n  {entry}\n"));
    findings(&text)
}

/// The type, the unit and the findings of a computed column `x`.
fn computed(ty: &str, expr: &str) -> (Option<(Type, Option<Unit>)>, Vec<String>) {
    let text = STAYS.replace("  utm_source text nullable\n", &format!("  utm_source text nullable\n  x {ty} = {expr}\n"));
    let (project, lines) = resolved(&text);
    let lines = lines.into_iter().filter(|line| !line.starts_with("NS107")).collect();
    let bookings = project.sources.values().find(|source| source.name == "bookings").unwrap();
    let x = bookings.columns.iter().find(|column| column.name == "x");
    (x.and_then(|x| x.computed.as_ref()).map(|expr| (expr.ty.clone(), expr.unit.clone())), lines)
}

#[test]
fn the_base_is_clean() {
    assert_eq!(findings(STAYS), Vec::<String>::new());
}

#[test]
fn expressions_have_types_and_units() {
    let decimal = |precision, scale| Type::Decimal { precision, scale };
    let none = Some(Unit::none());
    let unit = |name: &str| Some(Unit::named(name));
    let day = unit("day");
    for (declared, expr, ty, expected) in [
        ("integer", "nights + 1", Type::Integer, unit("night")),
        ("integer", "1 - nights", Type::Integer, unit("night")),
        ("float", "price / nights", Type::Float, Some(Unit::named("usd").per(&Unit::named("night")))),
        ("float", "7 / 2", Type::Float, None),
        ("decimal(20,2)", "price + price", decimal(13, 2), unit("usd")),
        ("decimal(20,2)", "price * 2", decimal(13, 2), unit("usd")),
        ("decimal(38,2)", "price * nights", decimal(31, 2), Some(Unit::named("usd").times(&Unit::named("night")))),
        ("decimal(20,4)", "price * 1.25", decimal(15, 4), unit("usd")),
        ("float", "price * score", Type::Float, unit("usd")),
        ("decimal(4,2)", "8%", decimal(2, 2), None),
        ("integer", "- nights", Type::Integer, unit("night")),
        ("integer", "coalesce(nights, 0)", Type::Integer, unit("night")),
        ("decimal(20,2)", "coalesce(price, 0)", decimal(12, 2), unit("usd")),
        ("decimal(38,2)", "greatest(price, 0.5)", decimal(12, 2), unit("usd")),
        ("integer", "case when paid then 1 else 0 end", Type::Integer, None),
        ("integer", "case status when 'confirmed' then nights end", Type::Integer, unit("night")),
        ("text", "coalesce(utm_source, 'direct')", Type::Text, None),
        ("text", "lower(listing.city) || '/' || listing.host.country", Type::Text, None),
        ("boolean", "paid and nights > 2", Type::Boolean, None),
        ("boolean", "nights between 2 and 5 or not paid", Type::Boolean, None),
        ("boolean", "status in ('confirmed') and utm_source is not null", Type::Boolean, None),
        ("boolean", "booked_at >= 2026-01-05", Type::Boolean, None),
        ("boolean", "booked_on < booked_at", Type::Boolean, None),
        ("boolean", "utm_source is not distinct from null", Type::Boolean, None),
        ("boolean", "utm_source like 'a%' and starts_with(utm_source, 'b')", Type::Boolean, None),
        ("integer", "length(utm_source)", Type::Integer, none.clone()),
        ("integer", "extract(isodow from booked_at)", Type::Integer, none.clone()),
        ("integer", "date_diff('day', booked_at, booked_on)", Type::Integer, day),
        ("date", "date_trunc('week', booked_at)", Type::Date, None),
        ("date", "cast(booked_at as date)", Type::Date, None),
        ("timestamp", "date_trunc('hour', booked_at)", Type::Timestamp(Zone::Utc), None),
        ("date", "date_add('month', 1, booked_on)", Type::Date, None),
        ("float", "sqrt(score)", Type::Float, none.clone()),
        ("decimal(11,0)", "round(price)", decimal(11, 0), unit("usd")),
        ("decimal(20,1)", "round(price, 1)", decimal(12, 1), unit("usd")),
        ("integer", "mod(nights, 7)", Type::Integer, unit("night")),
        ("integer", "cast(status as integer)", Type::Integer, none),
        ("float", "cast(nights as float)", Type::Float, unit("night")),
        ("decimal(12,2)", "nullif(price, 0)", decimal(12, 2), unit("usd")),
    ] {
        assert_eq!(computed(declared, expr), (Some((ty, expected)), Vec::new()), "{expr}");
    }
}

#[test]
fn expressions_that_are_wrong() {
    for (expr, expected) in [
        ("nights + status", "NS201 at \"status\": `+` needs two numbers, but these are `integer` and `text`"),
        ("booked_on - booked_at", "NS201 at \"booked_on\": `-` needs two numbers, but these are `date` and `timestamp`"),
        ("nights = 'three'", "NS201 at \"'three'\": a comparison needs values of one type, but these are `integer` and `text`"),
        (
            "booked_at > '2026-01-05'",
            "NS201 at \"'2026-01-05'\": a comparison needs values of one type, but these are `timestamp` and `text`",
        ),
        ("nights and paid", "NS201 at \"nights\": a condition must be `boolean`, but this is `integer`"),
        (
            "coalesce(booked_on, booked_at)",
            "NS201 at \"booked_at\": `coalesce` needs values of one type, but these are `date` and `timestamp`",
        ),
        (
            "case when paid then 1 else 'no' end",
            "NS201 at \"'no'\": `case` needs values of one type, but these are `integer` and `text`",
        ),
        ("lower(nights)", "NS201 at \"nights\": `lower` needs `text`, but this is `integer`"),
        ("nights like 'a%'", "NS201 at \"nights\": `like` needs `text`, but this is `integer`"),
        ("cast(nights as date)", "NS201 at \"nights\": `integer` cannot be converted to `date`"),
        ("extract(hour from booked_on)", "NS201 at \"booked_on\": a `date` has no `hour`"),
        (
            "date_add('day', price, booked_on)",
            "NS201 at \"price\": `date_add` needs an `integer` here, but this is `decimal(12, 2)`",
        ),
        (
            "cast(price as decimal(38,20)) * cast(price as decimal(38,20))",
            "NS201 at \"cast(price as decimal(38,20)) * cast(price as decimal(38,20))\": the product of `decimal(38, 20)` and `decimal(38, 20)` has more than 38 digits after the point",
        ),
        ("now()", "NS202 at \"now\": there is no function `now`"),
        ("ifnull(nights, 0)", "NS202 at \"ifnull\": there is no function `ifnull`"),
        ("lower(status, status)", "NS202 at \"lower\": `lower` takes one argument, not 2"),
        ("date_trunc('minute', booked_at)", "NS202 at \"'minute'\": the first argument of `date_trunc` names a unit of time"),
        ("extract(epoch from booked_at)", "NS202 at \"epoch\": `extract` knows no part called `epoch`"),
        ("round(price, nights)", "NS202 at \"nights\": `round` needs its number of digits written out"),
        ("sum(nights)", "NS203 at \"sum(nights)\": `sum` reads many rows, but this is a row expression, which sees one"),
        ("price + nights", "NS208 at \"nights\": `+` needs equal units, but these are `usd` and `night`"),
        ("price > nights", "NS208 at \"nights\": a comparison needs equal units, but these are `usd` and `night`"),
        (
            "case when paid then nights else listing_id end",
            "NS208 at \"listing_id\": `case` needs equal units, but these are `night` and no unit",
        ),
        ("sqrt(price)", "NS208 at \"price\": `sqrt` needs a square of a unit, but this counts `usd`"),
        ("ln(price)", "NS208 at \"price\": `ln` needs a number without a unit, but this counts `usd`"),
        ("price - tip", "NS209 at \"tip\": `-` needs equal units, but these are `usd` and `eur`"),
        ("status = 'confirmd'", "NS219 at \"'confirmd'\": this comparison is always false"),
        ("status != 'open'", "NS219 at \"'open'\": this comparison is always true"),
        ("status in ('confirmed', 'open')", "NS219 at \"'open'\": this comparison is always false"),
        ("status = null", "NS219 at \"null\": a comparison with `null` is never true"),
        ("nights = 2.5", "NS219 at \"2.5\": this comparison is always false"),
        ("nights = nights", "NS219 at \"nights\": this comparison is always true"),
        ("1 = 1", "NS219 at \"1 = 1\": a comparison of two constants never changes"),
        ("nights between 5 and 2", "NS219 at \"nights between 5 and 2\": this comparison is always false"),
        ("nights / 0", "NS220 at \"0\": `/` by a constant zero is always null"),
        ("mod(nights, 0)", "NS220 at \"0\": `mod` by a constant zero is always null"),
        ("citty", "NS102 at \"citty\": there is no column of `bookings` called `citty`"),
        ("listing", "NS103 at \"listing\": `listing` is a link, not a column"),
        ("listing_id.city", "NS103 at \"listing_id\": `listing_id` is a column of `bookings`, not a link"),
        ("listings.city", "NS207 at \"listings\": 2 links of `bookings` lead to `listings`"),
        ("listing.hosts.country", "NS102 at \"hosts\": `hosts` is a source; the link that leads to it is called `host`"),
        ("host.country", "NS102 at \"host\": `bookings` has no link `host`"),
        (
            "nights + native(duckdb: \"\"\"1\"\"\")",
            "NS704 at \"native(duckdb: \"\"\"1\"\"\")\": `native` stands alone as a computed column",
        ),
    ] {
        let (typed, lines) = computed("integer", expr);
        assert_eq!((typed, lines), (None, vec![expected.to_owned()]), "{expr}");
    }
}

#[test]
fn one_fault_gives_one_finding() {
    assert_eq!(computed("text", "lower(coalesce(citty, 'x') || 'y') || upper('z')").1.len(), 1);
    // A column with a type that is not understood is not reported where it is read.
    let text = STAYS
        .replace("  nights integer unit night", "  nights varchar")
        .replace("source bookings {", "source bookings {\n  x integer = nights + 1");
    assert_eq!(findings(&text).len(), 1, "{:?}", findings(&text));
    let text = STAYS
        .replace("  nights integer unit night", "  nights integer unit")
        .replace("source bookings {", "source bookings {\n  x integer = nights + 1");
    assert_eq!(findings(&text).len(), 1, "{:?}", findings(&text));
    // A block whose keyword is misspelled declares what it names.
    let text = STAYS.replace("source hosts {", "sorce hosts {");
    assert_eq!(findings(&text).len(), 1, "{:?}", findings(&text));
}

#[test]
fn computed_columns_keep_their_declared_type() {
    for (ty, expr, expected) in [
        ("integer", "price", Some("NS201 at \"integer\": `x` is declared `integer`, but its expression is `decimal(12, 2)`")),
        (
            "decimal(12,2)",
            "price / 2",
            Some("NS201 at \"decimal(12,2)\": `x` is declared `decimal(12, 2)`, but its expression is `float`"),
        ),
        ("decimal(12,2)", "price * 1.255", None),
        ("float", "nights", None),
        ("date", "booked_at", Some("NS201 at \"date\": `x` is declared `date`, but its expression is `timestamp`")),
        ("timestamp(\"Asia/Tokyo\")", "booked_at", None),
        ("text", "null", None),
    ] {
        assert_eq!(computed(ty, expr).1, expected.map(str::to_owned).into_iter().collect::<Vec<_>>(), "{ty} = {expr}");
    }
}

#[test]
fn a_declared_unit_is_believed_and_a_missing_one_is_derived() {
    let text = "source a { table: a.a  id integer key  ms integer unit millisecond
      hours float unit hour = ms / 3_600_000  twice float = hours + hours }";
    let (project, lines) = resolved(text);
    let source = project.sources.values().next().unwrap();
    let unit = |name: &str| source.columns.iter().find(|c| c.name == name).unwrap().unit.clone();
    assert_eq!(unit("hours"), Some(Unit::named("hour")));
    assert_eq!(unit("twice"), Some(Unit::named("hour")));
    assert!(lines.iter().all(|line| line.starts_with("NS107")), "{lines:?}");
}

#[test]
fn cycles_of_computed_columns_are_printed() {
    assert_eq!(
        in_bookings("a integer = b + 1  b integer = c + 1  c integer = a + 1  d integer = a"),
        ["NS104 at \"a\": computed columns are defined by each other: `a` → `b` → `c` → `a`"]
    );
    assert_eq!(in_bookings("a integer = a + 1"), ["NS104 at \"a\": the computed column `a` is defined by itself"]);
    // Through a link that is joined by the column itself.
    let text = "source rates { table: a.r  day date key  usd float unit usd }
      source orders { table: a.o  link rate: (on_day) references rates  id integer key  on_day date = date_add('day', cast(rate.usd as integer), 2026-01-01) }";
    assert_eq!(findings(text), ["NS104 at \"on_day\": the computed column `on_day` is defined by itself"]);
}

#[test]
fn long_chains_end_in_a_finding() {
    let mut text = "source a { table: a.a  c0 integer key\n".to_owned();
    for n in 1..3000 {
        text.push_str(&format!("c{n} integer = c{} + c{}\n", n - 1, n - 1));
    }
    text.push('}');
    let lines = findings(&text);
    assert!(lines.iter().all(|line| line.starts_with("NS006")), "{:?}", lines.first());
    assert!(!lines.is_empty());
    let sum = vec!["nights"; 2000].join(" + ");
    assert!(computed("integer", &sum).1[0].starts_with("NS006"));
    let mut nested = "nights".to_owned();
    for _ in 0..25 {
        nested = format!("case when {nested} between 1 and 2 then 1 else 0 end");
    }
    let lines = computed("integer", &nested).1;
    assert_eq!(lines.len(), 1);
    assert!(lines[0].starts_with("NS006"), "{lines:?}");
}

#[test]
fn keys_and_references() {
    for (entry, expected) in [
        (
            "price_of integer references prices",
            "NS206 at \"references prices\": `prices` has a row for each time that a key changed, so a reference must say `at` which moment",
        ),
        (
            "host_id integer references hosts at booked_at",
            "NS206 at \"booked_at\": `hosts` has one row per key at all times, so there is no moment to choose",
        ),
        (
            "host_id text references hosts",
            "NS206 at \"host_id\": `host_id` is `text`, but the key `host_id` of `hosts` is `integer`",
        ),
        (
            "link host: (booking_id, listing_id) references hosts",
            "NS206 at \"link host: (booking_id, listing_id) references hosts\": the key of `hosts` is the one column `host_id`, but 2 are given",
        ),
        ("x_id integer references listings as listing", "NS101 at \"listing\": the link `listing` is declared twice"),
        (
            "x_id integer references hosts as nights",
            "NS101 at \"nights\": the link `nights` is named like a column of `bookings`",
        ),
        ("nights float", "NS101 at \"nights\": the column `nights` is declared twice"),
        ("x_id integer references hostss", "NS102 at \"hostss\": there is no source `hostss`"),
        (
            "x_id integer references prices at status",
            "NS201 at \"status\": `at` needs a `date` or a `timestamp`, but `status` is `text`",
        ),
        ("x integer key nullable", "NS201 at \"nullable\": `x` is a key, so it cannot be null"),
        ("other_time date time", "NS004 at \"time\": `bookings` has two columns marked `time`"),
        ("x decimal", "NS201 at \"decimal\": a decimal needs its number of digits, and how many of them stand after the point"),
        ("x decimal(40,2)", "NS005 at \"decimal(40,2)\": a decimal has 1 to 38 digits, and no more of them behind the point"),
        ("x decimal(4,6)", "NS005 at \"decimal(4,6)\": a decimal has 1 to 38 digits, and no more of them behind the point"),
        ("x timestamp(\"Europe/Pariss\")", "NS906 at \"timestamp(\"Europe/Pariss\")\": there is no time zone `Europe/Pariss`"),
        ("x text unit night", "NS201 at \"unit night\": only a number has a unit, but `x` is `text`"),
        ("x integer one_of (1, 'two')", "NS201 at \"'two'\": `x` is `integer`, but this is `text`"),
        ("x date one_of (2026-01-05, 2026-01-06)", ""),
        ("x integer references prices as price_row at booked_at", ""),
        ("filter: status = 'confirmed' and listing.city != 'Rome'", ""),
        ("filter: nights", "NS201 at \"nights\": a condition must be `boolean`, but this is `integer`"),
        ("fresh: within 1 day", ""),
        ("query: \"select 1\"", "NS004 at \"query: \"select 1\"\": `bookings` has both a `table` and a `query`"),
        (
            "valid: booked_on to booked_at",
            "NS201 at \"booked_at\": `valid` needs two columns of one type, but these are `date` and `timestamp`",
        ),
        ("valid: booked_on to nowhere", "NS102 at \"nowhere\": there is no column of `bookings` called `nowhere`"),
        ("x integer = native(duckdb: \"\"\"len(list_value(nights, 1))\"\"\")", ""),
        (
            "x integer = native(duckdb: \"\"\"nihgts + 1\"\"\")",
            "NS704 at \"\"\"\"nihgts + 1\"\"\"\": `native` reads `nihgts`, but `bookings` has no such column",
        ),
        (
            "x integer = native(duckdb: \"\"\"nights +\"\"\")",
            "NS704 at \"\"\"\"nights +\"\"\"\": this does not parse as an expression of duckdb",
        ),
        ("x integer = native(duckdbb: \"\"\"nights\"\"\")", "NS906 at \"duckdbb\": there is no dialect `duckdbb`"),
    ] {
        let lines = in_bookings(entry);
        let expected: Vec<&str> = [expected].into_iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, expected, "{entry}");
    }
    assert_eq!(findings("source a { x integer key }"), ["NS003 at \"a\": the source `a` says not where its rows come from"]);
    assert_eq!(
        findings("source a { query: \"\"\"delete from b\"\"\"  x integer key }"),
        ["NS704 at \"\"\"\"delete from b\"\"\"\": a source's query must be a `select`"]
    );
}

#[test]
fn fan_out_is_an_error() {
    let text = STAYS.replace("  city text\n", "  city text\n  x integer = bookings.nights\n");
    assert_eq!(findings(&text), ["NS205 at \"bookings\": one row of `listings` has many rows of `bookings`"]);
}

#[test]
fn timestamps_meet_in_the_project_s_zone() {
    let calendar = Calendar { timezone: "America/New_York".to_owned(), ..Calendar::default() };
    let text = STAYS.replace("  utm_source text nullable\n", "  utm_source text nullable\n x boolean = local_at < 2026-01-05 10:00  y boolean = booked_on < booked_at  z timestamp = date_trunc('hour', booked_at)\n");
    let (project, _) = resolved_in(&calendar, &[&text]);
    let bookings = project.sources.values().find(|source| source.name == "bookings").unwrap();
    let sides = |name: &str| -> Vec<Type> {
        let column = bookings.columns.iter().find(|column| column.name == name).unwrap();
        column.computed.as_ref().unwrap().children().iter().map(|side| side.ty.clone()).collect()
    };
    let named = |zone: &str| Type::Timestamp(Zone::Named(zone.to_owned()));
    assert_eq!(sides("x"), [named("Europe/Paris"), named("Europe/Paris")]);
    assert_eq!(sides("y"), [named("America/New_York"), Type::Timestamp(Zone::Utc)]);
    let z = bookings.columns.iter().find(|column| column.name == "z").unwrap();
    assert_eq!(z.computed.as_ref().unwrap().ty, named("America/New_York"));
}

#[test]
fn teams_and_cadences() {
    let (project, lines) = resolved(
        "team a { title: \"A\"  contact: \"a@x\" }
         cadence w { every: week on monday  chair: a  attendees: a }
         cadence m { every: month on day 3 }
         cadence q { every: quarter }",
    );
    assert_eq!(lines, Vec::<String>::new());
    let every: Vec<Every> = project.cadences.values().map(|cadence| cadence.every).collect();
    assert_eq!(every[0], Every { count: 1, unit: TimeUnit::Week, on: Some(On::Weekday(Weekday::Monday)) });
    assert_eq!(every[1], Every { count: 1, unit: TimeUnit::Month, on: Some(On::Day(3)) });
    assert_eq!(every[2], Every { count: 1, unit: TimeUnit::Quarter, on: None });
    assert_eq!(project.teams.values().next().unwrap().contact.as_deref(), Some("a@x"));
    for (entry, expected) in [
        ("every: month on monday", "NS005 at \"monday\": a month has many Mondays"),
        ("every: week on mondy", "NS906 at \"mondy\": there is no weekday `mondy`"),
        ("every: month on day 32", "NS005 at \"32\": no month has a day 32"),
        ("every: week on day 2", "NS005 at \"2\": a day of the week has a name"),
        ("every: hour", "NS005 at \"hour\": nobody meets every hour"),
        ("chair: a", "NS001 at \"w\": the cadence `w` says not how often it takes place"),
        ("every: week chair: b", "NS102 at \"b\": there is no team `b`"),
        ("every: week chair: w", "NS103 at \"w\": `w` is a cadence, not a team"),
        ("every: week attendees: a, a", "NS101 at \"a\": `attendees` names `a` twice"),
    ] {
        assert_eq!(findings(&format!("team a {{ }} cadence w {{ {entry} }}")), [expected], "{entry}");
    }
}

#[test]
fn built_in_cadences_are_added_when_used() {
    let text = format!("{STAYS} metric m {{ value: count(*) from bookings  review: weekly }}");
    let (project, _) = resolved(&text);
    let names: Vec<&str> = project.cadences.values().map(|cadence| cadence.name.as_str()).collect();
    assert_eq!(names, ["weekly"]);
    assert!(resolved(STAYS).0.cadences.is_empty());
}

#[test]
fn names_are_declared_once_and_not_reserved() {
    let source = "source s { table: a.s  id integer key  at_time timestamp time }";
    for (text, expected) in [
        ("team a { } team a { }".to_owned(), "NS101 at \"a\": the team `a` is declared twice"),
        (format!("{source} {source}"), "NS101 at \"s\": the source `s` is declared twice"),
        (
            format!("{source} metric scorecard {{ value: count(*) from s }}"),
            "NS108 at \"scorecard\": a metric may not be named `scorecard`",
        ),
        (
            format!("{source} metric cells_a {{ value: count(*) from s }}"),
            "NS108 at \"cells_a\": a metric's name may not start with `cells_`, as in `cells_a`",
        ),
    ] {
        assert_eq!(findings(&text), [expected], "{text}");
    }
    let long = "a".repeat(64);
    let lines = findings(&format!("team {long} {{ }}"));
    assert_eq!(lines.len(), 1, "{lines:?}");
}

#[test]
fn what_nothing_reads_is_a_warning() {
    let text = "team a { } source s { table: a.s  id integer key  at_time timestamp time  x integer = id + 1 } source t { table: a.t  id integer key }
      metric m { value: count(*) from s }";
    assert_eq!(
        resolved(text).1,
        [
            "NS107 at \"a\": nothing names the team `a`",
            "NS107 at \"x\": nothing reads the computed column `x`",
            "NS107 at \"t\": nothing reads the source `t`",
        ]
    );
}

#[test]
fn a_column_of_the_table_is_given_once() {
    let text = "source s { table: a.s  id integer key  at_time timestamp time  x integer  y integer column \"x\"  z integer = x }
      metric m { value: sum(x + y + z) from s }
      test \"t\" { given s (id, x, y) { (1, 2, 3) } expect m by week { (2026-01-05, 3) } }";
    assert_eq!(findings(text), ["NS101 at \"y\": `x` and `y` are one column of the table, `x`"]);
}

#[test]
fn tests_are_typed() {
    let metric = "metric m { value: sum(nights) from bookings where status = 'confirmed'  dimensions: listing.city }";
    let test = |given: &str, expect: &str| {
        findings(&format!("{STAYS} {metric} test \"t\" {{ given bookings {given} expect {expect} }}"))
    };
    let good = "(booking_id, booked_at, nights, status) { (1, 2026-01-05 10:00, 3, 'confirmed') (2, 2026-01-05, -1, null) }";
    let fine = "m by week { (2026-01-05, 3) (2026-01-12, null) }";
    assert_eq!(test(good, fine), Vec::<String>::new());
    assert_eq!(test(good, "m by week, city { (2026-01-05, 'Rome', 3) (2026-01-05, null, 2.5) }"), Vec::<String>::new());
    for (given, expected) in [
        ("(booking_id, nihgts) { (1, 2) }", "NS102 at \"nihgts\": there is no column of `bookings` called `nihgts`"),
        ("(booking_id, nights) { (1, 2, 3) }", "NS201 at \"(1, 2, 3)\": this row has 3 values for 2 columns"),
        ("(booking_id, nights) { (1, 'two') }", "NS201 at \"'two'\": `nights` is `integer`, but this is `text`"),
        ("(booking_id, nights) { (1, 2.5) }", "NS201 at \"2.5\": `nights` is `integer`, but this is `decimal(2, 1)`"),
        ("(booking_id, price) { (1, 2.505) }", "NS201 at \"2.505\": `price` is `decimal(12, 2)`, but this is `decimal(4, 3)`"),
        ("(booking_id, booking_id) { (1, 2) }", "NS101 at \"booking_id\": the column `booking_id` is given twice"),
        ("(booking_id, status) { (1, 'open') }", "NS219 at \"'open'\": `status` cannot have this value"),
    ] {
        assert_eq!(test(given, fine), [expected], "{given}");
    }
    for (expect, expected) in [
        ("n by week { (2026-01-05, 3) }", "NS102 at \"n\": there is no metric `n`"),
        ("m by week { }", "NS001 at \"expect m by week { }\": `m` is expected to be nothing in no period, which always holds"),
        (
            "m by week, city { (2026-01-05, 'Rome', 3) (2026-01-12, 'Rome', 3) (2026-01-05, 'Rome', 4) }",
            "NS101 at \"(2026-01-05, 'Rome', 4)\": this period and segment is expected twice",
        ),
        ("m by weak { (2026-01-05, 3) }", "NS906 at \"weak\": there is no grain `weak`"),
        ("m by week { (2026-01-06, 3) }", "NS005 at \"2026-01-06\": no week starts here"),
        ("m by week { (2026-01-05, 'x') }", "NS201 at \"'x'\": the value of `m` is `float`, but this is `text`"),
        ("m by week, town { (2026-01-05, 'x', 3) }", "NS210 at \"town\": `m` cannot be sliced by `town`"),
        (
            "m by week { (2026-01-05, 'x', 3) }",
            "NS201 at \"(2026-01-05, 'x', 3)\": this row has 3 values for 2 columns (the period's start, its dimensions, the value)",
        ),
    ] {
        assert_eq!(test(good, expect), [expected], "{expect}");
    }
}

#[test]
fn many_declarations_take_no_time() {
    let mut text = STAYS.to_owned();
    for n in 0..2_000 {
        text.push_str(&format!(
            "metric m{n} {{ value: sum(nights) from bookings where status = 'confirmed' and listing.city = 'c{n}' }}\n"
        ));
    }
    let (project, lines) = resolved(&text);
    assert_eq!(project.metrics.len(), 2_000);
    assert!(lines.iter().all(|line| line.starts_with("NS107")), "{:?}", lines.first());
}

#[test]
fn two_references_without_names_are_ambiguous() {
    let text = "source people { table: a.p  id integer key }
      source reviews { table: a.r  guest_id integer references people  host_id integer references people }";
    assert_eq!(findings(text), ["NS207 at \"people\": two links of `reviews` lead to `people`, so `people.…` could mean either"]);
}

/// Pieces of expressions, well typed or not.
const PIECES: [&str; 40] = [
    "nights",
    "price",
    "tip",
    "status",
    "paid",
    "booked_at",
    "booked_on",
    "listing.city",
    "listing",
    "score",
    "1",
    "0",
    "2.5",
    "'confirmed'",
    "'x'",
    "2026-01-05",
    "2026-01-05 10:00",
    "null",
    "true",
    "+",
    "-",
    "*",
    "/",
    "||",
    "=",
    "<",
    "and",
    "or",
    "not",
    "(",
    ")",
    "is null",
    "in (1, 2)",
    "between 1 and 2",
    "like 'a'",
    "coalesce(nights, 0)",
    "case when paid then 1 else nights end",
    "cast(price as float)",
    "date_diff('day', booked_on, booked_at)",
    "sum(nights)",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever stands after `=` and parses: it is typed, or something is said of it, and never both.
    #[test]
    fn an_expression_is_typed_or_reported(pieces in prop::collection::vec(0..PIECES.len(), 1..8)) {
        let expr: Vec<&str> = pieces.iter().map(|piece| PIECES[*piece]).collect();
        for ty in ["float", "boolean", "text", "timestamp"] {
            let (typed, lines) = computed(ty, &expr.join(" "));
            if lines.iter().any(|line| line.starts_with("NS00")) {
                continue;
            }
            prop_assert_eq!(typed.is_some(), lines.is_empty(), "{} = {}: {:?}", ty, expr.join(" "), lines);
            prop_assert!(typed.is_none_or(|(ty, _)| ty != Type::Error));
        }
    }
}
