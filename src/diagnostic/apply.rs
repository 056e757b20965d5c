//! Fixes made on texts.

use super::{Edit, Fix};
use crate::source::{FileId, SourceMap, Span};
use std::collections::BTreeMap;

/// What a round of fixes makes of the texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// The texts that were edited.
    pub texts: BTreeMap<FileId, String>,
    /// How many fixes were made.
    pub fixes: usize,
}

/// Makes fixes on the texts they are about, in the order given. One whose edits overlap or touch an earlier one's is left out, for what it
/// says is of a text that is no more; so is one whose edits lie in no text.
pub fn apply<'a>(fixes: impl IntoIterator<Item = &'a Fix>, sources: &SourceMap) -> Applied {
    let mut taken = Taken::default();
    let count = fixes.into_iter().filter(|fix| taken.take(fix, sources)).count();
    let edited = |(file, edits): (FileId, BTreeMap<u32, &Edit>)| Some((file, edited(&sources.file(file)?.text, &edits)));
    Applied { texts: taken.edits.into_iter().filter_map(edited).collect(), fixes: count }
}

/// The edits of a round, of each file by where they start.
#[derive(Default)]
struct Taken<'a> {
    edits: BTreeMap<FileId, BTreeMap<u32, &'a Edit>>,
}

impl<'a> Taken<'a> {
    /// Takes all edits of a fix, or none.
    fn take(&mut self, fix: &'a Fix, sources: &SourceMap) -> bool {
        let mut done: Vec<Span> = Vec::new();
        for edit in &fix.edits {
            if !lies_in(edit.span, sources) || !self.is_free(edit.span) {
                for span in done {
                    self.edits.entry(span.file).or_default().remove(&span.start);
                }
                return false;
            }
            self.edits.entry(edit.span.file).or_default().insert(edit.span.start, edit);
            done.push(edit.span);
        }
        !fix.edits.is_empty()
    }

    /// Whether no edit overlaps or touches a place. Those taken never touch each other: only the last that starts at or before the end
    /// of the place can.
    fn is_free(&self, span: Span) -> bool {
        let before = self.edits.get(&span.file).and_then(|edits| edits.range(..=span.end).next_back());
        before.is_none_or(|(_, edit)| edit.span.end < span.start)
    }
}

fn lies_in(span: Span, sources: &SourceMap) -> bool {
    sources.file(span.file).is_some_and(|file| file.text.get(span.start as usize..span.end as usize).is_some())
}

fn edited(text: &str, edits: &BTreeMap<u32, &Edit>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut kept = 0;
    let mut rest = edits.values().peekable();
    while let Some(edit) = rest.next() {
        let free = (kept, rest.peek().map_or(text.len(), |next| next.span.start as usize));
        let (start, end) = widened(text, edit, free);
        out.push_str(text.get(kept..start).unwrap_or(""));
        out.push_str(&edit.text);
        kept = end;
    }
    out.push_str(text.get(kept..).unwrap_or(""));
    out
}

/// What an edit takes out: with a deletion go the lines that nothing else stands on, one of the empty lines that would meet, and the
/// blanks that would end a line; nothing outside of what is free.
fn widened(text: &str, edit: &Edit, free: (usize, usize)) -> (usize, usize) {
    let (start, end) = (edit.span.start as usize, edit.span.end as usize);
    let (Some(before), Some(after)) = (text.get(free.0..start), text.get(end..free.1)) else { return (start, end) };
    if !edit.text.is_empty() || start == end {
        return (start, end);
    }
    let (line, next) = after.split_at(after.find('\n').map_or(after.len(), |at| at + 1));
    if !line.trim().is_empty() || !(line.ends_with('\n') || free.1 == text.len()) {
        return (start, end);
    }
    let head = before.trim_end_matches([' ', '\t']);
    let start = start - (before.len() - head.len());
    if !(head.ends_with('\n') || start == 0) {
        return (start, end + line.trim_end_matches(['\n', '\r']).len());
    }
    let blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
    let empty_line = next.split_inclusive('\n').next().filter(|line| line.trim().is_empty()).map_or(0, str::len);
    let meet = blank(head.lines().next_back()) && empty_line > 0;
    (start, end + line.len() + if meet { empty_line } else { 0 })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;

    fn sources(texts: &[&str]) -> SourceMap {
        let mut sources = SourceMap::default();
        for text in texts {
            sources.add("a.nsm", *text);
        }
        sources
    }

    fn edit(file: u32, start: usize, end: usize, text: &str) -> Edit {
        Edit::new(Span::new(FileId(file), start, end), text)
    }

    fn fix(edits: Vec<Edit>) -> Fix {
        Fix::safe("", edits)
    }

    #[test]
    fn edits_are_made_together_whatever_their_order() {
        let sources = sources(&["one two three"]);
        let fixes = [fix(vec![edit(0, 8, 13, "3")]), fix(vec![edit(0, 0, 3, "1"), edit(0, 5, 6, "")])];
        let applied = apply(&fixes, &sources);
        assert_eq!((applied.texts[&FileId(0)].as_str(), applied.fixes), ("1 to 3", 2));
    }

    #[test]
    fn a_deletion_takes_its_line_and_the_blanks_before_it() {
        let text = "a {\n  b: 1\n\n  c: 2 ;  \n\n  d: 3 # d\n}\n";
        let deleted = |what: &str| {
            let start = text.find(what).unwrap_or_default();
            let applied = apply(&[fix(vec![edit(0, start, start + what.len(), "")])], &sources(&[text]));
            applied.texts[&FileId(0)].clone()
        };
        assert_eq!(deleted("b: 1"), "a {\n\n  c: 2 ;  \n\n  d: 3 # d\n}\n");
        assert_eq!(deleted("c: 2 ;"), "a {\n  b: 1\n\n  d: 3 # d\n}\n");
        assert_eq!(deleted(";"), "a {\n  b: 1\n\n  c: 2\n\n  d: 3 # d\n}\n");
        assert_eq!(deleted("d: 3"), "a {\n  b: 1\n\n  c: 2 ;  \n\n   # d\n}\n");
        assert_eq!(deleted("}"), "a {\n  b: 1\n\n  c: 2 ;  \n\n  d: 3 # d\n");
        assert_eq!(deleted("2"), "a {\n  b: 1\n\n  c:  ;  \n\n  d: 3 # d\n}\n");
    }

    #[test]
    fn what_overlaps_or_touches_an_earlier_fix_waits() {
        let sources = sources(&["0123456789"]);
        for (start, end) in [(3, 4), (2, 3), (0, 2), (5, 6), (5, 5), (2, 2), (0, 9), (4, 4)] {
            let fixes = [fix(vec![edit(0, 2, 5, "x")]), fix(vec![edit(0, start, end, "y")])];
            let applied = apply(&fixes, &sources);
            assert_eq!((applied.texts[&FileId(0)].as_str(), applied.fixes), ("01x56789", 1), "{start}..{end}");
        }
        let apart = [fix(vec![edit(0, 2, 5, "x")]), fix(vec![edit(0, 6, 6, "y")]), fix(vec![edit(0, 0, 1, "")])];
        assert_eq!(apply(&apart, &sources).texts[&FileId(0)], "1x5y6789");
    }

    #[test]
    fn a_fix_is_made_as_a_whole_or_not_at_all() {
        let sources = sources(&["abc", "def"]);
        let fixes =
            [fix(vec![edit(0, 0, 1, "A")]), fix(vec![edit(1, 0, 1, "D"), edit(0, 0, 2, "")]), fix(vec![edit(1, 0, 1, "x")])];
        let applied = apply(&fixes, &sources);
        assert_eq!((applied.texts[&FileId(0)].as_str(), applied.texts[&FileId(1)].as_str()), ("Abc", "xef"));
    }

    #[test]
    fn what_lies_in_no_text_is_left_out() {
        let sources = sources(&["é"]);
        for bad in [edit(0, 0, 9, ""), edit(0, 0, 1, ""), edit(7, 0, 0, "x"), edit(0, 2, 0, "x")] {
            let applied = apply(&[fix(vec![bad])], &sources);
            assert_eq!((applied.texts.values().all(|text| text == "é"), applied.fixes), (true, 0));
        }
        assert_eq!(apply(&[fix(Vec::new())], &sources).fixes, 0);
    }
}
