//! Results of tests for people: a line each, and of those that fail the rows.

use super::judge::{Comparison, Judged, Row, shown};
use super::{Ran, Run, Verdict};
use crate::commands::output::{Terminal, counted};
use crate::diagnostic::human::{self, Style, paint};
use crate::diagnostic::visible;
use crate::model::Project;
use crate::model::types::{Literal, Number};
use crate::source::{SourceMap, Span};
use crate::warehouse::Value;
use comfy_table::{CellAlignment, ContentArrangement, presets};

/// How many rows of an expectation are shown with those that are equal; of more, only those that are not.
const ALL_SHOWN: usize = 20;
/// How many rows of an expectation are shown at most.
const MOST_SHOWN: usize = 50;

/// A line per test, and more where it did not pass. With `-q`, those that passed are left out.
pub fn render(run: &Run, project: &Project, sources: &SourceMap, terminal: &Terminal) -> String {
    let style = terminal.style;
    let mut text = String::new();
    for ran in &run.tests {
        let test = &project.tests[ran.test];
        let (word, tint) = match ran.verdict() {
            Verdict::Passed if terminal.quiet => continue,
            Verdict::Passed => ("passed", "32"),
            Verdict::Failed => ("failed", "1;31"),
            Verdict::Stopped => ("error ", "1;31"),
        };
        text.push_str(&format!("{}  {}", paint(style, tint, word), visible::line(&test.name)));
        if ran.verdict() == Verdict::Passed {
            text.push('\n');
        } else {
            text.push_str(&format!("  {}\n{}", place(sources, test.name_span), details(ran, sources, style)));
        }
    }
    text
}

/// The last line: `12 tests passed in 0.21 s`, `12 tests: 10 passed, 1 failed, 1 could not be run, in 0.21 s`.
pub fn summary(run: &Run) -> String {
    let all = counted(run.tests.len(), "test");
    let seconds = run.took.as_secs_f64();
    let (passed, failed, stopped) = (run.count(Verdict::Passed), run.count(Verdict::Failed), run.count(Verdict::Stopped));
    if passed == run.tests.len() {
        return format!("{all} passed in {seconds:.2} s\n");
    }
    let parts = [(passed, "passed"), (failed, "failed"), (stopped, "could not be run")];
    let parts: Vec<String> =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    format!("{all}: {}, in {seconds:.2} s\n", parts.join(", "))
}

/// What did not hold, and why what could not be asked could not.
pub fn details(ran: &Ran, sources: &SourceMap, style: Style) -> String {
    let mut text = String::new();
    for judged in ran.expects.iter().filter(|judged| !judged.passed()) {
        let by = [vec![judged.grain], judged.dimensions.iter().map(String::as_str).collect()].concat().join(", ");
        text.push_str(&format!("  expect {} by {by}  {}\n", judged.metric, place(sources, judged.span)));
        text.push_str(&rows(judged, style));
        judged.note.iter().for_each(|note| text.push_str(&format!("    note: {note}\n")));
    }
    if let Some(diagnostic) = &ran.stopped {
        human::render(diagnostic, sources, style).lines().for_each(|line| text.push_str(&format!("  {line}\n")));
    }
    text
}

/// `metrics/stays.nsm:71`
pub fn place(sources: &SourceMap, span: Span) -> String {
    format!("{}:{}", visible::line(sources.path(span)), sources.start(span).line)
}

/// Expected and actual side by side; rows that differ are marked.
fn rows(judged: &Judged, style: Style) -> String {
    let differing = |row: &&Row| row.comparison() != Comparison::Equal;
    let displayed: Vec<&Row> = match judged.rows.len() {
        0..=ALL_SHOWN => judged.rows.iter().collect(),
        _ => judged.rows.iter().filter(differing).take(MOST_SHOWN).collect(),
    };
    let mut table = comfy_table::Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    let head = ["period_start"].into_iter().chain(judged.dimensions.iter().map(String::as_str));
    table.set_header(head.chain(["expected", "actual", ""]));
    for row in &displayed {
        let mut cells = vec![constant(&row.period)];
        cells.extend(row.segment.iter().map(constant));
        cells.extend([value(row.expected.as_ref()), value(row.actual.as_ref())]);
        let comparison = row.comparison();
        cells.push(if comparison == Comparison::Equal { String::new() } else { comparison.word().to_owned() });
        table.add_row(cells);
    }
    let first_value = judged.dimensions.len() + 1;
    for (position, column) in table.column_iter_mut().enumerate() {
        if position == first_value || position == first_value + 1 {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let marks = std::iter::once(false).chain(displayed.iter().map(differing));
    let mut text = String::new();
    for (line, marked) in table.lines().zip(marks) {
        let line = format!("  {}{}", if marked { ">" } else { " " }, line.trim_end());
        text.push_str(&if marked { paint(style, "31", &line) } else { line });
        text.push('\n');
    }
    let equal = judged.rows.iter().filter(|row| !differing(row)).count();
    let hidden = judged.rows.len() - displayed.len();
    if hidden > 0 {
        let others = hidden.saturating_sub(equal);
        let others = if others > 0 { format!("{others} more that differ, and ") } else { String::new() };
        text.push_str(&format!("    … {others}{equal} as expected\n"));
    }
    text
}

/// A period or segment as people read it: a text is quoted where it could be taken for something else.
fn constant(literal: &Literal) -> String {
    let text = visible::line(&shown(literal));
    let odd = matches!(literal, Literal::Text(text) if text == "null" || text.is_empty() || text.trim() != text);
    if odd { format!("'{text}'") } else { text }
}

fn value(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Null) => "null".to_owned(),
        // As a test writes it: without zeros at the end.
        Some(Value::Decimal { mantissa, scale }) => Number::new(*mantissa, *scale).to_string(),
        Some(value) => value.to_string(),
    }
}
