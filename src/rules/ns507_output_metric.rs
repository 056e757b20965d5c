//! NS507: a north star that counts work done.

use super::choice::{Choice, Core, Kind, is_qualified, is_tagged, report};
use super::lexicon::{DONE, OUTPUT, WORK, ends_in};
use super::{Frame, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::source::{RowExpr, RowLeaf};

/// `output-metric`
pub static RULE: Rule = Rule {
    code: codes::OUTPUT_METRIC,
    summary: "A north star that counts work done",
    explanation: r#"Features shipped, tickets closed and story points burnt measure how busy a company is, not whether anybody is better
off. They are fully under its control, which is what makes them attractive, and they are raised most easily by smaller
pieces. "Features shipped" is the common example of mistaking output for outcome.

It warns where the rows that are counted are pieces of work (a source whose name ends in `features`, `releases`,
`tickets`, `stories`, `commits`, `experiments` and the like, or one with the tag `internal`), and a name says that it is
work done: `features`, `shipped`, `released`, `merged`, `tickets_closed`, `velocity`. That the work is done
(`status = 'closed'`) clears nothing; that somebody uses it does. Tickets that are sold are no output, and neither is
who contributes (`count(distinct author_id) from commits`).

Count what customers do with it. Where the work is the product, as tickets are for a help desk, write
`tags: value_moment` in the source."#,
    bad: r#"source features {
  table: jira.features

  feature_id  integer    key
  shipped_at  timestamp  time
}

north_star nights_booked {
  title:       "Features shipped"
  description: "What the teams released."
  value:       count(*) from features
  unit:        feature
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  leads:       gross_booking_value by 2 to 8 weeks
  allow:       no-equals because "it is counted as a whole"
}
"#,
    good: r#"source feature_uses {
  table: app.feature_uses

  use_id      integer    key
  used_at     timestamp  time
  feature_id  integer
  guest_id    integer
}

north_star nights_booked {
  title:       "Features that guests use"
  description: "Features that a hundred guests used."
  value:       count(distinct feature_id having count(distinct guest_id) >= 100) from feature_uses
  unit:        feature
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  leads:       gross_booking_value by 2 to 8 weeks
  allow:       no-equals because "it is counted as a whole"
}
"#,
    frame: Frame::Project,
    check: Some(|project, context, d| report(codes::OUTPUT_METRIC, project, context, d)),
};

pub(super) fn find(choice: &Choice) -> Option<Diagnostic> {
    let about = [OUTPUT.words, DONE].join(" ");
    let is_output =
        |core: &Core| counts_work(core) && choice.word_of(&OUTPUT, core).is_some() && !is_qualified(choice.project, core, &about);
    if !choice.all(is_output) || choice.is_value_moment() {
        return None;
    }
    let star = &choice.metric.name;
    let help = "count those who use it, `value: count(distinct KEY having count(distinct CUSTOMER) >= 10) from USES`";
    Some(
        choice
            .finding(codes::OUTPUT_METRIC, format!("the north star `{star}` counts work done, not what customers get"))
            .here("pieces of the company's own work")
            .why("a busy company and a useful one look the same in it, and smaller pieces raise it")
            .help(format!("{help}; {}", choice.value_moment_help())),
    )
}

/// Whether pieces of work are counted or their sizes added up; not who did them.
fn counts_work(core: &Core) -> bool {
    let is_work = is_tagged(&core.source.tags, &["internal"]) || ends_in(WORK, &core.source.name);
    let of_key = || core.values.iter().all(|value| is_key(core, value));
    is_work
        && match core.kind {
            Kind::Rows | Kind::Sum => true,
            Kind::Distinct => of_key(),
            Kind::Statistic => false,
        }
}

fn is_key(core: &Core, value: &RowExpr) -> bool {
    matches!(value.leaf(), Some(RowLeaf::Column(path)) if path.links.is_empty() && core.source.key.contains(&path.column))
}
