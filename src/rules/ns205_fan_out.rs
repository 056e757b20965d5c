//! NS205: a sum that would count a linked row many times.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `fan-out`
pub static RULE: Rule = Rule {
    code: codes::FAN_OUT,
    summary: "A sum that would count a linked row many times",
    explanation:
        "Many bookings point to one listing. An aggregate of the listing's columns over bookings meets each listing as often as
it was booked, so a sum of its rooms grows with its bookings. The figure looks plausible, and is wrong.

Ways out: aggregate over the linked source itself; multiply with a column of the fact, if that is what is meant
(`sum(nights * listing.rooms)` is room nights, and right); or count keys, `count(distinct listing_id)`. `min` and `max`
are not harmed by repetition and are allowed.",
    bad: r#"source listings {
  table: analytics.dim_listings

  listing_id  integer  key
  city        text
  rooms       integer
}

outcome rooms_booked {
  title:       "Rooms booked"
  description: "Rooms of booked listings."
  value:       sum(listing.rooms) from bookings where status = 'confirmed'
}
"#,
    good: r#"source listings {
  table: analytics.dim_listings

  listing_id  integer  key
  city        text
  rooms       integer
}

outcome room_nights {
  title:       "Room nights"
  description: "Nights booked, times the rooms of the listing."
  value:       sum(nights * listing.rooms) from bookings where status = 'confirmed'
}
"#,
    frame: Frame::Project,
    check: None,
};
