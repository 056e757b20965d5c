//! Diagnostics for people: a headline, the places in their files, and what to do; or one line each.

use super::excerpt::{Excerpt, Mark, excerpts};
use super::{Diagnostic, Label, Level, visible};
use crate::source::{FileId, SourceMap};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, ThemeCharacters, ThemeStyles};
use std::fmt;

/// How diagnostics look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Whether to use colour.
    pub color: bool,
    /// Columns of the terminal; `None` where there is none.
    pub width: Option<usize>,
}

/// One diagnostic as several lines, each ended by a line break.
pub fn render(diagnostic: &Diagnostic, sources: &SourceMap, style: Style) -> String {
    let tint = match diagnostic.level {
        Level::Error => "31",
        _ => "33",
    };
    let message = visible::line(&diagnostic.message);
    let head = format!("{}[{}]", level(diagnostic.level), diagnostic.code.id);
    let mut out = format!(
        "{} {}: {}\n",
        paint(style, &format!("1;{tint}"), &head),
        paint(style, "1", diagnostic.code.name),
        paint(style, "1", &message)
    );
    out.push_str(&places(diagnostic, sources, style));
    if let Some(why) = &diagnostic.why {
        out.push_str(&note(style, "why:", why));
    }
    if let Some(help) = &diagnostic.help {
        out.push_str(&note(style, "help:", help));
    }
    if let Some(fix) = diagnostic.fixes.first() {
        let flags = if fix.safe { "--fix" } else { "--fix --unsafe-fixes" };
        out.push_str(&note(style, "fix:", &format!("{} ({flags})", fix.title)));
    }
    out.push_str(&note(style, "rule:", &format!("northstar explain {}", diagnostic.code.id)));
    out
}

/// One diagnostic as one line without a line break: `path:line:column: error[NS302] two-north-stars: message`.
pub fn short(diagnostic: &Diagnostic, sources: &SourceMap, style: Style) -> String {
    let place = diagnostic.primary.as_ref().map_or_else(String::new, |label| {
        let at = sources.start(label.span);
        format!("{}:{}:{}: ", visible::line(sources.path(label.span)), at.line, at.column)
    });
    let tint = if diagnostic.level == Level::Error { "1;31" } else { "1;33" };
    let head = format!("{}[{}]", level(diagnostic.level), diagnostic.code.id);
    format!("{place}{} {}: {}", paint(style, tint, &head), diagnostic.code.name, visible::line(&diagnostic.message))
}

/// The level's word.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Off => "note",
    }
}

/// The text in a colour, by the numbers of its ANSI sequence.
pub fn paint(style: Style, tint: &str, text: &str) -> String {
    if style.color { format!("\u{1b}[{tint}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// `  help: …`; further lines stand below the first.
fn note(style: Style, name: &str, text: &str) -> String {
    let text = visible::lines(text).replace('\n', "\n        ");
    format!("  {}{} {text}\n", paint(style, "36", name), " ".repeat(5usize.saturating_sub(name.len())))
}

/// The excerpts of every file that is pointed to, the one with the primary place first, joined by a line at their left.
fn places(diagnostic: &Diagnostic, sources: &SourceMap, style: Style) -> String {
    let mut files: Vec<(FileId, Vec<Mark>)> = Vec::new();
    let labels = diagnostic.primary.iter().map(|label| (label, true)).chain(diagnostic.labels.iter().map(|label| (label, false)));
    for (label, primary) in labels {
        let mark = mark(label, primary);
        match files.iter_mut().find(|(file, _)| *file == label.span.file) {
            Some((_, marks)) => marks.push(mark),
            None => files.push((label.span.file, vec![mark])),
        }
    }
    let width = style.width.unwrap_or(132).saturating_sub(12).clamp(40, 240);
    let mut excerpts: Vec<Excerpt> =
        files.into_iter().filter_map(|(file, marks)| Some(excerpts(sources.file(file)?, marks, width))).flatten().collect();
    // Who reads only the first heading, an editor for example, is led to the fault.
    excerpts.sort_by_key(|excerpt| !excerpt.marks.iter().any(|mark| mark.primary));
    let digits = |excerpt: &Excerpt| excerpt.last_line.to_string().len();
    let widest = excerpts.iter().map(digits).max().unwrap_or(0);
    let drawn = excerpts.iter().enumerate().map(|(index, excerpt)| {
        let lines = draw(excerpt, diagnostic.level, style);
        let corner = if index == 0 { lines } else { lines.replacen('╭', "├", 1) };
        let margin = " ".repeat(widest - digits(excerpt));
        corner.lines().map(|line| format!("{margin}{}\n", line.trim_end())).collect::<String>()
    });
    drawn.collect()
}

fn mark(label: &Label, primary: bool) -> Mark {
    let text = visible::line(&label.text);
    Mark { start: label.span.start as usize, end: label.span.end as usize, text, primary }
}

/// One excerpt, drawn without the closing line.
fn draw(excerpt: &Excerpt, level: Level, style: Style) -> String {
    let handler = GraphicalReportHandler::new_themed(theme(excerpt, level, style))
        .with_context_lines(1)
        .with_links(false)
        .without_cause_chain()
        .without_syntax_highlighting()
        .with_width(1000);
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, &Places { excerpt }).is_err() {
        return String::new();
    }
    let lines: Vec<&str> = drawn.lines().collect();
    let first = lines.iter().position(|line| line.contains("╭─")).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| line.trim_start().starts_with("╰──")).unwrap_or(lines.len());
    lines.get(first..last).unwrap_or(&[]).join("\n")
}

/// Our colours: the primary place like the headline, all others blue; no colour at all where none is wanted.
fn theme(excerpt: &Excerpt, level: Level, style: Style) -> GraphicalTheme {
    if !style.color {
        return GraphicalTheme { characters: ThemeCharacters::unicode(), styles: ThemeStyles::none() };
    }
    let mut styles = ThemeStyles::ansi();
    let primary = if level == Level::Error { styles.error } else { styles.warning };
    styles.highlights = excerpt.marks.iter().map(|mark| if mark.primary { primary } else { styles.help }).collect();
    GraphicalTheme { characters: ThemeCharacters::unicode(), styles }
}

/// An excerpt as miette wants it.
#[derive(Debug)]
struct Places<'a> {
    excerpt: &'a Excerpt,
}

impl fmt::Display for Places<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Places<'_> {}

impl miette::Diagnostic for Places<'_> {
    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.marks.iter().map(|mark| {
            let text = Some(mark.text.clone()).filter(|text| !text.is_empty());
            let span = (mark.start, mark.end - mark.start);
            if mark.primary { LabeledSpan::new_primary_with_span(text, span) } else { LabeledSpan::new_with_span(text, span) }
        })))
    }
}

#[cfg(test)]
#[path = "human_tests.rs"]
mod tests;
