//! NS311: a metric tree of more than four levels.

use super::framework::{Reach, count, the_star};
use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Metric, Role};
use crate::source::Span;

/// `deep-tree`
pub static RULE: Rule = Rule {
    code: codes::DEEP_TREE,
    summary: "A metric tree of more than four levels",
    explanation:
        "From the north star down, the tree has more than four levels. Each level adds a delay and a doubt: four steps down, a
change takes months to arrive at the top, if it arrives, and nobody can tell that it did.

Let the lowest metrics drive something nearer to the top, where that is true. Otherwise leave them out of the tree: a
team may watch many figures that are no inputs.",
    bad: r#"source events {
  table: analytics.fct_events

  event_id    integer    key
  happened    timestamp  time
  kind        text       one_of ('save', 'visit', 'search')
  listing_id  integer    references listings as listing
}

team growth   { title: "Growth"  contact: "growth@stays.example" }
team discover { title: "Discover"  contact: "discover@stays.example" }
team reach    { title: "Reach"  contact: "reach@stays.example" }

input listing_saves {
  title:       "Saved listings"
  description: "Events of the kind save."
  drives:      bookings_made
  value:       count(*) from events where kind = 'save'
  unit:        save
  owner:       growth
  review:      weekly_review
}

input listing_visits {
  title:       "Visited listings"
  description: "Events of the kind visit."
  drives:      listing_saves
  value:       count(*) from events where kind = 'visit'
  unit:        visit
  owner:       discover
  review:      weekly_review
}

input listing_searches {
  title:       "Searches"
  description: "Events of the kind search."
  drives:      listing_visits
  value:       count(*) from events where kind = 'search'
  unit:        search
  owner:       reach
  review:      weekly_review
}
"#,
    good: r#"source events {
  table: analytics.fct_events

  event_id    integer    key
  happened    timestamp  time
  kind        text       one_of ('save', 'visit', 'search')
  listing_id  integer    references listings as listing
}

team growth   { title: "Growth"  contact: "growth@stays.example" }
team discover { title: "Discover"  contact: "discover@stays.example" }
team reach    { title: "Reach"  contact: "reach@stays.example" }

input listing_saves {
  title:       "Saved listings"
  description: "Events of the kind save."
  drives:      bookings_made
  value:       count(*) from events where kind = 'save'
  unit:        save
  owner:       growth
  review:      weekly_review
}

input listing_visits {
  title:       "Visited listings"
  description: "Events of the kind visit."
  drives:      bookings_made
  value:       count(*) from events where kind = 'visit'
  unit:        visit
  owner:       discover
  review:      weekly_review
}

input listing_searches {
  title:       "Searches"
  description: "Events of the kind search."
  drives:      bookings_made
  value:       count(*) from events where kind = 'search'
  unit:        search
  owner:       reach
  review:      weekly_review
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

/// The north star is the first level.
const LEVELS: usize = 4;

/// One finding for the tree, at its lowest metric; the others may follow once that is mended.
fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let Some((_, star)) = the_star(project) else { return };
    let reach = Reach::new(project);
    let mut lowest = None;
    for (id, _) in project.metrics_of(Role::Input) {
        let steps = reach.steps(id).unwrap_or(0);
        if lowest.is_none_or(|(most, _)| steps > most) {
            lowest = Some((steps, id));
        }
    }
    let Some((steps, lowest)) = lowest.filter(|(steps, _)| steps + 1 > LEVELS) else { return };
    let way: Vec<&Metric> = reach.way_up(lowest).into_iter().map(|id| &project.metrics[id]).collect();
    let [metric, above @ ..] = way.as_slice() else { return };
    let message = format!("the tree of `{}` has {} levels", star.name, count(steps + 1));
    let mut finding = Diagnostic::new(codes::DEEP_TREE, metric.place("drives"), message).here(format!(
        "`{}` is {} steps away from the north star",
        metric.name,
        count(steps)
    ));
    for pair in above.windows(2).take(LEVELS) {
        if let [lower, upper] = pair {
            finding = finding.label(place(lower), format!("`{}` drives `{}`", lower.name, upper.name));
        }
    }
    let nearer = above.get((steps + 1).saturating_sub(LEVELS)).map_or(star.name.as_str(), |metric| metric.name.as_str());
    d.push(
        finding
            .why("each level adds a delay and a doubt")
            .help(format!("where that is true, write `drives: {nearer}`; otherwise make it a `metric`")),
    );
}

fn place(metric: &Metric) -> Span {
    metric.drives.first().map_or(metric.name_span, |(_, span)| *span)
}
