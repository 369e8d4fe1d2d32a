//! A text as the aligner reads it: its words by number and its units as sets of them. It hangs on the text alone, so one
//! reading serves every text that it is held against.

use std::ops::Range;

use super::document::units;
use super::lexicon::Column;
use super::tokens::Shape;
use super::units::{Entry, RawUnit, Sequence, Vocabulary};
use super::{Options, columns};
use crate::document::Document;

/// The words of a document and its segments as sets of them.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    pub(super) words: Vocabulary,
    pub(super) units: Sequence,
}

impl Reading {
    /// Reads the segments of a document.
    pub fn new(document: &Document, options: &Options) -> Self {
        let columns = columns(document.language().language, options);
        Self::of(&units(document, &columns), &columns)
    }

    /// Reads units.
    pub(super) fn of(units: &[RawUnit], columns: &[&Column]) -> Self {
        let mut words = Vocabulary::new(units.iter(), columns);
        let units = words.sequence(units);
        words.close();
        Self { words, units }
    }

    /// What the whole text names in language-neutral numbers, in order: the concepts of its words where a lexicon has its
    /// language, and the folded spelling of every other word, name and number. Translations share many of them,
    /// whatever their languages.
    pub fn signature(&self) -> Vec<u64> {
        in_order(self.words.entries.iter().flat_map(ids))
    }

    /// What some units name, likewise.
    pub(super) fn names(&self, units: Range<usize>) -> Vec<u64> {
        names(&self.words, &self.units, units)
    }
}

/// What some units name in language-neutral numbers, in order.
pub(super) fn names(words: &Vocabulary, text: &Sequence, units: Range<usize>) -> Vec<u64> {
    let found = units.flat_map(|unit| text.words(unit));
    in_order(found.flat_map(|&word| ids(&words.entries[word as usize])))
}

fn in_order(numbers: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut all: Vec<u64> = numbers.collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What an entry names. A name may be a common word too ("Tuyết" is snow): it is both.
fn ids(entry: &Entry) -> impl Iterator<Item = u64> {
    let spelled = entry.concepts.is_empty() || entry.shape != Shape::Word;
    let own = spelled.then(|| spelling(&entry.folded));
    entry.concepts.iter().copied().chain(own)
}

/// FNV-1a of a folded spelling, kept apart from the numbers of concepts by its highest bit.
fn spelling(folded: &str) -> u64 {
    super::concept::fnv(folded.bytes()) | 1 << 63
}
