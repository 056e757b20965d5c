//! How many findings there are of each rule.

use super::human::{Style, level, paint};
use super::{Code, Diagnostics, Level};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many findings there are of a rule, at a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The rule.
    pub code: Code,
    /// The level of these findings.
    pub level: Level,
    /// How many.
    pub count: usize,
    /// How many of them a safe fix mends.
    pub fixable: usize,
}

/// The findings of each rule, counted, most first.
pub fn counts(diagnostics: &Diagnostics) -> Vec<Count> {
    let mut counts: BTreeMap<(Code, Level), Count> = BTreeMap::new();
    for diagnostic in diagnostics.iter() {
        let new = Count { code: diagnostic.code, level: diagnostic.level, count: 0, fixable: 0 };
        let count = counts.entry((diagnostic.code, diagnostic.level)).or_insert(new);
        count.count += 1;
        count.fixable += usize::from(diagnostic.fixes.iter().any(|fix| fix.safe));
    }
    let mut counts: Vec<Count> = counts.into_values().collect();
    counts.sort_by_key(|count| (Reverse(count.count), count.code.id));
    counts
}

/// A line for each rule: `  12  warning  NS401 no-owner (3 fixable with --fix)`.
pub fn table(counts: &[Count], style: Style) -> String {
    let width = counts.iter().map(|count| count.count.to_string().len()).max().unwrap_or(0);
    let line = |count: &Count| {
        let tint = if count.level == Level::Error { "1;31" } else { "1;33" };
        let word = paint(style, tint, &format!("{:7}", level(count.level)));
        let fixable = if count.fixable > 0 { format!(" ({} fixable with --fix)", count.fixable) } else { String::new() };
        format!("{:>width$}  {word}  {} {}{fixable}\n", count.count, count.code.id, count.code.name)
    };
    counts.iter().map(line).collect()
}
