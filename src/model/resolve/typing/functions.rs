//! Calls of the catalogue's functions: the number of their arguments, their types and units.

use super::compare::{mismatch, same_class};
use super::units::Meeting;
use super::{Checker, Operand, constant, error, is_error, is_number, literal, numeric, time};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::expr::{Comparison, Expr, Function, Node};
use crate::model::types::{Literal, Type};
use crate::model::unit::Unit;
use crate::project::calendar::Grain;
use crate::syntax::ast::{self, Call, ExprKind};

/// The functions of the catalogue, each with the fewest and the most arguments it takes, and how it is written.
pub const CATALOGUE: [(&str, usize, usize, &str); 25] = [
    ("lower", 1, 1, "lower(text)"),
    ("upper", 1, 1, "upper(text)"),
    ("trim", 1, 1, "trim(text)"),
    ("length", 1, 1, "length(text)"),
    ("substring", 2, 3, "substring(text, from[, count])"),
    ("starts_with", 2, 2, "starts_with(text, start)"),
    ("ends_with", 2, 2, "ends_with(text, end)"),
    ("contains", 2, 2, "contains(text, part)"),
    ("replace", 3, 3, "replace(text, part, by)"),
    ("abs", 1, 1, "abs(number)"),
    ("round", 1, 2, "round(number[, digits])"),
    ("floor", 1, 1, "floor(number)"),
    ("ceil", 1, 1, "ceil(number)"),
    ("ln", 1, 1, "ln(number)"),
    ("exp", 1, 1, "exp(number)"),
    ("power", 2, 2, "power(number, exponent)"),
    ("sqrt", 1, 1, "sqrt(number)"),
    ("mod", 2, 2, "mod(number, divisor)"),
    ("least", 2, usize::MAX, "least(a, b, …)"),
    ("greatest", 2, usize::MAX, "greatest(a, b, …)"),
    ("coalesce", 2, usize::MAX, "coalesce(a, b, …)"),
    ("nullif", 2, 2, "nullif(a, b)"),
    ("date_trunc", 2, 2, "date_trunc('week', t)"),
    ("date_diff", 3, 3, "date_diff('day', from, to)"),
    ("date_add", 3, 3, "date_add('day', n, t)"),
];

impl<L: Clone + PartialEq> Checker<'_, L> {
    pub(super) fn call(&mut self, call: &Call, whole: &ast::Expr) -> Expr<L> {
        let Some((name, least, most, form)) = CATALOGUE.into_iter().find(|entry| entry.0 == call.name.text) else {
            if let Some(found) = self.leaves.special(whole, self.d) {
                return found;
            }
            self.d.push(super::unknown_function(&call.name));
            return error();
        };
        if let Some(finding) = misused(call, name).or_else(|| wrong_count(call, name, least, most, form)) {
            self.d.push(finding);
            return error();
        }
        self.function(name, call)
    }

    fn function(&mut self, name: &'static str, call: &Call) -> Expr<L> {
        match name {
            "lower" => self.of_text(name, Function::Lower, call, Type::Text),
            "upper" => self.of_text(name, Function::Upper, call, Type::Text),
            "trim" => self.of_text(name, Function::Trim, call, Type::Text),
            "replace" => self.of_text(name, Function::Replace, call, Type::Text),
            "length" => self.of_text(name, Function::Length, call, Type::Integer),
            "starts_with" => self.of_text(name, Function::StartsWith, call, Type::Boolean),
            "ends_with" => self.of_text(name, Function::EndsWith, call, Type::Boolean),
            "contains" => self.of_text(name, Function::Contains, call, Type::Boolean),
            "substring" => self.substring(call),
            "abs" => self.of_number(name, Function::Abs, call, |ty| ty),
            "floor" => self.of_number(name, Function::Floor, call, |ty| numeric::rounded(&ty, 0)),
            "ceil" => self.of_number(name, Function::Ceil, call, |ty| numeric::rounded(&ty, 0)),
            "round" => self.round(call),
            "ln" => self.plain(name, Function::Ln, call),
            "exp" => self.plain(name, Function::Exp, call),
            "power" => self.plain(name, Function::Power, call),
            "sqrt" => self.sqrt(call),
            "mod" => self.modulo(call),
            "least" => self.choice(name, Function::Least, call),
            "greatest" => self.choice(name, Function::Greatest, call),
            "coalesce" => self.choice(name, Function::Coalesce, call),
            "nullif" => self.nullif(call),
            "date_trunc" => self.date_trunc(call),
            "date_diff" => self.date_diff(call),
            "date_add" => self.date_add(call),
            _ => error(),
        }
    }

    fn operands(&mut self, args: &[ast::Expr]) -> Vec<Operand<L>> {
        args.iter().map(|arg| self.operand(arg)).collect()
    }

    fn of_text(&mut self, name: &str, function: Function, call: &Call, ty: Type) -> Expr<L> {
        let of = format!("`{name}`");
        let args: Vec<Expr<L>> = call.args.iter().map(|arg| self.text(arg, &of)).collect();
        let unit = is_number(&ty).then(Unit::none);
        finished(function, args, ty, unit)
    }

    fn substring(&mut self, call: &Call) -> Expr<L> {
        let Some((text, places)) = call.args.split_first() else { return error() };
        let mut args = vec![self.text(text, "`substring`")];
        for place in self.operands(places) {
            args.push(self.whole_number("substring", place));
        }
        finished(Function::Substring, args, Type::Text, None)
    }

    /// An operand that must be an integer.
    fn whole_number(&mut self, name: &str, operand: Operand<L>) -> Expr<L> {
        match operand.expr.ty {
            Type::Integer | Type::Null | Type::Error => operand.expr,
            _ => {
                let message = format!("`{name}` needs an `integer` here, but this is `{}`", operand.expr.ty);
                let finding = Diagnostic::new(codes::TYPE_MISMATCH, operand.span, message);
                let help = "write a whole number, or convert: `cast(… as integer)`";
                self.d.push(finding.here(format!("this is `{}`", operand.expr.ty)).help(help));
                error()
            }
        }
    }

    /// The arguments, each a number; others are reported and become errors.
    fn numbers(&mut self, name: &str, args: &[ast::Expr]) -> Vec<Operand<L>> {
        let mut operands = self.operands(args);
        for operand in &mut operands {
            if !operand.expr.ty.is_numeric() {
                self.not_a_number(name, operand);
                operand.expr = error();
            }
        }
        operands
    }

    /// A function of one number that keeps its unit.
    fn of_number(&mut self, name: &str, function: Function, call: &Call, result: fn(Type) -> Type) -> Expr<L> {
        let operands = self.numbers(name, &call.args);
        let Some(first) = operands.first() else { return error() };
        let (ty, unit) = (result(first.expr.ty.clone()), first.expr.unit.clone());
        finished(function, bare(operands), ty, unit)
    }

    fn round(&mut self, call: &Call) -> Expr<L> {
        let Some(written) = call.args.get(1) else {
            return self.of_number("round", Function::Round, call, |ty| numeric::rounded(&ty, 0));
        };
        let digits = match literal::constant(written) {
            Some((Literal::Number(number), Type::Integer)) => i32::try_from(number.mantissa).ok().filter(|n| n.abs() <= 38),
            _ => None,
        };
        let operands = self.numbers("round", call.args.get(..1).unwrap_or_default());
        let (Some(digits), Some(first)) = (digits, operands.first()) else {
            let finding = Diagnostic::new(codes::FUNCTION_CALL, written.span, "`round` needs its number of digits written out");
            self.d.push(finding.here("not a whole number from -38 to 38").help("write it as in `round(x, 2)`"));
            return error();
        };
        let ty = numeric::rounded(&first.expr.ty, u32::try_from(digits).unwrap_or(0));
        let unit = first.expr.unit.clone();
        let mut args = bare(operands);
        args.push(self.expression(written));
        finished(Function::Round, args, ty, unit)
    }

    /// A function of numbers without units, in double.
    fn plain(&mut self, name: &str, function: Function, call: &Call) -> Expr<L> {
        let mut operands = self.numbers(name, &call.args);
        for operand in &mut operands {
            if self.needs_no_unit(name, operand).is_err() {
                operand.expr = error();
            }
        }
        finished(function, bare(operands), Type::Float, Some(Unit::none()))
    }

    fn sqrt(&mut self, call: &Call) -> Expr<L> {
        let operands = self.numbers("sqrt", &call.args);
        let Some(first) = operands.first() else { return error() };
        let unit = first.expr.unit.clone().unwrap_or_else(Unit::none);
        let Some(root) = unit.root() else {
            let message = format!("`sqrt` needs a square of a unit, but this counts `{unit}`");
            let finding = Diagnostic::new(codes::UNIT_MISMATCH, first.span, message).here(format!("counts `{unit}`"));
            self.d.push(finding.help("divide by a number of the same unit first, so that a plain number is left"));
            return error();
        };
        finished(Function::Sqrt, bare(operands), Type::Float, Some(root))
    }

    fn modulo(&mut self, call: &Call) -> Expr<L> {
        let operands = self.numbers("mod", &call.args);
        let [left, right] = operands.as_slice() else { return error() };
        if is_error(&left.expr) || is_error(&right.expr) {
            return error();
        }
        if let Some(finding) = constant::zero_divisor(right, "mod") {
            self.d.push(finding);
            return error();
        }
        let Ok(unit) = self.shared_unit("`mod`", left, right, Meeting::Choice) else { return error() };
        let ty = numeric::wider(&left.expr, &right.expr);
        finished(Function::Mod, bare(operands), ty, unit)
    }

    fn choice(&mut self, name: &str, function: Function, call: &Call) -> Expr<L> {
        let operands = self.operands(&call.args);
        match self.unify(&format!("`{name}`"), operands) {
            Some((args, ty, unit)) => finished(function, args, ty, unit),
            None => error(),
        }
    }

    fn nullif(&mut self, call: &Call) -> Expr<L> {
        let operands = self.operands(&call.args);
        let Ok([left, right]) = <[Operand<L>; 2]>::try_from(operands) else { return error() };
        if is_error(&left.expr) || is_error(&right.expr) {
            return error();
        }
        let dates = |ty: &Type| *ty == Type::Date;
        if !same_class(&left.expr.ty, &right.expr.ty) || (left.expr.ty.is_time() && dates(&left.expr.ty) != dates(&right.expr.ty))
        {
            self.d.push(mismatch("`nullif`", &left, &right));
            return error();
        }
        let Some((left, right)) = self.comparable(left, right) else { return error() };
        if let Some(finding) = constant::comparison(Comparison::Equal, &left, &right, self.leaves) {
            self.d.push(finding);
            return error();
        }
        let (ty, unit) = (left.expr.ty.clone(), left.expr.unit.clone());
        finished(Function::Nullif, vec![left.expr, right.expr], ty, unit)
    }

    fn date_trunc(&mut self, call: &Call) -> Expr<L> {
        let (grain, operands) = self.unit_and_rest(call);
        let (Some(grain), Some(at)) = (grain, operands.first()) else { return error() };
        if !self.is_time_with("date_trunc", grain, at) {
            return error();
        }
        let ty = match grain {
            Grain::Hour => Type::Timestamp(time::named(self.leaves.zone())),
            _ => Type::Date,
        };
        finished(Function::DateTrunc(grain), bare(operands), ty, None)
    }

    fn date_diff(&mut self, call: &Call) -> Expr<L> {
        let (grain, mut operands) = self.unit_and_rest(call);
        let Some(grain) = grain else { return error() };
        let fits = operands.iter().filter(|operand| !self.is_time_with("date_diff", grain, operand)).count() == 0;
        if !fits {
            return error();
        }
        time::align(operands.iter_mut().map(|operand| &mut operand.expr), self.leaves.zone());
        finished(Function::DateDiff(grain), bare(operands), Type::Integer, Some(Unit::named(grain.name())))
    }

    fn date_add(&mut self, call: &Call) -> Expr<L> {
        let (grain, operands) = self.unit_and_rest(call);
        let Ok([count, at]) = <[Operand<L>; 2]>::try_from(operands) else { return error() };
        let Some(grain) = grain else { return error() };
        let fits = self.is_time_with("date_add", grain, &at);
        let count = self.whole_number("date_add", count);
        if !fits {
            return error();
        }
        let ty = at.expr.ty.clone();
        finished(Function::DateAdd(grain), vec![count, at.expr], ty, None)
    }

    /// The unit that the first argument names, reported where it names none, and the other arguments.
    fn unit_and_rest(&mut self, call: &Call) -> (Option<Grain>, Vec<Operand<L>>) {
        let Some((unit, rest)) = call.args.split_first() else { return (None, Vec::new()) };
        let word = match &unit.kind {
            ExprKind::Text(word) => word.as_str(),
            _ => "",
        };
        let grain = Grain::from_word(word);
        if grain.is_none() && !matches!(unit.kind, ExprKind::Error) {
            let message = format!("the first argument of `{}` names a unit of time", call.name.text);
            let finding = Diagnostic::new(codes::FUNCTION_CALL, unit.span, message).here("not a unit of time in single quotes");
            self.d.push(finding.help("write `'hour'`, `'day'`, `'week'`, `'month'`, `'quarter'` or `'year'`"));
        }
        (grain, self.operands(rest))
    }

    /// Whether an operand is a date or timestamp that has such units; reported where not.
    fn is_time_with(&mut self, name: &str, grain: Grain, operand: &Operand<L>) -> bool {
        if is_error(&operand.expr) {
            return false;
        }
        if !operand.expr.ty.is_time() {
            self.not_a_time(name, operand);
            return false;
        }
        if grain == Grain::Hour && operand.expr.ty == Type::Date {
            self.d.push(time::no_clock(operand.span, grain.name()));
            return false;
        }
        true
    }
}

fn bare<L>(operands: Vec<Operand<L>>) -> Vec<Expr<L>> {
    operands.into_iter().map(|operand| operand.expr).collect()
}

/// The call, or the error where an argument is one.
fn finished<L>(function: Function, args: Vec<Expr<L>>, ty: Type, unit: Option<Unit>) -> Expr<L> {
    if args.iter().any(is_error) { error() } else { Expr { node: Node::Call(function, args), ty, unit } }
}

/// NS202 for `distinct`, `per`, `filter` and `*` in a call of a function that is no aggregate.
fn misused(call: &Call, name: &str) -> Option<Diagnostic> {
    let (word, span) = if call.star {
        ("`*`", call.name.span)
    } else if call.distinct {
        ("`distinct`", call.name.span)
    } else if let Some(per) = &call.per {
        ("`per`", per.span)
    } else if let Some(having) = &call.having {
        ("`having`", having.span)
    } else if let Some(filter) = &call.filter {
        ("`filter`", filter.span)
    } else {
        return None;
    };
    let message = format!("`{name}` is no aggregate, so it takes no {word}");
    let help = format!("leave {word} out, or aggregate: `sum({name}(…))`");
    Some(Diagnostic::new(codes::FUNCTION_CALL, span, message).here("only aggregates take this").help(help))
}

/// NS202 for too many or too few arguments.
fn wrong_count(call: &Call, name: &str, least: usize, most: usize, form: &str) -> Option<Diagnostic> {
    let count = call.args.len();
    if (least..=most).contains(&count) {
        return None;
    }
    let takes = match (least, most) {
        (least, usize::MAX) => format!("at least {least} arguments"),
        (1, 1) => "one argument".to_owned(),
        (least, most) if least == most => format!("{least} arguments"),
        (least, most) => format!("{least} or {most} arguments"),
    };
    let message = format!("`{name}` takes {takes}, not {count}");
    Some(
        Diagnostic::new(codes::FUNCTION_CALL, call.name.span, message)
            .here(format!("given {count}"))
            .help(format!("write `{form}`")),
    )
}
