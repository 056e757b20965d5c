//! `target` and `limit`: numbers that a metric is held against.

use super::axis::duration;
use super::block::Block;
use super::periods::{self, Fit};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::metric::{Goal, Limit, LimitBaseline, Merge, Metric, Target};
use crate::model::types::Number;
use crate::project::calendar::Grain;
use crate::syntax::ast::{self, Bound, NumberLiteral, PropertyValue, Sign, TargetSuffix};

/// The number that a literal stands for; a percentage is divided by 100.
fn number(literal: &NumberLiteral) -> Number {
    Number::new(literal.mantissa, literal.scale.saturating_add(if literal.percent { 2 } else { 0 }))
}

fn negative(number: Number) -> Number {
    Number { mantissa: number.mantissa.saturating_neg(), ..number }
}

/// One plus so much.
fn one_plus(number: Number) -> Option<Number> {
    let one = 10_i128.checked_pow(number.scale)?;
    Some(Number::new(one.checked_add(number.mantissa)?, number.scale))
}

/// Reads `target`.
pub(super) fn read_targets(block: &Block<'_>, metric: &Metric, d: &mut Diagnostics) -> Vec<Target> {
    let Some(PropertyValue::Targets(written)) = block.value("target") else { return Vec::new() };
    written.iter().filter_map(|target| one_target(target, metric, d)).collect()
}

fn one_target(written: &ast::Target, metric: &Metric, d: &mut Diagnostics) -> Option<Target> {
    let goal = goal(written, metric, d)?;
    if let Some(from) = written.from.filter(|from| from.date >= written.by.date) {
        d.push(
            Diagnostic::new(
                codes::CONSTANT_COMPARISON,
                from.span,
                format!("the target starts on {}, after it is due", from.date),
            )
            .here("not before the due date")
            .label(written.by.span, "due here")
            .help("let `from` name an earlier date"),
        );
        return None;
    }
    if matches!(goal, Goal::Relative(_)) && metric.signed {
        let message = format!("`{}` can be zero or negative, so a share of it may mean anything", metric.name);
        d.push(baseline_sign(written.amount.span, message, metric).help("name a level or a change in the metric's own unit"));
        return None;
    }
    Some(Target { goal, by: written.by.date, from: written.from.map(|from| from.date), span: written.span })
}

fn goal(written: &ast::Target, metric: &Metric, d: &mut Diagnostics) -> Option<Goal> {
    let amount = number(&written.amount);
    let signed = if written.sign == Some(Sign::Minus) { negative(amount) } else { amount };
    let digits = Number::new(written.amount.mantissa, written.amount.scale);
    let sign = if written.sign == Some(Sign::Minus) { "-" } else { "+" };
    let problem = |message: String, help: String| {
        Diagnostic::new(codes::RELATIVE_OR_POINTS, written.amount.span, message)
            .here(if metric.unit.is_none() { "of a share".to_owned() } else { format!("of `{}`", metric.unit) })
            .help(help)
    };
    let finding = match (written.sign, written.suffix, written.amount.percent) {
        (None, None, _) => return level(&written.amount, metric, d).map(Goal::Level),
        (None, Some(_), _) => problem(
            "a change needs its sign".to_owned(),
            format!("write `+{digits} pp` or `+{digits}% relative`; a level stands alone: `{digits}%`"),
        ),
        (Some(_), None, false) => return within_whole(&written.amount, metric, d).map(|()| Goal::Change(signed)),
        (Some(_), None, true) if metric.share => problem(
            format!("`{sign}{digits}%` of a percentage has two meanings"),
            format!("write `{sign}{digits} pp` for points, or `{sign}{digits}% relative` for a share of today's value"),
        ),
        (Some(_), None | Some(TargetSuffix::Relative), true) => return Some(Goal::Relative(signed)),
        (Some(_), Some(TargetSuffix::Relative), false) => {
            problem("a relative change is written in percent".to_owned(), format!("write `{sign}{digits}% relative`"))
        }
        (Some(_), Some(TargetSuffix::Points), true) => {
            problem("percentage points are written without `%`".to_owned(), format!("write `{sign}{digits} pp`"))
        }
        (Some(_), Some(TargetSuffix::Points), false) if !metric.unit.is_none() => problem(
            format!("`pp` are points of a percentage, but `{}` is in `{}`", metric.name, metric.unit),
            format!("write `{sign}{digits}` for a change in its unit, or `{sign}{digits}%` for a share of today's value"),
        ),
        (Some(_), Some(TargetSuffix::Points), false) if !metric.share && metric.additivity.merge == Merge::Sum => problem(
            format!("`pp` are points of a percentage, but `{}` adds up and is none", metric.name),
            format!("write `{sign}{digits}` for a change of so much, or `{sign}{digits}%` for a share of today's value"),
        ),
        (Some(_), Some(TargetSuffix::Points), false) => {
            return Some(Goal::Change(Number::new(signed.mantissa, signed.scale + 2)));
        }
    };
    d.push(finding);
    None
}

/// A number that a metric's values are held against: no percentage of what has a unit, and nothing above the whole of what is
/// a part of it (else NS208).
fn level(literal: &NumberLiteral, metric: &Metric, d: &mut Diagnostics) -> Option<Number> {
    within_whole(literal, metric, d)?;
    if !literal.percent || metric.unit.is_none() || metric.broken {
        return Some(number(literal));
    }
    let digits = Number::new(literal.mantissa, literal.scale);
    d.push(
        Diagnostic::new(codes::UNIT_MISMATCH, literal.span, format!("`{}` is in `{}`, not in percent", metric.name, metric.unit))
            .here("a plain number without unit")
            .label(metric.name_span, format!("in `{}`", metric.unit))
            .help(format!("write the number in `{}`, for example `{digits}`", metric.unit)),
    );
    None
}

fn within_whole(literal: &NumberLiteral, metric: &Metric, d: &mut Diagnostics) -> Option<()> {
    let value = number(literal);
    if !metric.part || value.to_f64() <= 1.0 {
        return Some(());
    }
    let digits = Number::new(literal.mantissa, literal.scale);
    let percent = Number { mantissa: value.mantissa.saturating_mul(100), ..value }.to_f64();
    let help = if literal.percent || digits.to_f64() > 100.0 {
        "write a share from `0%` to `100%`".to_owned()
    } else {
        format!("write `{digits}%` if that is meant; a share goes from `0%` to `100%`")
    };
    d.push(
        Diagnostic::new(
            codes::UNIT_MISMATCH,
            literal.span,
            format!("`{}` is a part of a whole, and this is {percent}% of it", metric.name),
        )
        .here("more than the whole")
        .label(metric.place("value"), "between 0 and 1")
        .help(help),
    );
    None
}

fn baseline_sign(span: crate::source::Span, message: String, metric: &Metric) -> Diagnostic {
    Diagnostic::new(codes::BASELINE_SIGN, span, message)
        .here("a share of the value before")
        .label(metric.place("value"), "a difference, or computed from one")
        .why("a share of zero is zero, and a share of a negative number points the other way")
}

/// Reads `limit`.
pub(super) fn read_limit(block: &Block<'_>, metric: &Metric, d: &mut Diagnostics) -> Option<Limit> {
    let Some(PropertyValue::Limit(written)) = block.value("limit") else { return None };
    let bounds = match &written.bound {
        Bound::AtMost(high) => (None, Some(high)),
        Bound::AtLeast(low) => (Some(low), None),
        Bound::Between(low, high) => (Some(low), Some(high)),
    };
    if let (Some(low), Some(high)) = bounds
        && number(low).to_f64() > number(high).to_f64()
    {
        d.push(
            Diagnostic::new(codes::CONSTANT_COMPARISON, written.span, "no number lies between these bounds")
                .here("the first one is the larger one")
                .help("write the smaller one first"),
        );
        return None;
    }
    match &written.relative {
        None => {
            let mut plain = |bound: Option<&NumberLiteral>| match bound {
                None => Some(None),
                Some(bound) => level(bound, metric, d).map(Some),
            };
            let (low, high) = (plain(bounds.0), plain(bounds.1));
            Some(Limit { low: low?, high: high?, baseline: None, span: written.span })
        }
        Some(relative) => relative_limit(written, relative, bounds, metric, d),
    }
}

fn relative_limit(
    written: &ast::Limit,
    relative: &ast::RelativeLimit,
    (low, high): (Option<&NumberLiteral>, Option<&NumberLiteral>),
    metric: &Metric,
    d: &mut Diagnostics,
) -> Option<Limit> {
    for bound in low.into_iter().chain(high) {
        if !bound.percent || bound.mantissa < 0 {
            let digits = Number::new(bound.mantissa.saturating_abs(), bound.scale);
            let side = if relative.above == (bound.mantissa >= 0) { "above" } else { "below" };
            d.push(
                Diagnostic::new(codes::RELATIVE_OR_POINTS, bound.span, "a limit relative to the past is a share of it")
                    .here("a percentage from 0% on is needed")
                    .help(format!(
                        "write `{digits}% {side} trailing {}`",
                        duration(relative.trailing.count, relative.trailing.unit)
                    )),
            );
            return None;
        }
    }
    if metric.signed {
        let message = format!("`{}` can be zero or negative, so a share of its past may mean anything", metric.name);
        d.push(baseline_sign(written.span, message, metric).help("name a limit in the metric's own unit"));
        return None;
    }
    check_baseline(relative, metric.grain, d)?;
    // `at most 5% below` keeps the value from falling further, so it is a lower bound.
    let (low, high) = if relative.above { (low, high) } else { (high, low) };
    let share = |bound: Option<&NumberLiteral>| match bound {
        None => Some(None),
        Some(bound) => one_plus(if relative.above { number(bound) } else { negative(number(bound)) }).map(Some),
    };
    let baseline = Some(LimitBaseline { count: relative.trailing.count, unit: relative.trailing.unit });
    Some(Limit { low: share(low)?, high: share(high)?, baseline, span: written.span })
}

/// The baseline is a mean of whole periods (NS213, NS214).
fn check_baseline(relative: &ast::RelativeLimit, grain: Grain, d: &mut Diagnostics) -> Option<()> {
    let trailing = relative.trailing;
    let fit = periods::fit_shift(trailing.count, trailing.unit, grain);
    if fit == Fit::Whole {
        return Some(());
    }
    let code = if fit == Fit::WeeksAndMonths { codes::WEEK_IN_MONTH } else { codes::WINDOW_AND_GRAIN };
    let by = grain.name();
    d.push(
        Diagnostic::new(code, trailing.span, format!("{} are no whole number of {by}s", duration(trailing.count, trailing.unit)))
            .here(format!("the grain is `{by}`"))
            .why("the limit is counted from the mean of whole periods before")
            .help(format!("write `trailing 8 {by}s`")),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_plus_a_share() {
        assert_eq!(one_plus(Number::new(10, 2)), Some(Number::new(11, 1)));
        assert_eq!(one_plus(negative(Number::new(5, 2))), Some(Number::new(95, 2)));
        assert_eq!(one_plus(Number::new(1, 60)), None);
    }
}
