//! Which words are common in a language: those of its vocabulary, of the shipped lexicon and of the pack. A capitalised
//! word that is none of them is the name of something.

use crate::language::{self, Language, vocabulary};

/// Whether a folded word is common in a language; `false` where nothing is known of the language.
pub(super) fn is_common(language: Option<Language>, word: &str) -> bool {
    language.is_some_and(|language| {
        vocabulary::is_word(language, word) || vocabulary::is_common(language, word)
    })
}

/// Whether anything is known of a language's words.
pub(super) fn knows(language: Option<Language>) -> bool {
    language
        .is_some_and(|language| vocabulary::is_listed(language) || vocabulary::has_common(language))
}

/// Whether a language's pack is complete: a word that is lacking says something only where the words that may stand for
/// it are known.
pub(super) fn is_read_in_full(language: Language) -> bool {
    language::pack(language).is_some_and(|pack| pack.complete)
}
