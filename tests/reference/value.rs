//! Values of the reference evaluator: exact numbers stay exact, and null is a value.

use jiff::civil::{Date, DateTime};
use std::cmp::Ordering;

/// An exact number, `mantissa / 10^scale`.
#[derive(Debug, Clone, Copy)]
pub struct Exact {
    /// The digits without the point.
    pub mantissa: i128,
    /// How many of them stand after the point.
    pub scale: u32,
}

/// A value. A timestamp is the wall clock as stored: the type of its expression says of which zone.
#[derive(Debug, Clone)]
pub enum Value {
    /// `null`
    Null,
    /// `true`
    Bool(bool),
    /// An integer or a decimal.
    Number(Exact),
    /// A double.
    Float(f64),
    /// Text.
    Text(String),
    /// A day.
    Date(Date),
    /// A wall clock.
    Timestamp(DateTime),
}

fn power_of_ten(exponent: u32) -> i128 {
    10_i128.checked_pow(exponent).expect("an exact number has too many digits")
}

impl Exact {
    /// A whole number.
    pub fn whole(number: i128) -> Exact {
        Exact { mantissa: number, scale: 0 }
    }

    fn aligned(self, other: Exact) -> (i128, i128, u32) {
        let scale = self.scale.max(other.scale);
        let lift = |number: Exact| {
            number.mantissa.checked_mul(power_of_ten(scale - number.scale)).expect("an exact number has too many digits")
        };
        (lift(self), lift(other), scale)
    }

    /// The sum.
    pub fn add(self, other: Exact) -> Exact {
        let (a, b, scale) = self.aligned(other);
        Exact { mantissa: a + b, scale }
    }

    /// The difference.
    pub fn subtract(self, other: Exact) -> Exact {
        let (a, b, scale) = self.aligned(other);
        Exact { mantissa: a - b, scale }
    }

    /// The product.
    pub fn multiply(self, other: Exact) -> Exact {
        Exact {
            mantissa: self.mantissa.checked_mul(other.mantissa).expect("an exact number has too many digits"),
            scale: self.scale + other.scale,
        }
    }

    /// What whole division leaves, with the sign of `self`; `None` for a zero divisor.
    pub fn remainder(self, other: Exact) -> Option<Exact> {
        let (a, b, scale) = self.aligned(other);
        (b != 0).then(|| Exact { mantissa: a % b, scale })
    }

    /// With so many digits after the point, half away from zero. Fewer than none rounds to tens, hundreds, …
    pub fn round(self, digits: i64) -> Exact {
        let drop = i64::from(self.scale) - digits;
        if drop <= 0 {
            return self;
        }
        let unit = power_of_ten(u32::try_from(drop).unwrap());
        let (quotient, rest) = (self.mantissa / unit, self.mantissa % unit);
        let up = i128::from(rest.abs() * 2 >= unit) * rest.signum();
        let mantissa = quotient + up;
        if digits >= 0 {
            Exact { mantissa, scale: u32::try_from(digits).unwrap() }
        } else {
            Exact::whole(mantissa * power_of_ten(u32::try_from(-digits).unwrap()))
        }
    }

    /// The largest whole number that is not above.
    pub fn floor(self) -> Exact {
        Exact::whole(self.mantissa.div_euclid(power_of_ten(self.scale)))
    }

    /// The nearest double.
    pub fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap()
    }

    /// The same number without zeros at its end.
    pub fn normal(self) -> Exact {
        let Exact { mut mantissa, mut scale } = self;
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Exact { mantissa, scale }
    }

    /// Smaller, equal or larger.
    pub fn order(self, other: Exact) -> Ordering {
        let (a, b, _) = self.aligned(other);
        a.cmp(&b)
    }

    /// A number as text writes it.
    pub fn parse(text: &str) -> Option<Exact> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits: String = [whole, fraction].concat();
        Some(Exact { mantissa: digits.parse().ok()?, scale: u32::try_from(fraction.len()).ok()? })
    }
}

impl std::fmt::Display for Exact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let scale = self.scale as usize;
        let digits = format!("{:0>width$}", self.mantissa.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        if scale == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction}") }
    }
}

impl Value {
    /// A whole number.
    pub fn integer(number: impl TryInto<i128>) -> Value {
        Value::Number(Exact::whole(number.try_into().ok().unwrap()))
    }

    /// A number as text writes it: `12.50`.
    pub fn decimal(text: &str) -> Value {
        Value::Number(Exact::parse(text).unwrap())
    }

    /// Some text.
    pub fn text(text: impl AsRef<str>) -> Value {
        Value::Text(text.as_ref().to_owned())
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// True, false or unknown.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Value::Null => None,
            Value::Bool(truth) => Some(*truth),
            other => panic!("{other:?} is no truth value"),
        }
    }

    /// Whether it is true (null is not).
    pub fn holds(&self) -> bool {
        self.truth() == Some(true)
    }

    /// A truth value that may be unknown.
    pub fn of_truth(truth: Option<bool>) -> Value {
        truth.map_or(Value::Null, Value::Bool)
    }

    /// The number as a double.
    pub fn to_f64(&self) -> f64 {
        match self {
            Value::Number(number) => number.to_f64(),
            Value::Float(number) => *number,
            other => panic!("{other:?} is no number"),
        }
    }

    /// Smaller, equal or larger; `None` where one is null. Text is compared by code points.
    pub fn order(&self, other: &Value) -> Option<Ordering> {
        Some(match (self, other) {
            (Value::Null, _) | (_, Value::Null) => return None,
            (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
            (Value::Number(a), Value::Number(b)) => a.order(*b),
            (Value::Number(_) | Value::Float(_), Value::Number(_) | Value::Float(_)) => {
                self.to_f64().partial_cmp(&other.to_f64()).expect("no number here is NaN")
            }
            (Value::Text(a), Value::Text(b)) => a.cmp(b),
            (Value::Date(a), Value::Date(b)) => a.cmp(b),
            (Value::Timestamp(a), Value::Timestamp(b)) => a.cmp(b),
            (a, b) => panic!("{a:?} and {b:?} cannot be compared"),
        })
    }

    /// A text that two values share exactly where they are equal, null with null: what groups and distinct counts go by.
    pub fn key(&self) -> String {
        match self {
            Value::Null => "null".to_owned(),
            Value::Bool(truth) => format!("b{truth}"),
            Value::Number(number) => format!("n{}", number.normal()),
            Value::Float(number) => format!("f{}", if *number == 0.0 { 0.0 } else { *number }),
            Value::Text(text) => format!("t{text:?}"),
            Value::Date(date) => format!("d{date}"),
            Value::Timestamp(time) => format!("s{time}"),
        }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(truth) => write!(f, "{truth}"),
            Value::Number(number) => write!(f, "{number}"),
            Value::Float(number) => write!(f, "{number:?}"),
            Value::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
            Value::Date(date) => write!(f, "{date}"),
            Value::Timestamp(time) => write!(f, "{}", time.strftime("%Y-%m-%d %H:%M:%S%.f")),
        }
    }
}
