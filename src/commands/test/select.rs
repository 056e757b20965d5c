//! Which tests are meant: by title, a part of one, or a pattern.

use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Id, Project, Test};

/// The tests that any of the names means, in the order of files and places; without names all of them.
///
/// # Errors
/// Where a name means none.
pub fn select(project: &Project, names: &[String]) -> Result<Vec<Id<Test>>, Box<Diagnostic>> {
    let titles: Vec<(Id<Test>, &str)> = project.tests.iter().map(|(id, test)| (id, test.name.as_str())).collect();
    if names.is_empty() {
        return Ok(titles.into_iter().map(|(id, _)| id).collect());
    }
    let mut chosen = Vec::new();
    for name in names {
        let meant = meant(name, &titles);
        if meant.is_empty() {
            let message = format!("there is no test \"{name}\"");
            let help = did_you_mean(name, titles.iter().map(|(_, title)| *title));
            let help = help.unwrap_or_else(|| "the project has no `test` block".to_owned());
            return Err(Box::new(Diagnostic::global(codes::UNKNOWN_NAME, message).help(help)));
        }
        chosen.extend(meant);
    }
    chosen.sort();
    chosen.dedup();
    Ok(chosen)
}

/// The test with exactly this title; else those whose title has the pattern's form, or holds the text, in upper or lower case.
fn meant(name: &str, titles: &[(Id<Test>, &str)]) -> Vec<Id<Test>> {
    if let Some((id, _)) = titles.iter().find(|(_, title)| *title == name) {
        return vec![*id];
    }
    let wanted = name.to_lowercase();
    let fits = |title: &str| {
        let title = title.to_lowercase();
        if wanted.contains('*') { matches(&wanted, &title) } else { !wanted.trim().is_empty() && title.contains(&wanted) }
    };
    titles.iter().filter(|(_, title)| fits(title)).map(|(id, _)| *id).collect()
}

/// Whether a text has a pattern's form, in which `*` is any text.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    for part in middle.split('*') {
        match text.find(part) {
            Some(at) => text = text.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    text.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_text() {
        for (pattern, text, fits) in [
            ("*", "", true),
            ("a*", "abc", true),
            ("*c", "abc", true),
            ("a*c", "ac", true),
            ("a*a", "a", false),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c", false),
            ("*b*", "abc", true),
            ("**", "x", true),
            ("é*", "été", true),
            ("b*", "abc", false),
        ] {
            assert_eq!(matches(pattern, text), fits, "{pattern} {text}");
        }
    }
}
