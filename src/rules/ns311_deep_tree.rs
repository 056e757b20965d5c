//! NS311: a metric tree of more than four levels.

use super::{Frame, Rule};
use crate::diagnostic::codes;

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

  event_id   integer    key
  happened   timestamp  time
  kind       text       one_of ('save', 'visit', 'search')
  listing_id integer    references listings as listing
}

team growth   { title: "Growth"    contact: "growth@stays.example" }
team discover { title: "Discover"  contact: "discover@stays.example" }
team reach    { title: "Reach"     contact: "reach@stays.example" }

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

  event_id   integer    key
  happened   timestamp  time
  kind       text       one_of ('save', 'visit', 'search')
  listing_id integer    references listings as listing
}

team growth   { title: "Growth"    contact: "growth@stays.example" }
team discover { title: "Discover"  contact: "discover@stays.example" }
team reach    { title: "Reach"     contact: "reach@stays.example" }

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
    check: None,
};
