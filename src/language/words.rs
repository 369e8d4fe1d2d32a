//! Function words: the fastest and surest sign of a language in a passage of some length.

use std::sync::OnceLock;

use smallvec::SmallVec;

use super::packs::{COUNT, place};
use super::{Language, Pack, packs, script, surfaces};
use crate::text::{bytes_hash, is_latin_letter, push_lower_letter, word_hash};

/// How many of a text's words are function words of each language that has a pack.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Tally {
    /// Words, names aside: those that begin with a capital are not counted.
    pub(super) words: usize,
    /// In order of [`packs`].
    hits: [usize; COUNT],
    /// Room for a word in lower case.
    lower: String,
}

impl Tally {
    /// Counts the words of `text`.
    #[cfg(test)]
    pub(super) fn of(text: &str) -> Self {
        let mut tally = Self::default();
        tally.add(text);
        tally
    }

    /// Counts a word of letters of which only the first may be a capital, of ASCII, unless it is `small`.
    #[inline]
    pub(super) fn add_word(&mut self, word: &[u8], small: bool) {
        /// Letters of the words that need no room of their own.
        const USUAL: usize = 24;
        if small {
            self.words += 1;
            self.count(bytes_hash(word));
        } else {
            let mut lower: SmallVec<[u8; USUAL]> = SmallVec::from_slice(word);
            lower.make_ascii_lowercase();
            self.count(bytes_hash(&lower));
        }
    }

    /// Counts the words of a stretch, of which none goes on beyond it.
    pub(super) fn add(&mut self, text: &str) {
        let tally = self;
        let mut lower = std::mem::take(&mut tally.lower);
        let mut rest = text;
        while !rest.is_empty() {
            lower.clear();
            // Most words are letters of ASCII, with nothing else behind them.
            let bare = rest
                .bytes()
                .position(|byte| !byte.is_ascii_alphabetic() && byte != b'\'');
            let bare = bare.unwrap_or(rest.len());
            if rest.as_bytes().get(bare).is_none_or(u8::is_ascii) {
                if let Some(word) = rest.get(..bare).filter(|word| !word.is_empty()) {
                    lower.push_str(word);
                    lower.make_ascii_lowercase();
                    tally.words += usize::from(!word.starts_with(|c: char| c.is_ascii_uppercase()));
                    tally.count(word_hash(&lower));
                }
                rest = rest.get(bare + 1..).unwrap_or_default();
                continue;
            }
            let capital = rest.starts_with(char::is_uppercase);
            let length = lower_word(rest, &mut lower);
            if length > 0 {
                tally.words += usize::from(!capital);
                tally.count(word_hash(&lower));
            }
            // One character more: what ends a word.
            let mut after = rest.get(length..).unwrap_or_default().chars();
            after.next();
            rest = after.as_str();
        }
        tally.lower = lower;
    }

    /// Counts a word by its [`word_hash`] in lower case.
    fn count(&mut self, hash: u64) {
        let mut languages = table().get(hash);
        while languages != 0 {
            let at = languages.trailing_zeros() as usize;
            self.hits[at] += 1;
            languages &= languages - 1;
        }
    }

    /// How many are of `language`.
    pub(super) fn hits(&self, language: Language) -> usize {
        place(language).map_or(0, |at| self.hits[at])
    }

    /// How many are of the language that has most of them, `own` aside.
    fn most_beside(&self, own: Language) -> usize {
        let mut hits = self.hits;
        if let Some(at) = place(own) {
            hits[at] = 0;
        }
        hits.into_iter().max().unwrap_or(0)
    }

    /// Whether the words leave no doubt that the text is in `language`.
    pub(super) fn is_plainly(&self, language: Language) -> bool {
        let own = self.hits(language);
        own >= 2 && own * 8 >= self.words && own * 2 >= self.most_beside(language) * 3
    }

    /// Whether the words leave no doubt that a passage of a text in `own` is in that language too: a passage in a
    /// neighbouring one (Catalan in a Spanish text) has more words of its own.
    pub(super) fn keeps(&self, own: Language) -> bool {
        let hits = self.hits(own);
        self.is_plainly(own)
            || (hits >= 3 && hits * 4 >= self.words && self.most_beside(own) < hits)
    }

    /// Whether no model need be asked about a passage of a text in `own`, since [`Tally::allows`] will allow no other
    /// language: none has more words of grammar in it. One word that two languages share says too little.
    pub(super) fn leaves_none_but(&self, own: Language) -> bool {
        let hits = self.hits(own);
        hits > 0 && self.leaves(own, if hits == 1 { 0 } else { hits })
    }

    /// The same where even a single word or none is enough, because something else tells that the text is in `own`.
    pub(super) fn prefers_none_to(&self, own: Language) -> bool {
        self.leaves(own, self.hits(own))
    }

    /// Whether no language but `own` has more than `most` words of grammar, nor could have any that is not known.
    fn leaves(&self, own: Language, most: usize) -> bool {
        let mut others = packs().zip(self.hits).filter(|(known, _)| *known != own);
        are_listed(own)
            && others.all(|(language, hits)| {
                hits <= most && (are_listed(language) || script::tells(language))
            })
    }

    /// The language of a text of many words, by which nothing else need be asked.
    pub(super) fn surely(&self) -> Option<Language> {
        let (language, most) = packs().zip(&self.hits).max_by_key(|(_, hits)| **hits)?;
        let mut others = packs()
            .zip(&self.hits)
            .filter(|(known, _)| *known != language);
        let alone = others.all(|(_, hits)| hits * 3 <= most * 2);
        (*most >= 15 && most * 4 >= self.words && alone).then_some(language)
    }

    /// Whether the words do not speak against taking a passage for `language` in a document in `own`.
    pub(super) fn allows(&self, language: Language, own: Language) -> bool {
        !are_listed(language) || !are_listed(own) || self.hits(language) > self.hits(own)
    }
}

/// Appends the word with which a text begins, in lower case, and returns its length.
fn lower_word(text: &str, lower: &mut String) -> usize {
    for (at, c) in text.char_indices() {
        let part = matches!(c, '\'' | '’') || is_latin_letter(c);
        if !part && (c.is_ascii() || !c.is_alphabetic()) {
            return at;
        }
        push_lower_letter(c, lower);
    }
    text.len()
}

/// Whether the pack of `language` lists enough function words to rely on their absence.
pub(super) fn are_listed(language: Language) -> bool {
    let of = surfaces().iter().find(|(known, _)| *known == language);
    of.is_some_and(|(_, pack)| pack.function_words.len() >= 40)
}

/// The languages that have a word as one of grammar, by its hash: a bit for each pack.
struct Table {
    /// A power of two of them, of which less than half are taken; what is not taken has no languages.
    slots: Vec<(u64, u64)>,
}

impl Table {
    fn of(packs: &[(Language, Pack)]) -> Self {
        let words = |pack: &Pack| pack.function_words.len();
        let all: usize = packs.iter().map(|(_, pack)| words(pack)).sum();
        let mut table = Self {
            slots: vec![(0, 0); (2 * all + 1).next_power_of_two()],
        };
        for (at, (_, pack)) in packs.iter().enumerate().take(64) {
            for word in &pack.function_words {
                let hash = word_hash(word);
                let place = table.place(hash);
                table.slots[place].0 = hash;
                table.slots[place].1 |= 1 << at;
            }
        }
        table
    }

    fn get(&self, hash: u64) -> u64 {
        self.slots[self.place(hash)].1
    }

    /// Where a word stands, or would stand.
    fn place(&self, hash: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut at = usize::try_from(hash).unwrap_or_default() & last;
        while self.slots[at].1 != 0 && self.slots[at].0 != hash {
            at = (at + 1) & last;
        }
        at
    }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::of(surfaces()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_model_is_asked_where_no_other_language_has_more_words_of_grammar() {
        let settled = |text: &str, own| Tally::of(text).leaves_none_but(own);
        // As many words of the title as of the sentence.
        let title =
            "dirige desde ayer la revista “The Keeper of the North and the Sea” de la ciudad";
        let tally = Tally::of(title);
        assert_eq!(tally.hits(Language::EN), tally.hits(Language::ES));
        assert!(settled(title, Language::ES) && settled(title, Language::EN));
        // One word of one language only.
        assert!(settled("crowds fill streets with candles", Language::EN));
    }

    #[test]
    fn one_word_that_two_languages_share_settles_nothing() {
        let tally = Tally::of("Neue Brücke in Berlin eröffnet");
        assert!(tally.hits(Language::EN) == 1 && !tally.leaves_none_but(Language::EN));
        assert!(!Tally::of("Harbour clerks strike gold").leaves_none_but(Language::EN));
    }
}
