//! Every function, aggregate and form of the language as a small question, asked on every engine: the rows are those of DuckDB, or
//! the dialect refuses with NS701.

use super::judge::JudgedTable;
use super::{BIGQUERY, CLICKHOUSE, DATABRICKS, DUCKDB, Engine, REDSHIFT, SNOWFLAKE, TRINO};
use crate::sql::cases::{fill_duckdb, fill_postgres};
use crate::support::{self, rows};
use northstar::diagnostic::{Diagnostics, codes};
use northstar::model::resolve::typing::{AGGREGATES, CATALOGUE as FUNCTIONS};
use northstar::model::resolve::{Settings, resolve};
use northstar::model::types::{Type, Zone};
use northstar::plan::query::{self, AskedGrain, QueryRequest};
use northstar::project::calendar::{Calendar, Grain, Weekday};
use northstar::project::dialect::Dialect;
use northstar::source::SourceMap;
use northstar::syntax;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An expression over a row, whose value is shown for each row.
    Row,
    /// An aggregate, by week and group.
    Aggregate,
    /// A form of a metric.
    Form,
}

/// A line of the catalogue: what it shows, and how it is written.
pub struct Entry {
    pub kind: Kind,
    /// The function, aggregate or form.
    pub name: &'static str,
    /// An expression and its type, or the entries of a metric.
    text: &'static str,
}

const fn row(name: &'static str, text: &'static str) -> Entry {
    Entry { kind: Kind::Row, name, text }
}

const fn aggregate(name: &'static str, text: &'static str) -> Entry {
    Entry { kind: Kind::Aggregate, name, text }
}

const fn form(name: &'static str, text: &'static str) -> Entry {
    Entry { kind: Kind::Form, name, text }
}

/// Everything that is asked. Of a row: `type = expression`.
pub const CATALOGUE: &[Entry] = &[
    row("+ - *", "decimal(38,4) = amount * 2 + whole - 1.5"),
    row("+ - *", "decimal(38,9) = cast(amount as decimal(20,2)) * cast(1.0000001 as decimal(18,7))"),
    row("+ - *", "decimal(38,12) = cast(amount as decimal(38,2)) + 0.000000000001"),
    row("/", "float = whole / other"),
    row("/", "float = amount / whole"),
    row("/", "float = 1 / (whole - whole)"),
    row("comparison", "boolean = amount >= 1.25 and whole != 3 or number < 0"),
    row("comparison", "boolean = cast(amount as decimal(38,2)) > 1.2475"),
    row("not", "boolean = not flag"),
    row("between", "boolean = on_day between 1999-12-31 and 2024-02-29"),
    row("in", "boolean = word in ('it''s', 'a', 'Zürich')"),
    row("not in", "boolean = word not in ('it''s', 'a')"),
    row("like", "boolean = word like 'a_b%'"),
    row("like", "boolean = word like '%\\%'"),
    row("like", "boolean = word like '%100!%%'"),
    row("like", "boolean = word like text"),
    row("is null", "boolean = word is null"),
    row("is distinct from", "boolean = word is distinct from text"),
    row("case", "text = case when whole > 3 then 'many' when whole > 0 then 'it''s \\ few' else word end"),
    row("cast", "text = cast(whole as text)"),
    row("cast", "text = cast(flag as text)"),
    row("cast", "text = cast(on_day as text)"),
    row("cast", "text = cast(moment as text)"),
    row("cast", "text = cast(amount as text)"),
    row("cast", "date = cast(moment as date)"),
    row("cast", "timestamp = cast(on_day as timestamp)"),
    row("cast", "decimal(20,4) = cast(whole as decimal(20,4))"),
    row("cast", "float = cast(amount as float)"),
    row("cast", "integer = cast(number as integer)"),
    row("cast", "integer = cast(amount as integer)"),
    row("cast", "decimal(12,1) = cast(amount as decimal(12,1))"),
    row("cast", "decimal(12,2) = cast(number as decimal(12,2))"),
    row("cast", "decimal(12,1) = cast(cast(amount as text) as decimal(12,1))"),
    row("cast", "integer = cast(cast(whole as text) as integer)"),
    row("cast", "float = cast(cast(amount as text) as float)"),
    row("cast", "date = cast(cast(on_day as text) as date)"),
    row("cast", "timestamp = cast(cast(moment as text) as timestamp)"),
    row("cast", "boolean = cast(cast(flag as text) as boolean)"),
    row("||", "text = word || '\\n' || text"),
    row("lower", "text = lower(word)"),
    row("upper", "text = upper(word)"),
    row("trim", "text = trim(word)"),
    row("length", "integer = length(word)"),
    row("substring", "text = substring(word, 2)"),
    row("substring", "text = substring(word, whole, 2)"),
    row("starts_with", "boolean = starts_with(word, 'a\\')"),
    row("starts_with", "boolean = starts_with(word, '100%')"),
    row("ends_with", "boolean = ends_with(word, 'b')"),
    row("contains", "boolean = contains(word, '_')"),
    row("replace", "text = replace(word, 'a', '\\''')"),
    row("abs", "decimal(12,2) = abs(amount)"),
    row("abs", "integer = abs(whole)"),
    row("round", "decimal(12,2) = round(amount, 1)"),
    row("round", "decimal(11,0) = round(amount)"),
    row("round", "float = round(number)"),
    row("floor", "decimal(11,0) = floor(amount)"),
    row("floor", "float = floor(number)"),
    row("ceil", "decimal(11,0) = ceil(amount)"),
    row("ln", "float = ln(number)"),
    row("ln", "float = ln(amount)"),
    row("exp", "float = exp(number)"),
    row("power", "float = power(number, 0.5)"),
    row("power", "float = power(amount, 2)"),
    row("sqrt", "float = sqrt(amount)"),
    row("mod", "integer = mod(whole, other)"),
    row("mod", "decimal(12,2) = mod(amount, 2)"),
    row("least", "integer = least(whole, other, 3)"),
    row("greatest", "date = greatest(on_day, until)"),
    row("coalesce", "text = coalesce(word, text, 'none')"),
    row("coalesce", "decimal(14,2) = coalesce(amount, whole)"),
    row("nullif", "integer = nullif(whole, 3)"),
    row("date_trunc hour", "timestamp = date_trunc('hour', moment)"),
    row("date_trunc day", "date = date_trunc('day', moment)"),
    row("date_trunc week", "date = date_trunc('week', moment)"),
    row("date_trunc month", "date = date_trunc('month', on_day)"),
    row("date_trunc quarter", "date = date_trunc('quarter', on_day)"),
    row("date_trunc year", "date = date_trunc('year', moment)"),
    row("date_diff hour", "integer = date_diff('hour', moment, later)"),
    row("date_diff day", "integer = date_diff('day', moment, later)"),
    row("date_diff week", "integer = date_diff('week', on_day, until)"),
    row("date_diff month", "integer = date_diff('month', on_day, until)"),
    row("date_diff quarter", "integer = date_diff('quarter', on_day, until)"),
    row("date_diff year", "integer = date_diff('year', on_day, until)"),
    row("date_add hour", "timestamp = date_add('hour', 5, moment)"),
    row("date_add day", "timestamp = date_add('day', whole, moment)"),
    row("date_add week", "date = date_add('week', -1, on_day)"),
    row("date_add month", "date = date_add('month', whole, on_day)"),
    row("date_add quarter", "date = date_add('quarter', 1, on_day)"),
    row("date_add year", "date = date_add('year', 1, on_day)"),
    row("extract year", "integer = extract(year from moment)"),
    row("extract quarter", "integer = extract(quarter from moment)"),
    row("extract month", "integer = extract(month from moment)"),
    row("extract week", "integer = extract(week from on_day)"),
    row("extract day", "integer = extract(day from moment)"),
    row("extract hour", "integer = extract(hour from moment)"),
    row("extract minute", "integer = extract(minute from moment)"),
    row("extract second", "integer = extract(second from moment)"),
    row("extract dow", "integer = extract(dow from on_day)"),
    row("extract isodow", "integer = extract(isodow from on_day)"),
    row("extract doy", "integer = extract(doy from moment)"),
    row("extract isoyear", "integer = extract(isoyear from on_day)"),
    aggregate("count(*)", "count(*)"),
    aggregate("count", "count(word)"),
    aggregate("count(distinct)", "count(distinct word)"),
    aggregate("count(distinct a, b)", "count(distinct word, whole)"),
    aggregate("count(distinct a, b)", "count(distinct number, flag, on_day)"),
    aggregate("sum", "sum(amount)"),
    aggregate("sum", "sum(whole)"),
    aggregate("sum", "sum(number)"),
    aggregate("avg", "avg(whole)"),
    aggregate("avg", "avg(amount)"),
    aggregate("min", "min(whole)"),
    aggregate("min", "min(amount)"),
    aggregate("max", "max(number)"),
    aggregate("median", "median(amount)"),
    aggregate("percentile", "percentile(number, 0.9)"),
    aggregate("stddev", "stddev(whole)"),
    aggregate("approx_count_distinct", "approx_count_distinct(word)"),
    aggregate("filter", "sum(amount) filter (where flag)"),
    aggregate("arithmetic", "sum(amount) / count(*)"),
    form("window: trailing", "value: sum(amount) from facts\n  window: trailing 3 weeks"),
    form("window: trailing", "value: count(distinct word) from facts\n  window: trailing 28 days"),
    form("window: to date", "value: count(distinct word) from facts\n  window: year to date"),
    form("window: all time", "value: count(distinct word) from facts\n  window: all time"),
    form("snapshot: last", "value: sum(amount) from facts\n  snapshot: last"),
    form("snapshot: last by", "value: sum(amount) from facts\n  snapshot: last by word"),
    form("snapshot: avg", "value: sum(amount) from facts\n  snapshot: avg"),
    form("per key", "value: median(sum(amount) per word having count(*) > 1) from facts"),
    form("per key", "value: count(distinct word having count(*) >= 2) from facts"),
    form("per key", "value: sum(sum(whole) per word having sum(whole) > 3.4) from facts"),
    form("per day", "value: avg(count(*) per day) from facts"),
    form("time: a to b", "value: count(*) from facts\n  time: on_day to until"),
    form("conversion", "value: conversion(rows to flagged on word within 30 days)"),
    form("retention", "value: retention(rows to flagged on word after 1 month)"),
    form("new", "value: new(words)"),
    form("retained", "value: retained(words)"),
    form("resurrected", "value: resurrected(words)"),
    form("churned", "value: churned(words)"),
    form("lag", "value: lag(rows, 2 weeks)"),
    form("growth", "value: growth(rows, 1 week)"),
    form("derived", "value: flagged / rows"),
    form("over metrics per key", "value: sum(flagged + rows per word)"),
    form("fill: previous", "value: max(amount) from facts\n  fill: previous"),
    form("where", "value: count(*) from facts where flag and word is not null"),
];

/// The calendars that everything is asked in: two zones, two starts of the week and of the fiscal year.
pub fn calendars() -> [Calendar; 2] {
    let base = Calendar { start: None, ..Calendar::default() };
    let far =
        Calendar { timezone: "America/New_York".to_owned(), week_start: Weekday::Sunday, fiscal_year_start: 4, ..base.clone() };
    [base, far]
}

/// The last day that is seen.
const AS_OF: jiff::civil::Date = jiff::civil::date(2024, 12, 31);

/// Metrics that forms read.
const HELPERS: &str = "metric rows { value: count(*) from facts }
metric flagged { value: count(*) from facts where flag }
metric words { value: count(distinct word) from facts }
";

const SOURCE: &str = "source facts {
  table: shop.facts
  id      integer    key
  word    text       nullable
  text    text       nullable
  number  float      nullable
  amount  decimal(12,2) nullable
  whole   integer    nullable
  other   integer    nullable
  flag    boolean    nullable
  on_day  date
  until   date       nullable
  moment  timestamp  time
  later   timestamp  nullable
";

/// Rows with what engines differ about: quotes, backslashes and signs of `like`, halves, nulls, days before 1970 and around changes of
/// the clock, ends of months.
const FACTS: &[&str] = &[
    "1|it's|a|0.5|1.25|3|2|true|2024-01-01|2024-01-31|2024-01-01 00:00:00|2024-01-01 00:59:59",
    "2|a\\b|a%|2.5|-1.25|7|-2|false|2023-12-31|2024-12-30|2023-12-31 23:30:00|2024-03-01 12:00:00",
    "3|100%|100%|-2.5|2.50|0|0||2024-02-29|2025-03-31|2024-03-10 06:59:59|2024-03-10 07:00:00",
    "4|a_b|axb|1.5|0.10|1|3|true|1960-03-31|1960-04-30|2024-03-10 07:30:00|2025-01-31 00:00:00",
    "5| a |||999999999.99|-3|2|false|2024-03-31||2024-03-31 04:00:00|",
    "6|Zürich|zürich|0.1|0.05|5|-5|true|2021-01-03|2021-01-04|2024-11-03 05:30:00|2024-11-03 06:30:00",
    "7||text|-0.5|||4|true|2024-12-30|2024-12-31|2024-12-30 05:00:00|2024-12-31 05:00:00",
    "8|a_b|b|20|1.25|12|5|true|2024-01-31|2024-02-29|2024-02-05 12:34:56|2024-02-06 12:34:56",
    "9|it's|it's|3|33.33|3|7|false|2024-06-30|2024-07-01|2024-04-07 03:59:59|2024-06-30 23:59:59",
    "10|a_b|A_B|3|33.34|4|1|true|2024-01-29|2024-03-01|2024-04-01 04:00:00|2024-04-02 00:00:00",
    "11|b||7.25|12.00|2|2|true|2024-07-14|2024-07-21|2024-04-08 00:00:00|2024-10-27 01:30:00",
    "12|it's|a b|-7|-12.00|-8|3||2024-07-15|2024-07-28|2024-04-30 23:59:59|2024-05-01 00:00:01",
];

/// The table that everything is asked of.
fn facts() -> JudgedTable {
    let decimal = Type::Decimal { precision: 12, scale: 2 };
    let moment = Type::Timestamp(Zone::Utc);
    let columns = [
        ("id", Type::Integer),
        ("word", Type::Text),
        ("text", Type::Text),
        ("number", Type::Float),
        ("amount", decimal),
        ("whole", Type::Integer),
        ("other", Type::Integer),
        ("flag", Type::Boolean),
        ("on_day", Type::Date),
        ("until", Type::Date),
        ("moment", moment.clone()),
        ("later", moment),
    ];
    let cell = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    JudgedTable {
        name: vec!["shop".to_owned(), "facts".to_owned()],
        columns: columns.map(|(name, ty)| (name.to_owned(), ty)).to_vec(),
        rows: FACTS.iter().map(|line| line.split('|').map(cell).collect()).collect(),
    }
}

impl Entry {
    /// The declarations of the entry's metric, which is called `asked`, and the dimensions that it is asked by.
    fn declared(&self) -> (String, &'static [&'static str]) {
        match self.kind {
            Kind::Row => {
                let (ty, expression) = self.text.split_once(" = ").unwrap();
                let number = ty == "float" || ty == "integer" || ty.starts_with("decimal");
                let (value, by): (_, &[&str]) = if number { ("min(result)", &["id"]) } else { ("count(*)", &["id", "result"]) };
                let text =
                    format!("{SOURCE}  result {ty} nullable = {expression}\n}}\nmetric asked {{ value: {value} from facts }}\n");
                (text, by)
            }
            Kind::Aggregate => (format!("{SOURCE}}}\nmetric asked {{ value: {} from facts }}\n", self.text), &["flag"]),
            Kind::Form => (format!("{SOURCE}}}\n{HELPERS}metric asked {{\n  {}\n}}\n", self.text), &[]),
        }
    }

    /// The statement in a dialect, or none where the dialect refuses.
    pub fn sql(&self, calendar: &Calendar, dialect: Dialect) -> Option<String> {
        let (text, by) = self.declared();
        let (mut sources, mut found) = (SourceMap::default(), Diagnostics::default());
        let file = sources.add("asked.nsm", text.as_str());
        let parsed = syntax::parse(file, &text, &mut found);
        let project = resolve(&Settings { name: "catalogue", dialect: None, calendar }, &sources, &[parsed], &mut found);
        let said: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(found.errors(), 0, "{}: {said:?}", self.text);
        let request = QueryRequest {
            metrics: vec![project.metric_named("asked").unwrap()],
            by: by.iter().map(|name| (*name).to_owned()).collect(),
            grain: Some(if self.kind == Kind::Row { AskedGrain::Whole } else { AskedGrain::Periods(Grain::Week) }),
            as_of: Some(AS_OF),
            ..QueryRequest::default()
        };
        let plan = query::plan(&project, &request, &mut found).unwrap_or_else(|| panic!("{}: {found:#?}\n{text}", self.name));
        match northstar::sql::query(&plan, dialect) {
            Ok(sql) => Some(sql),
            Err(refused) => {
                assert_eq!(refused.code.id, codes::NO_EXACT_FORM.id, "{}: {refused:?}", self.name);
                None
            }
        }
    }
}

type Rows = Vec<Vec<Option<String>>>;

/// Asks the whole catalogue in both calendars; `run` gives the rows of a statement.
fn asked(dialect: Dialect, engine: &str, mut run: impl FnMut(&str) -> Result<Rows, String>) {
    let mut reference = support::duckdb().expect("DuckDB is the reference");
    fill_duckdb(&facts(), &mut reference);
    let (mut wrong, mut exact, mut refused) = (Vec::new(), 0, 0);
    for calendar in calendars() {
        for entry in CATALOGUE {
            let expected = entry.sql(&calendar, Dialect::Duckdb).unwrap();
            let expected = rows::of_table(&reference.query(&expected).unwrap_or_else(|error| panic!("{}: {error}", entry.text)));
            assert!(!expected.is_empty(), "{}: no rows to compare", entry.text);
            let Some(sql) = entry.sql(&calendar, dialect) else {
                refused += 1;
                continue;
            };
            exact += 1;
            let verdict = run(&sql).and_then(|found| rows::same(expected, found));
            wrong.extend(verdict.err().map(|error| format!("{} in {}: {error}\n{sql}", entry.text, calendar.timezone)));
        }
    }
    support::note(&format!("{engine}: {exact} of the catalogue exact, {refused} refused, {} wrong", wrong.len()));
    assert!(wrong.is_empty(), "{} wrong on {engine}:\n{}", wrong.len(), wrong.join("\n\n"));
}

fn judged(engine: &Engine) {
    let Some(mut judge) = engine.start() else { return };
    judge.load(&facts());
    let name = judge.engine.clone();
    asked(engine.dialect, &name, |sql| judge.query(sql).map(|answer| answer.rows));
}

#[test]
fn postgres_knows_the_catalogue() {
    let Some(mut connection) = support::postgres() else { return };
    fill_postgres(&facts(), &mut connection);
    asked(Dialect::Postgres, "PostgreSQL", |sql| {
        connection.query(sql).map(|table| rows::of_table(&table)).map_err(|error| error.to_string())
    });
}

#[test]
fn duckdb_2_knows_the_catalogue() {
    judged(&DUCKDB);
}

#[test]
fn clickhouse_knows_the_catalogue() {
    judged(&CLICKHOUSE);
}

#[test]
fn databricks_knows_the_catalogue() {
    judged(&DATABRICKS);
}

#[test]
fn trino_knows_the_catalogue() {
    judged(&TRINO);
}

#[test]
fn bigquery_knows_the_catalogue() {
    judged(&BIGQUERY);
}

#[test]
fn snowflake_knows_the_catalogue() {
    judged(&SNOWFLAKE);
}

#[test]
fn redshift_knows_the_catalogue() {
    judged(&REDSHIFT);
}

#[test]
fn the_catalogue_is_well_formed() {
    let ill = |entry: &&Entry| std::panic::catch_unwind(|| entry.sql(&calendars()[1], Dialect::Duckdb)).is_err();
    let ill: Vec<&str> = CATALOGUE.iter().filter(ill).map(|entry| entry.text).collect();
    assert!(ill.is_empty(), "{ill:#?}");
}

#[test]
fn every_function_and_aggregate_is_in_the_catalogue() {
    let names: Vec<&str> = CATALOGUE.iter().map(|entry| entry.name).collect();
    for function in FUNCTIONS.iter().map(|entry| entry.0).chain(AGGREGATES) {
        assert!(names.iter().any(|name| name.split([' ', '(']).next() == Some(function)), "{function} is not asked");
    }
}
