//! NS407: a north star that was changed twice within half a year.

use super::framework::{count, the_star};
use super::{Context, Frame, Rule, StarChange};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use jiff::ToSpan;

/// `north-star-changed`
pub static RULE: Rule = Rule {
    code: codes::NORTH_STAR_CHANGED,
    summary: "A north star that was changed twice within 180 days",
    explanation: "The history of the files shows that the north star, or what it measures, was another one twice within the last 180 days. Nobody
can learn from a target that moves: an initiative takes a quarter to be felt, and each change begins the series anew. A
slightly wrong north star that stays is worth more than the right one of each month.

Keep this one until its next `revisit`, and let a candidate run beside it as a `metric` with `status: draft`. A change is a
day on which the name or the value of the declared north star is another one than before, on the branch that is checked
out; layout, titles and targets may change each day. Where there is no git, no repository, or a shallow copy that holds only a
part of those days, nothing is said of what cannot be seen; therefore an `allow` of this rule is never called unused.",
    bad: "$ git log --format=%as --first-parent -- metrics/stays.nsm
2026-06-15
2026-05-04
2025-01-06
$ northstar check --as-of 2026-07-07
warning[NS407] north-star-changed: the north star changed two times within 180 days
  help: keep `nights_booked` until its next `revisit`, and try others out as `metric` with `status: draft`
",
    good: "$ git log --format=%as --first-parent -- metrics/stays.nsm
2026-05-04
2025-01-06
$ northstar check --as-of 2026-07-07
checked 5 metrics
",
    frame: Frame::Shell,
    check: Some(check),
};

/// How far back changes are looked for.
pub const WITHIN_DAYS: i32 = 180;

fn check(project: &Project, context: &Context, d: &mut Diagnostics) {
    let Some((_, star)) = the_star(project) else { return };
    let Ok(since) = context.as_of.checked_sub(WITHIN_DAYS.days()) else { return };
    let recent = |change: &&StarChange| change.day > since && change.day <= context.as_of;
    let changes: Vec<&StarChange> = context.star_changes.iter().filter(recent).collect();
    if changes.len() < 2 {
        return;
    }
    let message = format!("the north star changed {} times within {WITHIN_DAYS} days", count(changes.len()));
    let told: Vec<String> = changes.iter().map(|change| told(change)).collect();
    d.push(
        Diagnostic::new(codes::NORTH_STAR_CHANGED, star.name_span, message)
            .here(told.join("; "))
            .why("nobody can learn from a target that moves; each change begins the series anew")
            .help(format!("keep `{}` until its next `revisit`, and try others out as `metric` with `status: draft`", star.name)),
    );
}

fn told(change: &StarChange) -> String {
    let StarChange { day, before, after } = change;
    if before == after { format!("{day} its value") } else { format!("{day} from `{before}` to `{after}`") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use jiff::civil::date;

    /// What is found for changes on some days, as of 2026-07-07.
    fn found(days: &[&str]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let (mut sources, mut d) = (crate::source::SourceMap::default(), Diagnostics::default());
        let toml = "[project]\nname = \"stays\"\ninclude = [\"*.nsm\"]\ndialect = \"duckdb\"\n";
        std::fs::write(folder.path().join("northstar.toml"), toml).unwrap();
        let config = crate::project::load(folder.path(), &mut sources, &mut d).unwrap();
        let file = sources.add("stays.nsm", super::super::project_text("", &[]));
        let change = |day: &&str| StarChange { day: day.parse().unwrap(), before: "stays".into(), after: "nights_booked".into() };
        let changes: Vec<StarChange> = days.iter().map(change).collect();
        let when = crate::Moment { as_of: date(2026, 7, 7), star_changes: &changes };
        crate::check_at(&config, &sources, &[file], &when, &mut d);
        d.iter().map(|finding| format!("{} {}", finding.code.id, finding.message)).collect()
    }

    #[test]
    fn changes_count_for_180_days() {
        let two = ["NS407 the north star changed two times within 180 days"];
        assert_eq!(found(&["2026-05-04", "2026-06-15"]), two);
        assert_eq!(found(&["2026-01-09", "2026-07-07"]), two);
        // The 180th day before, and the day after.
        assert_eq!(found(&["2026-01-08", "2026-07-07"]), [""; 0]);
        assert_eq!(found(&["2026-01-09", "2026-07-08"]), [""; 0]);
        assert_eq!(found(&["2026-06-15"]), [""; 0]);
    }
}
