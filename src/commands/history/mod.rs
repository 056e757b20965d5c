//! What the history of the metric files tells of the north star: on which days it became another one. Read with git, where there is
//! one; whatever goes wrong, nothing is told.

mod git;

use crate::diagnostic::Diagnostics;
use crate::rules::{StarChange, WITHIN_DAYS};
use crate::source::{FileId, SourceMap};
use crate::syntax::ast::{Block, BlockKind, Item};
use crate::syntax::{TokenKind, parse, tokens};
use git::Git;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::Path;

/// The word that a declaration begins with.
const KEYWORD: &str = "north_star";

/// The properties that make a north star another figure.
const MEANING: [&str; 5] = ["value", "time", "window", "snapshot", "fill"];

/// The declared north star, as far as it can change.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Star {
    name: String,
    meaning: String,
}

/// What stood in the files after the commits of a day: the north star, where just one could be read.
type Standing = (Date, Option<Star>);

/// The days on which the north star of a project changed, oldest first, from [`WITHIN_DAYS`] before a day on.
pub fn star_changes(root: &Path, sources: &SourceMap, files: &[FileId], as_of: Date) -> Vec<StarChange> {
    standings(root, sources, files, as_of).map(|standings| changes(&standings)).unwrap_or_default()
}

fn standings(root: &Path, sources: &SourceMap, files: &[FileId], as_of: Date) -> Option<Vec<Standing>> {
    let git = Git::at(root)?;
    // A commit's day is told by its author's clock; git counts from the committer's.
    let since = as_of.checked_sub((WITHIN_DAYS + 2).days()).ok()?;
    let files = || files.iter().filter_map(|id| sources.file(*id));
    let endings: BTreeSet<&str> = files().filter_map(|file| Some(file.path.rsplit_once('.')?.1)).collect();
    let mut paths = git.files_with_changes_of(KEYWORD, &endings, since)?;
    paths.extend(files().filter(|file| declarations(&file.text).next().is_some()).map(|file| file.path.clone()));
    let commits = git.commits(&paths, since)?;
    let texts = git.texts(&commits, &paths)?;
    let stars = texts.iter().map(|texts| star(texts.iter().flatten().map(String::as_str)));
    let days = std::iter::once(since).chain(commits.iter().map(|commit| commit.day));
    Some(days.zip(stars).collect())
}

/// The changes between what stood there at the end of each day.
fn changes(standings: &[Standing]) -> Vec<StarChange> {
    let mut changes = Vec::new();
    let mut last: Option<&Star> = None;
    for of_day in standings.chunk_by(|(a, _), (b, _)| a == b) {
        let Some((day, Some(star))) = of_day.iter().rev().find(|(_, star)| star.is_some()) else { continue };
        if let Some(before) = last.filter(|before| *before != star) {
            changes.push(StarChange { day: *day, before: before.name.clone(), after: star.name.clone() });
        }
        last = Some(star);
    }
    changes
}

/// The north star that some files declare; none where there is none, several, or one that does not parse.
fn star<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Star> {
    let mut declared = texts.flat_map(declarations);
    let only = declared.next()?;
    if declared.next().is_some() {
        return None;
    }
    let id = SourceMap::default().add("", "");
    let file = parse(id, only, &mut Diagnostics::default());
    let block = file.items.iter().find_map(|item| match item {
        Item::Block(block) if block.kind == BlockKind::NorthStar && !block.broken => Some(block),
        _ => None,
    })?;
    Some(Star { name: block.name.text.clone(), meaning: meaning(block, only) })
}

/// The properties that decide what it measures, without space and comments.
fn meaning(block: &Block, text: &str) -> String {
    let mut meaning = String::new();
    for name in MEANING {
        for property in block.properties.iter().filter(|property| property.name.text == name) {
            let written = text.get(property.span.start as usize..property.span.end as usize).unwrap_or("");
            let said = tokens(written).into_iter().filter(|token| !matches!(token.kind, TokenKind::Space | TokenKind::Comment));
            for token in said {
                meaning.push_str(written.get(token.start..token.end).unwrap_or(""));
                meaning.push(' ');
            }
        }
    }
    meaning
}

/// The declarations of north stars in a text, each from its first line to the brace that stands alone on a line.
fn declarations(text: &str) -> impl Iterator<Item = &str> {
    let begins = text.match_indices(KEYWORD).filter(|(at, _)| {
        let before = text.get(..*at).unwrap_or("");
        let after = text.get(at + KEYWORD.len()..).unwrap_or("");
        before.rsplit('\n').next().unwrap_or(before).trim().is_empty() && after.starts_with([' ', '\t'])
    });
    begins.filter_map(|(at, _)| {
        let rest = text.get(at..)?;
        let end = rest.find("\n}").map_or(rest.len(), |end| end + 2);
        rest.get(..end)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    const STAR: &str = "north_star nights {\n  value: sum(nights) from bookings\n  unit: night\n}\n";

    fn star_of(text: &str) -> Option<Star> {
        star([text].into_iter())
    }

    #[test]
    fn only_the_name_and_what_it_measures_count() {
        let first = star_of(STAR).unwrap();
        assert_eq!(first.name, "nights");
        for (from, to, same) in [
            ("value: sum", "value:   sum", true),
            ("bookings\n", "bookings  # all of them\n", true),
            ("unit: night", "title: \"Nights\"\n  unit: night", true),
            ("nights {", "stays {", false),
            ("sum(", "avg(", false),
            ("bookings\n", "bookings where nights > 1\n", false),
            ("bookings\n", "bookings\n  window: trailing 28 days\n", false),
        ] {
            assert!(STAR.contains(from));
            assert_eq!(star_of(&STAR.replace(from, to)).unwrap() == first, same, "{to}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_none() {
        assert_eq!(star_of(""), None);
        assert_eq!(star_of("# north_star nights {\nteam north_star_team { title: \"north_star x {\" }\n"), None);
        assert_eq!(star_of(&format!("{STAR}{}", STAR.replace("nights {", "stays {"))), None);
        assert_eq!(star_of("north_star nights { value: }"), None);
        assert_eq!(star_of("north_star nights"), None);
    }

    #[test]
    fn a_day_counts_by_what_stands_at_its_end() {
        let star = |name: &str| Some(Star { name: name.to_owned(), meaning: String::new() });
        let (first, second) = (date(2026, 5, 4), date(2026, 6, 15));
        let days = |standings: &[Standing]| changes(standings).into_iter().map(|change| change.day).collect::<Vec<_>>();
        assert_eq!(days(&[(first, star("a")), (second, star("b"))]), [second]);
        assert_eq!(days(&[(first, star("a")), (second, star("b")), (second, star("a"))]), []);
        assert_eq!(days(&[(first, star("a")), (second, None)]), []);
        assert_eq!(days(&[(first, star("a")), (first, None), (second, star("b"))]), [second]);
        assert_eq!(days(&[(first, None), (second, star("b"))]), []);
    }
}
