//! Which words of one side of a bead stand for which of the other.

use super::evidence::{Covered, Evidence, evidence_by};
use super::{Cover, Kind, Word};
use crate::align::Column;

/// Words of a side above which a bead is no sentence or few of them, but a table or a list that was read as one
/// line: what stands for what cannot be told there, and each word would have as many links as it has likes.
const MOST: usize = 4096;

/// Which words of one side of a bead stand for which of the other.
#[derive(Debug)]
pub(in crate::checks) struct Links {
    /// For each word, where its links end; the next one's begin there.
    ends: Vec<usize>,
    /// Words of the other side.
    partners: Vec<u32>,
    /// For each word of the other side, what of this side it stands for.
    claims: Vec<Claim>,
}

/// The words of one side that a word of the other stands for.
#[derive(Debug, Clone, Copy)]
struct Claim {
    first: u32,
    last: u32,
    count: u32,
}

impl Claim {
    const NONE: Self = Self {
        first: u32::MAX,
        last: 0,
        count: 0,
    };

    fn add(&mut self, word: u32) {
        self.first = self.first.min(word);
        self.last = word;
        self.count += 1;
    }
}

/// The words of one side by what they can cover: a table of hashes whose rows hang in chains.
#[derive(Debug)]
struct Index {
    /// For each value of a key's upper bits, the last row that has it, from 1; 0 where none has.
    heads: Vec<u32>,
    rows: Vec<Row>,
    /// By how much a key's product is shifted to give its head.
    shift: u32,
}

/// A key of a word, and the row before it in the same chain.
#[derive(Debug, Clone, Copy)]
struct Row {
    key: u64,
    word: u32,
    before: u32,
}

impl Index {
    fn of(words: &[Word]) -> Self {
        let bits = (4 * words.len())
            .next_power_of_two()
            .trailing_zeros()
            .max(4);
        let mut index = Self {
            heads: vec![0; 1 << bits],
            rows: Vec::with_capacity(4 * words.len()),
            shift: u64::BITS - bits,
        };
        for (at, word) in (0_u32..).zip(words) {
            word.each_concept(|concept| index.add(concept, at));
            for part in word.parts.as_slice() {
                index.add(part.whole, at);
                if let Some(opening) = part.opening {
                    index.add(opening, at);
                }
            }
        }
        index
    }

    fn head(&self, key: u64) -> usize {
        let upper = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift;
        // It is less than the number of heads.
        usize::try_from(upper).unwrap_or_default()
    }

    fn add(&mut self, key: u64, word: u32) {
        let at = self.head(key);
        let head = &mut self.heads[at];
        self.rows.push(Row {
            key,
            word,
            before: *head,
        });
        *head = u32::try_from(self.rows.len()).unwrap_or_default();
    }

    /// Appends the words that have a key.
    fn equal(&self, key: u64, own: &mut Vec<u32>) {
        let mut number = self.heads[self.head(key)];
        while let Some(row) = self.rows.get((number as usize).wrapping_sub(1)) {
            if row.key == key {
                own.push(row.word);
            }
            number = row.before;
        }
    }

    /// Whether a word has a key.
    fn has(&self, key: u64) -> bool {
        let row = |number: u32| self.rows.get((number as usize).wrapping_sub(1));
        let first = row(self.heads[self.head(key)]);
        std::iter::successors(first, |last| row(last.before)).any(|row| row.key == key)
    }

    /// Appends the words that stand for a word, each once, in order.
    fn find(&self, word: &Word, own: &mut Vec<u32>) {
        word.each_concept(|concept| self.equal(concept, own));
        let parts = word.parts.as_slice();
        let all = parts.len() == 1 || parts.iter().all(|part| self.has(part.whole));
        for part in parts {
            if all {
                self.equal(part.whole, own);
            }
            if let Some(opening) = part.opening {
                self.equal(opening, own);
            }
        }
        if own.len() > 1 {
            own.sort_unstable();
            own.dedup();
        }
    }
}

impl Links {
    /// Links the words of a bead's sides; `None` where it is longer than any sentence.
    pub(in crate::checks) fn of(words: &[Word], others: &[Word]) -> Option<Self> {
        (words.len().max(others.len()) <= MOST)
            .then(|| Self::by(&Index::of(others), words, others.len()))
    }

    /// The links of either side with the other, the first one's first.
    pub(in crate::checks) fn of_both(sides: [&[Word]; 2]) -> Option<[Self; 2]> {
        let [one, other] = sides;
        (one.len().max(other.len()) <= MOST).then(|| {
            [
                Self::by(&Index::of(other), one, other.len()),
                Self::by(&Index::of(one), other, one.len()),
            ]
        })
    }

    fn by(index: &Index, words: &[Word], others: usize) -> Self {
        let mut made = Self {
            ends: Vec::with_capacity(words.len()),
            partners: Vec::with_capacity(2 * words.len()),
            claims: vec![Claim::NONE; others],
        };
        let mut own: Vec<u32> = Vec::new();
        for (at, word) in (0_u32..).zip(words) {
            own.clear();
            if word.kind != Kind::Grammar {
                index.find(word, &mut own);
            }
            for &link in &own {
                made.claims[link as usize].add(at);
            }
            made.partners.extend_from_slice(&own);
            made.ends.push(made.partners.len());
        }
        made
    }

    /// The other side's words that a word stands for.
    pub(in crate::checks) fn of_word(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let end = self.ends.get(at).copied().unwrap_or_default();
        let range = start.copied().unwrap_or_default()..end;
        self.partners.get(range).unwrap_or_default()
    }

    /// How many words stand for one of the other side.
    pub(super) fn claims_of(&self, other: usize) -> usize {
        self.claims
            .get(other)
            .map_or(0, |claim| claim.count as usize)
    }

    /// Whether all that a word stands for is claimed by words beyond a stretch too.
    pub(in crate::checks) fn is_claimed_beyond(
        &self,
        at: usize,
        stretch: std::ops::Range<usize>,
    ) -> bool {
        let links = self.of_word(at);
        links.iter().all(|&link| {
            let claim = self.claims[link as usize];
            let beyond =
                (claim.first as usize) < stretch.start || claim.last as usize >= stretch.end;
            // Where a word is said as often on either side, each has its own.
            beyond && claim.count as usize > links.len()
        })
    }

    /// What each word says, given what it stands for and what else covers it.
    pub(in crate::checks) fn evidence(
        &self,
        words: &[Word],
        other: &Column,
        beyond: Option<&Cover>,
    ) -> Vec<Evidence> {
        let covered = |at: usize, word: &Word| {
            if beyond.is_some_and(|cover| cover.has(word)) {
                Covered::Beyond
            } else if self.of_word(at).is_empty() {
                Covered::No
            } else if self.is_claimed_beyond(at, at..at + 1) {
                Covered::Shared
            } else {
                Covered::Yes
            }
        };
        evidence_by(words, other, covered)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Part;
    use super::*;
    use crate::text::Span;

    fn words(number: usize, spelled: impl Fn(usize) -> String) -> Vec<Word> {
        let word = |at| Word {
            span: Span::new(10 * at, 10 * at + 4),
            parts: std::iter::once(Part::of(&spelled(at))).collect(),
            concepts: &[],
            joined: None,
            number: None,
            kind: Kind::Plain,
            capital: false,
            letters: 4.0,
        };
        (0..number).map(word).collect()
    }

    #[test]
    fn words_are_linked_with_the_same_words_wherever_they_stand() {
        let words = words(MOST, |at| format!("w{at}"));
        let links = Links::of(&words, &words).unwrap();
        assert_eq!(links.of_word(0), [0]);
        assert_eq!(links.of_word(MOST - 1), [4095]);
        assert_eq!(links.of_word(MOST), [0_u32; 0]);
    }

    #[test]
    fn more_links_than_sixteen_bits_can_number_are_kept_apart() {
        let words = words(300, |_| "same".to_owned());
        let links = Links::of(&words, &words).unwrap();
        let all: Vec<u32> = (0..300).collect();
        assert!((0..300).all(|at| links.of_word(at) == all));
        assert_eq!(links.claims_of(299), 300);
        assert!(!links.is_claimed_beyond(0, 0..1));
    }

    #[test]
    fn a_side_longer_than_any_sentence_has_no_links() {
        let (long, short) = (
            words(70_000, |at| format!("w{at}")),
            words(3, |_| "w".to_owned()),
        );
        assert!(Links::of(&long, &short).is_none());
        assert!(Links::of(&short, &long).is_none());
    }
}
