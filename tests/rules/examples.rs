//! The examples on the pages of the rules: the bad one raises its code once and nothing else, the good one nothing at all.

use super::{check, codes, lines};
use northstar::rules::{Frame, RULES, Rule, project_text};

#[test]
fn bad_examples_raise_just_their_code_and_good_ones_nothing() {
    let mut failures = Vec::new();
    let mut checked = 0;
    for rule in RULES {
        let without: &[&str] = match rule.frame {
            Frame::Project | Frame::Settings(_) => &[],
            Frame::Without(names) => names,
            Frame::Alone => &[],
            Frame::ProjectFile | Frame::Shell => continue,
        };
        checked += 1;
        let settings = settings(rule);
        let bad = if rule.frame == Frame::Alone { rule.bad.to_owned() } else { project_text(rule.bad, without) };
        let (sources, found) = check(settings, &[("example.nsm", &bad)]);
        if codes(&found) != [rule.code.id] {
            failures.push(format!("{} bad:\n  {}", rule.code.id, lines(&sources, &found).join("\n  ")));
        }
        let (sources, found) = check(settings, &[("example.nsm", &project_text(rule.good, &[]))]);
        if !found.is_empty() {
            failures.push(format!("{} good:\n  {}", rule.code.id, lines(&sources, &found).join("\n  ")));
        }
    }
    assert!(failures.is_empty(), "{} of {checked} rules:\n{}", failures.len(), failures.join("\n"));
    assert!(checked >= 60);
}

/// What stands in the project file.
fn settings(rule: &Rule) -> &'static str {
    if let Frame::Settings(settings) = rule.frame { settings } else { "" }
}

#[test]
fn what_an_example_finds_says_what_to_write() {
    for rule in RULES.iter().filter(|rule| rule.check.is_some() && !matches!(rule.frame, Frame::Shell | Frame::ProjectFile)) {
        let without: &[&str] = if let Frame::Without(names) = rule.frame { names } else { &[] };
        let bad = if rule.frame == Frame::Alone { rule.bad.to_owned() } else { project_text(rule.bad, without) };
        let (_, found) = check(settings(rule), &[("example.nsm", &bad)]);
        for finding in found.iter() {
            assert!(finding.help.is_some(), "{}: no help", finding.code.id);
            let first = finding.message.chars().next().unwrap();
            assert!(!first.is_uppercase() && !finding.message.ends_with('.'), "{}: {}", finding.code.id, finding.message);
            assert!(finding.primary.as_ref().is_none_or(|label| !label.text.is_empty()), "{}", finding.code.id);
        }
    }
}
