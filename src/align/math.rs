//! Arithmetic that gives the same result on every machine.
//!
//! Scores are whole numbers of 1/1024 nat ([`UNIT`]), so that sums do not depend on their order.
//! What leads up to a score uses only `+ - * /` and `sqrt`, which IEEE 754 fixes to the last bit;
//! `f64::ln` and `f64::exp` are the platform's own and differ, so both are written out here.

pub(crate) use crate::text::real;

/// A log-likelihood ratio in 1/1024 nat.
pub(crate) type Score = i32;

/// One nat.
pub(crate) const UNIT: f64 = 1024.0;

/// Below every score that a path can have, and far enough from the end to add to.
pub(crate) const NEVER: Score = i32::MIN / 4;

/// Nats to a score.
#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` saturates, and scores are far from the limits"
)]
#[inline]
pub(crate) fn score(nats: f64) -> Score {
    let scaled = nats * UNIT;
    (if scaled < 0.0 {
        scaled - 0.5
    } else {
        scaled + 0.5
    }) as Score
}

/// A number of a unit, word or token in the compact form in which tables hold it.
#[inline]
pub(crate) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The compact form back as an index.
#[inline]
pub(crate) fn wide(number: u32) -> usize {
    number as usize
}

/// A real number of a table, at half the memory.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the tables hold probabilities; 24 bits are plenty"
)]
#[inline]
pub(crate) fn half(value: f64) -> f32 {
    value as f32
}

/// The whole part of a number that is not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates at both ends"
)]
#[inline]
pub(crate) fn floor(value: f64) -> usize {
    value as usize
}

/// The natural logarithm; that of zero and below is a large negative number.
pub(crate) fn ln(x: f64) -> f64 {
    if x < f64::MIN_POSITIVE {
        return -708.0;
    }
    let bits = x.to_bits();
    let mut exponent = f64::from(u32::try_from(bits >> 52 & 0x7ff).unwrap_or(0)) - 1023.0;
    let mut mantissa = f64::from_bits(bits & 0x000f_ffff_ffff_ffff | 0x3ff0_0000_0000_0000);
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa *= 0.5;
        exponent += 1.0;
    }
    // ln m = 2 artanh s, with s within ±0.172: the terms left out are below 1e-10.
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let z = s * s;
    let series = 1.0
        + z * (1.0 / 3.0 + z * (1.0 / 5.0 + z * (1.0 / 7.0 + z * (1.0 / 9.0 + z * (1.0 / 11.0)))));
    exponent * std::f64::consts::LN_2 + 2.0 * s * series
}

/// Bits of the mantissa by which [`quick_ln`] looks up.
const QUICK_BITS: u32 = 12;

/// ln(1 + k / 4096).
static QUICK: std::sync::LazyLock<Vec<f32>> = std::sync::LazyLock::new(|| {
    (0..1 << QUICK_BITS)
        .map(|k| half(ln(1.0 + (f64::from(k) + 0.5) / f64::from(1 << QUICK_BITS))))
        .collect()
});

/// The natural logarithms of many numbers, to one part in eight thousand: scores need no more.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QuickLn(&'static [f32]);

impl QuickLn {
    /// Has the table at hand.
    pub(crate) fn new() -> Self {
        Self(&QUICK)
    }

    /// The logarithm of a positive number that is not tiny.
    #[inline]
    pub(crate) fn of(self, x: f32) -> f32 {
        let bits = x.to_bits();
        let exponent = (bits >> 23).cast_signed() - 127;
        let mantissa = bits >> (23 - QUICK_BITS) & ((1 << QUICK_BITS) - 1);
        #[expect(clippy::cast_precision_loss, reason = "an exponent has eight bits")]
        let exponent = exponent as f32;
        exponent * std::f32::consts::LN_2 + self.0[wide(mantissa)]
    }

    /// The logarithm of a positive number that may be too large for the half of its bits.
    #[inline]
    pub(crate) fn of_large(self, x: f64) -> f32 {
        const MANTISSA: u32 = 52;
        let bits = x.to_bits() >> (MANTISSA - QUICK_BITS);
        let high = u32::try_from(bits).unwrap_or(u32::MAX);
        let exponent = (high >> QUICK_BITS).cast_signed() - 1023;
        #[expect(clippy::cast_precision_loss, reason = "an exponent has eleven bits")]
        let exponent = exponent as f32;
        exponent * std::f32::consts::LN_2 + self.0[wide(high & ((1 << QUICK_BITS) - 1))]
    }
}

/// The exponential function.
pub(crate) fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    let x = x.min(700.0);
    // x = k ln 2 + r with r within ±0.35: ten terms of the series leave less than 1e-10.
    let k = (x / std::f64::consts::LN_2).round();
    let r = x - k * std::f64::consts::LN_2;
    let mut sum = 1.0;
    for n in (1..=10_u8).rev() {
        sum = 1.0 + sum * r / f64::from(n);
    }
    let biased =
        1023 + floor(k.abs()) * usize::from(k > 0.0) - floor(k.abs()) * usize::from(k < 0.0);
    sum * f64::from_bits((biased as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_agrees_with_the_platforms() {
        for x in [1e-12, 0.01, 0.5, 1.0, 1.4, 2.0, 3.0, 1e6] {
            assert!((ln(x) - x.ln()).abs() < 1e-9, "{x}");
        }
        assert!(ln(0.0) < -700.0);
        for x in [0.01_f32, 0.5, 0.999, 1.0, 1.4, 2.0, 77.0] {
            assert!((QuickLn::new().of(x) - x.ln()).abs() < 2e-4, "{x}");
            let large = QuickLn::new().of_large(f64::from(x).powi(40));
            assert!((large - 40.0 * x.ln()).abs() < 4e-4, "{x}");
        }
    }

    #[test]
    fn the_exponential_agrees_with_the_platforms() {
        for x in [-30.0, -1.0, -0.3, 0.0, 0.7, 5.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-8, "{x}");
        }
        assert!(exp(-1e9) < f64::MIN_POSITIVE);
    }

    #[test]
    fn scores_round_to_the_nearest() {
        assert_eq!(score(1.0), 1024);
        assert_eq!(score(-0.5), -512);
    }
}
