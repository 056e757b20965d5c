//! `conversion(visits to bookings on visitor_id within 7 days)` and `retention(signups to sessions on user_id after 4 weeks)`.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::expr::Node;
use crate::model::metric::{AggregateFunction, AggregateInput, Cohort, Definition, Measure, Metric, MetricLeaf, TimeAxis};
use crate::model::resolve::scope::Scope;
use crate::model::source::ColumnIndex;
use crate::model::types::{Type, Zone};
use crate::source::Span;
use crate::syntax::ast::{self, Ident};

/// `conversion(a to b on k within w)`; `None` where something of it was reported.
pub(super) fn conversion(scope: &Scope<'_>, written: &ast::Cohort, span: Span, d: &mut Diagnostics) -> Option<MetricLeaf> {
    cohort(scope, written, span, ("conversion", "within 7 days"), d).map(MetricLeaf::Conversion)
}

/// `retention(a to b on k after n units)`; `None` where something of it was reported.
pub(super) fn retention(scope: &Scope<'_>, written: &ast::Cohort, span: Span, d: &mut Diagnostics) -> Option<MetricLeaf> {
    cohort(scope, written, span, ("retention", "after 4 weeks"), d).map(MetricLeaf::Retention)
}

fn cohort(
    scope: &Scope<'_>,
    written: &ast::Cohort,
    span: Span,
    (form, example): (&str, &str),
    d: &mut Diagnostics,
) -> Option<Cohort> {
    // A bound that could not be read was reported as that.
    let after_key = Span { start: written.key.span.end, ..span };
    let is_written = !scope.texts.text(after_key).trim_matches([' ', '\n', '\t', '\r', ')']).is_empty();
    if written.bound.is_none() && !is_written {
        d.push(
            Diagnostic::new(codes::NO_TIME_BOUND, span, format!("this {form} has no time bound"))
                .here("how long is it waited for?")
                .why("without a bound the past keeps changing: anyone may still come")
                .help(format!("write `{form}({} to {} on {} {example})`", written.from.text, written.to.text, written.key.text)),
        );
    }
    let from = count(scope, &written.from, form, d);
    // A metric that comes back to itself is looked at once.
    let to = if written.to.text == written.from.text { from } else { count(scope, &written.to, form, d) };
    let ((from, start), (to, arrival)) = (from?, to?);
    let first = key(scope, start, &written.key, d);
    let second = if start.source == arrival.source { first } else { key(scope, arrival, &written.key, d) };
    let (first, second) = (first?, second?);
    comparable(scope, (start, first), (arrival, second), &written.key, d)?;
    let bound = written.bound?;
    Some(Cohort { from, to, key: (first, second), count: bound.count, unit: bound.unit })
}

/// The metric of a name that is a count of rows; anything else is reported (NS103).
fn count<'s>(scope: &'s Scope<'_>, name: &Ident, form: &str, d: &mut Diagnostics) -> Option<(Id<Metric>, &'s Measure)> {
    let id = scope.metric(name, d)?;
    let metric = &scope.project.metrics[id];
    let problem = match &metric.definition {
        Definition::Error => return None,
        Definition::Derived(_) => "is computed from other metrics",
        Definition::Measure(measure) => match not_a_count(metric, measure) {
            None => return Some((id, measure)),
            Some(problem) => problem,
        },
    };
    d.push(
        Diagnostic::new(codes::WRONG_KIND, name.span, format!("a {form} follows rows, but `{}` {problem}", metric.name))
            .here("a count of rows is needed")
            .label(metric.name_span, "declared here")
            .help("declare a metric with `value: count(*) from SOURCE`, and read that"),
    );
    None
}

fn not_a_count(metric: &Metric, measure: &Measure) -> Option<&'static str> {
    let rows = match &measure.expr.node {
        Node::Leaf(aggregate) => {
            let input = matches!(aggregate.input, AggregateInput::Rows | AggregateInput::Value(_) | AggregateInput::Distinct(_));
            aggregate.function == AggregateFunction::Count && input
        }
        _ => false,
    };
    if !rows {
        Some("is no plain count")
    } else if matches!(measure.time, TimeAxis::Interval(..)) {
        Some("counts days of facts that last")
    } else if metric.window.is_some() {
        Some("has a `window` of its own")
    } else if metric.snapshot.is_some() {
        Some("is a level")
    } else {
        None
    }
}

fn key(scope: &Scope<'_>, measure: &Measure, name: &Ident, d: &mut Diagnostics) -> Option<ColumnIndex> {
    let column = scope.column(measure.source, name, d)?;
    (scope.project.sources[measure.source].column(column).ty != Type::Error).then_some(column)
}

/// Whether values of two columns can be equal (NS201).
fn comparable(
    scope: &Scope<'_>,
    (first, a): (&Measure, ColumnIndex),
    (second, b): (&Measure, ColumnIndex),
    name: &Ident,
    d: &mut Diagnostics,
) -> Option<()> {
    let a = scope.project.sources[first.source].column(a);
    let b = scope.project.sources[second.source].column(b);
    if same_kind(&a.ty, &b.ty) {
        return Some(());
    }
    d.push(
        Diagnostic::new(
            codes::TYPE_MISMATCH,
            name.span,
            format!("`{}` is `{}` on one side and `{}` on the other", name.text, a.ty, b.ty),
        )
        .here("never equal")
        .label(a.name_span, format!("`{}` here", a.ty))
        .label(b.name_span, format!("`{}` here", b.ty))
        .help("give both the same type, for example with a computed column `= cast(… as text)`"),
    );
    None
}

/// Whether keys of two types can meet.
pub(super) fn same_kind(a: &Type, b: &Type) -> bool {
    let kind = |ty: &Type| match ty {
        Type::Integer | Type::Decimal { .. } | Type::Float => 0,
        Type::Text => 1,
        Type::Boolean => 2,
        Type::Date => 3,
        Type::Timestamp(Zone::Utc | Zone::Named(_)) => 4,
        Type::Null | Type::Error => 5,
    };
    kind(a) == kind(b) || kind(a) == 5 || kind(b) == 5
}
