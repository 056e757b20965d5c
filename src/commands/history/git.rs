//! git, asked so that nothing of a repository's or a user's configuration runs a program, opens a connection or waits for anybody.

use crate::project::repository;
use indexmap::IndexSet;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// How long all questions together may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// The most commits that are looked at, the newest first.
const COMMITS: usize = 500;
/// The most files.
const FILES: usize = 20;
/// The most bytes of one answer.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What holds for every question.
const SETTINGS: [&str; 8] = [
    "--no-pager",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "log.showSignature=false",
    "-c",
    "log.mailmap=false",
    "--no-replace-objects",
];

/// Of a log: one line of commits, no program that shows differences.
const LOG: [&str; 8] =
    ["log", "-m", "--first-parent", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--date=short"];

/// The repository around a folder.
pub struct Git {
    folder: PathBuf,
    deadline: Instant,
}

/// A commit of the branch that is checked out.
pub struct Commit {
    id: String,
    /// The day on its author's clock.
    pub day: Date,
}

impl Git {
    /// Where a folder lies in a repository.
    pub fn at(folder: &Path) -> Option<Git> {
        repository(folder).map(|_| Git { folder: folder.to_owned(), deadline: Instant::now() + PATIENCE })
    }

    /// The files with one of some endings in which a line that begins with a word was added or taken away since a day.
    pub fn files_with_changes_of(&self, word: &str, endings: &BTreeSet<&str>, since: Date) -> Option<BTreeSet<String>> {
        let changes = format!("-G^[ \t]*{word}[ \t]");
        let since = since_option(since);
        let mut arguments = LOG.to_vec();
        arguments.extend(["-z", "--format=", "--name-only", "--relative", &changes, &since, "HEAD", "--"]);
        let patterns: Vec<String> = endings.iter().map(|ending| format!("*.{ending}")).collect();
        if patterns.is_empty() {
            return None;
        }
        arguments.extend(patterns.iter().map(String::as_str));
        let answer = String::from_utf8(self.ask(&arguments, None)?).ok()?;
        // A file is named by each commit that changed it, the newest first.
        let names: IndexSet<&str> = answer.split(['\0', '\n']).filter(|name| !name.is_empty()).collect();
        Some(names.into_iter().take(FILES).map(str::to_owned).collect())
    }

    /// The commits since a day that changed one of some files, oldest first.
    pub fn commits(&self, paths: &BTreeSet<String>, since: Date) -> Option<Vec<Commit>> {
        if paths.is_empty() {
            return None;
        }
        let (since, most) = (since_option(since), format!("--max-count={COMMITS}"));
        let mut arguments = vec!["--literal-pathspecs"];
        arguments.extend(LOG);
        arguments.extend(["--format=%H %ad", &most, &since, "HEAD", "--"]);
        arguments.extend(paths.iter().map(String::as_str));
        let answer = String::from_utf8(self.ask(&arguments, None)?).ok()?;
        let commit = |line: &str| {
            let (id, day) = line.split_once(' ')?;
            Some(Commit { id: id.to_owned(), day: day.parse().ok()? })
        };
        let mut commits: Vec<Commit> = answer.lines().filter_map(commit).collect();
        commits.reverse();
        Some(commits)
    }

    /// The texts of some files: before the first commit, then after each of them. `None` where a file is not there.
    pub fn texts(&self, commits: &[Commit], paths: &BTreeSet<String>) -> Option<Vec<Vec<Option<String>>>> {
        let first = commits.first()?;
        let revisions = std::iter::once(format!("{}^", first.id)).chain(commits.iter().map(|commit| commit.id.clone()));
        let paths: Vec<&String> = paths.iter().filter(|path| !path.contains('\n')).collect();
        let mut questions = String::new();
        for revision in revisions {
            for path in &paths {
                questions.push_str(&format!("{revision}:./{path}\n"));
            }
        }
        let answer = self.ask(&["cat-file", "--batch"], Some(questions))?;
        let mut rest = answer.as_slice();
        let mut texts = Vec::new();
        while texts.len() <= commits.len() {
            let of_commit: Option<Vec<_>> = paths.iter().map(|_| next_text(&mut rest)).collect();
            texts.push(of_commit?);
        }
        Some(texts)
    }

    /// What git answers; nothing where it is not there, fails or takes too long.
    fn ask(&self, arguments: &[&str], input: Option<String>) -> Option<Vec<u8>> {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.folder).args(SETTINGS).args(arguments);
        // A hook that runs northstar sets some of them; others would change what is asked.
        for (name, _) in std::env::vars_os().filter(|(name, _)| begins_with_git(name)) {
            command.env_remove(name);
        }
        command.envs([
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("GIT_TERMINAL_PROMPT", "0"),
            // What a partial copy lacks is not fetched: no protocol has this name.
            ("GIT_NO_LAZY_FETCH", "1"),
            ("GIT_ALLOW_PROTOCOL", "none"),
            ("LC_ALL", "C"),
        ]);
        let stdin = if input.is_some() { Stdio::piped() } else { Stdio::null() };
        let mut child = command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        if let (Some(mut stdin), Some(input)) = (child.stdin.take(), input) {
            // git may answer before it has read everything.
            std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        }
        let (sender, receiver) = channel();
        if let Some(stdout) = child.stdout.take() {
            std::thread::spawn(move || {
                let mut answer = Vec::new();
                let read = stdout.take(LARGEST).read_to_end(&mut answer);
                sender.send(read.map(|_| answer))
            });
        }
        let answer = receiver.recv_timeout(self.deadline.saturating_duration_since(Instant::now()));
        let whole = answer.ok().and_then(Result::ok).filter(|answer| (answer.len() as u64) < LARGEST);
        if whole.is_none() {
            // It may have ended already.
            let _ = child.kill();
        }
        let ended = child.wait().ok()?;
        whole.filter(|_| ended.success())
    }
}

fn begins_with_git(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with("GIT_"))
}

fn since_option(day: Date) -> String {
    format!("--since={day}T00:00:00Z")
}

/// Takes the next answer of `cat-file --batch`: the text of a file, or nothing where there is no such file. `None` at the end.
fn next_text(rest: &mut &[u8]) -> Option<Option<String>> {
    let line_end = rest.iter().position(|byte| *byte == b'\n')?;
    let line = String::from_utf8_lossy(rest.get(..line_end)?).into_owned();
    *rest = rest.get(line_end + 1..)?;
    // `ID KIND SIZE`, or the question and `missing`.
    let mut words = line.rsplitn(3, ' ');
    let Some(size) = words.next().and_then(|size| size.parse::<usize>().ok()) else { return Some(None) };
    let kind = words.next();
    let content = rest.get(..size)?.to_vec();
    *rest = rest.get(size + 1..)?;
    Some((kind == Some("blob")).then(|| String::from_utf8(content).ok()).flatten())
}
