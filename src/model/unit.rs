//! Units: a free abelian group over names, as in F#'s units of measure.

use std::collections::BTreeMap;

/// A product of named units with exponents, none of them zero. Empty: a plain number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit {
    exponents: BTreeMap<String, i32>,
}

impl Unit {
    /// No unit.
    pub fn none() -> Unit {
        Unit::default()
    }

    /// One name to the power of one.
    pub fn named(name: impl Into<String>) -> Unit {
        Unit { exponents: BTreeMap::from([(name.into(), 1)]) }
    }

    /// Whether there is no unit.
    pub fn is_none(&self) -> bool {
        self.exponents.is_empty()
    }

    /// The product of both.
    pub fn times(&self, other: &Unit) -> Unit {
        self.combine(other, 1)
    }

    /// This divided by the other.
    pub fn per(&self, other: &Unit) -> Unit {
        self.combine(other, -1)
    }

    /// This multiplied with itself so many times; divided for a negative exponent.
    pub fn power(&self, exponent: i32) -> Unit {
        let exponents = self.exponents.iter().map(|(name, e)| (name.clone(), e.saturating_mul(exponent)));
        Unit { exponents: exponents.filter(|(_, e)| *e != 0).collect() }
    }

    fn combine(&self, other: &Unit, sign: i32) -> Unit {
        let mut exponents = self.exponents.clone();
        for (name, exponent) in &other.exponents {
            let sum = exponents.get(name).copied().unwrap_or(0).saturating_add(exponent.saturating_mul(sign));
            if sum == 0 {
                exponents.remove(name);
            } else {
                exponents.insert(name.clone(), sum);
            }
        }
        Unit { exponents }
    }

    /// The names with their exponents, sorted by name.
    pub fn parts(&self) -> impl Iterator<Item = (&str, i32)> {
        self.exponents.iter().map(|(name, exponent)| (name.as_str(), *exponent))
    }

    /// The unit that half of the exponents make, where all are even: of a square root.
    pub fn root(&self) -> Option<Unit> {
        let exponents: Option<BTreeMap<_, _>> =
            self.exponents.iter().map(|(name, e)| (e % 2 == 0).then(|| (name.clone(), e / 2))).collect();
        exponents.map(|exponents| Unit { exponents })
    }
}

impl std::fmt::Display for Unit {
    /// As the language writes it: `night / booking`; a plain number is `1`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut above = Vec::new();
        let mut below = Vec::new();
        for (name, exponent) in &self.exponents {
            let list = if *exponent > 0 { &mut above } else { &mut below };
            list.extend(std::iter::repeat_n(name.as_str(), exponent.unsigned_abs() as usize));
        }
        if above.is_empty() {
            f.write_str("1")?;
        } else {
            f.write_str(&above.join(" * "))?;
        }
        for name in below {
            write!(f, " / {name}")?;
        }
        Ok(())
    }
}
