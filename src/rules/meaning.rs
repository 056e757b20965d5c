//! What metrics mean, whatever they are called and in whichever order they are written: equal forms are equal values.
//!
//! A form is a number for an operation over other forms, so that comparing two of them costs nothing however deep they are. Names of
//! metrics and units are no part of it. The operands of `+`, `*`, `and`, `or`, `=` come in any order; a computed column is what it is
//! computed from, and a metric over metrics is what those are, so that a ratio and the same ratio over two metrics are one. Conditions are the same where they are by logic
//! alone: `not (a or b)` is `not a and not b`.

use crate::model::expr::{Arithmetic, Comparison, Expr, Function, Node, TimeField};
use crate::model::metric::{
    Aggregate, AggregateExpr, AggregateFunction, AggregateInput, Cohort, Definition, Fill, GrowthPart, Keyed, Measure, Metric,
    MetricExpr, MetricLeaf, Nested, NestedInner, NestedKey, Snapshot, TimeAxis, Window,
};
use crate::model::source::{ColumnIndex, ColumnPath, LinkIndex, RowExpr, RowLeaf, Source};
use crate::model::types::{Literal, Number, Type};
use crate::model::{Id, Project};
use crate::project::calendar::Grain;
use crate::project::dialect::Dialect;
use crate::syntax::ast::TimeUnit;
use std::collections::HashMap;

/// What an expression means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Form(usize);

/// An operation, without what it is applied to.
#[derive(PartialEq, Eq, Hash)]
enum Head {
    /// What is left out: no `else`, no `having`.
    Nothing,
    /// One that needs no more than its name.
    Named(&'static str),
    /// With its type where it needs one to be read: a timestamp's zone.
    Literal(Literal, Option<Type>),
    Cast(Type),
    Extract(TimeField),
    Call(Function),
    Column(ColumnPath),
    Native(Vec<LinkIndex>, Vec<(Dialect, String)>),
    /// The rows that aggregates see, over their condition.
    Rows(Id<Source>, TimeAxis, Option<Window>, Option<Snapshot>),
    /// Over its rows, its own filter and its input.
    Aggregate(AggregateFunction, &'static str),
    Period(Grain),
    Shift(&'static str, u32, TimeUnit),
    GrowthPart(GrowthPart),
    Cohort(&'static str, (ColumnIndex, ColumnIndex), u32, TimeUnit),
    Keyed(AggregateFunction, String),
    Fill(Fill),
}

/// The forms of a project's metrics, each worked out when it is first asked for.
pub(super) struct Meanings<'a> {
    project: &'a Project,
    forms: HashMap<(Head, Vec<Form>), Form>,
    metrics: HashMap<Id<Metric>, Option<Form>>,
}

impl<'a> Meanings<'a> {
    /// Of no metric yet.
    pub(super) fn new(project: &'a Project) -> Meanings<'a> {
        Meanings { project, forms: HashMap::new(), metrics: HashMap::new() }
    }

    /// What a metric means; `None` where something that it reads could not be resolved. Chains of metrics may be long: no recursion.
    pub(super) fn of(&mut self, metric: Id<Metric>) -> Option<Form> {
        let mut open = vec![metric];
        while let Some(id) = open.last().copied() {
            let parts = if self.metrics.contains_key(&id) { Vec::new() } else { self.project.parts_of(id) };
            let unknown: Vec<_> = parts.into_iter().filter(|part| !self.metrics.contains_key(part)).collect();
            if unknown.is_empty() {
                open.pop();
                let form = self.metric(id);
                self.metrics.insert(id, form);
            }
            open.extend(unknown);
        }
        self.metrics.get(&metric).copied().flatten()
    }

    /// Whether two metrics always have the same value.
    pub(super) fn are_same(&mut self, left: Id<Metric>, right: Id<Metric>) -> bool {
        let form = self.of(left);
        form.is_some() && form == self.of(right)
    }

    fn metric(&mut self, id: Id<Metric>) -> Option<Form> {
        if let Some(known) = self.metrics.get(&id) {
            return *known;
        }
        let project = self.project;
        let metric = &project.metrics[id];
        let form = match &metric.definition {
            Definition::Measure(measure) => self.part_of_measure(metric, measure, &measure.expr),
            Definition::Derived(expr) => self.over_metrics(expr)?,
            Definition::Error => return None,
        };
        Some(match metric.fill {
            Some(fill) => self.make(Head::Fill(fill), vec![form]),
            None => form,
        })
    }

    /// What arithmetic over the aggregates of a metric's measure means.
    pub(super) fn part_of_measure(&mut self, metric: &Metric, measure: &Measure, expr: &AggregateExpr) -> Form {
        let condition = self.optional_row(measure.filter.as_ref());
        let head = Head::Rows(measure.source, measure.time, metric.window, metric.snapshot.clone());
        let rows = self.make(head, vec![condition]);
        self.aggregates(rows, expr)
    }

    fn make(&mut self, head: Head, parts: Vec<Form>) -> Form {
        let next = Form(self.forms.len());
        *self.forms.entry((head, parts)).or_insert(next)
    }

    fn nothing(&mut self) -> Form {
        self.make(Head::Nothing, Vec::new())
    }

    /// An operation whose operands come in any order.
    fn unordered(&mut self, name: &'static str, mut parts: Vec<Form>) -> Form {
        parts.sort_unstable();
        self.make(Head::Named(name), parts)
    }
}

/// Expressions, whatever their leaves.
impl Meanings<'_> {
    /// `None` as soon as a leaf has no form.
    fn expr<L>(&mut self, expr: &Expr<L>, leaf: &mut dyn FnMut(&mut Self, &L) -> Option<Form>) -> Option<Form> {
        let head = match &expr.node {
            Node::Leaf(of) => return leaf(self, of),
            Node::Literal(literal) => Head::Literal(literal.clone(), zoned(literal, &expr.ty)),
            Node::Arithmetic(Arithmetic::Add | Arithmetic::Subtract, ..) => return self.sum(expr, leaf),
            Node::Arithmetic(Arithmetic::Multiply, ..) => return self.product(expr, leaf),
            Node::And(..) | Node::Or(..) | Node::In(..) | Node::Not(_) => return self.condition(expr, false, leaf),
            Node::Compare(Comparison::Equal | Comparison::NotEqual, ..) => return self.condition(expr, false, leaf),
            Node::Compare(comparison, left, right) => {
                return self.ordered(*comparison, left, right, leaf);
            }
            Node::Negate(_) => Head::Named("-"),
            Node::Arithmetic(Arithmetic::Divide, ..) => Head::Named("/"),
            Node::Concat(..) => Head::Named("||"),
            Node::IsNull(_) => Head::Named("is null"),
            Node::IsDistinct(..) => Head::Named("is distinct from"),
            Node::Like(..) => Head::Named("like"),
            Node::Case(_, None) => Head::Named("case"),
            Node::Case(_, Some(_)) => Head::Named("case with else"),
            Node::Cast(_) => Head::Cast(expr.ty.clone()),
            Node::Extract(field, _) => Head::Extract(*field),
            Node::Call(function, _) => Head::Call(*function),
        };
        let mut parts = self.all(expr.children(), leaf)?;
        if matches!(expr.node, Node::IsDistinct(..) | Node::Call(Function::Least | Function::Greatest, _)) {
            parts.sort_unstable();
        }
        Some(self.make(head, parts))
    }

    fn all<L>(&mut self, exprs: Vec<&Expr<L>>, leaf: &mut dyn FnMut(&mut Self, &L) -> Option<Form>) -> Option<Vec<Form>> {
        exprs.into_iter().map(|expr| self.expr(expr, leaf)).collect()
    }

    /// Everything that is added, or taken away: `a - b + c` is `a + c - b`.
    fn sum<L>(&mut self, expr: &Expr<L>, leaf: &mut dyn FnMut(&mut Self, &L) -> Option<Form>) -> Option<Form> {
        let (mut open, mut terms) = (vec![(expr, false)], Vec::new());
        while let Some((expr, negative)) = open.pop() {
            match &expr.node {
                Node::Arithmetic(Arithmetic::Add, left, right) => open.extend([(&**left, negative), (&**right, negative)]),
                Node::Arithmetic(Arithmetic::Subtract, left, right) => open.extend([(&**left, negative), (&**right, !negative)]),
                _ => {
                    let term = self.expr(expr, leaf)?;
                    terms.push(if negative { self.make(Head::Named("-"), vec![term]) } else { term });
                }
            }
        }
        Some(self.unordered("+", terms))
    }

    /// Everything that is multiplied.
    fn product<L>(&mut self, expr: &Expr<L>, leaf: &mut dyn FnMut(&mut Self, &L) -> Option<Form>) -> Option<Form> {
        let (mut open, mut factors) = (vec![expr], Vec::new());
        while let Some(expr) = open.pop() {
            match &expr.node {
                Node::Arithmetic(Arithmetic::Multiply, left, right) => open.extend([&**left, &**right]),
                _ => factors.push(self.expr(expr, leaf)?),
            }
        }
        Some(self.unordered("*", factors))
    }

    /// A condition, or what holds where it does not: `not` is taken down to what is compared, `x in (a, b)` is `x = a or x = b`, and
    /// `x = true` is `x`. Each of these is unknown where the other is.
    fn condition<L>(
        &mut self,
        expr: &Expr<L>,
        negative: bool,
        leaf: &mut dyn FnMut(&mut Self, &L) -> Option<Form>,
    ) -> Option<Form> {
        if let Some(word) = joint(expr, negative) {
            return self.joined(word, expr, negative, leaf);
        }
        let form = match &expr.node {
            Node::Not(inner) => return self.condition(inner, !negative, leaf),
            Node::Compare(comparison @ (Comparison::Equal | Comparison::NotEqual), left, right) => {
                return self.equality(left, right, negative != (*comparison == Comparison::NotEqual), leaf);
            }
            // What is not less is as large or larger; but a float may be no number, which is neither.
            Node::Compare(comparison, left, right) if negative && [&left.ty, &right.ty].iter().all(|ty| **ty != Type::Float) => {
                return self.ordered(comparison.contrary(), left, right, leaf);
            }
            _ => self.expr(expr, leaf)?,
        };
        Some(self.negated(form, negative))
    }

    /// `a > b` is `b < a`.
    fn ordered<L>(
        &mut self,
        comparison: Comparison,
        left: &Expr<L>,
        right: &Expr<L>,
        leaf: &mut dyn FnMut(&mut Self, &L) -> Option<Form>,
    ) -> Option<Form> {
        let turned = matches!(comparison, Comparison::Greater | Comparison::GreaterOrEqual);
        let strict = matches!(comparison, Comparison::Less | Comparison::Greater);
        let (less, more) = if turned { (right, left) } else { (left, right) };
        let sides = vec![self.expr(less, leaf)?, self.expr(more, leaf)?];
        Some(self.make(Head::Named(if strict { "<" } else { "<=" }), sides))
    }

    fn equality<L>(
        &mut self,
        left: &Expr<L>,
        right: &Expr<L>,
        negative: bool,
        leaf: &mut dyn FnMut(&mut Self, &L) -> Option<Form>,
    ) -> Option<Form> {
        if let Some((value, truth)) = truth_of(left, right).or_else(|| truth_of(right, left)) {
            return self.condition(value, negative == truth, leaf);
        }
        let sides = vec![self.expr(left, leaf)?, self.expr(right, leaf)?];
        let equal = self.unordered("=", sides);
        Some(self.negated(equal, negative))
    }

    fn negated(&mut self, form: Form, negative: bool) -> Form {
        if negative { self.make(Head::Named("not"), vec![form]) } else { form }
    }

    /// All conditions of which every one, or at least one, must hold.
    fn joined<L>(
        &mut self,
        word: &'static str,
        expr: &Expr<L>,
        negative: bool,
        leaf: &mut dyn FnMut(&mut Self, &L) -> Option<Form>,
    ) -> Option<Form> {
        let (mut open, mut operands) = (vec![(expr, negative)], Vec::new());
        while let Some((expr, negative)) = open.pop() {
            match &expr.node {
                Node::And(left, right) | Node::Or(left, right) if joint(expr, negative) == Some(word) => {
                    open.extend([(&**left, negative), (&**right, negative)]);
                }
                Node::In(value, list) if joint(expr, negative) == Some(word) => {
                    for one in list {
                        operands.push(self.equality(value, one, negative, leaf)?);
                    }
                }
                Node::Not(inner) => open.push((&**inner, !negative)),
                _ => operands.push(self.condition(expr, negative, leaf)?),
            }
        }
        operands.sort_unstable();
        operands.dedup();
        match operands.as_slice() {
            [one] => Some(*one),
            _ => Some(self.make(Head::Named(word), operands)),
        }
    }
}

/// What joins the parts of a condition, or of its contrary: `not (a or b)` is `not a and not b`.
fn joint<L>(expr: &Expr<L>, negative: bool) -> Option<&'static str> {
    match (&expr.node, negative) {
        (Node::And(..), false) | (Node::Or(..) | Node::In(..), true) => Some("and"),
        (Node::And(..), true) | (Node::Or(..) | Node::In(..), false) => Some("or"),
        _ => None,
    }
}

/// A value that is compared with `true` or `false`, and which of them.
fn truth_of<'a, L>(value: &'a Expr<L>, literal: &Expr<L>) -> Option<(&'a Expr<L>, bool)> {
    if let Node::Literal(Literal::Boolean(truth)) = &literal.node { Some((value, *truth)) } else { None }
}

/// Aggregates and metrics.
impl Meanings<'_> {
    fn row(&mut self, expr: &RowExpr) -> Form {
        let expanded = self.project.expand(expr);
        let form = self.expr(&expanded, &mut |meanings, leaf| {
            let head = match leaf {
                RowLeaf::Column(path) => Head::Column(path.clone()),
                RowLeaf::Native { links, sql } => Head::Native(links.clone(), sql.clone()),
            };
            Some(meanings.make(head, Vec::new()))
        });
        form.unwrap_or_else(|| self.nothing())
    }

    fn optional_row(&mut self, expr: Option<&RowExpr>) -> Form {
        match expr {
            Some(expr) => self.row(expr),
            None => self.nothing(),
        }
    }

    fn aggregates(&mut self, rows: Form, expr: &AggregateExpr) -> Form {
        let form = self.expr(expr, &mut |meanings, aggregate| Some(meanings.aggregate(rows, aggregate)));
        form.unwrap_or_else(|| self.nothing())
    }

    fn aggregate(&mut self, rows: Form, aggregate: &Aggregate) -> Form {
        let filter = self.optional_row(aggregate.filter.as_ref());
        let (kind, input) = match &aggregate.input {
            AggregateInput::Rows => ("rows", Vec::new()),
            AggregateInput::Value(value) => ("value", vec![self.row(value)]),
            AggregateInput::Distinct(keys) => {
                let mut keys: Vec<Form> = keys.iter().map(|key| self.row(key)).collect();
                keys.sort_unstable();
                ("distinct", keys)
            }
            AggregateInput::QualifiedKeys(key, having) => ("qualified keys", vec![self.row(key), self.aggregates(rows, having)]),
            AggregateInput::Nested(nested) => ("nested", self.nested(rows, nested)),
        };
        let parts = [rows, filter].into_iter().chain(input).collect();
        let function = match aggregate.function {
            AggregateFunction::Median => AggregateFunction::Percentile(Number::new(5, 1)),
            function => function,
        };
        self.make(Head::Aggregate(function, kind), parts)
    }

    fn nested(&mut self, rows: Form, nested: &Nested) -> Vec<Form> {
        let inner = match &nested.inner {
            NestedInner::Aggregates(inner) => self.aggregates(rows, inner),
            NestedInner::Determined(value) => {
                let value = self.row(value);
                self.make(Head::Named("determined"), vec![value])
            }
        };
        let key = match &nested.key {
            NestedKey::Column(path) => self.make(Head::Column(path.clone()), Vec::new()),
            NestedKey::Period(grain) => self.make(Head::Period(*grain), Vec::new()),
        };
        let having = match &nested.having {
            Some(having) => self.aggregates(rows, having),
            None => self.nothing(),
        };
        vec![inner, key, having]
    }

    fn over_metrics(&mut self, expr: &MetricExpr) -> Option<Form> {
        self.expr(expr, &mut |meanings, leaf| meanings.leaf(leaf))
    }

    fn leaf(&mut self, leaf: &MetricLeaf) -> Option<Form> {
        let (head, parts) = match leaf {
            MetricLeaf::Metric(metric) => return self.metric(*metric),
            MetricLeaf::Lag(metric, count, unit) => (Head::Shift("lag", *count, *unit), vec![*metric]),
            MetricLeaf::Growth(metric, count, unit) => (Head::Shift("growth", *count, *unit), vec![*metric]),
            MetricLeaf::GrowthAccounting(part, metric) => (Head::GrowthPart(*part), vec![*metric]),
            MetricLeaf::Conversion(cohort) => cohort_of("conversion", cohort),
            MetricLeaf::Retention(cohort) => cohort_of("retention", cohort),
            MetricLeaf::Keyed(keyed) => return self.keyed(keyed),
        };
        let parts = parts.into_iter().map(|metric| self.metric(metric)).collect::<Option<_>>()?;
        Some(self.make(head, parts))
    }

    fn keyed(&mut self, keyed: &Keyed) -> Option<Form> {
        let mut parts = Vec::new();
        for expr in [&keyed.inner, &keyed.having] {
            parts.push(match expr {
                Some(expr) => self.over_metrics(expr)?,
                None => self.nothing(),
            });
        }
        Some(self.make(Head::Keyed(keyed.function, keyed.key.clone()), parts))
    }
}

fn cohort_of(name: &'static str, cohort: &Cohort) -> (Head, Vec<Id<Metric>>) {
    (Head::Cohort(name, cohort.key, cohort.count, cohort.unit), vec![cohort.from, cohort.to])
}

/// The type that a literal needs to be read.
fn zoned(literal: &Literal, ty: &Type) -> Option<Type> {
    matches!(literal, Literal::Timestamp(_)).then(|| ty.clone())
}
