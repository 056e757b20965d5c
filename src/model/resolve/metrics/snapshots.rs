//! NS222: what a `snapshot` leaves without a meaning, in the same metric.

use super::block::Block;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::metric::{AggregateExpr, AggregateInput, Metric, NestedKey, Snapshot, SnapshotKind};
use crate::project::calendar::Grain;
use crate::source::Span;
use crate::syntax::ast::{self, PropertyValue};

/// Looks for a window, keys or sub-periods that the metric's snapshot takes the meaning from.
pub(super) fn check(block: &Block<'_>, metric: &Metric, expr: &AggregateExpr, value: Span, d: &mut Diagnostics) {
    let (Some(snapshot), Some(PropertyValue::Snapshot(written))) = (&metric.snapshot, block.value("snapshot")) else { return };
    let place = block.property("snapshot").map_or(value, |property| property.span);
    let picks_day = matches!(snapshot.which, SnapshotKind::Last | SnapshotKind::First);
    if let Some(sub) = sub_period(expr) {
        d.push(of_sub_period(sub, snapshot, value, place));
    } else if !picks_day && !snapshot.by.is_empty() {
        d.push(of_keys(written, place));
    } else if let Some(window) = block.property("window").filter(|_| picks_day && snapshot.by.is_empty()) {
        d.push(of_window(written, window.span, place));
    }
}

fn sub_period(expr: &AggregateExpr) -> Option<Grain> {
    expr.leaves().into_iter().find_map(|aggregate| match &aggregate.input {
        AggregateInput::Nested(nested) => match nested.key {
            NestedKey::Period(grain) => Some(grain),
            NestedKey::Column(_) => None,
        },
        _ => None,
    })
}

fn of_sub_period(sub: Grain, snapshot: &Snapshot, value: Span, place: Span) -> Diagnostic {
    let sub = sub.name();
    let help = match snapshot.which {
        SnapshotKind::Avg | SnapshotKind::Min | SnapshotKind::Max => {
            format!("leave out `per {sub}`: the snapshot takes every day already")
        }
        _ => format!("leave out `per {sub}` and write `snapshot: avg`, the mean of the daily levels"),
    };
    finding(value, format!("`per {sub}` and `snapshot` both say which days count"))
        .here(format!("every {sub} of the period"))
        .label(place, "other days, or only one of them")
        .help(help)
}

fn of_keys(written: &ast::Snapshot, place: Span) -> Diagnostic {
    let which = &written.which.text;
    let keys: Vec<&str> = written.by.iter().map(|name| name.text.as_str()).collect();
    finding(place, format!("`snapshot: {which}` is of the levels of days, which no key changes"))
        .here("takes no `by`")
        .help(format!("write `snapshot: {which}`, or `snapshot: last by {}`", keys.join(", ")))
}

fn of_window(written: &ast::Snapshot, window: Span, place: Span) -> Diagnostic {
    let which = &written.which.text;
    finding(window, format!("`snapshot: {which}` reads one day, so a window changes nothing"))
        .here("reads days that do not count")
        .label(place, "one day of each period")
        .help(format!("leave out `window`; or write `snapshot: {which} by KEY`, one row of each key within the window"))
}

fn finding(place: Span, message: String) -> Diagnostic {
    Diagnostic::new(codes::SNAPSHOT_COMBINATION, place, message)
}
