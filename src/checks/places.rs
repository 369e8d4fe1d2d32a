//! Where the words of one side of a bead stand on the other, as far as the words that both have tell.
//!
//! A word is tied to one that stands for the same thing (the lexicon and the packs say so), is spelled alike or
//! begins alike. What stands between is placed by its neighbours: the nearer a tied word, the more it counts.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::Pair;
use super::coverage::{Memory, Source};
use super::side::Side;
use crate::align::{Concept, fnv, fnv_on};
use crate::text::{Span, real};

/// Letters by which words of one origin are known.
const OPENING: usize = 5;

/// Over how many words a tied word's say falls to a third.
const REACH: f64 = 4.0;

/// What the place in the sentence weighs, where no tied word is near.
const DIAGONAL: f64 = 0.2;

/// More words than these that are the same in a bead say nothing of where one of them belongs.
const MOST: usize = 64;

/// The bit that parts a spelling's number from a concept's.
const SPELLED: u64 = 1 << 63;

/// A word of a bead.
#[derive(Debug)]
pub(super) struct Word<'p> {
    /// Where it stands.
    pub(super) span: Span,
    /// In lower case.
    pub(super) lower: Cow<'p, str>,
    /// Whether it carries grammar.
    pub(super) grammar: bool,
    /// Its concepts, and its spelling as a number.
    keys: SmallVec<[u64; 4]>,
}

impl Word<'_> {
    /// Whether the lexicon knows it.
    pub(super) fn is_known(&self) -> bool {
        self.keys.iter().any(|key| key & SPELLED == 0)
    }
}

/// The words of one side of a bead; a word with an apostrophe is cut there.
pub(super) fn words<'p>(pair: &'p Pair<'_>, side: Side, whole: Span) -> Vec<Word<'p>> {
    let text = side.text(pair);
    let Some(language) = text.language() else {
        return Vec::new();
    };
    let source = Source::of(language);
    let mut memory = Memory::taken();
    let parts = pair.parts(side, whole);
    let words = parts.iter().enumerate().map(|(at, part)| {
        let known = memory.of(&source, &part.lower, part.hash);
        let mut keys = SmallVec::from_slice(known.opening.concepts);
        let behind = parts[at + 1..].iter().map(|part| &*part.lower);
        source
            .column
            .go_on(&part.lower, &known.opening, behind, |_, concepts| {
                keys.extend_from_slice(concepts);
            });
        keys.extend(known.spelling.filter(|_| !known.grammar));
        Word {
            span: part.span,
            lower: Cow::Borrowed(&*part.lower),
            grammar: known.grammar,
            keys,
        }
    });
    let words = words.collect();
    memory.kept();
    words
}

/// The spelling of a folded word, or how it begins, as a number; a short word's likeness says nothing.
pub(super) fn spelling(folded: &str) -> Option<Concept> {
    let number = if folded.contains(char::is_numeric) {
        let digits = folded.chars().filter(|c| c.is_numeric());
        let on = |hash: u64, c: char| fnv_on(hash, c.encode_utf8(&mut [0; 4]).bytes());
        digits.fold(fnv(std::iter::empty()), on)
    } else {
        let (last, c) = folded.char_indices().nth(OPENING - 1)?;
        fnv(folded.bytes().take(last + c.len_utf8()))
    };
    Some(number | SPELLED)
}

/// Which words of the two sides belong together.
#[derive(Debug)]
pub(super) struct Ties {
    /// Of each word of either side, those of the other side that may stand for it.
    all: [Vec<SmallVec<[usize; 2]>>; 2],
    /// Pairs of words that are each other's nearest, in order of the source.
    sure: Vec<[usize; 2]>,
    lengths: [usize; 2],
}

impl Ties {
    /// Ties the words of two sides, the source's first.
    pub(super) fn of([source, target]: [&[Word<'_>]; 2]) -> Self {
        let lengths = [source.len(), target.len()];
        // The words of the target by their keys.
        let mut holders: Vec<(u64, usize)> = Vec::with_capacity(2 * target.len());
        for (at, word) in target.iter().enumerate() {
            holders.extend(word.keys.iter().map(|&key| (key, at)));
        }
        holders.sort_unstable();
        let of_key = |&key: &u64| {
            let from = holders.partition_point(|holder| holder.0 < key);
            let same = holders[from..].iter().take_while(move |it| it.0 == key);
            same.take(MOST).map(|&(_, at)| at)
        };
        let none = |length: usize| (0..length).map(|_| SmallVec::<[usize; 2]>::new()).collect();
        let mut all: [Vec<_>; 2] = lengths.map(none);
        for (at, word) in source.iter().enumerate() {
            for there in word.keys.iter().flat_map(of_key) {
                if !all[0][at].contains(&there) {
                    all[0][at].push(there);
                    all[1][there].push(at);
                }
            }
        }
        let mut ties = Self {
            all,
            sure: Vec::new(),
            lengths,
        };
        let names = |word: usize| !source[word].grammar;
        ties.sure = (0..source.len())
            .filter(|&at| names(at))
            .filter_map(|at| {
                let there = ties.nearest(0, at)?;
                (!target[there].grammar && ties.nearest(1, there) == Some(at))
                    .then_some([at, there])
            })
            .collect();
        ties
    }

    /// The words of the other side that may stand for one.
    pub(super) fn of_word(&self, side: Side, at: usize) -> &[usize] {
        self.all[side as usize].get(at).map_or(&[], |all| all)
    }

    /// Whether nothing on the other side stands for a word, unless it stands for another one sooner.
    pub(super) fn is_free(&self, side: Side, at: usize) -> bool {
        let there = side.other() as usize;
        let taken = |word: &usize| {
            let mut sure = self.sure.iter();
            sure.any(|tie| tie[there] == *word && tie[side as usize] != at)
        };
        self.of_word(side, at).iter().all(taken)
    }

    /// The words that are each other's nearest, in order of the source.
    pub(super) fn sure(&self) -> &[[usize; 2]] {
        &self.sure
    }

    /// Of the words that may stand for one, that which stands most alike in its sentence.
    fn nearest(&self, side: usize, at: usize) -> Option<usize> {
        let far = |there: usize| {
            // Compared as fractions, so that no rounding decides.
            (at * self.lengths[1 - side]).abs_diff(there * self.lengths[side])
        };
        self.all[side][at]
            .iter()
            .copied()
            .min_by_key(|&there| (far(there), there))
    }

    /// Where a word of one side would stand on the other, in words from its beginning.
    pub(super) fn place(&self, side: Side, at: usize) -> f64 {
        let [here, there] = match side {
            Side::Source => [0, 1],
            Side::Target => [1, 0],
        };
        let ratio = real(self.lengths[there]) / real(self.lengths[here]).max(1.0);
        let (mut sum, mut weight) = (real(at) * ratio * DIAGONAL, DIAGONAL);
        for tie in &self.sure {
            let far = real(tie[here]) - real(at);
            let say = (-far.abs() / REACH).exp();
            sum += say * (real(tie[there]) - far * ratio);
            weight += say;
        }
        sum / weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_words_that_a_bead_is_full_of_only_the_first_are_looked_at() {
        let bread = |at| Word {
            span: Span::new(6 * at, 6 * at + 5),
            lower: Cow::Borrowed("bread"),
            grammar: false,
            keys: spelling("bread").into_iter().collect(),
        };
        let words: Vec<_> = (0..4 * MOST).map(bread).collect();
        let ties = Ties::of([&words, &words]);
        assert_eq!(ties.of_word(Side::Source, 4 * MOST - 1).len(), MOST);
        assert_eq!(ties.of_word(Side::Target, 4 * MOST - 1).len(), 0);
        assert!(ties.sure().contains(&[0, 0]));
    }
}
