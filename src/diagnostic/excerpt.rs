//! The lines of a file that a diagnostic points to, made safe and short enough to show, with its places carried over.

use super::visible;
use crate::source::SourceFile;
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// Lines longer than this, in characters, are cut.
const LONG: usize = 500;
/// A place that goes over more lines than this is shown by its first line.
const TALL: usize = 8;
/// A tab goes to the next multiple of this.
const TAB: usize = 4;

/// A labelled place, in bytes of the file or of an excerpt.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// First byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What is there.
    pub text: String,
    /// Whether it is the place to change.
    pub primary: bool,
}

/// Some neighbouring lines of a file.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The file's path, safe to show.
    path: String,
    /// The lines, safe to show.
    text: String,
    /// The 1-based number of the first line.
    first_line: usize,
    /// The 1-based number of the last line.
    pub last_line: usize,
    /// The places, in bytes of `text`, by their start.
    pub marks: Vec<Mark>,
    /// For each mark, its 1-based column in the file.
    columns: Vec<usize>,
}

/// The excerpts of a file that show every mark; marks on neighbouring lines share one. `width` is how many columns a cut line may have.
pub(super) fn excerpts(file: &SourceFile, marks: Vec<Mark>, width: usize) -> Vec<Excerpt> {
    let mut marks: Vec<(usize, usize, Mark)> = marks
        .into_iter()
        .map(|mark| shorten(file, mark))
        .map(|mark| (file.position(mark.start).line, file.position(mark.end).line, mark))
        .collect();
    marks.sort_by_key(|(_, _, mark)| (mark.start, mark.end));
    let mut groups: Vec<(usize, usize, Vec<Mark>)> = Vec::new();
    for (first, last, mark) in marks {
        match groups.last_mut() {
            Some((_, end, group)) if first <= *end + 2 => {
                *end = last.max(*end);
                group.push(mark);
            }
            _ => groups.push((first, last, vec![mark])),
        }
    }
    let lines: Vec<&str> = file.text.split('\n').collect();
    groups.into_iter().map(|(first, last, marks)| excerpt(file, &lines, first, last, marks, width)).collect()
}

/// Moves a mark onto character boundaries inside the file, and cuts a tall one to its first line.
fn shorten(file: &SourceFile, mut mark: Mark) -> Mark {
    mark.start = floor(&file.text, mark.start);
    mark.end = floor(&file.text, mark.end).max(mark.start);
    // A place that ends behind a line break ends, for people, on the line before.
    let text = file.text.get(mark.start..mark.end).unwrap_or("");
    mark.end = mark.start + text.trim_end_matches(['\r', '\n']).len();
    let text = file.text.get(mark.start..mark.end).unwrap_or("");
    if text.matches('\n').count() >= TALL {
        mark.end = mark.start + text.lines().next().map_or(0, str::len);
    }
    mark
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn excerpt(file: &SourceFile, lines: &[&str], first: usize, last: usize, marks: Vec<Mark>, width: usize) -> Excerpt {
    let columns = marks.iter().map(|mark| file.position(mark.start).column).collect();
    let mut shown: Vec<(usize, usize)> = marks.iter().map(|_| (0, 0)).collect();
    let mut text = String::new();
    let mut line_start: usize = lines.iter().take(first - 1).map(|line| line.len() + 1).sum();
    for raw in lines.iter().take(last).skip(first - 1) {
        if !text.is_empty() {
            text.push('\n');
        }
        let base = text.len();
        let focus = marks.iter().filter_map(|mark| mark.start.checked_sub(line_start)).find(|start| *start <= raw.len());
        let line = Line::new(raw.strip_suffix('\r').unwrap_or(raw), focus.unwrap_or(0), width);
        for (mark, place) in marks.iter().zip(&mut shown) {
            if (line_start..=line_start + raw.len()).contains(&mark.start) {
                place.0 = base + line.place(mark.start - line_start);
            }
            if (line_start..=line_start + raw.len()).contains(&mark.end) {
                place.1 = base + line.place(mark.end - line_start);
            }
        }
        text.push_str(&line.text);
        // An empty line still needs room for a caret.
        if line.text.is_empty() {
            text.push(' ');
        }
        line_start += raw.len() + 1;
    }
    let marks = marks.into_iter().zip(shown).map(|(mark, (start, end))| Mark { start, end: end.max(start), ..mark }).collect();
    Excerpt { path: visible::line(&file.path), text, first_line: first, last_line: last, marks, columns }
}

/// A line as shown.
struct Line {
    text: String,
    /// Bytes of the raw line and bytes of the shown line, at every character.
    places: Vec<(usize, usize)>,
}

impl Line {
    /// Escapes a line and, where it is long, cuts it around the byte `focus`.
    fn new(raw: &str, focus: usize, width: usize) -> Line {
        let count = raw.chars().count();
        if count <= LONG {
            return Line::part(raw, 0, count);
        }
        let at = raw.get(..focus).map_or(0, |before| before.chars().count());
        let from = if at + width / 3 < width { 0 } else { at - width / 3 };
        Line::part(raw, from, width)
    }

    /// Shows `width` characters from the character `from`, with `…` where something is left out.
    fn part(raw: &str, from: usize, width: usize) -> Line {
        let mut line = Line { text: String::new(), places: Vec::new() };
        if from > 0 {
            line.text.push('…');
        }
        let mut column = 0;
        let mut characters = raw.char_indices().skip(from);
        for (offset, character) in characters.by_ref().take(width) {
            line.places.push((offset, line.text.len()));
            let before = line.text.chars().count();
            match character {
                '\t' => line.text.push_str(&" ".repeat(TAB - column % TAB)),
                _ => visible::push(&mut line.text, character),
            }
            column += line.text.chars().count() - before;
        }
        line.places.push((characters.next().map_or(raw.len(), |(offset, _)| offset), line.text.len()));
        if line.places.last().is_some_and(|(offset, _)| *offset < raw.len()) {
            line.text.push('…');
        }
        line
    }

    /// Where a byte of the raw line is shown; what was cut away is at the nearer end.
    fn place(&self, raw: usize) -> usize {
        let at = self.places.partition_point(|(offset, _)| *offset < raw);
        self.places.get(at).or(self.places.last()).map_or(0, |(_, shown)| *shown)
    }
}

impl SourceCode for Excerpt {
    /// With context around it, every span reads the whole excerpt; without, it reads its own position in the file, for the heading.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let above = self.text.get(..span.offset()).ok_or(MietteError::OutOfBounds)?.matches('\n').count();
        let column =
            self.marks.iter().zip(&self.columns).find(|(mark, _)| mark.start == span.offset()).map_or(1, |(_, column)| *column);
        let (line, column) = if before == 0 { (above, column - 1) } else { (0, 0) };
        let contents = MietteSpanContents::new_named(
            self.path.clone(),
            self.text.as_bytes(),
            (0, self.text.len()).into(),
            self.first_line - 1 + line,
            column,
            self.last_line - self.first_line + 1,
        );
        Ok(Box::new(contents))
    }
}
