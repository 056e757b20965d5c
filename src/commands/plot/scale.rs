//! The scale of a chart: round bounds, a few round steps, and numbers as people read them.

/// About how many steps a scale has.
const STEPS: f64 = 4.0;

/// A vertical scale.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scale {
    /// Where it starts.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
    /// What stands at it, from the bottom up, in equal distances.
    pub labels: Vec<String>,
}

/// The scale that shows all values; none where there is no value. It starts at 0 unless all values are far from it.
pub fn scale(values: impl IntoIterator<Item = f64>, share: bool) -> Option<Scale> {
    let mut bounds: Option<(f64, f64)> = None;
    for value in values {
        let (low, high) = bounds.unwrap_or((value, value));
        bounds = Some((low.min(value), high.max(value)));
    }
    let (mut low, mut high) = bounds?;
    let alike = low == high;
    if low > 0.0 && (alike || low <= high / 2.0) {
        low = 0.0;
    } else if high < 0.0 && (alike || high >= low / 2.0) {
        high = 0.0;
    } else if alike {
        high = 1.0;
    }
    let step = step((high - low) / STEPS);
    let (first, last) = ((low / step).floor(), (high / step).ceil());
    // Numbers far from 0 and close together may leave no room for a step: then the bounds alone are shown.
    let count = last - first;
    if !(step.is_finite() && (1.0..=10.0).contains(&count)) {
        return Some(Scale { low, high, labels: vec![number(low, share), number(high, share)] });
    }
    let labels = (0..=count as u32).map(|steps| number((first + f64::from(steps)) * step, share)).collect();
    Some(Scale { low: first * step, high: last * step, labels })
}

/// The next of 1, 2, 2.5, 5 and 10 times a power of ten.
fn step(wanted: f64) -> f64 {
    let power = 10.0_f64.powf(wanted.log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|factor| factor * power >= wanted * (1.0 - 1e-9));
    factor.unwrap_or(10.0) * power
}

/// A number with six digits at most, a percentage where it is a share.
pub fn number(value: f64, share: bool) -> String {
    let (value, ending) = if share { (value * 100.0, "%") } else { (value, "") };
    let size = value.abs();
    if value != 0.0 && !(1e-4..1e12).contains(&size) {
        return format!("{value:.2e}{ending}");
    }
    // Whole numbers are shown whole; of the others as many digits after the point as six in all leave.
    let whole_digits = if size < 1.0 { 1 } else { size.log10().floor() as usize + 1 };
    let text = format!("{value:.0$}", 6_usize.saturating_sub(whole_digits));
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text.as_str() };
    let text = if text == "-0" { "0" } else { text };
    format!("{text}{ending}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn labels(values: &[f64]) -> String {
        scale(values.iter().copied(), false).unwrap().labels.join(" ")
    }

    #[test]
    fn bounds_and_steps_are_round() {
        assert_eq!(labels(&[3.0, 38.0]), "0 10 20 30 40");
        assert_eq!(labels(&[0.0, 1.0]), "0 0.25 0.5 0.75 1");
        assert_eq!(labels(&[97.0, 99.5]), "97 98 99 100");
        assert_eq!(labels(&[-5.0, 20.0]), "-10 0 10 20");
        assert_eq!(labels(&[-0.3, -0.1]), "-0.3 -0.2 -0.1 0");
        assert_eq!(labels(&[1_234_567.0, 2.0]), "0 500000 1000000 1500000");
    }

    #[test]
    fn one_value_has_a_scale_too() {
        assert_eq!(labels(&[7.0, 7.0]), "0 2 4 6 8");
        assert_eq!(labels(&[0.0]), "0 0.25 0.5 0.75 1");
        assert_eq!(labels(&[-7.0]), "-8 -6 -4 -2 0");
        assert_eq!(scale([], false), None);
    }

    #[test]
    fn every_number_has_a_scale_that_holds_it() {
        for (a, b) in [(1e300, -1e300), (1e-300, 2e-300), (1e16, 1e16 + 2.0), (f64::MAX, f64::MIN), (5e-324, 0.0)] {
            let scale = scale([a, b], false).unwrap();
            assert!(scale.low <= a.min(b) && scale.high >= a.max(b), "{a} {b}: {scale:?}");
            assert!((2..=12).contains(&scale.labels.len()), "{scale:?}");
        }
    }

    #[test]
    fn numbers_are_short() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0 / 3.0, "0.33333"),
            (1234.5678, "1234.57"),
            (1234567.8, "1234568"),
            (-2.5, "-2.5"),
            (100.0, "100"),
            (1e-7, "1.00e-7"),
            (2.5e15, "2.50e15"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value, false), text);
        }
        assert_eq!(number(0.083, true), "8.3%");
    }
}
