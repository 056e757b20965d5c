//! The rules, through the whole of a check: the examples of their pages, projects of several files, levels.

mod cases;
mod choice;
mod choice_edges;
mod examples;
mod fixes;
mod forty;
mod large;
mod levels;
mod meaning;
mod quiet;
mod style;

use northstar::commands::check::mend::Request;
use northstar::diagnostic::Diagnostics;
use northstar::project::config::Config;
use northstar::rules::EXAMPLE_DATE;
use northstar::source::{FileId, SourceMap};
use std::fs;

/// What a check of some files finds, with the project file's text after its `[project]` table.
pub fn check(settings: &str, files: &[(&str, &str)]) -> (SourceMap, Diagnostics) {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let config = config(settings, &mut sources, &mut diagnostics);
    let ids: Vec<FileId> = files.iter().map(|(path, text)| sources.add(*path, *text)).collect();
    northstar::check(&config, &sources, &ids, EXAMPLE_DATE, &mut diagnostics);
    (sources, diagnostics)
}

/// A text in its one layout, for rules that are not about layout; as it is where it does not parse.
pub fn tidy(text: &str) -> String {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let file = northstar::syntax::parse(sources.add("tidy.nsm", text), text, &mut diagnostics);
    if diagnostics.is_empty() { northstar::format::format(&file, text) } else { text.to_owned() }
}

/// Does something with a project of some files, as a command would ask for its fixes.
pub fn with_project<T>(settings: &str, files: &[(String, String)], act: impl FnOnce(&Request, &SourceMap) -> T) -> T {
    let (mut sources, mut read) = (SourceMap::default(), Diagnostics::default());
    let config = config(settings, &mut sources, &mut read);
    let files: Vec<FileId> = files.iter().map(|(path, text)| sources.add(path, text)).collect();
    act(
        &Request {
            config: &config,
            files: &files,
            as_of: EXAMPLE_DATE,
            star_changes: &[],
            read: &read,
            unsafe_too: false,
            only: None,
        },
        &sources,
    )
}

fn config(settings: &str, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Config {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("[project]\nname = \"stays\"\ninclude = [\"**/*.nsm\"]\ndialect = \"duckdb\"\n\n{settings}");
    fs::write(folder.path().join("northstar.toml"), text).unwrap();
    let config = northstar::project::load(folder.path(), sources, diagnostics);
    config.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

/// The findings, one a line: place, code and message.
pub fn lines(sources: &SourceMap, diagnostics: &Diagnostics) -> Vec<String> {
    let style = northstar::diagnostic::human::Style::default();
    diagnostics.iter().map(|diagnostic| northstar::diagnostic::human::short(diagnostic, sources, style)).collect()
}

/// The codes that are found, in order of place.
pub fn codes(diagnostics: &Diagnostics) -> Vec<&'static str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect()
}
