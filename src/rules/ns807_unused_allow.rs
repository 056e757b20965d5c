//! NS807: an `allow` that silences nothing. Found where `allow` is applied, after all rules.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `unused-allow`
pub static RULE: Rule = Rule {
    code: codes::UNUSED_ALLOW,
    summary: "An `allow` that silences nothing",
    explanation:
        "The declaration allows a rule that finds nothing in it. Either what was wrong has been mended, and the exception can go;
or the finding stands in another declaration, and the exception belongs there.

An exception that is left behind is a trap: the next time the rule has something to say here, nobody will hear it, and the
reason that is written beside it was about something else.",
    bad: r#"input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       supply
  review:      weekly_review
  allow:       input-without-review because "The meeting is still to be found."
}
"#,
    good: r#"input nights_per_booking {
  title:       "Nights per booking"
  description: "How long a confirmed stay is."
  drives:      nights_booked
  value:       avg(nights) from bookings where status = 'confirmed'
  unit:        night / booking
  owner:       supply
  allow:       input-without-review because "The meeting is still to be found."
}
"#,
    frame: Frame::Project,
    check: None,
};
