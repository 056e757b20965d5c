//! NS107: sources, teams and computed columns that nothing reads.

use super::declare::Declared;
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, Diagnostics, Edit, Fix, codes};
use crate::model::source::ColumnIndex;
use crate::source::Span;

/// Warns about what nothing reads. Nothing is concluded where something of the project is broken, for the use may be there.
pub fn check(scope: &Scope<'_>, declared: &Declared<'_>, d: &mut Diagnostics) {
    let project = &scope.project;
    let broken = project.broken
        || project.metrics.values().any(|metric| metric.broken)
        || project.sources.values().any(|source| source.broken)
        || project.cadences.values().any(|cadence| cadence.broken);
    if broken {
        return;
    }
    // A test that gives it rows would be left with rows of nothing.
    let given = |source: &str| declared.tests.iter().any(|test| test.givens.iter().any(|given| given.source.text == source));
    for (id, source) in project.sources.iter() {
        if !scope.is_source_used(id) {
            let finding = Diagnostic::new(
                codes::UNUSED_DECLARATION,
                source.name_span,
                format!("nothing reads the source `{}`", source.name),
            );
            d.push(
                finding
                    .here("no metric and no link reads it")
                    .help("remove it, or write the metric that it is for")
                    .fix_if((!given(&source.name)).then(|| removal("source", &source.name, source.span))),
            );
            continue;
        }
        for (index, column) in (0_u32..).map(ColumnIndex).zip(&source.columns) {
            let has_a_role = source.key.contains(&index) || source.time == Some(index);
            if column.computed.is_some() && !has_a_role && !scope.is_column_used(id, index) {
                let message = format!("nothing reads the computed column `{}`", column.name);
                let finding = Diagnostic::new(codes::UNUSED_DECLARATION, column.name_span, message).here("computed for nothing");
                d.push(finding.help("remove it, or read it in a metric").fix(removal("column", &column.name, column.span)));
            }
        }
    }
    for (id, team) in project.teams.iter() {
        if !scope.is_team_used(id) {
            let finding =
                Diagnostic::new(codes::UNUSED_DECLARATION, team.name_span, format!("nothing names the team `{}`", team.name));
            d.push(
                finding
                    .here("owns nothing, chairs nothing and attends nothing")
                    .help("remove it, or make it the `owner` of a metric")
                    .fix(removal("team", &team.name, team.span)),
            );
        }
    }
}

fn removal(what: &str, name: &str, place: Span) -> Fix {
    Fix::likely(format!("remove the {what} `{name}`"), vec![Edit::delete(place)])
}
