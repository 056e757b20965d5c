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

use diagnostic::Diagnostics;
use jiff::civil::Date;
use model::Project;
use project::config::Config;
use rayon::prelude::*;
use source::{FileId, SourceMap};
use syntax::ast;

/// The whole of a check: the metric files parsed, resolved and typed, and every rule applied, at the levels of the project file.
/// `as_of` is the day that rules about dates look at.
pub fn check(config: &Config, sources: &SourceMap, files: &[FileId], as_of: Date, diagnostics: &mut Diagnostics) -> Project {
    let files = parse(sources, files, diagnostics);
    let project = model::resolve::resolve(&config.into(), sources, &files, diagnostics);
    rules::check(&project, &rules::Context { config, sources, as_of }, diagnostics);
    rules::apply_allow(&project, diagnostics);
    rules::apply_levels(config, diagnostics);
    syntax::keep_comments(sources, diagnostics);
    diagnostics.sort(sources);
    project
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
