//! Passages that a version gives twice: in the source's words, and beside them translated, as quotations often are. Neither
//! was left untranslated, nor is the other one new.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::side::Side;
use super::{Pair, Text, coverage, prose};
use crate::document::Block;
use crate::text::real;

/// The passages that a version gives twice, by their numbers among the target's passages.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Twice {
    /// Those in the source's words, in order.
    originals: Vec<usize>,
    /// Their translations, in order.
    translations: Vec<usize>,
}

impl Twice {
    /// Looks a pair through.
    pub(super) fn of(pair: &Pair<'_>) -> Self {
        let mut twice = Self::default();
        if pair.aligned_unit || pair.source.language() == pair.target.language() {
            return twice;
        }
        let passages = Passages::of(pair);
        for original in 0..passages.target.len() {
            let beside = [original.checked_sub(1), Some(original + 1)];
            let mut beside = beside.into_iter().flatten();
            if let Some(translation) = beside.find(|&beside| passages.are_one(original, beside)) {
                twice.originals.push(original);
                twice.translations.push(translation);
            }
        }
        twice.translations.sort_unstable();
        twice
    }

    /// Whether a passage stands in the source's words beside its translation.
    pub(super) fn is_original(&self, passage: usize) -> bool {
        self.originals.binary_search(&passage).is_ok()
    }

    /// Whether a passage translates one that stands beside it in the source's words.
    pub(super) fn is_translation(&self, passage: usize) -> bool {
        self.translations.binary_search(&passage).is_ok()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.originals.len()
    }
}

/// The passages of both texts, and the beads of the target's.
struct Passages<'p, 'a> {
    pair: &'p Pair<'a>,
    source: Vec<&'a Block>,
    target: Vec<&'a Block>,
    /// The source's passages that each of the target's is lined up with.
    lined_up: Vec<Range<usize>>,
    ratio: f64,
}

impl<'p, 'a> Passages<'p, 'a> {
    fn of(pair: &'p Pair<'a>) -> Self {
        let target: Vec<&Block> = pair.target.document.passages().collect();
        let mut lined_up = vec![0..0; target.len()];
        for bead in pair.passage_beads() {
            if let Some(lined_up) = lined_up.get_mut(bead.target.clone()) {
                lined_up.fill(bead.source.clone());
            }
        }
        Self {
            pair,
            source: pair.source.document.passages().collect(),
            target,
            lined_up,
            // What the pair itself teaches of lengths is off where much is said twice.
            ratio: prose::usual_ratio(pair),
        }
    }

    /// Whether two passages of the target are one of the source, in its own words and translated.
    fn are_one(&self, original: usize, translation: usize) -> bool {
        let (Some(own), Some(other)) = (self.target.get(original), self.target.get(translation))
        else {
            return false;
        };
        let (of_own, of_other) = (&self.lined_up[original], &self.lined_up[translation]);
        let told = |number: usize| {
            let said = self.source.get(number);
            said.is_some_and(|said| is_copy(self.pair, said, own) && self.translates(said, other))
        };
        // What the one passage is lined up with, the other is not, or both are.
        (of_other.is_empty() && of_own.clone().any(told))
            || (of_own.is_empty() && of_other.clone().any(told))
            || (of_own == of_other && of_own.clone().any(told))
    }

    /// Whether a passage in the target's own language is as long as the translation of one of the source, and says it.
    fn translates(&self, source: &Block, target: &Block) -> bool {
        let pair = self.pair;
        let ours = target.language.is_none() || target.language == pair.target.language();
        let letters = |text: &Text<'_>, block: &Block| real(prose::letters(text.str(block.span)));
        let expected = letters(&pair.source, source) * self.ratio;
        let share = letters(&pair.target, target) / expected.max(1.0);
        let lacks = || coverage::weigh(pair, Side::Source, source.span, target.span);
        ours && (0.55..1.8).contains(&share)
            && !is_copy(pair, source, target)
            && lacks().is_none_or(|weight| weight < 0.0)
    }
}

/// Whether nearly all words of a passage of the target are those of a passage of the source.
fn is_copy(pair: &Pair<'_>, from: &Block, to: &Block) -> bool {
    /// Words from which a passage is no name.
    const WORDS: usize = 5;
    /// Words at the beginning, and how many of them must stand in their places at least: hardly any passage has those, and
    /// nothing else need be looked at.
    const BEGINNING: usize = 8;
    const IN_PLACE: usize = 3;
    let words = |side: Side, block: &Block| {
        let words = pair.wording(side).within(block.span);
        words.map(|(_, word)| word)
    };
    let sides = || (words(Side::Source, from), words(Side::Target, to));
    let (source, target) = sides();
    let beginning = source.zip(target).take(BEGINNING);
    if beginning.filter(|(from, to)| from == to).count() < IN_PLACE {
        return false;
    }
    let (source, target) = sides();
    let (from, to): (Vec<&str>, Vec<&str>) = (source.collect(), target.collect());
    let near = from.len() * 4 <= to.len() * 5 && to.len() * 4 <= from.len() * 5;
    if to.len() < WORDS || !near {
        return false;
    }
    let known: FxHashSet<&str> = from.into_iter().collect();
    let same = to.iter().filter(|word| known.contains(*word)).count();
    same * 10 >= to.len() * 9
}
