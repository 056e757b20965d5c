//! The program itself, run as a process: what it prints where, and its exit code.

mod check;
mod codes;
mod every_rule;
mod examples;
mod files;
mod fixing;
mod folders;
mod history;
mod interrupt;
mod layout;
mod names;
mod plot;
mod reviews;
mod schemas;
mod streams;
mod tests;

use crate::support;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_northstar");

/// Variables that change what the program prints; a test starts without them.
const VARIABLES: [&str; 6] = ["NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "WAREHOUSE_URL", "RUST_BACKTRACE"];

/// How a run of the program ended.
#[derive(Debug)]
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ended {
    /// The run, where the exit code is the one expected.
    #[track_caller]
    pub fn expect(self, code: i32) -> Ended {
        assert_eq!(self.code, code, "{self:#?}");
        assert!(!self.err.contains("northstar has a bug"), "{self:#?}");
        self
    }

    /// The run, where it says all of these words, wherever.
    #[track_caller]
    pub fn says(self, words: &[&str]) -> Ended {
        for word in words {
            assert!(self.out.contains(word) || self.err.contains(word), "{word}: {self:#?}");
        }
        self
    }
}

/// The program in a folder, with the drivers of the tests and a clean environment.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    for name in VARIABLES {
        command.env_remove(name);
    }
    command.env("NORTHSTAR_DATA_DIR", support::environment().variables["NORTHSTAR_DATA_DIR"].as_str());
    command
}

/// Runs the program in a folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Ended {
    ended(&mut command(folder, arguments))
}

/// Runs a prepared command to its end.
pub fn ended(command: &mut Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        code: output.status.code().expect("it was killed"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program with a text on its standard input.
pub fn fed(folder: &Path, arguments: &[&str], input: &[u8]) -> Ended {
    let mut command = command(folder, arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A project of its own for a test, gone with it.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// What `new` makes.
    pub fn scaffold() -> Project {
        static MADE: OnceLock<TempDir> = OnceLock::new();
        let made = MADE.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            run(folder.path(), &["new", "demo", "--dialect", "postgres"]).expect(0);
            run(folder.path(), &["new", "plain"]).expect(0);
            folder
        });
        let folder = tempfile::tempdir().unwrap();
        copy(&made.path().join("plain"), folder.path());
        Project { folder }
    }

    /// A project of these files.
    pub fn of(files: &[(&str, &str)]) -> Project {
        let project = Project { folder: tempfile::tempdir().unwrap() };
        files.iter().for_each(|(path, text)| project.write(path, text));
        project
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes one of its files.
    pub fn write(&self, path: &str, text: &str) {
        write(&self.path().join(path), text.as_bytes());
    }

    /// Replaces a part of one of its files, which must be there.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from}");
        self.write(path, &text.replacen(from, to, 1));
    }

    /// One of its files.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    /// Runs the program in it.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        run(self.path(), arguments)
    }
}

/// Writes a file, and the folders above it.
pub fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in contents(from) {
        write(&to.join(path), &bytes);
    }
}

/// All files below a folder, by their path in it.
pub fn contents(folder: &Path) -> std::collections::BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().strip_prefix(folder).unwrap().to_path_buf(), fs::read(entry.path()).unwrap())).collect()
}
