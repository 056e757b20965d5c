//! NS702: a limit on a figure that is only estimated.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::expr::Expr;
use crate::model::metric::{
    Aggregate, AggregateExpr, AggregateFunction, AggregateInput, Definition, Measure, MetricLeaf, NestedInner,
};
use crate::model::source::RowLeaf;

/// `approximate-limit`
pub static RULE: Rule = Rule {
    code: codes::APPROXIMATE_LIMIT,
    summary: "A limit on a figure that is only estimated",
    explanation:
        "`approx_count_distinct` estimates how many there are. The error is a percent or two, it differs between warehouses and
their versions, and it comes anew in each period. For a curve that is good enough. A limit is a yes or a no: near the
limit, the estimate decides whether the counter is breached, and nobody can say whether anything happened.

`count(distinct …)` is exact, and each period is counted once when the rollups are built.",
    bad: r#"counter listings_booked {
  title:       "Listings booked"
  description: "Growth on a few listings alone would leave most hosts without a guest."
  guards:      nights_booked
  value:       approx_count_distinct(listing_id) from bookings where status = 'confirmed'
  unit:        listing
  limit:       at least 200
  owner:       supply
  review:      weekly_review
}
"#,
    good: r#"counter listings_booked {
  title:       "Listings booked"
  description: "Growth on a few listings alone would leave most hosts without a guest."
  guards:      nights_booked
  value:       count(distinct listing_id) from bookings where status = 'confirmed'
  unit:        listing
  limit:       at least 200
  owner:       supply
  review:      weekly_review
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    for (id, metric) in project.metrics.iter().filter(|(_, metric)| metric.limit.is_some()) {
        let mut estimates: Vec<_> = project.measures_of(id);
        // A keyed form over metrics may estimate too.
        estimates.push(id);
        let estimate = estimates.into_iter().find_map(|id| Some((id, estimated(project, &project.metrics[id].definition)?)));
        let Some((by, written)) = estimate else { continue };
        let message = format!("the limit of `{}` judges a figure that is only estimated", metric.name);
        let mut finding = Diagnostic::new(codes::APPROXIMATE_LIMIT, metric.place("limit"), message)
            .here("near it, the estimate decides")
            .why("nobody can say whether something happened or the estimate moved")
            .help(format!("write `count(distinct {written})`, which is exact"));
        let by = &project.metrics[by];
        finding = finding.label(by.place("value"), "`approx_count_distinct` stands here");
        d.push(finding);
    }
}

/// What a definition counts approximately.
fn estimated(project: &Project, definition: &Definition) -> Option<String> {
    match definition {
        Definition::Measure(measure) => in_aggregates(project, measure, &measure.expr),
        Definition::Derived(expr) => expr.leaves().into_iter().find_map(|leaf| match leaf {
            MetricLeaf::Keyed(keyed) if keyed.function == AggregateFunction::ApproxCountDistinct => Some(keyed.key.clone()),
            _ => None,
        }),
        Definition::Error => None,
    }
}

fn in_aggregates(project: &Project, measure: &Measure, expr: &AggregateExpr) -> Option<String> {
    expr.leaves().into_iter().find_map(|aggregate| in_aggregate(project, measure, aggregate))
}

fn in_aggregate(project: &Project, measure: &Measure, aggregate: &Aggregate) -> Option<String> {
    let inner = match &aggregate.input {
        AggregateInput::Nested(nested) => {
            let inner = match &nested.inner {
                NestedInner::Aggregates(inner) => in_aggregates(project, measure, inner),
                NestedInner::Determined(_) => None,
            };
            inner.or_else(|| in_aggregates(project, measure, nested.having.as_ref()?))
        }
        AggregateInput::QualifiedKeys(_, having) => in_aggregates(project, measure, having),
        AggregateInput::Rows | AggregateInput::Value(_) | AggregateInput::Distinct(_) => None,
    };
    if aggregate.function != AggregateFunction::ApproxCountDistinct {
        return inner;
    }
    let value = match &aggregate.input {
        AggregateInput::Value(value) => Some(value),
        AggregateInput::Distinct(values) => values.first(),
        _ => None,
    };
    let path = value.and_then(Expr::leaf).and_then(|leaf| match leaf {
        RowLeaf::Column(path) => Some(project.path_text(measure.source, path)),
        RowLeaf::Native { .. } => None,
    });
    Some(path.unwrap_or_else(|| "…".to_owned()))
}
