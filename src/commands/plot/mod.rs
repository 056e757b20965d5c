//! `query --plot`: every metric asked as a chart per segment, and beneath it the counters that guard it.

mod draw;
mod frame;
mod scale;
mod series;

use super::output::Outcome;
use super::query::{Arguments, Asked, RowFormat, ask, request, statement};
use super::session::{Checked, Session, today};
use crate::model::metric::{Metric, Role};
use crate::model::{Id, Project};
use crate::plan::query::{AskedGrain, QueryRequest};
use crate::project::calendar::Grain;
use crate::project::config::Target;
use crate::warehouse::{Connection, Table};
use frame::Frame;
use jiff::civil::Date;
use series::periods;

/// Says where flags do not go with `--plot`.
///
/// # Errors
/// The outcome, after saying so.
pub fn can_be_drawn(arguments: &Arguments, session: &mut Session) -> Result<(), Outcome> {
    if arguments.format != RowFormat::Table {
        let help = "leave one of the two out";
        return Err(session.terminal.refuse("`--plot` draws for people, and `--format` is for machines", Some(help)));
    }
    if arguments.grain == Some(AskedGrain::Whole) {
        let help = "leave `--grain none` out, or name a grain, as in `--grain week`";
        return Err(session.terminal.refuse("a chart needs periods, and `--grain none` has none", Some(help)));
    }
    Ok(())
}

/// Prints a chart of every metric, and with `--counters` of what guards it.
///
/// # Errors
/// The outcome, after saying why the counters could not be asked.
pub fn draw(
    arguments: &Arguments,
    asked: &Asked,
    target: &Target,
    connection: &mut Connection,
    session: &mut Session,
    checked: &mut Checked,
) -> Result<Outcome, Outcome> {
    let Some(grain) = asked.planned.grain else { return Ok(Outcome::Ok) };
    let periods = periods(&asked.table);
    let (Some(first), Some(last)) = (periods.days.first(), periods.days.last()) else {
        session.terminal.note("note: no period has a row, so there is nothing to draw");
        return Ok(Outcome::Ok);
    };
    let guarding = if arguments.counters { counters(&checked.project, &asked.request.metrics) } else { Vec::new() };
    let days = (*first, grain.last_day(*last));
    let answer = match guarding.is_empty() {
        true => None,
        false => Some(ask_counters(arguments, &guarding, (grain, days), target, connection, session, checked)?),
    };
    let as_of = arguments.as_of.unwrap_or_else(|| today(&checked.config));
    let frame = Frame { periods: &periods, grain, as_of, style: session.terminal.style };
    let text = charts(asked, &guarding, answer.as_ref(), &frame, &checked.project);
    session.terminal.print(text.strip_suffix('\n').unwrap_or(&text));
    unguarded(arguments, asked, session, checked);
    Ok(Outcome::Ok)
}

/// The counters as a whole, over the days of the charts.
fn ask_counters(
    arguments: &Arguments,
    counters: &[Id<Metric>],
    (grain, (first, last)): (Grain, (Date, Date)),
    target: &Target,
    connection: &mut Connection,
    session: &mut Session,
    checked: &mut Checked,
) -> Result<Table, Outcome> {
    let names: Vec<String> = counters.iter().map(|id| checked.project.metrics[*id].name.clone()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let request = request(arguments, &names, session, checked)?;
    let (since, until) = (Some(first), last.tomorrow().ok());
    let request = QueryRequest { by: Vec::new(), grain: Some(AskedGrain::Periods(grain)), since, until, ..request };
    let (_, sql) = statement(&request, target, target.dialect, session, checked)?;
    session.terminal.detail(&sql);
    ask(&sql, connection, session, checked)
}

/// All charts: of each metric, and beneath it of the counters that guard it and are not drawn yet.
fn charts(asked: &Asked, guarding: &[Id<Metric>], answer: Option<&Table>, frame: &Frame<'_>, project: &Project) -> String {
    let dimensions = asked.planned.dimensions.len();
    let mut drawn: Vec<Id<Metric>> = Vec::new();
    let mut text = String::new();
    for (position, id) in asked.request.metrics.iter().enumerate() {
        let metric = &project.metrics[*id];
        text.push_str(&frame.metric(metric, &asked.table, dimensions, 1 + dimensions + position));
        let Some(answer) = answer else { continue };
        for (position, counter) in guarding.iter().enumerate() {
            let guard = &project.metrics[*counter];
            if guards(guard, *id) && !drawn.contains(counter) {
                drawn.push(*counter);
                text.push_str(&frame.counter(guard, &metric.name, answer, 1 + position));
            }
        }
    }
    text
}

fn guards(counter: &Metric, metric: Id<Metric>) -> bool {
    counter.guards.iter().any(|(guarded, _)| *guarded == metric)
}

/// The metrics that guard any of those asked, and are not asked themselves.
fn counters(project: &Project, asked: &[Id<Metric>]) -> Vec<Id<Metric>> {
    let guarding = project.metrics.iter().filter(|(id, metric)| !asked.contains(id) && asked.iter().any(|m| guards(metric, *m)));
    guarding.map(|(id, _)| id).collect()
}

/// Says which metrics have no counter, where counters are asked for.
fn unguarded(arguments: &Arguments, asked: &Asked, session: &mut Session, checked: &Checked) {
    for id in asked.request.metrics.iter().filter(|_| arguments.counters) {
        let metric = &checked.project.metrics[*id];
        if metric.role != Role::Counter && !checked.project.metrics.values().any(|counter| guards(counter, *id)) {
            let name = &metric.name;
            session.terminal.note(&format!("note: no counter guards `{name}`"));
        }
    }
}
