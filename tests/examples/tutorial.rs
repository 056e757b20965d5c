//! `docs/tutorial.md`, done step by step: its files are written, its commands run, and what it shows of their output is compared.

use crate::support::program::northstar;
use crate::support::{repository, wanted};
use std::fs;
use std::path::Path;

/// A fenced block: its language and its text.
struct Block {
    language: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in page.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(language), None) => open = Some(Block { language: language.to_owned(), text: String::new() }),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => block.text.push_str(&format!("{line}\n")),
            (None, None) => {}
        }
    }
    blocks
}

/// Where the tutorial says that a block goes, in its order; the third of the metric blocks is added to the second.
const FILES: [(&str, &str); 6] = [
    ("toml", "northstar.toml"),
    ("csv", "data/listings.csv"),
    ("csv", "data/bookings.csv"),
    ("nsm", "metrics/sources.nsm"),
    ("nsm", "metrics/stays.nsm"),
    ("nsm", "metrics/stays.nsm"),
];

fn add(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    let there = fs::read_to_string(&path).unwrap_or_default();
    let gap = if there.is_empty() { "" } else { "\n" };
    fs::write(path, format!("{there}{gap}{text}")).unwrap();
}

/// The lines that step 4 gives the north star, after its last one.
fn give_the_north_star(folder: &Path, lines: &str) {
    let path = folder.join("metrics/stays.nsm");
    let last = "  revisit:     every 1 year\n";
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(last));
    fs::write(path, text.replace(last, &format!("{last}{lines}"))).unwrap();
}

/// How long something took is different each time.
fn untimed(text: &str) -> String {
    let lines = text.lines().map(|line| match (line.find(" in "), line.find(" s: ")) {
        (Some(start), Some(end)) if line.starts_with("checked") => format!("{}{}\n", &line[..start], &line[end + 2..]),
        (Some(start), None) if line.contains(" passed in ") => format!("{}\n", &line[..start]),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

/// The words of a command, and how it should end.
fn run(folder: &Path, command: &str, shown: &str, expected: i32) {
    let arguments: Vec<&str> = command.split(' ').collect();
    let needs_engine = matches!(arguments[0], "query" | "test") && !command.contains("--sql");
    if (needs_engine && !wanted("duckdb")) || arguments[0] == "driver" {
        return;
    }
    let said = northstar(folder, &arguments);
    assert_eq!(said.code, expected, "northstar {command}\n{}{}", said.out, said.err);
    if !shown.is_empty() {
        assert_eq!(untimed(shown), untimed(&said.out), "northstar {command}");
    }
}

#[test]
fn every_step_works() {
    let page = fs::read_to_string(repository().join("docs/tutorial.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    ["metrics", "data"].iter().for_each(|name| fs::create_dir(folder.path().join(name)).unwrap());
    let mut files = FILES.iter();
    let mut checks = 0;
    for block in blocks(&page) {
        match block.language.as_str() {
            "console" => {
                for part in block.text.split("$ northstar ").skip(1) {
                    let (command, shown) = part.split_once('\n').unwrap();
                    checks += usize::from(command == "check");
                    // The first check finds that a north star alone is not enough.
                    run(folder.path(), command, shown, i32::from(command == "check" && checks == 1));
                }
            }
            "text" => give_the_north_star(folder.path(), &block.text),
            language => match files.next() {
                Some((expected, name)) => {
                    assert_eq!(language, *expected, "{name}");
                    add(folder.path(), name, &block.text);
                }
                None => add(folder.path(), "metrics/stays.nsm", &block.text),
            },
        }
    }
    assert!(checks >= 2 && files.next().is_none());
    // In the end nothing is left to say.
    run(folder.path(), "check --deny warnings", "", 0);
}
