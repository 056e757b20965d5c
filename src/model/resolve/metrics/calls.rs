//! The shape of an aggregate's call and the type of what it gives.

use super::walk;
use crate::diagnostic::{Diagnostic, Diagnostics, Fix, codes};
use crate::model::metric::AggregateFunction;
use crate::model::types::{Number, Type};
use crate::source::Span;
use crate::syntax::ast::{Call, ExprKind};

/// The function of a call whose shape fits it (NS202).
pub(super) fn function(call: &Call, span: Span, d: &mut Diagnostics) -> Option<AggregateFunction> {
    let name = call.name.text.as_str();
    let wrong = |message: String, here: &str, help: String| {
        Some(Diagnostic::new(codes::FUNCTION_CALL, span, message).here(here).help(help))
    };
    let finding = match (name, call.args.len()) {
        ("count", _) if call.star => None,
        (_, _) if call.star => wrong(
            format!("`{name}(*)` has nothing to put together"),
            "rows have no value",
            format!("name a column: `{name}(COLUMN)`"),
        ),
        ("count", 0) => wrong(
            "`count()` does not say what is counted".to_owned(),
            "nothing is counted",
            "write `count(*)` to count rows".to_owned(),
        ),
        (_, _) if call.distinct && name != "count" => wrong(
            format!("`distinct` goes with `count` only, not with `{name}`"),
            "leaves out equal values of different rows",
            format!("write `{name}(…)`, or `{name}(max(…) per KEY)` to take one value of each key"),
        ),
        ("count", n) if call.distinct && n > 0 && call.per.is_none() => None,
        ("count", _) if call.distinct => wrong(
            "`distinct` and `per` cannot stand together".to_owned(),
            "counts keys, and groups by keys",
            "write `count(distinct KEY having …)`, or an aggregate `per KEY`".to_owned(),
        ),
        ("approx_count_distinct", _) if call.per.is_some() => wrong(
            "`approx_count_distinct` counts values of rows, not of keys".to_owned(),
            "takes no `per`",
            "write `count(distinct …)`".to_owned(),
        ),
        ("percentile", 2) => return percentile(call, d),
        ("percentile", _) => wrong(
            "`percentile` takes a value and a share".to_owned(),
            "the share is missing, or too much is given",
            "write `percentile(COLUMN, 0.95)`".to_owned(),
        ),
        (_, 1) => None,
        (_, n) => wrong(
            format!("`{name}` takes one value, but {n} are given"),
            "one value is needed",
            format!("write `{name}(COLUMN)`"),
        ),
    };
    if let Some(finding) = finding {
        d.push(finding);
        return None;
    }
    named(name)
}

fn named(name: &str) -> Option<AggregateFunction> {
    match name {
        "count" => Some(AggregateFunction::Count),
        "sum" => Some(AggregateFunction::Sum),
        "avg" => Some(AggregateFunction::Avg),
        "min" => Some(AggregateFunction::Min),
        "max" => Some(AggregateFunction::Max),
        "median" => Some(AggregateFunction::Median),
        "stddev" => Some(AggregateFunction::Stddev),
        "approx_count_distinct" => Some(AggregateFunction::ApproxCountDistinct),
        _ => None,
    }
}

fn percentile(call: &Call, d: &mut Diagnostics) -> Option<AggregateFunction> {
    let share = call.args.get(1)?;
    let number = match &walk::bare(share).kind {
        ExprKind::Number(number) => Number::new(number.mantissa, number.scale + if number.percent { 2 } else { 0 }),
        _ => {
            let message = "the share of a `percentile` is a plain number";
            d.push(
                Diagnostic::new(codes::FUNCTION_CALL, share.span, message)
                    .here("not a number")
                    .help("write it out, as in `0.95`"),
            );
            return None;
        }
    };
    if (0.0..=1.0).contains(&number.to_f64()) {
        return Some(AggregateFunction::Percentile(number));
    }
    let hundredth = Number::new(number.mantissa, number.scale + 2);
    let is_share = (0.0..=1.0).contains(&hundredth.to_f64());
    let help = is_share.then(|| format!("write `{hundredth}`"));
    d.push(
        Diagnostic::new(codes::FUNCTION_CALL, share.span, format!("`{number}` is no share between 0 and 1"))
            .here("outside 0 to 1")
            .help(help.unwrap_or_else(|| "write a share, as in `0.95`".to_owned()))
            .fix_if(is_share.then(|| Fix::writing(share.span, &hundredth.to_string(), false))),
    );
    None
}

/// The type of an aggregate of values; reported where the values do not fit (NS201).
pub(super) fn result_type(
    function: AggregateFunction,
    call: &Call,
    value: &Type,
    span: Span,
    d: &mut Diagnostics,
) -> Option<Type> {
    let name = &call.name.text;
    let fits = match function {
        AggregateFunction::Count | AggregateFunction::ApproxCountDistinct => true,
        AggregateFunction::Min | AggregateFunction::Max => *value != Type::Boolean,
        _ => value.is_numeric(),
    };
    if !fits {
        let help = match value {
            Type::Boolean => "write `count(*) filter (where …)`".to_owned(),
            Type::Text => "write `count(distinct …)`, or `cast(… as integer)` where the text is a number".to_owned(),
            _ => "write `min(…)` or `max(…)`, or turn it into a number with `date_diff`".to_owned(),
        };
        d.push(
            Diagnostic::new(codes::TYPE_MISMATCH, span, format!("`{name}` needs a number, but this is `{value}`"))
                .here(format!("is `{value}`"))
                .help(help),
        );
        return None;
    }
    Some(match (function, value) {
        (AggregateFunction::Count | AggregateFunction::ApproxCountDistinct, _) => Type::Integer,
        (AggregateFunction::Min | AggregateFunction::Max, _) => value.clone(),
        (AggregateFunction::Sum, Type::Integer) => Type::Integer,
        (AggregateFunction::Sum, Type::Decimal { scale, .. }) => Type::Decimal { precision: 38, scale: *scale },
        _ => Type::Float,
    })
}
