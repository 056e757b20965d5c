//! What a finding is known by from one run to the next: not where it stands, so that it survives lines that move.

use super::Diagnostic;
use crate::source::SourceMap;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The fingerprint of each finding, in their order: of its code, its file and its message, and which it is among equals.
pub fn fingerprints<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, sources: &SourceMap) -> Vec<String> {
    let mut equals: HashMap<(&str, &str, &str), u64> = HashMap::new();
    let known_by = |diagnostic: &'a Diagnostic| {
        let file = diagnostic.primary.as_ref().map_or("", |label| sources.path(label.span));
        (diagnostic.code.id, file, diagnostic.message.as_str())
    };
    let mut all = Vec::new();
    for diagnostic in diagnostics {
        let (code, file, message) = known_by(diagnostic);
        let count = equals.entry((code, file, message)).or_default();
        all.push(hash(&[code, file, message, &count.to_string()]));
        *count += 1;
    }
    all
}

/// Each part with its length before it, so that no two lists of parts are the same bytes.
fn hash(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use crate::diagnostic::codes;
    use crate::source::Span;
    use std::collections::BTreeSet;

    /// A finding in a file of these lines, at the text `x`.
    fn finding(path: &str, text: &str, message: &str) -> (Diagnostic, SourceMap) {
        let mut sources = SourceMap::default();
        let file = sources.add(path, text);
        let at = text.find('x').unwrap_or(0);
        (Diagnostic::new(codes::UNKNOWN_NAME, Span::new(file, at, at + 1), message), sources)
    }

    fn one(path: &str, text: &str, message: &str) -> String {
        let (diagnostic, sources) = finding(path, text, message);
        fingerprints([&diagnostic], &sources).concat()
    }

    #[test]
    fn lines_that_move_change_nothing() {
        assert_eq!(one("a.nsm", "x", "no `x`"), one("a.nsm", "\n\n  y x", "no `x`"));
        assert_eq!(one("a.nsm", "x", "no `x`").len(), 64);
    }

    #[test]
    fn what_it_is_and_where_tell_findings_apart() {
        let (known, sources) = finding("a.nsm", "x", "no `x`");
        let other = Diagnostic { code: codes::SYNTAX, ..known.clone() };
        let global = Diagnostic { primary: None, ..known.clone() };
        let mut all = fingerprints([&known, &known, &other, &global], &sources);
        all.extend([one("b.nsm", "x", "no `x`"), one("a.nsm", "x", "no `y`"), one("a", "x", ".nsmno `x`")]);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{all:?}");
    }

    #[test]
    fn equals_are_numbered_apart_from_others() {
        let (known, sources) = finding("a.nsm", "x", "no `x`");
        let other = Diagnostic { code: codes::SYNTAX, ..known.clone() };
        let alone = fingerprints([&known, &known], &sources);
        let between = fingerprints([&other, &known, &other, &known], &sources);
        assert_eq!([&between[1], &between[3]], [&alone[0], &alone[1]]);
    }
}
