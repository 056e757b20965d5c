//! Aggregates over the rows of one source: `sum(price) filter (where status = 'confirmed')`.

use super::calls::{function, result_type};
use super::nested;
use super::units;
use super::walk;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::expr::{Expr, Node};
use crate::model::metric::{Aggregate, AggregateFunction, AggregateInput};
use crate::model::resolve::rows;
use crate::model::resolve::scope::Scope;
use crate::model::resolve::typing::{self, Leaves, LiteralUnits};
use crate::model::source::{RowExpr, RowLeaf, Source};
use crate::model::types::Type;
use crate::model::unit::Unit;
use crate::source::Span;
use crate::syntax::ast::{self, Call, ExprKind};

/// The leaves of arithmetic over aggregates of one source.
pub(super) struct Aggregates<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) source: Id<Source>,
    pub(super) place: Place,
    /// Whether the value is an average of daily levels, whatever the levels are.
    pub(super) averaged: bool,
}

/// Where an aggregate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a metric's value.
    Value,
    /// Before `per`.
    Inner,
    /// After `having`: counts there are compared, not counted in a unit.
    Having,
}

impl Leaves<Aggregate> for Aggregates<'_, '_> {
    fn level(&self) -> &'static str {
        "arithmetic over aggregates"
    }

    fn path(&mut self, path: &ast::Path, d: &mut Diagnostics) -> Expr<Aggregate> {
        self.report_bare(path, d);
        typing::error()
    }

    fn special(&mut self, expr: &ast::Expr, d: &mut Diagnostics) -> Option<Expr<Aggregate>> {
        match &expr.kind {
            ExprKind::Call(call) if walk::is_aggregate(call) => {
                Some(self.aggregate(call, expr.span, d).unwrap_or_else(typing::error))
            }
            ExprKind::Call(call) if walk::GROWTH_PARTS.contains(&call.name.text.as_str()) => {
                report_metric_form(&call.name.text, expr.span, d);
                Some(typing::error())
            }
            ExprKind::Shift(name, ..) => {
                report_metric_form(&name.text, expr.span, d);
                Some(typing::error())
            }
            ExprKind::Conversion(_) => {
                report_metric_form("conversion", expr.span, d);
                Some(typing::error())
            }
            ExprKind::Retention(_) => {
                report_metric_form("retention", expr.span, d);
                Some(typing::error())
            }
            ExprKind::Native(_) => {
                report_native(expr.span, d);
                Some(typing::error())
            }
            _ => None,
        }
    }

    fn literal_units(&self) -> LiteralUnits {
        LiteralUnits::Strict
    }

    fn zone(&self) -> &str {
        &self.scope.calendar().timezone
    }
}

/// NS704: a dialect's own SQL outside a computed column.
pub(super) fn report_native(span: Span, d: &mut Diagnostics) {
    d.push(
        Diagnostic::new(codes::NATIVE_SQL, span, "`native` stands alone as a computed column")
            .here("in a metric's value")
            .help("give it a column of its own, `name type = native(…)`, and aggregate that column here"),
    );
}

/// NS203: a form over metrics where rows are aggregated.
fn report_metric_form(name: &str, span: Span, d: &mut Diagnostics) {
    d.push(
        Diagnostic::new(codes::ROW_OR_AGGREGATE, span, format!("`{name}` reads metrics, but this value reads a source"))
            .here("reads metrics")
            .help("declare what it reads as metrics of their own, and leave out `from` here"),
    );
}

impl Aggregates<'_, '_> {
    /// NS203: a column, or a metric, where an aggregate is needed.
    fn report_bare(&self, path: &ast::Path, d: &mut Diagnostics) {
        let text: Vec<&str> = path.parts.iter().map(|part| part.text.as_str()).collect();
        let text = text.join(".");
        let is_metric = self.scope.find_column(self.source, &text).is_none() && self.scope.find_metric(&text).is_some();
        if is_metric {
            d.push(
                Diagnostic::new(
                    codes::ROW_OR_AGGREGATE,
                    path.span,
                    format!("`{text}` is a metric, but this value reads a source"),
                )
                .here("a metric")
                .help("declare the part that reads the source as a metric of its own, and leave out `from` here"),
            );
        } else if let Some(path_found) = rows::path(self.scope, self.source, path, d) {
            let column = self.scope.project.sources[path_found.source].column(path_found.column);
            let example = if column.ty.is_numeric() { format!("sum({text})") } else { format!("count(distinct {text})") };
            d.push(
                Diagnostic::new(
                    codes::ROW_OR_AGGREGATE,
                    path.span,
                    format!("`{text}` has a value on every row; a metric needs one of all rows"),
                )
                .here("not aggregated")
                .help(format!("say how the rows are put together, for example `{example}`")),
            );
        }
    }

    /// One aggregate; `None` where something of it was reported.
    fn aggregate(&mut self, call: &Call, span: Span, d: &mut Diagnostics) -> Option<Expr<Aggregate>> {
        let function = function(call, span, d)?;
        let filter = call.filter.as_ref().map(|filter| self.row_condition(filter, d));
        let (input, ty, unit) = self.input(call, function, span, d)?;
        if filter.as_ref().is_some_and(|filter| filter.ty == Type::Error) {
            return None;
        }
        let ty = if self.averaged && self.place == Place::Value { Type::Float } else { ty };
        Some(Expr { node: Node::Leaf(Aggregate { function, input, filter }), ty, unit })
    }

    fn row_condition(&self, filter: &ast::Expr, d: &mut Diagnostics) -> RowExpr {
        rows::condition(self.scope, self.source, filter, d)
    }

    fn input(
        &mut self,
        call: &Call,
        function: AggregateFunction,
        span: Span,
        d: &mut Diagnostics,
    ) -> Option<(AggregateInput, Type, Option<Unit>)> {
        if call.star {
            return Some((AggregateInput::Rows, Type::Integer, self.counted("*")));
        }
        if call.per.is_some() {
            return nested::nested(self, call, function, span, d);
        }
        if call.distinct && call.having.is_some() {
            return nested::qualified_keys(self, call, d);
        }
        if let Some(having) = &call.having {
            d.push(
                Diagnostic::new(codes::FUNCTION_CALL, having.span, "`having` stands without keys")
                    .here("which keys qualify?")
                    .help(format!("write `{}(… per KEY having …)` or `count(distinct KEY having …)`", call.name.text)),
            );
            return None;
        }
        if call.distinct {
            let args: Vec<RowExpr> = call.args.iter().map(|arg| self.row_value(arg, call, d)).collect();
            let counted = self.distinct_symbol(&call.args);
            return all_known(&args).then(|| (AggregateInput::Distinct(args), Type::Integer, self.counted(&counted)));
        }
        let arg = call.args.first()?;
        let value = self.row_value(arg, call, d);
        if value.ty == Type::Error {
            return None;
        }
        let (ty, unit) = match function {
            AggregateFunction::Count => (Type::Integer, self.counted("*")),
            AggregateFunction::ApproxCountDistinct => (Type::Integer, self.counted(&self.distinct_symbol(&call.args))),
            _ => (result_type(function, call, &value.ty, arg.span, d)?, value.unit.clone()),
        };
        self.check_fan_out(function, call, &value, arg.span, d)?;
        Some((AggregateInput::Value(value), ty, unit))
    }

    /// The unit of a count.
    pub(super) fn counted(&self, what: &str) -> Option<Unit> {
        (self.place != Place::Having).then(|| units::symbol(what))
    }

    /// What a count of distinct values counts, as text.
    pub(super) fn distinct_symbol(&self, args: &[ast::Expr]) -> String {
        let texts: Vec<&str> = args.iter().map(|arg| self.scope.texts.text(arg.span)).collect();
        format!("distinct {}", texts.join(", "))
    }

    /// An argument that has a value on every row.
    fn row_value(&self, arg: &ast::Expr, call: &Call, d: &mut Diagnostics) -> RowExpr {
        if walk::has_aggregate(arg) {
            let text = self.scope.texts.text(arg.span);
            d.push(
                Diagnostic::new(codes::NESTED_AGGREGATE, arg.span, format!("`{}` reads an aggregate", call.name.text))
                    .here("already one value of all rows")
                    .why("an aggregate of an aggregate needs to know of what the inner one is computed: per user, per day, …")
                    .help(format!("name the key: `{}({text} per KEY)`", call.name.text)),
            );
            return typing::error();
        }
        rows::row_expr(self.scope, self.source, arg, d)
    }

    /// NS205: adding up what stands in linked rows counts each of them as often as it is linked.
    pub(super) fn check_fan_out(
        &self,
        function: AggregateFunction,
        call: &Call,
        value: &RowExpr,
        span: Span,
        d: &mut Diagnostics,
    ) -> Option<()> {
        let repeats = !matches!(
            function,
            AggregateFunction::Count | AggregateFunction::Min | AggregateFunction::Max | AggregateFunction::ApproxCountDistinct
        );
        let Some(target) = linked_only(self.scope, value).filter(|_| repeats) else { return Some(()) };
        let name = &call.name.text;
        let (here, there) = (&self.scope.project.sources[self.source].name, &self.scope.project.sources[target].name);
        let text = self.scope.texts.text(span);
        let own = text.rsplit('.').next().unwrap_or(text);
        d.push(
            Diagnostic::new(
                codes::FAN_OUT,
                span,
                format!("`{name}({text})` counts rows of `{there}` as often as `{here}` points at them"),
            )
            .here(format!("stands in `{there}`, once for many rows of `{here}`"))
            .why("one linked row stands behind many rows, so its value would be taken many times")
            .help(format!(
                "aggregate it from its own source: `{name}({own}) from {there}`; or combine it with a column of `{here}`"
            )),
        );
        None
    }
}

fn all_known(args: &[RowExpr]) -> bool {
    args.iter().all(|arg| arg.ty != Type::Error)
}

/// The source of the first linked column, where an expression reads linked columns only.
fn linked_only(scope: &Scope<'_>, value: &RowExpr) -> Option<Id<Source>> {
    let expanded = scope.project.expand(value);
    let mut target = None;
    for leaf in expanded.leaves() {
        match leaf {
            RowLeaf::Column(path) if !path.links.is_empty() => target = target.or(Some(path.source)),
            RowLeaf::Native { links, .. } if !links.is_empty() => {}
            RowLeaf::Column(_) | RowLeaf::Native { .. } => return None,
        }
    }
    target
}
