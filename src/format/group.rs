//! Neighbouring lines share the columns in which their parts start.

use super::body::{Content, Line};
use super::run::Indent;

/// A longer key, name or type does not push the others to the right.
const WIDEST_KEY: usize = 20;
const WIDEST_NAME: usize = 32;
const WIDEST_TYPE: usize = 16;

/// Prints lines, each after a line break.
pub(super) fn print_lines(lines: &[Line], indent: usize, out: &mut String) {
    let mut start = 0;
    let mut after_property = false;
    while start < lines.len() {
        let end = group_end(lines, start);
        let group = lines.get(start..end).unwrap_or(&[]);
        let widths = Widths::of(group);
        for line in group {
            // What a source is stands apart from its columns.
            let columns_start = after_property && matches!(line.content, Content::Column(..));
            print_line(line, columns_start, indent, &widths, out);
            after_property = matches!(line.content, Content::Property(..) | Content::Run(..));
        }
        start = end.max(start + 1);
    }
}

/// One past the last line of the group that starts here: lines of one kind, without a blank line or a comment between them.
fn group_end(lines: &[Line], start: usize) -> usize {
    let Some(first) = lines.get(start) else { return start };
    let rest = lines.get(start + 1..).unwrap_or(&[]);
    start + 1 + rest.iter().take_while(|line| is_alike(&line.content, &first.content) && !line.blank_before).count()
}

fn is_alike(one: &Content, other: &Content) -> bool {
    matches!((one, other), (Content::Property(..), Content::Property(..)) | (Content::Column(..), Content::Column(..)))
}

/// The widths that a group's lines share.
struct Widths {
    key: usize,
    name: usize,
    ty: usize,
}

impl Widths {
    fn of(group: &[Line]) -> Widths {
        let mut widths = Widths { key: 0, name: 0, ty: 0 };
        for line in group {
            match &line.content {
                Content::Property(key, _) => widen(&mut widths.key, key, WIDEST_KEY),
                Content::Column(name, ty, rest) => {
                    widen(&mut widths.name, name, WIDEST_NAME);
                    if !rest.tokens.is_empty() {
                        widen(&mut widths.ty, ty, WIDEST_TYPE);
                    }
                }
                _ => {}
            }
        }
        widths
    }
}

fn widen(width: &mut usize, text: &str, most: usize) {
    let count = text.chars().count();
    if count <= most {
        *width = count.max(*width);
    }
}

fn print_line(line: &Line, blank_before: bool, indent: usize, widths: &Widths, out: &mut String) {
    out.push('\n');
    if line.blank_before || blank_before {
        out.push('\n');
    }
    let start = out.len();
    out.push_str(&" ".repeat(indent));
    match &line.content {
        Content::Comment(text) | Content::Text(text) => out.push_str(text),
        Content::Run(run) => out.push_str(&run.print(indent, Indent { hang: indent + 4, close: indent })),
        Content::Property(key, value) => {
            pad(out, key, widths.key, 1);
            let column = out.len() - start;
            out.push_str(&value.print(column, Indent::at(column)));
        }
        Content::Column(name, ty, rest) => {
            pad(out, name, widths.name, 2);
            if rest.tokens.is_empty() {
                out.push_str(ty);
            } else {
                pad(out, ty, widths.ty, 2);
                let column = out.len() - start;
                out.push_str(&rest.print(column, Indent { hang: indent + 4, close: indent }));
            }
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    if let Some(comment) = &line.comment {
        out.push_str("  ");
        out.push_str(comment);
    }
}

/// Text, blanks up to a width, and so many more.
fn pad(out: &mut String, text: &str, width: usize, more: usize) {
    out.push_str(text);
    out.push_str(&" ".repeat(width.saturating_sub(text.chars().count()) + more));
}
