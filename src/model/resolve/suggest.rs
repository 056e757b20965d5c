//! Which known names a mistyped one may have meant.

/// At most three of the known names, nearest first.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let limit = (wanted.chars().count() / 3).clamp(1, 3);
    let mut scored: Vec<(usize, &str)> =
        known.into_iter().map(|name| (strsim::osa_distance(wanted, name), name)).filter(|(edits, _)| *edits <= limit).collect();
    scored.sort_unstable();
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// The help for a name that does not exist.
pub fn did_you_mean<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(wanted, known).first().map(|name| format!("did you mean `{name}`?"))
}
