//! Projects of several files in `tests/cases/rules/<name>/`, with what people are shown in `expected.txt`, and what else stands in
//! the project file in `settings.toml`.

use super::check;
use northstar::diagnostic::human::{Style, render};
use std::fs;
use std::path::{Path, PathBuf};

/// The metric files of a case with their names, in order.
pub fn files(folder: &Path) -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "nsm"));
    paths.sort();
    let named = |path: PathBuf| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap());
    paths.into_iter().map(named).collect()
}

/// The folder of a case, or of all.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/rules").join(name)
}

/// What a case shows to people.
fn shown(folder: &Path) -> String {
    let files = files(folder);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let settings = fs::read_to_string(folder.join("settings.toml")).unwrap_or_default();
    let (sources, diagnostics) = check(&settings, &files);
    let style = Style { color: false, width: Some(120) };
    diagnostics.iter().map(|diagnostic| render(diagnostic, &sources, style)).collect::<Vec<_>>().join("\n")
}

#[test]
fn projects_of_several_files_show_what_is_written_down() {
    let mut failures = Vec::new();
    let mut names: Vec<PathBuf> = fs::read_dir(folder("")).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.is_dir() && !path.ends_with("forty"));
    names.sort();
    assert!(names.len() >= 5);
    for case in names {
        let (path, actual) = (case.join("expected.txt"), shown(&case));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &actual).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != actual {
            failures.push(format!("{}\n--- expected\n{expected}\n--- actual\n{actual}", path.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
