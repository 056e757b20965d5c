//! Typed expressions to SQL, in one dialect and one calendar.

use super::dialect::{SUM_DIGITS, SqlDialect};
use super::tree::{Expr as Sql, Operator};
use crate::model::expr::{Arithmetic, Comparison, Expr, Function, Node};
use crate::model::resolve::metrics::periods::unit_of;
use crate::model::types::{Literal, Type, Zone};
use crate::project::calendar::Calendar;

/// What every expression of a statement is written in.
#[derive(Clone, Copy)]
pub struct Writer<'a> {
    /// The dialect.
    pub dialect: &'a dyn SqlDialect,
    /// The project's calendar.
    pub calendar: &'a Calendar,
}

impl Writer<'_> {
    /// An expression as SQL; `leaf` writes its leaves.
    pub fn expr<L>(&self, expr: &Expr<L>, leaf: &mut dyn FnMut(&L, &Type) -> Sql) -> Sql {
        match &expr.node {
            Node::Leaf(inner) => leaf(inner, &expr.ty),
            Node::Literal(literal) => self::literal(literal),
            Node::Negate(a) => Sql::Negate(Box::new(self.expr(a, leaf))),
            Node::Not(a) => Sql::Not(Box::new(self.expr(a, leaf))),
            Node::Arithmetic(op, a, b) => self.arithmetic(*op, [a, b], &expr.ty, leaf),
            Node::Compare(op, a, b) => {
                let (a, b) = self.same_clock(a, b, leaf);
                a.binary(comparison(*op), b)
            }
            Node::And(a, b) => self.expr(a, leaf).binary(Operator::And, self.expr(b, leaf)),
            Node::Or(a, b) => self.expr(a, leaf).binary(Operator::Or, self.expr(b, leaf)),
            Node::Concat(a, b) => self.expr(a, leaf).binary(Operator::Concat, self.expr(b, leaf)),
            Node::IsNull(a) => Sql::IsNull(Box::new(self.expr(a, leaf)), false),
            Node::IsDistinct(a, b) => {
                let (a, b) = self.same_clock(a, b, leaf);
                a.binary(Operator::IsDistinctFrom, b)
            }
            Node::In(a, list) => {
                let others: Vec<&Expr<L>> = list.iter().collect();
                let value = self.expr(a, leaf);
                let value = self.beside(value, a, &others);
                Sql::In(Box::new(value), list.iter().map(|item| self.in_clock(item, &a.ty, leaf)).collect())
            }
            Node::Like(a, pattern) => self.like(a, pattern, leaf),
            Node::Case(branches, otherwise) => {
                let branch = |(when, then): &(Expr<L>, Expr<L>), leaf: &mut dyn FnMut(&L, &Type) -> Sql| {
                    (self.expr(when, leaf), self.as_one_of(then, &expr.ty, leaf))
                };
                let branches = branches.iter().map(|b| branch(b, leaf)).collect();
                Sql::Case(branches, otherwise.as_ref().map(|o| Box::new(self.as_one_of(o, &expr.ty, leaf))))
            }
            Node::Cast(a) => {
                let value = self.expr(a, leaf);
                self.cast(value, &a.ty, &expr.ty)
            }
            Node::Extract(field, a) => {
                let value = self.expr(a, leaf);
                self.dialect.extract(*field, self.local(value, &a.ty))
            }
            Node::Call(function, args) => self.call(*function, args, &expr.ty, leaf),
        }
    }

    fn arithmetic<L>(&self, op: Arithmetic, [a, b]: [&Expr<L>; 2], ty: &Type, leaf: &mut dyn FnMut(&L, &Type) -> Sql) -> Sql {
        let (left, right) = (self.expr(a, leaf), self.expr(b, leaf));
        let operator = match op {
            Arithmetic::Add => Operator::Add,
            Arithmetic::Subtract => Operator::Subtract,
            Arithmetic::Multiply => Operator::Multiply,
            Arithmetic::Divide => return self.divide(left, right),
        };
        self.dialect.arithmetic(operator, left, right, [&a.ty, &b.ty], ty)
    }

    /// A ratio in double; null where the divisor is zero or null.
    pub fn divide(&self, above: Sql, below: Sql) -> Sql {
        let double = self.dialect.type_name(&Type::Float);
        let safe = match &below {
            Sql::Number(digits) if digits.contains(|c: char| ('1'..='9').contains(&c)) => below.cast(&double),
            _ => Sql::Call("NULLIF", vec![below.cast(&double), Sql::integer(0)]),
        };
        above.cast(&double).binary(Operator::Divide, safe)
    }

    /// `%` and `_` are the only signs with a meaning: no engine's own escape may add one.
    fn like<L>(&self, a: &Expr<L>, pattern: &Expr<L>, leaf: &mut dyn FnMut(&L, &Type) -> Sql) -> Sql {
        let value = self.expr(a, leaf);
        let escape = self.dialect.caps().like_escape;
        let sign = escape.unwrap_or('\\').to_string();
        let twice = sign.repeat(2);
        let escaped = match &pattern.node {
            Node::Literal(Literal::Text(text)) => Sql::Text(text.replace(&sign, &twice)),
            _ => Sql::Call("REPLACE", vec![self.expr(pattern, leaf), Sql::Text(sign), Sql::Text(twice)]),
        };
        Sql::Like(Box::new(value), Box::new(escaped), escape)
    }

    fn call<L>(&self, function: Function, args: &[Expr<L>], result: &Type, leaf: &mut dyn FnMut(&L, &Type) -> Sql) -> Sql {
        match (function, args) {
            (Function::DateTrunc(grain), [value]) => {
                let local = self.expr(value, leaf);
                self.dialect.truncate(grain, self.local(local, &value.ty), self.calendar)
            }
            (Function::DateDiff(grain), [from, to]) => {
                let from_local = self.expr(from, leaf);
                let from_local = self.local(from_local, &from.ty);
                let to_local = self.expr(to, leaf);
                self.dialect.difference(grain, from_local, self.local(to_local, &to.ty), self.calendar)
            }
            (Function::DateAdd(grain), [count, value]) => self.date_add(grain, count, value, leaf),
            (Function::Nullif, [a, b]) => {
                let (left, right) = (self.in_clock(a, result, leaf), self.in_clock(b, result, leaf));
                let sides = vec![self.beside(left, a, &[b]), self.beside(right, b, &[a])];
                self.dialect.call(function, sides, &[a.ty.clone(), b.ty.clone()], result)
            }
            _ => {
                let types: Vec<Type> = args.iter().map(|arg| arg.ty.clone()).collect();
                let chooses = matches!(function, Function::Coalesce | Function::Least | Function::Greatest);
                let mut arg = |arg| if chooses { self.as_one_of(arg, result, leaf) } else { self.in_clock(arg, result, leaf) };
                let args = args.iter().map(&mut arg).collect();
                self.dialect.call(function, args, &types, result)
            }
        }
    }

    /// Hours are added to the instant; days and longer on the wall clock of the project's zone.
    fn date_add<L>(
        &self,
        grain: crate::project::calendar::Grain,
        count: &Expr<L>,
        value: &Expr<L>,
        leaf: &mut dyn FnMut(&L, &Type) -> Sql,
    ) -> Sql {
        let count = self.expr(count, leaf);
        let start = self.expr(value, leaf);
        let Type::Timestamp(zone) = &value.ty else {
            return self.dialect.add(unit_of(grain), count, start, &value.ty);
        };
        if grain == crate::project::calendar::Grain::Hour {
            let later = self.dialect.add(unit_of(grain), count, self.utc(start, zone), &value.ty);
            return self.on_clock(later, zone);
        }
        let later = self.dialect.add(unit_of(grain), count, self.local(start, &value.ty), &value.ty);
        let project = Zone::Named(self.calendar.timezone.clone());
        self.convert(later, &project, zone)
    }

    /// Two sides of a comparison, on one clock where they are timestamps of different zones, in one type where they are long numbers.
    fn same_clock<L>(&self, a: &Expr<L>, b: &Expr<L>, leaf: &mut dyn FnMut(&L, &Type) -> Sql) -> (Sql, Sql) {
        let (left, right) = (self.expr(a, leaf), self.expr(b, leaf));
        match (&a.ty, &b.ty) {
            (Type::Timestamp(x), Type::Timestamp(y)) if x != y => (self.utc(left, x), self.utc(right, y)),
            _ => (self.beside(left, a, &[b]), self.beside(right, b, &[a])),
        }
    }

    /// A number that is compared with others. Engines compare in one type, and Spark's keeps no more digits after the point than fit
    /// beside the longest number: where not all do, the one with fewer of them says so itself, or it would round the others.
    fn beside<L>(&self, value: Sql, expr: &Expr<L>, others: &[&Expr<L>]) -> Sql {
        let others: Vec<(usize, usize)> = others.iter().filter_map(|other| digits(other)).collect();
        let Some((before, after)) = digits(expr) else { return value };
        let longest = others.iter().map(|other| other.0).max().unwrap_or(0).max(before);
        let scale = others.iter().map(|other| other.1).max().unwrap_or(0);
        if after >= scale || longest + scale <= MOST_DIGITS {
            return value;
        }
        value.cast(&self.dialect.type_name(&Type::Decimal { precision: 38, scale: u32::try_from(scale).unwrap_or(0) }))
    }

    /// A value on the clock of the type that is wanted of it, where both are timestamps.
    fn in_clock<L>(&self, expr: &Expr<L>, wanted: &Type, leaf: &mut dyn FnMut(&L, &Type) -> Sql) -> Sql {
        let value = self.expr(expr, leaf);
        match (&expr.ty, wanted) {
            (Type::Timestamp(from), Type::Timestamp(to)) if from != to => self.convert(value, from, to),
            _ => value,
        }
    }

    /// A value that may become the value of a choice among several (`coalesce`, `case` and the like). Engines give the choice one
    /// type, and DuckDB keeps no more digits after the point than fit beside the longest number: a long value with fewer digits
    /// there than the result says so itself, or it would round the others.
    fn as_one_of<L>(&self, expr: &Expr<L>, wanted: &Type, leaf: &mut dyn FnMut(&L, &Type) -> Sql) -> Sql {
        let value = self.in_clock(expr, wanted, leaf);
        let own_scale = match &expr.ty {
            Type::Integer => Some(0),
            Type::Decimal { scale, .. } => Some(*scale),
            _ => None,
        };
        match wanted {
            Type::Float if !meets_double(expr) => self.meeting(value, wanted),
            Type::Decimal { scale, .. }
                if own_scale.is_some_and(|own| own < *scale) && !matches!(expr.node, Node::Literal(_)) =>
            {
                value.cast(&self.dialect.type_name(&Type::Decimal { precision: 38, scale: *scale }))
            }
            _ => value,
        }
    }

    /// A cast with the project's meaning of days.
    pub fn cast(&self, value: Sql, from: &Type, to: &Type) -> Sql {
        let project = Zone::Named(self.calendar.timezone.clone());
        match (from, to) {
            (Type::Timestamp(a), Type::Timestamp(b)) => self.convert(value, a, b),
            (Type::Timestamp(_), Type::Date) => self.local(value, from).cast(&self.dialect.type_name(to)),
            (Type::Date, Type::Timestamp(zone)) => self.convert(value.cast(&self.dialect.type_name(to)), &project, zone),
            (_, Type::Text) => self.dialect.text(self.local(value, from), from),
            (Type::Decimal { .. } | Type::Float, Type::Integer) => self.dialect.whole(value, from),
            _ => self.dialect.converted(value, from, to),
        }
    }

    /// A value of whichever type of number as a result beside others that have this type.
    pub fn meeting(&self, value: Sql, others: &Type) -> Sql {
        let meets = self.dialect.caps().numbers_meet || *others != Type::Float;
        if meets { value } else { value.cast(&self.dialect.type_name(others)) }
    }

    /// A truth value to be kept: a boolean where comparisons are numbers, too.
    pub fn kept(&self, value: Sql, ty: &Type) -> Sql {
        let number = *ty == Type::Boolean && !self.dialect.caps().boolean_comparisons;
        if number { value.cast(&self.dialect.type_name(ty)) } else { value }
    }

    /// A date as it is; a timestamp on the wall clock of the project's zone.
    pub fn local(&self, value: Sql, ty: &Type) -> Sql {
        match ty {
            Type::Timestamp(zone) => self.convert(value, zone, &Zone::Named(self.calendar.timezone.clone())),
            _ => value,
        }
    }

    fn convert(&self, value: Sql, from: &Zone, to: &Zone) -> Sql {
        match (zone_name(from), zone_name(to)) {
            (a, b) if a == b => value,
            ("UTC", b) => self.dialect.to_local(value, b),
            (a, "UTC") => self.dialect.to_utc(value, a),
            (a, b) => self.dialect.to_local(self.dialect.to_utc(value, a), b),
        }
    }

    fn utc(&self, value: Sql, zone: &Zone) -> Sql {
        self.convert(value, zone, &Zone::Utc)
    }

    fn on_clock(&self, value: Sql, zone: &Zone) -> Sql {
        self.convert(value, &Zone::Utc, zone)
    }
}

/// The most digits that a decimal has.
const MOST_DIGITS: usize = 38;

/// How many digits an exact number has before the point, and behind it. An integer may be a sum of integers.
fn digits<L>(expr: &Expr<L>) -> Option<(usize, usize)> {
    match (&expr.ty, &expr.node) {
        (Type::Integer, Node::Literal(Literal::Number(number))) => Some((number.to_string().len(), 0)),
        (Type::Integer, _) => Some((SUM_DIGITS as usize, 0)),
        (Type::Decimal { precision, scale }, _) => Some((precision.saturating_sub(*scale) as usize, *scale as usize)),
        _ => None,
    }
}

/// Whether a result has a type in common with doubles on every engine.
fn meets_double<L>(expr: &Expr<L>) -> bool {
    match expr.ty {
        Type::Integer => matches!(expr.node, Node::Literal(_)),
        Type::Decimal { .. } => false,
        _ => true,
    }
}

/// A constant.
pub fn literal(literal: &Literal) -> Sql {
    match literal {
        Literal::Null => Sql::Null,
        Literal::Boolean(value) => Sql::Boolean(*value),
        Literal::Number(number) => Sql::Number(number.to_string()),
        Literal::Text(text) => Sql::Text(text.clone()),
        Literal::Date(date) => Sql::Date(*date),
        Literal::Timestamp(time) => Sql::Timestamp(*time),
    }
}

fn zone_name(zone: &Zone) -> &str {
    match zone {
        Zone::Utc => "UTC",
        Zone::Named(name) => name,
    }
}

fn comparison(op: Comparison) -> Operator {
    match op {
        Comparison::Equal => Operator::Equal,
        Comparison::NotEqual => Operator::NotEqual,
        Comparison::Less => Operator::Less,
        Comparison::LessOrEqual => Operator::LessOrEqual,
        Comparison::Greater => Operator::Greater,
        Comparison::GreaterOrEqual => Operator::GreaterOrEqual,
    }
}
