//! Which words are common in a language: those of its vocabulary, of the shipped lexicon and of the pack. A capitalised
//! word that is none of them is the name of something.

use crate::language::{self, Language, Names, vocabulary};

/// Whether a folded word is common in a language; `false` where nothing is known of the language.
pub(super) fn is_common(language: Option<Language>, word: &str) -> bool {
    language.is_some_and(|language| {
        vocabulary::is_word(language, word)
            || vocabulary::is_common(language, word)
            || is_prefixed(language, word)
    })
}

/// Whether a word of a language that writes several words as one is made of words of it: `Küstenlinie`,
/// `Wahlkampfteam`. No list has all of those.
pub(super) fn is_compound(language: Option<Language>, word: &str) -> bool {
    /// Words that may be joined to one.
    const MOST: usize = 4;
    language
        .and_then(|language| Some((language, &language::pack(language)?.names)))
        .filter(|(_, names)| !names.links.is_empty())
        .is_some_and(|of| is_joined(of, word, MOST) || is_head(of, word))
}

/// Whether a word of such a language may be made of others, though its beginning is in no list: its end is a word
/// (`Schallkapsel`, `Nikolaustag`).
pub(super) fn may_be_compound(language: Option<Language>, word: &str) -> bool {
    /// Letters of the shortest beginning, and of the shortest end behind a beginning that is a word.
    const PART: usize = 3;
    let pack = language.and_then(language::pack);
    pack.is_some_and(|pack| !pack.names.links.is_empty())
        && word.char_indices().skip(PART).any(|(at, _)| {
            word.split_at_checked(at).is_some_and(|(head, tail)| {
                let letters = tail.chars().count();
                (letters >= JOINED || letters >= PART && is_common(language, head))
                    && is_common(language, tail)
            })
        })
}

/// Letters of the shortest word that is joined to others: shorter ones are found in names by chance.
const JOINED: usize = 4;

fn is_joined(of: (Language, &Names), word: &str, most: usize) -> bool {
    most > 1
        && word.char_indices().skip(JOINED).any(|(at, _)| {
            let Some((head, tail)) = word.split_at_checked(at) else {
                return false;
            };
            tail.chars().count() >= JOINED
                && is_head(of, head)
                && (is_common(Some(of.0), tail) || is_joined(of, tail, most - 1))
        })
}

/// Whether letters are a word as it begins a longer one, with the letters that link it or without the end it has by
/// itself: `Unabhängigkeits-`, `Straf-`, `Fernseh-`.
fn is_head((language, names): (Language, &Names), head: &str) -> bool {
    let is = |word: &str| is_common(Some(language), word);
    let bare = |link: &String| {
        let bare = head.strip_suffix(link.as_str());
        bare.is_some_and(|bare| bare.chars().count() >= JOINED && is(bare))
    };
    let whole = |end: &String| is(&[head, end].concat());
    is(head) || names.links.iter().any(bare) || names.cut_ends.iter().any(whole)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_be_made_of_others_whose_beginning_no_list_has() {
        let may_be = |word| may_be_compound(Language::new("de"), word);
        assert!(may_be("schallkapsel") && may_be("markttag"));
        assert!(!may_be("okafor") && !may_be("brightwell"));
        assert!(!may_be_compound(Some(Language::EN), "fisheye"));
    }
}
