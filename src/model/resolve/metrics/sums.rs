//! NS211: sums and differences of what does not add up. Read from the text before it is typed, so that one fault gives one finding.

use super::walk;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::expr::Node;
use crate::model::metric::{Aggregate, AggregateFunction, AggregateInput, Definition, Merge, Metric, TimeKind};
use crate::model::resolve::scope::Scope;
use crate::model::{Arena, Id};
use crate::source::Span;
use crate::syntax::ast::{self, BinaryOperator, Call, ExprKind, UnaryOperator};

/// Functions whose value counts what their arguments count.
const KEEPS_KIND: [&str; 8] = ["abs", "ceil", "coalesce", "floor", "greatest", "least", "nullif", "round"];

/// What an operand of a sum is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A count of distinct keys, of the metric that counts them. Parts of its growth accounting and its past are of the same.
    Distinct(Id<Metric>),
    /// A count of distinct keys in a measure.
    Keys,
    /// What stands at a moment.
    Level,
    /// What stood at an earlier moment; what happens since then may be added to it.
    EarlierLevel,
    /// What happens during a period and adds up.
    Flow,
    /// What happens during a window that may reach back before the period.
    Window,
    /// Everything else.
    Other,
}

/// Looks for sums of what does not add up, in a measure; says whether there is one.
pub(super) fn check_measure(scope: &Scope<'_>, expr: &ast::Expr, d: &mut Diagnostics) -> bool {
    let before = d.len();
    Sums { scope, distinct: None, d }.kind(expr);
    d.len() > before
}

/// Looks for sums of what does not add up, in arithmetic over metrics; says whether there is one.
/// `distinct` holds, by the metric's index, the distinct count that a metric consists of.
pub(super) fn check_derived(scope: &Scope<'_>, distinct: &[Option<Id<Metric>>], expr: &ast::Expr, d: &mut Diagnostics) -> bool {
    let before = d.len();
    Sums { scope, distinct: Some(distinct), d }.kind(expr);
    d.len() > before
}

/// The distinct count that arithmetic over metrics consists of, where it consists of one alone.
pub(super) fn distinct_part(scope: &Scope<'_>, distinct: &[Option<Id<Metric>>], expr: &ast::Expr) -> Option<Id<Metric>> {
    match (Sums { scope, distinct: Some(distinct), d: &mut Diagnostics::default() }.kind(expr)) {
        Kind::Distinct(metric) => Some(metric),
        _ => None,
    }
}

/// Whether one aggregate counts distinct keys.
pub(super) fn counts_keys(aggregate: &Aggregate) -> bool {
    let keys = matches!(aggregate.input, AggregateInput::Distinct(_) | AggregateInput::QualifiedKeys(..));
    keys || aggregate.function == AggregateFunction::ApproxCountDistinct
}

struct Sums<'s, 'a, 'd> {
    scope: &'s Scope<'a>,
    /// `None` in a measure.
    distinct: Option<&'s [Option<Id<Metric>>]>,
    d: &'d mut Diagnostics,
}

impl Sums<'_, '_, '_> {
    fn kind(&mut self, expr: &ast::Expr) -> Kind {
        match &expr.kind {
            ExprKind::Group(inner) | ExprKind::Unary(UnaryOperator::Negate, inner) => self.kind(inner),
            ExprKind::Binary(operator @ (BinaryOperator::Add | BinaryOperator::Subtract), left, right) => {
                let kinds = (self.kind(left), self.kind(right));
                self.sum(*operator, (left, kinds.0), (right, kinds.1))
            }
            ExprKind::Binary(BinaryOperator::Multiply, left, right) => match (is_number(left), is_number(right)) {
                (true, _) => self.kind(right),
                (_, true) => self.kind(left),
                _ => self.other(expr),
            },
            ExprKind::Binary(BinaryOperator::Divide, left, right) if is_number(right) => self.kind(left),
            ExprKind::Cast(inner, _) => self.kind(inner),
            ExprKind::Case { operand, branches, otherwise } => {
                operand.iter().map(|operand| &**operand).chain(branches.iter().map(|(when, _)| when)).for_each(|condition| {
                    self.kind(condition);
                });
                self.one_of(branches.iter().map(|(_, then)| then).chain(otherwise.as_deref()))
            }
            ExprKind::Call(call) if KEEPS_KIND.contains(&call.name.text.as_str()) => self.one_of(&call.args),
            ExprKind::Call(call) => self.call(call, expr),
            ExprKind::Path(path) => self.metric(path, false),
            ExprKind::Shift(name, path, _) if name.text == "lag" => self.metric(path, true),
            _ => self.other(expr),
        }
    }

    /// Of a value that is one of several: their kind where they are all of one. A constant among them stands in for any.
    fn one_of<'e>(&mut self, parts: impl IntoIterator<Item = &'e ast::Expr>) -> Kind {
        let parts: Vec<&ast::Expr> = parts.into_iter().filter(|part| !is_constant(part)).collect();
        let kinds: Vec<Kind> = parts.into_iter().map(|part| self.kind(part)).collect();
        match kinds.split_first() {
            Some((first, rest)) if rest.iter().all(|kind| kind == first) => *first,
            _ => Kind::Other,
        }
    }

    /// Looks into the parts of what is itself no summand.
    fn other(&mut self, expr: &ast::Expr) -> Kind {
        for child in walk::children(expr) {
            self.kind(child);
        }
        Kind::Other
    }

    fn call(&mut self, call: &Call, expr: &ast::Expr) -> Kind {
        let name = call.name.text.as_str();
        if self.distinct.is_none() {
            return match name {
                _ if !walk::is_aggregate(call) => self.other(expr),
                "count" if call.distinct => Kind::Keys,
                "approx_count_distinct" => Kind::Keys,
                _ => Kind::Other,
            };
        }
        if walk::is_aggregate(call) {
            return Kind::Other;
        }
        match call.args.as_slice() {
            [arg] if walk::GROWTH_PARTS.contains(&name) => match self.kind(arg) {
                kind @ Kind::Distinct(_) => kind,
                _ => Kind::Other,
            },
            _ => self.other(expr),
        }
    }

    fn metric(&self, path: &ast::Path, lagged: bool) -> Kind {
        let ([name], Some(distinct)) = (path.parts.as_slice(), self.distinct) else { return Kind::Other };
        let Some(id) = self.scope.find_metric(&name.text) else { return Kind::Other };
        if let Some(counted) = distinct.get(id.index()).copied().flatten() {
            return Kind::Distinct(counted);
        }
        let metric = &self.scope.project.metrics[id];
        match (&metric.definition, metric.additivity.merge, metric.additivity.time) {
            (Definition::Error, ..) => Kind::Other,
            (_, Merge::Sum, TimeKind::Level) if lagged => Kind::EarlierLevel,
            (_, Merge::Sum, TimeKind::Level) => Kind::Level,
            (_, Merge::Sum, TimeKind::Flow) => Kind::Flow,
            (_, Merge::Sum, TimeKind::Window) if metric.window.is_some() && !lagged => Kind::Window,
            _ => Kind::Other,
        }
    }

    fn sum(&mut self, operator: BinaryOperator, (left, a): (&ast::Expr, Kind), (right, b): (&ast::Expr, Kind)) -> Kind {
        let subtracts = operator == BinaryOperator::Subtract;
        match (a, b) {
            (Kind::Distinct(a), Kind::Distinct(b)) if a == b => Kind::Distinct(a),
            (Kind::Distinct(a), Kind::Distinct(b)) if subtracts && holds(&self.scope.project.metrics, a, b) => Kind::Other,
            (Kind::Keys, Kind::Keys) if subtracts && self.holds_written(left, right) => Kind::Other,
            (Kind::Distinct(_), Kind::Distinct(_)) | (Kind::Keys, Kind::Keys) => {
                self.report_distinct(operator, left.span, right.span);
                Kind::Other
            }
            (Kind::Level, Kind::Flow) | (Kind::Flow, Kind::Level) => {
                let (level, flow) = if a == Kind::Level { (left, right) } else { (right, left) };
                self.report_level(level.span, flow.span);
                Kind::Other
            }
            (Kind::Window, Kind::Flow) | (Kind::Flow, Kind::Window) if !subtracts => {
                let (window, flow) = if a == Kind::Window { (left, right) } else { (right, left) };
                self.report_window(window.span, flow.span);
                Kind::Other
            }
            (Kind::Window, Kind::Window) => Kind::Window,
            (Kind::Level, Kind::EarlierLevel) if subtracts => Kind::Flow,
            (Kind::EarlierLevel, Kind::Flow | Kind::EarlierLevel) | (Kind::Flow, Kind::EarlierLevel) => Kind::EarlierLevel,
            (Kind::Level | Kind::EarlierLevel, Kind::Level | Kind::EarlierLevel) => Kind::Level,
            (Kind::Flow, Kind::Flow) => Kind::Flow,
            _ => Kind::Other,
        }
    }

    /// Whether the second of two written counts has the keys of the first, under one more condition.
    fn holds_written(&self, whole: &ast::Expr, part: &ast::Expr) -> bool {
        let (ExprKind::Call(whole), ExprKind::Call(part)) = (&walk::bare(whole).kind, &walk::bare(part).kind) else {
            return false;
        };
        let text = |call: &Call| -> Vec<&str> { call.args.iter().map(|arg| self.scope.texts.text(arg.span)).collect() };
        let unconditional = whole.filter.is_none() && whole.having.is_none();
        unconditional && whole.name.text == part.name.text && text(whole) == text(part)
    }

    fn report_distinct(&mut self, operator: BinaryOperator, left: Span, right: Span) {
        let (word, help) = match operator {
            BinaryOperator::Add => ("sum", "count them together: one `count(distinct …)` whose condition holds for both"),
            _ => ("difference", "count what is left directly: a `count(distinct …)` with the condition in it"),
        };
        self.d.push(
            Diagnostic::new(codes::NOT_ADDITIVE, right, format!("a {word} of two counts of distinct keys counts no keys"))
                .here("distinct keys")
                .label(left, "distinct keys too")
                .why("the same key may be in both")
                .help(help),
        );
    }

    fn report_window(&mut self, window: Span, flow: Span) {
        self.d.push(
            Diagnostic::new(
                codes::NOT_ADDITIVE,
                flow,
                "what happens during a period is added to what happened in a longer window",
            )
            .here("of the period")
            .label(window, "of a window that ends with the period")
            .why("the days of the period would count once by themselves and once in the window, the days before it only once")
            .help("give both metrics the same `window`"),
        );
    }

    fn report_level(&mut self, level: Span, flow: Span) {
        self.d.push(
            Diagnostic::new(codes::NOT_ADDITIVE, flow, "what happens during a period is added to what stands at its end")
                .here("happens during the period")
                .label(level, "stands at the period's end")
                .why("the level holds what happened already, and the sum depends on how long a period is")
                .help("add it to the level before: `lag(LEVEL, 1 PERIOD) + …`"),
        );
    }
}

fn is_constant(expr: &ast::Expr) -> bool {
    is_number(expr) || matches!(walk::bare(expr).kind, ExprKind::Null)
}

fn is_number(expr: &ast::Expr) -> bool {
    match &walk::bare(expr).kind {
        ExprKind::Number(_) => true,
        ExprKind::Unary(UnaryOperator::Negate, inner) => is_number(inner),
        _ => false,
    }
}

/// Whether the keys that one metric counts hold those of another: the same count, under one more condition.
pub(super) fn holds(metrics: &Arena<Metric>, whole: Id<Metric>, part: Id<Metric>) -> bool {
    let (whole, part) = (&metrics[whole], &metrics[part]);
    let (Definition::Measure(a), Definition::Measure(b)) = (&whole.definition, &part.definition) else { return false };
    let (Node::Leaf(x), Node::Leaf(y)) = (&a.expr.node, &b.expr.node) else { return false };
    let same_rows = a.source == b.source && a.time == b.time && whole.window == part.window && whole.snapshot == part.snapshot;
    let same_count = x.function == y.function && x.input == y.input;
    let weaker = (a.filter.is_none() || a.filter == b.filter) && (x.filter.is_none() || x.filter == y.filter);
    same_rows && same_count && weaker
}
