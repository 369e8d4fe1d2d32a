//! Which words are common in a language: those of its vocabulary, of the shipped lexicon and of the pack. A capitalised
//! word that is none of them is the name of something.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::align::forms;
use crate::language::{self, Language, Pack, vocabulary};
use crate::text::fold;

/// Whether a folded word is common in a language; `false` where nothing is known of the language.
pub(super) fn is_common(language: Option<Language>, word: &str) -> bool {
    language.is_some_and(|language| vocabulary::is_word(language, word))
        || words(language).contains(word)
}

/// Whether anything is known of a language's words.
pub(super) fn knows(language: Option<Language>) -> bool {
    language.is_some_and(vocabulary::is_listed) || !words(language).is_empty()
}

/// Whether a language's pack is complete: a word that is lacking says something only where the words that may stand for
/// it are known.
pub(super) fn is_read_in_full(language: Language) -> bool {
    language::pack(language).is_some_and(|pack| pack.complete)
}

fn words(language: Option<Language>) -> &'static FxHashSet<String> {
    type Lazy = OnceLock<FxHashSet<String>>;
    static MADE: OnceLock<FxHashMap<Language, Lazy>> = OnceLock::new();
    static NONE: Lazy = OnceLock::new();
    let made = MADE.get_or_init(|| {
        language::packs()
            .map(|language| (language, Lazy::new()))
            .collect()
    });
    match language {
        Some(language) => made
            .get(&language)
            .unwrap_or(&NONE)
            .get_or_init(|| read(language)),
        None => NONE.get_or_init(FxHashSet::default),
    }
}

fn read(language: Language) -> FxHashSet<String> {
    let mut words = FxHashSet::default();
    if !is_read_in_full(language) {
        return words;
    }
    let mut take = |phrase: &str| {
        let folded = fold(phrase);
        words.extend(
            folded
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned),
        );
    };
    forms(language).for_each(&mut take);
    // A few words of grammar alone would make every other word a name.
    let known = forms(language).next().is_some();
    let pack = language::pack(language).filter(|_| known);
    pack.into_iter()
        .flat_map(lists)
        .flatten()
        .for_each(|phrase| take(phrase));
    words
}

/// What a pack lists that may have a capital and is no name by itself.
fn lists(pack: &'static Pack) -> impl Iterator<Item = &'static Vec<String>> {
    let names = &pack.names;
    let words = [
        &names.titles,
        &names.organisations,
        &names.places,
        &names.particles,
        &names.common,
        &pack.function_words,
        &pack.vocabulary,
        &pack.quotes.speech,
    ];
    words
        .into_iter()
        .chain(&pack.dates.months)
        .chain(&pack.dates.weekdays)
}
