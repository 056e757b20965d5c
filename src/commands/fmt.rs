//! `northstar fmt`: every metric file in one layout.

use super::output::{Outcome, counted};
use super::rewrite::{replace, unified};
use super::session::{Opened, Session};
use crate::diagnostic::Diagnostics;
use crate::source::{FileId, SourceMap};
use std::io::Read;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  northstar fmt                       format every file of the project
  northstar fmt metrics/stays.nsm     format one file
  northstar fmt --check               name the files that would change, and change nothing
  northstar fmt --diff                show what would change, and change nothing

Exit codes: 0 done, 1 a file would change (`--check`, `--diff`), 2 a file does not parse.";

/// The arguments of `fmt`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Format these files or folders only (`-`: standard input to standard output)
    pub files: Vec<PathBuf>,
    /// Name the files that would change, and change nothing
    #[arg(long)]
    pub check: bool,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub diff: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    if arguments.files.iter().any(|path| path.as_os_str() == "-") {
        return standard_input(arguments, session);
    }
    let opened = match session.open() {
        Ok(opened) => opened,
        Err(outcome) => return outcome,
    };
    let chosen = match super::check::paths(&arguments.files, session, &opened.sources, &opened.config.root) {
        Ok(chosen) => chosen,
        Err(outcome) => return outcome,
    };
    let mut failed = !opened.diagnostics.is_empty();
    session.terminal.complaints(&opened.diagnostics, &opened.sources, session.shown);
    let mut changed = 0;
    for id in &opened.files {
        let Some(file) = opened.sources.file(*id) else { continue };
        if !arguments.files.is_empty() && !chosen.contains(&file.path) {
            continue;
        }
        let Some(formatted) = formatted(*id, &file.text, &opened.sources, session) else {
            failed = true;
            continue;
        };
        if formatted == file.text {
            continue;
        }
        changed += 1;
        if let Err(outcome) = put(arguments, session, &opened, &file.path, &file.text, &formatted) {
            return outcome;
        }
    }
    if failed {
        Outcome::Error
    } else if changed > 0 && (arguments.check || arguments.diff) {
        Outcome::Findings
    } else {
        if !arguments.check && !arguments.diff {
            session.terminal.note(&format!("formatted {}", counted(changed, "file")));
        }
        Outcome::Ok
    }
}

/// Names, shows or writes a file that is not in its one layout.
fn put(arguments: &Arguments, session: &mut Session, opened: &Opened, path: &str, old: &str, new: &str) -> Result<(), Outcome> {
    if arguments.check {
        session.terminal.print(&format!("{path}\n"));
    }
    if arguments.diff {
        session.terminal.print(&unified(path, old, new));
    }
    if arguments.check || arguments.diff {
        return Ok(());
    }
    let place = opened.config.root.join(path);
    replace(&place, new).map_err(|error| {
        let message = format!("`{path}` cannot be written: {error}");
        session.terminal.refuse(&message, Some("check that it may be written to; files before it are formatted"))
    })
}

/// The file in its one layout; its faults are shown where it has any, and it is left as it is.
fn formatted(id: FileId, text: &str, sources: &SourceMap, session: &mut Session) -> Option<String> {
    let mut found = Diagnostics::default();
    let file = crate::syntax::parse(id, text, &mut found);
    if found.errors() > 0 {
        found.sort(sources);
        session.terminal.complaints(&found, sources, session.shown);
        return None;
    }
    Some(crate::format::format(&file, text))
}

/// Formats standard input to standard output; needs no project.
fn standard_input(arguments: &Arguments, session: &mut Session) -> Outcome {
    if arguments.files.len() > 1 {
        return session.terminal.refuse("`-` stands alone", Some("name files, or give one on standard input"));
    }
    let mut bytes = Vec::new();
    if let Err(error) = std::io::stdin().lock().read_to_end(&mut bytes) {
        return session.terminal.refuse(&format!("standard input cannot be read: {error}"), None);
    }
    let Ok(text) = String::from_utf8(bytes) else {
        return session.terminal.refuse("standard input is not UTF-8", Some("save the file as UTF-8"));
    };
    let mut sources = SourceMap::default();
    let id = sources.add("-", text.as_str());
    let Some(formatted) = formatted(id, &text, &sources, session) else { return Outcome::Error };
    let changed = formatted != text;
    if arguments.diff {
        session.terminal.print(&unified("-", &text, &formatted));
    } else if !arguments.check {
        session.terminal.print(&formatted);
    }
    if changed && (arguments.check || arguments.diff) { Outcome::Findings } else { Outcome::Ok }
}
