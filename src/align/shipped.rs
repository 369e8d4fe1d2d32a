//! The shipped lexicon: hash tables that the build laid out and a run reads where they lie, so that it pays for the words
//! it looks up and for nothing else.

use super::concept::{Concept, FROM_PACK};
use super::lexicon::Column;
use super::slot::{Slot, place, print_of};

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// What a language has that nothing is known of.
pub(super) static NONE: Column = Column::Shipped(Shipped {
    slots: &[],
    rows: &[],
    names: &[],
});

/// The words and phrases of one language.
#[derive(Debug, Clone)]
pub(crate) struct Shipped {
    /// A phrase stands in the first slot from its own on that has its print; a free one ends the search.
    slots: &'static [Slot],
    /// A bit for each row of the lexicon that the language has a word for.
    rows: &'static [u8],
    /// What the language's pack names, in order.
    names: &'static [Concept],
}

impl Shipped {
    /// What a phrase stands for, and the tokens of the longest phrase that begins with it.
    fn find(&self, phrase: &str) -> Option<(&'static [Concept], usize)> {
        if self.slots.is_empty() {
            return None;
        }
        let (mut at, print) = place(phrase, self.slots.len());
        loop {
            let slot = self.slots[at];
            match print_of(slot) {
                0 => return None,
                it if it == print => {
                    let [.., low, high, longest] = slot;
                    let list = usize::from(u16::from_le_bytes([low, high]));
                    let [begin, end] = [list, list + 1].map(|it| BEGINNINGS[it] as usize);
                    return Some((&LISTS[begin..end], usize::from(longest)));
                }
                _ => at = (at + 1) % self.slots.len(),
            }
        }
    }

    /// What a phrase stands for.
    pub(super) fn concepts(&self, phrase: &str) -> &'static [Concept] {
        self.find(phrase).map_or(&[], |(concepts, _)| concepts)
    }

    /// How many tokens the longest phrase has that begins with this one.
    pub(super) fn longest(&self, first: &str) -> usize {
        self.find(first).map_or(1, |(_, longest)| longest)
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
        let stands = |&&slot: &&Slot| {
            let [.., low, high, _] = slot;
            let list = usize::from(u16::from_le_bytes([low, high]));
            print_of(slot) != 0 && BEGINNINGS[list] < BEGINNINGS[list + 1]
        };
        self.slots.iter().filter(stands).count()
    }
}
