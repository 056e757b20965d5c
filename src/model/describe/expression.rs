//! Typed expressions back as text of the language, with no more parentheses than the grammar needs.

use crate::model::expr::{Arithmetic, Comparison, Expr, Function, Node};
use crate::model::metric::{
    Aggregate, AggregateExpr, AggregateFunction, AggregateInput, GrowthPart, Keyed, MetricExpr, MetricLeaf, Nested, NestedInner,
    NestedKey,
};
use crate::model::source::{LinkIndex, RowExpr, RowLeaf, Source};
use crate::model::types::Literal;
use crate::model::{Id, Project};
use crate::syntax::ast::TimeUnit;
use jiff::civil::DateTime;

/// How tightly a form binds; a looser part stands in parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Unary,
    Atom,
}

/// Any typed expression as language text; `leaf` prints what is special about its kind.
pub fn print<L: PartialEq>(expr: &Expr<L>, leaf: &dyn Fn(&L) -> String) -> String {
    Printer { leaf }.at(expr, Binding::Or)
}

/// An expression over rows of `source`: `status = 'confirmed'`.
pub fn row(project: &Project, source: Id<Source>, expr: &RowExpr) -> String {
    print(expr, &|leaf| row_leaf(project, source, leaf))
}

/// An expression over aggregates of `source`: `sum(nights) / count(*)`.
pub fn aggregates(project: &Project, source: Id<Source>, expr: &AggregateExpr) -> String {
    print(expr, &|leaf| aggregate(project, source, leaf))
}

/// An expression over metrics: `bookings_made * nights_per_booking`.
pub fn metrics(project: &Project, expr: &MetricExpr) -> String {
    print(expr, &|leaf| metric_leaf(project, leaf))
}

/// A constant, as the language writes it.
pub fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Boolean(value) => value.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Literal::Date(date) => date.to_string(),
        Literal::Timestamp(at) => timestamp(*at),
    }
}

/// `28 days`, `1 week`.
pub fn duration(count: u32, unit: TimeUnit) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {}{plural}", unit.name())
}

fn timestamp(at: DateTime) -> String {
    let mut text = format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute());
    let fraction = at.subsec_nanosecond() / 1_000;
    if at.second() != 0 || fraction != 0 {
        text.push_str(&format!(":{:02}", at.second()));
    }
    if fraction != 0 {
        text.push_str(&format!(".{fraction:06}"));
    }
    text
}

struct Printer<'a, L> {
    leaf: &'a dyn Fn(&L) -> String,
}

impl<L: PartialEq> Printer<'_, L> {
    fn at(&self, expr: &Expr<L>, least: Binding) -> String {
        let (text, binding) = self.node(expr);
        if binding < least { format!("({text})") } else { text }
    }

    fn pair(&self, a: &Expr<L>, operator: &str, b: &Expr<L>, level: Binding, right: Binding) -> (String, Binding) {
        (format!("{} {operator} {}", self.at(a, level), self.at(b, right)), level)
    }

    fn node(&self, expr: &Expr<L>) -> (String, Binding) {
        match &expr.node {
            Node::Leaf(leaf) => ((self.leaf)(leaf), Binding::Atom),
            Node::Literal(value) => {
                let text = literal(value);
                let binding = if text.starts_with('-') { Binding::Unary } else { Binding::Atom };
                (text, binding)
            }
            // Two signs side by side would be a comment of SQL.
            Node::Negate(a) => (format!("-{}", self.at(a, Binding::Atom)), Binding::Unary),
            Node::Not(a) => self.not(a),
            Node::Arithmetic(op, a, b) => match op {
                Arithmetic::Add => self.pair(a, "+", b, Binding::Sum, Binding::Product),
                Arithmetic::Subtract => self.pair(a, "-", b, Binding::Sum, Binding::Product),
                Arithmetic::Multiply => self.pair(a, "*", b, Binding::Product, Binding::Unary),
                Arithmetic::Divide => self.pair(a, "/", b, Binding::Product, Binding::Unary),
            },
            Node::Concat(a, b) => self.pair(a, "||", b, Binding::Sum, Binding::Product),
            Node::Compare(op, a, b) => {
                let (text, _) = self.pair(a, comparison(*op), b, Binding::Sum, Binding::Sum);
                (text, Binding::Compare)
            }
            Node::And(a, b) => self.and(a, b),
            Node::Or(a, b) => self.pair(a, "or", b, Binding::Or, Binding::And),
            Node::IsNull(_) | Node::IsDistinct(..) | Node::In(..) | Node::Like(..) => self.test(expr, ""),
            Node::Case(branches, otherwise) => (self.case(branches, otherwise.as_deref()), Binding::Atom),
            Node::Cast(a) => (format!("cast({} as {})", self.at(a, Binding::Or), expr.ty), Binding::Atom),
            Node::Extract(field, a) => (format!("extract({} from {})", field.name(), self.at(a, Binding::Or)), Binding::Atom),
            Node::Call(function, args) => (self.call(*function, args), Binding::Atom),
        }
    }

    /// A test that can be written with `not` inside it: `x is not null`, `x not in (…)`.
    fn test(&self, expr: &Expr<L>, not: &str) -> (String, Binding) {
        let text = match &expr.node {
            Node::IsNull(a) => format!("{} is {not}null", self.at(a, Binding::Sum)),
            Node::IsDistinct(a, b) => format!("{} is {not}distinct from {}", self.at(a, Binding::Sum), self.at(b, Binding::Sum)),
            Node::In(a, list) => format!("{} {not}in ({})", self.at(a, Binding::Sum), self.list(list)),
            Node::Like(a, b) => format!("{} {not}like {}", self.at(a, Binding::Sum), self.at(b, Binding::Sum)),
            _ => return (format!("not {}", self.at(expr, Binding::Not)), Binding::Not),
        };
        (text, Binding::Compare)
    }

    fn not(&self, a: &Expr<L>) -> (String, Binding) {
        self.test(a, "not ")
    }

    /// `x >= a and x <= b` reads as `x between a and b`, which means the same.
    fn and(&self, a: &Expr<L>, b: &Expr<L>) -> (String, Binding) {
        if let Some((value, low, high)) = between(a, b) {
            let parts = [value, low, high].map(|part| self.at(part, Binding::Sum));
            let [value, low, high] = parts;
            return (format!("{value} between {low} and {high}"), Binding::Compare);
        }
        self.pair(a, "and", b, Binding::And, Binding::Not)
    }

    fn list(&self, list: &[Expr<L>]) -> String {
        list.iter().map(|item| self.at(item, Binding::Or)).collect::<Vec<_>>().join(", ")
    }

    fn case(&self, branches: &[(Expr<L>, Expr<L>)], otherwise: Option<&Expr<L>>) -> String {
        let mut text = "case".to_owned();
        for (when, then) in branches {
            text.push_str(&format!(" when {} then {}", self.at(when, Binding::Or), self.at(then, Binding::Or)));
        }
        if let Some(otherwise) = otherwise {
            text.push_str(&format!(" else {}", self.at(otherwise, Binding::Or)));
        }
        text.push_str(" end");
        text
    }

    fn call(&self, function: Function, args: &[Expr<L>]) -> String {
        let name = function_name(function);
        let args = self.list(args);
        match function {
            Function::DateTrunc(grain) | Function::DateDiff(grain) | Function::DateAdd(grain) => {
                format!("{name}('{}', {args})", grain.name())
            }
            _ => format!("{name}({args})"),
        }
    }
}

/// The value and the bounds of two comparisons that together are a `between`.
pub(super) fn between<'e, L: PartialEq>(a: &'e Expr<L>, b: &'e Expr<L>) -> Option<(&'e Expr<L>, &'e Expr<L>, &'e Expr<L>)> {
    match (&a.node, &b.node) {
        (Node::Compare(Comparison::GreaterOrEqual, value, low), Node::Compare(Comparison::LessOrEqual, same, high))
            if value == same =>
        {
            Some((value, low, high))
        }
        _ => None,
    }
}

/// `=`, `!=` and so on.
pub fn comparison(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

/// A function's name in the language.
pub fn function_name(function: Function) -> &'static str {
    match function {
        Function::Lower => "lower",
        Function::Upper => "upper",
        Function::Trim => "trim",
        Function::Length => "length",
        Function::Substring => "substring",
        Function::StartsWith => "starts_with",
        Function::EndsWith => "ends_with",
        Function::Contains => "contains",
        Function::Replace => "replace",
        Function::Abs => "abs",
        Function::Round => "round",
        Function::Floor => "floor",
        Function::Ceil => "ceil",
        Function::Ln => "ln",
        Function::Exp => "exp",
        Function::Power => "power",
        Function::Sqrt => "sqrt",
        Function::Mod => "mod",
        Function::Least => "least",
        Function::Greatest => "greatest",
        Function::Coalesce => "coalesce",
        Function::Nullif => "nullif",
        Function::DateTrunc(_) => "date_trunc",
        Function::DateDiff(_) => "date_diff",
        Function::DateAdd(_) => "date_add",
    }
}

fn row_leaf(project: &Project, source: Id<Source>, leaf: &RowLeaf) -> String {
    match leaf {
        RowLeaf::Column(path) => project.path_text(source, path),
        RowLeaf::Native { links, sql } => native(project, source, links, sql),
    }
}

fn native(
    project: &Project,
    source: Id<Source>,
    links: &[LinkIndex],
    sql: &[(crate::project::dialect::Dialect, String)],
) -> String {
    let mut path = String::new();
    let mut at = source;
    for link in links {
        let link = project.sources[at].link(*link);
        path.push_str(&link.name);
        path.push('.');
        at = link.target;
    }
    let texts: Vec<String> = sql.iter().map(|(dialect, text)| format!("{}: \"\"\"{text}\"\"\"", dialect.name())).collect();
    format!("{path}native({})", texts.join(", "))
}

/// The name of an aggregate function in the language.
pub fn aggregate_name(function: AggregateFunction) -> &'static str {
    match function {
        AggregateFunction::Count => "count",
        AggregateFunction::Sum => "sum",
        AggregateFunction::Avg => "avg",
        AggregateFunction::Min => "min",
        AggregateFunction::Max => "max",
        AggregateFunction::Median => "median",
        AggregateFunction::Percentile(_) => "percentile",
        AggregateFunction::Stddev => "stddev",
        AggregateFunction::ApproxCountDistinct => "approx_count_distinct",
    }
}

fn call(function: AggregateFunction, input: &str) -> String {
    let name = aggregate_name(function);
    match function {
        AggregateFunction::Percentile(q) => format!("{name}({input}, {q})"),
        _ => format!("{name}({input})"),
    }
}

/// One aggregate of `source`: `count(*) filter (where status = 'cancelled')`.
pub fn aggregate(project: &Project, source: Id<Source>, aggregate: &Aggregate) -> String {
    let input = match &aggregate.input {
        AggregateInput::Rows => "*".to_owned(),
        AggregateInput::Value(value) => row(project, source, value),
        AggregateInput::Distinct(values) => {
            let values: Vec<String> = values.iter().map(|value| row(project, source, value)).collect();
            format!("distinct {}", values.join(", "))
        }
        AggregateInput::QualifiedKeys(key, having) => {
            format!("distinct {} having {}", row(project, source, key), aggregates(project, source, having))
        }
        AggregateInput::Nested(inner) => nested(project, source, inner),
    };
    let mut text = call(aggregate.function, &input);
    if let Some(filter) = &aggregate.filter {
        text.push_str(&format!(" filter (where {})", row(project, source, filter)));
    }
    text
}

fn nested(project: &Project, source: Id<Source>, nested: &Nested) -> String {
    let inner = match &nested.inner {
        NestedInner::Aggregates(expr) => aggregates(project, source, expr),
        NestedInner::Determined(expr) => row(project, source, expr),
    };
    let mut text = format!("{inner} per {}", nested_key(project, source, &nested.key));
    if let Some(having) = &nested.having {
        text.push_str(&format!(" having {}", aggregates(project, source, having)));
    }
    text
}

/// What stands after `per`.
pub fn nested_key(project: &Project, source: Id<Source>, key: &NestedKey) -> String {
    match key {
        NestedKey::Column(path) => project.path_text(source, path),
        NestedKey::Period(grain) => grain.name().to_owned(),
    }
}

/// The word of a part of growth accounting.
pub fn growth_part(part: GrowthPart) -> &'static str {
    match part {
        GrowthPart::New => "new",
        GrowthPart::Retained => "retained",
        GrowthPart::Resurrected => "resurrected",
        GrowthPart::Churned => "churned",
    }
}

fn metric_leaf(project: &Project, leaf: &MetricLeaf) -> String {
    let name = |id| -> &str { &project.metrics[id].name };
    match leaf {
        MetricLeaf::Metric(id) => name(*id).to_owned(),
        MetricLeaf::Lag(id, count, unit) => format!("lag({}, {})", name(*id), duration(*count, *unit)),
        MetricLeaf::Growth(id, count, unit) => format!("growth({}, {})", name(*id), duration(*count, *unit)),
        MetricLeaf::GrowthAccounting(part, id) => format!("{}({})", growth_part(*part), name(*id)),
        MetricLeaf::Conversion(cohort) | MetricLeaf::Retention(cohort) => {
            let (function, bound) = match leaf {
                MetricLeaf::Conversion(_) => ("conversion", "within"),
                _ => ("retention", "after"),
            };
            let from = &project.metrics[cohort.from];
            let key = super::sentence::cohort_key(project, from, cohort).unwrap_or("key");
            let span = duration(cohort.count, cohort.unit);
            format!("{function}({} to {} on {key} {bound} {span})", from.name, name(cohort.to))
        }
        MetricLeaf::Keyed(keyed) => self::keyed(project, keyed),
    }
}

fn keyed(project: &Project, keyed: &Keyed) -> String {
    let mut text = match &keyed.inner {
        Some(inner) => format!("{} per {}", metrics(project, inner), keyed.key),
        None => format!("distinct {}", keyed.key),
    };
    if let Some(having) = &keyed.having {
        text.push_str(&format!(" having {}", metrics(project, having)));
    }
    call(keyed.function, &text)
}
