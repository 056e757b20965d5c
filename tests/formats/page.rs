//! `docs/reference/formats.md` shows what the formats say of the project that it shows.

use super::FORMATS;
use crate::cli::Project;
use crate::support;
use std::fs;

#[test]
fn the_page_shows_what_is_printed() {
    let page = fs::read_to_string(support::repository().join("docs/reference/formats.md")).unwrap();
    let block = |language: &str| page.split(&format!("```{language}\n")).nth(1).unwrap().split("```").next().unwrap();
    let project = Project::of(&[("northstar.toml", block("toml")), ("metrics/stays.nsm", block("nsm"))]);
    let mut shown = Vec::new();
    for example in page.split("```text\n$ northstar check --format ").skip(1) {
        let (format, rest) = example.split_once('\n').unwrap();
        assert_eq!(rest.split("```").next().unwrap(), project.run(&["check", "--format", format]).expect(1).out, "{format}");
        shown.push(format);
    }
    // That of SARIF is long; the page has a table of it.
    let mut expected: Vec<&str> = FORMATS.into_iter().filter(|format| *format != "sarif").collect();
    shown.sort_unstable();
    expected.sort_unstable();
    assert_eq!(shown, expected);
}
