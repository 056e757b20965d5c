//! NS706: a time column that is computed, so that the warehouse cannot leave out what lies outside the period.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::metric::{Definition, Metric, TimeAxis};
use crate::model::source::{Column, ColumnIndex, RowExpr, RowLeaf, Source};
use crate::model::{Id, Project};
use std::collections::BTreeMap;

/// `wrapped-time`
pub static RULE: Rule = Rule {
    code: codes::WRAPPED_TIME,
    summary: "A time column that is computed, so that every statement reads the whole table",
    explanation: r#"northstar puts the bounds of a period on the time column itself, or on no more than a cast of it, so that a warehouse that
prunes by that column reads only the partitions, micro-partitions or blocks in which rows of that period can be. Where the
column is computed, by `= …` in the source or by its `query`, the bounds stand on an expression, and few warehouses see
through one: each statement reads the whole table, and is paid for it.
(BigQuery's page on partitioned tables asks for the same: "isolate the partition column in your filter".)

A cast to a date or a truncation is never needed: a `timestamp` is taken to the project's zone and its period by northstar.
Give `time` to a column that the table has, or let the table have it."#,
    bad: r#"source visits {
  table: analytics.fct_visits

  visit_id    integer  key
  visited_at  timestamp
  visited_on  date     time = cast(visited_at as date)
}

outcome visits_made {
  title:       "Visits made"
  description: "Every visit of the site."
  value:       count(*) from visits
}
"#,
    good: r#"source visits {
  table: analytics.fct_visits

  visit_id    integer    key
  visited_at  timestamp  time
}

outcome visits_made {
  title:       "Visits made"
  description: "Every visit of the site."
  value:       count(*) from visits
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    for ((source, column), metric) in axes(project) {
        let (source, column) = (&project.sources[source], project.sources[source].column(column));
        let computed = column.computed.as_ref().map(|definition| project.expand(definition)).filter(is_wrapped);
        let by_query = source.computed_by_query.iter().any(|name| name.eq_ignore_ascii_case(column.in_table()));
        if computed.is_none() && !by_query {
            continue;
        }
        let message =
            format!("the time `{}` of `{}` is computed, so every statement reads the whole table", column.name, source.name);
        let help = help(source, column, computed.as_ref());
        d.push(
            Diagnostic::new(codes::WRAPPED_TIME, column.name_span, message)
                .here(if by_query { "computed by the query" } else { "the bounds of a period stand on an expression" })
                .label(project.metrics[metric].name_span, "dated by it")
                .why("partitions outside the period are not left out, and each question is paid for all of them")
                .help(help),
        );
    }
}

/// The columns that date rows, each with the first metric that is dated by it.
fn axes(project: &Project) -> BTreeMap<(Id<Source>, ColumnIndex), Id<Metric>> {
    let mut axes = BTreeMap::new();
    for (id, metric) in project.metrics.iter() {
        let Definition::Measure(measure) = &metric.definition else { continue };
        let (TimeAxis::Column(column) | TimeAxis::Interval(column, _)) = measure.time;
        axes.entry((measure.source, column)).or_insert(id);
    }
    axes
}

/// Whether it is more than a column under another name.
fn is_wrapped(definition: &RowExpr) -> bool {
    !matches!(definition.leaf(), Some(RowLeaf::Column(path)) if path.links.is_empty())
}

fn help(source: &Source, column: &Column, computed: Option<&RowExpr>) -> String {
    let Some(definition) = computed else {
        return format!("select the column itself in the query, and give it `time` in place of `{}`", column.name);
    };
    match definition.leaves().as_slice() {
        [RowLeaf::Column(path)] if path.links.is_empty() && source.column(path.column).ty.is_time() => {
            let inner = source.column(path.column);
            format!("write `time` at `{}` instead; northstar takes it to the day, week or month itself", inner.name)
        }
        _ => format!("let the table have `{}`, and write `time` at that column", column.name),
    }
}
