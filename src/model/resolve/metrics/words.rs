//! Properties whose value is one of a few words, and their findings.

use crate::diagnostic::{Diagnostic, Diagnostics, Fix, codes};
use crate::model::metric::{Direction, Fill, SnapshotKind, Stage, Status};
use crate::project::calendar::Grain;
use crate::syntax::ast::Ident;

/// What other tools call a word of ours.
const SYNONYMS: [(&str, &str); 22] = [
    ("hourly", "hour"),
    ("daily", "day"),
    ("weekly", "week"),
    ("monthly", "month"),
    ("quarterly", "quarter"),
    ("yearly", "year"),
    ("annual", "year"),
    ("0", "zero"),
    ("none", "null"),
    ("forward", "previous"),
    ("locf", "previous"),
    ("up", "increase"),
    ("higher", "increase"),
    ("maximize", "increase"),
    ("down", "decrease"),
    ("lower", "decrease"),
    ("minimize", "decrease"),
    ("wip", "draft"),
    ("live", "active"),
    ("retired", "deprecated"),
    ("average", "avg"),
    ("mean", "avg"),
];

/// The meaning of a word; reported where it has none (NS906), with the nearest word that has.
fn word<T: Copy>(what: &str, written: &Ident, known: &[(&str, T)], d: &mut Diagnostics) -> Option<T> {
    if let Some((_, meaning)) = known.iter().find(|(name, _)| *name == written.text) {
        return Some(*meaning);
    }
    let synonym = SYNONYMS.iter().filter(|(other, _)| *other == written.text).map(|(_, ours)| *ours);
    let synonym = synonym.into_iter().find(|ours| known.iter().any(|(name, _)| name == ours));
    let finding = Diagnostic::new(codes::UNKNOWN_SETTING, written.span, format!("there is no {what} `{}`", written.text))
        .here(format!("a {what} is needed here"));
    d.push(match synonym {
        Some(ours) => finding.help(format!("did you mean `{ours}`?")).fix(Fix::writing(written.span, ours, false)),
        None => finding.did_you_mean(&written.text, known.iter().map(|(name, _)| *name)),
    });
    None
}

/// `grain`
pub(super) fn grain(written: &Ident, d: &mut Diagnostics) -> Option<Grain> {
    word("grain", written, &Grain::ALL.map(|grain| (grain.name(), grain)), d)
}

/// `fill`
pub(super) fn fill(written: &Ident, d: &mut Diagnostics) -> Option<Fill> {
    word("fill", written, &[("zero", Fill::Zero), ("null", Fill::Null), ("previous", Fill::Previous)], d)
}

/// `direction`
pub(super) fn direction(written: &Ident, d: &mut Diagnostics) -> Option<Direction> {
    word("direction", written, &[("increase", Direction::Increase), ("decrease", Direction::Decrease)], d)
}

/// `status`
pub(super) fn status(written: &Ident, d: &mut Diagnostics) -> Option<Status> {
    word("status", written, &[("draft", Status::Draft), ("active", Status::Active), ("deprecated", Status::Deprecated)], d)
}

/// `stage`
pub(super) fn stage(written: &Ident, d: &mut Diagnostics) -> Option<Stage> {
    word("stage", written, &[("early", Stage::Early), ("growth", Stage::Growth), ("mature", Stage::Mature)], d)
}

/// The first word of `snapshot`
pub(super) fn snapshot(written: &Ident, d: &mut Diagnostics) -> Option<SnapshotKind> {
    let known = [
        ("last", SnapshotKind::Last),
        ("first", SnapshotKind::First),
        ("avg", SnapshotKind::Avg),
        ("min", SnapshotKind::Min),
        ("max", SnapshotKind::Max),
    ];
    word("snapshot", written, &known, d)
}
