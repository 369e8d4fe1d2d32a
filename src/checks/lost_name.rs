//! What a version may say in the place of a name that is not found in it: a pronoun, a noun that goes on about what was
//! named, nothing at all after a comma. And what shows that a name was cut: a part of it is left, or a word that
//! governs a noun has none.

use std::borrow::Cow;

use super::named::{Mention, Named, Word};
use super::vocabulary::{is_common, knows, may_be_compound};
use super::{Text, stem, unfinished};
use crate::align::{meanings, shipped};
use crate::language::vocabulary::is_given_name;
use crate::language::{self, Capitals, Language, Pack};
use crate::text::Span;

/// One side of a bead: its text, where it stands, and its words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Half<'n, 'a> {
    pub(super) text: Text<'a>,
    pub(super) span: Span,
    pub(super) named: &'n Named<'a>,
}

impl Half<'_, '_> {
    fn said(&self) -> &str {
        self.text.str(self.span)
    }

    /// What stands before a word.
    pub(super) fn before(&self, word: &Word<'_>) -> &str {
        let start = self.span.start();
        self.text
            .str(Span::new(start, word.span.start().max(start)))
    }

    /// What stands between two words that follow one another.
    fn between(&self, one: &Word<'_>, next: &Word<'_>) -> &str {
        let gap = (one.span.end() <= next.span.start())
            .then(|| Span::new(one.span.end(), next.span.start()));
        gap.map_or("", |gap| self.text.str(gap))
    }

    /// Whether a segment of a script with capitals begins without one, or with a mark that follows a word.
    fn starts_low(&self) -> bool {
        let said = self.said().trim_start();
        said.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ':'))
    }
}

/// Whether a version breaks off where its source does not: something was cut out there.
pub(super) fn breaks_off(source: Half<'_, '_>, target: Half<'_, '_>) -> bool {
    let breaks = |half: Half<'_, '_>| {
        unfinished::first(half.text, half.span).is_some() || lacks_a_noun(half)
    };
    (breaks(target) || target.starts_low() && !source.starts_low()) && !breaks(source)
}

/// Whether a word that governs a noun is followed by one that asks for the noun first: `la concentración de en Solihull`.
fn lacks_a_noun(half: Half<'_, '_>) -> bool {
    let Some(pack) = half.text.pack() else {
        return false;
    };
    let (governing, never) = (&pack.sentences.governing, &pack.sentences.never_governed);
    let is = |list: &[String], word: &Word<'_>| {
        !word.capital && list.iter().any(|known| known == half.text.str(word.span))
    };
    half.named.words.windows(2).any(|pair| {
        let gap = half.between(&pair[0], &pair[1]).trim_start();
        is(governing, &pair[0])
            && (gap.is_empty() && is(never, &pair[1]) || gap.starts_with([',', ';', ')']))
    })
}

/// Whether a version has more pronouns than its source, or a noun that stands for something named and answers no word of
/// the source: the name is told in other words.
pub(super) fn is_retold(source: Half<'_, '_>, target: Half<'_, '_>) -> bool {
    pronouns(target) > pronouns(source) || has_stand_in(source, target)
}

fn pronouns(half: Half<'_, '_>) -> usize {
    let Some(pack) = half.text.pack() else {
        return 0;
    };
    let words = tokens(half.said());
    let is = |word: &str| pack.names.pronouns.iter().any(|known| known == word);
    let counts = |at: &usize| {
        // `ông Trump`: before a name it is a form of address.
        let address = words.get(at + 1).is_some_and(|next| next.capital);
        is(&words[*at].lower) && !address
    };
    (0..words.len()).filter(counts).count()
}

/// A word in lower case; few have to be made, for the words that are looked for have no capital.
struct Token<'t> {
    lower: Cow<'t, str>,
    capital: bool,
}

fn tokens(said: &str) -> Vec<Token<'_>> {
    let words = said.split(|c: char| !c.is_alphanumeric());
    let token = |word| Token {
        lower: lower(word),
        capital: word.starts_with(char::is_uppercase),
    };
    words.filter(|word| !word.is_empty()).map(token).collect()
}

/// A word in lower case, as it stands where it is.
fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) {
        Cow::Owned(word.to_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// Words of which the longest stand-ins are made.
const LONGEST: usize = 3;

fn has_stand_in(source: Half<'_, '_>, target: Half<'_, '_>) -> bool {
    let (Some(pack), Some(language), Some(from)) = (
        target.text.pack(),
        target.text.language(),
        source.text.language(),
    ) else {
        return false;
    };
    let words = tokens(target.said());
    let found = stand_ins(pack, &words);
    if found.is_empty() {
        return false;
    }
    let meant = meanings(from, source.said());
    let column = shipped(language);
    found.iter().any(|phrase| {
        let concepts = column.concepts(phrase);
        let same = |other: &&[_]| other.iter().any(|concept| concepts.contains(concept));
        let answered = meant.iter().any(|(_, _, other)| same(other));
        let folded = crate::text::fold(phrase);
        let cognate = source
            .named
            .words
            .iter()
            .any(|word| stem::akin(&word.folded, &folded));
        !concepts.is_empty() && !answered && !cognate
    })
}

/// The stand-ins among some words that no name follows.
fn stand_ins<'p>(pack: &'p Pack, words: &[Token<'_>]) -> Vec<&'p str> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        if words[at].capital {
            continue;
        }
        let first = &*words[at].lower;
        let known = pack.names.stand_ins.iter().map(String::as_str);
        // Nearly all are told apart by a byte.
        let begins =
            |known: &&str| known.bytes().next() == first.bytes().next() && known.starts_with(first);
        let known: Vec<&str> = known.filter(begins).collect();
        for length in 1..=LONGEST.min(words.len() - at) {
            let all = &words[at..at + length];
            let named = words.get(at + length).is_some_and(|next| next.capital);
            if named || all.iter().any(|word| word.capital) {
                continue;
            }
            let said = || all.iter().map(|word| &*word.lower);
            let mut known = known.iter();
            found.extend(known.find(|known| known.split(' ').eq(said())));
        }
    }
    found
}

/// The names of a version that are made of ordinary words and answer nothing in the source: names that it translated, as
/// titles and bodies are (`Crimestoppers`, `Alto al Crimen`).
pub(super) fn translated_names(source: Half<'_, '_>, target: Half<'_, '_>) -> Vec<Span> {
    let (Some(from), Some(to)) = (source.text.language(), target.text.language()) else {
        return Vec::new();
    };
    let named = target.named;
    let of_words = |mention: &&Mention<'_>| {
        let words: Vec<&Word<'_>> = named.words_of(mention).collect();
        words.len() > 1
            && !mention.opens_sentence()
            && !mention.is_person()
            && mention.ids().next().is_none()
            && words
                .iter()
                .all(|word| is_common(Some(to), &word.folded) && !source.named.has(&word.folded))
    };
    let mut candidates = named.mentions.iter().filter(of_words).peekable();
    if candidates.peek().is_none() {
        return Vec::new();
    }
    let meant = meanings(from, source.said());
    let answered = |mention: &&Mention<'_>| {
        let said = meanings(to, target.text.str(mention.span));
        said.iter().any(|(_, _, own)| {
            let mut others = meant.iter().flat_map(|(_, _, other)| *other);
            others.any(|concept| own.contains(concept))
        })
    };
    let free = candidates.filter(|mention| !answered(mention));
    free.map(|mention| mention.span).collect()
}

/// Whether a name only says where another lies: `Leeds, England.` A version for readers who know leaves it out.
pub(super) fn is_apposed(half: Half<'_, '_>, mention: &Mention<'_>) -> bool {
    let text = half.text.document.text();
    let before = text.get(half.span.start()..mention.span.start());
    let after = text.get(mention.span.end()..half.span.end());
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let named = before.trim_end().strip_suffix(',').is_some_and(|before| {
        before
            .rsplit(|c: char| !c.is_alphanumeric())
            .find(|word| !word.is_empty())
            .is_some_and(|word| word.starts_with(char::is_uppercase))
    });
    let ends = after
        .trim_start()
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    named && ends
}

/// Whether a part of a name is left on the other side as it is, and the rest that should follow it there does not:
/// `Mike` for `Mike Pence`, `West` for `West Virginia`.
pub(super) fn is_cut(
    here: Half<'_, '_>,
    mention: &Mention<'_>,
    unmet: &[&Word<'_>],
    there: Half<'_, '_>,
) -> bool {
    let all: Vec<&Word<'_>> = here.named.words_of(mention).collect();
    let lost = all
        .iter()
        .rev()
        .take_while(|word| unmet.iter().any(|other| other.span == word.span))
        .count();
    let Some(kept) = all.len().checked_sub(lost + 1).map(|at| all[at]) else {
        return false;
    };
    let rest = &all[all.len() - lost..];
    if lost == 0
        || !kept.capital
        || !rest
            .iter()
            .all(|word| word.capital && word.folded.len() > 1)
    {
        return false;
    }
    // Of a person's name only the given name is left, or a word that is nobody's in that language: `West`, `El`.
    let given = rest.len() + 1 == all.len() && is_given_name(&kept.folded);
    let foreign = !is_common(there.text.language(), &kept.folded);
    // Where the other language's words are known, a name of English words (`West Virginia`) is told from what was translated.
    let english = knows(there.text.language()) && is_common(Some(Language::EN), &kept.folded);
    // Where every noun has a capital, any noun may follow a name.
    let pack = here.text.pack();
    let nouns = pack.is_some_and(|pack| pack.names.capitals == Capitals::Nouns);
    let telling = |word: &&&Word<'_>| {
        if nouns {
            is_own(here, word) && !may_be_noun(here, word)
        } else {
            given || english || is_own(here, word)
        }
    };
    (given || foreign)
        && ends_there(there, kept)
        && rest
            .iter()
            .filter(telling)
            .any(|word| !is_head(here, word) && !is_translated(here, word, there))
}

/// Whether a word of a language that gives all nouns capitals may be one behind a name: it is joined to it by a hyphen
/// (`Groener-Schützlinge`), or ends in a word of the language or of English.
fn may_be_noun(half: Half<'_, '_>, word: &Word<'_>) -> bool {
    let language = half.text.language();
    half.before(word).ends_with('-')
        || is_common(Some(Language::EN), &word.folded)
        || may_be_compound(language, &word.folded)
}

/// Whether a word is none of its language, or a name as well.
fn is_own(half: Half<'_, '_>, word: &Word<'_>) -> bool {
    let named = half.named;
    named.is_also_name(&word.folded)
        || !named.is_common(&word.folded) && !named.is_compound(&word.folded)
}

/// Whether a word of a name stands on a side with its capital, and no capital follows it anywhere.
fn ends_there(half: Half<'_, '_>, word: &Word<'_>) -> bool {
    let words = &half.named.words;
    let mut found = false;
    for (at, here) in words.iter().enumerate() {
        if here.folded != word.folded {
            continue;
        }
        let next = words.get(at + 1);
        let follows = next.is_some_and(|next| {
            let gap = half.between(here, next);
            next.capital
                && gap
                    .chars()
                    .all(|c| c.is_whitespace() || matches!(c, '-' | '.' | '\'' | '’'))
        });
        if !here.capital || follows {
            return false;
        }
        found = true;
    }
    found
}

/// Whether a word only says what kind of thing is named: `Street`, `County`. Those come and go.
fn is_head(half: Half<'_, '_>, word: &Word<'_>) -> bool {
    let lower = half.text.str(word.span).to_lowercase();
    let packs = [half.text.pack(), language::pack(Language::EN)];
    let mut lists = packs
        .into_iter()
        .flatten()
        .flat_map(|pack| [&pack.names.places, &pack.names.organisations]);
    lists.any(|list| list.iter().any(|known| known.to_lowercase() == lower))
}

/// Whether the other side has a word for a word, read in its own language or as English, of which half of the world's names
/// are made.
pub(super) fn is_translated(here: Half<'_, '_>, word: &Word<'_>, there: Half<'_, '_>) -> bool {
    let Some(to) = there.text.language() else {
        return false;
    };
    let lower = here.text.str(word.span).to_lowercase();
    let read = [here.text.language(), Some(Language::EN)];
    let concepts: Vec<_> = read
        .into_iter()
        .flatten()
        .flat_map(|from| shipped(from).concepts(&lower))
        .collect();
    let same = |found: &[_]| found.iter().any(|concept| concepts.contains(&concept));
    let cognate = |other: &Word<'_>| !other.capital && stem::akin(&other.folded, &word.folded);
    meanings(to, there.said())
        .iter()
        .any(|(_, _, found)| same(found))
        || there.named.words.iter().any(cognate)
}
