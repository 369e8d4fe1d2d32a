//! The shipped lexicon: hash tables that the build laid out and a run reads where they lie, so that it pays for the words
//! it looks up and for nothing else.

use super::concept::{Concept, FROM_PACK, fnv, fnv_on};
use super::lexicon::{Column, Opening};
use super::slot::{Slot, bit, place};

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// What a language has that nothing is known of.
pub(super) static NONE: Column = Column::Shipped(Shipped {
    buckets: &[],
    slots: &[],
    openings: &[],
    rows: &[],
    names: &[],
});

/// The words and phrases of one language.
#[derive(Debug, Clone)]
pub(crate) struct Shipped {
    /// Where the slots of each bucket begin, and where the last one's end.
    buckets: &'static [[u8; 4]],
    /// The phrases, by bucket.
    slots: &'static [Slot],
    /// Bits that note with which two tokens phrases begin; about one in nine notes others by chance.
    openings: &'static [u8],
    /// A bit for each row of the lexicon that the language has a word for.
    rows: &'static [u8],
    /// What the language's pack names, in order.
    names: &'static [Concept],
}

impl Shipped {
    /// What a phrase stands for, and the tokens of the longest phrase that begins with it.
    fn find(&self, phrase: &str) -> Option<(&'static [Concept], usize)> {
        self.find_hash(fnv(phrase.bytes()))
    }

    fn find_hash(&self, hash: u64) -> Option<(&'static [Concept], usize)> {
        let (bucket, print) = place(hash, self.buckets.len().saturating_sub(1));
        let bounds = self.buckets.get(bucket..bucket + 2)?;
        let begin = u32::from_le_bytes(bounds[0]) as usize;
        let end = u32::from_le_bytes(bounds[1]) as usize;
        // They stand in order of their prints.
        let mut slots = self.slots[begin..end].iter();
        let &slot = slots.find(|&&slot| print_of(slot) >= print)?;
        let [.., low, high, longest] = slot;
        (print_of(slot) == print).then(|| (list(low, high), usize::from(longest)))
    }

    /// What is known of a word with which phrases may begin.
    pub(super) fn opening(&self, word: &str) -> Opening<'static> {
        let hash = fnv(word.bytes());
        let (concepts, longest) = self.find_hash(hash).unwrap_or((&[], 1));
        Opening {
            concepts,
            longest,
            hash,
        }
    }

    /// Tells of each phrase of two words and more that begins with a word, in order of their length.
    pub(super) fn go_on<'w, 'c>(
        &self,
        opening: &Opening<'_>,
        words: impl Iterator<Item = &'w str>,
        mut found: impl FnMut(usize, &'c [Concept]),
    ) {
        let mut hash = opening.hash;
        for (length, word) in (2..=opening.longest).zip(words) {
            hash = fnv_on(fnv_on(hash, [b' '].into_iter()), word.bytes());
            if length == 2 && !self.may_open(hash) {
                return;
            }
            if let Some((concepts, _)) = self.find_hash(hash).filter(|it| !it.0.is_empty()) {
                found(length, concepts);
            }
        }
    }

    /// Whether some phrase may begin with two tokens that have this hash.
    fn may_open(&self, hash: u64) -> bool {
        let at = bit(hash, 8 * self.openings.len());
        let byte = self.openings.get(at / 8);
        byte.is_some_and(|byte| byte >> (at % 8) & 1 == 1)
    }

    /// What a phrase stands for.
    pub(super) fn concepts(&self, phrase: &str) -> &'static [Concept] {
        self.find(phrase).map_or(&[], |(concepts, _)| concepts)
    }

    /// Whether the language has a word for a concept.
    pub(super) fn knows(&self, concept: Concept) -> bool {
        if concept & FROM_PACK != 0 {
            return self.names.binary_search(&concept).is_ok();
        }
        let byte = usize::try_from(concept / 8).ok();
        let byte = byte.and_then(|at| self.rows.get(at));
        byte.is_some_and(|byte| byte >> (concept % 8) & 1 == 1)
    }

    /// Whether the shipped table has the language.
    pub(super) fn has_words(&self) -> bool {
        !self.rows.is_empty()
    }

    /// How many phrases stand for something.
    #[cfg(test)]
    pub(super) fn phrases(&self) -> usize {
        let stands = |&&[.., low, high, _]: &&Slot| !list(low, high).is_empty();
        self.slots.iter().filter(stands).count()
    }
}

/// The print in a slot.
fn print_of([a, b, c, d, ..]: Slot) -> u32 {
    u32::from_le_bytes([a, b, c, d])
}

/// A list of concepts by the two bytes of its number.
fn list(low: u8, high: u8) -> &'static [Concept] {
    let number = usize::from(u16::from_le_bytes([low, high]));
    &LISTS[BEGINNINGS[number] as usize..BEGINNINGS[number + 1] as usize]
}
