//! The general vocabulary of languages, in all forms of its words: a word with a capital that stands here is a word,
//! and one that does not is a name. And given names of persons, of any language.
//!
//! The lists are kept as automata (Daciuk et al. 2000), which are read where they lie: nothing is built in a run.

use std::sync::OnceLock;

use fst::{IntoStreamer, Set, Streamer};

use super::Language;
use crate::text::fold;

include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"));

type List = Option<Set<&'static [u8]>>;

/// Whether a folded word is one of a language's ordinary words; `false` where there is no list.
pub(crate) fn is_word(language: Language, folded: &str) -> bool {
    list(language.as_str()).is_some_and(|list| list.contains(folded))
}

/// How many of some words are ordinary words of a language, and of how many, short ones aside; `None` where there is no list.
pub(crate) fn ordinary<'w>(
    language: Language,
    words: impl Iterator<Item = &'w str>,
) -> Option<(usize, usize)> {
    /// Words that two languages share by chance are short.
    const SHORT: usize = 3;
    let list = list(language.as_str())?;
    let (mut own, mut all) = (0, 0);
    for word in words.filter(|word| word.len() > SHORT) {
        all += 1;
        own += usize::from(list.contains(fold(word)));
    }
    Some((own, all))
}

/// Whether one of a language's ordinary words begins with some letters.
pub(crate) fn begins_word(language: Language, letters: &str) -> bool {
    list(language.as_str()).is_some_and(|list| {
        let mut from = list.range().ge(letters).into_stream();
        from.next()
            .is_some_and(|word| word.starts_with(letters.as_bytes()))
    })
}

/// Whether there is a list of a language's words.
pub(crate) fn is_listed(language: Language) -> bool {
    place(language.as_str()).is_some()
}

/// Whether an ordinary word of a language is a frequent name too: `Baker`, `May`, `Flores`.
fn is_also_name(language: Language, folded: &str) -> bool {
    list(&format!("{}.names", language.as_str())).is_some_and(|list| list.contains(folded))
}

/// The same of a text in some language, where English names may stand too.
pub(crate) fn may_be_name(language: Option<Language>, folded: &str) -> bool {
    language.is_some_and(|language| is_also_name(language, folded))
        || is_also_name(Language::EN, folded)
}

/// Whether a folded word stands in the shipped lexicon or in a list of a complete pack that may have a capital and is no
/// name by itself.
pub(crate) fn is_common(language: Language, folded: &str) -> bool {
    list(&common(language)).is_some_and(|list| list.contains(folded))
}

/// Whether a language has such words.
pub(crate) fn has_common(language: Language) -> bool {
    place(&common(language)).is_some()
}

fn common(language: Language) -> String {
    format!("{}.common", language.as_str())
}

/// Whether a folded word is a given name in some language.
pub(crate) fn is_given_name(folded: &str) -> bool {
    list("given").is_some_and(|list| list.contains(folded))
}

fn place(name: &str) -> Option<usize> {
    LISTS.binary_search_by(|(known, _)| (*known).cmp(name)).ok()
}

fn list(name: &str) -> Option<&'static Set<&'static [u8]>> {
    static READ: [OnceLock<List>; LISTS.len()] = [const { OnceLock::new() }; LISTS.len()];
    let at = place(name)?;
    READ[at].get_or_init(|| Set::new(LISTS[at].1).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_can_be_read_and_holds_what_it_should() {
        for (name, bytes) in LISTS {
            assert!(Set::new(*bytes).is_ok(), "{name}");
        }
        assert!(is_word(Language::EN, "founders"));
        assert!(!is_word(Language::EN, "lindqvist"));
        let spanish = Language::new("es").unwrap_or(Language::EN);
        assert!(is_word(spanish, "comprendieron"));
        assert!(!is_word(spanish, "okafor"));
        assert!(is_also_name(Language::EN, "baker"));
        assert!(is_common(Language::ES, "miercoles") && is_common(Language::VI, "huyen"));
        assert!(!is_common(Language::ES, "okafor"));
        // A basic pack knows too few words to tell a name by their lack.
        assert!(has_common(Language::EN) && !has_common(Language::new("nl").unwrap()));
        assert!(is_given_name("ngozi") && !is_given_name("bridge"));
    }
}
