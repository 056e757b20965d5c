//! Links between the Markdown pages of the repository: files and headings exist.

use super::root;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// The repository's own pages, without what is built, fetched, or expected of generated projects.
fn pages() -> Vec<std::path::PathBuf> {
    let skipped = ["target", ".git", ".tools", "tests/cases", "examples/git/data"];
    let walk = WalkDir::new(root()).into_iter().filter_entry(|entry| {
        let path = entry.path().strip_prefix(root()).unwrap();
        !skipped.iter().any(|name| path == Path::new(name))
    });
    let files = walk.map(|entry| entry.unwrap().into_path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect()
}

/// The lines of a page outside its fenced blocks.
fn prose(text: &str) -> Vec<&str> {
    let mut fenced = false;
    let outside = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    outside.collect()
}

/// What the links of a line point at; code between backticks holds none.
fn targets(line: &str) -> Vec<String> {
    let plain: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
    plain.split("](").skip(1).filter_map(|rest| rest.split(')').next()).map(str::to_owned).collect()
}

/// The names that headings can be linked by, made as forges make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text).into_iter().filter(|line| line.starts_with('#'));
    let name = |heading: &str| -> String {
        let words = heading.trim_start_matches('#').trim().to_lowercase();
        words
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
            .map(|c| if c == ' ' { '-' } else { c })
            .collect()
    };
    headings.map(name).collect()
}

/// What is wrong with a link, if anything.
fn broken(page: &Path, text: &str, target: &str) -> Option<String> {
    if ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme)) {
        return None;
    }
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = page.parent().unwrap().join(file);
    if !file.is_empty() && !path.exists() {
        return Some("no such file".to_owned());
    }
    let other = if file.is_empty() { text.to_owned() } else { fs::read_to_string(&path).unwrap_or_default() };
    (!anchor.is_empty() && !anchors(&other).contains(anchor)).then(|| format!("no heading `{anchor}`"))
}

#[test]
fn lead_somewhere() {
    let (mut count, mut wrong) = (0, Vec::new());
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for target in prose(&text).into_iter().flat_map(targets) {
            count += 1;
            let fault = broken(&page, &text, &target);
            wrong.extend(fault.map(|fault| format!("{}: {target}: {fault}", page.strip_prefix(root()).unwrap().display())));
        }
    }
    assert!(count > 20, "only {count} links found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
