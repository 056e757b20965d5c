//! One chart as text: a line over the periods, with bounds that it should keep to.

use super::scale::Scale;
use crate::diagnostic::human::{Style, paint};
use ratatui_core::buffer::Buffer;
use ratatui_core::layout::{Alignment, Rect};
use ratatui_core::style::Color;
use ratatui_core::symbols::Marker;
use ratatui_core::widgets::Widget;
use ratatui_widgets::chart::{Axis, Chart, Dataset, GraphType};

/// Lines of a chart, with the axis and its labels.
const HEIGHT: u16 = 12;
/// Columns where there is no terminal.
const WIDTH: usize = 80;
/// A narrower chart shows nothing, a wider one nothing more.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=160;

/// What a chart shows.
#[derive(Debug)]
pub struct Drawing<'a> {
    /// A value per period; a gap where there is none.
    pub values: &'a [Option<f64>],
    /// The first period and the last.
    pub ends: (&'a str, &'a str),
    /// The vertical scale.
    pub scale: &'a Scale,
    /// Bounds, drawn across.
    pub limits: &'a [f64],
}

/// The chart, every line ended by a line break.
pub fn draw(drawing: &Drawing<'_>, style: Style) -> String {
    let width = style.width.unwrap_or(WIDTH).clamp(*WIDTHS.start(), *WIDTHS.end());
    let area = Rect::new(0, 0, u16::try_from(width).unwrap_or(u16::MAX), HEIGHT);
    let last = drawing.values.len().saturating_sub(1).max(1) as f64;
    let runs = runs(drawing.values);
    let limits: Vec<[(f64, f64); 2]> = drawing.limits.iter().map(|limit| [(0.0, *limit), (last, *limit)]).collect();
    let line = |data, marker, color| Dataset::default().data(data).graph_type(GraphType::Line).marker(marker).style(color);
    // Of two that fall into one place the later is seen: the values over their bounds.
    let mut datasets: Vec<Dataset<'_>> = limits.iter().map(|limit| line(limit.as_slice(), Marker::Dot, Color::Red)).collect();
    datasets.extend(runs.iter().map(|run| line(run.as_slice(), Marker::Braille, Color::Cyan)));
    let (first_name, last_name) = drawing.ends;
    let last_name = if drawing.values.len() > 1 { last_name } else { "" };
    let across = Axis::default().bounds([0.0, last]).labels([first_name, last_name]).labels_alignment(Alignment::Right);
    let up =
        Axis::default().bounds([drawing.scale.low, drawing.scale.high]).labels(drawing.scale.labels.iter().map(String::as_str));
    let mut buffer = Buffer::empty(area);
    Chart::new(datasets).x_axis(across).y_axis(up.labels_alignment(Alignment::Right)).render(area, &mut buffer);
    text(&buffer, style)
}

/// The values between gaps: position and value.
fn runs(values: &[Option<f64>]) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut open = false;
    for (position, value) in values.iter().enumerate() {
        let Some(value) = value else {
            open = false;
            continue;
        };
        let point = (position as f64, *value);
        match runs.last_mut() {
            Some(run) if open => run.push(point),
            _ => runs.push(vec![point]),
        }
        open = true;
    }
    runs
}

/// The lines of a buffer, without what is blank at their ends.
fn text(buffer: &Buffer, style: Style) -> String {
    let mut text = String::new();
    for row in buffer.content().chunks(usize::from(buffer.area.width.max(1))) {
        let end = row.iter().rposition(|cell| !cell.symbol().trim().is_empty()).map_or(0, |last| last + 1);
        for cells in row.get(..end).unwrap_or(row).chunk_by(|a, b| a.fg == b.fg) {
            let symbols: String = cells.iter().map(|cell| cell.symbol()).collect();
            text.push_str(&match cells.first().map(|cell| cell.fg) {
                Some(Color::Cyan) => paint(style, "36", &symbols),
                Some(Color::Red) => paint(style, "31", &symbols),
                _ => symbols,
            });
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: &[Option<f64>], width: Option<usize>) -> String {
        let scale = super::super::scale::scale(values.iter().flatten().copied(), false).unwrap_or_default();
        let drawing = Drawing { values, ends: ("2026-01-05", "2026-12-28"), scale: &scale, limits: &[] };
        draw(&drawing, Style { color: false, width })
    }

    #[test]
    fn a_chart_is_as_wide_as_the_terminal_within_reason() {
        let values: Vec<Option<f64>> = (0..500).map(|n| Some(f64::from(n % 7))).collect();
        for (terminal, width) in [(None, 80), (Some(0), 40), (Some(50), 50), (Some(100), 100), (Some(1000), 160)] {
            let text = drawn(&values, terminal);
            assert_eq!(text.lines().map(|line| line.chars().count()).max(), Some(width), "{terminal:?}\n{text}");
            assert_eq!(text.lines().count(), usize::from(HEIGHT));
            assert!(text.ends_with("2026-12-28\n") && text.contains("2026-01-05 "), "{text}");
        }
    }

    #[test]
    fn no_number_stops_the_drawing() {
        for values in [&[f64::MAX, f64::MIN, 0.0][..], &[1e300, -1e300], &[5e-324, 0.0], &[1e16, 1e16 + 2.0], &[0.0], &[]] {
            let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
            assert_eq!(drawn(&values, None).lines().count(), usize::from(HEIGHT), "{values:?}");
        }
    }

    #[test]
    fn a_gap_parts_the_line() {
        let values = [Some(1.0), Some(2.0), None, None, Some(3.0), None];
        assert_eq!(runs(&values), [vec![(0.0, 1.0), (1.0, 2.0)], vec![(4.0, 3.0)]]);
        assert!(runs(&[None, None]).is_empty());
    }
}
