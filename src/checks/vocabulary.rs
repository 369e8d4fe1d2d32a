//! Which words are common in a language: those of its vocabulary, of the shipped lexicon and of the pack. A capitalised
//! word that is none of them is the name of something.

use crate::language::{self, Language, vocabulary};

/// Whether a folded word is common in a language; `false` where nothing is known of the language.
pub(super) fn is_common(language: Option<Language>, word: &str) -> bool {
    language.is_some_and(|language| {
        vocabulary::is_word(language, word)
            || vocabulary::is_common(language, word)
            || is_prefixed(language, word)
    })
}

/// Whether a word is another one with a prefix: `pretrial`.
fn is_prefixed(language: Language, word: &str) -> bool {
    /// Letters of the shortest word that takes one.
    const WORD: usize = 4;
    let prefixes = language::pack(language).map(|pack| &pack.names.prefixes);
    let mut rests = prefixes
        .into_iter()
        .flatten()
        .filter_map(|prefix| word.strip_prefix(prefix.as_str()));
    rests.any(|rest| rest.len() >= WORD && vocabulary::is_word(language, rest))
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

/// Whether a folded word has an ending of verbs and a beginning that a word of the language has: a form that lists leave
/// out.
pub(super) fn is_inflected(language: Option<Language>, folded: &str) -> bool {
    /// Letters of the shortest stem that tells anything.
    const STEM: usize = 4;
    let Some((language, pack)) = language.and_then(|tag| Some((tag, language::pack(tag)?))) else {
        return false;
    };
    let endings = pack.names.endings.iter();
    let mut stems = endings.filter_map(|ending| folded.strip_suffix(ending.as_str()));
    stems.any(|stem| stem.chars().count() >= STEM && vocabulary::begins_word(language, stem))
}
