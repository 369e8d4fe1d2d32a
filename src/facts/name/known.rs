//! Names that the pack knows under an id that is the same in every language.

use crate::facts::lexis::{Entry, Match};
use crate::facts::tokens::Case;
use crate::facts::{BlockText, Fact, Name, NameKind, Spelling, Value};
use crate::language::Capitals;
use crate::text::fold;

/// A known name at a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// How many tokens it has.
    pub(super) len: usize,
    entry: Entry,
    acronym: Option<&'static str>,
    /// Its capital may be due to its place.
    opens_sentence: bool,
    /// Of a people or a language: it stands before names and is no part of them.
    pub(super) adjective: bool,
}

impl Known {
    /// The fact, for the known name at a token.
    pub(super) fn fact(&self, block: &BlockText<'_>, at: usize) -> Fact {
        let tokens = &block.tokens;
        let words = (at..at + self.len)
            .filter(|&at| tokens.is_word(at))
            .map(|at| fold(tokens.lower(at)))
            .collect();
        let (id, kind) = match self.entry {
            Entry::Territory(code) => (format!("territory:{code}"), NameKind::Place),
            Entry::Exonym(id) => (format!("exonym:{id}"), NameKind::Other),
            Entry::Demonym(code) => (format!("demonym:{code}"), NameKind::Other),
            Entry::LanguageName(tag) => (format!("language:{tag}"), NameKind::Other),
            _ => (String::new(), NameKind::Other),
        };
        let name = Name {
            words,
            kind,
            known: Some(id),
            acronym: self.acronym.map(str::to_owned),
            opens_sentence: self.opens_sentence,
        };
        Fact {
            span: tokens.span(at, at + self.len),
            value: Value::Name(name),
            spelling: Spelling::Words,
        }
    }
}

/// The longest known name that begins at a token.
pub(super) fn at(block: &BlockText<'_>, at: usize, capitals: Capitals) -> Option<Known> {
    if block.tokens.matches(at).is_empty() || block.tokens.is_claimed(at) {
        return None;
    }
    block.tokens.matches(at).iter().find_map(|found| {
        let entry = best(found.entries())?;
        let acronym = found.entries().iter().find_map(|&entry| {
            if let Entry::Acronym(id) = entry {
                Some(id)
            } else {
                None
            }
        });
        is_meant(block, at, found, entry, acronym.is_some(), capitals).then(|| Known {
            len: found.len(),
            entry,
            acronym,
            opens_sentence: found.len() == 1
                && block.opens_sentence(at)
                && (capitals == Capitals::Syllables
                    || found.entries().iter().any(super::is_ordinary)),
            adjective: matches!(entry, Entry::Demonym(_) | Entry::LanguageName(_)),
        })
    })
}

/// What a phrase with several entries names first: a land before its people, a people before its language.
fn best(entries: &[Entry]) -> Option<Entry> {
    let rank = |entry: &Entry| match entry {
        // The world is no name: `world`, `mundial`, `thế giới` come and go.
        Entry::Territory("001") => None,
        Entry::Territory(_) => Some(0),
        Entry::Exonym(_) => Some(1),
        Entry::Demonym(_) => Some(2),
        Entry::LanguageName(_) => Some(3),
        _ => None,
    };
    entries
        .iter()
        .filter_map(|entry| Some((rank(entry)?, *entry)))
        .min_by_key(|&(rank, _)| rank)
        .map(|(_, entry)| entry)
}

/// Whether the phrase stands here as a name, as far as its capitals tell.
fn is_meant(
    block: &BlockText<'_>,
    at: usize,
    found: &Match,
    entry: Entry,
    acronym: bool,
    capitals: Capitals,
) -> bool {
    let tokens = &block.tokens;
    let words = || (at..at + found.len()).filter(|&at| tokens.is_word(at));
    let capital = |at: usize| tokens[at].case != Case::Lower;
    if acronym && words().all(|at| block.is_capitals(at)) {
        return false;
    }
    if found.entries().contains(&Entry::Uncapitalised)
        && matches!(entry, Entry::Demonym(_) | Entry::LanguageName(_))
    {
        return true;
    }
    // The first word of a sentence has its capital anyway, so a longer phrase must show another.
    let from_place = found.len() > 1 && block.opens_sentence(at);
    if !words().any(|word| capital(word) && !(from_place && word == at)) {
        return false;
    }
    let beside = |word: usize| tokens.is_word(word) && tokens[word].case == Case::Title;
    let within_run = || {
        at.checked_sub(1).is_some_and(beside) || (beside(at + 1) && tokens.sign(at + 1).is_none())
    };
    !(capitals == Capitals::Syllables
        && found.len() == 1
        && !super::has_syllables(tokens.lower(at))
        && within_run())
}
