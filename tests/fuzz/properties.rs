//! What must hold of any text.

use crate::rules::with_project;
use crate::syntax::format::{formatted, holds};
use northstar::commands::check::mend::{Request, mend};
use northstar::diagnostic::Diagnostics;
use northstar::source::{FileId, SourceMap};
use northstar::syntax::{self, TokenKind};

/// Panics where something does not hold.
pub fn check(text: &str) {
    points_into_it(text);
    holds(text);
    with_project("", &[("a.nsm".to_owned(), text.to_owned())], |request, sources| {
        for unsafe_too in [false, true] {
            fixes_hold(text, &Request { unsafe_too, ..*request }, sources);
        }
    });
}

/// Every finding of the parser is about a piece of the text, and the text is its tokens.
fn points_into_it(text: &str) {
    let mut diagnostics = Diagnostics::default();
    let file = syntax::parse(FileId(0), text, &mut diagnostics);
    for label in diagnostics.iter().flat_map(|finding| finding.primary.iter().chain(&finding.labels)) {
        assert!(text.get(label.span.start as usize..label.span.end as usize).is_some(), "{label:?} does not lie in it");
    }
    for edit in diagnostics.iter().flat_map(|finding| &finding.fixes).flat_map(|fix| &fix.edits) {
        assert!(text.get(edit.span.start as usize..edit.span.end as usize).is_some(), "{edit:?} does not lie in it");
    }
    northstar::format::format(&file, text);
    assert_eq!(syntax::tokens(text).iter().map(|token| token.text(text)).collect::<String>(), text);
}

/// No fix breaks what parsed, or takes a comment out; a file in its one layout stays so.
fn fixes_hold(text: &str, request: &Request, sources: &SourceMap) {
    let mended = mend(request, sources);
    let new = mended.sources.file(request.files[0]).unwrap().text.as_str();
    let what = format!("unsafe fixes too: {}; it becomes\n{new}", request.unsafe_too);
    assert!(mended.broken.is_empty(), "a fix would break it; {what}");
    for comment in comments(text) {
        assert!(new.contains(&comment), "the comment {comment:?} is lost; {what}");
    }
    if let Some(layout) = formatted(text) {
        let after = formatted(new).unwrap_or_else(|| panic!("no longer parses; {what}"));
        assert!(layout != text || after == new, "no longer in its layout; {what}");
    }
}

fn comments(text: &str) -> Vec<String> {
    let comments = syntax::tokens(text).into_iter().filter(|token| token.kind == TokenKind::Comment);
    comments.map(|token| token.text(text).trim_end().to_owned()).collect()
}
