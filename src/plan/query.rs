//! `northstar query`: some metrics, over a range, by some dimensions, in one statement.

use super::lower::{Lowered, Lowering, Refusal, Slices, unique};
use super::{Block, Part, Scan, ValueExpr};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::dimension::DimensionProblem;
use crate::model::metric::Metric;
use crate::model::source::RowExpr;
use crate::model::types::Type;
use crate::model::{Id, Project};
use crate::project::calendar::{Calendar, Grain};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct QueryRequest {
    /// The metrics, in the order of their columns.
    pub metrics: Vec<Id<Metric>>,
    /// Published dimensions or paths.
    pub by: Vec<String>,
    /// The length of the periods; without it the metrics' own, which must agree.
    pub grain: Option<AskedGrain>,
    /// From this day on.
    pub since: Option<Date>,
    /// Up to, not including, this day.
    pub until: Option<Date>,
    /// A condition and-ed to each measure's `where`, by the measure.
    pub filters: BTreeMap<Id<Metric>, RowExpr>,
    /// The last day that is seen; without it the warehouse's current date in the project's zone.
    pub as_of: Option<Date>,
    /// Only cells in which a row was found.
    pub sparse: bool,
    /// By which columns, by name, largest first where the flag says so; without any by period and dimensions.
    pub order: Vec<(String, bool)>,
    /// How many rows at most.
    pub limit: Option<u64>,
}

/// The length of the periods asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedGrain {
    /// Calendar periods.
    Periods(Grain),
    /// The whole range as one.
    Whole,
}

/// A query's plan.
#[derive(Debug)]
pub struct QueryPlan {
    /// The project's calendar.
    pub calendar: Calendar,
    /// The length of the periods; `None` is the whole range as one.
    pub grain: Option<Grain>,
    /// What is read, each with its dimensions in the order of `dimensions`.
    pub scans: Vec<Scan>,
    /// What is taken of it.
    pub parts: Vec<Part>,
    /// Where parts meet; the first is what is asked.
    pub blocks: Vec<Block>,
    /// The slices: column name and type.
    pub dimensions: Vec<(String, Type)>,
    /// The metrics: column name and value.
    pub outputs: Vec<(String, ValueExpr)>,
    /// The first day of the first period, where it is known without looking at rows: no row before it is read.
    pub first: Option<Date>,
    /// Whether rows before `first` must be looked for, because the range starts no earlier than the first of them.
    pub first_is_asked: bool,
    /// The day after the last that is asked, at the start of a period.
    pub until: Option<Date>,
    /// The last day that is seen.
    pub as_of: Option<Date>,
    /// Only cells in which a row was found.
    pub sparse: bool,
    /// Positions of the columns to order by, from 0, with their directions.
    pub order: Vec<(usize, bool)>,
    /// How many rows at most.
    pub limit: Option<u64>,
    /// What was changed in the question, for people.
    pub notes: Vec<String>,
}

/// Plans a query. What cannot be asked is a diagnostic.
pub fn plan(project: &Project, request: &QueryRequest, diagnostics: &mut Diagnostics) -> Option<QueryPlan> {
    match try_plan(project, request) {
        Ok(plan) => Some(plan),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    }
}

type Planned<T> = Result<T, Box<Diagnostic>>;

fn try_plan(project: &Project, request: &QueryRequest) -> Planned<QueryPlan> {
    if let (Some(since), Some(until)) = (request.since, request.until)
        && since >= until
    {
        let message = format!("nothing lies between --since {since} and --until {until}");
        let help = "`--until` is the day after the last one asked";
        return Err(Box::new(Diagnostic::global(codes::UNKNOWN_SETTING, message).help(help)));
    }
    let grain = grain(project, request)?;
    if let Some(misfit) = request.metrics.iter().find_map(|metric| project.metrics[*metric].refuses(grain)) {
        return Err(Box::new(misfit));
    }
    let (dimensions, lowered) = lower(project, request, grain)?;
    let calendar = &project.calendar;
    let mut notes = Vec::new();
    let mut start_of = |flag: &str, day: Option<Date>| {
        let (Some(day), Some(grain)) = (day, grain) else { return day };
        let start = calendar.period_start(grain, day);
        if start != day {
            notes.push(format!("{flag} {day} is inside a {}; moved back to its start, {start}", grain.name()));
        }
        Some(start)
    };
    let (since, until) = (start_of("--since", request.since), start_of("--until", request.until));
    let start = calendar.start.map(|day| grain.map_or(day, |grain| calendar.period_start(grain, day)));
    let outputs: Vec<(String, ValueExpr)> = request
        .metrics
        .iter()
        .filter_map(|id| Some((project.metrics[*id].name.clone(), lowered.values.get(id)?.clone())))
        .collect();
    let order = order(request, grain.is_some(), &dimensions, &outputs)?;
    Ok(QueryPlan {
        calendar: calendar.clone(),
        grain,
        scans: lowered.scans,
        parts: lowered.parts,
        blocks: lowered.blocks,
        dimensions,
        outputs,
        first: start.max(since),
        first_is_asked: start.is_none() && since.is_some(),
        until,
        as_of: request.as_of,
        sparse: request.sparse,
        order,
        limit: request.limit,
        notes,
    })
}

fn grain(project: &Project, request: &QueryRequest) -> Planned<Option<Grain>> {
    match request.grain {
        Some(AskedGrain::Whole) => Ok(None),
        Some(AskedGrain::Periods(grain)) => Ok(Some(grain)),
        None => {
            let own = |id: &Id<Metric>| project.metrics[*id].grain;
            let first = request.metrics.first().map_or(project.calendar.grain, own);
            match request.metrics.iter().find(|id| own(id) != first) {
                None => Ok(Some(first)),
                Some(other) => {
                    let name = |id: Option<&Id<Metric>>| id.map(|id| project.metrics[*id].name.clone()).unwrap_or_default();
                    let message = format!(
                        "`{}` is shown by {} and `{}` by {}",
                        name(request.metrics.first()),
                        first.name(),
                        name(Some(other)),
                        own(other).name()
                    );
                    let help = format!("say which with `--grain {}` or another grain", first.name());
                    Err(Box::new(Diagnostic::global(codes::UNKNOWN_SETTING, message).help(help)))
                }
            }
        }
    }
}

/// The name and type of every dimension asked, and the lowered metrics with those dimensions in every scan.
fn lower(project: &Project, request: &QueryRequest, grain: Option<Grain>) -> Planned<(Vec<(String, Type)>, Lowered)> {
    let mut slices = Slices::new();
    let mut dimensions: Vec<(String, Type)> = Vec::new();
    for asked in &request.by {
        let outputs = || request.metrics.iter().map(|metric| project.metrics[*metric].name.as_str());
        let taken = |name: &str| {
            name == "period_start" || outputs().any(|output| output == name) || dimensions.iter().any(|(known, _)| known == name)
        };
        let dimension = slice(project, request, asked, &taken, &mut slices)?;
        dimensions.extend(dimension);
    }
    let mut lowering = Lowering::new(project, &request.filters, &slices).of_one_period(grain.is_none());
    lowering.metrics(&request.metrics).map_err(|refusal| Box::new(diagnostic(project, &refusal)))?;
    Ok((dimensions, lowering.finish()))
}

/// Finds a dimension in every metric asked and notes its path for each measure; gives its name and type.
fn slice(
    project: &Project,
    request: &QueryRequest,
    asked: &str,
    taken: &dyn Fn(&str) -> bool,
    slices: &mut Slices,
) -> Planned<Option<(String, Type)>> {
    let mut column = None;
    for metric in &request.metrics {
        let found = project.dimension_path(*metric, asked).map_err(|problem| unreachable(project, *metric, asked, problem))?;
        let ty = project.sources[found.column.0].column(found.column.1).ty.clone();
        let (known, name, _) = column.get_or_insert_with(|| (found.column, unique(found.name.clone(), taken), ty));
        if *known != found.column {
            let message = format!("`{asked}` does not mean the same column in all metrics asked");
            let help = "ask for these metrics one by one, or by another dimension";
            return Err(Box::new(Diagnostic::global(codes::UNREACHABLE_DIMENSION, message).help(help)));
        }
        for (measure, path) in found.paths {
            let list = slices.entry(measure).or_default();
            if !list.iter().any(|(known, _)| known == name) {
                list.push((name.clone(), path));
            }
        }
    }
    Ok(column.map(|(_, name, ty)| (name, ty)))
}

/// Says why a metric cannot be sliced by what was asked.
fn unreachable(project: &Project, metric: Id<Metric>, asked: &str, problem: DimensionProblem) -> Box<Diagnostic> {
    let name = |id: Id<Metric>| project.metrics[id].name.as_str();
    let whole = name(metric);
    let message = match problem {
        DimensionProblem::Broken => format!("`{whole}` reads something that is reported as wrong"),
        DimensionProblem::Unreachable(part) if part == metric => format!("`{whole}` has no dimension `{asked}`"),
        DimensionProblem::Unreachable(part) => {
            format!("`{whole}` has no dimension `{asked}`, because its part `{}` has none", name(part))
        }
        DimensionProblem::Disagreement(a, b) => {
            format!("`{asked}` means one column in `{}` and another in `{}`, both parts of `{whole}`", name(a), name(b))
        }
        DimensionProblem::Float((source, column)) => {
            let column = &project.sources[source].column(column).name;
            format!("`{asked}` ends at `{column}`, a float, which makes no segments")
        }
    };
    let known = project.dimension_names(metric);
    let help = crate::diagnostic::suggest::did_you_mean(asked, known.iter().map(String::as_str));
    Box::new(Diagnostic::global(codes::UNREACHABLE_DIMENSION, message).help_if(help))
}

fn order(
    request: &QueryRequest,
    periods: bool,
    dimensions: &[(String, Type)],
    outputs: &[(String, ValueExpr)],
) -> Planned<Vec<(usize, bool)>> {
    let period = periods.then_some("period_start");
    let names = dimensions.iter().map(|(name, _)| name.as_str()).chain(outputs.iter().map(|(name, _)| name.as_str()));
    let columns: Vec<&str> = period.into_iter().chain(names).collect();
    let position = |(wanted, descending): &(String, bool)| match columns.iter().position(|column| column == wanted) {
        Some(position) => Ok((position, *descending)),
        None => {
            let message = format!("there is no column `{wanted}` to order by");
            let help = crate::diagnostic::suggest::did_you_mean(wanted, columns.iter().copied());
            Err(Box::new(Diagnostic::global(codes::UNKNOWN_NAME, message).help_if(help)))
        }
    };
    let mut order: Vec<(usize, bool)> = request.order.iter().map(position).collect::<Planned<_>>()?;
    // What was asked leaves ties; period and dimensions tell every row from the others, so that `--limit` is not left to chance.
    let keys = dimensions.len() + usize::from(periods);
    let rest: Vec<usize> = (0..keys).filter(|key| order.iter().all(|(column, _)| column != key)).collect();
    order.extend(rest.into_iter().map(|key| (key, false)));
    Ok(order)
}

/// Says that a form has no SQL.
pub fn diagnostic(project: &Project, refusal: &Refusal) -> Diagnostic {
    let metric = &project.metrics[refusal.metric];
    let message = format!("`{}` uses {}, which has no exact form in SQL", metric.name, refusal.form);
    Diagnostic::new(codes::NO_EXACT_FORM, metric.place(refusal.property), message)
        .here("no SQL for this")
        .why("an approximation in its place would be a wrong number")
        .help("compute its parts as metrics of their own, and combine those")
}
