//! Fixes, made on the texts of a project round after round until none is left.

use crate::Moment;
use crate::diagnostic::apply::apply;
use crate::diagnostic::{Diagnostic, Diagnostics, Fix};
use crate::model::Project;
use crate::project::config::Config;
use crate::rules::StarChange;
use crate::source::{FileId, SourceMap};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// How often the project is checked again for what a fix brings to light.
const ROUNDS: usize = 10;

/// What is to be mended.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The project file's content.
    pub config: &'a Config,
    /// The metric files.
    pub files: &'a [FileId],
    /// The day that rules about dates look at.
    pub as_of: Date,
    /// What the history of the files tells of the north star.
    pub star_changes: &'a [StarChange],
    /// What was found when the files were read.
    pub read: &'a Diagnostics,
    /// Whether fixes are made that are only likely to be right.
    pub unsafe_too: bool,
    /// The files that may be changed; all where there is none.
    pub only: Option<&'a BTreeSet<String>>,
}

/// A project after its fixes.
pub struct Mended {
    /// The texts as they are now.
    pub sources: SourceMap,
    /// What they declare.
    pub project: Project,
    /// What is left to find.
    pub diagnostics: Diagnostics,
    /// How many fixes were made.
    pub fixes: usize,
    /// Files that parsed, and no longer would have: their fixes have a bug and were not made.
    pub broken: BTreeSet<FileId>,
}

/// Makes every fix that may be made, on the texts only. Each round's findings are of the texts that the round before left. A round that
/// takes a file from parsing to not parsing is thrown away, and that file is left alone from then on.
pub fn mend(request: &Request, sources: &SourceMap) -> Mended {
    rounds(request, sources.clone(), |sources| checked(request, sources))
}

fn rounds(request: &Request, sources: SourceMap, check: impl Fn(SourceMap) -> Mended) -> Mended {
    let mut now = check(sources);
    for _ in 0..ROUNDS {
        let fixes = now.diagnostics.iter().filter_map(|diagnostic| chosen(request, diagnostic, &now));
        let applied = apply(fixes, &now.sources);
        if applied.fixes == 0 {
            break;
        }
        let breaks = |(file, text): &(&FileId, &String)| parses(**file, now.text(**file)) && !parses(**file, text);
        let broken: Vec<FileId> = applied.texts.iter().filter(breaks).map(|(file, _)| *file).collect();
        if !broken.is_empty() {
            now.broken.extend(broken);
            continue;
        }
        let mut sources = now.sources.clone();
        for (file, text) in applied.texts {
            let text = if is_formatted(file, now.text(file)) { formatted(file, &text).unwrap_or(text) } else { text };
            sources.replace(file, text);
        }
        now = Mended { fixes: now.fixes + applied.fixes, broken: now.broken, ..check(sources) };
    }
    now
}

impl Mended {
    fn text(&self, file: FileId) -> &str {
        self.sources.file(file).map_or("", |file| &file.text)
    }

    /// The files whose text is another than it was: id, old text and new.
    pub fn changed<'a>(&'a self, before: &'a SourceMap) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
        let pairs = before.files().filter_map(|(id, old)| Some((old, self.sources.file(id)?)));
        pairs
            .filter(|(old, new)| old.text != new.text)
            .map(|(old, new)| (old.path.as_str(), old.text.as_str(), new.text.as_str()))
    }
}

fn checked(request: &Request, sources: SourceMap) -> Mended {
    let mut diagnostics = request.read.clone();
    let moment = Moment { as_of: request.as_of, star_changes: request.star_changes };
    let project = crate::check_at(request.config, &sources, request.files, &moment, &mut diagnostics);
    Mended { sources, project, diagnostics, fixes: 0, broken: BTreeSet::new() }
}

/// The first fix of a finding that may be made.
fn chosen<'a>(request: &Request, diagnostic: &'a Diagnostic, now: &Mended) -> Option<&'a Fix> {
    let within = |fix: &&Fix| {
        fix.edits.iter().all(|edit| {
            let listed = request.only.is_none_or(|only| only.contains(now.sources.path(edit.span)));
            listed && request.files.contains(&edit.span.file) && !now.broken.contains(&edit.span.file)
        })
    };
    diagnostic.fixes.iter().filter(|fix| fix.safe || request.unsafe_too).find(within)
}

fn parses(file: FileId, text: &str) -> bool {
    formatted(file, text).is_some()
}

/// Whether a file is in its one layout; a fix leaves it so.
fn is_formatted(file: FileId, text: &str) -> bool {
    formatted(file, text).as_deref() == Some(text)
}

/// The file in its one layout; `None` where it does not parse.
fn formatted(file: FileId, text: &str) -> Option<String> {
    let mut found = Diagnostics::default();
    let parsed = crate::syntax::parse(file, text, &mut found);
    (found.errors() == 0).then(|| crate::format::format(&parsed, text))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::diagnostic::{Edit, codes};
    use crate::source::Span;

    const TEAM: &str = "team a {\n  lead: \"Ada\"\n}\n";

    /// Mends two files whose findings, always, say to put a text at their start.
    fn mended(first: &str, second: &str) -> (String, String, Mended) {
        let (mut sources, read) = (SourceMap::default(), Diagnostics::default());
        let files = [sources.add("a.nsm", TEAM), sources.add("b.nsm", TEAM)];
        let mut unread = Diagnostics::default();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(crate::project::FILE_NAME), "[project]\nname = \"a\"\n").unwrap();
        let config = crate::project::load(folder.path(), &mut SourceMap::default(), &mut unread).unwrap();
        let request = Request {
            config: &config,
            files: &files,
            as_of: Date::constant(2026, 1, 5),
            star_changes: &[],
            read: &read,
            unsafe_too: false,
            only: None,
        };
        let check = |sources: SourceMap| {
            let mut diagnostics = Diagnostics::default();
            for (file, text) in files.iter().zip([first, second]) {
                let fix = Fix::safe("", vec![Edit::new(Span::new(*file, 0, 0), text)]);
                diagnostics.push(Diagnostic::global(codes::SYNTAX, "").fix(fix));
            }
            Mended { sources, project: Project::default(), diagnostics, fixes: 0, broken: BTreeSet::new() }
        };
        let mended = rounds(&request, sources, check);
        let [first, second] = files.map(|file| mended.text(file).to_owned());
        (first, second, mended)
    }

    #[test]
    fn a_file_that_parsed_is_never_broken_and_the_others_are_mended() {
        let (first, second, mended) = mended("}", "# b\n");
        assert_eq!(first, TEAM);
        assert!(second.starts_with("# b\n") && second.ends_with(TEAM));
        assert_eq!(mended.broken, BTreeSet::from([FileId(0)]));
    }

    #[test]
    fn fixes_that_find_no_end_are_ended() {
        let (first, _, mended) = mended("# a\n", "# b\n");
        assert_eq!((first, mended.fixes), (format!("{}{TEAM}", "# a\n".repeat(ROUNDS)), 2 * ROUNDS));
    }
}
