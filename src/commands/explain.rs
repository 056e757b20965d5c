//! `northstar explain`: a rule's page, a metric with its SQL, or the list of all rules.

use super::output::Outcome;
use super::session::{Checked, Session};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::docs;
use crate::model::Id;
use crate::model::metric::Metric;
use crate::plan::query::{self as plan, QueryRequest};
use crate::project::find;
use crate::rules;
use crate::sql;

const EXAMPLES: &str = "\
Examples:
  northstar explain                   list every rule
  northstar explain NS302             a rule by code
  northstar explain two-north-stars   a rule by name
  northstar explain nights_booked     a metric: what it means, who owns it, what it reads, its SQL";

/// The arguments of `explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A rule's code or name, or a metric of the project; without it, every rule is listed
    pub name: Option<String>,
}

/// Prints the page.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let Some(name) = &arguments.name else {
        session.terminal.print(&rules::list());
        return Outcome::Ok;
    };
    if let Some(rule) = rules::find(name) {
        session.terminal.print(&rules::page(rule));
        return Outcome::Ok;
    }
    metric(name, session).unwrap_or_else(|outcome| outcome)
}

/// Explains a metric of the project that the session is in.
fn metric(name: &str, session: &mut Session) -> Result<Outcome, Outcome> {
    let start = session.start()?;
    if find(&start).is_err() {
        let help = rules::suggest(name).unwrap_or_else(|| "`northstar explain` lists every rule".to_owned());
        let message = format!("there is no rule `{name}`, and no project here to look for a metric in");
        return Err(session.terminal.refuse(&message, Some(&help)));
    }
    let checked = session.compile()?;
    let Some(id) = checked.project.metric_named(name) else {
        let metrics = || checked.project.metrics.values().map(|metric| metric.name.as_str());
        let near = did_you_mean(name, metrics()).filter(|help| help.starts_with("did"));
        let help = near.or_else(|| rules::suggest(name)).or_else(|| did_you_mean(name, metrics()));
        return Err(session.terminal.refuse(&format!("there is no rule or metric `{name}`"), help.as_deref()));
    };
    session.terminal.print(&docs::explain::explain(&checked.project, id, &checked.sources));
    match statement(&checked, id) {
        Ok(sql) => {
            let lines = sql.lines().map(|line| format!("  {line}\n"));
            let dialect = checked.config.dialect.name();
            session.terminal.print(&format!("\nSQL of `northstar query {name}`, for {dialect}\n{}", lines.collect::<String>()));
        }
        // What the metric means is said all the same.
        Err(diagnostic) => session.terminal.note(&format!("note: there is no SQL to show: {}", diagnostic.message)),
    }
    Ok(Outcome::Ok)
}

/// The statement of a query for the metric alone, in the project's dialect.
fn statement(checked: &Checked, id: Id<Metric>) -> Result<String, Box<Diagnostic>> {
    let mut found = Diagnostics::default();
    let request = QueryRequest { metrics: vec![id], ..QueryRequest::default() };
    match plan::plan(&checked.project, &request, &mut found) {
        Some(plan) => sql::query(&plan, checked.config.dialect),
        None => Err(Box::new(found.iter().next().cloned().unwrap_or_else(|| {
            let metric = &checked.project.metrics[id].name;
            Diagnostic::global(crate::diagnostic::codes::NO_EXACT_FORM, format!("`{metric}` has no SQL"))
        }))),
    }
}
