//! NS206: a reference to a source whose key is another.

use super::{Frame, Rule};
use crate::diagnostic::codes;

/// `reference-to-no-key`
pub static RULE: Rule = Rule {
    code: codes::REFERENCE_TO_NO_KEY,
    summary: "A reference to a source whose key is another",
    explanation:
        "A reference is a promise: for each row there is at most one row on the other side. It holds where the referenced
source's whole key is what the reference gives. If the key has a second column, several rows match, and each of them
would double the fact.

For a key of several columns, declare a `link` with all of them, in the key's order. If the declared key is wrong,
correct it: `build` writes a data test for every key.",
    bad: r#"source rates {
  table: analytics.dim_rates

  on_date   date  key
  currency  text  key
  to_usd    float
}

source refunds {
  table: analytics.fct_refunds

  refund_id    integer        key
  refunded_at  timestamp      time
  amount       decimal(12,2)  unit usd
  paid_on      date           references rates as rate
}

outcome refunds_paid {
  title:       "Refunds paid"
  description: "Refunds, converted to dollars."
  value:       sum(amount * rate.to_usd) from refunds where rate.currency = 'EUR'
  direction:   decrease
}
"#,
    good: r#"source rates {
  table: analytics.dim_rates

  on_date   date  key
  currency  text  key
  to_usd    float
}

source refunds {
  table: analytics.fct_refunds

  link rate: (paid_on, paid_in) references rates

  refund_id    integer        key
  refunded_at  timestamp      time
  amount       decimal(12,2)  unit usd
  paid_on      date
  paid_in      text
}

outcome refunds_paid {
  title:       "Refunds paid"
  description: "Refunds, converted to dollars."
  value:       sum(amount * rate.to_usd) from refunds
  direction:   decrease
}
"#,
    frame: Frame::Project,
    check: None,
};
