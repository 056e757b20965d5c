//! NS209: a sum of amounts in different currencies.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `mixed-currencies`
pub static RULE: Rule = Rule {
    code: codes::MIXED_CURRENCIES,
    summary: "A sum of amounts in different currencies",
    explanation:
        "Each currency is a unit of its own, so `usd` and `eur` cannot be added, compared or set against one limit. There is no
built-in rate: which rate, of which day, from which bank is a decision of your business, and half of all revenue
discrepancies are two answers to it.

Declare the rates as a source, link them by day and currency, and convert where the column is computed. Then the rule is
written down once and everybody uses it.",
    bad: r#"source payouts {
  table: analytics.fct_payouts

  payout_id  integer        key
  paid_at    timestamp      time
  amount     decimal(12,2)  unit usd
  tax        decimal(12,2)  unit eur
}

outcome payouts_and_tax {
  title:       "Payouts and tax"
  description: "What leaves the company for hosts."
  value:       sum(amount) + sum(tax) from payouts
}
"#,
    good: r#"source payouts {
  table: analytics.fct_payouts

  payout_id  integer        key
  paid_at    timestamp      time
  amount     decimal(12,2)  unit usd
  tax        decimal(12,2)  unit eur
  tax_usd    float          unit usd = tax * 1.08
}

outcome payouts_and_tax {
  title:       "Payouts and tax"
  description: "What leaves the company for hosts; tax at the budget rate of 1.08."
  value:       sum(amount) + sum(tax_usd) from payouts
}
"#,
    frame: Frame::Project,
    check: None,
};
