//! The one layout of a file: tree, tokens and comments to text.
//!
//! The tree says where declarations and entries start and end; what is printed are the file's own tokens. So nothing is lost, added or
//! moved: only space changes, operator words and functions become lower-case, and `<>` becomes `!=`.

mod body;
mod group;
mod run;
mod spacing;

use crate::source::Span;
use crate::syntax::ast::{Block, BlockKind, File, Item, Source, SourceEntry, Test};
use crate::syntax::{Token, TokenKind, tokens};

use self::body::{Entry, EntryKind};

/// The widest a line may be, where it can be broken.
pub(crate) const WIDTH: usize = 100;

/// The file in its one layout. The file must be free of faults; a block that has one is printed as it stands.
pub fn format(file: &File, text: &str) -> String {
    let mut tokens = tokens(text);
    tokens.retain(|token| token.kind != TokenKind::Space);
    let formatter = Formatter { file, text, tokens };
    let mut out = formatter.declarations();
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// The file at hand.
struct Formatter<'a> {
    file: &'a File,
    text: &'a str,
    /// Code and comments.
    tokens: Vec<Token>,
}

/// What stands at the top of a file: a declaration or a comment.
struct Top {
    start: usize,
    end: usize,
    text: String,
    kind: TopKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TopKind {
    Comment,
    /// A block on one line, its name and its braces apart by so many characters before the brace.
    Line {
        before_brace: usize,
    },
    Block,
}

impl Formatter<'_> {
    fn declarations(&self) -> String {
        let mut tops: Vec<Top> = self.file.items.iter().map(|item| self.top(item)).collect();
        let mut after: Vec<(usize, String)> = Vec::new();
        for comment in &self.file.comments {
            let (start, end) = (comment.span.start as usize, comment.span.end as usize);
            if tops.iter().any(|top| top.start <= start && start < top.end) {
                continue;
            }
            let text = comment.text.trim_end().to_owned();
            if comment.own_line {
                tops.push(Top { start, end, text, kind: TopKind::Comment });
            } else {
                after.push((start, text));
            }
        }
        tops.sort_by_key(|top| top.start);
        self.align_lines(&mut tops);
        self.join(&tops, &after)
    }

    /// Puts declarations and comments under each other, and the comments that follow a declaration behind it.
    fn join(&self, tops: &[Top], after: &[(usize, String)]) -> String {
        let mut out = String::new();
        let mut previous: Option<&Top> = None;
        let mut after = after.iter().peekable();
        for top in tops {
            if let Some(previous) = previous {
                out.push('\n');
                if self.blank_between(previous, top) {
                    out.push('\n');
                }
            }
            out.push_str(&top.text);
            let next = tops.iter().find(|other| other.start > top.start).map_or(usize::MAX, |other| other.start);
            while let Some((_, comment)) = after.next_if(|(start, _)| *start < next) {
                out.push_str("  ");
                out.push_str(comment);
            }
            previous = Some(top);
        }
        out
    }

    fn blank_between(&self, previous: &Top, next: &Top) -> bool {
        let written = self.has_blank(previous.end, next.start);
        match (previous.kind, next.kind) {
            (TopKind::Comment, _) => written,
            (TopKind::Line { .. }, TopKind::Line { .. } | TopKind::Comment) => written,
            _ => true,
        }
    }

    /// Whether the file has a blank line between two places that are apart by space and comments only.
    fn has_blank(&self, from: usize, to: usize) -> bool {
        let between = self.text.get(from..to).unwrap_or("");
        let mut breaks = 0;
        for c in between.chars() {
            match c {
                '\n' => breaks += 1,
                c if c.is_whitespace() => {}
                _ => breaks = 0,
            }
            if breaks == 2 {
                return true;
            }
        }
        false
    }

    /// Lets the braces of blocks on neighbouring lines stand under each other.
    fn align_lines(&self, tops: &mut [Top]) {
        let mut start = 0;
        while start < tops.len() {
            let mut end = start + 1;
            while let (Some(previous), Some(next)) = (tops.get(end - 1), tops.get(end)) {
                let lines = matches!((previous.kind, next.kind), (TopKind::Line { .. }, TopKind::Line { .. }));
                if !lines || self.has_blank(previous.end, next.start) {
                    break;
                }
                end += 1;
            }
            if let Some(lines) = tops.get_mut(start..end) {
                align(lines);
            }
            start = end;
        }
    }

    fn top(&self, item: &Item) -> Top {
        let span = match item {
            Item::Block(block) => block.span,
            Item::Source(source) => source.span,
            Item::Test(test) => test.span,
            Item::Error(span) => *span,
        };
        let (start, end) = (span.start as usize, span.end as usize);
        let line = match item {
            Item::Block(block) if !block.broken => self.one_line(block),
            _ => None,
        };
        if let Some((text, before_brace)) = line {
            return Top { start, end, text, kind: TopKind::Line { before_brace } };
        }
        let text = match item {
            Item::Block(block) if !block.broken => self.block(block),
            Item::Source(source) if !source.broken => self.source(source),
            Item::Test(test) if !test.broken => self.test(test),
            _ => self.text.get(start..end).unwrap_or("").trim_end().to_owned(),
        };
        Top { start, end, text, kind: TopKind::Block }
    }

    /// A team or a cadence that was written on one line and fits there.
    fn one_line(&self, block: &Block) -> Option<(String, usize)> {
        let written = self.text.get(block.span.start as usize..block.span.end as usize)?;
        if !matches!(block.kind, BlockKind::Team | BlockKind::Cadence)
            || written.contains(['\n', '#']) && self.is_split(block.span)
        {
            return None;
        }
        let head = format!("{} {}", block.kind.keyword(), block.name.text);
        let properties: Vec<String> = block.properties.iter().map(|property| self.line_property(property)).collect();
        let line =
            if properties.is_empty() { format!("{head} {{ }}") } else { format!("{head} {{ {} }}", properties.join("  ")) };
        (line.chars().count() <= WIDTH).then_some((line, head.chars().count()))
    }

    /// Whether a line break or a comment stands between the tokens of a place.
    fn is_split(&self, span: Span) -> bool {
        let written = self.text.get(span.start as usize..span.end as usize).unwrap_or("");
        written.contains('\n') || self.tokens_of(span).iter().any(|token| token.kind == TokenKind::Comment)
    }

    fn block(&self, block: &Block) -> String {
        let entries = block.properties.iter().map(|p| Entry::new(p.span, EntryKind::Property(&p.value)));
        self.braces(block.span, block.name.span, entries.collect(), 0)
    }

    fn source(&self, source: &Source) -> String {
        let entries = source.entries.iter().filter_map(|entry| match entry {
            SourceEntry::Property(property) => Some(Entry::new(property.span, EntryKind::Property(&property.value))),
            SourceEntry::Column(column) => Some(Entry::new(column.span, EntryKind::Column(column))),
            SourceEntry::Link(link) => Some(Entry::new(link.span, EntryKind::Plain)),
            SourceEntry::Error(_) => None,
        });
        self.braces(source.span, source.name.span, entries.collect(), 0)
    }

    fn test(&self, test: &Test) -> String {
        let properties = test.properties.iter().map(|p| Entry::new(p.span, EntryKind::Property(&p.value)));
        let givens = test.givens.iter().map(|given| Entry::new(given.span, EntryKind::Rows(&given.rows)));
        let expects = test.expects.iter().map(|expect| Entry::new(expect.span, EntryKind::Rows(&expect.rows)));
        let mut entries: Vec<Entry> = properties.chain(givens).chain(expects).collect();
        entries.sort_by_key(|entry| entry.span.start);
        self.braces(test.span, test.name.span, entries, 0)
    }

    /// The tokens of a place, comments included.
    fn tokens_of(&self, span: Span) -> &[Token] {
        let first = self.tokens.partition_point(|token| token.start < span.start as usize);
        let last = self.tokens.partition_point(|token| token.end <= span.end as usize);
        self.tokens.get(first..last.max(first)).unwrap_or(&[])
    }
}

fn align(lines: &mut [Top]) {
    let before = |top: &Top| if let TopKind::Line { before_brace } = top.kind { before_brace } else { 0 };
    let widest = lines.iter().map(before).max().unwrap_or(0);
    let fits = |top: &Top| top.text.chars().count() + widest - before(top) <= WIDTH;
    if lines.len() < 2 || !lines.iter().all(fits) {
        return;
    }
    for top in lines {
        let at = before(top);
        top.text.insert_str(at, &" ".repeat(widest - at));
    }
}
