//! Documentation from text: whole projects as pages, and the examples in this project's own pages.

use crate::syntax::cases::expect;
use northstar::diagnostic::{Diagnostics, Level};
use northstar::docs;
use northstar::model::Project;
use northstar::model::resolve::{Settings, resolve};
use northstar::model::tree::Graph;
use northstar::project::calendar::Calendar;
use northstar::source::SourceMap;
use northstar::syntax;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Parses and resolves files; gives the project and what was found to be an error.
fn project(name: &str, files: &[(String, String)]) -> (Project, SourceMap, Vec<String>) {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let ids: Vec<_> = files.iter().map(|(path, text)| sources.add(path.clone(), text.clone())).collect();
    let parsed: Vec<_> = ids.iter().zip(files).map(|(id, (_, text))| syntax::parse(*id, text, &mut diagnostics)).collect();
    let calendar = Calendar::default();
    let settings = Settings { name, dialect: None, calendar: &calendar };
    let project = resolve(&settings, &sources, &parsed, &mut diagnostics);
    let errors = diagnostics.iter().filter(|d| d.level == Level::Error);
    let errors = errors.map(|d| {
        let place = d.primary.as_ref().map(|label| format!("{}:{}", sources.path(label.span), sources.start(label.span).line));
        format!("{} {}: {}", place.unwrap_or_default(), d.code.id, d.message)
    });
    let errors = errors.collect();
    (project, sources, errors)
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/docs");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

fn metric_files(case: &Path) -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> = fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "nsm"));
    files.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// Everything that is rendered of a project, by its path below `expected`.
fn rendered(project: &Project, sources: &SourceMap) -> Vec<(String, String)> {
    let graph = Graph::new(project);
    let mut all = docs::render(project, sources, &BTreeMap::new());
    all.push(("tree.txt".to_owned(), docs::tree::text::render(project, &graph)));
    all.push(("tree.dot".to_owned(), docs::tree::dot::render(project, &graph)));
    all.push(("list.txt".to_owned(), docs::list::table(&docs::list::entries(project, sources))));
    for (id, metric) in project.metrics.iter() {
        all.push((format!("explain/{}.txt", metric.name), docs::explain::explain(project, id, sources)));
    }
    all
}

fn walk(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, found) } else { found.extend([path]) }
    }
}

#[test]
fn projects_become_pages_as_written_down() {
    let mut wrong = Vec::new();
    for case in cases() {
        let (project, sources, errors) = project("example", &metric_files(&case));
        assert!(errors.is_empty(), "{}: {errors:#?}", case.display());
        let expected = case.join("expected");
        let mut present = BTreeSet::new();
        walk(&expected, &mut present);
        for (path, text) in rendered(&project, &sources) {
            let path = expected.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            wrong.extend(expect(&path, &text).err());
            present.remove(&path);
        }
        if std::env::var_os("UPDATE").is_some() {
            present.iter().for_each(|path| fs::remove_file(path).unwrap());
        } else {
            wrong.extend(present.iter().map(|path| format!("{} is written no more", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The blocks of a page that are marked as whole declarations.
fn examples(page: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let blocks = text.split("```nsm\n").skip(1);
    blocks.map(|rest| rest.split("\n```").next().unwrap().to_owned()).collect()
}

#[test]
fn examples_of_the_reference_compile_one_by_one() {
    let examples = examples("docs/reference/language.md");
    assert!(examples.len() > 3);
    for example in examples {
        let (_, _, errors) = project("example", &[("example.nsm".to_owned(), example.clone())]);
        assert!(errors.is_empty(), "{example}\n{errors:#?}");
    }
}

#[test]
fn the_tutorial_compiles_as_a_whole() {
    let mut files: Vec<(String, String)> =
        examples("docs/tutorial.md").into_iter().enumerate().map(|(i, text)| (format!("part{i}.nsm"), text)).collect();
    assert!(files.len() > 3);
    let extra = "  equals:      bookings_made * nights_per_booking\n  leads:       gross_booking_value by 2 to 8 weeks\n";
    let tutorial = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tutorial.md")).unwrap();
    assert!(tutorial.contains(extra), "the two lines to add have changed");
    let star = files.iter_mut().find(|(_, text)| text.contains("north_star nights_booked")).unwrap();
    star.1 = star.1.replace("  revisit:     every 1 year\n", &format!("  revisit:     every 1 year\n{extra}"));
    assert!(star.1.contains(extra));
    let (_, _, errors) = project("stays", &files);
    assert!(errors.is_empty(), "{errors:#?}");
}
