//! The types of values, and literals.

use jiff::civil::{Date, DateTime};

/// The type of an expression's value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// `boolean`
    Boolean,
    /// `integer`: 64 bits in a row; sums of integers may be longer.
    Integer,
    /// `decimal(p, s)`: exact, at most 38 digits.
    Decimal {
        /// Digits in all, 1 to 38.
        precision: u32,
        /// Digits after the point, 0 to `precision`.
        scale: u32,
    },
    /// `float`: double precision.
    Float,
    /// `text`
    Text,
    /// `date`
    Date,
    /// `timestamp`
    Timestamp(Zone),
    /// `null`, which is of every type.
    Null,
    /// Could not be told; already reported. Goes with every type, so that one fault gives one finding.
    Error,
}

/// What a timestamp's wall clock is read as.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Zone {
    /// An instant stored in UTC.
    Utc,
    /// A wall clock of this IANA zone. The project's own zone is named too.
    Named(String),
}

impl Type {
    /// Whether arithmetic is possible.
    pub fn is_numeric(&self) -> bool {
        matches!(self, Type::Integer | Type::Decimal { .. } | Type::Float | Type::Null | Type::Error)
    }

    /// Whether it is a date or a timestamp.
    pub fn is_time(&self) -> bool {
        matches!(self, Type::Date | Type::Timestamp(_) | Type::Null | Type::Error)
    }
}

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Type::Boolean => f.write_str("boolean"),
            Type::Integer => f.write_str("integer"),
            Type::Decimal { precision, scale } => write!(f, "decimal({precision}, {scale})"),
            Type::Float => f.write_str("float"),
            Type::Text => f.write_str("text"),
            Type::Date => f.write_str("date"),
            Type::Timestamp(Zone::Utc) => f.write_str("timestamp"),
            Type::Timestamp(Zone::Named(zone)) => write!(f, "timestamp(\"{zone}\")"),
            Type::Null => f.write_str("null"),
            Type::Error => f.write_str("unknown"),
        }
    }
}

/// An exact number: `mantissa / 10^scale`, without trailing zeros after the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number {
    /// The digits without the point.
    pub mantissa: i128,
    /// How many of them stand after the point.
    pub scale: u32,
}

impl Number {
    /// A number with trailing zeros after the point removed, so that equal numbers are equal.
    pub fn new(mut mantissa: i128, mut scale: u32) -> Number {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Number { mantissa, scale }
    }

    /// The nearest double.
    pub fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let scale = self.scale as usize;
        let digits = format!("{:0>width$}", self.mantissa.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        if scale == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction}") }
    }
}

/// A constant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`
    Boolean(bool),
    /// `12.5`; a percentage is already divided by 100.
    Number(Number),
    /// `'confirmed'`
    Text(String),
    /// `2026-01-05`
    Date(Date),
    /// `2026-01-05 10:00`, in the zone of its expression's type.
    Timestamp(DateTime),
}
