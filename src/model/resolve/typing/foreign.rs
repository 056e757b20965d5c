//! Functions of other systems, and what the language writes instead.

use super::{AGGREGATES, CATALOGUE};
use crate::diagnostic::{Diagnostic, Fix, codes};
use crate::syntax::ast::Ident;

/// What to write instead of a function that the language does not have. Names are lower case.
const INSTEAD: &[(&[&str], &str)] = &[
    (
        &["now", "current_date", "current_timestamp", "today", "getdate", "sysdate", "localtimestamp", "curdate", "current_time"],
        "a metric never reads the clock: the day it is computed for is `--as-of`, and `window` or `fresh` look back from it",
    ),
    (&["ifnull", "nvl", "isnull", "zeroifnull"], "write `coalesce(a, b)`"),
    (&["nullifzero"], "write `nullif(a, 0)`"),
    (&["if", "iff", "iif", "decode", "multiif", "nvl2"], "write `case when … then … else … end`"),
    (&["concat", "concat_ws", "textcat"], "join text with `||`"),
    (&["count_if", "countif"], "write `count(*) filter (where …)`"),
    (&["sum_if", "sumif", "avgif", "avg_if"], "write `sum(x) filter (where …)`"),
    (&["count_distinct", "countdistinct", "uniq", "uniqexact", "distinct_count"], "write `count(distinct x)`"),
    (&["approx_distinct", "hll", "approx_count", "ndv"], "write `approx_count_distinct(x)`"),
    (
        &["percentile_cont", "percentile_disc", "quantile", "approx_quantile", "approx_percentile", "quantile_cont"],
        "write `percentile(x, 0.95)`",
    ),
    (&["mean", "average"], "write `avg(x)`"),
    (
        &["stddev_samp", "stdev", "std", "stddev_pop", "var_samp", "variance"],
        "write `stddev(x)`, the standard deviation of the sample",
    ),
    (&["date_part", "datepart"], "write `extract(month from t)`"),
    (
        &[
            "year",
            "quarter",
            "month",
            "week",
            "day",
            "hour",
            "minute",
            "second",
            "dayofweek",
            "weekday",
            "dayofyear",
            "weekofyear",
        ],
        "write `extract(year from t)`, with the part you need",
    ),
    (&["datediff", "timestampdiff", "timestamp_diff", "age", "months_between"], "write `date_diff('day', from, to)`"),
    (&["dateadd", "timestampadd", "timestamp_add", "add_months", "date_sub", "adddate"], "write `date_add('day', n, t)`"),
    (&["trunc", "truncate"], "write `floor(x)` for a number, `date_trunc('month', t)` for a date"),
    (&["to_date", "date", "parse_date", "try_to_date"], "write `cast(x as date)`"),
    (&["to_timestamp", "timestamp", "parse_timestamp"], "write `cast(x as timestamp)`"),
    (&["try_cast", "safe_cast", "convert", "to_number", "to_char", "int", "str", "float"], "write `cast(x as type)`"),
    (&["safe_divide", "div0", "divide", "div", "div0null"], "write `a / b`: a zero divisor gives null"),
    (&["substr", "mid", "left"], "write `substring(text, from, count)`"),
    (&["len", "char_length", "character_length"], "write `length(text)`"),
    (&["lcase", "lowercase"], "write `lower(text)`"),
    (&["ucase", "uppercase"], "write `upper(text)`"),
    (&["ltrim", "rtrim", "btrim"], "write `trim(text)`"),
    (&["startswith"], "write `starts_with(text, start)`"),
    (&["endswith"], "write `ends_with(text, end)`"),
    (&["position", "strpos", "instr", "charindex", "position_in"], "write `contains(text, part)`"),
    (&["ceiling"], "write `ceil(x)`"),
    (&["pow"], "write `power(x, exponent)`"),
    (&["log", "log10", "log2", "loge"], "write `ln(x)`; another base is `ln(x) / ln(10)`"),
    (&["sign"], "write `case when x > 0 then 1 when x < 0 then -1 else 0 end`"),
    (
        &["ilike", "regexp_like", "regexp_matches", "rlike", "regexp_replace", "split_part", "json_extract", "get_json_object"],
        "the language has `like`, `contains` and `replace`; for more, a computed column with `native(…)`",
    ),
    (
        &["row_number", "rank", "dense_rank", "first_value", "last_value", "lead", "ntile"],
        "there are no window functions: `snapshot: last by key` takes the last row of each key, `lag(m, 1 week)` another period",
    ),
    (&["any_value", "first", "last", "arg_max", "argmax"], "write `min(x)` or `max(x)`, or `snapshot: last by key`"),
    (&["random", "rand", "uuid", "gen_random_uuid"], "a metric must give the same value each time it is computed"),
];

/// Functions that differ from ours in nothing but their name.
const SAME: &[(&[&str], &str)] = &[
    (&["ifnull", "nvl"], "coalesce"),
    (&["mean", "average"], "avg"),
    (&["stddev_samp"], "stddev"),
    (&["approx_distinct", "ndv"], "approx_count_distinct"),
    (&["substr"], "substring"),
    (&["len", "char_length", "character_length"], "length"),
    (&["lcase", "lowercase"], "lower"),
    (&["ucase", "uppercase"], "upper"),
    (&["startswith"], "starts_with"),
    (&["endswith"], "ends_with"),
    (&["ceiling"], "ceil"),
    (&["pow"], "power"),
];

/// NS202: there is no such function, and what to write.
pub fn unknown_function(name: &Ident) -> Diagnostic {
    let lower = name.text.to_lowercase();
    let finding = Diagnostic::new(codes::FUNCTION_CALL, name.span, format!("there is no function `{}`", name.text))
        .here("not a function of the language");
    if let Some((_, instead)) = INSTEAD.iter().find(|(names, _)| names.contains(&lower.as_str())) {
        let same = SAME.iter().find(|(names, _)| names.contains(&lower.as_str()));
        return finding.help(*instead).fix_if(same.map(|(_, ours)| Fix::writing(name.span, ours, true)));
    }
    let known = CATALOGUE.iter().map(|entry| entry.0).chain(AGGREGATES).chain(["extract", "cast", "lag", "growth"]);
    finding.did_you_mean(&lower, known)
}
