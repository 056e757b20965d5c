//! Random expressions as text, over the columns that are in scope.

use super::generator::{Aggregate, Computed, Having, Measure, Nested, Number, Pick, Truth, Wording};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `integer`
    Integer,
    /// `decimal(12, 2)`
    Decimal,
    /// `float`
    Float,
    /// `boolean`
    Boolean,
    /// `text`
    Text,
    /// `text … one_of ('new', 'old')`
    OneOf,
    /// `date`
    Date,
    /// `timestamp`
    Instant,
    /// `timestamp("…")`
    Wall(&'static str),
}

impl Kind {
    /// As the language writes it.
    pub fn text(self) -> String {
        match self {
            Kind::Integer => "integer".to_owned(),
            Kind::Decimal => "decimal(12, 2)".to_owned(),
            Kind::Float => "float".to_owned(),
            Kind::Boolean => "boolean".to_owned(),
            Kind::Text | Kind::OneOf => "text".to_owned(),
            Kind::Date => "date".to_owned(),
            Kind::Instant => "timestamp".to_owned(),
            Kind::Wall(zone) => format!("timestamp(\"{zone}\")"),
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Kind::Integer | Kind::Decimal | Kind::Float)
    }

    fn is_text(self) -> bool {
        matches!(self, Kind::Text | Kind::OneOf)
    }

    /// Whether it is a date or a timestamp.
    pub fn is_time(self) -> bool {
        matches!(self, Kind::Date | Kind::Instant | Kind::Wall(_))
    }

    /// Whether values are alike on every engine to the last bit, so that they can be grouped.
    pub fn is_discrete(self) -> bool {
        !matches!(self, Kind::Float)
    }
}

/// A column that an expression can read.
#[derive(Clone, Debug)]
pub struct Column {
    /// How it is written: `p0`, `d0.a1`.
    pub path: String,
    /// Source and name at the end of the path.
    pub end: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it reads linked rows, as a computed column may: it is not added up then.
    pub is_linked: bool,
}

impl Column {
    /// Whether it belongs to the row itself.
    pub fn is_own(&self) -> bool {
        !self.path.contains('.')
    }
}

/// Texts that columns hold and conditions ask for.
pub const TEXTS: [&str; 9] = ["a", "b", "none", "A", "", " a ", "O'Hara", "a%b_", "日本"];
/// The values of a `one_of` column.
pub const STATES: [&str; 2] = ["new", "old"];
const NUMBERS: [&str; 8] = ["1", "2", "3", "0.5", "10", "0", "-1", "2.25"];
const NOT_ZERO: [&str; 5] = ["2", "3", "1", "10", "7"];
const COMPARISONS: [&str; 6] = ["=", ">", "<=", "!=", "<", ">="];
const PATTERNS: [&str; 8] = ["a%", "%a", "_", "%", "%a%", "a", "O'_ara", "a%b__"];
const SPANS: [&str; 5] = ["day", "week", "month", "quarter", "year"];
const DATE_PARTS: [&str; 9] = ["dow", "month", "year", "quarter", "week", "day", "isodow", "doy", "isoyear"];
const TIME_PARTS: [&str; 3] = ["hour", "minute", "second"];

/// Writes expressions over some columns.
pub struct Words<'a> {
    /// The columns.
    pub scope: &'a [Column],
    /// Days that conditions ask for.
    pub days: &'a [String],
    /// Which sub-periods a measure may read.
    pub sub_period: Option<&'static str>,
    /// Whether a measure reads a level: it sums nothing that another metric may sum as a flow.
    pub level: bool,
    /// Whether a measure reads no keys.
    pub plain: bool,
}

fn quoted(text: &&str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// What makes segments: every engine agrees on equal values, and there are few of them.
pub fn is_slice(column: &Column) -> bool {
    let is_few = !matches!(column.path.as_str(), "id" | "at" | "closed");
    is_few && column.kind.is_discrete() && !matches!(column.kind, Kind::Instant | Kind::Wall(_))
}

impl<'a> Words<'a> {
    /// For conditions, and for measures that may read all that has no need of another metric's shape.
    pub fn new(scope: &'a [Column], days: &'a [String]) -> Words<'a> {
        Words { scope, days, sub_period: None, level: false, plain: false }
    }

    fn choose(&self, pick: Pick, suits: impl Fn(&Column) -> bool) -> Option<&Column> {
        let list: Vec<&Column> = self.scope.iter().filter(|column| suits(column)).collect();
        (!list.is_empty()).then(|| *pick.of(&list))
    }

    fn time(&self, pick: Pick) -> Option<&Column> {
        self.choose(pick, |column| column.kind.is_time())
    }

    fn literal_for(column: &Column, pick: Pick) -> String {
        if column.kind == Kind::OneOf { quoted(pick.of(&STATES)) } else { quoted(pick.of(&TEXTS)) }
    }

    /// A condition. Where no column suits, it holds.
    pub fn truth(&self, truth: &Truth) -> String {
        self.try_truth(truth).unwrap_or_else(|| "true".to_owned())
    }

    fn try_truth(&self, truth: &Truth) -> Option<String> {
        let text = |pick: &Pick| self.choose(*pick, |column| column.kind.is_text());
        let number = |pick: &Pick| self.choose(*pick, |column| column.kind.is_number());
        let not = |negated: &bool| if *negated { " not" } else { "" };
        Some(match truth {
            Truth::Number(operator, column, value) => {
                format!("{} {} {}", number(column)?.path, operator.of(&COMPARISONS), value.of(&NUMBERS))
            }
            Truth::Text(operator, column, value) => {
                let column = text(column)?;
                let operators = if column.kind == Kind::OneOf { &COMPARISONS[..1] } else { &COMPARISONS[..] };
                format!("{} {} {}", column.path, operator.of(operators), Words::literal_for(column, *value))
            }
            Truth::Null(column, negated) => format!("{} is{} null", self.choose(*column, |_| true)?.path, not(negated)),
            Truth::In(column, values, negated) => {
                let column = text(column)?;
                let list: Vec<String> = values.iter().map(|value| Words::literal_for(column, *value)).collect();
                format!("{}{} in ({})", column.path, not(negated), list.join(", "))
            }
            Truth::Like(column, pattern, negated) => {
                format!("{}{} like {}", text(column)?.path, not(negated), quoted(pattern.of(&PATTERNS)))
            }
            Truth::Match(function, column, value) => {
                let function = function.of(&["starts_with", "ends_with", "contains"]);
                format!("{function}({}, {})", text(column)?.path, quoted(value.of(&["a", "b", "%", "日", "A"])))
            }
            Truth::Time(operator, column, day) => {
                let column = self.time(*column)?;
                let hour = if column.kind == Kind::Date || day.0 % 3 == 0 { "" } else { " 10:30" };
                format!("{} {} {}{hour}", column.path, operator.of(&COMPARISONS), day.of(self.days))
            }
            Truth::Apart(span, from, to) => {
                let (from, to) = (self.time(*from)?, self.time(*to)?);
                format!("date_diff('{}', {}, {}) >= {}", span.of(&SPANS), from.path, to.path, span.below(4))
            }
            Truth::Part(part, column, value) => self.part(*part, *column)? + &format!(" <= {}", value.below(15)),
            Truth::Between(column, low, high, negated) => {
                let column = number(column)?;
                let mut bounds = [low.of(&NUMBERS), high.of(&NUMBERS)];
                bounds.sort_by(|a, b| a.parse::<f64>().unwrap().total_cmp(&b.parse().unwrap()));
                format!("{}{} between {} and {}", column.path, not(negated), bounds[0], bounds[1])
            }
            Truth::Distinct(a, b, negated) => {
                let a = self.choose(*a, |column| column.kind.is_discrete())?;
                let b = self.choose(*b, |column| column.kind == a.kind && column.path != a.path)?;
                format!("{} is{} distinct from {}", a.path, not(negated), b.path)
            }
            Truth::Column(column) => self.choose(*column, |column| column.kind == Kind::Boolean)?.path.clone(),
            Truth::And(a, b) => format!("({} and {})", self.truth(a), self.truth(b)),
            Truth::Or(a, b) => format!("({} or {})", self.truth(a), self.truth(b)),
            Truth::Not(a) => format!("not ({})", self.truth(a)),
        })
    }

    fn part(&self, part: Pick, column: Pick) -> Option<String> {
        let column = self.time(column)?;
        let parts: Vec<&str> = match column.kind {
            Kind::Date => DATE_PARTS.to_vec(),
            _ => [&DATE_PARTS[..], &TIME_PARTS[..]].concat(),
        };
        Some(format!("extract({} from {})", part.of(&parts), column.path))
    }

    /// An expression of text.
    pub fn wording(&self, wording: &Wording) -> String {
        match wording {
            Wording::Column(column) => {
                self.choose(*column, |column| column.kind.is_text()).map_or_else(|| "'a'".to_owned(), |c| c.path.clone())
            }
            Wording::Call(function, a) => {
                let a = self.wording(a);
                function
                    .of(&["upper(#)", "lower(#)", "trim(#)", "substring(#, 2)", "substring(#, 1, 2)", "replace(#, 'a', 'bb')"])
                    .replace('#', &a)
            }
            Wording::Concat(a, b) => format!("({} || {})", self.wording(a), self.wording(b)),
            Wording::Coalesce(a, value) => format!("coalesce({}, {})", self.wording(a), quoted(value.of(&TEXTS))),
            Wording::Case(when, a, value) => {
                format!("case when {} then {} else {} end", self.truth(when), self.wording(a), quoted(value.of(&TEXTS)))
            }
            Wording::Cast(column) => {
                let suits = |column: &Column| matches!(column.kind, Kind::Integer | Kind::Boolean | Kind::Date);
                self.choose(*column, suits).map_or_else(|| "'b'".to_owned(), |c| format!("cast({} as text)", c.path))
            }
        }
    }

    /// An expression of numbers, over columns of the row itself (what only links hold is not added up); and whether it is
    /// exact, and a bare column.
    fn number_of(&self, number: &Number) -> (String, bool, bool) {
        match number {
            Number::Column(column) => {
                let column = self.choose(*column, |column| column.kind.is_number() && !column.is_linked).unwrap();
                (column.path.clone(), column.kind != Kind::Float, true)
            }
            Number::Arithmetic(operator, a, b) => {
                let ((a, a_exact, a_bare), (b, b_exact, b_bare)) = (self.number_of(a), self.number_of(b));
                let operators = if a_bare && b_bare { &["+", "-", "/", "*"][..] } else { &["+", "-", "/"][..] };
                let operator = operator.of(operators);
                (format!("({a} {operator} {b})"), a_exact && b_exact && *operator != "/", false)
            }
            Number::WithLiteral(operator, a, value) => {
                let (a, exact, _) = self.number_of(a);
                match *operator.of(&["+", "*", "-", "/"]) {
                    "/" => (format!("({a} / {})", value.of(&NOT_ZERO)), false, false),
                    "*" => (format!("({a} * {})", value.of(&NOT_ZERO)), exact, false),
                    operator => (format!("({a} {operator} {})", value.of(&["1", "0.5", "100"])), exact, false),
                }
            }
            Number::Call(function, a) => {
                let (a, exact, _) = self.number_of(a);
                let exact_ones = ["abs(#)", "round(#)", "floor(#)", "ceil(#)", "(- #)", "round(#, 1)"];
                let others = if exact { ["sqrt(#)", "ln(#)", "power(#, 2)"] } else { ["sqrt(#)", "abs(#)", "floor(#)"] };
                let functions = if exact { [&exact_ones[..], &others[..]].concat() } else { others.to_vec() };
                let function = *function.of(&functions);
                (function.replace('#', &a), exact && exact_ones.contains(&function), false)
            }
            Number::Case(when, a, b) => {
                let (a, a_exact, _) = self.number_of(a);
                let b = b.as_ref().map(|b| self.number_of(b));
                let exact = a_exact && b.as_ref().is_none_or(|(_, exact, _)| *exact);
                let otherwise = b.map_or_else(String::new, |(b, ..)| format!(" else {b}"));
                (format!("case when {} then {a}{otherwise} end", self.truth(when)), exact, false)
            }
            Number::Pair(function, a, value) => {
                let (a, exact, _) = self.number_of(a);
                let function = *function.of(&["coalesce", "nullif", "least", "greatest", "mod"]);
                if function == "mod" && !exact {
                    return (a, exact, false);
                }
                let value = if function == "mod" { value.of(&NOT_ZERO) } else { value.of(&NUMBERS) };
                (format!("{function}({a}, {value})"), exact, false)
            }
        }
    }

    /// An expression of numbers.
    pub fn number(&self, number: &Number) -> String {
        self.number_of(number).0
    }

    /// A computed column: its kind and its expression.
    pub fn computed(&self, computed: &Computed, zone: &'static str) -> (Kind, String) {
        let day = |pick: Pick| self.days[usize::from(pick.0) % self.days.len()].clone();
        let time = |pick: Pick| self.time(pick).map_or_else(|| day(pick), |column| column.path.clone());
        match computed {
            Computed::Text(wording) => (Kind::Text, self.wording(wording)),
            Computed::Truth(truth) => (Kind::Boolean, self.truth(truth)),
            Computed::Day(grain, column) => match *grain.of(&["cast", "week", "month", "quarter", "year", "day", "hour"]) {
                "cast" => (Kind::Date, format!("cast({} as date)", time(*column))),
                "hour" if self.time(*column).is_some_and(|column| column.kind != Kind::Date) => {
                    (Kind::Wall(zone), format!("date_trunc('hour', {})", time(*column)))
                }
                grain => {
                    (Kind::Date, format!("date_trunc('{}', {})", if grain == "hour" { "day" } else { grain }, time(*column)))
                }
            },
            Computed::Difference(span, from, to) => {
                // A bare difference has a unit, and could not be compared with other numbers.
                let apart = format!("date_diff('{}', {}, {})", span.of(&SPANS), time(*from), time(*to));
                (Kind::Date, format!("date_add('day', {apart}, {})", day(*span)))
            }
            Computed::Part(part, column) => {
                (Kind::Integer, self.part(*part, *column).unwrap_or_else(|| format!("extract(month from {})", day(*column))))
            }
            Computed::Later(span, count, column) => {
                let column = self.choose(*column, |column| column.kind == Kind::Date);
                let column = column.map_or_else(|| day(*count), |column| column.path.clone());
                (Kind::Date, format!("date_add('{}', {}, {column})", span.of(&SPANS), i32::from(count.below(7)) - 2))
            }
            Computed::Number(number) => (Kind::Float, format!("cast({} as float)", self.number(number))),
        }
    }

    /// An aggregate, and what it counts: the unit.
    pub fn aggregate(&self, aggregate: &Aggregate, source: &str) -> (String, String) {
        let discrete = |pick: Pick| self.choose(pick, |column| column.kind.is_discrete()).unwrap().path.clone();
        let number = self.number(&aggregate.number);
        let functions = [
            "count(*)",
            "sum(#)",
            "count(distinct)",
            "avg(#)",
            "min(#)",
            "max(#)",
            "median(#)",
            "percentile(#, 0.9)",
            "stddev(#)",
            "count(#)",
            "percentile(#, 0.25)",
        ];
        let function = *aggregate.function.of(&functions);
        let mut text = match function {
            "count(distinct)" => {
                let (first, second) = &aggregate.distinct;
                let second = second.map_or_else(String::new, |second| format!(", {}", discrete(second)));
                format!("count(distinct {}{second})", discrete(*first))
            }
            "sum(#)" if self.level => format!("sum(({number} + 0))"),
            other => other.replace('#', &number),
        };
        let unit = match function {
            "count(distinct)" => text.clone(),
            counts if counts.starts_with("count") => source.to_owned(),
            _ => String::new(),
        };
        if let Some(filter) = &aggregate.filter {
            text = format!("{text} filter (where {})", self.truth(filter));
        }
        (text, unit)
    }

    /// Arithmetic over aggregates, and its unit.
    pub fn measure(&self, measure: &Measure, source: &str) -> (String, String) {
        match measure {
            Measure::One(aggregate) => self.aggregate(aggregate, source),
            Measure::Nested(nested) if self.plain => self.measure(&nested.inner, source),
            Measure::Nested(nested) => self.nested(nested, source),
            Measure::Qualified(..) if self.plain => ("count(*)".to_owned(), source.to_owned()),
            Measure::Qualified(key, having) => {
                let keys: Vec<&Column> = self.scope.iter().filter(|column| is_slice(column)).collect();
                let key = &key.of(&keys).path;
                let text = format!("count(distinct {key}{})", self.having(having, source));
                (text.clone(), text)
            }
            Measure::Arithmetic(operator, a, b) => arithmetic(*operator, self.measure(a, source), self.measure(b, source)),
            Measure::Pair(function, a, value) => {
                let (a, unit) = self.measure(a, source);
                (format!("{}({a}, {})", function.of(&["coalesce", "nullif", "least", "greatest"]), value.of(&NUMBERS)), unit)
            }
        }
    }
}

impl Words<'_> {
    fn having(&self, having: &Having, source: &str) -> String {
        let bound = having.bound.below(3);
        match &having.aggregate {
            None => format!(" having count(*) >= {}", bound + 1),
            Some(aggregate) => {
                let (text, _) = self.aggregate(aggregate, source);
                format!(" having {text} {} {bound}", Pick(having.bound.0 / 3).of(&[">", "<=", "!="]))
            }
        }
    }

    /// An aggregate per key, and its unit.
    fn nested(&self, nested: &Nested, source: &str) -> (String, String) {
        let (inner, unit) = self.measure(&nested.inner, source);
        let slices = || self.scope.iter().filter(|column| is_slice(column));
        let mut keys: Vec<&str> = slices().map(|column| column.path.as_str()).collect();
        keys.insert(0, "person");
        keys.splice(0..0, self.sub_period);
        let key = *nested.key.of(&keys);
        // What the key determines needs no aggregate: here the key itself.
        let is_number = |column: &Column| column.path == key && column.kind == Kind::Integer && !column.is_linked;
        let itself = nested.outer.0 / 9 % 4 == 3 && self.scope.iter().any(is_number);
        let (inner, unit) = if itself { (key.to_owned(), String::new()) } else { (inner, unit) };
        let having = nested.having.as_ref().map_or_else(String::new, |having| self.having(having, source));
        let filter = nested.filter.as_ref().map_or_else(String::new, |f| format!(" filter (where {})", self.truth(f)));
        let functions =
            ["avg(#)", "sum(#)", "median(#)", "max(#)", "min(#)", "stddev(#)", "count(#)", "percentile(#, 0.75)", "count(key)"];
        let function = *nested.outer.of(&functions);
        if function.starts_with("count") {
            // The key itself, or what it determines.
            let is_period = self.sub_period == Some(key);
            let counted = if function == "count(key)" && !is_period { key } else { inner.as_str() };
            let text = format!("count({counted} per {key}{having})");
            return (format!("{text}{filter}"), format!("count(distinct {key})"));
        }
        let inner_text = match function.strip_suffix(", 0.75)") {
            Some(_) => format!("percentile({inner} per {key}{having}, 0.75)"),
            None => function.replace('#', &format!("{inner} per {key}{having}")),
        };
        (format!("{inner_text}{filter}"), unit)
    }
}

/// `a / b` of any two, `a + b` and `a - b` of like units.
pub fn arithmetic(operator: Pick, (a, a_unit): (String, String), (b, b_unit): (String, String)) -> (String, String) {
    let like = a_unit == b_unit;
    match *operator.of(&["/", "+", "-"]) {
        "/" if like => (format!("({a} / {b})"), String::new()),
        operator if operator != "/" && like && !a_unit.starts_with("count(distinct") => (format!("({a} {operator} {b})"), a_unit),
        _ => (format!("({a} / {b})"), format!("({a_unit})/({b_unit})")),
    }
}
