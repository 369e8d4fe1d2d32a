//! The shipped lexicon: hash tables that the build laid out and a run reads where they lie, so that it pays for the words
//! it looks up and for nothing else.

use super::concept::{Concept, fnv};
use super::lexicon::Column;

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// What a language has that nothing is known of.
pub(super) static NONE: Column = Column::Shipped(Shipped {
    slots: &[],
    rows: &[],
    keys: &[],
    known: &[],
    has_words: false,
});

/// The words and phrases of one language.
#[derive(Debug, Clone)]
pub(crate) struct Shipped {
    /// A power of two of them, at least half of them free: the number of a row, or [`FREE`]. A phrase stands in the first
    /// slot from that of its hash on which holds it.
    slots: &'static [[u8; 2]],
    /// Of each phrase: where it begins in `keys`; its length in bytes, and in the lowest byte the tokens of the longest phrase
    /// that begins with it; where its concepts begin in [`LISTS`], and in the lowest byte how many they are.
    rows: &'static [[u8; 12]],
    /// The phrases, one after the other.
    keys: &'static [u8],
    /// Everything that some word of the language stands for, in order.
    known: &'static [Concept],
    /// Whether the shipped table has the language.
    pub(super) has_words: bool,
}

/// A slot that holds nothing.
const FREE: u16 = u16::MAX;

/// A row as numbers.
#[derive(Debug, Clone, Copy)]
struct Row {
    start: usize,
    len: usize,
    longest: usize,
    list: usize,
    count: usize,
}

impl Row {
    fn read(bytes: [u8; 12]) -> Self {
        let (numbers, _) = bytes.as_chunks::<4>();
        let number = |at: usize| u32::from_le_bytes(numbers[at]) as usize;
        Self {
            start: number(0),
            len: number(1) >> 8,
            longest: number(1) & 0xff,
            list: number(2) >> 8,
            count: number(2) & 0xff,
        }
    }

    fn concepts(self) -> &'static [Concept] {
        &LISTS[self.list..self.list + self.count]
    }
}

impl Shipped {
    fn row(&self, phrase: &str) -> Option<Row> {
        let mask = self.slots.len().checked_sub(1)?;
        let hash = fnv(phrase.bytes()) & u64::try_from(mask).unwrap_or(u64::MAX);
        let mut at = usize::try_from(hash).ok()?;
        loop {
            let number = u16::from_le_bytes(self.slots[at]);
            if number == FREE {
                return None;
            }
            let row = Row::read(self.rows[usize::from(number)]);
            if self.key(row) == phrase.as_bytes() {
                return Some(row);
            }
            at = (at + 1) & mask;
        }
    }

    fn key(&self, row: Row) -> &'static [u8] {
        &self.keys[row.start..row.start + row.len]
    }

    /// What a phrase stands for.
    pub(super) fn concepts(&self, phrase: &str) -> &'static [Concept] {
        self.row(phrase).map_or(&[], Row::concepts)
    }

    /// How many tokens the longest phrase has that begins with this one.
    pub(super) fn longest(&self, first: &str) -> usize {
        self.row(first).map_or(1, |row| row.longest)
    }

    /// [`Self::longest`] and [`Self::concepts`] of a token.
    pub(super) fn opening(&self, first: &str) -> (usize, &'static [Concept]) {
        self.row(first)
            .map_or((1, &[]), |row| (row.longest, row.concepts()))
    }

    /// Whether the language has a word for a concept.
    pub(super) fn knows(&self, concept: Concept) -> bool {
        self.known.binary_search(&concept).is_ok()
    }

    /// Every phrase that stands for something.
    #[cfg(test)]
    pub(super) fn phrases(&self) -> impl Iterator<Item = &'static [u8]> {
        let rows = self.rows.iter().map(|&bytes| Row::read(bytes));
        rows.filter(|row| row.count > 0).map(|row| self.key(row))
    }
}
