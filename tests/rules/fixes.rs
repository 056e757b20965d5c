//! Fixes: cases under `tests/cases/fix/<name>/`, and what must hold of the fixes of every text there is.
//!
//! A case has `before.nsm`, and what fixing makes of it: `safe.nsm` with safe fixes only, `unsafe.nsm` with all. A file that is not
//! there is as the one before it. The case stands in the project of the rules' examples.

use super::{cases, with_project};
use northstar::commands::check::mend::{Mended, Request, mend};
use northstar::diagnostic::{Diagnostics, Level};
use northstar::rules::{Fixing, Frame, RULES, project_text};
use northstar::source::FileId;
use northstar::syntax::{self, TokenKind};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A project before and after.
struct Fixed {
    before: Mended,
    after: Mended,
    files: Vec<FileId>,
}

/// Fixes the files of a project.
fn fixed(settings: &str, files: &[(String, String)], unsafe_too: bool) -> Fixed {
    with_project(settings, files, |request, sources| {
        let before = mend(&Request { only: Some(&BTreeSet::new()), ..*request }, sources);
        let after = mend(&Request { unsafe_too, ..*request }, sources);
        Fixed { before, after, files: request.files.to_vec() }
    })
}

impl Fixed {
    fn text(&self, index: usize) -> &str {
        &self.after.sources.file(self.files[index]).unwrap().text
    }

    /// What must hold whatever was fixed.
    fn holds(&self, settings: &str, unsafe_too: bool) -> Result<(), String> {
        if !self.after.broken.is_empty() {
            return Err("a file that parsed would no longer parse".to_owned());
        }
        let (before, after) = (self.before.diagnostics.errors(), self.after.diagnostics.errors());
        if after > before {
            let style = northstar::diagnostic::human::Style::default();
            let show = |found: &Mended| {
                let lines = found.diagnostics.iter().filter(|d| d.level == Level::Error);
                lines.map(|d| northstar::diagnostic::human::short(d, &found.sources, style)).collect::<Vec<_>>().join("\n")
            };
            return Err(format!("{before} errors became {after}:\n{}\nbecame\n{}", show(&self.before), show(&self.after)));
        }
        let mut again = Vec::new();
        for id in &self.files {
            let (old, new) = (self.before.sources.file(*id).unwrap(), self.after.sources.file(*id).unwrap());
            let missing: Vec<String> = comments(&old.text).into_iter().filter(|comment| !new.text.contains(comment)).collect();
            if !missing.is_empty() {
                return Err(format!("comments are lost: {missing:?}"));
            }
            if formatted(&old.text).as_deref() == Some(&old.text) && formatted(&new.text).as_deref() != Some(&new.text) {
                return Err(format!("was formatted and is no longer:\n{}", new.text));
            }
            again.push((new.path.clone(), new.text.clone()));
        }
        let again = with_project(settings, &again, |request, sources| mend(&Request { unsafe_too, ..*request }, sources));
        if again.fixes > 0 {
            return Err(format!(
                "fixing again fixes more:\n{}\n{}",
                self.text(0),
                again.sources.file(self.files[0]).unwrap().text
            ));
        }
        Ok(())
    }
}

fn comments(text: &str) -> Vec<String> {
    let comments = syntax::tokens(text).into_iter().filter(|token| token.kind == TokenKind::Comment);
    comments.map(|token| token.text(text).trim_end().to_owned()).collect()
}

fn formatted(text: &str) -> Option<String> {
    let mut found = Diagnostics::default();
    let file = syntax::parse(FileId(0), text, &mut found);
    (found.errors() == 0).then(|| northstar::format::format(&file, text))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fix")
}

/// A case in the project of the examples: its own text, and what stands around it.
fn case_files(text: &str) -> Vec<(String, String)> {
    let whole = project_text(text, &[]);
    let own = format!("{}\n", text.trim_end());
    let around = whole.strip_prefix(&own).unwrap().to_owned();
    vec![("case.nsm".to_owned(), text.to_owned()), ("frame.nsm".to_owned(), around)]
}

fn case_names() -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    assert!(names.len() >= 40);
    names
}

#[test]
fn cases_become_what_is_written_down() {
    let mut failures = Vec::new();
    for case in case_names() {
        let mut expected = fs::read_to_string(case.join("before.nsm")).unwrap();
        let files = case_files(&expected);
        for (name, unsafe_too) in [("safe.nsm", false), ("unsafe.nsm", true)] {
            let run = fixed("", &files, unsafe_too);
            let path = case.join(name);
            if std::env::var_os("UPDATE").is_some() && run.text(0) != expected {
                fs::write(&path, run.text(0)).unwrap();
            }
            expected = fs::read_to_string(&path).unwrap_or(expected);
            if run.text(0) != expected {
                let style = northstar::diagnostic::human::Style::default();
                let left = run.after.diagnostics.iter();
                let left: Vec<_> = left.map(|d| northstar::diagnostic::human::short(d, &run.after.sources, style)).collect();
                let (path, left) = (path.display(), left.join("\n"));
                failures.push(format!("{path}\n--- expected\n{expected}\n--- actual\n{}\n--- left\n{left}", run.text(0)));
            }
            if let Err(problem) = run.holds("", unsafe_too) {
                failures.push(format!("{} {name}: {problem}", case.display()));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Every project of the tests: its name, what its project file says besides, its files.
fn projects() -> Vec<(String, &'static str, Vec<(String, String)>)> {
    let mut projects = Vec::new();
    for rule in RULES {
        let (settings, text) = match rule.frame {
            Frame::Project => ("", project_text(rule.bad, &[])),
            Frame::Settings(settings) => (settings, project_text(rule.bad, &[])),
            Frame::Without(names) => ("", project_text(rule.bad, names)),
            Frame::Alone => ("", rule.bad.to_owned()),
            Frame::ProjectFile | Frame::Shell => continue,
        };
        projects.push((rule.code.id.to_owned(), settings, vec![("example.nsm".to_owned(), text)]));
    }
    for entry in fs::read_dir(cases::folder("")).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        projects.push((entry.display().to_string(), "", cases::files(&entry)));
    }
    for path in crate::syntax::cases::inputs("syntax").into_iter().chain(crate::syntax::cases::inputs("format")) {
        projects.push((path.display().to_string(), "", vec![("a.nsm".to_owned(), fs::read_to_string(&path).unwrap())]));
    }
    for case in case_names() {
        let text = fs::read_to_string(case.join("before.nsm")).unwrap();
        projects.push((case.display().to_string(), "", case_files(&text)));
    }
    projects
}

#[test]
fn no_fix_does_harm() {
    let harm = |(name, settings, files): (String, &str, Vec<(String, String)>)| {
        let harm = |unsafe_too| fixed(settings, &files, unsafe_too).holds(settings, unsafe_too).err();
        [false, true].map(|unsafe_too| Some(format!("{name}, unsafe fixes too: {unsafe_too}: {}", harm(unsafe_too)?)))
    };
    let failures: Vec<String> = projects().into_par_iter().flat_map_iter(harm).flatten().collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn the_pages_say_which_fixes_there_are() {
    let mut seen: BTreeMap<&str, BTreeSet<bool>> = BTreeMap::new();
    for (_, settings, files) in projects() {
        for diagnostic in fixed(settings, &files, false).before.diagnostics.iter() {
            seen.entry(diagnostic.code.id).or_default().extend(diagnostic.fixes.iter().map(|fix| fix.safe));
        }
    }
    let mut failures = Vec::new();
    for rule in RULES {
        let fixes = seen.get(rule.code.id).map(|kinds| kinds.iter().copied().collect::<Vec<bool>>()).unwrap_or_default();
        let shown = match fixes.as_slice() {
            [] => Fixing::Never,
            [true] => Fixing::Safe,
            [false] => Fixing::Unsafe,
            _ => Fixing::Both,
        };
        if shown != Fixing::of(rule.code) {
            failures.push(format!("{}: the page says {:?}, the cases show {shown:?}", rule.code.id, Fixing::of(rule.code)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn only_files_that_were_named_are_fixed() {
    let team = |name: &str| format!("team {name} {{\n  contact: \"a@b.example\"; channel: \"#a\"\n}}\n");
    let files = [("a.nsm".to_owned(), team("a")), ("b.nsm".to_owned(), team("b"))];
    let only = BTreeSet::from(["b.nsm".to_owned()]);
    with_project("", &files, |request, sources| {
        let mended = mend(&Request { only: Some(&only), ..*request }, sources);
        let text = |index: usize| mended.sources.file(request.files[index]).unwrap().text.clone();
        let laid_out = team("b").replace("; ", "\n  ");
        assert_eq!((text(0), text(1), mended.fixes), (team("a"), laid_out, 2));
    });
}
