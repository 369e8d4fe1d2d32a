//! What is known of the words that were met lately: texts say the same words again and again, and each is looked up in
//! several tables.

use std::borrow::Cow;
use std::cell::Cell;

use super::Part;
use crate::align::{Column, Concept, Opening, shipped};
use crate::checks::places::spelling;
use crate::checks::prose::{self, Grammar};
use crate::language::{self, Language};
use crate::text::fold;

/// What a language knows of a word.
#[derive(Debug, Clone, Copy)]
pub(in crate::checks) struct Known {
    pub(in crate::checks) opening: Opening<'static>,
    /// What the two words stand for that it is joined of, where the language joins words.
    pub(super) joined: Option<[&'static [Concept]; 2]>,
    pub(super) part: Part,
    /// Its spelling, or how it begins, as a number.
    pub(in crate::checks) spelling: Option<Concept>,
    /// Whether it carries grammar.
    pub(in crate::checks) grammar: bool,
    /// Whether it has two characters or more.
    pub(super) long: bool,
}

/// The words of a language, as they are looked up.
#[derive(Debug, Clone, Copy)]
pub(in crate::checks) struct Source {
    language: Language,
    pub(in crate::checks) column: &'static Column,
    pub(super) grammar: &'static Grammar,
    /// The letters that stand between words which the language joins to one; none where it joins none.
    links: &'static [String],
}

impl Source {
    pub(in crate::checks) fn of(language: Language) -> Self {
        let pack = language::pack(language);
        Self {
            language,
            column: shipped(language),
            grammar: prose::grammar(language),
            links: pack.map_or(&[], |pack| &pack.names.links),
        }
    }

    fn look_up(&self, lower: &str, hash: u64) -> Known {
        let opening = self.column.opening(lower);
        let folded = if lower.is_ascii() {
            Cow::Borrowed(lower)
        } else {
            Cow::Owned(fold(lower))
        };
        let joined = !self.links.is_empty() && opening.concepts.is_empty();
        Known {
            opening,
            joined: joined.then(|| self.halves(lower)).flatten(),
            part: Part::of(&folded),
            spelling: spelling(&folded),
            grammar: self.grammar.has(hash),
            long: lower.chars().nth(1).is_some(),
        }
    }

    /// What the two words stand for that a word is joined of, the last one being as long as can be: `Hafenmeister`,
    /// `Sicherheitsrat`.
    fn halves(&self, lower: &str) -> Option<[&'static [Concept]; 2]> {
        /// Shorter words are found in others by chance.
        const SHORTEST: usize = 4;
        let known = |word: &str| Some(self.column.concepts(word)).filter(|found| !found.is_empty());
        let starts = lower.char_indices().skip(SHORTEST);
        let mut splits = starts.filter_map(|(at, _)| lower.split_at_checked(at));
        splits.find_map(|(head, tail)| {
            let tail = Some(tail).filter(|tail| tail.chars().count() >= SHORTEST)?;
            let second = known(tail)?;
            let links = self.links.iter();
            let bare = links.filter_map(|link| head.strip_suffix(link.as_str()));
            let bare = bare.filter(|head| head.len() >= SHORTEST);
            Some([std::iter::once(head).chain(bare).find_map(known)?, second])
        })
    }
}

/// How many words are kept; a power of two.
const KEPT: usize = 1 << 13;

/// Words by the lower bits of their hashes; the later one takes the place of the earlier.
#[derive(Debug)]
pub(in crate::checks) struct Memory(Vec<Option<(u64, Language, Known)>>);

thread_local! {
    static MEMORY: Cell<Option<Memory>> = const { Cell::new(None) };
}

impl Memory {
    /// The memory of this thread. It is to be [`Memory::kept`] for what comes next.
    pub(in crate::checks) fn taken() -> Self {
        MEMORY.take().unwrap_or_else(|| Self(vec![None; KEPT]))
    }

    pub(in crate::checks) fn kept(self) {
        MEMORY.set(Some(self));
    }

    /// What is known of a word with a [`crate::text::word_hash`].
    pub(in crate::checks) fn of(&mut self, source: &Source, lower: &str, hash: u64) -> Known {
        let at = usize::try_from(hash % KEPT as u64).unwrap_or_default();
        let slot = &mut self.0[at];
        match slot {
            Some((kept, language, known)) if *kept == hash && *language == source.language => {
                *known
            }
            _ => {
                let known = source.look_up(lower, hash);
                *slot = Some((hash, source.language, known));
                known
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::word_hash;

    #[test]
    fn a_word_is_known_by_its_language_whatever_was_met_before() {
        let (en, es) = (Source::of(Language::EN), Source::of(Language::ES));
        let mut memory = Memory::taken();
        for (source, grammar) in [(&en, true), (&es, false), (&en, true)] {
            let known = memory.of(source, "the", word_hash("the"));
            assert_eq!(known.grammar, grammar);
        }
        let mut met = |word: &str| memory.of(&en, word, word_hash(word)).opening.concepts;
        for number in 0..2 * KEPT {
            met(&format!("w{number}"));
        }
        assert_eq!(met("bridge"), en.column.concepts("bridge"));
        assert!(!met("bridge").is_empty() && met("w7").is_empty());
    }
}
