//! A project's documentation as Markdown, and its metric tree and declarations in every format.
//! Pure: the same project gives the same bytes.

pub mod explain;
pub mod list;
pub mod markdown;
pub mod tree;

mod index;
mod metric;
mod pages;
mod reviews;
mod source;
mod team;

#[cfg(test)]
mod tests;

use crate::model::Project;
use crate::source::SourceMap;
use pages::{Book, file};
use std::collections::BTreeMap;

/// All pages of a project: relative path with `/`, and text. `sql` holds, by the metric's name, its SQL as (dialect, text).
pub fn render(project: &Project, sources: &SourceMap, sql: &BTreeMap<String, Vec<(String, String)>>) -> Vec<(String, String)> {
    let book = Book::new(project, sources, sql);
    let mut pages = vec![("README.md".to_owned(), index::page(&book)), ("reviews.md".to_owned(), reviews::page(&book))];
    for (id, metric) in project.metrics.iter() {
        pages.push((format!("metrics/{}", file(&metric.name)), metric::page(&book, id)));
    }
    let owned = team::owned(&book);
    for (id, team) in project.teams.iter() {
        pages.push((format!("teams/{}", file(&team.name)), team::page(&book, id, &owned)));
    }
    let readers = source::readers(&book);
    for (id, source) in project.sources.iter() {
        pages.push((format!("sources/{}", file(&source.name)), source::page(&book, id, &readers)));
    }
    for (_, text) in &mut pages {
        text.truncate(text.trim_end().len());
        text.push_str(pages::footer());
    }
    pages.sort();
    pages
}
