//! `northstar query`: one statement for all metrics asked, run or printed.

use super::build::dialect_parser;
use super::output::Outcome;
use super::plot;
use super::session::{Checked, Session};
use super::target::{choose, open};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::plan::query::{self as plan, AskedGrain, QueryPlan, QueryRequest};
use crate::project::calendar::Grain;
use crate::project::config::Target;
use crate::project::dialect::Dialect;
use crate::sql;
use crate::warehouse::{Connection, Table};
use clap::ValueEnum;
use indexmap::IndexSet;
use jiff::civil::Date;

const EXAMPLES: &str = "\
Examples:
  northstar query nights_booked
  northstar query nights_booked cancellation_rate --by city
  northstar query nights_booked --grain month --since 2026-01-01
  northstar query nights_booked --where \"city = 'Lisbon'\" --format csv
  northstar query nights_booked --order nights_booked:desc --limit 5 --by city --grain none
  northstar query nights_booked --plot --counters           draw it, with what guards it beneath
  northstar query nights_booked --sql --dialect postgres    print the statement, run nothing";

/// The arguments of `query`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The metrics, separated by spaces or commas
    #[arg(required = true, value_delimiter = ',', value_name = "METRIC")]
    pub metrics: Vec<String>,
    /// Slice by these dimensions: published names, or paths that every metric can reach
    #[arg(long, value_delimiter = ',', value_name = "DIMENSION", help_heading = "What to ask")]
    pub by: Vec<String>,
    /// The length of a period; `none` is the whole range at once [default: the metrics' own]
    #[arg(long, value_name = "GRAIN", value_parser = parse_grain, help_heading = "What to ask")]
    pub grain: Option<AskedGrain>,
    /// The first period: the one that holds this day (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", help_heading = "What to ask")]
    pub since: Option<Date>,
    /// The end, exclusive; a day inside a period is moved back to the period's start (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", help_heading = "What to ask")]
    pub until: Option<Date>,
    /// Count only rows for which this holds
    #[arg(long = "where", value_name = "EXPRESSION", help_heading = "What to ask")]
    pub filter: Option<String>,
    /// See only rows up to this day, as if it were today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", help_heading = "What to ask")]
    pub as_of: Option<Date>,
    /// Ask this target [default: `local`, else the first of the project file]
    #[arg(long, value_name = "NAME", help_heading = "Where to ask")]
    pub target: Option<String>,
    /// With `--sql`: print the statement in this dialect
    #[arg(long, value_name = "NAME", value_parser = dialect_parser(), conflicts_with = "target", requires = "sql", help_heading = "Where to ask")]
    pub dialect: Option<Dialect>,
    /// Print the statement and run nothing
    #[arg(long, help_heading = "Where to ask")]
    pub sql: bool,
    /// Leave out periods and segments without a row
    #[arg(long, help_heading = "How to show it")]
    pub sparse: bool,
    /// How rows are shown
    #[arg(long, value_name = "FORMAT", default_value = "table", help_heading = "How to show it")]
    pub format: RowFormat,
    /// Draw a chart of each metric and segment instead of rows
    #[arg(long, conflicts_with_all = ["sql", "sparse", "order", "limit"], help_heading = "How to show it")]
    pub plot: bool,
    /// With `--plot`: draw the counters that guard each metric beneath it, as a whole, with their limits
    #[arg(long, requires = "plot", help_heading = "How to show it")]
    pub counters: bool,
    /// Sort by these columns instead of period and dimensions; `:desc` after a name turns it round
    #[arg(long, value_delimiter = ',', value_name = "COLUMN", help_heading = "How to show it")]
    pub order: Vec<String>,
    /// Show at most this many rows
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64), help_heading = "How to show it")]
    pub limit: Option<u64>,
}

/// How rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RowFormat {
    /// Aligned columns, for people
    Table,
    /// Comma-separated values, numbers in full
    Csv,
    /// A JSON array of objects, numbers in full
    Json,
}

fn parse_grain(word: &str) -> Result<AskedGrain, String> {
    match Grain::from_word(word) {
        Some(grain) => Ok(AskedGrain::Periods(grain)),
        None if word == "none" => Ok(AskedGrain::Whole),
        None => {
            let known = Grain::ALL.into_iter().map(Grain::name).chain(["none"]);
            Err(crate::diagnostic::suggest::did_you_mean(word, known).unwrap_or_default())
        }
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    answer(arguments, session).unwrap_or_else(|outcome| outcome)
}

fn answer(arguments: &Arguments, session: &mut Session) -> Result<Outcome, Outcome> {
    if arguments.plot {
        plot::can_be_drawn(arguments, session)?;
    }
    let mut checked = session.compile()?;
    let target = match choose(&checked.config, arguments.target.as_deref()) {
        Ok(target) => target.clone(),
        Err(diagnostic) => return Err(session.fail_with(*diagnostic, &checked.sources)),
    };
    let names: Vec<&str> = arguments.metrics.iter().map(String::as_str).collect();
    let request = request(arguments, &names, session, &mut checked)?;
    let dialect = arguments.dialect.unwrap_or(target.dialect);
    let (planned, sql) = statement(&request, &target, dialect, session, &checked)?;
    if arguments.sql {
        let own = checked.config.dialect;
        if arguments.dialect.is_none() && arguments.target.is_none() && own != dialect {
            let (name, own) = (&target.name, own.name());
            session
                .terminal
                .note(&format!("as it is asked of the target `{name}`; `--dialect {own}` writes it in the project's dialect"));
        }
        session.terminal.print(&sql);
        return Ok(Outcome::Ok);
    }
    session.terminal.detail(&sql);
    let mut connection = open(session, &checked, &target)?;
    let table = ask(&sql, &mut connection, session, &checked)?;
    if arguments.plot {
        let asked = Asked { request, planned, table };
        return plot::draw(arguments, &asked, &target, &mut connection, session, &mut checked);
    }
    session.terminal.print(&super::rows::render(&table, arguments.format));
    Ok(Outcome::Ok)
}

/// The plan and the statement of a request on a target.
pub fn statement(
    request: &QueryRequest,
    target: &Target,
    dialect: Dialect,
    session: &mut Session,
    checked: &Checked,
) -> Result<(QueryPlan, String), Outcome> {
    let mut found = Diagnostics::default();
    let Some(mut planned) = plan::plan(&checked.project, request, &mut found) else {
        return Err(session.fail(&found, &checked.sources));
    };
    planned.scans.iter_mut().for_each(|scan| scan.map_tables(&target.tables));
    for note in &planned.notes {
        session.terminal.note(&format!("note: {note}"));
    }
    match sql::query(&planned, dialect) {
        Ok(sql) => Ok((planned, sql)),
        Err(diagnostic) => Err(session.fail_with(*diagnostic, &checked.sources)),
    }
}

/// Asks the warehouse.
pub fn ask(sql: &str, connection: &mut Connection, session: &mut Session, checked: &Checked) -> Result<Table, Outcome> {
    connection.query(sql).map_err(|error| session.fail_with(error.diagnostic(), &checked.sources))
}

/// What was asked, and the answer.
pub struct Asked {
    /// The question.
    pub request: QueryRequest,
    /// Its plan.
    pub planned: QueryPlan,
    /// The rows.
    pub table: Table,
}

/// The arguments as a request: names resolved, the filter typed for every measure.
pub fn request(
    arguments: &Arguments,
    names: &[&str],
    session: &mut Session,
    checked: &mut Checked,
) -> Result<QueryRequest, Outcome> {
    let mut found = Diagnostics::default();
    let names = names.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    let mut metrics = Vec::new();
    for name in names {
        match checked.project.metric_named(name) {
            Some(metric) if !metrics.contains(&metric) => metrics.push(metric),
            Some(_) => {}
            None => {
                let help = did_you_mean(name, checked.project.metrics.values().map(|metric| metric.name.as_str()));
                found.push(Diagnostic::global(codes::UNKNOWN_NAME, format!("there is no metric `{name}`")).help_if(help));
            }
        }
    }
    let mut filters = Default::default();
    if let Some(text) = &arguments.filter {
        let file = checked.sources.add("--where", text.as_str());
        filters = crate::model::resolve::filter(&checked.project, &checked.sources, file, &metrics, &mut found);
    }
    let order = arguments.order.iter().filter_map(|column| match order(column) {
        Ok(order) => Some(order),
        Err(diagnostic) => {
            found.push(*diagnostic);
            None
        }
    });
    let order = order.collect();
    if !found.is_empty() {
        session.terminal.complaints(&found, &checked.sources, session.shown);
        return Err(Outcome::Error);
    }
    if metrics.is_empty() {
        return Err(session.terminal.refuse("no metric is asked for", Some("northstar query METRIC")));
    }
    // Asked twice is asked once, as with metrics.
    let by: IndexSet<String> = arguments.by.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    Ok(QueryRequest {
        metrics,
        by: by.into_iter().collect(),
        grain: arguments.grain,
        since: arguments.since,
        until: arguments.until,
        filters,
        as_of: arguments.as_of,
        sparse: arguments.sparse,
        order,
        limit: arguments.limit,
    })
}

/// A column to order by, and whether the largest comes first.
fn order(column: &str) -> Result<(String, bool), Box<Diagnostic>> {
    match column.split_once(':') {
        None => Ok((column.to_owned(), false)),
        Some((name, "asc")) => Ok((name.to_owned(), false)),
        Some((name, "desc")) => Ok((name.to_owned(), true)),
        Some((name, other)) => {
            let message = format!("`{other}` is no direction to order by");
            let help = format!("write `{name}:asc` or `{name}:desc`");
            Err(Box::new(Diagnostic::global(codes::UNKNOWN_SETTING, message).help(help)))
        }
    }
}
