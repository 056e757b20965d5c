//! `check --fix` and `check --diff`: the fixes of findings, written to the files or shown.

use super::mend::{Mended, Request, mend};
use super::{Arguments, keep_only, paths};
use crate::commands::output::{self, Outcome, counted};
use crate::commands::rewrite::{replace, unified};
use crate::commands::session::{Checked, Opened, Session, today};
use crate::source::SourceMap;
use std::path::Path;

/// Makes the fixes and gives what is left to find; `Err` is how the run ends where nothing is to be reported besides.
pub fn run(arguments: &Arguments, session: &mut Session) -> Result<Checked, Outcome> {
    let Opened { config, sources, files, diagnostics } = session.open()?;
    let only = paths(&arguments.files, session, &sources, &config.root)?;
    let as_of = arguments.as_of.unwrap_or_else(|| today(&config));
    let star_changes = session.star_changes(&config, &sources, &files, as_of);
    let request = Request {
        config: &config,
        files: &files,
        as_of,
        star_changes: &star_changes,
        read: &diagnostics,
        unsafe_too: arguments.unsafe_fixes,
        only: Some(&only).filter(|_| !arguments.files.is_empty()),
    };
    let mended = mend(&request, &sources);
    complain_of_bugs(&mended, session);
    if arguments.diff {
        let mut unreadable = mended.diagnostics.clone();
        unreadable.retain_mut(|found| output::stops(found));
        session.terminal.complaints(&unreadable, &mended.sources, session.shown);
        return Err(show(&mended, &sources, session));
    }
    let changed = write(&mended, &sources, &config.root, session)?;
    let bug = !mended.broken.is_empty();
    let Mended { sources, project, mut diagnostics, fixes, .. } = mended;
    keep_only(&mut diagnostics, &sources, request.only);
    Ok(Checked { files: files.len(), config, sources, project, diagnostics, fixed: (fixes, changed), bug })
}

/// Prints what would change.
fn show(mended: &Mended, sources: &SourceMap, session: &mut Session) -> Outcome {
    let mut files = 0;
    for (path, old, new) in mended.changed(sources) {
        session.terminal.print(&unified(path, old, new));
        files += 1;
    }
    session.terminal.note(&format!("would fix {} in {}", counted(mended.fixes, "finding"), counted(files, "file")));
    if mended.diagnostics.iter().any(output::stops) || !mended.broken.is_empty() {
        Outcome::Error
    } else if files > 0 {
        Outcome::Findings
    } else {
        Outcome::Ok
    }
}

/// Writes the files that changed, all or, where one was changed by somebody else in between, none. Gives how many.
fn write(mended: &Mended, sources: &SourceMap, root: &Path, session: &mut Session) -> Result<usize, Outcome> {
    let changed: Vec<_> = mended.changed(sources).collect();
    for (path, old, _) in &changed {
        if std::fs::read(root.join(path)).ok().as_deref() != Some(old.as_bytes()) {
            let message = format!("`{path}` was changed while its findings were fixed; nothing was written");
            return Err(session.terminal.refuse(&message, Some("run the command again")));
        }
    }
    for (path, _, new) in &changed {
        if let Err(error) = replace(&root.join(path), new) {
            let message = format!("`{path}` cannot be written: {error}");
            return Err(session.terminal.refuse(&message, Some("check that it may be written to; files before it are fixed")));
        }
    }
    Ok(changed.len())
}

fn complain_of_bugs(mended: &Mended, session: &mut Session) {
    for file in mended.broken.iter().filter_map(|id| mended.sources.file(*id)) {
        let message =
            format!("the fixes for `{}` would have left it unreadable and were not made: a bug in northstar", file.path);
        let help = format!("tell {}, with the file as it is", crate::commands::ISSUES);
        session.terminal.refuse(&message, Some(&help));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::commands::output::Terminal;
    use crate::diagnostic::Diagnostics;
    use crate::model::Project;
    use std::collections::BTreeSet;
    use std::fs;

    /// What writing makes of two files of which `a` was read as `old a`, where the disk has something else for `a`.
    fn written(on_disk: &str) -> (Result<usize, Outcome>, String, String) {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("b"), "old b").unwrap();
        fs::write(path("a"), on_disk).unwrap();
        let (mut before, mut after) = (SourceMap::default(), SourceMap::default());
        for name in ["b", "a"] {
            before.add(name, format!("old {name}"));
            after.add(name, format!("new {name}"));
        }
        let (project, diagnostics) = (Project::default(), Diagnostics::default());
        let mended = Mended { sources: after, project, diagnostics, fixes: 2, broken: BTreeSet::new() };
        let mut session = Session::new(Terminal::to(Box::new(std::io::sink()), Box::new(std::io::sink())), None);
        let result = write(&mended, &before, folder.path(), &mut session);
        (result, fs::read_to_string(path("a")).unwrap(), fs::read_to_string(path("b")).unwrap())
    }

    #[test]
    fn nothing_is_written_where_a_file_was_changed_in_between() {
        assert_eq!(written("old a"), (Ok(2), "new a".to_owned(), "new b".to_owned()));
        assert_eq!(written("newer a"), (Err(Outcome::Error), "newer a".to_owned(), "old b".to_owned()));
    }
}
