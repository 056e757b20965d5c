//! A run with findings of every sort, which the tests of all formats render; and the tests of what they share.

use super::*;
use crate::diagnostic::{Fix, codes};

/// What a report is made of.
pub struct Run {
    pub diagnostics: Diagnostics,
    pub sources: SourceMap,
    pub denied: Level,
    pub rules: Vec<About>,
}

impl Run {
    pub fn report(&self) -> Report<'_> {
        let Run { diagnostics, sources, denied, rules } = self;
        Report { diagnostics, sources, denied: *denied, project_file: "northstar.toml", rules }
    }
}

/// A finding about no text; one with two places, a reason, help of two lines and two fixes, behind an astral character, in a
/// CRLF file with a hostile name; and a warning over two lines whose message has a line break.
pub fn run() -> Run {
    let mut sources = SourceMap::default();
    let project = sources.add("northstar.toml", "[p]\nname = \"a\"\n");
    let metrics = sources.add("metrics/50% é:, &.nsm", "north\r\n  é🌙x + x\r\n");
    let span = |start: usize, end: usize| Span::new(metrics, start, end);
    let edit = |span: Span, text: &str| Edit { span, text: text.to_owned() };
    let one_file =
        Fix { title: "rename both".to_owned(), safe: true, edits: vec![edit(span(19, 20), "y"), edit(span(15, 16), "y")] };
    let two_files = Fix {
        title: "rename everywhere".to_owned(),
        safe: false,
        edits: vec![edit(span(15, 16), "z"), edit(Span::new(project, 1, 2), "q")],
    };
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(Diagnostic::global(codes::NO_NORTH_STAR, "this project has no north star"));
    diagnostics.push(
        Diagnostic::new(codes::UNKNOWN_NAME, span(15, 16), "there is no `x`, 100% sure")
            .here("nothing of this name")
            .label(Span::new(project, 1, 2), "it was here")
            .why("it hurts")
            .help("write `y`\nor `z`")
            .fix(one_file)
            .fix(two_files),
    );
    diagnostics.push(Diagnostic::new(codes::NO_EQUALS, Span::new(project, 0, 4), "over\nlines"));
    let rules = vec![About {
        code: codes::UNKNOWN_NAME,
        family: "Names",
        summary: "A name of nothing",
        explanation: "First.\n\nSecond.",
        page: "# NS102 unknown-name\n".to_owned(),
    }];
    Run { diagnostics, sources, denied: Level::Error, rules }
}

#[test]
fn edits_of_one_file_join_with_the_text_between() {
    let run = run();
    let fixes: Vec<&Fix> = run.diagnostics.iter().flat_map(|diagnostic| &diagnostic.fixes).collect();
    let joined: Vec<Option<Edit>> = fixes.iter().map(|fix| joined(&fix.edits, &run.sources)).collect();
    let metrics = FileId(1);
    assert_eq!(joined, [Some(Edit { span: Span::new(metrics, 15, 20), text: "y + y".to_owned() }), None]);
    let overlapping = [(15, 18), (17, 20)].map(|(start, end)| Edit { span: Span::new(metrics, start, end), text: String::new() });
    assert_eq!(super::joined(&overlapping, &run.sources), None);
    assert_eq!(super::joined(&[], &run.sources), None);
}
