//! Whether the two sides of a bead have as many sentences, as a likelihood ratio.
//!
//! Translators mostly keep the sentences of a line or a paragraph, so where units hold one sentence or several, two units
//! that became one hold as many as it does, and a unit without a counterpart beside a pair does not. How far that
//! holds is learned from the beads of a path: where every unit is one sentence, it says nothing.

use std::cmp::Ordering;
use std::ops::Range;

use super::dp::Step;
use super::grid::KINDS;
use super::length::WIDEST;
use super::math::{Score, ln, score, wide};
use super::units::Sequence;

/// By how many sentences the sides differ: two or more fewer in the source, one, none, one more, two or more.
const DIFFERENCES: usize = 5;

/// How often translators keep the number, before any bead is known.
const KEPT: [f64; DIFFERENCES] = [0.02, 0.1, 0.76, 0.1, 0.02];

/// Beads that this is worth.
const WEIGHT: f64 = 10.0;

/// What is never met is not impossible.
const FLOOR: f64 = 0.02;

/// Sentences that a unit is counted to have at most.
const MOST: usize = 6;

/// What the numbers of sentences say for each of the kinds of bead.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    scores: [[Score; DIFFERENCES]; KINDS.len()],
}

impl Kept {
    /// What a bead of a kind scores with so many sentences on either side.
    #[inline]
    pub(crate) fn score(&self, kind: usize, source: u32, target: u32) -> Score {
        self.scores[kind][difference(source, target)]
    }

    /// As the beads of some paths keep them.
    pub(crate) fn learned<'p>(
        paths: impl Iterator<Item = (&'p Sequence, &'p Sequence, &'p [Step])>,
    ) -> Self {
        let mut met = [[0.0; DIFFERENCES]; CLASSES];
        let mut units = [[0.0; MOST + 1]; 2];
        for (source, target, path) in paths {
            for (counts, side) in units.iter_mut().zip([source, target]) {
                for &sentences in &side.sentences {
                    counts[wide(sentences).min(MOST)] += 1.0;
                }
            }
            for step in path {
                let many = |side: &Sequence, units: &Range<usize>| -> u32 {
                    side.sentences[units.clone()].iter().sum()
                };
                if let Some(class) = class(step.kind) {
                    let (s, t) = (many(source, &step.source), many(target, &step.target));
                    met[class][difference(s, t)] += 1.0;
                }
            }
        }
        let mut out = Self::default();
        for (kind, scores) in out.scores.iter_mut().enumerate() {
            if let Some(class) = class(kind) {
                *scores = scores_of(&met[class], &chance(&units, kind));
            }
        }
        out
    }
}

/// What each difference says, by how often beads had it and how often it would be met by chance.
fn scores_of(met: &[f64; DIFFERENCES], chance: &[f64; DIFFERENCES]) -> [Score; DIFFERENCES] {
    let total = met.iter().sum::<f64>() + WEIGHT;
    // Where chance leaves one difference only, nothing can be learned from it.
    let sure = chance.iter().any(|&share| share > 0.99);
    std::array::from_fn(|at| {
        let before = if sure {
            chance[at]
        } else {
            f64::midpoint(KEPT[at], chance[at])
        };
        let likely = (met[at] + WEIGHT * before) / total;
        score(ln((likely + FLOOR) / (chance[at] + FLOOR)))
    })
}

/// Which of the [`DIFFERENCES`] two numbers have.
fn difference(source: u32, target: u32) -> usize {
    const MIDDLE: usize = DIFFERENCES / 2;
    let (more, less) = (
        wide(source.saturating_sub(target)),
        wide(target.saturating_sub(source)),
    );
    MIDDLE + more.min(MIDDLE) - less.min(MIDDLE)
}

/// How many classes of beads there are.
const CLASSES: usize = 4;

/// Kinds whose sentences are counted together; `None` of a bead that lacks a side.
fn class(kind: usize) -> Option<usize> {
    let (a, b, _) = KINDS[kind];
    if a == 0 || b == 0 {
        return None;
    }
    Some(match a.cmp(&b) {
        Ordering::Equal => usize::from(a > 1),
        Ordering::Greater => 2,
        Ordering::Less => 3,
    })
}

/// How often the sides of a bead of a kind would differ so by chance.
fn chance(units: &[[f64; MOST + 1]; 2], kind: usize) -> [f64; DIFFERENCES] {
    let (a, b, _) = KINDS[kind];
    let (source, target) = (together(&units[0], a), together(&units[1], b));
    let mut out = [0.0; DIFFERENCES];
    for (s, of_source) in (0_u32..).zip(&source) {
        for (t, of_target) in (0_u32..).zip(&target) {
            out[difference(s, t)] += of_source * of_target;
        }
    }
    out
}

/// How often so many units in a row have none, one, two … sentences.
fn together(units: &[f64; MOST + 1], many: usize) -> [f64; MOST * WIDEST + 1] {
    let total: f64 = units.iter().sum();
    let mut out = [0.0; MOST * WIDEST + 1];
    out[0] = 1.0;
    for _ in 0..many {
        let mut next = [0.0; MOST * WIDEST + 1];
        for (before, share) in out.iter().enumerate() {
            for (more, count) in units.iter().enumerate() {
                if let Some(slot) = next.get_mut(before + more) {
                    *slot += share * count / total.max(1.0);
                }
            }
        }
        out = next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::units::{RawUnit, Vocabulary};

    const ONE: usize = 0;
    const TWO_TO_ONE: usize = 1;

    fn lines(sentences: &[usize]) -> Sequence {
        let units: Vec<_> = sentences
            .iter()
            .map(|&many| RawUnit::new(&"They waited outside. ".repeat(many), &[], false))
            .collect();
        Vocabulary::default().sequence(&units)
    }

    fn step(kind: usize, source: Range<usize>, target: Range<usize>) -> Step {
        Step {
            kind,
            source,
            target,
            sure: true,
        }
    }

    #[test]
    fn two_lines_that_became_one_hold_as_many_sentences_as_it() {
        let (source, target) = (lines(&[1, 1, 1, 2, 1, 1]), lines(&[2, 1, 2, 1, 1]));
        let path = [
            step(TWO_TO_ONE, 0..2, 0..1),
            step(ONE, 2..3, 1..2),
            step(ONE, 3..4, 2..3),
            step(ONE, 4..5, 3..4),
            step(ONE, 5..6, 4..5),
        ];
        let kept = Kept::learned(std::iter::once((&source, &target, path.as_slice())));
        assert!(kept.score(TWO_TO_ONE, 2, 2) > 300);
        assert!(kept.score(TWO_TO_ONE, 2, 1) < -100);
        assert!(kept.score(ONE, 1, 1) > 0 && kept.score(ONE, 1, 2) < 0);
    }

    #[test]
    fn where_every_unit_is_a_sentence_their_numbers_say_nothing() {
        let text = lines(&[1; 40]);
        let path: Vec<Step> = (0..38)
            .map(|unit| step(ONE, unit..unit + 1, unit..unit + 1))
            .chain([step(TWO_TO_ONE, 38..40, 38..39)])
            .collect();
        let kept = Kept::learned(std::iter::once((&text, &text, path.as_slice())));
        assert!(kept.score(ONE, 1, 1).abs() < 100);
        assert!(kept.score(TWO_TO_ONE, 2, 1).abs() < 50);
    }

    #[test]
    fn nothing_teaches_nothing() {
        let kept = Kept::learned(std::iter::empty());
        assert_eq!(kept.score(3, 1, 0), 0);
        assert_eq!(Kept::default().score(ONE, 1, 5), 0);
    }

    #[test]
    fn differences_beyond_two_are_as_two() {
        assert_eq!(
            [(1, 9), (1, 3), (2, 3), (4, 4), (5, 4), (6, 4), (9, 1)]
                .map(|(source, target)| difference(source, target)),
            [0, 0, 1, 2, 3, 4, 4]
        );
    }
}
