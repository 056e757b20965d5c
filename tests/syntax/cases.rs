//! `name.nsm` beside `name.txt`, which lists what the parser reports: nothing, for a file that is right.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use northstar::diagnostic::Diagnostics;
use northstar::source::SourceMap;
use northstar::syntax;

/// The files of a folder of `tests/cases` that end in `.nsm`, in order.
pub fn inputs(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "nsm"));
    files.sort();
    assert!(!files.is_empty(), "no cases in {}", folder.display());
    files
}

/// Compares with the expected file, or rewrites it under `UPDATE=1`.
pub fn expect(path: &Path, actual: &str) -> Result<(), String> {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, actual).unwrap();
        return Ok(());
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == actual { Ok(()) } else { Err(format!("{}\n--- expected\n{expected}\n--- actual\n{actual}", path.display())) }
}

/// What is reported of a text, in the order of places.
pub fn report(text: &str) -> String {
    let mut sources = SourceMap::default();
    let id = sources.add("case.nsm", text);
    let mut diagnostics = Diagnostics::default();
    syntax::parse(id, text, &mut diagnostics);
    diagnostics.sort(&sources);
    let mut report = String::new();
    for diagnostic in diagnostics.iter() {
        let label = diagnostic.primary.as_ref().unwrap();
        let place = sources.start(label.span);
        let snippet = sources.text(label.span).lines().next().unwrap_or("");
        writeln!(report, "{}:{} {} {} [{snippet}]", place.line, place.column, diagnostic.code.id, diagnostic.message).unwrap();
        for other in &diagnostic.labels {
            let place = sources.start(other.span);
            writeln!(report, "    {}:{} {}", place.line, place.column, other.text).unwrap();
        }
        if let Some(help) = &diagnostic.help {
            writeln!(report, "    help: {help}").unwrap();
        }
    }
    report
}

#[test]
fn files_are_reported_as_written_down() {
    let outcomes = inputs("syntax").into_iter().map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        expect(&path.with_extension("txt"), &report(&text))
    });
    let failures: Vec<String> = outcomes.filter_map(Result::err).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
