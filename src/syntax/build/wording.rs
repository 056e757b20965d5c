//! What pest expected, in the words of the language.

use std::collections::BTreeSet;

use crate::syntax::grammar::Rule;

/// At most four things that could have stood there; empty where nothing useful can be said.
pub(super) fn expectations(rules: &[Rule]) -> String {
    // What closes or goes on comes last, so that it is left out first.
    // Where an operator could go on, that a name could be called goes without saying.
    let operator = rules.contains(&Rule::arithmetic_operator);
    let rules = rules.iter().filter(|rule| !(operator && matches!(rule, Rule::open_paren | Rule::call | Rule::dot)));
    let ranked: BTreeSet<(u8, &str)> = rules.filter_map(|rule| wording(*rule)).collect();
    let mut words: Vec<&str> = ranked.into_iter().map(|(_, word)| word).collect();
    words.dedup();
    words.truncate(4);
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// The rank of a rule, and its words; `None` for a rule that says nothing to people.
fn wording(rule: Rule) -> Option<(u8, &'static str)> {
    value_wording(rule)
        .map(|w| (1, w))
        .or_else(|| word_wording(rule).map(|w| (2, w)))
        .or_else(|| mark_wording(rule).map(|w| (3, w)))
}

/// Things that have a value or a name.
fn value_wording(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::expression | Rule::arithmetic | Rule::operand | Rule::reference | Rule::value | Rule::lone_expression => "a value",
        Rule::text | Rule::open_text => "a text in single quotes",
        Rule::literal => "a literal: a number, a date, a text in single quotes, `true`, `false` or `null`",
        Rule::name | Rule::word | Rule::words | Rule::bad_name | Rule::unknown_name => "a name",
        Rule::path | Rule::dimension | Rule::dimensions | Rule::lone_path => "a column or a path such as `guest.country`",
        Rule::prose | Rule::short_string | Rule::open_short_string => "text in double quotes",
        Rule::long_string | Rule::open_long_string => "text in `\"\"\"`",
        Rule::number | Rule::signed_number => "a number",
        Rule::date => "a date such as `2026-01-05`",
        Rule::timestamp => "a date and time such as `2026-01-05 10:00`",
        Rule::duration => "a span of time such as `7 days`",
        Rule::time_unit => "`days`, `weeks`, `months`, `quarters` or `years`",
        Rule::type_name | Rule::foreign_type | Rule::type_word | Rule::foreign_word => {
            "a type: `text`, `integer`, `decimal(12,2)`, `float`, `boolean`, `date` or `timestamp`"
        }
        Rule::unit => "a unit such as `night / booking`",
        Rule::columns => "a time column, or `from_column to to_column`",
        Rule::limit => "`at most 8%`, `at least 0.95` or `between 1 and 3`",
        Rule::target | Rule::targets => "a target such as `+12% by 2026-12-31`",
        Rule::target_suffix => "`pp`, `relative`",
        Rule::lead | Rule::leads => "an outcome and a span such as `revenue by 2 to 8 weeks`",
        Rule::every => "a rhythm such as `week on monday`",
        Rule::revisit => "a rhythm such as `every 1 year`",
        Rule::window => "`trailing 28 days`, `month to date` or `all time`",
        Rule::snapshot => "`last` or `last by account_id`",
        Rule::fresh => "`within 1 day`",
        Rule::table | Rule::table_part => "a table such as `analytics.fct_bookings`",
        Rule::allow | Rule::allows | Rule::rule_name => "a rule and a reason: `NS405 because \"…\"`",
        Rule::row => "a row such as `(2026-01-05, 3)`",
        Rule::rows => "rows in `{ … }`",
        Rule::dialect_sql => "a dialect and its SQL: `duckdb: \"\"\"…\"\"\"`",
        Rule::branch => "`when … then …`",
        _ => return None,
    })
}

/// Words and operators.
fn word_wording(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::arithmetic_operator | Rule::comparison_operator | Rule::comparison => "an operator",
        Rule::and_word => "`and`",
        Rule::in_word => "`in (…)`",
        Rule::null_word => "`null`",
        Rule::when_word => "`when`",
        Rule::then_word => "`then`",
        Rule::else_word => "`else`",
        Rule::end_word => "`end`",
        Rule::from_word | Rule::origin => "`from`",
        Rule::where_word => "`where`",
        Rule::distinct_word => "`distinct`",
        Rule::as_word => "`as`",
        Rule::by_word => "`by`",
        Rule::on_word => "`on`",
        Rule::to_word => "`to`",
        Rule::within_word => "`within`",
        Rule::after_word => "`after`",
        Rule::most_word => "`most`",
        Rule::least_word => "`least`",
        Rule::trailing_word => "`trailing`",
        Rule::above_word => "`above`",
        Rule::below_word => "`below`",
        Rule::relative_limit => "`above` or `below`",
        Rule::references_word => "`references`",
        Rule::because_word => "`because`",
        Rule::time_word => "`time`",
        Rule::date_word => "`date`",
        Rule::per => "`per`",
        Rule::having | Rule::having_word => "`having`",
        _ => return None,
    })
}

/// Marks.
fn mark_wording(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::colon => "`:`",
        Rule::comma => "`,`",
        Rule::open_paren => "`(`",
        Rule::close_paren => "`)`",
        Rule::open_brace => "`{`",
        Rule::close_brace => "`}`",
        Rule::equals => "`=`",
        Rule::star => "`*`",
        _ => return None,
    })
}
