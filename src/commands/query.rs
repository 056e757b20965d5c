//! `northstar query`: one statement for all metrics asked, run or printed.

use super::build::dialect_parser;
use super::output::Outcome;
use super::session::Session;
use crate::project::calendar::Grain;
use crate::project::dialect::Dialect;
use clap::ValueEnum;
use jiff::civil::Date;

const EXAMPLES: &str = "\
Examples:
  northstar query nights_booked
  northstar query nights_booked cancellation_rate --by city
  northstar query nights_booked --grain month --since 2026-01-01
  northstar query nights_booked --where \"city = 'Lisbon'\" --format csv
  northstar query nights_booked --order nights_booked:desc --limit 5 --by city --grain none
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
    /// The end: periods that start on this day or later are left out (YYYY-MM-DD)
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
    /// Sort by these columns instead of period and dimensions; `:desc` after a name turns it round
    #[arg(long, value_delimiter = ',', value_name = "COLUMN", help_heading = "How to show it")]
    pub order: Vec<String>,
    /// Show at most this many rows
    #[arg(long, value_name = "N", help_heading = "How to show it")]
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

/// The length of a period asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedGrain {
    /// Periods of this length.
    Of(Grain),
    /// The whole range is one period.
    None,
}

fn parse_grain(word: &str) -> Result<AskedGrain, String> {
    match Grain::from_word(word) {
        Some(grain) => Ok(AskedGrain::Of(grain)),
        None if word == "none" => Ok(AskedGrain::None),
        None => {
            let known = Grain::ALL.into_iter().map(Grain::name).chain(["none"]);
            Err(crate::diagnostic::suggest::did_you_mean(word, known).unwrap_or_default())
        }
    }
}

/// Runs the command.
pub fn run(_arguments: &Arguments, session: &mut Session) -> Outcome {
    match session.open() {
        Ok(opened) => session.unavailable("query", &opened),
        Err(outcome) => outcome,
    }
}
