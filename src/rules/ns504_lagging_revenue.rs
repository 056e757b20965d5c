//! NS504: revenue as north star.

use super::choice::{Choice, has_currency, is_kind, report};
use super::lexicon::REVENUE;
use super::{Frame, Rule};
use crate::diagnostic::{Diagnostic, codes};

/// `lagging-revenue`
pub static RULE: Rule = Rule {
    code: codes::LAGGING_REVENUE,
    summary: "Revenue as north star",
    explanation: r#"Revenue is what remains when everything else went well, and it comes last. It does not say why it changed, teams cannot
move it directly, and it can be raised against the customer: by price, by contract terms, by making it hard to leave. It
is the outcome that a north star should lead, by weeks or months.

It warns where the unit holds a currency, and either the source is billing (tags `billing`, `invoice`, `subscription`,
`revenue`; a source called `invoices`, `billing_…`, `subscriptions`), or a name or column says revenue, MRR, ARR, ACV,
contract value, profit, margin and the like. What others earn through you, such as the sales of a marketplace's
merchants, is neither.

A mature company may steer by expansion revenue: write `stage: mature` and say why in `because`."#,
    bad: r#"north_star nights_booked {
  title:       "Booking revenue"
  description: "What guests pay us, and what they do not in the end."
  value:       sum(price) from bookings
  unit:        usd
  dimensions:  listing.city
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  leads:       gross_booking_value by 2 to 8 weeks
  allow:       no-equals because "it is counted as a whole"
}
"#,
    good: r#"north_star nights_booked {
  title:       "Nights booked"
  description: "A night booked is value for a guest and income for a host."
  value:       sum(nights) from bookings where status = 'confirmed'
  unit:        night
  dimensions:  listing.city
  owner:       marketplace
  review:      weekly_review
  adopted:     2025-01-06
  reviewed:    2026-07-06
  revisit:     every 1 year
  leads:       gross_booking_value by 2 to 8 weeks
  equals:      bookings_made * nights_per_booking
}
"#,
    frame: Frame::Project,
    check: Some(|project, context, d| report(codes::LAGGING_REVENUE, project, context, d)),
};

/// The tags and names of sources that hold what is billed.
const TAGS: &[&str] = &["billing", "invoice", "invoices", "invoicing", "subscription", "subscriptions", "revenue"];
const NAMES: &str = "billing invoice subscription";

pub(super) fn find(choice: &Choice) -> Option<Diagnostic> {
    let star = choice.metric;
    if !has_currency(&star.unit) || choice.is_mature() || choice.is_value_moment() {
        return None;
    }
    let sources = choice.sources();
    let billed = !sources.is_empty() && sources.iter().all(|(_, source)| is_kind(source, TAGS, NAMES));
    let summed = || choice.cores.iter().any(|core| choice.word_of(&REVENUE, core).is_some());
    if !billed && choice.word(&REVENUE).is_none() && !summed() {
        return None;
    }
    Some(
        choice
            .finding(codes::LAGGING_REVENUE, format!("the north star `{}` is revenue", star.name))
            .here("comes after the value is delivered")
            .why("revenue does not say why it changed, and can be raised against the customer")
            .help(choice.outcome_help()),
    )
}
