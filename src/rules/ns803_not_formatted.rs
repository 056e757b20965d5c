//! NS803: a file that is not in the one layout. Found file by file, beside the rules about the project.

use super::{Frame, Rule};
use crate::diagnostic::{Diagnostic, Edit, Fix, codes};
use crate::format::format;
use crate::source::Span;
use crate::syntax::ast::File;

/// `not-formatted`
pub static RULE: Rule = Rule {
    code: codes::NOT_FORMATTED,
    summary: "A file that is not in the one layout",
    explanation:
        "There is one layout, and `northstar fmt` writes it: nothing is lost, added or moved, only space changes. Where everybody
writes it, a change in review shows what was changed and nothing else, and nobody has to talk about spaces.

One finding a file, at the first line that differs. A file that does not parse is left alone until it does. Where a
file shall be laid out in another way, set the rule to `allow` in the project file.",
    bad: r#"outcome gross_booking_value {
  title: "Gross booking value"
  description: "What guests pay for confirmed bookings."
  value: SUM(price) from bookings where status='confirmed'
}
"#,
    good: r#"outcome gross_booking_value {
  title:       "Gross booking value"
  description: "What guests pay for confirmed bookings."
  value:       sum(price) from bookings where status = 'confirmed'
}
"#,
    frame: Frame::Project,
    check: None,
};

/// The finding for a file that is not in its one layout. The file must be free of faults.
pub fn layout(file: &File, text: &str) -> Option<Diagnostic> {
    let formatted = format(file, text);
    if formatted == text {
        return None;
    }
    let change = Change::between(text, &formatted);
    let line = line_around(text, change.start);
    Some(
        Diagnostic::new(codes::NOT_FORMATTED, Span::new(file.id, line.0, line.1), "the file is not formatted")
            .here(if change.is_line_end(text) { "the first line end that changes" } else { "the first line that changes" })
            .why("a change in review should show what was changed, and nothing else")
            .help("run `northstar fmt`")
            .fix(Fix {
                title: "format the file".to_owned(),
                safe: true,
                edits: vec![Edit { span: Span::new(file.id, change.start, change.end), text: change.text.to_owned() }],
            }),
    )
}

/// What differs between two texts: all between what they have in common at the start and at the end.
struct Change<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl<'a> Change<'a> {
    fn between(old: &str, new: &'a str) -> Change<'a> {
        let alike = old.chars().zip(new.chars()).take_while(|(a, b)| a == b);
        let start: usize = alike.map(|(c, _)| c.len_utf8()).sum();
        let (old_rest, new_rest) = (old.get(start..).unwrap_or(""), new.get(start..).unwrap_or(""));
        let alike = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(a, b)| a == b);
        let common: usize = alike.map(|(c, _)| c.len_utf8()).sum();
        let text = new_rest.get(..new_rest.len() - common).unwrap_or("");
        Change { start, end: old.len() - common, text }
    }

    /// Whether the first thing to change cannot be seen: the end of a line, of whatever kind.
    fn is_line_end(&self, old: &str) -> bool {
        old.get(self.start..).is_some_and(|rest| rest.is_empty() || rest.starts_with(['\r', '\n']))
    }
}

/// The text of the line around a place, without the space around it; where it is blank, of the last line before it that is not, or of
/// the first one after it.
fn line_around(text: &str, at: usize) -> (usize, usize) {
    let (start, end) = line(text, at);
    if text.get(start..end).is_some_and(|line| !line.trim().is_empty()) {
        return trimmed(text, start, end);
    }
    let above = text.get(..start).unwrap_or("").trim_end().len();
    let below = text.len() - text.trim_start().len();
    let (start, end) = line(text, if above > 0 { above } else { below });
    trimmed(text, start, end)
}

/// The line that holds a place, without its end.
fn line(text: &str, at: usize) -> (usize, usize) {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let end = text.get(start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| start + newline);
    (start, end)
}

fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let line = text.get(start..end).unwrap_or("");
    (start + line.len() - line.trim_start().len(), start + line.trim_end().len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::SourceMap;

    /// The line that is shown for a text, and the text after its fix.
    fn found(text: &str) -> Option<(String, String)> {
        let mut sources = SourceMap::default();
        let id = sources.add("a.nsm", text);
        let finding = layout(&crate::syntax::parse(id, text, &mut Diagnostics::default()), text)?;
        let edit = finding.fixes.first().unwrap().edits.first().unwrap();
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        let mended = format!("{}{}{}", &text[..start], edit.text, &text[end..]);
        Some((sources.text(finding.primary.unwrap().span).to_owned(), mended))
    }

    #[test]
    fn the_first_line_that_changes_is_shown_and_the_fix_changes_no_more_than_it_must() {
        let line = "team guests { title: \"Gäste\" }\n";
        assert_eq!(found(line), None);
        assert_eq!(found(""), None);
        for (wrong, shown) in [
            ("team guests {  title: \"Gäste\" }\n", "team guests {  title: \"Gäste\" }"),
            ("team guests { title: \"Gäste\" }", "team guests { title: \"Gäste\" }"),
            ("team guests { title: \"Gäste\" }\r\n", "team guests { title: \"Gäste\" }"),
            ("team guests { title: \"Gäste\" }\n\n\n", "team guests { title: \"Gäste\" }"),
            ("\n\n  team guests { title: \"Gäste\" }\n", "team guests { title: \"Gäste\" }"),
        ] {
            let (text, mended) = found(wrong).unwrap();
            assert_eq!(mended, line, "{wrong:?}");
            assert_eq!(text, shown, "{wrong:?}");
        }
    }
}
