//! Comments and fixes: no fix takes out what somebody wrote for people.

use super::token::{TokenKind, tokens};
use crate::diagnostic::{Diagnostics, Fix, codes};
use crate::source::{FileId, SourceMap};
use std::collections::HashMap;

/// Leaves out the fixes whose edits would take a comment with them, or be lost within one.
pub fn keep_comments(sources: &SourceMap, diagnostics: &mut Diagnostics) {
    let mut places: HashMap<FileId, Vec<(usize, usize)>> = HashMap::new();
    let mut cuts = |fix: &Fix| {
        fix.edits.iter().any(|edit| {
            let file = edit.span.file;
            let comments = places.entry(file).or_insert_with(|| comments(sources.file(file).map_or("", |file| &file.text)));
            let (start, end) = (edit.span.start as usize, edit.span.end as usize);
            let next = comments.partition_point(|(_, comment_end)| *comment_end <= start);
            comments.get(next).is_some_and(|(comment_start, _)| *comment_start < end)
        })
    };
    diagnostics.retain_mut(|diagnostic| {
        // The one layout has every comment of the file: the edit puts back what it covers.
        if diagnostic.code != codes::NOT_FORMATTED {
            diagnostic.fixes.retain(|fix| !cuts(fix));
        }
        true
    });
}

fn comments(text: &str) -> Vec<(usize, usize)> {
    tokens(text).iter().filter(|token| token.kind == TokenKind::Comment).map(|token| (token.start, token.end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Edit};
    use crate::source::Span;

    #[test]
    fn a_fix_that_takes_a_comment_out_is_none() {
        let text = "a # b\nc";
        let mut sources = SourceMap::default();
        let file = sources.add("a.nsm", text);
        for (start, end, kept) in
            [(0, 1, true), (0, 2, true), (0, 3, false), (3, 4, false), (4, 6, false), (5, 6, true), (3, 3, false), (2, 2, true)]
        {
            let fix = Fix::safe("", vec![Edit::delete(Span::new(file, start, end))]);
            let mut diagnostics = Diagnostics::default();
            diagnostics.push(Diagnostic::global(codes::SYNTAX, "").fix(fix));
            keep_comments(&sources, &mut diagnostics);
            assert_eq!(diagnostics.iter().all(|diagnostic| diagnostic.fixes.len() == 1), kept, "{start}..{end}");
        }
    }
}
