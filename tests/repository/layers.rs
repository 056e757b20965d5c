//! The layers of the architecture: which folder of `src/` may use which, and what only `commands/` may do.

use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The folders, each with the height of its layer: a folder may use those below it, and itself.
const LAYERS: &[(&str, usize)] = &[
    ("source", 0),
    ("diagnostic", 1),
    ("project", 2),
    ("syntax", 3),
    ("format", 4),
    ("model", 4),
    ("rules", 5),
    ("plan", 6),
    ("sql", 7),
    ("docs", 8),
    ("warehouse", 9),
    ("commands", 10),
];

/// What a folder must not know besides, though it stands lower: documentation knows nothing of SQL, nor formatting of meaning.
const APART: &[(&str, &str)] = &[
    ("format", "model"),
    ("model", "format"),
    ("docs", "sql"),
    ("docs", "plan"),
    ("warehouse", "sql"),
    ("warehouse", "plan"),
    ("warehouse", "model"),
];

/// What reaches out of a function: only `commands/` prints, exits, or reads the clock and the environment.
const OUTWARD: &[&str] = &[
    "println!",
    "eprintln!",
    "print!(",
    "eprint!(",
    "dbg!",
    "std::env::",
    "env::var",
    "process::exit",
    "std::process",
    "io::stdout",
    "io::stderr",
    "io::stdin",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "catch_unwind",
];
/// What touches the disk or the network.
const DISK: &[&str] = &["std::fs", "fs::", "File::open", "std::net", "TcpStream", "WalkDir", ".canonicalize()", ".exists()"];

/// Exceptions, each with its reason.
const ALLOWED: &[(&str, &str, &str)] = &[
    ("warehouse/", "std::env::", "`std::env::consts` is the system that it was compiled for, not the environment"),
    ("warehouse/", "std::process", "drivers are fetched by npm or pip"),
    ("warehouse/", "Instant::now", "a fetch that hangs is given up"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every file of the sources with its path in `src/` and its lines outside tests and comments.
fn files() -> Vec<(String, Vec<String>)> {
    let files = WalkDir::new(root()).sort_by_file_name().into_iter().map(Result::unwrap);
    let rust = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"));
    let mut read = Vec::new();
    for entry in rust {
        let path = entry.path().strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        if path.split('/').any(|part| part.contains("tests")) {
            continue;
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        // Tests stand last in a file.
        let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap();
        let lines = code.lines().map(|line| line.split("//").next().unwrap().to_owned());
        read.push((path, lines.collect()));
    }
    assert!(read.len() > 200, "{}", read.len());
    read
}

fn layer(folder: &str) -> Option<usize> {
    LAYERS.iter().find(|(name, _)| *name == folder).map(|(_, height)| *height)
}

/// The folders that a line names: `crate::model::…`, also within braces.
fn named(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    for rest in line.split("crate::").skip(1) {
        let groups = rest.strip_prefix('{').map(|inner| inner.split('}').next().unwrap_or(inner).split(',').collect::<Vec<_>>());
        for piece in groups.unwrap_or_else(|| vec![rest]) {
            let name: String = piece.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            names.push(name);
        }
    }
    names
}

#[test]
fn every_folder_has_a_layer() {
    for entry in fs::read_dir(root()).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(layer(&name).is_some(), "src/{name} stands in no layer");
    }
    assert_eq!(named("use crate::model::{Id, Project};"), ["model"]);
    assert_eq!(named("use crate::{check, sql::print}; fn f(x: crate::plan::Plan) {}"), ["check", "sql", "plan"]);
}

#[test]
fn a_folder_uses_only_those_below_it() {
    let mut wrong = Vec::new();
    for (path, lines) in files() {
        let Some((folder, height)) = path.split_once('/').and_then(|(folder, _)| Some((folder, layer(folder)?))) else {
            continue;
        };
        for (number, line) in lines.iter().enumerate() {
            for name in named(line) {
                let above = layer(&name).is_some_and(|used| used > height || (used == height && name != folder));
                if above || APART.contains(&(folder, name.as_str())) {
                    wrong.push(format!("src/{path}:{} uses {name}: {}", number + 1, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_commands_print_exit_and_look_at_the_clock() {
    let mut wrong = Vec::new();
    for (path, lines) in files().into_iter().filter(|(path, _)| !path.starts_with("commands/") && path != "main.rs") {
        let on_disk = ["project/", "warehouse/"].iter().any(|folder| path.starts_with(folder));
        let words = OUTWARD.iter().chain(if on_disk { &[] } else { DISK });
        for word in words {
            if ALLOWED.iter().any(|(of, allowed, _)| path.starts_with(of) && word == allowed) {
                continue;
            }
            for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.contains(word)) {
                wrong.push(format!("src/{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
