//! `--watch`: the check again, whenever a file of the project changes.

use super::{Arguments, once};
use crate::commands::output::Outcome;
use crate::commands::session::Session;
use crate::diagnostic::Diagnostics;
use crate::project::{find, load, read_files};
use crate::source::SourceMap;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// How long nothing may happen before a change is taken for done: editors and git write several files, or one in several steps.
const QUIET: Duration = Duration::from_millis(50);

/// Checks until the process is interrupted, or nobody reads what it prints.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let root = match session.start() {
        Ok(start) => find(&start).unwrap_or(start),
        Err(outcome) => return outcome,
    };
    let (sender, events) = channel();
    let watcher = notify::recommended_watcher(sender).and_then(|mut watcher: RecommendedWatcher| {
        watcher.watch(&root, RecursiveMode::Recursive)?;
        Ok(watcher)
    });
    // It watches for as long as it lives.
    let _watcher = match watcher {
        Ok(watcher) => watcher,
        Err(error) => {
            let help = "run the check by hand; the system may limit how many files can be watched";
            return session.terminal.refuse(&format!("`{}` cannot be watched: {error}", root.display()), Some(help));
        }
    };
    let mut texts = texts(&root);
    loop {
        session.terminal.clear();
        let outcome = once(arguments, session);
        session.terminal.note("watching the project; an interrupt (Ctrl-C) ends it");
        session.terminal.flush();
        if session.terminal.is_closed() {
            return outcome;
        }
        loop {
            if !wait(&events) {
                return session.terminal.refuse("the files cannot be watched any more", None);
            }
            let now = self::texts(&root);
            if now != texts {
                texts = now;
                break;
            }
        }
    }
}

/// Waits until something has changed and nothing changes any more. False where no change will ever be told.
fn wait(events: &Receiver<notify::Result<Event>>) -> bool {
    let mut changed = false;
    loop {
        let event = if changed { events.recv_timeout(QUIET) } else { events.recv().map_err(RecvTimeoutError::from) };
        match event {
            // Our own reading is told too.
            Ok(Ok(Event { kind: EventKind::Access(_), .. })) => {}
            Ok(_) => changed = true,
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// The paths and texts of a project's files, and how many faults there were in reading them.
fn texts(root: &Path) -> (Vec<(String, String)>, usize) {
    let (mut sources, mut found) = (SourceMap::default(), Diagnostics::default());
    if let Some(config) = load(root, &mut sources, &mut found) {
        read_files(&config, None, &mut sources, &mut found);
    }
    (sources.files().map(|(_, file)| (file.path.clone(), file.text.clone())).collect(), found.len())
}
