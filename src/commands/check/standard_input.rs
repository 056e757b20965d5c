//! `check -`: a text on standard input that stands for a file of the project.

use super::Arguments;
use crate::commands::output::Outcome;
use crate::commands::session::Session;
use crate::project::{Given, find};
use std::io::Read;
use std::path::{Component, Path};

/// Whether standard input is to be read.
pub fn is_asked_for(arguments: &Arguments) -> bool {
    arguments.files.iter().any(|path| path.as_os_str() == "-")
}

/// What stands on standard input, as the file that `--stdin-filename` names, or as one more that is called `-`.
///
/// # Errors
/// The outcome, after saying so, where it cannot be read or the name is not of the project.
pub fn read(arguments: &Arguments, session: &mut Session) -> Result<Given, Outcome> {
    if arguments.files.len() > 1 {
        return Err(session.terminal.refuse("`-` stands alone", Some("name files, or give one on standard input")));
    }
    let path = match &arguments.stdin_filename {
        Some(name) => path_in_project(name, session)?,
        None => "-".to_owned(),
    };
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok(Given { path, bytes }),
        Err(error) => Err(session.terminal.refuse(&format!("standard input cannot be read: {error}"), None)),
    }
}

/// A name as the project writes it: from its root, with `/`. The file itself need not exist.
fn path_in_project(name: &Path, session: &mut Session) -> Result<String, Outcome> {
    let start = session.start()?;
    // Where there is no project, the check itself says so.
    let Ok(root) = find(&start) else { return Ok("-".to_owned()) };
    let absolute = std::path::absolute(name).unwrap_or_else(|_| name.to_owned());
    // The file's folder may be reached by a link; the file may be new.
    let folder = absolute.parent().and_then(|folder| folder.canonicalize().ok());
    let real = folder.zip(absolute.file_name()).map_or(absolute.clone(), |(folder, name)| folder.join(name));
    let leaves = |path: &Path| path.components().any(|part| part == Component::ParentDir);
    match real.strip_prefix(&root) {
        Ok(inside) if !leaves(inside) => Ok(inside.to_string_lossy().replace('\\', "/")),
        _ => {
            let message = format!("`{}` is not in the project, whose folder is `{}`", name.display(), root.display());
            Err(session.terminal.refuse(&message, Some("`--stdin-filename` names the file that the text is of")))
        }
    }
}
