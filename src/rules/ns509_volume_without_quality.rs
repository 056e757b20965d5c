//! NS509: a volume as north star, and no counter that says how good it is.

use super::choice::{Choice, Core, Kind, cores, report, selected, sources_of};
use super::framework::all_known;
use super::lexicon::{FAULT, HARM, has};
use super::{Frame, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::metric::{Metric, Role, TimeKind};
use crate::model::source::Source;
use crate::model::{Id, Project};

/// `volume-without-quality`
pub static RULE: Rule = Rule {
    code: codes::VOLUME_WITHOUT_QUALITY,
    summary: "A volume as north star, and no counter that says how good it is",
    explanation: r#"A count or a sum grows with more of the same, good or bad: messages sent that nobody reads, bookings that are cancelled,
orders that come back. Goodhart's law does the rest: what is a target is reached, and first by what costs least.

It warns where the north star counts rows or adds up a value, and there are counters, but none is a ratio, a mean, a
percentile, a conversion or a count of faults of the same rows: of the same source, or of one that is linked with it. A
count of something else, such as support requests in all, says nothing of how good the volume is.

Ask what share of it was worth having: `messages_read / messages_sent`, cancellations of bookings, the slowest one in
twenty."#,
    bad: r#"source requests {
  table: app.requests

  request_id  integer    key
  asked_at    timestamp  time
}

counter cancellation_rate {
  title:       "Support requests"
  description: "Questions to the support team."
  guards:      nights_booked
  value:       count(*) from requests
  limit:       at most 500
  owner:       supply
  review:      weekly_review
}
"#,
    good: r#"counter cancellation_rate {
  title:       "Cancellation rate"
  description: "Share of booking attempts that end cancelled."
  guards:      nights_booked
  value:       count(*) filter (where status = 'cancelled') / count(*) from bookings
  limit:       at most 8%
  owner:       supply
  review:      weekly_review
}
"#,
    frame: Frame::Project,
    check: Some(|project, context, d| report(codes::VOLUME_WITHOUT_QUALITY, project, context, d)),
};

/// A north star without any counter is NS305.
pub(super) fn find(choice: &Choice) -> Option<Diagnostic> {
    let (project, star) = (choice.project, choice.metric);
    let is_volume = |core: &Core| matches!(core.kind, Kind::Rows | Kind::Sum) && !core.averaged;
    let counters: Vec<_> = project.metrics_of(Role::Counter).collect();
    let known = all_known(project, Role::Counter) && !counters.is_empty();
    if !known || star.additivity.time == TimeKind::Level || !choice.all(is_volume) {
        return None;
    }
    let own = choice.sources();
    if counters.iter().any(|(id, counter)| says_how_good(project, *id, counter, &own)) {
        return None;
    }
    let source = choice.cores.first().map_or("…", |core| core.source.name.as_str());
    let message = format!("the north star `{}` is a volume, and no counter says how good it is", star.name);
    let mut finding = choice.finding(codes::VOLUME_WITHOUT_QUALITY, message).here("more of the same, good or bad, raises it");
    for (_, counter) in counters.iter().take(3) {
        finding = finding.label(counter.name_span, "says nothing of its rows");
    }
    let value = format!("`value: count(*) filter (where …) / count(*) from {source}`");
    Some(
        finding
            .why("what is cheapest to make more of is made more of: messages that nobody reads, bookings that are cancelled")
            .help(format!("declare a `counter` with `guards: {}` and a share that went wrong, {value}", star.name)),
    )
}

/// Whether a counter is about the quality of rows like these: any value but a plain volume, or a count of faults.
fn says_how_good(project: &Project, id: Id<Metric>, counter: &Metric, own: &[(Id<Source>, &Source)]) -> bool {
    let volumes = cores(project, id);
    let names_fault = |text: &str| has(HARM.words, text) || has(FAULT, text);
    let faults = || {
        let read = volumes.iter().flat_map(|core| selected(core).into_iter().chain([core.source.name.as_str()]));
        read.chain([counter.name.as_str()]).chain(counter.title.as_deref()).any(names_fault)
    };
    let quality = volumes.is_empty() || volumes.iter().any(|core| core.kind == Kind::Statistic || core.having) || faults();
    let same = |source: Id<Source>| own.iter().any(|(other, _)| are_linked(project, source, *other));
    quality && sources_of(project, id).into_iter().any(|(source, _)| same(source))
}

/// Whether two sources are one, or one of them links to the other.
fn are_linked(project: &Project, left: Id<Source>, right: Id<Source>) -> bool {
    let links = |from: Id<Source>, to: Id<Source>| project.sources[from].links.iter().any(|link| link.target == to);
    left == right || links(left, right) || links(right, left)
}
