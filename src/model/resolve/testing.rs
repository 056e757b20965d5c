//! For tests: projects from text, and findings as short lines.

use super::{Settings, resolve};
use crate::diagnostic::Diagnostics;
use crate::model::Project;
use crate::project::calendar::Calendar;
use crate::project::dialect::Dialect;
use crate::source::SourceMap;
use crate::syntax;

/// A project of one file, and its findings as `NS102 at "text": message`, in order of place.
pub(crate) fn resolved(text: &str) -> (Project, Vec<String>) {
    resolved_in(&Calendar::default(), &[text])
}

/// A project of several files under a calendar.
pub(crate) fn resolved_in(calendar: &Calendar, texts: &[&str]) -> (Project, Vec<String>) {
    let mut sources = SourceMap::default();
    let mut d = Diagnostics::default();
    let files: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| syntax::parse(sources.add(format!("{number}.nsm"), *text), text, &mut d))
        .collect();
    let settings = Settings { name: "test", dialect: Some(Dialect::Duckdb), calendar };
    let project = resolve(&settings, &sources, &files, &mut d);
    d.sort(&sources);
    let lines = d
        .iter()
        .map(|finding| {
            let place = finding.primary.as_ref().map_or("", |label| sources.text(label.span));
            format!("{} at \"{place}\": {}", finding.code.id, finding.message)
        })
        .collect();
    (project, lines)
}

/// The findings without warnings about what nothing uses.
pub(crate) fn findings(text: &str) -> Vec<String> {
    resolved(text).1.into_iter().filter(|line| !line.starts_with("NS107")).collect()
}
