//! northstar: a compiler for metrics as code.
//!
//! Text flows one way, through named types. A stage is a folder, and a function that takes the stage before and a list of
//! findings, and always gives something back:
//!
//! ```text
//! files ─ project ─► SourceMap ─ syntax ─► ast::File ─ model ─► Project ─ plan ─► Plan ─ sql ─► text ─ warehouse ─► rows
//!                                   └ format                       ├ rules ─► Diagnostics
//!                                                                  └ docs ─► Markdown
//! ```

pub mod commands;
pub mod diagnostic;
pub mod docs;
pub mod format;
pub mod model;
pub mod plan;
pub mod project;
pub mod rules;
pub mod schema;
pub mod source;
pub mod sql;
pub mod syntax;
pub mod warehouse;

use diagnostic::{Diagnostics, codes};
use jiff::civil::Date;
use model::Project;
use project::config::Config;
use rayon::prelude::*;
use source::{FileId, SourceMap};
use std::collections::HashSet;
use syntax::ast;

/// What a check is told from outside the files.
pub struct Moment<'a> {
    /// The day that rules about dates look at.
    pub as_of: Date,
    /// What the history of the files tells of the north star, oldest first.
    pub star_changes: &'a [rules::StarChange],
}

/// [`check_at`] a day, without the history of the files.
pub fn check(config: &Config, sources: &SourceMap, files: &[FileId], as_of: Date, diagnostics: &mut Diagnostics) -> Project {
    check_at(config, sources, files, &Moment { as_of, star_changes: &[] }, diagnostics)
}

/// The whole of a check: the metric files parsed, resolved and typed, and every rule applied, at the levels of the project file.
pub fn check_at(
    config: &Config,
    sources: &SourceMap,
    files: &[FileId],
    moment: &Moment,
    diagnostics: &mut Diagnostics,
) -> Project {
    let unread = diagnostics.iter().any(|finding| codes::UNREAD.contains(&finding.code));
    let files = parse(sources, files, diagnostics);
    lay_out(sources, &files, diagnostics);
    let mut project = model::resolve::resolve(&config.into(), sources, &files, diagnostics);
    project.broken |= unread;
    let Moment { as_of, star_changes } = *moment;
    rules::check(&project, &rules::Context { config, sources, as_of, star_changes }, diagnostics);
    rules::apply_allow(&project, diagnostics);
    rules::apply_levels(config, diagnostics);
    syntax::keep_comments(sources, diagnostics);
    diagnostics.sort(sources);
    project
}

/// Looks at the layout of files side by side; those with faults are left alone.
fn lay_out(sources: &SourceMap, files: &[ast::File], diagnostics: &mut Diagnostics) {
    let faulty: HashSet<FileId> = diagnostics.iter().filter_map(|finding| Some(finding.primary.as_ref()?.span.file)).collect();
    let whole = files.par_iter().filter(|file| !faulty.contains(&file.id));
    let found: Vec<_> = whole.filter_map(|file| rules::layout(file, &sources.file(file.id)?.text)).collect();
    found.into_iter().for_each(|finding| diagnostics.push(finding));
}

/// Parses files side by side; the findings come in the order of the files.
pub fn parse(sources: &SourceMap, files: &[FileId], diagnostics: &mut Diagnostics) -> Vec<ast::File> {
    let parsed: Vec<(ast::File, Diagnostics)> = files
        .par_iter()
        .filter_map(|id| {
            let mut found = Diagnostics::default();
            let file = syntax::parse(*id, &sources.file(*id)?.text, &mut found);
            Some((file, found))
        })
        .collect();
    parsed
        .into_iter()
        .map(|(file, found)| {
            diagnostics.extend(found);
            file
        })
        .collect()
}
