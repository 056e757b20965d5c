//! Arithmetic over metrics, and the forms that read metrics: `lag`, `growth`, growth accounting, conversion, retention, keys.

use super::aggregate::report_native;
use super::walk;
use super::{cohort, keyed};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::expr::{Expr, Node};
use crate::model::metric::{
    AggregateFunction, AggregateInput, Definition, GrowthPart, Metric, MetricExpr, MetricLeaf, SnapshotKind,
};
use crate::model::resolve::scope::Scope;
use crate::model::resolve::typing::{self, Leaves, LiteralUnits};
use crate::model::types::Type;
use crate::model::unit::Unit;
use crate::source::Span;
use crate::syntax::ast::{self, Call, Duration, ExprKind, Ident};

/// The leaves of arithmetic over metrics.
pub(super) struct Metrics<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    /// The metric whose `equals` is read: it may read its own past only.
    pub(super) own: Option<Id<Metric>>,
    /// Whether the values are those of one key, in a form over metrics.
    pub(super) per_key: bool,
    /// Whether they are compared after `having`, where a count needs no unit.
    pub(super) having: bool,
}

impl Leaves<MetricLeaf> for Metrics<'_, '_> {
    fn level(&self) -> &'static str {
        "arithmetic over metrics"
    }

    fn path(&mut self, path: &ast::Path, d: &mut Diagnostics) -> MetricExpr {
        let Some((id, metric)) = self.named(path, d) else { return typing::error() };
        if self.own == Some(id) {
            d.push(
                Diagnostic::new(codes::EQUALS_DISAGREES, path.span, format!("`{}` is explained by itself", metric.name))
                    .here("the metric itself")
                    .help(format!(
                        "read its past, as in `lag({}, 1 {})`, or explain it by other metrics",
                        metric.name,
                        metric.grain.name()
                    )),
            );
            return typing::error();
        }
        self.leaf(MetricLeaf::Metric(id), metric.ty.clone(), metric.unit.clone())
    }

    fn special(&mut self, expr: &ast::Expr, d: &mut Diagnostics) -> Option<MetricExpr> {
        let found = match &expr.kind {
            ExprKind::Call(call) if walk::is_aggregate(call) => keyed::keyed(self, call, expr.span, d),
            ExprKind::Call(call) => match growth_part(&call.name.text) {
                Some(part) => self.growth_accounting(part, call, expr.span, d),
                None => return None,
            },
            ExprKind::Shift(name, path, by) => self.shift(name, path, by, d),
            ExprKind::Conversion(written) if self.plain("conversion", expr.span, d) => {
                cohort::conversion(self.scope, written, expr.span, d).map(|leaf| self.leaf(leaf, Type::Float, Unit::none()))
            }
            ExprKind::Retention(written) if self.plain("retention", expr.span, d) => {
                cohort::retention(self.scope, written, expr.span, d).map(|leaf| self.leaf(leaf, Type::Float, Unit::none()))
            }
            ExprKind::Conversion(_) | ExprKind::Retention(_) => None,
            ExprKind::Native(_) => {
                report_native(expr.span, d);
                None
            }
            _ => return None,
        };
        Some(found.unwrap_or_else(typing::error))
    }

    fn literal_units(&self) -> LiteralUnits {
        LiteralUnits::Strict
    }

    fn zone(&self) -> &str {
        &self.scope.calendar().timezone
    }
}

fn growth_part(name: &str) -> Option<GrowthPart> {
    match name {
        "new" => Some(GrowthPart::New),
        "retained" => Some(GrowthPart::Retained),
        "resurrected" => Some(GrowthPart::Resurrected),
        "churned" => Some(GrowthPart::Churned),
        _ => None,
    }
}

impl<'s> Metrics<'s, '_> {
    pub(super) fn leaf(&self, leaf: MetricLeaf, ty: Type, unit: Unit) -> MetricExpr {
        let numeric = matches!(ty, Type::Integer | Type::Decimal { .. } | Type::Float);
        Expr { node: Node::Leaf(leaf), unit: (numeric && !self.having).then_some(unit), ty }
    }

    /// The metric that a path names; nothing where it is broken, which was reported.
    pub(super) fn named(&self, path: &ast::Path, d: &mut Diagnostics) -> Option<(Id<Metric>, &'s Metric)> {
        let scope = self.scope;
        let [name] = path.parts.as_slice() else {
            let text: Vec<&str> = path.parts.iter().map(|part| part.text.as_str()).collect();
            d.push(
                Diagnostic::new(
                    codes::ROW_OR_AGGREGATE,
                    path.span,
                    format!("`{}` is a path to a column, but metrics are read here", text.join(".")),
                )
                .here("a metric is needed here")
                .help("aggregate the column and say `from SOURCE`, or name a metric"),
            );
            return None;
        };
        if scope.find_metric(&name.text).is_none()
            && column_owner(scope, &name.text).is_some()
            && scope.kind_of(&name.text).is_none()
        {
            report_column(scope, name, d);
            return None;
        }
        let id = scope.metric(name, d)?;
        let metric = &scope.project.metrics[id];
        (metric.definition != Definition::Error).then_some((id, metric))
    }

    /// Whether a form may stand here; inside keys it may not (NS204).
    pub(super) fn plain(&self, name: &str, span: Span, d: &mut Diagnostics) -> bool {
        if self.per_key {
            d.push(
                Diagnostic::new(codes::NESTED_AGGREGATE, span, format!("`{name}` has no value per key"))
                    .here("stands inside an aggregate per key")
                    .help("read metrics, their `lag` or their `growth` here"),
            );
        }
        !self.per_key
    }

    fn shift(&self, name: &Ident, path: &ast::Path, by: &Duration, d: &mut Diagnostics) -> Option<MetricExpr> {
        let (id, metric) = self.named(path, d)?;
        match name.text.as_str() {
            "growth" => Some(self.leaf(MetricLeaf::Growth(id, by.count, by.unit), Type::Float, Unit::none())),
            _ => Some(self.leaf(MetricLeaf::Lag(id, by.count, by.unit), metric.ty.clone(), metric.unit.clone())),
        }
    }

    fn growth_accounting(&self, part: GrowthPart, call: &Call, span: Span, d: &mut Diagnostics) -> Option<MetricExpr> {
        if !self.plain(&call.name.text, span, d) {
            return None;
        }
        let path = match call.args.as_slice() {
            [arg] => match &walk::bare(arg).kind {
                ExprKind::Path(path) => Some(path),
                _ => None,
            },
            _ => None,
        };
        let Some(path) =
            path.filter(|_| !call.star && !call.distinct && call.per.is_none() && call.having.is_none() && call.filter.is_none())
        else {
            d.push(
                Diagnostic::new(codes::FUNCTION_CALL, span, format!("`{}` takes one metric", call.name.text))
                    .here("a metric's name is needed")
                    .help(format!("write `{}(METRIC)`, with a metric that is a `count(distinct …)`", call.name.text)),
            );
            return None;
        };
        let (id, metric) = self.named(path, d)?;
        if !counts_distinct(metric) {
            d.push(
                Diagnostic::new(codes::WRONG_KIND, path.span, format!("`{}` is no count of distinct keys", metric.name))
                    .here("has no keys to follow from period to period")
                    .label(metric.name_span, "declared here")
                    .help("read a metric whose value is `count(distinct KEY) from SOURCE`, without `window` or `snapshot: avg`"),
            );
            return None;
        }
        Some(self.leaf(MetricLeaf::GrowthAccounting(part, id), Type::Integer, metric.unit.clone()))
    }
}

/// Whether a metric is one exact count of distinct keys of its period.
fn counts_distinct(metric: &Metric) -> bool {
    let Definition::Measure(measure) = &metric.definition else { return false };
    let Node::Leaf(aggregate) = &measure.expr.node else { return false };
    let keys = matches!(aggregate.input, AggregateInput::Distinct(_) | AggregateInput::QualifiedKeys(..));
    // The average of daily counts has no keys of its own.
    let daily = metric.snapshot.as_ref().map(|snapshot| snapshot.which);
    let daily = matches!(daily, Some(SnapshotKind::Avg | SnapshotKind::Min | SnapshotKind::Max));
    aggregate.function == AggregateFunction::Count && keys && metric.window.is_none() && !daily
}

/// A source that has a column of this name.
fn column_owner<'s>(scope: &'s Scope<'_>, name: &str) -> Option<&'s str> {
    let mut sources = scope.project.sources.iter();
    sources.find(|(id, _)| scope.find_column(*id, name).is_some()).map(|(_, source)| source.name.as_str())
}

/// NS203: a column where metrics are read.
fn report_column(scope: &Scope<'_>, name: &Ident, d: &mut Diagnostics) {
    let owner = column_owner(scope, &name.text).unwrap_or("SOURCE");
    d.push(
        Diagnostic::new(codes::ROW_OR_AGGREGATE, name.span, format!("`{}` is a column, but metrics are read here", name.text))
            .here("a metric is needed here")
            .help(format!("aggregate it and say from where, for example `sum({}) from {owner}`", name.text)),
    );
}
