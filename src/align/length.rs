//! How well two lengths go together (Gale & Church 1993), as a likelihood ratio.
//!
//! The numerator is the probability of the target's length given the source's: its expectation is the
//! source's length times the texts' own ratio, its variance grows with the length, and its tails are
//! heavy (Student's t), for a free translation is common and a bell curve would forbid it. The
//! denominator is how common such a length is anyway for as many units.

use super::math::{QuickLn, Score, half, ln, real, wide};
use super::sentences::Kept;
use super::units::Sequence;

/// Units that a bead may have on a side.
pub(crate) const WIDEST: usize = 4;

/// Variance per character before any bead is known. Gale & Church measured 6.8 for a bell curve; with heavier tails
/// the middle is narrower.
const VARIANCE: f64 = 4.0;

/// What is known of the lengths of two texts.
#[derive(Debug, Clone)]
pub(crate) struct Lengths {
    /// Target characters for a source character.
    ratio: f64,
    variance: f64,
    /// Half the variance, and the logarithm of what the density is divided by beside its shape.
    half_variance: f32,
    ln_level: f32,
    ln: QuickLn,
    source: Background,
    target: Background,
    /// What the numbers of sentences say beside it.
    pub kept: Kept,
}

/// How long one, two, three … units together are in a text: a log-normal distribution.
#[derive(Debug, Clone, Default)]
struct Background {
    /// Location, one over twice the spread and the logarithm of the density's factor, for each number of units.
    shape: [(f32, f32, f32); WIDEST],
}

/// ln 2π, of the normal density.
const LN_TWO_PI: f64 = 1.837_877_066_409_345_3;

impl Lengths {
    /// Before any bead is known.
    pub(crate) fn new(source: &Sequence, target: &Sequence) -> Self {
        let total = |sequence: &Sequence| {
            real(
                sequence
                    .lengths
                    .iter()
                    .map(|&length| wide(length))
                    .sum::<usize>(),
            )
        };
        // Text that only one side has would distort the ratio of short texts: a prior holds it near 1.
        let ratio = (total(target) + 200.0) / (total(source) + 200.0);
        let mut out = Self {
            ratio: ratio.clamp(0.1, 10.0),
            variance: VARIANCE,
            half_variance: 0.0,
            ln_level: 0.0,
            ln: QuickLn::new(),
            source: Background::new(source),
            target: Background::new(target),
            kept: Kept::default(),
        };
        out.settle();
        out
    }

    /// Works out what every score needs.
    fn settle(&mut self) {
        // The density of Student's t with four degrees of freedom at zero.
        const MIDDLE: f64 = 0.375;
        self.half_variance = half(0.5 * self.variance);
        self.ln_level = half(-0.5 * ln(4.0 * MIDDLE * MIDDLE * self.ratio));
    }

    /// Takes ratio and variance from beads (the lengths of either side of each), and what their sentences teach.
    pub(crate) fn refine(&mut self, beads: &[(u32, u32)], kept: &Kept) {
        const PRIOR: f64 = 10.0;
        self.kept = kept.clone();
        let sum = |side: fn(&(u32, u32)) -> u32| {
            beads.iter().map(|bead| f64::from(side(bead))).sum::<f64>()
        };
        let (source, target) = (sum(|bead| bead.0), sum(|bead| bead.1));
        self.ratio = ((target + 500.0 * self.ratio) / (source + 500.0)).clamp(0.1, 10.0);
        let spread: f64 = beads
            .iter()
            .map(|&(s, t)| {
                self.squared(f64::from(s), f64::from(t))
                    .min(9.0 * self.variance)
            })
            .sum();
        self.variance = (spread + PRIOR * VARIANCE) / (real(beads.len()) + PRIOR);
        self.settle();
    }

    /// Squared deviation for a character.
    fn squared(&self, source: f64, target: f64) -> f64 {
        let expected = source * self.ratio;
        let off = target - expected;
        off * off / f64::midpoint(expected, target)
    }

    /// What is known beforehand of one side of a bead: source units with so many characters.
    pub(crate) fn of_source(&self, length: u32, units: usize) -> Group {
        Group {
            expected: half(f64::from(length) * self.ratio),
            anyway: 0.5 * self.source.ln_density(self.ln, length, units),
        }
    }

    /// The same of target units.
    pub(crate) fn of_target(&self, length: u32, units: usize) -> Group {
        Group {
            expected: half(f64::from(length)),
            anyway: 0.5 * self.target.ln_density(self.ln, length, units),
        }
    }

    /// The likelihood ratio of a bead of two groups.
    #[inline]
    pub(crate) fn score(&self, source: Group, target: Group) -> Score {
        let (expected, length) = (source.expected, target.expected);
        // Four times the scale of the deviation.
        let scale = self.half_variance * 4.0 * (expected + length) + 16.0;
        let off = length - expected;
        // Student's t with four degrees of freedom, (1 + off² / 4 scale) ^ -2.5 / sqrt(scale). In the other direction
        // the density is the same but for the unit of length, a source character.
        let density = 2.0 * self.ln.of(scale) - 2.5 * self.ln.of(scale + off * off) - self.ln_level;
        quick_score(density - source.anyway - target.anyway)
    }
}

/// One side of a bead as its length is seen.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Group {
    /// Characters of the target that it should have.
    expected: f32,
    /// Half the logarithm of how common such a length is anyway.
    anyway: f32,
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` saturates, and scores are far from the limits"
)]
fn quick_score(nats: f32) -> Score {
    (nats * 1024.0) as Score
}

impl Background {
    fn new(sequence: &Sequence) -> Self {
        let n = real(sequence.len()) + 2.0;
        let sum: f64 = sequence
            .lengths
            .iter()
            .map(|&length| f64::from(length))
            .sum();
        let mean = (sum + 2.0 * 80.0) / n;
        let squares: f64 = sequence
            .lengths
            .iter()
            .map(|&length| (f64::from(length) - mean) * (f64::from(length) - mean))
            .sum();
        let variance = (squares + 2.0 * 1600.0) / n;
        let mut shape = [(0.0, 0.0, 0.0); WIDEST];
        for (units, slot) in (1..).zip(&mut shape) {
            let spread = ln(1.0 + variance / (real(units) * mean * mean)).max(0.02);
            *slot = (
                half(ln(real(units) * mean) - spread / 2.0),
                half(0.5 / spread),
                half(0.5 * (LN_TWO_PI + ln(spread))),
            );
        }
        Self { shape }
    }

    fn ln_density(&self, ln: QuickLn, length: u32, units: usize) -> f32 {
        let (location, sharpness, level) = self.shape[units.clamp(1, WIDEST) - 1];
        let x = ln.of(half(f64::from(length.max(1))));
        -x - level - (x - location) * (x - location) * sharpness
    }
}

/// Characters before each unit, so that the length of a stretch is one subtraction.
pub(crate) fn running(sequence: &Sequence) -> Vec<u32> {
    sums(&sequence.lengths)
}

/// The sum of the numbers before each, and of all.
pub(crate) fn sums(numbers: &[u32]) -> Vec<u32> {
    let mut total = 0_u32;
    std::iter::once(0)
        .chain(numbers.iter().map(|&length| {
            total = total.saturating_add(length);
            total
        }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::units::{RawUnit, Vocabulary};

    fn sequence(lengths: &[usize]) -> Sequence {
        let units: Vec<_> = lengths
            .iter()
            .map(|&length| RawUnit::new(&"x".repeat(length), &[], false))
            .collect();
        Vocabulary::default().sequence(&units)
    }

    fn score(lengths: &Lengths, source: (u32, usize), target: (u32, usize)) -> Score {
        lengths.score(
            lengths.of_source(source.0, source.1),
            lengths.of_target(target.0, target.1),
        )
    }

    #[test]
    fn equal_lengths_speak_for_a_bead_and_very_unequal_ones_against() {
        let text = sequence(&[20, 60, 100, 140, 180]);
        let lengths = Lengths::new(&text, &text);
        assert!(score(&lengths, (100, 1), (104, 1)) > 0);
        assert!(score(&lengths, (100, 1), (20, 1)) < 0);
    }

    #[test]
    fn a_language_that_needs_more_letters_is_no_worse() {
        let (short, long) = (
            sequence(&[20, 60, 100, 140, 180]),
            sequence(&[60, 180, 300, 420, 540]),
        );
        let lengths = Lengths::new(&short, &long);
        assert!(score(&lengths, (100, 1), (300, 1)) > 0);
        assert!(score(&lengths, (100, 1), (100, 1)) < 0);
    }

    #[test]
    fn the_sum_of_two_is_measured_against_sums_of_two() {
        let text = sequence(&[90, 100, 110, 95, 105]);
        let lengths = Lengths::new(&text, &text);
        // Two hundred characters are common for two units and would be very rare for one.
        assert!(score(&lengths, (200, 2), (200, 2)) < score(&lengths, (200, 1), (200, 1)));
    }

    #[test]
    fn no_units_are_no_trouble() {
        let empty = sequence(&[]);
        let lengths = Lengths::new(&empty, &empty);
        assert!(score(&lengths, (1, 1), (1, 1)) > NEVER_BELOW);
        assert_eq!(running(&empty), [0]);
    }

    const NEVER_BELOW: Score = -100_000;
}
