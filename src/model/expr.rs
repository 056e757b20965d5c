//! Typed expressions. One tree serves rows, aggregates and metrics: only the leaves differ.
//! Nothing here has a span, so equal trees mean equal things.

use super::types::{Literal, Type};
use super::unit::Unit;
use crate::project::calendar::Grain;

/// A typed expression over leaves `L`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Expr<L> {
    /// What it is.
    pub node: Node<L>,
    /// The type of its value.
    pub ty: Type,
    /// The unit of its value; `None` where it has no own unit and takes any (a literal), or is no number.
    pub unit: Option<Unit>,
}

/// The forms of an expression. `between` has become two comparisons, `not` stands alone, `case x when` has become comparisons.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node<L> {
    /// A column, an aggregate or a metric.
    Leaf(L),
    /// A constant.
    Literal(Literal),
    /// `- x`
    Negate(Box<Expr<L>>),
    /// `not x`
    Not(Box<Expr<L>>),
    /// `a + b`
    Arithmetic(Arithmetic, Box<Expr<L>>, Box<Expr<L>>),
    /// `a < b`; both sides have comparable types.
    Compare(Comparison, Box<Expr<L>>, Box<Expr<L>>),
    /// `a and b`
    And(Box<Expr<L>>, Box<Expr<L>>),
    /// `a or b`
    Or(Box<Expr<L>>, Box<Expr<L>>),
    /// `a || b`: null where one is null.
    Concat(Box<Expr<L>>, Box<Expr<L>>),
    /// `x is null`
    IsNull(Box<Expr<L>>),
    /// `a is distinct from b`
    IsDistinct(Box<Expr<L>>, Box<Expr<L>>),
    /// `x in (…)`: never empty.
    In(Box<Expr<L>>, Vec<Expr<L>>),
    /// `x like 'a%'`: `%` any text, `_` any character, no escape.
    Like(Box<Expr<L>>, Box<Expr<L>>),
    /// `case when … then … else … end`
    Case(Vec<(Expr<L>, Expr<L>)>, Option<Box<Expr<L>>>),
    /// To the node's type.
    Cast(Box<Expr<L>>),
    /// `extract(year from t)`
    Extract(TimeField, Box<Expr<L>>),
    /// A function of the catalogue.
    Call(Function, Vec<Expr<L>>),
}

/// `+ - * /`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`: in double; null where the divisor is zero or null.
    Divide,
}

/// `= != < <= > >=`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// A part of a date or a timestamp. A timestamp is taken to the project's zone first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeField {
    /// Calendar year.
    Year,
    /// 1 to 4, of the calendar year.
    Quarter,
    /// 1 to 12.
    Month,
    /// ISO week, 1 to 53.
    Week,
    /// Day of the month.
    Day,
    /// 0 to 23.
    Hour,
    /// 0 to 59.
    Minute,
    /// 0 to 59, whole.
    Second,
    /// 0 Sunday to 6 Saturday.
    Dow,
    /// 1 Monday to 7 Sunday.
    Isodow,
    /// 1 to 366.
    Doy,
    /// The year that the ISO week belongs to.
    Isoyear,
}

impl TimeField {
    /// All fields.
    pub const ALL: [TimeField; 12] = [
        TimeField::Year,
        TimeField::Quarter,
        TimeField::Month,
        TimeField::Week,
        TimeField::Day,
        TimeField::Hour,
        TimeField::Minute,
        TimeField::Second,
        TimeField::Dow,
        TimeField::Isodow,
        TimeField::Doy,
        TimeField::Isoyear,
    ];

    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            TimeField::Year => "year",
            TimeField::Quarter => "quarter",
            TimeField::Month => "month",
            TimeField::Week => "week",
            TimeField::Day => "day",
            TimeField::Hour => "hour",
            TimeField::Minute => "minute",
            TimeField::Second => "second",
            TimeField::Dow => "dow",
            TimeField::Isodow => "isodow",
            TimeField::Doy => "doy",
            TimeField::Isoyear => "isoyear",
        }
    }
}

/// The catalogue of functions. Each dialect answers for every one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Function {
    /// `lower(text)`
    Lower,
    /// `upper(text)`
    Upper,
    /// `trim(text)`: spaces on both sides.
    Trim,
    /// `length(text)`: in code points.
    Length,
    /// `substring(text, from[, count])`: from 1, in code points.
    Substring,
    /// `starts_with(text, text)`
    StartsWith,
    /// `ends_with(text, text)`
    EndsWith,
    /// `contains(text, text)`
    Contains,
    /// `replace(text, text, text)`
    Replace,
    /// `abs(number)`
    Abs,
    /// `round(number[, digits])`: half away from zero.
    Round,
    /// `floor(number)`
    Floor,
    /// `ceil(number)`
    Ceil,
    /// `ln(number)`: null where the number is not positive.
    Ln,
    /// `exp(number)`
    Exp,
    /// `power(number, number)`: null where it is not real.
    Power,
    /// `sqrt(number)`: null where the number is negative.
    Sqrt,
    /// `mod(a, b)`: the sign is that of `a`; null where `b` is zero.
    Mod,
    /// `least(a, b, …)`: null where one is null.
    Least,
    /// `greatest(a, b, …)`: null where one is null.
    Greatest,
    /// `coalesce(a, b, …)`
    Coalesce,
    /// `nullif(a, b)`
    Nullif,
    /// `date_trunc('week', t)`: a date, a wall clock of the project's zone at hour.
    DateTrunc(Grain),
    /// `date_diff('day', a, b)`: how many boundaries of the unit lie between `a` and `b`.
    DateDiff(Grain),
    /// `date_add('day', n, t)`: keeps the type; months are cut at their last day.
    DateAdd(Grain),
}

impl Comparison {
    /// What holds where this does not, of values that can be compared.
    pub fn contrary(self) -> Comparison {
        match self {
            Comparison::Equal => Comparison::NotEqual,
            Comparison::NotEqual => Comparison::Equal,
            Comparison::Less => Comparison::GreaterOrEqual,
            Comparison::LessOrEqual => Comparison::Greater,
            Comparison::Greater => Comparison::LessOrEqual,
            Comparison::GreaterOrEqual => Comparison::Less,
        }
    }
}

impl<L> Expr<L> {
    /// A constant.
    pub fn literal(literal: Literal, ty: Type) -> Expr<L> {
        Expr { node: Node::Literal(literal), ty, unit: None }
    }

    /// The direct parts.
    pub fn children(&self) -> Vec<&Expr<L>> {
        match &self.node {
            Node::Leaf(_) | Node::Literal(_) => Vec::new(),
            Node::Negate(a) | Node::Not(a) | Node::IsNull(a) | Node::Cast(a) | Node::Extract(_, a) => vec![a],
            Node::Arithmetic(_, a, b)
            | Node::Compare(_, a, b)
            | Node::And(a, b)
            | Node::Or(a, b)
            | Node::Concat(a, b)
            | Node::IsDistinct(a, b)
            | Node::Like(a, b) => vec![a, b],
            Node::In(a, list) => std::iter::once(&**a).chain(list).collect(),
            Node::Case(branches, otherwise) => {
                branches.iter().flat_map(|(when, then)| [when, then]).chain(otherwise.as_deref()).collect()
            }
            Node::Call(_, args) => args.iter().collect(),
        }
    }

    /// The direct parts, to change them.
    pub fn children_mut(&mut self) -> Vec<&mut Expr<L>> {
        match &mut self.node {
            Node::Leaf(_) | Node::Literal(_) => Vec::new(),
            Node::Negate(a) | Node::Not(a) | Node::IsNull(a) | Node::Cast(a) | Node::Extract(_, a) => vec![a],
            Node::Arithmetic(_, a, b)
            | Node::Compare(_, a, b)
            | Node::And(a, b)
            | Node::Or(a, b)
            | Node::Concat(a, b)
            | Node::IsDistinct(a, b)
            | Node::Like(a, b) => vec![a, b],
            Node::In(a, list) => std::iter::once(&mut **a).chain(list).collect(),
            Node::Case(branches, otherwise) => {
                branches.iter_mut().flat_map(|(when, then)| [when, then]).chain(otherwise.as_deref_mut()).collect()
            }
            Node::Call(_, args) => args.iter_mut().collect(),
        }
    }

    /// Calls `visit` with every leaf, left to right.
    pub fn for_each_leaf<'a>(&'a self, visit: &mut dyn FnMut(&'a L)) {
        if let Node::Leaf(leaf) = &self.node {
            visit(leaf);
        }
        for child in self.children() {
            child.for_each_leaf(visit);
        }
    }

    /// The leaf that the whole expression is.
    pub fn leaf(&self) -> Option<&L> {
        if let Node::Leaf(leaf) = &self.node { Some(leaf) } else { None }
    }

    /// All leaves, left to right.
    pub fn leaves(&self) -> Vec<&L> {
        let mut leaves = Vec::new();
        self.for_each_leaf(&mut |leaf| leaves.push(leaf));
        leaves
    }

    /// The same expression with every leaf replaced by an expression over other leaves.
    pub fn substitute<M>(&self, replace: &mut dyn FnMut(&L, &Expr<L>) -> Expr<M>) -> Expr<M> {
        let node = match &self.node {
            Node::Leaf(leaf) => return replace(leaf, self),
            Node::Literal(literal) => Node::Literal(literal.clone()),
            Node::Negate(a) => Node::Negate(Box::new(a.substitute(replace))),
            Node::Not(a) => Node::Not(Box::new(a.substitute(replace))),
            Node::IsNull(a) => Node::IsNull(Box::new(a.substitute(replace))),
            Node::Cast(a) => Node::Cast(Box::new(a.substitute(replace))),
            Node::Extract(field, a) => Node::Extract(*field, Box::new(a.substitute(replace))),
            Node::Arithmetic(op, a, b) => Node::Arithmetic(*op, Box::new(a.substitute(replace)), Box::new(b.substitute(replace))),
            Node::Compare(op, a, b) => Node::Compare(*op, Box::new(a.substitute(replace)), Box::new(b.substitute(replace))),
            Node::And(a, b) => Node::And(Box::new(a.substitute(replace)), Box::new(b.substitute(replace))),
            Node::Or(a, b) => Node::Or(Box::new(a.substitute(replace)), Box::new(b.substitute(replace))),
            Node::Concat(a, b) => Node::Concat(Box::new(a.substitute(replace)), Box::new(b.substitute(replace))),
            Node::IsDistinct(a, b) => Node::IsDistinct(Box::new(a.substitute(replace)), Box::new(b.substitute(replace))),
            Node::Like(a, b) => Node::Like(Box::new(a.substitute(replace)), Box::new(b.substitute(replace))),
            Node::In(a, list) => {
                let a = Box::new(a.substitute(replace));
                Node::In(a, list.iter().map(|x| x.substitute(replace)).collect())
            }
            Node::Case(branches, otherwise) => {
                let branches = branches.iter().map(|(w, t)| (w.substitute(replace), t.substitute(replace))).collect();
                Node::Case(branches, otherwise.as_ref().map(|o| Box::new(o.substitute(replace))))
            }
            Node::Call(function, args) => Node::Call(*function, args.iter().map(|x| x.substitute(replace)).collect()),
        };
        Expr { node, ty: self.ty.clone(), unit: self.unit.clone() }
    }
}
